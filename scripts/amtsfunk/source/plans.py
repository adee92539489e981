"""The settings and other YAML files: bytes → models and positions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amtsfunk.model.authority import Authority, Hours, Mentions, Topics
from amtsfunk.model.channel import Channels
from amtsfunk.model.finding import Finding, Place
from amtsfunk.model.limits import ObservedLimits
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import ApprovalPolicy, Elections, Team
from amtsfunk.source.characters import find_hidden
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.paths import LIMITS
from amtsfunk.source.reading import is_sound, read_text, settle
from amtsfunk.source.typed import fit, known_keys, moment_context
from amtsfunk.source.yaml_read import read_yaml

M = TypeVar("M", bound=BaseModel)
LARGEST_PLAN = 512 * 1024

SETTINGS: Mapping[str, type[BaseModel]] = {
    "plans/authority.yml": Authority,
    "plans/channels.yml": Channels,
    "plans/team.yml": Team,
    "plans/topics.yml": Topics,
    "plans/approval.yml": ApprovalPolicy,
    "plans/hours.yml": Hours,
    "plans/elections.yml": Elections,
    "plans/mentions.yml": Mentions,
}
REQUIRED = ("plans/authority.yml", "plans/channels.yml", "plans/team.yml", "plans/topics.yml", "plans/approval.yml")
SETTINGS_PATHS: tuple[str, ...] = tuple(SETTINGS)
CHECKED_PATHS: tuple[str, ...] = (*SETTINGS_PATHS, LIMITS)
"""What checking and previewing read. Approving and sending leave the limits aside: whoever breaks that file, which
needs no steward, must not stop them (DELIVERY.md § 2, condition 5)."""


def parse_plan(path: str, data: bytes, model: type[M], zone: ZoneInfo | None = None) -> Parsed[M]:
    """Read one YAML file as ``model``; local times in ``zone`` (Europe/Berlin where none is given). Never raises."""
    text, troubles = read_text(data, LARGEST_PLAN)
    if text is None:
        return Parsed(None, settle(path, text, troubles), Positions(path))
    troubles += find_hidden(text, 1, in_yaml=True)
    read = read_yaml(text, 1, known_keys(model))
    positions = Positions(path, read.spot)
    typed = fit(model, read.value, positions, moment_context(zone), read.lost)
    findings = settle(path, text, [*troubles, *read.troubles], typed.findings)
    best = typed.value or typed.mended
    return Parsed(typed.value if is_sound(findings) else None, findings, positions, best)


def parse_settings(
    files: Mapping[str, bytes], *, mended: bool = False
) -> tuple[Settings | None, tuple[Finding, ...], Mapping[str, Positions]]:
    """Read ``plans/*.yml`` (path → bytes; other paths are ignored) together.

    The settings are None where a needed file is missing or anything in any of them is faulty; faulty limits are only
    told, and then the networks' usual ones hold. With ``mended`` the best
    reading of faulty files is taken, so that a check can go on; what approves or sends must not ask for it.
    """
    read: dict[str, Parsed[Any]] = {}
    zone: ZoneInfo | None = None
    for path, model in SETTINGS.items():
        if path in files:
            read[path] = parse_plan(path, files[path], model, zone)
            authority = read[path].mended
            if isinstance(authority, Authority):
                zone = authority.zone
    limits = parse_plan(LIMITS, files[LIMITS], ObservedLimits) if LIMITS in files else None
    findings = [finding for path in SETTINGS if path in read for finding in read[path].findings]
    findings += limits.findings if limits else ()
    findings += [Finding("file-missing", Place(path), {"path": path}) for path in REQUIRED if path not in read]
    positions = {path: parsed.positions for path, parsed in read.items()}
    if limits:
        positions[LIMITS] = limits.positions
    values = {path: parsed.mended if mended else parsed.value for path, parsed in read.items()}
    whole = all(values.get(path) is not None for path in REQUIRED)
    if not whole or (not mended and any(value is None for value in values.values())):
        return None, tuple(findings), positions
    observed = None if limits is None else limits.mended if mended else limits.value
    return _assemble(values, observed), tuple(findings), positions


def _assemble(values: Mapping[str, Any], limits: ObservedLimits | None) -> Settings:
    mentions = cast("Mentions | None", values.get("plans/mentions.yml"))
    return Settings(
        authority=values["plans/authority.yml"],
        channels=values["plans/channels.yml"].channels,
        people=values["plans/team.yml"].people,
        topics=values["plans/topics.yml"].topics,
        policy=values["plans/approval.yml"],
        hours=values.get("plans/hours.yml"),
        elections=values.get("plans/elections.yml"),
        institutions=mentions.institutions if mentions is not None else {},
        limits=limits.observed if limits is not None else {},
    )
