"""Is a post of ours on X? Its own latest posts are read and compared; X has no key to ask by.

Not finding a post shows nothing: the list lags, it is cut, and a post can be withheld. Ours is one with the same text
and the same post above it, written no earlier than the claim. Source: docs.x.com, GET /2/users/:id/tweets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from typing import Any
from urllib.parse import urlencode

from amtsfunk.channels.answers import said_by
from amtsfunk.channels.contract import Accepted, CannotShow, Job, Search
from amtsfunk.channels.x_access import Way
from amtsfunk.channels.x_answers import UNEXPECTED, is_id, setback

NOT_SHOWN = "cannot-be-shown"
_PAGES = 5
_CLOCKS = timedelta(minutes=15)
"""How far our clock and X's may be apart. Wider would take yesterday's post with the same words for today's."""
_SHORT = re.compile(r"https://t\.co/\w+")
_ENDS = re.compile(r"/(?=\s|$)")
_MENTIONS = re.compile(r"^(?:@\w+\s+)+")


def address_of(remote_id: str) -> str:
    """Where people see a post, whatever the account is called by now."""
    return f"https://x.com/i/web/status/{remote_id}"


def parent_of(job: Job) -> str | None:
    """The post that this step hangs below: the step before, or for a first step the one that it answers."""
    if job.before:
        return job.before[-1]
    part = job.payload["parts"][job.step - 1]
    return next(iter(targets_of(job)), None) if part.get("action") == "reply" else None


def targets_of(job: Job) -> tuple[str, ...]:
    """Ids of the earlier post that this one answers or deletes; none where they are no ids of X."""
    target = job.payload["parts"][0].get("target") or {}
    ids = tuple(" ".join(job.targets.get(target.get("post", ""), ())).split())
    return ids if all(map(is_id, ids)) else ()


def look(job: Job, way: Way) -> Search:
    """Accepted, or CannotShow; ``again`` where X had trouble answering."""
    since = job.created_at - _CLOCKS
    asked = {
        "max_results": "100",
        "start_time": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "exclude": "retweets",
        "tweet.fields": "created_at,entities,note_tweet,referenced_tweets",
    }
    for _ in range(_PAGES):
        answer = yield from way.get(f"/2/users/{job.account_id}/tweets?{urlencode(asked)}")
        said = said_by(answer)
        meta = said.get("meta")
        if answer.status != 200 or not isinstance(meta, dict):
            stop = setback(answer)
            return CannotShow(UNEXPECTED if answer.status == 200 else stop.reason, again=True)
        posts = said.get("data")
        for post in posts if isinstance(posts, list) else ():
            if isinstance(post, dict) and is_ours(post, job, since):
                return Accepted(post["id"], address_of(post["id"]))
        following = meta.get("next_token")
        if not isinstance(following, str) or not following:
            break
        asked["pagination_token"] = following
    return CannotShow(NOT_SHOWN)


def is_ours(post: Mapping[str, Any], job: Job, since: datetime) -> bool:
    """Whether a post of the timeline is this step."""
    known = {name for ids in job.targets.values() for name in " ".join(ids).split()} | set(job.before)
    if not is_id(post.get("id")) or post["id"] in known or _is_older(post.get("created_at"), since):
        return False
    above = parent_of(job)
    if _replied_to(post) != above:
        return False
    wanted = _plain(job.payload["parts"][job.step - 1]["text"])
    # X may put the accounts named above an answer before its text
    return any(wanted in (text, _MENTIONS.sub("", text) if above else text) for text in _texts(post))


def _is_older(created: object, since: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(created)) < since
    except (ValueError, TypeError):
        return True


def _replied_to(post: Mapping[str, Any]) -> str | None:
    references = post.get("referenced_tweets")
    found = [item for item in references if isinstance(item, dict)] if isinstance(references, list) else []
    return next((str(item.get("id")) for item in found if item.get("type") == "replied_to"), None)


def _texts(post: Mapping[str, Any]) -> Iterator[str]:
    """The post's text as somebody may have typed it: X shortens addresses, and adds one for the pictures."""
    note = post.get("note_tweet")
    whole = note if isinstance(note, dict) and isinstance(note.get("text"), str) else post
    entities = whole.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    longer = {
        item["url"]: item
        for item in (urls if isinstance(urls, list) else ())
        if isinstance(item, dict) and isinstance(item.get("url"), str)
    }
    text = str(whole.get("text") or "")
    for name, bare in product(("expanded_url", "unwound_url"), (True, False)):
        yield _plain(_unescaped(_SHORT.sub(partial(_typed, longer, name, bare), text)))


def _typed(longer: Mapping[str, Mapping[str, Any]], name: str, bare: bool, found: re.Match[str]) -> str:
    """What stood in the place of a shortened address. ``bare``: without what stands for pictures."""
    item = longer.get(found[0], {})
    if bare and (not item or "media_key" in item):
        return ""
    return str(item.get(name) or item.get("expanded_url") or found[0])


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(text: str) -> str:
    """What stays the same on the way to X and back: schemes and the slash at an address's end do not."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"https?://", "", text)
    lines = (" ".join(line.split()) for line in _ENDS.sub("", text).splitlines())
    return "\n".join(lines).strip()
