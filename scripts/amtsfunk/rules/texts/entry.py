"""What an entry of the catalogue is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's text of a rule. ``remedy`` is for when no better line is known; ``fixed``, where a rule can tell
    what to write instead, is used when the finding brings a value ``fixed`` that is not empty."""

    message: str
    remedy: str
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    de: Words
    en: Words
