"""The page „Beitrag schreiben“ as an editor meets it: by keyboard, with odd texts, its counters beside the check's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from amtsfunk.channels import CHANNELS
from amtsfunk.channels.counting import count_graphemes, counter_of
from amtsfunk.cli import main
from amtsfunk.model.german import german_day
from amtsfunk.model.post import Post
from amtsfunk.rules.messages import SEVERITIES
from amtsfunk.rules.registry import RULES_BY_ID
from amtsfunk.source.posts import parse_post
from amtsfunk.source.typed import slugify
from browser.conftest import PRODUCT, Sites
from browser.test_sites import CHECKS, Told
from support.site_office import NOW, copy_office

PAGE = "beitrag-schreiben.html"
WEIGHT = SEVERITIES["de"]
FORGE = "https://git.musterhafen.example/pressestelle/amtsfunk"
VECTORS = json.loads((PRODUCT / "tests/vectors/counting.json").read_text("utf-8"))["vectors"]
WORDING = json.loads((PRODUCT / "tests/vectors/wording.json").read_text("utf-8"))["vectors"]
COUNTED = [
    ("mastodon", "characters"),
    ("x", "weighted"),
    ("threads", "characters"),
    ("linkedin", "characters"),
    ("bluesky", "graphemes"),
    ("bluesky", "bytes"),
]
PIECES = st.sampled_from(
    [
        *"aZ0 -_.:/@#?=&()[]*'\"\n\t",
        *"äößẞéſİıKΘЖ港あ☎©®™—–„“…€\u00a0\u2028",
        *["o\u0308", "A\u030a", "\ufb2c", "e\u0301\u0327", "\u0e33", "각", "\u1112\u1161\u11ab"],
        *["👨‍👩‍👧‍👦", "🇩🇪", "🇩", "👍🏽", "🏽", "❤️", "❤", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚒", "\u200d", "\ufe0f", "\u20e3"],
        *[
            "https://",
            "http://",
            "HTTPS://",
            "www.",
            "musterhafen.example",
            "test.de",
            "münchen.de",
            "xn--mnchen-3ya.de",
        ],
        *["a.b.co.uk", ":8080", "/pfad/(x)", "?a=b&c=ü#d", "@stadt@social.musterhafen.example", "@hafen", "#Warntag"],
        *["港.example", "пример.рф", "x" * 63, "x" * 64, "ü" * 60, "mail@musterhafen.de", "24.12.2026", "z.B.", "。"],
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(
    st.characters(max_codepoint=0x08FF, exclude_categories=["Cs"]), max_size=20
)


@pytest.fixture
def writing(page: Page, sites: Sites) -> Page:
    page.goto(sites.internal + PAGE)
    return page


@pytest.fixture(scope="module")
def counter(browser: Browser, sites: Sites) -> Iterator[Page]:
    tab = browser.new_page()
    tab.goto(sites.internal + PAGE)
    yield tab
    tab.close()


def settled(tab: Page) -> None:
    """Until the page has drawn what was typed last."""
    tab.evaluate("new Promise((done) => setTimeout(done, 200))")


def the_file(tab: Page) -> str:
    settled(tab)
    return tab.locator("#w-file").input_value()


def the_path(tab: Page) -> str:
    settled(tab)
    return tab.locator("[data-af=path]").text_content() or ""


def missing(tab: Page) -> str:
    settled(tab)
    return tab.locator("[data-af=missing]").inner_text()


def read_back(text: str, path: str) -> Post:
    parsed = parse_post(path, text.encode(), ZoneInfo("Europe/Berlin"))
    assert parsed.value is not None, parsed.findings
    assert parsed.findings == ()
    return parsed.value


def tab_to(tab: Page, selector: str) -> None:
    for _ in range(150):
        if tab.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def fill_in(tab: Page) -> None:
    for name in ("website", "mastodon"):
        tab.check(f"input[name=channels][value={name}]")
    tab.select_option("#w-topic", "verkehr")
    tab.fill("#w-title", "Neue Fähre")
    tab.fill("textarea[name=text]", "Ab Montag fährt die neue Fähre: https://www.musterhafen.example/faehre")
    tab.fill("#w-date", "2026-12-10")
    tab.fill("#w-time", "10:30")


def findings_of(root: Path, path: str, text: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What the real check says of the page's file in the example authority."""
    copy_office(root)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode())
    capsys.readouterr()
    main(["check", "--repository", str(root), "--now", NOW, "--format", "json", str(root / path)])
    report = json.loads(capsys.readouterr().out)
    return [finding for finding in report["findings"] if finding["path"] == path]


