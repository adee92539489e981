"""Running the rules over wording: a look at the bytes first, then only the rules that can have something to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Finding
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.rule import Scope
from amtsfunk.rules.wording.mending import with_all_mends
from amtsfunk.rules.wording.passages import TextCase, case_of_module, case_of_post, case_of_snippet
from amtsfunk.rules.wording.signs import own_names_of, personal_signs, style_signs
from amtsfunk.source.parsed import Parsed

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.snippet import Snippet

_SAID_IN_HEAD = frozenset({"content_warning", "link", "was_wrong", "because", "poll", "channel_options"})
"""Keys of the front matter whose words go out."""
TOLD_AT_MOST = 50
"""Findings of one rule in one file. Whoever has mended those is told the rest; a file that was made for it can fill
neither memory nor log."""
_Checks = tuple[tuple[str, Callable[[TextCase], Hits]], ...]


def check_wording(case: PostCase, data: bytes, *, over: bool) -> list[Finding]:
    """What the rules over wording say to one post, whose file is ``data``. ``over``: it can no longer go out."""
    start = 0 if _SAID_IN_HEAD & case.post.head.model_fields_set else data.find(b"\n---\n")
    signs = personal_signs(data, _own_names(case.world.settings), max(start, 0))
    if not over:
        signs |= style_signs(data)
    elif not signs:
        return []
    checks = _checks_for(signs, over=over)
    if not checks:
        return []
    texts = case_of_post(case)
    return with_all_mends(_run(checks, texts), texts, data)


def check_agreed(parsed: Parsed[Module] | Parsed[Snippet], data: bytes, settings: Settings | None) -> list[Finding]:
    """What they say to one agreed module or snippet."""
    from amtsfunk.model.module import Module  # noqa: PLC0415 - many repositories have none

    agreed = parsed.mended
    if agreed is None:
        return []
    signs = personal_signs(data, _own_names(settings), 0) | style_signs(data)
    if isinstance(agreed, Module):
        case = case_of_module(agreed, parsed.positions, settings)
    else:
        case = case_of_snippet(agreed, parsed.positions, settings)
    return with_all_mends(_run(_checks_for(signs, over=False), case), case, data)


def _run(checks: _Checks, case: TextCase) -> list[Finding]:
    return [
        Finding(rule_id, place, values)
        for rule_id, find in checks
        for place, values in islice(find(case), TOLD_AT_MOST)
    ]


@lru_cache(maxsize=1024)  # few of all sets of signs are common
def _checks_for(signs: int, *, over: bool) -> _Checks:
    return tuple(
        (rule.id, rule.check)
        for rule in rules_of(Scope.wording)
        if rule.check is not None and (rule.when_over or not over) and (not rule.signs or rule.signs & signs)
    )


def _own_names(settings: Settings | None) -> re.Pattern[bytes]:
    return own_names_of(() if settings is None else settings.authority.internal_hosts)
