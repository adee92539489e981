"""The weekly plans, for the free slots that the writing page offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amtsfunk.effects.files import read_file
from amtsfunk.source.office import parse_office
from amtsfunk.source.paths import WEEKS

if TYPE_CHECKING:
    from pathlib import Path

    from amtsfunk.commands.sites.sources import Sources
    from amtsfunk.model.week import WeekPlan


def read_weeks(repository: Path, sources: Sources) -> tuple[WeekPlan, ...]:
    """Every plan that can be read; what is wrong with the others is told by the check."""
    files = {path: read_file(repository, path) for path in sources.files if path.startswith(WEEKS)}
    return tuple(parse_office(files, sources.settings.authority.zone).office.weeks.values())
