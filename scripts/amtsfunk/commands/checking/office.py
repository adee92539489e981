"""Gathering agreed texts and plans for ``amtsfunk check``: read together where one of them is wanted, for they name
each other, and they are few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.effects.files import read_file
from amtsfunk.model.finding import Finding
from amtsfunk.rules.cases import OfficeCase, Tree, World
from amtsfunk.rules.pages import CLAUSES, MEASURES
from amtsfunk.rules.run import check_office
from amtsfunk.rules.waiving import Waiver, waivers_of

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.post import Post
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.model.week import WeekPlan

_BELOW = ("content/snippets/", "content/modules/", "plans/", "site/law/")


def check_agreed_and_planned(root: Path, choice: Choice, world: World) -> tuple[list[Finding], list[Waiver]]:
    """(what is wrong with those that were chosen, the exceptions that they name)."""
    nearby = [path for path in world.tree.files if path.startswith(_BELOW)]
    if not any(choice.wants(path) for path in nearby):
        return [], []
    from amtsfunk.source.office import belongs_to_office, parse_office  # noqa: PLC0415 - many repositories have none

    paths = [path for path in nearby if belongs_to_office(path)]
    law_asked = world.settings is not None and choice.wants("plans/authority.yml")
    if not law_asked and not any(choice.wants(path) for path in paths):
        return [], []
    settings = world.settings
    zone = settings.authority.zone if settings else None
    reading = parse_office({path: read_file(root, path) for path in paths}, zone)
    findings = list(reading.findings)
    if settings is not None:
        posts = _read_named(root, world.tree, settings, reading.office.weeks.values())
        clauses, measures = _read_ids(root, world.tree)
        positions = reading.positions
        case = OfficeCase(reading.office, positions, settings, world.tree, world.now, clauses, measures, posts)
        findings += check_office(case)
    agreed: tuple[Snippet | Module, ...] = (*reading.office.snippets, *reading.office.modules)
    asked = [one for one in agreed if choice.wants(one.path)]
    waivers = [waiver for one in asked for waiver in waivers_of(one, reading.positions[one.path])]
    return [one for one in findings if choice.wants(one.place.path)], waivers


def _read_named(root: Path, tree: Tree, settings: Settings, weeks: Iterable[WeekPlan]) -> Mapping[str, Post]:
    """The posts that a plan names, as far as they can be read."""
    from amtsfunk.source.posts import parse_post  # noqa: PLC0415

    names = {slot.post for week in weeks for slot in week.slots if slot.post is not None}
    found: dict[str, Post] = {}
    for name in sorted(names):
        for path in tree.posts_by_id.get(name, ())[:1]:
            post = parse_post(path, read_file(root, path), settings.authority.zone).mended
            if post is not None:
                found[name] = post
    return found


def _read_ids(root: Path, tree: Tree) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Ids of the clauses and of the measures; None where the file is absent or cannot be read."""
    from amtsfunk.model.netiquette import Clauses, Ladder  # noqa: PLC0415
    from amtsfunk.source.plans import parse_plan  # noqa: PLC0415

    clauses = parse_plan(CLAUSES, read_file(root, CLAUSES), Clauses).mended if CLAUSES in tree.names else None
    ladder = parse_plan(MEASURES, read_file(root, MEASURES), Ladder).mended if MEASURES in tree.names else None
    return (
        None if clauses is None else frozenset(clause.id for clause in clauses.clauses),
        None if ladder is None else frozenset(measure.id for measure in ladder.measures),
    )
