"""„Adresse eintragen" in a real browser, from a plain file: the command, what is refused, nothing asked elsewhere."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Sites
from browser.test_sites import Told

GOOD = "https://xing.netzwerke.example/pages/stadt-musterhafen/news/17?a=1&b=2"


@pytest.fixture
def record(page: Page, sites: Sites) -> Iterator[Page]:
    told = Told(page)
    page.goto(sites.internal + "eintragen.html?beitrag=winterdienst&kanal=xing")
    yield page
    assert told.console == told.foreign == []


def command(page: Page) -> list[str]:
    return shlex.split(page.locator("#e-command").text_content() or "")


def test_the_link_fills_in_post_and_channel_and_the_address_makes_the_command(record: Page) -> None:
    assert record.input_value("#e-post") == "winterdienst"
    assert record.input_value("#e-channel") == "xing"
    assert record.locator("[data-af=ready]").is_hidden()
    record.fill("#e-address", GOOD)
    assert record.locator("[data-af=ready]").is_visible()
    assert command(record) == ["amtsfunk", "record", "winterdienst", "xing", GOOD, "--key", "SCHLÜSSEL"]


@pytest.mark.parametrize("nasty", ["$(rm -rf ~)", "`id`", '";id;"', "!!", "\\x"])
def test_an_address_says_nothing_to_the_terminal(record: Page, nasty: str) -> None:
    record.fill("#e-address", f"https://xing.netzwerke.example/{nasty.replace(' ', '')}")
    words = command(record)
    assert len(words) == 7
    assert not set(words[4]) & set('"$`!\\')


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Fügen Sie die Adresse ein."),
        ("xing.netzwerke.example/1", "Sie beginnt mit https://"),
        ("https://xing.netzwerke.example.evil.example/1", "gehört nicht zum Kanal „XING“"),
        ("https://a@xing.netzwerke.example/1", "gehört nicht zum Kanal „XING“"),
        ("https://xing.netzwerke.example:8443/1", "gehört nicht zum Kanal „XING“"),
        ("javascript:alert(1)", "gehört nicht zum Kanal „XING“"),
        ("https://xing.netzwerke.example/straße", "Leerzeichen, Umlaute oder ß"),
    ],
)
def test_what_can_be_no_receipt_makes_no_command(record: Page, address: str, said: str) -> None:
    record.fill("#e-address", GOOD)
    record.fill("#e-address", address)
    assert said in (record.locator("[data-af=told]").text_content() or "")
    assert record.locator("[data-af=ready]").is_hidden()
    assert command(record) == []


def test_a_link_of_a_stranger_fills_in_nothing_that_is_no_name(page: Page, sites: Sites) -> None:
    page.goto(sites.internal + "eintragen.html?beitrag=%3Cb%3Ex%3C/b%3E%20;%20id&kanal=gibt-es-nicht")
    assert page.input_value("#e-channel") == ""
    page.select_option("#e-channel", "xing")
    page.fill("#e-address", GOOD)
    assert "besteht aus kleinen Buchstaben" in (page.locator("[data-af=told]").text_content() or "")
    assert command(page) == []


def test_without_javascript_the_command_is_explained(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sites.internal + "eintragen.html")
    assert tab.locator("[data-af=record]").is_hidden()
    assert tab.get_by_text("amtsfunk record winterdienst").is_visible()
    assert tab.get_by_role("row", name="XING").get_by_text("https://xing.netzwerke.example/").is_visible()
    context.close()
