"""What several verbs need to know about approval: the trust root, governance, the verdict over one post."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.evidence import Claimed, PostFacts
from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.paths import approvable_id, approval_path, module_path
from amtsfunk.approval.review import judge_review
from amtsfunk.approval.signature import judge_signatures
from amtsfunk.approval.verdict import Verdict, judge, of_two
from amtsfunk.effects.evidence import gather_archived, gather_governance, gather_post, gather_signatures
from amtsfunk.effects.git import Git
from amtsfunk.effects.history import moment_of
from amtsfunk.effects.reviews import Reviews
from amtsfunk.model.errors import NotFound, UsageError

TRUST_ROOT = "AMTSFUNK_TRUST_ROOT"


def add_trust_root(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--trust-root",
        metavar="COMMIT",
        help=f"Commit, von dem an alles belegt sein muss (sonst aus {TRUST_ROOT}); steht bewusst nicht im Repository",
    )


def trust_root_of(arguments: Namespace) -> str:
    """The configured trust root. Raises UsageError where there is none: nothing may be sent without."""
    root = optional_trust_root(arguments)
    if root is None:
        raise UsageError(
            "Es ist kein Vertrauensanker gesetzt; ohne ihn ist keine Freigabe zu prüfen.",
            f"Geben Sie --trust-root COMMIT an oder setzen Sie {TRUST_ROOT} (einmalig, durch die Betreuung).",
        )
    return root


def optional_trust_root(arguments: Namespace) -> str | None:
    """The configured trust root, or None, for what can be done without."""
    root = arguments.trust_root or os.environ.get(TRUST_ROOT, "")
    return str(root).strip().lower() or None


def main_of(git: Git, name: str | None = None) -> str:
    """The commit id of main: as named, else as last fetched, else the local branch. Raises NotFound."""
    for candidate in [name] if name else ["refs/remotes/origin/main", "refs/heads/main"]:
        found = git.resolve(candidate)
        if found is not None:
            return found
    raise NotFound(f"Der Hauptzweig {name or 'main'} fehlt in {git.directory}.", "Ist das ein Klon des Repositorys?")


def governance_of(
    git: Git, root: str, main: str, progress: GovernanceVerdict | None = None, reviews: Reviews | None = None
) -> GovernanceVerdict:
    """Condition 6 for main. Keep the result (``to_json``) and hand it in as ``progress`` next time."""
    return gather_governance(git, root, main, progress, reviews)


def verdict_of(  # noqa: PLR0913 - what a verdict rests on
    git: Git,
    main: str,
    path: str,
    governance: GovernanceVerdict,
    *,
    now: datetime | None = None,
    reviews: Reviews | None = None,
) -> Verdict:
    """The verdict over the post at this path on main. Never raises for what stands in a post, its approvals or a
    forge's answers. Either provider can show an approval; the forge is asked only where signatures do not.

    With ``now``, a post due „after approval“ is also refused where its window would outlast an approval; without it
    the caller compares ``valid_until``.
    """
    return _verdict(git, gather_post(git, main, path, root=governance.root), governance, now, reviews)


def _verdict(
    git: Git, facts: PostFacts, governance: GovernanceVerdict, now: datetime | None, reviews: Reviews | None
) -> Verdict:
    claim, used = _claim(git, facts, governance.root, now)
    signed = judge(facts, claim, governance, now)
    if claim is None or signed.approved or reviews is None or not (_has_forge(facts) or reviews.recorded):
        return signed
    if not governance.ok:  # no forge is asked that rules name which nobody confirmed
        return signed if used else judge(facts, None, governance, now)
    whole, review = reviews.of_post(facts, governance.root)
    if whole.merge is None:
        return signed
    reviewed = judge(whole, judge_review(whole, whole.merge, review), governance, now)
    return of_two(reviewed, signed if used else None)


def _has_forge(facts: PostFacts) -> bool:
    return facts.settings is not None and facts.settings.authority.forge is not None


def archived_verdict_of(  # noqa: PLR0913, PLR0917 - what a verdict rests on
    git: Git, main: str, path: str, governance: GovernanceVerdict, now: datetime, reviews: Reviews | None = None
) -> Verdict:
    """Whether somebody entitled stands behind an ``archive: true`` post: approved as an ordinary post would have to be,
    at the time when post or approval last changed on main, for a page stays long after every approval has ended.

    Nothing is ever sent by this verdict. Raises like ``verdict_of``.
    """
    facts = gather_archived(git, main, path, root=governance.root)
    changed = git.first_parents(main, after=governance.root, paths=[path, approval_path(path)], limit=1)
    moment = min(moment_of(git.commit(changed[0]).committed_at), now) if changed else now
    return _verdict(git, facts, governance, moment, reviews)


def _claim(git: Git, facts: PostFacts, root: str, now: datetime | None) -> tuple[Claimed | None, bool]:
    """What signatures say, and whether there are any for this post."""
    if facts.merge is None or facts.manifest is None:
        return None, False
    signatures = gather_signatures(git, facts, facts.merge, root=root)
    used = bool(signatures.approvals) or signatures.unreadable
    return judge_signatures(facts, facts.merge, signatures, now), used


def find_post(git: Git, commit: str, named: str, repository: Path) -> str:
    """The path of a post or module that a person named by id or path. Raises NotFound or UsageError."""
    path = path_in(named, repository)
    if approvable_id(path) is not None:
        if git.object_id(f"{commit}:{path}") is None:
            raise NotFound(f"{path} ist in diesem Stand nicht eingetragen.", "Vorher sichern: git add … && git commit")
        return path
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", named):
        raise UsageError(
            f"„{named}“ ist weder der Name noch der Pfad eines Beitrags.",
            "Richtig: kurzer-name, content/posts/JJJJ/MM/kurzer-name.md oder content/modules/kurzer-name.md",
        )
    folders = git.run("ls-tree", "-r", "-d", "-z", "--name-only", "--full-tree", commit, "--", "content/posts/")
    candidates = [f"{folder}/{named}.md" for folder in folders.decode("utf-8", "replace").split("\0") if folder]
    candidates.append(module_path(named))
    found = [candidate for candidate in candidates if git.object_id(f"{commit}:{candidate}")]
    if not found:
        raise NotFound(f"Einen Beitrag oder ein Modul „{named}“ gibt es in diesem Stand nicht.")
    if len(found) > 1:
        raise UsageError(f"Der Name „{named}“ ist mehrdeutig: {', '.join(found)}.", "Bitte den Pfad angeben.")
    return found[0]


def path_in(named: str, repository: Path) -> str:
    """A path as git names it, where the person gave one relative to the current folder."""
    if not named.endswith(".md"):
        return named
    absolute = Path(named).resolve()
    if absolute.is_file() and absolute.is_relative_to(repository.resolve()):
        return absolute.relative_to(repository.resolve()).as_posix()
    return named
