"""``amtsfunk forge comment``: the one comment on a pull request, from what the job without rights left behind.

Which pull request it is, who opened it, which files it changes and who approved it is asked of the forge; which
approvals a post needs is decided by the settings of main. Only what the posts look like is taken from the file.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.paths import is_governance
from amtsfunk.approval.policy import Case, assign, in_election_window, needed
from amtsfunk.approval.reasons import ROLES
from amtsfunk.approval.roster import account_owners, roles_on
from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.effects.forges.desks import desk_of
from amtsfunk.effects.forges.facts import OpenPull, Run
from amtsfunk.model.settings import Settings
from amtsfunk.model.team import Role, Unit
from amtsfunk.report.proposal import LARGEST, NotAProposal, Proposal, Proposed, read_proposal
from amtsfunk.report.proposal_comment import MARKER, Known, render_comment

_WHOLE_LIST = "…"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--result", metavar="DATEI", type=Path, required=True, help="was die Prüfung hinterließ")


def run(arguments: Namespace) -> int:
    """0: commented, or nothing to comment on any more: the pull request went on, and its own run will tell."""
    desk = desk_of(os.environ)
    ended = desk.run_that_ended()
    settings = read_settings(arguments.repository.resolve(), "ohne sie gibt es keinen Kommentar")
    proposal = _read(arguments.result)
    now = moment(arguments.now, settings.authority)
    pulls = desk.open_pulls(ended)
    posts = proposal.posts if proposal is not None else ()
    for pull in pulls:
        needs = {post.path: still_needed(post, pull, settings, now) for post in posts}
        text = render_comment(proposal, _known(desk.host, ended, pull, settings, needs))
        desk.put_comment(pull.number, MARKER, text)
        print(f"Kommentar zu {pull.number} geschrieben.")
    if not pulls:
        print("Zu diesem Stand gibt es keinen offenen Vorschlag mehr.")
    return 0


def _read(file: Path) -> Proposal | None:
    """A plain file of an honest size and form, or None."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            return read_proposal(stream.read(LARGEST + 1))
    except (OSError, NotAProposal):
        return None


def _known(
    host: str, ended: Run, pull: OpenPull, settings: Settings, needs: Mapping[str, tuple[str, ...] | None]
) -> Known:
    rewrites = [path for path in pull.files if is_governance(path)]
    return Known(
        zone=settings.authority.zone,
        forge=host,
        commit=pull.head,
        passed=ended.passed,
        run=ended.address,
        needs={path: lacking for path, lacking in needs.items() if lacking is not None},
        rewrites=rewrites if pull.whole else [*rewrites, _WHOLE_LIST],
        labels={name: channel.label for name, channel in settings.channels.items()},
    )


def still_needed(post: Proposed, pull: OpenPull, settings: Settings, now: datetime) -> tuple[str, ...] | None:
    """The approvals that this version still lacks, in words; None where nobody can say. A forecast: who opened or wrote
    is left out, and what counts in the end is judged at the merge."""
    if settings.policy is None:
        return None
    people = settings.people
    owners = account_owners(people)
    opener = people.get(owners.get(pull.opener, ""))
    day = (post.due if isinstance(post.due, datetime) else now).astimezone(settings.authority.zone).date()
    department = opener is None or opener.unit is Unit.department
    case = Case(post.kind, department, post.sensitive, in_election_window(settings.elections, day))
    slots = needed(settings.policy, case).slots
    today = now.astimezone(settings.authority.zone).date()
    counted = pull.approvers - pull.authors - {pull.opener}
    given: Mapping[str, frozenset[Role]] = {
        sign: roles_on(people[sign], today) for account in counted if (sign := owners.get(account)) is not None
    }
    filled = assign(slots, given)
    return tuple(
        " oder ".join(sorted(ROLES[role].de for role in slot))
        for number, slot in enumerate(slots)
        if number not in filled
    )
