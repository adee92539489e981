"""Publishing to servers through proxies until nothing is open, and what is there afterwards.

The publisher's own code runs: a real ledger in a bare repository, approvals by signature, the engine, the driver. Only
two things are scaled, so that it does not take weeks: the clock jumps over quiet periods, after everything late has
arrived, and the driver gives up after fractions of a second.
"""

from __future__ import annotations

import io
import json
import os
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amtsfunk.cli import main
from amtsfunk.commands.publishing.engine import Engine
from amtsfunk.commands.publishing.run import make_world, new_run, open_workplace, publisher_key
from amtsfunk.delivery.batch import payload_path, read_post
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import PostState
from amtsfunk.effects import http
from amtsfunk.effects.couriers import Couriers
from amtsfunk.effects.git import Git
from amtsfunk.effects.vault import variable_of
from amtsfunk.model.errors import AmtsfunkError, EffectFailed
from real.proxy import Plan, Proxy, proxied
from real.servers import Account, Server
from real.texts import PICTURES, Wanted
from real.truth import ENDED, Result, compare
from support.repo import Office

BEGIN = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
QUIET = timedelta(minutes=26)
GIVES_UP, LATEST = 0.8, 1.0
WEATHER = (1.0, 1.0, 0.7, 0.5, 0.3, 0.15)
"""How bad each round is, of the worst. Late ones are milder, so that long read-backs meet faults and still end."""
CALM_ROUNDS = 15
RUNNERS = 3


class JumpingClock:
    """Begins at a given time, goes on as the real one does, and jumps when told."""

    def __init__(self, begin: datetime = BEGIN) -> None:
        self._ahead = begin - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def elapsed(self) -> float:
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))

    def jump(self, by: timedelta) -> None:
        self._ahead += by


@dataclass
class Scene:
    """One authority that publishes. ``proxies``: one before each server's address, by channel."""

    office: Office
    server: Server
    clock: JumpingClock
    proxies: Mapping[str, Proxy]
    runners: Sequence[Runner] = ()
    trouble: list[str] = field(default_factory=list)

    @property
    def channels(self) -> list[str]:
        return [account.channel for account in self.server.accounts]

    def settle(self) -> None:
        for proxy in self.proxies.values():
            proxy.settle()


def play(
    folder: Path, server: Server, waves: Sequence[Sequence[Wanted]], clock: JumpingClock, *, seed: int, rate: float
) -> Result:
    """Publish each wave of posts on all accounts through faults, the next when nothing is open, and compare."""
    begun, result = time.monotonic(), Result()
    with ExitStack() as stack:
        stack.enter_context(impatient())
        stack.enter_context(credentials(server.accounts))
        office = Office.make(folder)
        stack.callback(office.close)
        proxies = {
            account.channel: stack.enter_context(proxied(account.server, plan_for(account, seed + number)))
            for number, account in enumerate(server.accounts)
        }
        scene = Scene(office, server, clock, proxies)
        open_office(scene)
        scene.runners = [Runner.at(scene, number) for number in range(RUNNERS)]
        for posts in waves:
            result.refused_posts += merge(scene, posts)
            publish_all(scene, rate)
        scene.settle()
        for proxy in proxies.values():
            result.faults.update({kind: count for kind, count in proxy.counts.items() if kind != "through"})
        judge(scene, result)
    result.trouble = scene.trouble
    result.seconds = time.monotonic() - begun
    return result


def plan_for(account: Account, seed: int) -> Plan:
    return Plan(seed, 0.0, GIVES_UP, LATEST, account.expired, account.without)


class impatient(ExitStack):  # noqa: N801 - reads like a word where it is used
    """The driver's time-outs, scaled: nothing else about it changes."""

    def __enter__(self) -> impatient:
        super().__enter__()
        for name in ("CONNECT_SECONDS", "READ_SECONDS", "WHOLE_SECONDS"):
            self.callback(setattr, http, name, getattr(http, name))
            setattr(http, name, GIVES_UP)
        return self


