"""Agreed texts and plans of the office, for the internal site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amtsfunk.effects.files import read_file
from amtsfunk.source.office import belongs_to_office, parse_office

if TYPE_CHECKING:
    from pathlib import Path

    from amtsfunk.commands.sites.sources import Sources
    from amtsfunk.model.office import Office


def read_office(repository: Path, sources: Sources) -> Office:
    """Everything that can be read; what is wrong with the rest is told by the check."""
    files = {path: read_file(repository, path) for path in sources.files if belongs_to_office(path)}
    return parse_office(files, sources.settings.authority.zone).office
