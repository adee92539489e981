"""Limits that the servers told, against those that the check goes by; and writing the differences down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from amtsfunk.channels.limits import figures_of, network_on
from amtsfunk.effects.files import read_file
from amtsfunk.effects.work_tree import create_file, replace_file
from amtsfunk.model.errors import Refused
from amtsfunk.model.limits import ObservedLimits
from amtsfunk.model.settings import Settings
from amtsfunk.source.limits_write import with_observed
from amtsfunk.source.paths import LIMITS
from amtsfunk.source.plans import parse_plan

Figures = Mapping[str, int]
_START = """# Was der Server eines Kanals wirklich erlaubt. Was hier steht, geht den üblichen Grenzen des Netzwerks vor.
observed:
"""


def with_limits(root: Path, settings: Settings) -> Settings:
    """The settings with the limits of the work tree, where ``--write`` would write. Raises Refused where that file is
    faulty."""
    if not (root / LIMITS).is_file():
        return settings
    return replace(settings, limits=_read(read_file(root, LIMITS)).observed)


def differences(settings: Settings, channel: str, told: Figures) -> dict[str, int]:
    """What the server told and the check does not go by yet. What the network's row does not count in is left out."""
    known = figures_of(network_on(settings, channel))
    return {name: value for name, value in told.items() if name in known and known[name] != value}


def write_limits(root: Path, found: Mapping[str, tuple[str, Figures]], today: date) -> None:
    """``found``: channel → (host, differences). Raises Refused, with nothing written, where the file does not come
    back as it was meant."""
    is_there = (root / LIMITS).is_file()
    text = read_file(root, LIMITS).decode() if is_there else _START
    for channel, (host, figures) in sorted(found.items()):
        text = with_observed(text, channel, figures, f"{today:%d.%m.%Y}", f"Auskunft des Servers {host}")
    _hold(text.encode(), found)
    (replace_file if is_there else create_file)(root, LIMITS, text.encode())


def _hold(data: bytes, found: Mapping[str, tuple[str, Figures]]) -> None:
    observed = _read(data).observed
    for channel, (_, figures) in found.items():
        got = observed.get(channel)
        if got is None or any(getattr(got, name) != value for name, value in figures.items()):
            raise _faulty()


def _read(data: bytes) -> ObservedLimits:
    limits = parse_plan(LIMITS, data, ObservedLimits).value
    if limits is None:
        raise _faulty()
    return limits


def _faulty() -> Refused:
    return Refused(
        f"{LIMITS} lässt sich nicht ergänzen, so wie es geschrieben ist.", f"Bitte zuerst: amtsfunk check {LIMITS}"
    )
