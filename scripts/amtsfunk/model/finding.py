"""What the checks say about a place in a file. Free of language: texts come from the catalogue at report time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """Ordered, so that a threshold can be compared."""

    notice = 1
    warning = 2
    error = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the repository: POSIX path from the root, line and column from 1, column in code points."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word about one place. ``values`` fill the placeholders of the rule's message and remedy."""

    rule: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.place.path, self.place.line, self.place.column, self.rule)
