"""What a run sees before it decides: stops, statements in the inbox, and what changed on main (DELIVERY.md § 3).

Its cost follows what changed since the progress mark, never the number of posts. Where nothing is new, nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.paths import post_id
from amtsfunk.commands.publishing.inbox import Desk, read_inbox
from amtsfunk.commands.publishing.judge import Main, judge_post
from amtsfunk.commands.publishing.world import MainWorld
from amtsfunk.delivery.batch import Batch, statement_path
from amtsfunk.delivery.capture import Capture, Judged, capture
from amtsfunk.delivery.events import Accepted, Event, Stopped
from amtsfunk.delivery.index import Index, Waiting
from amtsfunk.delivery.outcomes import Writer
from amtsfunk.delivery.state import State
from amtsfunk.effects.governance import require_line

_POSTS = "content/posts"
NOT_YET = "statement-window"
"""The one reason against a post that time alone can end: its approval begins later."""
_APPROVAL = ".approval.json"


class Publishing(MainWorld):
    """The world with its observing half. ``keep``: keeps reviewed commits (branch ``evidence``); ``notes``: what a
    person should know of and no line says."""

    keep: Callable[[tuple[str, ...]], None] | None = None

    def observe(self, now: datetime, run: str) -> Batch:
        self.notes: list[str] = []
        index = self.book.index()
        stops = Batch(events=self._stopped(now, run))
        inbox = self._inbox(index, now, run)
        posts = self._posts(index, now, run)
        return stops + inbox + posts

    # ------------------------------------------------------------------ stops and inbox

    def _stopped(self, now: datetime, run: str) -> tuple[Event, ...]:
        return tuple(
            Stopped(
                at=now,
                run=run,
                stop=seen.id,
                scope=seen.scope,
                target=seen.target,
                path=seen.path,
                commit=seen.commit,
                person=seen.person,
            )
            for seen in self.unknown_stops()
        )

    def _inbox(self, index: Index, now: datetime, run: str) -> Batch:
        tip = self.remote.refs.get("inbox")
        if tip is None or tip == index.inbox:
            return Batch()
        stops = {stop.id: stop for stop in self.stops(now)}
        desk = Desk(self.book, self.settings, stops, self.is_post, now, run)
        batch, notes = read_inbox(self.git, tip, desk)
        self.notes += notes
        mended = tuple(
            line for event in batch.events if isinstance(event, Accepted) for line in self._mended(event, now, run)
        )
        if batch.is_empty or notes:
            return replace(batch, events=batch.events + mended)
        return replace(batch, events=batch.events + mended, index=replace(index, inbox=tip))

    def _mended(self, event: Accepted, now: datetime, run: str) -> tuple[Event, ...]:
        """A correction that a person made by hand mends its original too."""
        post = self.book.post(event.post)
        posts = {other.post: other for other in (*self.related(post), post)}
        return Writer(run, now).mended(State(posts), event)

    # ------------------------------------------------------------------ main

    def _posts(self, index: Index, now: datetime, run: str) -> Batch:
        if index.main is not None:
            require_line(self.git, index.main, self.main)
        changed = self._changed_paths(index)
        late = {path for path, item in index.waiting.items() if item.latest is not None and now > item.latest}
        early = {path for path, item in index.waiting.items() if NOT_YET in item.reasons}
        paths = late | early if self.main == index.main else changed | set(index.waiting)
        captures = self._captures(paths, index, now, run)
        waiting = {path: item for path, item in index.waiting.items() if path not in paths}
        waiting |= {item.waiting.path: item.waiting for item in captures if item.waiting is not None}
        return self._batch(index, captures, waiting, Writer(run, now), moved=bool(changed))

    def _batch(
        self,
        index: Index,
        captures: list[Capture],
        waiting: dict[str, Waiting],
        writer: Writer,
        *,
        moved: bool,
    ) -> Batch:
        governance = self.governance()
        known = index.governance
        events = tuple(event for item in captures for event in item.events)
        governed = governance.to_json()
        if self.main != index.main and (known.get("lapses") or []) != governed["lapses"]:
            reason = ", ".join(sorted(governance.lapses.values())) or None
            events = (writer.governed(governance.ok, governance.verified_to, reason), *events)
        payloads = {digest: data for item in captures for digest, data in item.payloads.items()}
        told = waiting != dict(index.waiting) or _without_progress(known) != _without_progress(governed)
        if not (events or moved or (told and self.main != index.main)):
            return Batch()
        fresh = replace(index, main=self.main, waiting=waiting, governance=governed)
        return Batch(events, payloads, self._nonces, fresh)

    def _changed_paths(self, index: Index) -> set[str]:
        """Paths of posts whose file or approval differs between the progress mark and main now."""
        if index.main == self.main:
            return set()
        found = set()
        for change in self.git.changes(index.main or self.setup.root, self.main, _POSTS):
            path = change.path.removesuffix(_APPROVAL) + ".md" if change.path.endswith(_APPROVAL) else change.path
            if post_id(path) is not None:
                found.add(path)
        return found

    def _captures(self, paths: Iterable[str], index: Index, now: datetime, run: str) -> list[Capture]:
        """A post's absence at one path means nothing where it lies at another: then it was renamed."""
        self._nonces: dict[str, bytes] = {}
        judged = [self._judge(path, now) for path in sorted(paths)]
        known = [item for item in judged if item is not None]
        there = {item.post for item in known if item.present}
        found = []
        for item in known:
            if item.present or item.post not in there:
                taken = capture(self.book.post(item.post), item, now, run)
                if taken.is_captured:
                    self._nonces |= {nonce: _use_of(item) for nonce in item.nonces}
                found.append((item, taken))
        reviewed = tuple(dict.fromkeys(head for item, taken in found if taken.is_captured for head in item.reviewed))
        if reviewed and self.keep is not None:
            self.keep(reviewed)
        return [taken for _, taken in found]

    def _judge(self, path: str, now: datetime) -> Judged | None:
        judged = judge_post(Main(self.git, self.main, self.settings, self.governance()), path, now)
        if judged is not None and any(self._is_used(nonce, judged) for nonce in judged.nonces):
            return replace(judged, approved=False, reasons=("nonce-used",))
        return judged

    def _is_used(self, nonce: str, judged: Judged) -> bool:
        """A nonce counts once: for this very post and manifest, and not again after it was cancelled."""
        kept = self.book.read(statement_path(nonce))
        if kept is None:
            return False
        return kept != _use_of(judged) or self.book.post(judged.post).cancelled is not None


def _without_progress(governance: Mapping[str, object]) -> dict[str, object]:
    """How far main was verified is written with the next line that is due, not for its own sake."""
    return {name: value for name, value in governance.items() if name != "verified_to"}


def _use_of(judged: Judged) -> bytes:
    """What is kept of an approval under its nonce: what it was used for. The statement itself lies in main."""
    return canonical_json({"v": 1, "kind": "approve", "post": judged.post, "manifest": judged.manifest})
