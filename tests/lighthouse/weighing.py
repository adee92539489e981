"""What a page costs its reader: bytes over the wire, how far it jumps, how long it holds up a slow telephone.

Measured in a browser with an empty cache, on a telephone's screen, with a processor four times slower than this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession

SLOWDOWN = 4
MOST_KILOBYTES, MOST_SHIFT, LONGEST_TASK = 150.0, 0.0, 200.0
"""kB of 1,000 bytes; score of layout shift to three places, as Lighthouse tells it: below that nothing moves by a whole
pixel; milliseconds of one task of the main thread."""
_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_WATCH = """
    window.afShift = 0; window.afTask = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.afShift += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => list.getEntries()
        .forEach((entry) => { window.afTask = Math.max(window.afTask, entry.duration); }))
        .observe({ type: "longtask", buffered: true });
"""
_SETTLED_MILLISECONDS = 400
_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Weight:
    """``kilobytes``: everything that was fetched but photographs, headers included; ``task``: the longest one, 0 below
    50 ms, which no browser tells."""

    page: str
    kilobytes: float
    shift: float
    task: float

    @property
    def findings(self) -> tuple[str, ...]:
        return tuple(
            f"{self.page}: {what} {value:.3g}, at most {most:g}"
            for what, value, most in (
                ("kB over the wire", self.kilobytes, MOST_KILOBYTES),
                ("layout shift", self.shift, MOST_SHIFT),
            )
            if value > most
        )

    @property
    def holds_up(self) -> str | None:
        """What is told and not judged: a task's time depends on the machine, and on what else it does."""
        if self.task <= LONGEST_TASK:
            return None
        return f"{self.page}: {self.task:.0f} ms in one task, at most {LONGEST_TASK:g}"


def weigh(browser: Browser, root: str, pages: Sequence[str]) -> list[Weight]:
    """Each page below ``root``. Where a task was too long it is measured again, up to four times: what else the machine
    does can only make it longer, so the shortest run is nearest to what the page itself costs."""
    weights = []
    for page in pages:
        runs = [_weigh_once(browser, root, page)]
        while runs[-1].task > LONGEST_TASK and len(runs) <= _AGAIN:
            runs.append(_weigh_once(browser, root, page))
        task = min(run.task for run in runs)
        weights.append(Weight(page, runs[0].kilobytes, max(run.shift for run in runs), task))
    return weights


def _weigh_once(browser: Browser, root: str, page: str) -> Weight:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_init_script(_WATCH)
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    fetched = _Fetched(session)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    answer = tab.goto(root + page)
    assert answer is not None and answer.ok, f"{page} was not served"
    tab.wait_for_timeout(_SETTLED_MILLISECONDS)
    shift, task = tab.evaluate("[window.afShift, window.afTask]")
    context.close()
    return Weight(page, fetched.bytes_without_pictures / 1000, round(shift, 3), task)


class _Fetched:
    """Bytes that came over the wire, as the browser itself counts them."""

    def __init__(self, session: CDPSession) -> None:
        self._kinds: dict[str, str] = {}
        self._sizes: dict[str, float] = {}
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _answered(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["response"]["mimeType"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    @property
    def bytes_without_pictures(self) -> float:
        return sum(size for name, size in self._sizes.items() if self._kinds.get(name) not in _PICTURES)
