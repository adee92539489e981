"""Findings as SARIF 2.1.0, the form in which forges and editors read what a checker found.

One run; each rule that spoke is described once (``tool.driver.rules``); what was set aside is there as a suppressed
result with its reason. Columns are code points; paths are percent-encoded, relative to the repository.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from amtsfunk import __version__
from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import Row, Summary

_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.notice: "note"}


def render_sarif(found: Sequence[Row], summary: Summary) -> str:
    rules: dict[str, Row] = {}
    for row in (*found, *(one.row for one in summary.waived)):
        rules.setdefault(row.rule, row)
    order = {rule: index for index, rule in enumerate(rules)}
    results = [_result(row, order) for row in found]
    results += [
        # Whether the reason stands in the file or in the list of exceptions is no matter of the reader's.
        {**_result(one.row, order), "suppressions": [{"kind": "external", "justification": one.because}]}
        for one in summary.waived
    ]
    driver = {"name": "Amtsfunk", "version": __version__, "rules": [_rule(row) for row in rules.values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    shape = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(shape, indent=2) + "\n"


def _rule(row: Row) -> dict[str, Any]:
    help_uri = {"helpUri": row.reference} if row.reference else {}
    return {
        "id": row.rule,
        "properties": {"source": row.source},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
        **help_uri,
    }


def _result(row: Row, order: dict[str, int]) -> dict[str, Any]:
    path = quote(row.path.encode("utf-8", "surrogateescape"))
    location = {
        "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": row.line, "startColumn": row.column},
    }
    return {
        "ruleId": row.rule,
        "ruleIndex": order[row.rule],
        "level": _LEVELS[row.severity],
        "message": {"text": f"{row.message}\n{row.remedy}" if row.remedy else row.message},
        "locations": [{"physicalLocation": location}],
    }
