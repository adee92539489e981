"""The loop of a publishing run: observe → decide → claim → check again → send → write down (DELIVERY.md § 4).

Everything that it touches comes through the ports of ``delivery.ports``, so that a simulator can run this very code. A
claim is used only after its push was won and the ledger was fetched again; what a network answered is written every
five seconds or fifty lines, and before exit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amtsfunk.channels.contract import Ambiguous, Job, Outcome
from amtsfunk.delivery import actions as a
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.events import Accepted, Claimed, Event, PostEvent, StepEvent, Unreadable
from amtsfunk.delivery.fold import apply
from amtsfunk.delivery.outcomes import Writer, still_ours
from amtsfunk.delivery.ports import Clock, Ledger, World
from amtsfunk.delivery.recheck import Ticket, recheck
from amtsfunk.delivery.state import PostState, State, Stop
from amtsfunk.model.errors import EffectFailed, LedgerLost

MOST_CLAIMS = 50
FLUSH_AFTER = timedelta(seconds=5)
_MOST_LOST = 50
_MOST_ROUNDS = 10_000
_PATIENCE_SECONDS = 0.2


@dataclass(slots=True)
class Report:
    """What a run did, in order: the lines that reached the ledger. ``waits``: what the last look left undone."""

    lines: list[Event] = field(default_factory=list)
    waits: tuple[a.Action, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A line that waits to be written. ``ticket``: the claim that it answers, None for what was looked up."""

    line: StepEvent
    ticket: Ticket | None = None


