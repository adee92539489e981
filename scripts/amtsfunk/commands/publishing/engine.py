"""The loop of a publishing run: observe → decide → claim → check again → send → write down (DELIVERY.md § 4).

Everything that it touches comes through the ports, so that a simulator plays this very code. A claim is used only after
its push was won and the ledger was fetched again. Each channel sends one after the other; while the channels work, the
next claims are made, never more than fifty unresolved at once, so that is what one crash can leave unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amtsfunk.channels.contract import FINDINGS, OUTCOMES, Ambiguous, Job, Outcome
from amtsfunk.commands.publishing.scribe import FLUSH_AFTER, Scribe
from amtsfunk.delivery import actions as a
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.decide import decide
from amtsfunk.delivery.errands import Ask, Errand, Errands, Send
from amtsfunk.delivery.events import Claimed, Event, StepEvent
from amtsfunk.delivery.outcomes import Writer
from amtsfunk.delivery.ports import Answer, NotBegun, Ports
from amtsfunk.delivery.recheck import Ticket, recheck
from amtsfunk.delivery.state import PostFacts, PostState, State, Stop
from amtsfunk.model.errors import AmtsfunkError, EffectFailed

MOST_CLAIMS = 50
STALE_AFTER = 5.0
"""Seconds. What was fetched longer ago is fetched again before anything is sent."""
_LAST_TRIES = 5
_LAST_ANSWERS = 50
"""How many times five seconds a run waits for a channel before it ends without its answer."""
_MOST_ROUNDS = 1_000_000
_BREATH_SECONDS = 0.02


@dataclass(slots=True)
class Report:
    """What a run did, in order: the lines that reached the ledger. ``waits``: what the last look left undone."""

    lines: list[Event] = field(default_factory=list)
    waits: tuple[a.Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How an engine works. ``ahead``: how long before its time a step is claimed; ``look_every``: how often it looks
    at main, stops and inbox while it waits; ``ask_again``: how long until a question is asked again (None: once a run);
    ``stopping``: whether no more may be begun."""

    ahead: timedelta = timedelta(0)
    look_every: timedelta = timedelta(seconds=30)
    ask_again: timedelta | None = None
    stopping: Callable[[], bool] = lambda: False


