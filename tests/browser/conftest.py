"""Both sites as ``make run`` builds them, a browser to look at them, and one closing line that says how much was seen.

Run by ``make browser``, which gets Chromium (``AMTSFUNK_CHROMIUM``), playwright and axe-core first. Nothing is skipped
in here: whatever is missing is an error.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from amtsfunk.effects.server import Served, serve

PRODUCT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("AMTSFUNK_CHROMIUM", "/usr/bin/chromium")


@dataclass(frozen=True, slots=True)
class Sites:
    """The public site, served on loopback; the internal one as plain files, as from a network drive."""

    public_folder: Path
    internal_folder: Path
    public: str
    internal: str

    def addresses(self, name: str) -> list[str]:
        """Every page of ``public`` or ``internal``, as an address to open."""
        folder: Path = getattr(self, f"{name}_folder")
        root: str = getattr(self, name)
        return [root + path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The demonstration's sites: with a post that was approved, published and confirmed, and one that was refused."""
    sandbox = tmp_path_factory.mktemp("demo") / "sandbox"
    command = [sys.executable, "-m", "amtsfunk", "demo", "--no-serve", "--sandbox", str(sandbox)]
    subprocess.run(command, cwd=PRODUCT, check=True, stdout=subprocess.DEVNULL)
    public, internal = sandbox / "site" / "public", sandbox / "site" / "internal"
    running: Served = serve(public, "öffentlich", 0)
    yield Sites(public, internal, running.address, f"{internal.as_uri()}/")
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The findings, a line each, and ``browser: N pages × M checks``: a page counts anew at each width and scheme."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    seen = [dict(report.user_properties) for report in reports if report.when == "call"]
    looks = [look for look in seen if "pages" in look]
    findings = [finding for look in looks for finding in look["findings"]]
    for finding in findings:
        terminalreporter.write_line(f"finding {finding}")
    pages = sum(look["pages"] for look in looks)
    checks = max((look["checks"] for look in looks), default=0)
    settings = ", ".join(sorted({look["setting"] for look in looks}))
    terminalreporter.write_line(f"browser: {pages} pages × {checks} checks, {len(findings)} findings ({settings})")
