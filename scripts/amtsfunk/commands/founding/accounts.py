"""Accounts on networks as they are told to ``amtsfunk init``: ``mastodon @stadt@social.stadt.example``, one a line.

Every account begins as one that a person works by hand: whose number an account has only its server knows
(``amtsfunk doctor``), and a network that works by itself wants credentials first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from amtsfunk.channels.networks import NETWORKS
from amtsfunk.commands.creating import answers
from amtsfunk.commands.creating.asking import Wrong
from amtsfunk.rules.suggest import listing, nearest

NONE = "keine"
_KNOWN = tuple(name for name in NETWORKS if name not in ("website", "manual"))
_HOST = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}"
_FEDIVERSE = re.compile(rf"@?(?P<user>[A-Za-z0-9_.-]+)@(?P<host>{_HOST})")
_SHORT = re.compile(r"@?(?P<user>[A-Za-z0-9_]{1,30})")
_DOMAIN = re.compile(rf"@?(?P<user>{_HOST})")
_TERMS: Mapping[str, str] = {
    "bluesky": "https://bsky.social/about/support/tos",
    "x": "https://x.com/de/tos",
    "linkedin": "https://www.linkedin.com/legal/user-agreement",
    "xing": "https://www.xing.com/terms",
    "whatsapp": "https://www.whatsapp.com/legal/channels-terms-of-service",
}
"""Where a network's terms are read (R40). A network that is absent gets none: the check asks for them."""
_WITHOUT_COMMENTS = frozenset({"whatsapp", "telegram"})


@dataclass(frozen=True, slots=True)
class Account:
    """One account: what ``plans/channels.yml`` says of it."""

    network: str
    host: str
    account_id: str
    handle: str
    address: str
    terms: str | None

    def entry(self, owner: str) -> dict[str, object]:
        """The channel's keys; what only the authority knows (concept, assessment, alternative) is not made up."""
        keys: dict[str, object] = {
            "label": NETWORKS[self.network].label,
            "network": self.network,
            "host": self.host,
            "account_id": self.account_id,
            "owner": owner,
            "handle": self.handle,
            "address": self.address,
        }
        keys |= {"terms": self.terms} if self.terms else {}
        comments = "nein" if self.network in _WITHOUT_COMMENTS else "ja"
        return keys | {"language": "de", "comments": comments, "direct_messages": "nein"}


def accounts(text: str) -> tuple[Account, ...]:
    """All accounts, or none where the answer is „keine“."""
    if text.strip().casefold() == NONE:
        return ()
    found: dict[str, Account] = {}
    for line in filter(str.strip, text.splitlines()):
        account = _account(answers.line(line))
        if account.network in found:
            raise Wrong(f"Hier geht je Netzwerk ein Konto; ein zweites für „{account.network}“ tragen Sie später in "
                        "plans/channels.yml ein.")  # fmt: skip
        found[account.network] = account
    return tuple(found.values())


def _account(line: str) -> Account:
    word, _, place = line.partition(" ")
    labels = {NETWORKS[name].label.casefold(): name for name in _KNOWN} | {name: name for name in _KNOWN}
    network = labels.get(word.casefold())
    if network is None:
        better = nearest(word.casefold(), _KNOWN)
        hint = f"Meinten Sie „{better}“?" if better else f"Möglich: {listing(_KNOWN)}."
        raise Wrong(f"Das Netzwerk „{word}“ gibt es hier nicht. {hint}")
    place = place.strip()
    if not place:
        raise Wrong(f"Hinter „{word}“ fehlt das Konto. So geht es: {_EXAMPLES.get(network, _example(network))}")
    made = _by_address(network, place) if "//" in place else _by_handle(network, place)
    if made is None:
        raise Wrong(f"„{place}“ ist kein Konto, das wir verstehen. So geht es: "
                    f"{_EXAMPLES.get(network, _example(network))}")  # fmt: skip
    return made


def _by_address(network: str, place: str) -> Account | None:
    parts = urlsplit(place)
    host = (parts.hostname or "").lower()
    name = parts.path.strip("/").rpartition("/")[2].removeprefix("@")
    if parts.scheme != "https" or "." not in host or not name:
        return None
    if network in _BY_HANDLE:
        return _BY_HANDLE[network](f"{name}@{host}" if network == "mastodon" else name)
    return Account(network, host, name, name, place, _TERMS.get(network))


def _by_handle(network: str, place: str) -> Account | None:
    return _BY_HANDLE[network](place) if network in _BY_HANDLE else None


def _mastodon(place: str) -> Account | None:
    match = _FEDIVERSE.fullmatch(place)
    if match is None:
        return None
    user, host = match["user"], match["host"]
    terms, address = f"https://{host}/about", f"https://{host}/@{user}"
    return Account("mastodon", host, f"{user}@{host}", f"@{user}@{host}", address, terms)


def _bluesky(place: str) -> Account | None:
    match = _DOMAIN.fullmatch(place)
    if match is None:
        return None
    address = f"https://bsky.app/profile/{match['user']}"
    return Account("bluesky", "bsky.social", match["user"], f"@{match['user']}", address, _TERMS["bluesky"])


def _x(place: str) -> Account | None:
    match = _SHORT.fullmatch(place)
    if match is None:
        return None
    return Account("x", "x.com", match["user"], f"@{match['user']}", f"https://x.com/{match['user']}", _TERMS["x"])


_BY_HANDLE: Mapping[str, Callable[[str], Account | None]] = {"mastodon": _mastodon, "bluesky": _bluesky, "x": _x}
_EXAMPLES = {
    "mastodon": "mastodon @gemeinde@social.nordheide.example",
    "bluesky": "bluesky nordheide.example",
    "x": "x @nordheide",
}


def _example(network: str) -> str:
    return f"{network} https://… (die Adresse der Seite dort)"
