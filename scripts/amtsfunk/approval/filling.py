"""Filling the blanks of an agreed module: pure, and nothing but its declared blanks changes (DELIVERY.md § 2).

    fill_payload(payload, "stromausfall-202612010905-3fa9", {"gebiet": "Altstadt", "stunden": "3"})

yields what rendering the module with these words in its text would have yielded (tests/properties/test_filling.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amtsfunk.channels.limits import Measure, measure_part, network_on
from amtsfunk.model.module import Module, fits_slot
from amtsfunk.model.settings import Settings
from amtsfunk.model.snippet import BLANK


class CannotFill(ValueError):
    """These values do not fill this module. ``reason`` is an id, ``name`` the slot or channel that it is about."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def check_values(module: Module, values: Mapping[str, str]) -> None:
    """Raises CannotFill unless every slot has a value of its closed type, nothing else has one, and every blank that
    any text has is such a slot."""
    slots = module.head.slots
    for name in module.blanks:
        if name not in slots:
            raise CannotFill("blank-undeclared", name)
    for name in values:
        if name not in slots:
            raise CannotFill("slot-unknown", name)
    for name, slot in slots.items():
        if name not in values:
            raise CannotFill("slot-missing", name)
        if not fits_slot(slot, values[name]):
            raise CannotFill("slot-value", name)


def fill_payload(payload: Mapping[str, Any], post: str, values: Mapping[str, str]) -> dict[str, Any]:
    """One channel's payload of a module as that of the post that it becomes: its id, and the blanks of its texts."""
    return {
        **payload,
        "post": post,
        "parts": [{**part, "text": fill_text(part["text"], values)} for part in payload["parts"]],
    }


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """In one pass: a value is never looked into for further blanks."""
    return BLANK.sub(lambda blank: values.get(blank[1], blank[0]), text)


def measures_of(payload: Mapping[str, Any], settings: Settings) -> Iterator[tuple[Mapping[str, Any], list[Measure]]]:
    """Each part of a payload, and how far it fills its network's limits."""
    network = network_on(settings, payload["channel"])
    for part in payload["parts"]:
        warning, pictures = part["content_warning"], len(part["media"])
        yield part, list(measure_part(network, part["text"], content_warning=warning, pictures=pictures))


def check_lengths(payload: Mapping[str, Any], settings: Settings) -> None:
    """Raises CannotFill where a filled text is too long for its network: the check counts with the longest choice, but
    limits may have changed since."""
    for _, measures in measures_of(payload, settings):
        if any(measure.exceeded for measure in measures):
            raise CannotFill("too-long", payload["channel"])
