"""The Dienstanweisung: each page as it is in force, its earlier versions, what changed on which day, and all of it on
one page for print."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from amtsfunk.model.german import german_day
from amtsfunk.pages import text
from amtsfunk.pages.differences import Change, compare_sections, marked, renamed
from amtsfunk.pages.facts import CONSULTED
from amtsfunk.pages.versions import Reign, State, holding, reigns, summary
from amtsfunk.source.headings import headings
from amtsfunk.source.versions import Guideline

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "dienstanweisung/"
_LINK = re.compile(r"(?<!\\)(!?)\[([^\]\n]*)\]\(([^)\s]+)[^)\n]*\)")
_PAGE = re.compile(r"([a-z0-9-]+)\.md(?:#(.*))?")
_OUTSIDE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageVersion:
    """``changes``: against the version before; None where none is kept. ``kept``: whether it has an address."""

    page: Guideline
    reign: Reign
    changes: tuple[Change, ...] | None
    kept: bool

    @property
    def summary(self) -> str:
        return summary([("Abschnitt", "Abschnitte", self.changes or ())])

    @property
    def place(self) -> str:
        """From ``dienstanweisung/`` on, without its ending."""
        return f"fassung/{self.reign.day.isoformat()}/{self.page.stem}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page through all its versions, oldest first. ``holds``: the one in force; None: it is no longer a page."""

    stem: str
    holds: Guideline | None
    versions: tuple[PageVersion, ...]

    @property
    def newest(self) -> Guideline:
        return self.holds or self.versions[-1].page


def leaves(current: Sequence[Guideline], kept: Sequence[Guideline], today: date | None) -> tuple[Leaf, ...]:
    """In the order of their numbers; what is no longer a page comes last."""
    files = {page.stem: page for page in current}
    copies: dict[str, dict[date, Guideline]] = {}
    for copy in kept:
        copies.setdefault(copy.stem, {})[copy.day] = copy
    found = []
    for stem in {**files, **copies}:
        of_day, page = copies.get(stem, {}), files.get(stem)
        known = {page.day: page, **of_day} if page else of_day
        holds = holding(page, of_day.values(), today) if page else None
        found.append(Leaf(stem, holds, _versions(known, of_day.keys(), today, gone=page is None)))
    return tuple(sorted(found, key=lambda leaf: (leaf.holds is None, leaf.newest.head.number, leaf.stem)))


def _versions(
    known: Mapping[date, Guideline], kept: Collection[date], today: date | None, *, gone: bool
) -> tuple[PageVersion, ...]:
    found: list[PageVersion] = []
    for reign in reigns(known, today):
        page = known[reign.day]
        before = found[-1].page if found else None
        changes = compare_sections(renamed(before.sections, page.sections), page.sections) if before else None
        span = Reign(reign.day, reign.until, State.was) if gone else reign
        found.append(PageVersion(page, span, changes, reign.day in kept))
    return tuple(found)


# ---------------------------------------------------------------- pages


def guideline_pages(
    found: Sequence[Leaf],
    environment: Environment,
    today: date,
    stepwise: str | None = None,
    replies: Sequence[Mapping[str, Any]] = (),
) -> Mapping[str, str]:
    """Path of each Markdown page → its text: the pages in force, and each kept version. ``stepwise``: the page that can
    be walked through question by question; ``replies``: groups of text modules for pages that say ``replies: ja``."""
    pages: dict[str, str] = {}
    names = frozenset(leaf.stem for leaf in found if leaf.holds is not None)
    for leaf in found:
        if leaf.holds is not None:
            values = {**_head(leaf.holds, today), **_around(leaf), "body": text.prose_without_html(leaf.holds.body)}
            values["stepwise"] = leaf.stem == stepwise
            values["reply_groups"] = replies if leaf.holds.head.replies else ()
            pages[f"{FOLDER}{leaf.stem}.md"] = environment.get_template("dienstanweisung/_seite.md").render(values)
        for place, one in enumerate(leaf.versions):
            if one.kept:
                template = environment.get_template("dienstanweisung/_fassung.md")
                pages[f"{FOLDER}{one.place}.md"] = template.render(
                    {
                        **_head(one.page, today),
                        **_around(leaf),
                        **_told(one, leaf.versions[place - 1] if place else None),
                        "stem": leaf.stem,
                        "holds": next((other for other in leaf.versions if other.reign.state is State.holds), None),
                        "body": text.prose_without_html(_moved(one.page.body, names)),
                    }
                )
    return pages


