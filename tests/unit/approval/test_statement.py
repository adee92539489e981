"""statement/1: vectors with real signatures, and every form that is none."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.approval.canonical import canonical_json, digest
from amtsfunk.approval.statement import (
    KINDS,
    NotAStatement,
    namespace,
    parse_signed,
    parse_signed_list,
    read_time,
    signed_from_json,
    statement_from_json,
    write_time,
)
from amtsfunk.effects.ssh import find_signer

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "statement.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["statement"]["kind"])
def test_vectors(vector: dict[str, Any]) -> None:
    signed = signed_from_json({name: vector[name] for name in ("statement", "signature", "key")})
    statement = signed.statement
    assert statement.to_json() == vector["statement"]
    assert statement.signed_bytes.decode() == vector["canonical"]
    assert digest(statement.signed_bytes) == vector["sha256"]
    assert signed.to_json() == {name: vector[name] for name in ("statement", "signature", "key")}
    assert find_signer(statement.signed_bytes, signed.signature, namespace(statement.kind), [signed.key])
    others = [kind for kind in KINDS if kind != statement.kind]
    assert not any(
        find_signer(statement.signed_bytes, signed.signature, namespace(kind), [signed.key]) for kind in others[:2]
    )


def test_every_kind_has_a_vector() -> None:
    assert {vector["statement"]["kind"] for vector in VECTORS} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("v", True),
        ("v", "1"),
        ("kind", "publish"),
        ("kind", 1),
        ("repository", None),
        ("subject", ["x"]),
        ("subject", "x" * 3000),
        ("manifest", "AB" * 32),
        ("manifest", "ab" * 31),
        ("decision", 1),
        ("decision", {"a": 1}),
        ("decision", None),
        ("not_before", "2026-11-30T09:00:00+00:00"),
        ("not_before", "2026-11-31T09:00:00Z"),
        ("not_before", "2026-12-30T09:00:00Z"),
        ("not_after", "2026-12-03 08:00:00"),
        ("nonce", "abc"),
        ("nonce", "A" * 32),
        ("nonce", "../../../../../../../../../../etc"),
        ("extra", "x"),
    ],
)
def test_a_wrong_value_makes_it_none(name: str, value: object) -> None:
    broken = copy.deepcopy(VECTORS[0]["statement"])
    broken[name] = value
    with pytest.raises(NotAStatement):
        statement_from_json(broken)


@pytest.mark.parametrize("name", sorted(VECTORS[0]["statement"]))
def test_every_key_is_needed(name: str) -> None:
    broken = {key: value for key, value in VECTORS[0]["statement"].items() if key != name}
    with pytest.raises(NotAStatement):
        statement_from_json(broken)


@pytest.mark.parametrize("value", [None, [], "x", {}, {"statement": {}, "signature": "x", "key": "y", "more": 1}])
def test_what_is_no_signed_statement(value: object) -> None:
    with pytest.raises(NotAStatement):
        signed_from_json(value)


def test_files() -> None:
    one = {name: VECTORS[0][name] for name in ("statement", "signature", "key")}
    assert parse_signed(json.dumps(one, indent=2).encode()).statement.subject == "warntag"
    assert len(parse_signed_list(canonical_json([one, one]))) == 2
    for broken in (b"", b"{}", b"[1]", canonical_json(one)):
        with pytest.raises(NotAStatement):
            parse_signed_list(broken)


def test_times_are_utc_and_whole_seconds() -> None:
    local = datetime(2026, 12, 1, 9, 0, 0, 999, tzinfo=timezone(timedelta(hours=1)))
    assert write_time(local) == "2026-12-01T08:00:00Z"
    assert read_time("2026-12-01T08:00:00Z") == datetime(2026, 12, 1, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="zone"):
        write_time(datetime(2026, 12, 1))


def test_an_unknown_kind_has_no_namespace() -> None:
    assert namespace("approve") == "amtsfunk/approve@v1"
    with pytest.raises(NotAStatement):
        namespace("git")
