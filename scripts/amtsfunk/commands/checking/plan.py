"""Judging the whole plan for ``amtsfunk check``: only where all posts were read and the office has its own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from amtsfunk.effects.files import read_file
from amtsfunk.model.finding import Finding
from amtsfunk.rules.cases import PlanCase, PostReport, World

if TYPE_CHECKING:
    from amtsfunk.source.parsed import Positions


def check_whole_plan(
    root: Path, reports: Sequence[PostReport], world: World, settings_at: Mapping[str, Positions]
) -> tuple[Finding, ...]:
    """``settings_at``: where the settings say what. The ledger is not asked: whether a post is approved is a matter of
    ``amtsfunk plan``."""
    if not world.planned or world.settings is None:
        return ()
    from amtsfunk.planning.plan import make_plan  # noqa: PLC0415 - many offices have no numbers of their own
    from amtsfunk.rules.run import check_plan  # noqa: PLC0415
    from amtsfunk.source.office import parse_office  # noqa: PLC0415
    from amtsfunk.source.paths import PLAN, ROTA, WEEKS  # noqa: PLC0415

    names = [path for path in world.tree.files if path in (PLAN, ROTA) or path.startswith(WEEKS)]
    reading = parse_office({path: read_file(root, path) for path in names}, world.settings.authority.zone)
    if reading.office.plan is None:
        return ()
    entries = [entry for report in reports for entry in report.entries]
    plan = make_plan(entries, reading.office, world.settings, world.now)
    return check_plan(PlanCase(plan, {**settings_at, **reading.positions}))
