"""The scalar types: texts as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from amtsfunk.model.base import Address, Day, Duration, Flag, Language, Line, Moment, PublicKey, Slug

GOOD: list[tuple[Any, str, object]] = [
    (Flag, "ja", True),
    (Flag, "Nein", False),
    (Flag, "false", False),
    (Duration, "30 min", timedelta(minutes=30)),
    (Duration, "2h", timedelta(hours=2)),
    (Duration, "1 Tag", timedelta(days=1)),
    (Duration, "3 Stunden", timedelta(hours=3)),
    (Duration, "5 Minuten", timedelta(minutes=5)),
    (Day, "01.12.2026", date(2026, 12, 1)),
    (Day, "2026-12-01", date(2026, 12, 1)),
    (Address, "https://www.musterhafen.example/a", "https://www.musterhafen.example/a"),
    (Slug, "a-1", "a-1"),
    (Language, "de-DE", "de-DE"),
    (PublicKey, "ssh-ed25519 AAAA= x", "ssh-ed25519 AAAA= x"),
]
BAD: list[tuple[Any, object]] = [
    (Flag, "vielleicht"),
    (Duration, "bald"),
    (Duration, "-1 h"),
    (Day, "31.02.2026"),
    (Address, "www.musterhafen.example"),
    (Address, "javascript:alert(1)"),
    (Slug, "A"),
    (Slug, "a--b"),
    (Slug, "a\n"),
    (Line, "a\nb"),
    (Line, ""),
    (Language, "deutsch"),
    (PublicKey, "ssh-rsa AAAA"),
    (PublicKey, "ssh-ed25519 AAAA\nssh-ed25519 BBBB"),
    (Moment, "01.12.2026 09:00"),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_what_is_read(kind: Any, text: str, value: object) -> None:
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_is_refused(kind: Any, text: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)