class Engine:
    """One run. ``run`` is its random id; ``tell`` hears of every line that reached the ledger."""

    def __init__(self, ledger: Ledger, world: World, clock: Clock, run: str, tell: Callable[[Event], None]) -> None:
        self.ledger = ledger
        self.world = world
        self.clock = clock
        self.run_id = run
        self.tell = tell
        self.report = Report()
        self._pending: list[_Pending] = []
        self._pending_since: datetime | None = None
        self._done: set[tuple[str, a.Key]] = set()
        self._refreshed: datetime | None = None

    def run(self) -> Report:
        """Publish what is due. Raises LedgerUnreadable and EffectFailed, after writing down what is known."""
        self._observe()
        try:
            for _ in range(_MOST_ROUNDS):
                if not self._round():
                    break
                self._observe()
        finally:
            self._flush()
        return self.report

    def _observe(self) -> None:
        """Stops, statements and posts that were seen since the last look; writes nothing where there is nothing new."""
        self._write(lambda: self.world.observe(self.clock.now(), self.run_id))

    # ------------------------------------------------------------------ one round

    def _round(self) -> bool:
        """Decide once and carry it out. False when nothing is left to do now."""
        now = self.clock.now()
        state = self.state(self.ledger.index().awake(now), self.world.stops(now))
        actions = decide(state, now)
        self.report.waits = tuple(action for action in actions if isinstance(action, a.Wait))
        todo = [action for action in actions if (type(action).__name__, action.key) not in self._done]
        claims = [action for action in todo if isinstance(action, a.Claim)][:MOST_CLAIMS]
        writer = Writer(self.run_id, now)
        said = [line for action in todo if (line := writer.decided(action)) is not None]
        asked = [action for action in todo if isinstance(action, a.Look | a.Confirm)]
        if not (claims or said or asked):
            return False
        lines = [
            writer.claimed(state, claim, self.world.habits(claim.key.channel), self.world.fresh_key())
            for claim in claims
        ]
        if self._try_write(Batch(events=(*said, *lines))):
            self._use(lines)
        self._ask(state, asked)
        self._flush()
        return True

    def state(self, posts: Iterable[str], stops: tuple[Stop, ...]) -> State:
        """Everything that deciding about these posts needs, as of the last refresh."""
        known = {post: self.ledger.post(post) for post in posts}
        facts = {post: self.world.facts(state) for post, state in known.items() if state.captured is not None}
        related = {other.post: other for state in known.values() for other in self.world.related(state)}
        return State({**related, **known}, self.world.halted(), stops, self.world.channels(), facts)

    # ------------------------------------------------------------------ claims

    def _use(self, claims: Sequence[Claimed]) -> None:
        """Fetch again, check again, send (I8, I10)."""
        tickets = [(claim, a.Key(claim.post, claim.channel, claim.step)) for claim in claims]
        self._refreshed = None
        for claim, key in tickets:
            state = self._fresh_state([claim.post])
            post = state.posts[claim.post]
            job = self.world.job(post, key)
            ticket = Ticket(key, self.run_id, claim.claim, job.payload_sha256 if job else "")
            answer = recheck(state, ticket, self.clock.now())
            if isinstance(answer, a.Release):
                self._done.add(("Claim", key))
                self._add(Writer(self.run_id, self.clock.now()).released(ticket, answer.reason), ticket)
            elif isinstance(answer, a.Send) and job is not None:
                self._send(job, ticket)

    def _fresh_state(self, posts: Sequence[str]) -> State:
        """State and stops no older than five seconds, and fetched after the claim's push in any case."""
        now = self.clock.now()
        if self._refreshed is None or now - self._refreshed >= FLUSH_AFTER:
            self.ledger.refresh()
            self._refreshed = now
        return self.state(posts, self.world.stops(now))

    def _send(self, job: Job, ticket: Ticket) -> None:
        habits = self.world.habits(ticket.key.channel)
        outcome: Outcome
        try:
            outcome = self.world.deliver(job)
        except Exception as defect:  # one broken channel never stops the others (I12), and what it did is unknown
            outcome = Ambiguous(f"defect-{type(defect).__name__}")
        self._add(Writer(self.run_id, self.clock.now()).outcome(ticket, outcome, habits), ticket)

    def _ask(self, state: State, asked: Sequence[a.Look | a.Confirm]) -> None:
        """Read back what is unknown, and look for pages. Each is asked once a run."""
        for action in asked:
            self._done.add((type(action).__name__, action.key))
            job = self.world.job(state.posts[action.key.post], action.key)
            if job is None:
                continue
            writer = Writer(self.run_id, self.clock.now())
            if isinstance(action, a.Confirm):
                if self.world.confirm(job):
                    self._add(writer.confirmed(action.key, action.number))
                continue
            habits = self.world.habits(action.key.channel)
            line = writer.found(action.key, action.number, self.world.find(job), habits)
            if line is not None:
                self._add(line)

    # ------------------------------------------------------------------ writing

    def _add(self, line: StepEvent, ticket: Ticket | None = None) -> None:
        self._pending.append(_Pending(line, ticket))
        now = self.clock.now()
        self._pending_since = self._pending_since or now
        if len(self._pending) >= MOST_CLAIMS or now - self._pending_since >= FLUSH_AFTER:
            self._flush()

    def _flush(self) -> None:
        """Write what is pending; what no longer fits the ledger becomes a stray or is dropped."""
        pending, self._pending, self._pending_since = self._pending, [], None
        if pending:
            self._write(lambda: Batch(events=tuple(self._fitting(pending))))

    def _fitting(self, pending: Sequence[_Pending]) -> list[Event]:
        """The lines that the ledger as it is now allows, with what follows from them."""
        posts: dict[str, PostState] = {}
        lines: list[Event] = []
        for item in pending:
            line = item.line
            posts.setdefault(line.post, self.ledger.post(line.post))
            ours = item.ticket is None or still_ours(posts, item.ticket)
            writer = Writer(self.run_id, self.clock.now())
            fit = line if ours else writer.unclaimed(line, self.world.habits(line.channel))
            if fit is None:
                continue
            try:
                posts[line.post] = apply(posts[line.post], fit)
            except Unreadable:
                continue
            lines += [fit, *self._mended(writer, posts[line.post], fit)]
        return lines

    def _mended(self, writer: Writer, post: PostState, line: Event) -> tuple[PostEvent, ...]:
        if not isinstance(line, Accepted):
            return ()
        related = {other.post: other for other in self.world.related(post)}
        return writer.mended(State({**related, post.post: post}), line)

    def _write(self, build: Callable[[], Batch]) -> None:
        """Append what ``build`` makes of the ledger as it is; build anew as often as another runner is faster."""
        for attempt in range(_MOST_LOST):
            batch = build()
            if batch.is_empty or self._try_write(batch):
                return
            self.clock.sleep(_PATIENCE_SECONDS * attempt)
        raise EffectFailed("Andere Läufe waren immer schneller.", "Bitte warten, bis sie fertig sind, und neu starten.")

    def _try_write(self, batch: Batch) -> bool:
        """False where another runner was faster; then the ledger is fetched anew, and nothing of ours is in it."""
        if batch.is_empty:
            return True
        try:
            self.ledger.write(batch, self.clock.now())
        except LedgerLost:
            self.ledger.refresh()
            return False
        for line in batch.events:
            self.report.lines.append(line)
            self.tell(line)
        return True