# ---------------------------------------------------------------- counting


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["source"][:60])
def test_the_vectors_count_alike_in_the_browser(counter: Page, vector: dict[str, Any]) -> None:
    text = "".join(piece * times for piece, times in vector["pieces"])
    channel = {
        "network": vector["network"],
        "texts": [{"unit": vector["unit"], "limit": 1}],
        "caption": None,
        "countsWarning": CHANNELS[vector["network"]].counts_content_warning,
        "warningGap": CHANNELS[vector["network"]].warning_gap,
    }
    measured = counter.evaluate(
        "([channel, text, warning]) => Amtsfunk.zaehlen.measure(channel, text, warning, 0)[0].length",
        [channel, text, vector.get("content_warning", "")],
    )
    assert measured == vector["length"]


@given(texts=st.lists(TEXTS, min_size=1, max_size=20))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_counts_alike(counter: Page, texts: list[str]) -> None:
    for network, unit in COUNTED:
        measured = counter.evaluate(
            "([network, unit, texts]) => texts.map((text) => Amtsfunk.zaehlen.count(network, unit, text))",
            [network, unit, texts],
        )
        count = counter_of(network, unit)
        assert dict(zip(texts, measured, strict=True)) == {text: count(text) for text in texts}, (network, unit)


def test_where_the_browser_cuts_graphemes_otherwise(counter: Page) -> None:
    """The one known difference (decision 0033): a virama after something that is no Indic consonant. UAX 29, GB9c,
    breaks there, as the browser does; the ``regex`` package does not. No text in a living language has that."""
    measured = counter.evaluate("Amtsfunk.zaehlen.countGraphemes('a\\u094d\\u0915')")
    assert (measured, count_graphemes("a\u094d\u0915")) == (2, 1)


@given(label=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_labels_are_as_long_in_ascii(counter: Page, label: str) -> None:
    expected = len(label) if label.isascii() else len("xn--" + label.encode("punycode").decode("ascii"))
    assert counter.evaluate("(label) => Amtsfunk.zaehlen.asciiLength(label)", label) == expected


@given(title=st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=50))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_titles_become_the_same_names(counter: Page, title: str) -> None:
    assert counter.evaluate("(title) => Amtsfunk.datei.slug(title)", title) == slugify(title)[:60].rstrip("-")


@pytest.mark.parametrize("vector", WORDING, ids=lambda vector: vector["text"][:40])
def test_the_page_finds_in_the_wording_what_the_check_finds(counter: Page, vector: dict[str, Any]) -> None:
    found = counter.evaluate(
        """([text, channels]) => {
            const facts = JSON.parse(document.querySelector("[data-af=write]").dataset.facts);
            const draft = { title: "T", parts: [{ id: "p", text, pictures: [] }], channels, own: {}, lines: {},
                lists: {}, poll: { options: [] } };
            return Amtsfunk.wortlaut.find(draft, facts);
        }""",
        [vector["text"], vector["channels"]],
    )
    assert [one["rule"] for one in found] == vector["rules"]
    assert [one["severity"] for one in found] == [WEIGHT[RULES_BY_ID[rule].severity] for rule in vector["rules"]]
    assert not [one for one in found if re.search(r"[{}⟨]|„“", one["text"] + one["remedy"])]


# ---------------------------------------------------------------- writing


