"""``make kill``: the real process dies at every boundary between two effects, on real git and local servers, and
further runs recover (DELIVERY.md § 6).

Never twice, never lost, nothing unknown beyond one batch: the servers' own lists are the truth. A schedule in which one
of these fails is printed with what was wrong, and the command fails.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from networks import NETWORKS
from scene import environment, make_scene
from schedules import Death, Player, Result, Schedule, files_below

POSTS, MANY_POSTS = 3, 60
HOOKS = ("pre-receive", "post-receive")


def main() -> int:
    options = _options()
    print(f"kill: seed {options.seed}, every {options.every}. boundary, {options.double} double deaths", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="amtsfunk-kill-") as folder:
        workers = multiprocessing.get_context("fork").Pool(options.workers)
        with workers:
            shares = [(options, number, Path(folder, str(number))) for number in range(options.workers)]
            results = [result for share in workers.map(_work, shares) for result in share]
    return _report(results, time.monotonic() - begun)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make kill", description=__doc__.splitlines()[0])
    parser.add_argument("--every", metavar="K", type=int, default=1, help="only every K-th boundary")
    parser.add_argument("--double", metavar="N", type=int, default=40, help="how many schedules with two deaths")
    parser.add_argument("--many", metavar="N", type=int, default=8, help=f"how many deaths amid {MANY_POSTS} posts")
    parser.add_argument("--reads", action="store_true", help="processes that only read make boundaries, too")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _work(share: tuple[argparse.Namespace, int, Path]) -> list[Result]:
    """One worker's share of all schedules, each over a scene of its own."""
    options, number, folder = share
    folder.mkdir()
    env = {**environment(folder / "home"), **({"AMTSFUNK_KILL_READS": "1"} if options.reads else {})}
    os.environ.clear()
    os.environ.update(env)
    results = _play(options, number, folder / "few", POSTS, env)
    return results + (_play(options, number, folder / "many", MANY_POSTS, env) if options.many else [])


def _play(options: argparse.Namespace, number: int, folder: Path, posts: int, env: dict[str, str]) -> list[Result]:
    with make_scene(folder / "scene", NETWORKS, posts) as scene:
        player = Player(scene, folder, env)
        whole = player.play(Schedule(Death()))
        player.hands = dict(files_below(folder / "office/clone/build/manual"))
        chance = random.Random(options.seed)  # noqa: S311 - replayable, nothing secret
        schedules = _schedules(options, whole.boundaries, chance, many=posts == MANY_POSTS)
        results = [whole] if number == 0 else []
        for schedule in schedules[number :: options.workers]:
            results.append(player.play(schedule))
            for flaw in results[-1].flaws:
                print(f"kill: {posts} posts, {schedule}: {flaw}", flush=True)
        return results


def _schedules(
    options: argparse.Namespace, boundaries: Sequence[str], chance: random.Random, *, many: bool
) -> list[Schedule]:
    """Every boundary (a few more than a run without a death had, because threads differ), every push, and pairs."""
    last = len(boundaries)
    if many:
        return [Schedule(Death(chance.randint(1, last))) for _ in range(options.many)]
    pushes = sum(line.endswith("before git push") for line in boundaries)
    running = [place for place, line in enumerate(boundaries, 1) if line.split(" ", 2)[1] == "amid"]
    found = [Schedule(Death(at)) for at in range(1, last + 3, options.every)]
    found += [Schedule(Death(push=(push, hook))) for push in range(1, pushes + 1) for hook in HOOKS][:: options.every]
    found += [Schedule(Death(at, group=True)) for at in running[:: options.every]]
    for _ in range(options.double):
        found.append(Schedule(Death(chance.randint(1, last)), Death(chance.randint(1, last))))
    return found


def _report(results: Sequence[Result], seconds: float) -> int:
    boundaries = len(results[0].boundaries)
    bad = [result for result in results if result.flaws]
    print(
        f"kill: boundaries {boundaries}, schedules {len(results)}, deaths {sum(one.killed for one in results)}, "
        f"duplicates {sum(one.duplicates for one in results)}, losses {sum(one.losses for one in results)}, "
        f"most ambiguous by one kill {max(one.ambiguous for one in results)}, "
        f"schedules with a flaw {len(bad)} ({seconds:.0f} s)"
    )
    return int(bool(bad) or not any(one.killed for one in results))


if __name__ == "__main__":
    sys.exit(main())
