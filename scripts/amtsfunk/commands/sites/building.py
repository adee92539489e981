"""Building both sites: gather all, let MkDocs build the fixed pages, draw the rest, write what changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path

from amtsfunk.commands.reporting import Outcomes, count, outcomes_of, recent_reports
from amtsfunk.commands.repository import moment as moment_of
from amtsfunk.commands.sites.archived import LeftOut, Vouching, vouched_posts, without_flaws
from amtsfunk.commands.sites.beside import beside_internal
from amtsfunk.commands.sites.drawing import draw_posts
from amtsfunk.commands.sites.internal_site import internal_facts, internal_site, internal_site_pages
from amtsfunk.commands.sites.ledger import ORIGIN, LedgerFacts, read_ledger
from amtsfunk.commands.sites.office import read_office
from amtsfunk.commands.sites.public_site import public_site, public_site_pages
from amtsfunk.commands.sites.sources import Pictures, Sources, read_sources
from amtsfunk.effects.git import Git
from amtsfunk.effects.mkdocs import FixedSite, build_fixed, is_built
from amtsfunk.effects.site_files import Prepared, Written, prepare_site, write_site
from amtsfunk.pages.facts import Archive, Page
from amtsfunk.pages.plan import is_recent
from amtsfunk.pages.public import public_facts
from amtsfunk.pages.published import build_archive


@dataclass(frozen=True, slots=True)
class BuiltSites:
    """Where both sites lie, what was written, how many posts are public. ``broken``: files that cannot be read;
    ``left_out``: posts that nobody entitled stands behind, or that no page can be made of."""

    public: Path
    internal: Path
    public_written: Written
    internal_written: Written
    archived: int
    ledger_known: bool
    broken: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """Building once more what is served. ``sources``: read already; ``archive_written``: called when the public
    archive is as it shall be, and the fixed pages are still to come."""

    sources: Sources
    archive_written: Callable[[Written], None]


@dataclass(frozen=True, slots=True)
class _Site:
    """One of the two. ``pages``: all of it, once MkDocs has built ``fixed``; ``memory``: what the next build compares
    with."""

    fixed: FixedSite
    pages: Callable[[], Iterator[Page]]
    out: Path
    memory: Path

    def prepared(self) -> Prepared:
        return prepare_site(self.pages(), self.out, self.memory)


@dataclass(frozen=True, slots=True)
class _Build:
    """What both sites are made of. ``ledger``: None where none is asked."""

    repository: Path
    sources: Sources
    facts: LedgerFacts
    ledger: Git | None
    moment: datetime
    pictures: Pictures
    work: Path

    def memory(self, out: Path) -> Path:
        return self.work / "stage" / f"{sha256(str(out).encode()).hexdigest()[:16]}.json"


@contextmanager
def _uncollected() -> Iterator[None]:
    """While ten thousand posts are held, the collector goes through all of them again and again, and finds nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def build_sites(  # noqa: PLR0913 - by keyword only, each on its own
    repository: Path,
    *,
    ledger: Git | None,
    now: datetime | str | None,
    out: Path,
    remote: str = ORIGIN,
    trust_root: str | None = None,
    public_dir: Path | None = None,
    internal_dir: Path | None = None,
    again: Again | None = None,
) -> BuiltSites:
    """Build both sites from a work tree and a ledger. ``out`` also keeps what the next build compares with.

    ``ledger``: the repository that the ledger is fetched into from ``remote``; None: build without one.
    ``trust_root``: the commit from which on somebody must stand behind every ``archive: true`` post (decision 0032).
    ``now``: aware, as text, or None for the example's own time where it is an example, else the clock's.
    ``again``: both are being served; the archive is shown first, and the ledger taken as it was fetched last.
    """
    sources, flawed = without_flaws(again.sources if again else read_sources(repository))
    moment = now if isinstance(now, datetime) else moment_of(now, sources.settings.authority)
    archived, doubtful = vouched_posts(sources, Vouching(repository, ledger, remote, trust_root, moment))
    recent = (post.id for post in sources.posts if is_recent(post, moment))
    facts = read_ledger(ledger, remote, sources.settings, recent, fetch=again is None)
    pictures = Pictures(repository, sources.files)
    build = _Build(repository, sources, facts, ledger, moment, pictures, out)
    try:
        archive = build_archive(sources.settings, facts.published, archived, pictures.version)
        public = _public(build, archive, (public_dir or out / "public").resolve())
        if again and is_built(public.fixed):
            again.archive_written(write_site(public.prepared()))
        internal_out = (internal_dir or out / "internal").resolve()
        public_written, internal_written = _write(public, lambda: _internal(build, internal_out))
    finally:
        pictures.close()
    return BuiltSites(
        public.out,
        internal_out,
        public_written,
        internal_written,
        len(archive.posts),
        facts.tip is not None,
        sources.broken,
        (*flawed, *doubtful),
    )


def _public(build: _Build, archive: Archive, out: Path) -> _Site:
    sources = build.sources
    today = build.moment.astimezone(sources.settings.authority.zone).date()
    facts = public_facts(
        sources.settings,
        sources.clauses,
        sources.ladder,
        sources.prose,
        sources.law,
        numbers=sources.numbers,
        kept=sources.kept_netiquettes,
        today=today,
    )
    fixed = public_site(sources, facts, archive, build.work)

    def pages() -> Iterator[Page]:
        return public_site_pages(sources, facts, archive, fixed, build.pictures, today=today, tip=build.facts.tip)

    return _Site(fixed, pages, out, build.memory(out))


def _internal(build: _Build, out: Path) -> _Site:
    sources, moment = build.sources, build.moment
    drawings = draw_posts(build.repository, sources.posts, sources.settings, moment)
    office = read_office(build.repository, sources)
    outcomes = Outcomes()
    if build.ledger is not None and build.facts.tip is not None:
        outcomes = outcomes_of(build.ledger, build.facts.tip, build.facts.states, sources)
    reports = recent_reports(count(sources, office, outcomes), moment)
    facts = internal_facts(sources, build.facts, moment, office, reports, drawings)
    fixed = internal_site(sources, facts, build.work)

    def pages() -> Iterator[Page]:
        beside = beside_internal(sources, facts, reports, build.pictures.read)
        return chain(internal_site_pages(sources, fixed), beside)

    return _Site(fixed, pages, out, build.memory(out))


def _write(public: _Site, draw_internal: Callable[[], _Site]) -> tuple[Written, Written]:
    """MkDocs builds the public site while the internal one is drawn, and the internal one while the public archive is
    made ready. Nothing is written before both are there."""
    with ThreadPoolExecutor(2) as mkdocs:  # leaving it waits for both, whatever else went wrong
        public_built = mkdocs.submit(build_fixed, public.fixed)
        internal = draw_internal()
        internal_built = mkdocs.submit(build_fixed, internal.fixed)
        public_built.result()
        prepared = public.prepared()
        internal_built.result()
    internal_prepared = internal.prepared()
    return write_site(prepared), write_site(internal_prepared)