def test_a_whole_post_by_keyboard_alone(
    writing: Page, context_of: BrowserContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Told(writing)
    keys = writing.keyboard
    for name in ("website", "mastodon", "x"):
        tab_to(writing, f"[name=channels][value={name}]")
        keys.press("Space")
    tab_to(writing, "#w-topic")
    keys.type("Bev")
    tab_to(writing, "#w-title")
    keys.type("Warntag: Sirenen heulen um 11 Uhr")
    tab_to(writing, "textarea[name=text]")
    keys.type("Nur zur Probe – Sie müssen nichts tun.")
    keys.press("Enter")
    keys.type("#Warntag https://www.musterhafen.example/warntag")
    tab_to(writing, "[data-af=add-part]")
    keys.press("Enter")
    assert writing.evaluate("document.activeElement.matches('.af-part:last-child textarea')")
    keys.type("Und so heulen sie.")
    tab_to(writing, "[name=own][value=x]")
    keys.press("Space")
    assert writing.evaluate("document.activeElement.closest('.af-own').dataset.channel") == "x"
    tab_to(writing, "[name=when][value=at]")
    tab_to(writing, "#w-date")
    keys.type("12102026")
    tab_to(writing, "#w-time")
    keys.type("1030AM")
    tab_to(writing, "[data-af=propose]")
    text, path = the_file(writing), the_path(writing)
    assert missing(writing).startswith("Nichts, was")
    with context_of.expect_page() as opened:
        keys.press("Enter")
    address = opened.value.url
    assert address.startswith(f"{FORGE}/new/main?")
    assert parse_qs(urlsplit(address).query) == {"filename": [path], "value": [text]}
    assert path == "content/posts/2026/12/warntag-sirenen-heulen-um-11-uhr.md"
    post = read_back(text, path)
    assert [part.text.splitlines()[0] for part in post.parts] == [
        "Nur zur Probe – Sie müssen nichts tun.",
        "Und so heulen sie.",
    ]
    assert post.parts_for("x") == post.channel_texts["x"]
    assert [part.text for part in post.parts_for("x")] == [part.text for part in post.parts]
    assert [one for one in findings_of(tmp_path, path, text, capsys) if one["severity"] != "notice"] == []
    assert told.foreign == []
    assert told.console == []


def test_the_check_counts_what_the_page_counted(
    writing: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_in(writing)
    writing.check("input[name=channels][value=x]")
    writing.locator("textarea[name=text]").fill(
        "👩🏽‍🚒 Ü" * 80 + " https://münchen.de/ü https://www.musterhafen.example"
    )
    told = re.search(r"für X um (\d+) Zeichen zu lang", missing(writing))
    assert told
    found = findings_of(tmp_path, the_path(writing), the_file(writing), capsys)
    errors = [finding for finding in found if finding["severity"] == "error"]
    assert [finding["rule"] for finding in errors] == ["too-long"]
    assert f"für X um {told[1]} Zeichen zu lang" in errors[0]["message"]


@pytest.fixture
def context_of(page: Page) -> BrowserContext:
    """The forge answers, so that the new window has an address to look at."""
    page.context.route(f"{FORGE}/**", lambda route: route.fulfill(body="ok"))
    return page.context


NASTY_TEXT = """# keine Überschrift
## Teil 9
## X
##Teil 3
### drei
#Warntag: das geht so hinaus
---
– – –
\\# mit Schrägstrich
\\\\![zwei](x.jpg)
- eine Liste
key: "value" # kein YAML
„Bürger*innen“ & <b>Tags</b> 👨‍👩‍👧‍👦 + + + 24. Dezember: …"""
NASTY_LINES = {
    "#w-occasion": "Rat: „Ja“ # nein, @alle [x] {y} \"z\" 'q' \\n % & * ! | >",
    "#w-no_link_because": "'einfach': \"doppelt\" \\",
    "#w-file_number": "- 13-20/7: yes",
    "#w-content_warning": "@ #Brand",
}


def test_nothing_that_is_typed_breaks_the_file(writing: Page) -> None:
    fill_in(writing)
    writing.check("input[name=channels][value=x]")
    title = "# --- „Titel“: 'a' \"b\" @c #d [e] \\f \u00fc\u00df"
    writing.fill("#w-title", title)
    writing.locator("textarea[name=text]").fill("\n\n" + NASTY_TEXT + "\n\n")
    writing.locator("summary", has_text="Weitere Angaben").click()
    for selector, value in NASTY_LINES.items():
        writing.fill(selector, value)
    options = ["Ja: sicher", "nein # oder", '"vielleicht"', "- später"]
    for number, option in enumerate(options, 1):
        writing.fill(f"#w-poll-{number}", option)
    writing.get_by_role("button", name="Bild dazu").click()
    writing.get_by_label("Dateiname", exact=True).first.fill("faehre.jpg")
    writing.get_by_label("Was ist zu sehen?").fill('Eine (neue) Fähre: „Möwe“ [am Kai] "rot"')
    writing.get_by_label("Bildnachweis").fill('Foto: Nele "Nele" O\'Neil')
    post = read_back(the_file(writing), the_path(writing))
    assert post.title == title
    assert post.parts[0].text == NASTY_TEXT
    head = post.head
    assert [head.occasion, head.no_link_because, head.file_number, head.content_warning] == [*NASTY_LINES.values()]
    assert head.poll is not None
    assert list(head.poll.options) == options
    picture = post.parts[0].pictures[0]
    assert (picture.file, picture.credit) == ("faehre.jpg", 'Foto: Nele "Nele" O\'Neil')
    assert picture.alt == 'Eine (neue) Fähre: „Möwe“ [am Kai] "rot"'


def test_the_line_from_the_picture_page_fills_all_three_fields(writing: Page) -> None:
    fill_in(writing)
    writing.get_by_role("button", name="Bild dazu").click()
    line = '![Ein Kutter am Kai](kutter.jpg "Foto: Stadt Musterhafen")'
    writing.get_by_label("Dateiname", exact=True).first.fill(line)
    assert missing(writing).startswith("Nichts, was")
    assert the_file(writing).endswith(f"\n\n{line}\n")


def test_a_picture_line_pasted_into_the_text_becomes_a_picture(writing: Page) -> None:
    fill_in(writing)
    line = '![Ein Kutter am Kai](kutter.jpg "Foto: Stadt Musterhafen")'
    text = writing.locator("textarea[name=text]")
    before = text.input_value()
    text.fill(f"{before}\n\n{line}\n")
    assert text.input_value() == before
    assert writing.get_by_label("Was ist zu sehen?").input_value() == "Ein Kutter am Kai"
    assert missing(writing).startswith("Nichts, was")
    assert the_file(writing).endswith(f"\n\n{before}\n\n{line}\n")


def test_the_page_that_tells_more_is_seen_and_counted_everywhere(writing: Page) -> None:
    fill_in(writing)
    writing.check("input[name=channels][value=x]")
    writing.check("input[name=own][value=x]")
    writing.locator("textarea[name=text]").first.fill("Text")
    writing.locator(".af-own textarea[name=text]").fill("Kurz")
    address = "https://www.musterhafen.example/faehre"
    writing.fill("#w-link", address)
    post = read_back(the_file(writing), the_path(writing))
    assert post.head.link is None
    assert post.parts[0].text == f"Text\n\n{address}"
    assert post.parts_for("x")[0].text == f"Kurz\n\n{address}"
    assert [address in text for text in writing.locator(".af-preview").all_inner_texts()] == [True] * 3
    assert "29 von 280" in writing.locator(".af-count[data-channel=x]").inner_text()
    writing.locator("textarea[name=text]").first.fill(f"Text: {address} – bald")
    assert the_file(writing).count(address) == 2


def test_each_channel_says_whether_a_person_enters_the_post(writing: Page) -> None:
    fill_in(writing)
    settled(writing)
    way = writing.locator("[data-af=way]").inner_text()
    assert way == (
        "Geht nach der Freigabe von selbst hinaus: Website. Trägt nach der Freigabe eine Person von Hand ein: Mastodon."
    )
    assert "von Hand" in writing.locator(".af-preview", has_text="Mastodon").inner_text()
    assert "von Hand" not in writing.locator(".af-preview").first.inner_text()


@pytest.mark.parametrize("height", [700, 800, 900])
def test_the_box_of_what_is_missing_never_lies_over_anything(browser: Browser, sites: Sites, height: int) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": height})
    tab = context.new_page()
    tab.goto(sites.internal + PAGE)
    _full(tab)
    covered = tab.evaluate(
        """() => {
            const found = [];
            const side = document.querySelector(".af-write__side");
            for (let y = 0; y < document.documentElement.scrollHeight; y += 60) {
                scrollTo({ top: y, behavior: "instant" });
                const box = side.getBoundingClientRect();
                for (const other of document.querySelectorAll(".af-write__below, .af-write__form, .af-footer")) {
                    const at = other.getBoundingClientRect();
                    const apart = at.top >= box.bottom || at.bottom <= box.top || at.left >= box.right
                        || at.right <= box.left;
                    if (!apart) found.push(`${other.className} at ${y}`);
                }
            }
            return found;
        }"""
    )
    assert covered == []
    context.close()


def test_earlier_posts_are_chosen_by_title_and_date(writing: Page) -> None:
    labels = labels_of(writing)
    days = [re.match(r"(\d+)\. \w+ (\d{4}): \S", label) for label in labels]
    assert labels
    assert all(days)


def many_posts(tab: Page, count: int = 300) -> None:
    """As in an office of many years: the newest is of October 2026, one older by each number is a week older."""
    day = date(2026, 10, 26)
    rows = [
        (f"beitrag-{number}", f"{german_day(day - timedelta(weeks=number))}: {SUBJECTS[number % 3]} {number}")
        for number in range(count)
    ]
    listed = json.dumps({"earlier": rows, "others": ["neue-faehre"]})
    tab.add_init_script(f"window.Amtsfunk = {{beitraege: {listed}}};")
    tab.route("**/beitraege.js", lambda route: route.fulfill(body="", content_type="text/javascript"))


SUBJECTS = ("Brücke gesperrt", "Markt am Hafen", "Straßenfest")


def choosing(tab: Page) -> Locator:
    """The list of earlier posts, for a correction."""
    tab.select_option("#w-kind", "correction")
    return tab.locator("#w-corrects")


def labels_of(tab: Page) -> list[str]:
    """The posts in the list, without the entry for none."""
    return tab.locator("#w-corrects option").all_inner_texts()[1:]


def offered(tab: Page, words: str) -> list[str]:
    """What the list offers once somebody has typed these words."""
    tab.fill("#w-corrects-find", words)
    tab.evaluate("new Promise((done) => setTimeout(done, 300))")
    return labels_of(tab)


def status_of(tab: Page) -> str:
    return tab.locator("#w-corrects ~ .af-find [role=status]").inner_text()


@pytest.fixture
def among_many(page: Page, sites: Sites) -> Page:
    many_posts(page)
    page.goto(sites.internal + PAGE)
    return page


def test_of_many_posts_the_newest_are_offered(among_many: Page) -> None:
    choosing(among_many)
    labels = offered(among_many, "")
    assert (labels[0], len(labels)) == ("26. Oktober 2026: Brücke gesperrt 0", 50)


def test_where_all_are_offered_nobody_is_asked_to_search(page: Page, sites: Sites) -> None:
    many_posts(page, 50)
    page.goto(sites.internal + PAGE)
    choosing(page)
    assert len(labels_of(page)) == 50
    assert page.locator("#w-corrects-find").is_hidden()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strassenfest 299", ["1. Februar 2021: Straßenfest 299"]),
        ("Bruecken 297", ["15. Februar 2021: Brücke gesperrt 297"]),
        ("Markt Februar 2021", ["8. Februar 2021: Markt am Hafen 298"]),
        ("beitrag-298", ["8. Februar 2021: Markt am Hafen 298"]),
    ],
)
def test_an_older_post_is_found_by_its_words(among_many: Page, words: str, expected: list[str]) -> None:
    choosing(among_many)
    assert offered(among_many, words) == expected
    assert status_of(among_many) == "Ein Beitrag passt und steht jetzt oben zur Wahl."
    among_many.select_option("#w-corrects", label=expected[0])
    assert "corrects: beitrag-" in the_file(among_many)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.musterhafen.example/soziale-medien/archiv/2021/02/beitrag-298/",
        "https://www.musterhafen.example/archiv/2021/02/beitrag-298?von=mastodon#teil-2",
        "https://www.musterhafen.example/archiv/2021/02/beitrag-298/index.html",
        "content/posts/2021/02/beitrag-298.md",
        "beitrag-298.md",
    ],
)
def test_the_address_of_a_post_chooses_it(among_many: Page, address: str) -> None:
    choosing(among_many)
    assert offered(among_many, address) == ["8. Februar 2021: Markt am Hafen 298"]
    assert "corrects: beitrag-298\n" in the_file(among_many)
    assert among_many.locator("[data-af=status]").inner_text() == "Gewählt ist: 8. Februar 2021: Markt am Hafen 298"


