"""Signatures: only the named keys, only the namespace, only these bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.approval.statement import SignedStatement, Statement
from amtsfunk.effects.ssh import find_signer, key_material, make_key, public_key_of, sign
from amtsfunk.effects.statements import check_statement, new_nonce, sign_statement, signer_of
from amtsfunk.model.errors import EffectFailed, NotFound
from amtsfunk.model.team import Person

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
DATA = b"these bytes"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("anna", "ben"):
        make_key(folder / name, name)
    return {name: folder / name for name in ("anna", "ben")}


def public(keys: dict[str, Path]) -> list[str]:
    return [public_key_of(path) for path in keys.values()]


def test_finds_whose_it_is(keys: dict[str, Path]) -> None:
    signature = sign(DATA, "test", keys["ben"])
    assert find_signer(DATA, signature, "test", public(keys)) == public_key_of(keys["ben"])
    assert find_signer(DATA, signature, "test", reversed(public(keys))) == public_key_of(keys["ben"])


def test_nobody_for_other_bytes_namespace_or_keys(keys: dict[str, Path]) -> None:
    signature = sign(DATA, "test", keys["ben"])
    assert find_signer(DATA + b".", signature, "test", public(keys)) is None
    assert find_signer(DATA, signature, "other", public(keys)) is None
    assert find_signer(DATA, signature, "test", [public_key_of(keys["anna"])]) is None
    assert find_signer(DATA, signature, "test", []) is None


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "x",
        "-----BEGIN SSH SIGNATURE-----\n",
        "-----BEGIN PGP SIGNATURE-----\n",
        "-----BEGIN SSH SIGNATURE-----\n\0\n",
    ],
)
def test_what_is_no_signature(signature: str, keys: dict[str, Path]) -> None:
    assert find_signer(DATA, signature, "test", public(keys)) is None


def test_a_comment_does_not_make_another_key(keys: dict[str, Path]) -> None:
    line = public_key_of(keys["ben"])
    assert key_material(line) == key_material(line + " more words") != key_material(public_key_of(keys["anna"]))


def test_a_roster_line_cannot_smuggle_another_key_in(keys: dict[str, Path]) -> None:
    """Whatever stands behind a key is no second line of the file of allowed signers."""
    signature = sign(DATA, "test", keys["ben"])
    hostile = public_key_of(keys["anna"]) + '\nkey0 namespaces="test" ' + public_key_of(keys["ben"])
    assert find_signer(DATA, signature, "test", [hostile]) is None


def test_missing_key_and_missing_public_half(keys: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        sign(DATA, "test", tmp_path / "none")
    copied = tmp_path / "copied"
    copied.write_bytes(keys["ben"].read_bytes())
    copied.chmod(0o600)
    assert key_material(public_key_of(copied)) == key_material(public_key_of(keys["ben"]))
    broken = tmp_path / "broken"
    broken.write_text("no key", encoding="utf-8")
    with pytest.raises(EffectFailed):
        sign(DATA, "test", broken)


def roster(keys: dict[str, Path], **more: object) -> dict[str, Person]:
    return {
        name: Person.model_validate({"roles": ["deputy"], "keys": [public_key_of(path)], **more})
        for name, path in keys.items()
    }


def statement(**changed: object) -> Statement:
    values: dict[str, object] = {
        "kind": "lift",
        "repository": "0" * 32,
        "subject": "total",
        "manifest": "",
        "decision": "lifted",
        "not_before": NOW,
        "not_after": NOW + timedelta(hours=1),
        "nonce": new_nonce(),
    }
    return Statement(**{**values, **changed})  # type: ignore[arg-type]


def test_a_statement_that_counts(keys: dict[str, Path]) -> None:
    signed = sign_statement(statement(), keys["ben"])
    checked = check_statement(signed, kind="lift", repository="0" * 32, people=roster(keys), now=NOW)
    assert (checked.person, checked.reason) == ("ben", None)


@pytest.mark.parametrize(
    ("changed", "now", "reason"),
    [
        ({"kind": "settle"}, NOW, "statement-kind"),
        ({"repository": "1" * 32}, NOW, "statement-repository"),
        ({}, NOW - timedelta(seconds=1), "statement-expired"),
        ({}, NOW + timedelta(hours=1, seconds=1), "statement-expired"),
    ],
)
def test_statements_that_do_not_count(
    changed: dict[str, object], now: datetime, reason: str, keys: dict[str, Path]
) -> None:
    signed = sign_statement(statement(**changed), keys["ben"])
    checked = check_statement(signed, kind="lift", repository="0" * 32, people=roster(keys), now=now)
    assert (checked.person, checked.reason) == (None, reason)


def test_a_changed_word_and_a_lying_key_field(keys: dict[str, Path]) -> None:
    signed = sign_statement(statement(), keys["ben"])
    changed = SignedStatement(statement(subject="all", nonce=signed.statement.nonce), signed.signature, signed.key)
    assert signer_of(changed, roster(keys)) is None
    lying = SignedStatement(signed.statement, signed.signature, public_key_of(keys["anna"]))
    assert signer_of(lying, roster(keys)) == "ben"


def test_revoked_people_state_nothing(keys: dict[str, Path]) -> None:
    signed = sign_statement(statement(), keys["ben"])
    people = roster(keys, revoked=NOW)
    checked = check_statement(signed, kind="lift", repository="0" * 32, people=people, now=NOW)
    assert checked.reason == "approver-revoked"
