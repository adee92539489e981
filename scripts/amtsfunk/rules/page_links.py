"""Rules over links from one page to another: what a page of netiquette or Dienstanweisung leads to is there.

Judged is what can be known from files alone: pages that somebody wrote, the fixed pages of the same site, and places
inside written pages. Posts in the archive and kept versions have addresses that only building knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote

from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import Hits, PagesCase
from amtsfunk.rules.suggest import nearest
from amtsfunk.source.headings import headings, unfenced
from amtsfunk.source.paths import VERSIONS

_SITES = {"netiquette/": ("public", "netiquette/"), "guidelines/": ("internal", "dienstanweisung/")}
"""Folder of the repository → which site its pages are of, and the folder that they have there."""
_ONLY_BUILT = ("archiv/", "netiquette/fassung/", "dienstanweisung/fassung/")
_LINK = re.compile(r"(?<!\\)\[(?:[^\\\[\]\n]|\\.|\[[^\\\[\]\n]*\])*\]\( *<?([^)>\s]+)")
_TICKS = re.compile(r"`+")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
_OWN_ANCHOR = re.compile(r"\{:[^{}\n#]*#([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class _Target:
    """``page``: as the site names it; ``anchor``: empty where the link is to the whole page."""

    written: str
    page: str
    anchor: str
    place: Place


def find_link_to_nowhere(case: PagesCase) -> Hits:
    """A page that is not there: whoever follows the link reads „Seite nicht gefunden“."""
    for source, site, folder in _pages(case):
        there = _there(case, site)
        by_name = {page.rpartition("/")[2]: page for page in sorted(there, reverse=True)}
        for link in _links(case, source, folder):
            if link.page not in there and not link.page.startswith(_ONLY_BUILT):
                values = {"value": link.written}
                if meant := nearest(link.page.rpartition("/")[2], by_name):
                    values["fixed"] = _relative(by_name[meant], folder) + (f"#{link.anchor}" if link.anchor else "")
                yield link.place, values


def find_link_to_no_heading(case: PagesCase) -> Hits:
    """A page that is there, and on it no such place: the reader lands at its top and searches."""
    known: dict[tuple[str, str], frozenset[str] | None] = {}
    for source, site, folder in _pages(case):
        for link in _links(case, source, folder):
            if link.anchor and (site, link.page) not in known:
                known[site, link.page] = _places(case, site, link.page)
            places = known.get((site, link.page)) if link.anchor else None
            if places is not None and link.anchor not in places:
                page, values = link.written.partition("#")[0], {"value": link.anchor}
                if meant := nearest(link.anchor, places):
                    values["fixed"] = f"{page}#{meant}"
                yield link.place, values


def _pages(case: PagesCase) -> Iterator[tuple[str, str, str]]:
    """Path of each page that somebody wrote, its site, and its folder there."""
    for path in case.files if case.templates else ():
        of = next((site for folder, site in _SITES.items() if path.startswith(folder)), None)
        if of is not None and path.endswith(".md") and VERSIONS not in path and not path.endswith("/README.md"):
            yield path, *of


def _without_code(line: str) -> str:
    """A line with blanks where code stands: between two runs of as many ticks."""
    runs = [*_TICKS.finditer(line)]
    later: dict[int, int] = {}
    closing: list[int | None] = []
    for place in reversed(range(len(runs))):
        closing.append(later.get(len(runs[place][0])))
        later[len(runs[place][0])] = place
    closing.reverse()
    pieces, place, end = [], 0, 0
    while place < len(runs):
        closes = closing[place]
        if closes is not None:
            begin = runs[place].start()
            pieces += [line[end:begin], " " * (runs[closes].end() - begin)]
            place, end = closes, runs[closes].end()
        place += 1
    return "".join([*pieces, line[end:]])


def _links(case: PagesCase, path: str, folder: str) -> Iterator[_Target]:
    lines = case.files[path].decode("utf-8", "replace").splitlines()
    for index, line in unfenced(lines):
        for found in _LINK.finditer(_without_code(line)):
            written = found[1]
            if _ELSEWHERE.match(written):
                continue
            target, _, anchor = unquote(written).partition("#")
            page = normpath(folder + target) if target else folder + path.rpartition("/")[2]
            yield _Target(written, page, anchor, Place(path, index + 1, found.start(1) + 1))


def _there(case: PagesCase, site: str) -> frozenset[str]:
    """Every page of a site whose name is known before it is built."""
    written = {folder + path.rpartition("/")[2] for path, of, folder in _pages(case) if of == site}
    fixed = {path for path in case.templates[site] if not path.rpartition("/")[2].startswith("_")}
    return frozenset(written | fixed)


def _places(case: PagesCase, site: str, page: str) -> frozenset[str] | None:
    """Anchors of a page that somebody wrote; None for all others."""
    folder, inside = next((folder, inside) for folder, (of, inside) in _SITES.items() if of == site)
    source = folder + page.removeprefix(inside) if page.startswith(inside) else ""
    if source not in case.files:
        return None
    lines = case.files[source].decode("utf-8", "replace").splitlines()
    places = {heading.anchor for _, heading in headings(lines)}
    places |= {anchor for _, line in unfenced(lines) for anchor in _OWN_ANCHOR.findall(line)}
    places |= _frame(case.templates[site], inside)
    if site == "public":
        places |= {clause.id for clause in (case.clauses.clauses if case.clauses else ())}
        places |= {measure.id for measure in (case.ladder.measures if case.ladder else ())}
    return frozenset(places)


def _frame(templates: Mapping[str, str], folder: str) -> frozenset[str]:
    """Anchors that the templates of a folder, and what they include, set around what somebody wrote."""
    frames = (text for path, text in templates.items() if path.startswith((folder, "_")))
    return frozenset(anchor for text in frames for anchor in _OWN_ANCHOR.findall(text))


def _relative(page: str, folder: str) -> str:
    return page.removeprefix(folder) if page.startswith(folder) else f"../{page}"
