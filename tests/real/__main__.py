"""``make real``: publish to a real Bluesky server, and over the Mastodon API, through everything that networks do."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from play import Result, play
from servers import Server, pds
from texts import made_posts, real_posts

SIZES = {"full": (500, 30.0), "small": (50, 30.0)}
"""Posts, each on four accounts; how many calls of a hundred go wrong."""
ACCOUNTS = 4


@contextmanager
def _pds(folder: Path) -> Iterator[Server]:
    with pds(folder, ACCOUNTS) as server:
        yield server


def main() -> int:
    parser = argparse.ArgumentParser(prog="make real", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    number, rate = SIZES[arguments.size]
    real = real_posts()
    posts = [*real, *made_posts(max(0, number - len(real)))][: number if arguments.size == "full" else None]
    if arguments.size != "full":
        posts = [*real[:: max(1, len(real) // 25)], *made_posts(25)]
    said = f"{len(real)} real ones at hand" if real else "no real ones at hand"
    print(f"real: {len(posts)} posts ({said}) on {ACCOUNTS} accounts, {rate:g} of 100 calls disturbed", flush=True)
    well = True
    with tempfile.TemporaryDirectory(prefix="amtsfunk-real-") as folder, _pds(Path(folder)) as server:
        well &= _report(server, play(Path(folder), server, posts, seed=arguments.seed, rate=rate))
    return 0 if well else 1


def _report(server: Server, result: Result) -> bool:
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(result.faults.items()))
    print(f"real: over {server.name}: faults {sum(result.faults.values())} ({kinds})")
    for title in ("duplicates", "losses", "altered", "unended"):
        for line in getattr(result, title)[:10]:
            print(f"real: {title}: {line}")
    print(
        f"real: publishes {result.publishes}, duplicates {len(result.duplicates)}, losses {len(result.losses)}, "
        f"altered {len(result.altered)}, rejected {result.rejected}, missed {result.missed}, held {result.held}, "
        f"without an end {len(result.unended)}, posts that nobody could approve {result.refused_posts}, "
        f"{result.seconds:.0f} s",
        flush=True,
    )
    return result.is_well


if __name__ == "__main__":
    sys.exit(main())
