"""Rules over when a post goes out: in the past, too far ahead, outside the office's hours, before an election.

What is past is judged only where the check knows the base and the post is new or has a new time there: the past of a
post that has gone out is no fault. All other rules look at posts that are still to come.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from amtsfunk.model.german import WEEKDAYS
from amtsfunk.model.post import URGENT
from amtsfunk.model.team import ElectionWindow
from amtsfunk.planning.calendar import Calendar
from amtsfunk.rules.cases import Hits, PostCase

_FAR = timedelta(days=366)
_NEAR = timedelta(days=183)
_LEAD = timedelta(hours=1)
"""What a suggestion leaves for the approval."""
LATEST_AT_LEAST = timedelta(minutes=20)
"""Runs come about every 20 minutes, and a forge's scheduler is late at times (DELIVERY.md § 5)."""
LATEST_AT_MOST = timedelta(days=30)
BEFORE_ITS_TIME = frozenset(
    {"past-time", "time-just-past", "far-future", "outside-posting-hours", "public-holiday", "before-election"}
)
"""Rules that fall silent once a post has gone out; a waiver of one of them was not given in vain."""
_UNTOUCHED = object()
_AHEAD = {"heute": 0, "morgen": 1, "übermorgen": 2}
_WEEKDAYS = tuple(name.lower() for name in WEEKDAYS)
_CLOCK = re.compile(
    r"\b(?P<hour>[0-9]{1,2})(?::|\.(?=[0-9]{2}\s*uhr))(?P<minute>[0-9]{2})|\b(?P<full>[0-9]{1,2})\s*uhr"
)
_DAY_ALONE = re.compile(r"\b(?P<day>[0-9]{1,2})\.\s*(?P<month>[0-9]{1,2})\.")


def find_past_time(case: PostCase) -> Hits:
    """A new or re-timed post whose last moment is over can never go out: it would be entered as missed."""
    time = _new_past(case)
    if time is not None and case.post.latest_after(time) < case.world.now:
        yield case.at("publish_at"), _past_values(case, time)


def find_time_just_past(case: PostCase) -> Hits:
    """Such a post goes out as soon as it is approved, not at its time."""
    time = _new_past(case)
    if time is not None and (latest := case.post.latest_after(time)) >= case.world.now:
        yield case.at("publish_at"), {**_past_values(case, time), "latest": Calendar.of(case.settings).spell(latest)}


def _new_past(case: PostCase) -> datetime | None:
    earlier = case.world.earlier
    if earlier is None or case.post.head.archive:
        return None
    before = earlier.get(case.post.id, _UNTOUCHED)
    time = case.post.head.publish_at
    if before is _UNTOUCHED or before == time or not isinstance(time, datetime) or time > case.world.now:
        return None
    return time


def _past_values(case: PostCase, time: datetime) -> dict[str, str]:
    now, calendar = case.world.now, Calendar.of(case.settings)
    values = {"value": calendar.spell(time), "now": calendar.spell(now)}
    meant = _in_year(time.astimezone(calendar.zone), time.astimezone(calendar.zone).year + 1)
    # In January one still writes last year's number.
    likely = meant if meant and now < meant < now + _NEAR else calendar.next_open(now + _LEAD)
    return {**values, "fixed": f"publish_at: {calendar.spell(likely)}"} if likely else values


def meant_time(text: str, calendar: Calendar, now: datetime) -> str:
    """``morgen 10 Uhr``, ``Freitag``, ``24.12.`` as a time to write, seen from ``now`` (aware). A day that nobody can
    guess, or that is over, is the next one on which the office posts; empty where that is not known either."""
    local, plain = now.astimezone(calendar.zone), text.casefold()
    clock = _CLOCK.search(plain)
    hour, minute = (int(clock["hour"] or clock["full"]), int(clock["minute"] or 0)) if clock else (-1, 0)
    day = _meant_day(plain, local.date())
    begins = now + _LEAD if day is None else max(now + _LEAD, datetime.combine(day, time(9), calendar.zone))
    found = calendar.next_open(begins)
    if found is None:
        return ""
    if 0 <= hour <= 23 and minute <= 59:
        found = datetime.combine(day or found.date(), time(hour, minute), calendar.zone)
        found = found if found > now else found + timedelta(days=1)
    return calendar.spell(found)


