"""What sending costs: many deliveries due at once against the same requests by a bare client, and how punctual a
watching publisher is.

The servers are stand-ins on loopback that answer after a while, as a network does. The bare client plays the recorded
requests again, as many at once as there are channels, and keeps no ledger.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from checking import ENV
from figures import Figure, ratio_of_medians
from measure import CommandFailed, Cost, run
from office import Office, open_office_for
from starting import AMTSFUNK

from amtsfunk.effects.vault import variable_of
from contract.cases import Case, case_of
from standins.base import Call
from standins.serve import Weather, Wire, serve

NETWORKS = ("bluesky", "linkedin", "mastodon", "x")
LATENCY = 0.05
BARE_CLIENT = Path(__file__).with_name("bare_client.py")
SOON = timedelta(seconds=20)
"""Left between the making of posts and their time, so that the first run takes them in and sends nothing."""
POST = """\
---
publish_at: {due}
channels: [{channels}]
topic: rathaus-service
---
# Termin {number}

Termin {number}: Das Bürgerbüro öffnet heute schon um 7 Uhr. Bitte bringen Sie Ihren Ausweis mit. #Musterhafen
"""


@dataclass
class Heard:
    """What the servers were asked: network → calls in order, and when each arrived (seconds of the epoch)."""

    calls: dict[str, list[Call]] = field(default_factory=dict)
    times: list[tuple[float, Call]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def listen(self, network: str, call: Call) -> Wire:
        with self.lock:
            self.calls.setdefault(network, []).append(call)
            self.times.append((time.time(), call))
        return Wire(after=LATENCY)


def figures_at_once(folder: Path, deliveries: int, runs: int) -> Iterator[Figure]:
    """Wall time of a whole ``publish --send``, ledger included, against the bare client."""
    ours, bare = [], []
    for number in range(runs):
        heard = Heard()
        ours.append(_send(folder / str(number), deliveries // len(NETWORKS), heard))
        bare.append(_replay(folder / str(number), heard))
    yield Figure("send_at_once", ratio_of_medians(ours, bare), "×", "≤", 1.3)
    yield Figure("send_at_once_rate", deliveries / median(ours), "/s", "≥", 1)


def figures_of_watching(folder: Path, posts: int, a_second: int) -> Iterator[Figure]:
    """Seconds from a post's time to its arrival at the network."""
    heard = Heard()
    lateness = _watch(folder, posts, a_second, heard)
    yield Figure("watch_lateness_median", median(lateness), "s", "≤", 1)
    yield Figure("watch_lateness_p99", quantiles(lateness, n=100)[98], "s", "≤", 3)


# ---------------------------------------------------------------- all at once


def _send(folder: Path, posts: int, heard: Heard) -> float:
    with ExitStack() as stack:
        hosts = _servers(stack, NETWORKS, heard)
        office, due = _open(folder, hosts, [0] * posts)
        _publish(office)
        if heard.times:
            raise CommandFailed("something was sent before its time")
        time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
        said = _publish(office)
    if f"{posts * len(NETWORKS)} Sendungen" not in said.output:
        raise CommandFailed(f"not everything was sent:\n{said.output[-2000:]}")
    return said.wall


def _replay(folder: Path, heard: Heard) -> float:
    with ExitStack() as stack:
        hosts = _servers(stack, NETWORKS, Heard())
        wanted = [[_as_json(hosts[network], call) for call in heard.calls[network]] for network in NETWORKS]
        (folder / "requests.json").write_text(json.dumps(wanted), encoding="utf-8")
        return run([sys.executable, BARE_CLIENT, folder / "requests.json"], folder).wall


def _as_json(host: str, call: Call) -> dict[str, object]:
    query = "&".join(f"{name}={value}" for name, values in call.query.items() for value in values)
    kept = {name: text for name, text in call.headers.items() if name not in ("host", "content-length")}
    url = f"http://{host}{call.path}" + (f"?{query}" if query else "")
    return {"method": call.method, "url": url, "headers": kept, "body": call.body.hex()}


# ---------------------------------------------------------------- at its time


def _watch(folder: Path, posts: int, a_second: int, heard: Heard) -> list[float]:
    offsets = [number // a_second for number in range(posts)]
    with ExitStack() as stack:
        hosts = _servers(stack, ("mastodon",), heard)
        office, first = _open(folder, hosts, offsets)
        _publish(office)
        watcher = subprocess.Popen(
            [*_words(office), "--watch"], cwd=office.clone, env=_environment(), stdout=subprocess.PIPE, text=True
        )
        end = first + timedelta(seconds=offsets[-1] + 60)
        while len(_arrivals(heard)) < posts and datetime.now(UTC) < end and watcher.poll() is None:
            time.sleep(0.2)
        watcher.send_signal(signal.SIGTERM)
        output, _ = watcher.communicate(timeout=60)
    arrivals = _arrivals(heard)
    if len(arrivals) != posts or watcher.returncode != 0:
        raise CommandFailed(f"{len(arrivals)} of {posts} arrived, exit code {watcher.returncode}:\n{output[-2000:]}")
    return [arrivals[number] - first.timestamp() - offset for number, offset in enumerate(offsets)]


def _arrivals(heard: Heard) -> dict[int, float]:
    with heard.lock:
        sent = [(when, call) for when, call in heard.times if call.method == "POST" and call.path.endswith("/statuses")]
    return {int(call.json()["status"].split()[1].rstrip(":")): when for when, call in sent}


# ---------------------------------------------------------------- office and servers


def _servers(stack: ExitStack, networks: tuple[str, ...], heard: Heard) -> dict[str, str]:
    """Network → host of a fresh stand-in."""
    return {
        network: stack.enter_context(serve(case_of(network).fresh(), _weather(heard, network))) for network in networks
    }


def _weather(heard: Heard, network: str) -> Weather:
    return lambda call: heard.listen(network, call)


def _open(folder: Path, hosts: Mapping[str, str], offsets: list[int]) -> tuple[Office, datetime]:
    """An office with approved posts, and the time of the first. ``offsets``: seconds after it, one a post."""
    making = timedelta(seconds=5 + len(offsets) * 0.35)
    due = (datetime.now(UTC) + making + SOON).replace(microsecond=0)
    texts = {
        f"termin-{number}": POST.format(
            number=number,
            channels=", ".join(sorted(hosts)),
            due=(due + timedelta(seconds=offset)).strftime("%Y-%m-%d %H:%M:%SZ"),
        )
        for number, offset in enumerate(offsets)
    }
    office = open_office_for(folder, {name: _channel(case_of(name), host) for name, host in hosts.items()}, texts)
    if datetime.now(UTC) > due - timedelta(seconds=8):
        raise CommandFailed("this machine made the posts too slowly")
    return office, due


def _channel(case: Case, host: str) -> dict[str, str]:
    return {
        "label": case.network,
        "network": case.network,
        "host": host,
        "account_id": case.account_id,
        "via": "api",
        "owner": "tm",
    }


def _publish(office: Office) -> Cost:
    return run(_words(office), office.clone, _environment())


def _words(office: Office) -> list[str | Path]:
    words: list[str | Path] = [AMTSFUNK, "publish", "--send", "--key", office.key, "--trust-root", office.root]
    return [*words, "--state", office.sandbox.state]


def _environment() -> dict[str, str]:
    secrets = {
        variable_of(network, name): text for network in NETWORKS for name, text in case_of(network).secrets.items()
    }
    return {**os.environ, **ENV, **secrets}
