"""Exceptions from rules, judged where findings are set aside (``amtsfunk.rules.waiving``), after all others."""

from __future__ import annotations

from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_WAIVERS = "waivers"

ROWS: tuple[Rule, ...] = (
    Rule("unknown-waiver", ERROR, _WAIVERS, Scope.waiving),
    Rule("waiver-of-error", ERROR, _WAIVERS, Scope.waiving),
    Rule("waiver-by-nobody", ERROR, _WAIVERS, Scope.waiving),
    Rule("expired-waiver", WARNING, _WAIVERS, Scope.waiving),
    Rule("unused-waiver", NOTICE, _WAIVERS, Scope.waiving),
)
