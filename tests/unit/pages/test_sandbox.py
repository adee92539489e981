"""Templates come with a repository, and whoever changes one must not get a program to run by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from amtsfunk.pages.sandbox import Sandbox
from amtsfunk.pages.templates import html_environment, markdown_environment


@dataclass(frozen=True)
class Post:
    title: str

    def shown(self) -> str:
        return self.title


def function() -> None: ...


VALUES: Mapping[str, Any] = {
    "post": Post("Titel"),
    "kind": Post,
    "text": "Text",
    "rows": ["a"],
    "names": {"a": 1},
    "found": {"a"},
    "waiting": deque(["a"]),
    "function": function,
    "method": Post("Titel").shown,
    "steps": (one for one in "ab"),
}
ATTACKS = [
    "{{ text.__class__.__mro__[1].__subclasses__() }}",
    "{{ post.__init__.__globals__ }}",
    "{{ function.__globals__ }}",
    "{{ method.__func__ }}",
    "{{ kind.mro() }}",
    "{{ steps.gi_frame }}",
    "{{ rows.append('b') }}",
    "{{ names.update(b=2) }}",
    "{{ found.add('b') }}",
    "{{ waiting.clear() }}",
    "{{ '{0.__class__}'.format(post) }}",
    "{{ post | attr('__class__') }}",
    "{{ text['__class__'] }}",
]


@pytest.mark.parametrize("environment", [html_environment, markdown_environment])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_template_reaches_the_program_or_changes_a_value(environment: Any, attack: str) -> None:
    page = environment({"seite": attack})
    for _ in range(2):  # decided anew, and remembered
        with pytest.raises(SecurityError):
            page.get_template("seite").render(VALUES)
    assert (VALUES["rows"], VALUES["names"], VALUES["found"]) == (["a"], {"a": 1}, {"a"})


def test_each_pair_is_decided_as_jinja_decides_it() -> None:
    ours, jinjas = Sandbox(), ImmutableSandboxedEnvironment()
    pairs = [
        (value, name)
        for value in VALUES.values()
        for name in {*dir(value), "gi_frame", "gi_code", "func_globals", "im_self", "mro", "append", "_private"}
    ]
    for _ in range(2):
        assert [ours.is_safe_attribute(value, name, None) for value, name in pairs] == [
            jinjas.is_safe_attribute(value, name, None) for value, name in pairs
        ]


def test_what_templates_are_for_still_works() -> None:
    template = "{{ post.title }} {{ post.shown() }} {{ text.upper() }} {{ names.a }} {{ '{}'.format(text) }}"
    page = html_environment({"seite": template})
    assert page.get_template("seite").render(VALUES) == "Titel Titel TEXT 1 Text"
