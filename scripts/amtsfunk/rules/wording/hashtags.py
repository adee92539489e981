"""Hashtags: readable aloud, whole, and not too many (BITV 2.0; R23)."""

from __future__ import annotations

import re

from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Role, TextCase

TAG = r"(?<![\w&/#?=])[#＃](\w*[^\W\d_]\w*)"
_CUT = r"(?<![\w&/#])[#＃](\w+)([*:·])in(?:nen)?\b"
_LONG_SMALL = 15
"""From so many letters on, a tag in small letters is hardly one word. Which words it has, no machine can know."""
_LONG_CAPITALS = 8
"""Shorter ones are mostly abbreviations, which are spelled anyway: #UNESCO, #ELSTER."""


def find_hashtag_case(case: TextCase) -> Hits:
    """Only capitals tell a screen reader where a word begins: ``#TagDerOffenenTür``."""
    for passage in case.of(Role.text, Role.alt):
        for tag in re.finditer(TAG, passage.text):
            letters = re.sub(r"\d", "", tag[1])
            small = letters.islower() and len(letters) >= _LONG_SMALL
            capitals = letters.isupper() and len(letters) >= _LONG_CAPITALS
            if (small or capitals) and "_" not in letters:
                yield passage.at(tag.start()), {"value": tag[0], "how": "small" if small else "capitals"}


def find_cut_hashtag(case: TextCase) -> Hits:
    """``#Bürger*innen`` becomes the tag ``#Bürger``."""
    for passage in case.of(Role.text):
        for tag in re.finditer(_CUT, passage.text):
            yield passage.at(tag.start()), {"value": tag[0], "left": f"#{tag[1]}", "sign": tag[2]}


def find_too_many_hashtags(case: TextCase) -> Hits:
    """At most as many, over all parts of a post, as its channel wants (``hashtags`` in plans/channels.yml)."""
    told: dict[tuple[Place, int, int], list[str]] = {}
    for name in dict.fromkeys(case.head.channels if case.head else ()):
        limit = case.channels[name].hashtags if name in case.channels else None
        if limit is None:
            continue
        passages = [passage for passage in case.of(Role.text) if name in passage.channels]
        tags = [(passage, tag) for passage in passages for tag in re.finditer(TAG, passage.text)]
        if len(tags) > limit:
            passage, first_too_many = tags[limit]
            told.setdefault((passage.at(first_too_many.start()), len(tags), limit), []).append(name)
    for (place, count, limit), names in told.items():
        labels = ", ".join(case.channels[name].label for name in names)
        values = {"channels": labels, "channel": names[0], "count": str(count), "limit": str(limit)}
        yield place, values if limit else {**values, "fixed": f"## {names[0]}"}
