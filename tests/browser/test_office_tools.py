"""Judging a comment and finding an agreed text, by keyboard, from plain files as on a network drive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Sites
from browser.test_sites import CHECKS, Told

_CLICK = """label => [...document.querySelectorAll("[data-af=answers] button")]
    .find((button) => button.innerText === label).click()"""
TREE, MODULES = "kommentar-beurteilen.html", "textbausteine.html"


def _press(page: Page, label: str) -> None:
    """Go to a button with the tabulator, from wherever the focus stands, and press it."""
    for _ in range(40):
        if page.evaluate("document.activeElement.tagName + document.activeElement.textContent") == f"BUTTON{label}":
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator never came to „{label}“")


def _asked(page: Page) -> str:
    """The heading of the step, which has the focus after each press, so that it is read out."""
    assert page.evaluate("document.activeElement.dataset.af") == "asked"
    return page.locator("[data-af=asked]").inner_text()


@pytest.fixture
def tree(page: Page, sites: Sites) -> Page:
    page.goto(sites.internal + TREE)
    page.locator("#inhalt").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    return page


def test_an_advertisement_is_judged_with_the_keyboard_alone(tree: Page) -> None:
    said = tree.locator("[data-af=said]")
    for number, answer in ((2, "Nein"), (3, "Nein"), (4, "Nein"), (5, "Ja"), (7, "Nein, sie ist „unerwünscht“")):
        _press(tree, answer)
        assert _asked(tree) == f"Frage {number}"
    assert "schon einen Hinweis gegeben?" in said.inner_text()
    _press(tree, "Nein")
    assert _asked(tree) == "Ergebnis"
    assert said.inner_text().startswith("Hinweis geben, mit dem Baustein zur Regel.")
    assert tree.locator("[data-af=way]").inner_text().endswith("Frage 5: Nein, sie ist „unerwünscht“ → Frage 7: Nein")
    tree.keyboard.press("Tab")
    assert tree.evaluate("document.activeElement.id") == "baum-regel"
    tree.keyboard.type("Keine Werbung")
    rule = tree.locator("[data-af=rule-said]")
    assert "Unerwünscht." in rule.inner_text()
    assert "Hinweis geben" in rule.inner_text()
    tree.keyboard.press("Tab")
    assert tree.evaluate("document.activeElement.textContent") == "Hinweis: keine Werbung"
    tree.keyboard.press("Enter")
    tree.wait_for_url("**/textbausteine.html#baustein-hinweis-werbung")
    assert tree.locator("#baustein-hinweis-werbung").is_visible()


def test_what_comes_first_is_said_before_the_next_question(tree: Page) -> None:
    """Nobody is led past „call 110“ to the next question."""
    _press(tree, "Ja")
    assert _asked(tree) == "Zuerst das"
    assert "Rufen Sie sofort die 110" in tree.locator("[data-af=said]").inner_text()
    _press(tree, "Weiter mit Frage 6")
    assert _asked(tree) == "Frage 6"


def test_a_step_back_and_from_the_beginning(tree: Page) -> None:
    assert tree.get_by_role("button", name="Einen Schritt zurück").is_disabled()
    _press(tree, "Nein")
    _press(tree, "Ja, und sonst nichts")
    assert _asked(tree) == "Ergebnis"
    _press(tree, "Einen Schritt zurück")
    assert _asked(tree) == "Frage 2"
    assert tree.locator("[data-af=way]").inner_text() == "Frage 1: Nein"
    _press(tree, "Ja, und es enthält noch etwas anderes")
    _press(tree, "Von vorn")
    assert _asked(tree) == "Frage 1"
    assert tree.locator("[data-af=way]").inner_text() == ""


def test_criticism_is_left_alone_and_no_measure_is_offered(tree: Page) -> None:
    """R41: it is no reason of a measure, so none is shown."""
    _press(tree, "Nein")
    _press(tree, "Ja, und sonst nichts")
    assert "Stehen lassen." in tree.locator("[data-af=said]").inner_text()
    assert tree.locator("#baum-regel").is_hidden()


def test_a_text_module_that_an_answer_names_is_a_link(tree: Page) -> None:
    for answer in ("Nein", "Nein", "Ja, eigene, und das Netzwerk kann verbergen"):
        _press(tree, answer)
    link = tree.locator("[data-af=said] a")
    assert link.inner_text() == "Bitte keine persönlichen Daten"
    assert (link.get_attribute("href") or "").endswith("textbausteine.html#baustein-keine-persoenlichen-daten")


def _ends(page: Page, steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way through the tree that the buttons offer, none longer than there are questions twice."""
    assert len(steps) < 20
    offered = page.locator("[data-af=answers] button").all_inner_texts()
    if page.locator("[data-af=asked]").inner_text() == "Ergebnis":
        yield steps
        return
    assert offered, steps
    for label in offered:
        page.evaluate(_CLICK, label)
        yield from _ends(page, (*steps, label)) if len(steps) < 9 else ()
        page.evaluate("document.querySelector('[data-af=back]').click()")


