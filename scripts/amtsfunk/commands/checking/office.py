"""Gathering agreed texts and plans for ``amtsfunk check``: read together where one of them is wanted, for they name
each other, and they are few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.effects.files import read_file
from amtsfunk.rules.cases import OfficeCase, PostReport, PostSummary, Tree, World
from amtsfunk.rules.run import check_agreed_text, check_office
from amtsfunk.rules.waiving import waivers_of
from amtsfunk.source.paths import CLAUSES, MEASURES

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.netiquette import Clause, Measure
    from amtsfunk.model.post import Post
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.model.week import WeekPlan
    from amtsfunk.source.parsed import Positions

_BELOW = ("content/snippets/", "content/modules/", "plans/", "site/law/")


def check_agreed_and_planned(root: Path, choice: Choice, world: World, plans: Mapping[str, Positions]) -> PostReport:
    """What is wrong with those that were chosen, the exceptions that they name, and the pictures that modules show.
    ``plans``: where the settings say what."""
    nearby = [path for path in world.tree.files if path.startswith(_BELOW)]
    if not any(choice.wants(path) for path in nearby):
        return PostReport((), ())
    from amtsfunk.source.office import belongs_to_office, parse_office  # noqa: PLC0415 - many repositories have none

    paths = [path for path in nearby if belongs_to_office(path)]
    settings = world.settings
    zone = settings.authority.zone if settings else None
    files = {path: read_file(root, path) for path in paths}
    reading = parse_office(files, zone)
    findings = list(reading.findings)
    for path, parsed in reading.agreed.items():
        findings += check_agreed_text(parsed, files[path], world)
    if settings is not None:
        posts = _read_named(root, world.tree, settings, reading.office.weeks.values())
        clauses, spots, measures = _read_netiquette(root, world.tree)
        positions = {**plans, **spots, **reading.positions}
        case = OfficeCase(reading.office, positions, settings, world.tree, world.now, clauses, measures, posts)
        findings += check_office(case)
    agreed: tuple[Snippet | Module, ...] = (*reading.office.snippets, *reading.office.modules)
    asked = [one for one in agreed if choice.wants(one.path)]
    waivers = [waiver for one in asked for waiver in waivers_of(one, reading.positions[one.path])]
    pictures = [PostSummary(one.path, _pictures_of(one)) for one in reading.office.modules]
    asked_for = tuple(one for one in findings if choice.wants(one.place.path))
    return PostReport(asked_for, tuple(pictures), tuple(waivers))


def _pictures_of(module: Module) -> tuple[str, ...]:
    return tuple(module.media_path(picture) for part in module.all_parts() for picture in part.pictures)


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


def _read_netiquette(
    root: Path, tree: Tree
) -> tuple[Mapping[str, Clause] | None, Mapping[str, Positions], Mapping[str, Measure] | None]:
    """(clauses by id, where both stand, measures by id); None where a file is absent or cannot be read."""
    from amtsfunk.model.netiquette import Clauses, Ladder  # noqa: PLC0415
    from amtsfunk.source.plans import parse_plan  # noqa: PLC0415

    clauses = parse_plan(CLAUSES, read_file(root, CLAUSES), Clauses) if CLAUSES in tree.names else None
    ladder = parse_plan(MEASURES, read_file(root, MEASURES), Ladder) if MEASURES in tree.names else None
    read = {CLAUSES: clauses, MEASURES: ladder}
    return (
        {clause.id: clause for clause in clauses.mended.clauses} if clauses and clauses.mended else None,
        {path: parsed.positions for path, parsed in read.items() if parsed is not None},
        {measure.id: measure for measure in ladder.mended.measures} if ladder and ladder.mended else None,
    )
