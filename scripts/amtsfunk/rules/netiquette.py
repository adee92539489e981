"""Rules over clauses and measures: what must be said, in which order one may act, and where (R31-R42)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import Hits, PagesCase
from amtsfunk.rules.pages import NUMBERS
from amtsfunk.source.paths import CLAUSES, MEASURES

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clauses, GuidelineHead, Measure

# The model is imported where it is used: a check of posts alone needs none of it.
_BY_WEIGHT = ("notice", "hide", "delete", "block")
"""From the mildest on; to report something and to examine a complaint hurts nobody's account and may stand anywhere."""
_LONGEST_EASY_SENTENCE = 12
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n+")
_WORD = re.compile(r"\w")


def find_missing_clause(case: PagesCase) -> Hits:
    """R31-R34, R36, R40, R41: every subject that the sources name is dealt with in some clause."""
    if case.clauses is None:
        return
    from amtsfunk.model.netiquette import Subject  # noqa: PLC0415

    covered = {subject for clause in case.clauses.clauses for subject in clause.covers}
    for subject in Subject:
        if subject not in covered:
            yield case.at(CLAUSES, "clauses"), {"subject": subject.value, "id": subject.value}


def find_criticism_as_reason(case: PagesCase) -> Hits:
    """R41: criticism is what an authority has to bear. A clause that names it can only promise so."""
    for index, clause in enumerate(case.clauses.clauses if case.clauses else ()):
        if "criticism" in clause.covers and clause.weight != "promise":
            yield case.at(CLAUSES, "clauses", index, "weight"), {"id": clause.id, "fixed": "weight: promise"}


def find_measure_for_promise(case: PagesCase) -> Hits:
    """R41: nobody breaks a promise that the authority made, so no measure can follow from one."""
    for index, measure in enumerate(_measures(case)):
        if "promise" in measure.for_weights:
            kept = ", ".join(weight.value for weight in measure.for_weights if weight != "promise")
            fixed = {"fixed": f"for_weights: [{kept}]"} if kept else {}
            yield case.at(MEASURES, "measures", index, "for_weights"), {"id": measure.id, **fixed}


def find_missing_step(case: PagesCase) -> Hits:
    """R37-R39: notice, hide, delete, block, report, examine a complaint."""
    if case.clauses is None and case.ladder is None:
        return
    from amtsfunk.model.netiquette import Step  # noqa: PLC0415

    there = {measure.step for measure in _measures(case)}
    for step in Step:
        if step not in there:
            yield case.at(MEASURES, "measures"), {"step": step.value}


def find_steps_out_of_order(case: PagesCase) -> Hits:
    """R37: the mildest first, a block last."""
    heaviest: Measure | None = None
    for index, measure in enumerate(_measures(case)):
        if measure.step not in _BY_WEIGHT:
            continue
        if heaviest is not None and _BY_WEIGHT.index(measure.step) < _BY_WEIGHT.index(heaviest.step):
            yield case.at(MEASURES, "measures", index), {"title": measure.title, "other": heaviest.title}
        else:
            heaviest = measure


def find_complaint_alone(case: PagesCase) -> Hits:
    """R39, R42: whether to go to the police is examined by two, never decided by one and never by a machine."""
    for index, measure in enumerate(_measures(case)):
        if measure.step == "complaint" and not measure.needs_second_person:
            place = case.at(MEASURES, "measures", index, "needs_second_person")
            yield place, {"title": measure.title, "fixed": "needs_second_person: true"}


def find_channel_without_measure(case: PagesCase) -> Hits:
    """R37: where people may comment, it is said what can be done there."""
    if case.ladder is None or case.settings is None:
        return
    able = {network for measure in case.ladder.measures for network in measure.networks}
    for name, channel in case.settings.channels.items():
        if channel.comments and not channel.closed and channel.network not in able | {"website"}:
            yield case.at(MEASURES, "measures"), {"channel": name, "network": channel.network}


