"""The real world of a publishing run: settings and files of main, governance, stops, and the networks.

Everything is of the commits that the ledger's last fetch brought, and read anew when they move. A forge is asked only
about what is new on main; what is sent is checked again without it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Protocol

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.channels.adapters import adapter_of
from amtsfunk.channels.contract import Adapter, CannotShow, Finding, Job, Outcome
from amtsfunk.commands.approving.verdicts import governance_of
from amtsfunk.commands.publishing.judge import adapter_for
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.events import Accepted, Captured
from amtsfunk.delivery.outcomes import Habits
from amtsfunk.delivery.ports import Clock
from amtsfunk.delivery.state import ChannelFacts, PostFacts, PostState, Stop
from amtsfunk.delivery.wordings import wording_of
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_book import Book
from amtsfunk.effects.links import Links
from amtsfunk.effects.networks import Networks
from amtsfunk.effects.reviews import Reviews
from amtsfunk.effects.stops import SeenStop, squatting_stops, visible_stops
from amtsfunk.model.channel import Channel, Via
from amtsfunk.model.settings import Settings

_SITE_QUIET = timedelta(minutes=1)
"""The website has no server that could be late: without its line it is not out. This only spares two runs a race."""


class Refs(Protocol):
    """Where the branches of the remote stand, as of the last fetch."""

    @property
    def main(self) -> str: ...

    @property
    def refs(self) -> Mapping[str, str]: ...

    @property
    def squatting(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run was told: trust root, probe address for the website, whether it may ask any address at all, and where
    reviews are read."""

    root: str
    clock: Clock
    probe: str | None = None
    asks: bool = True
    reviews: Reviews | None = None


