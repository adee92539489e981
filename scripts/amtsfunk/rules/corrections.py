"""Rules over a post and the one that it names: a correction or withdrawal and its original, a repetition and what it
repeats (R47–R49). And how a correction shows that it is one.

The named post is read beside the one that is checked, so that a check of changes alone says the same as a full one.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from amtsfunk.channels.limits import network_on
from amtsfunk.model.channel import Via
from amtsfunk.model.post import Kind, Mend, Part, Post
from amtsfunk.model.settings import Settings
from amtsfunk.planning.calendar import Calendar
from amtsfunk.rules.cases import Hits, Link, LinkCase, PostCase, Tree
from amtsfunk.source.parsed import Positions

_MENDING = frozenset({Kind.correction, Kind.withdrawal})
_MARKS = re.compile(
    r"korrektur|korrigier|berichtig|richtigstell|richtig ist|richtig muss|richtige[rnms]? |nicht richtig|falsch|fehler"
    r"|irrt|irrtum|vertan|versehen|entschuldig|stimmt nicht|stimmte nicht|zurückgenommen|zurückgezogen|zurück\b"
    r"|nehmen .{0,60}zurück|ziehen .{0,60}zurück|überholt|nicht mehr gültig|ungültig|gelöscht",
    re.IGNORECASE,
)
"""One of these words is in every honest correction; what is said around them is up to the office."""
_BETTER = (Mend.reply, Mend.edit, Mend.delete)
"""What to do instead: first what everybody can see."""
_APART = timedelta(hours=12)
"""What lies between a post and its repetition, at least: else the same people read the same twice."""


def links_of(post: Post, positions: Positions) -> tuple[Link, ...]:
    """What a post names; nothing for nearly every post."""
    head = post.head
    if head.corrects is None and head.repeat_of is None:
        return ()
    places = {key: positions.at(key) for key in ("corrects", "repeat_of", "channels", "publish_at", "since")}
    named = (("corrects", head.corrects), ("repeat_of", head.repeat_of))
    return tuple(Link(post, key, name, places) for key, name in named if name is not None)


def path_of(link: Link, tree: Tree) -> str | None:
    """Where the named post lies; None where there is none, more than one, or it is the post itself."""
    paths = tree.posts_by_id.get(link.named, ())
    return paths[0] if len(paths) == 1 and paths[0] != link.post.path else None


def find_correction_missing_channel(case: LinkCase) -> Hits:
    """R47: whoever read the wrong text there is not told."""
    settings = case.world.settings
    if not _mends(case) or case.post.head.archive or settings is None:
        return
    own = case.post.head.channels
    missing = [
        name
        for name in dict.fromkeys(case.named.head.channels)
        if name not in own and (channel := settings.channels.get(name)) is not None and not channel.closed
    ]
    if missing:
        fixed = f"channels: [{', '.join((*own, *missing))}]"
        values = {"missing": ", ".join(missing), "named": case.link.named, "fixed": fixed}
        yield case.link.places["channels"], values


def find_correction_of_unpublished(case: LinkCase) -> Hits:
    """What nobody has read yet is changed, not corrected."""
    head = case.named.head
    if not _mends(case) or head.archive or case.post.head.archive:
        return
    own = case.post.head.publish_at
    time = own if isinstance(own, datetime) else case.world.now
    if head.publish_at is None or (isinstance(head.publish_at, datetime) and head.publish_at > time):
        yield case.link.places["corrects"], {"named": case.link.named, "path": case.named.path}


def find_correction_of_correction(case: LinkCase) -> Hits:
    """R48: a chain of corrections is hard to follow; the last one may name the first post."""
    head = case.named.head
    if _mends(case) and head.kind in _MENDING:
        fixed = {"fixed": f"corrects: {head.corrects}"} if head.corrects else {}
        yield case.link.places["corrects"], {"named": case.link.named, **fixed}


def find_repeat_too_soon(case: LinkCase) -> Hits:
    """The same people would read the same twice, or the repetition before what it repeats."""
    if case.link.key != "repeat_of" or case.post.head.archive:
        return
    own, named = case.post.head.publish_at, case.named.head.publish_at
    if not (isinstance(own, datetime) and isinstance(named, datetime)) or own - named >= _APART:
        return
    if set(case.post.head.channels).isdisjoint(case.named.head.channels):
        return
    values = {"named": case.link.named}
    settings = case.world.settings
    if settings is not None:
        calendar = Calendar.of(settings)
        later = calendar.next_open(max(own, named) + timedelta(days=1))
        values["value"] = calendar.spell(named)
        values["fixed"] = f"publish_at: {calendar.spell(later)}" if later else ""
    yield case.link.places["publish_at"], values


def find_mend_not_possible(case: PostCase) -> Hits:
    """R47: what the network lets nobody do would be refused when it is sent, and the wrong text would stay."""
    if case.post.head.archive:
        return
    for name in dict.fromkeys(case.post.head.channels):
        mend = case.post.mend_for(name)
        if mend is None or name not in case.settings.channels or _is_by_hand(case.settings, name):
            continue
        can = network_on(case.settings, name).mends
        if mend.value in can:
            continue
        options = case.post.head.channel_options.get(name)
        is_said = options is not None and options.mend is not None
        better = next((one for one in _BETTER if one.value in can), None)
        fixed = f"mend: {better.value}" if better else ""
        if better and not is_said:
            fixed = f"channel_options:\n  {name}:\n    {fixed}"
        place = case.at("channel_options", name, "mend") if is_said else case.at("kind")
        yield place, {"label": case.settings.channels[name].label, "mend": mend.value, "fixed": fixed}


def find_edit_in_other_parts(case: LinkCase) -> Hits:
    """An edit replaces part by part: one too many has nothing to replace, one too few leaves a wrong one standing."""
    settings, own = case.world.settings, case.post
    if not _mends(case) or own.head.archive or settings is None:
        return
    for name in dict.fromkeys(own.head.channels):
        if own.mend_for(name) is not Mend.edit or name not in settings.channels or _is_by_hand(settings, name):
            continue
        before, now = len(case.named.parts_for(name)), len(own.parts_for(name))
        if name in case.named.head.channels and before != now:
            values = {"label": settings.channels[name].label, "named": case.link.named}
            yield case.link.places["corrects"], {**values, "before": str(before), "count": str(now)}


def _is_by_hand(settings: Settings, channel: str) -> bool:
    """A person, and our own website, can do whatever they like with an earlier post."""
    return settings.channels[channel].via is not Via.api


def find_future_since(case: PostCase) -> Hits:
    """R48: since when it was wrong lies before the correction."""
    head = case.post.head
    if head.since is None or not isinstance(head.publish_at, datetime):
        return
    if head.since > head.publish_at.astimezone(case.settings.authority.zone).date():
        yield case.at("since"), {"value": f"{head.since:%d.%m.%Y}"}


def find_unmarked_correction(case: PostCase) -> Hits:
    """R48: a correction says that it is one, in the text, because the title is not sent."""
    head = case.post.head
    language = head.language or case.settings.authority.language
    if head.kind not in _MENDING or head.archive or not language.startswith("de"):
        return
    told: set[int] = set()
    for name in head.channels:
        parts = case.post.parts_for(name)
        if parts and id(parts) not in told and not _is_marked(parts):
            told.add(id(parts))
            yield case.line(parts[0].line), {"kind": head.kind.value}


def _is_marked(parts: tuple[Part, ...]) -> bool:
    return any(_MARKS.search(part.text) for part in parts)


def _mends(case: LinkCase) -> bool:
    return case.link.key == "corrects" and case.post.head.kind in _MENDING
