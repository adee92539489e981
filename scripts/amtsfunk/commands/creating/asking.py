"""Asking somebody who has never seen a terminal: one question at a time, with help, a default, and patience.

An answer comes from the options of the command where it was given there, else from the keyboard. A wrong one is told
what is wrong and asked again; from an option it ends the command. Whoever stops in the middle leaves nothing behind,
because nothing is written before the last answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from amtsfunk.model.errors import Refused, UsageError

T = TypeVar("T")


class Wrong(ValueError):
    """An answer that cannot be; the text says why, in German, and what would do."""


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """``option``: the name behind ``--``. ``default``: what an empty answer means, as if it had been typed; None where
    an answer is needed. ``read`` raises Wrong. ``many``: the answer has several lines and ends with an empty one.
    ``choices``: what it can be, id → label, shown once and numbered; ``read`` takes the number, too."""

    option: str
    ask: str
    help: str
    read: Callable[[str], T]
    default: str | None = None
    shown: str = ""
    """The default in words, where it does not speak for itself."""
    many: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


class Asker:
    """``given``: option → what stands behind it. ``patient`` is False where nobody is there to answer (``--yes``).
    ``named``: what an option is called where one is wrong; ``otherwise``: what to do where one is missing."""

    def __init__(  # noqa: PLR0913 - by keyword only
        self,
        given: Mapping[str, str | None],
        *,
        patient: bool,
        hear: Callable[[str], str],
        say: Callable[[str], None],
        named: str = "--{}",
        otherwise: str = "Ohne „--yes“ fragt das Programm danach.",
    ) -> None:
        self._given = given
        self._patient = patient
        self._hear = hear
        self._say = say
        self._named = named
        self._otherwise = otherwise

    def __call__(self, question: Question[T]) -> T:
        """The answer. Raises UsageError for a wrong or missing option, Refused where the keyboard falls silent."""
        given = self._given.get(question.option)
        if given is not None:
            return self._read_option(question, given)
        if not self._patient:
            if question.default is None:
                name = self._named.format(question.option)
                raise UsageError(f"Es fehlt: {name} ({question.ask}).", self._otherwise)
            return self._read_option(question, question.default)
        return self._read_keyboard(question)

    def answers(self, option: str) -> bool:
        """Is there an answer to be had: behind the option, or from somebody at the keyboard?"""
        return self._patient or self._given.get(option) is not None

    def goes_on(self, option: str) -> bool:
        """May a question be asked once more? Not where its one answer stood behind an option."""
        return self._patient and self._given.get(option) is None

    def _read_option(self, question: Question[T], text: str) -> T:
        try:
            return _readable(question, text)
        except Wrong as wrong:
            raise UsageError(f"{self._named.format(question.option)}: {wrong}", question.help) from wrong

    def _read_keyboard(self, question: Question[T]) -> T:
        self._list_choices(question)
        while True:
            answer = self._hear_answer(question)
            if answer.strip() == "?":
                self._say(f"  {question.help}")
                self._list_choices(question)
            elif not answer.strip() and question.default is None:
                self._say("  Hier brauchen wir eine Antwort. Mit ? gibt es Hilfe, mit Strg+C hören Sie auf.")
            else:
                try:
                    return _readable(question, answer if answer.strip() else question.default or "")
                except Wrong as wrong:
                    self._say(f"  {wrong}")

    def _list_choices(self, question: Question[T]) -> None:
        if question.choices:
            self._say(f"\n{question.ask}")
        for number, (name, label) in enumerate(question.choices.items(), 1):
            self._say(f"  {number:>2}  {label}{'' if label.casefold() == name else f' ({name})'}")

    def _hear_answer(self, question: Question[T]) -> str:
        shown = question.shown or question.default
        asked = "  Nummer oder Name" if question.choices else question.ask
        end = "" if asked.endswith("?") and not shown else ":"
        prompt = f"{asked}{f' [{shown}]' if shown else ''}{end} "
        try:
            first = self._hear(prompt)
            if not question.many or not first.strip() or first.strip() == "?":
                return first
            lines = [first]
            while (line := self._hear("… ")).strip():
                lines.append(line)
        except EOFError as silent:
            raise Refused("Die Eingabe endete mitten in den Fragen. Es wurde nichts angelegt.") from silent
        except KeyboardInterrupt as stop:
            raise KeyboardInterrupt("Es wurde nichts angelegt.") from stop
        return "\n".join(lines)


def _readable(question: Question[T], text: str) -> T:
    """What the answer means. Bytes that are no UTF-8 arrive as halves of characters, which no file can hold."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Wrong("Darin stehen Zeichen, die sich nicht lesen lassen. Tippen Sie den Text bitte neu.")
    return question.read(text)
