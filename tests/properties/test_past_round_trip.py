"""Whatever stood on a network comes back from our file as readers saw it there, and no text breaks a file."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.model.post import Post
from amtsfunk.source.characters import without_hidden
from amtsfunk.source.parsed import Parsed
from amtsfunk.source.past import Past, PastPart, PastPicture
from amtsfunk.source.past_html import to_plain
from amtsfunk.source.past_mastodon import read_mastodon
from amtsfunk.source.past_posts import Wishes, plan_posts
from amtsfunk.source.past_x import read_x
from amtsfunk.source.posts import parse_post
from support.archives import assigned, mastodon, note, tweet

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
_BITS = ["# ", "## Teil 2", "## mastodon", "![a](b.png)", "---", "- - -", "\\", "---\n", "&amp;", "<b>", "#Warntag",
         "@eva", "\u202e", "\u200b", "e\u0301", "👩‍🚒", "\xa0", "'", '"', ": ", "[", "{", "*a*", "–",
         "\ud800"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(_BITS) | st.text(max_size=6), max_size=12).map("".join)
LINES = st.lists(TEXTS.map(lambda text: " ".join(text.split())), min_size=1, max_size=6)


def wishes(**changed: object) -> Wishes:
    values: dict[str, object] = {
        "origin": "Mastodon-Archiv", "archive": True, "channels": ("mastodon",), "home": ("mastodon",),
        "topic": "hafen", "language": "de", "zone": BERLIN, "now": NOW, "topics": frozenset({"hafen"}),
        "known_channels": frozenset({"mastodon"}), "endings": {"a": ".png"}, "own": frozenset(), "taken": frozenset(),
        "fits": lambda channel, text, pictures: True, **changed,
    }  # fmt: skip
    return Wishes(**values)  # type: ignore[arg-type]


def seen(lines: list[str]) -> str:
    """What a reader of the network saw: the visible characters, composed, without the spaces around a line and outer
    blank lines."""
    text = "\n".join(lines).encode("utf-8", "ignore").decode()
    plain = normalize("NFC", without_hidden(normalize("NFC", text)))
    return "\n".join(line.strip() for line in plain.split("\n")).strip("\n")


def as_markup(lines: list[str]) -> str:
    return "<p>" + "<br />".join(html.escape(line) for line in lines) + "</p>"


@given(LINES)
def test_markup_is_read_as_it_was_written(lines: list[str]) -> None:
    found = to_plain(as_markup(lines))
    assert [line.strip(" \t") for line in found.split("\n") if line.strip()] == [
        stripped for line in seen(lines).split("\n") if (stripped := line.strip(" \t")) and line.strip()
    ]


@given(st.lists(LINES.map(seen), min_size=1, max_size=3), TEXTS, TEXTS, TEXTS)
@example(["# Titel", "## Teil 9"], "a]b", "x: y #z", "k")
def test_a_file_of_ours_says_what_was_there(texts: list[str], alt: str, warning: str, key: str) -> None:
    from amtsfunk.source.past import key_of, sound  # noqa: PLC0415
    from amtsfunk.source.write import one_line  # noqa: PLC0415

    parts = tuple(PastPart(text, (PastPicture("a", sound(alt)),)) for text in texts)
    past = Past(key_of(key) or "k", datetime(2024, 5, 1, tzinfo=UTC), parts, address="https://a.example/1",
                warning=one_line(sound(warning))[:500].strip())  # fmt: skip
    (planned,), left_out = plan_posts([past], wishes())
    assert left_out == ()
    parsed = parse_post(planned.path, planned.text.encode(), BERLIN)
    post = parsed.mended
    assert post is not None and _are_questions(parsed), parsed.findings
    assert [part.text for part in post.parts] == [_without_outer(text) for text in texts]
    assert [len(part.pictures) for part in post.parts] == [1] * len(texts)
    assert post.head.archive
    assert dict(post.head.appeared) == {"mastodon": "https://a.example/1"}
    assert post.title


def _are_questions(parsed: Parsed[Post]) -> bool:
    """Whether nothing is wrong with a file but that a text looks as if somebody had forgotten to put a picture on a
    line of its own: only a person can say that it is meant so."""
    return {finding.rule for finding in parsed.findings} <= {"picture-inline"}


def _without_outer(text: str) -> str:
    """Outer lines that say nothing go, as in every post."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NOTE_KEYS = ("id", "type", "summary", "inReplyTo", "published", "url", "attributedTo", "content", "contentMap",
             "attachment", "oneOf", "updated", "quote")  # fmt: skip


@given(st.dictionaries(st.sampled_from(NOTE_KEYS), JSON, max_size=6))
def test_no_note_breaks_the_reader(odd: dict[str, object]) -> None:
    strange = note(1, "a")
    strange["object"] |= odd
    files = mastodon([strange, note(2, "Gut")])
    reading = read_mastodon(files["outbox.json"], files["actor.json"])
    assert any(part.text == "Gut" for post in reading.posts for part in post.parts)
    _all_can_be_written(reading.posts)


TWEET_KEYS = ("id_str", "created_at", "full_text", "entities", "extended_entities", "in_reply_to_status_id_str",
              "in_reply_to_user_id_str", "lang", "edit_info", "scopes", "community_id_str")  # fmt: skip


@given(st.dictionaries(st.sampled_from(TWEET_KEYS), JSON, max_size=6), JSON, JSON)
def test_no_tweet_breaks_the_reader(odd: dict[str, object], account: object, long: object) -> None:
    tweets = assigned("tweets", [tweet(1, "a", **odd), tweet(2, "Gut")])
    notes = assigned("note_tweet", [long, {"noteTweet": long}, {"noteTweet": {"core": long}}])
    reading = read_x([("t", tweets)], assigned("account", [account]), [("n", notes)])
    assert any(part.text == "Gut" for post in reading.posts for part in post.parts)
    _all_can_be_written(reading.posts)


def _all_can_be_written(posts: tuple[Past, ...]) -> None:
    planned, _ = plan_posts(posts, wishes())
    for one in planned:
        parsed = parse_post(one.path, one.text.encode(), BERLIN)
        assert parsed.mended is not None and _are_questions(parsed), (one.text, parsed.findings)
