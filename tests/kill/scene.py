"""What is killed: an authority with approved posts that are due, real git and keys, and servers on loopback.

A scene is prepared once and copied for every schedule; the channels' hosts are bound in what was approved, so the
servers stay and only what they hold begins anew.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from networks import Network

from amtsfunk.cli import main as amtsfunk
from standins.base import Answer, Call, Out, StandIn
from standins.serve import serve
from support.repo import PNG, Office, post_text

DUE = "2026-12-01 09:05"
_SITE_AND_HAND = """\
channels:
  website:
    label: Website
    network: website
    host: www.beispielau.example
    account_id: www.beispielau.example
    via: site
    owner: anna
    comments: false
  facebook:
    label: Facebook
    network: facebook
    host: facebook.netzwerke.example
    account_id: "3001"
    owner: anna
"""
_CHANNEL = """\
  {name}:
    label: {name}
    network: {name}
    host: {host}
    account_id: "{account}"
    via: api
    owner: anna
"""
# Kills the publisher's whole process group while it pushes: before the branch moves, or when it has moved unheard.
_HOOK = """\
#!/bin/sh
[ "$AMTSFUNK_KILL_PUSH" = {phase} ] || exit 0
echo push >> "$AMTSFUNK_KILL_PUSHES"
[ "$(wc -l < "$AMTSFUNK_KILL_PUSHES")" -eq "$AMTSFUNK_KILL_PUSH_NUMBER" ] || exit 0
kill -9 -- "-$(cat "$AMTSFUNK_KILL_PID")"
"""
_MEDIA = "content/media/2026/12"


@dataclass
class Current:
    """The server of one channel: a stand-in that begins anew with every schedule. ``busy``: calls under way."""

    network: Network
    now: datetime
    stand_in: StandIn = field(init=False)
    busy: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.stand_in = self.network.make(lambda: self.now)

    def answer(self, call: Call) -> Answer:
        """A request whose body never arrived whole, because its sender died, does nothing on any server."""
        if len(call.body) < int(call.headers.get("content-length", 0)):
            return Answer(400)
        with self.lock:
            self.busy += 1
        try:
            return self.stand_in.answer(call)
        finally:
            with self.lock:
                self.busy -= 1

    def out(self) -> list[Out]:
        return self.stand_in.out()


@dataclass
class Scene:
    """``posts``: id → the texts of its parts; ``channels``: where each of them goes."""

    folder: Path
    root: str
    servers: Mapping[str, Current]
    posts: Mapping[str, tuple[str, ...]]

    @property
    def channels(self) -> tuple[str, ...]:
        return ("website", "facebook", *self.servers)

    @property
    def secrets(self) -> dict[str, str]:
        return {name: text for server in self.servers.values() for name, text in server.network.secrets.items()}

    def begin_anew(self, target: Path) -> Office:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target, symlinks=True)
        for server in self.servers.values():
            server.begin_anew()
        return Office(target, self.root)

    def set_clocks(self, now: str) -> None:
        """The servers' clocks, to the time of a run."""
        for server in self.servers.values():
            server.now = time_of(now)

    def settle(self) -> None:
        """Until no server works on a request any more: what was sent has arrived, whoever sent it is gone."""
        deadline = time.monotonic() + 5
        time.sleep(0.05)
        while any(server.busy for server in self.servers.values()) and time.monotonic() < deadline:
            time.sleep(0.01)


def time_of(now: str) -> datetime:
    """A time as ``--now`` takes it in the office's zone, in UTC."""
    return datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@contextmanager
def make_scene(folder: Path, networks: tuple[Network, ...], posts: int) -> Iterator[Scene]:
    """A scene of as many posts; every second one with a picture, every third one a thread."""
    with ExitStack() as stack:
        servers = {network.name: Current(network, time_of(DUE)) for network in networks}
        hosts = {name: stack.enter_context(serve(server)) for name, server in servers.items()}
        office = Office.make(folder)
        try:
            office.change_rules({"plans/channels.yml": _channels(networks, hosts)})
            texts = _write_posts(office, ("website", "facebook", *servers), posts)
            office.push()
            _open_ledger(office)
        finally:
            office.close()
        for phase in ("pre-receive", "post-receive"):
            hook = office.remote / "hooks" / phase
            hook.parent.mkdir(exist_ok=True)
            hook.write_text(_HOOK.format(phase=phase), encoding="utf-8")
            hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
        for place in (office.clone, office.remote):
            subprocess.run(["git", "-C", str(place), "gc", "--quiet"], check=True)
        yield Scene(office.folder, office.root, servers, texts)


def _channels(networks: tuple[Network, ...], hosts: Mapping[str, str]) -> str:
    rows = [_CHANNEL.format(name=one.name, host=hosts[one.name], account=one.account) for one in networks]
    return _SITE_AND_HAND + "".join(rows)


def _write_posts(office: Office, channels: tuple[str, ...], count: int) -> dict[str, tuple[str, ...]]:
    """All in one merge, written by anna and approved by ben."""
    office.branch("beitraege")
    named, found = f"[{', '.join(channels)}]", dict[str, tuple[str, ...]]()
    for number in range(1, count + 1):
        parts = (f"Sirene {number} heult zur Probe.", *([f"Und Teil 2 zu {number}."] if number % 3 == 1 else []))
        picture = f"sirene-{number}.png" if number % 2 == 0 else None
        if picture:
            office.write(f"{_MEDIA}/{picture}", PNG)
        text = "\n\n## Teil 2\n".join(parts)
        path = f"content/posts/2026/12/probe-{number}.md"
        office.write(path, post_text(title=f"Probe {number}", text=text, channels=named, picture=picture))
        found[f"probe-{number}"] = parts
    office.commit("Write", by="anna")
    for name in found:
        office.approve("ben", f"content/posts/2026/12/{name}.md")
    office.commit("Approve", by="ben")
    office.merge("beitraege")
    return found


def _open_ledger(office: Office) -> None:
    words = ["ledger", "open", "--repository", str(office.clone), "--now", DUE, "--trust-root", office.root]
    with redirect_stdout(StringIO()):
        code = amtsfunk([*words, "--key", str(office.key("publisher")), "--state", str(office.folder / "state")])
    if code != 0:
        raise AssertionError("the ledger could not be opened")


def environment(home: Path) -> dict[str, str]:
    """Of every process: nothing of the person's who runs this, no git settings but these."""
    home.mkdir(exist_ok=True)
    settings = home / ".gitconfig"
    settings.write_text(
        "[user]\n\tname = Test\n\temail = test@beispielau.example\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
        '[receive]\n\tautogc = false\n[protocol "file"]\n\tallow = always\n',
        encoding="utf-8",
    )
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }
