"""The branch ``ledger`` on the remote: fetch and verify, read, append by compare-and-swap (DELIVERY.md § 3).

One ``Ledger`` works in one local repository against one remote. It never touches the work tree or the person's own
branches: what it fetches lies under ``refs/amtsfunk/``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.delivery.batch import Batch, files_of
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_book import Book
from amtsfunk.effects.ledger_tree import write_tree
from amtsfunk.effects.ledger_verify import unreadable, verify_identity, verify_since
from amtsfunk.model.errors import EffectFailed, GitFailed, LedgerLost

BRANCHES = ("main", "ledger", "stop", "inbox", "evidence")
FETCHED = "refs/amtsfunk/fetched/"
VERIFIED = "refs/amtsfunk/verified/ledger"
_BELOW_STOP = "refs/heads/stop/"
_MARK_FILE = "ledger-mark"
_AUTHOR = {
    "GIT_AUTHOR_NAME": "Amtsfunk",
    "GIT_AUTHOR_EMAIL": "publisher@amtsfunk.invalid",
    "GIT_COMMITTER_NAME": "Amtsfunk",
    "GIT_COMMITTER_EMAIL": "publisher@amtsfunk.invalid",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """What a ledger must be for it to be believed: of this repository and trust root (None: any), signed by these."""

    repository: str
    root: str | None
    publishers: tuple[str, ...]


class Ledger(Book):
    """``refs`` and everything that is read are of the last ``refresh``. ``trust``: commit of main → what to believe."""

    def __init__(
        self, git: Git, trust: Callable[[str], Trust], remote: str = "origin", *, state: Path | None = None
    ) -> None:
        self.git = git
        self.trust = trust
        self.remote = remote
        self.state = state
        self.refs: dict[str, str] = {}
        self.squatting: dict[str, str] = {}
        """Branches ``stop/…`` → commit, as of the last fetch: where one is, there can be no branch ``stop``."""
        self.believes_marks = True
        """False while a person adopts another ledger than the one that is remembered here."""
        self._files: dict[str, bytes | None] = {}
        """What was read at ``_files_of``, so that a run that writes fifty times does not read as often."""
        self._files_of: str | None = None

    def refresh(self) -> None:
        """Fetch and verify. Raises GitFailed and LedgerUnreadable; then nothing may be sent."""
        self.fetch()
        self.verify(self.trust(self.main))

    # ------------------------------------------------------------------ fetch and verify

    def fetch(self) -> dict[str, str]:
        """Branch → commit of the remote now, its objects here. Raises GitFailed where the remote cannot be had."""
        wanted = {f"refs/heads/{branch}": branch for branch in BRANCHES}
        told = self.git.remote_refs(self.remote, *wanted, f"{_BELOW_STOP}*")
        # git compares the ends of names only: a tag „refs/heads/main“ would pass for the branch.
        refs = {wanted[name]: commit for name, commit in told.items() if name in wanted}
        self.squatting = {
            name.removeprefix("refs/heads/"): commit for name, commit in told.items() if name.startswith(_BELOW_STOP)
        }
        absent = [branch for branch, commit in refs.items() if self.git.resolve(FETCHED + branch) != commit]
        if absent:
            specs = [f"+refs/heads/{branch}:{FETCHED}{branch}" for branch in absent]
            if not self.git.fetch(self.remote, *specs):
                raise GitFailed(f"Ein Zweig auf {self.remote} ist während des Abrufs verschwunden.")
            refs |= {branch: self.git.resolve(FETCHED + branch) or "" for branch in absent}
        self.refs = refs
        return refs

    @property
    def main(self) -> str:
        """The commit of main on the remote. Raises GitFailed where there is none."""
        if "main" not in self.refs:
            raise GitFailed(f"Auf {self.remote} fehlt der Zweig main.")
        return self.refs["main"]

    @property
    def tip(self) -> str | None:
        return self.refs.get("ledger")

    def verify(self, trust: Trust) -> None:
        """What was fetched is the ledger that we know, only longer. Raises LedgerUnreadable (I11)."""
        marks = (self.git.resolve(VERIFIED), self._read_mark()) if self.believes_marks else (None,)
        tip = self.tip
        if tip is None:
            if any(marks):
                raise unreadable("es ist auf dem Server verschwunden")
            return
        for mark in dict.fromkeys(marks):
            if mark is not None or not any(marks):
                verify_since(self.git, mark, tip, trust.publishers)
        verify_identity(self.git, tip, trust.repository, trust.root)
        if self.believes_marks:
            self._remember(tip)

    def marks(self) -> tuple[str, ...]:
        """The newest commits that this machine has seen, as its clone and its folder that stays remember them."""
        return tuple(mark for mark in dict.fromkeys((self.git.resolve(VERIFIED), self._read_mark())) if mark)

    def contains(self, commit: str) -> bool:
        """Whether the ledger contains a commit, for a mark that somebody else kept."""
        tip = self.tip
        return tip is not None and self.git.resolve(commit) is not None and self.git.is_ancestor(commit, tip)

    def _read_mark(self) -> str | None:
        path = self.state / _MARK_FILE if self.state is not None else None
        if path is None or not path.is_file():
            return None
        mark = path.read_text(encoding="ascii", errors="replace").strip()
        if not (len(mark) in (40, 64) and set(mark) <= set("0123456789abcdef")):
            raise unreadable(f"der gemerkte Stand in {path} ist beschädigt")
        return mark

    def _remember(self, tip: str) -> None:
        if self.git.resolve(VERIFIED) != tip:
            self.git.run("update-ref", VERIFIED, tip)
        if self.state is not None and self._read_mark() != tip:
            self.state.mkdir(parents=True, exist_ok=True)
            fresh = self.state / f"{_MARK_FILE}.new"
            fresh.write_text(tip + "\n", encoding="ascii")
            fresh.replace(self.state / _MARK_FILE)

    def read(self, path: str) -> bytes | None:
        tip = self.tip
        if tip is None:
            return None
        if tip != self._files_of:
            self._files, self._files_of = {}, tip
        if path not in self._files:
            self._files[path] = self.git.blob(tip, path)
        return self._files[path]

    # ------------------------------------------------------------------ append

    def append(self, batch: Batch, private_key: Path, now: datetime) -> str:
        """Add a batch to the ledger as it was fetched last; returns the new tip.

        Raises LedgerLost where another runner was faster (nothing of ours is there), and EffectFailed where it stays
        unknown: then nothing may be sent, and a claim that did arrive is found as one without outcome.
        """
        tip = self.tip
        base = self.git.commit(tip).tree if tip is not None else None
        files = files_of(batch, self.index(), self.read)
        commit = self._commit(write_tree(self.git, base, files), tip, private_key, now)
        won, said = self.git.push(self.remote, commit, "refs/heads/ledger")
        if not won and not self._arrived(commit, said):
            raise LedgerLost("Ein anderer Lauf war schneller; es wird neu gelesen.")
        if self.refs.get("ledger") in (tip, commit):
            self.refs["ledger"] = commit
            self._files, self._files_of = {**self._files, **files}, commit
        self.git.run("update-ref", FETCHED + "ledger", self.refs["ledger"])
        self._remember(self.refs["ledger"])
        return commit

    def _commit(self, tree: str, parent: str | None, private_key: Path, now: datetime) -> str:
        """A signed commit. Its lines carry the run's random id, so no two runners make the same one."""
        date = f"{int(now.timestamp())} +0000"
        words = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={private_key.resolve()}"]
        parents = ["-p", parent] if parent is not None else []
        out = self.git.run(
            *words,
            "commit-tree",
            "-S",
            *parents,
            tree,
            stdin=b"ledger\n",
            env={**_AUTHOR, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date},
        )
        return out.decode().strip()

    def _arrived(self, commit: str, said: str) -> bool:
        """A push that errs is ambiguous: fetch, and look for our own commit."""
        try:
            self.fetch()
        except GitFailed as unknown:
            raise EffectFailed(
                f"Das Sendebuch ist nicht erreichbar: {said[:200]}",
                "Es wurde nichts gesendet. Der nächste Lauf prüft, was davon angekommen ist.",
            ) from unknown
        tip = self.tip
        return tip is not None and self.git.is_ancestor(commit, tip)
