"""Rules over the plan for a crisis: it must work on the worst day (R44)."""

from __future__ import annotations

import re

from amtsfunk.model.post import Kind
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import CRISIS

_FITTING = frozenset({Kind.crisis, Kind.service})
_MOBILE = re.compile(r"(?<![\w/-])(?:\+\s*49|0049|0)[\s()/.-]*(?:\(0\))?[\s/.-]*1[567]\d(?:[\s/.-]*\d){6,9}(?!\d)")
"""A German mobile number, which is a person's."""


def find_level_without_person(case: OfficeCase) -> Hits:
    """R44: somebody must be able to declare every level today."""
    held = {
        role
        for person in case.settings.people.values()
        if person.revoked is None and (person.until is None or person.until >= case.today)
        for role in person.roles
    }
    for index, level in enumerate(case.office.crisis.levels if case.office.crisis else ()):
        if not held.intersection(level.decided_by):
            roles = ", ".join(role.value for role in level.decided_by)
            yield case.at(CRISIS, "levels", index, "decided_by"), {"title": level.title, "roles": roles}


def find_scenario_without_module(case: OfficeCase) -> Hits:
    for name, scenario in case.office.crisis.scenarios.items() if case.office.crisis else ():
        if not scenario.modules:
            yield case.at(CRISIS, "scenarios", name), {"title": scenario.title}


def find_lapsed_crisis_module(case: OfficeCase) -> Hits:
    """A module is sent only while its agreement holds (decision 0080): until then the scenario has no words."""
    modules = {module.id: module for module in case.office.modules}
    for name, scenario in case.office.crisis.scenarios.items() if case.office.crisis else ():
        for index, value in enumerate(scenario.modules):
            module = modules.get(value)
            if module is not None and not module.head.valid_on(case.today):
                until = f"{module.head.valid_until:%d.%m.%Y}"
                values = {"value": value, "title": scenario.title, "until": until}
                yield case.at(CRISIS, "scenarios", name, "modules", index), values


def find_unfit_crisis_module(case: OfficeCase) -> Hits:
    """While posts are stopped, only crisis posts go out; service posts come after."""
    modules = {module.id: module for module in case.office.modules}
    for name, scenario in case.office.crisis.scenarios.items() if case.office.crisis else ():
        for index, value in enumerate(scenario.modules):
            module = modules.get(value)
            if module is not None and module.head.kind not in _FITTING:
                values = {"value": value, "kind": module.head.kind.value, "title": scenario.title}
                yield case.at(CRISIS, "scenarios", name, "modules", index), values


def find_private_number(case: OfficeCase) -> Hits:
    """Personal data in git can hardly be removed again; a number of the authority's own is none."""
    own = {_digits(number) for number in (*case.settings.authority.own_phones, case.settings.authority.contact.phone)}
    for index, contact in enumerate(case.office.crisis.contacts if case.office.crisis else ()):
        for key in ("function", "reach"):
            for found in _MOBILE.finditer(getattr(contact, key)):
                if _digits(found[0]) not in own:
                    yield case.at(CRISIS, "contacts", index, key), {"value": found[0]}


def _digits(number: str) -> str:
    """A number in one spelling: ``+49 (0) 151 …`` and ``0151 …`` are the same."""
    return re.sub(r"^(?:0049|49|0)", "", re.sub(r"\D", "", number.replace("(0)", "")))
