"""The Dienstanweisung through its versions: what holds, what was, what changed on which day, and all of it on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from amtsfunk.model.netiquette import GuidelineHead
from amtsfunk.pages.guidelines import guideline_pages, guideline_values, leaves
from amtsfunk.pages.templates import markdown_environment
from amtsfunk.source.versions import Guideline

FOLDER = Path(__file__).parents[3] / "site/internal/dienstanweisung"
TODAY = date(2026, 12, 1)
OLD, NEW, NEXT = date(2026, 10, 1), date(2026, 11, 2), date(2027, 1, 1)


def page(stem: str, day: date, body: str, number: int = 1, title: str = "Kommentare") -> Guideline:
    head = GuidelineHead(
        number=number, title=title, version=f"{day:%y.%m}", in_force_from=day, review_by=date(2028, 1, 1)
    )
    return Guideline(stem, head, body)


def built(current: list[Guideline], kept: list[Guideline]) -> tuple[dict[str, str], dict[str, Any]]:
    """The pages by their path below ``dienstanweisung/``, and the values of the overviews."""
    names = {f"dienstanweisung/{file.name}": file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    environment = markdown_environment(names)
    found = leaves(current, kept, TODAY)
    pages = {path.partition("/")[2]: text for path, text in guideline_pages(found, environment, TODAY).items()}
    values = dict(guideline_values(found, TODAY))
    for name in ("index.md", "aenderungen.md", "druck.md"):
        template = environment.get_template(f"dienstanweisung/{name}")
        pages[name] = template.render({**values, "authority": {"name": "Stadt Musterhafen"}})
    return pages, values


def test_a_page_that_is_not_kept_has_no_address_of_a_version() -> None:
    pages, _ = built([page("07-kommentare", NEW, "Text.")], [])
    assert set(pages) == {"07-kommentare.md", "index.md", "aenderungen.md", "druck.md"}
    assert "Fassung vom 2&#46; November 2026" in pages["07-kommentare.md"].replace("2. Nov", "2&#46; Nov")
    assert "fassung/" not in "".join(pages.values())


def test_no_page_at_all_is_said_in_each_list() -> None:
    pages, _ = built([], [])
    assert "Hier liegt noch keine Fassung vor." in pages["aenderungen.md"]
    assert "Es gibt noch keine Seiten der Dienstanweisung." in pages["druck.md"]


def test_an_old_wording_says_that_it_no_longer_holds_and_the_page_of_today_names_what_changed() -> None:
    old, new = page("07-kommentare", OLD, "Wir warten 90 Tage."), page("07-kommentare", NEW, "Wir warten 30 Tage.")
    pages, _ = built([new], [old, new])
    was = pages["fassung/2026-10-01/07-kommentare.md"]
    assert "Diese Fassung gilt nicht mehr." in was
    assert "Wir warten 90 Tage." in was
    assert "exclude: true" in was
    now = pages["fassung/2026-11-02/07-kommentare.md"]
    assert "Diese Fassung ist in Kraft." in now
    assert "<del><b>[gestrichen:</b> 90<b>]</b></del> <ins><b>[eingefügt:</b> 30<b>]</b></ins>" in now
    assert "Gegenüber der vorigen: 1 Abschnitt geändert." in pages["07-kommentare.md"]
    assert "fassung/2026-10-01/07-kommentare.md" in pages["07-kommentare.md"]


def test_changes_stand_under_their_day_the_newest_first() -> None:
    old, new = page("07-kommentare", OLD, "Wir warten 90 Tage."), page("07-kommentare", NEW, "Wir warten 30 Tage.")
    other = page("08-fehler", OLD, "Wir sagen es.", 8, "Fehler")
    shown = built([new, other], [old, new, other])[0]["aenderungen.md"]
    assert re.findall(r"\{: #(tag-[^ ]+) \}", shown) == ["tag-2026-11-02", "tag-2026-10-01"]
    assert "[1 Abschnitt geändert](fassung/2026-11-02/07-kommentare.md#aenderungen_)" in shown
    assert shown.count("erste Fassung, die hier vorliegt") == 2


def test_what_is_to_come_is_announced_and_what_holds_is_shown() -> None:
    holds, comes = page("07-kommentare", NEW, "Wir warten 30 Tage."), page("07-kommentare", NEXT, "Wir warten nie.")
    pages, _ = built([comes], [holds, comes])
    shown = pages["07-kommentare.md"]
    assert "Wir warten 30 Tage." in shown
    assert "Wir warten nie." not in shown.partition("#fassungen_ }")[0]
    assert "gilt eine neue Fassung dieser Seite." in shown
    assert "Wir warten nie." not in pages["druck.md"]
    assert "Diese Fassung gilt noch nicht." in pages["fassung/2027-01-01/07-kommentare.md"]
    assert "gilt neu:" in pages["index.md"]


def test_a_page_that_is_gone_keeps_its_wording_and_says_so() -> None:
    pages, _ = built([], [page("07-kommentare", OLD, "Wir warten.")])
    shown = pages["fassung/2026-10-01/07-kommentare.md"]
    assert "Diese Seite gibt es nicht mehr." in shown
    assert "07-kommentare.md)" not in shown.replace("fassung/2026-10-01/07-kommentare.md)", "")
    assert "Nicht mehr Teil der Dienstanweisung" in pages["aenderungen.md"]
    assert "07-kommentare.md" not in pages


def test_links_of_an_old_wording_lead_to_what_is_still_there_and_else_are_words() -> None:
    body = "[Weg](09-weg.md), [da](08-fehler.md#so), [hier](#hier), [fort](https://musterhafen.example), [quer](../x/y)"
    pages, _ = built([page("08-fehler", NEW, "Wir sagen es.", 8)], [page("07-kommentare", OLD, body)])
    shown = pages["fassung/2026-10-01/07-kommentare.md"]
    assert "Weg, [da](../../08-fehler.md#so), [hier](#hier), [fort](https://musterhafen.example), quer" in shown


def test_on_the_print_page_every_anchor_is_one_of_its_own_and_links_stay_on_paper() -> None:
    first = page(
        "07-a", NEW, "[unten](#so-gehts)\n\n## So geht’s\n\nText.\n\n## So geht’s\n\n```\n## kein Titel\n```\n", 7
    )
    second = page("08-b", NEW, "[dort](07-a.md#so-gehts) und [alles](07-a.md)\n\n## So geht’s {: #eigen }\n", 8)
    shown = built([second, first], [])[0]["druck.md"]
    anchors = re.findall(r"\{: #([^ ]+)", shown)
    assert len(anchors) == len(set(anchors))
    assert "[unten](#blatt_07-a_so-gehts)" in shown
    assert "[dort](#blatt_07-a_so-gehts) und [alles](#blatt_07-a)" in shown
    assert "### So geht’s {: #blatt_07-a_so-gehts }" in shown
    assert "### So geht’s {: #blatt_08-b_eigen }" in shown
    assert "\n## kein Titel" in shown
    assert shown.index("blatt_07-a .af-sheet") < shown.index("blatt_08-b .af-sheet")


def test_words_of_a_version_stay_words() -> None:
    evil = "<script>alert(1)</script> {: #inhalt }"
    old, new = page("07-a", OLD, f"Ja. {evil}"), page("07-a", NEW, "Ja. Nein.")
    pages, _ = built([new], [old, new])
    assert "<script" not in "".join(pages.values())
    assert "{: #inhalt }" not in pages["fassung/2026-11-02/07-a.md"].partition("#aenderungen_")[2]
