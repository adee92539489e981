"""What a rule is: one function, one row, one entry in the catalogue, one good and one bad example. A test fails where
any of them is missing.

Scopes, and what a rule's function is given:

- ``source``: found while reading a file (``amtsfunk.source.problems``); no function here
- ``tree``: names alone (``Tree``)
- ``post``: one post (``PostCase``), without settings
- ``settled``: one post against the settings (``PostCase``); skipped where ``plans/`` cannot be read
- ``wording``: what people write, in posts, modules and snippets (``TextCase``)
- ``media``: one media file (``MediaCase``)
- ``plans``: the settings (``PlansCase``)
- ``pages``: netiquette and guidelines (``PagesCase``)
- ``office``: agreed texts and plans, with the settings (``OfficeCase``); skipped where ``plans/`` cannot be read
- ``linked``: a post with another that it names (``corrections.LinkCase``)
- ``all``: all posts together (``AllCase``); skipped where only some posts are checked
- ``plan``: the whole plan (``PlanCase``); skipped where only some posts are checked, or without ``plans/plan.yml``
- ``waiving``: exceptions, judged when all others have spoken (``amtsfunk.rules.waiving``); no function here
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from amtsfunk.model.finding import Severity
from amtsfunk.model.post import Kind
from amtsfunk.rules.cases import Hits

ERROR, WARNING, NOTICE = Severity.error, Severity.warning, Severity.notice


class Scope(StrEnum):
    source = "source"
    tree = "tree"
    post = "post"
    settled = "settled"
    wording = "wording"
    media = "media"
    plans = "plans"
    pages = "pages"
    office = "office"
    linked = "linked"
    all = "all"
    plan = "plan"
    waiving = "waiving"


@dataclass(frozen=True, slots=True)
class Rule:
    """``source`` is the requirement, the law or the section of the design that asks for the rule.

    ``only_with``: keys of the front matter (and ``pictures``) without which a rule over posts has nothing to say. Most
    posts have few of them, so most rules need not be asked. ``signs``: the same for rules over wording, where one of
    these in the bytes is enough (``amtsfunk.rules.wording.signs``).
    ``kinds``: the only kinds of post that a rule asks about; empty for all.
    ``when_over``: whether a rule also asks about posts that can no longer go out (``run.is_over``). What went out is
    not changed (R47), so length, hours and style come too late there; personal data does not.
    """

    id: str
    severity: Severity
    source: str
    scope: Scope
    check: Callable[[Any], Hits] | None = None
    only_with: tuple[str, ...] = ()
    signs: int = 0
    kinds: tuple[Kind, ...] = ()
    when_over: bool = True
