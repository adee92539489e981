"""Whatever an archive or a table holds, a reader says so or reads: nothing else is raised, and nothing is lost unsaid.

Built around the forms that the networks write, with values of every kind where others are expected; and what was read
always becomes files that we can read ourselves, or is told to have been left out.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from amtsfunk.source.past import NoArchive, Reading
from amtsfunk.source.past_csv import COLUMNS, read_csv
from amtsfunk.source.past_mastodon import read_mastodon
from amtsfunk.source.past_posts import Wishes, plan_posts
from amtsfunk.source.past_report import PastAccount, render_past
from amtsfunk.source.past_x import read_x
from amtsfunk.source.posts import parse_post
from support.archives import OWNER, PUBLIC, note, tweet

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
WORDS = st.text(max_size=12) | st.sampled_from(
    [PUBLIC, OWNER, f"{OWNER}/statuses/1", "https://x.example/1", "https://[", "https://a b/", "RT @a: x", "\x00",
     "\ud800", "../../etc/passwd", "2024-03-02T10:00:00Z", "0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59Z",
     "Wed Oct 10 20:19:24 +0000 2018", "1" * 30, "<p>a<a href='https://['>b", "&#xD800;", "Note", "Create"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
NOTE_KEYS = ("id", "type", "summary", "inReplyTo", "published", "url", "attributedTo", "to", "cc", "content",
             "contentMap", "attachment", "oneOf", "updated", "quote", "directMessage")  # fmt: skip
TWEET_KEYS = ("id_str", "id", "created_at", "full_text", "lang", "entities", "extended_entities", "edit_info",
              "scopes", "in_reply_to_status_id_str", "in_reply_to_user_id_str", "community_id_str",
              "retweeted_status")  # fmt: skip
PICTURES = st.lists(st.dictionaries(
    st.sampled_from(["type", "mediaType", "url", "name", "media_url_https", "media_url", "ext_alt_text"]), VALUES,
    max_size=4), max_size=3)  # fmt: skip


def oddly(
    made: dict[str, Any], inner: str, keys: tuple[str, ...], shown: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Entries as the network writes them, of which some keys hold whatever; or whatever altogether."""
    changes = st.dictionaries(st.sampled_from(keys), VALUES, max_size=3)
    own = st.builds(lambda more, also: {**made, inner: {**made[inner], **also, **more}}, changes, shown)
    return own | VALUES


NOTES = oddly(note(1, "Wort"), "object", NOTE_KEYS, st.fixed_dictionaries({}, optional={"attachment": PICTURES}))
TWEETS = oddly(tweet(1, "Wort"), "tweet", TWEET_KEYS, st.fixed_dictionaries({}, optional={
    "extended_entities": st.fixed_dictionaries({"media": PICTURES})}))  # fmt: skip


def dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def is_told(reading: Reading, entries: int) -> None:
    """Each entry is a post, a part of one, or says why not; and our files are readable."""
    parts = sum(len(post.parts) for post in reading.posts)
    assert parts + len(reading.left_out) == entries
    names = {picture.name for post in reading.posts for part in post.parts for picture in part.pictures}
    for archive in (True, False):
        wishes = Wishes("Mastodon-Archiv", archive, ("mastodon",), ("mastodon",), "hafen", "de", BERLIN, NOW,
                        frozenset({"hafen"}), frozenset({"mastodon", "x"}), dict.fromkeys(names, ".png"), frozenset(),
                        frozenset(), lambda channel, text, pictures: len(text) < 5)  # fmt: skip
        planned, homeless = plan_posts(reading.posts, wishes)
        assert len(planned) + len(homeless) == len(reading.posts)
        assert len({one.path for one in planned}) == len(planned)
        for one in planned:
            read = parse_post(one.path, one.text.encode(), BERLIN)
            assert read.mended is not None, one.text
            assert read.mended.head.archive is archive
            assert all(path.startswith("content/media/") and ".." not in path for _, path in one.pictures)
        account = PastAccount("Mastodon-Archiv", reading.account, archive, planned, (*reading.left_out, *homeless), 0,
                              "hafen", written=False)  # fmt: skip
        render_past(account).encode("utf-8", "surrogateescape")


@given(st.lists(NOTES, max_size=4), st.none() | VALUES)
@settings(deadline=None)
def test_a_mastodon_archive_of_whatever_is_read_or_said(entries: list[Any], actor: Any) -> None:
    outbox = dumped({"orderedItems": entries})
    is_told(read_mastodon(outbox, None if actor is None else dumped(actor)), len(entries))


@given(st.lists(TWEETS, max_size=4), VALUES, st.lists(VALUES, max_size=2))
@settings(deadline=None)
def test_an_x_archive_of_whatever_is_read_or_said(entries: list[Any], account: Any, notes: list[Any]) -> None:
    owner = dumped([{"account": {"accountId": "77", "username": "stadt"}}] if account is None else [account])
    is_told(read_x([("data/tweets.js", dumped(entries))], owner, [("data/note-tweet.js", dumped(notes))]),
            len(entries))  # fmt: skip


CELLS = st.text(max_size=10) | st.sampled_from(
    ["01.05.2019 10:00", "2019-05-01T10:00:00Z", "29.03.2026 02:30", "mastodon|x", "a.png|..\\b.png", "Alt|", "\ufeff",
     'Ein "Wort"', ";", "Zeile 1\nZeile 2", "=1+1", "https://a.example/1"]
)  # fmt: skip
HEADS = st.lists(st.sampled_from([names[0] for names in COLUMNS.values()] + ["farbe", ""]), max_size=6)


@given(HEADS, st.lists(st.lists(CELLS, max_size=8), max_size=5), st.sampled_from(";,\t"), st.booleans(),
       st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))  # fmt: skip
@settings(deadline=None)
def test_a_table_of_whatever_is_read_or_said(
    head: list[str], rows: list[list[str]], separator: str, quoted: bool, encoding: str
) -> None:
    def spell(row: list[str]) -> str:
        return separator.join('"' + cell.replace('"', '""') + '"' if quoted else cell for cell in row)

    text = "\r\n".join(spell(row) for row in [["text", *head], *rows])
    try:
        reading = read_csv(text.encode(encoding, "replace"), BERLIN)
    except NoArchive as why:
        assert str(why)
        return
    columns = sum(1 for one in reading.left_out if one.key.startswith("Spalte"))
    said = len(reading.posts) + len(reading.left_out) - columns
    assert columns <= len(head)
    if quoted and "\ud800" not in text:
        assert said == sum(1 for row in rows if any(cell.strip() for cell in row))


@given(st.binary(max_size=200))
def test_bytes_of_whatever_are_read_or_said(data: bytes) -> None:
    readers = (
        lambda: read_csv(data, BERLIN),
        lambda: read_mastodon(data, data),
        lambda: read_x([("t", data)], data, [("n", data)]),
    )
    for read in readers:
        try:
            read()
        except NoArchive as why:
            assert str(why)
