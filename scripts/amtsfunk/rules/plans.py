"""Rules over the settings: who owns what, and whether the rules of approval can be kept at all."""

from __future__ import annotations

from amtsfunk.channels import CHANNELS
from amtsfunk.rules.cases import Hits, PlansCase
from amtsfunk.rules.suggest import listing, nearest
from amtsfunk.source.times import TimeProblem, parse_now


def find_unknown_owner(case: PlansCase) -> Hits:
    """R11: every channel has an owner, a person of the team."""
    people = case.settings.people
    for name, channel in case.settings.channels.items():
        if channel.owner not in people:
            better = nearest(channel.owner, people)
            fixed = {"fixed": f"owner: {better}"} if better else {}
            values = {"value": channel.owner, "channel": name, "known": listing(people), **fixed}
            yield case.at("plans/channels.yml", "channels", name, "owner"), values


def find_unknown_network(case: PlansCase) -> Hits:
    for name, channel in case.settings.channels.items():
        if channel.network not in CHANNELS:
            better = nearest(channel.network, CHANNELS)
            fixed = {"fixed": f"network: {better}"} if better else {}
            values = {"value": channel.network, "channel": name, "known": listing(CHANNELS), **fixed}
            yield case.at("plans/channels.yml", "channels", name, "network"), values


def find_role_without_person(case: PlansCase) -> Hits:
    """R08, R13: an approval that nobody can give stops every post that needs it."""
    if case.settings.policy is None:
        return
    held = {role for person in case.settings.people.values() if person.revoked is None for role in person.roles}
    for index, row in enumerate(case.settings.policy.rows):
        for place, roles in enumerate(row.needs):
            if not held.intersection(roles):
                values = {"roles": ", ".join(role.value for role in roles)}
                yield case.at("plans/approval.yml", "rows", index, "needs", place), values


def find_end_before_begin(case: PlansCase) -> Hits:
    for index, window in enumerate(case.settings.elections.windows if case.settings.elections else ()):
        if window.ends < window.begins:
            place = case.at("plans/elections.yml", "windows", index, "ends")
            yield place, {"begins": f"{window.begins:%d.%m.%Y}", "ends": f"{window.ends:%d.%m.%Y}"}
    hours = case.settings.hours
    for name in ("answer", "duty", "posting") if hours else ():
        for index, hour in enumerate(getattr(hours, name)):
            if hour.ends <= hour.begins:
                place = case.at("plans/hours.yml", name, index, "ends")
                yield place, {"begins": f"{hour.begins:%H:%M}", "ends": f"{hour.ends:%H:%M}"}
    for sign, person in case.settings.people.items():
        if person.since and person.until and person.until < person.since:
            place = case.at("plans/team.yml", "people", sign, "until")
            yield place, {"begins": f"{person.since:%d.%m.%Y}", "ends": f"{person.until:%d.%m.%Y}"}


def find_ignored_example_now(case: PlansCase) -> Hits:
    """A real authority runs by the real clock (DESIGN.md, content format)."""
    authority = case.settings.authority
    if authority.example_now is not None and not authority.example:
        yield case.at("plans/authority.yml", "example_now"), {"value": authority.example_now}


def find_shared_account(case: PlansCase) -> Hits:
    """Two channels with one account would send the same post twice to the same place (DELIVERY.md I3)."""
    seen: dict[tuple[str, str, str], str] = {}
    for name, channel in case.settings.channels.items():
        first = seen.setdefault((channel.network, channel.host, channel.account_id), name)
        if first != name:
            yield case.at("plans/channels.yml", "channels", name, "account_id"), {"channel": name, "other": first}


def find_unreadable_example_now(case: PlansCase) -> Hits:
    authority = case.settings.authority
    if authority.example_now is None or not authority.example:
        return
    try:
        parse_now(authority.example_now, authority.zone)
    except TimeProblem:
        yield case.at("plans/authority.yml", "example_now"), {"value": authority.example_now}
