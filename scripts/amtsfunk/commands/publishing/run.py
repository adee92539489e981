"""Putting a publishing run together: repository, ledger, clock, world; and the guards that come before everything."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from amtsfunk.channels.hosts import is_loopback
from amtsfunk.commands.approving.verdicts import add_trust_root, trust_root_of
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.world import Setup
from amtsfunk.delivery.batch import Batch, files_of
from amtsfunk.delivery.ports import Clock
from amtsfunk.effects.clock import StoppedClock, SystemClock
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.forges.desks import desk_here
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger import Ledger, Trust
from amtsfunk.effects.ledger_book import Book
from amtsfunk.effects.ledger_branches import keep_reviewed
from amtsfunk.effects.networks import Networks
from amtsfunk.effects.remotes import is_on_this_machine
from amtsfunk.effects.reviews import reviews_of
from amtsfunk.effects.ssh import key_material, public_key_of
from amtsfunk.effects.vault import Vault
from amtsfunk.model.authority import Authority
from amtsfunk.model.channel import Via
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.settings import Settings
from amtsfunk.source.times import TimeProblem, parse_now

PUBLISHER_KEY = "AMTSFUNK_PUBLISHER_KEY"
CLOCK_ERROR = timedelta(minutes=2)


def add_remote(parser: ArgumentParser) -> None:
    """The arguments that every verb around the ledger shares."""
    parser.add_argument("--repository", metavar="ORDNER", type=Path, default=Path(), help="Ordner des Repositorys")
    parser.add_argument("--remote", metavar="NAME", default="origin", help="Name des Servers in Git (sonst origin)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")


def add_arguments(parser: ArgumentParser) -> None:
    add_remote(parser)
    add_trust_root(parser)
    parser.add_argument("--state", metavar="ORDNER", type=Path, help="Ordner, der zwischen Läufen bestehen bleibt")
    parser.add_argument("--probe", metavar="ADRESSE", help="Adresse, unter der die Website zu prüfen ist")


class PublisherLedger(Ledger):
    """A ledger with the publisher's key in hand."""

    key: Path = Path()

    def write(self, batch: Batch, now: datetime) -> None:
        self.append(batch, self.key, now)


class Rehearsal(Book):
    """What would be written, in memory over the real ledger. Nothing leaves this process."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.files: dict[str, bytes | None] = {}

    def refresh(self) -> None:
        self.ledger.refresh()

    def read(self, path: str) -> bytes | None:
        return self.files[path] if path in self.files else self.ledger.read(path)

    def write(self, batch: Batch, now: datetime) -> None:
        self.files |= files_of(batch, self.index(), self.read)


@dataclass(frozen=True, slots=True)
class Workplace:
    """One opened repository: everything that a verb around the ledger works with, fetched and verified."""

    git: Git
    ledger: PublisherLedger
    settings: Settings
    clock: Clock
    is_rehearsed_time: bool
    root: str | None


@contextmanager
def open_workplace(arguments: Namespace, *, needs_root: bool, believes_marks: bool = True) -> Iterator[Workplace]:
    """Fetch, verify, and refuse a clock that cannot be right. ``believes_marks`` False: whatever ledger lies there, for
    a person who adopts it; nothing is remembered. Raises LedgerUnreadable, GitFailed, Refused."""
    with Git(arguments.repository) as git:
        root = trust_root_of(arguments) if needs_root else getattr(arguments, "trust_root", None)
        settings_at = lru_cache(maxsize=4)(lambda main: read_settings(git, main))

        def trust(main: str) -> Trust:
            authority = settings_at(main).authority
            return Trust(authority.id, root, tuple(authority.publishers))

        ledger = PublisherLedger(git, trust, arguments.remote, state=getattr(arguments, "state", None))
        ledger.believes_marks = believes_marks
        ledger.refresh()
        settings = settings_at(ledger.main)
        clock, rehearsed = clock_of(arguments.now, settings)
        refuse_stale_clock(clock.now(), ledger.index().newest, rehearsed=rehearsed)
        yield Workplace(git, ledger, settings, clock, rehearsed, root)


def clock_of(now: str | None, settings: Settings) -> tuple[Clock, bool]:
    """(clock, whether it stands still at a given time): ``--now``, else the example's own time while it is one."""
    authority = settings.authority
    text = now or (authority.example_now if authority.example else None)
    if text is None:
        return SystemClock(), False
    try:
        return StoppedClock(parse_now(str(text), authority.zone)), True
    except TimeProblem as problem:
        raise UsageError(f"„{text}“ ist keine Zeit.", "Zum Beispiel: --now 2026-12-01T09:05+01:00") from problem


