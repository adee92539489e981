"""The command line in German: argparse with our words for its headings, its help and its complaints.

``GermanParser`` is used like ``ArgumentParser``; a wrong call still ends with exit code 2, after one line that says
what was wrong and one that says where help is.
"""

from __future__ import annotations

import re
from argparse import (
    SUPPRESS,
    Action,
    ArgumentParser,
    HelpFormatter,
    RawDescriptionHelpFormatter,
    _MutuallyExclusiveGroup,
)
from collections.abc import Iterable
from typing import Any, NoReturn

_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"argument (?P<name>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.*)\)",
     "„{value}“ gibt es bei „{name}“ nicht. Möglich sind: {known}."),
    (r"argument (?P<name>\S+): expected one argument", "Hinter „{name}“ fehlt eine Angabe."),
    (r"argument (?P<name>\S+): expected at least one argument", "Hinter „{name}“ fehlt mindestens eine Angabe."),
    (r"argument (?P<name>\S+): expected (?P<count>\d+) arguments?", "Hinter „{name}“ gehören {count} Angaben."),
    (r"argument (?P<name>\S+): invalid int value: '(?P<value>.*)'", "„{value}“ bei „{name}“ ist keine ganze Zahl."),
    (r"argument (?P<name>\S+): invalid \S+ value: '(?P<value>.*)'", "„{value}“ bei „{name}“ ist nicht zu verstehen."),
    (r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)",
     "„{name}“ und „{other}“ gehen nicht zusammen."),
    (r"argument (?P<name>\S+): ignored explicit argument '(?P<value>.*)'", "„{name}“ nimmt keine Angabe („{value}“)."),
    (r"unrecognized arguments: (?P<value>.*)", "Das kennt dieser Befehl nicht: {value}."),
    (r"the following arguments are required: (?P<value>.*)", "Es fehlt: {value}."),
    (r"one of the arguments (?P<value>.*) is required", "Eine dieser Angaben fehlt: {value}."),
    (r"ambiguous option: (?P<value>\S+) could match (?P<known>.*)",
     "„{value}“ ist nicht eindeutig. Meinen Sie: {known}?"),
)  # fmt: skip
_QUOTES = re.compile(r"['\"]")


class GermanHelp(HelpFormatter):
    """Wide enough for German words; „Aufruf“ for „usage“."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class GermanHelpAsWritten(GermanHelp, RawDescriptionHelpFormatter):
    """Keeps the lines of the text below the options as they are."""


class GermanParser(ArgumentParser):
    """An ``ArgumentParser`` that speaks German."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, **settings)
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="diese Hilfe zeigen")

    def _get_formatter(self) -> HelpFormatter:
        as_written = self.formatter_class is RawDescriptionHelpFormatter
        return (GermanHelpAsWritten if as_written else GermanHelp)(prog=self.prog)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and where help is. Exit code 2."""
        self.exit(2, f"{self.prog}: {in_german(message)}\n  → Alle Angaben zeigt: {self.prog} --help\n")


def in_german(message: str) -> str:
    """One of argparse's complaints in German; what is not known is shown as it is."""
    for pattern, words in _COMPLAINTS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            values = match.groupdict()
            if "known" in values:
                values["known"] = _QUOTES.sub("", values["known"])
            return words.format_map(values)
    return message
