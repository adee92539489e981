"""Statements from the branch ``inbox``: checked, and turned into ledger lines (DELIVERY.md § 2 and § 4).

Anyone may put files there, so nothing is believed but a roster person's signature over the whole statement; its nonce
counts once, because the statement itself is kept in the ledger under it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from amtsfunk.approval.paths import sent_module_id
from amtsfunk.approval.statement import NotAStatement, SignedStatement, Statement, parse_signed
from amtsfunk.commands.publishing.desk import Desk, NotCounted, is_approver
from amtsfunk.commands.publishing.modules import send_module
from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.capture import Capture
from amtsfunk.delivery.events import Accepted, Captured, Event, Lifted, PostEvent, Settled, format_time, parse_time
from amtsfunk.delivery.receipts import receipt_refusal
from amtsfunk.delivery.redaction import Redaction, redaction_lines, redaction_refusal
from amtsfunk.delivery.state import PostState, Status
from amtsfunk.effects.git import Git
from amtsfunk.effects.statements import check_statement
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.model.team import Role

_LARGEST = 64 * 1024
_MOST_FILES = 20_000
_MOST_SIGNATURES = 2_000
_MOST_NOTES = 20
_LAST_YEAR = 2200


def read_inbox(git: Git, tip: str, desk: Desk) -> tuple[Batch, tuple[str, ...]]:
    """The lines and statements of everything new in the inbox, and a note for everything that does not count."""
    events: list[Event] = []
    payloads: dict[str, bytes] = {}
    statements: dict[str, bytes] = {}
    notes: list[str] = []
    candidates, refusals = _candidates(git, tip)
    notes += refusals
    for path, data, signed in candidates:
        name = use_name(signed.statement)
        if name in statements or desk.book.has_statement(name):
            continue
        try:
            taken = _taken(signed, desk, events)
            events += taken.events
            payloads |= taken.payloads
            statements[name] = data
        except NotCounted as refused:
            notes.append(_refused(path, refused.reason))
        except AmtsfunkError:
            raise
        except Exception as defect:  # one odd statement never stops the others (I12)
            notes.append(_refused(path, f"defect-{type(defect).__name__}"))
    return Batch(tuple(events), payloads, statements), _shortened(notes)


def use_name(statement: Statement) -> str:
    """Under which name a statement counts once: 128 bits of the digest of its nonce and all that was signed with it.
    Whoever copies another person's nonce into a statement of their own burns nothing."""
    return hashlib.sha256(statement.signed_bytes).hexdigest()[:32]


def _refused(path: str, reason: object) -> str:
    return f"Erklärung im Eingang zählt nicht: {path}: {reason_text(str(reason))}"


