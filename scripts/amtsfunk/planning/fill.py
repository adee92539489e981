"""Times for drafts and for places of the week plans that have none. Deterministic; a person's decision is never
overwritten: what has a time, or waits for its approval, or is urgent, stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amtsfunk.model.week import days_of, monday_of, week_of
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Place, Plan, Untimed
from amtsfunk.planning.slots import Board, Proposal, Wanted

_FULL = "in dieser Woche ist nichts mehr frei"


@dataclass(frozen=True, slots=True)
class Filled:
    """``proposal`` None: no time was found, and ``why`` says in words what stands against it."""

    entry: Entry
    proposal: Proposal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The same for a place of a week plan."""

    place: Untimed
    proposal: Proposal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """``drafts`` by id; ``places`` by week and order in the file."""

    drafts: tuple[Filled, ...] = ()
    places: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which drafts and which weeks; with neither, all. Drafts in ``kept`` are never touched."""

    posts: frozenset[str] = frozenset()
    weeks: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        return not self.posts and not self.weeks


def fill(plan: Plan, asked: Asked = Asked()) -> Answers:
    """An answer for every draft and every place without a time that is asked for.

    First a place takes the time that its post has. Then come drafts that a week plan names: at the time that it names,
    else within its week. Then free places, each within its week; last the other drafts, which have four weeks. What is
    alike goes by name and by order in the file.
    """
    board = Board(plan)
    places = [one for one in plan.untimed if monday_of(one.week) >= monday_of(week_of(plan.today))]
    places = [one for one in places if asked.everything or one.week in asked.weeks or one.post in asked.posts]
    drafts = {one.id: one for one in plan.open if one.is_draft and one.id not in asked.kept}
    timed = {place.post: place for place in reversed(plan.places) if place.post is not None}
    untimed = {one.post: one for one in reversed(places) if one.post in drafts and one.post not in timed}
    meant = asked.posts | set(untimed) | {name for name, one in timed.items() if _week(plan, one) in asked.weeks}
    wanted = [one for one in drafts.values() if asked.everything or one.id in meant]

    answers: dict[str, Filled] = {}
    for entry in sorted((one for one in wanted if one.id in timed), key=lambda one: one.id):
        answers[entry.id] = _at_its_place(plan, board, entry, timed[entry.id])
    for entry in sorted((one for one in wanted if one.id in untimed), key=lambda one: one.id):
        answers[entry.id] = _draft(board, entry, untimed[entry.id])
    placed = [answer for one in places if (answer := _place(plan, board, one, answers, asked)) is not None]
    for entry in sorted((one for one in wanted if one.id not in answers), key=lambda one: one.id):
        answers[entry.id] = _draft(board, entry, None)
    return Answers(tuple(answers[one.id] for one in wanted), tuple(placed))


def _week(plan: Plan, place: Place) -> str:
    return week_of(plan.day_of(place.at))


def _at_its_place(plan: Plan, board: Board, entry: Entry, planned: Place) -> Filled:
    if entry.urgent:
        return _urgent(entry)
    wanted = Wanted(entry.channels, entry.topic)
    if not board.allows(wanted, planned.at):
        return Filled(entry, None, "der Platz im Wochenplan ist vorbei, besetzt oder außerhalb der Zeiten")
    proposal = Proposal(planned.at.astimezone(plan.calendar.zone), ("so steht es im Wochenplan",))
    board.take(wanted, proposal)
    return Filled(entry, proposal)


def _draft(board: Board, entry: Entry, place: Untimed | None) -> Filled:
    if entry.urgent:
        return _urgent(entry)
    wanted = Wanted(entry.channels, entry.topic)
    found = board.best(wanted, 1, days_of(place.week) if place is not None else ())
    if not found:
        return Filled(entry, None, "in den nächsten vier Wochen ist nichts frei" if place is None else _FULL)
    board.take(wanted, found[0])
    return Filled(entry, found[0])


def _urgent(entry: Entry) -> Filled:
    return Filled(entry, None, "geht hinaus, wenn es sein muss; dafür wird keine Zeit gewählt")


def _place(plan: Plan, board: Board, place: Untimed, drafts: Mapping[str, Filled], asked: Asked) -> Placed | None:
    """None where nothing is to be chosen: its post waits for an approval, is urgent, or is kept as it is."""
    named = next((one for one in (*plan.dated, *plan.open) if one.id == place.post), None)
    if named is None:
        wanted = Wanted(place.channels, place.topic)
        found = board.best(wanted, 1, days_of(place.week))
        if not found:
            return Placed(place, None, _FULL)
        board.take(wanted, found[0])
        return Placed(place, found[0])
    if named.due is not None:
        return _with_its_post(
            plan, place, Proposal(named.due.astimezone(plan.calendar.zone), ("so steht es im Beitrag",))
        )
    if named.id in asked.kept or named.id not in drafts or named.urgent:
        return None
    answer = drafts[named.id]
    return Placed(place, None, answer.why) if answer.proposal is None else _with_its_post(plan, place, answer.proposal)


def _with_its_post(plan: Plan, place: Untimed, proposal: Proposal) -> Placed:
    if plan.day_of(proposal.at) in days_of(place.week):
        return Placed(place, proposal)
    return Placed(place, None, f"„{place.post}“ geht in einer anderen Woche hinaus")
