"""Where the plans lie. Names only, so that a rule knows them without the models behind them."""

from __future__ import annotations

WAIVERS = "plans/waivers.yml"
LIMITS = "plans/limits.yml"
NOTIFY = "plans/notify.yml"
ANSWERS = "plans/answers.yml"
PLAN = "plans/plan.yml"
ROTA, RADAR, GOALS, CRISIS = "plans/rota.yml", "plans/radar.yml", "plans/goals.yml", "plans/crisis.yml"
SNIPPETS, MODULES, WEEKS = "content/snippets/", "content/modules/", "plans/weeks/"
APPLICATIONS, LAW = "plans/applications/", "site/law/"
CLAUSES, MEASURES = "netiquette/clauses.yml", "netiquette/measures.yml"
VERSIONS = "/versions/"
"""What lies below such a folder of netiquette or guidelines was in force once, and is a copy that nobody changes."""
