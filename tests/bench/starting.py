"""What it costs to start: ``amtsfunk --version`` against Python doing nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, ratio_of_medians
from measure import run

AMTSFUNK = Path(sys.executable).with_name("amtsfunk")


def figures(runs: int) -> Iterator[Figure]:
    here = Path.cwd()
    nothing, version = [], []
    for _ in range(runs):
        nothing.append(run([sys.executable, "-c", "pass"], here).wall)
        version.append(run([AMTSFUNK, "--version"], here).wall)
    yield Figure("version_start", ratio_of_medians(version, nothing), "×", "≤", 3)
