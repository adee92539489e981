"""The handbook's page of fields names every key that a post may have, every kind of value that it explains, and none
that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from amtsfunk.model.post import Audience, ChannelOptions, Mend, Poll, PostHead, Visibility

PAGE = (Path(__file__).parents[3] / "site" / "internal" / "handbuch" / "felder.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_]+)`", PAGE))
IN_TABLES = {
    word for row in re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE) for word in re.findall(r"`([a-z_]+)`", row)
}


def keys(*models: type[BaseModel]) -> set[str]:
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


@pytest.mark.parametrize("model", [PostHead, Poll, ChannelOptions])
def test_every_key_has_its_row(model: type[BaseModel]) -> None:
    assert keys(model) - IN_TABLES == set()


def test_no_row_names_a_key_that_is_none() -> None:
    assert IN_TABLES - keys(PostHead, Poll, ChannelOptions) == set()


def test_words_to_choose_from_are_named() -> None:
    words = {word.value for group in (Audience, Mend, Visibility) for word in group}
    assert words - NAMED == set()
