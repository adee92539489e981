"""Rules over the whole plan: how often, how evenly, how far ahead, for whom, and who is there.

They speak only where an office says in ``plans/plan.yml`` what it means to do, and never as errors: a plan that is not
kept holds no approved post. ``amtsfunk plan gaps`` and ``amtsfunk check`` ask the same functions.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from amtsfunk.model.plan import Cadence, Per, PlanSettings
from amtsfunk.planning import balance, cadence, people
from amtsfunk.rules.cases import Hits, OfficeCase, PlanCase
from amtsfunk.source.paths import PLAN, ROTA

_TEAM = "plans/team.yml"


def find_odd_week(case: PlanCase) -> Hits:
    """R01: the mean of a week is what counts, so it weighs more than a day."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for count in cadence.week_counts(case.plan):
        if count.size:
            scale = count.days if count.cadence.per is Per.day else 1
            found[count.week, count.size].append(_counted(case, count.channel, count.count, count.cadence, scale))
    for (week, size), counts in found.items():
        yield case.at(PLAN, "channels"), {"week": week, "size": size, "counts": "; ".join(counts)}


def find_odd_day(case: PlanCase) -> Hits:
    """R01: rund, so that a single day is a notice only."""
    found: dict[date, list[str]] = defaultdict(list)
    for count in cadence.odd_days(case.plan):
        found[count.day].append(_counted(case, count.channel, count.count, count.cadence, 1))
    for day, counts in found.items():
        yield case.at(PLAN, "channels"), {"day": _day(day), "counts": "; ".join(counts)}


def find_clash(case: PlanCase) -> Hits:
    """R02: of two posts at once on one channel the second is overlooked."""
    for pair in cadence.close_pairs(case.plan):
        if not pair.apart:
            yield case.of(pair.second), _pair(case, pair)


def find_too_close(case: PlanCase) -> Hits:
    for pair in cadence.close_pairs(case.plan):
        if pair.apart:
            minutes = {"apart": _minutes(pair.apart), "gap": _minutes(case.plan.numbers.gap)}
            yield case.of(pair.second), {**_pair(case, pair), **minutes}


def _pair(case: PlanCase, pair: cadence.Close) -> dict[str, str]:
    return {"other": pair.first.id, "channels": ", ".join(case.label(name) for name in pair.channels)}


def find_crowded_day(case: PlanCase) -> Hits:
    """R02: möglichst gleichmäßig auf den Tag verteilt."""
    found: dict[tuple[str, int], tuple[cadence.Crowd, list[str]]] = {}
    for crowd in cadence.crowds(case.plan):
        found.setdefault((crowd.last.id, crowd.count), (crowd, []))[1].append(case.label(crowd.channel))
    zone = case.plan.calendar.zone
    for crowd, channels in found.values():
        span = f"{crowd.begins.astimezone(zone):%H:%M}–{crowd.ends.astimezone(zone):%H:%M}"
        values = {"day": _day(crowd.day), "channels": ", ".join(channels), "count": str(crowd.count), "span": span}
        yield case.of(crowd.last), values


def find_open_weekend(case: PlanCase) -> Hits:
    """R04: what appears at the weekend is ready on Friday."""
    for gap in people.open_weekend(case.plan):
        values = {"day": _day(gap.day), "why": gap.why, "what": _what(gap)}
        if gap.place is not None:
            yield case.at(gap.place.file, "slots", gap.place.index), values
        elif gap.entry is not None:
            yield case.of(gap.entry), values


def _what(gap: people.OpenWeekend) -> str:
    if gap.entry is not None:
        return gap.entry.id
    return (gap.place.idea or gap.place.topic) if gap.place is not None else ""


def find_untimed_place(case: PlanCase) -> Hits:
    """R02, R18: this week and the next; further ahead a place may still be somewhere in its week."""
    for one in people.untimed_places(case.plan):
        what = one.post or one.idea or one.topic
        yield case.at(one.file, "slots", one.index), {"week": one.week, "what": what}


def find_low_coverage(case: PlanCase) -> Hits:
    for covered in balance.coverage(case.plan):
        if covered.ready < covered.wanted:
            values = {"days": str(covered.days), "ready": str(covered.ready), "wanted": str(covered.wanted)}
            yield case.at(PLAN, "coverage", f"next_{covered.days}_days"), values


