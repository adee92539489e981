"""``amtsfunk ledger show [POST]``, ``verify``, ``open``, ``adopt``: read it, check all of it, begin it once, and go on
with one that came from a backup (DELIVERY.md § 3)."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from amtsfunk.commands.publishing.adopting import look_back, lost_marks, tell
from amtsfunk.commands.publishing.opening import HOW_TO_OPEN, check_mark, need_sound_root, open_ledger
from amtsfunk.commands.publishing.run import Workplace, open_workplace, publisher_key, refuse_unsafe_rehearsal
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.texts import event_reason, event_text, local
from amtsfunk.delivery.batch import payload_path, post_path
from amtsfunk.delivery.events import Event, read_lines
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.index import Index, with_posts
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.history import read_authority
from amtsfunk.effects.ledger_branches import Branch, put_file
from amtsfunk.effects.ledger_verify import unreadable, verify_all
from amtsfunk.model.errors import NotFound, Refused, UsageError

_STOP = "stop"
_STOP_README = """# Anhalten

Legen Sie hier eine Datei an. Nur ihr Name zählt: der Name eines Beitrags hält diesen Beitrag an, „total“ alles ohne
Ausnahme, jeder andere Name alles außer Krisenmeldungen, Berichtigungen und Rücknahmen. Diese Datei hält nichts an.
"""


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument(
        "verb", metavar="WAS", choices=("show", "verify", "open", "adopt"), help="show, verify, open oder adopt"
    )
    parser.add_argument("post", metavar="BEITRAG", nargs="?", help="nur diesen Beitrag zeigen")
    parser.add_argument(
        "--key", metavar="PFAD", type=Path, help="privater Schlüssel des Veröffentlichers (für open und adopt)"
    )
    parser.add_argument("--mark", metavar="ADRESSE", help="Adresse, an der ein früherer Stand stünde (für open)")
    parser.add_argument(
        "--after-restore",
        action="store_true",
        help="für adopt: das Sendebuch kommt aus einer Sicherung; auf den Netzwerken wird nachgesehen",
    )
    parser.add_argument("--apply", action="store_true", help="für adopt: eintragen (ohne: nur zeigen)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="Form der Ausgabe")


def run(arguments: Namespace) -> int:
    adopts = arguments.verb == "adopt"
    needs_root = adopts or arguments.verb == "open"
    with open_workplace(arguments, needs_root=needs_root, believes_marks=not adopts) as place:
        if arguments.verb == "open":
            return _open(place, arguments)
        if adopts:
            return _adopt(place, arguments)
        if place.ledger.tip is None:
            print(f"Es gibt kein Sendebuch. Vor dem allerersten Veröffentlichen: {HOW_TO_OPEN}")
            return 0
        if arguments.verb == "verify":
            return _verify(place, place.ledger.tip)
        lines = _lines(place, arguments.post)
        if arguments.format == "json":
            for line in lines:
                print(json.dumps(json.loads(line), ensure_ascii=False))
        else:
            _print(read_lines(b"".join(lines)), place.settings.authority.zone)
    return 0


def _open(place: Workplace, arguments: Namespace) -> int:
    """Begin the ledger: once in an authority's life, by whoever looks after the publisher."""
    refuse_unsafe_rehearsal(place, arguments.remote)
    place.ledger.key = publisher_key(arguments.key, place.settings.authority.publishers)
    check_mark(place, arguments.mark)
    need_sound_root(place, arguments.remote)
    open_ledger(place, arguments.remote)
    _prepare_stops(place, arguments.remote)
    print(f"Das Sendebuch ist geöffnet. Alles Vertrauen hängt am Anfangsstand {(place.root or '')[:12]}.")
    return 0


