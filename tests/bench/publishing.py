"""What ``amtsfunk publish`` costs when nothing is due: with many posts, and with many deliveries in the ledger.

Each office has run twice before it is measured: the first run takes in what main holds, the second finds nothing, and
so must every run that counts. The clone stays, as on a server with a disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from checking import ENV
from figures import Figure, ratio_of_medians
from ledgers import fill_ledger
from measure import CommandFailed, Cost, run
from office import NOW, SCHEDULED, Office, open_office
from starting import AMTSFUNK

from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git

LEDGER_OFFICE_POSTS = 100


def figures_of_posts(folder: Path, posts: int, few: int, runs: int) -> Iterator[Figure]:
    many, less = open_office(folder / "many", posts), open_office(folder / "few", few)
    yield from _compare("publish_idle_posts", many, less, runs)


def figures_of_ledgers(folder: Path, deliveries: int, few: int, runs: int) -> Iterator[Figure]:
    many, less = (_with_ledger(folder / str(number), number) for number in (deliveries, few))
    yield from _compare("publish_idle_ledger", many, less, runs)


def _with_ledger(folder: Path, deliveries: int) -> Office:
    office = open_office(folder, LEDGER_OFFICE_POSTS)
    with Git(office.clone) as git:
        repository = read_settings(git, office.root).authority.id
    fill_ledger(office.remote, office.key, repository, office.root, deliveries)
    return office


def _compare(name: str, many: Office, less: Office, runs: int) -> Iterator[Figure]:
    for office in (many, less):
        _take_in(office)
        _idle(office)
    costs = [(_idle(many), _idle(less)) for _ in range(runs)]
    wall = ratio_of_medians([cost.wall for cost, _ in costs], [cost.wall for _, cost in costs])
    cpu = ratio_of_medians([cost.cpu for cost, _ in costs], [cost.cpu for _, cost in costs])
    yield Figure(f"{name}_wall", wall, "×", "≤", 1.5)
    yield Figure(f"{name}_cpu", cpu, "×", "≤", 1.5)


def _publish(office: Office) -> Cost:
    words = ["publish", "--send", "--now", NOW, "--key", office.key, "--trust-root", office.root]
    return run([AMTSFUNK, *words, "--state", office.sandbox.state], office.clone, ENV)


def _take_in(office: Office) -> None:
    """The first run, after the ledger was opened where nobody filled one.

    Raises CommandFailed where it did not capture exactly the approved posts.
    """
    if not run(["git", "branch", "--list", "ledger"], office.remote).output.strip():
        words = ["ledger", "open", "--now", NOW, "--key", office.key, "--trust-root", office.root]
        run([AMTSFUNK, *words, "--state", office.sandbox.state], office.clone, ENV)
    said = _publish(office).output
    index = json.loads(run(["git", "show", "ledger:open.json"], office.remote).output)
    if len(index["open"]) != SCHEDULED or index["waiting"]:
        raise CommandFailed(f"the first run took in {index['open']}, waiting {index['waiting']}:\n{said[-2000:]}")


def _idle(office: Office) -> Cost:
    """A run that writes nothing. Raises CommandFailed where the ledger grew."""
    before = run(["git", "rev-parse", "ledger"], office.remote).output
    cost = _publish(office)
    if run(["git", "rev-parse", "ledger"], office.remote).output != before:
        raise CommandFailed(f"a run with nothing due wrote to the ledger:\n{cost.output[-2000:]}")
    return cost
