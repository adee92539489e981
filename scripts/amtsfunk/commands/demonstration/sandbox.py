"""A sandbox for the demonstration: a bare remote, an editor's clone, fresh keys, an authority's first commits.

Everything lies below one folder and is made of real parts: real git, real signatures. The root commit holds governance
paths only and is signed off by two people (``plans/genesis.json``); content comes by merges after it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from amtsfunk.effects import ssh
from amtsfunk.effects.git import Git
from amtsfunk.model.errors import EffectFailed, NotFound

MAIN = "main"
GOVERNANCE = (
    "plans/authority.yml",
    "plans/channels.yml",
    "plans/team.yml",
    "plans/approval.yml",
    "plans/elections.yml",
    "plans/mentions.yml",
    "plans/notify.yml",
    "mkdocs.yml",
    "site",
)
CONTENT = ("plans", "netiquette", "guidelines", "content")
READY = "ready"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a key: a roster sign (or ``publisher``) and the private key's path."""

    sign: str
    key: Path

    @property
    def config(self) -> tuple[str, ...]:
        """git options that commit and sign as this person."""
        return (
            *("-c", f"user.name={self.sign}", "-c", f"user.email={self.sign}@musterhafen.example"),
            *("-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key}", "-c", "commit.gpgsign=true"),
        )


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where the parts of the sandbox lie."""

    folder: Path

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def clone(self) -> Path:
        return self.folder / "editor"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def actor(self, sign: str) -> Actor:
        return Actor(sign, self.folder / "keys" / sign)

    @property
    def is_ready(self) -> bool:
        """Whether a first run went through. What was begun and interrupted is made anew."""
        return (self.folder / READY).is_file()

    def is_of(self, product: Path) -> bool:
        """Whether it was made from these pages: the sandbox keeps its own, and another version cannot draw them."""
        return (self.folder / READY).read_text(encoding="utf-8").strip() == _pages_digest(product)

    def refuse_damaged(self, signs: Iterable[str]) -> None:
        """Raises EffectFailed where a part is gone: git would else work on whatever repository lies around it."""
        needed = [
            *(self.folder / "keys" / sign for sign in signs),
            *(self.clone / ".git" / "HEAD", self.remote / "HEAD", self.folder / "trust-root"),
        ]
        gone = [path.relative_to(self.folder).as_posix() for path in needed if not path.is_file()]
        if gone:
            raise EffectFailed(
                f"Der Übungsumgebung in {self.folder} fehlt: {', '.join(gone)}.",
                "Legen Sie sie neu an: amtsfunk demo --fresh (oder löschen Sie den Ordner).",
            )

    @property
    def trust_root(self) -> str:
        """The root commit, kept outside the repository as a real authority keeps it in its publisher's settings."""
        return (self.folder / "trust-root").read_text(encoding="utf-8").strip()

    @property
    def trust_root_or_none(self) -> str | None:
        """None while the root commit is being made."""
        return self.trust_root if (self.folder / "trust-root").is_file() else None

    def run_verb(self, words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
        """Exit code and output of one verb in a process of its own, in the clone, with the sandbox's own trust root
        (none while the root commit is being made), whatever the given environment says of one."""
        own = {name: value for name, value in environment.items() if name != "AMTSFUNK_TRUST_ROOT"}
        root = self.trust_root_or_none
        done = subprocess.run(
            [sys.executable, "-m", "amtsfunk", *words],
            cwd=self.clone,
            env=own if root is None else {**own, "AMTSFUNK_TRUST_ROOT": root},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode(errors="replace")

    def mark_ready(self, product: Path) -> None:
        """The first run went through to its end."""
        (self.folder / READY).write_text(_pages_digest(product) + "\n", encoding="utf-8")

    def make_remote(self, signs: Iterable[str]) -> None:
        """Empty folders, a bare remote, an empty clone and one key per sign. Removes a half-made sandbox first."""
        if self.folder.exists():
            if any(self.folder.iterdir()) and not (self.folder / "keys").is_dir():
                raise EffectFailed(
                    f"Der Ordner {self.folder} ist nicht leer und keine Übungsumgebung.",
                    "Wählen Sie mit --sandbox einen anderen Ordner.",
                )
            shutil.rmtree(self.folder)
        (self.folder / "keys").mkdir(parents=True, mode=0o700)
        for sign in signs:
            ssh.make_key(self.folder / "keys" / sign, sign)
        self.remote.mkdir()
        Git(self.remote).run("init", "--quiet", "--bare", f"--initial-branch={MAIN}")
        self.clone.mkdir()
        clone = Git(self.clone)
        clone.run("init", "--quiet", f"--initial-branch={MAIN}")
        clone.run("remote", "add", "origin", str(self.remote))

    def commit(self, actor: Actor, message: str, at: datetime, paths: Sequence[str]) -> str:
        """Commit paths of the clone, signed by this person, and return the commit id."""
        git = Git(self.clone)
        git.run("add", "--all", "--", *paths)
        git.run(*actor.config, "commit", "--quiet", "-m", message, env=_dates(at))
        return git.run("rev-parse", "HEAD").decode().strip()

    def branch(self, name: str) -> None:
        Git(self.clone).run("switch", "--quiet", "-c", name, MAIN)

    def merge(self, actor: Actor, branch: str, at: datetime) -> str:
        """Merge a branch into main as a forge does (a merge commit), push main, and return M."""
        git = Git(self.clone)
        git.run("switch", "--quiet", MAIN)
        message = f"Merge branch '{branch}'"
        git.run(*actor.config, "merge", "--quiet", "--no-ff", "-m", message, branch, env=_dates(at))
        git.run("branch", "--quiet", "-D", branch)
        self.push()
        return git.run("rev-parse", "HEAD").decode().strip()

    def push(self) -> None:
        won, said = Git(self.clone).push("origin", MAIN, f"refs/heads/{MAIN}")
        if not won:
            raise EffectFailed(f"Der Push in die Übungsumgebung ist gescheitert: {said}")

    def copy_in(self, source: Path, paths: Iterable[str], *, leave_out: frozenset[str] = frozenset()) -> None:
        """Copy files and folders of the product's own repository into the clone, except the paths left out."""
        for name in paths:
            origin = source / name
            files = [origin] if origin.is_file() else sorted(p for p in origin.rglob("*") if p.is_file())
            for file in files:
                relative = file.relative_to(source).as_posix()
                if relative not in leave_out:
                    target = self.clone / relative
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)


def _pages_digest(product: Path) -> str:
    """SHA-256 over the sources of both sites."""
    digest = sha256()
    for file in [product / "mkdocs.yml", *sorted((product / "site").rglob("*"))]:
        if file.is_file():
            digest.update(file.relative_to(product).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def enter_keys(clone: Path, people: Iterable[Actor], publisher: Actor) -> None:
    """Write the fresh public keys into the clone's roster and authority file, line by line."""
    team = clone / "plans" / "team.yml"
    text = team.read_text(encoding="utf-8")
    for person in people:
        key = ssh.public_key_of(person.key)
        text, found = re.subn(rf"(?m)^(  {re.escape(person.sign)}:\n)", rf"\g<1>    keys:\n      - {key}\n", text)
        if found != 1:
            raise NotFound(f"In plans/team.yml fehlt das Kürzel „{person.sign}“.")
    team.write_text(text, encoding="utf-8")
    authority = clone / "plans" / "authority.yml"
    text = authority.read_text(encoding="utf-8")
    lines = f"publishers:\n  - {ssh.public_key_of(publisher.key)}\n"
    text, found = re.subn(r"(?m)^publishers:.*\n", lines, text)
    authority.write_text(text if found else text + lines, encoding="utf-8")


def _dates(at: datetime) -> dict[str, str]:
    return {"GIT_AUTHOR_DATE": at.isoformat(), "GIT_COMMITTER_DATE": at.isoformat()}
