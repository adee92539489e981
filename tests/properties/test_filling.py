"""Filling a module's payload is rendering the filled text, and nothing but the declared blanks changes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.approval.filling import CannotFill, check_lengths, check_values, fill_payload, fill_text
from amtsfunk.approval.payload import MediaFacts, render_payload
from amtsfunk.model.module import Module, ModuleHead, fits_slot
from amtsfunk.model.module_post import as_template, post_of
from amtsfunk.model.post import Part, Picture
from amtsfunk.model.settings import Settings
from amtsfunk.source.plans import parse_settings
from support.repo import APPROVAL, AUTHORITY, CHANNELS, TOPICS

_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
_NAMES = ("ort", "zeit", "zahl")
_CHOICES = ("Hafen", "Alte {zeit} Straße", "}{", "Brücke (West)")
_TEXTS = st.lists(
    st.sampled_from([*(f"{{{name}}}" for name in _NAMES), "{", "}", "{{ort}}", "{fremd}", "{}", "Text. ", "\n", "ß"])
    | st.text(alphabet="ab{} ", max_size=5),
    max_size=12,
).map("".join)
_VALUES = st.fixed_dictionaries({
    "ort": st.sampled_from(_CHOICES),
    "zeit": st.times().map(lambda time: f"{time:%H:%M}"),
    "zahl": st.integers(0, 9999).map(str),
})  # fmt: skip
_TIMES = {f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)}
_NUMBERS = {str(number) for number in range(10_000)}
_MEDIA = {"content/media/modules/a.png": MediaFacts("ab" * 32, 7, "image/png")}


def settings() -> Settings:
    team = f"people:\n  anna:\n    roles: [editor]\n    keys: [{_KEY}]\n"
    files = {
        "plans/authority.yml": AUTHORITY.format(publisher=_KEY),
        "plans/channels.yml": CHANNELS,
        "plans/topics.yml": TOPICS,
        "plans/approval.yml": APPROVAL,
        "plans/team.yml": team,
    }
    found, findings, _ = parse_settings({path: text.encode() for path, text in files.items()})
    assert found is not None, findings
    return found


SETTINGS = settings()


def module(texts: tuple[str, ...], own: str = "") -> Module:
    head: dict[str, Any] = {
        "channels": ("website", "mastodon"),
        "topic": "bevoelkerungsschutz",
        "kind": "crisis",
        "content_warning": "Warnung vor {ort}",
        "link": "https://www.beispielau.example/{zeit}",
        "slots": {"ort": list(_CHOICES), "zeit": "time", "zahl": "number"},
        "agreed_by": ("anna",),
        "agreed_on": "01.11.2026",
        "valid_until": "31.12.2026",
    }
    picture = Picture(file="a.png", alt="Ein {ort}", credit="Foto: {zahl}")
    return Module(
        id="modul",
        path="content/modules/modul.md",
        head=ModuleHead(**head),
        title="Titel {ort}",
        parts=tuple(Part(text=text, pictures=(picture,)) for text in texts),
        channel_texts={"mastodon": (Part(text=own),)} if own else {},
    )


@given(texts=st.lists(_TEXTS, min_size=1, max_size=3).map(tuple), own=_TEXTS, values=_VALUES)
@example(texts=("{ort}{zeit}",), own="", values={"ort": "Alte {zeit} Straße", "zeit": "00:00", "zahl": "0"})
def test_filling_what_was_rendered_is_rendering_what_was_filled(
    texts: tuple[str, ...], own: str, values: dict[str, str]
) -> None:
    agreed = module(texts, own)
    for channel in ("website", "mastodon"):
        captured = render_payload(as_template(agreed), channel, SETTINGS, _MEDIA)
        words = post_of(agreed, lambda text: fill_text(text, values))
        rendered = render_payload(words, channel, SETTINGS, _MEDIA)
        assert fill_payload(captured, "modul-202612010805-3fa9", values) == {
            **rendered,
            "post": "modul-202612010805-3fa9",
        }


@given(text=_TEXTS, values=_VALUES)
@example(text="{ort}", values={"ort": "Alte {zeit} Straße", "zeit": "00:00", "zahl": "0"})
def test_nothing_but_the_declared_blanks_changes(text: str, values: dict[str, str]) -> None:
    declared = re.compile("|".join(re.escape(f"{{{name}}}") for name in values))
    filled, kept = fill_text(text, values), declared.split(text)
    pieces = [values[found[0][1:-1]] for found in declared.finditer(text)]
    assert filled == "".join(one for pair in zip(kept, [*pieces, ""], strict=True) for one in pair)


@given(value=st.text(max_size=6) | st.from_regex(r"[0-9]{1,2}:[0-9]{2}\n?", fullmatch=True))
def test_a_time_is_a_time_and_a_number_a_number(value: str) -> None:
    assert fits_slot("time", value) == (value in _TIMES)
    assert fits_slot("number", value) == (value in _NUMBERS)
    assert fits_slot(_CHOICES, value) == (value in _CHOICES)


@pytest.mark.parametrize(
    ("text", "values", "reason", "name"),
    [
        ("{ort} {zeit} {zahl}", {"ort": "Hafen", "zeit": "12:00"}, "slot-missing", "zahl"),
        ("{ort}", {"ort": "Hafen", "zeit": "12:00", "zahl": "1", "mehr": "x"}, "slot-unknown", "mehr"),
        ("{ort}", {"ort": "Hafen ", "zeit": "12:00", "zahl": "1"}, "slot-value", "ort"),
        ("{ort}", {"ort": "Hafen", "zeit": "24:00", "zahl": "1"}, "slot-value", "zeit"),
        ("{ort}", {"ort": "Hafen", "zeit": "12:00", "zahl": "01"}, "slot-value", "zahl"),
        ("{ort}", {"ort": "Hafen", "zeit": "12:00", "zahl": "٣"}, "slot-value", "zahl"),
        ("{wer}", {"ort": "Hafen", "zeit": "12:00", "zahl": "1"}, "blank-undeclared", "wer"),
    ],
)
def test_what_does_not_fill_a_module(text: str, values: dict[str, str], reason: str, name: str) -> None:
    with pytest.raises(CannotFill) as refused:
        check_values(module((text,)), values)
    assert (refused.value.reason, refused.value.name) == (reason, name)


@pytest.mark.parametrize(("length", "fits"), [(490, True), (501, False)])
def test_a_filled_text_is_counted_once_more(length: int, fits: bool) -> None:
    """A server may have become stricter since the check."""
    agreed = module(("x" * length,))
    agreed = agreed.model_copy(update={"head": agreed.head.model_copy(update={"content_warning": None})})
    payload = render_payload(as_template(agreed), "mastodon", SETTINGS, _MEDIA)
    if fits:
        check_lengths(payload, SETTINGS)
        return
    with pytest.raises(CannotFill) as refused:
        check_lengths(payload, SETTINGS)
    assert (refused.value.reason, refused.value.name) == ("too-long", "mastodon")
