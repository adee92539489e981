"""Whether a post makes sense: its time, its kind, what belongs together, what it corrects or repeats."""

from __future__ import annotations

from amtsfunk.model.post import Kind
from amtsfunk.rules import corrections, repeats, sense, timing
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_ELECTION = "R24; BVerfGE 44, 125"
_ENDING = (Kind.correction, Kind.withdrawal)

_TIMING = (
    Rule("past-time", ERROR, "times", Scope.settled, timing.find_past_time, ("publish_at",)),
    Rule("time-just-past", WARNING, "times", Scope.settled, timing.find_time_just_past, ("publish_at",)),
    Rule("far-future", WARNING, "times", Scope.settled, timing.find_far_future, ("publish_at",), when_over=False),
    Rule("outside-posting-hours", WARNING, "R02, R05", Scope.settled, timing.find_outside_posting_hours,
         ("publish_at",), when_over=False),
    Rule("public-holiday", WARNING, "R05", Scope.settled, timing.find_public_holiday, ("publish_at",), when_over=False),
    Rule("odd-latest", WARNING, "times", Scope.post, timing.find_odd_latest, ("latest",)),
    Rule("paid-before-election", ERROR, _ELECTION, Scope.settled, timing.find_paid_before_election, ("paid",)),
    Rule("before-election", NOTICE, _ELECTION, Scope.settled, timing.find_before_election, ("publish_at",),
         when_over=False),
)  # fmt: skip

_KINDS = (
    Rule("paid-news", ERROR, "R27", Scope.post, sense.find_paid_news, ("paid",)),
    Rule("paid-without-decision", ERROR, "R27", Scope.post, sense.find_paid_without_decision, ("paid",)),
    Rule("decision-without-paid", NOTICE, "R27", Scope.post, sense.find_decision_without_paid, ("decision",)),
    Rule("statement-without-office", ERROR, "R71", Scope.settled, sense.find_statement_without_office,
         kinds=(Kind.statement,)),
    Rule("office-without-statement", NOTICE, "R71", Scope.post, sense.find_office_without_statement, ("office",)),
    Rule("link-only-in-head", WARNING, "R25", Scope.settled, sense.find_link_only_in_head, ("link",), when_over=False),
    Rule("incomplete-rebuttal", ERROR, "R43", Scope.post, sense.find_incomplete_rebuttal, kinds=(Kind.rebuttal,)),
    Rule("stray-rebuttal", NOTICE, "R43", Scope.post, sense.find_stray_rebuttal, ("claim_url", "evidence")),
    Rule("timely-without-occasion", WARNING, "R20", Scope.post, sense.find_timely_without_occasion, ("timely",)),
    Rule("news-without-occasion", NOTICE, "R20", Scope.post, sense.find_news_without_occasion, kinds=(Kind.news,)),
    Rule("short-in-parts", WARNING, "R75", Scope.post, sense.find_short_in_parts, kinds=(Kind.short,)),
    Rule("short-too-long", NOTICE, "R75", Scope.post, sense.find_short_too_long, kinds=(Kind.short,)),
    Rule("part-without-marks", WARNING, "format", Scope.post, sense.find_part_without_marks, when_over=False),
    Rule("unlisted-crisis", WARNING, "R44", Scope.post, sense.find_unlisted_crisis, ("visibility", "channel_options")),
    Rule("dialogue-without-comments", NOTICE, "R29", Scope.settled, sense.find_dialogue_without_comments,
         kinds=(Kind.dialogue,)),
    Rule("unshown-content-warning", NOTICE, "R23", Scope.settled, sense.find_unshown_warning, ("content_warning",)),
)  # fmt: skip

_POLLS = (
    Rule("poll-option-too-long", ERROR, "R23", Scope.settled, sense.find_poll_option_too_long, ("poll",)),
    Rule("poll-option-twice", ERROR, "R23", Scope.post, sense.find_poll_option_twice, ("poll",)),
    Rule("poll-duration", ERROR, "R23", Scope.settled, sense.find_poll_duration, ("poll",)),
    Rule("poll-not-there", WARNING, "R23", Scope.settled, sense.find_poll_not_there, ("poll",)),
)

_MENDING = (
    Rule("unmarked-correction", WARNING, "R48", Scope.settled, corrections.find_unmarked_correction, kinds=_ENDING),
    Rule("future-since", WARNING, "R48", Scope.settled, corrections.find_future_since, ("since",)),
    Rule("correction-missing-channel", WARNING, "R47, R48", Scope.linked, corrections.find_correction_missing_channel),
    Rule("correction-of-unpublished", WARNING, "R47", Scope.linked, corrections.find_correction_of_unpublished),
    Rule("correction-of-correction", NOTICE, "R48", Scope.linked, corrections.find_correction_of_correction),
    Rule("mend-not-possible", ERROR, "R47", Scope.settled, corrections.find_mend_not_possible, kinds=_ENDING),
    Rule("edit-in-other-parts", ERROR, "R47", Scope.linked, corrections.find_edit_in_other_parts),
    Rule("repeat-too-soon", WARNING, "R02", Scope.linked, corrections.find_repeat_too_soon),
    Rule("same-text-twice", WARNING, "delivery", Scope.all, repeats.find_same_text_twice),
)

ROWS: tuple[Rule, ...] = (*_TIMING, *_KINDS, *_POLLS, *_MENDING)
