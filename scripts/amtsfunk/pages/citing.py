"""What makes a statement citable (R71): a line to copy, an address for each paragraph, every later change named.

The permanent address never changes and never shows other words than those that were published: a later change is a
correction or a withdrawal with a post of its own, and both are named here with their day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from amtsfunk.model.german import german_day
from amtsfunk.pages import text
from amtsfunk.pages.facts import KINDS, Archive, ArchivePost

CITABLE = ("statement", "rebuttal", "correction", "withdrawal")
"""Kinds by which the authority is held to its word."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a post's history: when in German words, what happened, and the post that says why."""

    when: str
    what: str
    href: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """``line``: what to write under a quotation. ``changes``: oldest first, the publication among them."""

    line: str
    changes: tuple[Change, ...]


def citation_of(post: ArchivePost, archive: Archive, by_id: Mapping[str, ArchivePost]) -> Citation | None:
    """None for what is no statement, and for a redacted one: of it there is nothing left to cite."""
    if post.kind not in CITABLE or post.is_redacted:
        return None
    mendings = list(_mendings(post, by_id))
    kind = KINDS.get(post.kind, post.kind)
    address = f"{archive.website}/{post.href}"
    later = "".join(f" ({what} am {_day(moment, archive)})" for moment, what, _ in mendings)
    line = f"{archive.authority}: „{post.title}“. {kind} vom {_day(post.published_at, archive)}{later}. {address}"
    changes = [Change(text.german_moment(post.published_at, archive.zone), "veröffentlicht")]
    changes += [
        Change(text.german_moment(moment, archive.zone), what, mending.href, mending.title)
        for moment, what, mending in mendings
    ]
    return Citation(line, tuple(changes))


def _mendings(post: ArchivePost, by_id: Mapping[str, ArchivePost]) -> Iterator[tuple[datetime, str, ArchivePost]]:
    named = ((post.corrected_by, "berichtigt"), (post.withdrawn_by, "zurückgezogen"))
    found = [(by_id[other].published_at, what, by_id[other]) for other, what in named if other and other in by_id]
    yield from sorted(found, key=lambda row: row[0])


def _day(moment: datetime, archive: Archive) -> str:
    return german_day(moment.astimezone(archive.zone).date())


def shown_texts(post: ArchivePost, citation: Citation | None) -> Sequence[Markup]:
    """The HTML of each part's text; of a statement every paragraph has an address, numbered through all parts."""
    shown, number = [], 1
    for part in post.parts:
        paragraphs = text.html_paragraphs(part.text)
        if citation is not None:
            paragraphs = [_anchored(html, number + index) for index, html in enumerate(paragraphs)]
        number += len(paragraphs)
        shown.append(Markup("\n".join(paragraphs)))  # noqa: S704 - html_paragraphs escapes
    return shown


def _anchored(paragraph: str, number: int) -> str:
    anchor = f'<a class="af-anchor" lang="de" href="#absatz-{number}" aria-label="Adresse von Absatz {number}">¶</a>'
    return f'<p id="absatz-{number}">{paragraph.removeprefix("<p>").removesuffix("</p>")} {anchor}</p>'
