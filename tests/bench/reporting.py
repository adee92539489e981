"""What a report on a year and an export for the files cost, against reading the same posts alone.

The repository holds a year of posts as archive, with pictures, and a ledger with as many deliveries, two a post; main
and ledger know different posts, so both have to be counted. A report that does not count the whole year, or an export
that lacks a post, was no work, and its cost is none.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from checking import ENV
from figures import Figure, ratio_of_medians
from ledgers import CHANNELS, fill_ledger
from measure import CommandFailed, Cost, run
from office import SCHEDULED, Office, open_office
from planning import read_alone
from posts import A_FULL_DAY
from starting import AMTSFUNK

from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git

_NOW = "30.11.2026 18:00"
_YEAR = "2026"
_ENDED = ("out", "archived")


def figures(folder: Path, posts: int, runs: int) -> Iterator[Figure]:
    office = _open(folder / "office", posts)
    read, reported, exported = [], [], []
    for number in range(runs):
        read.append(read_alone(office.clone, posts + SCHEDULED).cpu)
        reported.append(_report(office, posts).cpu)
        exported.append(_export(office, folder / f"akte-{number}.zip", posts + posts // len(CHANNELS)).cpu)
    yield Figure("report_year_cpu", ratio_of_medians(reported, read), "×", "≤", 2.0)
    yield Figure("report_year_seconds", median(reported), "s", "≤", 10)
    yield Figure("export_cpu", ratio_of_medians(exported, read), "×", "≤", 6.0)
    yield Figure("export_seconds", median(exported), "s", "≤", 30)


def _open(folder: Path, posts: int) -> Office:
    office = open_office(folder, posts, A_FULL_DAY)
    with Git(office.clone) as git:
        repository = read_settings(git, office.root).authority.id
    fill_ledger(office.remote, office.key, repository, office.root, posts)
    run(["git", "fetch", "--quiet", "origin"], office.clone, ENV)
    return office


def _report(office: Office, posts: int) -> Cost:
    """Raises CommandFailed where a post of the year was not counted."""
    cost = run([AMTSFUNK, "report", "year", _YEAR, "--format", "json", "--now", _NOW], office.clone, ENV)
    told = json.loads(cost.output)
    ended = sum(told["deliveries"][end] for end in _ENDED)
    expected = min(posts, 334 * A_FULL_DAY)
    if not told["ledger"] or told["posts"]["planned"] < expected or ended < expected:
        raise CommandFailed(f"amtsfunk report did not count {expected} posts:\n{cost.output[:2000]}")
    return cost


def _export(office: Office, target: Path, posts: int) -> Cost:
    """To one file, which is gone again. Raises CommandFailed where a post is missing."""
    cost = run([AMTSFUNK, "export", target, "--trust-root", office.root], office.clone, ENV)
    with zipfile.ZipFile(target) as package:
        told = len(json.loads(package.read("amtsfunk-akte/data/index.json"))["posts"])
    target.unlink()
    if told != posts:
        raise CommandFailed(f"amtsfunk export told of {told} posts, not of {posts}:\n{cost.output[-2000:]}")
    return cost