class credentials(ExitStack):  # noqa: N801 - as above
    """The accounts' secrets, where the vault looks for them."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        super().__init__()
        for account in accounts:
            for name, text in account.secrets.items():
                variable = variable_of(account.channel, name)
                os.environ[variable] = text
                self.callback(os.environ.pop, variable, None)


# ---------------------------------------------------------------- the office


def open_office(scene: Scene) -> None:
    """Channels, pictures and an open ledger."""
    office, begin = scene.office, scene.clock.now()
    office.now = begin - timedelta(hours=3)
    lines = ["channels:"]
    for account in scene.server.accounts:
        lines += [f"  {account.channel}:", f"    label: {account.channel}", f"    network: {scene.server.network}"]
        lines += [f"    host: {scene.proxies[account.channel].host}", f'    account_id: "{account.account_id}"']
        lines += ["    via: api", "    owner: anna"]
    topics = office.read("plans/topics.yml") + "  rathaus-service:\n    label: Service\n    audiences: [public]\n"
    office.change_rules({"plans/channels.yml": "\n".join(lines) + "\n", "plans/topics.yml": topics})
    office.push()
    words = ["--repository", str(office.clone), "--trust-root", office.root, "--key", str(office.key("publisher"))]
    with redirect_stdout(io.StringIO()):
        assert main(["ledger", "open", "--now", (begin - timedelta(hours=1)).isoformat(), *words]) == 0


def merge(scene: Scene, posts: Sequence[Wanted]) -> int:
    """Posts that are due now, written, approved, merged. Returns how many nobody could approve."""
    office, now = scene.office, scene.clock.now()
    office.now = max(office.now, now - timedelta(minutes=20))
    name = f"beitraege-{now:%d%H%M%S}"
    office.branch(name)
    for picture, data in PICTURES.items():
        office.write(f"content/media/{now:%Y/%m}/{picture}", data)
    for post in posts:
        office.write(path_of(post, now), post.file(f"{now:%Y-%m-%d %H:%M}Z", scene.channels))
    office.commit("Write", by="anna")
    refused = [post for post in posts if not _is_approved(office, path_of(post, now))]
    for post in refused:
        (office.clone / path_of(post, now)).unlink()
    office.commit("Approve", by="ben")
    office.merge(name)
    office.push()
    return len(refused)


def path_of(post: Wanted, now: datetime) -> str:
    return f"content/posts/{now:%Y/%m}/{post.name}.md"


def _is_approved(office: Office, path: str) -> bool:
    """What the program cannot render (a character that hides others) nobody can approve; the rest must be."""
    try:
        office.approve("ben", path)
    except AmtsfunkError:
        return False
    return True


# ---------------------------------------------------------------- runners


@dataclass
class Runner:
    """A publisher of its own, with its own clone."""

    clone: Path
    scene: Scene

    @classmethod
    def at(cls, scene: Scene, number: int) -> Runner:
        clone = scene.office.folder / f"publisher-{number}"
        scene.office.run("clone", "--quiet", str(scene.office.remote), str(clone))
        return cls(clone, scene)

    def run(self) -> None:
        office, clock = self.scene.office, self.scene.clock
        arguments = Namespace(
            repository=self.clone,
            remote="origin",
            now=clock.now().isoformat(timespec="seconds"),
            trust_root=office.root,
            state=self.clone / ".git" / "state",
            probe=None,
        )
        try:
            with open_workplace(arguments, needs_root=True) as opened:
                place = replace(opened, clock=clock)
                place.ledger.key = publisher_key(office.key("publisher"), place.settings.authority.publishers)
                world = make_world(place, place.ledger, arguments, self.clone / "build")
                Engine(Ports(place.ledger, world, clock, Couriers()), new_run()).run()
        except EffectFailed as failed:
            self.scene.trouble.append(str(failed))


def publish_all(scene: Scene, rate: float) -> None:
    """Rounds in bad weather, every third with several publishers at once; then in good weather, until nothing is
    open."""
    for number in range(len(WEATHER) + CALM_ROUNDS):
        is_calm = number >= len(WEATHER)
        if is_calm and not _is_open(scene.office):
            return
        for proxy in scene.proxies.values():
            proxy.plan.rate = 0.0 if is_calm else rate * WEATHER[number]
        _run(scene.runners if number % 3 == 0 else [scene.runners[number % RUNNERS]])
        scene.settle()
        scene.clock.jump(QUIET)


def _run(runners: Sequence[Runner]) -> None:
    """All at once. A defect in one of them ends everything."""
    with ThreadPoolExecutor(len(runners)) as pool:
        for done in [pool.submit(runner.run) for runner in runners]:
            done.result()


def _is_open(office: Office) -> bool:
    return any(lane.current.status not in ENDED for state in _states(office) for lane in state.lanes.values())


def _states(office: Office) -> list[PostState]:
    with Git(office.remote) as git:
        names = [entry.path[3:-6] for entry in git.tree("refs/heads/ledger") if entry.path[2:3] == "/"]
        posts = [name for name in names if name and "/" not in name]
        return [read_post(post, lambda path: git.blob("refs/heads/ledger", path)) for post in posts]


def judge(scene: Scene, result: Result) -> None:
    """The servers' own lists against the ledger."""
    states = _states(scene.office)
    with Git(scene.office.remote) as git:

        def payload_of(name: str) -> dict[str, Any]:
            found: dict[str, Any] = json.loads(git.blob("refs/heads/ledger", payload_path(name)) or b"{}")
            return found

        for account in scene.server.accounts:
            compare(account, states, payload_of, scene.server.posts(account), result)


def kinds_of(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
