"""Both feeds against the formats' own rules: Atom (RFC 4287) by a RELAX NG schema, JSON Feed 1.1 by a JSON Schema."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.pages import feeds
from amtsfunk.pages.facts import Archive, ArchivePart, ArchivePost, Mending

DATA = Path(__file__).parents[2] / "data" / "feeds"
JSON_FEED = jsonschema.Draft202012Validator(json.loads((DATA / "json-feed.schema.json").read_text(encoding="utf-8")))
ZONE = ZoneInfo("Europe/Berlin")
ATOM_NAME = "{http://www.w3.org/2005/Atom}"
MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def _post(name: str = "warntag", **changes: object) -> ArchivePost:
    post = ArchivePost(
        id=name,
        month="2026/12",
        title="Warntag",
        kind="service",
        topic="sicherheit",
        language="de",
        published_at=MORNING,
        parts=(ArchivePart("Heute heulen die Sirenen."),),
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def _feeds(*posts: ArchivePost) -> tuple[bytes, bytes]:
    archive = Archive("Stadt & Land", "https://www.stadt.example", "de", ZONE, {"sicherheit": "Sicherheit"}, posts)
    atom, json_feed = (page.render() or b"" for page in feeds.feed_pages(archive, False))
    return atom, json_feed


def _atom_flaws(atom: bytes) -> list[str]:
    etree = import_module("lxml.etree")  # it brings no types
    schema = etree.RelaxNG(etree.parse(str(DATA / "atom.rng")))
    schema.validate(etree.fromstring(atom))
    return [str(error) for error in schema.error_log]


def _json_flaws(json_feed: bytes) -> list[str]:
    return [error.message for error in JSON_FEED.iter_errors(json.loads(json_feed))]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


HOSTILE = example("\ufffe\uffff", "\x00\x1b\uffff]]>", "de", False)
LANGUAGES = st.sampled_from(["de", "en", "nds", "uk", "sr-Latn"])


def _written(title: str, body: str, language: str, redacted: bool) -> tuple[bytes, bytes]:
    parts = () if redacted else (ArchivePart(body),)
    return _feeds(_post(title=f"T{title}", parts=parts, language=language, note=body if redacted else None))


@HOSTILE
@given(TEXTS, TEXTS, LANGUAGES, st.booleans())
def test_whatever_is_written_the_atom_feed_stays_valid(title: str, body: str, language: str, redacted: bool) -> None:
    atom, _ = _written(title, body, language, redacted)
    assert _entries(atom)[0].findtext(f"{ATOM_NAME}id") == "https://www.stadt.example/archiv/2026/12/warntag/"
    assert _atom_flaws(atom) == []


@HOSTILE
@given(TEXTS, TEXTS, LANGUAGES, st.booleans())
def test_whatever_is_written_the_json_feed_stays_valid(title: str, body: str, language: str, redacted: bool) -> None:
    assert _json_flaws(_written(title, body, language, redacted)[1]) == []


def test_an_empty_archive_has_valid_feeds() -> None:
    atom, json_feed = _feeds()
    assert _json_flaws(json_feed) == []
    assert _atom_flaws(atom) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<updated>2026-12-01T08:00:00+00:00</updated>", b"<updated>01.12.2026 08:00</updated>"),
        (b"<id>https://www.stadt.example/archiv/2026/12/warntag/</id>", b"<id>archiv/2026/12/warntag/</id>"),
        (b'<link href="https://www.stadt.example/archiv/2026/12/warntag/"/>', b""),
        (b"<title>Warntag</title>", b"<title> </title>"),
        (b' type="html" ', b" "),
        (b"<published>2026-12-01T08:00:00+00:00</published>", b"<published>2026-12-01T08:00:00</published>"),
    ],
)
def test_the_atom_schema_refuses(before: bytes, after: bytes) -> None:
    atom, _ = _feeds(_post())
    assert before in atom
    assert _atom_flaws(atom.replace(before, after))


@pytest.mark.parametrize(
    "change",
    [
        {"id": "warntag"},
        {"url": "../warntag/"},
        {"date_published": "2026-12-01"},
        {"date_modified": None},
        {"tags": [""]},
        {"text": "unbekannt"},
    ],
)
def test_the_json_schema_refuses(change: dict[str, Any]) -> None:
    value = json.loads(_feeds(_post())[1])
    value["items"][0] |= change
    assert _json_flaws(json.dumps(value).encode())


def test_no_address_in_a_feed_is_relative() -> None:
    text = "Siehe https://a.example/b?c=d&e=f und //x.example und ../weg"
    atom, json_feed = _feeds(_post(parts=(ArchivePart(text),)))
    content = _entries(atom)[0].findtext(f"{ATOM_NAME}content") or ""
    addresses = re.findall(r'(?:href|src)="([^"]*)"', content + json.loads(json_feed)["items"][0]["content_html"])
    assert addresses == ["https://a.example/b?c=d&amp;e=f"] * 2


def _entries(atom: bytes) -> list[ET.Element]:
    return ET.fromstring(atom).findall(f"{ATOM_NAME}entry")  # noqa: S314 - our own bytes


def _updated(atom: bytes) -> list[str | None]:
    return [entry.findtext(f"{ATOM_NAME}updated") for entry in _entries(atom)]


@pytest.mark.parametrize("by", ["corrected_by", "withdrawn_by"])
def test_a_mended_post_says_when(by: str) -> None:
    later = MORNING + timedelta(days=2)
    mending = _post("mehr", kind="correction", published_at=later, mending=Mending("warntag", "Der Tag"))
    atom, json_feed = _feeds(mending, _post(**{by: "mehr"}))
    assert _updated(atom) == [later.isoformat()] * 2
    assert json.loads(json_feed)["items"][1]["date_modified"] == later.isoformat()
    assert json.loads(json_feed)["items"][1]["date_published"] == MORNING.isoformat()


def test_the_whole_feed_is_as_new_as_its_newest_change() -> None:
    """A reader's program asks the head of the feed whether it has to look at the entries at all."""
    removed = _post("alt", published_at=MORNING - timedelta(days=3), parts=(), note="weg", removed_on=date(2026, 12, 5))
    atom, _ = _feeds(_post(), removed)
    head = ET.fromstring(atom).findtext(f"{ATOM_NAME}updated")  # noqa: S314 - our own bytes
    assert head == _updated(atom)[1] == "2026-12-05T00:00:00+01:00"
