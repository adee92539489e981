"""``plan show``, ``gaps``, ``duty``, ``numbers`` and ``export``: looking at the plan. Reads only."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from amtsfunk.commands.planning.gather import Desk, days_of_words
from amtsfunk.model.errors import EffectFailed, NotFound
from amtsfunk.model.german import german_weekday
from amtsfunk.model.week import days_of, week_of
from amtsfunk.planning.missing import daily_channels, missing_in
from amtsfunk.planning.slots import Wanted, free_times
from amtsfunk.report.plan_text import UNKNOWN, duty_line, numbers_in_words, proposals, shown_days
from amtsfunk.report.safe import visible

_WEEKS_EXPORTED = 4
_NEXT = 5


def show(desk: Desk, arguments: Namespace) -> Iterator[str]:
    days = days_of_words(arguments.days, desk.plan.today)
    yield from _stopped(desk)
    yield from shown_days(desk.plan, days, desk.focus_of(days))


def duty(desk: Desk, arguments: Namespace) -> Iterator[str]:
    """One day, or a week from today on."""
    today = desk.plan.today
    coming = tuple(today + timedelta(days=number) for number in range(7))
    for day in days_of_words(arguments.days, today) if arguments.days else coming:
        yield duty_line(desk.plan, day)


def numbers(desk: Desk, _: Namespace) -> Iterator[str]:
    if not desk.numbered:
        yield "In plans/plan.yml steht noch nichts Eigenes; die Prüfung urteilt nicht über den Plan. Sonst gälte:"
    yield from numbers_in_words(desk.plan.numbers, {name: one.label for name, one in desk.settings.channels.items()})


def gaps(desk: Desk, arguments: Namespace) -> Iterator[str]:
    """What the rules over the plan say, the drafts without a time, and the best free times; of one week, where one is
    named, what the page of next week shows."""
    if arguments.days:
        yield from _gaps_of_week(desk, arguments)
        return
    from amtsfunk.report.rows import rows  # noqa: PLC0415 - only here
    from amtsfunk.rules.cases import PlanCase  # noqa: PLC0415
    from amtsfunk.rules.messages import SEVERITIES  # noqa: PLC0415
    from amtsfunk.rules.run import check_plan  # noqa: PLC0415

    plan = desk.plan
    yield from _stopped(desk)
    if not desk.numbered:
        yield "Ohne plans/plan.yml gelten die Zahlen des Profils „standard“ (amtsfunk plan numbers)."
    found = rows(check_plan(PlanCase(plan, desk.positions)), "de")
    yield f"Was fehlt, am {german_weekday(plan.today)}:" if found else "Die Regeln des Plans sind eingehalten."
    for row in sorted(found, key=lambda row: -row.severity):
        yield f"  {SEVERITIES['de'][row.severity]}: {row.message}"
        yield f"    → {row.remedy}".replace("\n", "\n      ")
    drafts = [entry.id for entry in plan.open if entry.is_draft and not entry.urgent]
    if drafts:
        yield ""
        yield f"Entwürfe ohne Zeit ({len(drafts)}): {', '.join(map(visible, drafts))}"
        yield "    → Zeiten vorschlagen: amtsfunk plan fill"
    channels = _channels(desk, arguments) or daily_channels(plan)
    yield ""
    yield from proposals(plan, free_times(plan, Wanted(channels, arguments.topic)), channels)
    if plan.approved is None:
        yield ""
        yield UNKNOWN


def _gaps_of_week(desk: Desk, arguments: Namespace) -> Iterator[str]:
    from amtsfunk.pages.missing import sections, title_of, told  # noqa: PLC0415 - only here

    days, plan = days_of_words(arguments.days, desk.plan.today), desk.plan
    channels = _channels(desk, arguments)
    wanted = Wanted(channels or daily_channels(plan), arguments.topic) if channels or arguments.topic else None
    missing = missing_in(plan, week_of(days[0]), wanted)
    yield from _stopped(desk)
    yield f"Was fehlt, {title_of(missing)}"
    for section in sections(plan, missing):
        yield ""
        yield from (visible(line) for line in told(section))


def _stopped(desk: Desk) -> Iterator[str]:
    """A stop clashes with everything planned that it covers: what comes due under it is missed when it is lifted."""
    from amtsfunk.commands.publishing.texts import stop_text  # noqa: PLC0415 - hardly ever
    from amtsfunk.delivery.stops import covers_kind  # noqa: PLC0415

    for stop in desk.stops:
        held = [entry.id for entry in desk.plan.coming if covers_kind(stop, entry.id, entry.kind.value)]
        yield f"Achtung: Es gilt ein Stopp ({stop_text(stop)})."
        if held:
            yield f"  Was fällig wird, solange er gilt, geht nicht hinaus; als Nächstes: {', '.join(held[:_NEXT])}"
        yield "    → Verschieben: amtsfunk plan move – oder aufheben lassen: amtsfunk resume"
        yield ""


def _channels(desk: Desk, arguments: Namespace) -> tuple[str, ...]:
    """Those that were named. Raises NotFound for a channel or topic that there is not."""
    known = desk.plan.open_channels
    for name in arguments.channel or ():
        if name not in known:
            raise NotFound(f"Einen offenen Kanal „{visible(name)}“ gibt es nicht.", f"Es gibt: {', '.join(known)}")
    if arguments.topic is not None and arguments.topic not in desk.settings.topics:
        topics = ", ".join(desk.settings.topics)
        raise NotFound(f"Das Thema „{visible(arguments.topic)}“ gibt es nicht.", f"Es gibt: {topics}")
    return tuple(arguments.channel or ())


def export(desk: Desk, arguments: Namespace) -> None:
    """To the terminal, or to a file with ``--out``."""
    from amtsfunk.report.plan_csv import render_csv  # noqa: PLC0415 - one form a run
    from amtsfunk.report.plan_ical import render_ical  # noqa: PLC0415
    from amtsfunk.report.plan_page import render_page  # noqa: PLC0415

    plan, today = desk.plan, desk.plan.today
    if arguments.days or arguments.format == "html":
        days = days_of_words(arguments.days, today)
    else:
        weeks = (week_of(today + timedelta(weeks=number)) for number in range(_WEEKS_EXPORTED))
        days = tuple(day for week in weeks for day in days_of(week))
    if arguments.format == "ical":
        text = render_ical(plan, days)
    elif arguments.format == "csv":
        text = render_csv(plan, days)
    else:
        text = render_page(plan, days, desk.focus_of(days))
    if arguments.out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return
    _write(arguments.out, text)
    print(f"Geschrieben: {arguments.out}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise EffectFailed(f"„{path}“ lässt sich nicht schreiben: {error.strerror}.", "Bitte prüfen.") from error
