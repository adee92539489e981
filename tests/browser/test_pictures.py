"""„Bild vorbereiten" in a real browser, from a plain file: what comes out, what is told, by keyboard, at any width."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, FileChooser, Page

from amtsfunk.source.media import look_at
from browser.conftest import Sites
from browser.test_sites import CHECKS, Told
from support.pictures import exif, gradient, noise, opened, photo, saved

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "alt.json").read_text(encoding="utf-8"))
WAIT = "document.querySelector('[data-af=status]').textContent.startsWith('Fertig')"


@pytest.fixture
def prepare(page: Page, sites: Sites) -> Iterator[Page]:
    told = Told(page)
    page.goto(sites.internal + "handbuch/bild-vorbereiten.html")
    yield page
    assert told.console == told.foreign == []


def choose(page: Page, name: str, data: bytes, kind: str = "image/jpeg") -> None:
    page.set_input_files("#b-file", {"name": name, "mimeType": kind, "buffer": data})
    page.wait_for_function(WAIT)


def chosen_by_key(page: Page) -> FileChooser:
    """Press Enter on the focused field until it opens: a browser drops keys that come before its first frame."""
    opened: list[FileChooser] = []

    def keep(chooser: FileChooser) -> None:
        opened.append(chooser)

    page.on("filechooser", keep)
    page.bring_to_front()
    for _ in range(10):
        page.keyboard.press("Enter")
        page.wait_for_timeout(1_000)
        if opened:
            return opened[0]
    raise AssertionError("Enter does not open the file dialog")


def downloaded(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator("[data-af=download]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_telephone_photo_comes_out_upright_small_and_bare(prepare: Page) -> None:
    choose(prepare, "IMG_2041.jpg", photo(4000, 3000, orientation=6, located=True, owner="Erika Beispiel"))
    prepare.fill("#b-alt", "Sirene auf dem Dach des Rathauses")
    prepare.fill("#b-credit", "Foto: Erika Beispiel / Stadt")
    name, data = downloaded(prepare)
    seen = look_at(data, len(data))
    assert name == "sirene-auf-dem-dach-des.jpg"
    assert (seen.type, seen.width, seen.height, seen.hidden) == ("image/jpeg", 1200, 1600, ())
    assert b"Exif" not in data
    assert b"Erika" not in data
    red, green, _ = opened(data).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert (red < 30, green > 225) == (True, True), "the corner that the turned camera had at its top left"
    assert prepare.input_value("#b-line") == (
        '![Sirene auf dem Dach des Rathauses](sirene-auf-dem-dach-des.jpg "Foto: Erika Beispiel / Stadt")'
    )
    assert "entfernt: Ort der Aufnahme (GPS-Daten), Name „Erika Beispiel“." in prepare.inner_text("[role=status]")
    assert prepare.inner_text("[data-af=before-pixels]") == "3.000 × 4.000"
    assert "Ort der Aufnahme" in prepare.inner_text("[data-af=before-hidden]")
    assert prepare.inner_text("[data-af=after-hidden]") == "entfernt"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_it_finds_what_the_check_would_find(prepare: Page, form: str) -> None:
    data = saved(gradient(900, 700), form, exif=exif(located=True, owner="Erika Beispiel"))
    found = prepare.evaluate("bytes => [...Amtsfunk.findHidden(new Uint8Array(bytes))].sort()", list(data))
    assert found == [one.value for one in look_at(data, len(data)).hidden] == ["location", "owner"]


def test_the_longer_side_can_be_chosen_and_nothing_is_blown_up(prepare: Page) -> None:
    choose(prepare, "hafen.jpg", photo(2000, 1000))
    prepare.check("[name=side][value='2560']")
    prepare.wait_for_function("document.querySelector('[data-af=after-pixels]').textContent === '2.000 × 1.000'")
    prepare.check("[name=side][value='1080']")
    prepare.wait_for_function("document.querySelector('[data-af=after-pixels]').textContent === '1.080 × 540'")
    prepare.fill("#b-alt", "Ein Kutter liegt im Hafen")
    assert opened(downloaded(prepare)[1]).size == (1080, 540)


def test_what_hardly_shrinks_still_gets_below_two_megabytes(prepare: Page) -> None:
    choose(prepare, "rauschen.jpg", noise(2560, 2560))
    prepare.check("[name=side][value='2560']")
    prepare.wait_for_function(WAIT)
    prepare.fill("#b-alt", "Rauschen wie im alten Fernseher")
    assert len(downloaded(prepare)[1]) <= 2_000_000


def test_a_drawing_stays_png_and_becomes_jpeg_on_white_where_asked(prepare: Page) -> None:
    drawing = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    drawing.paste((200, 30, 30, 255), (300, 200, 600, 400))
    choose(prepare, "wappen-neu.webp", saved(drawing, "WEBP", lossless=True), "image/webp")
    prepare.fill("#b-alt", "Das neue Wappen der Stadt")
    name, data = downloaded(prepare)
    assert (name, opened(data).mode) == ("wappen-neu.png", "RGBA")
    prepare.select_option("#b-form", "image/jpeg")
    prepare.wait_for_function("document.querySelector('#b-line').value.includes('.jpg')")
    assert min(opened(downloaded(prepare)[1]).convert("L").getpixel((5, 5)), 254) == 254  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("karte.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("plan.pdf", b"%PDF-1.7", "PDF"),
        ("kaputt.jpg", b"\xff\xd8\xff\xe0", "beschädigt"),
    ],
)
def test_what_cannot_be_opened_is_told_with_a_way_out(prepare: Page, name: str, data: bytes, told: str) -> None:
    prepare.set_input_files("#b-file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    prepare.wait_for_selector("[role=alert]:visible")
    assert told in prepare.inner_text("[role=alert]")
    assert prepare.locator("[data-af=result]").is_hidden()
    choose(prepare, "hafen.jpg", photo())
    assert prepare.locator("[role=alert]").is_hidden()


def test_descriptions_and_names_are_judged_as_the_check_does(prepare: Page) -> None:
    faults = prepare.evaluate("texts => texts.map(Amtsfunk.altFault)", [row["alt"] for row in VECTORS["alt"]])
    slugs = prepare.evaluate("names => names.map(Amtsfunk.slugOf)", [row["name"] for row in VECTORS["slug"]])
    assert faults == [row["fault"] for row in VECTORS["alt"]]
    assert slugs == [row["slug"] for row in VECTORS["slug"]]


def test_hints_come_while_one_writes(prepare: Page) -> None:
    choose(prepare, "hafen.jpg", photo())
    hint = prepare.locator("[data-af=alt-hint]")
    prepare.fill("#b-alt", "Foto von einem Kutter im Hafen")
    assert "Beginnen Sie mit dem, was zu sehen ist" in hint.inner_text()
    prepare.fill("#b-alt", "Ein Kutter liegt im Hafen von Musterhafen")
    assert hint.inner_text() == "Gut so."
    prepare.fill("#b-credit", "")
    assert "von wem das Bild ist" in prepare.inner_text("[data-af=credit-hint]")
    assert prepare.input_value("#b-line") == "![Ein Kutter liegt im Hafen von Musterhafen](hafen.jpg)"


def test_the_author_in_the_file_is_offered_and_never_claimed_for_us(prepare: Page) -> None:
    about = exif(located=True)
    about[0x013B], about[0x010F] = "Erika Petersen", "Apple"
    choose(prepare, "hafen.jpg", saved(gradient(900, 700), "JPEG", exif=about))
    told = prepare.inner_text("[data-af=before-hidden]")
    assert told == "Ort der Aufnahme (GPS-Daten), Name „Erika Petersen“, Kamera „Apple“"
    assert prepare.input_value("#b-credit") == ""
    prepare.get_by_role("button", name="„Foto: Erika Petersen“ eintragen").click()
    assert prepare.input_value("#b-credit") == "Foto: Erika Petersen"
    prepare.get_by_label("Eigenes Bild").check()
    assert prepare.input_value("#b-credit") == "Foto: Stadt Musterhafen"
    prepare.get_by_label("Eigenes Bild").uncheck()
    choose(prepare, "kai.jpg", photo())
    assert prepare.get_by_role("button", name="eintragen").count() == 0
    assert prepare.input_value("#b-credit") == ""


def test_nothing_is_saved_without_description_and_name(prepare: Page) -> None:
    saving: list[str] = []
    prepare.on("download", lambda one: saving.append(one.suggested_filename))
    choose(prepare, "IMG_2041.jpg", photo())
    prepare.locator("[data-af=download]").click()
    assert "was auf dem Bild zu sehen ist" in prepare.inner_text("[data-af=lacking]")
    assert prepare.evaluate("document.activeElement.name") == "alt"
    prepare.fill("#b-alt", "Ein Kutter liegt im Hafen")
    assert prepare.inner_text("[data-af=lacking]") == ""
    assert downloaded(prepare)[0] == "ein-kutter-liegt-im-hafen.jpg"
    assert saving == ["ein-kutter-liegt-im-hafen.jpg"]


def test_a_small_screenshot_stays_small(prepare: Page) -> None:
    about = PngInfo()
    about.add_text("Comment", "von Erika Beispiel")
    data = saved(gradient(900, 600), "PNG", optimize=True, pnginfo=about)
    choose(prepare, "fenster-der-suche.png", data, "image/png")
    prepare.fill("#b-alt", "Das Fenster der Suche mit drei Treffern")
    name, made = downloaded(prepare)
    assert name == "fenster-der-suche.png"
    assert len(made) < len(data)
    assert b"Erika" not in made
    assert opened(made).tobytes() == opened(data).tobytes()


def test_it_all_goes_by_keyboard(prepare: Page) -> None:
    prepare.context.grant_permissions(["clipboard-read", "clipboard-write"])
    prepare.locator("#b-file").focus()
    chooser = chosen_by_key(prepare)
    chooser.set_files({"name": "hafen.jpg", "mimeType": "image/jpeg", "buffer": photo(located=True)})
    prepare.wait_for_function(WAIT)
    seen = []
    for _ in range(9):
        prepare.keyboard.press("Tab")
        seen.append(prepare.evaluate("document.activeElement.name || document.activeElement.dataset.af"))
        assert prepare.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert seen == ["alt", "credit", "own", "name", "side", "form", "download", "line", "copy"]
    prepare.keyboard.press("Enter")
    prepare.wait_for_function("document.querySelector('[role=status]').textContent.includes('kopiert')")
    assert prepare.evaluate("navigator.clipboard.readText()") == prepare.input_value("#b-line")


def test_a_dropped_picture_is_taken_and_never_replaces_the_page(prepare: Page) -> None:
    prepare.evaluate(
        """bytes => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], "hafen.jpg", { type: "image/jpeg" }));
            document.body.dispatchEvent(
                new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        list(photo(700, 500)),
    )
    prepare.wait_for_function(WAIT)
    assert prepare.url.endswith("bild-vorbereiten.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_with_a_picture_in_it_the_page_is_as_sound_as_every_other(
    browser: Browser, sites: Sites, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    told = Told(tab)
    tab.goto(sites.internal + "handbuch/bild-vorbereiten.html")
    choose(tab, "IMG_2041.jpg", photo(500, 400, located=True))
    assert [f"{name}: {what}" for name, check in CHECKS.items() for what in check(tab, told)] == []
    context.close()


def test_without_javascript_there_are_instructions_and_no_form(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sites.internal + "handbuch/bild-vorbereiten.html")
    assert "Exportieren Sie es als JPEG" in tab.inner_text("main")
    assert tab.locator("#b-file").is_hidden()
    context.close()


def test_the_public_site_has_none_of_it(sites: Sites) -> None:
    assert not [path.name for path in sites.public_folder.rglob("bild*.js")]
