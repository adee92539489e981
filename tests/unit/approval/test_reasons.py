"""Every reason that the program can give has its words, and every word has a reason that gives it."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

import amtsfunk
from amtsfunk.approval.evidence import Refusal
from amtsfunk.approval.reasons import CONDITIONS, REASONS, ROLES, explain
from amtsfunk.model.team import Role

SOURCE = Path(amtsfunk.__file__).parent
_TEXT = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("approval", "effects", "effects/forges", "commands")
    for path in (SOURCE / folder).glob("*.py")
    if path.name != "reasons.py"
)


def _texts(node: ast.expr) -> set[str]:
    """The words that an expression can be: a text, or one of two."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _given(tree: ast.AST) -> set[str]:
    """Ids where the source hands one out: Refusal and its like, ``broken=``, rows of flaws, ``_lacks``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            place = {"Refusal": 1, "Checked": 1, "CannotRender": 0, "ForgeFailed": 0}.get(name)
            if place is not None:
                found |= _texts(node.args[place])
            found |= {text for word in node.keywords if word.arg == "broken" for text in _texts(word.value)}
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and _texts(node.elts[1]) <= set("123456"):
            found |= _texts(node.elts[2]) if _texts(node.elts[1]) else set()
        if isinstance(node, ast.FunctionDef) and node.name == "_lacks":
            found |= {t for n in ast.walk(node) if isinstance(n, ast.Return) and n.value for t in _texts(n.value)}
    return found


def test_every_reason_given_has_words() -> None:
    given = _given(ast.parse(_TEXT.replace("from __future__ import annotations", "")))
    assert {"manifest-differs", "root-unsigned", "media-missing", "self-approval", "governance-one-person"} <= given
    assert given - set(REASONS) == set()
    assert set(REASONS) - given <= {"file-mode", "file-missing", "file-pointer"}


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_word_has_a_reason_that_gives_it(reason: str) -> None:
    assert f'"{reason}"' in _TEXT


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_german_and_english_fill_the_same_places(reason: str) -> None:
    texts = REASONS[reason]
    german = {name for _, name, _, _ in Formatter().parse(texts.de) if name}
    english = {name for _, name, _, _ in Formatter().parse(texts.en) if name}
    assert english <= german
    assert texts.de.rstrip()[-1] in ".)"


def test_roles_and_conditions_have_words() -> None:
    assert set(ROLES) == set(Role)
    assert set(CONDITIONS) == {"post", "1", "2", "3", "4", "5", "6", "policy"}


def test_an_explanation_names_the_condition_and_the_remedy() -> None:
    text = explain(Refusal("policy", "approval-missing", {"roles": "deputy,spokesperson"}))
    assert text == (
        "Freigaberegeln (plans/approval.yml): Es fehlt noch die Freigabe durch eine weitere Person"
        " (Stellvertretung oder Pressesprecher/in)."
    )
    assert "Condition 4" in explain(Refusal("4", "self-approval", {"person": "kj"}), "en")


def test_hostile_values_are_only_text() -> None:
    assert "{0.__class__}" in explain(Refusal("1", "path", {"path": "{0.__class__}"}))
    assert "?" in explain(Refusal("1", "path"))
