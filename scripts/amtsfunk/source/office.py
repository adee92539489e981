"""Agreed texts and plans, read together: path → bytes becomes one ``Office``. Every file is optional."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amtsfunk.model.answers import Answers
from amtsfunk.model.crisis import Crisis
from amtsfunk.model.finding import Finding
from amtsfunk.model.goals import Goals
from amtsfunk.model.law import LandLaw
from amtsfunk.model.notify import Notify
from amtsfunk.model.office import Office
from amtsfunk.model.plan import PlanSettings
from amtsfunk.model.radar import Radar
from amtsfunk.model.rota import Rota
from amtsfunk.model.week import WeekPlan
from amtsfunk.source.agreed import parse_module, parse_snippet
from amtsfunk.source.applications import parse_application
from amtsfunk.source.parsed import Parsed, Positions
from amtsfunk.source.paths import (
    ANSWERS,
    APPLICATIONS,
    CRISIS,
    GOALS,
    LAW,
    MODULES,
    NOTIFY,
    PLAN,
    RADAR,
    ROTA,
    SNIPPETS,
    WEEKS,
)
from amtsfunk.source.plans import parse_plan

PLANS: Mapping[str, type[BaseModel]] = {
    ROTA: Rota,
    RADAR: Radar,
    GOALS: Goals,
    CRISIS: Crisis,
    NOTIFY: Notify,
    ANSWERS: Answers,
    PLAN: PlanSettings,
}
_MARKDOWN = re.compile(rf"(?:{SNIPPETS}|{MODULES}|{APPLICATIONS})(?!README\.md)[^/]+\.md")
_YAML = re.compile(rf"(?:{WEEKS}|{LAW})[^/]+\.yml")


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """``office`` holds the best reading of every file; ``findings`` say what was wrong. ``positions`` and ``agreed``,
    the readings of snippets and modules, go by path."""

    office: Office
    findings: tuple[Finding, ...]
    positions: Mapping[str, Positions]
    agreed: Mapping[str, Parsed[Any]]


def belongs_to_office(path: str) -> bool:
    """Whether ``parse_office`` reads this file."""
    return path in PLANS or bool(_MARKDOWN.fullmatch(path) or _YAML.fullmatch(path))


def parse_office(files: Mapping[str, bytes], zone: ZoneInfo | None = None) -> OfficeReading:
    """Read what ``belongs_to_office`` of ``files``; local times in ``zone``. Never raises."""
    read = {path: _reader_of(path)(path, files[path], zone) for path in sorted(files) if belongs_to_office(path)}
    there = {path: parsed.mended for path, parsed in read.items() if parsed.mended is not None}

    def below(folder: str) -> dict[str, Any]:
        return {path: value for path, value in there.items() if path.startswith(folder)}

    office = Office(
        snippets=tuple(below(SNIPPETS).values()),
        modules=tuple(below(MODULES).values()),
        rota=there.get(ROTA),
        weeks=below(WEEKS),
        radar=there.get(RADAR),
        goals=there.get(GOALS),
        crisis=there.get(CRISIS),
        notify=there.get(NOTIFY),
        answers=there.get(ANSWERS),
        plan=there.get(PLAN),
        applications=tuple(below(APPLICATIONS).values()),
        law=below(LAW),
    )
    findings = tuple(finding for parsed in read.values() for finding in parsed.findings)
    positions = {path: parsed.positions for path, parsed in read.items()}
    agreed = {path: parsed for path, parsed in read.items() if path.startswith((SNIPPETS, MODULES))}
    return OfficeReading(office, findings, positions, agreed)


_Reader = Callable[[str, bytes, ZoneInfo | None], Parsed[Any]]


def _reader_of(path: str) -> _Reader:
    if path in PLANS:
        return partial(_read_plan, PLANS[path])
    folder = path[: path.rindex("/") + 1]
    return _READERS[folder]


def _read_plan(model: type[BaseModel], path: str, data: bytes, zone: ZoneInfo | None) -> Parsed[Any]:
    return parse_plan(path, data, model, zone)


_READERS: Mapping[str, _Reader] = {
    SNIPPETS: parse_snippet,
    MODULES: parse_module,
    APPLICATIONS: parse_application,
    WEEKS: partial(_read_plan, WeekPlan),
    LAW: partial(_read_plan, LandLaw),
}