def test_what_was_chosen_stays_chosen_while_one_goes_on_searching(among_many: Page) -> None:
    choosing(among_many).select_option("beitrag-7")
    assert offered(among_many, "Straßenfest Februar 2021")[0] == "7. September 2026: Markt am Hafen 7"
    assert offered(among_many, "Gibtesnicht") == ["7. September 2026: Markt am Hafen 7"]
    assert status_of(among_many).startswith("Kein Beitrag passt zu „Gibtesnicht“.")
    assert "corrects: beitrag-7\n" in the_file(among_many)


def test_nothing_moves_under_the_hands_of_who_searches(among_many: Page) -> None:
    choosing(among_many)
    before = among_many.locator("#w-corrects-find").bounding_box()
    offered(among_many, "Markt Februar 2021")
    assert among_many.locator("#w-corrects-find").bounding_box() == before


def test_whoever_finds_too_many_is_told_how_many(among_many: Page) -> None:
    choosing(among_many)
    assert len(offered(among_many, "Markt")) == 50
    assert status_of(among_many).startswith("100 Beiträge passen. Oben zur Wahl stehen die 50 neuesten davon;")


def test_a_file_about_an_older_post_opens_with_it(among_many: Page, tmp_path: Path) -> None:
    saved = tmp_path / "berichtigung.md"
    saved.write_text(
        "---\nchannels: [website]\ntopic: verkehr\nkind: correction\ncorrects: beitrag-298\n---\n# Titel\n\nText.\n",
        encoding="utf-8",
    )
    choosing(among_many)
    offered(among_many, "Straßenfest")
    among_many.set_input_files("[data-af=open]", saved)
    settled(among_many)
    assert among_many.locator("#w-corrects option:checked").inner_text() == "8. Februar 2021: Markt am Hafen 298"
    assert among_many.locator("#w-corrects-find").input_value() == ""
    assert "corrects: beitrag-298\n" in the_file(among_many)


