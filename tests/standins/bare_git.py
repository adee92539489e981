"""What a forge does inside of its bare repository, by plumbing: commits with any author, merges, squashes, rebases."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Identity:
    name: str
    email: str


class Conflict(Exception):
    """Both sides changed the same lines."""


class BareGit:
    def __init__(self, repository: Path) -> None:
        self.repository = repository

    def run(self, *words: str, stdin: bytes | None = None, allowed: Sequence[int] = (0,)) -> str:
        command = ["git", "-C", str(self.repository), *words]
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=dict(os.environ))
        if done.returncode not in allowed:
            raise AssertionError(f"git {' '.join(words)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode(errors="replace").strip()

    def tip(self, branch: str) -> str:
        return self.run("rev-parse", "--verify", f"refs/heads/{branch}")

    def has(self, commit: str) -> bool:
        return subprocess.run(
            ["git", "-C", str(self.repository), "cat-file", "-e", f"{commit}^{{commit}}"],
            capture_output=True,
            check=False,
        ).returncode in (0,)

    def is_ancestor(self, older: str, newer: str) -> bool:
        words = ["git", "-C", str(self.repository), "merge-base", "--is-ancestor", older, newer]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def set(self, ref: str, commit: str) -> None:
        self.run("update-ref", ref, commit)

    def parents(self, commit: str) -> list[str]:
        return self.run("rev-list", "--parents", "-n1", commit).split()[1:]

    def field(self, commit: str, form: str) -> str:
        return self.run("log", "-1", f"--format={form}", commit)

    def write(  # noqa: PLR0917 - the parts of a commit
        self,
        start: str,
        files: Mapping[str, str | bytes | None],
        people: tuple[Identity, Identity],
        at: datetime,
        message: str,
        parents: Sequence[str] = (),
    ) -> str:
        """A commit on top of ``start`` with these files (None removes one); ``parents``: further ones, of a merge.
        The first of ``people`` is its author, the second its committer."""
        author, committer = people
        stamp = f"{int(at.timestamp())} +0000"
        text = message.encode()
        lines = [
            b"commit refs/standin/fresh\n",
            f"author {author.name} <{author.email}> {stamp}\n".encode(),
            f"committer {committer.name} <{committer.email}> {stamp}\n".encode(),
            b"data %d\n%s\n" % (len(text), text),
            f"from {start}\n".encode(),
            *(f"merge {parent}\n".encode() for parent in parents),
        ]
        for path, content in files.items():
            if content is None:
                lines.append(f"D {path}\n".encode())
                continue
            data = content.encode() if isinstance(content, str) else content
            lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
        self.run("fast-import", "--quiet", "--force", "--date-format=raw", stdin=b"".join(lines))
        return self.run("rev-parse", "refs/standin/fresh")

    def commit_tree(
        self,
        tree: str,
        parents: Sequence[str],
        people: tuple[Identity, Identity],
        dates: tuple[str, str],
        message: str,
    ) -> str:
        author, committer = people
        environment = {
            **os.environ,
            "GIT_AUTHOR_NAME": author.name,
            "GIT_AUTHOR_EMAIL": author.email,
            "GIT_AUTHOR_DATE": dates[0],
            "GIT_COMMITTER_NAME": committer.name,
            "GIT_COMMITTER_EMAIL": committer.email,
            "GIT_COMMITTER_DATE": dates[1],
        }
        words = ["commit-tree", tree, *(word for parent in parents for word in ("-p", parent))]
        command = ["git", "-C", str(self.repository), *words]
        done = subprocess.run(command, input=message.encode(), capture_output=True, check=True, env=environment)
        return done.stdout.decode().strip()

    def merged_tree(self, ours: str, theirs: str) -> str:
        """The tree of a merge. Raises Conflict."""
        command = ["git", "-C", str(self.repository), "merge-tree", "--write-tree", ours, theirs]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode != 0:
            raise Conflict
        return done.stdout.decode().split("\n")[0]

    def rebase(self, commits: Sequence[str], onto: str, committer: Identity, at: datetime, trailer: str = "") -> str:
        """These commits, oldest first, one by one on top of ``onto``; merges are left out, and so is what changes
        nothing there. ``trailer``: what is added to every message."""
        for commit in commits:
            parents = self.parents(commit)
            if len(parents) != 1:
                continue
            form = "%an%x00%ae%x00%ad%x00%B"
            name, email, date, message = self.run("log", "-1", "--date=raw", f"--format={form}", commit).split("\0")
            people = (Identity(name, email), committer)
            stamp = f"{int(at.timestamp())} +0000"
            # The same content as „onto“, but grown from the commit's own parent: then git finds the right merge base.
            here = self.commit_tree(f"{onto}^{{tree}}", parents, people, (stamp, stamp), "base")
            tree = self.merged_tree(here, commit)
            if tree != self.run("rev-parse", f"{onto}^{{tree}}"):
                onto = self.commit_tree(tree, [onto], people, (date, stamp), message + trailer)
        return onto
