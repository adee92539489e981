"""Each channel with its last post and, beside it, what to do before it can be closed (R69): the steps of the handbook,
with what still hangs on this channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtsfunk.model.channel import Via
from amtsfunk.model.german import german_day
from amtsfunk.planning.closing import Life, lives

if TYPE_CHECKING:
    from amtsfunk.model.channel import Channel
    from amtsfunk.model.goals import Goals
    from amtsfunk.planning.plan import Plan

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Step:
    """``done``: the files show that nothing is left to do; what only people can see is never called done."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """``last``, ``next``: in words. ``state``: ``dormant``, ``closed`` or empty."""

    last: str
    next: str
    state: str
    steps: tuple[Step, ...]


def closings(plan: Plan, goals: Goals | None) -> Mapping[str, Closing]:
    """Channel → its closing checklist."""
    channels = plan.settings.channels
    return {name: _closing(plan, channels[name], life, goals) for name, life in lives(plan).items()}


def _closing(plan: Plan, channel: Channel, life: Life, goals: Goals | None) -> Closing:
    last, coming = life.last, life.coming
    return Closing(
        last=f"{german_day(plan.day_of(last.due))}: {last.title}" if last is not None else "noch keiner",
        next=f"{german_day(plan.day_of(coming[0].due))}: {coming[0].title}" if coming else "nichts geplant",
        state="closed" if channel.closed else "dormant" if life.dormant else "",
        steps=tuple(_steps(channel, life, goals)),
    )


def _steps(channel: Channel, life: Life, goals: Goals | None) -> Iterator[Step]:
    yield Step("In einem letzten Beitrag sagen, wo es weitergeht, und ihn oben anheften.")
    yield _left((one.id for one in (*life.coming, *life.open)), "Beiträge, die den Kanal noch nennen")
    yield _left(life.places, "Plätze im Wochenplan, die den Kanal noch nennen")
    yield _left((name for name, one in (goals.goals if goals else {}).items() if one.channel == life.channel),
                "Ziele, die an diesem Kanal gemessen werden")  # fmt: skip
    yield Step("Warten, bis niemand mehr nachfragt; vier Wochen reichen meist.")
    kinds = [
        word for word, there in (("Kommentare", channel.comments), ("Nachrichten", channel.direct_messages)) if there
    ]
    kept = " und ".join([", ".join(["Beiträge", *kinds[:-1]]), *kinds[-1:]])
    yield Step(f"{kept} sichern, soweit sie in die Akte gehören.")
    yield Step(f"Zugänge entziehen und Zugangsdaten löschen; zuständig ist {channel.owner}.")
    account = channel.handle or channel.account_id
    if channel.via is not Via.site:
        yield Step(f"Das Konto {account} auf {channel.host} löschen oder stilllegen, damit es niemand übernimmt.")
    yield Step(
        "In plans/channels.yml „closed: ja“ eintragen und den Kanal von allen eigenen Seiten nehmen.", channel.closed
    )


def _left(names: Iterable[str], what: str) -> Step:
    found = list(names)
    if not found:
        return Step(f"{what}: keine.", done=True)
    more = f" und {len(found) - _NAMED} weitere" if len(found) > _NAMED else ""
    return Step(f"{what}: {', '.join(found[:_NAMED])}{more}. Bitte dort herausnehmen.")
