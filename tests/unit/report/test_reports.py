"""What is printed is exact, and nothing in a name or value can act on the terminal, log or program that reads it."""

from __future__ import annotations

import json
import re

import pytest

from amtsfunk.model.finding import Finding, Place, Severity
from amtsfunk.report.github import render_github
from amtsfunk.report.json import render_json
from amtsfunk.report.rows import rows, summarise, waived_rows
from amtsfunk.report.safe import encodable, visible
from amtsfunk.report.text import render_text
from amtsfunk.rules.waiving import Waived

HOSTILE_NAME = "content/posts/2026/12/a\n::error::%0A,file=x\x1b[2J\u202e\udcff.md"
HOSTILE_VALUE = "\n::add-mask::x\r\x1b]0;t\x07%0A\u2066\udcfe"


def hostile() -> Finding:
    return Finding(
        "unknown-topic", Place(HOSTILE_NAME, 4, 8), {"value": HOSTILE_VALUE, "known": "a", "fixed": "topic: a"}
    )


def plain(rule: str = "unknown-topic", path: str = "content/posts/2026/12/a.md", line: int = 4) -> Finding:
    return Finding(rule, Place(path, line, 8), {"value": "b", "known": "a, c", "fixed": "topic: a"})


def test_text_groups_by_file_and_names_place_words_rule_and_source() -> None:
    found = rows([plain(line=9), plain("unused-picture", "content/media/2026/12/x.png", 1), plain()], "de")
    assert render_text(found, summarise(found, 2), "de") == (
        "content/media/2026/12/x.png\n"
        "  1:8  Hinweis: Kein Beitrag zeigt das Bild „⟨name⟩“.\n"
        "      → Gehört es zu einem Beitrag, der noch kommt, ist alles gut. Sonst löschen Sie es.\n"
        "        [unused-picture; R63 (Urheber- und Persönlichkeitsrechte, Vertrauliches)]\n"
        "\n"
        "content/posts/2026/12/a.md\n"
        "  4:8  Fehler: Das Thema „b“ gibt es nicht. Es gibt: a, c.\n"
        "      → Meinten Sie dieses Thema?\n"
        "        │ topic: a\n"
        "        [unknown-topic; R21 (Themen gleichmäßig bedienen)]\n"
        "  9:8  Fehler: Das Thema „b“ gibt es nicht. Es gibt: a, c.\n"
        "      → Meinten Sie dieses Thema?\n"
        "        │ topic: a\n"
        "        [unknown-topic; R21 (Themen gleichmäßig bedienen)]\n"
        "\n"
        "2 Beiträge geprüft: 2 Fehler, 1 Hinweis.\n"
    )


@pytest.mark.parametrize(
    ("lang", "posts", "line"),
    [("de", 1, "1 Beitrag geprüft: alles in Ordnung.\n"), ("en", 0, "0 posts checked: all is well.\n")],
)
def test_a_clean_report_is_one_line(lang: str, posts: int, line: str) -> None:
    assert render_text((), summarise((), posts), lang) == line  # type: ignore[arg-type]


def test_the_same_finding_is_shown_once() -> None:
    assert len(rows([plain(), plain()], "de")) == 1


def test_what_was_set_aside_is_shown_with_its_reason_in_every_form() -> None:
    waived = waived_rows([Waived(plain(), "Das ist ein Zitat.\x1b[2J")], "de")
    summary = summarise((), 1, waived)
    text = render_text((), summary, "de")
    assert "Ausgenommen, mit Grund" in text
    assert "= Das ist ein Zitat." in text
    assert text.endswith("1 Beitrag geprüft: alles in Ordnung (1 Ausnahme mit Grund).\n")
    github = render_github((), summary, "de")
    assert github.startswith("::notice file=content/posts/2026/12/a.md,line=4,")
    assert "= Das ist ein Zitat." in github
    assert "\x1b" not in text + github


def test_every_finding_links_its_rule_where_the_internal_site_is_known() -> None:
    found = rows([plain()], "de", "https://intern.example/handbuch/regeln.html")
    summary, link = summarise(found, 1), "https://intern.example/handbuch/regeln.html#unknown-topic"
    for report in (render_text(found, summary, "de"), render_github(found, summary, "de"), render_json(found, summary)):
        assert link in report


def test_colour_only_on_request() -> None:
    found = rows([plain()], "de")
    assert "\x1b" not in render_text(found, summarise(found, 1), "de")
    assert "\x1b[31mFehler\x1b[0m" in render_text(found, summarise(found, 1), "de", colour=True)


