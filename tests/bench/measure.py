"""What a command costs: wall time, processor time and peak memory, of the process and everything that it starts."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.02


class CommandFailed(Exception):
    """A measured command did not do its work; its cost would mean nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock, and seconds of processor time of the process and of all its children."""

    wall: float
    cpu: float
    output: str


def run(
    words: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)
) -> Cost:
    """Run a command to its end. Raises CommandFailed for an exit code that is not allowed."""
    begun = time.perf_counter()
    child = _start(words, folder, env)
    assert child.stdout is not None
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    _expect(child, words, output, allowed)
    return Cost(wall, usage.ru_utime + usage.ru_stime, output)


def peak_megabytes(
    words: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)
) -> float:
    """The most memory that the process and its children held at one moment, shared pages counted once (PSS)."""
    peak = 0
    child = _start(words, folder, env, subprocess.DEVNULL)
    while child.poll() is None:
        peak = max(peak, sum(_proportional_kilobytes(pid) for pid in _family(child.pid)))
        time.sleep(_SAMPLE_SECONDS)
    _expect(child, words, "", allowed)
    return peak / 1024


def _start(
    words: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None, out: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(word) for word in words],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _expect(child: subprocess.Popen[str], words: Sequence[str | Path], output: str, allowed: Sequence[int]) -> None:
    if child.returncode not in allowed:
        command = " ".join(str(word) for word in words)
        raise CommandFailed(f"{command}: exit code {child.returncode}\n{output[-2000:]}")


def _family(pid: int) -> list[int]:
    """A process and all its descendants that live now."""
    found = [pid]
    for parent in found:
        try:
            listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += [int(child) for child in listed.split()]
    return found


def _proportional_kilobytes(pid: int) -> int:
    try:
        listing = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in listing.splitlines() if line.startswith("Pss:")), 0)
