"""What is out, for the sites: every accepted delivery with the stored bytes that went out (DELIVERY.md § 1).

Reads the ledger where it lies, in a clone or a bare repository, and believes its lines: whether they
may be believed is said by whoever fetched it (``Ledger.refresh``, ``amtsfunk ledger verify``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from amtsfunk.delivery.batch import payload_path, post_path
from amtsfunk.delivery.events import Event, Unreadable, read_lines
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.heading import heading_of
from amtsfunk.delivery.state import PostState, Published
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger import FETCHED
from amtsfunk.effects.ledger_verify import unreadable

_PLACES = (f"{FETCHED}ledger", "refs/remotes/origin/ledger", "refs/heads/ledger")


def ledger_tip(git: Git) -> str | None:
    """The newest ledger commit that this repository has, or None where there is no ledger yet."""
    found = [commit for place in _PLACES if (commit := git.resolve(place)) is not None]
    for commit in found:
        if all(other == commit or git.is_ancestor(other, commit) for other in found):
            return commit
    return found[0] if found else None


def read_published(git: Git, tip: str | None = None, *, since: str | None = None) -> Iterator[Published]:
    """Every delivery that was accepted, by post id. ``since``: an older ledger commit; then only the posts that have
    new lines since, so that a site is built anew only where something changed.

    Raises LedgerUnreadable where a line cannot be understood.
    """
    newest = tip or ledger_tip(git)
    if newest is None:
        return
    for state, lines in folded_posts(git, newest, since=since):
        yield from published_of(git, newest, state, lines)


def folded_posts(git: Git, tip: str, *, since: str | None = None) -> Iterator[tuple[PostState, tuple[Event, ...]]]:
    """Every post with its lines, by id; ``since`` as for ``read_published``. Raises LedgerUnreadable."""
    for path, blob in sorted(post_files(git, tip, since), key=lambda item: item[0][3:]):
        found = git.read(blob)
        lines = _lines(path, found[2] if found else b"")
        yield fold_post(path.rsplit("/", 1)[-1].removesuffix(".jsonl"), lines), lines


def changed_posts(git: Git, tip: str, since: str | None) -> tuple[PostState, ...]:
    """Every post with a new line since an older ledger commit; None: every post. Raises LedgerUnreadable."""
    return tuple(state for state, _ in folded_posts(git, tip, since=since))


def post_at(git: Git, tip: str, post: str) -> PostState | None:
    """One post as of a ledger commit, or None where it has no line. Raises LedgerUnreadable."""
    path = post_path(post)
    data = git.blob(tip, path)
    return None if data is None else fold_post(post, _lines(path, data))


def heading_at(git: Git, tip: str, post: PostState) -> str:
    """The post's heading as of a ledger commit; empty where it went."""
    return heading_of(post, lambda digest: git.blob(tip, payload_path(digest)))


def post_files(git: Git, tip: str, since: str | None = None) -> list[tuple[str, str]]:
    """(path, blob) of every post's lines at a ledger commit; ``since``: only where there are new ones."""
    if since is not None:
        return [(item.path, item.new_id) for item in git.changes(since, tip) if _is_post_file(item.path)]
    return [(entry.path, entry.id) for entry in git.tree(tip) if _is_post_file(entry.path)]


def _is_post_file(path: str) -> bool:
    return len(path) > 9 and path[2] == "/" and path.endswith(".jsonl")


def _lines(path: str, data: bytes) -> tuple[Event, ...]:
    try:
        return read_lines(data)
    except Unreadable as broken:
        raise unreadable(f"{path} ist nicht lesbar ({broken})") from broken


def published_of(git: Git, tip: str, post: PostState, lines: tuple[Event, ...]) -> Iterator[Published]:
    """The accepted lanes of one post. A post recorded by hand, which nothing was captured of, has no payload."""
    captured = post.captured
    for name, lane in sorted(post.lanes.items()):
        first = lane.steps[0].accepted
        if first is None:
            continue
        claim = lane.steps[0].claim
        digest = claim.payload if claim else (captured.payloads.get(name, "") if captured else "")
        payload = _payload(git, tip, digest) if digest and lane.redacted is None else None
        yield Published(
            post=post.post,
            channel=name,
            network=str((payload or {}).get("network") or _network(post, name)),
            kind=captured.kind if captured else "",
            title=_title(post, payload) if lane.redacted is None else "",
            payload=payload,
            payload_sha256=digest,
            due=captured.due if captured else first.at,
            accepted_at=first.at,
            address=first.address,
            remote_id=first.remote_id,
            how=first.how,
            corrects=captured.corrects if captured else None,
            corrected_by=lane.corrected_by,
            withdrawn_by=lane.withdrawn_by,
            note=lane.redacted,
            redacted_at=lane.redacted_at,
            approvers=captured.approvers if captured else (),
        )


def _title(post: PostState, payload: Mapping[str, Any] | None) -> str:
    return post.title or str((payload or {}).get("title") or "")


def _network(post: PostState, channel: str) -> str:
    bindings = post.captured.bindings if post.captured else ()
    return next((str(item["network"]) for item in bindings if item["channel"] == channel), "")


def _payload(git: Git, tip: str, digest: str) -> Mapping[str, Any] | None:
    data = git.blob(tip, payload_path(digest))
    if data is None:
        raise unreadable(f"der Inhalt {digest[:12]} fehlt, obwohl keine Schwärzung vermerkt ist")
    value: Mapping[str, Any] = json.loads(data)
    return value