def test_without_the_list_of_posts_one_can_still_write(page: Page, sites: Sites) -> None:
    page.route("**/beitraege.js", lambda route: route.abort())
    page.goto(sites.internal + PAGE)
    fill_in(page)
    assert the_path(page).endswith("/neue-faehre.md")


def test_what_a_word_processor_leaves_behind_is_gone(writing: Page) -> None:
    fill_in(writing)
    writing.locator("textarea[name=text]").fill(
        "Zu\u00adgang\u200b \u202aoben\u202c\ufeff, u\u0308ber 👩\u200d🚒 ❤\ufe0f"
    )
    assert read_back(the_file(writing), the_path(writing)).parts[0].text == "Zugang oben, über 👩\u200d🚒 ❤\ufe0f"


def test_any_text_comes_back_from_the_file_as_the_page_counted_it(counter: Page) -> None:
    @given(
        text=st.lists(PIECES | st.sampled_from(["\n# ", "\n## X", "\n---", "\n\\#", "\n ![", "\n", "–"]), max_size=15)
    )
    @settings(max_examples=120, deadline=None)
    def hold(text: list[str]) -> None:
        sent, file = counter.evaluate(
            """(text) => {
                const { datei } = Amtsfunk;
                const draft = { title: "T", parts: [{ text, pictures: [] }], channels: ["x"], own: {}, when: "draft",
                    lines: { topic: "verkehr" }, lists: {}, poll: { options: [] } };
                return [datei.sentText(text), datei.text(draft)];
            }""",
            "".join(text),
        )
        parsed = parse_post("content/posts/2026/12/t.md", file.encode(), ZoneInfo("Europe/Berlin"))
        assert parsed.mended is not None
        inline = any(finding.rule == "picture-inline" for finding in parsed.findings)
        if sent and not inline:
            assert [part.text for part in parsed.mended.parts] == [sent]
            assert parsed.findings == ()

    hold()


