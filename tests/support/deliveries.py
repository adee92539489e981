"""Short ways to ledger lines and states, for the tests of the pure delivery rooms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from amtsfunk.delivery import events as e
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.state import ChannelFacts, PostFacts, PostState, State, Stop

DUE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LATEST = DUE + timedelta(hours=2)
RUN = "a" * 32
OTHER_RUN = "b" * 32
DIGEST = "d" * 64
CHANNELS = {
    "website": ChannelFacts(site=True, finds=True, shows_absence=True),
    "mastodon": ChannelFacts(finds=True, shows_absence=True),
    "x": ChannelFacts(finds=False),
}


def captured(post: str = "p", channel: str = "mastodon", steps: int = 1, **changed: Any) -> e.Captured:
    values: dict[str, Any] = {
        "at": DUE - timedelta(days=1),
        "run": RUN,
        "post": post,
        "path": f"content/posts/2026/12/{post}.md",
        "revision": 1,
        "kind": "service",
        "manifest": "m" * 64,
        "commit": "c" * 40,
        "files": (),
        "bindings": (),
        "payloads": {channel: DIGEST},
        "contents": {},
        "steps": {channel: steps},
        "due": DUE,
        "latest": LATEST,
    }
    return e.Captured(**{**values, **changed})


class Story:
    """The lines of one lane, told in order."""

    def __init__(self, post: str = "p", channel: str = "mastodon", steps: int = 1, **changed: Any) -> None:
        self.post = post
        self.channel = channel
        self.lines: list[e.Event] = [captured(post, channel, steps, **changed)]

    def step(self, kind: type[e.StepEvent], at: datetime = DUE, number: int = 1, claim: int = 1, **more: Any) -> Story:
        base = {"at": at, "run": RUN, "post": self.post, "channel": self.channel, "step": number, "claim": claim}
        self.lines.append(kind(**{**base, **more}))
        return self

    def claim(self, at: datetime = DUE, number: int = 1, claim: int = 1, **more: Any) -> Story:
        values = {
            "payload": DIGEST,
            "created_at": DUE,
            "key": "k" * 32,
            "send_by": at + timedelta(minutes=4),
            "quiet_until": at + timedelta(minutes=24),
        }
        return self.step(e.Claimed, at, number, claim, **{**values, **more})

    def accept(self, at: datetime = DUE, number: int = 1, claim: int = 1, **more: Any) -> Story:
        return self.claim(at, number, claim).step(e.Accepted, at, number, claim, how="sent", **more)

    def tell(self, line: e.Event) -> Story:
        self.lines.append(line)
        return self

    def state(self) -> PostState:
        return fold_post(self.post, self.lines)


def world(
    *posts: PostState,
    stops: tuple[Stop, ...] = (),
    halted: str | None = None,
    **facts: PostFacts,
) -> State:
    return State({post.post: post for post in posts}, halted, stops, CHANNELS, facts)


def stop(scope: str = "total", target: str | None = None, **changed: Any) -> Stop:
    values: dict[str, Any] = {
        "id": "s1",
        "scope": scope,
        "target": target,
        "path": "total",
        "commit": "c",
        "seen_at": DUE - timedelta(hours=1),
    }
    return Stop(**{**values, **changed})
