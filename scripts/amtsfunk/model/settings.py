"""Everything that posts are judged against, read together from ``plans/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtsfunk.model.authority import Authority, Hours, Institution, Topic
    from amtsfunk.model.channel import Channel
    from amtsfunk.model.limits import ObservedLimit
    from amtsfunk.model.team import ApprovalPolicy, Elections, Person


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings at one commit or in one work tree. ``hours`` and ``policy`` are None where absent or broken."""

    authority: Authority
    channels: Mapping[str, Channel]
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]
    policy: ApprovalPolicy | None = None
    hours: Hours | None = None
    elections: Elections | None = None
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    limits: Mapping[str, ObservedLimit] = field(default_factory=dict)
    """Channel → what its server was seen to allow. Only checking and previewing read it."""
