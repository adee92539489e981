"""``amtsfunk doctor``: does everything work that publishing needs? Sends nothing; no secret is in what it says.

``--write`` puts what the servers said of their limits into ``plans/limits.yml``, where it differs from what the check
goes by.
"""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from amtsfunk.commands.approving.verdicts import optional_trust_root
from amtsfunk.commands.examining.channels import Examined, examine_channels
from amtsfunk.commands.examining.limits import with_limits, write_limits
from amtsfunk.commands.examining.place import (
    examine_clock,
    examine_place,
    examine_state,
    examine_way_out,
    examine_website,
)
from amtsfunk.commands.examining.row import Row, State, bad, ok
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.run import make_world, open_workplace
from amtsfunk.effects.http import Driver
from amtsfunk.model.errors import EffectFailed, Refused
from amtsfunk.report.safe import visible

_WORDS = {State.ok: "gut", State.note: "Hinweis", State.bad: "geht nicht"}
_STYLES = {State.ok: "green", State.note: "yellow", State.bad: "bold red"}


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("--key", metavar="PFAD", type=Path, help="privater Schlüssel des Veröffentlichers")
    parser.add_argument("--mark", metavar="ADRESSE", help="Adresse, an der der letzte Stand des Sendebuchs steht")
    parser.add_argument("--write", action="store_true", help="Grenzen der Server in plans/limits.yml eintragen")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="Form der Ausgabe")


def run(arguments: Namespace) -> int:
    """0: everything works; 1: something does not."""
    rows = [examine_state(arguments.state)]
    if rows[0].state is State.bad:
        arguments.state = None  # told; all the rest is asked without
    rows.append(examine_way_out(os.environ))
    try:
        rows += _examine(arguments)
    except (EffectFailed, Refused) as error:  # nothing more can be asked where main and ledger cannot be had
        rows.append(bad("Server in Git und Sendebuch", error.message, error.remedy))
    if arguments.format == "json":
        print(json.dumps(to_json(rows), indent=2, ensure_ascii=False))
    else:
        _print(rows)
    return int(any(row.state is State.bad for row in rows))


def to_json(rows: Sequence[Row]) -> dict[str, object]:
    """A stable form; ``state`` is ok, note or bad."""
    told = [{"what": row.what, "state": row.state.value, "said": row.said, "todo": row.todo} for row in rows]
    return {"v": 1, "works": all(row.state is not State.bad for row in rows), "rows": told}


def _examine(arguments: Namespace) -> tuple[Row, ...]:
    arguments.trust_root = optional_trust_root(arguments)
    with open_workplace(arguments, needs_root=False) as place:
        world = make_world(place, place.ledger, arguments, arguments.repository)
        settings = with_limits(arguments.repository, place.settings)
        driver = Driver(Path())
        rows = [*examine_place(place, world, arguments), *examine_website(place, arguments, driver)]
        found = examine_channels(world, settings, place.clock.now())
        drifts = [("der Website", driver.drift)] if driver.drift is not None else []
        drifts += [(settings.channels[name].label, drift) for name, drift in world.networks.drifts().items()]
        rows += [*found.rows, *examine_clock(place, drifts)]
        if arguments.write:
            today = place.clock.now().astimezone(settings.authority.zone).date()
            rows += [_write(arguments.repository, found, today)]
    return tuple(rows)


def _write(root: Path, found: Examined, today: date) -> Row:
    if not found.limits:
        return ok("plans/limits.yml", "Es gibt nichts einzutragen.")
    write_limits(root, found.limits, today)
    return ok("plans/limits.yml", f"Ergänzt: {', '.join(found.limits)}. Bitte als Änderung vorschlagen.")


def _print(rows: Sequence[Row]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    table = Table("Was", "Stand", box=None, pad_edge=False)
    table.add_column("Befund", overflow="fold")
    for row in rows:
        todo = f"\n→ {visible(row.todo)}" if row.todo else ""
        table.add_row(Text(row.what), Text(_WORDS[row.state], style=_STYLES[row.state]), Text(visible(row.said) + todo))
    console.print(table)
    wrong = sum(row.state is State.bad for row in rows)
    console.print("Es geht alles." if not wrong else f"Das sollten Sie beheben: {wrong}.")
