"""Running the rules over wording: a look at the bytes first, then only the rules that can have something to say."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from amtsfunk.model.finding import Finding
from amtsfunk.model.module import Module
from amtsfunk.model.settings import Settings
from amtsfunk.model.snippet import Snippet
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.rule import Scope
from amtsfunk.rules.wording.passages import TextCase, case_of_module, case_of_post, case_of_snippet
from amtsfunk.rules.wording.signs import personal_signs, style_signs
from amtsfunk.source.parsed import Parsed

_Checks = tuple[tuple[str, Callable[[TextCase], Hits]], ...]


def check_wording(case: PostCase, data: bytes, *, over: bool) -> list[Finding]:
    """What the rules over wording say to one post, whose file is ``data``. ``over``: it can no longer go out."""
    signs = personal_signs(data, _hosts(case.world.settings))
    if not over:
        signs |= style_signs(data)
    elif not signs:
        return []
    checks = _checks_for(signs, over=over)
    return _run(checks, case_of_post(case)) if checks else []


def check_agreed(parsed: Parsed[Module] | Parsed[Snippet], data: bytes, settings: Settings | None) -> list[Finding]:
    """What they say to one agreed module or snippet."""
    agreed = parsed.mended
    if agreed is None:
        return []
    signs = personal_signs(data, _hosts(settings)) | style_signs(data)
    if isinstance(agreed, Module):
        case = case_of_module(agreed, parsed.positions, settings)
    else:
        case = case_of_snippet(agreed, parsed.positions, settings)
    return _run(_checks_for(signs, over=False), case)


def _run(checks: _Checks, case: TextCase) -> list[Finding]:
    return [Finding(rule_id, place, values) for rule_id, find in checks for place, values in find(case)]


@lru_cache(maxsize=1024)  # few of all sets of signs are common
def _checks_for(signs: int, *, over: bool) -> _Checks:
    return tuple(
        (rule.id, rule.check)
        for rule in rules_of(Scope.wording)
        if rule.check is not None and (rule.when_over or not over) and (not rule.signs or rule.signs & signs)
    )


def _hosts(settings: Settings | None) -> tuple[bytes, ...]:
    return () if settings is None else _in_bytes(settings.authority.internal_hosts)


@lru_cache(maxsize=4)
def _in_bytes(hosts: tuple[str, ...]) -> tuple[bytes, ...]:
    """Without the first letter, which alone may be a capital where a sentence begins."""
    return tuple(host.lower()[1:].encode() for host in hosts)
