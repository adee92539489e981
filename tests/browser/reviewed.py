"""axe's „incomplete": what it could not decide, less what a person has looked at and written down with a reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LIST = Path(__file__).with_name("incomplete.toml")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One kind of doubt. ``pages`` and ``target`` match a whole address and a whole selector, in windows of at most
    ``width`` px; ``because``: why it is in order; ``seen``: a page where axe still has this doubt at that width."""

    rule: str
    pages: re.Pattern[str]
    target: re.Pattern[str]
    width: int
    because: str
    seen: str

    def covers(self, rule: str, page: str, width: int, target: str) -> bool:
        return (
            (rule == self.rule and width <= self.width)
            and self.pages.fullmatch(page) is not None
            and self.target.fullmatch(target) is not None
        )


def read_reviewed() -> tuple[Reviewed, ...]:
    """The list that stands beside this module."""
    entries = tomllib.loads(_LIST.read_text(encoding="utf-8"))["reviewed"]
    return tuple(
        Reviewed(
            entry["rule"],
            re.compile(entry["pages"]),
            re.compile(entry["target"]),
            entry["width"],
            entry["because"],
            entry["seen"],
        )
        for entry in entries
    )


def undecided(result: dict[str, Any], page: str, width: int, reviewed: tuple[Reviewed, ...]) -> list[str]:
    """``incomplete RULE SELECTOR: what axe says`` for everything that nobody has looked at yet.

    ``page``: ``public/…`` or ``internal/…``, from the root of the site.
    """
    return [
        f"incomplete {rule} {target}: {_said(node)}"
        for rule, target, node in doubts(result)
        if not any(one.covers(rule, page, width, target) for one in reviewed)
    ]


def doubts(result: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Rule, selector and node of everything that axe left open."""
    return [
        (rule["id"], " ".join(map(str, node["target"])), node)
        for rule in result["incomplete"]
        for node in rule["nodes"]
    ]


def _said(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]) if check["message"])
