"""The guide „Für Ihre Behörde einrichten“, walked as it is written: every command, every line for a file, in its order.

Stand-ins play GitHub (over a real bare repository and loopback), Mastodon, and a way out that leads nowhere, as in a
house whose website does not answer yet. What only people can do is done by ``Walk``, one method for each such place in
the guide. Not run is ``make ready``, which fetches packages: the program is the one that is tested here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.delivery.events import Governance, read_lines
from standins import github, github_setup, mastodon
from standins.base import Answer, Call
from standins.github import NAME, OWNER, REPOSITORY_ID, GitHub
from standins.github_setup import GitHubAdminSide
from standins.mastodon import ACCOUNT, Mastodon
from standins.serve import serve
from support.guide import Step, Terminal, steps_of
from support.site_office import PRODUCT

GUIDE = PRODUCT / "site/internal/handbuch/einrichten.md"
NOT_RUN = frozenset({"make ready"})
FINDINGS = {"amtsfunk setup github": [1, 0], "amtsfunk doctor": [1]}
"""Exit codes other than 0, call by call: something differs, then nothing does; the website does not answer yet."""
ACCOUNTS = {"kj": 501, "ab": 502, "wl": 503, "tm": 504, "bk": 505}
_LEFT_OUT = {".git", ".venv", "build", "tests", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
_HOME = """\
[user]
	name = ab
	email = 502+ab@users.noreply.github.com
[init]
	defaultBranch = main
[gc]
	auto = 0
[protocol "file"]
	allow = always
[url "{template}"]
	insteadOf = https://vorlage.example/amtsfunk.git
[url "{remote}"]
	insteadOf = git@github.com:nordheide/presse.git
