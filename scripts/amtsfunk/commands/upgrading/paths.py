"""Whose is what: every path is the authority's or belongs to a part of the product. There is no other such table.

A part is taken over together: a repository that carries none of it (because the program is installed from a package,
say) is given none of it.
"""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase


class Part(StrEnum):
    """``authority`` is the house's own, and never touched; everything else comes from the product."""

    authority = "authority"
    program = "program"
    pages = "pages"
    papers = "papers"
    surroundings = "surroundings"
    workshop = "workshop"


RECORD = "amtsfunk.lock"
"""Which files of the product lie here, with their digests: written when an authority is founded and at each upgrade."""

LABELS = {
    Part.authority: "Ihre Behörde",
    Part.program: "Programm",
    Part.pages: "Vorlagen der Websites",
    Part.papers: "Beschreibungen",
    Part.surroundings: "Vorgaben für Forge und Editor",
    Part.workshop: "Werkstatt: Tests und Begründungen",
}

ROWS: tuple[tuple[str, Part], ...] = (
    ("content/*", Part.authority),
    ("plans/*", Part.authority),
    ("netiquette/*", Part.authority),
    ("guidelines/*", Part.authority),
    ("site/law/*", Part.authority),
    (".github/CODEOWNERS", Part.authority),
    (RECORD, Part.authority),
    ("scripts/*", Part.program),
    ("pyproject.toml", Part.program),
    ("setup.py", Part.program),
    ("requirements*.lock", Part.program),
    ("Makefile", Part.program),
    (".ci/*", Part.program),
    ("site/*", Part.pages),
    ("mkdocs.yml", Part.pages),
    ("tests/*", Part.workshop),
    ("docs/decisions/*", Part.workshop),
    ("docs/*", Part.papers),
    ("README.md", Part.papers),
    ("CHANGELOG.md", Part.papers),
    ("LICENSE", Part.papers),
    (".github/*", Part.surroundings),
    (".vscode/*", Part.surroundings),
    (".editorconfig", Part.surroundings),
    (".gitattributes", Part.surroundings),
    (".gitignore", Part.surroundings),
    (".pre-commit-config.yaml", Part.surroundings),
    (".pre-commit-hooks.yaml", Part.surroundings),
)
"""Shell pattern (``*`` also crosses folders) and part; the first row that fits counts."""


def part_of(path: str, rows: tuple[tuple[str, Part], ...] = ROWS) -> Part | None:
    """None for a path that no row knows: then it is the house's own, and no version brings one."""
    return next((part for pattern, part in rows if fnmatchcase(path, pattern)), None)


def is_product(path: str) -> bool:
    return part_of(path) not in (None, Part.authority)
