"""Rules over what was agreed beforehand: snippets and modules, by whom, and until when (R19, R73)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Place
from amtsfunk.model.snippet import BLANK
from amtsfunk.model.team import Role
from amtsfunk.rules.cases import Hits, OfficeCase

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.snippet import Snippet

_MAY_AGREE = frozenset({Role.press, Role.spokesperson, Role.deputy, Role.overall, Role.lawyer})
_MAY_APPROVE = frozenset({Role.spokesperson, Role.deputy, Role.overall})
_SOON = timedelta(days=30)


def find_agreed_by_nobody_fitting(case: OfficeCase) -> Hits:
    """R13, R19: a reply was agreed by the press office or the lawyers; a module, which later goes out without a further
    approval of its words, by somebody who may approve."""
    people = case.settings.people
    for agreed in _agreed(case):
        wanted = _MAY_AGREE if agreed in case.office.snippets else _MAY_APPROVE
        signs = [sign for sign in agreed.head.agreed_by if sign in people]
        if signs and not any(wanted.intersection(people[sign].roles) for sign in signs):
            fitting = sorted(sign for sign, person in people.items() if wanted.intersection(person.roles))
            values = {"signs": ", ".join(signs), "fitting": ", ".join(fitting)}
            yield case.at(agreed.path, "agreed_by"), values


def find_valid_before_agreed(case: OfficeCase) -> Hits:
    for agreed in _agreed(case):
        head = agreed.head
        if head.valid_until <= head.agreed_on:
            values = {"begins": f"{head.agreed_on:%d.%m.%Y}", "ends": f"{head.valid_until:%d.%m.%Y}"}
            yield case.at(agreed.path, "valid_until"), values


def find_expired(case: OfficeCase) -> Hits:
    """R19: what is no longer agreed must not be used."""
    for agreed in _agreed(case):
        if agreed.head.valid_until < case.today:
            yield case.at(agreed.path, "valid_until"), {"day": f"{agreed.head.valid_until:%d.%m.%Y}"}


def find_expiring(case: OfficeCase) -> Hits:
    for agreed in _agreed(case):
        if case.today <= agreed.head.valid_until < case.today + _SOON:
            yield case.at(agreed.path, "valid_until"), {"day": f"{agreed.head.valid_until:%d.%m.%Y}"}


def find_repeated_title(case: OfficeCase) -> Hits:
    """Two of one title cannot be told apart in a list from which somebody in a hurry copies."""
    for kind in (case.office.snippets, case.office.modules):
        first: dict[str, str] = {}
        for agreed in kind:
            other = first.setdefault(agreed.title.casefold(), agreed.path)
            if other != agreed.path:
                yield case.at(agreed.path, "title"), {"title": agreed.title, "other": other}


def find_undeclared_blank(case: OfficeCase) -> Hits:
    """A blank without a slot would go out as it stands, braces and all."""
    for module in case.office.modules:
        declared = module.head.slots
        for place, text in _texts(case, module):
            for name in dict.fromkeys(BLANK.findall(text)):
                if name not in declared:
                    yield place, {"name": name, "fixed": f"  {name}: [Auswahl 1, Auswahl 2]"}


def find_unused_slot(case: OfficeCase) -> Hits:
    for module in case.office.modules:
        used = module.blanks
        for name in module.head.slots:
            if name not in used:
                yield case.at(module.path, "slots", name), {"name": name}


def _agreed(case: OfficeCase) -> tuple[Snippet | Module, ...]:
    return (*case.office.snippets, *case.office.modules)


def _texts(case: OfficeCase, module: Module) -> Iterator[tuple[Place, str]]:
    """Every line of every part, with its place."""
    for key, parts in (("parts", module.parts), *((name, own) for name, own in module.channel_texts.items())):
        for index, part in enumerate(parts):
            where = ("parts", index) if key == "parts" else ("channel_texts", key, index)
            for number, line in enumerate(part.text.split("\n")):
                yield case.at(module.path, *where, "text", number), line
