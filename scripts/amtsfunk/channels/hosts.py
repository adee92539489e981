"""Where a network's interface is, for the host of a channel."""

from __future__ import annotations


def base_of(host: str, interface: str | None = None) -> str:
    """``https://host``, or the network's own ``interface`` host where that differs; plain http on this machine only.

    ``host`` is the binding's, ``127.0.0.1:8001`` for a server that tests started.
    """
    if is_loopback(host):
        return f"http://{host}"
    return f"https://{interface or host}"


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine. Names that merely begin alike are not."""
    name = host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
    octets = name.split(".")
    numeric = len(octets) == 4 and octets[0] == "127" and all(octet.isdigit() for octet in octets)
    return name in ("localhost", "[::1]") or numeric
