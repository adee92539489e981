"""A built site brought to a server by SFTP: what changed goes there, what is gone goes away, nothing else is touched.

OpenSSH's own ``sftp`` does it in batches (sftp(1), „-b": the first command that fails ends the batch, one that begins
with ``-`` may fail). Which files are ours there, and their digests, stands in a list beside them. It is written before
the first file, so that a page that was brought by a run that broke is still known, and taken away, later.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from amtsfunk.model.errors import EffectFailed, UsageError

LIST = ".amtsfunk-files"
_TARGET = re.compile(
    r"(?P<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*)(?::(?P<port>[0-9]{1,5}))?"
    r":(?P<folder>/[A-Za-z0-9._/-]*[A-Za-z0-9._-])"
)
_NAME = re.compile(r"[A-Za-z0-9._][A-Za-z0-9._-]*(?:/[A-Za-z0-9._][A-Za-z0-9._-]*)*")
_LINE = re.compile(r"([0-9a-f]{64}|-{64})  (\S+)")
_LONGEST_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Target:
    user: str
    host: str
    port: int
    folder: str

    def command(self, key: Path, known_hosts: Path) -> tuple[str, ...]:
        """No password, no other key, and no server whose key is not known."""
        options = (
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "IdentitiesOnly=yes",
            f"UserKnownHostsFile={known_hosts}",
        )
        given = [word for option in options for word in ("-o", option)]
        return ("sftp", "-q", *given, "-i", str(key), "-P", str(self.port), "-b", "-", f"{self.user}@{self.host}")


@dataclass(frozen=True, slots=True)
class Mirrored:
    brought: int
    taken: int
    unchanged: int


def parse_target(text: str) -> Target:
    """``user@host:/folder`` or ``user@host:port:/folder``. Raises UsageError."""
    match = _TARGET.fullmatch(text)
    if match is None or ".." in match["folder"].split("/"):
        raise UsageError(f"„{text}“ ist kein Ziel.", "So: web@www.musterhafen.example:/var/www/social")
    return Target(match["user"], match["host"], int(match["port"] or 22), match["folder"])


def mirror(site: Path, folder: str, command: Sequence[str]) -> Mirrored:
    """Make ``folder`` there what ``site`` is here, as far as it is ours. ``command``: reads a batch from its input.
    Raises EffectFailed."""
    files = {path: _digest(site / path) for path in _files(site)}
    with tempfile.TemporaryDirectory(prefix="amtsfunk-") as name:
        desk = Path(name)
        there = _known(desk, folder, command)
        changed = [path for path, digest in files.items() if there.get(path) != digest]
        gone = sorted(set(there) - set(files))
        if changed or gone or not there:
            known = dict.fromkeys([*there, *files], "-" * 64) | {p: d for p, d in there.items() if p not in changed}
            _write(desk / "before", known)
            _write(desk / "after", files)
            _run(command, [*_bring(site, folder, desk, changed), *_take(folder, desk, gone)])
    return Mirrored(len(changed), len(gone), len(files) - len(changed))


def _bring(site: Path, folder: str, desk: Path, changed: Sequence[str]) -> Iterator[str]:
    """Pages last, so that none asks for what is not there yet; each file appears as a whole."""
    yield f'-mkdir "{folder}"'
    parents = {str(parent) for path in changed for parent in Path(path).parents} - {"."}
    yield from (f'-mkdir "{folder}/{parent}"' for parent in sorted(parents))
    yield from _put(desk / "before", f"{folder}/{LIST}")
    for path in sorted(changed, key=lambda path: (path.endswith(".html"), path)):
        yield from _put(site / path, f"{folder}/{path}")


def _take(folder: str, desk: Path, gone: Sequence[str]) -> Iterator[str]:
    yield from (f'-rm "{folder}/{path}"' for path in gone)
    yield from _put(desk / "after", f"{folder}/{LIST}")


def _put(file: Path, there: str) -> Iterator[str]:
    yield f'put "{file}" "{there}.neu"'
    yield f'rename "{there}.neu" "{there}"'


def _known(desk: Path, folder: str, command: Sequence[str]) -> Mapping[str, str]:
    """What the list there says; nothing where there is none. A line that is none of ours is left out."""
    _run(command, [f'-get "{folder}/{LIST}" "{desk / "list"}"'])
    try:
        lines = (desk / "list").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = (match for line in lines if (match := _LINE.fullmatch(line)))
    return {match[2]: match[1] for match in found if _is_ours(match[2])}


def _files(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_symlink() or not (file.is_dir() or file.is_file()) or not _is_ours(path):
            raise EffectFailed(f"{file} kann nicht auf den Server: ungewöhnlicher Name oder keine Datei.")
        if file.is_file():
            yield path


def _is_ours(path: str) -> bool:
    return _NAME.fullmatch(path) is not None and ".." not in path.split("/") and path != LIST


def _write(file: Path, known: Mapping[str, str]) -> None:
    file.write_text("".join(f"{digest}  {path}\n" for path, digest in sorted(known.items())), encoding="utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _run(command: Sequence[str], batch: Sequence[str]) -> None:
    try:
        done = subprocess.run(
            command, input="\n".join([*batch, ""]).encode(), capture_output=True, timeout=_LONGEST_SECONDS, check=False
        )
    except FileNotFoundError as absent:
        raise EffectFailed("Auf diesem Rechner fehlt das Programm „sftp“.", "apt install openssh-client") from absent
    except subprocess.TimeoutExpired as slow:
        raise EffectFailed("Der Server braucht zu lange (SFTP).", "Bitte später noch einmal.") from slow
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["ohne Erklärung"]
        raise EffectFailed(
            f"SFTP ist gescheitert: {said[0][:300]}",
            "Stimmen Schlüssel, Konto, Ordner und der bekannte Schlüssel des Servers?",
        )
