"""What ``amtsfunk check`` costs: all posts against bare YAML loading, one changed post against a smaller repository.

Each repository holds one post with a misspelt key. A check that does not name it has not looked, and its cost is none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from figures import Figure, ratio_of_medians
from measure import CommandFailed, Cost, peak_megabytes, run
from posts import copy_plans, write_posts
from starting import AMTSFUNK

BARE_YAML = Path(__file__).with_name("bare_yaml.py")
# Whoever benches may have settings of git's own; they must not be measured.
ENV: Mapping[str, str] = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Bench" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "bench@musterhafen.example" for who in ("AUTHOR", "COMMITTER")},
}
FOUND = (1,)
MISSPELT = "publsh_at: heute\n"


def figures(folder: Path, posts: int, fewer_posts: int, runs: int) -> Iterator[Figure]:
    many, fewer = _make(folder / "many", posts), _make(folder / "fewer", fewer_posts)
    (folder / "fronts.json").write_text(json.dumps(many.fronts), encoding="utf-8")
    yield from _full(folder / "fronts.json", many, runs)
    yield from _changed(many, fewer, runs)


@dataclass(frozen=True, slots=True)
class Repository:
    """A committed repository; ``edited`` is the one post that has been changed, and broken, since."""

    folder: Path
    fronts: tuple[str, ...]
    edited: str

    def check(self, *options: str) -> Cost:
        """Run the check and make sure that it saw the broken post. Raises CommandFailed where it did not."""
        cost = run([AMTSFUNK, "check", *options], self.folder, ENV, FOUND)
        if self.edited not in cost.output:
            raise CommandFailed(
                f"amtsfunk check {' '.join(options)} did not name {self.edited}:\n{cost.output[-2000:]}"
            )
        return cost


def _make(folder: Path, number: int) -> Repository:
    folder.mkdir(parents=True)
    copy_plans(folder)
    posts = write_posts(folder, number)
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "Posts")):
        run(["git", *words], folder, ENV)
    edited = posts[number // 2]
    broken = edited.text.replace("---\n", f"---\n{MISSPELT}", 1)
    (folder / edited.path).write_text(broken, encoding="utf-8")
    return Repository(folder, tuple(post.front for post in posts), edited.path)


def _full(fronts: Path, many: Repository, runs: int) -> Iterator[Figure]:
    bare: list[tuple[float, float]] = []
    full: list[Cost] = []
    for _ in range(runs):
        wall, cpu = run([sys.executable, BARE_YAML, fronts], many.folder).output.split()
        bare.append((float(wall), float(cpu)))
        full.append(many.check())
    wall_ratio = ratio_of_medians([cost.wall for cost in full], [wall for wall, _ in bare])
    cpu_ratio = ratio_of_medians([cost.cpu for cost in full], [cpu for _, cpu in bare])
    memory = peak_megabytes([AMTSFUNK, "check"], many.folder, ENV, FOUND)
    yield Figure("check_full_wall", wall_ratio, "×", "≤", 1.0)
    yield Figure("check_full_cpu", cpu_ratio, "×", "≤", 2.0)
    yield Figure("check_full_memory", memory, "MB", "≤", 400)


def _changed(many: Repository, fewer: Repository, runs: int) -> Iterator[Figure]:
    costs = [(many.check("--changed").cpu, fewer.check("--changed").cpu) for _ in range(runs)]
    of_many, of_fewer = [cost for cost, _ in costs], [cost for _, cost in costs]
    yield Figure("check_changed_cpu", median(of_many), "s", "≤", 1)
    yield Figure("check_changed_growth", ratio_of_medians(of_many, of_fewer), "×", "≤", 1.5)
