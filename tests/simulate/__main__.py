"""``python -m simulate``: many seeds, one seed again, a seed shrunk, or every interleaving of a small case."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

_TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_TESTS)] if str(_TESTS) not in sys.path else []


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser("simulate", description="The production engine over a simulated world, replayable by seed.")
    parser.add_argument("--count", "-n", type=int, default=10_000, help="how many seeds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes side by side")
    parser.add_argument("--seed", type=int, help="play this one seed and tell how it goes")
    parser.add_argument("--exhaustive", action="store_true", help="every interleaving of one post and two runners")
    parser.add_argument("--depth", type=int, default=2, help="most faults at once in an exhaustive search")
    parser.add_argument("--ledger", action="store_true", help="with --seed: the lines of the ledger, too")
    given = parser.parse_args(arguments)
    if given.exhaustive:
        return _exhaustive(given)
    return _one(given) if given.seed is not None else _many(given)


def _many(given: Namespace) -> int:
    from simulate.summary import Stopwatch, Total, line_of, of_many  # noqa: PLC0415

    watch, total = Stopwatch(), Total()
    for total in of_many(given.count, given.workers, given.first):
        if total.schedules % 10_000 == 0 and total.schedules < given.count:
            print(line_of(total, watch.seconds), file=sys.stderr, flush=True)
    print(line_of(total, watch.seconds))
    for askable, words in ((False, "cannot be asked"), (True, "can be asked")):
        for name, count in sorted(total.held(askable=askable).items()):
            print(f"  held, network {words}: {name}: {count}")
    if total.unavoidable:
        print(
            "  sent again, because a person had deleted it there before anybody knew that it was out: "
            f"{total.unavoidable}"
        )
    for seed, why in list(total.failing.items())[:10]:
        print(f"  seed {seed}: {why}\n    make simulate SEED={seed}")
    return 1 if total.failing else 0


def _one(given: Namespace) -> int:
    from simulate.play import play  # noqa: PLC0415
    from simulate.schedule import schedule  # noqa: PLC0415
    from simulate.shrink import shrink_seed  # noqa: PLC0415
    from simulate.tell import tell  # noqa: PLC0415

    wanted = schedule(given.seed)
    found = play(wanted)
    if not found.violations:
        print(tell(wanted, found, ledger=given.ledger))
        return 0
    print(f"seed {given.seed} violates {', '.join(sorted(found.names))}; the smallest schedule that still does:")
    print(tell(*shrink_seed(wanted), ledger=True))
    return 1


def _exhaustive(given: Namespace) -> int:
    from simulate.exhaustive import CASES, searches  # noqa: PLC0415

    failed = 0
    for name, result in zip(CASES, searches(CASES.values(), given.depth, given.workers), strict=True):
        print(f"{name}: {result}", flush=True)
        failed += bool(result.failing)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
