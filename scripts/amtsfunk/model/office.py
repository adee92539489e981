"""What an office keeps beside its settings: agreed texts and plans. Nothing of it decides what may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtsfunk.model.answers import Answers
    from amtsfunk.model.application import Application
    from amtsfunk.model.crisis import Crisis
    from amtsfunk.model.goals import Goals
    from amtsfunk.model.law import LandLaw
    from amtsfunk.model.module import Module
    from amtsfunk.model.notify import Notify
    from amtsfunk.model.plan import PlanSettings
    from amtsfunk.model.radar import Radar
    from amtsfunk.model.rota import Rota
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.model.week import WeekPlan


@dataclass(frozen=True, slots=True)
class Office:
    """Every file is optional. ``weeks`` and ``law`` go by the file's path; lists are in the order of their paths."""

    snippets: tuple[Snippet, ...] = ()
    modules: tuple[Module, ...] = ()
    rota: Rota | None = None
    weeks: Mapping[str, WeekPlan] = field(default_factory=dict)
    radar: Radar | None = None
    goals: Goals | None = None
    crisis: Crisis | None = None
    notify: Notify | None = None
    answers: Answers | None = None
    plan: PlanSettings | None = None
    applications: tuple[Application, ...] = ()
    law: Mapping[str, LandLaw] = field(default_factory=dict)
