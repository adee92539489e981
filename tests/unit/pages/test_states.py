"""Every state that the program knows has its words, what it means, what to do, and a way to more that is there."""

from __future__ import annotations

import re
from pathlib import Path

from amtsfunk.delivery.state import ENDED, Status
from amtsfunk.pages.plan import STATES, TODO
from amtsfunk.pages.states import state_anchor, state_rows

HANDBOOK = Path(__file__).parents[3] / "site" / "internal" / "handbuch"


def test_the_page_has_every_state_of_a_delivery_and_of_a_plan() -> None:
    assert {row.anchor for row in state_rows()} == {
        state_anchor(one) for one in (*Status, "draft", "planned", "waiting")
    }
    assert [row.word for row in state_rows()] == list(STATES.values())


def test_each_says_what_it_means_and_what_to_do() -> None:
    for row in state_rows():
        assert row.means.endswith(".")
        assert row.todo.endswith((".", "!"))
    assert [row.todo for row in state_rows() if row.anchor in TODO] == [
        TODO[state] for state in STATES if state in TODO
    ]


def test_what_asks_for_a_person_says_where_more_stands() -> None:
    asking = [row for row in state_rows() if row.asks]
    assert {row.anchor for row in asking} == {"handed", "held", "missed", "rejected"}
    assert all(row.more for row in asking)
    assert not {row.anchor for row in asking} & {Status.confirmed.value, Status.accepted.value}
    assert {Status.missed, Status.rejected} < ENDED


def test_ways_to_more_lead_to_a_page_and_a_section() -> None:
    for row in state_rows():
        if row.more:
            page, _, anchor = row.more.partition("#")
            text = (HANDBOOK / page).read_text(encoding="utf-8")
            assert not anchor or re.search(rf"\{{: #{anchor} \}}", text), row.more
