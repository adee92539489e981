"""A plan out of a few words: the example base's settings, posts and week plans made here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from amtsfunk.model.office import Office
from amtsfunk.model.post import Kind
from amtsfunk.model.settings import Settings
from amtsfunk.planning.entries import Entry
from amtsfunk.planning.plan import Plan, make_plan
from amtsfunk.source.office import parse_office
from amtsfunk.source.plans import CHECKED_PATHS, parse_settings
from support.example_repository import BASE

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
"""A Tuesday, 9 o'clock there."""
OFFICE_HOURS = """\
answer:
  - {days: [monday], begins: "9:00", ends: "17:00"}
posting:
  - {days: [monday, tuesday, wednesday, thursday, friday], begins: "8:00", ends: "18:00"}
  - {days: [saturday], begins: "10:00", ends: "14:00"}
"""


def at(text: str) -> datetime:
    """``04.12. 10:00`` of 2026, at the authority's place."""
    return datetime.strptime(f"2026 {text}", "%Y %d.%m. %H:%M").replace(tzinfo=ZONE)


def entry(post: str, due: str | None = None, channels: Iterable[str] = ("website",), **more: object) -> Entry:
    made = Entry(
        id=post,
        path=f"content/posts/2026/12/{post}.md",
        title=post.capitalize(),
        due=at(due) if due else None,
        after_approval=False,
        channels=tuple(channels),
        topic="verkehr",
        kind=Kind.service,
        audiences=(),
        timely=False,
        sensitive=False,
        archive=False,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def settings_of(**files: str) -> Settings:
    """The base's settings; ``hours="…"`` in place of a file of it."""
    texts = {path: (BASE / path).read_bytes() for path in CHECKED_PATHS if (BASE / path).is_file()}
    texts |= {f"plans/{name}.yml": text.encode() for name, text in files.items()}
    settings, findings, _ = parse_settings(texts)
    assert settings is not None, findings
    return settings


def office_of(**files: str) -> Office:
    """``plan="…"``, ``rota="…"``, ``week="…"`` (of 2026-W49)."""
    paths = {name: "plans/weeks/2026-W49.yml" if name == "week" else f"plans/{name}.yml" for name in files}
    reading = parse_office({paths[name]: text.encode() for name, text in files.items()}, ZONE)
    assert reading.findings == ()
    return reading.office


def plan_of(
    *entries: Entry,
    office: Office | None = None,
    settings: Settings | None = None,
    now: datetime = NOW,
    approved: frozenset[str] | None = None,
) -> Plan:
    return make_plan(entries, office or Office(), settings or settings_of(hours=OFFICE_HOURS), now, approved)
