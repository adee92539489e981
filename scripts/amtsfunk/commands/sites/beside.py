"""What the internal site has beside its pages: calendars to subscribe to, tables of the reports, pictures to come, and
the list of posts from which the page for writing offers earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from amtsfunk.commands.reporting import Report
from amtsfunk.commands.sites.sources import Sources
from amtsfunk.pages.archive import ReadPicture, picture_bytes
from amtsfunk.pages.drawings import pictures_of
from amtsfunk.pages.facts import Page
from amtsfunk.pages.internal import InternalFacts
from amtsfunk.pages.writing import earlier_posts, posts_script
from amtsfunk.report.plan_ical import render_ical
from amtsfunk.report.sheet import sheet

_DAYS_KEPT, _DAYS_AHEAD = 28, 366
"""What the calendar files hold: a program that reads them again drops what is no longer in them."""


def beside_internal(
    sources: Sources, facts: InternalFacts, reports: Sequence[Report], read_picture: ReadPicture
) -> Iterator[Page]:
    plan, settings = facts.plan, sources.settings
    days = tuple(plan.today + timedelta(days=number) for number in range(-_DAYS_KEPT, _DAYS_AHEAD))
    yield Page.holding("plan.ics", render_ical(plan, days, duty=False).encode())
    yield Page.holding("dienst.ics", render_ical(plan, days, posts=False).encode())
    earlier = earlier_posts(sources.posts, facts.now)
    ids = (post.id for post in sources.posts)
    yield Page.holding("beitraege.js", posts_script(ids, earlier, settings))
    for report in reports:
        yield Page.holding(f"auswertung-{report.figures.span.name}.csv", sheet(report.rows).encode())
    for place, picture in pictures_of(facts.drawings).items():  # cleaned, as they go out
        yield Page(place, str(picture.sha256), picture_bytes(picture, read_picture))
