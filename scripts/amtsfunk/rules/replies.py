"""Rules over the replies of the netiquette: one for each clause and measure, fitting, and with its version (R30, R73).

Several text modules may deal with one clause. Which of them is *the* reply says the clause itself, so that there are
never two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from amtsfunk.model.snippet import VERSION_LINK, SnippetUse
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import CLAUSES, MEASURES

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clause, Measure
    from amtsfunk.model.snippet import Snippet


def replied(case: OfficeCase) -> Iterator[tuple[str, str, int, Clause | Measure]]:
    """(file, key, index, clause or measure) of everything that has a reply, as it stands in the netiquette."""
    for index, clause in enumerate(case.clauses.values() if case.clauses else ()):
        yield CLAUSES, "clauses", index, clause
    for index, measure in enumerate(case.measures.values() if case.measures else ()):
        yield MEASURES, "measures", index, measure


def find_clause_without_reply(case: OfficeCase) -> Hits:
    """R73: whoever moderates finds words for it. An office that has no replies at all has not begun yet."""
    if not any(_about(snippet) for snippet in case.office.snippets):
        return
    for file, key, index, one in replied(case):
        if one.reply is None:
            fitting = next((each.id for each in case.office.snippets if _why_not(each, file, one.id) is None), None)
            values = {"title": one.title, **({"fixed": f"reply: {fitting}"} if fitting else {})}
            yield case.at(file, key, index, "id"), {"id": one.id, "head": _head(file), **values}


def find_reply_for_another(case: OfficeCase) -> Hits:
    """The reply to a clause names that clause. The reply to a measure names the measure and no clause, for it has to
    be true whatever the clause was."""
    for file, key, index, one, snippet in _named(case):
        why = _why_not(snippet, file, one.id)
        if why is not None:
            values = {"title": one.title, "reply": snippet.title, "why": why, "path": snippet.path}
            yield case.at(file, key, index, "reply"), values


def find_reply_without_version(case: OfficeCase) -> Hits:
    """R30, R65: what people were told then can still be read when the words have changed."""
    told = set()
    for _, _, _, _, snippet in _named(case):
        if VERSION_LINK not in snippet.blanks and snippet.id not in told:
            told.add(snippet.id)
            yield case.at(snippet.path, "title"), {"title": snippet.title, "blank": f"{{{VERSION_LINK}}}"}


def _named(case: OfficeCase) -> Iterator[tuple[str, str, int, Clause | Measure, Snippet]]:
    by_id = {snippet.id: snippet for snippet in case.office.snippets}
    for file, key, index, one in replied(case):
        if one.reply in by_id:
            yield file, key, index, one, by_id[one.reply]


def _about(snippet: Snippet) -> bool:
    return snippet.head.clause is not None or snippet.head.measure is not None


def _why_not(snippet: Snippet, file: str, name: str) -> str | None:
    """Why a snippet cannot be the reply to a clause or measure; None where it can."""
    head, kind = snippet.head, _head(file)
    if head.use is not SnippetUse.reply:
        return "no-reply"
    if getattr(head, kind) != name:
        return f"other-{kind}"
    return "clause-beside" if kind == "measure" and head.clause is not None else None


def _head(file: str) -> str:
    return "clause" if file == CLAUSES else "measure"
