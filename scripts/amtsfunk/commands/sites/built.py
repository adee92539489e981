"""What MkDocs left, file by file."""

from __future__ import annotations

from pathlib import Path

from amtsfunk.effects.mkdocs import FixedSite
from amtsfunk.pages.facts import Page
from amtsfunk.pages.shell import without_leftovers


def is_wanted(path: str) -> bool:
    """Material brings scripts, maps and icons that our pages do not load; the search index is drawn anew."""
    return not (
        path.startswith(("assets/javascripts/", "assets/images/", "search/", "sitemap"))
        or path.endswith(".map")
        or path.startswith("assets/stylesheets/palette")
    )


def copied(path: str, file: Path) -> Page:
    data = file.read_bytes()
    if path.endswith(".html"):
        data = without_leftovers(data.decode()).encode()
    return Page.holding(path, data)


def search_index(fixed: FixedSite) -> bytes:
    return (fixed.built / "search" / "search_index.json").read_bytes()