def test_a_post_too_long_for_an_address_is_downloaded(writing: Page, context_of: BrowserContext) -> None:
    fill_in(writing)
    writing.uncheck("input[name=channels][value=mastodon]")
    writing.locator("textarea[name=text]").fill("Größe – " * 900 + "https://www.musterhafen.example")
    text = the_file(writing)
    with writing.expect_download() as saved:
        writing.get_by_role("button", name="Vorschlag anlegen").click()
    assert saved.value.suggested_filename == "neue-faehre.md"
    assert Path(saved.value.path()).read_bytes() == text.encode()
    assert "zu lang" in writing.locator("[data-af=how]").inner_text()
    assert len(context_of.pages) == 1


def test_a_saved_file_opens_again_as_it_was(writing: Page) -> None:
    fill_in(writing)
    writing.get_by_role("button", name="Bild dazu").click()
    writing.get_by_label("Dateiname", exact=True).first.fill("faehre.jpg")
    writing.get_by_label("Was ist zu sehen?").fill("Die Fähre „Möwe“ am Kai")
    writing.get_by_role("button", name="Weiteren Teil anfügen").click()
    writing.locator("textarea[name=text]").nth(1).fill("# kein Titel\n\n---\nEnde: 'x'")
    writing.fill("#w-occasion", "Rat: „Ja“ # 'x' \"y\"")
    before = the_file(writing)
    with writing.expect_download() as saved:
        writing.get_by_role("button", name="Als Datei sichern").click()
    writing.reload()
    writing.locator("[data-af=open]").set_input_files({"name": "neue-faehre.md", "mimeType": "text/markdown",
                                                       "buffer": Path(saved.value.path()).read_bytes()})  # fmt: skip
    expect(writing.locator("#w-title")).to_have_value("Neue Fähre")
    assert the_file(writing) == before


