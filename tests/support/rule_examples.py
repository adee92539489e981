"""The examples of the rule reference, drawn from those of the tests: what the rule says, and the lines that differ."""

from __future__ import annotations

import difflib
from pathlib import Path

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import Checked, check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.pages.reference import RuleExample
from amtsfunk.report.rows import rows
from amtsfunk.report.safe import visible
from support.example_repository import EXAMPLES, lay_out, new_posts, pages_before

_AT_MOST = 8
"""Lines of one side that are shown."""
_IN_FILES = ("swap ", "drop ", "add ", "#")
_TEXTS = (".md", ".yml", ".json", ".vtt")


def check_example(kind: str, rule: str, root: Path) -> Checked:
    """What the check says to an example, laid out below ``root``."""
    lay_out(kind, rule, root)
    choice = Choice(before=new_posts(kind, rule), pages_before=pages_before(root))
    return check_repository(root, list_tree(root), choice, None)


def example_of(rule: str, root: Path) -> RuleExample:
    """Lays the bad example out below ``root``."""
    checked = check_example("bad", rule, root / "bad")
    first = next((row for row in rows(checked.findings, "de") if row.rule == rule), None)
    assert first is not None, f"the bad example of {rule} does not show it"
    bad, good = _steps("bad", rule), _steps("good", rule)
    if bad == good:
        bad, good = _texts(root / "bad"), _texts(lay_out("good", rule, root / "good"))
    wrong: list[str] = []
    right: list[str] = []
    for name in sorted({*bad, *good}):
        for line in difflib.ndiff(good.get(name, []), bad.get(name, [])):
            if line.startswith("+ "):
                wrong.append(visible(line[2:]))
            elif line.startswith("- "):
                right.append(visible(line[2:]))
    return RuleExample(first.message, first.remedy, visible(first.path), _cut(wrong), _cut(right))


def _texts(folder: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "backslashreplace").split("\n")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name.endswith(_TEXTS)
    }


def _steps(kind: str, rule: str) -> dict[str, list[str]]:
    """Links, pipes, moved files and the like: what lines of a file could not show."""
    setup = EXAMPLES / kind / rule / "SETUP"
    lines = setup.read_text(encoding="utf-8").splitlines() if setup.exists() else []
    return {"SETUP": [line for line in lines if not line.startswith(_IN_FILES)]}


def _cut(lines: list[str]) -> str:
    shown = lines[:_AT_MOST]
    return "\n".join(shown if len(lines) <= _AT_MOST else [*shown, "…"]).strip("\n")
