"""Findings for other programs: a stable shape, described here and held by a test.

``{"version": 1, "summary": {"posts", "errors", "warnings", "notices"}, "findings": [{"rule", "severity", "path",
"line", "column", "message", "remedy", "source", "reference"}], "waived": [{…the same…, "because"}]}``

``severity`` is ``error``, ``warning`` or ``notice``; ``path`` is the POSIX path from the root of the repository, an
undecodable byte of a file name written as ``\\xNN``; ``line`` and ``column`` count from 1, columns in code points. Keys
may be added, none is taken away or changes its meaning while ``version`` is 1. The output is ASCII.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import Row, Summary
from amtsfunk.report.safe import encodable

VERSION = 1


def render_json(found: Sequence[Row], summary: Summary) -> str:
    shape = {
        "version": VERSION,
        "summary": {
            "posts": summary.posts,
            "errors": summary.counts[Severity.error],
            "warnings": summary.counts[Severity.warning],
            "notices": summary.counts[Severity.notice],
        },
        "findings": [_finding(row) for row in found],
        "waived": [{**_finding(one.row), "because": one.because} for one in summary.waived],
    }
    return json.dumps(shape, indent=2) + "\n"


def _finding(row: Row) -> dict[str, str | int]:
    return {
        "rule": row.rule,
        "severity": row.severity.name,
        "path": encodable(row.path),
        "line": row.line,
        "column": row.column,
        "message": row.message,
        "remedy": row.remedy,
        "source": row.source,
        "reference": row.reference,
    }
