"""What a mutant is: one guard taken out of the program, and the tests that have to notice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path("scripts/amtsfunk")
_GUARDS = Path(__file__).with_name("guards")


@dataclass(frozen=True, slots=True)
class Mutant:
    """``guards``: the invariant (I1 to I12), the approval's condition or the promise of DELIVERY.md that is taken away;
    ``file``: below ``scripts/amtsfunk``; ``old`` stands there exactly once and becomes ``new``; ``tests``: below
    ``tests``, of which one at least must fail then."""

    id: str
    guards: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def flaw(self, root: Path) -> str | None:
        """Why this mutant is none any more, or None: the guard moved, so this list has to follow."""
        path = root / PROGRAM / self.file
        if not path.is_file():
            return f"{self.file} is gone"
        count = path.read_text(encoding="utf-8").count(self.old)
        if count != 1:
            return f"the old text stands {count} times in {self.file}"
        absent = [test for test in self.tests if not _is_there(root / "tests", test)]
        if not self.tests or absent:
            return f"no such test: {', '.join(absent) or 'none is named'}"
        return None


def read_mutants() -> Iterator[Mutant]:
    """All of them, from ``guards/*.toml``, one file a topic."""
    for file in sorted(_GUARDS.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["mutant"]:
            yield Mutant(**{**entry, "tests": tuple(entry["tests"])})


def _is_there(folder: Path, test: str) -> bool:
    name, _, function = test.partition("::")
    path = folder / name
    return path.is_file() and f"def {function.split('[')[0]}" in path.read_text(encoding="utf-8")
