"""The forges whose reviews can approve: one file and one row each. Nothing else in the program knows one of them.

``Forge`` is what a provider does; it gives plain facts (``approval/pull.py``) and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from amtsfunk.approval.pull import Pull
from amtsfunk.channels.access import Secret
from amtsfunk.effects.forges.github import GitHub
from amtsfunk.effects.http import Driver
from amtsfunk.model.authority import ForgeSettings


class Forge(Protocol):
    """One repository on one forge."""

    def merged(self, commit: str) -> tuple[Pull, ...]:
        """The merged pull requests of the configured repository that brought a commit of main. Raises ForgeFailed."""

    def head_ref(self, number: int) -> str:
        """The name under which git fetches a pull request's own commits."""


Maker = Callable[[ForgeSettings, Secret | None, Driver, Callable[[], datetime]], Forge]

FORGES: Mapping[str, Maker] = {
    "github": GitHub,
}
