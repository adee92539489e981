"""A statement can be cited: line, addresses of its paragraphs, and its history, oldest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.pages.citing import Change, citation_of, shown_texts
from amtsfunk.pages.facts import Archive, ArchivePart, ArchivePost, Mending

POST = ArchivePost(
    id="haushalt",
    month="2026/12",
    title="Kein Geld <verschwunden>",
    kind="statement",
    topic="geld",
    language="de",
    published_at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC),
    parts=(ArchivePart("Eins.\n\nZwei\nin zwei Zeilen."), ArchivePart("Drei <b>.")),
)
FIX = replace(
    POST,
    id="fix",
    title="Korrektur",
    kind="correction",
    published_at=datetime(2026, 12, 3, 8, 0, tzinfo=UTC),
    mending=Mending("haushalt", "Die Zahl"),
)
GONE = replace(
    FIX, id="weg", title="Rücknahme", kind="withdrawal", published_at=datetime(2026, 12, 5, 8, 0, tzinfo=UTC)
)
ADDRESS = "https://www.stadt.example/archiv/2026/12/haushalt/"


def _archive(*posts: ArchivePost) -> Archive:
    return Archive("Stadt", "https://www.stadt.example", "de", ZoneInfo("Europe/Berlin"), {}, posts)


def _citation(post: ArchivePost, *others: ArchivePost) -> tuple[str, tuple[Change, ...]]:
    posts = (post, *others)
    found = citation_of(post, _archive(*posts), {one.id: one for one in posts})
    assert found is not None
    return found.line, found.changes


def test_the_line_names_author_title_kind_local_day_and_address() -> None:
    line, changes = _citation(POST)
    assert line == f"Stadt: „Kein Geld <verschwunden>“. Stellungnahme vom 1. Dezember 2026. {ADDRESS}"
    assert changes == (Change("1. Dezember 2026, 0:30 Uhr", "veröffentlicht"),)


def test_every_later_change_stands_in_line_and_history_in_the_order_of_time() -> None:
    line, changes = _citation(replace(POST, corrected_by="fix", withdrawn_by="weg"), GONE, FIX)
    assert "1. Dezember 2026 (berichtigt am 3. Dezember 2026) (zurückgezogen am 5. Dezember 2026). https" in line
    assert changes[1:] == (
        Change("3. Dezember 2026, 9:00 Uhr", "berichtigt", "archiv/2026/12/fix/", "Korrektur"),
        Change("5. Dezember 2026, 9:00 Uhr", "zurückgezogen", "archiv/2026/12/weg/", "Rücknahme"),
    )


@pytest.mark.parametrize("kind", ["news", "service", "short", "career"])
def test_only_what_an_authority_is_held_to_has_a_line(kind: str) -> None:
    assert citation_of(replace(POST, kind=kind), _archive(POST), {}) is None


def test_of_a_redacted_statement_nothing_is_left_to_cite() -> None:
    assert citation_of(replace(POST, parts=(), note="weg", removed_on=date(2026, 12, 4)), _archive(POST), {}) is None


def test_paragraphs_are_numbered_through_all_parts_and_stay_escaped() -> None:
    first, second = shown_texts(POST, citation_of(POST, _archive(POST), {}))
    assert first.count("<p ") == 2
    assert '<p id="absatz-1">Eins. <a class="af-anchor"' in first
    assert '<p id="absatz-2">Zwei<br>in zwei Zeilen. <a' in first
    assert '<p id="absatz-3">Drei &lt;b&gt;. <a' in second
    assert 'href="#absatz-3" aria-label="Adresse von Absatz 3"' in second


def test_other_posts_keep_plain_paragraphs() -> None:
    assert shown_texts(POST, None)[0] == "<p>Eins.</p>\n<p>Zwei<br>in zwei Zeilen.</p>"
