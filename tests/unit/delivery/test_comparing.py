"""What a network's finding means beside what the ledger says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amtsfunk.channels.contract import Absent, Accepted, CannotShow, Finding
from amtsfunk.commands.publishing.comparing import Shown, compare
from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.state import Lane
from support.deliveries import Story

KEY = Key("p", "mastodon", 1)
OUT = Story().accept(remote_id="7", address="https://a.example/7").state().lanes["mastodon"]
HELD = Story().claim().step(e.Held, reason="cannot-be-shown").state().lanes["mastodon"]
OPEN = Story().claim().state().lanes["mastodon"]


@pytest.mark.parametrize(
    ("lane", "finding", "shown", "differs"),
    [
        (OUT, Accepted("7"), Shown.there, False),
        (OUT, Accepted("8"), Shown.different, True),
        (OUT, CannotShow("different"), Shown.different, True),
        (OUT, CannotShow("timeout", again=True), Shown.cannot_show, False),
        (OUT, Absent(), Shown.absent, True),
        (HELD, Accepted("7"), Shown.there, True),
        (HELD, CannotShow("different"), Shown.different, True),
        (HELD, Absent(), Shown.absent, False),
        (OPEN, Accepted("7"), Shown.there, False),
        (OPEN, Absent(), Shown.absent, False),
    ],
)
def test_a_finding_is_judged_by_what_the_ledger_says(lane: Lane, finding: Finding, shown: Shown, differs: bool) -> None:
    found = compare(KEY, lane, finding)
    assert (found.shown, found.differs) == (shown, differs)


@pytest.mark.parametrize("finding", [Absent(), CannotShow("different")])
def test_what_was_corrected_may_look_otherwise(finding: Finding) -> None:
    found = compare(KEY, replace(OUT, corrected_by="q"), finding)
    assert (found.shown, found.why, found.differs) == (Shown.cannot_show, "corrected-since", False)


def test_only_what_is_there_as_approved_is_offered_as_published() -> None:
    assert "--published https://a.example/9" in compare(KEY, HELD, Accepted("9", "https://a.example/9")).todo
    assert "--published" not in compare(KEY, HELD, CannotShow("different")).todo