def refuse_stale_clock(now: datetime, newest: datetime | None, *, rehearsed: bool) -> None:
    """No run may act before the ledger's newest line: its clock is wrong, or the time was made up (DELIVERY.md § 4)."""
    slack = timedelta(0) if rehearsed else CLOCK_ERROR
    if newest is not None and now < newest - slack:
        raise Refused(
            f"Es ist angeblich {now:%Y-%m-%d %H:%M:%S} UTC, aber das Sendebuch reicht schon bis {newest:%H:%M:%S} UTC "
            f"am {newest:%Y-%m-%d}.",
            "Bitte die Uhr dieses Rechners stellen oder eine spätere Zeit mit --now angeben.",
        )


def refuse_unsafe_rehearsal(place: Workplace, remote: str) -> None:
    """With a made-up time nothing may reach the world: local remote, and only website, manual or loopback channels."""
    if not place.is_rehearsed_time:
        return
    if not is_on_this_machine(place.git, remote):
        raise Refused(
            "Mit einer angenommenen Zeit wird nur in ein Repository auf diesem Rechner gesendet.",
            "Lassen Sie --now weg oder nehmen Sie eine Übungsumgebung (amtsfunk demo).",
        )
    for name, channel in place.settings.channels.items():
        if channel.via is Via.api and not is_loopback(channel.host):
            raise Refused(
                f"Mit einer angenommenen Zeit wird nichts an „{name}“ ({channel.host}) gesendet.",
                "Lassen Sie --now und example_now weg, wenn wirklich veröffentlicht werden soll.",
            )


def refuse_public(authority: Authority, environment: Mapping[str, str]) -> None:
    """In a forge's workflow: drafts that anybody can read, and sending from there, are nothing that happens by mistake.
    Raises Refused unless it is an example or somebody said why."""
    desk = desk_here(environment)
    if desk is None or authority.example or authority.public_on_purpose or not desk.is_public():
        return
    raise Refused(
        "Dieses Repository kann jeder lesen, auch Entwürfe und interne Seiten. Es wird nichts gesendet.",
        "Stellen Sie es auf „privat“, oder schreiben Sie in plans/authority.yml, warum es öffentlich sein soll "
        "(public_on_purpose).",
    )


def publisher_key(given: Path | None, publishers: Iterable[str]) -> Path:
    """The publisher's private key. Raises UsageError where none is named, NotFound where the file is absent, Refused
    where main names no such publisher: a ledger with a line of anybody else's would be believed by nobody."""
    named = given or (Path(os.environ[PUBLISHER_KEY]) if os.environ.get(PUBLISHER_KEY) else None)
    if named is None:
        raise UsageError(
            "Zum Senden fehlt der Schlüssel des Veröffentlichers.",
            f"Geben Sie --key PFAD an oder setzen Sie {PUBLISHER_KEY}.",
        )
    if not named.is_file():
        raise NotFound(f"Der Schlüssel {named} fehlt.", "Bitte den Pfad prüfen.")
    public = key_material(public_key_of(named))
    if public not in {key_material(publisher) for publisher in publishers}:
        raise Refused(
            f"Der Schlüssel {named.name} gehört keinem Veröffentlicher dieser Behörde. Es wurde nichts gesendet.",
            "Wer veröffentlichen darf, steht in plans/authority.yml unter „publishers“.",
        )
    return named.expanduser().resolve()


def make_world(place: Workplace, book: Book, arguments: Namespace, hands: Path) -> Publishing:
    """The world of a run over ``book``, which is the ledger itself or a rehearsal of it."""
    asks = not place.is_rehearsed_time
    reviews = reviews_of(place.git, arguments.remote, place.clock.now, anywhere=asks)
    setup = Setup(place.root or "", place.clock, arguments.probe, asks, reviews)
    networks = Networks(hands, Vault(os.environ, getattr(arguments, "state", None)), place.clock.now)
    world = Publishing(place.git, book, place.ledger, networks, setup)
    if book is place.ledger:
        kept: set[str] = set()

        def keep(reviewed: tuple[str, ...]) -> None:
            fresh = [commit for commit in reviewed if commit not in kept]
            if fresh:
                keep_reviewed(place.git, arguments.remote, fresh, place.clock.now())
                kept.update(fresh)

        world.keep = keep
    return world


def new_run() -> str:
    return secrets.token_hex(16)
