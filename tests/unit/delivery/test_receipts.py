"""Which receipts of a post made by hand can be true."""

from __future__ import annotations

import pytest

from amtsfunk.delivery import events as e
from amtsfunk.delivery.receipts import receipt_refusal
from amtsfunk.model.channel import Channel, Via
from support.deliveries import Story

ADDRESS = "https://www.x.example/status/1"


def channel(via: Via = Via.manual) -> Channel:
    return Channel(label="X", network="x", host="x.example", account_id="1", owner="anna", via=via)


@pytest.mark.parametrize(
    ("story", "refusal"),
    [
        (Story(channel="x"), "not-handed"),
        (Story(channel="x").claim(), "not-handed"),
        (Story(channel="x").claim().step(e.Rejected, reason="no"), "not-handed"),
        (Story(channel="x").accept(), "already-recorded"),
        (Story(channel="x").claim().step(e.Handed), None),
        (Story(channel="x").claim().step(e.Held, reason="cannot-be-shown"), None),
    ],
)
def test_a_receipt_counts_where_a_person_can_have_posted(story: Story, refusal: str | None) -> None:
    assert receipt_refusal(channel(), story.state().lanes["x"], ADDRESS) == refusal


def test_nobody_records_for_the_own_website_or_at_another_address() -> None:
    assert receipt_refusal(channel(Via.site), None, ADDRESS) == "own-website"
    assert receipt_refusal(channel(), None, "https://elsewhere.example/1") == "address"
    assert receipt_refusal(channel(), None, ADDRESS) is None
