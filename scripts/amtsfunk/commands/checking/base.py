"""What a check sees beside the posts that it was asked for: how they were at the base, and the posts that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.effects.files import read_files
from amtsfunk.model.finding import Finding
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import PostReport, World
from amtsfunk.rules.corrections import path_of
from amtsfunk.rules.run import DEFAULT_ZONE, check_links, times_at


def earlier_times(choice: Choice, settings: Settings | None) -> Mapping[str, datetime | str | None] | None:
    """``World.earlier``: when the changed posts were to go out at the base; None where nothing is compared."""
    if choice.before is None:
        return None
    return times_at(choice.before, DEFAULT_ZONE if settings is None else settings.authority.zone)


def check_named_posts(root: Path, reports: Iterable[PostReport], world: World) -> list[Finding]:
    """Judge corrections and repetitions by what they name, whether or not that was to be checked, too."""
    links = [link for report in reports for link in report.links]
    paths = {path for link in links if (path := path_of(link, world.tree)) is not None}
    return check_links(links, dict(read_files(root, sorted(paths))), world) if paths else []
