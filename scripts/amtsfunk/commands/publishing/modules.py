"""An agreed module sent by one person on duty: from the statement to a captured post (DELIVERY.md § 2).

The module is judged as it is on main when the statement is read, like a post that changed just now; what is captured is
what was approved, with its blanks filled. Whatever cannot be shown counts as no.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from amtsfunk.approval.canonical import Json, canonical_json
from amtsfunk.approval.filling import CannotFill, check_lengths, check_values, fill_payload
from amtsfunk.approval.paths import is_post_name, module_id, module_path, sent_module_id
from amtsfunk.approval.reasons import explain
from amtsfunk.approval.statement import Statement, write_time
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.approving.verdicts import verdict_of
from amtsfunk.commands.publishing.desk import Desk, NotCounted, is_approver, people_on_duty, read_rota
from amtsfunk.commands.publishing.judge import Main, judged_of
from amtsfunk.delivery.capture import Capture, Judged, capture
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.evidence import module_at
from amtsfunk.model.module import Module
from amtsfunk.model.module_post import as_template
from amtsfunk.model.settings import Settings

LONGEST_VALID = timedelta(hours=24)
"""No longer may a statement lie about: who signs it is on duty today and knows what is the case now."""
REPEATS = "repeat_of"
"""In a statement's decision, beside the slots: the earlier post of the very same words. No slot can be called so."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An approved module with its blanks filled. ``payloads``: channel → payload of the post ``post``."""

    module: Module
    verdict: Verdict
    post: str
    payloads: Mapping[str, dict[str, Any]]

    @property
    def manifest(self) -> str:
        """What a statement has to name: the digest of what was approved, its blanks unfilled."""
        return self.verdict.manifest.digest if self.verdict.manifest is not None else ""


def send_module(statement: Statement, person: str, desk: Desk) -> Capture:
    """The captured post that a valid statement of this person makes. Raises NotCounted."""
    main = desk.main
    if main is None or module_id(module_path(statement.subject)) is None:
        raise NotCounted("no-such-module")
    if statement.not_after - statement.not_before > LONGEST_VALID:
        raise NotCounted("module-window")
    need_duty(person, main, desk.now)
    post = sent_module_id(statement.subject, statement.not_before, statement.nonce)
    if _is_taken(post, desk):
        raise NotCounted("module-name-taken")
    values = dict(statement.decision) if not isinstance(statement.decision, str) else {}
    repeats = values.pop(REPEATS, None)
    if repeats is not None and not (is_post_name(repeats) and desk.is_on_main(repeats)):
        raise NotCounted("no-such-post")
    ready = prepare(main, statement.subject, values, post, desk.now)
    if statement.manifest != ready.manifest:
        raise NotCounted("module-changed")
    sending: dict[str, Json] = {
        "id": statement.subject,
        "person": person,
        "nonce": statement.nonce,
        "not_before": write_time(statement.not_before),
        "not_after": write_time(statement.not_after),
        "slots": dict(values.items()),
    }
    latest = latest_of(ready.module, main.settings, desk.now, statement.not_after)
    return capture(PostState(post), _judged(ready, sending, main, desk.now, repeats, latest), desk.now, desk.run)


def need_duty(person: str, main: Main, now: datetime) -> None:
    """Raises NotCounted unless the person is on duty now by main's rota, or stands in, and may approve a post alone."""
    if person not in people_on_duty(read_rota(main.git, main.commit, main.settings), main.settings, now):
        raise NotCounted("not-on-duty")
    if not is_approver(person, main.settings, now):
        raise NotCounted("role")


def prepare(main: Main, name: str, values: Mapping[str, str], post: str, now: datetime) -> Ready:
    """The module of main with its blanks filled. Raises NotCounted unless it is approved, agreed today and fits."""
    path = module_path(name)
    module = module_at(main.git, main.commit, path, main.settings.authority.zone)
    if module is None:
        raise NotCounted("no-such-module")
    if not module.head.valid_on(now.astimezone(main.settings.authority.zone).date()):
        raise NotCounted("module-expired")
    verdict = verdict_of(main.git, main.commit, path, main.governance, now=now, reviews=main.reviews)
    if not verdict.approved:
        told = " ".join(explain(refusal) for refusal in verdict.refusals)
        raise NotCounted(verdict.refusals[0].reason_id if verdict.refusals else "approval-missing", told)
    try:
        check_values(module, values)
        payloads = {name: fill_payload(json.loads(data), post, values) for name, data in verdict.payloads.items()}
        for payload in payloads.values():
            check_lengths(payload, main.settings)
    except CannotFill as cannot:
        raise NotCounted(cannot.reason, cannot.name) from cannot
    return Ready(module, verdict, post, payloads)


def latest_of(module: Module, settings: Settings, now: datetime, not_after: datetime) -> datetime:
    """Until when a module that is sent now may go out: its short window, the statement's end, the agreement's end."""
    last_day = module.head.valid_until + timedelta(days=1)
    ends = datetime.combine(last_day, time(), settings.authority.zone).astimezone(UTC) - timedelta(seconds=1)
    return min(as_template(module).latest_after(now), not_after, ends)


def _judged(  # noqa: PLR0913, PLR0917 - what makes a post of a module
    ready: Ready, sending: dict[str, Json], main: Main, now: datetime, repeats: str | None, latest: datetime
) -> Judged:
    """Everything as for a post; its manifest is the module's, its payloads are the filled ones."""
    filled = replace(
        ready.verdict,
        payloads={name: canonical_json(payload) for name, payload in ready.payloads.items()},
        evidence={**ready.verdict.evidence, "module": sending},
        approvers=tuple(sorted({*ready.verdict.approvers, str(sending["person"])})),
    )
    judged = judged_of(filled, as_template(ready.module), main, now)
    return replace(judged, post=ready.post, latest=latest, repeat_of=repeats)


def _is_taken(post: str, desk: Desk) -> bool:
    """Whether the name is anybody's: it went out before, or a file bears it."""
    known = desk.book.post(post)
    return known != PostState(post) or desk.is_on_main(post)
