"""Where reports get their facts: planned posts from the files, what came of them from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from amtsfunk.approval.statement import NotAStatement, read_time
from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.commands.sites.ledger import believed_ledger
from amtsfunk.commands.sites.sources import Sources
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import changed_posts, heading_at
from amtsfunk.model.office import Office
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.pages.aims import aims_of
from amtsfunk.pages.evaluation import Beside, Evaluation, evaluation_of
from amtsfunk.pages.evaluation_text import sheet_rows
from amtsfunk.pages.figures import ENDS, End, Figures, Outing, figures_of, outings_near
from amtsfunk.pages.numbers import public_years
from amtsfunk.pages.places import Places, places_of
from amtsfunk.pages.spans import Length, Span, before, span_of


@dataclass(frozen=True, slots=True)
class Outcomes:
    """``states``: post → everything that the ledger knows; ``approvals``: post → from proposal to approval;
    ``headings``: of posts that no file has any more."""

    known: bool = False
    states: Mapping[str, PostState] = field(default_factory=dict)
    approvals: Mapping[str, timedelta] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


def read_outcomes(git: Git, remote: str, sources: Sources) -> Outcomes:
    """The whole ledger. Raises LedgerUnreadable: nothing is counted in a ledger that cannot be believed."""
    tip = believed_ledger(git, remote, sources.settings).tip
    if tip is None:
        return Outcomes()
    return outcomes_of(git, tip, {state.post: state for state in changed_posts(git, tip, None)}, sources)


def outcomes_of(git: Git, tip: str, states: Mapping[str, PostState], sources: Sources) -> Outcomes:
    """``tip``: the ledger commit that ``states`` were read from."""
    waited = ((post, approval_time(state)) for post, state in states.items())
    here = {post.id for post in sources.posts}
    headings = {post: heading_at(git, tip, state) for post, state in states.items() if post not in here}
    return Outcomes(True, states, {post: span for post, span in waited if span is not None}, headings)


def outings_of(posts: Iterable[Post], outcomes: Outcomes, settings: Settings) -> tuple[Outing, ...]:
    """Every delivery that was ever planned: those of the files, also of the archive, and of posts that only the ledger
    still has."""
    found: list[Outing] = []
    seen = set()
    for post in posts:
        if not post.is_draft:
            seen.add(post.id)
            found += _of_post(post, outcomes.states.get(post.id), settings)
    for name, state in outcomes.states.items():
        if name not in seen:
            found += _of_state(state, outcomes.headings.get(name, ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that reports count, read once for all spans."""

    settings: Settings
    outings: tuple[Outing, ...]
    outcomes: Outcomes
    office: Office
    beside: Beside

    def report(self, span: Span, today: date) -> Report:
        zone = self.settings.authority.zone
        near = outings_near(span, self.outings)
        figures = figures_of(span, near, self.outcomes.approvals, zone)
        places = places_of(span, self.office.weeks.values(), self.outings, zone)
        shown = evaluation_of(figures, self.settings, today, self.beside, places)
        return Report(figures, places, shown, sheet_rows(near, places, figures, self.settings))


@dataclass(frozen=True, slots=True)
class Report:
    """One span: as numbers, in words, and as rows for a spreadsheet."""

    figures: Figures
    places: Places
    evaluation: Evaluation
    rows: Sequence[Sequence[str]]


def count(sources: Sources, office: Office, outcomes: Outcomes) -> Counted:
    years = public_years(sources.numbers, sources.ladder)
    beside = Beside(years, office.answers, aims_of(office.goals), outcomes.known)
    return Counted(sources.settings, outings_of(sources.posts, outcomes, sources.settings), outcomes, office, beside)


def recent_reports(counted: Counted, now: datetime) -> tuple[Report, ...]:
    """This week, this month, the one before, this year: what the internal site shows."""
    today = now.astimezone(counted.settings.authority.zone).date()
    month = span_of(Length.month, None, today)
    spans = (span_of(Length.week, None, today), month, before(month), span_of(Length.year, None, today))
    return tuple(counted.report(span, today) for span in spans)


def approval_time(state: PostState) -> timedelta | None:
    """From the opening of the proposal to the last approval that was counted; None where no forge said when."""
    evidence = state.captured.evidence if state.captured is not None else {}
    pull, approvals = evidence.get("pull"), evidence.get("approvals")
    try:
        opened = read_time(pull["opened_at"]) if isinstance(pull, Mapping) else None
        given = [read_time(one["at"]) for one in approvals or () if "review" in one]
    except (KeyError, TypeError, NotAStatement):
        return None
    if opened is None or not given:
        return None
    return max(max(given) - opened, timedelta(0))


def _of_post(post: Post, state: PostState | None, settings: Settings) -> Iterator[Outing]:
    head = post.head
    topic = settings.topics.get(head.topic)
    audiences = head.audiences or (topic.audiences if topic is not None else ())
    due = head.publish_at if isinstance(head.publish_at, datetime) else None
    captured = state.captured.due if state is not None and state.captured is not None else None
    for channel in head.channels:
        yield Outing(
            post.id,
            post.title,
            head.kind.value,
            head.topic,
            tuple(audience.value for audience in audiences),
            channel,
            due or captured,
            *((End.archived, due, None) if head.archive and state is None else _end_of(state, channel)),
        )


def _of_state(state: PostState, heading: str) -> Iterator[Outing]:
    captured = state.captured
    for channel in state.lanes:
        kind, due = (captured.kind, captured.due) if captured is not None else ("", None)
        yield Outing(state.post, heading or state.post, kind, "", (), channel, due, *_end_of(state, channel))


def _end_of(state: PostState | None, channel: str) -> tuple[End, datetime | None, str | None]:
    lane = state.lanes.get(channel) if state is not None else None
    if lane is None:
        missed = state.missed if state is not None else None
        return (End.missed, None, reason_text(missed) or None) if missed else (End.open, None, None)
    first = lane.steps[0].accepted
    step = lane.current
    end = End.out if first is not None and lane.is_out else ENDS.get(step.status.value, End.open)
    return end, first.at if first is not None else None, None if end is End.out else reason_text(step.reason) or None
