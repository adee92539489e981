"""Every rule, in the open: one topic a line, its rows in ``amtsfunk.rules.rows``."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.rows import limits, names, pages, plans, posts, reading, together, waiving
from amtsfunk.rules.rule import Rule, Scope

ALL_RULES: tuple[Rule, ...] = (
    *reading.ROWS,
    *names.ROWS,
    *posts.ROWS,
    *limits.ROWS,
    *plans.ROWS,
    *pages.ROWS,
    *together.ROWS,
    *waiving.ROWS,
)
RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in ALL_RULES}


def rules_of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in ALL_RULES if rule.scope is scope)
