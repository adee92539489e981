"""The parts of ``amtsfunk forge``, one action a file, registered here."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple

from amtsfunk.commands.forging import alarm, comment, drift, modules, sent, since, stop, visibility, workflows


class Action(NamedTuple):
    name: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


ACTIONS = (
    Action("comment", "einen Vorschlag in einem Kommentar zeigen", comment.add_arguments, comment.run),
    Action("sent", "Vorschlägen sagen, was von ihnen draußen ist", since.add_arguments, sent.run),
    Action("modules", "melden, was aus Modulen gesendet wurde, zum Ansehen", since.add_arguments, modules.run),
    Action("alarm", "eine Störung melden, in einer einzigen Meldung", alarm.add_arguments, alarm.run),
    Action("stop", "anhalten, wenn eine Meldung darum bittet", stop.add_arguments, stop.run),
    Action("drift", "nachsehen, ob jemand die Regeln gelockert hat", drift.add_arguments, drift.run),
    Action("visibility", "ob das Repository öffentlich ist", visibility.add_arguments, visibility.run),
    Action("workflows", "Zeitplan und Zugangsdaten der Abläufe", workflows.add_arguments, workflows.run),
)
