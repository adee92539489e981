"""Writing on a forge from one of its own workflows: comments, one alarm a subject, and who asked for what.

``Desk`` is what a forge offers; one file and one row each, like the reading side. Nothing approves here and nothing is
sent: whoever loses the token of a desk loses words on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from amtsfunk.effects.forges.facts import Asked, OpenPull, Run
from amtsfunk.effects.forges.github_desk import GitHubDesk
from amtsfunk.effects.http import Driver
from amtsfunk.model.errors import UsageError


class Desk(Protocol):
    """All of it raises EffectFailed where the forge does not answer as it should."""

    host: str

    def run_that_ended(self) -> Run:
        """The workflow run that this one follows. Raises UsageError where there is none."""

    def asked(self) -> Asked:
        """The issue that was opened or labelled. Raises UsageError where there is none."""

    def address_of_this_run(self) -> str: ...

    def open_pulls(self, run: Run) -> tuple[OpenPull, ...]:
        """The open pull requests into main whose head is what this run was about."""

    def merged_pulls(self, commit: str) -> tuple[int, ...]:
        """The pull requests that brought a commit of main."""

    def changed_paths(self, number: int) -> tuple[str, ...]:
        """Every path that a pull request changes, old names included."""

    def is_public(self) -> bool:
        """Whether anybody may read the repository."""

    def protections(self, branch: str) -> frozenset[str]:
        """Which of ``facts.PROTECTIONS`` hold for a branch. Who may bypass them only an administrator can see."""

    def put_comment(self, number: int, marker: str, text: str) -> None:
        """One comment of the workflow's own account that begins with ``marker``: made, or made anew."""

    def alarm(self, label: str) -> tuple[int, str] | None:
        """Number and text of the open issue of the workflow's own account that bears this label."""

    def put_alarm(self, label: str, title: str, text: str) -> None:
        """Open such an issue, or give the open one this text."""

    def end_alarm(self, number: int, text: str) -> None:
        """Say why in a comment, and close the issue."""


DESKS: Mapping[str, Callable[[Mapping[str, str], Driver], Desk]] = {
    "GITHUB_REPOSITORY": GitHubDesk,
}
"""A variable that the forge sets in every workflow → its desk."""


def desk_of(environment: Mapping[str, str], driver: Driver | None = None) -> Desk:
    """Raises UsageError outside of a workflow."""
    desk = desk_here(environment, driver)
    if desk is not None:
        return desk
    raise UsageError("Diesen Befehl gibt es nur im Ablauf einer Plattform.", "Von Hand braucht ihn niemand.")


def desk_here(environment: Mapping[str, str], driver: Driver | None = None) -> Desk | None:
    """The desk of the workflow that this runs in, or None."""
    made = (make for variable, make in DESKS.items() if environment.get(variable))
    return next((make(environment, driver or Driver(Path())) for make in made), None)
