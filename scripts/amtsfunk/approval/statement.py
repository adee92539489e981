"""statement/1: what a person says and signs outside a forge's review (DELIVERY.md § 2).

What is signed is the canonical JSON of the statement, in a namespace of its own for every kind, so that a signature of
one kind never passes for another. Pure: signing and checking signatures is effects/statements.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from amtsfunk.approval.canonical import Json, NotCanonical, canonical_json, parse_json

VERSION = 1
KINDS = ("approve", "genesis", "govern", "lift", "settle", "record", "module", "redact")
APPROVED = "approved"
_KEYS = frozenset({"v", "kind", "repository", "subject", "manifest", "decision", "not_before", "not_after", "nonce"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NONCE = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"([0-9a-f]{64})?")
_MOST_TEXT = 2_000
_LARGEST = 256 * 1024


class NotAStatement(ValueError):
    """The bytes or values are no statement/1. Says which part, in English."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. ``manifest`` is a digest or empty where the kind has none; ``decision`` is the kind's own word or
    a flat object of texts; times are aware, UTC, whole seconds; ``nonce`` is 32 hex digits and counts once."""

    kind: str
    repository: str
    subject: str
    manifest: str
    decision: str | Mapping[str, str]
    not_before: datetime
    not_after: datetime
    nonce: str

    def to_json(self) -> dict[str, Json]:
        decision: Json = self.decision if isinstance(self.decision, str) else dict(self.decision)
        return {
            "v": VERSION,
            "kind": self.kind,
            "repository": self.repository,
            "subject": self.subject,
            "manifest": self.manifest,
            "decision": decision,
            "not_before": write_time(self.not_before),
            "not_after": write_time(self.not_after),
            "nonce": self.nonce,
        }

    @property
    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return canonical_json(self.to_json())


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement with its armoured SSH signature. ``key`` says whose it claims to be and is never believed."""

    statement: Statement
    signature: str
    key: str

    def to_json(self) -> dict[str, Json]:
        return {"statement": self.statement.to_json(), "signature": self.signature, "key": self.key}


def namespace(kind: str) -> str:
    """The SSH signature namespace of a kind. Raises NotAStatement for an unknown kind."""
    if kind not in KINDS:
        raise NotAStatement("kind")
    return f"amtsfunk/{kind}@v1"


def statement_from_json(value: object) -> Statement:
    """Raises NotAStatement unless every key is there, none is unknown and each has its form."""
    if not isinstance(value, dict) or set(value) != _KEYS:
        raise NotAStatement("keys")
    if value["v"] != VERSION or isinstance(value["v"], bool):
        raise NotAStatement("v")
    texts = {name: _text(value, name) for name in ("kind", "repository", "subject", "manifest", "nonce")}
    if texts["kind"] not in KINDS:
        raise NotAStatement("kind")
    if not _NONCE.fullmatch(texts["nonce"]):
        raise NotAStatement("nonce")
    if not _DIGEST.fullmatch(texts["manifest"]):
        raise NotAStatement("manifest")
    not_before, not_after = read_time(value["not_before"]), read_time(value["not_after"])
    if not_before > not_after:
        raise NotAStatement("not_after")
    return Statement(
        kind=texts["kind"],
        repository=texts["repository"],
        subject=texts["subject"],
        manifest=texts["manifest"],
        decision=_decision(value["decision"]),
        not_before=not_before,
        not_after=not_after,
        nonce=texts["nonce"],
    )


def signed_from_json(value: object) -> SignedStatement:
    """One ``{statement, signature, key}``. Raises NotAStatement."""
    if not isinstance(value, dict) or set(value) != {"statement", "signature", "key"}:
        raise NotAStatement("keys")
    return SignedStatement(
        statement_from_json(value["statement"]), _text(value, "signature", most=20_000), _text(value, "key")
    )


def parse_signed(data: bytes) -> SignedStatement:
    """A file that holds one signed statement (``plans/govern/``, ``inbox``). Raises NotAStatement."""
    return signed_from_json(_json(data))


def parse_signed_list(data: bytes) -> tuple[SignedStatement, ...]:
    """A file that holds a list of them (``<slug>.approval.json``, ``plans/genesis.json``). Raises NotAStatement."""
    value = _json(data)
    if not isinstance(value, list):
        raise NotAStatement("list")
    return tuple(signed_from_json(item) for item in value)


def write_time(moment: datetime) -> str:
    """``2026-12-01T08:00:00Z``. Raises ValueError for a naive time."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(value: object) -> datetime:
    """The one form that write_time gives. Raises NotAStatement."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise NotAStatement("time")
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as impossible:
        raise NotAStatement("time") from impossible


def _json(data: bytes) -> Json:
    try:
        return parse_json(data, largest=_LARGEST)
    except NotCanonical as broken:
        raise NotAStatement(str(broken)) from broken


def _text(value: Mapping[str, object], name: str, most: int = _MOST_TEXT) -> str:
    text = value[name]
    if not isinstance(text, str) or len(text) > most:
        raise NotAStatement(name)
    return text


def _decision(value: object) -> str | Mapping[str, str]:
    if isinstance(value, str) and len(value) <= _MOST_TEXT:
        return value
    if isinstance(value, dict) and all(isinstance(item, str) and len(item) <= _MOST_TEXT for item in value.values()):
        return value
    raise NotAStatement("decision")