def test_a_file_that_it_does_not_understand_leaves_the_form_alone(writing: Page) -> None:
    fill_in(writing)
    before = the_file(writing)
    foreign = b"---\narchive: true\n---\n# T\n"
    writing.locator("[data-af=open]").set_input_files({"name": "a.md", "mimeType": "text/markdown", "buffer": foreign})
    expect(writing.locator("[data-af=how]")).to_contain_text("archive: true")
    assert the_file(writing) == before


# ---------------------------------------------------------------- help while writing


def test_what_is_missing_is_said_in_plain_words_and_leads_to_its_field(writing: Page) -> None:
    words = missing(writing)
    for sentence in (
        "mindestens einen Kanal",
        "Wählen Sie ein Thema",
        "Überschrift fehlt",
        "Text fehlt",
        "Tag und Uhrzeit",
    ):
        assert sentence in words
    writing.get_by_role("button", name="Vorschlag anlegen").click()
    assert writing.evaluate("document.activeElement.matches('[data-af=summary]')")
    writing.locator("[data-af=summary] a", has_text="Überschrift").click()
    assert writing.evaluate("document.activeElement.id") == "w-title"
    assert writing.locator("#w-title").get_attribute("aria-invalid") == "true"
    fill_in(writing)
    settled(writing)
    assert writing.locator("[data-af=summary]").is_hidden()
    assert writing.locator("[aria-invalid]").count() == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tab: tab.fill("#w-date", "2026-11-30"), "schon vorbei"),
        (lambda tab: tab.fill("#w-time", "21:00"), "08:00–18:00"),
        (lambda tab: tab.fill("#w-date", "2026-12-25"), "Weihnachtstag"),
        (lambda tab: (tab.fill("#w-date", "2027-03-28"), tab.fill("#w-time", "02:30")), "nicht: Da werden die Uhren"),
        (lambda tab: (tab.fill("#w-date", "2027-10-31"), tab.fill("#w-time", "02:30")), "zweimal"),
        (lambda tab: tab.fill("textarea[name=text]", "Ohne Link."), "Website"),
        (lambda tab: tab.fill("#w-link", "kein link"), "keine Adresse"),
        (lambda tab: tab.select_option("#w-kind", "statement"), "wer spricht"),
        (lambda tab: tab.select_option("#w-kind", "rebuttal"), "falsche Behauptung"),
        (lambda tab: tab.select_option("#w-kind", "correction"), "was falsch war"),
        (lambda tab: tab.select_option("#w-kind", "news"), "Anlass"),
        (lambda tab: tab.get_by_role("button", name="Bild dazu").click(), "Dateiname"),
        (
            lambda tab: tab.fill("textarea[name=text]", "a" * 488 + " https://www.musterhafen.example"),
            "um 12 Zeichen zu lang",
        ),
    ],
)
def test_each_thing_that_is_missing(writing: Page, change: Callable[[Page], object], words: str) -> None:
    fill_in(writing)
    assert missing(writing).startswith("Nichts, was")
    change(writing)
    assert words in missing(writing)


