"""Rules over everything that agreed texts and plans name: people by their signs, and ids of all kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.rules.replies import replied
from amtsfunk.rules.suggest import listing, nearest
from amtsfunk.source.paths import CRISIS, GOALS, LIMITS, PLAN, RADAR, ROTA

if TYPE_CHECKING:
    from amtsfunk.model.snippet import Agreement


class _Named(NamedTuple):
    """``value`` stands in ``file`` at ``path``; ``kind`` says what it is the name of."""

    kind: str
    value: str
    file: str
    path: tuple[str | int, ...]


def find_unknown_sign(case: OfficeCase) -> Hits:
    """R12: who agreed, is on duty or looks after something is a person of the team."""
    people = case.settings.people
    for one in _signs(case):
        if one.value not in people:
            yield case.at(one.file, *one.path), {"value": one.value, **_better(one, people)}


def find_unknown_name(case: OfficeCase) -> Hits:
    """Topics, channels, clauses, measures, goals, levels, scenarios and modules that do not exist."""
    known = _known_names(case)
    for one in _names(case):
        names = known[one.kind]
        if names is not None and one.value not in names:
            values = {"kind": one.kind, "value": one.value, **_better(one, names)}
            yield case.at(one.file, *one.path), values


def find_repeated_name(case: OfficeCase) -> Hits:
    """An id that is given twice names neither: topics of the radar, challenges, levels, duties of a Land."""
    for file, key, ids in _lists_of_ids(case):
        seen: set[str] = set()
        for index, value in enumerate(ids):
            if value in seen:
                yield case.at(file, key, index, "id"), {"value": value}
            seen.add(value)


def find_date_in_future(case: OfficeCase) -> Hits:
    """What was done, measured or looked up has a day that is past."""
    for key, day, file, path in _past_days(case):
        if day is not None and day > case.today:
            yield case.at(file, *path, key), {"key": key, "day": f"{day:%d.%m.%Y}", "today": f"{case.today:%d.%m.%Y}"}


def _better(one: _Named, known: Collection[str]) -> dict[str, str]:
    better = nearest(one.value, known)
    if not better:
        return {"known": listing(known)}
    key = one.path[-1]
    fixed = better if isinstance(key, int) else f"{better}:" if key == one.value else f"{key}: {better}"
    return {"known": listing(known), "fixed": fixed}


def _signs(case: OfficeCase) -> Iterator[_Named]:
    office = case.office
    for path, agreement in _agreements(case):
        yield from _several("sign", agreement.agreed_by, path, ("agreed_by",))
    for application in office.applications:
        yield from _several("sign", application.head.decided_by, application.path, ("decided_by",))
    yield from _signs_in_rota(case)
    for file, plan in office.weeks.items():
        for index, slot in enumerate(plan.slots):
            if slot.owner is not None:
                yield _Named("sign", slot.owner, file, ("slots", index, "owner"))
    for index, subject in enumerate(office.radar.topics if office.radar else ()):
        yield _Named("sign", subject.owner, RADAR, ("topics", index, "owner"))
    if office.goals is not None:
        for name, goal in office.goals.goals.items():
            yield _Named("sign", goal.owner, GOALS, ("goals", name, "owner"))
        for index, challenge in enumerate(office.goals.challenges):
            yield _Named("sign", challenge.owner, GOALS, ("challenges", index, "owner"))


def _signs_in_rota(case: OfficeCase) -> Iterator[_Named]:
    for number, week in enumerate(case.office.rota.weeks if case.office.rota else ()):
        days = ((day.duty, day.substitute, ("weeks", number, "days", index)) for index, day in enumerate(week.days))
        for duty, substitute, path in ((week.duty, week.substitute, ("weeks", number)), *days):
            yield _Named("sign", duty, ROTA, (*path, "duty"))
            if substitute is not None:
                yield _Named("sign", substitute, ROTA, (*path, "substitute"))


def _agreements(case: OfficeCase) -> Iterator[tuple[str, Agreement]]:
    for snippet in case.office.snippets:
        yield snippet.path, snippet.head
    for module in case.office.modules:
        yield module.path, module.head


def _several(kind: str, values: Sequence[str], file: str, path: tuple[str | int, ...]) -> Iterator[_Named]:
    for index, value in enumerate(values):
        yield _Named(kind, value, file, (*path, index))


def _known_names(case: OfficeCase) -> dict[str, Collection[str] | None]:
    """Kind → names that there are; None where nobody can tell."""
    office, crisis, goals = case.office, case.office.crisis, case.office.goals
    return {
        "topic": case.settings.topics,
        "channel": case.settings.channels,
        "clause": case.clauses,
        "measure": case.measures,
        "scenario": crisis.scenarios if crisis else (),
        "level": [level.id for level in crisis.levels] if crisis else (),
        "module": [module.id for module in office.modules],
        "goal": goals.goals if goals else (),
        "reply": [snippet.id for snippet in office.snippets],
    }


def _replies(case: OfficeCase) -> Iterator[_Named]:
    for file, key, index, one in replied(case):
        if one.reply is not None:
            yield _Named("reply", one.reply, file, (key, index, "reply"))


def _names(case: OfficeCase) -> Iterator[_Named]:
    office = case.office
    yield from _replies(case)
    for snippet in office.snippets:
        for kind in ("topic", "clause", "measure"):
            value = getattr(snippet.head, kind)
            if value is not None:
                yield _Named(kind, value, snippet.path, (kind,))
    for module in office.modules:
        if module.head.scenario is not None:
            yield _Named("scenario", module.head.scenario, module.path, ("scenario",))
    for file, plan in office.weeks.items():
        for index, slot in enumerate(plan.slots):
            yield _Named("topic", slot.topic, file, ("slots", index, "topic"))
            yield from _several("channel", slot.channels, file, ("slots", index, "channels"))
    for index, subject in enumerate(office.radar.topics if office.radar else ()):
        yield _Named("topic", subject.topic, RADAR, ("topics", index, "topic"))
    for channel in case.settings.limits:
        yield _Named("channel", channel, LIMITS, ("observed", channel))
    for name in office.plan.channels if office.plan else ():
        yield _Named("channel", name, PLAN, ("channels", name))
    for name in office.plan.topics if office.plan else ():
        yield _Named("topic", name, PLAN, ("topics", name))
    yield from _names_in_goals_and_crisis(case)


def _names_in_goals_and_crisis(case: OfficeCase) -> Iterator[_Named]:
    goals, crisis = case.office.goals, case.office.crisis
    if goals is not None:
        for name, goal in goals.goals.items():
            if goal.channel is not None:
                yield _Named("channel", goal.channel, GOALS, ("goals", name, "channel"))
        for index, challenge in enumerate(goals.challenges):
            yield from _several("goal", challenge.goals, GOALS, ("challenges", index, "goals"))
    if crisis is not None:
        for name, scenario in crisis.scenarios.items():
            yield _Named("level", scenario.level, CRISIS, ("scenarios", name, "level"))
            yield from _several("module", scenario.modules, CRISIS, ("scenarios", name, "modules"))


def _lists_of_ids(case: OfficeCase) -> Iterator[tuple[str, str, list[str]]]:
    office = case.office
    if office.radar is not None:
        yield RADAR, "topics", [subject.id for subject in office.radar.topics]
    if office.goals is not None:
        yield GOALS, "challenges", [challenge.id for challenge in office.goals.challenges]
    if office.crisis is not None:
        yield CRISIS, "levels", [level.id for level in office.crisis.levels]
    for file, law in office.law.items():
        yield file, "entries", [entry.id.value for entry in law.entries]


def _past_days(case: OfficeCase) -> Iterator[tuple[str, date | None, str, tuple[str | int, ...]]]:
    office = case.office
    for path, agreement in _agreements(case):
        yield "agreed_on", agreement.agreed_on, path, ()
    for application in office.applications:
        yield "submitted_on", application.head.submitted_on, application.path, ()
        yield "decided_on", application.head.decided_on, application.path, ()
    for index, subject in enumerate(office.radar.topics if office.radar else ()):
        yield "since", subject.since, RADAR, ("topics", index)
    for name, goal in office.goals.goals.items() if office.goals else ():
        yield "measured_on", goal.measured_on, GOALS, ("goals", name)
    for file, law in office.law.items():
        yield "checked_on", law.checked_on, file, ()
        for index, entry in enumerate(law.entries):
            yield "as_of", entry.as_of, file, ("entries", index)
    for channel, limit in case.settings.limits.items():
        yield "observed_on", limit.observed_on, LIMITS, ("observed", channel)
