"""What reading a file yields: a value or none, everything that is wrong with it, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from amtsfunk.model.finding import Finding, Place

T = TypeVar("T")

Spot = tuple[Any, ...]
"""Where a node stands: ``(line, column)`` of a text, ``(line, column, {key: (line, column, spot)})`` of a mapping,
``(line, column, [spot])`` of a list; a bare number is a whole line. Plain tuples, because few files are ever asked."""

TOP: Spot = (1, 1, {})


@dataclass(frozen=True, slots=True)
class Positions:
    """Places of the keys and values of one file, asked for by the path that leads to them.

    ``top`` may be a function that finds out: nobody asks where things stand in a file that is in order.
    """

    path: str
    top: Spot | Callable[[], Spot] = TOP

    def at(self, *path: str | int) -> Place:
        """The place of the value at ``path``, or of its nearest known parent; ``at()`` is the top of the file.

        Front matter by its keys (``at("channels", 1)``), a post's body by ``title``, ``parts`` and ``channel_texts``
        (``at("parts", 0)``; ``at("parts", 0, "text", 3)`` is the fourth line of that part's text).
        """
        return Place(self.path, *self._find(path)[:2])

    def key(self, *path: str | int) -> Place:
        """The place of the key itself: what ``unknown-key`` points at."""
        if not path:
            return self.at()
        parent = self._find(path[:-1])
        entry = parent[2].get(path[-1]) if len(parent) > 2 and isinstance(parent[2], dict) else None
        return Place(self.path, *entry[:2]) if entry else self.at(*path)

    def _find(self, path: tuple[str | int, ...]) -> Spot:
        spot: Spot = self.top if isinstance(self.top, tuple) else self.top()
        for step in path:
            inner = spot[2] if len(spot) > 2 else None
            if isinstance(inner, dict) and step in inner:
                spot = inner[step][2]
            elif isinstance(inner, list) and isinstance(step, int) and -len(inner) <= step < len(inner):
                found = inner[step]
                spot = (found, 1) if isinstance(found, int) else found
            else:
                break
        return spot


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """One file, read.

    ``value`` is there only where nothing in the file was guessed: it is what may be approved and sent. ``mended`` is
    the best reading of a faulty file (a corrected line, a key left out), so that the rules can say everything at once;
    it equals ``value`` where there is one and is never sent. ``findings`` are in the order of the file.
    """

    value: T | None
    findings: tuple[Finding, ...]
    positions: Positions
    mended: T | None = field(default=None)
