"""Personal data in what people write: it never enters git, or is meant (R36).

What is found is shown cut, because findings are copied into logs: the line tells where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import Hits
from amtsfunk.rules.suggest import nearest
from amtsfunk.rules.wording.passages import Passage, TextCase

HANDLE = r"(?<![\w.@/+%=*:-])@([A-Za-z0-9_](?:[\w.-]*\w)?)(@(?:[\w-]+\.)+[^\W\d_]{2,})?"
EMAIL = r"(?<![\w.@+%/-])[\w.+%-]+@((?:[\w-]+\.)+[^\W\d_]{2,})(?![\w@])"
PRIVATE_HOSTS = re.compile(
    r"(?:gmx|aol|yahoo|hotmail|outlook|live|msn)\.[a-z.]{2,5}|(?:web|freenet|t-online|mail|email|arcor|posteo|vodafone"
    r"|kabelmail|online|1und1|magenta|unitybox|ewe|ewetel|tutanota|firemail|smart-mail)\.(?:de|net)"
    r"|(?:gmail|googlemail|icloud|me|mac|tutanota|protonmail|proton|fastmail|mail)\.com|(?:proton|pm)\.me|mailbox\.org|tuta\.(?:com|io)"
)
"""Providers at which people have private mailboxes."""
_BETWEEN = " \xa0\u2009\u202f()/\u2010-\u2013-"
"""Between the digits of a number: word processors write spaces and hyphens that do not break."""
PHONE = (
    rf"(?<![\w/.,:+§-])(?:(?:\+|00)49[{_BETWEEN}]{{0,3}}(?:\(0\)[ ]?)?[1-9]|\(?0[ ]?[1-9])"
    rf"(?:[{_BETWEEN}]{{0,3}}\d){{4,14}}(?![\w/])"
)
NO_PHONE = (
    r"(?:Az\.?|Aktenzeichen|(?<!Tel\.-)(?<!Tel\.[ ])(?<!Tel-)(?<!Handy[ -])(?<!Mobil[ -])Nr\.?"
    r"|Kassenzeichen|Formular|Vorlage|Drucksache|Konto|ISBN|PLZ|DIN|§)[ :]*\Z"
)
"""What stands before a number that is no telephone's."""
PUBLIC_NUMBERS = ("0800", "0116", "116", "115", "0180", "0137", "0700")
"""Free calls, harmonised and shared numbers: nobody's own. 110 and 112 are too short to be found."""
FEWEST_DIGITS, MOST_DIGITS = 7, 15
IBAN = r"(?<![A-Za-z0-9])(DE[0-9]{2}(?:[ \xa0\u2009\u202f-]?[0-9]){18})(?![0-9])"


def find_unlisted_handle(case: TextCase) -> Hits:
    """A handle that is neither ours nor of an institution in plans/mentions.yml: a person's, or a stranger's."""
    if case.settings is None:
        return
    listed = listed_handles(case.settings)
    for passage in case.passages:
        for found in re.finditer(HANDLE, passage.text):
            name, host = found[1].lower(), (found[2] or "").lower()
            if name + host in listed or (
                not host and case.networks(passage) <= {"mastodon"} and name in _names(listed)
            ):
                continue
            values = {"value": found[0]}
            if (better := _meant(name, listed)) is not None:
                line = next(text for start, text in reversed([*passage.lines()]) if start <= found.start())
                values["fixed"] = passage.write(line.replace(found[0], f"@{better}"))
            yield passage.at(found.start()), values


def find_private_email(case: TextCase) -> Hits:
    for passage, found in _matches(case, EMAIL, "@"):
        if PRIVATE_HOSTS.fullmatch(found[1].lower()):
            yield passage.at(found.start()), {"value": f"…@{found[1]}"}


def find_foreign_email(case: TextCase) -> Hits:
    """An e-mail address outside the authority's hosts: mostly a partner's, at times a person's."""
    if case.settings is None:
        return
    authority = case.settings.authority
    ours = {host.lower().removeprefix("www.") for host in (*authority.hosts, authority.contact.email.partition("@")[2])}
    for passage, found in _matches(case, EMAIL, "@"):
        host = found[1].lower()
        if not PRIVATE_HOSTS.fullmatch(host) and not any(host == our or host.endswith(f".{our}") for our in ours):
            yield passage.at(found.start()), {"value": f"…@{found[1]}"}


def find_foreign_phone(case: TextCase) -> Hits:
    """A German telephone number that is neither the authority's nor a public one."""
    if case.settings is None:
        return
    authority = case.settings.authority
    ours = tuple(national(number) for number in authority.own_phones)
    trunk = national(authority.contact.phone.rpartition("-")[0] or authority.contact.phone)
    for passage in case.passages:
        text = re.sub(IBAN, lambda iban: "X" * len(iban[0]), passage.text)
        for found in re.finditer(PHONE, text):
            number = national(found[0])
            if not FEWEST_DIGITS <= len(number) <= MOST_DIGITS or re.search(NO_PHONE, text[: found.start()]):
                continue
            if number in ours or number.startswith((*PUBLIC_NUMBERS, trunk)):
                continue
            yield passage.at(found.start()), {"value": f"{found[0].strip()[:5]}…{number[-2:]}"}


def national(number: str) -> str:
    """Digits of a telephone number as dialled within Germany: ``+49 30 23125-100`` → ``03023125100``."""
    plain = re.sub(r"\(0\)|[^\d+]", "", number)
    return re.sub(r"\A(?:\+|00)49", "0", plain)


def find_bank_account(case: TextCase) -> Hits:
    for passage in case.passages:
        for found in re.finditer(IBAN, passage.text):
            if is_iban(found[1]):
                compact = re.sub(r"\s", "", found[1])
                yield passage.at(found.start()), {"value": f"{compact[:4]}…{compact[-2:]}"}


def is_iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616, ISO 7064: mod 97)."""
    compact = re.sub(r"[\s-]", "", text)
    digits = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
    return 15 <= len(compact) <= 34 and int(digits) % 97 == 1


def _matches(case: TextCase, pattern: str, sign: str) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in case.passages:
        if sign in passage.text:
            for found in re.finditer(pattern, passage.text):
                yield passage, found


def listed_handles(settings: Settings) -> frozenset[str]:
    """Handles without the first ``@``, in small letters: the institutions' and our own."""
    theirs = (account.handle for one in settings.institutions.values() for account in one.accounts.values())
    ours = (channel.handle for channel in settings.channels.values() if channel.handle)
    return frozenset(handle.lower().lstrip("@") for handle in (*theirs, *ours))


def _meant(name: str, listed: frozenset[str]) -> str | None:
    """The listed handle with the most similar name; a server that two people share makes nobody similar."""
    better = nearest(name, _names(listed))
    return next((handle for handle in sorted(listed) if handle.partition("@")[0] == better), None)


def _names(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(handle.partition("@")[0] for handle in listed)
