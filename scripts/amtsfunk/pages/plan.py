"""The plan of the internal site: dated posts by week and day, drafts, and what the ledger says needs a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amtsfunk.model.german import WEEKDAYS, german_day
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.model.week import monday_of
from amtsfunk.pages.facts import KINDS
from amtsfunk.pages.writing import FreeSlot
from amtsfunk.planning.plan import Untimed

WEEKS_AHEAD = 4
"""R18: two to four weeks ahead are looked at, so that many are always shown, also where they are empty."""
RECENT = timedelta(days=14)
"""How long what was missed or refused stays on the page of today."""


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """One post as the plan shows it. ``due`` None: a draft, or due as soon as it is approved."""

    id: str
    path: str
    title: str
    kind: str
    topic: str
    channels: tuple[str, ...]
    due: datetime | None
    after_approval: bool
    timely: bool
    state: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where one post stands on one channel, in words of the ledger (``Status``). ``advice``: the section of „Was tun,
    wenn …“ for it, None where nobody is asked for anything."""

    post: str
    title: str
    channel: str
    status: str
    since: datetime | None
    reason: str | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class FreePlace:
    """A slot of the week plan that still has no post, in words. ``at`` is aware."""

    at: datetime
    what: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    date: str
    weekend: bool
    today: bool
    posts: tuple[PlannedPost, ...]
    free: tuple[FreePlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """``untimed``: what stands in the week plan without a time, in words."""

    title: str
    days: tuple[Day, ...]
    count: int
    free: int = 0
    untimed: tuple[str, ...] = ()


STATES: Mapping[str, str] = {
    "draft": "Entwurf, geht nicht hinaus",
    "planned": "geplant",
    "waiting": "wartet auf Freigabe",
    "approved": "freigegeben",
    "claimed": "wird gerade veröffentlicht",
    "released": "freigegeben, Versuch zurückgestellt",
    "deferred": "verschoben, nächster Versuch folgt von selbst",
    "ambiguous": "unklar, ob es angekommen ist; wird geprüft",
    "absent": "nicht angekommen, wird neu versucht",
    "handed": "liegt zum Veröffentlichen von Hand bereit",
    "held": "angehalten, braucht eine Entscheidung",
    "accepted": "veröffentlicht",
    "confirmed": "veröffentlicht und bestätigt",
    "missed": "verpasst",
    "rejected": "vom Netzwerk abgelehnt",
    "cancelled": "abgesagt",
    "given_up": "aufgegeben",
}
TODO: Mapping[str, str] = {
    "handed": "Bitte jetzt von Hand veröffentlichen und die Adresse eintragen lassen.",
    "held": "Bitte mit der Pressesprecherin entscheiden, ob es weitergeht.",
    "missed": "Der Zeitpunkt ist vorbei. Wenn es noch gilt, braucht es einen neuen Beitrag.",
    "rejected": "Das Netzwerk hat Nein gesagt. Bitte Text oder Bild in einem neuen Beitrag ändern.",
    "ambiguous": "Nichts tun: Das Programm sieht nach, bevor es noch einmal sendet.",
}


def is_recent(post: Post, now: datetime) -> bool:
    """Whether the page of today still speaks of it when it has ended: due in the last days, or still to come."""
    due = post.head.publish_at
    return not post.head.archive and isinstance(due, datetime) and due >= now - RECENT


def planned_posts(
    posts: Iterable[Post], settings: Settings, deliveries: Sequence[Delivery], waiting: frozenset[str]
) -> tuple[PlannedPost, ...]:
    """All posts that are no archive. ``waiting``: ids that the ledger knows as not approved."""
    states: dict[str, dict[str, str]] = defaultdict(dict)
    for delivery in deliveries:
        states[delivery.post][delivery.channel] = delivery.status
    return tuple(
        PlannedPost(
            id=post.id,
            path=post.path,
            title=post.title,
            kind=KINDS[post.head.kind.value],
            topic=settings.topics[post.head.topic].label if post.head.topic in settings.topics else post.head.topic,
            channels=tuple(
                settings.channels[name].label if name in settings.channels else name for name in post.head.channels
            ),
            due=post.head.publish_at if isinstance(post.head.publish_at, datetime) else None,
            after_approval=isinstance(post.head.publish_at, str),
            timely=post.head.timely,
            state=_state(post, states.get(post.id, {}), waiting, settings),
        )
        for post in posts
        if not post.head.archive
    )


def _state(post: Post, statuses: Mapping[str, str], waiting: frozenset[str], settings: Settings) -> str:
    """One state for all channels where they agree, else each channel with its own."""
    if not statuses:
        return STATES["draft" if post.is_draft else "waiting" if post.id in waiting else "planned"]
    if len(set(statuses.values())) == 1:
        return STATES[next(iter(statuses.values()))]
    return "; ".join(
        f"{settings.channels[name].label if name in settings.channels else name}: {STATES[status]}"
        for name, status in statuses.items()
    )


def weeks(
    posts: Sequence[PlannedPost],
    now: datetime,
    settings: Settings,
    slots: Sequence[FreeSlot] = (),
    untimed: Sequence[Untimed] = (),
) -> tuple[Week, ...]:
    """From this week on: four weeks at least, and every later one that has a post or a free slot (R18)."""
    zone = settings.authority.zone
    today = now.astimezone(zone).date()
    by_day: dict[date, list[PlannedPost]] = defaultdict(list)
    for post in posts:
        if post.due is not None:
            by_day[post.due.astimezone(zone).date()].append(post)
    free: dict[date, list[FreePlace]] = defaultdict(list)
    for place in free_places(slots, settings):
        free[place.at.astimezone(zone).date()].append(place)
    monday = today - timedelta(days=today.weekday())
    mondays = {monday + timedelta(weeks=number) for number in range(WEEKS_AHEAD)}
    mondays |= {day - timedelta(days=day.weekday()) for day in (*by_day, *free) if day >= monday}
    mondays |= {start for one in untimed if (start := monday_of(one.week)) >= monday}
    waiting = {start: _untimed(untimed, start, settings) for start in mondays}
    return tuple(_week(start, by_day, free, today, waiting[start]) for start in sorted(mondays))


def _untimed(places: Sequence[Untimed], monday: date, settings: Settings) -> tuple[str, ...]:
    here = (one for one in places if monday_of(one.week) == monday)
    return tuple(one.post or one.idea or _topic(settings, one.topic) for one in here)


def _topic(settings: Settings, name: str) -> str:
    return settings.topics[name].label if name in settings.topics else name


def free_places(slots: Sequence[FreeSlot], settings: Settings) -> tuple[FreePlace, ...]:
    return tuple(_free_place(slot, settings) for slot in slots)


def _free_place(slot: FreeSlot, settings: Settings) -> FreePlace:
    topic = _topic(settings, slot.topic)
    labels = tuple(settings.channels[name].label if name in settings.channels else name for name in slot.channels)
    return FreePlace(slot.at, slot.idea or topic, labels)


def _week(
    monday: date,
    by_day: Mapping[date, Sequence[PlannedPost]],
    free: Mapping[date, Sequence[FreePlace]],
    today: date,
    untimed: tuple[str, ...],
) -> Week:
    days = tuple(monday + timedelta(days=number) for number in range(7))
    shown = tuple(
        Day(
            name=WEEKDAYS[day.weekday()],
            date=german_day(day),
            weekend=day.weekday() >= 5,
            today=day == today,
            posts=tuple(sorted(by_day.get(day, ()), key=lambda post: (post.due or datetime.max, post.id))),
            free=tuple(sorted(free.get(day, ()), key=lambda place: place.at)),
        )
        for day in days
    )
    title = f"Woche {monday.isocalendar().week}: {german_day(monday)} bis {german_day(days[-1])}"
    return Week(title, shown, sum(len(day.posts) for day in shown), sum(len(day.free) for day in shown), untimed)
