"""Gathering condition 6: every first-parent commit since the trust root that touches a governance path.

Only commits after the progress that was kept are read. The judgement is approval/governance.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from amtsfunk.approval.evidence import Refusal, Roster
from amtsfunk.approval.governance import (
    GovernanceChange,
    GovernanceFile,
    GovernanceVerdict,
    GovernSignature,
    Ratified,
    RootReview,
    RulesReview,
    governance_digest,
    judge_change,
    judge_reviewed_root,
    judge_root,
)
from amtsfunk.approval.paths import (
    GENESIS,
    GOVERN_FOLDER,
    GOVERNANCE_PATHSPECS,
    RATIFIED,
    TEAM,
    is_governance,
    is_governed_content,
)
from amtsfunk.approval.review import judge_root_review, judge_rules
from amtsfunk.approval.statement import NotAStatement, SignedStatement, parse_signed, parse_signed_list
from amtsfunk.effects.git import Change, Git
from amtsfunk.effects.history import (
    AUTHORITY,
    REGULAR,
    Span,
    blob_facts,
    changes_between,
    dated_rosters,
    files_at,
    moment_of,
    read_roster,
    regular_blob,
    work_commits,
)
from amtsfunk.effects.reviews import Reviews, is_forge_silent
from amtsfunk.effects.statements import signer_of
from amtsfunk.model.authority import Authority, ForgeSettings
from amtsfunk.model.errors import GitFailed, Refused, UsageError
from amtsfunk.source.plans import parse_plan

_COMMIT_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_ABSENT = "000000"


def gather_governance(
    git: Git, root: str, main: str, progress: GovernanceVerdict | None = None, reviews: Reviews | None = None
) -> GovernanceVerdict:
    """Governance of main, verified from the trust root, or onwards from ``progress``. With ``reviews`` the forge is
    asked about a root and changes that lack signatures.

    Raises UsageError where the root is no full commit id (a branch or tag can be moved), GitFailed for a shallow clone,
    Refused where main's first-parent line has lost what was verified.
    """
    if not _COMMIT_ID.fullmatch(root):
        raise UsageError(
            "Der Vertrauensanker muss eine vollständige Commit-Nummer sein (40 Zeichen).",
            "Setzen Sie AMTSFUNK_TRUST_ROOT oder --trust-root; „git rev-parse <Stand>“ zeigt die Nummer.",
        )
    if git.is_shallow():
        raise GitFailed(
            "Dieser Klon enthält nicht die ganze Geschichte; so lässt sich keine Freigabe prüfen.",
            "Vollständig holen: git fetch --unshallow (in Workflows: fetch-depth: 0)",
        )
    state = progress if progress is not None and progress.root == root else None
    if state is None or state.broken:
        state = _verify_root(git, root, main, reviews)
    else:
        require_line(git, state.verified_to, main)
    if state.broken:
        return state
    touching = git.first_parents(main, after=state.verified_to, pathspecs=GOVERNANCE_PATHSPECS)
    for commit_id in reversed(touching):
        roster = read_roster(git, state.trusted)
        change = _gather_change(git, commit_id, roster, root)
        if change is None:
            continue
        judged = judge_change(state, change, roster)
        if change.commit in judged.lapses and reviews is not None and roster is not None:
            seen = _review_of(git, change, state, main, reviews)
            if isinstance(seen, Refusal):
                return replace(state, pending=seen)
            judged = judge_change(state, replace(change, review=seen), roster)
        state = judged
    return replace(state, verified_to=main)


def _review_of(
    git: Git, change: GovernanceChange, state: GovernanceVerdict, main: str, reviews: Reviews
) -> RulesReview | Refusal | None:
    """What a forge shows about a change; the reason why that is not known yet, which is no lapse; None for nothing.

    Which forge that is stands in the state that is trusted, never in the change itself.
    """
    forge, trusted = _forge_at(git, state.trusted), read_roster(git, state.trusted)
    if forge is None or trusted is None:
        return None
    found = reviews.find(forge, change.commit, main, state.root)
    if isinstance(found, Refusal):
        return _unknown_yet(found, change.commit, change.moment, reviews)
    pull, span = found
    paths = [one.path for one in changes_between(git, span.base, span.tip) if is_governance(one.path)]
    facts = reviews.facts_of(pull, span, paths, dated_rosters(git, state.root, state.trusted))
    return judge_rules(facts, pull, trusted, files_at(git, span.tip, paths))


def _forge_at(git: Git, commit: str) -> ForgeSettings | None:
    authority = parse_plan(AUTHORITY, regular_blob(git, commit, AUTHORITY) or b"", Authority).value
    return authority.forge if authority is not None else None


def _unknown_yet(found: Refusal, commit: str, moment: datetime, reviews: Reviews) -> Refusal | None:
    """The reason why a forge may still show a pull request for a commit; None where it has none for it."""
    if not reviews.may_change(found, moment):
        return None
    return found if is_forge_silent(found) else Refusal("6", "governance-unlinked", {"commit": commit[:12]})


def require_line(git: Git, verified: str, main: str) -> None:
    """What was verified once stays on main's first-parent line. Raises Refused.

    Somebody has reset main, or pushed a merge of main into an older branch: who began again at the root would judge by
    a line that never had the changes of rules since.
    """
    if not git.is_on_line(verified, main):
        raise Refused(
            f"Auf der Hauptlinie von main fehlt der zuletzt geprüfte Stand {verified[:12]}. Es wird nichts gesendet:"
            " main wurde zurückgesetzt, oder ein Zusammenführen ging in die falsche Richtung (main in einen Zweig).",
            f"Bitte die Betreuung rufen. Nach einem Versehen hilft: git switch --detach {verified[:12]},"
            " git merge --no-ff origin/main, git push origin HEAD:main",
        )


def digest_at(git: Git, commit: str) -> str:
    """The governance digest of a commit's tree: what genesis and govern statements name."""
    key = ("governance", git.object_id(f"{commit}^{{tree}}") or commit)
    if key not in git.remembered:
        files = {}
        for entry in git.tree(commit):
            if is_governed_content(entry.path):
                facts = blob_facts(git, entry.id) if entry.kind == "blob" else None
                files[entry.path] = GovernanceFile(entry.path, entry.mode, facts.sha256 if facts else entry.id)
        git.remembered[key] = governance_digest(files)
    known: str = git.remembered[key]
    return known


