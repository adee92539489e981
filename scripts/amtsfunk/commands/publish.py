"""``amtsfunk publish``: publish what is due. Without ``--send`` it only says what it would do and why."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from amtsfunk.commands.publishing.advice import OTHER, anchor_of_line, lines_of
from amtsfunk.commands.publishing.engine import Engine, Manner, Report
from amtsfunk.commands.publishing.notices import Teller
from amtsfunk.commands.publishing.opening import HOW_TO_OPEN, check_mark, need_ledger
from amtsfunk.commands.publishing.run import (
    Rehearsal,
    Workplace,
    make_world,
    new_run,
    open_workplace,
    publisher_key,
    refuse_public,
    refuse_stale_clock,
    refuse_unsafe_rehearsal,
)
from amtsfunk.commands.publishing.run import (
    add_arguments as add_run_arguments,
)
from amtsfunk.commands.publishing.texts import (
    LOUD,
    action_text,
    event_reason,
    event_text,
    event_text_of,
    reason_text,
    waiting_texts,
)
from amtsfunk.commands.publishing.watch import ASK_AGAIN, SHORTEST_POLL, Watch, ending_on_signals
from amtsfunk.delivery import events as e
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.index import AHEAD, Waiting
from amtsfunk.delivery.ports import Ports
from amtsfunk.effects.couriers import Couriers
from amtsfunk.effects.outbox import Outbox
from amtsfunk.effects.way_out import way_out
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import AmtsfunkError, EffectFailed, Refused, UsageError
from amtsfunk.report.safe import visible

_QUIET = (e.Claimed, e.Opened, e.Governance)


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("--send", action="store_true", help="wirklich veröffentlichen")
    parser.add_argument("--watch", action="store_true", help="dabeibleiben und alles zu seiner Zeit senden")
    parser.add_argument(
        "--poll",
        metavar="SEKUNDEN",
        type=int,
        default=20,
        help="mit --watch: wie oft nach Neuem gesehen wird (sonst alle 20 Sekunden)",
    )
    parser.add_argument("--key", metavar="PFAD", type=Path, help="privater Schlüssel des Veröffentlichers")
    parser.add_argument("--out", metavar="ORDNER", type=Path, help="Ordner für Übergaben (sonst build/manual)")
    parser.add_argument(
        "--mark",
        metavar="ADRESSE",
        help="Adresse, an der der letzte Stand des Sendebuchs steht (sonst sendebuch.txt auf der eigenen Website)",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the account: post, channel, what, why. ``loud``: somebody has to hear of it; ``anchor``: the section
    of the handbook that says what to do."""

    post: str
    channel: str
    what: str
    why: str
    loud: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What a run did or would do. ``published``: (post, channel) that are out since this run."""

    rows: tuple[Row, ...]
    published: tuple[tuple[str, str], ...]
    waiting: tuple[Waiting, ...]
    notes: tuple[str, ...]
    sent: bool

    @property
    def is_loud(self) -> bool:
        return any(row.loud for row in self.rows)


def run(arguments: Namespace) -> int:
    """0: all is well; 1: something was missed, held, rejected, or nothing may be sent."""
    way_out(os.environ)  # a proxy or certificates that are wrong end it here, before anything is claimed
    with open_workplace(arguments, needs_root=True) as place:
        check_mark(place, arguments.mark)
        if arguments.watch:
            return watch(place, arguments)
        account = publish(place, arguments)
        _print(account, place.clock.now(), place.settings.authority)
    return int(account.is_loud)


def publish(place: Workplace, arguments: Namespace) -> Account:
    """Publish what is due (``arguments.send``) or rehearse it. Raises Refused, LedgerUnreadable, EffectFailed."""
    hands = arguments.out or _hands_within(arguments.repository)
    if not arguments.send:
        return _rehearse(place, arguments, hands)
    refuse_unsafe_rehearsal(place, arguments.remote)
    refuse_public(place.settings.authority, os.environ)
    place.ledger.key = publisher_key(arguments.key, place.settings.authority.publishers)
    need_ledger(place)
    world = make_world(place, place.ledger, arguments, hands)
    teller = Teller(place, world, arguments.state)
    try:
        done = Engine(Ports(place.ledger, world, place.clock, Couriers()), new_run(), teller.hear).run()
    except Exception:
        _note(teller.after_run(well=False))
        raise
    rows = [_row_of_line(line) for line in done.lines if not isinstance(line, _QUIET)]
    published = tuple((line.post, line.channel) for line in done.lines if isinstance(line, e.Accepted))
    rows += [_halted(world.halted())] if world.halted() else []
    waiting = tuple(place.ledger.index().waiting.values())
    return Account(tuple(rows), published, waiting, (*world.notes, *teller.after_run()), sent=True)


def watch(place: Workplace, arguments: Namespace) -> int:
    """Stay and publish everything at its time, until somebody ends the process. Raises Refused, LedgerUnreadable."""
    _refuse_odd_watch(place, arguments)
    place.ledger.key = publisher_key(arguments.key, place.settings.authority.publishers)
    need_ledger(place)
    world = make_world(place, place.ledger, arguments, arguments.out or _hands_within(arguments.repository))
    zone = place.settings.authority.zone

    def guard() -> None:
        refuse_stale_clock(place.clock.now(), place.ledger.index().newest, rehearsed=False)

    teller = Teller(place, world, arguments.state, Outbox())

    def after(report: Report) -> None:
        for note in dict.fromkeys((*world.notes, *teller.after_run())):
            _say(place.clock.now(), zone, note)

    def trouble(failed: EffectFailed) -> None:
        _say(place.clock.now(), zone, f"{failed.message} {failed.remedy} Es wird weiter versucht.")
        _note(teller.after_run(well=False))

    def tell(line: e.Event) -> None:
        teller.hear(line)
        if not isinstance(line, _QUIET):
            row = _row_of_line(line)
            _say(line.at, zone, f"{row.post} · {row.channel} · {row.what} {row.why}")

    with ending_on_signals() as ending:
        manner = Manner(AHEAD, timedelta(seconds=arguments.poll), ASK_AGAIN, lambda: ending.asked)
        engine = Engine(Ports(place.ledger, world, place.clock, Couriers()), new_run(), tell, manner)
        _say(place.clock.now(), zone, "Amtsfunk sendet von jetzt an alles Freigegebene zu seiner Zeit.")
        poll = timedelta(seconds=arguments.poll)
        try:
            Watch(place.ledger, engine, place.clock, poll, ending, guard, after, trouble).run()
        except AmtsfunkError:
            _note(teller.after_run(well=False))
            raise
        finally:
            _note(teller.close())
        _say(place.clock.now(), zone, "Beendet. Was begonnen war, ist eingetragen.")
    return 0


def _refuse_odd_watch(place: Workplace, arguments: Namespace) -> None:
    if not arguments.send:
        raise UsageError("--watch gibt es nur zusammen mit --send.", "Zum Ansehen genügt: amtsfunk publish")
    if place.is_rehearsed_time:
        raise UsageError(
            "--watch braucht die wirkliche Uhr.",
            "Bitte --now weglassen; in der Beispielbehörde steht die Zeit als „example_now“ in plans/authority.yml.",
        )
    if arguments.poll < SHORTEST_POLL:
        raise UsageError(f"Öfter als alle {SHORTEST_POLL} Sekunden wird nicht nachgesehen.", "Zum Beispiel: --poll 20")


def _note(lines: Sequence[str]) -> None:
    for line in lines:
        print(visible(line), flush=True)


def _say(when: datetime, zone: ZoneInfo, text: str) -> None:
    """One line of a log that a person reads, at once."""
    print(f"{when.astimezone(zone):%d.%m.%Y %H:%M:%S}  {visible(text).strip()}", flush=True)


def _hands_within(repository: Path) -> Path:
    """``build/manual`` of the clone. Raises Refused where main put a link in its place: it would lead anywhere."""
    build = repository / "build"
    for folder in (build, build / "manual"):
        if folder.is_symlink():
            raise Refused(
                f"{folder} ist eine Verknüpfung; dorthin wird nichts übergeben, und es wird nichts gesendet.",
                "Bitte aus dem Repository entfernen oder mit --out einen anderen Ordner nennen.",
            )
    return build / "manual"


def _rehearse(place: Workplace, arguments: Namespace, hands: Path) -> Account:
    book = Rehearsal(place.ledger)
    world = make_world(place, book, arguments, hands)
    now = place.clock.now()
    engine = Engine(Ports(book, world, place.clock, Couriers()), new_run())
    observed = world.observe(now, engine.run_id)
    if not observed.is_empty:
        book.write(observed, now)
    zone = place.settings.authority.zone
    state = engine.state(book.index().awake(now), world.stops(now))
    rows = [_row_of_line(line) for line in observed.events if not isinstance(line, _QUIET)]
    for action in decide(state, now):
        what, why = action_text(action, zone)
        rows.append(Row(action.key.post, action.key.channel, what, why))
    rows += [_halted(world.halted())] if world.halted() else []
    notes = (*world.notes, *([f"Vor dem allerersten Senden: {HOW_TO_OPEN}"] if place.ledger.tip is None else []))
    return Account(tuple(rows), (), tuple(book.index().waiting.values()), notes, sent=False)


def _row_of_line(line: e.Event) -> Row:
    post = line.post if isinstance(line, e.PostEvent) else "–"
    channel = getattr(line, "channel", None) or "–"
    return Row(post, channel, event_text(line), event_reason(line), isinstance(line, LOUD), anchor_of_line(line))


def _halted(reason: str | None) -> Row:
    return Row("–", "–", "es wird nichts gesendet", reason_text(reason), loud=True, anchor=OTHER["governance"])


def _print(account: Account, now: datetime, authority: Authority) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    if account.rows:
        table = Table("Beitrag", "Kanal", "Was", box=None, pad_edge=False)
        table.add_column("Warum", overflow="fold")
        for row in account.rows:
            style = "bold red" if row.loud else ""
            table.add_row(Text(row.post), Text(row.channel), Text(row.what, style=style), Text(visible(row.why)))
        console.print(table)
    for line in waiting_texts(account.waiting, now, authority.zone):
        console.print(Text(line))
    for note in account.notes:
        console.print(Text(visible(note)))
    for line in lines_of(authority, (row.anchor for row in account.rows)):
        console.print(Text(line), soft_wrap=True)
    console.print(Text(_summary(account)))


def _summary(account: Account) -> str:
    if not account.sent:
        return "Es wurde nichts gesendet. Mit --send wird veröffentlicht." if account.rows else "Es ist nichts zu tun."
    handed = sum(row.what == event_text_of(e.Handed) for row in account.rows)
    by_hand = f"Zum Veröffentlichen von Hand übergeben: {handed}." if handed else ""
    if not account.published:
        return by_hand or "Es wurde nichts Neues veröffentlicht."
    return f"{_count(account.published)} {by_hand}".strip()


def _count(published: Sequence[tuple[str, str]]) -> str:
    posts = len({post for post, _ in published})
    sent = f"{len(published)} {'Sendung' if len(published) == 1 else 'Sendungen'}"
    return f"Veröffentlicht: {posts} {'Beitrag' if posts == 1 else 'Beiträge'}, {sent}."
