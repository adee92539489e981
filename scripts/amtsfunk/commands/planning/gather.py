"""Reading a work tree into a ``Plan``. Whether a post is approved is taken from the ledger as it was last verified
here; nothing is fetched, so that a look at the plan never waits for a network."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree, read_file, read_files
from amtsfunk.effects.workers import in_chunks
from amtsfunk.model.errors import UsageError
from amtsfunk.model.week import week_of
from amtsfunk.planning.entries import Entry, entry_of
from amtsfunk.planning.plan import Plan, make_plan
from amtsfunk.planning.spans import days_meant
from amtsfunk.source.office import parse_office
from amtsfunk.source.paths import PLAN, ROTA, WEEKS
from amtsfunk.source.plans import CHECKED_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

if TYPE_CHECKING:
    from amtsfunk.delivery.state import Stop
    from amtsfunk.model.post import Post
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.week import WeekPlan
    from amtsfunk.rules.cases import Tree
    from amtsfunk.source.parsed import Positions

_WORTH_A_SECOND_PROCESS = 400


@dataclass(frozen=True, slots=True)
class Desk:
    """The plan, and where things stand in its files. ``weeks``: file → week plan. ``numbered``: whether the
    office has numbers of its own. ``stops``: those that hold, as far as the ledger of this clone knows."""

    root: Path
    tree: Tree
    plan: Plan
    positions: Mapping[str, Positions]
    weeks: Mapping[str, WeekPlan]
    numbered: bool
    stops: tuple[Stop, ...] = ()

    def focus_of(self, days: Sequence[date]) -> str:
        """What the week is about; empty for a single day."""
        week = week_of(days[0]) if len(days) > 1 else ""
        return next((one.focus for one in self.weeks.values() if one.week == week and one.focus), "")

    @property
    def settings(self) -> Settings:
        return self.plan.settings


def add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")


def gather(arguments: Namespace) -> Desk:
    """Read posts, week plans, rota and numbers. Posts that cannot be read are the check's business."""
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich kein Plan zeigen")
    now = moment(arguments.now, settings.authority)
    tree = list_tree(root)
    zone = settings.authority.zone

    def work(paths: Sequence[str]) -> list[Entry]:
        read = (parse_post(path, data, zone) for path, data in read_files(root, paths))
        return [_entry(parsed.mended, parsed.positions, now) for parsed in read if parsed.mended is not None]

    entries = [one for some in in_chunks(work, tree.posts, at_least=_WORTH_A_SECOND_PROCESS) for one in some]
    names = [path for path in tree.files if path in (PLAN, ROTA) or path.startswith(WEEKS)]
    reading = parse_office({path: read_file(root, path) for path in names}, zone)
    _, _, places = parse_settings({path: read_file(root, path) for path in CHECKED_PATHS if path in tree.names})
    known = read_known(root, settings)
    plan = make_plan(entries, reading.office, settings, now, known.approved)
    return Desk(
        root,
        tree,
        plan,
        {**places, **reading.positions},
        reading.office.weeks,
        reading.office.plan is not None,
        known.stops,
    )


def _entry(post: Post, positions: Positions, now: datetime) -> Entry:
    due = post.head.publish_at
    coming = isinstance(due, datetime) and due > now
    return entry_of(post, positions.at("publish_at").line if coming else 1)


class Known(NamedTuple):
    """What the ledger, as last verified in this clone, says: ``approved`` posts that have not ended (None where there
    is no such ledger), and the stops that hold."""

    approved: frozenset[str] | None = None
    stops: tuple[Stop, ...] = ()


def read_known(root: Path, settings: Settings) -> Known:
    """Fetches nothing: a stop that no run has seen yet is not told here (``amtsfunk status`` asks the server)."""
    from amtsfunk.effects.git import Git  # noqa: PLC0415 - many folders are no clone
    from amtsfunk.effects.ledger import VERIFIED, Ledger, Trust  # noqa: PLC0415
    from amtsfunk.model.errors import AmtsfunkError  # noqa: PLC0415

    if not (root / ".git").exists():
        return Known()
    authority = settings.authority
    with Git(root) as git:
        tip = git.resolve(VERIFIED)
        if tip is None:
            return Known()
        ledger = Ledger(git, lambda _: Trust(authority.id, None, tuple(authority.publishers)), "origin")
        ledger.refs["ledger"] = tip
        try:
            stops = tuple(stop for stop in ledger.stops() if stop.lifted_at is None)
            return Known(frozenset(ledger.index().open), stops)
        except AmtsfunkError:
            return Known()  # `amtsfunk ledger verify` says what is wrong; a look at the plan claims nothing


def days_of_words(words: Sequence[str], today: date) -> tuple[date, ...]:
    """Raises UsageError for what names neither a day nor a week."""
    text = " ".join(words) or None
    try:
        return days_meant(text, today)
    except ValueError as unknown:
        raise UsageError(
            f"„{text}“ ist kein Tag und keine Woche.",
            "So geht es: heute, Samstag, 05.12.2026, 2026-W49, „KW 49“ oder „nächste Woche“",
        ) from unknown
