"""An X archive: ``data/tweets.js`` and its further parts → posts.

Each file is JSON behind an assignment (``window.YTD.tweets.part0 = [ … ]``). Retweets are told by their text only,
long texts stand cut in ``tweets.js`` and whole in ``note-tweet.js``, alternative texts in none of the files. Direct
messages, deleted posts, circle and community posts have files of their own, which nothing here reads. Form: X's own
archive, as the readers of several tools agree on it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from amtsfunk.source import past
from amtsfunk.source.characters import without_hidden
from amtsfunk.source.past import LeftOut, NoArchive, Past, PastPart, PastPicture, Reading, key_of, sound

ACCOUNT, TWEETS, OLD_TWEETS = "data/account.js", "data/tweets.js", "data/tweet.js"
TWEET_FILES = re.compile(r"data/tweets?(?:-part\d{1,4})?\.js")
NOTE_FILES = re.compile(r"data/note-tweet(?:-part\d{1,4})?\.js")
_FOLDERS = ("data/tweets_media", "data/tweet_media")
_ASSIGNED = re.compile(rb"(?:\xef\xbb\xbf)?\s*window\.YTD\.[a-z_]+\.part\d+\s*=\s*")
_ID = re.compile(r"\d{1,25}", re.ASCII)
_WHEN = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]+", re.ASCII)
_CUT = re.compile(r"…?\s*(?:https?://t\.co/[A-Za-z0-9]+\s*)*\Z", re.ASCII)
_CUT_NOTE = "Der Text endet im Archiv mit „…“; vielleicht fehlt sein Rest."
_FEWEST_OF_A_NOTE = 100


def read_x(tweets: Sequence[tuple[str, bytes]], account: bytes | None, notes: Sequence[tuple[str, bytes]]) -> Reading:
    """Posts and what was left out. ``tweets``, ``notes``: name and bytes of each part. Raises NoArchive."""
    owner = _owner(account)
    long_texts = _LongTexts([entry for name, data in notes for entry in load_js(data, name)])
    posts: dict[str, Past] = {}
    left_out: list[LeftOut] = []
    own: set[str] = set()
    for name, data in tweets:
        for number, entry in enumerate(load_js(data, name), 1):
            tweet = past.mapping(past.mapping(entry).get("tweet", entry))
            found = _read_tweet(tweet, owner, long_texts) if _id_of(tweet) else LeftOut(f"{name}: {number}",
                                                                                         past.UNREADABLE)  # fmt: skip
            if isinstance(found, Past) and found.key in posts:
                left_out.append(LeftOut(found.address or found.key, past.TWICE))
            elif isinstance(found, Past):
                posts[found.key] = found
            else:
                left_out.append(found)
                own.add(_id_of(tweet))
    threads, replies = past.join_threads(posts.values(), frozenset(own - {""}))
    return Reading(threads, (*left_out, *replies), f"@{owner[1]}" if owner[1] else "")


def load_js(data: bytes, name: str) -> Sequence[Any]:
    """The list behind the assignment. Raises NoArchive."""
    found = _ASSIGNED.match(data)
    value = past.load_json(data[found.end() :].rstrip().removesuffix(b";") if found else data, name)
    if not isinstance(value, list):
        raise NoArchive(f"„{name}“ enthält keine Liste.")
    return value


def _owner(account: bytes | None) -> tuple[str, str]:
    """(number, name) of the account, each empty where the archive does not say."""
    entries = load_js(account, ACCOUNT) if account is not None else ()
    entry = past.mapping(past.mapping(entries[0]).get("account")) if entries else {}
    name = sound(entry.get("username"))
    return _digits(entry.get("accountId")), name if re.fullmatch(r"[A-Za-z0-9_]{1,30}", name) else ""


def _read_tweet(tweet: Mapping[str, Any], owner: tuple[str, str], long_texts: _LongTexts) -> Past | LeftOut:
    key = _id_of(tweet)
    raw = sound(tweet.get("full_text", tweet.get("text")))
    address = f"https://x.com/{owner[1] or 'i/web'}/status/{key}"
    when = _moment(tweet.get("created_at"))
    why_not = _why_not(tweet, raw, owner[0])
    if why_not or when is None:
        return LeftOut(address, why_not or past.UNDATED)
    text, notes = _text_of(tweet, raw, long_texts)
    return Past(
        key=key,
        when=when,
        parts=(PastPart(text, tuple(_media(tweet, key))),),
        address=address,
        language=sound(tweet.get("lang")),
        reply_to=_digits(tweet.get("in_reply_to_status_id_str")),
        notes=notes,
    )


def _why_not(tweet: Mapping[str, Any], raw: str, owner: str) -> str:
    """Why it is not taken over; what was not public comes first, so that nothing else is said of it."""
    if past.mapping(tweet.get("scopes")).get("followers") is True or tweet.get("community_id_str"):
        return past.PRIVATE
    if raw.startswith("RT @") or tweet.get("retweeted_status"):
        return past.BOOST
    if _is_old_version(tweet, _id_of(tweet)):
        return "ist eine frühere Fassung eines bearbeiteten Beitrags"
    answered = _digits(tweet.get("in_reply_to_user_id_str"))
    replies = answered or _digits(tweet.get("in_reply_to_status_id_str"))
    if replies and (not owner or answered != owner):
        return past.REPLY
    return past.TOO_LONG if len(raw) > past.LONGEST_TEXT else ""


def _text_of(tweet: Mapping[str, Any], raw: str, long_texts: _LongTexts) -> tuple[str, tuple[str, ...]]:
    whole = long_texts.find(_id_of(tweet), raw)
    entities = [past.mapping(tweet.get("entities")), past.mapping(tweet.get("extended_entities"))]
    if whole is not None:
        entities.append(past.mapping(whole.get("entities")))
    text = sound(whole["text"]) if whole is not None else raw
    text = _spell_addresses(text, entities)
    plain = normalize("NFC", without_hidden(normalize("NFC", html.unescape(text)))).strip("\n ")
    notes = [_CUT_NOTE] if whole is None and plain.endswith("…") and len(plain) > _FEWEST_OF_A_NOTE else []
    if _SHORT.search(plain):
        notes.append("Im Text steht noch eine Kurzadresse (t.co), deren Ziel das Archiv nicht nennt.")
    return plain, tuple(notes)


def _spell_addresses(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """Short addresses as what they lead to; the one that stands for the post's own pictures goes."""
    targets: dict[str, str] = {}
    for group in entities:
        for entry in map(past.mapping, past.items(group.get("urls"))):
            short, target = (
                sound(entry.get("url", entry.get("shortUrl"))),
                sound(entry.get("expanded_url", entry.get("expandedUrl"))),
            )
            if _is_web(target):
                targets[short] = target
        targets |= {sound(past.mapping(entry).get("url")): "" for entry in past.items(group.get("media"))}
    # Unescaping comes after, and an address may hold what it would take for a name of a character.
    return _SHORT.sub(lambda found: html.escape(targets.get(found[0], found[0]), quote=False), text)


