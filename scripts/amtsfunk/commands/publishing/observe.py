"""What a run sees before it decides: stops, statements in the inbox, and what changed on main (DELIVERY.md § 3).

Its cost follows what changed since the progress mark, never the number of posts. Where nothing is new, nothing is
written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.paths import is_governance, may_be_meant_as_post, post_id
from amtsfunk.approval.pull import reviewed_commits
from amtsfunk.commands.publishing.desk import Desk
from amtsfunk.commands.publishing.inbox import read_inbox
from amtsfunk.commands.publishing.judge import Main, judge_post
from amtsfunk.commands.publishing.world import MainWorld
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.capture import Capture, Judged, capture
from amtsfunk.delivery.events import Accepted, Captured, Event, PostEvent, Stopped, Unreadable
from amtsfunk.delivery.fold import apply
from amtsfunk.delivery.index import NO_POST, Index, Waiting
from amtsfunk.delivery.outcomes import Writer
from amtsfunk.delivery.state import PostState, State
from amtsfunk.effects.evidence import holder_of
from amtsfunk.effects.governance import require_line
from amtsfunk.effects.reviews import FORGE_REASONS, UNLINKED
from amtsfunk.model.errors import AmtsfunkError, EffectFailed

NOT_YET = frozenset({"statement-window"}) | FORGE_REASONS | UNLINKED
"""Reasons against a post that time alone can end: its approval begins later, or a forge did not show it yet."""
_MOST_OF_NO_POST = 50
_APPROVAL = ".approval.json"


class Publishing(MainWorld):
    """The world with its observing half. ``keep``: keeps reviewed commits (branch ``evidence``); ``notes``: what a
    person should know of and no line says."""

    keep: Callable[[tuple[str, ...]], None] | None = None

    def observe(self, now: datetime, run: str) -> Batch:
        self.notes: list[str] = []
        self._states: dict[str, PostState] = {}
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
        main = Main(self.git, self.main, self.settings, self.governance(), self.setup.reviews)
        desk = Desk(self.book, self.settings, stops, self.is_post, now, run, main)
        batch, notes = read_inbox(self.git, tip, desk)
        self.notes += notes
        self._follow(batch.events)
        self._keep(head for event in batch.events if isinstance(event, Captured) for head in event.evidence["reviewed"])
        mended = tuple(
            line for event in batch.events if isinstance(event, Accepted) for line in self._mended(event, now, run)
        )
        if batch.is_empty or notes:
            return replace(batch, events=batch.events + mended)
        return replace(batch, events=batch.events + mended, index=replace(index, inbox=tip))

    def _mended(self, event: Accepted, now: datetime, run: str) -> tuple[Event, ...]:
        """A correction that a person made by hand mends its original too."""
        post = self._state(event.post)
        posts = {other.post: other for other in (*self.related(post), post)}
        return Writer(run, now).mended(State(posts), event)

    # ------------------------------------------------------------------ main

    def _posts(self, index: Index, now: datetime, run: str) -> Batch:
        if index.main is not None:
            require_line(self.git, index.main, self.main)
        moved = self._moved_paths(index)
        changed = {path for path in map(_post_of, moved) if path is not None}
        posts = {path: item for path, item in index.waiting.items() if not item.is_no_post}
        late = {path for path, item in posts.items() if item.latest is not None and now > item.latest}
        early = {path for path, item in posts.items() if not NOT_YET.isdisjoint(item.reasons)}
        touched = {path for path in posts if _is_touched(path, moved)}
        paths = late | early if self.main == index.main else changed | touched | late | early
        judged = self._holders(paths)
        captures = self._captures(judged, index, now, run)
        waiting = {path: item for path, item in posts.items() if path not in paths | judged}
        waiting |= self._of_no_post({*moved, *index.waiting.keys()} - posts.keys())
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
        lapses_differ = (known.get("lapses") or []) != governed["lapses"]
        shown_now = bool(governance.relied_on) and dict(known) != governed
        if shown_now or (self.main != index.main and lapses_differ):
            reason = ", ".join(sorted(governance.lapses.values())) or None
            governing = writer.governed(governance.ok, governance.verified_to, reason, governance.relied_on)
            events = (governing, *events)
            self._keep(commit for record in governance.relied_on for commit in reviewed_commits(record))
        payloads = {digest: data for item in captures for digest, data in item.payloads.items()}
        told = waiting != dict(index.waiting) or _without_progress(known) != _without_progress(governed)
        if not (events or moved or (told and self.main != index.main)):
            return Batch()
        fresh = replace(index, main=self.main, waiting=waiting, governance=governed)
        return Batch(events, payloads, self._nonces, fresh)

    def _moved_paths(self, index: Index) -> frozenset[str]:
        """Paths that differ between the progress mark and main now."""
        if index.main == self.main:
            return frozenset()
        return frozenset(change.path for change in self.git.changes(index.main or self.setup.root, self.main))

    def _of_no_post(self, paths: Iterable[str]) -> dict[str, Waiting]:
        """Of these paths the texts that lie among the posts of main and can be none; they are told until mended."""
        meant = sorted(path for path in paths if may_be_meant_as_post(path) and _is_text(path))
        there = [path for path in meant if self.git.object_id(f"{self.main}:{path}")][:_MOST_OF_NO_POST]
        return {path: Waiting(path.rpartition("/")[2], path, None, None, (NO_POST,)) for path in there}

    def _holders(self, paths: Iterable[str]) -> frozenset[str]:
        """For each path the file to which the post's name belongs: a later file of the same name touches no other."""
        found = set()
        for path in paths:
            holder = holder_of(self.git, self.main, path, root=self.setup.root)
            if holder not in (None, path) and self.git.object_id(f"{self.main}:{path}"):
                self.notes.append(f"{path} zählt nicht: Den Namen trägt schon {holder}.")
            found.add(holder or path)
        return frozenset(found)

    def _captures(self, paths: Iterable[str], index: Index, now: datetime, run: str) -> list[Capture]:
        """A post's absence at one path means nothing where it lies at another: then it was renamed."""
        self._nonces: dict[str, bytes] = {}
        judged = [self._judge(path, now) for path in sorted(paths)]
        known = [item for item in judged if item is not None]
        there = {item.post for item in known if item.present}
        found = []
        for item in known:
            if item.present or item.post not in there:
                taken = self._fitting(capture(self._state(item.post), item, now, run), item)
                if taken.is_captured:
                    self._nonces |= {_use_name(nonce, item): _use_of(item) for nonce in item.nonces}
                found.append((item, taken))
        reviewed = tuple(dict.fromkeys(head for item, taken in found if taken.is_captured for head in item.reviewed))
        self._keep(reviewed)
        return [taken for _, taken in found]

    def _keep(self, reviewed: Iterable[str]) -> None:
        """Keep reviewed commits on the branch ``evidence``, as far as git has them."""
        there = tuple(commit for commit in reviewed if self.git.object_id(commit))
        if there and self.keep is not None:
            try:
                self.keep(there)
            except EffectFailed as failed:  # what was reviewed stays in its branch; no post is late for it
                self.notes.append(f"Die gelesenen Stände ließen sich nicht aufheben: {failed}")

    def _state(self, post: str) -> PostState:
        """The post with this run's own lines that are not in the ledger yet."""
        return self._states.get(post) or self.book.post(post)

    def _fitting(self, taken: Capture, item: Judged) -> Capture:
        """Its lines, if the ledger will take them after all else that this run says: a conflict stays with the post."""
        try:
            self._follow(taken.events)
        except Unreadable as conflict:
            self.notes.append(f"{item.path} widerspricht dem Sendebuch und bleibt, wie es ist ({conflict}).")
            return Capture()
        return taken

    def _follow(self, events: Iterable[Event]) -> None:
        states: dict[str, PostState] = {}
        for event in events:
            if isinstance(event, PostEvent):
                states[event.post] = apply(states.get(event.post) or self._state(event.post), event)
        self._states |= states

    def _judge(self, path: str, now: datetime) -> Judged | None:
        """What is wrong with one post never stops the others (I12), a defect of this program included."""
        main = Main(self.git, self.main, self.settings, self.governance(), self.setup.reviews)
        try:
            judged = judge_post(main, path, now)
        except AmtsfunkError:
            raise
        except Exception as defect:
            self.notes.append(f"{path} lässt sich nicht beurteilen ({type(defect).__name__}).")
            return Judged(post_id(path) or "", path, self.main, reasons=("unreadable",))
        if judged is None:
            return None
        used = frozenset(nonce for nonce in judged.nonces if self.book.has_statement(_use_name(nonce, judged)))
        return replace(judged, used=used)


