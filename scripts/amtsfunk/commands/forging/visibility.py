"""``amtsfunk forge visibility``: who may read this repository, in one word for a workflow: ``private`` or ``public``.

A workflow cannot tell by itself: the event of a schedule, unlike that of a merge, says nothing of the repository.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from amtsfunk.effects.forges.desks import desk_of


def add_arguments(parser: ArgumentParser) -> None:
    """Everything is known from the workflow."""


def run(arguments: Namespace) -> int:
    """0: said. Raises EffectFailed where the forge does not say, so that nothing is taken for private by mistake."""
    print("public" if desk_of(os.environ).is_public() else "private")
    return 0
