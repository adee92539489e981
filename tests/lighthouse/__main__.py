"""``make lighthouse``: both example sites as a browser meets them; one line a page and category, and what falls short.

The five public pages that are opened most and the internal start page must have 100 in accessibility and best
practices, public ones in SEO too. Performance depends on the machine: the median of several runs is told, not judged.
Beyond that every public page is weighed, and every page of both sites held against the standard of HTML.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from lighthouse.audits import PARTS, PERFORMANCE, scores, typical
from lighthouse.compressed import served
from lighthouse.markup import invalid
from lighthouse.weighing import Weight, weigh

PRODUCT = Path(__file__).parents[2]
JUDGED = ("accessibility", "best-practices")
PAGES: dict[str, tuple[str, ...]] = {
    "public": (
        "",
        "netiquette/mein-kommentar-wurde-geloescht/",
        "netiquette/",
        "kanaele/",
        "archiv/2026/10/laternenumzug/",
    ),
    "internal": ("index.html",),
}
"""A post stands for all posts: it is what links on the networks lead to."""


@dataclass
class Told:
    """What was found, and the figures of the closing line."""

    findings: list[str] = field(default_factory=list)
    scores: int = 0
    whole: int = 0
    weights: list[Weight] = field(default_factory=list)
    valid: int = 0

    def find(self, what: str) -> None:
        self.findings.append(what)
        print(f"finding {what}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make lighthouse", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of which the performance is the median")
    runs: int = parser.parse_args().runs
    told = Told()
    with tempfile.TemporaryDirectory(prefix="amtsfunk-lighthouse-") as folder:
        sandbox = Path(folder) / "sandbox"
        words = [sys.executable, "-m", "amtsfunk", "demo", "--no-serve", "--sandbox", str(sandbox)]
        subprocess.run(words, cwd=PRODUCT, check=True, stdout=subprocess.DEVNULL)
        sites = {name: sandbox / "site" / name for name in PAGES}
        for name, site in sites.items():
            validate(name, site, told)
        weigh_all(sites["public"], told)
        for name, site in sites.items():
            with served(site) as root:
                for page in PAGES[name]:
                    judge(name, root, page, runs, told)
    print(closing(told), flush=True)
    return 1 if told.findings else 0


def validate(name: str, site: Path, told: Told) -> None:
    faults = invalid(site)
    for fault in faults:
        told.find(f"{name} {fault}")
    pages = len(list(site.rglob("*.html")))
    told.valid += pages - len({fault.split(":")[0] for fault in faults})
    print(f"lighthouse: {name}: {pages} pages of HTML, {len(faults)} faults", flush=True)


def weigh_all(site: Path, told: Told) -> None:
    pages = [page.relative_to(site).as_posix().removesuffix("index.html") for page in sorted(site.rglob("*.html"))]
    with served(site) as root, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=os.environ["AMTSFUNK_CHROMIUM"], args=["--no-sandbox"])
        told.weights = weigh(browser, root, pages)
        browser.close()
    for weight in told.weights:
        for finding in weight.findings:
            told.find(f"public {finding}")
        if weight.holds_up is not None:
            print(f"short public {weight.holds_up}", flush=True)


def judge(name: str, root: str, page: str, runs: int, told: Told) -> None:
    """One line a category; the categories that are judged are the same in every run, so one run is enough for them."""
    judged = (*JUDGED, "seo") if name == "public" else JUDGED
    reports = PARTS / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    label = f"{name} /{page}"
    kept = f"{name}-{page.strip('/').replace('/', '-') or 'start'}"
    *first, speed = scores(root + page, (*judged, PERFORMANCE), reports / f"{kept}.json")
    for score in first:
        told.scores += 1
        told.whole += score.points == 100
        print(f"lighthouse: {label}: {score.category} {score.points}", flush=True)
        if score.points < 100:
            told.find(f"{label}: {score.category}: {'; '.join(score.short)}")
    speeds = [speed.points, *(_speeds(root + page, runs - 1, reports / f"{kept}-again.json"))]
    print(f"lighthouse: {label}: performance {typical(speeds)} (median of {sorted(speeds)}, reported)", flush=True)


def _speeds(address: str, runs: int, report: Path) -> Iterator[int]:
    for _ in range(runs):
        yield scores(address, (PERFORMANCE,), report)[0].points


def closing(told: Told) -> str:
    heaviest = max(told.weights, key=lambda weight: weight.kilobytes)
    return (
        f"lighthouse: {told.whole} of {told.scores} scores at 100, {told.valid} pages valid, "
        f"{len(told.weights)} public pages weighed: heaviest {heaviest.kilobytes:.0f} kB (/{heaviest.page}), "
        f"shift {max(weight.shift for weight in told.weights):.3f}, "
        f"longest task {max(weight.task for weight in told.weights):.0f} ms, {len(told.findings)} findings"
    )


if __name__ == "__main__":
    sys.exit(main())