def _verify_root(git: Git, root: str, main: str, reviews: Reviews | None) -> GovernanceVerdict:
    if not git.is_on_line(root, main):
        return GovernanceVerdict(root, root, root, broken="root-not-on-main")
    roster = read_roster(git, root)
    commit = git.commit(root)
    signatures = list(_genesis(git, root, roster))
    if commit.parents:
        added = [change for change in changes_between(git, commit.parents[0], root) if change.old_mode == _ABSENT]
        signatures += _govern_signatures(git, added, roster)
    moment = moment_of(commit.committed_at)
    judged = judge_root(root, roster, digest_at(git, root), tuple(signatures), moment)
    if not judged.broken or reviews is None or roster is None:
        return judged
    seen = _root_review(git, root, roster, moment, reviews)
    if isinstance(seen, Refusal):  # still broken, so that no progress rests on it: it is asked again
        return replace(judged, pending=seen)
    return judge_reviewed_root(judged, seen) if seen is not None else judged


def _root_review(
    git: Git, root: str, roster: Roster, moment: datetime, reviews: Reviews
) -> RootReview | Refusal | None:
    """What the forge that the root itself names shows about the pull request that made it; the reason why that is not
    known yet; None for nothing."""
    forge = _forge_at(git, root)
    if forge is None:
        return None
    pull = reviews.of_root(forge, root)
    if isinstance(pull, Refusal):
        return _unknown_yet(pull, root, moment, reviews)
    reviewed = (review.commit for review in pull.reviews if review.commit and git.object_id(review.commit))
    contents = {commit: digest_at(git, commit) for commit in (root, *reviewed)}
    return judge_root_review(pull, roster, contents, root, brings_roster=TEAM in reviews.touched_by_root(pull, root))


def _genesis(git: Git, root: str, roster: Roster | None) -> tuple[GovernSignature, ...]:
    data = regular_blob(git, root, GENESIS)
    if data is None or roster is None:
        return ()
    try:
        return tuple(GovernSignature(signed, signer_of(signed, roster.people)) for signed in parse_signed_list(data))
    except NotAStatement:
        return ()


def _gather_change(git: Git, commit_id: str, roster: Roster | None, root: str) -> GovernanceChange | None:
    """The facts of one first-parent commit, signers by ``roster``; None where it touches no governance path."""
    commit = git.commit(commit_id)
    base = commit.parents[0]
    touched = [change for change in changes_between(git, base, commit_id) if is_governance(change.path)]
    if not touched:
        return None
    people = roster.people if roster else {}
    content = [change for change in touched if is_governed_content(change.path)]
    commits = work_commits(git, Span(base, commit_id, root), [change.path for change in content], people)
    written = {(path, blob) for work in commits for path, blob in work.wrote.items()}
    final = {change.path: "" if change.new_mode == _ABSENT else change.new_id for change in content}
    statements = [change for change in touched if change.path.startswith(GOVERN_FOLDER)]
    return GovernanceChange(
        commit=commit_id,
        before=digest_at(git, base),
        after=digest_at(git, commit_id),
        moment=moment_of(commit.committed_at, git.commit(base).committed_at),
        signatures=_govern_signatures(git, statements, roster),
        commits=commits,
        hidden=tuple(path for path, blob in final.items() if (path, blob) not in written),
        gone=tuple(change.path for change in statements if change.old_mode != _ABSENT),
        ratifies=_ratified(git, commit_id),
        has_roster=read_roster(git, commit_id) is not None,
    )


def _govern_signatures(git: Git, changed: list[Change], roster: Roster | None) -> tuple[GovernSignature, ...]:
    """Statements in files ``plans/govern/<nonce>.json``, nowhere below: a name counts once.

    Whether the files are new is judged by ``gone``.
    """
    found = []
    for change in changed:
        path = PurePosixPath(change.path)
        if roster is None or change.new_mode != REGULAR or change.path != f"{GOVERN_FOLDER}{path.stem}.json":
            continue
        signed = _parse(git, change.new_id)
        if signed is not None:
            found.append(GovernSignature(signed, signer_of(signed, roster.people), path.stem))
    return tuple(found)


def _parse(git: Git, blob_id: str) -> SignedStatement | None:
    blob = git.read(blob_id)
    try:
        return parse_signed(blob[2]) if blob is not None else None
    except NotAStatement:
        return None


def _ratified(git: Git, commit: str) -> frozenset[str]:
    data = regular_blob(git, commit, RATIFIED)
    parsed = parse_plan(RATIFIED, data, Ratified).value if data is not None else None
    return frozenset(entry.commit for entry in parsed.ratified) if parsed is not None else frozenset()