"""


class RealClock:
    """The machine's own: people hold their roles from the day on which ``init`` ran, and an approval given „two hours
    ago“ would lie on the day before whenever this runs soon after midnight. No two acts fall into one second."""

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @now.setter
    def now(self, _moved_on: datetime) -> None:
        time.sleep(1 - datetime.now(UTC).microsecond / 1_000_000)


class Forge:
    """Both sides of the stand-in under one address, told apart by the token."""

    def __init__(self) -> None:
        self.admin = GitHubAdminSide()
        self.reviews: GitHub | None = None

    def answer(self, call: Call) -> Answer:
        if call.headers.get("authorization") == f"Bearer {github_setup.TOKEN}":
            return self.admin.answer(call)
        assert self.reviews is not None
        return self.reviews.answer(call)

    def out(self) -> list[Any]:
        return []


@dataclass
class Walk:
    """``host``: of the forge, ``server``: of Mastodon."""

    home: Path
    remote: Path
    forge: Forge
    host: str
    network: Mastodon
    server: str
    terminal: Terminal

    def play(self, step: Step) -> None:
        if step.kind == "people":
            getattr(self, f"people_{step.text.replace('-', '_')}")()
        elif step.kind == "file":
            head, _, lines = step.text.partition("\n")
            path = Path(head.removeprefix("# ").partition(",")[0])
            getattr(self, f"file_{path.stem}")(self.terminal.folder / path, lines)
        else:
            for command in step.text.splitlines():
                self.command(command)

    def command(self, command: str) -> None:
        if command in NOT_RUN:
            return
        code, said = self.terminal.run(command)
        codes = self.expected.get(command) or [0]
        wanted = codes.pop(0)
        assert code == wanted, f"{command}\n{said}"
        self.said[command] = said

    def __post_init__(self) -> None:
        self.said: dict[str, str] = {}
        self.expected = {command: list(codes) for command, codes in FINDINGS.items()}

    # ------------------------------------------------------------------ what only people do

    def people_antworten(self) -> None:
        assert "Gemeinde Nordheide" in (self.home / "amtsfunk/antworten.yml").read_text(encoding="utf-8")

    def people_dateien(self) -> None:
        """The lines follow."""

    def people_token(self) -> None:
        self.keep("einrichten.token", github_setup.TOKEN)

    def people_freigeben(self) -> None:
        self.merged("anfang", "kj", "tm")

    def people_geheimnisse(self) -> None:
        self.keep("lesen.token", github.TOKEN)
        self.keep("mastodon.token", mastodon.TOKEN)

    def people_erste_freigabe(self) -> None:
        self.merged("hallo", "kj")

    def keep(self, name: str, secret: str) -> None:
        (self.home / "amtsfunk" / name).write_text(secret + "\n", encoding="utf-8")

    def merged(self, branch: str, *reviewers: str) -> None:
        reviews = self.forge.reviews
        assert reviews is not None
        number = reviews.open(branch, "ab")
        for reviewer in reviewers:
            reviews.review(number, reviewer)
        reviews.merge(number, "ab", "squash")

    # ------------------------------------------------------------------ lines for files

    def file_authority(self, file: Path, lines: str) -> None:
        key = (self.home / "amtsfunk/veroeffentlicher.pub").read_text(encoding="utf-8").strip()
        for sample, real in (
            ("nordheide/presse", f"{OWNER}/{NAME}"),
            ("123456789", str(REPOSITORY_ID)),
            ("github.com", f"'{self.host}'"),
        ):
            assert sample in lines
            lines = lines.replace(sample, real)
        lines = re.sub("(?m)^  - ssh-ed25519 .*$", f"  - {key}", lines)
        swap(file, "publishers: []\n", lines)

    def file_team(self, file: Path, lines: str) -> None:
        assert "1234567" in lines
        for sign, number in ACCOUNTS.items():
            swap(file, f"  {sign}:\n", f"  {sign}:\n    {lines.replace('1234567', str(number))}")

    def file_channels(self, file: Path, lines: str) -> None:
        """The stand-in is on this machine; that is the one line that the guide does not have."""
        assert ACCOUNT in lines
        text = file.read_text(encoding="utf-8")
        block = re.search(r"(?ms)^  mastodon:\n.*?(?=^  \S|\Z)", text)
        assert block
        wanted = re.sub("(?m)^    account_id: .*\n", "".join(f"    {line}\n" for line in lines.splitlines()), block[0])
        wanted = re.sub("(?m)^    host: .*$", f"    host: '{self.server}'", wanted)
        swap(file, block[0], wanted)


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True, text=True).stdout


def make_template(folder: Path) -> Path:
    """The product as an authority copies it."""
    folder.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for entry in PRODUCT.iterdir():
        if entry.name in _LEFT_OUT:
            continue
        if entry.is_dir():
            shutil.copytree(entry, folder / entry.name, ignore=ignored, symlinks=True)
        else:
            shutil.copyfile(entry, folder / entry.name)
    git(folder.parent, "init", "--quiet", str(folder))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Vorlage")
    return folder


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    home, remote, template = tmp_path / "home", tmp_path / "remote.git", make_template(tmp_path / "vorlage")
    home.mkdir()
    (home / ".gitconfig").write_text(_HOME.format(template=template, remote=remote), encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    forge, network = Forge(), Mastodon(clock=lambda: datetime.now(UTC))
    forge.admin.users = {number: sign for sign, number in ACCOUNTS.items()}
    with ExitStack() as stack:
        host, server, nowhere = (stack.enter_context(serve(one)) for one in (forge, network, Mastodon()))
        forge.reviews = GitHub(remote, RealClock())
        for sign, number in ACCOUNTS.items():
            forge.reviews.account(sign, number)
        environment = os.environ | {
            "HOME": str(home),
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "AMTSFUNK_PROXY": f"http://{nowhere}",
            "AMTSFUNK_DIRECT": "127.0.0.1",
        }
        yield Walk(home, remote, forge, host, network, server, Terminal(home, environment))


def test_from_the_template_to_the_first_post(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    for step in steps_of(GUIDE.read_text(encoding="utf-8")):
        walk.play(step)
    assert not any(walk.expected.values())
    assert "1 Beitrag geprüft" in walk.said["amtsfunk check"]
    assert "reviewer-without-account" not in walk.said["amtsfunk check"]
    assert "Es ist alles so, wie es sein muss" in walk.said["amtsfunk setup github"]
    examined = " ".join(walk.said["amtsfunk doctor"].split())
    assert "Grundeinstellungen gut" in examined
    assert [out.text for out in walk.network.out()] == ["Moin! Ab heute finden Sie uns auch hier."]
    (page,) = walk.terminal.folder.glob("build/site/public/archiv/*/*/hallo-aus-nordheide/index.html")
    assert "Ab heute finden Sie uns auch hier" in page.read_text(encoding="utf-8")
    rules = read_lines(git(walk.remote, "show", "ledger:repository.jsonl").encode())
    proven = [pull["number"] for line in rules if isinstance(line, Governance) for pull in line.evidence or ()]
    assert proven == [1], "the first state rests on what two people approved"
    seconds = sum(took for took, _ in walk.terminal.took)
    slowest = sorted(walk.terminal.took, reverse=True)[:3]
    with capsys.disabled():
        print(f"\nset up by the guide: {len(walk.terminal.took)} commands, {seconds / 60:.1f} minutes of machine time")
        print("".join(f"  {took:5.1f} s  {command[:70]}\n" for took, command in slowest), end="")


def test_whatever_only_people_can_do_is_done_here(walk: Walk) -> None:
    """A new place in the guide needs somebody who does it."""
    steps = list(steps_of(GUIDE.read_text(encoding="utf-8")))
    people = [step.text for step in steps if step.kind == "people"]
    assert people and all(hasattr(walk, f"people_{anchor.replace('-', '_')}") for anchor in people)
    assert len(people) == GUIDE.read_text(encoding="utf-8").count("\n**Nur "), "one of them has no anchor"
