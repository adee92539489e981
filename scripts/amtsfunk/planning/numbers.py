"""The numbers that a plan is held to: a profile's, and in place of them what ``plans/plan.yml`` says.

Only R01 names figures („rund 3 bis 10 Beiträge pro Wochentag“). Every other number is an assumption of this project,
said so where it is shown (``SOURCES``), and an authority sets its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from amtsfunk.model.plan import Cadence, Coverage, Effort, PlanSettings, ProfileName, QuietTime, Share
from amtsfunk.model.post import Audience
from amtsfunk.model.team import Role


@dataclass(frozen=True, slots=True)
class Numbers:
    """``cadence`` holds for every channel that ``channels`` does not name; ``topic`` and ``audience`` likewise."""

    profile: ProfileName
    cadence: Cadence
    gap: timedelta
    coverage: Coverage
    topic: Share
    audience: Share
    effort: Effort
    dormant_after: timedelta
    duty_ahead: int
    training_ahead: timedelta
    channels: Mapping[str, Cadence] = field(default_factory=dict)
    topics: Mapping[str, Share] = field(default_factory=dict)
    audiences: Mapping[Audience, Share] = field(default_factory=dict)
    capacity: Mapping[Role, int] = field(default_factory=dict)
    quiet: tuple[QuietTime, ...] = ()

    def cadence_of(self, channel: str) -> Cadence:
        return self.channels.get(channel, self.cadence)

    def share_of_topic(self, topic: str) -> Share:
        return self.topics.get(topic, self.topic)

    def share_of_audience(self, audience: Audience) -> Share:
        return self.audiences.get(audience, self.audience)


def _profile(
    name: ProfileName, cadence: tuple[int, int], gap_minutes: int, coverage: tuple[int, int], dormant_days: int
) -> Numbers:
    return Numbers(
        profile=name,
        cadence=Cadence(least=cadence[0], most=cadence[1]),
        gap=timedelta(minutes=gap_minutes),
        coverage=Coverage(next_14_days=coverage[0], next_28_days=coverage[1]),
        topic=Share(least=0, most=30),
        audience=Share(least=0, most=100),
        effort=Effort(writing=90, approving=15),
        dormant_after=timedelta(days=dormant_days),
        duty_ahead=14,
        training_ahead=timedelta(days=60),
    )


PROFILES: Mapping[ProfileName, Numbers] = {
    # Half of what ten weekdays ask for at least, and two fifths of what twenty do: the rest is the day's news.
    ProfileName.small: _profile(ProfileName.small, (1, 5), 120, (5, 8), 60),
    ProfileName.standard: _profile(ProfileName.standard, (3, 10), 45, (15, 24), 30),
    ProfileName.large: _profile(ProfileName.large, (5, 20), 20, (25, 40), 14),
}
SOURCES: Mapping[str, str] = {
    "cadence": "R01: „rund 3 bis 10 Beiträge pro Wochentag“ (standard); kleiner und größer sind Annahmen",
    "gap": "R02: gleichmäßig über den Tag; die Minuten sind eine Annahme aus Zeitfenster und Anzahl",
    "coverage": "R18: zwei bis vier Wochen voraus; die Anzahl (Hälfte und zwei Fünftel des Mindesten) ist eine Annahme",
    "topic": "R21: Themen möglichst gleichmäßig; 30 % als Obergrenze ist eine Annahme",
    "audience": "R22: für jede Zielgruppe etwas; Anteile legt die Behörde fest",
    "effort": "R10: genug Zeit; die Minuten sind eine Annahme, bitte im eigenen Haus messen",
    "dormant_after": "R69: keine verwaisten Kanäle; die Tage sind eine Annahme",
    "duty_ahead": "R06: auch am Wochenende betreut; die Tage sind eine Annahme, weiter voraus darf offen bleiben",
    "training_ahead": "R17: geschult im Dienst; die Tage sind eine Annahme, so lange braucht ein Platz in einem Kurs",
}
"""Number → where it comes from, as ``amtsfunk plan numbers`` shows it."""


def numbers_of(settings: PlanSettings | None) -> Numbers:
    """What holds. Without a file: the profile ``standard``."""
    if settings is None:
        return PROFILES[ProfileName.standard]
    base = PROFILES[settings.profile]
    days = settings.dormant_after
    return Numbers(
        profile=settings.profile,
        cadence=settings.cadence or base.cadence,
        gap=base.gap if settings.gap is None else settings.gap,
        coverage=settings.coverage or base.coverage,
        topic=settings.topic or base.topic,
        audience=settings.audience or base.audience,
        effort=settings.effort or base.effort,
        dormant_after=base.dormant_after if days is None else timedelta(days=days),
        duty_ahead=settings.duty_ahead or base.duty_ahead,
        training_ahead=base.training_ahead if (ahead := settings.training_ahead) is None else timedelta(days=ahead),
        channels=settings.channels,
        topics=settings.topics,
        audiences=settings.audiences,
        capacity=settings.capacity,
        quiet=settings.quiet,
    )
