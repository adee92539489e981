"""Reading a work tree and judging all of it that was chosen. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.repository import moment
from amtsfunk.effects.files import read_file, read_files
from amtsfunk.effects.workers import in_chunks
from amtsfunk.model.finding import Finding
from amtsfunk.rules.cases import AllCase, PlansCase, PostReport, Tree, World
from amtsfunk.rules.run import check_pages, check_plans, check_posts, check_together, check_tree
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings

_WORTH_A_SECOND_PROCESS = 400
"""Posts; below that, starting one costs more than it saves."""


class Checked(NamedTuple):
    """What was found, and how many posts were looked at."""

    findings: tuple[Finding, ...]
    posts: int


def check_repository(root: Path, tree: Tree, choice: Choice, now: str | None) -> Checked:
    """Judge what was chosen of a work tree. Faults in reading the settings are always shown: nothing can be approved or
    sent while they stand."""
    files = {path: read_file(root, path) for path in SETTINGS_PATHS if path in tree.names}
    settings, broken, positions = parse_settings(files, mended=True)
    findings = list(broken)
    if settings is not None:
        plans = check_plans(PlansCase(settings, positions))
        findings += [one for one in plans if choice.wants(one.place.path)]
    findings += [one for one in check_tree(tree) if choice.wants(one.place.path)]
    findings += _check_pages(root, tree, choice)
    chosen = tuple(path for path in tree.posts if choice.wants(path))
    world = World(tree, moment(now, None if settings is None else settings.authority), settings)
    reports = _check_posts(root, chosen, world)
    findings += [finding for report in reports for finding in report.findings]
    if choice.everything:
        summaries = tuple(one for report in reports for one in report.summaries)
        findings += check_together(AllCase(tree, summaries))
    return Checked(tuple(findings), len(chosen))


def _check_pages(root: Path, tree: Tree, choice: Choice) -> list[Finding]:
    """All pages are read where one is wanted: their numbers are judged against each other, and they are few."""
    pages = [path for path in tree.files if path.startswith(("netiquette/", "guidelines/"))]
    if not any(choice.wants(path) for path in pages):
        return []
    return [one for one in check_pages(dict(read_files(root, pages))) if choice.wants(one.place.path)]


def _check_posts(root: Path, paths: Sequence[str], world: World) -> list[PostReport]:
    def work(chunk: Sequence[str]) -> PostReport:
        return check_posts(read_files(root, chunk), world)

    return in_chunks(work, paths, at_least=_WORTH_A_SECOND_PROCESS)
