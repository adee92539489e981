"""The authority itself: ``plans/authority.yml``, ``plans/topics.yml``, ``plans/hours.yml``, ``plans/mentions.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from amtsfunk.model.appearance import Appearance
from amtsfunk.model.base import Address, Day, Flag, Frozen, Language, Line, PublicKey, Slug
from amtsfunk.model.post import Audience


class Level(StrEnum):
    federal = "federal"
    land = "land"
    municipality = "municipality"
    body = "body"


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError("zone") from unknown
    return name


class Contact(Frozen):
    street: Line
    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    city: Line
    phone: Line
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class Imprint(Frozen):
    """DDG § 5, MStV § 18."""

    represented_by: Line
    supervised_by: Line
    responsible: Line
    vat_id: Line | None = None


class Accessibility(Frozen):
    """The statement on accessibility: when it was last reviewed, and how (BITV 2.0)."""

    statement_on: Day
    method: Line


class Security(Frozen):
    """Who hears of a weak spot on the website (RFC 9116). ``contact``: e-mail or https addresses, the best first;
    ``expires``: the last day on which that may be believed; ``languages`` in which one may write."""

    contact: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^(https://[^\s/]+\S*|[^@\s:/]+@[^@\s]+\.[^@\s]+)$")], ...],
        Field(min_length=1),
    ]
    expires: Day
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("de",)


Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", max_length=253)]


class ForgeSettings(Frozen):
    """Where reviews are read. ``kind``: whose interface it is; ``id``: the repository's number there, which outlives
    every renaming, so that nobody can take over the name."""

    kind: Slug
    repository: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$", max_length=200)]
    id: Annotated[int, Field(ge=1)]
    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$", max_length=259)]


class Authority(Frozen):
    """``plans/authority.yml``. ``id`` is random and names the repository in every statement/1. ``internal_hosts`` must
    never appear outside (R66); ``own_phones`` may (R36), and ``contact.phone`` counts too."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    name: Line
    short_name: Line
    level: Level
    land: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    website: Address
    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    contact: Contact
    imprint: Imprint
    time_zone: Annotated[str, AfterValidator(_check_zone)] = "Europe/Berlin"
    language: Language = "de"
    publishers: tuple[PublicKey, ...] = ()
    example: Flag = False
    example_now: str | None = None
    public_on_purpose: Line | None = None
    internal_site: Address | None = None
    repository: Address | None = None
    forge: ForgeSettings | None = None
    internal_hosts: tuple[Host, ...] = ()
    own_phones: tuple[Line, ...] = ()
    accessibility: Accessibility | None = None
    security: Security | None = None
    appearance: Appearance | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Topic(Frozen):
    label: Line
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]


class Topics(Frozen):
    """``plans/topics.yml``: id → label and audiences (R21, R22)."""

    topics: Annotated[Mapping[Slug, Topic], Field(min_length=1)]


class Account(Frozen):
    handle: Line
    account_id: Line


class Institution(Frozen):
    name: Line
    accounts: Mapping[str, Account] = Field(default_factory=dict)


class Mentions(Frozen):
    """``plans/mentions.yml``: institutions that posts may mention, per network handle and account id."""

    institutions: Mapping[Slug, Institution] = Field(default_factory=dict)


class Weekday(StrEnum):
    monday = "monday"
    tuesday = "tuesday"
    wednesday = "wednesday"
    thursday = "thursday"
    friday = "friday"
    saturday = "saturday"
    sunday = "sunday"


def _read_clock(value: object) -> object:
    if isinstance(value, str):
        hours, colon, minutes = value.strip().partition(":")
        if not (colon and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
            raise ValueError("clock")
        return time(int(hours), int(minutes))
    return value


Clock = Annotated[
    time,
    BeforeValidator(_read_clock),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$", "examples": ["08:30", "18:00"]}),
]


class Window(Frozen):
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    begins: Clock
    ends: Clock


class HoursException(Frozen):
    """A day, or all from ``day`` to ``until``, with other answer hours: ``closed``, or ``begins`` and ``ends``.
    ``because`` is read by everybody."""

    day: Day
    until: Day | None = None
    closed: Flag = False
    begins: Clock | None = None
    ends: Clock | None = None
    because: Line

    @property
    def last(self) -> date:
        return self.until or self.day


class Hours(Frozen):
    """``plans/hours.yml``: three separate windows (R05, R06; REQUIREMENTS.md § 2), and days on which the office answers
    at other times or not at all, whatever weekday or holiday they are."""

    answer: Annotated[tuple[Window, ...], Field(min_length=1)]
    duty: tuple[Window, ...] = ()
    posting: Annotated[tuple[Window, ...], Field(min_length=1)]
    closed_on_holidays: Flag = True
    review_answer_days: Annotated[int, Field(ge=1, le=60)] = 10
    valid_from: Day | None = None
    exceptions: tuple[HoursException, ...] = ()
