"""Rules over what a post names: channels, topic, institutions, other posts, pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from amtsfunk.approval.paths import module_path, module_sent
from amtsfunk.model.post import Kind
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.media import is_media
from amtsfunk.rules.media_alt import credit_end
from amtsfunk.rules.suggest import as_slug, listing, most_alike, nearest

_UNWRITABLE = re.compile(r"[\s()\"„“”]")
"""What no name on a picture line may have; such a file is told to be renamed by a rule of its own."""
_VIDEOS = (".mp4", ".m4v", ".mov", ".webm")


def find_unknown_channel(case: PostCase) -> Hits:
    """One finding for the whole list, with the line that is right then."""
    known, written = case.settings.channels, case.post.head.channels
    if all([name in known for name in written]):  # noqa: C419 - a generator would cost more than the look
        return
    unknown = [name for name in dict.fromkeys(written) if name not in known]
    values = {"value": ", ".join(unknown), "number": "one" if len(unknown) == 1 else "many", "known": listing(known)}
    open_ones = [name for name, channel in known.items() if not channel.closed]
    values["example"] = f"channels: [{', '.join(open_ones[:2])}]"
    yield case.at("channels", written.index(unknown[0])), {**values, "fixed": _meant_channels(case)}


def _meant_channels(case: PostCase) -> str:
    """The line with every channel that was meant, each once, without those that are closed or that nobody can guess."""
    known = case.settings.channels
    meant = dict.fromkeys(name if name in known else nearest(name, known) for name in case.post.head.channels)
    kept = [name for name in meant if name is not None and not known[name].closed]
    return f"channels: [{', '.join(kept)}]" if kept else ""


def find_closed_channel(case: PostCase) -> Hits:
    """R69: a channel that was closed takes no new post; what is archived stays as it was."""
    if case.post.head.archive:
        return
    for index, name in enumerate(case.post.head.channels):
        channel = case.settings.channels.get(name)
        if channel is not None and channel.closed:
            yield case.at("channels", index), {"value": name, "fixed": _meant_channels(case)}


def find_repeated_channel(case: PostCase) -> Hits:
    channels = case.post.head.channels
    if len(channels) == len(set(channels)):
        return
    for index, name in enumerate(channels):
        if name in channels[:index]:
            kept = ", ".join(dict.fromkeys(channels))
            yield case.at("channels", index), {"value": name, "fixed": f"channels: [{kept}]"}


def find_unknown_topic(case: PostCase) -> Hits:
    topic, known = case.post.head.topic, case.settings.topics
    if topic not in known:
        better = nearest(topic, known)
        fixed = {"fixed": f"topic: {better}"} if better else {}
        yield case.at("topic"), {"value": topic, "known": listing(known), **fixed}


def find_unknown_mention(case: PostCase) -> Hits:
    """Only institutions of the list are mentioned: citizens' names never enter git (R36)."""
    known, written = case.settings.institutions, case.post.head.mentions
    meant = {name: name if name in known else nearest(name, known) for name in written}
    for index, name in enumerate(written):
        if name not in known:
            yield case.at("mentions", index), _unknown("mentions", name, meant, known)


def find_mention_without_account(case: PostCase) -> Hits:
    head, settings = case.post.head, case.settings
    for index, name in enumerate(head.mentions):
        institution = settings.institutions.get(name)
        if institution is None:
            continue
        networks = {settings.channels[one].network for one in head.channels if one in settings.channels}
        if not networks.intersection(institution.accounts):
            yield case.at("mentions", index), {"value": name, "name": institution.name, "known": listing(networks)}


def find_unknown_post(case: PostCase) -> Hits:
    """``corrects`` and ``repeat_of`` name a post of this repository (R47, DELIVERY.md § 1), or one that a module
    became, of which there is no file."""
    known = case.world.tree.posts_by_id
    for key, value in _named(case):
        if value is not None and value not in known and not _is_of_module(value, case.world.tree.names):
            better = nearest(value, known)
            fixed = {"fixed": f"{key}: {better}"} if better else {}
            yield case.at(key), {"key": key, "value": value, **fixed}


def _named(case: PostCase) -> tuple[tuple[str, str | None], ...]:
    """What a post names; without ``corrects`` where another rule says that the line is to go."""
    head = case.post.head
    corrects = head.corrects if head.kind in (Kind.correction, Kind.withdrawal) else None
    return ("corrects", corrects), ("repeat_of", head.repeat_of)


def _is_of_module(post: str, names: Collection[str]) -> bool:
    sent = module_sent(post)
    return sent is not None and module_path(sent[0]) in names


def find_post_naming_itself(case: PostCase) -> Hits:
    for key, value in _named(case):
        if value == case.post.id:
            yield case.at(key), {"key": key, "value": value}


def find_missing_picture(case: PostCase) -> Hits:
    """A whole line is suggested only where the name differs in capitals and signs alone: for any other picture the
    description would be a wrong one."""
    post, names = case.post, case.world.tree.names
    for part in case.parts:
        for picture in part.pictures:
            path = post.media_path(picture)
            if path in names:
                continue
            folder = path.rpartition("/")[0]
            beside = sorted(name for name in names if name.startswith(f"{folder}/") and is_media(name))
            there = [name for one in beside if not _UNWRITABLE.search(name := one.rpartition("/")[2])]
            same = [name for name in there if as_slug(name) == as_slug(picture.file)]
            fixed = {"fixed": f"![{picture.alt}]({same[0]}{credit_end(picture)})"} if len(same) == 1 else {}
            what = "video" if picture.file.lower().endswith(_VIDEOS) else "picture"
            known = ", ".join(most_alike(picture.file, there))
            values = {"file": picture.file, "folder": folder, "known": known, "what": what, "hint": what}
            yield case.line(picture.line, picture.column), {**values, **fixed}


def find_options_for_unlisted_channel(case: PostCase) -> Hits:
    channels = case.post.head.channels
    for name in case.post.head.channel_options:
        if name not in channels:
            yield case.at("channel_options", name), {"value": name, "known": listing(channels)}


def _unknown(key: str, name: str, meant: Mapping[str, str | None], known: Collection[str]) -> dict[str, str]:
    """``meant``: every written name → the known one that it stands for. The line that is proposed holds only those, so
    that it can be copied as it is; each of the others has a finding of its own."""
    values = {"value": name, "known": listing(known)}
    if meant[name] is not None:
        entries = dict.fromkeys(one for one in meant.values() if one is not None)
        values["fixed"] = f"{key}: [{', '.join(entries)}]"
    return values