def find_topic_balance(case: PlanCase) -> Hits:
    for one in balance.topics(case.plan):
        if one.size:
            yield case.at(PLAN, "topics", one.name), {"name": case.topic(one.name), **_share(one)}


def find_audience_balance(case: PlanCase) -> Hits:
    for one in balance.audiences(case.plan):
        if one.size:
            yield case.at(PLAN, "audiences", one.name), {"name": one.name, **_share(one)}


def _share(one: balance.Balance) -> dict[str, str]:
    least = max(one.wanted.least, int(one.count == 0))
    wanted = f"{least}–{one.wanted.most}"
    return {"size": one.size, "percent": str(one.percent), "wanted": wanted, "total": str(one.total)}


def find_overload(case: PlanCase) -> Hits:
    """R10: rather fewer posts than people who work on Sunday."""
    for load in balance.loads(case.plan):
        if load.hours > load.available:
            values = {"week": load.week, "role": load.role.value, "hours": str(load.hours)}
            yield case.at(PLAN, "capacity", load.role.value), {**values, "available": str(load.available)}


def find_dormant_channel(case: PlanCase) -> Hits:
    for one in balance.dormant(case.plan):
        since = "never" if one.last is None else _day(one.last)
        yield case.at("plans/channels.yml", "channels", one.channel), {"name": case.label(one.channel), "since": since}


def find_not_on_website(case: PlanCase) -> Hits:
    """R56: nothing is withheld from the central site. Only where there is one."""
    for entry in balance.off_site(case.plan):
        yield case.of(entry), {"post": entry.id, "channels": ", ".join(case.label(name) for name in entry.channels)}


def find_uncovered_duty(case: PlanCase) -> Hits:
    """R06. Days that follow each other are told once."""
    runs: list[tuple[str, date, date]] = []
    for gap in people.duty_gaps(case.plan):
        if runs and runs[-1][0] == gap.what and gap.day - runs[-1][2] == timedelta(days=1):
            runs[-1] = (gap.what, runs[-1][1], gap.day)
        else:
            runs.append((gap.what, gap.day, gap.day))
    for what, first, last in runs:
        days = _day(first) if first == last else f"{_day(first)}–{_day(last)}"
        yield case.at(ROTA, "weeks"), {"day": days, "what": what}


def find_training_ending(case: PlanCase) -> Hits:
    for one in people.trainings_ending(case.plan):
        yield case.at(_TEAM, "people", one.sign, "trained_until"), {"value": one.sign, "until": _day(one.until)}


def find_sensitive_without_second(case: PlanCase) -> Hits:
    for entry, why in balance.second_reader_missing(case.plan):
        yield case.of(entry), {"post": entry.id, "why": why}


def find_post_on_quiet_day(case: PlanCase) -> Hits:
    for entry, name in people.quiet_posts(case.plan):
        yield case.of(entry), {"day": _day(case.plan.day_of(entry.due)), "name": name}


def find_reversed_numbers(case: OfficeCase) -> Hits:
    """``least`` above ``most``, or an end before its beginning: such a line can never be kept."""
    settings = case.office.plan
    if settings is None:
        return
    for path, least, most in _ranges(settings):
        if most < least:
            yield case.at(PLAN, *path), {"least": str(least), "most": str(most)}
    for index, quiet in enumerate(settings.quiet):
        if quiet.ends < quiet.begins:
            yield case.at(PLAN, "quiet", index, "ends"), {"least": _day(quiet.begins), "most": _day(quiet.ends)}


def _ranges(settings: PlanSettings) -> list[tuple[tuple[str, ...], int, int]]:
    ranges: list[tuple[tuple[str, ...], int, int]] = []
    for key in ("cadence", "topic", "audience"):
        if (whole := getattr(settings, key)) is not None:
            ranges.append(((key, "most"), whole.least, whole.most))
    for kind in ("channels", "topics", "audiences"):
        for name, one in getattr(settings, kind).items():
            ranges.append(((kind, str(name), "most"), one.least, one.most))
    if settings.coverage is not None:
        first, second = settings.coverage.next_14_days, settings.coverage.next_28_days
        ranges.append((("coverage", "next_28_days"), first, second))
    return ranges


def _counted(case: PlanCase, channel: str, count: int, wanted: Cadence, scale: int) -> str:
    return f"{case.label(channel)} {count} ({wanted.least * scale}–{wanted.most * scale})"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _minutes(span: timedelta) -> str:
    return str(int(span.total_seconds()) // 60)
