"""The sandbox that templates run in: no way from a value to the program, and nothing that changes a value."""

from __future__ import annotations

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own decides by the type of a value and the name of an attribute. Here each such pair is decided once, for
    pages of ten thousand posts ask two hundred thousand times."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._decided: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        pair = (type(obj), attr)
        safe = self._decided.get(pair)
        if safe is None:
            safe = self._decided[pair] = super().is_safe_attribute(obj, attr, value)
        return safe
