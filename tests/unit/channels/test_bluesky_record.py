"""Record keys and content identifiers, against what another route computes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.channels.bluesky_record import (
    instant,
    place_of,
    places_of,
    planned_of,
    raw_cid,
    record_cid,
    text_of,
    tid,
)
from amtsfunk.channels.limits import measure_part
from contract.cases import PICTURE, case_of, part, picture
from standins import dag_cbor

CASE = case_of("bluesky")
VALID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
"""atproto, „Record Key“."""
SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"


def decoded(key: str) -> tuple[int, int]:
    number = 0
    for sign in key:
        number = number * 32 + SORTABLE.index(sign)
    return number >> 10, number & 1023


@given(st.integers(0, 2**53 - 1), st.integers(0, 1023))
def test_a_record_key_is_a_tid(microseconds: int, clock: int) -> None:
    key = tid(microseconds, clock)
    assert VALID.fullmatch(key)
    assert decoded(key) == (microseconds, clock)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.integers(1, 30),
)
@example(datetime(2026, 12, 1, 8, tzinfo=UTC), f"{999_999:016x}" + "0" * 16, 30)
@example(datetime(2026, 12, 1, 8, 0, 0, 999_999, tzinfo=UTC), f"{998_999:016x}" + "f" * 16, 30)
def test_keys_of_a_thread_are_valid_rise_and_tell_their_second(created: datetime, key: str, parts: int) -> None:
    job = CASE.job(*[part("x")] * parts, key=key, created_at=created)
    keys = [place.rkey for place in places_of(job)]
    assert all(map(VALID.fullmatch, keys))
    assert keys == sorted(set(keys))
    assert {decoded(name)[0] // 1_000_000 for name in keys} == {int(created.timestamp())}
    assert keys == [place.rkey for place in places_of(job)]


def test_another_key_is_another_record() -> None:
    job = CASE.job()
    other = replace(job, key="0123456789abcdee" * 2)
    assert places_of(job) != places_of(other)
    assert places_of(job) != places_of(replace(job, created_at=job.created_at + timedelta(seconds=1)))


# The data model keeps this one name for links, which are CIDs and no text.
NAMES = st.text(max_size=9).filter(lambda name: name != "$link")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=300).filter(lambda name: name != "$link"), JSON, max_size=30))
def test_a_records_identifier_is_the_one_that_another_encoder_gives(record: dict[str, Any]) -> None:
    assert record_cid(record) == dag_cbor.record_cid(record)


@given(st.binary(max_size=300))
def test_a_pictures_identifier_is_the_one_of_its_bytes(data: bytes) -> None:
    assert raw_cid(data) == dag_cbor.blob_cid(data)
    assert record_cid({"a": {"$link": raw_cid(data)}}) == dag_cbor.record_cid({"a": {"$link": raw_cid(data)}})
    assert record_cid({"a": raw_cid(data)}) != record_cid({"a": {"$link": raw_cid(data)}})


def test_known_identifiers() -> None:
    """The empty file and the empty map of IPLD, as every implementation has them."""
    assert raw_cid(b"") == "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    assert record_cid({}) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"


def test_parts_hang_together_and_under_what_they_answer() -> None:
    one, two, three = planned_of(CASE.job(part("1"), part("2"), part("3")))
    assert "reply" not in one.record
    assert two.record["reply"] == {"root": one.reference, "parent": one.reference}
    assert three.record["reply"] == {"root": one.reference, "parent": two.reference}
    root, parent = {"uri": "at://r", "cid": "r"}, {"uri": "at://p", "cid": "p"}
    one, two = planned_of(CASE.job(part("1"), part("2")), {"root": root, "parent": parent})
    assert one.record["reply"] == {"root": root, "parent": parent}
    assert two.record["reply"] == {"root": root, "parent": one.reference}
    assert [item.record["createdAt"] for item in (one, two)] == ["2026-12-01T08:00:00.000Z", "2026-12-01T08:00:00.001Z"]


def test_a_picture_has_its_shape_and_wins_over_a_card() -> None:
    link = "https://www.beispielau.example/"
    record = planned_of(CASE.job(part("x", media=[picture()], link=link)))[0].record
    image = record["embed"]["images"][0]
    assert record["embed"]["$type"] == "app.bsky.embed.images"
    assert image["aspectRatio"] == {"width": 640, "height": 480}
    assert image["image"]["size"] == len(PICTURE)
    card = planned_of(CASE.job(part("x", link=link)))[0].record["embed"]
    assert card == {
        "$type": "app.bsky.embed.external",
        "external": {"uri": link, "title": "Warntag", "description": ""},
    }


def test_a_content_warning_is_never_lost() -> None:
    warned = part("Die Lage.", content_warning="Unfall mit Toten")
    assert text_of(warned) == "Unfall mit Toten\n\nDie Lage."
    assert planned_of(CASE.job(warned))[0].record["text"] == text_of(warned)
    said = part("Inhaltswarnung: unfall mit Toten\n\nDie Lage.", content_warning="Unfall mit Toten")
    assert text_of(said) == said["text"]
    later = part("Die Lage.\n\nEin Unfall mit Toten.", content_warning="Unfall mit Toten")
    assert text_of(later) == f"Unfall mit Toten\n\n{later['text']}"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), st.text(max_size=80))
@example("Unfall 👩‍🚒", "̈ß")
def test_what_goes_out_is_as_long_as_was_measured(warning: str, text: str) -> None:
    measures = {measure.unit: measure.length for measure in measure_part("bluesky", text, content_warning=warning)}
    sent = text_of(part(text, content_warning=warning))
    assert measures == {"graphemes": len(regex.findall(r"\X", sent)), "bytes": len(sent.encode())}


def test_times_are_told_in_utc() -> None:
    assert instant(datetime.fromisoformat("2026-12-01T09:00:00.123456+01:00")) == "2026-12-01T08:00:00.123Z"


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "at://did:plc:x",
        "at://did:plc:x/app.bsky.feed.like/3k",
        "https://x/app.bsky.feed.post/3k/",
        "at:///app.bsky.feed.post/3k",
    ],
)
def test_only_a_post_of_an_account_is_a_place(uri: str) -> None:
    assert place_of(uri) is None
