"""``amtsfunk forge``: what a forge's workflows do beside checking and publishing: comment, alarm, stop, plan.

Everything here is decided by the program of main and its settings; what a pull request or an issue says is data.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.commands.forging import ACTIONS


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--repository", metavar="ORDNER", type=Path, default=Path(), help="Ordner des Repositorys")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    actions = parser.add_subparsers(dest="action", metavar="WAS", required=True, title="Was")
    for action in ACTIONS:
        chosen = actions.add_parser(action.name, help=action.help, description=action.help)
        action.add_arguments(chosen)


def run(arguments: Namespace) -> int:
    chosen = next(action for action in ACTIONS if action.name == arguments.action)
    return chosen.run(arguments)
