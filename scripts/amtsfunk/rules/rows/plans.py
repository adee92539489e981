"""The settings."""

from __future__ import annotations

from amtsfunk.rules import plans
from amtsfunk.rules.rule import ERROR, WARNING, Rule, Scope

_FORMAT = "format"

ROWS: tuple[Rule, ...] = (
    Rule("unknown-owner", ERROR, "R11", Scope.plans, plans.find_unknown_owner),
    Rule("unknown-network", WARNING, "R23", Scope.plans, plans.find_unknown_network),
    Rule("shared-account", ERROR, "delivery", Scope.plans, plans.find_shared_account),
    Rule("role-without-person", ERROR, "R08, R13", Scope.plans, plans.find_role_without_person),
    Rule("end-before-begin", ERROR, "R05, R06; BVerfGE 44, 125", Scope.plans, plans.find_end_before_begin),
    Rule("ignored-example-now", WARNING, _FORMAT, Scope.plans, plans.find_ignored_example_now),
    Rule("unreadable-example-now", ERROR, _FORMAT, Scope.plans, plans.find_unreadable_example_now),
)