def _is_text(path: str) -> bool:
    """Whether the ledger can bear it: a name may be bytes that are no UTF-8, and the check tells of those."""
    return not any("\ud800" <= character <= "\udfff" for character in path)


def _post_of(path: str) -> str | None:
    """The post's path for the path of a post or of its approvals, else None."""
    own = path.removesuffix(_APPROVAL) + ".md" if path.endswith(_APPROVAL) else path
    return own if post_id(own) is not None else None


def _is_touched(waiting: str, moved: Collection[str]) -> bool:
    """Whether a waiting post must be judged anew: settings or governance changed, or its own files: its text, a file of
    the same name in another month, a picture of its month. Others may wait without costing anything."""
    name, month = post_id(waiting), "/".join(waiting.split("/")[2:4])
    for path in moved:
        post = _post_of(path)
        if post is not None and post_id(post) == name:
            return True
        if post is None and (path.startswith((f"content/media/{month}/", "plans/")) or is_governance(path)):
            return True
    return False


def _without_progress(governance: Mapping[str, object]) -> dict[str, object]:
    """How far main was verified is written with the next line that is due, not for its own sake."""
    return {name: value for name, value in governance.items() if name != "verified_to"}


def _use_name(nonce: str, judged: Judged) -> str:
    """A nonce counts once a post: nobody burns it by approving another post with it."""
    return hashlib.sha256(f"approve:{nonce}:{judged.post}".encode()).hexdigest()[:32]


def _use_of(judged: Judged) -> bytes:
    """What is kept of an approval under its nonce: what it was used for. The statement itself lies in main."""
    return canonical_json({"v": 1, "kind": "approve", "post": judged.post, "manifest": judged.manifest})
