"""``make mutants``: take each guard away, one at a time; every time a test must fail (DELIVERY.md § 6).

First the named tests run without any mutation and must pass. A mutant that survives is a test that is missing; one
whose text is no longer there is a guard that moved, and this list has to follow. Either makes the command fail.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from copies import Copy, load_libraries
from mutant import Mutant, read_mutants

ROOT = Path(__file__).parents[2]
MUTANTS = tuple(read_mutants())
_CAUGHT = (1, 124)
"""A failing test, or one that hangs. A module that cannot be loaded (2) proves nothing."""
_SECONDS_BETWEEN_LOOKS = 0.02
_GREEN_SECONDS = 1800


def main() -> int:
    options = _options()
    flaws = [f"{mutant.id}: {flaw}" for mutant in MUTANTS if (flaw := mutant.flaw(ROOT)) is not None]
    if len({mutant.id for mutant in MUTANTS}) != len(MUTANTS):
        flaws.append("two mutants of one name")
    if flaws:
        print("\n".join(flaws), file=sys.stderr)
        return 1
    chosen = _chosen(options)
    load_libraries()
    with tempfile.TemporaryDirectory(prefix="amtsfunk-mutants-") as folder:
        copies = [Copy(ROOT, Path(folder, str(number)).resolve()) for number in range(options.workers)]
        if not _is_green(copies, chosen):
            return 1
        survived = list(_try_all(copies, chosen))
    print(f"mutants: {len(chosen)}, caught {len(chosen) - len(survived)}, survived {len(survived)}")
    return int(bool(survived))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--sample", metavar="K", type=int, help="only K of them, drawn by the seed")
    parser.add_argument("--seed", type=int, help="which ones; without it another seed each time, printed")
    parser.add_argument("--only", metavar="WORD", help="those whose name or guard contains this")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> list[Mutant]:
    chosen = [mutant for mutant in MUTANTS if (options.only or "") in f"{mutant.id} {mutant.guards}"]
    if options.sample is None or options.sample >= len(chosen):
        return chosen
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"mutants: {options.sample} of {len(chosen)}, seed {seed}", flush=True)
    return random.Random(seed).sample(chosen, options.sample)  # noqa: S311 - replayable, nothing secret


def _is_green(copies: Sequence[Copy], chosen: Sequence[Mutant]) -> bool:
    """Whether the named tests pass without a mutation, in the copy itself and not in what is installed."""
    begun = time.monotonic()
    tests = sorted({test for mutant in chosen for test in mutant.tests})
    shares = [["test_canary.py", *tests[number :: len(copies)]] for number in range(len(copies))]
    for copy, share in zip(copies, shares, strict=True):
        copy.start(share, longest=_GREEN_SECONDS)
    codes = [_wait(copy) for copy in copies]
    if any(codes):
        red = next(copy for copy, code in zip(copies, codes, strict=True) if code)
        print(f"{red.said()}\nmutants: the tests do not pass without a mutation", file=sys.stderr)
        return False
    print(f"without a mutation {len(tests)} named tests pass ({time.monotonic() - begun:.0f} s)", flush=True)
    return True


def _wait(copy: Copy) -> int:
    while (code := copy.result()) is None:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return code


def _try_all(copies: Sequence[Copy], chosen: Sequence[Mutant]) -> Iterator[Mutant]:
    """Those that survived."""
    waiting, busy = list(reversed(chosen)), dict[int, Mutant]()
    while waiting or busy:
        for number, copy in enumerate(copies):
            if number in busy and (code := copy.result()) is not None:
                mutant = busy.pop(number)
                copy.restore()
                if not _is_caught(mutant, code, copy):
                    yield mutant
            if number not in busy and waiting:
                busy[number] = waiting.pop()
                copy.mutate(busy[number])
                copy.start(busy[number].tests)
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _is_caught(mutant: Mutant, code: int, copy: Copy) -> bool:
    caught = code in _CAUGHT
    word = "caught" if caught else "SURVIVED" if code == 0 else f"SURVIVED (exit code {code})"
    print(f"{word:<9} {mutant.guards:<14} {mutant.id} ({copy.seconds:.1f} s)", flush=True)
    if code not in (0, *_CAUGHT):
        print(copy.said(), file=sys.stderr)
    return caught


if __name__ == "__main__":
    sys.exit(main())
