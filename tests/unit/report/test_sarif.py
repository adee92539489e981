"""SARIF 2.1.0: the shape that forges read, and nothing lost on the way."""

from __future__ import annotations

import json

from amtsfunk.model.finding import Finding, Place
from amtsfunk.report.rows import rows, summarise, waived_rows
from amtsfunk.report.sarif import render_sarif
from amtsfunk.rules.waiving import Waived

PATH = "content/posts/2026/12/ümlaut 100%.md"
TOPIC = Finding("unknown-topic", Place(PATH, 4, 8), {"value": "verker", "known": "verkehr"})
MENTION = Finding("mention-without-account", Place(PATH, 5, 12), {"value": "a", "name": "Archiv", "known": "x"})
HANDBOOK = "https://intern.example/handbuch/regeln.html"


def sarif(handbook: str = "") -> dict[str, object]:
    found = rows([TOPIC], "de", handbook)
    summary = summarise(found, 1, waived_rows([Waived(MENTION, "Der Name reicht.")], "de", handbook))
    run: dict[str, object] = json.loads(render_sarif(found, summary))["runs"][0]
    return run


def test_a_finding_has_its_place_level_and_rule() -> None:
    first = sarif()["results"][0]  # type: ignore[index]
    assert (first["ruleId"], first["level"]) == ("unknown-topic", "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4, "startColumn": 8}
    assert place["artifactLocation"]["uri"] == "content/posts/2026/12/%C3%BCmlaut%20100%25.md"
    assert "suppressions" not in first


def test_what_was_set_aside_is_suppressed_with_its_reason() -> None:
    second = sarif()["results"][1]  # type: ignore[index]
    assert second["ruleId"] == "mention-without-account"
    assert second["suppressions"] == [{"kind": "external", "justification": "Der Name reicht."}]


def test_every_rule_that_spoke_is_described_and_linked() -> None:
    run = sarif(HANDBOOK)
    described = run["tool"]["driver"]["rules"]  # type: ignore[index]
    assert [rule["id"] for rule in described] == ["unknown-topic", "mention-without-account"]
    assert [rule["helpUri"] for rule in described] == [f"{HANDBOOK}#{rule['id']}" for rule in described]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1]  # type: ignore[index]
    assert all(rule["properties"]["source"] for rule in described)
    assert {rule["defaultConfiguration"]["level"] for rule in described} == {"error", "note"}
