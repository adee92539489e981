"""``amtsfunk site upload``: bring the built sites to the authority's own servers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.effects.sftp import mirror, parse_target
from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.report.safe import visible


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--public-to", metavar="ZIEL", default="", help="upload: KONTO@SERVER:/ORDNER, öffentlich")
    parser.add_argument("--internal-to", metavar="ZIEL", default="", help="upload: KONTO@SERVER:/ORDNER, intern")
    parser.add_argument("--key", metavar="PFAD", type=Path, help="upload: privater Schlüssel des Kontos")
    parser.add_argument("--known-hosts", metavar="PFAD", type=Path, help="upload: bekannte Schlüssel der Server")


def run(arguments: Namespace, out: Path) -> int:
    """0: brought. The internal site never goes where the public one lies. Raises UsageError, NotFound, EffectFailed."""
    wanted = (
        ("öffentlich", arguments.public_to, arguments.public_dir or out / "public"),
        ("intern", arguments.internal_to, arguments.internal_dir or out / "internal"),
    )
    targets = [(label, parse_target(target), folder) for label, target, folder in wanted if target]
    if not targets or arguments.key is None or arguments.known_hosts is None:
        raise UsageError("Es fehlt, wohin und womit.", "Bitte --public-to oder --internal-to, --key und --known-hosts.")
    _refuse_mixing([(target.host, f"{target.folder}/") for _, target, _ in targets])
    for label, target, folder in targets:
        if not (folder / "index.html").is_file():
            raise NotFound(f"In {folder} liegt keine Website.", "Bitte zuerst: amtsfunk site build")
        done = mirror(folder, target.folder, target.command(arguments.key, arguments.known_hosts))
        print(visible(f"{label}: {done.brought} gebracht, {done.taken} entfernt, {done.unchanged} unverändert"))
    return 0


def _refuse_mixing(places: list[tuple[str, str]]) -> None:
    """R66: nothing internal below what is public, nor the other way round."""
    if len(places) == 2 and places[0][0] == places[1][0]:
        first, second = places[0][1], places[1][1]
        if first.startswith(second) or second.startswith(first):
            raise UsageError("Interne und öffentliche Website dürfen nicht ineinander liegen.", "Bitte zwei Ordner.")
