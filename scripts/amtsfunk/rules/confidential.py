"""What must not leave the house: marks of confidentiality, internal addresses (R63, R66)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Role, TextCase

_QUOTED = r"(?<![„“\"‚‘»«'])"
_SECRET = (
    rf"{_QUOTED}\b(?:VS[ \xa0]*[-–—]?[ \xa0]*(?i:NfD\b|nur für den dienstgebrauch|vertraulich\b|geheim\b)"
    r"|(?i:nur für den )(?:Dienstgebrauch|DIENSTGEBRAUCH)\b"
    r"|(?i:nur (?:für(?: den)?|zum) (?:internen|dienstlichen|dienstinternen) )(?:Gebrauch|GEBRAUCH)\b)"
)
_WORDS = r"(?:entwurf|intern|vertraulich|geheim|nur intern|nicht zur (?:weitergabe|veröffentlichung)(?: bestimmt)?)"
_ALONE = (
    rf"(?i:^\W*(?:streng )?{_WORDS}\W*$)|(?i:[\[(]\s*{_WORDS}[^\])\n]{{0,20}}[\])])"
    r"|\b(?:ENTWURF|VERTRAULICH)\b|^(?i:intern|vertraulich|sperrfrist)\s*[:–-]\s"
)
"""„Entwurf“, „intern“ and „vertraulich“ are ordinary words; a mark stands alone, in brackets or in capitals."""
_INSIDE = (
    r"(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:local|intern|internal|lan|localdomain|corp|home\.arpa)(?![\w-]|\.\w)"
    r"|https?://localhost(?![\w-])|(?<![\w.-])localhost:\d+|(?i:\bfile://)\S*"
    r"|\\\\[\w.-]+\\[\w$. -]+|(?<![\w/])[A-Z]:\\[\w$]+"
    r"|(?<![\w.])(?<!Version )(?:(?:10|127)(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w]|\.\d)"
)
"""Names that RFC 6762, RFC 8375 and offices keep for inside, addresses of RFC 1918 and 3927, paths of a file server."""


def find_confidential_mark(case: TextCase) -> Hits:
    """Marks that say that a text stays inside. Where one is quoted, the post speaks about it."""
    for passage in case.passages:
        for found in re.finditer(_SECRET, passage.text):
            yield passage.at(found.start()), {"value": found[0]}


def find_draft_mark(case: TextCase) -> Hits:
    """Words that mark a text as unfinished, embargoed or internal. A draft may have them."""
    if case.draft:
        return
    for passage in case.of(Role.headline, Role.text, Role.alt, Role.note):
        for found in re.finditer(_ALONE, passage.text, re.MULTILINE):
            yield passage.at(found.start()), {"value": found[0].strip()}


def find_internal_address(case: TextCase) -> Hits:
    """An address that works only inside the house and tells outsiders how it is built."""
    for passage in case.passages:
        for found in addresses_inside(case, passage.text):
            yield passage.at(found.start()), {"value": found[0]}


def addresses_inside(case: TextCase, text: str) -> Iterator[re.Match[str]]:
    """The addresses of the inner network in a text: those that are reserved for such, and the authority's own."""
    hosts = () if case.settings is None else case.settings.authority.internal_hosts
    names = [rf"(?<![\w.-])(?:[\w-]+\.)*(?i:{host[0]}){re.escape(host[1:].lower())}(?![\w-]|\.\w)" for host in hosts]
    return re.finditer("|".join((*names, _INSIDE)), text)
