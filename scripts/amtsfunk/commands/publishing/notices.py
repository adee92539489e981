"""What a publishing run tells people (``report.notices`` says what, ``effects.postbox`` how).

Nothing is told twice: of lines a run tells those that it wrote itself, and each line is written by one run alone. What
has no line of its own, a reminder or the morning message, needs a memory: ``--state``, and without it is not told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from amtsfunk.channels.by_hand import folder_of
from amtsfunk.commands.publishing.run import Workplace
from amtsfunk.commands.publishing.texts import LOUD, STATUS, event_reason, event_text, local, reason_text, stop_text
from amtsfunk.commands.publishing.world import MainWorld
from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.index import NO_POST
from amtsfunk.delivery.state import UNSENT, Lane, PostState, Status
from amtsfunk.effects.outbox import Outbox, Work
from amtsfunk.effects.postbox import Postbox
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.model.office import Office
from amtsfunk.report import notices as n
from amtsfunk.report.safe import visible
from amtsfunk.source.office import parse_office
from amtsfunk.source.paths import NOTIFY, ROTA

MORNING = time(7, 0)
"""When a watching publisher tells the day, in the authority's time."""
_MOST_HANDED = 5
_REMEMBERED = 2_000
_PARTING_SECONDS = 20.0
_ACCESS = frozenset({
    "credentials", "credentials-missing", "wrong-account", "scope", "read-only", "needs-state", "no-credit",
    "outdated-interface", "account-inactive",
})  # fmt: skip
"""Reasons that whoever runs it can mend, and nobody else."""


def office_of(place: Workplace, world: MainWorld) -> Office:
    """The rota as main has it now, and who is told as the last state had it that two stewards stand for: nobody leads
    posts that are not public yet, or the mail server's password, elsewhere alone (DELIVERY.md § 2, condition 6).
    What cannot be read is not there, and the check says why."""
    commits = {ROTA: place.ledger.main, NOTIFY: _trusted(world)}
    blobs = {path: place.git.blob(commit, path) for path, commit in commits.items() if commit is not None}
    files = {path: data for path, data in blobs.items() if data is not None}
    return parse_office(files, place.settings.authority.zone).office


def _trusted(world: MainWorld) -> str | None:
    """The last commit whose governance was found sound, or None. After a lapse people are told in the old way."""
    try:
        governance = world.governance()
    except AmtsfunkError:
        return None
    return governance.trusted if governance.broken is None else None


def on_duty(office: Office, now: datetime, place: Workplace) -> tuple[str, ...]:
    """The sign of the person on duty now, in a tuple; empty where the rota has nobody."""
    found = office.rota.on(now.astimezone(place.settings.authority.zone).date()) if office.rota else None
    return (found.duty,) if found else ()


