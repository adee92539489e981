"""Times for drafts that have none. Deterministic; a person's decision is never overwritten: what has a time, or waits
for its approval, or is urgent, stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Place, Plan
from amtsfunk.planning.slots import Board, Proposal, Wanted


@dataclass(frozen=True, slots=True)
class Filled:
    """``proposal`` None: no time was found, and ``why`` says in words what stands against it."""

    entry: Entry
    proposal: Proposal | None
    why: str = ""


def fill(plan: Plan, only: frozenset[str] = frozenset()) -> tuple[Filled, ...]:
    """One answer for every draft (or for those named in ``only``). Drafts that a week plan names come first, at the
    time that the plan names; the others in the order of their ids."""
    board = Board(plan)
    drafts = [entry for entry in plan.open if entry.is_draft and (not only or entry.id in only)]
    named = {place.post: place for place in reversed(plan.places) if place.post is not None}
    answers: dict[str, Filled] = {}
    for entry in sorted(drafts, key=lambda entry: (entry.id not in named, entry.id)):
        answers[entry.id] = _one(plan, board, entry, named.get(entry.id))
    return tuple(answers[entry.id] for entry in drafts)


def _one(plan: Plan, board: Board, entry: Entry, planned: Place | None) -> Filled:
    if entry.urgent:
        return Filled(entry, None, "geht hinaus, wenn es sein muss; dafür wird keine Zeit gewählt")
    wanted = Wanted(entry.channels, entry.topic)
    if planned is not None:
        if not board.allows(wanted, planned.at):
            return Filled(entry, None, "der Platz im Wochenplan ist vorbei, besetzt oder außerhalb der Zeiten")
        proposal = Proposal(planned.at.astimezone(plan.calendar.zone), ("so steht es im Wochenplan",))
    else:
        found = board.best(wanted, 1)
        if not found:
            return Filled(entry, None, "in den nächsten vier Wochen ist nichts frei")
        proposal = found[0]
    board.take(wanted, proposal)
    return Filled(entry, proposal)
