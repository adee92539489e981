"""All posts at once."""

from __future__ import annotations

from amtsfunk.rules import media
from amtsfunk.rules.rule import NOTICE, Rule, Scope

ROWS: tuple[Rule, ...] = (Rule("unused-picture", NOTICE, "R63", Scope.all, media.find_unused_picture),)
