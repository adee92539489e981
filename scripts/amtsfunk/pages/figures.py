"""What came of a week, month or year: planned against published, what was missed and why, how things were spread.

Counts posts and deliveries, never people: no figure says who wrote, approved or was slow (REQUIREMENTS.md § 3), and the
time from proposal to approval is told only over five posts or more (R14). Sources: R01, R14, R21, R22, R72.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

from amtsfunk.pages.spans import Length, Span

FEWEST_FOR_A_TIME = 5
"""Under so many posts a time would point at those who were involved (R14)."""


class End(StrEnum):
    """How a delivery stands, for whoever counts. ``archived``: published before there was a ledger, says the file."""

    out = "out"
    archived = "archived"
    missed = "missed"
    rejected = "rejected"
    held = "held"
    dropped = "dropped"
    open = "open"


ENDS: Mapping[str, End] = {
    "accepted": End.out,
    "confirmed": End.out,
    "missed": End.missed,
    "rejected": End.rejected,
    "held": End.held,
    "ambiguous": End.held,
    "cancelled": End.dropped,
    "given_up": End.dropped,
}
"""Status of the ledger → end; every other status is ``open``."""
WENT_OUT = frozenset({End.out, End.archived})


@dataclass(frozen=True, slots=True)
class Outing:
    """One post on one channel. ``due``: when it was to go out, None: as soon as approved; ``out_at``: when it did;
    ``why``: in words, where it did not; topics, audiences and channels by their ids."""

    post: str
    title: str
    kind: str
    topic: str
    audiences: tuple[str, ...]
    channel: str
    due: datetime | None
    end: End
    out_at: datetime | None = None
    why: str | None = None

    @property
    def moment(self) -> datetime | None:
        """What decides into which span it falls."""
        return self.due or self.out_at


@dataclass(frozen=True, slots=True)
class Count:
    """One row of a table. ``planned``: all of them, ``out``: those that were published."""

    id: str
    planned: int
    out: int


@dataclass(frozen=True, slots=True)
class MonthsApproval:
    """``month``: its first day; ``middle``: the median, None where too few posts waited in it."""

    month: date
    middle: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """``posts``: posts planned, ``posts_out``: published on one channel at least, ``posts_archived``: those that the
    files alone call published; ``ends``: deliveries by end; rows in the order of their ids; ``approval``: median time
    from proposal to approval, None where it is not told, and of a year also month by month."""

    span: Span
    posts: int
    posts_out: int
    posts_archived: int
    ends: Mapping[End, int]
    not_out: tuple[Outing, ...]
    channels: tuple[Count, ...]
    topics: tuple[Count, ...]
    audiences: tuple[Count, ...]
    kinds: tuple[Count, ...]
    days: tuple[tuple[date, Count], ...]
    approval: timedelta | None
    approval_of: int
    approval_months: tuple[MonthsApproval, ...] = ()

    @property
    def deliveries(self) -> int:
        return sum(self.ends.values())


def outings_near(span: Span, outings: Iterable[Outing]) -> list[Outing]:
    """All that lie in the span, in whatever zone, and perhaps some of the two days around it: no two zones are further
    apart. Quick, because most of ten thousand posts lie far from every span that is asked for."""
    first, after = span.first.toordinal() - 2, span.after.toordinal() + 2
    return [one for one in outings if (moment := one.moment) is not None and first <= moment.toordinal() < after]


def figures_of(span: Span, outings: Iterable[Outing], approvals: Mapping[str, timedelta], zone: ZoneInfo) -> Figures:
    """``approvals``: post → how long its proposal waited for its approval, as far as a forge knows it."""
    here = [one for one in outings if one.moment is not None and one.moment.astimezone(zone).date() in span]
    posts: dict[str, list[Outing]] = {}
    for one in here:
        posts.setdefault(one.post, []).append(one)
    firsts = [(several[0], any(one.end in WENT_OUT for one in several)) for several in posts.values()]
    waited = [approvals[post] for post in posts if post in approvals]
    return Figures(
        span=span,
        posts=len(posts),
        posts_out=sum(out for _, out in firsts),
        posts_archived=sum(first.end is End.archived for first, _ in firsts),
        ends=dict(Counter(one.end for one in here)),
        not_out=tuple(sorted((one for one in here if one.end in _TOLD), key=_place)),
        channels=_rows((one.channel, one.end in WENT_OUT) for one in here),
        topics=_rows((first.topic, out) for first, out in firsts),
        audiences=_rows((audience, out) for first, out in firsts for audience in first.audiences),
        kinds=_rows((first.kind, out) for first, out in firsts),
        days=_days(span, firsts, zone),
        approval=_middle(span, waited),
        approval_of=len(waited),
        approval_months=_by_month(span, posts, approvals, zone),
    )


_TOLD = frozenset({End.missed, End.rejected, End.held, End.dropped})


def _by_month(
    span: Span, posts: Mapping[str, list[Outing]], approvals: Mapping[str, timedelta], zone: ZoneInfo
) -> tuple[MonthsApproval, ...]:
    """Of a year: every month in which a proposal waited."""
    months: dict[date, list[timedelta]] = {}
    for post, several in posts.items():
        moment = several[0].moment
        if span.length is Length.year and post in approvals and moment is not None:
            months.setdefault(_whole_month(moment.astimezone(zone).date()), []).append(approvals[post])
    return tuple(MonthsApproval(month, _middle(span, waited)) for month, waited in sorted(months.items()))


def _middle(span: Span, waited: list[timedelta]) -> timedelta | None:
    if span.length is Length.week or len(waited) < FEWEST_FOR_A_TIME:
        return None
    return timedelta(seconds=median(one.total_seconds() for one in waited))


def _place(one: Outing) -> tuple[float, str, str]:
    return (one.moment.timestamp() if one.moment else 0.0, one.post, one.channel)


def _rows(counted: Iterable[tuple[str, bool]]) -> tuple[Count, ...]:
    planned: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for name, went in counted:
        planned[name] += 1
        out[name] += went
    return tuple(Count(name, planned[name], out[name]) for name in sorted(planned))


def _days(span: Span, firsts: list[tuple[Outing, bool]], zone: ZoneInfo) -> tuple[tuple[date, Count], ...]:
    """One row a day for a week and a month, one a month for a year; empty ones too: gaps are what is looked for."""
    of: Callable[[date], date] = _whole_month if span.length is Length.year else _same
    rows = {day: Count(of(day).isoformat(), 0, 0) for day in map(of, span.days)}
    for first, out in firsts:
        if first.moment is not None:
            day = of(first.moment.astimezone(zone).date())
            rows[day] = Count(day.isoformat(), rows[day].planned + 1, rows[day].out + out)
    return tuple(sorted(rows.items()))


def _same(day: date) -> date:
    return day


def _whole_month(day: date) -> date:
    return day.replace(day=1)
