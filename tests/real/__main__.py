"""``make real``: publish to a real Bluesky server, and over the Mastodon API, through everything that networks do."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from play import Result, play
from servers import WAYS, RealMastodon, Server, mastodon, pds
from texts import Wanted, made_posts, real_posts


@dataclass(frozen=True)
class Size:
    """``posts`` go out on four accounts of the real Bluesky server, ``few`` on one account of each other server;
    ``rate``: how many calls of a hundred go wrong."""

    posts: int
    few: int
    rate: float = 30.0


SIZES = {"full": Size(posts=500, few=100), "small": Size(posts=50, few=20)}
ACCOUNTS = 4


def main() -> int:
    parser = argparse.ArgumentParser(prog="make real", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    size, real = SIZES[arguments.size], real_posts()
    print(f"real: {len(real)} posts of real people are at hand; {size.rate:g} of 100 calls are disturbed", flush=True)
    results = []
    with tempfile.TemporaryDirectory(prefix="amtsfunk-real-") as folder:
        for number, opened in enumerate(_servers(Path(folder))):
            with opened as server:
                posts = _mixed(real, size.posts if server.network == "bluesky" else size.few)
                place = Path(folder) / str(number)
                results.append(play(place, server, posts, seed=arguments.seed + number, rate=size.rate))
                _report(server, results[-1])
    print(_closing(results), flush=True)
    return 0 if all(result.is_well for result in results) else 1


def _servers(folder: Path) -> Iterator[AbstractContextManager[Server]]:
    yield pds(folder, ACCOUNTS)
    address, token = os.environ.get("AMTSFUNK_REAL_MASTODON_URL"), os.environ.get("AMTSFUNK_REAL_MASTODON_TOKEN")
    if address and token:
        yield nullcontext(RealMastodon(address, token))
        return
    print("real: no Mastodon server was named (AMTSFUNK_REAL_MASTODON_URL and …_TOKEN), so stand-ins it is", flush=True)
    yield from (mastodon(way) for way in WAYS)


def _mixed(real: Sequence[Wanted], number: int) -> list[Wanted]:
    """Half of them of real people, evenly chosen, or all of theirs where that is fewer; the rest made up."""
    taken = real if len(real) <= number // 2 else real[:: -(-len(real) // (number // 2))]
    return [*taken, *made_posts(number - len(taken))]


def _report(server: Server, result: Result) -> None:
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(result.faults.items()))
    print(f"real: over {server.name}: faults {sum(result.faults.values())} ({kinds})")
    for title in ("duplicates", "losses", "altered", "unended"):
        for line in getattr(result, title)[:10]:
            print(f"real: {title}: {line}")
    print(
        f"real: … publishes {result.publishes}, duplicates {len(result.duplicates)}, losses {len(result.losses)}, "
        f"altered {len(result.altered)}, rejected {result.rejected}, missed {result.missed}, held {result.held}, "
        f"without an end {len(result.unended)}, posts that nobody could approve {result.refused_posts}, "
        f"{result.seconds:.0f} s",
        flush=True,
    )


def _closing(results: Sequence[Result]) -> str:
    def all_of(name: str) -> int:
        return sum(len(getattr(result, name)) for result in results)

    return (
        f"real: publishes {sum(result.publishes for result in results)}, "
        f"faults {sum(sum(result.faults.values()) for result in results)}, duplicates {all_of('duplicates')}, "
        f"losses {all_of('losses')}, altered {all_of('altered')}, held {sum(result.held for result in results)}"
    )


if __name__ == "__main__":
    sys.exit(main())
