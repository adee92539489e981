"""Help and complaints of every command are German, in the words of this Python's argparse."""

from __future__ import annotations

import re

import pytest

from amtsfunk.cli import VERBS, main
from amtsfunk.commandline import GermanParser

ENGLISH = re.compile(r"\b(usage|options|positional|arguments?|this|exit|invalid|choice|expected|required|the)\b")


def ended(words: list[str]) -> int:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize("verb", ["", *(verb.name for verb in VERBS)])
def test_help_is_german(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended([*verb.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Aufruf: amtsfunk")
    assert "diese Hilfe zeigen" in out
    words = re.sub(r"\{[^}]*\}|--[a-z-]+", "", out)  # the names of options and their values stay what they are
    assert ENGLISH.search(words) is None


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_a_wrong_option_is_told_in_german(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended([verb, "--gibt-es-nicht"]) == 2
    told = capsys.readouterr().err
    assert ENGLISH.search(re.sub(r"--[a-z-]+", "", told)) is None
    assert f"amtsfunk {verb} --help" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--art", "c", "x"], "„c“ gibt es bei „--art“ nicht. Möglich sind: a, b."),
        (["--art"], "Hinter „--art“ fehlt eine Angabe."),
        (["--zahl", "drei", "x"], "„drei“ bei „--zahl“ ist keine ganze Zahl."),
        (["x", "--zwei", "1"], "Hinter „--zwei“ gehören 2 Angaben."),
        (["--viele"], "Hinter „--viele“ fehlt mindestens eine Angabe."),
        (["--ja=1", "x"], "„--ja“ nimmt keine Angabe („1“)."),
        (["--ja", "--nein", "x"], "„--nein“ und „--ja“ gehen nicht zusammen."),
        (["--z", "1", "x"], "„--z“ ist nicht eindeutig. Meinen Sie: --zahl, --zwei?"),
        ([], "Es fehlt: DATEI."),
        (["x", "y"], "Das kennt dieser Befehl nicht: y."),
        (["x", "--tag", "z"], "„z“ bei „--tag“ ist nicht zu verstehen."),
    ],
)
def test_each_complaint_has_german_words(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = GermanParser(prog="probe")
    parser.add_argument("file", metavar="DATEI")
    parser.add_argument("--art", choices=("a", "b"))
    parser.add_argument("--zahl", type=int)
    parser.add_argument("--zwei", nargs=2)
    parser.add_argument("--viele", nargs="+")
    parser.add_argument("--tag", type=lambda word: {"a": 1}[word] if word == "a" else float(word))
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--ja", action="store_true")
    either.add_argument("--nein", action="store_true")
    with pytest.raises(SystemExit) as end:
        parser.parse_args(words)
    assert end.value.code == 2
    assert told in capsys.readouterr().err