class Engine:
    """One run. ``run`` is its random id; ``tell`` hears of every line that reached the ledger."""

    def __init__(
        self,
        ports: Ports,
        run: str,
        tell: Callable[[Event], None] = lambda line: None,
        manner: Manner = Manner(),
    ) -> None:
        self.ledger = ports.ledger
        self.world = ports.world
        self.clock = ports.clock
        self.couriers = ports.couriers
        self.run_id = run
        self.tell = tell
        self.manner = manner
        self.report = Report()
        self._errands = Errands()
        self._scribe = Scribe(ports, run, self._refresh, self._hear)
        self._asked: dict[tuple[str, a.Key], datetime] = {}
        self._refreshed: float | None = None
        """When the ledger was fetched last, as the clock's ``elapsed`` counts."""
        self._observed: datetime | None = None
        self._uncertain: tuple[Claimed, ...] = ()
        """Claims of which it is unknown whether they reached the ledger. Nothing was sent for them."""
        self._is_fetched = False
        """Whether the ledger was fetched since this run last looked around."""
        self._decided = False
        self._has_more = False
        """Whether the last look found more to claim than may be under way at once."""
        self._next_wake: datetime | None = None

    def run(self) -> Report:
        """Publish what is due. Raises LedgerUnreadable and EffectFailed, after writing down what is known; what could
        not be written stays and is written by the next ``run`` of this engine. The ledger was refreshed just before."""
        self.report = Report()
        try:
            self._observe()
            for _ in range(_MOST_ROUNDS):
                if not self._advance():
                    break
        finally:
            self._finish()
        return self.report

    def _observe(self) -> None:
        """Stops, statements and posts that were seen since the last look; writes nothing where there is nothing new."""
        self._observed, self._is_fetched = self.clock.now(), False
        self._scribe.write(lambda: self.world.observe(self.clock.now(), self.run_id))
        self._decided = False

    def _refresh(self) -> None:
        self._is_fetched = True
        self.ledger.refresh()

    # ------------------------------------------------------------------ one round

    def _advance(self) -> bool:
        """Take in answers, decide, begin what may begin, wait. False when nothing is left to do now."""
        self._take_in(self.couriers.answers(0.0))
        if self.manner.stopping():
            self._give_back()
        elif self._is_to_decide() and self._errands.claims <= MOST_CLAIMS // 2:
            self._round()
        began = self._begin()
        if self._scribe.is_due:
            self._flush()
        if self._errands.under_way:
            self._take_in(self.couriers.answers(self._patience()))
            return True
        if began or self._scribe.has_lines:
            self._flush()
            return True
        if self._errands.is_empty:
            if self._is_fetched and not self.manner.stopping():
                self._observe()
            return not self._decided and not self.manner.stopping()
        self._wait()
        return True

    def _is_to_decide(self) -> bool:
        return not self._decided or (self._next_wake is not None and self.clock.now() >= self._next_wake)

    def _round(self) -> None:
        """Decide once and write it down; what was answered meanwhile goes into the same commit."""
        now = self.clock.now()
        index = self.ledger.index()
        self._next_wake = min((wake for wake in index.open.values() if wake is not None and wake > now), default=None)
        state = self.state(index.awake(now), self.world.stops(now))
        actions = decide(state, now, ahead=self.manner.ahead)
        self.report.waits = tuple(action for action in actions if isinstance(action, a.Wait))
        todo = [action for action in actions if not self._is_asked(action, now)]
        claims = [action for action in todo if isinstance(action, a.Claim)][: MOST_CLAIMS - self._errands.claims]
        writer = Writer(self.run_id, now)
        said = [line for action in todo if (line := writer.decided(action)) is not None]
        asked = [action for action in todo if isinstance(action, a.Look | a.Confirm)]
        lines = [
            writer.claimed(state, claim, self.world.habits(claim.key.channel), self.world.fresh_key())
            for claim in claims
        ]
        answered = self._scribe.fitting() if claims or said else []
        if {_lane(line) for line in answered} & {_lane(line) for line in (*said, *lines)}:
            self._flush()  # what was answered meanwhile changes what was decided: once more
            return
        self._uncertain = tuple(lines)
        written = self._scribe.try_write(Batch(events=(*answered, *said, *lines)))
        if written:
            if claims or said:
                self._scribe.clear()
            self._enqueue(state, lines)
        self._uncertain = ()
        for action in asked:
            self._asked[(type(action).__name__, action.key)] = now
            self._errands.add(Ask(action, action.key))
        self._has_more = sum(isinstance(action, a.Claim) for action in todo) > len(claims)
        self._decided = written and not (answered or said or self._has_more)

    def _is_asked(self, action: a.Action, now: datetime) -> bool:
        """Asked already, or given back by the check after the claim: not twice in a row."""
        before = self._asked.get((type(action).__name__, action.key))
        again = self.manner.ask_again
        return before is not None and (again is None or now < before + again)

    def state(self, posts: Iterable[str], stops: tuple[Stop, ...]) -> State:
        """Everything that deciding about these posts needs, as of the last refresh."""
        known = {post: self.ledger.post(post) for post in posts}
        facts = {post: self._facts(state) for post, state in known.items() if state.captured is not None}
        related = {other.post: other for state in known.values() for other in self.world.related(state)}
        return State({**related, **known}, self.world.halted(), stops, self.world.channels(), facts)

    def _facts(self, post: PostState) -> PostFacts:
        """What cannot be gathered about one post holds that post and no other (I12)."""
        try:
            return self.world.facts(post)
        except AmtsfunkError:
            raise
        except Exception as defect:
            return PostFacts(changed=f"defect-{type(defect).__name__}")

    # ------------------------------------------------------------------ claims and errands

    def _enqueue(self, state: State, claims: Sequence[Claimed]) -> None:
        for claim in claims:
            captured = state.posts[claim.post].captured
            due = captured.due if captured is not None and claim.step == 1 else claim.at
            key = a.Key(claim.post, claim.channel, claim.step)
            self._errands.add(Send(claim.claim, key, due, claim.send_by))
        if claims:
            self._refreshed = None

    def _begin(self) -> bool:
        """Hand each channel that has room its next errands whose time has come. Whether any was begun or given back."""
        began = False
        for channel in self._errands.idle(self.clock.now()):
            while (errand := self._errands.next(channel, self.clock.now())) is not None:
                if not self._start(errand):
                    break
                began = True
        return began

    def _start(self, errand: Errand) -> bool:
        """False: it has to wait for what is under way on its channel."""
        if isinstance(errand, Send):
            return self._start_send(errand)
        self._flush()  # so that two posts of the same words never find one and the same
        job = self._job(self.ledger.post(errand.key.post), errand.key)
        if job is None:
            return True
        looks = isinstance(errand.action, a.Look)
        self._errands.start(errand)
        self.couriers.start(errand.key.channel, self.world.search(job) if looks else self.world.confirmation(job))
        return True

    def _start_send(self, errand: Send) -> bool:
        """Fetch again where that is long ago, check again, send (I8, I10)."""
        state = self._fresh_state([errand.key.post])
        job = self._job(state.posts[errand.key.post], errand.key)
        if job is not None and job.contested:  # whose is whose has to be known before a network may call it a copy
            if errand.key.channel in self._errands.under_way:
                self._errands.add(errand)
                return False
            self._flush()
            state = self._fresh_state([errand.key.post])
            job = self._job(state.posts[errand.key.post], errand.key)
        ticket = Ticket(errand.key, self.run_id, errand.claim, job.payload_sha256 if job else "")
        answer = recheck(state, ticket, self.clock.now())
        if isinstance(answer, a.Release):
            self._asked[("Claim", errand.key)] = self.clock.now()
            self._scribe.add(Writer(self.run_id, self.clock.now()).released(ticket, answer.reason), ticket)
        if not isinstance(answer, a.Send) or job is None:
            return True
        self._errands.start(errand, ticket)
        self.couriers.start(errand.key.channel, self._in_time(self.world.delivery(job), answer.until))
        return True

    def _in_time(self, deliver: Callable[[], Outcome], until: datetime) -> Callable[[], Outcome | NotBegun]:
        """The sending, if the check is still fresh when its turn comes and the run is not about to end: by then the
        process may have stood still and another run taken over."""
        stale = (self._refreshed or 0.0) + STALE_AFTER

        def may() -> bool:
            in_time = self.clock.now() <= until and self.clock.elapsed() <= stale
            return in_time and not self.manner.stopping()

        return lambda: deliver() if may() else NotBegun()

    def _job(self, post: PostState, key: a.Key) -> Job | None:
        """A post that cannot be put together is not sent, and stops no other (I12)."""
        try:
            return self.world.job(post, key)
        except AmtsfunkError:
            raise
        except Exception:
            return None

    def _fresh_state(self, posts: Sequence[str]) -> State:
        """State and stops no older than five seconds, and fetched after the claim's push in any case."""
        begun = self.clock.elapsed()
        if self._refreshed is None or begun - self._refreshed >= STALE_AFTER:
            self._refresh()
            self._refreshed = begun
        return self.state(posts, self.world.stops(self.clock.now()))

    def _take_in(self, answers: Sequence[tuple[str, Answer]]) -> None:
        """What the channels answered becomes lines."""
        for channel, answer in answers:
            errand, ticket = self._errands.ended(channel)
            if isinstance(answer, NotBegun):
                self._errands.add(errand)
                continue
            line = self._line_of(errand, ticket, answer)
            self._decided = self._decided and not self._has_more
            if line is not None:
                self._scribe.add(line, ticket)

    def _line_of(self, errand: Errand, ticket: Ticket | None, answer: Answer) -> StepEvent | None:
        """None: nothing was found out. A defect of an adapter while it sends may have sent (I12)."""
        writer, habits = Writer(self.run_id, self.clock.now()), self.world.habits(errand.key.channel)
        if ticket is not None:
            defect = Ambiguous(f"defect-{type(answer).__name__}")
            return writer.outcome(ticket, answer if isinstance(answer, OUTCOMES) else defect, habits)
        if isinstance(errand, Send) or isinstance(answer, Exception):
            return None
        number = errand.action.number
        if isinstance(errand.action, a.Confirm):
            return writer.confirmed(errand.key, number) if answer is True else None
        return writer.found(errand.key, number, answer, habits) if isinstance(answer, FINDINGS) else None

    def _give_back(self) -> None:
        """The run shall end: what was claimed and not begun is released, if it reached the ledger at all."""
        unused = [(errand.key, errand.claim) for errand in self._errands.drop() if isinstance(errand, Send)]
        unused += [(a.Key(claim.post, claim.channel, claim.step), claim.claim) for claim in self._uncertain]
        self._uncertain = ()
        for key, number in unused:
            ticket = Ticket(key, self.run_id, number, "")
            self._scribe.add(Writer(self.run_id, self.clock.now()).released(ticket, "stopping"), ticket)

    # ------------------------------------------------------------------ waiting

    def _patience(self) -> float:
        """Seconds until something else than an answer may be to do."""
        now = self.clock.now()
        times = [now + FLUSH_AFTER]
        times += [self._scribe.due] if self._scribe.due is not None else []
        # A wake that has passed and was not taken (too many claims, or the end is near) must not make this loop spin.
        times += [time for time in (self._errands.next_due(), self._next_wake) if time is not None and time > now]
        return max(0.0, (min(times) - now).total_seconds())

    def _wait(self) -> None:
        """Claims lie ahead of their time: sleep until the first is due, and look around meanwhile."""
        self.clock.sleep(min(self._patience(), 1.0) or _BREATH_SECONDS)
        if self._observed is not None and self.clock.now() - self._observed >= self.manner.look_every:
            self._refresh()
            self._observe()

    # ------------------------------------------------------------------ writing

    def _flush(self) -> None:
        if self._scribe.flush():
            self._decided = False

    def _hear(self, line: Event) -> None:
        self.report.lines.append(line)
        self.tell(line)

    def _finish(self) -> None:
        """Before exit: wait for what is under way and write it down, as stubbornly as can be."""
        for _ in range(_LAST_ANSWERS):
            if self._errands.under_way:
                self._take_in(self.couriers.answers(FLUSH_AFTER.total_seconds()))
        is_unsure = bool(self._uncertain)
        self._give_back()
        for attempt in range(_LAST_TRIES):
            try:
                if is_unsure:  # only a fetch shows whether those claims arrived
                    self._refresh()
                    is_unsure = False
                return self._flush()
            except EffectFailed:
                if attempt == _LAST_TRIES - 1:
                    raise
                self.clock.sleep(2.0**attempt)
                self._refresh_if_possible()
        return None

    def _refresh_if_possible(self) -> None:
        try:
            self._refresh()
        except EffectFailed:
            return


def _lane(line: Event) -> tuple[str | None, str | None]:
    """(post, channel) that a line is about."""
    return getattr(line, "post", None), getattr(line, "channel", None)
