"""Netiquette and guidelines."""

from __future__ import annotations

from amtsfunk.rules import kept, page_links, pages
from amtsfunk.rules.rule import ERROR, Rule, Scope

ROWS: tuple[Rule, ...] = (
    Rule("repeated-entry", ERROR, "R30", Scope.pages, pages.find_repeated_entry),
    Rule("vanished-entry", ERROR, "R30", Scope.pages, pages.find_vanished_entry),
    Rule("repeated-number", ERROR, "R65", Scope.pages, pages.find_repeated_number),
    Rule("review-before-force", ERROR, "R65", Scope.pages, pages.find_review_before_force),
    Rule("link-to-nowhere", ERROR, "files", Scope.pages, page_links.find_link_to_nowhere),
    Rule("link-to-no-heading", ERROR, "files", Scope.pages, page_links.find_link_to_no_heading),
    Rule("version-not-kept", ERROR, "R65", Scope.pages, kept.find_version_not_kept),
    Rule("changed-without-version", ERROR, "R65", Scope.pages, kept.find_changed_without_version),
    Rule("altered-version", ERROR, "R65", Scope.pages, kept.find_altered_version),
    Rule("unlisted-version", ERROR, "R65", Scope.pages, kept.find_unlisted_version),
)
