"""The team: who is responsible, who stands in, whose time is over."""

from __future__ import annotations

from amtsfunk.rules import roles
from amtsfunk.rules.rule import ERROR, WARNING, Rule, Scope

ROWS: tuple[Rule, ...] = (
    Rule("no-overall-responsible", WARNING, "R09", Scope.plans, roles.find_no_overall_responsible),
    Rule("several-overall-responsible", WARNING, "R09", Scope.plans, roles.find_several_overall_responsible),
    Rule("unfilled-role", WARNING, "R08, R15, R17", Scope.plans, roles.find_unfilled_role),
    Rule("too-few-stewards", WARNING, "R12", Scope.plans, roles.find_too_few_stewards),
    Rule("reviewer-without-account", WARNING, "R12", Scope.plans, roles.find_reviewer_without_account),
    Rule("external-with-approval", ERROR, "R74", Scope.plans, roles.find_external_with_approval),
    Rule("owner-not-in-office", WARNING, "R11", Scope.plans, roles.find_owner_not_in_office),
    Rule("owner-outside-press-office", WARNING, "R11, R74", Scope.plans, roles.find_owner_outside_press_office),
    Rule("expired-training", WARNING, "R17, R78", Scope.plans, roles.find_expired_training),
)
