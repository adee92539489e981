"""Setting a repository up on a forge: what differs from what it must be, each difference with its reason and remedy.

``Setup`` is what a forge offers; one file and one row each, like the reading side. Asking changes nothing: only a
step's ``act`` does, and acting twice is the same as acting once, so that whatever broke off is simply begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from amtsfunk.channels.access import Secret
from amtsfunk.effects.forges.github_admin import TOKEN
from amtsfunk.effects.forges.github_setup import RIGHTS, GitHubSetup
from amtsfunk.effects.forges.setting_up import Office, Step
from amtsfunk.effects.http import Driver


class Setup(Protocol):
    """All of it raises Refused or EffectFailed where the forge says no or nothing."""

    def where(self) -> str:
        """Which repository this is, in words. Raises Refused where it must not be set up at all, with why."""

    def steps(self) -> tuple[Step, ...]:
        """What differs, in the order in which it is to be mended."""

    def tasks(self) -> tuple[str, ...]:
        """What only people can do, as far as it cannot be seen to be done."""

    def costs(self) -> tuple[str, ...]:
        """Which plan of the forge this needs, and what it costs."""


class Row(NamedTuple):
    """``token``: the variable that holds it; ``rights``: the least that is enough."""

    make: Callable[[Office, Secret, Driver], Setup]
    token: str
    rights: tuple[str, ...]


SETUPS: Mapping[str, Row] = {
    "github": Row(GitHubSetup, TOKEN, RIGHTS),
}
