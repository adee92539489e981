"""Clauses, measures, and what the guidelines deal with."""

from __future__ import annotations

from amtsfunk.rules import netiquette
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

ROWS: tuple[Rule, ...] = (
    Rule("missing-clause", WARNING, "R31–R34, R36, R40, R41", Scope.pages, netiquette.find_missing_clause),
    Rule("criticism-as-reason", ERROR, "R41", Scope.pages, netiquette.find_criticism_as_reason),
    Rule("measure-for-promise", ERROR, "R41", Scope.pages, netiquette.find_measure_for_promise),
    Rule("missing-step", WARNING, "R37, R38, R39", Scope.pages, netiquette.find_missing_step),
    Rule("steps-out-of-order", WARNING, "R37; OVG Münster 13 A 1535/21", Scope.pages,
         netiquette.find_steps_out_of_order),
    Rule("complaint-alone", ERROR, "R39, R42", Scope.pages, netiquette.find_complaint_alone),
    Rule("channel-without-measure", WARNING, "R37", Scope.pages, netiquette.find_channel_without_measure),
    Rule("copied-easy-wording", WARNING, "BITV 2.0 § 4", Scope.pages, netiquette.find_copied_easy_wording),
    Rule("long-easy-sentence", NOTICE, "BITV 2.0 § 4", Scope.pages, netiquette.find_long_easy_sentence),
    Rule("unknown-counted-measure", ERROR, "R37", Scope.pages, netiquette.find_unknown_counted_measure),
    Rule("unfinished-year", WARNING, "R37", Scope.pages, netiquette.find_unfinished_year),
    Rule("more-changed-than-reviewed", ERROR, "R37", Scope.pages, netiquette.find_more_changed_than_reviewed),
    Rule("overdue-review", WARNING, "R65", Scope.pages, netiquette.find_overdue_review),
    Rule("missing-guideline", WARNING, "R44, R47, R50, R58, R63, R77; BVerfGE 44, 125", Scope.pages,
         netiquette.find_missing_guideline),
    Rule("unagreed-guideline", WARNING, "R64", Scope.pages, netiquette.find_unagreed_guideline),
)  # fmt: skip
