"""Reading a work tree and judging all of it that was chosen. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from amtsfunk.commands.checking.base import check_named_posts, earlier_times
from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.office import check_agreed_and_planned
from amtsfunk.commands.checking.plan import check_whole_plan
from amtsfunk.commands.repository import moment
from amtsfunk.effects.files import read_file, read_files
from amtsfunk.effects.media import media_wanted, shelves
from amtsfunk.effects.site_templates import read_templates, templates_of
from amtsfunk.effects.workers import in_chunks
from amtsfunk.model.finding import Finding
from amtsfunk.model.media import MediaFile
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import AllCase, PlansCase, PostReport, Tree, World
from amtsfunk.rules.media_run import check_media
from amtsfunk.rules.registry import ALL_RULES
from amtsfunk.rules.rule import Scope
from amtsfunk.rules.run import check_pages, check_plans, check_posts, check_together, check_tree
from amtsfunk.rules.timing import BEFORE_ITS_TIME
from amtsfunk.rules.waiving import Ground, Waived, Waiver, set_aside, waivers_in
from amtsfunk.source.media import look_at
from amtsfunk.source.paths import PLAN, WAIVERS
from amtsfunk.source.plans import CHECKED_PATHS, parse_plan, parse_settings

_WORTH_A_SECOND_PROCESS = 400
"""Posts; below that, starting one costs more than it saves."""


class Checked(NamedTuple):
    """What was found, how many posts were looked at, and what was set aside because somebody gave a reason."""

    findings: tuple[Finding, ...]
    posts: int
    waived: tuple[Waived, ...] = ()
    handbook: str = ""
    """Address of the page that explains the rules; empty where nobody said where the internal site is."""


def check_repository(root: Path, tree: Tree, choice: Choice, now: str | None) -> Checked:
    """Judge what was chosen of a work tree. Faults in reading the settings are always shown: nothing can be approved or
    sent while they stand."""
    files = {path: read_file(root, path) for path in CHECKED_PATHS if path in tree.names}
    settings, broken, positions = parse_settings(files, mended=True)
    findings = list(broken)
    media, rights = shelves(root, tree)
    at = moment(now, None if settings is None else settings.authority)
    planned = choice.everything and settings is not None and PLAN in tree.names
    world = World(tree, at, settings, media, rights, earlier_times(choice, settings), planned)
    if settings is not None:
        plans = check_plans(PlansCase(settings, positions, world.now, _logo(root, tree, settings)))
        findings += [one for one in plans if choice.wants(one.place.path)]
    findings += [one for one in check_tree(tree) if choice.wants(one.place.path)]
    findings += _check_pages(root, choice, world)
    office = check_agreed_and_planned(root, choice, world, positions)
    findings += office.findings
    findings += check_media(media_wanted(tree, choice.wants), world)
    chosen = tuple(path for path in tree.posts if choice.wants(path))
    reports = _check_posts(root, chosen, world)
    findings += [finding for report in reports for finding in report.findings]
    findings += check_named_posts(root, reports, world)
    if choice.everything:
        summaries = tuple(one for report in (office, *reports) for one in report.summaries)
        findings += check_together(AllCase(tree, summaries))
        findings += check_whole_plan(root, reports, world, positions)
    waivers, wrong = _read_waivers(root, tree, choice)
    given = [*waivers, *(one for report in (office, *reports) for one in report.waivers)]
    remaining, waived = set_aside((*findings, *wrong), given, _ground(world, choice, given))
    return Checked(remaining, len(chosen), waived, _handbook(settings))


def _logo(root: Path, tree: Tree, settings: Settings) -> MediaFile | None:
    appearance = settings.authority.appearance
    path = None if appearance is None else appearance.logo_path
    if path is None or path not in tree.names:
        return None
    data = read_file(root, path)
    return look_at(data, len(data))


def _handbook(settings: Settings | None) -> str:
    site = None if settings is None else settings.authority.internal_site
    return "" if site is None else f"{site.rstrip('/')}/handbuch/regeln.html"


def _read_waivers(root: Path, tree: Tree, choice: Choice) -> tuple[list[Waiver], list[Finding]]:
    """The exceptions for files that cannot say it themselves: those for what was chosen, or all where the list was."""
    if WAIVERS not in tree.names:
        return [], []
    from amtsfunk.model.waiver import Waivers  # noqa: PLC0415 - most repositories need no exception

    parsed = parse_plan(WAIVERS, read_file(root, WAIVERS), Waivers)
    whole = choice.wants(WAIVERS)
    given = waivers_in(parsed.mended, parsed.positions) if parsed.mended is not None else ()
    return [one for one in given if whole or choice.wants(one.path)], list(parsed.findings) if whole else []


def _ground(world: World, choice: Choice, given: Sequence[Waiver]) -> Ground:
    not_asked = set() if choice.everything else {Scope.all, Scope.plan}
    if world.settings is None:
        not_asked |= {Scope.settled, Scope.plans, Scope.office, Scope.plan}
    # Of a file that is not there, nothing can be set aside: mostly its name is misspelled.
    nowhere = {one.path for one in given if one.path not in world.tree.names}
    return Ground(
        severities={rule.id: rule.severity for rule in ALL_RULES},
        judged=frozenset(path for path in world.tree.files if choice.wants(path)) | nowhere,
        today=world.now.date(),
        signs=frozenset(world.settings.people if world.settings else ()),
        cannot_tell=frozenset(rule.id for rule in ALL_RULES if rule.scope in not_asked) | BEFORE_ITS_TIME,
    )


def _check_pages(root: Path, choice: Choice, world: World) -> list[Finding]:
    """All pages are read where one is wanted: their numbers are judged against each other, and they are few."""
    pages = [path for path in world.tree.files if path.startswith(("netiquette/", "guidelines/"))]
    if not choice.pages_before and not any(choice.wants(path) for path in pages):
        return []
    site = templates_of(root) / "site"
    templates = {name: read_templates(site / name) for name in ("public", "internal")}
    found = check_pages(dict(read_files(root, pages)), world.settings, world.now, choice.pages_before, templates)
    return [one for one in found if choice.wants(one.place.path)]


def _check_posts(root: Path, paths: Sequence[str], world: World) -> list[PostReport]:
    def work(chunk: Sequence[str]) -> PostReport:
        return check_posts(read_files(root, chunk), world)

    return in_chunks(work, paths, at_least=_WORTH_A_SECOND_PROCESS)
