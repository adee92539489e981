"""What setting a repository up goes by, and one difference between what it is and what it must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amtsfunk.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Office:
    """``root``: the work tree; ``today``: on which day roles count; ``pages``: the public website shall lie on the
    forge; ``credentials``: names of the secrets that the channels need; ``minutes``: what the schedule costs a month,
    in billed minutes, None where no times are set."""

    root: Path
    settings: Settings
    today: date
    pages: bool = False
    credentials: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """``what``: the thing that differs; ``lines``: each difference in a sentence that says why it matters; ``act``
    mends all of them at once, None where only a person can."""

    what: str
    lines: tuple[str, ...]
    act: Callable[[], None] | None = None
