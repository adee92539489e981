"""Netiquette and guidelines."""

from __future__ import annotations

from amtsfunk.rules import pages
from amtsfunk.rules.rule import ERROR, Rule, Scope

ROWS: tuple[Rule, ...] = (
    Rule("repeated-entry", ERROR, "R30", Scope.pages, pages.find_repeated_entry),
    Rule("vanished-entry", ERROR, "R30", Scope.pages, pages.find_vanished_entry),
    Rule("repeated-number", ERROR, "R65", Scope.pages, pages.find_repeated_number),
    Rule("review-before-force", ERROR, "R65", Scope.pages, pages.find_review_before_force),
)
