"""What the networks take."""

from __future__ import annotations

from amtsfunk.rules import limits
from amtsfunk.rules.rule import ERROR, Rule, Scope

ROWS: tuple[Rule, ...] = (
    Rule("too-long", ERROR, "R23", Scope.settled, limits.find_too_long, when_over=False),
    Rule("too-many-pictures", ERROR, "R23", Scope.settled, limits.find_too_many_pictures, ("pictures",),
         when_over=False),
    Rule("alt-text-too-long", ERROR, "R23; WCAG 1.1.1", Scope.settled, limits.find_too_long_alt_text,
         ("pictures",), when_over=False),
)  # fmt: skip
