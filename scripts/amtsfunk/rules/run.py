"""Running the rules: pure functions from what was read to findings. One broken file never hides the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.model.finding import Finding
from amtsfunk.model.post import Kind, Post
from amtsfunk.model.settings import Settings
from amtsfunk.planning.calendar import Calendar
from amtsfunk.planning.entries import Entry, entry_of
from amtsfunk.rules.cases import (
    AllCase,
    Hits,
    Link,
    LinkCase,
    OfficeCase,
    PagesCase,
    PlanCase,
    PlansCase,
    PostCase,
    PostReport,
    PostSummary,
    Tree,
    World,
)
from amtsfunk.rules.corrections import links_of, path_of
from amtsfunk.rules.pages import NUMBERS, entry_ids
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.repeats import summarize
from amtsfunk.rules.rule import Rule, Scope
from amtsfunk.rules.waiving import Waiver, waivers_of
from amtsfunk.rules.wording.run import check_agreed, check_wording
from amtsfunk.source.markdown import parse_page, parse_prose
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.paths import CLAUSES, MEASURES, VERSIONS
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.posts import parse_post

DEFAULT_ZONE = ZoneInfo("Europe/Berlin")
_AT_ONCE = 32
"""Posts that are read before they are judged: turning from one to the other for each costs a tenth of the time, because
neither's code stays in the processor's cache."""
_INCOMPLETE = frozenset({"incomplete-correction", "incomplete-rebuttal"})
_UNKNOWN = {"unknown-channel": "channels", "unknown-topic": "topic", "unknown-mention": "mentions"}
_SAID_BETTER = frozenset({"wrong-value", "expected-list"})
"""Where a name is unknown, what is to be written there instead says how, too."""
_OF_A_KIND = frozenset(
    {"incomplete-correction", "incomplete-rebuttal", "news-without-occasion", "office-without-statement", "paid-news"}
    | {"statement-without-office", "stray-correction", "stray-rebuttal", "unmarked-correction"}
)
"""What a kind asks for; who has to choose one first need not be told of that which was guessed."""
_Checks = tuple[tuple[str, Callable[[PostCase], Hits]], ...]


def check_posts(files: Iterable[tuple[str, bytes]], world: World) -> PostReport:
    """Read and judge posts, a few at a time: findings, and a summary of each that shows pictures, for the rules over
    all of them."""
    zone = DEFAULT_ZONE if world.settings is None else world.settings.authority.zone
    findings: list[Finding] = []
    summaries: list[PostSummary] = []
    waivers: list[Waiver] = []
    links: list[Link] = []
    entries: list[Entry] = []
    waiting = iter(files)
    while some := [(parse_post(path, data, zone), data) for path, data in islice(waiting, _AT_ONCE)]:
        for parsed, data in some:
            findings.extend(check_post(parsed, data, world))
            post = parsed.mended
            if post is None:
                continue
            if post.head.waive:
                waivers.extend(waivers_of(post, parsed.positions, over=is_over(post, world)))
            if (summary := summarize(post, world.now)) is not None:
                summaries.append(summary)
            links.extend(links_of(post, parsed.positions))
            if world.planned:
                entries.append(_entry(post, parsed.positions, world))
    return PostReport(tuple(findings), tuple(summaries), tuple(waivers), tuple(links), tuple(entries))


def _entry(post: Post, positions: Positions, world: World) -> Entry:
    """The plan says something about what is to come; nobody asks where an older post has its time."""
    due = post.head.publish_at
    coming = isinstance(due, datetime) and due > world.now
    return entry_of(post, positions.at("publish_at").line if coming else 1)


def check_links(links: Iterable[Link], files: Mapping[str, bytes], world: World) -> list[Finding]:
    """Judge what posts name by what is named there: path → bytes of the posts that they name."""
    zone = DEFAULT_ZONE if world.settings is None else world.settings.authority.zone
    findings: list[Finding] = []
    for link in links:
        path = path_of(link, world.tree)
        if path is None or path not in files:
            continue
        named = parse_post(path, files[path], zone).mended
        if named is not None:
            findings.extend(_run(Scope.linked, LinkCase(link, named, world)))
    return findings


def times_at(files: Mapping[str, bytes], zone: ZoneInfo) -> Mapping[str, datetime | str | None]:
    """Id → ``publish_at`` of posts as they were: path → bytes, empty for a post that was not there."""
    times: dict[str, datetime | str | None] = {}
    for path, data in files.items():
        post = parse_post(path, data, zone).mended if data else None
        post_id = path.rpartition("/")[2].removesuffix(".md")
        # A post that was moved is gone from one path and new at another.
        times[post_id] = times.get(post_id) if post is None else post.head.publish_at
    return times


def check_post(parsed: Parsed[Post], data: bytes, world: World) -> list[Finding]:
    """What is wrong with one post, whose file is ``data``: what its reading found, and what the rules say to the best
    reading of it."""
    findings = [_with_time(one, world) if one.rule == "wrong-time" else one for one in parsed.findings]
    if parsed.mended is not None:
        case = PostCase(parsed.mended, parsed.positions, world)
        over = is_over(parsed.mended, world)
        judged = _judge(case, over=over)
        findings = _without_echoes(findings, judged) if findings or len(judged) > 1 else judged
        findings.extend(check_wording(case, data, over=over))
    return findings


def _with_time(finding: Finding, world: World) -> Finding:
    """A time that nobody can read, with one to write: only who knows the day and the office's hours can propose it."""
    if finding.values.get("fixed") or finding.values.get("key") != "publish_at" or world.settings is None:
        return finding
    from amtsfunk.rules.timing import meant_time  # noqa: PLC0415 - nobody erred in most runs

    meant = meant_time(finding.values["value"], Calendar.of(world.settings), world.now)
    fixed = {"fixed": f"publish_at: {meant}"} if meant else {}
    return Finding(finding.rule, finding.place, {**finding.values, **fixed})


