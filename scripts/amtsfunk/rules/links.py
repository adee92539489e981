"""Links in what people write: safe, honest, and leading to the authority's own pages (R25, R36)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from amtsfunk.model.post import Kind
from amtsfunk.rules.cases import Hits
from amtsfunk.rules.confidential import addresses_inside
from amtsfunk.rules.wording.passages import Passage, Role, TextCase

ADDRESS = r"\bhttps?://[^\s<>\"„“”‚‘’»«]+"
_HOST = re.compile(r"[a-z]+://(?P<user>[^/?#]*@)?(?P<host>[^/?#:@]*)", re.IGNORECASE)
TRAILING = ".,;:!?)]*'…"

SHORTENERS = frozenset({
    "bit.ly", "bitly.com", "j.mp", "tinyurl.com", "t.co", "lnkd.in", "goo.gl", "ow.ly", "buff.ly", "is.gd", "v.gd",
    "t1p.de", "kurzelinks.de", "kurzlink.de", "shorturl.at", "cutt.ly", "rebrand.ly", "rb.gy", "t.ly", "tiny.cc",
    "tiny.one", "dlvr.it", "ift.tt", "trib.al", "fb.me", "amzn.to", "s.id", "qr.ae", "urlz.fr", "x.gd", "short.gy",
    "bl.ink", "linktr.ee",
})  # fmt: skip
"""Services that stand between reader and target: each forwards to addresses of anybody's choice. By their
own public names; QR and campaign services with a name per customer cannot be listed."""
_TRACKING = (
    r"(?P<before>[?&])(?:utm_\w+|fbclid|gclid|dclid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id|mc_[ce]id|_hsenc|_hsmi)"
    r"=[^&#\s]*(?P<more>&)?"
)
"""Parameters by which networks and newsletter services follow a click. Not those of one's own (mtm_, pk_)."""

WITHOUT_OWN_LINK = frozenset({Kind.short, Kind.crisis, Kind.correction, Kind.withdrawal})
"""R25 asks for a way to more information. Left alone: short news, which by R75 stand below what has a page; crisis,
where the first word goes out before there is a page; corrections and withdrawals, which lead to the original."""


def find_insecure_link(case: TextCase) -> Hits:
    for passage, offset, address in _addresses(case.passages):
        if _is_insecure(case, address):
            fixed = passage.write(with_secure_links(case, _line_with(passage, offset)))
            yield passage.at(offset), {"value": address, "fixed": fixed}


def with_secure_links(case: TextCase, line: str) -> str:
    """The line with ``https://`` for every ``http://``."""
    return _each(line, lambda address: f"https{address[4:]}" if _is_insecure(case, address) else address)


def _is_insecure(case: TextCase, address: str) -> bool:
    """An address of the inner network is told as such: with ``https://`` it would be as wrong."""
    return address[:7].lower() == "http://" and next(addresses_inside(case, address), None) is None


def find_link_without_https(case: TextCase) -> Hits:
    """``www.…`` or an own host alone: several networks make a link only of an address that is written out."""
    hosts = own_hosts(case)
    for passage in case.of(Role.text):
        if any(_stands_alone(passage.text, start) for start in ("www.", *hosts)):
            for found in re.finditer(_without_https(hosts), passage.text):
                fixed = passage.write(with_https(case, _line_with(passage, found.start())))
                yield passage.at(found.start()), {"value": found[0].rstrip(TRAILING), "fixed": fixed}


def with_https(case: TextCase, line: str) -> str:
    """The line with ``https://`` before every address that lacks it."""
    return re.sub(_without_https(own_hosts(case)), r"https://\g<0>", line)


def _without_https(hosts: Iterable[str]) -> str:
    own = "".join(rf"|{re.escape(host)}(?![\w-]|\.\w)" for host in sorted(hosts))
    return rf"(?<![\w.@/:=-])(?:www\.(?:[\w-]+\.)+[^\W\d_]{{2,}}{own})(?:/[^\s<>\"„“”‚‘’»«]*)?"


def _stands_alone(text: str, start: str) -> bool:
    """Whether an address begins so that is not the rest of a longer one."""
    at = text.find(start)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_.@/:=-"):
            return True
        at = text.find(start, at + 1)
    return False


def find_shortened_link(case: TextCase) -> Hits:
    """Nobody sees where it leads, somebody else counts who follows, and one day it is gone."""
    ours = own_hosts(case)
    for passage, offset, address in _addresses(case.passages):
        host = _host_of(address)
        if host.removeprefix("www.") in SHORTENERS and host not in ours:
            yield passage.at(offset), {"value": address, "host": host}


