"""Zensical builds the same fixed pages as MkDocs from the same Markdown, settings and theme (decision 0094).

Compared are the words that a program sees, headings, anchors, where links lead and what is loaded. What differs is
listed here; an entry that no longer holds fails as much as a difference that is not listed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from support.site_office import PRODUCT, build, copy_office, read_page

SITE = "https://www.musterhafen.example/"
FACETS = ("text", "headings", "anchors", "links", "loads")


@dataclass(frozen=True, slots=True)
class Difference:
    """``mkdocs`` and ``zensical``: what only one of them has there, in order."""

    page: str
    facet: str
    mkdocs: tuple[str, ...]
    zensical: tuple[str, ...]
    because: str


_NO_HOME = "Zensical does not tell a theme which page is the home page, so its title begins with the page's own"
_SKIP = "Zensical's frame has a skip link of its own where no page is known; ours follows"
DIFFERENCES = (
    *(Difference(f"{site}/404.html", "text", (), ("Zum Inhalt",), _SKIP) for site in ("public", "internal")),
    *(
        Difference(f"{site}/404.html", "links", (), (f"{SITE}404.html#__skip",), _SKIP)
        for site in ("public", "internal")
    ),
    Difference(
        "public/index.html",
        "text",
        ("Stadt Musterhafen in den sozialen Medien",),
        ("Start – Stadt Musterhafen in den sozialen Medien",),
        _NO_HOME,
    ),
    Difference(
        "internal/index.html",
        "text",
        ("Stadt Musterhafen: interne Seiten",),
        ("Heute – Stadt Musterhafen: interne Seiten",),
        _NO_HOME,
    ),
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where MkDocs built the example's fixed pages, and Zensical built them beside it."""
    office = copy_office(tmp_path_factory.mktemp("office"))
    build(office)
    stage = office / "build/site/stage"
    for site in ("public", "internal"):
        _build_with_zensical(stage, site)
    return stage


def _build_with_zensical(stage: Path, site: str) -> None:
    """Zensical wants paths below its own file, and one configuration without heirs."""
    root = stage / "zensical" / site
    shutil.copytree(stage / "pages" / site, root / "docs")
    shutil.copytree(PRODUCT / "site/theme", root / "theme")
    settings: dict[str, Any] = {}
    for file in (PRODUCT / "mkdocs.yml", PRODUCT / "site/internal.yml", stage / f"{site}.yml"):
        if file.name != "internal.yml" or site == "internal":
            settings |= _settings(file)
    settings |= {"docs_dir": "docs", "site_dir": "out", "theme": _settings(PRODUCT / "mkdocs.yml")["theme"]}
    settings["theme"]["custom_dir"] = "theme"
    settings.pop("INHERIT", None)
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _settings(file: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return value


@pytest.mark.parametrize("site", ["public", "internal"])
def test_both_build_the_same_pages_but_for_what_is_listed(stage: Path, site: str) -> None:
    ours, theirs = stage / "fixed" / site, stage / "zensical" / site / "out"
    pages = _pages(ours)
    assert len(pages) > 20
    assert _pages(theirs) == pages
    found = {
        (f"{site}/{page}", facet): difference
        for page in pages
        for facet, difference in _differences(page, ours / page, theirs / page)
    }
    listed = {(one.page, one.facet): (one.mkdocs, one.zensical) for one in DIFFERENCES if one.page.startswith(site)}
    assert found == listed


def _pages(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))


def _differences(page: str, ours: Path, theirs: Path) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    mkdocs, zensical = _facets(page, ours), _facets(page, theirs)
    for facet in FACETS:
        if mkdocs[facet] != zensical[facet]:
            yield facet, _only(mkdocs[facet], zensical[facet])


def _facets(page: str, file: Path) -> Mapping[str, list[str]]:
    """Each in the order of the page; addresses are whole, so that ``./`` and ``../x/`` are no difference."""
    seen = read_page(file)
    return {
        "text": [words for text in seen.text for words in [" ".join(text.split())] if words],
        "headings": [str(level) for level in seen.headings],
        "anchors": seen.ids,
        "links": [_whole(page, link) for link in seen.links],
        # The theme's own style sheets are named by their content and differ between the two.
        "loads": [_whole(page, load) for load in seen.loads if "assets/stylesheets/" not in load],
    }


def _whole(page: str, address: str) -> str:
    path, sign, anchor = urljoin(SITE + page, address).partition("#")
    return path.removesuffix("index.html") + sign + anchor


def _only(ours: list[str], theirs: list[str]) -> tuple[tuple[str, ...], ...]:
    """What stands between the common beginning and the common end."""
    start = 0
    while start < min(len(ours), len(theirs)) and ours[start] == theirs[start]:
        start += 1
    ours, theirs = ours[start:], theirs[start:]
    while ours and theirs and ours[-1] == theirs[-1]:
        ours, theirs = ours[:-1], theirs[:-1]
    return tuple(ours), tuple(theirs)