@dataclass
class Teller:
    """One process's telling. ``state``: where it remembers; None: it does not. ``outbox``: who sends, where the process
    stays and a slow mail server must not make a post late; None: at once.

    Whatever reached the ledger is heard line by line and told after the run, however that ended; never raises.
    """

    place: Workplace
    world: MainWorld
    state: Path | None
    outbox: Outbox | None = None
    _heard: list[e.Event] = field(default_factory=list, repr=False)
    _told: dict[str, None] | None = field(default=None, repr=False)

    def hear(self, line: e.Event) -> None:
        self._heard.append(line)

    def after_run(self, *, well: bool = True) -> tuple[str, ...]:
        """Tell what was heard and, after a run that went ``well``, what is due to be told now. Returns what could not
        be told. With a made-up time nothing is told."""
        lines, self._heard = self._heard, []
        if self.place.is_rehearsed_time:
            return ()
        try:
            return self._after_run(lines, well=well)
        except Exception as defect:  # whoever cannot tell goes on publishing
            return (f"Benachrichtigen ist gescheitert: {type(defect).__name__}.",)

    def close(self) -> tuple[str, ...]:
        """The process ends: what waits may still go out, for a moment."""
        return self.outbox.close(_PARTING_SECONDS) if self.outbox is not None else ()

    def _after_run(self, lines: Sequence[e.Event], *, well: bool) -> tuple[str, ...]:
        office, now = office_of(self.place, self.world), self.place.clock.now()
        postbox = Postbox(office.notify, os.environ)
        failed: list[str] = []
        if self.outbox is None or self.outbox.is_idle:  # a later beat says the same
            failed += self._send(lambda: postbox.beat(well=well))
        if postbox.is_set_up:
            duty = on_duty(office, now, self.place)
            for notice in self._of_lines(lines):
                failed += self._send(partial(postbox.tell, notice, duty, now))
            for notice in self._remembered(office, now) if well else ():  # last, because its memory may fail
                failed += self._send(partial(postbox.tell, notice, duty, now))
        return tuple(failed)

    def _send(self, work: Work) -> tuple[str, ...]:
        if self.outbox is None:
            return work()
        self.outbox.put(work)
        return self.outbox.failures()

    # ------------------------------------------------------------------ what was written

    def _of_lines(self, lines: Sequence[e.Event]) -> list[n.Notice]:
        loud = [_item(line) for line in lines if isinstance(line, LOUD) or _is_lapse(line)]
        access = {
            line.channel: n.Item(line.post, line.channel, reason_text(line.reason))
            for line in lines
            if isinstance(line, e.Deferred) and line.reason in _ACCESS and line.claim == 1
        }
        modules = [_item(line) for line in lines if isinstance(line, e.Captured) and "module" in line.evidence]
        found = [n.trouble(loud), n.credentials(tuple(access.values())), n.of_modules(modules), *self._handed(lines)]
        return [notice for notice in found if notice is not None]

    def _handed(self, lines: Sequence[e.Event]) -> list[n.Notice | None]:
        handed = [line for line in lines if isinstance(line, e.Handed)]
        site = self.place.settings.authority.internal_site
        found: list[n.Notice | None] = []
        for line in handed[:_MOST_HANDED]:
            job = self.world.job(self.place.ledger.post(line.post), Key(line.post, line.channel, line.step))
            if job is not None:
                found.append(n.handed(job, folder_of(job), site))
        return [*found, n.handed_too([_item(line) for line in handed[_MOST_HANDED:]])]

    # ------------------------------------------------------------------ what needs a memory

    def _remembered(self, office: Office, now: datetime) -> list[n.Notice]:
        if self.state is None:
            return []
        local_now = now.astimezone(self.place.settings.authority.zone)
        notices: list[n.Notice | None] = []
        if local_now.time() >= MORNING and self._first(f"morning {local_now.date()}"):
            notices.append(n.morning(day_of(self.place, self.world, office)))
        near = office.notify.near if office.notify else timedelta(minutes=30)
        waiting = [
            (_lane_item(post, lane), lane.current.again_until or post.captured.latest)
            for post, lane in _open_lanes(self.place)
            if lane.current.status is Status.handed and post.captured is not None
        ]
        soon = dict(waiting)
        due = [
            item
            for item in n.near(waiting, now, near)
            if self._first(f"near {item.post} {item.channel} {soon[item]:%Y-%m-%dT%H:%M}")
        ]
        notices.append(n.reminder(due))
        return [notice for notice in notices if notice is not None]

    def _first(self, what: str) -> bool:
        """Whether this was not told before; from now on it was."""
        told = self._told if self._told is not None else dict.fromkeys(_read(self._file()))
        self._told = told
        if what in told:
            return False
        told[what] = None
        file = self._file()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(list(told)[-_REMEMBERED:]), encoding="utf-8")
        fresh.replace(file)
        return True

    def _file(self) -> Path:
        return (self.state or Path()) / "told.json"


def _read(file: Path) -> Iterable[str]:
    """A memory that is damaged is none: rather told twice than never."""
    try:
        return [str(item) for item in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def day_of(place: Workplace, world: MainWorld, office: Office) -> n.Day:
    """What the morning message says of today."""
    now, zone = place.clock.now(), place.settings.authority.zone
    today = now.astimezone(zone).date()
    due, waits = [], []
    for post, lane in _open_lanes(place):
        when = post.captured.due.astimezone(zone) if post.captured else None
        if lane.current.status in UNSENT and when is not None and when.date() <= today:
            due.append(_lane_item(post, lane, f"{when:%H:%M}"))
        elif lane.current.status in (Status.held, Status.handed):
            waits.append(_lane_item(post, lane))
    unapproved = place.ledger.index().waiting.values()
    waits += [
        n.Item(visible(item.post), "", "geht nie hinaus", reason_text(NO_POST))
        for item in unapproved
        if item.is_no_post
    ]
    waiting = [
        n.Item(item.post, "", "wartet auf Freigabe", when=local(item.due, zone) if item.due else "")
        for item in unapproved
        if not item.is_no_post and (item.due is None or item.due.astimezone(zone).date() <= today)
    ]
    stops = tuple(stop_text(stop) for stop in world.stops(now) if stop.lifted_at is None)
    duty = office.rota.on(today) if office.rota else None
    return n.Day(
        today,
        tuple(sorted(due, key=lambda item: (item.when, item.post, item.channel))),
        tuple(waiting),
        tuple(waits),
        stops,
        duty.duty if duty else None,
        duty.substitute if duty else None,
    )


def _open_lanes(place: Workplace) -> list[tuple[PostState, Lane]]:
    posts = [place.ledger.post(post) for post in sorted(place.ledger.index().open)]
    return [(post, lane) for post in posts for lane in post.lanes.values()]


def _lane_item(post: PostState, lane: Lane, when: str = "") -> n.Item:
    return n.Item(post.post, lane.name, STATUS[lane.current.status], reason_text(lane.current.reason), when)


def _item(line: e.Event) -> n.Item:
    post = line.post if isinstance(line, e.PostEvent) else "alles"
    return n.Item(post, getattr(line, "channel", None) or "", event_text(line), event_reason(line))


def _is_lapse(line: e.Event) -> bool:
    return isinstance(line, e.Governance) and not line.ok
