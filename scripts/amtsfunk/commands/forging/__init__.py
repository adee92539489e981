"""The parts of ``amtsfunk forge``, one action a file, registered here."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple

from amtsfunk.commands.forging import comment


class Action(NamedTuple):
    name: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


ACTIONS = (Action("comment", "einen Vorschlag in einem Kommentar zeigen", comment.add_arguments, comment.run),)
