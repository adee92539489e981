"""The ground on which a drill is walked: a folder of its own with an authority that is called „Übung“.

Nothing of it can reach the world. Every channel is worked by hand, the remote is a folder beside it, and the clock is
always given, so that ``publish`` itself refuses anything else. Every process starts with an environment that is made
here, without credentials, home or git settings of the person. The real repository is read file by file, never as git.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from amtsfunk.commands.demonstration.sandbox import Sandbox
from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.git import Git

PREFIX = "amtsfunk-uebung-"
OUT = ("accepted", "handed")
_KEPT = ("PATH", "PYTHONPATH")
_GONE = "Die Übungsumgebung ist gelöscht; es bleibt nichts zurück, und nichts ist hinausgegangen."


@contextmanager
def leaving_nothing() -> Iterator[Path]:
    """A folder that is gone afterwards, however it ends: done, failed, Ctrl-C, terminated or the window closed."""
    # Its name is known before it exists: whenever the drill is cut off, what is there is found and removed.
    folder = Path(tempfile.gettempdir(), PREFIX + secrets.token_hex(8))
    kept: dict[signal.Signals, Any] = {}
    try:
        for sign in (signal.SIGTERM, signal.SIGHUP):
            kept[sign] = signal.signal(sign, _interrupt)
        folder.mkdir(mode=0o700)
        with _alone(folder):
            yield folder
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_GONE) from None
    finally:
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        _remove(folder)
        for sign, handler in (*kept.items(), (signal.SIGINT, heard)):
            signal.signal(sign, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _remove(folder: Path) -> None:
    """A git process that was cut off may still write for a moment."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        SystemClock().sleep(0.1)
    shutil.rmtree(folder)


def bare_environment(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """All that a process of the drill gets to know. ``given``: the person's own environment."""
    return {
        **{name: given[name] for name in _KEPT if name in given},
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LC_ALL": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "110",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "file",
    }


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """This process, too, has only the bare environment while it works on the ground."""
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(bare_environment(folder, before))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass(slots=True)
class Ground:
    """``start``: the time at which the drill begins; from there its clock goes on as the real one does."""

    folder: Path
    start: datetime
    clock: SystemClock = field(default_factory=SystemClock)
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock.elapsed()

    @property
    def sandbox(self) -> Sandbox:
        return Sandbox(self.folder / "uebung")

    @property
    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.clock.elapsed() - self.began)

    def begin(self) -> None:
        """What was prepared took no time of the drill."""
        self.began = self.clock.elapsed()

    def key(self, sign: str) -> str:
        return str(self.sandbox.actor(sign).key)

    def say(self, *words: str, at: datetime | None = None) -> tuple[int, str]:
        """Exit code and output of one verb in the sandbox. Ends with the drill if that is interrupted."""
        return self.sandbox.run_verb((*words, "--now", (at or self.now).isoformat()), os.environ)

    def publish(self) -> tuple[int, str]:
        """One run of the publisher, as the timer would start it."""
        key, out = self.key("publisher"), str(self.folder / "von-hand")
        return self.say("publish", "--send", "--key", key, "--state", str(self.sandbox.state), "--out", out)

    def events(self) -> list[Mapping[str, Any]]:
        """All lines about posts in the sandbox's ledger."""
        with Git(self.sandbox.remote) as git:
            paths = [entry.path for entry in git.tree("ledger") if entry.path.endswith(".jsonl")]
            lines = [line for path in paths for line in (git.blob("ledger", path) or b"").splitlines()]
        found = []
        for line in lines:
            with suppress(ValueError):
                found.append(json.loads(line))
        return [line for line in found if isinstance(line, dict) and "post" in line]

    def channels_of(self, post: str, types: Sequence[str]) -> set[str]:
        """The channels with such a line about the post, or about one whose id begins like that; of a line about the
        whole post its type."""
        return {
            str(line.get("channel", line.get("type")))
            for line in self.events()
            if str(line["post"]).startswith(post) and line.get("type") in types
        }
