"""Copies of the tree in which a mutant is tried: a copy a worker, one mutation at a time, each test run a process.

Each test run is forked from this process, which has loaded pytest and the libraries already but never the program: that
is read anew, from the copy, by every run.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mutant import PROGRAM, Mutant

_NEEDED = ("scripts", "tests", "plans", "netiquette", "guidelines", "content", "site", "pyproject.toml")
_RELEASED = ("docs", ".ci", ".vscode", "mkdocs.yml", "Makefile", "README.md", "LICENSE", ".gitattributes", ".gitignore",
             "requirements.lock")  # fmt: skip
"""What a version of the product is besides: tests of upgrading take one over."""
_NOT = shutil.ignore_patterns("__pycache__", ".hypothesis", ".pytest_cache", "browser", "bench", "data")
_LOADED_ONCE = (
    "_pytest.assertion.rewrite",
    "hypothesis",
    "pydantic",
    "pytest",
    "regex",
    "requests",
    "rich.console",
    "rich.table",
    "yaml",
)
_BEGIN = """\
import os
import sys

if not any(os.path.isdir(os.path.join(place, "amtsfunk")) for place in os.environ["PYTHONPATH"].split(os.pathsep)):
    sys.path.insert(0, {scripts!r})
"""
"""How every child process begins: the copy's program instead of the installed one, but where the parent names a version
of the program itself, it gets that one."""
LONGEST_SECONDS = 120
"""A mutant that makes a test hang is noticed, too."""


def load_libraries() -> None:
    for name in _LOADED_ONCE:
        importlib.import_module(name)
    if any(name.partition(".")[0] == "amtsfunk" for name in sys.modules):
        raise AssertionError("the program must not be loaded before a copy is")


class Copy:
    """One copy of the tree. ``log``: what the last test run printed."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "run.log"
        folder.mkdir(parents=True)
        for name in (*_NEEDED, *_RELEASED):
            source = root / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=_NOT, symlinks=True)
            else:
                shutil.copy2(source, folder / name)
        shutil.copy2(root / "tests/mutants/canary.py", folder / "tests/test_canary.py")
        guard = folder / "tests/guard/sitecustomize.py"
        begins = _BEGIN.format(scripts=str(folder / "scripts"))
        guard.write_text(begins + guard.read_text(encoding="utf-8"), encoding="utf-8")
        self._pid = 0
        self._since = self._until = 0.0
        self._changed: tuple[Path, str, float] | None = None
        self._clock = 0

    def mutate(self, mutant: Mutant) -> None:
        """Put the mutant in. Every version of a file has a time of its own, or Python would run an older one's code."""
        path = self.folder / PROGRAM / mutant.file
        text = path.read_text(encoding="utf-8")
        self._changed = (path, text, path.stat().st_mtime)
        self._clock += 10
        path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        os.utime(path, (1_000_000_000 + self._clock,) * 2)

    def restore(self) -> None:
        if self._changed is not None:
            path, text, when = self._changed
            path.write_text(text, encoding="utf-8")
            os.utime(path, (when, when))
            self._changed = None

    def start(self, tests: Sequence[str], *, longest: float = LONGEST_SECONDS) -> None:
        """Begin a test run in a process (group) of its own; it ends with the first test that fails."""
        sys.stdout.flush()
        self._since = time.monotonic()
        self._until = self._since + longest
        self._pid = os.fork()
        if self._pid == 0:
            code = 70
            try:
                code = self._test(tests)
            finally:
                os._exit(code)

    def _test(self, tests: Sequence[str]) -> int:
        import pytest  # noqa: PLC0415 - loaded long ago

        os.setsid()
        out = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(self.folder)
        installed = [place for place in sys.path if (Path(place) / "amtsfunk").is_dir()]
        sys.path[:] = [str(self.folder / "scripts"), *(place for place in sys.path if place not in installed)]
        named = [f"tests/{test}" for test in tests]
        options = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0")
        return int(pytest.main([*options, *named]))

    def result(self) -> int | None:
        """The exit code of the run, 124 where it hung, None while it runs."""
        done, status = os.waitpid(self._pid, os.WNOHANG)
        if done == 0 and time.monotonic() < self._until:
            return None
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        if done == 0:
            os.waitpid(self._pid, 0)
            return 124
        return os.waitstatus_to_exitcode(status)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._since

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")
