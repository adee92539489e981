"""``python tests/redteam``: every attack on approval by review, then honest work without end, and both figures.

Prints how many attacks were refused for the reason that they must be refused for, and how many honest histories of how
many were refused falsely. Exit code 1 where either figure is not what it must be.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

_TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_TESTS)] if str(_TESTS) not in sys.path else []
_CHUNK = 25
"""Histories of one office: each is a little slower than the one before, and a new office costs half a second."""
_GIT_SETTINGS = (
    "[user]\n\tname = Test\n\temail = test@musterhafen.example\n[gc]\n\tauto = 0\n[init]\n\tdefaultBranch = main\n"
)


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser("redteam", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000, help="how many honest histories")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes side by side")
    parser.add_argument("--seed", type=int, help="play this one honest history and tell what happens")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="amtsfunk-redteam-home-") as home:
        _isolate(Path(home))
        return _one(given.seed) if given.seed is not None else _all(given)


def _isolate(home: Path) -> None:
    """No git settings of the person who runs it."""
    (home / ".gitconfig").write_text(_GIT_SETTINGS, encoding="utf-8")
    for name in [name for name in os.environ if name.startswith(("GIT_", "AMTSFUNK_", "SSH_"))]:
        del os.environ[name]
    os.environ |= {"HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}


def _all(given: Namespace) -> int:
    from redteam.attacks import ATTACKS  # noqa: PLC0415 - after git's settings are out of the way

    begun = time.monotonic()
    with ProcessPoolExecutor(given.workers) as pool:
        flaws = [flaw for flaw in pool.map(_attacked, range(len(ATTACKS))) if flaw is not None]
        for flaw in flaws:
            print(flaw)
        print(f"attacks: {len(ATTACKS)}, refused by their condition: {len(ATTACKS) - len(flaws)}", flush=True)
        last = given.first + given.count
        chunks = [range(seed, min(seed + _CHUNK, last)) for seed in range(given.first, last, _CHUNK)]
        refused, posts, ways = 0, 0, Counter[str]()
        for some in pool.map(_honest, chunks):
            refused += len(some[0])
            posts += some[1]
            ways += some[2]
            for seed, why in some[0].items():
                print(f"  seed {seed}: {why}\n    python tests/redteam --seed {seed}", flush=True)
    for way, times in sorted(ways.items()):
        print(f"  {way}: {times}")
    seconds = time.monotonic() - begun
    print(f"honest histories: {given.count} ({posts} posts), falsely refused: {refused} ({seconds:.0f} s)")
    return int(bool(flaws or refused))


def _attacked(place: int) -> str | None:
    from redteam.attacks import ATTACKS  # noqa: PLC0415
    from redteam.base import flaw_of, office_in  # noqa: PLC0415

    attack = ATTACKS[place]
    with office_in() as office:
        flaw = flaw_of(office, attack)
    return None if flaw is None else f"  {attack.name}: {flaw}"


def _honest(seeds: range) -> tuple[dict[int, str], int, Counter[str]]:
    from redteam.base import office_in  # noqa: PLC0415
    from redteam.honest import History  # noqa: PLC0415

    refused: dict[int, str] = {}
    posts, ways = 0, Counter[str]()
    with office_in() as office:
        for seed in seeds:
            history = History(office, seed)
            found = history.play()
            posts += len(history.posts)
            ways += history.ways
            if found:
                refused[seed] = "; ".join(found)
    return refused, posts, ways


def _one(seed: int) -> int:
    from redteam.base import office_in  # noqa: PLC0415
    from redteam.honest import History  # noqa: PLC0415

    with office_in() as office:
        history = History(office, seed)
        found = history.play()
        print("\n".join([*history.told, "", *(found or ["approved"])]))
        print(office.forge.git.run("log", "--graph", "--oneline", "-30", "--all"))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
