"""Publishing to a server through the proxy until nothing is open, and what is there afterwards.

The publisher's own code runs: a real ledger in a bare repository, approvals by signature, the engine, the driver. Only
two things are scaled, so that it does not take weeks: the clock jumps over quiet periods, after everything late has
arrived, and the driver gives up after fractions of a second.
"""

from __future__ import annotations

import io
import json
import os
import threading
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from proxy import Plan, Proxy, proxied
from servers import Account, Server, Standing
from texts import Wanted

from amtsfunk.cli import main
from amtsfunk.commands.publishing.engine import Engine
from amtsfunk.commands.publishing.run import make_world, new_run, open_workplace, publisher_key
from amtsfunk.delivery.batch import payload_path, read_post
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.state import Lane, PostState, Status
from amtsfunk.effects import http
from amtsfunk.effects.couriers import Couriers
from amtsfunk.effects.git import Git
from amtsfunk.effects.vault import variable_of
from amtsfunk.model.errors import AmtsfunkError, EffectFailed
from support.repo import PNG, Office

BEGIN = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
DUE = "2026-11-10 08:00Z"
PICTURE = "bild.png"
QUIET = timedelta(minutes=26)
GIVES_UP = 0.8
ROUGH_ROUNDS, CALM_ROUNDS = 6, 12
ENDED = {Status.accepted, Status.confirmed, Status.rejected, Status.missed, Status.cancelled, Status.held}


class JumpingClock:
    """Goes on as the real one does, and jumps when told."""

    def __init__(self) -> None:
        self._ahead = BEGIN - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def elapsed(self) -> float:
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))

    def jump(self, by: timedelta) -> None:
        self._ahead += by


@dataclass
class Result:
    """``publishes``: deliveries that the ledger calls out; ``faults``: what the proxy did, by kind."""

    publishes: int = 0
    rejected: int = 0
    held: int = 0
    missed: int = 0
    duplicates: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    unended: list[str] = field(default_factory=list)
    refused_posts: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def is_well(self) -> bool:
        return self.publishes > 0 and not (self.duplicates or self.losses or self.altered or self.unended)


def play(folder: Path, server: Server, posts: Sequence[Wanted], *, seed: int, rate: float) -> Result:
    """Publish all posts on all of the server's accounts, through faults, and compare."""
    begun, clock, result = time.monotonic(), JumpingClock(), Result()
    plan = Plan(seed, rate, GIVES_UP, 1.0, server.expired, server.without)
    with ExitStack() as stack:
        proxy = stack.enter_context(proxied(server.origin, plan))
        stack.enter_context(impatient())
        office = Office.make(folder)
        stack.callback(office.close)
        result.refused_posts = prepare(office, server, proxy.host, posts)
        runners = [stack.enter_context(Runner.at(office, number, clock, server.accounts)) for number in range(2)]
        publish_all(runners, proxy, clock, plan)
        proxy.settle()
        result.faults = Counter({kind: count for kind, count in proxy.counts.items() if kind != "through"})
        compare(office, server, result)
    result.seconds = time.monotonic() - begun
    return result


class impatient(ExitStack):  # noqa: N801 - reads like a word where it is used
    """The driver's time-outs, scaled: nothing else about it changes."""

    def __enter__(self) -> impatient:
        super().__enter__()
        for name, seconds in (("CONNECT_SECONDS", GIVES_UP), ("READ_SECONDS", GIVES_UP), ("WHOLE_SECONDS", GIVES_UP)):
            self.callback(setattr, http, name, getattr(http, name))
            setattr(http, name, seconds)
        return self


# ---------------------------------------------------------------- the office


def prepare(office: Office, server: Server, host: str, posts: Sequence[Wanted]) -> int:
    """Channels, posts, approvals, an open ledger. Returns how many posts could not be approved at all."""
    office.now = BEGIN - timedelta(hours=3)
    lines = ["channels:"]
    for account in server.accounts:
        lines += [f"  {account.channel}:", f"    label: {account.channel}", f"    network: {server.network}"]
        lines += [f"    host: {host}", f'    account_id: "{account.account_id}"', "    via: api", "    owner: anna"]
    rows = "\n".join(lines) + "\n"
    topics = office.read("plans/topics.yml") + "  rathaus-service:\n    label: Service\n    audiences: [public]\n"
    office.change_rules({"plans/channels.yml": rows, "plans/topics.yml": topics})
    office.branch("beitraege")
    office.write(f"content/media/2026/11/{PICTURE}", PNG)
    channels = ", ".join(account.channel for account in server.accounts)
    for post in posts:
        office.write(path_of(post), post.file(DUE, channels, PICTURE))
    office.commit("Write", by="anna")
    refused = [post for post in posts if not _is_approved(office, post)]
    for post in refused:
        (office.clone / path_of(post)).unlink()
    office.commit("Approve", by="ben")
    office.merge("beitraege")
    office.push()
    words = ["--repository", str(office.clone), "--trust-root", office.root, "--key", str(office.key("publisher"))]
    with redirect_stdout(io.StringIO()):
        assert main(["ledger", "open", "--now", (BEGIN - timedelta(hours=1)).isoformat(), *words]) == 0
    return len(refused)


