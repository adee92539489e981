"""A publishing repository to measure: real git and keys, a bare remote, the example's plans, signed by two stewards.

Older posts lie in the root commit, as when an authority brings its archive along. A few approved posts are scheduled
for later, so that a run with nothing due has something that it must not do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from checking import ENV
from measure import run
from posts import A_DAY, copy_plans, write_posts
from starting import AMTSFUNK

from amtsfunk.commands.approve import Request, approve_post
from amtsfunk.commands.demonstration.sandbox import Sandbox, enter_keys
from amtsfunk.commands.govern import sign_genesis
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git

AUTHOR, SPOKESPERSON, PUBLISHER = "tm", "kj", "publisher"
STARTED = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
NOW = "2026-12-01T09:05:00+01:00"
SCHEDULED = 5
NOWHERE = "http://127.0.0.1:9"
"""A website that refuses at once."""
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


def open_office(folder: Path, posts: int, a_day: int = A_DAY) -> Office:
    """A repository with ``posts`` older posts, so many a day, and ``SCHEDULED`` approved ones."""
    sandbox = _prepare(folder)
    write_posts(sandbox.clone, posts, archive_every=1, a_day=a_day)
    root = _begin(sandbox, STARTED)
    texts = {f"buergerbuero-{day}": POST.format(day=day) for day in range(10, 10 + SCHEDULED)}
    _approve(sandbox, root, _schedule(sandbox.clone, "2026/12", texts), STARTED)
    return Office(sandbox, root)


def open_office_for(folder: Path, channels: Mapping[str, Mapping[str, str]], texts: Mapping[str, str]) -> Office:
    """A repository of an authority that is no example, with these channels and approved posts, and an open ledger.

    ``channels``: as in plans/channels.yml; ``texts``: id of a post that is due this month → its file.
    """
    now = datetime.now(UTC)
    sandbox = _prepare(folder)
    plans = sandbox.clone / "plans"
    (plans / "channels.yml").write_text(yaml.safe_dump({"channels": dict(channels)}), encoding="utf-8")
    authority = (plans / "authority.yml").read_text(encoding="utf-8")
    kept = [line for line in authority.splitlines() if not line.startswith(("example", "website:"))]
    (plans / "authority.yml").write_text("\n".join([*kept, f"website: {NOWHERE}", ""]), encoding="utf-8")
    root = _begin(sandbox, now)
    month = now.astimezone(ZoneInfo("Europe/Berlin")).strftime("%Y/%m")
    _approve(sandbox, root, _schedule(sandbox.clone, month, texts), now)
    office = Office(sandbox, root)
    words = ["ledger", "open", "--key", office.key, "--trust-root", office.root, "--state", sandbox.state]
    run([AMTSFUNK, *words], office.clone, ENV)
    return office


def _prepare(folder: Path) -> Sandbox:
    sandbox = Sandbox(folder)
    sandbox.make_remote((AUTHOR, SPOKESPERSON, PUBLISHER))
    copy_plans(sandbox.clone)
    people = (sandbox.actor(AUTHOR), sandbox.actor(SPOKESPERSON))
    enter_keys(sandbox.clone, people, sandbox.actor(PUBLISHER))
    return sandbox


def _begin(sandbox: Sandbox, when: datetime) -> str:
    """The trust root, signed by two."""
    first = sandbox.commit(sandbox.actor(AUTHOR), "Start", when, ["."])
    with Git(sandbox.clone) as git:
        for steward in (AUTHOR, SPOKESPERSON):
            sign_genesis(git, first, sandbox.actor(steward).key, when)
    root = sandbox.commit(sandbox.actor(AUTHOR), "Sign the start", when, ["plans"])
    sandbox.push()
    sandbox.branch("termine")
    return root


def _approve(sandbox: Sandbox, root: str, paths: list[str], when: datetime) -> None:
    spokesperson = sandbox.actor(SPOKESPERSON)
    head = sandbox.commit(sandbox.actor(AUTHOR), "Write", when, paths)
    with Git(sandbox.clone) as git:
        settings = read_settings(git, head)
        for path in paths:
            approve_post(git, settings, Request(path, head, root, spokesperson.key, None, when))
    sandbox.commit(spokesperson, "Approve", when, ["content"])
    sandbox.merge(spokesperson, "termine", when)


def _schedule(clone: Path, month: str, texts: Mapping[str, str]) -> list[str]:
    folder = clone / "content" / "posts" / month
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [f"content/posts/{month}/{name}.md" for name in texts]
