"""Which ``archive: true`` posts the public site may show, and why the others are left out (decision 0032)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amtsfunk.approval.reasons import explain
from amtsfunk.commands.approving.reviewing import reviews_for
from amtsfunk.commands.approving.verdicts import archived_verdict_of, governance_of
from amtsfunk.effects.files import read_file
from amtsfunk.effects.remotes import is_on_this_machine
from amtsfunk.effects.site_history import ContentHistory, read_content_history
from amtsfunk.model.errors import GitFailed
from amtsfunk.pages.published import is_archived, picture_flaw, time_flaw

if TYPE_CHECKING:
    from amtsfunk.approval.governance import GovernanceVerdict
    from amtsfunk.commands.sites.sources import Sources
    from amtsfunk.effects.git import Git
    from amtsfunk.effects.reviews import Reviews
    from amtsfunk.model.authority import Authority
    from amtsfunk.model.post import Post

_MAIN = ("refs/remotes/origin/main", "refs/heads/main")
_NO_ROOT = (
    "niemand steht nachweislich dahinter, denn ein Vertrauensanker fehlt (--trust-root oder AMTSFUNK_TRUST_ROOT)."
)
_NOT_ON_MAIN = "so steht es nicht auf dem Hauptzweig (Text oder Bild weicht ab)."
_PICTURE_CHANGED = "ein Bild wurde nach dem Anfangsstand ausgetauscht; der Beitrag braucht eine Freigabe."

Doubt = Callable[["Post"], str | None]
"""Why a post must not be shown; None: it may."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A post that is not shown, and why, in one German sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Vouching:
    """What the archive is held against. ``git`` None: none at all; ``root`` None: no trust root is configured."""

    repository: Path
    git: Git | None
    remote: str
    root: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What main's history says, read once for all posts."""

    git: Git
    main: str
    governance: GovernanceVerdict
    history: ContentHistory
    reviews: Reviews | None


def without_flaws(sources: Sources) -> tuple[Sources, tuple[LeftOut, ...]]:
    """Posts with a time or a picture that no page can be made of are left out; the others stay."""
    flaws = {post.path: time_flaw(post) or picture_flaw(post) for post in sources.posts}
    left_out = tuple(LeftOut(path, flaw) for path, flaw in flaws.items() if flaw)
    return replace(sources, posts=tuple(post for post in sources.posts if not flaws[post.path])), left_out


def vouched_posts(sources: Sources, vouching: Vouching) -> tuple[tuple[Post, ...], tuple[LeftOut, ...]]:
    """The archive posts that may be public, and those that may not.

    Raises GitFailed for a clone without its whole history, UsageError for a trust root that is no commit id: neither
    is a post's fault, and a site built all the same would silently lack its archive.
    """
    archived = tuple(post for post in sources.posts if is_archived(post))
    if not archived or _stays_here(sources.settings.authority, vouching):
        return archived, ()
    doubt = _doubt(sources, vouching)
    doubts = [(post, doubt(post)) for post in archived]
    return (
        tuple(post for post, why in doubts if why is None),
        tuple(LeftOut(post.path, why) for post, why in doubts if why is not None),
    )


def _stays_here(authority: Authority, vouching: Vouching) -> bool:
    """The invented authority of the example, built where nobody configured trust or nothing leaves the machine."""
    if not authority.example:
        return False
    git = vouching.git
    return vouching.root is None or git is None or _main(git) is None or is_on_this_machine(git, vouching.remote)


def _main(git: Git) -> str | None:
    return next((found for found in map(git.resolve, _MAIN) if found is not None), None)


def _doubt(sources: Sources, vouching: Vouching) -> Doubt:
    git, root = vouching.git, vouching.root
    main = _main(git) if git is not None else None
    if git is None or root is None or main is None:
        return lambda _: _NO_ROOT
    if git.resolve(root) is None:
        raise GitFailed(
            f"Der Vertrauensanker {root[:12]} fehlt in diesem Klon.",
            "Vollständig holen: git fetch --unshallow (in Workflows: fetch-depth: 0)",
        )
    authority = sources.settings.authority
    reviews = reviews_for(git, authority, root, remote=vouching.remote, asks=not authority.example)
    governance = governance_of(git, root, main, None, reviews)
    if governance.broken:
        words = " ".join(explain(refusal) for refusal in governance.refusals)
        return lambda _: words or _NO_ROOT
    grounds = _Grounds(git, main, governance, read_content_history(git, root, main), reviews)
    return lambda post: _doubt_about(post, sources, vouching, grounds)


def _doubt_about(post: Post, sources: Sources, vouching: Vouching, grounds: _Grounds) -> str | None:
    history = grounds.history
    paths = [post.path, *(post.media_path(picture) for picture in post.pictures)]
    if not all(history.holds(path, _bytes(sources, vouching.repository, path)) for path in paths):
        return _NOT_ON_MAIN
    if not history.touched.intersection(paths):
        return None
    if post.path not in history.touched:
        return _PICTURE_CHANGED
    verdict = archived_verdict_of(
        grounds.git, grounds.main, post.path, grounds.governance, vouching.now, grounds.reviews
    )
    return None if verdict.approved else _first_words(explain(refusal) for refusal in verdict.refusals)


def _first_words(reasons: Iterable[str]) -> str:
    return next(iter(reasons), "es fehlt eine Freigabe.")


def _bytes(sources: Sources, repository: Path, path: str) -> bytes | None:
    if path not in sources.files:
        return None
    return read_file(repository, path) if path.endswith(".md") else (repository / path).read_bytes()


def tell_left_out(left_out: Sequence[LeftOut], most: int = 10) -> Iterable[str]:
    """One line a post, the first ``most``, then how many more."""
    from amtsfunk.report.safe import visible  # noqa: PLC0415 - only where there is something to tell

    for one in left_out[:most]:
        yield f"Nicht gezeigt: {visible(one.path)}: {visible(one.reason)}"
    if len(left_out) > most:
        yield f"Nicht gezeigt: … und {len(left_out) - most} weitere Beiträge."
