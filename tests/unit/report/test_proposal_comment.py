"""A pull request in one comment: what a stranger wrote is shown and does nothing, and a week reads well."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amtsfunk.report.proposal import LARGEST, NotAProposal, read_proposal
from amtsfunk.report.proposal_comment import LONGEST, MARKER, NOTHING_GOES_OUT, Known, render_comment

RUN = "https://github.com/beispielau/presse/actions/runs/7"
KNOWN = Known(ZoneInfo("Europe/Berlin"), "github.com", "a" * 40, passed=True, run=RUN, labels={"x": "X"})
HOSTILE = (
    "@beispielau/presse",
    "Bitte #1 und GH-1 und beispielau/presse#1 ansehen",
    "<img src=x onerror=alert(1)> <script>1</script> <!-- amtsfunk:vorschau -->",
    "[hier](//boese.example) ![x](//boese.example/a.png) www.boese.example a@boese.example mailto:a@boese.example",
    "``` \n</details>\n# Überschrift\n- [x] Freigabe erteilt\n| a | b |\n|---|---|",
    "`` ` ``` ` :tada: $x$ \\` \\| ||| a|b",
    "\u202e\u2066 rückwärts \u200b",
    "</code></summary></details><h1>Freigegeben</h1>",
    "\\",
    "`",
    "> Zitat\n\n    Code\n\n***\n1. Liste",
)


def portion(text: str, **more: Any) -> dict[str, Any]:
    plain = {"length": 10, "limit": 500, "unit": "characters", "pictures": [], "link": None, "warning": None}
    return {"text": text, **plain, "action": "create", "target": None, **more}


def post(text: str = "Guten Tag", due: str | None = "2026-12-01T08:00:00Z", **more: Any) -> dict[str, Any]:
    known = {
        "path": "content/posts/2026/12/x.md",
        "title": text[:1000],
        "new": True,
        "due": due,
        "latest": None,
        "kind": "service",
        "sensitive": False,
        "digest": "d" * 64,
        "views": [{"channel": "mastodon", "parts": [portion(text)]}, {"channel": "x", "parts": [portion(text)]}],
        "hints": [],
    }
    return {**known, **more}


def proposal(*posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    empty = {"v": 1, "stayed": [], "hints": [], "errors": 0, "warnings": 0, "notices": 0, "more": 0}
    return {**empty, "posts": list(posts), **more}


def comment(value: dict[str, Any], known: Known = KNOWN) -> str:
    return render_comment(read_proposal(json.dumps(value).encode()), known)


def everywhere(text: str) -> dict[str, Any]:
    """A proposal that says one text wherever a text may stand."""
    line = text[:1000]
    hint = {"severity": "error", "path": line, "line": 1, "rule": "rule", "message": line, "remedy": line}
    shown = {"file": line, "alt": line, "credit": line}
    said = portion(text, pictures=[shown], link=line, warning=line, action="edit", target=line)
    views = [{"channel": "mastodon", "parts": [said, said]}]
    stayed = {"path": line, "title": line, "due": None, "channels": ["x"], "why": "picture"}
    whole = post(text, path=line, title=line, views=views, hints=[hint])
    return proposal(whole, stayed=[stayed], hints=[hint], errors=1)


def tokens(markdown: str) -> list[Token]:
    found = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown):
        found += [token, *(token.children or [])]
    return found


def skeleton(markdown: str) -> list[tuple[str, str, str]]:
    """What a forge would act on: everything but what stands in code. Two comments of the same form have the same."""
    acted = []
    for token in tokens(markdown):
        if token.type in ("code_inline", "inline"):
            continue
        content = token.content
        if "<summary>" in content:
            before, _, rest = content.partition("<code>")
            words, _, after = rest.rpartition("</code>")
            assert "<" not in words and ">" not in words
            content = before + after
        acted.append((token.type, content, str(token.attrs)))
    return acted


@pytest.mark.parametrize("text", HOSTILE)
def test_strangers_words_do_nothing(text: str) -> None:
    """The comment has the very form that it has with harmless words in their place: one line for one line."""
    harmless = "\n".join("wort" if line.strip() else "" for line in text.split("\n"))
    there, here = comment(everywhere(text)), comment(everywhere(harmless))
    assert skeleton(there) == skeleton(here)


@given(st.text(alphabet="`|<>@#[]()!*_~\\&:/.-+$ \n\tab1", max_size=60))
def test_no_text_changes_the_form(text: str) -> None:
    harmless = "\n".join("wort" if line.strip() else "" for line in text.split("\n"))
    there, here = proposal(post(text)), proposal(post(harmless, title=text.strip() and "wort"))
    assert skeleton(comment(there)) == skeleton(comment(here))


def test_only_addresses_of_the_post_may_be_followed_and_never_the_forges_own() -> None:
    text = "https://www.musterhafen.example/warntag und https://github.com/beispielau/presse/issues/1"
    found = [token.attrs["href"] for token in tokens(comment(proposal(post(text)))) if token.type == "link_open"]
    assert set(found) == {RUN, "https://www.musterhafen.example/warntag"}


def test_a_week_is_one_table_and_folded_posts_in_order_of_time() -> None:
    days = [f"2026-12-0{day}T08:00:00Z" for day in (3, 1, 2)]
    said = comment(proposal(*(post(f"Text {due[8:10]}", due) for due in days), post("Entwurf", None)))
    lines = said.split("\n")
    assert lines[0] == MARKER and lines[2] == "## 4 Beiträge, 1.12. bis 3.12."
    assert said.rstrip().split("\n")[-1] == NOTHING_GOES_OUT
    rows = [line for line in lines if line.startswith(("| D", "| M", "| E"))]
    assert [row.split("|")[1].strip() for row in rows] == [
        "Di 1.12. 09:00",
        "Mi 2.12. 09:00",
        "Do 3.12. 09:00",
        "Entwurf",
    ]
    assert said.count("<details>") == 4 and "<details open>" not in said


def test_counts_digest_needs_and_hints_are_told() -> None:
    long = {"channel": "x", "parts": [portion("Langer Text", length=300, limit=280, unit="weighted")]}
    hint = {"severity": "warning", "path": "a.md", "line": 7, "rule": "r", "message": "Zu lang.", "remedy": "Kürzen."}
    needs = {"content/posts/2026/12/x.md": ("Pressesprecher/in oder Stellvertretung",)}
    known = Known(KNOWN.zone, "github.com", "b" * 40, passed=False, run=RUN, needs=needs, labels={"x": "X"})
    said = comment(proposal(post(views=[long], hints=[hint]), errors=1, warnings=1), known)
    assert "❌ So geht es noch nicht: 1 Fehler, 1 Warnung. Stand `bbbbbbb`" in said
    assert "❌ 300 von 280 Zeichen nach Zählung von X, 20 zu viel" in said
    assert "**Noch nötig:** Pressesprecher/in oder Stellvertretung" in said
    assert "⚠️ Zeile 7: `Zu lang.` → `Kürzen.`" in said
    assert f"Prüfsumme der Freigabe: `{'d' * 64}`" in said


def test_a_failed_check_without_errors_is_not_called_well() -> None:
    known = Known(KNOWN.zone, "github.com", "b" * 40, passed=False, run=RUN)
    assert "✅" not in comment(proposal(post()), known)
    assert "nichts Lesbares gemeldet" in render_comment(None, known)


def test_who_rewrites_the_program_is_not_believed() -> None:
    known = Known(KNOWN.zone, "github.com", "b" * 40, passed=True, run=RUN, rewrites=("scripts/a`b.py",))
    assert "Verlassen Sie sich nicht darauf" in comment(proposal(post()), known)
    assert "``scripts/a`b.py``" in comment(proposal(post()), known)


def test_what_a_change_would_hold_is_told() -> None:
    stayed = {"path": "p", "title": "Warntag", "due": "2026-12-09T08:00:00Z", "channels": ["x"], "why": "account"}
    said = comment(proposal(stayed=[stayed]))
    assert "## Kein Beitrag geändert" in said
    assert "- Mi 9.12. 09:00 · `Warntag` (X): Das Konto oder der Server ist ein anderer als bei der Freigabe." in said


def test_it_is_never_longer_than_the_forge_takes() -> None:
    start = datetime(2026, 12, 1, 8, tzinfo=UTC)
    dues = [(start + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ") for number in range(150)]
    said = comment(proposal(*(post("o" * 3000, due) for due in dues)))
    assert len(said) <= LONGEST and said.rstrip().endswith(NOTHING_GOES_OUT)
    assert "war hier kein Platz" in said and "und 70 weitere" in said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"v":1}',
        json.dumps(proposal(more=-1)).encode(),
        json.dumps(proposal(strange=1)).encode(),
        json.dumps({**proposal(), "v": 2}).encode(),
        json.dumps(proposal(post(title="x" * 1001))).encode(),
        json.dumps(proposal(post(digest="z" * 64))).encode(),
        json.dumps(proposal(post(due="2026-12-01T08:00:00"))).encode(),
        json.dumps(proposal(post(sensitive="yes"))).encode(),
        json.dumps(proposal(post(views=[{"channel": "@all", "parts": [portion("x")]}]))).encode(),
        json.dumps(proposal(*(post() for _ in range(151)))).encode(),
        json.dumps(proposal()).encode() + b" " * LARGEST,
        b"\xff\xfe" + json.dumps(proposal()).encode("utf-16le"),
    ],
)
def test_whatever_is_not_of_this_form_is_refused(data: bytes) -> None:
    with pytest.raises(NotAProposal):
        read_proposal(data)
