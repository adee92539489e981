"""Agreed texts and plans of the office."""

from __future__ import annotations

from amtsfunk.rules import (
    agreed,
    answers,
    applications,
    crisis,
    duty,
    goals,
    law,
    notify,
    office,
    planned,
    replies,
    weeks,
)
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_LAW = "files; Landesrecht"

_NAMES = (
    Rule("unknown-sign", ERROR, "R12", Scope.office, office.find_unknown_sign),
    Rule("unknown-name", ERROR, "files", Scope.office, office.find_unknown_name),
    Rule("repeated-name", ERROR, "files", Scope.office, office.find_repeated_name),
    Rule("date-in-future", ERROR, "R19, R45, R67", Scope.office, office.find_date_in_future),
)

_AGREED = (
    Rule("agreed-by-nobody-fitting", WARNING, "R13, R19", Scope.office, agreed.find_agreed_by_nobody_fitting),
    Rule("valid-before-agreed", ERROR, "R19", Scope.office, agreed.find_valid_before_agreed),
    Rule("expired-text", ERROR, "R19", Scope.office, agreed.find_expired),
    Rule("expiring-text", WARNING, "R19", Scope.office, agreed.find_expiring),
    Rule("repeated-title", WARNING, "R19, R73", Scope.office, agreed.find_repeated_title),
    Rule("clause-without-reply", WARNING, "R73", Scope.office, replies.find_clause_without_reply),
    Rule("reply-for-another", WARNING, "R73", Scope.office, replies.find_reply_for_another),
    Rule("reply-without-version", WARNING, "R30, R65, R73", Scope.office, replies.find_reply_without_version),
    Rule("undeclared-blank", ERROR, "R13, R19", Scope.office, agreed.find_undeclared_blank),
    Rule("unused-slot", WARNING, "R13, R19", Scope.office, agreed.find_unused_slot),
)

_PLANNED = (
    Rule("repeated-week", ERROR, "R06", Scope.office, duty.find_repeated_week),
    Rule("day-outside-week", ERROR, "R06", Scope.office, duty.find_day_outside_week),
    Rule("own-substitute", ERROR, "R06", Scope.office, duty.find_own_substitute),
    Rule("duty-without-role", WARNING, "R06, R17", Scope.office, duty.find_duty_without_role),
    Rule("duty-while-away", WARNING, "R06", Scope.office, duty.find_duty_while_away),
    Rule("duty-untrained", WARNING, "R17, R78", Scope.office, duty.find_duty_untrained),
    Rule("mail-without-tls", WARNING, "DSGVO Art. 32", Scope.office, notify.find_mail_without_tls),
    Rule("private-mailbox", ERROR, "R36; DSGVO Art. 5", Scope.office, notify.find_private_mailbox),
    Rule("week-file-name", ERROR, "R18; files", Scope.office, weeks.find_week_file_name),
    Rule("slot-outside-week", ERROR, "R18", Scope.office, weeks.find_slot_outside_week),
    Rule("empty-slot", WARNING, "R18", Scope.office, weeks.find_empty_slot),
    Rule("unknown-planned-post", WARNING, "R18", Scope.office, weeks.find_unknown_planned_post),
    Rule("slot-differs-from-post", WARNING, "R18", Scope.office, weeks.find_slot_differing_from_post),
)

_AIMS = (
    Rule("goal-without-way", ERROR, "R45", Scope.office, goals.find_goal_without_way),
    Rule("goal-measured-by-half", ERROR, "R45", Scope.office, goals.find_goal_measured_by_half),
    Rule("goal-overdue", WARNING, "R45", Scope.office, goals.find_goal_overdue),
    Rule("challenge-overdue", WARNING, "R46", Scope.office, goals.find_challenge_overdue),
    Rule("challenge-reached-too-early", NOTICE, "R46", Scope.office, goals.find_challenge_reached_too_early),
    Rule("more-within-than-asked", ERROR, "R07", Scope.office, answers.find_more_within_than_asked),
    Rule("answers-of-a-week-ahead", WARNING, "R07", Scope.office, answers.find_answers_of_a_week_ahead),
    Rule("radar-overdue", WARNING, "R67", Scope.office, goals.find_radar_overdue),
    Rule("person-in-radar", ERROR, "R67; DSGVO Art. 5", Scope.office, goals.find_person_in_radar),
)

