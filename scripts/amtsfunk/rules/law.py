"""Rules over the law of a Land, and over limits that were seen on a server: what a person looked up gets old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from amtsfunk.model.authority import Level
from amtsfunk.model.law import LawSubject
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.source.paths import LAW, LIMITS

if TYPE_CHECKING:
    from amtsfunk.model.law import LandLaw

_AUTHORITY = "plans/authority.yml"
_A_YEAR = timedelta(days=366)
_OPTIONAL = frozenset({LawSubject.holidays_note})


def find_law_file_name(case: OfficeCase) -> Hits:
    for file, law in case.office.law.items():
        name = file.rpartition("/")[2]
        if name != f"{law.land.lower()}.yml":
            yield case.at(file, "land"), {"name": name, "land": law.land, "fixed": f"{LAW}{law.land.lower()}.yml"}


def find_missing_law(case: OfficeCase) -> Hits:
    """Supervision, archives and access to information differ by Land; a federal body has none of them."""
    if case.settings.authority.level is not Level.federal and not _own(case):
        land = case.settings.authority.land
        yield case.at(_AUTHORITY, "land"), {"land": land, "path": f"{LAW}{land.lower()}.yml"}


def find_unchecked_law(case: OfficeCase) -> Hits:
    """Only what somebody who knows the law has looked at may stand on the legal pages."""
    for file, law in _own(case).items():
        if law.checked_on is None or law.checked_by is None:
            yield case.at(file, "land"), {"name": law.name}


def find_stale_law(case: OfficeCase) -> Hits:
    for file, law in _own(case).items():
        if law.checked_on is not None and law.checked_on + _A_YEAR < case.today:
            yield case.at(file, "checked_on"), {"name": law.name, "day": f"{law.checked_on:%d.%m.%Y}"}


def find_missing_law_entry(case: OfficeCase) -> Hits:
    """A body or duty that the pages need. Where a Land has no such act, the entry says so."""
    for file, law in _own(case).items():
        for subject in LawSubject:
            if subject not in _OPTIONAL and law.entry(subject) is None:
                yield case.at(file, "entries"), {"subject": subject.value, "name": law.name}


def find_stale_limit(case: OfficeCase) -> Hits:
    """R23: servers change what they allow."""
    for channel, limit in case.settings.limits.items():
        if limit.observed_on + _A_YEAR < case.today:
            values = {"channel": channel, "day": f"{limit.observed_on:%d.%m.%Y}"}
            yield case.at(LIMITS, "observed", channel, "observed_on"), values


def _own(case: OfficeCase) -> Mapping[str, LandLaw]:
    """The law of the authority's own Land; others lie there as examples."""
    authority = case.settings.authority
    if authority.level is Level.federal:
        return {}
    return {file: law for file, law in case.office.law.items() if law.land == authority.land}
