"""Who and what a drill needs: people from the roster, modules from the handbook, and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amtsfunk.approval.roster import holds
from amtsfunk.commands.publishing.desk import is_approver, people_on_duty
from amtsfunk.model.crisis import Scenario
from amtsfunk.model.errors import Refused
from amtsfunk.model.module import Module
from amtsfunk.model.office import Office
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Role, Unit

_WRITERS = (Role.press, Role.editor, Role.cvd)


@dataclass(frozen=True, slots=True)
class Cast:
    """Signs of the roster. ``second``: approves beforehand and lifts the stop. ``approvers``: all who could."""

    duty: str
    second: str
    writer: str
    approvers: tuple[str, ...]

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.writer, *self.approvers)))


def choose_cast(settings: Settings, office: Office, now: datetime) -> tuple[Cast, tuple[str, ...]]:
    """The cast, and what was missing. Where nobody is on duty somebody stands in, so that the rest can be drilled.
    Raises Refused where the roster has too few people for a crisis at all."""
    approvers = _approvers(settings, now)
    on_duty = [sign for sign in people_on_duty(office.rota, settings, now) if sign in approvers]
    if len(approvers) < 2:
        raise Refused(
            "Im Krisenfall braucht es zwei Personen mit Freigaberecht: eine im Dienst und eine, die den Stopp aufhebt.",
            "Wer freigeben darf, steht in plans/team.yml und plans/approval.yml.",
        )
    duty = on_duty[0] if on_duty else approvers[0]
    second = next(sign for sign in (*on_duty[1:], *approvers) if sign != duty)
    writer = next(_writers(settings, now, without=(duty, second)), None)
    if writer is None:
        raise Refused(
            "Niemand ist da, der die Meldung schreibt: Dienst und zweite Person geben frei.",
            "Wer schreibt, steht in plans/team.yml mit der Rolle editor oder press.",
        )
    first = (second, duty)
    return Cast(duty, second, writer, (*first, *(s for s in approvers if s not in first and s != writer))), tuple(
        _duty_misses(settings, office, now, on_duty)
    )


def _approvers(settings: Settings, now: datetime) -> list[str]:
    """Whoever may approve alone; those first who may approve every kind."""
    found = [sign for sign in settings.people if is_approver(sign, settings, now)]
    return sorted(found, key=lambda sign: not {Role.spokesperson, Role.deputy} & set(settings.people[sign].roles))


def _writers(settings: Settings, now: datetime, without: tuple[str, ...]) -> Iterator[str]:
    """From the press office first: what a department writes needs one approval more."""
    day = now.astimezone(settings.authority.zone).date()
    people = sorted(settings.people.items(), key=lambda item: item[1].unit is not Unit.press)
    return (sign for sign, person in people if sign not in without and holds(person, _WRITERS, day))


def _duty_misses(settings: Settings, office: Office, now: datetime, on_duty: list[str]) -> Iterator[str]:
    named = people_on_duty(office.rota, settings, now)
    if not named:
        yield "Heute steht niemand im Dienstplan (plans/rota.yml). In der Übung ist jemand eingesprungen."
    elif not on_duty:
        yield "Wer heute Dienst hat, darf nicht allein freigeben. In der Übung ist jemand eingesprungen."
    elif named[0] not in on_duty:
        yield "Wer heute Dienst hat, darf nicht allein freigeben; die Vertretung hat übernommen."
    elif len(on_duty) == 1:
        yield "Heute steht niemand als Vertretung im Dienstplan, der freigeben darf."


@dataclass(frozen=True, slots=True)
class Words:
    """The agreed modules of a scenario that can be sent today: the first message and the all-clear."""

    first: Module | None
    all_clear: Module | None
    misses: tuple[str, ...]

    @property
    def modules(self) -> tuple[Module, ...]:
        return tuple(one for one in (self.first, self.all_clear) if one is not None)


def choose_words(name: str, scenario: Scenario, office: Office, settings: Settings, now: datetime) -> Words:
    """A module whose own ``scenario`` is this one opens it; what belongs to no scenario of its own ends it."""
    today = now.astimezone(settings.authority.zone).date()
    known = {module.id: module for module in office.modules}
    misses, first, last = [], None, None
    for value in scenario.modules:
        module = known.get(value)
        if module is None:
            misses.append(f"Das Modul „{value}“ aus dem Krisenplan gibt es nicht (oder es ist fehlerhaft).")
        elif not module.head.valid_on(today):
            until = f"{module.head.valid_until:%d.%m.%Y}"
            misses.append(f"Das Modul „{module.title}“ gilt heute nicht; abgestimmt war es bis {until}.")
        elif module.head.scenario == name:
            first = first or module
        elif module.head.scenario is None:
            last = last or module
    if first is None:
        misses.append("Für die erste Meldung dieses Szenarios gibt es kein Modul; sie geht nur im Eilweg.")
    if last is None and scenario.stop and not scenario.total:
        misses.append("Für die Entwarnung gibt es kein Modul.")
    return Words(first, last, tuple(misses))
