"""What the servers' own lists say, against the ledger: nothing twice, nothing lost, nothing altered.

Whatever stands there must be what one delivery of the ledger calls out, and the other way round. A delivery that is
held for a person is the one that may stand there or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amtsfunk.delivery.state import Lane, PostState, Status
from real.servers import Account, Part, Standing

ENDED = {Status.accepted, Status.confirmed, Status.rejected, Status.missed, Status.cancelled, Status.held}
Payload = Mapping[str, Any]


@dataclass
class Result:
    """``publishes``: deliveries that the ledger calls out; ``faults``: what the proxies did, by kind."""

    publishes: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    duplicates: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    unended: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    refused_posts: int = 0
    wished: int = 0
    trouble: list[str] = field(default_factory=list)
    """What runs ended with that could not go on."""
    surprises: list[str] = field(default_factory=list)
    """What the server does otherwise than the adapter builds on."""
    seconds: float = 0.0

    @property
    def is_well(self) -> bool:
        """Nothing of it went wrong, and all that was wished for is out but what a person is asked about: in good
        weather no server here refuses any of it."""
        wrong = self.duplicates or self.losses or self.altered or self.unended or self.surprises
        return self.publishes > 0 and not wrong and self.publishes + len(self.held) == self.wished


@dataclass
class _Account:
    """What one account ought to show. ``wanted``: remote id → (delivery, part); ``doubtful``: texts of held ones, which
    may be out or not; ``free``: ids that a held edit or withdrawal leaves open; ``shared``: one
    post there that two deliveries call theirs."""

    wanted: dict[str, tuple[str, Part]] = field(default_factory=dict)
    doubtful: Counter[str] = field(default_factory=Counter)
    free: set[str] = field(default_factory=set)
    shared: list[str] = field(default_factory=list)


def compare(
    account: Account,
    states: Iterable[PostState],
    payload_of: Callable[[str], Payload],
    standing: Iterable[Standing],
    result: Result,
) -> None:
    """Judge one account into ``result``. ``payload_of``: SHA-256 → the stored payload."""
    ought = _Account()
    posts = [(state, state.lanes[account.channel]) for state in states if account.channel in state.lanes]
    lanes = {state.post: lane for state, lane in posts}
    # What changes another post comes after it.
    for state, lane in sorted(posts, key=lambda item: (item[0].captured is None, bool(_target_of(item[0])))):
        assert state.captured is not None
        _count(account, state, lane, lanes, result)
        payload = payload_of(state.captured.payloads[lane.name])
        _expect(f"{state.post} {lane.name}", lane, payload, lanes, ought)
    _judge(account, {post.remote_id: post for post in standing}, ought, result)


def _target_of(state: PostState) -> str | None:
    return state.captured.corrects if state.captured is not None else None


def _count(account: Account, state: PostState, lane: Lane, lanes: Mapping[str, Lane], result: Result) -> None:
    """What mends a post that a person is asked about waits for that answer, and so is held with it."""
    status = lane.current.status
    mended = lanes.get(_target_of(state) or "")
    if status is Status.approved and mended is not None and mended.current.status is Status.held:
        status = Status.held
    result.wished += 1
    result.publishes += lane.is_out
    result.ways[account.way] += lane.is_out
    result.counts[status] += 1
    if status is Status.held:
        result.held.append(f"{state.post} {lane.name}: {lane.current.reason or 'waits for what it mends'}")
    if status not in ENDED:
        result.unended.append(f"{state.post} {lane.name}: {status}")


def ids_of(lane: Lane) -> list[str]:
    """The remote ids of what is out of a delivery, in order."""
    return " ".join(step.accepted.remote_id or "" for step in lane.steps if step.accepted is not None).split()


def _expect(name: str, lane: Lane, payload: Payload, lanes: Mapping[str, Lane], ought: _Account) -> None:
    """What one delivery means for what stands there."""
    parts, ids = payload["parts"], ids_of(lane)
    action = parts[0]["action"]
    target = (parts[0].get("target") or {}).get("post")
    above = ids_of(lanes[target]) if target in lanes else []
    if action in ("edit", "delete"):
        if lane.current.status is Status.held:
            ought.free.update(above)
        elif lane.is_out and action == "delete":
            for remote in above:
                ought.wanted.pop(remote, None)
        elif lane.is_out:
            for remote, part in zip(above, parts, strict=True):
                before = ought.wanted[remote][1]
                ought.wanted[remote] = (name, _part(part, before.reply_to, payload))
        return
    previous = above[0] if action == "reply" and above else None
    for remote, part in zip(ids, parts, strict=False):
        if remote in ought.wanted:
            ought.shared.append(f"{name}: {remote} is what {ought.wanted[remote][0]} is, too")
        ought.wanted[remote] = (name, _part(part, previous, payload))
        previous = remote
    if lane.current.status is Status.held:
        ought.doubtful.update(part["text"] for part in parts[len(ids) :])


def _part(part: Mapping[str, Any], reply_to: str | None, payload: Payload) -> Part:
    """A part of the payload as its network ought to show it."""
    is_bluesky = payload["network"] == "bluesky"
    pictures = tuple((medium["sha256"], medium["alt"]) for medium in part["media"])
    return Part(
        text=part["text"],
        language=part["language"],
        warning="" if is_bluesky else part["content_warning"] or "",
        reply_to=reply_to,
        pictures=pictures,
        card=part["link"] if is_bluesky and not pictures else None,
    )


def _judge(account: Account, standing: Mapping[str, Standing], ought: _Account, result: Result) -> None:
    result.losses += ought.shared
    for remote, (name, part) in ought.wanted.items():
        post = standing.get(remote)
        if post is None:
            if remote not in ought.free:
                result.losses.append(f"{name}: {remote} is not there")
            continue
        result.altered.extend(f"{name}: {what}" for what in (*_differences(part, post.part), *post.wrong))
    known = Counter(part.text for _, part in ought.wanted.values()) + ought.doubtful
    there = Counter(post.part.text for post in standing.values())
    for text, count in there.items():
        if count > max(1, known[text]):
            result.duplicates.append(f"{account.channel}: {count} × {text!r}")
    for remote in standing.keys() - ought.wanted.keys() - ought.free:
        text = standing[remote].part.text
        if ought.doubtful[text]:
            ought.doubtful[text] -= 1
        else:
            result.losses.append(f"{account.channel}: {remote} is out, and the ledger does not say so: {text[:60]!r}")


def _differences(ought: Part, there: Part) -> Iterable[str]:
    for name in ("text", "language", "warning", "reply_to", "card"):
        one, other = getattr(ought, name), getattr(there, name)
        if one != other:
            yield f"{name} is {other!r} instead of {one!r}"
    if [alt for _, alt in ought.pictures] != [alt for _, alt in there.pictures]:
        yield f"pictures are {there.pictures!r} instead of {ought.pictures!r}"
    for (one, _), (other, _) in zip(ought.pictures, there.pictures, strict=False):
        if other is not None and one != other:
            yield f"a picture is {other} instead of {one}"
