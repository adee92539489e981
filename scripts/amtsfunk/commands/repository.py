"""What every command needs first: where the repository lies, its settings, and what time it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import Refused, UsageError
from amtsfunk.model.settings import Settings
from amtsfunk.rules.run import DEFAULT_ZONE
from amtsfunk.source.plans import CHECKED_PATHS, parse_settings
from amtsfunk.source.times import TimeProblem, parse_now


def find_root(given: str | None) -> Path:
    """The repository: the folder that was named, else the nearest upwards that has ``plans/``. Raises UsageError."""
    if given is not None:
        root = Path(given).resolve()
        if not root.is_dir():
            raise UsageError(f"Den Ordner {given!r} gibt es nicht.", "Bitte prüfen Sie den Pfad hinter --repository.")
        return root
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "plans").is_dir()), None)
    if found is None:
        raise UsageError(
            "Hier liegt kein Amtsfunk-Repository: Der Ordner „plans“ fehlt.",
            "Wechseln Sie in das Repository, oder nennen Sie es: amtsfunk check --repository DIR",
        )
    return found


def read_settings(root: Path, otherwise: str) -> Settings:
    """The settings of a work tree. Raises Refused where they are faulty; ``otherwise``: what cannot be done then."""
    there = set(list_tree(root, ("plans",)).files)
    settings, findings, _ = parse_settings({path: read_file(root, path) for path in CHECKED_PATHS if path in there})
    if settings is None:
        raise Refused(
            f"Die Einstellungen unter plans/ haben {len(findings)} Befunde; {otherwise}.",
            "Bitte zuerst: amtsfunk check plans",
        )
    return settings


def moment(given: str | None, authority: Authority | None) -> datetime:
    """``--now``, else the example's own time while it is an example, else the clock's. Raises UsageError."""
    zone = DEFAULT_ZONE if authority is None else authority.zone
    if given is not None:
        try:
            return parse_now(given, zone)
        except TimeProblem as problem:
            raise UsageError(
                f"„{given}“ ist kein Zeitpunkt.",
                'So geht es: --now "01.12.2026 09:00" oder --now 2026-12-01T09:00:00+01:00',
            ) from problem
    if authority is not None and authority.example and authority.example_now:
        try:
            return parse_now(authority.example_now, zone)
        except TimeProblem:
            pass  # a rule of its own says so
    return SystemClock().now()
