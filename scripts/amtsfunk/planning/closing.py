"""Which channels live, and what still hangs on one that is to be closed (R69)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amtsfunk.planning.balance import dormant
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Life:
    """One channel. ``last``: its newest post whose time is over, None where it never had one; ``coming``: dated, by
    time; ``open``: drafts and what waits for an approval; ``places``: free or untimed places of the week plans, by
    number; ``dormant``: nothing for long, and nothing dated."""

    channel: str
    last: Entry | None
    coming: tuple[Entry, ...]
    open: tuple[Entry, ...]
    places: tuple[str, ...]
    dormant: bool


def lives(plan: Plan) -> Mapping[str, Life]:
    """Every channel, closed ones too, in the order of the settings."""
    asleep = {one.channel for one in dormant(plan)}
    last: dict[str, Entry] = {}
    for entry in plan.dated:
        if entry.due is not None and entry.due <= plan.now:
            last.update(dict.fromkeys(entry.channels, entry))
    return {name: _life(plan, name, last.get(name), dormant=name in asleep) for name in plan.settings.channels}


def _life(plan: Plan, name: str, last: Entry | None, *, dormant: bool) -> Life:
    places = [one.number for one in plan.free if name in one.channels]
    places += [one.number for one in plan.untimed if name in one.channels]
    return Life(
        channel=name,
        last=last,
        coming=tuple(entry for entry in plan.coming if name in entry.channels),
        open=tuple(entry for entry in plan.open if name in entry.channels),
        places=tuple(places),
        dormant=dormant,
    )
