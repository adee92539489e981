"""Rules over what belongs together in one post: its kind and what that kind needs, paid reach, polls, warnings.

What the kind ``short`` means here (R75): a message below a press release, so one part, no poll, and few lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from amtsfunk.channels.polls import POLLS, WITHOUT_POLLS, PollLimits
from amtsfunk.model.channel import Via
from amtsfunk.model.post import Kind, Visibility
from amtsfunk.rules.cases import Hits, PostCase

SHORT_AT_MOST = 400
"""Characters of a short message: what a telephone shows without unfolding, give or take a line."""
NEVER_PAID = frozenset({Kind.news, Kind.statement, Kind.rebuttal})
_WITH_CARD = frozenset({"bluesky", "facebook", "linkedin", "website"})
"""Networks that show ``link`` beside the text."""
_ADDRESS_START = re.compile(r"https?://(?:www\.)?")
_OWN_LINE = re.compile(r"[^\s\"'#&*!|>%@`\[\]{},?:-][^#:\n]*")
"""What can stand behind a key as it is."""


def find_paid_news(case: PostCase) -> Hits:
    """R27: no paid reach for news, nor for what must not look like an advertisement."""
    head = case.post.head
    if head.paid and head.kind in NEVER_PAID:
        yield case.at("paid"), {"kind": head.kind.value}


def find_paid_without_decision(case: PostCase) -> Hits:
    """R27: paid reach is decided each time, and the post names the decision. Where none is to be made, that is told."""
    head = case.post.head
    if head.paid and head.decision is None and head.kind not in NEVER_PAID:
        yield case.at("paid"), {}


def find_decision_without_paid(case: PostCase) -> Hits:
    if case.post.head.decision is not None and not case.post.head.paid:
        yield case.at("decision"), {"fixed": "paid: ja"}


def find_statement_without_office(case: PostCase) -> Hits:
    """R71: a statement is quoted, so it names the office that speaks."""
    if case.post.head.kind is Kind.statement and case.post.head.office is None:
        name = case.settings.authority.name
        yield case.at("kind"), {"fixed": f"office: {name}"} if _OWN_LINE.fullmatch(name) else {}


def find_office_without_statement(case: PostCase) -> Hits:
    head = case.post.head
    if head.office is not None and head.kind is not Kind.statement:
        yield case.at("office"), {"kind": head.kind.value}


def find_incomplete_rebuttal(case: PostCase) -> Hits:
    """R43: where the false claim stands, and what proves the contrary."""
    head = case.post.head
    if head.kind is Kind.rebuttal:
        missing = ", ".join(key for key in ("claim_url", "evidence") if getattr(head, key) is None)
        if missing:
            yield case.at("kind"), {"key": missing, "example": missing}


def find_stray_rebuttal(case: PostCase) -> Hits:
    head = case.post.head
    if head.kind is not Kind.rebuttal:
        for key in ("claim_url", "evidence"):
            if getattr(head, key) is not None:
                yield case.at(key), {"key": key, "kind": head.kind.value}


def find_timely_without_occasion(case: PostCase) -> Hits:
    """R20: what makes sense on one day only has an occasion."""
    if case.post.head.timely and case.post.head.occasion is None:
        yield case.at("timely"), {}


def find_news_without_occasion(case: PostCase) -> Hits:
    """R20: news have an occasion; the reports count by it."""
    head = case.post.head
    if head.kind is Kind.news and head.occasion is None and not head.timely:
        yield case.at("kind"), {}


def find_short_in_parts(case: PostCase) -> Hits:
    """R75."""
    post = case.post
    if post.head.kind is not Kind.short:
        return
    long = next((parts for parts in (post.parts, *post.channel_texts.values()) if len(parts) > 1), None)
    if long is not None:
        yield case.line(long[1].line), {"what": "parts"}
    if post.head.poll is not None:
        yield case.at("poll"), {"what": "poll"}


def find_short_too_long(case: PostCase) -> Hits:
    """R75."""
    if case.post.head.kind is Kind.short and len(case.post.parts) == 1:
        part = case.post.parts[0]
        if len(part.text) > SHORT_AT_MOST:
            yield case.line(part.line), {"length": str(len(part.text)), "limit": str(SHORT_AT_MOST)}


def find_unlisted_crisis(case: PostCase) -> Hits:
    """R44: what warns people must be found by people."""
    head = case.post.head
    if head.kind is not Kind.crisis:
        return
    if head.visibility is Visibility.unlisted:
        yield case.at("visibility"), {}
    for name, options in head.channel_options.items():
        if options.visibility is Visibility.unlisted:
            yield case.at("channel_options", name, "visibility"), {}


def find_dialogue_without_comments(case: PostCase) -> Hits:
    """R29: who is asked wants to answer. The site is left out: everything is there, and nobody expects to comment."""
    head = case.post.head
    if head.kind is not Kind.dialogue or head.archive:
        return
    for index, name in enumerate(head.channels):
        channel = case.settings.channels.get(name)
        if channel is not None and not channel.comments and channel.via is not Via.site:
            yield case.at("channels", index), {"channel": name}


def find_unshown_warning(case: PostCase) -> Hits:
    """R23: most networks have nothing to fold a text away behind."""
    head = case.post.head
    without = [
        name
        for name in dict.fromkeys(head.channels)
        if (channel := case.settings.channels.get(name)) is not None
        and channel.network not in ("mastodon", "bluesky", "website")
        and name not in case.post.channel_texts
        and ((options := head.channel_options.get(name)) is None or options.content_warning is None)
    ]
    if head.content_warning is not None and without:
        values = {"channels": ", ".join(without), "channel": without[0], "warning": head.content_warning}
        yield case.at("content_warning"), values


def find_link_only_in_head(case: PostCase) -> Hits:
    """R25: where a network makes no card of ``link``, it is seen by nobody who reads there."""
    head = case.post.head
    if head.link is None or head.archive:
        return
    address = _ADDRESS_START.sub("", head.link).rstrip("/")
    unseen = [
        channel.label
        for name in dict.fromkeys(head.channels)
        if (channel := case.settings.channels.get(name)) is not None
        and channel.network not in _WITH_CARD
        and not any(address in part.text for part in case.post.parts_for(name))
    ]
    if unseen:
        yield case.at("link"), {"channels": ", ".join(unseen), "fixed": f"Mehr dazu: {head.link}"}


# ---------------------------------------------------------------- polls


def find_poll_option_too_long(case: PostCase) -> Hits:
    """R23: a network refuses a poll with an answer that it finds too long."""
    poll = case.post.head.poll
    for index, option in enumerate(poll.options if poll is not None else ()):
        over = [
            (limits.option, name, length)
            for name, limits in _polls(case)
            if (length := limits.length_of(option)) > limits.option
        ]
        if over:
            limit, name, length = min(over)
            values = {"option": option, "channel": name, "length": str(length), "limit": str(limit)}
            yield case.at("poll", "options", index), values


def find_poll_option_twice(case: PostCase) -> Hits:
    poll = case.post.head.poll
    seen: set[str] = set()
    for index, option in enumerate(poll.options if poll is not None else ()):
        if option.casefold() in seen:
            yield case.at("poll", "options", index), {"option": option}
        seen.add(option.casefold())


def find_poll_duration(case: PostCase) -> Hits:
    """R23: how long people may vote is limited by the network."""
    poll = case.post.head.poll
    if poll is None:
        return
    for name, limits in _polls(case):
        if not limits.shortest <= poll.duration <= limits.longest:
            meant = min(max(poll.duration, limits.shortest), limits.longest)
            spans = {"shortest": _spell(limits.shortest), "longest": _spell(limits.longest)}
            values = {"channel": name, "value": _spell(poll.duration), **spans, "fixed": f"duration: {_spell(meant)}"}
            yield case.at("poll", "duration"), values
            return


def find_poll_not_there(case: PostCase) -> Hits:
    head = case.post.head
    if head.poll is None or head.archive:
        return
    for index, name in enumerate(head.channels):
        channel = case.settings.channels.get(name)
        if channel is not None and channel.network in WITHOUT_POLLS and name not in case.post.channel_texts:
            yield case.at("channels", index), {"channel": name}


def _polls(case: PostCase) -> Iterator[tuple[str, PollLimits]]:
    known = case.settings.channels
    for name in dict.fromkeys(case.post.head.channels):
        if name in known and (limits := POLLS.get(known[name].network)) is not None:
            yield name, limits


def _spell(span: timedelta) -> str:
    """A duration as an editor writes it: ``5 min``, ``3 h``, ``7 d``."""
    minutes = int(span.total_seconds() // 60)
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min"


# ---------------------------------------------------------------- parts

_LONE_PART = re.compile(r"^[ \t]*Teil[ \t]+([2-9])[ \t]*[:.]?[ \t]*$", re.MULTILINE)


def find_part_without_marks(case: PostCase) -> Hits:
    """A line „Teil 2“ alone divides nothing and would go out as it stands (DESIGN.md, content format)."""
    for number, part in enumerate(case.post.parts):
        if "Teil " not in part.text:
            continue
        for match in _LONE_PART.finditer(part.text):
            line = part.text.count("\n", 0, match.start())
            yield case.at("parts", number, "text", line), {"found": match[0].strip(), "fixed": f"## Teil {match[1]}"}
