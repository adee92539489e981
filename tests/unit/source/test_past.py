"""Own replies become threads; what answers others, or was never public, is left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.source import past
from amtsfunk.source.past import NoArchive, Past, PastPart, join_threads, place_of
from amtsfunk.source.past_csv import read_csv
from amtsfunk.source.past_mastodon import read_mastodon
from amtsfunk.source.past_x import load_js, read_x
from support.archives import FOLLOWERS, OWNER, PUBLIC, assigned, mastodon, note, tweet, x

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def one(key: str, reply_to: str = "") -> Past:
    return Past(key, BEGIN + timedelta(hours=int(key)), (PastPart(f"Text {key}"),), reply_to=reply_to)


def test_a_chain_is_a_thread_and_a_branch_stands_for_itself() -> None:
    posts = [one("4", "2"), one("3", "2"), one("2", "1"), one("1"), one("5", "3"), one("6", "x"), one("7", "weg")]
    threads, left_out = join_threads(posts, frozenset({"weg"}))
    assert [[part.text for part in thread.parts] for thread in threads] == [
        ["Text 1", "Text 2", "Text 3", "Text 5"],
        ["Text 4"],
        ["Text 7"],
    ]
    assert [(found.key, found.why) for found in left_out] == [("6", past.REPLY)]


def test_posts_that_answer_each_other_end() -> None:
    threads, left_out = join_threads([one("1", "2"), one("2", "1")], frozenset())
    assert sum(len(thread.parts) for thread in threads) == 2
    assert left_out == ()


@pytest.mark.parametrize(
    ("to", "cc", "public"),
    [
        ([PUBLIC], [FOLLOWERS], True),
        ([FOLLOWERS], [PUBLIC], True),
        (["as:Public"], [], True),
        ([FOLLOWERS], [], False),
        (["https://a.example/users/eva"], [], False),
        ([], [], False),
        (None, None, False),
        ([{"id": PUBLIC}], [], False),
        (f"{PUBLIC}x", [], False),
    ],
)
def test_only_what_is_addressed_to_the_public_is_read(to: object, cc: object, public: bool) -> None:
    files = mastodon([note(1, "<p>Wort</p>", to=to, cc=cc)])
    reading = read_mastodon(files["outbox.json"], files["actor.json"])
    assert bool(reading.posts) is public
    assert [found.why for found in reading.left_out] == ([] if public else [past.PRIVATE])
    assert public or "Wort" not in repr(reading)


def test_a_reply_to_a_private_post_of_ones_own_stands_for_itself() -> None:
    files = mastodon([note(1, "x", to=[FOLLOWERS], cc=[]), note(2, "y", inReplyTo=f"{OWNER}/statuses/1")])
    assert [post.key for post in read_mastodon(files["outbox.json"], None).posts] == [f"{OWNER}/statuses/2"]


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, {"object": 5}, {"type": "Create"},
                                 note(1, "x", published="2024"), note(1, "x", id=7), note(1, "x", type="Article"),
                                 note(1, "x", attributedTo="anders"),
                                 note(1, "x", published="2024-02-31T10:00:00Z")])  # fmt: skip
def test_an_odd_entry_is_left_out_and_hides_no_other(odd: object) -> None:
    files = mastodon([odd, note(5, "Gut")])  # type: ignore[list-item]
    reading = read_mastodon(files["outbox.json"], files["actor.json"])
    assert [post.parts[0].text for post in reading.posts] == ["Gut"]
    assert len(reading.left_out) == 1


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, {"tweet": None}, {"tweet": {"id_str": "a"}},
                                 tweet(1, "x", created_at=5),
                                 tweet(1, "x", created_at="Wed Foo 10 20:19:24 +0000 2018"), tweet(1, "RT @a: x"),
                                 tweet(1, "@a x", in_reply_to_user_id_str="5"), tweet(1, "x", community_id_str="9"),
                                 tweet(1, "x", created_at="Wed Feb 31 20:19:24 +0000 2018")])  # fmt: skip
def test_an_odd_tweet_is_left_out_and_hides_no_other(odd: object) -> None:
    files = x([odd, tweet(5, "Gut")])  # type: ignore[list-item]
    reading = read_x([("data/tweets.js", files["data/tweets.js"])], files["data/account.js"], [])
    assert [post.parts[0].text for post in reading.posts] == ["Gut"]
    assert len(reading.left_out) == 1


def test_without_the_account_no_reply_is_ones_own() -> None:
    data = assigned(
        "tweets", [tweet(1, "a"), tweet(2, "b", in_reply_to_status_id_str="1", in_reply_to_user_id_str="77")]
    )
    reading = read_x([("data/tweets.js", data)], None, [])
    assert [(post.key, len(post.parts)) for post in reading.posts] == [("1", 1)]
    assert [found.why for found in reading.left_out] == [past.REPLY]


def test_a_cut_text_that_fits_two_long_ones_is_told_to_be_cut() -> None:
    begin = "Wort " * 50
    notes = [{"noteTweet": {"noteTweetId": str(n), "core": {"text": f"{begin}Ende {n}"}}} for n in (1, 2)]
    data = assigned("tweets", [tweet(1, f"{begin.strip()}…")])
    reading = read_x([("t", data)], None, [("n", assigned("note_tweet", notes))])
    assert reading.posts[0].parts[0].text.endswith("…")
    assert any("fehlt sein Rest" in one for one in reading.posts[0].notes)


@pytest.mark.parametrize("data", [b"", b"x", b"{}", b"window.YTD.tweets.part0 = 1", b"[" * 50_000, b"\xff\xfe"])
def test_what_is_no_list_is_said(data: bytes) -> None:
    with pytest.raises(NoArchive):
        load_js(data, "data/tweets.js")


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2\n", b'text\n"' + b"x" * 200_000, b"text\n\0"])
def test_a_table_that_is_none_is_said(data: bytes) -> None:
    with pytest.raises(NoArchive):
        read_csv(data, BERLIN)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_as_programs_write_it(separator: str, encoding: str) -> None:
    rows = [["Kanäle", "TEXT", "Zeit"], ["mastodon|x", '"Grüße"', "01.05.2024 10:00"]]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    (post,) = read_csv(data, BERLIN).posts
    assert (post.channels, post.parts[0].text, post.when) == (
        ("mastodon", "x"),
        "Grüße",
        datetime(2024, 5, 1, 8, tzinfo=UTC),
    )


def test_the_same_row_twice_comes_once() -> None:
    reading = read_csv(b"text\nEins\nEins\n", BERLIN)
    assert (len(reading.posts), len(reading.left_out)) == (1, 1)


@pytest.mark.parametrize("told", [b"sep=;\r\n", b"sep=;\n", b""])
def test_a_spreadsheet_may_name_its_separator(told: bytes) -> None:
    (post,) = read_csv(told + b"Text, mit Komma;Text;Titel\r\nx;Eins, zwei, drei;Hallo\r\n", BERLIN).posts
    assert (post.parts[0].text, post.title) == ("Eins, zwei, drei", "Hallo")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_as_unicode_text(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    (post,) = read_csv(f"{mark}Text\tTitel\r\nGrüße\tÄmter\r\n".encode(encoding), BERLIN).posts
    assert (post.parts[0].text, post.title) == ("Grüße", "Ämter")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_as_they_like(end: bytes) -> None:
    rows = [b"Text;Titel", b'"Eins' + end + b'zwei, drei, vier";A', b"Zwei;B"]
    posts = read_csv(end.join(rows) + end, BERLIN).posts
    assert [(post.parts[0].text, post.title) for post in posts] == [("Eins\nzwei, drei, vier", "A"), ("Zwei", "B")]


@pytest.mark.parametrize("row", [b'"Offen;A', b'"Ein "Wort" darin";A'])
def test_a_quotation_mark_that_stands_alone_swallows_no_other_row(row: bytes) -> None:
    with pytest.raises(NoArchive, match=r"Zeile 3 der Tabelle .* Anführungszeichen"):
        read_csv(b"Text;Titel\nEins;A\n" + row + b"\nDrei;C\n", BERLIN)


def test_a_row_with_more_cells_than_columns_is_told_of() -> None:
    reading = read_csv(b"Text;Titel\nEins; zwei;A\nDrei;C;;\n", BERLIN)
    assert [post.parts[0].text for post in reading.posts] == ["Drei"]
    assert [(one.key, "mehr Zellen" in one.why) for one in reading.left_out] == [("Zeile 2", True)]


@pytest.mark.parametrize(("row", "said"), [
    (b"Gr\x81n;;;;", "nicht zu lesen"), (b"Eins;www.example.org;;;", "beginnt nicht mit https"),
    (b"Eins;;a.png;Alt|Zuviel;", "mehr Bildbeschreibungen"), (b"Eins;;;Ohne Bild;", "mehr Bildbeschreibungen"),
])  # fmt: skip
def test_what_a_row_loses_is_told(row: bytes, said: str) -> None:
    (post,) = read_csv(b"Text;Adresse;Bilder;Alt;Titel\n" + row + b"\n", BERLIN).posts
    assert len(post.notes) == 1
    assert said in post.notes[0]


def test_an_x_archive_may_begin_with_a_mark() -> None:
    data = b"\xef\xbb\xbf" + assigned("tweets", [tweet(1, "a")])
    assert len(load_js(data, "data/tweets.js")) == 1


@pytest.mark.parametrize(("one", "other", "same"), [
    ("https://x.com/stadt_au/status/12", "https://x.com/i/web/status/12", True),
    ("https://twitter.com/alt/status/12", "https://x.com/i/web/status/12", True),
    ("https://x.com/i/web/status/12", "https://x.com/i/web/status/123", False),
    ("https://x.com.example/i/web/status/12", "https://x.com/i/web/status/12", False),
    ("https://social.example/@stadt/1", "https://social.example/@stadt/1/", True),
    ("https://social.example/@stadt/1", "https://social.example/@stadt/11", False),
])  # fmt: skip
def test_where_a_post_stands(one: str, other: str, same: bool) -> None:
    assert (place_of(one) == place_of(other)) is same
