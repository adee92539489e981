"""``amtsfunk site build|serve|upload|pdf``: gather all, build fixed pages, draw the archive, write what changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path

from amtsfunk.commands.approving.verdicts import add_trust_root, optional_trust_root
from amtsfunk.commands.reporting import Outcomes, Report, count, outcomes_of, recent_reports
from amtsfunk.commands.repository import moment as moment_of
from amtsfunk.commands.sites import pdf, upload
from amtsfunk.commands.sites.archived import LeftOut, Vouching, tell_left_out, vouched_posts, without_flaws
from amtsfunk.commands.sites.beside import beside_internal
from amtsfunk.commands.sites.drawing import draw_posts
from amtsfunk.commands.sites.frame import frame_values, style_sheets
from amtsfunk.commands.sites.ledger import ORIGIN, LedgerFacts, read_ledger
from amtsfunk.commands.sites.office import read_office
from amtsfunk.commands.sites.sources import (
    Pictures,
    Sources,
    read_pictures,
    read_sources,
    read_templates,
    rule_examples,
    rule_topics,
)
from amtsfunk.commands.sites.watching import Again, look_at, watch
from amtsfunk.effects.git import Git
from amtsfunk.effects.mkdocs import FixedSite, build_fixed, built_files, is_built
from amtsfunk.effects.server import serve, wait_until_interrupted
from amtsfunk.effects.site_files import Prepared, Written, prepare_site, write_site
from amtsfunk.model.office import Office
from amtsfunk.pages import feeds, text
from amtsfunk.pages.appearance import logo_pages
from amtsfunk.pages.archive import Frame, archive_pages, picture_pages
from amtsfunk.pages.facts import Archive, Page
from amtsfunk.pages.internal import InternalFacts, internal_pages, navigation
from amtsfunk.pages.linked_data import Identity, identity_of, page_names, with_head
from amtsfunk.pages.plan import is_recent, planned_posts
from amtsfunk.pages.public import PublicFacts, channel_list, public_facts, public_pages
from amtsfunk.pages.published import build_archive
from amtsfunk.pages.search import search_page
from amtsfunk.pages.security import security_page
from amtsfunk.pages.shell import parse_shell, without_leftovers
from amtsfunk.pages.templates import html_environment
from amtsfunk.pages.writing import earlier_posts, free_slots
from amtsfunk.planning.entries import entry_of
from amtsfunk.planning.plan import make_plan

PUBLIC_PORT, INTERNAL_PORT = 8600, 8601
_SHELL = "archiv/index.html"
_TOOLS = ("schreiben", "zaehlen", "bild", "eintragen", "kommentar-beurteilen", "textbausteine")
_INTERNAL_ONLY = tuple(f"assets/amtsfunk/{name}" for name in _TOOLS)
"""Scripts of internal pages: absent from the public site, not only unused (R66)."""
LEDGER_MARK = "sendebuch.txt"


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


def add_arguments(parser: ArgumentParser) -> None:
    actions = ("build", "serve", "upload", "pdf")
    parser.add_argument(
        "action",
        choices=actions,
        help="bauen, bauen und hier zeigen, Gebautes auf Server bringen, Dienstanweisung als PDF",
    )
    upload.add_arguments(parser)
    pdf.add_arguments(parser)
    parser.add_argument("--repository", metavar="ORDNER", type=Path, default=Path(), help="Ordner des Repositorys")
    parser.add_argument("--ledger", metavar="REPO", default=ORIGIN, help="woher das Sendebuch kommt (sonst: origin)")
    add_trust_root(parser)
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--public-dir", metavar="ORDNER", type=Path, help="Ziel der öffentlichen Website")
    parser.add_argument("--internal-dir", metavar="ORDNER", type=Path, help="Ziel der internen Website")
    parser.add_argument("--public-port", metavar="N", type=int, default=PUBLIC_PORT)
    parser.add_argument("--internal-port", metavar="N", type=int, default=INTERNAL_PORT)


def run(arguments: Namespace) -> int:
    repository = arguments.repository.resolve()
    if arguments.action == "upload":
        return upload.run(arguments, repository / "build" / "site")
    if arguments.action == "pdf":
        return pdf.run(arguments, repository / "build" / "site")

    def build(again: Again | None = None) -> BuiltSites:
        with Git(repository) as git:
            return build_sites(
                repository,
                ledger=git,
                remote=arguments.ledger,
                now=arguments.now,
                trust_root=optional_trust_root(arguments),
                out=repository / "build" / "site",
                public_dir=arguments.public_dir,
                internal_dir=arguments.internal_dir,
                again=again,
            )

    before = look_at(repository) if arguments.action == "serve" else {}
    built = build()
    _tell(built)
    if arguments.action == "serve":
        running = [
            serve(built.public, "öffentlich", arguments.public_port),
            serve(built.internal, "intern", arguments.internal_port),
        ]
        for one in running:
            print(f"{one.label + ':':<12}{one.address}")
        print("Was Sie speichern, wird hier gezeigt: im Browser neu laden (F5). Beenden mit Strg+C.", flush=True)
        wait_until_interrupted(running, watch(repository, built, before, build).forever)
    return 0


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
    public_out = (public_dir or out / "public").resolve()
    internal_out = (internal_dir or out / "internal").resolve()
    pictures = Pictures(repository, sources.files)
    try:
        archive = build_archive(sources.settings, facts.published, archived, pictures.version)
        netiquette = (sources.clauses, sources.ladder, sources.prose)
        today = moment.astimezone(sources.settings.authority.zone).date()
        kept = sources.kept_netiquettes
        public = public_facts(
            sources.settings, *netiquette, sources.law, numbers=sources.numbers, kept=kept, today=today
        )
        fixed_public = _public_site(sources, public, archive, out)

        def public_site() -> Prepared:
            pages = chain(_public_pages(sources, public, archive, fixed_public, pictures), _ledger_mark(facts.tip))
            return prepare_site(pages, public_out, _memory(out, public_out))

        if again and is_built(fixed_public):
            again.archive_written(write_site(public_site()))
        drawings = draw_posts(repository, sources.posts, sources.settings, moment)
        office = read_office(repository, sources)
        outcomes = Outcomes()
        if ledger is not None and facts.tip is not None:
            outcomes = outcomes_of(ledger, facts.tip, facts.states, sources)
        reports = recent_reports(count(sources, office, outcomes), moment)
        internal = replace(_internal_facts(sources, facts, moment, office, reports), drawings=drawings)
        fixed_internal = _internal_site(sources, internal, out)
        with ThreadPoolExecutor(2) as both:
            internal_built = both.submit(build_fixed, fixed_internal)
            both.submit(build_fixed, fixed_public).result()
            # While MkDocs is still busy with the internal site; nothing is written before both are built.
            prepared = public_site()
            internal_built.result()
        beside = beside_internal(internal.plan, drawings, reports, pictures.read)
        pages = chain(_internal_pages(sources, fixed_internal), beside)
        internal_site = prepare_site(pages, internal_out, _memory(out, internal_out))
        public_written, internal_written = write_site(prepared), write_site(internal_site)
    finally:
        pictures.close()
    return BuiltSites(
        public_out,
        internal_out,
        public_written,
        internal_written,
        len(archive.posts),
        facts.tip is not None,
        sources.broken,
        (*flawed, *doubtful),
    )


def _memory(out: Path, target: Path) -> Path:
    return out / "stage" / f"{sha256(str(target).encode()).hexdigest()[:16]}.json"


def _internal_facts(
    sources: Sources, ledger: LedgerFacts, now: datetime, office: Office, reports: Sequence[Report]
) -> InternalFacts:
    known = frozenset(post for post, state in ledger.states.items() if state.captured is not None)
    entries = (entry_of(post) for post in sources.posts)
    return InternalFacts(
        settings=sources.settings,
        plan=make_plan(entries, office, sources.settings, now, known if ledger.tip is not None else None),
        posts=planned_posts(sources.posts, sources.settings, ledger.deliveries, ledger.waiting),
        deliveries=ledger.deliveries,
        guidelines=sources.guidelines,
        kept_guidelines=sources.kept_guidelines,
        kept_netiquettes=sources.kept_netiquettes,
        rules=rule_topics(),
        rule_examples=rule_examples(sources.templates / "site" / "internal"),
        stops=ledger.stops,
        now=now,
        ledger_known=ledger.tip is not None,
        free_slots=free_slots(tuple(office.weeks.values()), now),
        post_ids=tuple(post.id for post in sources.posts),
        earlier=earlier_posts(sources.posts, now),
        office=office,
        clauses=sources.clauses,
        ladder=sources.ladder,
        evaluations=tuple(report.evaluation for report in reports),
    )


# ---------------------------------------------------------------- fixed pages


def _public_site(sources: Sources, facts: PublicFacts, archive: Archive, out: Path) -> FixedSite:
    authority = sources.settings.authority
    styles, own = style_sheets(sources)
    return FixedSite(
        name="public",
        base=sources.templates / "mkdocs.yml",
        theme=sources.templates / "site" / "theme",
        settings={
            "site_name": f"{authority.name} in den sozialen Medien",
            "site_url": facts.authority.website + "/",
            "extra_css": styles,
            "extra": {"amtsfunk": frame_values(sources, internal=False)},
        },
        pages={**public_pages(facts, archive, read_templates(sources.templates / "site" / "public")), **own},
        work=out / "stage",
    )


def _internal_site(sources: Sources, facts: InternalFacts, out: Path) -> FixedSite:
    styles, own = style_sheets(sources)
    return FixedSite(
        name="internal",
        base=sources.templates / "site" / "internal.yml",
        theme=sources.templates / "site" / "theme",
        settings={
            "site_name": f"{sources.settings.authority.name}: interne Seiten",
            "nav": list(navigation(facts)),
            "extra_css": styles,
            "extra": {"amtsfunk": frame_values(sources, internal=True)},
        },
        pages={**internal_pages(facts, read_templates(sources.templates / "site" / "internal")), **own},
        work=out / "stage",
        files=read_pictures(sources.templates / "site" / "internal"),
    )


# ---------------------------------------------------------------- all pages


def _public_pages(
    sources: Sources, facts: PublicFacts, archive: Archive, fixed: FixedSite, pictures: Pictures
) -> Iterator[Page]:
    templates = read_templates(sources.templates / "site" / "archive")
    shell = parse_shell(without_leftovers((fixed.built / _SHELL).read_text(encoding="utf-8")))
    identity = identity_of(facts, f"{archive.authority} in den sozialen Medien", archive.language, sources.logo)
    version = sha256(repr((shell.digest, sorted(templates.items()), identity)).encode()).hexdigest()
    frame = Frame(shell, html_environment(templates), version, identity)
    yield from _fixed_pages(fixed, identity)
    yield from archive_pages(archive, frame, pictures.read)
    yield from picture_pages(archive, pictures.read)
    yield from feeds.feed_pages(archive, facts.authority.example, sources.logo)
    yield from logo_pages(sources.logo)
    yield from feeds.search_pages(archive)
    yield feeds.site_map(archive, ["", "archiv/", *(address for address in _addresses(fixed) if address)])
    yield feeds.channels_json(*channel_list(facts))
    yield from security_page(sources.settings.authority)
    yield search_page(_search_index(fixed))
    yield Page(
        "robots.txt",
        archive.website,
        lambda: _robots(archive.website),
    )


def _fixed_pages(fixed: FixedSite, identity: Identity) -> Iterator[Page]:
    """What MkDocs built, each page with what search engines and networks read of it."""
    wanted = [(path, file) for path, file in built_files(fixed) if _is_public(path)]
    html = {path: without_leftovers(file.read_text(encoding="utf-8")) for path, file in wanted if _is_page(path)}
    names = page_names({path.removesuffix("index.html"): page for path, page in html.items()}, identity.site_name)
    for path, file in wanted:
        if path in html:
            yield Page.holding(path, with_head(html[path], path.removesuffix("index.html"), names, identity).encode())
        else:
            yield _copied(path, file)


def _addresses(fixed: FixedSite) -> Iterator[str]:
    """Of the fixed pages that belong into the site map."""
    for path, _ in built_files(fixed):
        if _is_page(path) and _is_public(path) and path != "suche/index.html":
            yield path.removesuffix("index.html")


def _is_page(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _is_public(path: str) -> bool:
    return path != _SHELL and _is_wanted(path) and not path.startswith(_INTERNAL_ONLY)


def _ledger_mark(tip: str | None) -> Iterator[Page]:
    """The high-water mark that the next run reads back (``publish --mark``): a shorter ledger is noticed (§ 3)."""
    if tip is not None:
        yield Page(LEDGER_MARK, tip, f"{tip}\n".encode)


def _robots(website: str) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {website}/sitemap.xml\n".encode()


def _internal_pages(sources: Sources, fixed: FixedSite) -> Iterator[Page]:
    for path, file in built_files(fixed):
        if _is_wanted(path) and path != "404.html":
            yield _copied(path, file)
    yield from logo_pages(sources.logo)
    yield search_page(_search_index(fixed))


def _is_wanted(path: str) -> bool:
    """Material brings scripts, maps and icons that our pages do not load; the search index is drawn anew."""
    return not (
        path.startswith(("assets/javascripts/", "assets/images/", "search/", "sitemap"))
        or path.endswith(".map")
        or path.startswith("assets/stylesheets/palette")
    )


def _copied(path: str, file: Path) -> Page:
    data = file.read_bytes()
    if path.endswith(".html"):
        data = without_leftovers(data.decode()).encode()
    return Page.holding(path, data)


def _search_index(fixed: FixedSite) -> bytes:
    return (fixed.built / "search" / "search_index.json").read_bytes()


def _tell(built: BuiltSites) -> None:
    for label, folder, written in (
        ("öffentlich", built.public, built.public_written),
        ("intern", built.internal, built.internal_written),
    ):
        print(f"{label + ':':<12}{folder}  ({_counted(written)})")
    print(f"Archiv:     {built.archived} Beiträge")
    if not built.ledger_known:
        print("Sendebuch:  hier gibt es keines; gezeigt wird nur, was im Archiv liegt (archive: true).")
    _tell_broken(built.broken)
    for line in tell_left_out(built.left_out):
        print(line)


def _counted(written: Written) -> str:
    parts = [f"{written.written} geschrieben", f"{written.unchanged} unverändert"]
    return ", ".join([*parts, *([f"{written.removed} entfernt"] if written.removed else [])])


def _tell_broken(broken: Sequence[str]) -> None:
    if broken:
        print(f"Nicht lesbar und deshalb weggelassen: {text.joined(broken)}")
        print("  → Was daran nicht stimmt, sagt: amtsfunk check")
