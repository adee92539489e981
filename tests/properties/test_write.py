"""What is written is read back equal, whatever a person types."""

from __future__ import annotations

from unicodedata import normalize
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.source.characters import without_hidden
from amtsfunk.source.posts import parse_post
from amtsfunk.source.problems import FATAL_IDS
from amtsfunk.source.write import entry, one_line, page, plain_body, plan
from amtsfunk.source.yaml_read import read_yaml

ZONE = ZoneInfo("Europe/Berlin")
PATH = "content/posts/2026/12/warntag.md"
SIGNS = [
    *"#:-!&*|>'\"%@`?,[]{}\\\t \n\r\xa0\xad„“‚‘",
    "\u202e",
    "\u200d",
    "\ufeff",
    "\x00",
    "\x85",
    "\u2028",
    "u\u0308",
]
WORDS = [
    "---\n",
    "...",
    "<<: ",
    "## X",
    "# ",
    "![",
    "](",
    "&a ",
    "*a",
    "!!str ",
    "topic: ",
    "null",
    "ja",
    "👩‍🚒",
    "Teil 2",
]
NASTY = st.lists(st.one_of(st.sampled_from([*SIGNS, *WORDS]), st.text(max_size=5)), max_size=12).map("".join)


@given(NASTY)
@example("„Warntag“: Was tun? #1")
@example("24. Dezember: …")
@example("C:\\Neu 'und' \"alt\"")
@example("- a")
@example("@stadt")
@example("u\u0308")
def test_a_value_is_read_back_as_one_line(text: str) -> None:
    want = one_line(text)
    read = read_yaml("\n".join(entry("occasion", text)) + "\n", 1, frozenset({"occasion"}))
    if want:
        assert read.value == {"occasion": want}
        assert [trouble.rule for trouble in read.troubles] == []


@given(st.lists(NASTY.filter(lambda text: one_line(text) != ""), min_size=1, max_size=5))
def test_a_list_is_read_back(texts: list[str]) -> None:
    read = read_yaml(plan({"options": texts, "deep": {"options": texts}}), 1, frozenset({"options", "deep"}))
    want = [one_line(text) for text in texts]
    assert read.value == {"options": want, "deep": {"options": want}}
    assert [trouble.rule for trouble in read.troubles] == []


@given(st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=4))
def test_a_list_of_mappings_is_read_back(rows: list[tuple[str, str]]) -> None:
    rows = [(one or "a", other or "b") for one, other in rows if one_line(one or "a") and one_line(other or "b")]
    values: dict[str, object] = {"slots": [{"at": a, "idea": b, "channels": [a]} for a, b in rows]}
    read = read_yaml(plan(values if rows else {"x": "y"}), 1, frozenset({"slots", "at", "idea", "channels"}))
    want = [{"at": one_line(a), "idea": one_line(b), "channels": [one_line(a)]} for a, b in rows]
    assert read.value == ({"slots": want} if rows else {"x": "y"})


@given(NASTY, NASTY, NASTY)
@example("Titel", "# keine Überschrift\n## X\n---\n![x](y)\n\\# so", "Anlass")
def test_a_post_is_read_back(title: str, text: str, occasion: str) -> None:
    head: dict[str, object] = {"channels": ["website"], "topic": "verkehr", "occasion": f"a {occasion}"}
    written = page(head, f"T {title}", plain_body(f"Anfang\n{text}\nEnde"))
    parsed = parse_post(PATH, written.encode(), ZONE)
    assert not FATAL_IDS.intersection(finding.rule for finding in parsed.findings), parsed.findings
    post = parsed.value
    assert post is not None
    assert post.title == one_line(f"T {title}")
    assert post.head.occasion == one_line(f"a {occasion}")
    assert len(post.parts) == 1
    assert post.channel_texts == {}
    assert post.pictures == ()
    typed = without_hidden(normalize("NFC", f"Anfang\n{text}\nEnde".replace("\r\n", "\n").replace("\r", "\n")))
    want = [line.strip() for line in normalize("NFC", typed).split("\n")]
    assert [line.strip() for line in post.parts[0].text.split("\n")] == want
