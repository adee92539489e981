"""``amtsfunk schema``: write the JSON Schemas of all file kinds, or check that they are current."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.model.errors import UsageError


def add_arguments(parser: ArgumentParser) -> None:
    """Either ``--check`` (the default: exit code 1 where a file is out of date) or ``--write``."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="nur prüfen, ob die Dateien aktuell sind (Vorgabe)")
    choice.add_argument("--write", action="store_true", help="die Dateien neu schreiben")
    parser.add_argument("--repository", type=Path, default=Path(), metavar="ORDNER", help="Ordner des Repositorys")


def run(arguments: Namespace) -> int:
    """Exit codes: 0 current or written, 1 out of date, 2 no such folder."""
    from amtsfunk.source.schema import schema_files  # noqa: PLC0415 - loads the models

    root: Path = arguments.repository
    if not root.is_dir():
        raise UsageError(f"Den Ordner {root} gibt es nicht.", "Geben Sie den Ordner des Repositorys an.")
    files = schema_files()
    stale = [path for path, content in files.items() if _content_of(root / path) != content]
    if arguments.write:
        for path in stale:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(files[path], encoding="utf-8", newline="\n")
        print(f"{len(files)} Dateien, davon {len(stale)} neu geschrieben.")
        return 0
    for path in stale:
        print(f"{path}: nicht aktuell")
    if stale:
        print("→ Bitte führen Sie `amtsfunk schema --write` aus.")
    return 1 if stale else 0


def _content_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
