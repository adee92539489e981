"""The way out of the house: a proxy and certificates of one's own, named on purpose.

What other programs find in the environment (``https_proxy``, ``~/.netrc``) is not asked: a variable that somebody set
for another purpose must not decide where posts and credentials go. ``AMTSFUNK_PROXY`` names the proxy (also as
``…_FILE``, for it may hold a password), ``AMTSFUNK_DIRECT`` the hosts that are reached without it, and
``AMTSFUNK_CA_FILE`` the certificates that count instead of those that come with the program.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from amtsfunk.channels.access import Secret
from amtsfunk.channels.hosts import is_loopback
from amtsfunk.effects.vault import secret_of
from amtsfunk.model.errors import UsageError

PROXY, DIRECT, AUTHORITIES = "AMTSFUNK_PROXY", "AMTSFUNK_DIRECT", "AMTSFUNK_CA_FILE"


@dataclass(frozen=True, slots=True)
class WayOut:
    """``direct``: names of hosts, or endings that begin with a dot; this machine is always reached directly."""

    proxy: Secret | None = None
    direct: tuple[str, ...] = ()
    authorities: str | None = None

    @property
    def verify(self) -> str | bool:
        """What ``requests`` checks servers by."""
        return self.authorities or True

    def proxies_for(self, address: str) -> Mapping[str, str]:
        """What ``requests`` sends this address through; nothing where it goes directly."""
        host = (urlsplit(address).hostname or "").lower()
        if self.proxy is None or is_loopback(host) or host == "::1":
            return {}
        if any(host == name.lstrip(".") or (name.startswith(".") and host.endswith(name)) for name in self.direct):
            return {}
        return {"https": self.proxy.reveal(), "http": self.proxy.reveal()}

    @property
    def proxy_host(self) -> str | None:
        """The proxy's host and port, without a user or a password."""
        parts = urlsplit(self.proxy.reveal()) if self.proxy is not None else None
        return None if parts is None else f"{parts.hostname}:{parts.port or 80}"


def way_out(environment: Mapping[str, str]) -> WayOut:
    """Raises UsageError for a proxy that is none and for certificates that cannot be read, NotFound for a named file
    that is not there. No secret is in what is said."""
    proxy = secret_of(environment, PROXY)
    if proxy is not None and not _is_proxy(proxy.reveal()):
        raise UsageError(f"{PROXY} nennt keinen Proxy.", "So geht es: http://proxy.ihr-haus.example:3128")
    authorities = environment.get(AUTHORITIES, "").strip() or None
    if authorities is not None:
        _refuse_unreadable(authorities)
    direct = tuple(name.lower() for name in environment.get(DIRECT, "").replace(",", " ").split())
    return WayOut(proxy, direct, authorities)


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _refuse_unreadable(file: str) -> None:
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:  # ssl.SSLError is one
        raise UsageError(
            f"{AUTHORITIES}: „{file}“ lässt sich nicht als Liste von Zertifikaten lesen.",
            "Es ist eine PEM-Datei, zum Beispiel /etc/ssl/certs/ca-certificates.crt nach „update-ca-certificates“.",
        ) from error
