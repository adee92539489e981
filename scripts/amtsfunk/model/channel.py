"""``plans/channels.yml``: where posts go. Name of the channel → what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from amtsfunk.model.base import Address, Duration, Flag, Frozen, Language, Line, Slug


class Via(StrEnum):
    """How a post gets there: ``api`` by the network's interface, ``site`` by the archive, ``manual`` by a person."""

    api = "api"
    site = "site"
    manual = "manual"


class Patience(Frozen):
    """Times of one channel's delivery (DELIVERY.md § 4, quiet period)."""

    client_timeout: Duration = timedelta(minutes=1)
    max_lateness: Duration = timedelta(minutes=15)
    staleness: Duration = timedelta(minutes=1)
    clock_error: Duration = timedelta(minutes=1)
    quiet_period: Duration = timedelta(minutes=20)

    @model_validator(mode="after")
    def _quiet_is_long_enough(self) -> Self:
        needed = self.client_timeout + self.max_lateness + self.staleness + 2 * self.clock_error
        if self.quiet_period <= needed:
            raise ValueError("quiet_period")
        return self


class Channel(Frozen):
    """One channel. ``network``, ``host`` and ``account_id`` make the binding that an approval covers."""

    label: Line
    network: Slug
    host: Line
    account_id: Line
    owner: Slug
    via: Via = Via.manual
    handle: Line | None = None
    address: Address | None = None
    language: Language = "de"
    comments: Flag = True
    direct_messages: Flag = False
    terms: Address | None = None
    usage_concept: Line | None = None
    impact_assessment: Line | None = None
    alternative: Line | None = None
    probe: Address | None = None
    hashtags: Annotated[int, Field(ge=0, le=30)] | None = None
    patience: Patience = Patience()
    closed: Flag = False


class Channels(Frozen):
    channels: Annotated[Mapping[Slug, Channel], Field(min_length=1)]
