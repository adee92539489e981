"""What a run writes to the ledger: answers are gathered for a few seconds, and what no longer fits is made to fit.

Between an answer and its line another run may have written. So each line is fitted to the ledger as it is then: an
outcome whose claim is no longer ours becomes a stray, which is loud, and what was found is booked only if it is nobody
else's by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.events import Accepted, Event, PostEvent, StepEvent, Unreadable
from amtsfunk.delivery.fold import apply
from amtsfunk.delivery.outcomes import Writer, still_ours
from amtsfunk.delivery.ports import Ports
from amtsfunk.delivery.recheck import Ticket
from amtsfunk.delivery.state import PostState, State
from amtsfunk.model.errors import AmtsfunkError, EffectFailed, LedgerLost

FLUSH_AFTER = timedelta(seconds=5)
MOST_LINES = 50
_MOST_LOST = 50
_PATIENCE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class _Pending:
    """A line that waits to be written. ``ticket``: the claim that it answers, None for what was looked up."""

    line: StepEvent
    ticket: Ticket | None = None


class Scribe:
    """One run's writing. ``refresh``: fetch the ledger anew; ``hear``: told of every line that reached it."""

    def __init__(self, ports: Ports, run: str, refresh: Callable[[], None], hear: Callable[[Event], None]) -> None:
        self.ledger = ports.ledger
        self.world = ports.world
        self.clock = ports.clock
        self.run_id = run
        self.refresh = refresh
        self.hear = hear
        self._pending: list[_Pending] = []
        self._since: datetime | None = None

    def add(self, line: StepEvent, ticket: Ticket | None = None) -> None:
        self._pending.append(_Pending(line, ticket))
        self._since = self._since or self.clock.now()

    def clear(self) -> None:
        self._pending, self._since = [], None

    @property
    def has_lines(self) -> bool:
        return bool(self._pending)

    @property
    def due(self) -> datetime | None:
        """When what waits has to be written."""
        return self._since + FLUSH_AFTER if self._since is not None else None

    @property
    def is_due(self) -> bool:
        due = self.due
        return (due is not None and self.clock.now() >= due) or len(self._pending) >= MOST_LINES

    def flush(self) -> bool:
        """Write what waits. False: there was nothing."""
        if not self._pending:
            return False
        self.write(lambda: Batch(events=tuple(self.fitting())))
        self.clear()
        return True

    def fitting(self) -> list[Event]:
        """The lines that wait, as the ledger allows them now, with what follows from them."""
        posts: dict[str, PostState] = {}
        lines: list[Event] = []
        for item in self._pending:
            line = item.line
            posts.setdefault(line.post, self.ledger.post(line.post))
            ours = item.ticket is None or still_ours(posts, item.ticket)
            writer = Writer(self.run_id, self.clock.now())
            fit = line if ours else writer.unclaimed(line, self.world.habits(line.channel))
            if fit is None or self._is_taken(fit):
                continue
            try:
                posts[line.post] = apply(posts[line.post], fit)
            except Unreadable:
                continue
            lines += [fit, *self._mended(writer, posts[line.post], fit)]
        return lines

    def _is_taken(self, line: Event) -> bool:
        """Found, but another run has meanwhile found it for another post: it is looked for once more."""
        if not isinstance(line, Accepted) or line.how != "found":
            return False
        try:
            return self.world.is_owned(Key(line.post, line.channel, line.step), line.remote_id)
        except AmtsfunkError:
            raise
        except Exception:
            return True

    def _mended(self, writer: Writer, post: PostState, line: Event) -> tuple[PostEvent, ...]:
        if not isinstance(line, Accepted):
            return ()
        related = {other.post: other for other in self.world.related(post)}
        return writer.mended(State({**related, post.post: post}), line)

    def write(self, build: Callable[[], Batch]) -> None:
        """Append what ``build`` makes of the ledger as it is; build anew as often as another runner is faster."""
        for attempt in range(_MOST_LOST):
            batch = build()
            if batch.is_empty or self.try_write(batch):
                return
            self.clock.sleep(_PATIENCE_SECONDS * attempt)
        raise EffectFailed("Andere Läufe waren immer schneller.", "Bitte warten, bis sie fertig sind, und neu starten.")

    def try_write(self, batch: Batch) -> bool:
        """False where another runner was faster; then the ledger is fetched anew, and nothing of ours is in it."""
        if batch.is_empty:
            return True
        try:
            self.ledger.write(batch, self.clock.now())
        except LedgerLost:
            self.refresh()
            return False
        for line in batch.events:
            self.hear(line)
        return True
