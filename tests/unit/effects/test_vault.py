"""Credentials come from three places, sessions stay with their account, and nothing of it is shown."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from amtsfunk.channels.access import Access, Bearer, Secret
from amtsfunk.channels.contract import Account, Request
from amtsfunk.effects.vault import Vault, variable_of
from amtsfunk.model.errors import NotFound, Refused

ACCOUNT = Account("stadt-mastodon", "mastodon", "social.example", "1")
NAMES = (("token",), ("client_id", "refresh_token"))
TOKEN = "geheim-7d1c"  # noqa: S105 - stands for one


def test_the_name_of_a_variable() -> None:
    assert variable_of("stadt-mastodon", "token") == "AMTSFUNK_STADT_MASTODON_TOKEN"


def test_from_the_environment() -> None:
    access = Vault({"AMTSFUNK_STADT_MASTODON_TOKEN": f" {TOKEN}\n"}).access(ACCOUNT, NAMES)
    assert access.secrets["token"].reveal() == TOKEN
    assert access.has("token")
    assert not access.has("client_id", "refresh_token")
    assert not access.durable


def test_from_a_named_file(tmp_path: Path) -> None:
    (tmp_path / "t").write_text(f"{TOKEN}\n", encoding="utf-8")
    access = Vault({"AMTSFUNK_STADT_MASTODON_TOKEN_FILE": str(tmp_path / "t")}).access(ACCOUNT, NAMES)
    assert access.secrets["token"].reveal() == TOKEN


def test_a_named_file_that_is_absent_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="AMTSFUNK_STADT_MASTODON_TOKEN"):
        Vault({"AMTSFUNK_STADT_MASTODON_TOKEN_FILE": str(tmp_path / "t")}).access(ACCOUNT, NAMES)


def test_from_systemds_credentials(tmp_path: Path) -> None:
    (tmp_path / "stadt-mastodon.refresh-token").write_text(TOKEN, encoding="utf-8")
    access = Vault({"CREDENTIALS_DIRECTORY": str(tmp_path)}).access(ACCOUNT, NAMES)
    assert access.secrets == {"refresh_token": Secret(TOKEN)}


def test_a_session_outlives_the_process_where_there_is_a_folder(tmp_path: Path) -> None:
    Vault({}, tmp_path).keep(ACCOUNT, {"session": Secret(TOKEN)})
    access = Vault({}, tmp_path).access(ACCOUNT, NAMES)
    assert access.kept == {"session": Secret(TOKEN)}
    assert access.durable
    file = tmp_path / "sessions" / "stadt-mastodon.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_without_a_folder_it_ends_with_the_process() -> None:
    vault = Vault({})
    vault.keep(ACCOUNT, {"session": Secret(TOKEN)})
    assert vault.access(ACCOUNT, NAMES).kept == {"session": Secret(TOKEN)}
    assert Vault({}).access(ACCOUNT, NAMES).kept == {}


def test_an_empty_value_forgets(tmp_path: Path) -> None:
    vault = Vault({}, tmp_path)
    vault.keep(ACCOUNT, {"a": Secret("1"), "b": Secret("2")})
    vault.keep(ACCOUNT, {"a": Secret("")})
    assert Vault({}, tmp_path).access(ACCOUNT, NAMES).kept == {"b": Secret("2")}


def test_a_session_of_another_account_is_none(tmp_path: Path) -> None:
    Vault({}, tmp_path).keep(ACCOUNT, {"session": Secret(TOKEN)})
    other = Account("stadt-mastodon", "mastodon", "social.example", "2")
    assert Vault({}, tmp_path).access(other, NAMES).kept == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"binding": 1}', '{"binding": "x", "kept": []}'])
def test_a_damaged_session_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "stadt-mastodon.json").write_text(text, encoding="utf-8")
    assert Vault({}, tmp_path).access(ACCOUNT, NAMES).kept == {}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused, match="stadt-mastodon"):
        Vault({}, tmp_path).keep(ACCOUNT, {"session": Secret(TOKEN)})


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret(TOKEN)
    access = Access({"token": secret}, {"session": secret})
    shown = (
        f"{secret} {secret!r} {[secret]} {access} {Bearer(secret)} {Request('GET', 'https://x/', auth=Bearer(secret))}"
    )
    assert TOKEN not in shown
    assert TOKEN not in f"{Request('POST', 'https://x/', body=TOKEN.encode())}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)
