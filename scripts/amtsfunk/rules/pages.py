"""Rules over netiquette and guidelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from amtsfunk.rules.cases import Hits, PagesCase
from amtsfunk.source.paths import CLAUSES, MEASURES

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clause, Clauses, GuidelineHead, Measure

NUMBERS = "netiquette/numbers.yml"


def find_repeated_entry(case: PagesCase) -> Hits:
    """R30: the id is the anchor that replies to citizens link to, so it names one clause."""
    lists: tuple[tuple[str, str, Sequence[Clause | Measure]], ...] = (
        (CLAUSES, "clauses", case.clauses.clauses if case.clauses else ()),
        (MEASURES, "measures", case.ladder.measures if case.ladder else ()),
    )
    for path, key, entries in lists:
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            if entry.id in seen:
                yield case.at(path, key, index, "id"), {"value": entry.id}
            seen.add(entry.id)


def find_vanished_entry(case: PagesCase) -> Hits:
    """R30: an id that was public stays, because answers to citizens link to it. Needs a base to compare with."""
    for path, ids in case.before.items():
        there = {CLAUSES: case.clauses and case.clauses.clauses, MEASURES: case.ladder and case.ladder.measures}[path]
        if there is None and path in case.positions:
            continue  # unreadable, which its reader says
        now = {entry.id for entry in there or ()}
        for gone in ids:
            if gone not in now:
                yield case.at(path, path.rpartition("/")[2].removesuffix(".yml")), {"value": gone}


def entry_ids(path: str, data: bytes) -> tuple[str, ...]:
    """Ids of an earlier ``clauses.yml`` or ``measures.yml``; none where it could not be read even then."""
    from amtsfunk.source.yaml_read import read_yaml  # noqa: PLC0415 - only where a base is compared

    text = data.decode("utf-8", "replace")
    entries = read_yaml(text, 1, frozenset()).value.get(path.rpartition("/")[2].removesuffix(".yml"))
    found = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return tuple(one for one in found if isinstance(one, str))


def find_repeated_number(case: PagesCase) -> Hits:
    """R65: guidelines are quoted by their number."""
    first: dict[int, str] = {}
    for path, head in case.guidelines.items():
        other = first.setdefault(head.number, path)
        if other != path:
            free = max(one.number for one in case.guidelines.values()) + 1
            values = {"value": str(head.number), "other": other, "fixed": f"number: {free}"}
            yield case.at(path, "number"), values


def find_review_before_force(case: PagesCase) -> Hits:
    """R65: a page is reviewed after it came into force."""
    heads: dict[str, GuidelineHead | Clauses] = dict(case.guidelines)
    if case.clauses is not None:
        heads[CLAUSES] = case.clauses
    for path, head in heads.items():
        if head.review_by <= head.in_force_from:
            values = {"begins": f"{head.in_force_from:%d.%m.%Y}", "ends": f"{head.review_by:%d.%m.%Y}"}
            yield case.at(path, "review_by"), values
