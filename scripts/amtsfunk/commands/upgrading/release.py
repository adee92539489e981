"""Reading a version of the product from a folder, and running its program beside the one that runs now."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amtsfunk.commands.upgrading import probe
from amtsfunk.commands.upgrading.compare import Comparison, Present, Release
from amtsfunk.commands.upgrading.paths import RECORD, Part, is_product
from amtsfunk.commands.upgrading.record import read_record
from amtsfunk.effects.git import Entry, Git
from amtsfunk.effects.tree_change import tracked_files, uncommitted, unfinished
from amtsfunk.model.errors import EffectFailed, Refused, UsageError

_INIT = "scripts/amtsfunk/__init__.py"
_PACKAGE = "scripts/amtsfunk/"
_VERSION = re.compile(r'^__version__ = "([^"\n]+)"$', re.MULTILINE)
_MADE = frozenset({"build", "__pycache__", "node_modules"})
_SECONDS = 600


def read_release(folder: Path) -> Release:
    """All files of the product in a checkout (what git keeps of it) or an unpacked release (all of them, but for what
    is made by running it). Raises UsageError where there is none, Refused where it is not whole."""
    if not (folder / _INIT).is_file():
        raise UsageError(
            f"In „{folder}“ liegt keine Fassung von Amtsfunk ({_INIT} fehlt).",
            "Nennen Sie den Ordner eines Klons oder einer entpackten Fassung.",
        )
    version = _VERSION.search((folder / _INIT).read_text(encoding="utf-8"))
    if version is None:
        raise Refused(f"In {folder / _INIT} steht keine Fassung.", "Ist die Fassung vollständig entpackt?")
    name = version[1]
    if (folder / ".git").exists():
        with Git(folder) as git:
            if dirty := uncommitted(git):
                raise unfinished([f"{folder}/{path}" for path in dirty])
            paths = tracked_files(git)
            name += f" ({(git.resolve('HEAD') or '')[:12]})"
    else:
        paths = frozenset(_walk(folder))
    files = {path: _read(folder, path) for path in sorted(paths) if is_product(path)}
    return Release(name, files, frozenset(path for path in files if os.access(folder / path, os.X_OK)))


def read_present(git: Git) -> Present:
    """What HEAD holds of the product: not the work tree, so that an upgrade that was interrupted comes out the same.
    Raises Refused where the record cannot be read or a file is a link."""
    files: dict[str, bytes] = {}
    runnable: set[str] = set()
    for entry in git.tree("HEAD"):
        if is_product(entry.path):
            files[entry.path] = _blob(git, entry)
            runnable |= {entry.path} if entry.mode == "100755" else set()
    record = git.blob("HEAD", RECORD)
    return Present(files, frozenset(runnable), None if record is None else read_record(record))


def _blob(git: Git, entry: Entry) -> bytes:
    found = git.read(entry.id) if entry.mode in ("100644", "100755") else None
    if found is None:
        raise Refused(f"„{entry.path}“ ist in git keine gewöhnliche Datei.", "Es wurde nichts geändert.")
    return found[2]


def _walk(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        top = Path(place) == folder
        folders[:] = [name for name in folders if name not in _MADE and not name.endswith(("_cache", ".egg-info"))
                      and not (top and name.startswith(".") and name not in _DOTTED)]  # fmt: skip
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in names)


_DOTTED = frozenset({".ci", ".github", ".vscode"})
"""Folders at the top that are the product's; other names with a dot are made by tools."""


def _read(folder: Path, path: str) -> bytes:
    target = folder / path
    if target.is_symlink() or not target.is_file():
        raise Refused(f"„{target}“ ist keine gewöhnliche Datei.", "Es wurde nichts geändert.")
    return target.read_bytes()


# ---------------------------------------------------------------- running another version


@dataclass(frozen=True, slots=True)
class Program:
    """A version's program: the folder that holds its package, and the interpreter that has the packages it needs."""

    scripts: Path
    python: str = sys.executable

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One process with this version's package before every other. Raises EffectFailed where it does not end."""
        path = os.pathsep.join([str(self.scripts), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            return subprocess.run([self.python, *words], capture_output=True, text=True, encoding="utf-8",
                                  errors="replace", env=environment, timeout=_SECONDS, check=False)  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EffectFailed(f"Das Programm der anderen Fassung lief nicht: {error}", _PACKAGES) from error

    def digests(self, root: Path) -> Mapping[str, Digests]:
        """Every post's digest and what was signed of it, as this version sees it. Raises EffectFailed with its last
        words where it cannot say."""
        done = self.run(str(Path(probe.__file__)), str(self.scripts), str(root))
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["ohne ein Wort"])[-1]
            raise EffectFailed(
                f"Ob die Freigaben erhalten bleiben, kann das Programm in {self.scripts} nicht sagen: {last}", _PACKAGES
            )
        return {path: Digests(one["digest"], tuple(one["signed"])) for path, one in json.loads(done.stdout).items()}

    def check(self, root: Path, now: str | None) -> tuple[int, str]:
        """Exit code and words of this version's check."""
        done = self.run("-m", "amtsfunk", "check", "--repository", str(root), *(["--now", now] if now else []))
        return done.returncode, (done.stdout + done.stderr).strip()


_PACKAGES = (
    "Es wurde nichts geändert. Vielleicht braucht die neue Fassung andere Pakete: Legen Sie ihr eine Umgebung an "
    "(pip install --require-hashes -r requirements.lock), und nennen Sie deren Python mit --python PFAD."
)


@dataclass(frozen=True, slots=True)
class Digests:
    """One post: the digest of its manifest, and those that somebody signed."""

    digest: str | None
    signed: tuple[str, ...]


def present_program(root: Path) -> Program:
    """The one that this repository carries, else the one that runs now."""
    carried = root / "scripts"
    return Program(carried if (carried / "amtsfunk" / "__init__.py").is_file() else Path(__file__).parents[3])


@contextmanager
def coming_program(source: Path, here: Present, comparison: Comparison, python: str | None) -> Iterator[Program]:
    """The program as it will be, laid out beside: the release's, with what the house keeps of its own."""
    own = source / ".venv" / "bin" / "python"
    interpreter = python or (str(own) if own.is_file() else sys.executable)
    if Part.program not in here.parts:
        yield Program(source / "scripts", interpreter)
        return
    change = comparison.change
    files = {path: data for path, data in {**here.files, **change.writes}.items() if path.startswith(_PACKAGE)}
    with tempfile.TemporaryDirectory(prefix="amtsfunk-") as folder:
        for path in files.keys() - change.removals:
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])
        yield Program(Path(folder) / "scripts", interpreter)


def refuse_broken(program: Program, root: Path, now: str | None) -> None:
    """Raises Refused where the coming version's check finds an error here, EffectFailed where it does not run."""
    code, said = program.check(root, now)
    if code == 1:
        raise Refused(
            f"Die neue Fassung findet hier Fehler:\n\n{said}\n",
            "Bitte zuerst mit der bisherigen Fassung beheben; es wurde nichts geändert.",
        )
    if code != 0:
        raise EffectFailed(f"Die neue Fassung läuft hier nicht:\n{said[-1500:]}\n", _PACKAGES)
