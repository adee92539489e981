"""``make bench``: measurements as ratios within one run, one ``figure`` line each.

A goal that is missed is printed as ``short`` and is no error; a command that fails is one. Amtsfunk caches nothing
between runs, and what the system caches meets both sides of a ratio alike: runs alternate, medians count.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import checking
import planning
import publishing
import reporting
import sending
import serving
import sites
import starting
from figures import Figure
from measure import CommandFailed


@dataclass(frozen=True, slots=True)
class Size:
    """How much is generated. ``small`` is for a quick look and for machines that test every change."""

    posts: int
    fewer_posts: int
    few_posts: int
    deliveries: int
    few_deliveries: int
    sent: int
    watched: int
    archives: tuple[int, ...]
    runs: int
    planned: int = 5_000


SIZES = {
    "full": Size(
        posts=10_000,
        fewer_posts=1_000,
        few_posts=100,
        deliveries=100_000,
        few_deliveries=100,
        sent=1_000,
        watched=500,
        archives=(2_000, 10_000),
        runs=5,
    ),
    "small": Size(
        posts=1_000, fewer_posts=100, few_posts=20, deliveries=10_000, few_deliveries=100, sent=200, watched=60,
        archives=(2_000,), runs=3, planned=500,
    ),
}


def measure(size: Size, folder: Path) -> Iterator[Figure]:
    yield from starting.figures(runs=21)
    yield from checking.figures(folder / "check", size.posts, size.fewer_posts, size.runs)
    yield from planning.figures(folder / "plan", size.planned, size.runs)
    yield from reporting.figures(folder / "report", size.planned, size.runs)
    yield from publishing.figures_of_posts(folder / "publish", size.posts, size.few_posts, size.runs)
    yield from publishing.figures_of_ledgers(folder / "ledger", size.deliveries, size.few_deliveries, size.runs)
    yield from sending.figures_at_once(folder / "send", size.sent, size.runs)
    yield from sending.figures_of_watching(folder / "watch", size.watched, a_second=5)
    yield from serving.figures(folder / "serve", size.runs)
    yield from sites.figures(folder / "sites", size.posts, size.archives, size.runs)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    size = SIZES[parser.parse_args().size]
    print(f"{size.posts:,} posts, {size.deliveries:,} deliveries, medians of {size.runs} alternating runs", flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="amtsfunk-bench-") as folder:
            _keep_compiled(Path(folder) / "compiled")
            for figure in measure(size, Path(folder)):
                print(figure, flush=True)
    except CommandFailed as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 1
    return 0


def _keep_compiled(folder: Path) -> None:
    """Where Amtsfunk is installed, its modules are compiled once. Whoever benches may have told Python not to keep
    them, and compiling them at each start must not be measured; both sides of a ratio run with the same setting."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


if __name__ == "__main__":
    sys.exit(main())
