"""Reading and writing git without a work tree. Objects are named by id, replacements are ignored, hooks never run.

One ``Git`` is one repository. Reads go through one long-lived ``cat-file`` process; every other call is one git process
with an argument list. Nothing here decides anything.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from amtsfunk.effects.git_commit import Commit, parse_commit
from amtsfunk.effects.git_locks import PATIENT, fingerprint, lock_in_the_way
from amtsfunk.model.errors import GitFailed

# What a hook, a shell or an attacker may have set that would make git look at other objects or other paths.
_DIVERTING = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
)
_ENVIRONMENT = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C.UTF-8",
}
_SAFE = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotePath=false"),
    *("-c", "protocol.ext.allow=never"),
    # An empty graft file is set so that none of the repository's counts; git would warn about it each time.
    *("-c", "advice.graftFileDeprecated=false"),
    # What a person set for reading git by eye, or for signing by another program, must not decide what is read here.
    *("-c", "log.showSignature=false"),
    *("-c", "log.follow=false"),
    *("-c", "log.diffMerges=separate"),
    *("-c", "i18n.commitEncoding=UTF-8"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "gpg.ssh.program=ssh-keygen"),
    *("-c", "push.gpgSign=false"),
)
_REMOTE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a tree: ``mode`` such as ``100644``, ``kind`` blob, tree or commit, hex id, path from the root."""

    mode: str
    kind: str
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs between two trees; an absent side has the all-zero id and mode ``000000``."""

    path: str
    old_mode: str
    new_mode: str
    old_id: str
    new_id: str


class Git:
    """A repository on disk. ``directory`` may be a work tree or a bare repository."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.remembered: dict[tuple[str, ...], Any] = {}
        """For callers: what was worked out from objects named by id, and so cannot change."""
        self._reader: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        if self._reader is not None:
            with suppress(OSError):
                self._reader.stdin.close()  # type: ignore[union-attr]
            self._reader.wait(timeout=10)
            self._reader.stdout.close()  # type: ignore[union-attr]
            self._reader = None

    def __enter__(self) -> Git:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(
        self,
        *words: str,
        stdin: bytes | None = None,
        env: Mapping[str, str] | None = None,
        allowed: Sequence[int] = (0,),
        timeout: float | None = None,
    ) -> bytes:
        """Standard output of one git process. Raises GitFailed for any exit code that is not allowed."""
        code, out, err = self.attempt(*words, stdin=stdin, env=env, timeout=timeout)
        if code not in allowed:
            raise GitFailed(f"git {words[0]} ist gescheitert: {err.decode(errors='replace').strip()[:500]}")
        return out

    def attempt(
        self,
        *words: str,
        stdin: bytes | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> tuple[int, bytes, bytes]:
        """Exit code, output and errors of one git process; a time-out counts as exit code 124. A lock that a process
        left which died on one of our refs is taken away."""
        done = self._once(words, stdin, env, timeout)
        lock = lock_in_the_way(done[2], self.directory) if done[0] not in (0, 124) else None
        before = fingerprint(lock)
        if lock is None or before is None:
            return done
        done = self._once((*PATIENT, *words), stdin, env, timeout)
        if done[0] == 0 or fingerprint(lock) != before:
            return done
        lock.unlink(missing_ok=True)
        return self._once(words, stdin, env, timeout)

    def _once(
        self, words: Sequence[str], stdin: bytes | None, env: Mapping[str, str] | None, timeout: float | None
    ) -> tuple[int, bytes, bytes]:
        command = ["git", *_SAFE, "-C", str(self.directory), *words]
        environment = {**_environment(), **(env or {})}
        try:
            done = subprocess.run(
                command,
                input=stdin if stdin is not None else b"",
                capture_output=True,
                env=environment,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            return 124, late.stdout or b"", b"timed out"
        except FileNotFoundError as absent:
            raise GitFailed("git fehlt auf diesem Rechner.", "Bitte installieren: apt install git") from absent
        return done.returncode, done.stdout, done.stderr

    # ------------------------------------------------------------------ reading

    def resolve(self, name: str) -> str | None:
        """The commit id of a ref or expression, or None."""
        try:
            return self.object_id(f"{name}^{{commit}}")
        except GitFailed:  # the long-lived reader has ended, or there is no repository at all
            code, out, _ = self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            return out.decode().strip() if code == 0 else None

    def read(self, name: str) -> tuple[str, str, bytes] | None:
        """(id, kind, bytes) of an object by id or ``commit:path``; None where it is absent."""
        return self._ask("contents", name)

    def object_id(self, name: str) -> str | None:
        """The id of an object by id or ``commit:path`` without reading it; None where it is absent."""
        found = self._ask("info", name)
        return found[0] if found else None

    def _ask(self, verb: str, name: str) -> tuple[str, str, bytes] | None:
        if not name or "\n" in name or "\0" in name:
            return None
        if self._reader is None:
            self._reader = subprocess.Popen(
                ["git", *_SAFE, "-C", str(self.directory), "cat-file", "--batch-command"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        pipe_in, pipe_out = self._reader.stdin, self._reader.stdout
        assert pipe_in is not None and pipe_out is not None  # noqa: S101 - both are pipes by construction
        try:
            pipe_in.write(f"{verb} {name}\n".encode("utf-8", "surrogateescape"))
            pipe_in.flush()
        except BrokenPipeError as gone:
            raise GitFailed(f"git kann {self.directory} nicht lesen.") from gone
        header = pipe_out.readline().decode("utf-8", "surrogateescape")
        if not header.endswith("\n"):
            raise GitFailed(f"git kann {self.directory} nicht lesen.", "Ist der Ordner ein Git-Repository?")
        words = header.rstrip("\n").rsplit(" ", 2)
        if len(words) != 3 or not words[2].isdigit():
            return None
        if verb == "info":
            return words[0], words[1], b""
        size = int(words[2])
        data = pipe_out.read(size)
        if len(data) != size or pipe_out.read(1) != b"\n":
            raise GitFailed(f"git hat das Lesen von {name[:80]} abgebrochen.")
        return words[0], words[1], data

    def blob(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file at a commit, or None where there is no blob of that exact path."""
        found = self.read(f"{commit}:{path}")
        return found[2] if found is not None and found[1] == "blob" else None

    def entry(self, commit: str, path: str) -> Entry | None:
        """The tree entry of one exact path at a commit (mode and id), or None."""
        for found in self.tree(commit, path):
            if found.path == path:
                return found
        return None

    def tree(self, commit: str, *paths: str, recursive: bool = True) -> Iterator[Entry]:
        """Entries of a commit's tree below the given literal paths (all, where none is given)."""
        words = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", *(["-r"] if recursive else []), commit]
        for record in self.run(*words, "--", *paths).split(b"\0"):
            if record:
                meta, path = record.split(b"\t", 1)
                mode, kind, object_id = meta.decode().split(" ")
                yield Entry(mode, kind, object_id, path.decode("utf-8", "surrogateescape"))

    def changes(self, old: str, new: str, *paths: str) -> tuple[Change, ...]:
        """Paths that differ between two commits or trees. No renames: content decides, names do not."""
        words = ("--literal-pathspecs", "diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", old, new)
        fields = self.run(*words, "--", *paths).split(b"\0")
        found = []
        for meta, path in zip(fields[0::2], fields[1::2], strict=False):
            old_mode, new_mode, old_id, new_id, _ = meta.decode().lstrip(":").split(" ")
            found.append(Change(path.decode("utf-8", "surrogateescape"), old_mode, new_mode, old_id, new_id))
        return tuple(found)

    def commit(self, commit_id: str) -> Commit:
        """The raw commit, its signature taken out of what the signature covers. Raises GitFailed where it is absent."""
        found = self.read(commit_id)
        if found is None or found[1] != "commit":
            raise GitFailed(f"Der Commit {commit_id[:12]} fehlt in diesem Repository.")
        return parse_commit(found[0], found[2])

    def first_parents(
        self,
        tip: str,
        *,
        after: str | None = None,
        paths: Sequence[str] = (),
        pathspecs: Sequence[str] = (),
        limit: int | None = None,
    ) -> tuple[str, ...]:
        """First-parent commits up to ``tip``, newest first, without those reachable from ``after``; with literal
        ``paths`` (or git's own ``pathspecs``) only those that changed them against their first parent."""
        exclude = [f"^{after}"] if after else []
        most = [f"--max-count={limit}"] if limit else []
        literal = [] if pathspecs else ["--literal-pathspecs"]
        words = [*literal, "log", "--first-parent", "-m", "--format=%H", "--no-renames", *most, tip, *exclude]
        out = self.run(*words, "--", *paths, *pathspecs).decode()
        return tuple(line for line in out.split() if line)

    def between(self, exclude: str, tip: str) -> tuple[str, ...]:
        """All commits reachable from ``tip`` and not from ``exclude``, newest first."""
        return tuple(self.run("rev-list", tip, f"^{exclude}").decode().split())

    def is_shallow(self) -> bool:
        """A clone whose history was cut off proves nothing about what came before."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def is_ancestor(self, older: str, newer: str) -> bool:
        return self.attempt("merge-base", "--is-ancestor", older, newer)[0] == 0

    def is_on_line(self, older: str, newer: str) -> bool:
        """Whether a commit is on the first-parent line that leads to ``newer``, not merely reachable by a side way."""
        if older == newer:
            return True
        if self.resolve(older) != older:
            return False
        since = self.first_parents(newer, after=older)
        return bool(since) and self.commit(since[-1]).parents[:1] == (older,)

    # ------------------------------------------------------------------ writing

    def write_blob(self, data: bytes) -> str:
        return self.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def write_tree(self, entries: Sequence[Entry]) -> str:
        """One flat tree; ``path`` of each entry is its name in it."""
        return self.run("mktree", "-z", stdin=b"".join(_record(entry) for entry in entries)).decode().strip()

    def write_trees(self, trees: Sequence[Sequence[Entry]]) -> list[str]:
        """Several flat trees by one process, in order; one may name another one of them, wherever that stands."""
        records = (b"".join(_record(entry) for entry in entries) for entries in trees)
        return self.run("mktree", "-z", "--batch", "--missing", stdin=b"\0".join(records)).decode().split()

    @cached_property
    def object_format(self) -> str:
        """``sha1`` or ``sha256``."""
        return self.run("rev-parse", "--show-object-format").decode().strip()

    # ------------------------------------------------------------------ remote

    def fetch(self, remote: str, *refspecs: str) -> bool:
        """Fetch refspecs; False where the remote has none of that name. Raises GitFailed for everything else."""
        code, _, err = self.attempt("fetch", "--quiet", "--no-tags", remote, *refspecs, timeout=_REMOTE_SECONDS)
        if code == 0:
            return True
        if b"couldn't find remote ref" in err:
            return False
        raise GitFailed(f"Abruf von {remote} ist gescheitert: {err.decode(errors='replace').strip()[:300]}")

    def remote_refs(self, remote: str, *patterns: str) -> dict[str, str]:
        """Ref name → commit id, as the remote tells it now."""
        out = self.run("ls-remote", remote, *patterns, timeout=_REMOTE_SECONDS).decode()
        return {name: commit for commit, name in (line.split("\t") for line in out.splitlines())}

    def push(self, remote: str, commit: str, ref: str) -> tuple[bool, str]:
        """A plain, non-force push of one commit to one ref. (won, what git said). Not winning may be ambiguous."""
        code, _, err = self.attempt("push", "--quiet", remote, f"{commit}:{ref}", timeout=_REMOTE_SECONDS)
        return code == 0, err.decode(errors="replace").strip()

    def may_push(self, remote: str, commit: str, ref: str) -> tuple[bool, str]:
        """Whether the remote would take a push, as far as it says without one. (would, what git said)."""
        words = ("push", "--quiet", "--dry-run", remote, f"{commit}:{ref}")
        code, _, err = self.attempt(*words, timeout=_REMOTE_SECONDS)
        return code == 0, err.decode(errors="replace").strip()


def _record(entry: Entry) -> bytes:
    """An entry as ``git mktree -z`` reads it."""
    return f"{entry.mode} {entry.kind} {entry.id}\t{entry.path}".encode("utf-8", "surrogateescape") + b"\0"


def _environment() -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in _DIVERTING}, **_ENVIRONMENT}