def test_the_page_speaks_up_only_when_a_limit_is_crossed(writing: Page) -> None:
    fill_in(writing)
    writing.check("input[name=channels][value=x]")
    status = writing.locator("[data-af=status]")
    area = writing.locator("textarea[name=text]")
    area.fill("a" * 280)
    settled(writing)
    assert "lang" not in status.inner_text()
    area.fill("a" * 281)
    settled(writing)
    assert status.inner_text() == "Für X um 1 zu lang."
    status.evaluate("(place) => { place.textContent = ''; }")
    area.fill("a" * 290)
    settled(writing)
    assert status.inner_text() == ""
    area.fill("a" * 20)
    settled(writing)
    assert status.inner_text() == "Passt jetzt auf X."
    assert "20 von 280" in writing.locator(".af-count[data-channel=x]").inner_text()


def test_the_focus_is_never_lost_when_something_is_removed(writing: Page) -> None:
    writing.get_by_role("button", name="Weiteren Teil anfügen").click()
    writing.get_by_role("button", name="Teil entfernen").nth(1).click()
    assert writing.evaluate("document.activeElement.closest('.af-part') !== null")
    assert writing.locator("[data-af=status]").inner_text() == "Teil 2 ist entfernt."
    writing.get_by_role("button", name="Bild dazu").click()
    assert writing.evaluate("document.activeElement.name") == "file"
    writing.get_by_role("button", name="Bild entfernen").click()
    assert writing.evaluate("document.activeElement.dataset.af") == "add-picture"


def test_a_free_slot_of_the_plan_fills_time_topic_and_channels(writing: Page) -> None:
    slots = writing.locator("#w-slot option")
    assert slots.count() > 1
    writing.select_option("#w-slot", index=1)
    text = the_file(writing)
    day = re.search(r"\d\d\.\d\d\.\d{4}", slots.nth(1).inner_text())
    stated = re.search(r"(\d{1,2})\. (\w+) (\d{4})", slots.nth(1).inner_text())
    assert "publish_at: " in text
    assert "topic: " in text
    assert "channels: [" in text
    assert day or stated


def test_leaving_with_unsaved_text_asks_first(writing: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    writing.on("dialog", leave)
    writing.reload()
    assert asked == []
    writing.locator("#w-title").press_sequentially("Halb fertig")
    writing.reload()
    assert asked == ["beforeunload"]
    assert writing.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []


def test_without_javascript_the_instructions_stand_there(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sites.internal + PAGE)
    assert tab.locator("main form").is_hidden()
    tab.get_by_role("link", name="So schreiben Sie einen Beitrag von Hand").click()
    assert tab.url.endswith("handbuch/schreiben.html")
    context.close()


def test_nothing_of_it_is_on_the_public_site(sites: Sites) -> None:
    names = [path.name for path in sites.public_folder.rglob("*") if path.is_file()]
    own = ("schreiben", "zaehlen", "beitrag-schreiben", "beitraege.js")
    assert not [name for name in names if name.startswith(own)]


# ---------------------------------------------------------------- for everybody


def _errors(tab: Page) -> None:
    tab.get_by_role("button", name="Vorschlag anlegen").click()


def _full(tab: Page) -> None:
    fill_in(tab)
    tab.check("input[name=channels][value=x]")
    tab.locator("textarea[name=text]").fill("Lang " * 80)
    tab.get_by_role("button", name="Bild dazu").click()
    tab.get_by_role("button", name="Weiteren Teil anfügen").click()
    tab.get_by_role("button", name="Bild dazu").nth(1).click()
    tab.check("input[name=own][value=x]")
    for name in ("Weitere Angaben", "Die fertige Datei ansehen"):
        tab.locator("summary", has_text=name).click()
    tab.get_by_role("button", name="Vorschlag anlegen").click()


def _proposed(tab: Page) -> None:
    tab.context.route(f"{FORGE}/**", lambda route: route.fulfill(body="ok"))
    fill_in(tab)
    tab.get_by_role("button", name="Vorschlag anlegen").click()


def _searching(tab: Page) -> None:
    many_posts(tab)
    tab.reload()
    choosing(tab)
    offered(tab, "Markt")


STATES: dict[str, Callable[[Page], None]] = {
    "empty": lambda tab: None,
    "filled": fill_in,
    "errors": _errors,
    "full": _full,
    "proposed": _proposed,
    "searching": _searching,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(
    browser: Browser, sites: Sites, state: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(sites.internal + PAGE)
    told = Told(tab)
    STATES[state](tab)
    settled(tab)
    assert [(name, what) for name, check in CHECKS.items() for what in check(tab, told)] == []
    context.close()