def path_of(post: Wanted) -> str:
    return f"content/posts/2026/11/{post.name}.md"


def _is_approved(office: Office, post: Wanted) -> bool:
    """What the program cannot render (a character that hides others) nobody can approve; the rest must be."""
    try:
        office.approve("ben", path_of(post))
    except AmtsfunkError:
        return False
    return True


# ---------------------------------------------------------------- runners


@dataclass
class Runner:
    """A publisher of its own, with its own clone. ``variables``: where its credentials are while it works."""

    clone: Path
    office: Office
    clock: JumpingClock
    variables: tuple[str, ...]
    trouble: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, office: Office, number: int, clock: JumpingClock, accounts: Sequence[Account]) -> Runner:
        clone = office.folder / f"publisher-{number}"
        office.run("clone", "--quiet", str(office.remote), str(clone))
        secrets = {
            variable_of(account.channel, name): text for account in accounts for name, text in account.secrets.items()
        }
        os.environ.update(secrets)
        return cls(clone, office, clock, tuple(secrets))

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        for name in self.variables:
            os.environ.pop(name, None)

    def run(self) -> None:
        arguments = Namespace(
            repository=self.clone,
            remote="origin",
            now=self.clock.now().isoformat(timespec="seconds"),
            trust_root=self.office.root,
            state=self.clone / ".git" / "state",
            probe=None,
        )
        try:
            with open_workplace(arguments, needs_root=True) as opened:
                place = replace(opened, clock=self.clock)
                place.ledger.key = publisher_key(self.office.key("publisher"), place.settings.authority.publishers)
                world = make_world(place, place.ledger, arguments, self.clone / "build")
                Engine(Ports(place.ledger, world, self.clock, Couriers()), new_run()).run()
        except EffectFailed as failed:
            self.trouble.append(str(failed))


def publish_all(runners: Sequence[Runner], proxy: Proxy, clock: JumpingClock, plan: Plan) -> None:
    """Rounds in bad weather, every third with two publishers at once; then in good weather, until nothing is open."""
    for number in range(ROUGH_ROUNDS + CALM_ROUNDS):
        if number == ROUGH_ROUNDS:
            plan.rate = 0.0
        if number >= ROUGH_ROUNDS and not _open(runners[0].office):
            return
        _run(runners if number % 3 == 1 else runners[number % 2 : number % 2 + 1])
        proxy.settle()
        clock.jump(QUIET)


def _run(runners: Sequence[Runner]) -> None:
    threads = [threading.Thread(target=runner.run) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _open(office: Office) -> list[Lane]:
    return [lane for _, state in _states(office) for lane in state.lanes.values() if lane.current.status not in ENDED]


def _states(office: Office) -> list[tuple[Git, PostState]]:
    with Git(office.remote) as git:
        names = [entry.path[3:-6] for entry in git.tree("refs/heads/ledger") if entry.path[2:3] == "/"]
        posts = [name for name in names if "/" not in name and name]
        return [(git, read_post(post, lambda path: git.blob("refs/heads/ledger", path))) for post in posts]


# ---------------------------------------------------------------- the truth


def compare(office: Office, server: Server, result: Result) -> None:
    """The server's own list against the ledger."""
    states = _states(office)
    for account in server.accounts:
        standing = {post.remote_id: post for post in server.posts(account)}
        wanted = {}
        for _, state in states:
            lane = state.lanes.get(account.channel)
            if lane is not None:
                _count(lane, state, result)
                wanted |= _wanted(office, state, lane)
        _compare_account(account, standing, wanted, result)


def _count(lane: Lane, state: PostState, result: Result) -> None:
    status = lane.current.status
    result.publishes += lane.is_out
    result.rejected += status is Status.rejected
    result.held += status is Status.held
    result.missed += status is Status.missed
    if status not in ENDED:
        result.unended.append(f"{state.post} {lane.name} {status}")


def _wanted(office: Office, state: PostState, lane: Lane) -> dict[str, tuple[str, int]]:
    """Remote id → text and number of pictures, of every part that the ledger calls out."""
    assert state.captured is not None
    with Git(office.remote) as git:
        payload = json.loads(git.blob("refs/heads/ledger", payload_path(state.captured.payloads[lane.name])) or b"{}")
    ids = " ".join(step.accepted.remote_id or "" for step in lane.steps if step.accepted is not None).split()
    return {name: (part["text"], len(part["media"])) for name, part in zip(ids, payload["parts"], strict=False)}


def _compare_account(
    account: Account, standing: Mapping[str, Standing], wanted: Mapping[str, tuple[str, int]], result: Result
) -> None:
    for name, (text, pictures) in wanted.items():
        post = standing.get(name)
        if post is None:
            result.losses.append(f"{account.channel} {name}")
        elif (post.text, post.pictures) != (text, pictures):
            result.altered.append(f"{account.channel} {name}: {post.text!r} for {text!r}")
    known = Counter(text for text, _ in wanted.values())
    there = Counter(post.text for post in standing.values())
    for text, count in there.items():
        if count > max(1, known[text]):
            result.duplicates.append(f"{account.channel}: {count} × {text!r}")
    for name in standing.keys() - wanted.keys():
        result.losses.append(f"{account.channel} {name} is out, and the ledger does not know it")