def find_tracking_parameter(case: TextCase) -> Hits:
    for passage, offset, address in _addresses(case.passages):
        if found := re.search(_TRACKING, address):
            fixed = passage.write(without_tracking(_line_with(passage, offset)))
            yield passage.at(offset + found.start() + 1), {"value": found[0].strip("?&"), "fixed": fixed}


def without_tracking(line: str) -> str:
    """``https://a.example/b?utm_source=x&c=1`` → ``https://a.example/b?c=1``, in every address of a line."""
    return _each(line, _without_tracking)


def _each(line: str, mend: Callable[[str], str]) -> str:
    return re.sub(ADDRESS, lambda address: mend(address[0]), line, flags=re.IGNORECASE)


def _without_tracking(address: str) -> str:
    while found := re.search(_TRACKING, address):
        kept = found["before"] if found["more"] else ""
        address = address[: found.start()] + kept + address[found.end() :]
    return address


def find_disguised_link(case: TextCase) -> Hits:
    """An address that shows another host than it leads to: a name before ``@``, or letters that only look like ours."""
    for passage, offset, address in _addresses(case.passages):
        parts = _HOST.match(address)
        if parts is None:
            continue
        if parts["user"]:
            yield passage.at(offset), {"value": address, "how": "user", "host": parts["host"]}
        elif (sign := _stranger_in(parts["host"])) is not None:
            how = "letter" if sign else "unreadable"
            name = unicodedata.name(sign, "").title() if sign else ""
            yield passage.at(offset), {"value": address, "how": how, "host": parts["host"], "sign": sign, "name": name}


def find_no_own_link(case: TextCase) -> Hits:
    """R25: a post leads to the authority's own pages, by its text or by ``link``, or says why not."""
    head, settings = case.head, case.settings
    if (
        head is None
        or settings is None
        or head.no_link_because
        or head.kind in WITHOUT_OWN_LINK
        or case.only_on_our_site
    ):
        return
    hosts = own_hosts(case)
    names = "|".join(re.escape(host) for host in sorted(hosts))
    for passage in case.of(Role.text, Role.link):
        if any(host in passage.text for host in hosts) and re.search(
            rf"(?<![\w@.-])(?:[\w-]+\.)*(?:{names})(?![\w-]|\.\w)", passage.text
        ):
            return
    yield case.title, {"website": settings.authority.website}


def _addresses(passages: Iterable[Passage]) -> Iterator[tuple[Passage, int, str]]:
    for passage in passages:
        if "://" in passage.text:
            for found in re.finditer(ADDRESS, passage.text, re.IGNORECASE):
                yield passage, found.start(), found[0].rstrip(TRAILING)


def _line_with(passage: Passage, offset: int) -> str:
    text = passage.text
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : len(text) if end < 0 else end]


def _host_of(address: str) -> str:
    parts = _HOST.match(address)
    return parts["host"].lower() if parts else ""


def own_hosts(case: TextCase) -> frozenset[str]:
    """The authority's hosts, and each without ``www.``."""
    if case.settings is None:
        return frozenset()
    authority = case.settings.authority
    return _with_and_without_www((*authority.hosts, _host_of(authority.website)))


@lru_cache(maxsize=4)
def _with_and_without_www(names: tuple[str, ...]) -> frozenset[str]:
    hosts = {host.lower() for host in names}
    return frozenset(hosts | {host.removeprefix("www.") for host in hosts})


def _stranger_in(host: str) -> str | None:
    """A letter of a host name that is none of ours while others are; empty: it cannot be read; None: all is well."""
    try:
        labels = [
            label[4:].encode("ascii").decode("punycode") if label[:4].lower() == "xn--" else label
            for label in host.split(".")
        ]
    except UnicodeError:
        return ""
    if "%" in host or "\\" in host:
        return ""
    letters = [letter for label in labels for letter in label if not letter.isascii()]
    strange = [letter for letter in letters if not _is_ordinary(letter)]
    latin = any(letter.isascii() and letter.isalpha() for label in labels for letter in label)
    return strange[0] if strange and latin else None


def _is_ordinary(letter: str) -> bool:
    """Latin letters with their accents, as in names of towns; not the small ``ı`` and what phonetics has."""
    return "\u00df" <= letter.lower() <= "\u017f" and letter not in "ıĸſ÷"
