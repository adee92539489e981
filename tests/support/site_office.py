"""The example authority in a folder of its own, for building sites; and what a program sees of a built page."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from amtsfunk.commands.sites.building import BuiltSites, build_sites
from amtsfunk.effects.git import Git

PRODUCT = Path(__file__).parents[2]
NOW = "2026-12-01 09:05"


def copy_office(root: Path) -> Path:
    """Plans, netiquette, guidelines and content of the example; templates are the program's own."""
    for folder in ("plans", "netiquette", "guidelines", "content"):
        shutil.copytree(PRODUCT / folder, root / folder)
    return root


def build(root: Path, ledger: Git | None = None) -> BuiltSites:
    return build_sites(root, ledger=ledger, now=NOW, out=root / "build" / "site")


def add_post(root: Path, name: str, head: str, body: str, month: str = "2026/11") -> Path:
    path = root / "content" / "posts" / month / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
    return path


@dataclass
class Seen:
    """Elements of one page: ``links`` and ``loads`` as written, ``headings`` as levels, ``ids``, ``inline`` scripts;
    ``data``: nodes of its data blocks, ``properties``: what networks read (Open Graph)."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    lang: str | None = None
    main_links: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._open: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in ("meta", "link", "img", "br", "input", "hr", "path", "circle"):
            self._open.append(tag)
        if tag == "html":
            self.seen.lang = values.get("lang")
        if "id" in values:
            self.seen.ids.append(values["id"] or "")
        if tag == "a" and "href" in values:
            self.seen.links.append(values["href"] or "")
            if "main" in self._open:
                self.seen.main_links.append(values["href"] or "")
        if tag in ("img", "script", "iframe", "source") and values.get("src"):
            self.seen.loads.append(values["src"] or "")
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch"):
            self.seen.loads.append(values["href"] or "")
        elif tag == "link":
            self.seen.links.append(values.get("href") or "")
        if tag == "meta" and "property" in values:
            self.seen.properties.setdefault(values["property"] or "", values["content"] or "")
        if tag == "img":
            self.seen.images.append(values)
        is_data = tag == "script" and values.get("type") == "application/ld+json" and "src" not in values
        self._in_data = is_data
        if (tag == "script" and not values.get("src") and not is_data) or "style" in values or tag == "style":
            self.seen.inline.append(str(values))
        self.seen.inline += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.seen.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.seen.data += json.loads(data)["@graph"]
            self._in_data = False
        if not {"script", "style", "pre", "code"} & set(self._open):
            self.seen.text.append(data)


def read_page(path: Path) -> Seen:
    return read_html(path.read_text(encoding="utf-8"))


def read_html(html: str) -> Seen:
    reader = _Reader()
    reader.feed(html)
    return reader.seen
