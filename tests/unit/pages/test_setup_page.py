"""The page „Für Ihre Behörde einrichten“ is in the menu, links to what is there, and names commands as they are.

That its commands work, one after the other, is shown by ``tests/whole/test_setting_up.py``.
"""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from amtsfunk.cli import VERBS
from amtsfunk.commandline import GermanParser
from amtsfunk.commands.founding.telling import GUIDE
from amtsfunk.pages import internal
from support.guide import steps_of

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "site/internal/handbuch/einrichten.md").read_text(encoding="utf-8")
TYPED = [line for step in steps_of(TEXT) if step.kind == "shell" for line in step.text.splitlines()]
NAMED = [*TYPED, *re.findall(r"`(amtsfunk [^`]+)`", TEXT)]


@pytest.mark.parametrize("command", sorted({line for line in NAMED if line.startswith("amtsfunk ")}))
def test_every_command_can_be_called_as_it_is_written(command: str) -> None:
    words = shlex.split(command.partition(" > ")[0])
    verb = next(one for one in VERBS if one.name == words[1])
    parser = GermanParser(prog="amtsfunk")
    import_module(f"amtsfunk.commands.{verb.module}").add_arguments(parser)
    parser.parse_args(words[2:])


def test_what_is_made_is_there() -> None:
    made = {line.split()[1] for line in TYPED if line.startswith("make ")}
    assert made == {"ready"}
    assert re.search(r"(?m)^ready:", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_links_lead_to_pages_and_the_menu_here() -> None:
    for target in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (ROOT / "site/internal/handbuch" / target).exists(), target
    assert "](einrichten.md)" in (ROOT / "site/internal/handbuch/betrieb.md").read_text(encoding="utf-8")
    assert f"# {GUIDE} " in TEXT
    assert f'{{"{GUIDE}": "handbuch/einrichten.md"}}' in Path(str(internal.__file__)).read_text(encoding="utf-8")
