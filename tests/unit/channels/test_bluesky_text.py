"""Facets of a Bluesky text: they mark what they say, by bytes, whatever the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.channels.bluesky_text import facets_of

THW = {"handle": "@thw.bund.example", "account_id": "did:plc:thw"}
AMT = {"handle": "amt.example", "account_id": "did:plc:amt"}


def marked(text: str, *mentions: dict[str, str]) -> list[tuple[str, str]]:
    """(what is marked, what it is) of each facet, cut from the bytes as a reader would."""
    data = text.encode()
    return [
        (
            data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(),
            facet["features"][0]["$type"].rpartition("#")[2],
        )
        for facet in facets_of(text, mentions)
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example", "https://a.example"),
        ("Mehr: https://a.example/b.", "https://a.example/b"),
        ("🚨 Ärger (https://a.example/b)!", "https://a.example/b"),
        ("https://a.example/b_(c) und", "https://a.example/b_(c)"),
        ("(siehe https://a.example/b_(c)).", "https://a.example/b_(c)"),
        ("„https://a.example/b“, sagt er", "https://a.example/b"),
        ("Er sagt: „https://a.example/b.“", "https://a.example/b"),
        ("https://a.example/b_(#c)", "https://a.example/b_(#c)"),
        ("»https://a.example/b?x=1&y=ü#z«", "https://a.example/b?x=1&y=ü#z"),
        ("https://a.example/b…", "https://a.example/b"),
        ("HTTPS://A.example/B, ja", "HTTPS://A.example/B"),
        ("https://münchen.example/straße?", "https://münchen.example/straße"),
        ("https://a.example:8443/x;", "https://a.example:8443/x"),
        ("👩‍🚒👨‍👩‍👧‍👦 https://a.example/é 🇩🇪", "https://a.example/é"),
    ],
)
def test_an_address_ends_where_a_reader_sees_its_end(text: str, address: str) -> None:
    assert marked(text) == [(address, "link")]
    assert facets_of(text, ())[0]["features"] == [{"$type": "app.bsky.richtext.facet#link", "uri": address}]


@pytest.mark.parametrize(
    "text", ["www.beispielau.example", "mailto:a@b.example", "https://", "https:// a", "ftp://a.example", "a@b.example"]
)
def test_what_is_no_address_is_left_alone(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Warntag", ["Warntag"]),
        ("Heute ist #Warntag.", ["Warntag"]),
        ("#Bürger*innen! #Straßenbahn, (#Ärger)", ["Bürger*innen", "Straßenbahn", "Ärger"]),
        ("„#Klimaschutz“ – #2026plan", ["Klimaschutz", "2026plan"]),
        ("🚨#nein 🚨 #ja", ["ja"]),
        ("#1 #2026 # #! #️⃣ #️⃣ja #_ ##", []),
        ("Zimmer#Nummer https://a.example/#anker &#252;", []),
        ("#a#b", ["a"]),
        ("＃Breit", ["Breit"]),
        ("#🚒 #👍ja", ["🚒", "👍ja"]),
        ("#" + "x" * 64, ["x" * 64]),
        ("#" + "x" * 65, []),
        ("#" + ("e" + "\u0301" * 6) * 50, []),
        ("#" + "👩‍🚒" * 3, ["👩"]),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    found = [f["features"][0] for f in facets_of(text, ()) if f["features"][0]["$type"].endswith("#tag")]
    assert [feature["tag"] for feature in found] == tags
    assert [word[1:] for word, kind in marked(text) if kind == "tag"] == tags


def test_every_mention_of_an_approved_handle_is_one_and_no_other() -> None:
    text = "Äh 🚒 @THW.bund.example, @thw.bund.example. x@thw.bund.example @thw.bund.example.org @thw.bund @nie.example"
    assert marked(text, THW) == [("@THW.bund.example", "mention"), ("@thw.bund.example", "mention")]
    assert {f["features"][0]["did"] for f in facets_of(text, [THW])} == {"did:plc:thw"}
    assert marked("@amt.example-nord @amt.example2 @amt.example@x", AMT) == []
    assert marked("@thw.bund.example", {"handle": "@thw.bund.example", "account_id": "42"}) == []


def test_a_handle_that_is_approved_twice_is_mentioned_once() -> None:
    other = {**AMT, "account_id": "did:plc:another"}
    facets = facets_of("@amt.example", [AMT, other])
    assert [facet["features"][0]["did"] for facet in facets] == ["did:plc:amt"]


def test_a_link_wins_over_what_stands_in_it() -> None:
    text = "https://a.example/@amt.example/x #ja @amt.example"
    assert [kind for _, kind in marked(text, AMT)] == ["link", "tag", "mention"]


WORDS = ("https://a.example/ü", "(https://b.example/c_(d))", "#Warntag,", "@amt.example", "@thw.bund.example", "„", "“")
SIGNS = ("🚨", "👩‍🚒", "🇪🇺", "1️⃣", "ß", "e\u0301", "\n", " ", " ", ".", "#", "@", "://", "\u200d", "\u00ad")
TEXTS = st.lists(st.sampled_from([*WORDS, *SIGNS]) | st.text(max_size=6), max_size=30).map("".join)


@given(TEXTS)
@example("#ß\u0301🚨 https://a.example/ü @amt.example")
def test_facets_are_within_the_text_in_order_and_mark_what_they_mean(text: str) -> None:
    data, before = text.encode("utf-8", "surrogatepass"), 0
    for facet in facets_of(text, [THW, AMT]):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert before <= start < end <= len(data)
        before = end
        assert _means(data[start:end].decode(), facet["features"][0])


def _means(words: str, feature: dict[str, Any]) -> bool:
    match feature:
        case {"uri": uri}:
            return bool(words == uri)
        case {"tag": tag}:
            return bool(words[1:] == tag and words[0] in "#＃")
        case {"did": "did:plc:thw"}:
            return words.lower() == "@thw.bund.example"
        case _:
            return words.lower() == "@amt.example"
