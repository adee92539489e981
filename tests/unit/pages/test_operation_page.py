"""The page „Betrieb“ says nothing that the program does not do: commands, options, variables, files, keys, anchors."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from amtsfunk.approval.paths import is_governance
from amtsfunk.cli import VERBS
from amtsfunk.commandline import GermanParser
from amtsfunk.commands.publishing.opening import MARK
from amtsfunk.effects.ledger import FETCHED, VERIFIED
from amtsfunk.effects.vault import variable_of
from amtsfunk.model.authority import Authority
from amtsfunk.model.channel import Channel
from amtsfunk.model.notify import Mail
from amtsfunk.model.team import Person
from amtsfunk.pages import internal

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "site" / "internal" / "handbuch" / "betrieb.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`]+)`", TEXT)
SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts" / "amtsfunk").rglob("*.py"))


def keys(model: type[Authority | Channel | Mail | Person]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("command", [code for code in CODE if code.startswith("amtsfunk ")])
def test_every_command_can_be_called_as_it_is_written(command: str) -> None:
    verb = next(one for one in VERBS if one.name == command.split()[1])
    parser = GermanParser(prog="amtsfunk")
    import_module(f"amtsfunk.commands.{verb.module}").add_arguments(parser)
    parser.parse_args(command.split()[2:])


def test_every_option_that_stands_alone_is_one_of_a_verb() -> None:
    for option in {code.split()[0] for code in CODE if code.startswith("--")}:
        assert f'"{option}"' in SOURCE, option


def test_every_variable_is_read_by_the_program() -> None:
    named = set(re.findall(r"AMTSFUNK_[A-Z_]+[A-Z]", TEXT))
    assert len(named) >= 9
    put_together = {variable_of("mastodon", "token"), variable_of("forge", "token")}
    assert put_together <= named
    for variable in named - put_together:
        assert f'"{variable.removesuffix("_FILE")}"' in SOURCE or f'"{variable}"' in SOURCE, variable


def test_files_branches_and_keys_are_those_of_the_program() -> None:
    folders = {"docs/operation/": ("amtsfunk.service", "Containerfile"),
               "plans/": ("notify.yml", "team.yml", "authority.yml", "channels.yml")}  # fmt: skip
    for path in (f"{folder}{name}" for folder, names in folders.items() for name in names):
        assert f"`{path}`" in TEXT and (ROOT / path).exists(), path
    assert f"`{MARK}`" in TEXT
    assert f"{VERIFIED}:refs/heads/ledger" in TEXT and f"{FETCHED}evidence:refs/heads/evidence" in TEXT
    assert {"publishers"} <= keys(Authority) and {"keys", "until", "revoked"} <= keys(Person)
    assert "closed" in keys(Channel) and {"host", "port", "tls", "from", "user", "duty", "operator"} <= keys(Mail)
    assert is_governance("plans/authority.yml") and is_governance("plans/team.yml"), "two stewards confirm it"


def test_links_lead_to_sections_and_pages() -> None:
    anchors = set(re.findall(r"\{: #(\S+) \}", TEXT))
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        page, _, anchor = target.partition("#")
        assert not page or (ROOT / "site/internal/handbuch" / page).exists(), target
        assert page or anchor in anchors, target


def test_it_is_in_the_menu() -> None:
    assert '"handbuch/betrieb.md"' in Path(str(internal.__file__)).read_text(encoding="utf-8")