def _shortened(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - _MOST_NOTES
    return tuple(notes) if more <= 0 else (*notes[:_MOST_NOTES], f"Im Eingang liegen {more} weitere, die nicht zählen.")


def _candidates(git: Git, tip: str) -> tuple[list[tuple[str, bytes, SignedStatement]], list[str]]:
    """What has the form of a statement, lifts first: only their signatures cost time, and rubbish hides nothing."""
    found, notes = [], []
    for number, (path, data) in enumerate(_files(git, tip)):
        if number >= _MOST_FILES:
            notes.append("Der Eingang ist überfüllt; nicht alles wurde gelesen. Bitte den Zweig „inbox“ aufräumen.")
            break
        try:
            signed = parse_signed(data)
        except NotAStatement as broken:
            notes.append(_refused(path, broken))
            continue
        found.append((path, data, signed))
    found.sort(key=lambda item: (item[2].statement.kind != "lift", item[0]))
    if len(found) > _MOST_SIGNATURES:
        notes.insert(0, "Der Eingang ist überfüllt; nicht alles wurde geprüft. Bitte den Zweig „inbox“ aufräumen.")
    return found[:_MOST_SIGNATURES], notes


def _files(git: Git, tip: str) -> Iterator[tuple[str, bytes]]:
    for entry in git.tree(tip):
        if entry.mode == "100644" and entry.path.endswith(".json"):
            found = git.read(entry.id)
            if found is not None and len(found[2]) <= _LARGEST:
                yield entry.path.encode("ascii", "backslashreplace").decode(), found[2]


def _taken(signed: SignedStatement, desk: Desk, earlier: list[Event]) -> Capture:
    statement = signed.statement
    checked = check_statement(
        signed,
        kind=statement.kind,
        repository=desk.settings.authority.id,
        people=desk.settings.people,
        now=desk.now,
    )
    if checked.person is None:
        raise NotCounted(checked.reason or "signature-unknown")
    if any(_is_about(event, _subject(statement)) for event in earlier):
        raise NotCounted("said-twice")
    match statement.kind:
        case "lift":
            return Capture((_lift(statement, checked.person, desk),))
        case "record":
            return Capture((_record(statement, checked.person, desk),))
        case "settle":
            return Capture((_settle(statement, checked.person, desk),))
        case "redact":
            return Capture(_redact(statement, checked.person, desk))
        case "module":
            return send_module(statement, checked.person, desk)
        case _:
            raise NotCounted("statement-kind")


def _is_about(event: Event, subject: str) -> bool:
    """Whether a line of this batch decided about the subject, or about a channel of it."""
    if isinstance(event, Lifted):
        return subject == f"lift {event.stop}"
    if isinstance(event, Captured):
        return subject == f"module {event.post}"
    lane = f"{event.post}/{getattr(event, 'channel', '')}" if isinstance(event, PostEvent) else ""
    return lane == subject or lane.startswith(f"{subject}/")


def _subject(statement: Statement) -> str:
    if statement.kind == "lift":
        return f"lift {statement.subject}"
    if statement.kind == "module":
        return f"module {sent_module_id(statement.subject, statement.not_before, statement.nonce)}"
    return "/".join(statement.subject.split("/")[:2])


def _lift(statement: Statement, person: str, desk: Desk) -> Lifted:
    """Another person than the one who stopped, as far as that one is known, with the approver's role."""
    stop = desk.stops.get(statement.subject)
    if stop is None or stop.lifted_at is not None:
        raise NotCounted("no-such-stop")
    if person == stop.person:
        raise NotCounted("own-stop")
    _need_approver(person, desk)
    release = _values(statement).get("release", "").split()
    return Lifted(at=desk.now, run=desk.run, stop=stop.id, release=tuple(release), person=person, nonce=statement.nonce)


def _record(statement: Statement, person: str, desk: Desk) -> Accepted:
    """The receipt of a post made by hand."""
    post, channel, state = _lane_named(statement, desk)
    address = _values(statement).get("address", "")
    if Role.external in desk.settings.people[person].roles:
        raise NotCounted("role")
    lane = state.lanes.get(channel)
    if lane is None and (state.captured is not None or not desk.is_on_main(post)):
        raise NotCounted("no-such-post")
    refusal = receipt_refusal(desk.settings.channels[channel], lane, address)
    if refusal is not None:
        raise NotCounted(refusal)
    step = lane.current if lane is not None else None
    if step is None or not step.claims:
        _need_approver(person, desk)
    return Accepted(
        at=desk.now,
        run=desk.run,
        post=post,
        channel=channel,
        step=step.number if step else 1,
        claim=step.claims if step else 0,
        how="recorded",
        address=address,
        person=person,
        nonce=statement.nonce,
    )


def _settle(statement: Statement, person: str, desk: Desk) -> Settled:
    """A person's „send again“ or „give up“ needs an approver, and counts for the hold that the person saw: two people
    who both say „again“ must not have a later hold, which neither has looked at, sent once more."""
    post, channel, state = _lane_named(statement, desk)
    lane = state.lanes.get(channel)
    if lane is None or lane.current.status is not Status.held:
        raise NotCounted("not-held")
    _need_approver(person, desk)
    values = _values(statement)
    decision = values.get("decision", "")
    if decision not in ("again", "given_up"):
        raise NotCounted("decision")
    since = lane.current.since
    if since is None or values.get("held_at") != format_time(since):
        raise NotCounted("other-hold")
    until = _time(values.get("not_after", ""), desk.now) if decision == "again" else None
    return Settled(
        at=desk.now,
        run=desk.run,
        post=post,
        channel=channel,
        step=lane.current.number,
        claim=lane.current.claims,
        decision=decision,
        not_after=until,
        person=person,
        nonce=statement.nonce,
    )


def _redact(statement: Statement, person: str, desk: Desk) -> tuple[Event, ...]:
    """Bytes go for somebody's sake: an approver's word. A channel may be one that is long gone from the settings."""
    _need_approver(person, desk)
    post, _, channel = statement.subject.partition("/")
    state = desk.book.post(post)
    note = _values(statement).get("because", "")
    why_not = redaction_refusal(state, channel or None, note)
    if why_not is not None:
        raise NotCounted(why_not)
    return redaction_lines(state, Redaction(channel or None, note, person, statement.nonce), desk.now, desk.run)


def _lane_named(statement: Statement, desk: Desk) -> tuple[str, str, PostState]:
    post, slash, channel = statement.subject.partition("/")
    if not slash or channel not in desk.settings.channels:
        raise NotCounted("no-such-channel")
    return post, channel, desk.book.post(post)


def _need_approver(person: str, desk: Desk) -> None:
    if not is_approver(person, desk.settings, desk.now):
        raise NotCounted("role")


def _values(statement: Statement) -> Mapping[str, str]:
    return statement.decision if not isinstance(statement.decision, str) else {}


def _time(text: str, now: datetime) -> datetime:
    try:
        when = parse_time(text)
    except ValueError as wrong:
        raise NotCounted("time") from wrong
    if not now < when or when.year > _LAST_YEAR:
        raise NotCounted("time")
    return when
