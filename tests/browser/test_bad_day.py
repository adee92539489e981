"""„Heute“ on a bad day: a stop is in force, and deliveries wait for somebody. The demonstration has none of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from amtsfunk.commands.publishing.advice import anchor_of
from amtsfunk.commands.sites import building
from amtsfunk.delivery.state import Status
from amtsfunk.pages.plan import Delivery
from browser.test_sites import CHECKS, Told
from support.site_office import build, copy_office

SINCE = datetime(2026, 12, 1, 7, 50, tzinfo=UTC)
WAITING = [
    ("buergertelefon", "Bürgertelefon wieder erreichbar", "mastodon", Status.held),
    ("waermeberatung", "Neue Heizung? Erst fragen, dann kaufen", "linkedin", Status.missed),
    ("winterdienst", "Frost angekündigt: So räumt und streut der Winterdienst", "x", Status.rejected),
    ("winterdienst", "Frost angekündigt: So räumt und streut der Winterdienst", "bluesky", Status.held),
]


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page; its facts are those of a real office but for deliveries and the stop."""
    rows = tuple(
        Delivery(post, title, channel, status.value, SINCE, "Das Netzwerk antwortet nicht.", anchor_of(status, None))
        for post, title, channel, status in WAITING
    )
    real = building.internal_facts
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            building,
            "internal_facts",
            lambda *given: replace(real(*given), deliveries=rows, ledger_known=True, stops=("alles, seit 8:40 Uhr",)),
        )
        yield (build(copy_office(tmp_path_factory.mktemp("office"))).internal / "index.html").as_uri()


@pytest.mark.parametrize("width", [1280, 320])
def test_who_has_two_minutes_finds_what_to_do(browser: Browser, today: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    told = Told(tab)
    tab.goto(today)
    assert tab.get_by_text("Es gilt ein Stopp.").is_visible()
    assert tab.locator("main h2").first.inner_text() == "Was jemand entscheiden oder tun muss"
    found = [f"{name}: {what}" for name, check in CHECKS.items() for what in check(tab, told)]
    assert found == []
    for _, title, channel, _ in WAITING:
        way = tab.get_by_role("link", name="Was tun, Schritt für Schritt").filter(has_text=title)
        assert way.count() == sum(one == title for _, one, _, _ in WAITING), channel
        way.first.click()
        tab.locator(":target").wait_for()
        tab.go_back()
    context.close()
