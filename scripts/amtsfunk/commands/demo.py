"""``amtsfunk demo``: the whole way of a post, in a sandbox made on the spot, with real git and real signatures.

A first run makes the sandbox and walks a post from a branch to the website; a second one shows that nothing goes out
twice. ``make run`` calls it.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.commands.demonstration.sandbox import Sandbox
from amtsfunk.commands.demonstration.story import (
    EDITOR,
    PUBLISHER,
    SPOKESPERSON,
    Story,
    find_product,
    read_example_now,
)
from amtsfunk.model.errors import UsageError

_HIGHEST_PORT = 65534


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--sandbox", type=Path, metavar="ORDNER", help="wo geübt wird (sonst build/sandbox)")
    parser.add_argument("--fresh", action="store_true", help="die Übungsumgebung vorher leeren und neu anlegen")
    parser.add_argument("--no-serve", action="store_true", help="am Ende keine Websites anbieten (wie SERVE=0)")
    parser.add_argument(
        "--port", type=int, default=8041, help="Port der öffentlichen Website, die interne liegt daneben"
    )


def run(arguments: Namespace) -> int:
    product = find_product(Path.cwd())
    sandbox = Sandbox((arguments.sandbox or product / "build" / "sandbox").resolve())
    if product == sandbox.folder or sandbox.folder in product.parents:
        raise UsageError(
            f"{sandbox.folder} enthält das Programm selbst.", "Wählen Sie mit --sandbox einen anderen Ordner."
        )
    if not 0 <= arguments.port <= _HIGHEST_PORT:
        raise UsageError(f"{arguments.port} ist kein Port.", f"Möglich sind 0 (ein freier) bis {_HIGHEST_PORT}.")
    fresh = arguments.fresh or not sandbox.is_ready
    if not fresh:
        sandbox.refuse_damaged((EDITOR, SPOKESPERSON, PUBLISHER))
        if not sandbox.is_of(product):
            print("Die Übungsumgebung stammt von einer anderen Fassung des Programms; sie wird neu angelegt.\n")
            fresh = True
    story = Story(product, sandbox, *read_example_now(product))
    story.tell(fresh=fresh)
    if not arguments.no_serve and os.environ.get("SERVE") != "0":
        story.serve(arguments.port)
    return 0
