"""The second layer: the adapters themselves in the place of the networks' kinds, against the suite's stand-ins.

The same schedules, the same faults, but each of an adapter's requests is played, and what goes wrong goes wrong on the
wire of its irreversible request. Only what the server lists counts as out.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from amtsfunk.channels.contract import (
    CannotShow,
    Failure,
    Finding,
    Job,
    Keep,
    Outcome,
    Request,
    Response,
    outcome_of_failure,
)
from amtsfunk.delivery.actions import Key
from contract.cases import Case, case_of, part, payload
from simulate.networks import CLIENT_TIMEOUT, Kind, Post, Wire, about
from simulate.play import Stage
from simulate.schedule import Schedule
from simulate.universe import Fault
from standins.base import StandIn, call_of
from standins.play import signed

NETWORKS: Mapping[str, str] = {"listed": "mastodon", "idempotent": "bluesky", "found": "x"}
"""Channel → adapter. What each says that it can show must be what its kind says."""
_NOT_SENT = {"refused": "refused", "outage": "dns", "credentials": "tls"}


@dataclass
class RealWire(Wire):
    """``servers``: channel → its stand-in, one for the whole schedule."""

    servers: dict[str, StandIn] = field(default_factory=dict)

    def _deliver(self, job: Job) -> Outcome:
        if job.channel not in NETWORKS:
            return super()._deliver(job)
        key = Key(job.post, job.channel, job.step)
        self.seconds = 0.3
        fault = self.universe.effect(self.process, "send", about(key)) or Fault("")
        if fault.kind == "crash-before":
            self._die()
        assert self.seen is not None
        self.internet.watcher.sending(self.process, job, self.seen)
        case = case_of(NETWORKS[job.channel])
        outcome: Outcome = self._play(case.adapter.deliver(self._real(case, job), case.access), job, fault)
        if fault.kind in ("crash-after", "crash-late"):
            self._die()
        return outcome

    def _find(self, adapter: Kind, job: Job) -> Finding:
        if job.channel not in NETWORKS:
            return super()._find(adapter, job)
        self.seconds = 0.3
        key = Key(job.post, job.channel, job.step)
        fault = self.universe.effect(self.process, "ask", about(key)) or Fault("")
        if fault.kind == "crash-before":
            self._die()
        if fault.kind == "fails":
            return CannotShow("timeout", again=True)
        case = case_of(NETWORKS[job.channel])
        finding: Finding = self._play(case.adapter.find(self._real(case, job), case.access), job, Fault(""))
        return finding

    def _real(self, case: Case, job: Job) -> Job:
        """The job as the network's own adapter knows it: a whole payload, the stand-in's account."""
        words = payload(*[part(item["text"]) for item in job.payload["parts"]], post=job.post, network=case.network)
        return replace(
            job, payload=words, host=case.host, account_id=case.account_id, network=case.network, media={}, targets={}
        )

    def _play(self, exchange: Generator[Request | Keep, Response, Any], job: Job, fault: Fault) -> Any:
        try:
            step = next(exchange)
            for _ in range(200):
                if isinstance(step, Keep):
                    step = exchange.send(Response(204))
                    continue
                answer = self._carry(step, job, fault if step.irreversible else Fault(""))
                if isinstance(answer, Failure):
                    exchange.close()
                    return outcome_of_failure(step, answer)
                step = exchange.send(answer)
        except StopIteration as end:
            return end.value
        raise AssertionError("the exchange never ends")

    def _carry(self, request: Request, job: Job, fault: Fault) -> Response | Failure:  # noqa: PLR0911 - one a fault
        match fault.kind:
            case "refused" | "outage" | "credentials":
                return Failure(_NOT_SENT[fault.kind], sent=False)
            case "rate":
                return Response(429, {"retry-after": str(fault.seconds)})
            case "lost":
                self.seconds = CLIENT_TIMEOUT.total_seconds()
                return Failure("timeout", sent=True)
            case "error-out":
                return Response(503)
            case "late" | "crash-late":
                when = self.universe.now + CLIENT_TIMEOUT + timedelta(seconds=fault.seconds)
                self.universe.at(when, lambda: self._answer(request, job) and None)
                self.seconds = CLIENT_TIMEOUT.total_seconds()
                return Failure("timeout", sent=True)
        answer = self._answer(request, job)
        match fault.kind:
            case "cut":
                return Failure("cut", sent=True)
            case "error-in":
                return Response(500)
        return answer

    def _answer(self, request: Request, job: Job) -> Response:
        """What the server does and says; whatever is new there afterwards was made by this request."""
        server = self.servers[job.channel]
        before = {out.remote_id for out in server.out()}
        url = urlsplit(request.url)
        target = url.path + (f"?{url.query}" if url.query else "")
        headers = {"host": url.netloc, **request.headers, **signed(request)}
        answer = server.answer(call_of(request.method, target, headers, request.body or b""))
        if any(out.remote_id not in before for out in server.out()):
            post = Post(Key(job.post, job.channel, job.step), self.universe.now, job.payload_sha256, 0)
            self.internet.posts.setdefault(post.key, []).append(post)
            self.internet.watcher.made(post)
        return Response(answer.status, {name.lower(): text for name, text in answer.headers.items()}, answer.body)


class RealStage(Stage):
    """A stage whose three networks are the stand-ins."""

    def __init__(self, given: Schedule, source: Any) -> None:
        self.servers = {channel: case_of(name).fresh() for channel, name in NETWORKS.items()}
        super().__init__(given, source)

    def wire(self, process: Any) -> Wire:
        return RealWire(self.universe, self.internet, process, servers=self.servers)


def is_for_adapters(given: Schedule) -> bool:
    """Schedules in which nobody acts on the networks themselves, and nothing is mended there."""
    kinds = {"remove", "by-hand", "correction", "withdrawal", "outage", "credentials-missing", "broken-adapter", "copy"}
    touched = any(name in NETWORKS for plan in given.plans for name in plan.channels)
    return touched and not given.settles and not any(act.what in kinds | {"repeat"} for act in given.acts)
