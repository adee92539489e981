"""The decision tree for comments, from the page of the Dienstanweisung that holds it, with what belongs to each rule.

A page of the Dienstanweisung is a tree where it has sections „Frage 1“, „Frage 2“ … whose answers are list entries
(``- **Ja:** …``). The questions stay word for word as they were agreed; nothing is decided here. A tree with an answer
that leads nowhere is none, so nobody is led into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from amtsfunk.pages import text

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clause, Clauses, Ladder
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.source.versions import Guideline

_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_QUESTION = re.compile(r"Frage ([1-9]\d?)")
_ANSWER = re.compile(r"^- +(\*\*.+)$", re.MULTILINE)
_JUMP = re.compile(r"\]\(#frage-(\d+)\)")
_OTHER_ANCHOR = re.compile(r"\]\(#(?!frage-\d)([^)]*)\)")
_END = "**Ende.**"


@dataclass(frozen=True, slots=True)
class Question:
    """``body``: its Markdown without the heading; ``answers``: each as written, from its bold beginning."""

    number: int
    body: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """``stem``: the file of the Dienstanweisung that it comes from."""

    stem: str
    questions: tuple[Question, ...]


def tree_of(guidelines: Iterable[Guideline]) -> Tree | None:
    """The first whole tree, in the order of the pages' numbers."""
    for guideline in sorted(guidelines, key=lambda one: one.head.number):
        questions = tuple(_questions(guideline.body, guideline.stem))
        if questions and not faults(questions):
            return Tree(guideline.stem, questions)
    return None


def _questions(body: str, stem: str) -> Iterable[Question]:
    pieces = _SECTION.split(body)
    for title, section in zip(pieces[1::2], pieces[2::2], strict=True):
        if found := _QUESTION.fullmatch(title):
            shown = _OTHER_ANCHOR.sub(rf"](dienstanweisung/{stem}.md#\1)", text.prose_without_html(section)).strip()
            yield Question(int(found[1]), shown, tuple(_ANSWER.findall(section)))


def faults(questions: Sequence[Question]) -> tuple[str, ...]:
    """What keeps questions from being a tree: a number twice or missing, an answer that leads nowhere or back to its
    own question, no answer."""
    numbers = [question.number for question in questions]
    found = [] if numbers == list(range(1, len(numbers) + 1)) else ["numbers"]
    for question in questions:
        if not question.answers:
            found.append(f"{question.number}: no answer")
        for answer in question.answers:
            jumps = {int(number) for number in _JUMP.findall(answer)}
            if not jumps and _END not in answer:
                found.append(f"{question.number}: no way on")
            if not jumps <= set(numbers) or question.number in jumps:
                found.append(f"{question.number}: a way to nowhere")
    return tuple(found)


def tree_values(
    guidelines: Iterable[Guideline],
    clauses: Clauses | None,
    ladder: Ladder | None,
    snippets: Sequence[Snippet],
    today: date,
) -> Mapping[str, Any]:
    """For the page „Kommentar beurteilen“: the questions, and to each rule its measures and the replies in force."""
    valid = [one for one in snippets if one.head.valid_on(today) and one.head.use.value == "reply"]
    judged = [one for one in (clauses.clauses if clauses else ()) if one.weight.value != "promise"]
    return {
        "tree": tree_of(guidelines),
        "tree_rules": [_rule(clause, ladder, valid) for clause in judged],
        "tree_modules": {one.title: _anchor(one) for one in valid},
    }


def _rule(clause: Clause, ladder: Ladder | None, snippets: Sequence[Snippet]) -> Mapping[str, Any]:
    measures = ladder.measures if ladder else ()
    titles = {measure.id: measure.title for measure in measures}
    return {
        "id": clause.id,
        "title": clause.title,
        "text": clause.text,
        "unlawful": clause.weight.value == "unlawful",
        "measures": [
            {"title": measure.title, "two": measure.needs_second_person}
            for measure in measures
            if clause.weight in measure.for_weights
        ],
        "snippets": [
            {"title": one.title, "anchor": _anchor(one), "measure": titles.get(one.head.measure or "", "")}
            for one in sorted(snippets, key=lambda one: one.id != clause.reply)
            if one.head.clause == clause.id
        ],
    }


def _anchor(one: Snippet) -> str:
    """As the page of text modules has it."""
    return f"baustein-{re.sub(r'[^a-z0-9-]', '-', one.id.lower())}"
