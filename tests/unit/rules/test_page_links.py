"""Links between pages: what can be known from files is judged, and nothing that only building knows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from amtsfunk.effects.site_templates import read_templates
from amtsfunk.rules.run import check_pages
from amtsfunk.source.headings import headings

SITE = Path(__file__).parents[3] / "site"
TEMPLATES = {name: read_templates(SITE / name) for name in ("public", "internal")}
RULES = ("link-to-nowhere", "link-to-no-heading")
HEAD = "---\nnumber: {number}\ntitle: Seite\nversion: '1'\nin_force_from: 2026-01-01\nreview_by: 2027-01-01\n---\n"
PROSE = "---\ntitle: Seite\n---\n"
CLAUSES = """\
version: "1"
in_force_from: 2026-01-01
review_by: 2027-01-01
clauses:
  - {id: beleidigung, title: Beleidigung, weight: unlawful, covers: [insult], text: T., easy: E., source: R31}
"""


def found(text: str, *, guideline: bool) -> list[tuple[str, int, str]]:
    path = "guidelines/02-antworten.md" if guideline else "netiquette/beispiele.md"
    files = {
        "guidelines/01-schreiben.md": f"{HEAD.format(number=1)}# Eins\n\n## Der Ton\n\n## Der Ton\n".encode(),
        "netiquette/clauses.yml": CLAUSES.encode(),
        "netiquette/index.md": f"{PROSE}Worte.\n".encode(),
        "netiquette/eigenes.md": f"{PROSE}Ein Absatz.\n{{: #absatz }}\n".encode(),
        path: ((HEAD.format(number=2) if guideline else PROSE) + text).encode(),
    }
    hits = check_pages(files, None, datetime(2026, 12, 1, tzinfo=UTC), None, TEMPLATES)
    return [(hit.rule, hit.place.line, hit.values["value"]) for hit in hits if hit.rule in RULES]


@pytest.mark.parametrize(
    "text",
    [
        "[a](01-schreiben.md)",
        "[a](01-schreiben.md#der-ton) [b](01-schreiben.md#der-ton_1)",
        "[a](01-schreiben.md#inhalt)",
        "[a](../kalender.md) [b](../handbuch/einrichten.md) [c](index.md)",
        "[a](fassung/2026-01-01/01-schreiben.md)",
        "[a](https://www.musterhafen.example/x) [b](mailto:a@b.example) [c](/wurzel)",
        "`[a](nirgends.md)` und ``ein ` und [a](nirgends.md)``",
        "```\n[a](nirgends.md)\n```",
        r"\[a](nirgends.md)",
    ],
)
def test_what_leads_somewhere_is_left_alone(text: str) -> None:
    assert found(text, guideline=True) == []


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("[a](nirgends.md)", "link-to-nowhere", "nirgends.md"),
        ("[a](<nirgends.md>)", "link-to-nowhere", "nirgends.md"),
        ('[a](nirgends.md "Titel")', "link-to-nowhere", "nirgends.md"),
        ("![Bild](bild.png)", "link-to-nowhere", "bild.png"),
        ("[**fett [x]**](nirgends.md)", "link-to-nowhere", "nirgends.md"),
        ("[a](schreiben/)", "link-to-nowhere", "schreiben/"),
        ("[a](../kontakt.md)", "link-to-nowhere", "../kontakt.md"),
        ("[a](../dienstanweisung/_seite.md)", "link-to-nowhere", "../dienstanweisung/_seite.md"),
        (f"{'[' * 3000} [a](nirgends.md)", "link-to-nowhere", "nirgends.md"),
        (f"{chr(92) * 3001}[b] [a](nirgends.md)", "link-to-nowhere", "nirgends.md"),
        ("[a](01-schreiben.md#ton)", "link-to-no-heading", "ton"),
        ("[a](01-schreiben.md#der-ton_2)", "link-to-no-heading", "der-ton_2"),
        ("[a](#hier)", "link-to-no-heading", "hier"),
        ("`x` [a](#hier)", "link-to-no-heading", "hier"),
    ],
)
def test_what_leads_nowhere_is_told(text: str, rule: str, value: str) -> None:
    """Also a page of the other site, and a file that is only included in others."""
    line = HEAD.count("\n") + 1
    assert found(text, guideline=True) == [(rule, line, value)]


def test_rules_for_citizens_are_places_of_their_page() -> None:
    text = "[a](index.md#beleidigung) [b](index.md#verstoss) [c](eigenes.md#absatz) [d](../kontakt.md#was-auch-immer)"
    assert found(text, guideline=False) == []
    assert found("[a](index.md#beleidigungen)", guideline=False) == [("link-to-no-heading", 4, "beleidigungen")]


def test_code_ends_where_as_many_ticks_stand() -> None:
    assert found("`` [a](x.md) ` `` `[b](y.md)`` [c](z.md)", guideline=True) == [
        ("link-to-nowhere", 8, "y.md"),
        ("link-to-nowhere", 8, "z.md"),
    ]


def test_a_kept_version_may_lead_to_what_is_gone() -> None:
    kept = f"{HEAD.format(number=1)}[a](frueher.md)\n".encode()
    files = {"guidelines/versions/2026-01-01/01-schreiben.md": kept}
    hits = check_pages(files, None, datetime(2026, 12, 1, tzinfo=UTC), None, TEMPLATES)
    assert not [hit for hit in hits if hit.rule in RULES]


def test_without_templates_nothing_is_judged() -> None:
    files = {"netiquette/eigenes.md": f"{PROSE}[a](nirgends.md)\n".encode()}
    hits = check_pages(files, None, datetime(2026, 12, 1, tzinfo=UTC))
    assert not [hit for hit in hits if hit.rule in RULES]


def test_a_heading_with_bold_words_a_link_and_code_has_the_anchor_of_its_words() -> None:
    ((_, heading),) = headings(["## **Was** [wir](x.md) mit `amtsfunk check` tun"])
    assert heading.anchor == "was-wir-mit-amtsfunk-check-tun"


@given(st.lists(st.text("aäßÄ1 -.,:?!„“–éŒ²", min_size=1, max_size=12).map(str.strip), min_size=1, max_size=4))
def test_anchors_are_those_that_mkdocs_makes(titles: list[str]) -> None:
    lines = [line for title in titles if title and "#" not in title for line in (f"## Ü{title}", "")]
    markdown = Markdown(extensions=["toc", "attr_list"])
    markdown.convert("\n".join(lines))
    made = [token["id"] for token in markdown.toc_tokens]  # type: ignore[attr-defined]
    assert [heading.anchor for _, heading in headings(lines)] == made