def _meant_day(plain: str, today: date) -> date | None:
    for word, ahead in _AHEAD.items():
        if re.search(rf"\b{word}\b", plain):
            return today + timedelta(days=ahead)
    for number, name in enumerate(_WEEKDAYS):
        if name in plain:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    match = _DAY_ALONE.search(plain)
    if match is None:
        return None
    days = [_date(year, int(match["month"]), int(match["day"])) for year in (today.year, today.year + 1)]
    return next((day for day in days if day is not None and day >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_far_future(case: PostCase) -> Hits:
    """Further ahead than anyone plans: mostly a slip in the year."""
    time = _coming(case)
    if time is None or time <= case.world.now + _FAR:
        return
    calendar = Calendar.of(case.settings)
    here = case.world.now.astimezone(calendar.zone).year
    local = time.astimezone(calendar.zone)
    near = [meant for year in (here, here + 1) if (meant := _in_year(local, year)) and meant > case.world.now]
    values = {"value": calendar.spell(time), "year": str(near[0].year if near else here)}
    yield case.at("publish_at"), {**values, "fixed": f"publish_at: {calendar.spell(near[0])}"} if near else values


def find_outside_posting_hours(case: PostCase) -> Hits:
    """R02, R05: outside the posting windows nobody is there to answer."""
    time = _planned(case)
    if time is None:
        return
    calendar = Calendar.of(case.settings)
    if not calendar.is_open(time):
        windows = calendar.windows(_day(case, time))
        spans = ", ".join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in windows)
        holiday = calendar.holiday(time)
        when = {"day": str(_day(case, time).isoweekday()), "spans": spans or "–"}
        if holiday is not None:
            when = {"day": "holiday", "spans": holiday}
        values = {"value": calendar.spell(time), **when}
        yield case.at("publish_at"), {**values, **_next_open(calendar, time)}


def find_public_holiday(case: PostCase) -> Hits:
    """Public holidays of the Land count like closed days, unless the post names the occasion that it is written for."""
    time = _planned(case)
    if time is None or case.post.head.occasion is not None:
        return
    calendar = Calendar.of(case.settings)
    if (name := calendar.holiday(time)) is not None and calendar.is_open(time):
        yield case.at("publish_at"), {"value": calendar.spell(time), "name": name, **_next_open(calendar, time)}


def find_odd_latest(case: PostCase) -> Hits:
    """A period in which no run may come, or so long that a post goes out when nobody thinks of it any more."""
    head = case.post.head
    span = head.latest if isinstance(head.latest, timedelta) else None
    if isinstance(head.latest, datetime) and isinstance(head.publish_at, datetime):
        span = head.latest - head.publish_at
    if span is None or head.archive or (isinstance(head.latest, datetime) and span <= timedelta()):
        return  # not after its time at all: a rule of its own
    if span < LATEST_AT_LEAST:
        yield case.at("latest"), {"size": "short", "fixed": "latest: 30 min"}
    elif span > LATEST_AT_MOST:
        yield case.at("latest"), {"size": "long", "fixed": "latest: 7 d"}


def find_paid_before_election(case: PostCase) -> Hits:
    """No paid reach in the time before an election (BVerfGE 44, 125)."""
    time = _coming(case)
    if case.post.head.paid and time is not None and (window := _election(case, time)) is not None:
        yield case.at("paid"), {"name": window.name, "ends": f"{window.ends:%d.%m.%Y}"}


def find_before_election(case: PostCase) -> Hits:
    """R24: the matter before the person, and one more approval where the policy asks for it."""
    time = _coming(case)
    if time is None or case.settings.elections is None or (window := _election(case, time)) is None:
        return
    policy = case.settings.policy
    more = policy is not None and any(row.when.election for row in policy.rows)
    yield case.at("publish_at"), {"name": window.name, "more": "yes" if more else "no"}


def _election(case: PostCase, time: datetime) -> ElectionWindow | None:
    elections, day = case.settings.elections, _day(case, time)
    windows = elections.windows if elections is not None else ()
    return next((window for window in windows if window.begins <= day <= window.ends), None)


def _coming(case: PostCase) -> datetime | None:
    """The time of a post that is still to come, aware; None for every other."""
    head = case.post.head
    time = head.publish_at
    return time if isinstance(time, datetime) and time > case.world.now and not head.archive else None


def _planned(case: PostCase) -> datetime | None:
    time = _coming(case)
    return None if time is None or case.post.head.kind in URGENT else time


def _day(case: PostCase, time: datetime) -> date:
    return time.astimezone(case.settings.authority.zone).date()


def _in_year(local: datetime, year: int) -> datetime | None:
    try:
        return local.replace(year=year)
    except ValueError:  # 29 February
        return None


def _next_open(calendar: Calendar, time: datetime) -> dict[str, str]:
    found = calendar.next_open(time)
    return {"fixed": f"publish_at: {calendar.spell(found)}"} if found is not None else {}