_CRISIS = (
    Rule("level-without-person", WARNING, "R44", Scope.office, crisis.find_level_without_person),
    Rule("scenario-without-module", NOTICE, "R44", Scope.office, crisis.find_scenario_without_module),
    Rule("lapsed-crisis-module", WARNING, "R44", Scope.office, crisis.find_lapsed_crisis_module),
    Rule("unfit-crisis-module", WARNING, "R44", Scope.office, crisis.find_unfit_crisis_module),
    Rule("private-number", ERROR, "R44; DSGVO Art. 5", Scope.office, crisis.find_private_number),
)

_APPLICATIONS = (
    Rule("application-unanswered", ERROR, "application", Scope.office, applications.find_unanswered),
    Rule("application-open", NOTICE, "application", Scope.office, applications.find_still_open),
    Rule("application-sections", WARNING, "application", Scope.office, applications.find_disordered_sections),
    Rule("application-undecided", ERROR, "application", Scope.office, applications.find_undecided),
    Rule("application-without-sheet", WARNING, "R70", Scope.office, applications.find_without_sheet),
    Rule("application-decided-by-others", WARNING, "R08, R09", Scope.office, applications.find_decided_by_others),
    Rule("application-review-overdue", WARNING, "R69", Scope.office, applications.find_review_overdue),
)

_LOOKED_UP = (
    Rule("law-file-name", ERROR, _LAW, Scope.office, law.find_law_file_name),
    Rule("missing-law", WARNING, _LAW, Scope.office, law.find_missing_law),
    Rule("unchecked-law", WARNING, _LAW, Scope.office, law.find_unchecked_law),
    Rule("stale-law", WARNING, _LAW, Scope.office, law.find_stale_law),
    Rule("missing-law-entry", WARNING, _LAW, Scope.office, law.find_missing_law_entry),
    Rule("stale-limit", NOTICE, "R23", Scope.office, law.find_stale_limit),
)

_WHOLE_PLAN = (
    Rule("plan-reversed", WARNING, "R01, R18", Scope.office, planned.find_reversed_numbers),
    Rule("odd-week", WARNING, "R01, R03", Scope.plan, planned.find_odd_week),
    Rule("odd-day", NOTICE, "R01, R03", Scope.plan, planned.find_odd_day),
    Rule("posts-clash", WARNING, "R02", Scope.plan, planned.find_clash),
    Rule("posts-too-close", NOTICE, "R02", Scope.plan, planned.find_too_close),
    Rule("crowded-day", NOTICE, "R02", Scope.plan, planned.find_crowded_day),
    Rule("open-weekend", WARNING, "R04", Scope.plan, planned.find_open_weekend),
    Rule("untimed-place", NOTICE, "R02, R18", Scope.plan, planned.find_untimed_place),
    Rule("low-coverage", WARNING, "R18", Scope.plan, planned.find_low_coverage),
    Rule("topic-balance", NOTICE, "R21", Scope.plan, planned.find_topic_balance),
    Rule("audience-balance", NOTICE, "R22, R72", Scope.plan, planned.find_audience_balance),
    Rule("overload", WARNING, "R10", Scope.plan, planned.find_overload),
    Rule("dormant-channel", WARNING, "R69", Scope.plan, planned.find_dormant_channel),
    Rule("not-on-website", WARNING, "R56", Scope.plan, planned.find_not_on_website),
    Rule("uncovered-duty", WARNING, "R06", Scope.plan, planned.find_uncovered_duty),
    Rule("training-ending", NOTICE, "R17, R78", Scope.plan, planned.find_training_ending),
    Rule("sensitive-without-second", WARNING, "R76", Scope.plan, planned.find_sensitive_without_second),
    Rule("post-on-quiet-day", WARNING, "R26", Scope.plan, planned.find_post_on_quiet_day),
)

AGREED: tuple[Rule, ...] = (*_NAMES, *_AGREED, *_APPLICATIONS)
PLANNED: tuple[Rule, ...] = (*_PLANNED, *_WHOLE_PLAN, *_AIMS)
PREPARED: tuple[Rule, ...] = (*_CRISIS, *_LOOKED_UP)