def guideline_values(found: Sequence[Leaf], today: date) -> Mapping[str, Any]:
    """What the overview, the list of changes and the print page say."""
    pages = [leaf.holds for leaf in found if leaf.holds is not None]
    stems = frozenset(page.stem for page in pages)
    rows = [{**_head(page, today), "stem": page.stem} for page in pages]
    told = sorted((one for leaf in found for one in leaf.versions), key=lambda one: one.reign.day, reverse=True)
    return {
        "guidelines": rows,
        "coming": [one for one in told if one.reign.state is State.comes],
        "guideline_days": [
            {
                "day": german_day(day),
                "anchor": f"tag-{day.isoformat()}",
                "is_coming": day > today,
                "rows": sorted(ones, key=lambda one: (one.page.head.number, one.page.stem)),
            }
            for day, group in groupby(told, key=lambda one: one.reign.day)
            for ones in [tuple(group)]
        ],
        "guidelines_gone": [leaf for leaf in found if leaf.holds is None],
        "sheets": [
            {**row, "body": text.prose_without_html(_printed(page, stems))}
            for row, page in zip(rows, pages, strict=True)
        ],
        "printed_on": german_day(today),
    }


def _head(page: Guideline, today: date) -> dict[str, Any]:
    head = page.head
    return {
        "number": head.number,
        "title": head.title,
        "version": head.version,
        "in_force_from": german_day(head.in_force_from),
        "has_begun": head.in_force_from <= today,
        "review_by": german_day(head.review_by),
        "overdue": head.review_by < today,
        "source": head.source,
        "agreed_with": [(CONSULTED[who.value], note) for who, note in head.agreed_with.items()],
    }


def _around(leaf: Leaf) -> dict[str, Any]:
    return {"versions": leaf.versions[::-1], "is_gone": leaf.holds is None}


def _told(one: PageVersion, before: PageVersion | None) -> dict[str, Any]:
    return {
        "reign": one.reign,
        "was": one.reign.state is State.was,
        "comes": one.reign.state is State.comes,
        "earlier": before,
        "summary": one.summary,
        "changes": [
            {
                "title": f"{change.what.heading}: {change.title}",
                "html": marked(change.pieces, shorten=True),
            }
            for change in one.changes or ()
        ],
    }


# ---------------------------------------------------------------- links and headings


def _moved(body: str, stems: frozenset[str]) -> str:
    """A body two folders below its own place: links to pages that are still there climb, others become their words."""

    def target(stem: str, anchor: str | None) -> str:
        return f"../../{stem}.md{f'#{anchor}' if anchor else ''}"

    return _relinked(body, stems, target)


def _printed(page: Guideline, stems: frozenset[str]) -> str:
    """A body as a part of one long page: headings a level lower, and every anchor below that of its page."""

    def target(stem: str, anchor: str | None) -> str:
        return f"#{sheet_anchor(stem)}{f'_{anchor}' if anchor else ''}"

    lines = _relinked(page.body, stems, target, page.stem).split("\n")
    for place, heading in headings(lines):
        marks = "#" * min(heading.level + 1, 6)
        lines[place] = f"{marks} {heading.words} {{: #{sheet_anchor(page.stem)}_{heading.anchor} }}"
    return "\n".join(lines)


def sheet_anchor(stem: str) -> str:
    return f"blatt_{stem}"


def _relinked(
    body: str, stems: frozenset[str], target: Callable[[str, str | None], str], own: str | None = None
) -> str:
    def relink(link: re.Match[str]) -> str:
        mark, words, address = link[1], link[2], link[3]
        page = _PAGE.fullmatch(address)
        if mark or _OUTSIDE.match(address) or (address.startswith("#") and own is None):
            return link[0]
        if address.startswith("#") and own is not None:
            return f"[{words}]({target(own, address[1:])})"
        return f"[{words}]({target(page[1], page[2])})" if page and page[1] in stems else words

    return _LINK.sub(relink, body)
