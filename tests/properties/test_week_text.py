"""Whatever a week plan looks like: giving one place a time changes that time and keeps every other byte."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.model.week import WeekPlan
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.week_text import set_place_time
from support.planning import ZONE

FILE = "plans/weeks/2026-W49.yml"
COMMENTS = st.sampled_from(["", "  # frei", "   # at: 01.12.2026 09:00", " # {at: x}, }"])
TIMES = st.none() | st.builds(
    lambda hours, quote: f"{quote}{datetime(2026, 11, 30) + timedelta(hours=hours):%d.%m.%Y %H:%M}{quote}",
    st.integers(0, 167),
    st.sampled_from(["", '"', "'"]),
)


@st.composite
def week_texts(draw: st.DrawFn) -> tuple[str, int]:
    lines = ["# Woche", f"week: 2026-W49{draw(COMMENTS)}", "slots:"]
    count = draw(st.integers(1, 5))
    for _ in range(count):
        time, idea = draw(TIMES), draw(st.sampled_from(["Idee", '"at: zwei, drei"', "'Öl # fast'"]))
        fields = ["channels: [website, x]", "topic: verkehr", f"idea: {idea}"]
        if time is not None:
            fields.insert(draw(st.integers(0, 3)), f"at: {time}")
        if draw(st.booleans()):
            lines.append(f"  -{' ' * draw(st.integers(1, 3))}{{{draw(st.sampled_from(['', ' ']))}{', '.join(fields)}}}")
        else:
            gap = draw(st.integers(1, 3))
            lines += [
                f"{'  -' + ' ' * gap if not n else ' ' * (3 + gap)}{one}{draw(COMMENTS)}"
                for n, one in enumerate(fields)
            ]
        lines += draw(st.lists(st.sampled_from(["", "  # zwischen den Plätzen"]), max_size=1))
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""]), draw(st.integers(0, count - 1))


@given(week_texts(), st.integers(0, 167))
def test_one_time_changes_and_nothing_else(made: tuple[str, int], hours: int) -> None:
    text, index = made
    at = (datetime(2026, 11, 30) + timedelta(hours=hours)).replace(tzinfo=ZONE)
    before = parse_plan(FILE, text.encode(), WeekPlan, ZONE)
    assert before.value is not None, before.findings
    changed = set_place_time(FILE, text.encode(), index, at, ZONE)
    assert changed is not None
    after = parse_plan(FILE, changed, WeekPlan, ZONE).value
    assert after is not None
    assert after.slots[index].at == at
    rest = [slot for number, slot in enumerate(after.slots) if number != index]
    assert rest == [slot for number, slot in enumerate(before.value.slots) if number != index]
    old, new = text.splitlines(keepends=True), changed.decode().splitlines(keepends=True)
    same = [line for line in new if line in old]
    assert len(same) >= len(old) - 1
    assert text.count("#") == changed.decode().count("#"), "no comment is lost"
    assert set_place_time(FILE, changed, index, at, ZONE) == changed, "a second time changes nothing"


def test_what_is_no_week_plan_or_has_no_such_place_is_left_alone() -> None:
    at = datetime(2026, 12, 3, 10, tzinfo=ZONE)
    good = b"week: 2026-W49\nslots:\n  - {channels: [website], topic: verkehr, idea: x}\n"
    for data, index in ((good, 1), (good, -1), (b"week: nie\n", 0), (b"\xff", 0), (b"", 0)):
        assert set_place_time(FILE, data, index, at, ZONE) is None
