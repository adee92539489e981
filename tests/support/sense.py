"""One post against the settings of the rules' examples: what the rules over its sense say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from amtsfunk.model.settings import Settings
from amtsfunk.model.team import ApprovalPolicy, Elections
from amtsfunk.rules.cases import PostCase, Tree, World
from amtsfunk.rules.rows.sense import ROWS
from amtsfunk.rules.rule import Scope
from amtsfunk.source.plans import SETTINGS_PATHS, parse_plan, parse_settings
from amtsfunk.source.posts import parse_post
from support.example_repository import BASE

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 8, tzinfo=ZONE)
ELECTION = b"windows:\n  - {name: Ratswahl, begins: 18.01.2027, ends: 14.03.2027, source: Vermerk}\n"
WEEKDAYS = b"""answer:
  - {days: [monday], begins: "9:00", ends: "17:00"}
posting:
  - {days: [monday, tuesday, wednesday, thursday, friday], begins: "8:00", ends: "18:00"}
"""


@cache
def base() -> Settings:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).exists()}
    settings = parse_settings(files)[0]
    assert settings is not None
    return settings


def with_hours(settings: Settings) -> Settings:
    from amtsfunk.model.authority import Hours  # noqa: PLC0415

    return replace(settings, hours=parse_plan("plans/hours.yml", WEEKDAYS, Hours).value)


def before_election(settings: Settings, policy: bytes | None = None) -> Settings:
    elections = parse_plan("plans/elections.yml", ELECTION, Elections).value
    read = parse_plan("plans/approval.yml", policy, ApprovalPolicy).value if policy else settings.policy
    return replace(settings, elections=elections, policy=read)


def told(
    head: str = "",
    text: str = "Die Hafenstraße ist am Dienstag gesperrt.",
    *,
    settings: Settings | None = None,
    now: datetime = NOW,
    earlier: Mapping[str, datetime | str | None] | None = None,
) -> dict[str, Mapping[str, str]]:
    """Rule → values of its first finding. ``head``: lines of the front matter beside channels and topic."""
    given = {line.partition(":")[0] for line in head.splitlines()}
    usual = {"channels": "channels: [website, mastodon]\n", "topic": "topic: verkehr\n"}
    lines = "".join(line for key, line in usual.items() if key not in given) + (f"{head}\n" if head else "")
    data = f"---\n{lines}---\n# Titel\n\n{text}\n".encode()
    parsed = parse_post("content/posts/2026/12/beispiel.md", data, ZONE)
    assert parsed.value is not None, parsed.findings
    case = PostCase(parsed.value, parsed.positions, World(Tree(()), now, settings or base(), earlier=earlier))
    keys = parsed.value.head.model_fields_set
    found: dict[str, Mapping[str, str]] = {}
    for rule in ROWS:
        asked = not rule.only_with or not keys.isdisjoint(rule.only_with)
        if rule.scope in (Scope.post, Scope.settled) and asked and rule.check is not None:
            for _, values in rule.check(case):
                found.setdefault(rule.id, values)
    return found
