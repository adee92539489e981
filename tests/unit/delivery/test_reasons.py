"""Every reason that the program can write down or say has a sentence of its own, those of the networks' modules too.

Read from the code: whatever is given as a reason where outcomes, findings, actions and refusals are made.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.commands.publishing.texts import PREFIXES, REASONS, reason_text
from amtsfunk.effects.networks import NO_CREDENTIALS

SOURCE = Path(__file__).parents[3] / "scripts" / "amtsfunk"
MAKERS = frozenset({
    "Rejected", "Deferred", "Ambiguous", "CannotShow", "Failure", "NotCounted", "Release", "Wait", "Hold", "Miss",
    "Cancel", "Held", "Missed", "Cancelled", "Released", "released", "Health", "Comparison", "PostFacts",
})  # fmt: skip
"""What takes a reason: as its only text, or named ``reason``, ``problem``, ``kind`` or ``changed``."""
NAMED = frozenset({"reason", "problem", "changed"})
ID = re.compile(r"[a-z]+(-[a-z0-9]+)*")
FOLDERS = ("channels", "delivery", "commands/publishing", "commands/examining", "effects")
FILES = [path for folder in FOLDERS for path in sorted((SOURCE / folder).glob("*.py"))]
FILES.append(SOURCE / "commands" / "reconcile.py")


def made(path: Path) -> Iterator[str]:
    """Every reason of one file; of an f-string what stands before its first value, with an ellipsis."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                given = [*node.args, *(word.value for word in node.keywords if word.arg in NAMED)]
                yield from (text for value in given for text in texts(value))
        if isinstance(node, ast.FunctionDef) and node.name.endswith("refusal"):
            yield from (
                text for inner in ast.walk(node) if isinstance(inner, ast.Return) for text in texts(inner.value)
            )


def texts(value: ast.AST | None) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield f"{value.values[0].value}…"
    elif isinstance(value, ast.IfExp):
        yield from texts(value.body)
        yield from texts(value.orelse)
    elif isinstance(value, ast.BoolOp):
        for inner in value.values:
            yield from texts(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_reason_has_a_sentence(path: Path) -> None:
    for reason in made(path):
        if reason.endswith("…"):
            assert reason.removesuffix("…") in PREFIXES, reason
        elif ID.fullmatch(reason):
            assert reason_text(reason) != reason, f"no sentence for {reason!r}"


def test_what_no_call_names_has_a_sentence() -> None:
    assert NO_CREDENTIALS in REASONS


def test_the_reading_finds_what_there_is() -> None:
    found = {reason for path in FILES for reason in made(path)}
    assert {"grace", "picture-missing", "credentials", "refused", "status-…", "own-website", "other-hold"} <= found


@pytest.mark.parametrize(
    ("reason", "words"),
    [("status-503", "503"), ("defect-KeyError", "KeyError"), ("ganz neu", "ganz neu"), (None, ""), ("", "")],
)
def test_what_has_a_value_shows_it(reason: str | None, words: str) -> None:
    assert words in reason_text(reason)


def test_sentences_are_short_and_end_without_a_stop() -> None:
    assert [text for text in REASONS.values() if text.endswith(".") or len(text) > 140] == []
