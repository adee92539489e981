"""Rules over week plans: slots and the posts that they name (R18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from amtsfunk.model.week import monday_of, week_of
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.rules.suggest import nearest

if TYPE_CHECKING:
    from amtsfunk.model.post import Post
    from amtsfunk.model.week import PlannedSlot


def find_week_file_name(case: OfficeCase) -> Hits:
    for file, plan in case.office.weeks.items():
        folder, _, name = file.rpartition("/")
        if name != f"{plan.week}.yml":
            yield case.at(file, "week"), {"name": name, "week": plan.week, "fixed": f"{folder}/{plan.week}.yml"}


def find_slot_outside_week(case: OfficeCase) -> Hits:
    zone = case.settings.authority.zone
    for file, plan in case.office.weeks.items():
        monday = monday_of(plan.week)
        for index, slot in enumerate(plan.slots):
            if slot.at is None:
                continue
            day = slot.at.astimezone(zone).date()
            if (own := week_of(day)) != plan.week:
                values = {"day": f"{day:%d.%m.%Y}", "week": plan.week, "own": own, "monday": f"{monday:%d.%m.%Y}"}
                yield case.at(file, "slots", index, "at"), values


def find_empty_slot(case: OfficeCase) -> Hits:
    """A free slot says what it could hold, or nobody will fill it."""
    for file, plan in case.office.weeks.items():
        for index, slot in enumerate(plan.slots):
            if slot.post is None and slot.idea is None:
                yield case.at(file, "slots", index), {"at": _shown(case, slot.at) if slot.at is not None else plan.week}


def find_unknown_planned_post(case: OfficeCase) -> Hits:
    known = case.tree.posts_by_id
    for file, plan in case.office.weeks.items():
        for index, slot in enumerate(plan.slots):
            if slot.post is not None and slot.post not in known:
                better = nearest(slot.post, known)
                fixed = {"fixed": f"post: {better}"} if better else {}
                yield case.at(file, "slots", index, "post"), {"value": slot.post, **fixed}


def find_slot_differing_from_post(case: OfficeCase) -> Hits:
    """What the plan says of a post and what the post says of itself. The post is what counts."""
    for file, plan in case.office.weeks.items():
        for index, slot in enumerate(plan.slots):
            post = case.posts.get(slot.post or "")
            for key, planned, real in _differences(case, slot, post) if post else ():
                values = {"key": key, "planned": planned, "real": real, "post": slot.post or ""}
                values["fixed"] = f"{key}: {real}"
                yield case.at(file, "slots", index, key), values


def _differences(case: OfficeCase, slot: PlannedSlot, post: Post) -> Iterator[tuple[str, str, str]]:
    """(key of the slot, what it says, what the post says). Whoever has no time contradicts none."""
    due = post.head.publish_at
    if isinstance(due, datetime) and slot.at is not None and due != slot.at:
        yield "at", _shown(case, slot.at), _shown(case, due)
    if set(slot.channels) != set(post.head.channels):
        yield "channels", f"[{', '.join(slot.channels)}]", f"[{', '.join(post.head.channels)}]"
    if slot.topic != post.head.topic:
        yield "topic", slot.topic, post.head.topic


def _shown(case: OfficeCase, moment: datetime) -> str:
    return f"{moment.astimezone(case.settings.authority.zone):%d.%m.%Y %H:%M}"
