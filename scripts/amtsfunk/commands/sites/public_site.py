"""The public site: what MkDocs builds of it, and everything beside that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from amtsfunk.commands.sites.built import copied, is_wanted, search_index
from amtsfunk.commands.sites.frame import frame_values, style_sheets
from amtsfunk.commands.sites.sources import Pictures, Sources
from amtsfunk.effects.mkdocs import FixedSite, built_files
from amtsfunk.effects.site_templates import read_templates
from amtsfunk.pages import feeds
from amtsfunk.pages.appearance import logo_pages
from amtsfunk.pages.archive import Frame, archive_pages, picture_pages
from amtsfunk.pages.facts import Archive, Page
from amtsfunk.pages.linked_data import Identity, identity_of, page_names, with_head
from amtsfunk.pages.public import PublicFacts, channel_list, public_pages
from amtsfunk.pages.search import search_page
from amtsfunk.pages.security import security_page
from amtsfunk.pages.shell import parse_shell, without_leftovers
from amtsfunk.pages.templates import html_environment

_SHELL = "archiv/index.html"
_TOOLS = ("schreiben", "zaehlen", "bild", "eintragen", "kommentar-beurteilen", "textbausteine")
_INTERNAL_ONLY = tuple(f"assets/amtsfunk/{name}" for name in _TOOLS)
"""Scripts of internal pages: absent from the public site, not only unused (R66)."""
LEDGER_MARK = "sendebuch.txt"


def public_site(sources: Sources, facts: PublicFacts, archive: Archive, out: Path) -> FixedSite:
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


def public_site_pages(  # noqa: PLR0913 - each on its own
    sources: Sources,
    facts: PublicFacts,
    archive: Archive,
    fixed: FixedSite,
    pictures: Pictures,
    *,
    today: date,
    tip: str | None,
) -> Iterator[Page]:
    """``today``: the authority's day; ``tip``: of the ledger that was shown, None without one."""
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
    yield from security_page(sources.settings.authority, today)
    yield search_page(search_index(fixed))
    yield Page(
        "robots.txt",
        archive.website,
        lambda: _robots(archive.website),
    )
    yield from _ledger_mark(tip)


def _fixed_pages(fixed: FixedSite, identity: Identity) -> Iterator[Page]:
    """What MkDocs built, each page with what search engines and networks read of it."""
    wanted = [(path, file) for path, file in built_files(fixed) if _is_public(path)]
    html = {path: without_leftovers(file.read_text(encoding="utf-8")) for path, file in wanted if _is_page(path)}
    names = page_names({path.removesuffix("index.html"): page for path, page in html.items()}, identity.site_name)
    for path, file in wanted:
        if path in html:
            yield Page.holding(path, with_head(html[path], path.removesuffix("index.html"), names, identity).encode())
        else:
            yield copied(path, file)


def _addresses(fixed: FixedSite) -> Iterator[str]:
    """Of the fixed pages that belong into the site map."""
    for path, _ in built_files(fixed):
        if _is_page(path) and _is_public(path) and path != "suche/index.html":
            yield path.removesuffix("index.html")


def _is_page(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _is_public(path: str) -> bool:
    return path != _SHELL and is_wanted(path) and not path.startswith(_INTERNAL_ONLY)


def _ledger_mark(tip: str | None) -> Iterator[Page]:
    """The high-water mark that the next run reads back (``publish --mark``): a shorter ledger is noticed (§ 3)."""
    if tip is not None:
        yield Page(LEDGER_MARK, tip, f"{tip}\n".encode)


def _robots(website: str) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {website}/sitemap.xml\n".encode()