def test_no_way_gets_stuck(tree: Page) -> None:
    ends = list(_ends(tree, ()))
    assert len(ends) > 30
    assert ("Nein", "Ja, und sonst nichts") in ends


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_every_kind_of_step_can_be_read(browser: Browser, sites: Sites, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    told = Told(tab)
    tab.goto(sites.internal + TREE)
    for answer in ("Nein", "Nein", "Ja, eigene, und das Netzwerk kann verbergen"):
        tab.get_by_role("button", name=answer, exact=True).click()
    tab.select_option("#baum-regel", label="Schützen Sie Ihre Daten")
    assert [f"{name}: {what}" for name, check in CHECKS.items() for what in check(tab, told)] == []
    tab.goto(sites.internal + MODULES)
    tab.fill("#bausteinwort", "Quallen")
    tab.wait_for_function("document.querySelector('[data-af=snippet-count]').textContent")
    assert [f"{name}: {what}" for name, check in CHECKS.items() for what in check(tab, told)] == []
    context.close()


def test_without_javascript_questions_rules_and_texts_are_a_plain_list(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sites.internal + TREE)
    assert tab.locator("[data-af=tree]").is_hidden()
    assert tab.locator("main h3", has_text="Frage").count() == 9
    tab.locator("#frage-1 ~ ul a[href='#frage-2']").first.click()
    assert tab.url.endswith("#frage-2")
    assert tab.locator("#regel-keine-werbung").is_visible()
    tab.goto(sites.internal + MODULES)
    assert tab.locator("form[data-af=snippets]").is_hidden()
    assert tab.get_by_role("button", name="Alle zeigen").count() == 0
    assert tab.locator(".af-snippet").count() > 30
    assert all(one.is_visible() for one in tab.locator(".af-snippet").all())
    context.close()


@pytest.fixture
def modules(page: Page, sites: Sites) -> Page:
    page.goto(sites.internal + MODULES)
    return page


def _said(page: Page, beginning: str) -> str:
    page.wait_for_function(
        "beginning => document.querySelector('[data-af=snippet-count]').textContent.startsWith(beginning)",
        arg=beginning,
    )
    return page.locator("[data-af=snippet-count][role=status]").inner_text()


def _shown(page: Page) -> list[str]:
    return [one.inner_text() for one in page.locator("main h3").all() if one.is_visible()]


def test_typing_leaves_only_the_texts_that_fit_and_says_how_many(modules: Page) -> None:
    total = modules.locator(".af-snippet").count()
    modules.focus("#bausteinwort")
    modules.keyboard.type("raeumdienst werbung")
    _said(modules, "Kein")
    modules.fill("#bausteinwort", "")
    modules.keyboard.type("Auszeiten")  # another form of the word
    assert _said(modules, "2") == f"2 Textbausteine von {total}"
    assert _shown(modules) == ["Eine Auszeit beginnt", "Vor einer Auszeit"]
    assert [one.inner_text() for one in modules.locator("main h2").all() if one.is_visible()] == [
        "Die Antwort zu jeder Maßnahme",
        "Weitere Antworten zu Regeln und Maßnahmen",
    ]
    assert not modules.get_by_text("Genau eine Antwort je Maßnahme").is_visible(), "lists of what is hidden go, too"


def test_nothing_found_says_so_and_shows_the_way_back(modules: Page) -> None:
    modules.focus("#bausteinwort")
    modules.keyboard.type("Quallen")
    assert _said(modules, "Kein Textbaustein passt zu „Quallen“").endswith("ein anderes oder kürzeres Wort.")
    assert _shown(modules) == []
    _press(modules, "Alle zeigen")
    assert len(_shown(modules)) == modules.locator(".af-snippet").count()
    assert modules.evaluate("document.activeElement.id") == "bausteinwort"
    assert modules.locator("[data-af=snippet-count]").inner_text() == ""


def test_a_copied_text_is_told_on_the_button_and_read_out(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(sites.internal + MODULES + "#baustein-hinweis-werbung")
    tab.locator("[data-copy-from=text-hinweis-werbung]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.querySelector('.af-said').textContent === 'Kopiert'")
    assert tab.locator(".af-said").get_attribute("role") == "status"
    assert tab.locator("[data-copy-from=text-hinweis-werbung]").inner_text() == "Kopiert"
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("#text-hinweis-werbung").text_content()
    tab.wait_for_function("document.querySelector('.af-said').textContent === ''")
    assert tab.locator("[data-copy-from=text-hinweis-werbung]").inner_text().endswith("kopieren")
    context.close()


def test_a_text_that_could_not_be_copied_is_told_too(modules: Page) -> None:
    modules.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    modules.locator("[data-copy-from=text-hinweis-werbung]").click()
    modules.wait_for_function("document.querySelector('.af-said').textContent.startsWith('Kopieren ging nicht')")
