"""Is this ledger the one that we know, only longer? (DELIVERY.md § 3, I5, I11)

A run verifies what is new since the commit that it verified last. Without such a mark it verifies the newest commit:
its publisher signed it after verifying what came before. ``verify_all`` looks at every commit.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence

from amtsfunk.delivery.batch import IDENTITY, INDEX, payload_path, post_path
from amtsfunk.delivery.events import Redacted, Unreadable, read_lines
from amtsfunk.effects import ssh
from amtsfunk.effects.git import Change, Git
from amtsfunk.model.errors import LedgerUnreadable

_MEND = (
    "Es wird nichts gesendet. Bitte die Betreuung rufen: „amtsfunk ledger verify“ sagt, welcher Eintrag betroffen ist."
)
_POSTS = re.compile(
    r"[0-9a-f]{2}/[a-z0-9-]+\.jsonl|repository\.jsonl|(?:contents|wordings)/[0-9a-f]{2}/[0-9a-f]{64}\.jsonl"
)
_PAYLOAD = re.compile(r"payloads/([0-9a-f]{2})/(\1[0-9a-f]{62})\.json")
_STATEMENT = re.compile(r"statements/([0-9a-f]{2})/(\1[0-9a-f]{30})\.json")
_NOTHING = "000000"
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def unreadable(what: str) -> LedgerUnreadable:
    return LedgerUnreadable(f"Dem Sendebuch ist nicht zu trauen: {what}.", _MEND)


def verify_identity(git: Git, tip: str, repository: str, trust_root: str | None) -> None:
    """The ledger belongs to this repository, and to this trust root where one is given. Raises LedgerUnreadable."""
    data = git.blob(tip, IDENTITY)
    try:
        named = json.loads(data or b"")
        same = named["repository"] == repository and (trust_root is None or named["trust_root"] == trust_root)
    except (ValueError, KeyError, TypeError) as broken:
        raise unreadable("es nennt weder Repository noch Vertrauenswurzel") from broken
    if not same:
        raise unreadable("es gehört zu einem anderen Repository oder einer anderen Vertrauenswurzel")


def verify_since(git: Git, mark: str | None, tip: str, keys: Sequence[str]) -> None:
    """Everything after ``mark`` is signed, unforked and only grows; without a mark the newest commit is looked at."""
    if mark == tip:
        return
    if mark is not None and not (git.resolve(mark) and git.is_ancestor(mark, tip)):
        raise unreadable(f"es enthält den zuletzt gesehenen Stand {mark[:12]} nicht mehr (gekürzt oder abgezweigt)")
    new = reversed(git.between(mark, tip)) if mark is not None else [tip]
    for commit in new:
        verify_commit(git, commit, keys)


def verify_all(git: Git, tip: str, keys: Iterable[str], progress: Callable[[int, int], None]) -> int:
    """Verify every commit from the first on. Returns how many there are. Raises LedgerUnreadable."""
    commits = git.run("rev-list", "--reverse", tip).decode().split()
    known = list(keys)
    for number, commit in enumerate(commits, start=1):
        verify_commit(git, commit, known)
        progress(number, len(commits))
    return len(commits)


def verify_commit(git: Git, commit_id: str, keys: Iterable[str]) -> None:
    """One commit: at most one parent, signed by a publisher, and nothing taken away. Raises LedgerUnreadable."""
    commit = git.commit(commit_id)
    if len(commit.parents) > 1:
        raise unreadable(f"der Eintrag {commit_id[:12]} führt zwei Stände zusammen")
    if commit.signature is None:
        raise unreadable(f"der Eintrag {commit_id[:12]} ist nicht unterschrieben")
    if ssh.find_signer(commit.signed_bytes, commit.signature, ssh.GIT_NAMESPACE, keys) is None:
        raise unreadable(f"der Eintrag {commit_id[:12]} trägt keine Unterschrift eines Veröffentlichers")
    changes = git.changes(commit.parents[0] if commit.parents else EMPTY_TREE, commit_id)
    redacted = _redacted_in(git, changes)
    for digest in redacted:
        if git.object_id(f"{commit_id}:{payload_path(digest)}") is not None:
            raise unreadable(f"im Eintrag {commit_id[:12]} heißt ein Inhalt entfernt, der noch da ist")
    for change in changes:
        wrong = _what_is_wrong(git, change, redacted, is_first=not commit.parents)
        if wrong:
            raise unreadable(f"im Eintrag {commit_id[:12]} {wrong} ({change.path})")


def _what_is_wrong(git: Git, change: Change, redacted: frozenset[str], *, is_first: bool) -> str | None:
    new = _bytes(git, change.new_id) if change.new_mode != _NOTHING else None
    if change.new_mode not in (_NOTHING, "100644"):
        return "steht keine gewöhnliche Datei"
    if new is None:
        return _removed(change, redacted)
    if change.path == INDEX:
        return None
    if _POSTS.fullmatch(change.path):
        return _grown(git, change, new)
    return "wurde eine Datei verändert" if change.old_mode != _NOTHING else _added(change, new, is_first=is_first)


def _removed(change: Change, redacted: frozenset[str]) -> str | None:
    payload = _PAYLOAD.fullmatch(change.path)
    if payload is None:
        return "wurde eine Datei entfernt"
    return None if payload[2] in redacted else "fehlt ein Inhalt, ohne dass eine Schwärzung vermerkt ist"


def _added(change: Change, new: bytes, *, is_first: bool) -> str | None:
    payload = _PAYLOAD.fullmatch(change.path)
    if payload is not None:
        return None if hashlib.sha256(new).hexdigest() == payload[2] else "passt ein Inhalt nicht zu seiner Prüfsumme"
    known = _STATEMENT.fullmatch(change.path) or (is_first and change.path == IDENTITY)
    return None if known else "steht eine fremde Datei"


def _grown(git: Git, change: Change, new: bytes) -> str | None:
    old = _bytes(git, change.old_id) if change.old_mode != _NOTHING else b""
    return None if new.startswith(old) and new.endswith(b"\n") else "wurden Zeilen verändert oder entfernt"


def _redacted_in(git: Git, changes: Iterable[Change]) -> frozenset[str]:
    """Digests of payloads whose redaction is written down in this very commit, each by its own post."""
    found: set[str] = set()
    for change in changes:
        aside = change.path.startswith(("contents/", "wordings/"))
        if change.path.endswith(".jsonl") and not aside and change.new_mode != _NOTHING:
            new = _bytes(git, change.new_id)
            old = _bytes(git, change.old_id) if change.old_mode != _NOTHING else b""
            try:
                lines = read_lines(new[len(old) :])
            except Unreadable as broken:
                raise unreadable(f"unlesbare Zeile in {change.path} ({broken})") from broken
            for line in lines:
                if isinstance(line, Redacted):
                    _need_own(change.path, line, old)
                    found.add(line.payload)
    return frozenset(found)


def _need_own(path: str, line: Redacted, old: bytes) -> None:
    """A post redacts what earlier lines of its own name, so that no line takes another post's payload away."""
    if path != post_path(line.post) or f'"{line.payload}"'.encode() not in old:
        raise unreadable(f"eine Schwärzung in {path} nennt einen Inhalt, den dieser Beitrag nie hatte")


def _bytes(git: Git, blob: str) -> bytes:
    found = git.read(blob)
    if found is None or found[1] != "blob":
        raise unreadable(f"das Objekt {blob[:12]} fehlt")
    return found[2]
