"""What the ledger's commits since a run began are about: what ``forge sent`` and ``forge modules`` begin with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from amtsfunk.approval.pull import is_commit_id
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import changed_posts, ledger_tip
from amtsfunk.model.errors import UsageError

_BRANCH = "+refs/heads/ledger:refs/remotes/origin/ledger"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--since", metavar="COMMIT", default="", help="Stand des Sendebuchs vor dem Lauf")


def refuse_part_of_a_commit(arguments: Namespace) -> None:
    """Raises UsageError; before anybody is asked anything."""
    if arguments.since and not is_commit_id(arguments.since):
        raise UsageError("„--since“ braucht einen ganzen Commit.", "Der Ablauf übergibt ihn selbst.")


def moved_since(git: Git, arguments: Namespace) -> tuple[str | None, tuple[PostState, ...]]:
    """The fetched ledger's newest commit and the posts with a new line; (None, ()) where there is no ledger yet."""
    git.fetch("origin", _BRANCH)
    tip = ledger_tip(git)
    return tip, () if tip is None else changed_posts(git, tip, arguments.since or None)