def test_a_hostile_name_stays_on_its_line_and_cannot_act_on_the_terminal() -> None:
    found = rows([hostile()], "de")
    report = render_text(found, summarise(found, 1), "de")
    lines = report.split("\n")
    assert lines[0] == r"content/posts/2026/12/a\n::error::%0A,file=x\x1b[2J\u202e\xff.md"
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2066\u202e]", report)
    report.encode("utf-8")


def test_a_line_to_copy_cannot_be_a_command_of_the_log() -> None:
    found = rows(
        [Finding("unknown-topic", Place("a", 1, 1), {"value": "x", "known": "", "fixed": "::add-mask::x"})], "de"
    )
    lines = render_text(found, summarise(found, 1), "de").split("\n")
    assert not any(line.lstrip().startswith("::") for line in lines)


def test_github_annotation_is_one_escaped_line() -> None:
    found = rows([plain()], "en")
    assert render_github(found, summarise(found, 1), "en") == (
        "::error file=content/posts/2026/12/a.md,line=4,col=8,title=unknown-topic"
        "::There is no topic “b”. There are: a, c.%0A→ Did you mean this topic?%0Atopic: a"
        "%0A(R21 (balance of topics))\n"
        "1 post checked: 1 error.\n"
    )


def test_github_annotation_of_a_hostile_name_is_still_one_command() -> None:
    found = rows([hostile()], "de")
    lines = render_github(found, summarise(found, 1), "de").split("\n")
    assert len(lines) == 3
    assert lines[2] == ""
    properties, end, _ = lines[0].removeprefix("::").partition("::")
    assert end
    assert properties == (
        r"error file=content/posts/2026/12/a\n%3A%3Aerror%3A%3A%250A%2Cfile=x\x1b[2J\u202e\xff.md"
        ",line=4,col=8,title=unknown-topic"
    )
    assert "\r" not in lines[0]
    lines[0].encode("utf-8")


def test_json_has_the_documented_shape() -> None:
    found = rows([plain(), plain("unused-picture", "content/media/2026/12/x.png", 1)], "en")
    waived = waived_rows([Waived(plain(), "Zitat")], "en")
    shape = json.loads(render_json(found, summarise(found, 7, waived)))
    assert shape.pop("waived") == [{**shape["findings"][1], "because": "Zitat"}]
    assert shape == {
        "version": 1,
        "summary": {"posts": 7, "errors": 1, "warnings": 0, "notices": 1},
        "findings": [
            {
                "rule": "unused-picture",
                "severity": "notice",
                "path": "content/media/2026/12/x.png",
                "line": 1,
                "column": 8,
                "message": "No post shows the picture “⟨name⟩”.",
                "remedy": "If its post is still to come, all is well. Otherwise delete it.",
                "source": "R63 (copyright, personal rights, confidential matters)",
                "reference": "",
            },
            {
                "rule": "unknown-topic",
                "severity": "error",
                "path": "content/posts/2026/12/a.md",
                "line": 4,
                "column": 8,
                "message": "There is no topic “b”. There are: a, c.",
                "remedy": "Did you mean this topic?\ntopic: a",
                "source": "R21 (balance of topics)",
                "reference": "",
            },
        ],
    }


def test_json_is_ascii_and_keeps_a_hostile_name_exactly_but_for_undecodable_bytes() -> None:
    found = rows([hostile()], "de")
    report = render_json(found, summarise(found, 1))
    assert report.isascii()
    assert "\x1b" not in report
    assert json.loads(report)["findings"][0]["path"] == HOSTILE_NAME.replace("\udcff", r"\xff")


def test_severity_counts_are_in_order_of_weight() -> None:
    assert list(summarise((), 0).counts) == [Severity.error, Severity.warning, Severity.notice]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Größe „x“ 🌊", "Größe „x“ 🌊"),
        ("a\nb\r\t", r"a\nb\r\t"),
        ("\x1b[31m\x7f\x85", r"\x1b[31m\x7f\x85"),
        ("\u202e\u2066\u200b\u2028\ufeff", r"\u202e\u2066\u200b\u2028\ufeff"),
        ("\U000e0041", r"\U000e0041"),
        ("\udc80\ud800", r"\x80\ud800"),
    ],
)
def test_visible_writes_out_what_could_act_or_hide(raw: str, shown: str) -> None:
    assert visible(raw) == shown


def test_encodable_touches_undecodable_bytes_only() -> None:
    assert encodable("a\nb\u202e\udcffß") == "a\nb\u202e\\xffß"
