"""A publishing repository to measure: real git and keys, a bare remote, the example's plans, signed by two stewards.

Older posts lie in the root commit, as when an authority brings its archive along. A few approved posts are scheduled
for later, so that a run with nothing due has something that it must not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from posts import copy_plans, write_posts

from amtsfunk.commands.approve import Request, approve_post
from amtsfunk.commands.demonstration.sandbox import Sandbox, enter_keys
from amtsfunk.commands.govern import sign_genesis
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git

AUTHOR, SPOKESPERSON, PUBLISHER = "tm", "kj", "publisher"
STARTED = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
NOW = "2026-12-01T09:05:00+01:00"
SCHEDULED = 5
POST = """\
---
publish_at: {day:02d}.12.2026 10:00
channels: [website, mastodon]
topic: rathaus-service
---
# Termin {day}: Das Bürgerbüro öffnet früher

Am {day}. Dezember öffnet das Bürgerbüro schon um 7 Uhr: https://www.musterhafen.example/buergerbuero
"""


@dataclass(frozen=True, slots=True)
class Office:
    """``clone`` is where the publisher works, ``root`` the trust root, ``key`` the publisher's private key."""

    sandbox: Sandbox
    root: str

    @property
    def clone(self) -> Path:
        return self.sandbox.clone

    @property
    def remote(self) -> Path:
        return self.sandbox.remote

    @property
    def key(self) -> Path:
        return self.sandbox.actor(PUBLISHER).key


def open_office(folder: Path, posts: int) -> Office:
    """A repository with ``posts`` older posts and ``SCHEDULED`` approved ones."""
    sandbox = Sandbox(folder)
    sandbox.make_remote((AUTHOR, SPOKESPERSON, PUBLISHER))
    author, spokesperson = sandbox.actor(AUTHOR), sandbox.actor(SPOKESPERSON)
    copy_plans(sandbox.clone)
    enter_keys(sandbox.clone, (author, spokesperson), sandbox.actor(PUBLISHER))
    write_posts(sandbox.clone, posts, archive_every=1)
    first = sandbox.commit(author, "Start", STARTED, ["."])
    with Git(sandbox.clone) as git:
        for steward in (author, spokesperson):
            sign_genesis(git, first, steward.key, STARTED)
    root = sandbox.commit(author, "Sign the start", STARTED, ["plans"])
    sandbox.push()
    sandbox.branch("termine")
    paths = [_schedule(sandbox.clone, day) for day in range(10, 10 + SCHEDULED)]
    head = sandbox.commit(author, "Write", STARTED, paths)
    with Git(sandbox.clone) as git:
        settings = read_settings(git, head)
        for path in paths:
            approve_post(git, settings, Request(path, head, root, spokesperson.key, None, STARTED))
    sandbox.commit(spokesperson, "Approve", STARTED, ["content"])
    sandbox.merge(spokesperson, "termine", STARTED)
    return Office(sandbox, root)


def _schedule(clone: Path, day: int) -> str:
    path = f"content/posts/2026/12/buergerbuero-{day}.md"
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_text(POST.format(day=day), encoding="utf-8")
    return path
