"""Running the rules: pure functions from what was read to findings. One broken file never hides the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.model.finding import Finding
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import (
    AllCase,
    Hits,
    OfficeCase,
    PagesCase,
    PlansCase,
    PostCase,
    PostReport,
    PostSummary,
    Tree,
    World,
)
from amtsfunk.rules.pages import CLAUSES, MEASURES
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.rule import Rule, Scope
from amtsfunk.rules.waiving import Waiver, waivers_of
from amtsfunk.source.markdown import parse_page, parse_prose
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.posts import parse_post

DEFAULT_ZONE = ZoneInfo("Europe/Berlin")
_AT_ONCE = 32
"""Posts that are read before they are judged: turning from one to the other for each costs a tenth of the time, because
neither's code stays in the processor's cache."""
_Checks = tuple[tuple[str, Callable[[PostCase], Hits]], ...]


def check_posts(files: Iterable[tuple[str, bytes]], world: World) -> PostReport:
    """Read and judge posts, a few at a time: findings, and a summary of each that shows pictures, for the rules over
    all of them."""
    zone = DEFAULT_ZONE if world.settings is None else world.settings.authority.zone
    findings: list[Finding] = []
    summaries: list[PostSummary] = []
    waivers: list[Waiver] = []
    waiting = iter(files)
    while some := [parse_post(path, data, zone) for path, data in islice(waiting, _AT_ONCE)]:
        for parsed in some:
            findings.extend(check_post(parsed, world))
            post = parsed.mended
            if post is not None and post.head.waive:
                waivers.extend(waivers_of(post, parsed.positions))
            if post is not None and (pictures := post.pictures):
                summaries.append(PostSummary(post.path, tuple(post.media_path(picture) for picture in pictures)))
    return PostReport(tuple(findings), tuple(summaries), tuple(waivers))


def check_post(parsed: Parsed[Post], world: World) -> list[Finding]:
    """What is wrong with one post: what its reading found, and what the rules say to the best reading of it."""
    findings = list(parsed.findings)
    if parsed.mended is not None:
        case = PostCase(parsed.mended, parsed.positions, world)
        keys = frozenset(parsed.mended.head.model_fields_set)
        pictured = any(part.pictures for part in case.parts)
        for rule_id, find in _checks_for(keys, pictured=pictured, settled=world.settings is not None):
            for place, values in find(case):
                findings.append(Finding(rule_id, place, values))
    return findings


@lru_cache(maxsize=512)  # posts that have the same keys have much company
def _checks_for(keys: frozenset[str], *, pictured: bool, settled: bool) -> _Checks:
    """The rules that can have something to say of a post with these keys."""
    there = keys | {"pictures"} if pictured else keys
    rules = rules_of(Scope.post) + (rules_of(Scope.settled) if settled else ())
    return tuple(
        (rule.id, rule.check)
        for rule in rules
        if rule.check is not None and (not rule.only_with or not there.isdisjoint(rule.only_with))
    )


def check_tree(tree: Tree) -> tuple[Finding, ...]:
    """What the names alone say."""
    return _run(Scope.tree, tree)


def check_plans(case: PlansCase) -> tuple[Finding, ...]:
    return _run(Scope.plans, case)


def check_office(case: OfficeCase) -> tuple[Finding, ...]:
    return _run(Scope.office, case)


def check_together(case: AllCase) -> tuple[Finding, ...]:
    return _run(Scope.all, case)


def check_pages(files: Mapping[str, bytes], settings: Settings | None, now: datetime) -> tuple[Finding, ...]:
    """Read and judge ``netiquette/`` and ``guidelines/``: path → bytes of the files that are there."""
    from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder  # noqa: PLC0415 - most changes touch no page

    findings: list[Finding] = []
    positions: dict[str, Positions] = {}
    read: dict[str, Any] = {}
    for path, model in ((CLAUSES, Clauses), (MEASURES, Ladder)):
        if path in files:
            parsed: Parsed[Any] = parse_plan(path, files[path], model)
            findings.extend(parsed.findings)
            read[path], positions[path] = parsed.mended, parsed.positions
    guidelines: dict[str, GuidelineHead] = {}
    for path, data in files.items():
        if not path.endswith(".md") or path.endswith("/README.md"):
            continue
        if path.startswith("guidelines/"):
            page = parse_page(path, data, GuidelineHead)
            findings.extend(page.findings)
            positions[path] = page.positions
            if page.mended is not None:
                guidelines[path] = page.mended[0]
        else:
            findings.extend(parse_prose(path, data).findings)
    zone = DEFAULT_ZONE if settings is None else settings.authority.zone
    today = now.astimezone(zone).date()
    case = PagesCase(read.get(CLAUSES), read.get(MEASURES), guidelines, positions, today, settings)
    return (*findings, *_run(Scope.pages, case))


def _run(scope: Scope, case: Any) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules_of(scope) for finding in _apply(rule, case))


def _apply(rule: Rule, case: Any) -> Iterator[Finding]:
    if rule.check is not None:
        for place, values in rule.check(case):
            yield Finding(rule.id, place, values)