def _without_echoes(read: Iterable[Finding], judged: Iterable[Finding]) -> list[Finding]:
    """One finding for one fault: who is told that there is no „Twitter“ and what to write need not be told that names
    are written small; who is told that a key's value cannot be read need not be told that it is missing. Of several
    faults in the list of channels, the first one's line mends all."""
    at_once = {one.rule for one in judged}
    unread = {one.values.get("key") for one in read}
    silent = _OF_A_KIND if any(one.rule == "unknown-kind" for one in read) else frozenset()
    if any(one.rule == "unknown-section" for one in read):
        silent |= {"too-long"}  # what was meant for one channel was counted with the text for another
    if "unknown-channel" in at_once:
        silent |= {"closed-channel", "repeated-channel"}
    elif "closed-channel" in at_once:
        silent |= {"repeated-channel"}
    # Nobody is mentioned in place of somebody unknown; so the list is told of, too, where no entry is proposed.
    told = (one for one in judged if one.rule != "unknown-mention" or one.values.get("fixed"))
    renamed = {_UNKNOWN[one.rule] for one in told if one.rule in _UNKNOWN}
    first = [one for one in read if one.rule not in _SAID_BETTER or one.values.get("key", "") not in renamed]
    return first + [
        one
        for one in judged
        if one.rule not in silent and (one.rule not in _INCOMPLETE or one.values.get("key") not in unread)
    ]


def check_agreed_text(parsed: Parsed[Any], data: bytes, world: World) -> list[Finding]:
    """What the rules over wording say to a snippet or module, and those over posts to a module, whose file is ``data``.
    What its reading found is told with the rest of the office."""
    from amtsfunk.model.module import Module  # noqa: PLC0415 - many repositories have none
    from amtsfunk.rules.as_posts import as_post  # noqa: PLC0415

    findings = list(check_agreed(parsed, data, world.settings))
    if isinstance(parsed.mended, Module):
        findings.extend(_judge(PostCase(as_post(parsed.mended), parsed.positions, world), over=False))
    return findings


def is_over(post: Post, world: World) -> bool:
    """Whether a post can no longer go out as it stands: closed as archive, or later than its latest time. One that this
    very change brings or alters can still be written better, so it is not over where the base is known."""
    head = post.head
    if head.archive:
        return True
    due = head.publish_at
    if not isinstance(due, datetime) or due >= world.now or (world.earlier and post.id in world.earlier):
        return False
    return post.latest_after(due) < world.now


