"""Rules over kept versions: what is in force is kept, what was kept stays as it was, and other words are another
version (R65). A folder without ``versions/SHA256SUMS`` keeps none, and is asked nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import Hits, PagesCase
from amtsfunk.source.paths import CLAUSES, MEASURES

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clauses

# Reading kept versions needs the model of the pages: imported where it is used, as in ``rules.netiquette``.


def find_version_not_kept(case: PagesCase) -> Hits:
    """What people are bound by has a copy from its first day on, not only when it is replaced."""
    from amtsfunk.source.versions import place_of, sum_line  # noqa: PLC0415

    for path, day in _dated(case):
        kept = place_of(path, day)
        if kept not in case.files and _keeps_versions(case, path):
            values = {"day": f"{day:%d.%m.%Y}", "path": path, "kept": kept, "line": sum_line(kept, case.files[path])}
            yield case.at(CLAUSES if path == MEASURES else path, "in_force_from"), values


def find_changed_without_version(case: PagesCase) -> Hits:
    """Other words from the same day on would be a second text of one version. Sources, notes and easy language are
    no such words."""
    from amtsfunk.source.versions import place_of, read_guidelines, told_guideline  # noqa: PLC0415

    if case.clauses is not None:
        yield from _changed_netiquette(case, case.clauses)
    for path, head in case.guidelines.items():
        kept = place_of(path, head.in_force_from)
        for was in read_guidelines({kept: case.files[kept]}, []) if kept in case.files and path in case.bodies else ():
            if was.sections != told_guideline(head.title, case.bodies[path]):
                yield case.at(path, "in_force_from"), _renewed(head.title, head.version, head.in_force_from, kept)


def find_altered_version(case: PagesCase) -> Hits:
    """What was kept has the bytes that its list names, and is there."""
    from hashlib import sha256  # noqa: PLC0415

    from amtsfunk.source.versions import SUMS, read_sums  # noqa: PLC0415

    for path, data in case.files.items():
        if path.endswith(f"/versions/{SUMS}"):
            for kept, digest in read_sums(path, data).items():
                if kept not in case.files or sha256(case.files[kept]).hexdigest() != digest:
                    yield Place(kept), {"kept": kept, "state": "gone" if kept not in case.files else "other"}


def find_unlisted_version(case: PagesCase) -> Hits:
    """Without its line in the list nobody would notice that a kept version was altered."""
    from amtsfunk.source.versions import is_kept, read_sums, sum_line, sums_of  # noqa: PLC0415

    for path, data in case.files.items():
        if is_kept(path) and path not in read_sums(sums_of(path), case.files.get(sums_of(path), b"")):
            place = sums_of(path) if sums_of(path) in case.files else path
            yield Place(place), {"kept": path, "list": sums_of(path), "line": sum_line(path, data)}


def _changed_netiquette(case: PagesCase, clauses: Clauses) -> Hits:
    from amtsfunk.source.versions import place_of, read_netiquettes, told_netiquette  # noqa: PLC0415

    day = clauses.in_force_from
    places = (place_of(CLAUSES, day), place_of(MEASURES, day))
    for was in read_netiquettes({path: case.files[path] for path in places if path in case.files}, []):
        both = case.ladder is not None and was.ladder is not None  # that one is missing is told of itself
        now = told_netiquette(clauses, case.ladder if both else None)
        before = {one.key: one for one in told_netiquette(was.clauses, was.ladder if both else None)}
        changed = [
            (_place(case, index), one.title) for index, one in enumerate(now) if before.pop(one.key, None) != one
        ]
        changed += [(case.at(CLAUSES, "in_force_from"), gone.title) for gone in before.values()]
        for place, title in changed:
            yield place, _renewed(title, clauses.version, day, places[0])


def _place(case: PagesCase, index: int) -> Place:
    count = len(case.clauses.clauses) if case.clauses else 0
    return case.at(CLAUSES, "clauses", index) if index < count else case.at(MEASURES, "measures", index - count)


def _renewed(title: str, version: str, day: date, kept: str) -> dict[str, str]:
    return {"title": title, "version": version, "day": f"{day:%d.%m.%Y}", "kept": kept}


def _dated(case: PagesCase) -> Iterator[tuple[str, date]]:
    """Path of each text that has versions → the day from which it is in force."""
    if case.clauses is not None:
        yield CLAUSES, case.clauses.in_force_from
        if case.ladder is not None:
            yield MEASURES, case.clauses.in_force_from
    for path, head in case.guidelines.items():
        yield path, head.in_force_from


def _keeps_versions(case: PagesCase, path: str) -> bool:
    from amtsfunk.source.versions import sums_of  # noqa: PLC0415

    return sums_of(path) in case.files