class MainWorld:
    """``book`` is what the run reads and writes (a ledger or a rehearsal), ``remote`` says where the branches stand."""

    def __init__(self, git: Git, book: Book, remote: Refs, networks: Networks, setup: Setup) -> None:
        self.git = git
        self.book = book
        self.remote = remote
        self.networks = networks
        self.links = Links(networks.plain_driver)
        self.setup = setup
        self.settings_at = lru_cache(maxsize=4)(lambda main: read_settings(git, main))
        self._names = lru_cache(maxsize=2)(lambda main: _file_names(git, main))
        self._compared: dict[tuple[str, str, str, tuple[str, ...]], str | None] = {}
        self._channels: tuple[str, Mapping[str, ChannelFacts]] | None = None
        self._governed: tuple[str, GovernanceVerdict] | None = None
        self._seen: tuple[tuple[object, ...], tuple[SeenStop, ...]] | None = None

    @property
    def main(self) -> str:
        return self.remote.main

    @property
    def settings(self) -> Settings:
        """The settings on main now. Raises EffectFailed where they are broken: then nothing is sent."""
        return self.settings_at(self.main)

    def governance(self) -> GovernanceVerdict:
        """Condition 6 for main now; the ledger's progress is where the checking begins."""
        if self._governed is None or self._governed[0] != self.main or self._governed[1].pending:
            known = GovernanceVerdict.from_json(dict(self.book.index().governance))
            progress = known if known is not None and known.root == self.setup.root else None
            found = governance_of(self.git, self.setup.root, self.main, progress, self.setup.reviews)
            self._governed = (self.main, found)
        return self._governed[1]

    def halted(self) -> str | None:
        return None if self.governance().ok else "governance"

    # ------------------------------------------------------------------ stops

    def unknown_stops(self) -> tuple[SeenStop, ...]:
        """Stops on the branch that the ledger does not know yet."""
        known = frozenset(stop.id for stop in self.book.stops())
        at = (self.remote.refs.get("stop"), self.main, known, tuple(self.remote.squatting.items()))
        if self._seen is None or self._seen[0] != at:
            lying = visible_stops(self.git, self.remote.refs.get("stop"), known, self.settings.people, self.is_post)
            self._seen = (at, (*lying, *squatting_stops(self.remote.squatting, known)))
        return self._seen[1]

    def stops(self, now: datetime) -> tuple[Stop, ...]:
        fresh = tuple(
            Stop(seen.id, seen.scope, seen.target, seen.path, seen.commit, now, seen.person)
            for seen in self.unknown_stops()
        )
        return (*self.book.stops(), *fresh)

    def is_post(self, name: str) -> bool:
        """Whether a post of this id is on main or in the ledger."""
        known = self.book.post(name) if name.isascii() else None
        if known is not None and (known.captured is not None or known.lanes):
            return True
        return f"{name}.md" in self._names(self.main)

    # ------------------------------------------------------------------ channels

    def adapter(self, name: str) -> Adapter:
        channel = self.settings.channels[name]
        return adapter_of(channel.via.value, adapter_for(channel))

    def channels(self) -> Mapping[str, ChannelFacts]:
        """As main has them now; asked for every decision, so they are put together once a commit."""
        if self._channels is None or self._channels[0] != self.main:
            known = {name: self._facts_of(name, channel) for name, channel in self.settings.channels.items()}
            self._channels = (self.main, known)
        return self._channels[1]

    def _facts_of(self, name: str, channel: Channel) -> ChannelFacts:
        adapter = self.adapter(name)
        return ChannelFacts(not channel.closed, channel.via is Via.site, adapter.finds, adapter.shows_absence)

    def habits(self, channel: str) -> Habits:
        known = self.settings.channels.get(channel)
        if known is None:
            return Habits(Channel.model_fields["patience"].default.quiet_period)
        site = known.via is Via.site
        return Habits(_SITE_QUIET if site else known.patience.quiet_period, site, self.adapter(channel).confirms)

    # ------------------------------------------------------------------ one post

    def facts(self, post: PostState) -> PostFacts:
        """Are files, bindings and approvers still those of the capture (I10)? Is the same content out already?"""
        captured = post.captured
        if captured is None:
            return PostFacts()
        taken = frozenset(
            channel
            for channel, digest in captured.contents.items()
            if channel in post.lanes
            and not post.lanes[channel].steps[0].is_out
            and self._is_taken(channel, digest, {post.post, captured.repeat_of})
        )
        return PostFacts(self._changed(captured), taken, self._links_answer(captured))

    def _links_answer(self, captured: Captured) -> bool:
        """The pages of our own that the post leads to; with a made-up time none is asked."""
        return not self.setup.asks or self.links.answer(captured.awaits, self.setup.clock.now())

    def _is_taken(self, channel: str, digest: str, own: Set[str | None]) -> bool:
        """Whether another post of this content is out on the channel, or claimed it first and may be out."""
        first = True
        for name in self.book.posts_with(digest):
            if name in own:
                first = False
                continue
            lane = self.book.post(name).lanes.get(channel)
            if lane is not None and (lane.steps[0].is_out or (first and lane.steps[0].standing)):
                return True
        return False

    def _changed(self, captured: Captured) -> str | None:
        """What a commit of main says of a capture never changes, so it is looked up once."""
        known = (self.main, captured.post, captured.manifest, captured.approvers)
        if known not in self._compared:
            self._compared = {key: found for key, found in self._compared.items() if key[0] == self.main}
            self._compared[known] = self._compare(captured)
        return self._compared[known]

    def _compare(self, captured: Captured) -> str | None:
        for file in captured.files:
            data = self.git.blob(self.main, str(file["path"]))
            if data is None or hashlib.sha256(data).hexdigest() != file["sha256"]:
                return "files"
        for binding in captured.bindings:
            channel = self.settings.channels.get(str(binding["channel"]))
            now = (channel.network, channel.host, channel.account_id) if channel else None
            if now != (binding["network"], binding["host"], binding["account_id"]):
                return "bindings"
        people = [self.settings.people.get(person) for person in captured.approvers]
        return "revoked" if any(person is not None and person.revoked is not None for person in people) else None

    def related(self, post: PostState) -> tuple[PostState, ...]:
        """An original that the ledger does not know but main does is archive: it went out before there was a ledger."""
        captured = post.captured
        names = {captured.corrects, captured.repeat_of} - {None, post.post} if captured else set()
        found = []
        for name in sorted(name for name in names if name):
            other = self.book.post(name)
            is_open_question = any(item.post == name for item in self.book.index().waiting.values())
            if not other.lanes and not is_open_question and self.is_post(name):
                other = PostState(name, archived=True)
            found.append(other)
        return tuple(found)

    def job(self, post: PostState, key: Key) -> Job | None:
        captured, lane = post.captured, post.lanes.get(key.channel)
        step = lane.steps[key.step - 1] if lane else None
        claim = step.claim if step else None
        digest = captured.payloads.get(key.channel) if captured else None
        data = self.book.payload(digest) if digest else None
        if captured is None or lane is None or step is None or claim is None or digest is None or data is None:
            return None
        binding = next(item for item in captured.bindings if item["channel"] == key.channel)
        payload = json.loads(data)
        owned, contested = self._others(key, payload)
        return Job(
            post=key.post,
            channel=key.channel,
            network=str(binding["network"]),
            host=str(binding["host"]),
            account_id=str(binding["account_id"]),
            step=key.step,
            payload=payload,
            payload_sha256=hashlib.sha256(data).hexdigest(),
            payload_bytes=data,
            key=claim.key,
            created_at=claim.created_at,
            send_by=claim.send_by,
            address=self.address(key.post, captured.due),
            media=self._media(captured.commit, payload),
            before=tuple(_remote(step.accepted) for step in lane.steps[: key.step - 1] if step.accepted),
            targets=self._targets(post, key.channel),
            owned=owned,
            contested=contested,
            latest=(step.again_until or captured.latest).astimezone(self.settings.authority.zone),
        )

    def _others(self, key: Key, payload: Mapping[str, object]) -> tuple[frozenset[str], bool]:
        """What other posts own on the channel that say the same as this step, and whether one of them may yet come."""
        wording, now = wording_of(payload, key.step), self.setup.clock.now()
        owned, contested = set[str](), False
        for name, number in self.book.steps_with(wording) if wording else ():
            lane = self.book.post(name).lanes.get(key.channel)
            if name == key.post or lane is None or number > len(lane.steps):
                continue
            step = lane.steps[number - 1]
            if step.accepted is not None:
                address = step.accepted.address or ""
                owned |= {*(step.accepted.remote_id or "").split(), address, address.rpartition("/")[2]}
            contested |= step.standing and step.quiet_until is not None and now < step.quiet_until
        return frozenset(owned - {""}), contested

    def is_owned(self, key: Key, remote_id: str | None) -> bool:
        """Whether what was found for a step is another post's by now."""
        job = self.job(self.book.post(key.post), key)
        return job is not None and not job.owned.isdisjoint((remote_id or "").split())

    def address(self, post: str, due: datetime) -> str:
        """The permanent address on the authority's website, by the local month of the due time."""
        authority = self.settings.authority
        return f"{authority.website.rstrip('/')}/archiv/{due.astimezone(authority.zone):%Y/%m}/{post}/"

    def _media(self, commit: str, payload: Mapping[str, object]) -> dict[str, bytes]:
        """SHA-256 → the bytes as approved; a picture whose bytes differ is left out, and its adapter refuses."""
        found: dict[str, bytes] = {}
        parts = payload.get("parts")
        for part in parts if isinstance(parts, list) else []:
            for media in part.get("media") or []:
                data = self.git.blob(commit, media["path"])
                if data is not None and hashlib.sha256(data).hexdigest() == media["sha256"]:
                    found[media["sha256"]] = data
        return found

    def _targets(self, post: PostState, channel: str) -> dict[str, tuple[str, ...]]:
        """Post id → the remote ids of what is out of it here; the address where a person posted it by hand."""
        found = {}
        for other in self.related(post):
            lane = other.lanes.get(channel)
            accepted = [step.accepted for step in lane.steps if step.accepted is not None] if lane else []
            named = " ".join(line.remote_id or line.address or "" for line in accepted).split()
            if named:
                found[other.post] = tuple(named)
        return found

    # ------------------------------------------------------------------ networks

    def delivery(self, job: Job) -> Callable[[], Outcome]:
        return self.networks.delivery(self.adapter(job.channel), job)

    def search(self, job: Job) -> Callable[[], Finding]:
        if job.contested:
            return lambda: CannotShow("similar", again=True)
        return self.networks.search(self.adapter(job.channel), job)

    def confirmation(self, job: Job) -> Callable[[], bool]:
        """Only where there is an address to ask: in an example with a clock of its own there is none."""
        channel = self.settings.channels.get(job.channel)
        probe = self.setup.probe or (channel.probe if channel else None)
        if channel is None or (probe is None and not self.setup.asks):
            return lambda: False
        return self.networks.confirmation(self.adapter(job.channel), job, probe)

    def fresh_key(self) -> str:
        return secrets.token_hex(16)


def _remote(accepted: Accepted) -> str:
    return accepted.remote_id or accepted.address or ""


def _file_names(git: Git, main: str) -> frozenset[str]:
    return frozenset(entry.path.rsplit("/", 1)[-1] for entry in git.tree(main, "content/posts/"))
