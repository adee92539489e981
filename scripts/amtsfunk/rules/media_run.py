"""Judging media files, each by itself: pure, as all running of rules is (``amtsfunk.rules.run``)."""

from __future__ import annotations

from collections.abc import Iterable

from amtsfunk.model.finding import Finding
from amtsfunk.rules.cases import MediaCase, World
from amtsfunk.rules.registry import rules_of
from amtsfunk.rules.rule import Scope


def check_media(paths: Iterable[str], world: World) -> list[Finding]:
    """What is wrong with these media files and with the rights files beside them; paths that are none are passed."""
    rules = [(rule.id, rule.check) for rule in rules_of(Scope.media) if rule.check is not None]
    findings: list[Finding] = []
    for path in paths:
        file = world.media.get(path)
        if file is None or path.endswith(".vtt"):
            continue
        parsed = world.rights.get(path)
        findings.extend(() if parsed is None else parsed.findings)
        case = MediaCase(path, file, None if parsed is None else parsed.mended, world)
        for rule_id, find in rules:
            findings.extend(Finding(rule_id, place, values) for place, values in find(case))
    return findings
