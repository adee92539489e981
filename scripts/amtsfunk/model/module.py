"""``content/modules/<slug>.md``: posts that were agreed beforehand, with slots to be filled (DELIVERY.md § 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from amtsfunk.model.base import Address, Frozen, Language, Line, Slug
from amtsfunk.model.post import Audience, Kind, Part, Picture
from amtsfunk.model.snippet import BLANK, Agreement

_LONGEST: Mapping[str, str] = {"time": "00:00", "number": "0000"}
"""How much room a time or a number takes."""
_FORMS: Mapping[str, re.Pattern[str]] = {
    "time": re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"),
    "number": re.compile(r"0|[1-9][0-9]{0,3}"),
}
"""None is longer than what ``_LONGEST`` counts with."""
_CHOICE_AT_MOST = 100


def _read_slot(value: Any) -> Any:
    if isinstance(value, str):
        if value.strip() not in _LONGEST:
            raise ValueError("slot")
        return value.strip()
    if isinstance(value, list):
        choices = tuple(one.strip() if isinstance(one, str) else "" for one in value)
        if not choices or any(not one or "\n" in one or len(one) > _CHOICE_AT_MOST for one in choices):
            raise ValueError("slot")
        return choices
    raise ValueError("slot")


Slot = Annotated[
    tuple[str, ...] | Literal["time", "number"],
    BeforeValidator(_read_slot),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1},
                {"enum": ["time", "number"]},
            ],
            "examples": [["Altstadt", "Hafen"], "time", "number"],
        }
    ),
]
"""What may fill a blank: one of fixed choices, a time of day, or a number."""


def fits_slot(slot: tuple[str, ...] | Literal["time", "number"], value: str) -> bool:
    """Whether a value is of the slot's closed type, letter by letter."""
    return value in slot if isinstance(slot, tuple) else _FORMS[slot].fullmatch(value) is not None


class ModuleHead(Agreement):
    """As a post's front matter, without a time."""

    channels: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topic: Slug
    kind: Kind
    audiences: tuple[Audience, ...] = ()
    occasion: Line | None = None
    link: Address | None = None
    no_link_because: Line | None = None
    content_warning: Line | None = None
    language: Language | None = None
    office: Line | None = None
    scenario: Slug | None = None
    slots: Mapping[Slug, Slot] = Field(default_factory=dict)


class Module(Frozen):
    """``id`` is the file's stem. Pictures lie in ``content/media/modules/``."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: str
    path: str
    head: ModuleHead
    title: str
    parts: tuple[Part, ...]
    channel_texts: Mapping[str, tuple[Part, ...]] = Field(default_factory=dict)

    def parts_for(self, channel: str) -> tuple[Part, ...]:
        return self.channel_texts.get(channel, self.parts)

    def all_parts(self) -> Iterator[Part]:
        """Common parts first, then those of the channels."""
        yield from self.parts
        for parts in self.channel_texts.values():
            yield from parts

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names in braces that any text uses, in order of appearance, each once."""
        return tuple(dict.fromkeys(name for part in self.all_parts() for name in BLANK.findall(part.text)))

    def longest(self, text: str) -> str:
        """``text`` with every declared blank filled by what takes most room."""

        def fill(match: Any) -> str:
            slot = self.head.slots.get(match[1])
            if slot is None:
                return str(match[0])
            return _LONGEST[slot] if isinstance(slot, str) else max(slot, key=len)

        return BLANK.sub(fill, text)

    def media_path(self, picture: Picture) -> str:
        return f"content/media/modules/{picture.file}"
