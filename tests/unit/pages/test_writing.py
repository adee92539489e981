"""What the writing page is given: the check's own limits, the free slots that are still to come, nothing unescaped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest

from amtsfunk.channels import CHANNELS, network_of
from amtsfunk.channels.limits import as_observed, measure_part
from amtsfunk.commands.sites.sources import read_sources
from amtsfunk.model.channel import Channel
from amtsfunk.model.limits import ObservedLimit
from amtsfunk.model.post import Kind
from amtsfunk.model.settings import Settings
from amtsfunk.model.week import PlannedSlot, WeekPlan
from amtsfunk.pages.patterns import as_javascript
from amtsfunk.pages.plan import weeks
from amtsfunk.pages.writing import (
    FOUND_ON_THE_PAGE,
    MEANINGS,
    FreeSlot,
    channel_facts,
    earlier_posts,
    free_slots,
    posts_script,
    writing_page,
)
from amtsfunk.rules.cases import PostCase, Tree, World
from amtsfunk.rules.wording.run import check_wording
from amtsfunk.source.posts import parse_post
from support.site_office import PRODUCT

NOW = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
WORDING = json.loads((PRODUCT / "tests/vectors/wording.json").read_text("utf-8"))["vectors"]


@pytest.fixture(scope="module")
def example() -> Settings:
    return read_sources(PRODUCT).settings


def facts_of(settings: Settings, slots: tuple[FreeSlot, ...] = ()) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(unescape(str(writing_page(settings, slots, NOW)["facts"])))
    return facts


def channel(network: str) -> Channel:
    return Channel.model_validate(
        {"label": "K", "network": network, "host": "h", "account_id": "1", "owner": "ab"}, context={}
    )


@pytest.mark.parametrize("network", sorted(CHANNELS))
@pytest.mark.parametrize("pictures", [0, 1])
def test_limits_are_those_of_the_check(network: str, pictures: int) -> None:
    observed = ObservedLimit(characters=5_000, weighted=25_000, observed_on=date(2026, 11, 1), source="Server")
    for row in (network_of(network), as_observed(network, observed)):
        facts = channel_facts(channel(network), row)
        given = (pictures and facts["caption"]) or facts["texts"]
        expected = measure_part(row, "", pictures=pictures)
        assert [(one["unit"], one["limit"]) for one in given] == [(one.unit, one.limit) for one in expected]


def test_what_a_server_was_seen_to_allow_counts(example: Settings) -> None:
    observed = ObservedLimit(characters=5_000, pictures=16, alt=0, observed_on=date(2026, 11, 1), source="Server")
    seen = facts_of(replace(example, limits={"mastodon": observed}))["channels"]["mastodon"]
    assert (seen["texts"], seen["pictures"], seen["alt"]) == ([{"unit": "characters", "limit": 5_000}], 16, 0)


def test_only_slots_to_come_without_a_post_are_free() -> None:
    def slot(hour: int, post: str | None = None) -> PlannedSlot:
        at = datetime(2026, 12, 1, hour, tzinfo=UTC)
        return PlannedSlot(at=at, channels=("x",), topic="verkehr", post=post, idea="Idee")

    plan = WeekPlan(week="2026-W49", slots=(slot(15), slot(7), slot(12, "da"), slot(10)))
    assert [one.at.hour for one in free_slots([plan], NOW)] == [10, 15]


def test_every_kind_is_explained(example: Settings) -> None:
    assert set(MEANINGS) == {kind.value for kind in Kind}
    kinds = writing_page(example, (), NOW)["kinds"]
    assert (len(kinds), kinds[0][0]) == (len(Kind), "service")


def test_the_script_gets_the_time_only_of_an_example(example: Settings) -> None:
    real = example.authority.model_copy(update={"example": False})
    assert facts_of(example)["now"] == "2026-12-01T09:05"
    assert facts_of(Settings(real, example.channels, example.people, example.topics))["now"] is None


def test_holidays_and_windows_are_those_of_the_land(example: Settings) -> None:
    facts = facts_of(example)
    assert facts["holidays"]["2027-10-31"] == "Reformationstag"
    assert facts["windows"][0] == [["08:00", "18:00"]]
    assert facts["windows"][6] == [["10:00", "16:00"]]


def test_nothing_closes_the_attribute_that_it_stands_in(example: Settings) -> None:
    slot = FreeSlot(NOW, ("x",), "verkehr", '"><script>alert(1)</script>')
    odd = example.authority.model_copy(update={"name": '"><b>'})
    page = writing_page(Settings(odd, example.channels, example.people, example.topics), (slot,), NOW)
    assert not {'"', "<", ">"} & set(str(page["facts"]))
    assert facts_of(Settings(odd, example.channels, example.people, example.topics))["office"] == '"><b>'


@pytest.mark.parametrize("vector", WORDING, ids=lambda vector: vector["text"][:40])
def test_the_vectors_of_wording_are_what_the_check_finds(example: Settings, vector: dict[str, Any]) -> None:
    """The browser holds the page to the same vectors (tests/browser/test_writing.py)."""
    head = f"publish_at: 10.12.2026 10:00\nchannels: [{', '.join(vector['channels'])}]\ntopic: verkehr"
    data = f"---\n{head}\n---\n# Titel\n\n{vector['text']}\n".encode()
    parsed = parse_post("content/posts/2026/12/titel.md", data, example.authority.zone)
    assert parsed.value is not None
    world = World(Tree((parsed.value.path,)), NOW, example)
    found = check_wording(PostCase(parsed.value, parsed.positions, world), data, over=False)
    assert [one.rule for one in found if one.rule in FOUND_ON_THE_PAGE] == vector["rules"]


def test_every_rule_of_the_page_is_in_the_vectors() -> None:
    assert {rule for vector in WORDING for rule in vector["rules"]} == set(FOUND_ON_THE_PAGE)


def test_a_pattern_keeps_its_meaning_for_the_browser() -> None:
    assert as_javascript(r"\A[\w.-]+\w[^\W\d_]\d[^\[\]\d]\Z") == (
        r"^[\p{L}\p{N}_.-]+[\p{L}\p{N}_]\p{L}\p{Nd}[^\[\]\p{Nd}]$"
    )


def test_only_posts_whose_time_has_come_can_be_corrected(example: Settings) -> None:
    def post(name: str, at: str) -> Any:
        text = f"---\npublish_at: {at}\nchannels: [website]\ntopic: verkehr\n---\n# Titel {name}\n\nText.\n"
        return parse_post(f"content/posts/2026/11/{name}.md", text.encode(), example.authority.zone).value

    posts = [post("alt", "03.11.2026 10:00"), post("morgen", "02.12.2026 10:00"), post("neu", "30.11.2026 10:00")]
    everything = [*posts, post("offen", "after approval")]
    script = posts_script([one.id for one in everything], earlier_posts(everything, NOW), example).decode()
    known = json.loads(script.split("Amtsfunk.beitraege = ")[1].removesuffix(";\n"))
    assert known["earlier"] == [["neu", "30. November 2026: Titel neu"], ["alt", "3. November 2026: Titel alt"]]
    assert known["others"] == ["morgen", "offen"]


def test_the_plan_shows_free_slots_on_their_day(example: Settings) -> None:
    slot = FreeSlot(datetime(2026, 12, 3, 9, tzinfo=UTC), ("mastodon",), "verkehr", "Blick auf die Fähre")
    first, *later = weeks((), NOW, example, (slot,))
    thursday = first.days[3]
    assert [(one.what, one.channels) for one in thursday.free] == [
        ("Blick auf die Fähre", (example.channels["mastodon"].label,))
    ]
    assert (first.free, first.count, sum(week.free for week in later)) == (1, 0, 0)