def find_copied_easy_wording(case: PagesCase) -> Hits:
    """BITV 2.0 § 4: the same words once more are not easy language."""
    for place, text, easy, title in _wordings(case):
        if _bare(text) == _bare(easy):
            yield place, {"title": title}


def find_long_easy_sentence(case: PagesCase) -> Hits:
    """Easy language has short sentences; colons end one, because they open a line of their own."""
    for place, _, easy, title in _wordings(case):
        sentences = (sentence.split() for sentence in _SENTENCE_END.split(easy))
        longest = max((sum(1 for word in words if _WORD.search(word)) for words in sentences), default=0)
        if longest > _LONGEST_EASY_SENTENCE:
            values = {"title": title, "words": str(longest), "limit": str(_LONGEST_EASY_SENTENCE)}
            yield place, values


def find_unknown_counted_measure(case: PagesCase) -> Hits:
    """R37: what is counted is a rung of the ladder, so that people can read what it means."""
    known = {measure.id for measure in _measures(case)}
    for year, numbers in case.numbers.years.items() if case.numbers and known else ():
        for name in numbers.measures:
            if name not in known:
                yield case.at(NUMBERS, "years", str(year), "measures", name), {"id": name, "year": str(year)}


def find_unfinished_year(case: PagesCase) -> Hits:
    """A year's numbers are told when the year is over; before that they would be read as all of it."""
    for year in case.numbers.years if case.numbers else ():
        if year >= case.today.year:
            yield case.at(NUMBERS, "years", str(year)), {"year": str(year)}


def find_more_changed_than_reviewed(case: PagesCase) -> Hits:
    """R37: a measure is changed after a review, so there are no more changes than reviews."""
    for year, numbers in case.numbers.years.items() if case.numbers else ():
        if numbers.changed > numbers.reviews:
            values = {"year": str(year), "changed": str(numbers.changed), "reviews": str(numbers.reviews)}
            yield case.at(NUMBERS, "years", str(year), "changed"), values


def find_overdue_review(case: PagesCase) -> Hits:
    """R65: what has a date for its review was reviewed by then."""
    heads: dict[str, GuidelineHead | Clauses] = dict(case.guidelines)
    if case.clauses is not None:
        heads[CLAUSES] = case.clauses
    for path, head in heads.items():
        if head.review_by < case.today:
            yield case.at(path, "review_by"), {"day": f"{head.review_by:%d.%m.%Y}", "version": head.version}


def find_missing_guideline(case: PagesCase) -> Hits:
    """R41, R44, R47, R50-R63, BVerfGE 44, 125: the Dienstanweisung says something about each of these."""
    if not case.guidelines:
        return
    from amtsfunk.model.netiquette import GuidelineSubject  # noqa: PLC0415

    covered = {subject for head in case.guidelines.values() for subject in head.covers}
    for subject in GuidelineSubject:
        if subject not in covered:
            yield Place(next(iter(sorted(case.guidelines)))), {"subject": subject.value, "id": subject.value}


def find_unagreed_guideline(case: PagesCase) -> Hits:
    """R64: the Dienstanweisung is made with the house's lawyers, the personnel office and the staff council."""
    from amtsfunk.model.netiquette import Consulted  # noqa: PLC0415

    for path, head in case.guidelines.items():
        for one in Consulted:
            if one not in head.agreed_with:
                yield case.at(path, "agreed_with"), {"who": one.value, "id": one.value}


def _measures(case: PagesCase) -> tuple[Measure, ...]:
    return case.ladder.measures if case.ladder else ()


def _wordings(case: PagesCase) -> Iterable[tuple[Place, str, str, str]]:
    """Place of the easy wording, the normal one, the easy one, and the title of all clauses and measures."""
    for index, clause in enumerate(case.clauses.clauses if case.clauses else ()):
        yield case.at(CLAUSES, "clauses", index, "easy"), clause.text, clause.easy, clause.title
    for index, measure in enumerate(_measures(case)):
        yield case.at(MEASURES, "measures", index, "easy"), measure.text, measure.easy, measure.title


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()