class _LongTexts:
    """The whole texts of long posts. The archive names the post of each, or only lets one tell by its beginning."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self.by_id: dict[str, Mapping[str, Any]] = {}
        self.by_beginning: dict[str, list[Mapping[str, Any]]] = {}
        for entry in entries:
            note = past.mapping(past.mapping(entry).get("noteTweet"))
            core = past.mapping(note.get("core")) or past.mapping(note.get("noteTweetResults"))
            text = sound(core.get("text"))
            if text and len(text) <= past.LONGEST_TEXT:
                told = {"text": text, "entities": core.get("entitySet") or core}
                self.by_id[_digits(note.get("tweetId"))] = told
                self.by_beginning.setdefault(text[:_FEWEST_OF_A_NOTE], []).append(told)

    def find(self, key: str, raw: str) -> Mapping[str, Any] | None:
        if key and key in self.by_id:
            return self.by_id[key]
        if len(raw) < _FEWEST_OF_A_NOTE:
            return None
        beginning = _CUT.sub("", raw)
        fitting = [
            note
            for note in self.by_beginning.get(beginning[:_FEWEST_OF_A_NOTE], ())
            if len(note["text"]) > len(beginning) and str(note["text"]).startswith(beginning)
        ]
        return fitting[0] if len(fitting) == 1 else None


def _media(tweet: Mapping[str, Any], key: str) -> Iterator[PastPicture]:
    extended = past.items(past.mapping(tweet.get("extended_entities")).get("media"))
    for entry in map(past.mapping, extended or past.items(past.mapping(tweet.get("entities")).get("media"))):
        address = sound(entry.get("media_url_https") or entry.get("media_url"))
        try:
            file = urlsplit(address).path.rpartition("/")[2]
        except ValueError:
            file = ""
        kind = entry.get("type", "photo")
        yield PastPicture(f"{_FOLDERS[0]}/{key}-{file}" if file else "", sound(entry.get("ext_alt_text")),
                          kind == "photo")  # fmt: skip


def other_place(name: str) -> str:
    """Where older archives keep the same file."""
    return name.replace(_FOLDERS[0], _FOLDERS[1], 1)


def _is_old_version(tweet: Mapping[str, Any], key: str) -> bool:
    info = past.mapping(tweet.get("edit_info"))
    told = info.get("initial") or past.mapping(info.get("edit")).get("editControlInitial")
    versions = past.items(past.mapping(told).get("editTweetIds"))
    return len(versions) > 1 and str(versions[-1]) != key


def _moment(value: object) -> datetime | None:
    found = _WHEN.fullmatch(value) if isinstance(value, str) else None
    if found is None or found[1] not in _MONTHS:
        return None
    try:
        day, hour, minute, second, year = map(int, found.group(2, 3, 4, 5, 6))
        return datetime(year, 1 + _MONTHS.index(found[1]), day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _id_of(tweet: Mapping[str, Any]) -> str:
    return _digits(tweet.get("id_str", tweet.get("id")))


def _digits(value: object) -> str:
    text = key_of(value) if isinstance(value, str) else ""
    return text if _ID.fullmatch(text) else ""


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://")) and address.isprintable() and " " not in address
