"""``site serve`` while somebody writes: what is saved is shown, and what cannot be shown right now is told.

The archive comes first, in the frame that MkDocs built last; fixed pages follow when MkDocs is done. Whatever goes
wrong, every page stays as it was finished last. The ledger is fetched once, when serving begins: who types does not
wait for a network.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from amtsfunk.commands.sites.archived import LeftOut, tell_left_out
from amtsfunk.commands.sites.building import Again, BuiltSites
from amtsfunk.commands.sites.sources import read_sources
from amtsfunk.effects.changed_files import Seen, changed_paths, look, wait_for_change
from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.site_files import Written
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.pages import text
from amtsfunk.report.safe import visible

WATCHED = ("content", "plans", "netiquette", "guidelines", "site", "mkdocs.yml")
_MOST = 3
_CLOCK = SystemClock()


Build = Callable[[Again], BuiltSites]


@dataclass
class Watch:
    """``before``: the tree as the sites show it; ``broken``, ``left_out``: what was said of it already."""

    repository: Path
    build: Build
    before: Seen
    broken: frozenset[str]
    left_out: tuple[LeftOut, ...]

    def forever(self) -> None:
        """Until somebody interrupts it (KeyboardInterrupt)."""
        while True:
            self.next()

    def next(self) -> None:
        """Wait for one change, build what it touches, say so."""
        now = wait_for_change(self.repository, WATCHED, self.before)
        paths = changed_paths(self.before, now)
        self.before = now
        _say(f"{_CLOCK.now().astimezone():%H:%M:%S}  Geändert: {_named(paths)}")
        begun = _CLOCK.elapsed()
        try:
            self._show(begun)
        except (AmtsfunkError, OSError, TemplateError) as failure:
            _say(f"  {_described(failure)}")
            if isinstance(failure, AmtsfunkError) and failure.remedy:
                _say(f"  → {failure.remedy}")
            _say("  Gezeigt wird weiter, was zuletzt fertig war.")

    def _show(self, begun: float) -> None:
        sources = read_sources(self.repository)
        unreadable = sorted(set(sources.broken) - self.broken)
        if unreadable:
            _say(f"  Im Moment nicht lesbar: {_named(unreadable)}. Gezeigt wird weiter, was zuletzt fertig war.")
            _say("  → Was daran nicht stimmt, sagt: amtsfunk check")
            return
        built = self.build(Again(sources, lambda written: _tell_archive(written, begun)))
        self.broken = frozenset(built.broken)
        public, internal = built.public_written, built.internal_written
        _say(f"  Fertig: öffentlich {_changed(public)}, intern {_changed(internal)} ({_seconds(begun)}).")
        if built.left_out != self.left_out:
            for line in tell_left_out(built.left_out):
                _say(f"  {line}")
        self.left_out = built.left_out


def watch(repository: Path, built: BuiltSites, before: Seen, build: Build) -> Watch:
    """``before``: the tree as it was looked at before ``built`` was built from it."""
    return Watch(repository, build, before, frozenset(built.broken), built.left_out)


def look_at(repository: Path) -> Seen:
    return look(repository, WATCHED)


def _described(failure: Exception) -> str:
    if isinstance(failure, TemplateSyntaxError):
        return f"Die Vorlage {failure.name} ist nicht lesbar (Zeile {failure.lineno}): {failure.message}"
    if isinstance(failure, TemplateError):
        return f"Eine Vorlage in site/ passt nicht zu dem, was sie zeigen soll: {failure}"
    return str(failure)


def _tell_archive(written: Written, begun: float) -> None:
    if written.written or written.removed:
        _say(f"  Archiv: {_changed(written)} ({_seconds(begun)}); feste Seiten folgen.")


def _changed(written: Written) -> str:
    count = written.written + written.removed
    return "unverändert" if not count else "1 Datei neu" if count == 1 else f"{count} Dateien neu"


def _named(paths: Sequence[str]) -> str:
    shown = [visible(path) for path in paths[:_MOST]]
    more = len(paths) - len(shown)
    return text.joined([*shown, f"{more} weitere"] if more else shown)


def _seconds(begun: float) -> str:
    return f"{_CLOCK.elapsed() - begun:.1f} s".replace(".", ",")


def _say(line: str) -> None:
    print(line, flush=True)
