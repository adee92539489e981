"""``plans/waivers.yml``: where a rule does not apply, and why. Posts, snippets and modules say it in their own head."""

from __future__ import annotations

from amtsfunk.model.base import Day, Frozen, Line, Slug


class WaiverEntry(Frozen):
    """One exception: this rule, in this file. ``by`` is a sign of the team; after ``until`` the rule applies again."""

    rule: Slug
    path: Line
    because: Line
    by: Slug
    until: Day | None = None


class Waivers(Frozen):
    waivers: tuple[WaiverEntry, ...] = ()
