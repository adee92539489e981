"""The twelve answers as a file: read for ``--answers``, written as a form to fill in, or as a record of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amtsfunk.commands.founding.questions import QUESTIONS
from amtsfunk.effects.files import READ_AT_MOST
from amtsfunk.model.base import Frozen, Line
from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.report.rows import rows, summarise
from amtsfunk.report.text import render_text
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.write import entry


class AnswersFile(Frozen):
    """One key a question. What takes several lines is a list."""

    name: Line | None = None
    level: Line | None = None
    land: Line | None = None
    website: Line | None = None
    address: Line | None = None
    contact: Line | None = None
    imprint: Line | None = None
    spokesperson: Line | None = None
    deputies: tuple[Line, ...] | None = None
    team: tuple[Line, ...] | None = None
    accounts: tuple[Line, ...] | None = None
    hours: tuple[Line, ...] | None = None


_HEAD = """\
# Die zwölf Antworten für „amtsfunk init --answers DATEI“. Namen und private Angaben von Personen gehören nicht hinein.
# Heben Sie die Datei auf, wo Sie mögen; im Repository wird sie nicht gebraucht.
"""
_FORM: Mapping[str, object] = {
    "name": "Gemeinde Nordheide",
    "level": "municipality",
    "land": "NI",
    "website": "https://www.nordheide.example",
    "address": "Marktplatz 1, 12345 Nordheide",
    "contact": "+49 30 23125-200, presse@nordheide.example",
    "imprint": "Bürgermeisterin Anna Arndt; Landkreis Heide, Kommunalaufsicht",
    "spokesperson": "kj Pressesprecherin",
    "deputies": ["ab Stellvertretender Pressesprecher"],
    "team": [
        "wl Leiter des Hauptamts (Gesamtverantwortung)",
        "tm Internetredakteur (Redaktion, Betreuung)",
        "bk Fachbereich Bildung (Fachbereich)",
    ],
    "accounts": ["mastodon @gemeinde@social.nordheide.example", "bluesky nordheide.example"],
    "hours": ["Mo-Fr 9:00-17:00"],
}


def read_answers(file: Path) -> dict[str, str | None]:
    """Question → answer as it would have been typed. Raises NotFound, and UsageError with every finding."""
    try:
        with file.open("rb") as stream:
            data = stream.read(READ_AT_MOST + 1)
    except FileNotFoundError as absent:
        raise NotFound(f"Die Datei „{file}“ gibt es nicht.", "Ein Formular zeigt: amtsfunk init --form") from absent
    except OSError as error:
        raise NotFound(f"„{file}“ lässt sich nicht lesen: {error.strerror}.", "Bitte prüfen Sie den Pfad.") from error
    parsed = parse_plan(file.name, data, AnswersFile)
    if parsed.value is None:
        found = rows(parsed.findings, "de")
        raise UsageError(
            f"Die Antworten lassen sich nicht lesen.\n\n{render_text(found, summarise(found, 0), 'de').strip()}\n",
            "Ein Formular zeigt: amtsfunk init --form",
        )
    given = dict(parsed.value)
    return {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in given.items()}


def form() -> str:
    """A file that is filled in with an invented authority: every key with what is asked."""
    return _written(_FORM)


def record(answers: Mapping[str, str]) -> str:
    """What was typed, as a file that gives the same answers again."""
    many = {name for name, question in QUESTIONS.items() if question.many}
    return _written({name: text.splitlines() if name in many else text for name, text in answers.items()})


def _written(values: Mapping[str, object]) -> str:
    blocks = []
    for name, question in QUESTIONS.items():
        lines = [f"# {question.ask}", f"#   {question.help}"]
        if question.choices:
            lines.append("#   " + ", ".join(f"{key} = {label}" for key, label in question.choices.items()))
        value = values[name]
        if isinstance(value, list):
            lines += [f"{name}:", *("  - " + entry("x", one)[0].removeprefix("x: ") for one in value)]
        else:
            lines += entry(name, value)
        blocks.append("\n".join(lines))
    return _HEAD + "\n" + "\n\n".join(blocks) + "\n"
