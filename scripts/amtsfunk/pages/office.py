"""What the internal pages show of agreed texts and plans: duty, snippets, modules, goals, crisis, radar, applications.

Values for the templates of ``site/internal/``; plain data, German words, nothing decided. People stand there by sign
and function, never by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from amtsfunk.approval.reasons import ROLES
from amtsfunk.channels.networks import NETWORKS
from amtsfunk.model.german import german_day, german_weekday
from amtsfunk.model.week import days_of, week_of
from amtsfunk.pages import text
from amtsfunk.pages.facts import AUDIENCES, KINDS
from amtsfunk.pages.snippets import agreed_values, marked_blanks, snippet_groups, who

if TYPE_CHECKING:
    from amtsfunk.model.application import Application
    from amtsfunk.model.goals import Challenge, Goal
    from amtsfunk.model.module import Module
    from amtsfunk.model.netiquette import Clauses, Ladder
    from amtsfunk.model.office import Office
    from amtsfunk.model.radar import RadarTopic
    from amtsfunk.model.settings import Settings

CHALLENGES = {"open": "offen", "running": "läuft", "reached": "erreicht", "stopped": "beendet"}
RADAR = {"watch": "beobachten", "plan": "wird geplant", "done": "erledigt"}
APPLICATIONS = {"draft": "Entwurf", "submitted": "eingereicht", "approved": "genehmigt", "refused": "abgelehnt"}
SLOTS = {"time": "eine Uhrzeit", "number": "eine Zahl"}


def office_values(  # noqa: PLR0913 - one parameter a source
    office: Office,
    settings: Settings,
    now: datetime,
    clauses: Clauses | None,
    ladder: Ladder | None,
    *,
    addresses: Mapping[str, str] | None = None,
) -> Mapping[str, Any]:
    """Everything that the pages about the office's plans need, by the names that the templates use. ``addresses``: of
    clauses and measures in the version of today (``permanent_addresses``)."""
    today = now.astimezone(settings.authority.zone).date()
    goals, crisis = office.goals, office.crisis
    return {
        "rota": _rota(office, settings, today),
        "rule_addresses": addresses or {},
        "snippet_groups": snippet_groups(office.snippets, settings, clauses, ladder, today, addresses or {}),
        "modules": [_module(module, settings, today) for module in office.modules],
        "goals": [_goal(name, goal, settings) for name, goal in (goals.goals.items() if goals else ())],
        "challenges": [_challenge(one, settings, office) for one in (goals.challenges if goals else ())],
        "crisis": _crisis(office, settings, today) if crisis else None,
        "radar": _radar(office.radar.topics if office.radar else (), settings, today),
        "applications": [_application(one, settings, today) for one in office.applications],
    }


def _rota(office: Office, settings: Settings, today: date) -> Mapping[str, Any] | None:
    """Today and the days of this week; None where there is no rota."""
    if office.rota is None:
        return None
    days = []
    for day in days_of(week_of(today)):
        duty = office.rota.on(day)
        days.append(
            {
                "name": german_weekday(day),
                "today": day == today,
                "duty": who(duty.duty, settings) if duty else None,
                "substitute": who(duty.substitute, settings) if duty else None,
            }
        )
    return {"days": days, "today": next(day for day in days if day["today"])}


def _module(one: Module, settings: Settings, today: date) -> Mapping[str, Any]:
    channels = settings.channels
    return {
        **agreed_values(one, settings, today),
        "kind": KINDS[one.head.kind.value],
        "channels": [channels[name].label if name in channels else name for name in one.head.channels],
        "parts": [marked_blanks(part.text) for part in one.parts],
        "own": [
            {"channel": channels[name].label if name in channels else name, "text": marked_blanks(part.text)}
            for name, parts in one.channel_texts.items()
            for part in parts
        ],
        "slots": [
            {"name": name, "choices": SLOTS[slot] if isinstance(slot, str) else " / ".join(slot)}
            for name, slot in one.head.slots.items()
        ],
    }


def _goal(name: str, goal: Goal, settings: Settings) -> Mapping[str, Any]:
    channel = settings.channels.get(goal.channel or "")
    return {
        "name": name,
        "aim": goal.aim,
        "metric": goal.metric,
        "unit": goal.unit,
        "start": german_number(goal.start),
        "now": german_number(goal.now) if goal.now is not None else None,
        "measured_on": german_day(goal.measured_on) if goal.measured_on else None,
        "target": german_number(goal.target),
        "deadline": german_day(goal.deadline),
        "progress": goal.progress,
        "reached": goal.reached,
        "owner": who(goal.owner, settings),
        "channel": channel.label if channel else None,
    }


def _challenge(one: Challenge, settings: Settings, office: Office) -> Mapping[str, Any]:
    goals = office.goals.goals if office.goals else {}
    return {
        "title": one.title,
        "why": one.why,
        "status": CHALLENGES[one.status.value],
        "goals": [goals[name].metric for name in one.goals if name in goals],
        "next_step": one.next_step,
        "review_on": german_day(one.review_on),
        "owner": who(one.owner, settings),
    }


def send_command(module: Module) -> str:
    """What a person on duty types, with every slot to be filled."""
    slots = "".join(f' --slot "{name}=…"' for name in module.head.slots)
    return f"amtsfunk module send {module.id}{slots}"


def _crisis(office: Office, settings: Settings, today: date) -> Mapping[str, Any]:
    crisis = office.crisis
    if crisis is None:
        return {}
    modules = {module.id: module for module in office.modules}
    levels = {level.id: level.title for level in crisis.levels}
    return {
        "levels": [
            {
                "title": level.title,
                "meaning": level.meaning,
                "decided_by": text.joined(ROLES[role].de for role in level.decided_by),
            }
            for level in crisis.levels
        ],
        "scenarios": [
            {
                "name": name,
                "title": scenario.title,
                "level": levels.get(scenario.level, scenario.level),
                "stop": scenario.stop,
                "first_steps": list(scenario.first_steps),
                "total": scenario.total,
                "modules": [
                    {**agreed_values(modules[one], settings, today), "command": send_command(modules[one])}
                    for one in scenario.modules
                    if one in modules
                ],
                "missing": [one for one in scenario.modules if one not in modules],
                "guideline": scenario.guideline,
            }
            for name, scenario in crisis.scenarios.items()
        ],
        "contacts": [{"function": one.function, "reach": one.reach} for one in crisis.contacts],
    }


def _radar(topics: Iterable[RadarTopic], settings: Settings, today: date) -> Sequence[Mapping[str, Any]]:
    """What is still to be watched first, the next to be looked at on top."""
    ordered = sorted(topics, key=lambda one: (one.status.value == "done", one.look_again))
    return [
        {
            "title": one.title,
            "question": one.question,
            "why": one.why,
            "topic": settings.topics[one.topic].label if one.topic in settings.topics else one.topic,
            "status": RADAR[one.status.value],
            "done": one.status.value == "done",
            "source": one.source,
            "since": german_day(one.since),
            "look_again": german_day(one.look_again),
            "overdue": one.look_again < today and one.status.value != "done",
            "owner": who(one.owner, settings),
        }
        for one in ordered
    ]


def _application(one: Application, settings: Settings, today: date) -> Mapping[str, Any]:
    head = one.head
    return {
        "title": head.working_title,
        "department": head.department,
        "network": NETWORKS[head.network].label if head.network in NETWORKS else head.network,
        "contact": head.contact,
        "audiences": [AUDIENCES[audience] for audience in head.audiences],
        "formats": list(head.formats),
        "weekly_hours": head.weekly_hours,
        "status": APPLICATIONS[head.status.value],
        "submitted_on": german_day(head.submitted_on) if head.submitted_on else None,
        "decided_on": german_day(head.decided_on) if head.decided_on else None,
        "decided_by": [who(sign, settings) for sign in head.decided_by],
        "review_by": german_day(head.review_by) if head.review_by else None,
        "overdue": head.review_by is not None and head.review_by < today,
        "path": one.path,
    }


def german_number(number: Decimal) -> str:
    """``1200`` → ``1.200``, ``12.5`` → ``12,5``."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