def _adopt(place: Workplace, arguments: Namespace) -> int:
    """Go on with a ledger from a backup, after looking on the networks for what it does not know."""
    if not arguments.after_restore:
        raise UsageError("Bitte sagen, woher das Sendebuch kommt: --after-restore (aus einer Sicherung).")
    refuse_unsafe_rehearsal(place, arguments.remote)
    if arguments.apply:
        place.ledger.key = publisher_key(arguments.key, place.settings.authority.publishers)
    lost = lost_marks(place, arguments.mark)
    _verify(place, place.ledger.tip or "")
    if not lost and place.ledger.marks():
        print("Es enthält jeden Stand, der hier oder auf der Website gemerkt ist. Es ist nichts zu übernehmen.")
        return 0
    adoption = look_back(place, arguments, lost)
    tell(adoption, place.settings, applied=arguments.apply)
    if arguments.apply:
        place.ledger.write(adoption.batch, place.clock.now())
        print("Eingetragen. Dieser Rechner führt das Sendebuch von hier an weiter.")
    return 0


def _prepare_stops(place: Workplace, remote: str) -> None:
    """The branch ``stop`` with nothing on it that stops: made from main in a browser, every file would be a stop."""
    if f"refs/heads/{_STOP}" not in place.git.remote_refs(remote, _STOP):
        put_file(Branch(place.git, remote, _STOP), "README.md", _STOP_README.encode(), place.clock.now())


def _lines(place: Workplace, post: str | None) -> list[bytes]:
    path = post_path(post) if post else "repository.jsonl"
    data = place.ledger.read(path)
    if data is None:
        raise NotFound(f"Zu „{post}“ steht nichts im Sendebuch.")
    return data.splitlines(keepends=True)


def _print(lines: tuple[Event, ...], zone: ZoneInfo) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table("Zeit", "Kanal", "Teil", "Was", box=None, pad_edge=False)
    table.add_column("Näheres", overflow="fold")
    for line in lines:
        step = str(getattr(line, "step", "") or "")
        channel = getattr(line, "channel", None) or ""
        table.add_row(local(line.at, zone), channel, step, event_text(line), Text(event_reason(line)))
    Console().print(table)


def _verify(place: Workplace, tip: str) -> int:
    """Every commit's signature and growth, every line's legality, and whether open.json is what the lines say."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    keys = tuple(dict.fromkeys(_publishers(place)))
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Sendebuch prüfen")
        count = verify_all(place.git, tip, keys, lambda done, total: bar.update(task, completed=done, total=total))
    states = list(_states(place, tip))
    known = place.ledger.index()
    rebuilt = with_posts(Index(), states)
    if dict(rebuilt.open) != dict(known.open):
        wrong = sorted({post for post, _ in set(rebuilt.open.items()) ^ set(known.open.items())})
        raise unreadable(f"open.json stimmt nicht mit den Zeilen überein ({', '.join(wrong[:5])})")
    posts = "1 Beitrag" if len(states) == 1 else f"{len(states)} Beiträge"
    entries = "1 Eintrag" if count == 1 else f"{count} Einträge"
    print(f"Das Sendebuch ist in Ordnung: {entries} zu {posts}, alle unterschrieben und vollständig.")
    return 0


def _states(place: Workplace, tip: str) -> Iterator[PostState]:
    """All posts, folded, their payloads at hand unless redacted."""
    place.ledger.stops()
    for entry in place.git.tree(tip):
        if entry.path[2:3] != "/" or not entry.path.endswith(".jsonl"):
            continue
        found = place.git.read(entry.id)
        post = entry.path.rsplit("/", 1)[-1].removesuffix(".jsonl")
        try:
            state = fold_post(post, read_lines(found[2] if found else b""))
        except ValueError as broken:
            raise unreadable(f"{entry.path}: {broken}") from broken
        for channel, digest in (state.captured.payloads if state.captured else {}).items():
            lane = state.lanes.get(channel)
            if place.ledger.payload(digest) is None and not (lane and lane.redacted is not None):
                raise unreadable(f"zu {post} auf {channel} fehlt der gespeicherte Inhalt")
        for name, lane in state.lanes.items():
            if lane.redacted is not None and any(place.ledger.read(payload_path(one)) for one in lane.payloads):
                raise unreadable(f"zu {post} auf {name} heißt der Inhalt entfernt, liegt aber noch da")
        yield state


def _publishers(place: Workplace) -> Iterator[str]:
    """The keys of all publishers that main ever named: old entries keep their old signatures."""
    for commit in place.git.run("log", "--format=%H", place.ledger.main, "--", "plans/authority.yml").decode().split():
        try:
            yield from read_authority(place.git, commit).publishers
        except Refused:
            continue
