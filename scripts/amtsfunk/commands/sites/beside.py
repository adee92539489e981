"""What the internal site has beside its pages: calendars to subscribe to, tables of the reports, pictures to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from amtsfunk.commands.reporting import Report
from amtsfunk.pages.archive import ReadPicture, picture_bytes
from amtsfunk.pages.drawings import DrawnPost, pictures_of
from amtsfunk.pages.facts import Page
from amtsfunk.planning.plan import Plan
from amtsfunk.report.plan_ical import render_ical
from amtsfunk.report.sheet import sheet

_DAYS_KEPT, _DAYS_AHEAD = 28, 366
"""What the calendar files hold: a program that reads them again drops what is no longer in them."""


def beside_internal(
    plan: Plan, drawings: Iterable[DrawnPost], reports: Sequence[Report], read_picture: ReadPicture
) -> Iterator[Page]:
    days = tuple(plan.today + timedelta(days=number) for number in range(-_DAYS_KEPT, _DAYS_AHEAD))
    yield Page.holding("plan.ics", render_ical(plan, days, duty=False).encode())
    yield Page.holding("dienst.ics", render_ical(plan, days, posts=False).encode())
    for report in reports:
        yield Page.holding(f"auswertung-{report.figures.span.name}.csv", sheet(report.rows).encode())
    for place, picture in pictures_of(drawings).items():  # cleaned, as they go out
        yield Page(place, str(picture.sha256), picture_bytes(picture, read_picture))