def _judge(case: PostCase, *, over: bool) -> list[Finding]:
    head = case.post.head
    pictured = any(part.pictures for part in case.parts)
    settled = case.world.settings is not None
    checks = _checks_for(frozenset(head.model_fields_set), head.kind, pictured=pictured, settled=settled, over=over)
    return [Finding(rule_id, place, values) for rule_id, find in checks for place, values in find(case)]


@lru_cache(maxsize=1024)  # posts that have the same keys have much company
def _checks_for(keys: frozenset[str], kind: Kind, *, pictured: bool, settled: bool, over: bool) -> _Checks:
    """The rules that can have something to say of a post with these keys."""
    there = keys | {"pictures"} if pictured else keys
    rules = rules_of(Scope.post) + (rules_of(Scope.settled) if settled else ())
    return tuple(
        (rule.id, rule.check)
        for rule in rules
        if rule.check is not None
        and (not rule.only_with or not there.isdisjoint(rule.only_with))
        and (not rule.kinds or kind in rule.kinds)
        and (rule.when_over or not over)
    )


def check_tree(tree: Tree) -> tuple[Finding, ...]:
    """What the names alone say."""
    return _run(Scope.tree, tree)


def check_plans(case: PlansCase) -> tuple[Finding, ...]:
    return _run(Scope.plans, case)


def check_office(case: OfficeCase) -> tuple[Finding, ...]:
    return _run(Scope.office, case)


def check_plan(case: PlanCase) -> tuple[Finding, ...]:
    return _run(Scope.plan, case)


def check_together(case: AllCase) -> tuple[Finding, ...]:
    return _run(Scope.all, case)


def check_pages(
    files: Mapping[str, bytes],
    settings: Settings | None,
    now: datetime,
    before: Mapping[str, bytes] | None = None,
    templates: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Finding, ...]:
    """Read and judge ``netiquette/`` and ``guidelines/``: path → bytes of the files that are there.

    ``before``: the bytes at the base of clauses and measures that changed; ``templates``: as in ``PagesCase``.
    """
    from amtsfunk.model.netiquette import (  # noqa: PLC0415 - most changes touch no page
        Clauses,
        GuidelineHead,
        Ladder,
        Numbers,
    )

    findings: list[Finding] = []
    positions: dict[str, Positions] = {}
    read: dict[str, Any] = {}
    for path, model in ((CLAUSES, Clauses), (MEASURES, Ladder), (NUMBERS, Numbers)):
        if path in files:
            parsed: Parsed[Any] = parse_plan(path, files[path], model)
            findings.extend(parsed.findings)
            read[path], positions[path] = parsed.mended, parsed.positions
    guidelines: dict[str, GuidelineHead] = {}
    bodies: dict[str, str] = {}
    for path, data in files.items():
        if not path.endswith(".md") or path.endswith("/README.md") or VERSIONS in path:
            continue
        if path.startswith("guidelines/"):
            page = parse_page(path, data, GuidelineHead)
            findings.extend(page.findings)
            positions[path] = page.positions
            if page.mended is not None:
                guidelines[path], bodies[path] = page.mended
        else:
            findings.extend(parse_prose(path, data).findings)
    zone = DEFAULT_ZONE if settings is None else settings.authority.zone
    today = now.astimezone(zone).date()
    ids = {path: entry_ids(path, data) for path, data in (before or {}).items()}
    case = PagesCase(
        read.get(CLAUSES),
        read.get(MEASURES),
        guidelines,
        positions,
        today,
        settings,
        ids,
        read.get(NUMBERS),
        files,
        bodies,
        templates or {},
    )
    return (*findings, *_run(Scope.pages, case))


def _run(scope: Scope, case: Any) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules_of(scope) for finding in _apply(rule, case))


def _apply(rule: Rule, case: Any) -> Iterator[Finding]:
    if rule.check is not None:
        for place, values in rule.check(case):
            yield Finding(rule.id, place, values)
