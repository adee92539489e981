"""What the internal pages show of text modules: the one reply to each clause and measure first, then all others.

A reply carries the lasting address of the version in force, put in here and nowhere else, so that what staff copy today
says tomorrow what held today (R30, R65, R73). People stand there by sign and function, never by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from amtsfunk.model.german import german_day
from amtsfunk.model.snippet import BLANK, VERSION_LINK, SnippetUse

if TYPE_CHECKING:
    from amtsfunk.model.module import Module
    from amtsfunk.model.netiquette import Clause, Clauses, Ladder, Measure
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.snippet import Snippet

TO_CLAUSES = "Die Antwort zu jeder Regel"
TO_MEASURES = "Die Antwort zu jeder Maßnahme"
_MORE = "Weitere Antworten zu Regeln und Maßnahmen"
_TOPICS, _COMMON, _BLOCKS = "Zu einem Thema", "Allgemein", "Bausteine für Beiträge"


@dataclass(frozen=True, slots=True)
class _Netiquette:
    """By id; ``addresses``: of clauses and measures in the version in force (``permanent_addresses``)."""

    clauses: Mapping[str, Clause]
    measures: Mapping[str, Measure]
    addresses: Mapping[str, str]


def snippet_groups(  # noqa: PLR0913, PLR0917 - one parameter a source
    snippets: Iterable[Snippet],
    settings: Settings,
    clauses: Clauses | None,
    ladder: Ladder | None,
    today: date,
    addresses: Mapping[str, str],
) -> Sequence[Mapping[str, Any]]:
    """Groups with ``title``, ``anchor``, ``settled`` (whether these are *the* replies), ``snippets`` and ``missing``
    (titles of clauses or measures without a reply). Replies stand in the order of the netiquette."""
    netiquette = _Netiquette(
        {one.id: one for one in clauses.clauses} if clauses else {},
        {one.id: one for one in ladder.measures} if ladder else {},
        addresses,
    )
    ordered = sorted(snippets, key=lambda one: one.title.casefold())
    by_id = {one.id: one for one in ordered}
    found: dict[str, list[Mapping[str, Any]]] = {}
    missing: dict[str, list[str]] = {}
    for group, rules in ((TO_CLAUSES, netiquette.clauses), (TO_MEASURES, netiquette.measures)):
        for rule in rules.values():
            reply = by_id.get(rule.reply or "")
            if reply is None:
                missing.setdefault(group, []).append(rule.title)
            else:
                found.setdefault(group, []).append(_snippet(reply, settings, netiquette, today, rule.title))
    settled = {rule.reply for rules in (netiquette.clauses, netiquette.measures) for rule in rules.values()}
    for one in ordered:
        if one.id not in settled:
            group, about = _place(one, settings, netiquette)
            found.setdefault(group, []).append(_snippet(one, settings, netiquette, today, about))
    groups = (TO_CLAUSES, TO_MEASURES, _MORE, _TOPICS, _COMMON, _BLOCKS)
    return [
        {
            "title": title,
            "anchor": f"gruppe-{number}",
            "of_clauses": title == TO_CLAUSES,
            "settled": title in (TO_CLAUSES, TO_MEASURES),
            "snippets": found[title],
            "missing": missing.get(title, []),
        }
        for number, title in enumerate(groups, start=1)
        if title in found
    ]


def _place(one: Snippet, settings: Settings, netiquette: _Netiquette) -> tuple[str, str]:
    """The group of a text that is nobody's settled reply, and what it is about."""
    head = one.head
    if head.use is SnippetUse.text:
        return _BLOCKS, ""
    named = (netiquette.clauses.get(head.clause or ""), netiquette.measures.get(head.measure or ""))
    if head.clause or head.measure:
        return _MORE, " · ".join(rule.title for rule in named if rule is not None) or head.clause or head.measure or ""
    if head.topic:
        return _TOPICS, settings.topics[head.topic].label if head.topic in settings.topics else head.topic
    return _COMMON, ""


def _snippet(one: Snippet, settings: Settings, netiquette: _Netiquette, today: date, about: str) -> Mapping[str, Any]:
    filled = _with_version(one, netiquette.addresses)
    rules = [*filter(None, [one.head.clause, one.head.measure and f"stufe-{one.head.measure}"])]
    return {
        **agreed_values(one, settings, today),
        "about": about,
        "text": marked_blanks(filled),
        "length": len(filled),
        "blanks": list(dict.fromkeys(BLANK.findall(filled))),
        "department": one.head.department,
        "easy": one.head.easy,
        "rules": rules,
        "names": [rule for rule in rules if _names(filled, netiquette.addresses.get(rule))],
    }


def _names(text: str, address: str | None) -> bool:
    """Whether the address itself stands there, and not a longer one that begins with it."""
    return address is not None and re.search(rf"{re.escape(address)}(?![\w/-])", text) is not None


def _with_version(one: Snippet, addresses: Mapping[str, str]) -> str:
    """The text with its lasting address. Where it names neither a clause nor a measure of a kept version, the blank
    stays, as one for a person to fill."""
    head = one.head
    address = addresses.get(head.clause or f"stufe-{head.measure}")
    return one.text if address is None else one.text.replace(f"{{{VERSION_LINK}}}", address)


def who(sign: str | None, settings: Settings) -> str:
    """``cd (Chefin vom Dienst)``, without what stands behind a comma; the sign alone where the team says no more."""
    person = settings.people.get(sign or "")
    function = (person.function or "").split(",")[0] if person is not None else ""
    return f"{sign} ({function})" if function else sign or ""


def marked_blanks(plain: str) -> Markup:
    """Plain text as HTML with every blank marked; what a person copies from it is the text itself."""
    shown = BLANK.sub(r"<mark>{\1}</mark>", escape(plain, quote=False))
    return Markup(shown)  # noqa: S704 - escaped, and a blank holds no braces


def agreed_values(one: Snippet | Module, settings: Settings, today: date) -> Mapping[str, Any]:
    """Id as an anchor, title, who agreed, when, until when, and whether that is today."""
    return {
        "id": re.sub(r"[^a-z0-9-]", "-", one.id.lower()),
        "title": one.title,
        "agreed_by": [who(sign, settings) for sign in one.head.agreed_by],
        "agreed_on": german_day(one.head.agreed_on),
        "valid_until": german_day(one.head.valid_until),
        "valid": one.head.valid_on(today),
    }
