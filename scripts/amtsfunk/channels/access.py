"""Credentials, as the networks' modules handle them: named, carried, never shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


class Secret:
    """A text that no log, error, ledger line or report may show. Only ``reveal`` gives it, and only the driver and the
    body of a request that a network asks for need that."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True)
class Bearer:
    """``Authorization: Bearer …``."""

    token: Secret


@dataclass(frozen=True, slots=True)
class Basic:
    """``Authorization: Basic …`` (RFC 7617), as token endpoints ask for it."""

    user: str
    password: Secret


@dataclass(frozen=True, slots=True)
class OAuth1:
    """A signature over the request (RFC 5849, HMAC-SHA1); the driver draws nonce and time."""

    api_key: Secret
    api_secret: Secret
    access_token: Secret
    access_secret: Secret


Auth = Bearer | Basic | OAuth1


@dataclass(frozen=True, slots=True)
class Access:
    """What one channel has to get in with. ``secrets``: configured, by the adapter's names; ``kept``: what the adapter
    gave to keep earlier (a session); ``durable``: whether what is kept outlives this process, which a rotating token
    needs."""

    secrets: Mapping[str, Secret] = field(default_factory=lambda: MappingProxyType({}))
    kept: Mapping[str, Secret] = field(default_factory=lambda: MappingProxyType({}))
    durable: bool = False

    def has(self, *names: str) -> bool:
        return all(self.secrets.get(name) for name in names)


NO_ACCESS = Access()
