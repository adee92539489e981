"""``make real``: publish to a real Bluesky server, and over the Mastodon API, through everything that networks do."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from real.facts import FACTS, otherwise
from real.mastodons import mastodons, real_address
from real.play import BEGIN, JumpingClock, kinds_of, play
from real.servers import Pds, Server, pds
from real.texts import Wanted, made_posts, mending_posts, real_posts
from real.truth import Result

ACCOUNTS = 4
SIZES = {"full": (500, 80, 30.0), "small": (25, 8, 30.0)}
"""Posts, each on every account; how many of the made ones are corrected, edited or withdrawn afterwards, or left; how
many calls of a hundred go wrong at worst."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make real", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("bluesky", "mastodon"))
    arguments = parser.parse_args()
    results = []
    for network in ("bluesky", "mastodon"):
        if arguments.only in (None, network):
            with tempfile.TemporaryDirectory(prefix="amtsfunk-real-") as folder:
                results.append(_play(network, Path(folder), arguments.size, arguments.seed))
    print(_closing(results), flush=True)
    return 0 if all(result.is_well for result in results) else 1


def _play(network: str, folder: Path, size: str, seed: int) -> Result:
    # A server that somebody runs has the real time, and would wonder about posts of another.
    is_elsewhere = network == "mastodon" and real_address() is not None
    clock = JumpingClock(datetime.now(UTC) if is_elsewhere else BEGIN)
    number, mended, rate = SIZES[size]
    with _server(network, folder, clock) as server:
        surprises = list(otherwise(server)) if isinstance(server, Pds) else []
        posts = _posts(number, size)
        mends = list(mending_posts(mended, server.edits, [account.channel for account in server.accounts]))
        real = sum(post.name.startswith("echt-") for post in posts)
        said = f"{real} of them real ones" if real else "none of them real, because the real ones are not at hand"
        print(
            f"real: over {server.name}: {len(posts)} posts ({said}) and {len(mends)} that mend them, on "
            f"{len(server.accounts)} accounts, up to {rate:g} of 100 calls disturbed; the client gives up after 0.8 s",
            flush=True,
        )
        for account in server.accounts:
            if account.without:
                left = ", ".join(sorted(account.without))
                print(f"real: {account.channel} ({account.way}) without {left}: no publisher can make that good there")
        if isinstance(server, Pds):
            print(f"real: {len(FACTS) - len(surprises)} of {len(FACTS)} facts that the adapter builds on hold here")
        result = play(folder, server, [posts, mends], clock, seed=seed, rate=rate)
    result.surprises = surprises
    _report(server, result)
    return result


def _server(network: str, folder: Path, clock: JumpingClock) -> AbstractContextManager[Server]:
    return pds(folder, ACCOUNTS) if network == "bluesky" else mastodons(clock.now)


def _posts(number: int, size: str) -> list[Wanted]:
    """The full size has all real ones; the small one a few of each kind."""
    real = real_posts()
    if size != "full":
        real = real[:: max(1, len(real) // (number // 2))][: number // 2]
    return [*real, *made_posts(number - len(real))]


def _report(server: Server, result: Result) -> None:
    print(f"real: over {server.name}: out {kinds_of(result.ways)}; in the ledger {kinds_of(result.counts)}")
    print(f"real: faults by kind: {kinds_of(result.faults)}")
    for title in ("surprises", "duplicates", "losses", "altered", "unended", "held", "trouble"):
        for line in getattr(result, title)[:10]:
            print(f"real: {title}: {line}")
    print(
        f"real: … publishes {result.publishes} of {result.wished}, {_figures([result])}, without an end "
        f"{len(result.unended)}, posts that nobody could approve {result.refused_posts}, {result.seconds:.0f} s",
        flush=True,
    )


def _closing(results: Sequence[Result]) -> str:
    return f"real: publishes {sum(result.publishes for result in results)}, {_figures(results)}"


def _figures(results: Sequence[Result]) -> str:
    faults = sum(sum(result.faults.values()) for result in results)
    kinds = len({kind for result in results for kind in result.faults})
    counted = [
        f"{title} {sum(len(getattr(result, title)) for result in results)}"
        for title in ("duplicates", "losses", "altered", "held")
    ]
    return f"faults {faults} of {kinds} kinds, {', '.join(counted)}"


if __name__ == "__main__":
    sys.exit(main())
