"""Telling people: by mail, by a chat's webhook, and the heartbeat. Whatever fails here is said and stops nothing.

What is nobody's business comes from the environment: ``AMTSFUNK_SMTP_PASSWORD``, ``AMTSFUNK_NOTIFY_WEBHOOK`` and
``AMTSFUNK_HEARTBEAT`` (each also as ``…_FILE``), and ``AMTSFUNK_PEOPLE_FILE``: a file outside of git with one line
``sign: address`` for each person who has duty. Everybody else gets the mailboxes of ``plans/notify.yml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.channels.access import Secret
from amtsfunk.channels.contract import Request, Response
from amtsfunk.channels.hosts import is_loopback
from amtsfunk.effects.http import Driver
from amtsfunk.effects.mail import send_mail
from amtsfunk.effects.vault import secret_of
from amtsfunk.model.notify import MAILBOX, Mail, Notify
from amtsfunk.report.notices import Notice, to_json

PASSWORD, WEBHOOK, HEARTBEAT = "AMTSFUNK_SMTP_PASSWORD", "AMTSFUNK_NOTIFY_WEBHOOK", "AMTSFUNK_HEARTBEAT"
PEOPLE = "AMTSFUNK_PEOPLE_FILE"
_LINE = re.compile(r"\s*([a-z0-9-]{1,80})\s*:\s*(\S+)\s*")
_HTTPS = re.compile(r"https://[^\s/]+(/\S*)?")
_HTTP = re.compile(r"http://([^\s/]+)(/\S*)?")


@dataclass(frozen=True, slots=True)
class Postbox:
    """``notify``: ``plans/notify.yml`` as main has it, or None; ``environment``: usually ``os.environ``."""

    notify: Notify | None
    environment: Mapping[str, str]

    @property
    def is_set_up(self) -> bool:
        return (self.notify is not None and self.notify.mail is not None) or self._secret(WEBHOOK) is not None

    def tell(self, notice: Notice, on_duty: tuple[str, ...], now: datetime) -> tuple[str, ...]:
        """Send one message every way that is set up; a way that fails keeps no other from its turn. ``on_duty``: signs.
        Returns what failed, in words without an address or a secret; never raises."""
        ways: tuple[Callable[[], tuple[str, ...]], ...] = (
            lambda: self._mail(notice, on_duty, now),
            lambda: self._post(notice),
        )
        failed: list[str] = []
        for way in ways:
            try:
                failed += way()
            except Exception as error:
                failed.append(f"Benachrichtigung „{notice.kind}“ ist nicht hinausgegangen: {type(error).__name__}.")
        return tuple(failed)

    def beat(self, *, well: bool) -> tuple[str, ...]:
        """Call the heartbeat's address, so that its silence is noticed elsewhere. Returns what failed."""
        if not well and self.notify is not None and not self.notify.tell_failed_runs:
            return ()
        try:
            address = self._secret(HEARTBEAT)
            if address is None:
                return ()
            url = address.reveal() if well else f"{address.reveal().rstrip('/')}/fail"
            return self._call(Request("GET", url), "Der Herzschlag") if _may_call(url) else _odd(HEARTBEAT)
        except Exception as error:
            return (f"Der Herzschlag ist nicht hinausgegangen: {type(error).__name__}.",)

    # ------------------------------------------------------------------ ways

    def _mail(self, notice: Notice, on_duty: tuple[str, ...], now: datetime) -> tuple[str, ...]:
        mail = self.notify.mail if self.notify is not None else None
        if mail is None:
            return ()
        people: Mapping[str, str] = {}
        unread: tuple[str, ...] = ()
        try:
            people = self._people()
        except (OSError, UnicodeDecodeError):
            unread = (f"Die Datei aus {PEOPLE} ist nicht lesbar; gemailt wird an die Postfächer des Dienstes.",)
        recipients = _recipients(mail, notice, [people[sign] for sign in on_duty if sign in people])
        failed = send_mail(mail, recipients, notice, self._secret(PASSWORD), now)
        said = (f"Die E-Mail „{notice.kind}“ ist nicht hinausgegangen: {failed}.",) if failed else ()
        return (*unread, *said)

    def _people(self) -> dict[str, str]:
        """Sign → address. Raises OSError and UnicodeDecodeError where the named file cannot be read."""
        named = self.environment.get(PEOPLE)
        if not named:
            return {}
        lines = Path(named).read_text(encoding="utf-8").splitlines()
        found = (_LINE.fullmatch(line) for line in lines)
        return {match[1]: match[2] for match in found if match and re.fullmatch(MAILBOX, match[2])}

    def _post(self, notice: Notice) -> tuple[str, ...]:
        address = self._secret(WEBHOOK)
        if address is None:
            return ()
        if not _may_call(address.reveal()):
            return _odd(WEBHOOK)
        body = json.dumps(to_json(notice), ensure_ascii=False).encode()
        request = Request("POST", address.reveal(), {"content-type": "application/json"}, body)
        return self._call(request, f"Die Nachricht „{notice.kind}“ an den Chat")

    def _call(self, request: Request, what: str) -> tuple[str, ...]:
        answer = Driver(Path()).carry_out(request)
        if isinstance(answer, Response) and 200 <= answer.status < 300:
            return ()
        why = f"Antwort {answer.status}" if isinstance(answer, Response) else answer.kind
        return (f"{what} ist nicht hinausgegangen ({why}).",)

    def _secret(self, variable: str) -> Secret | None:
        return secret_of(self.environment, variable)


def _recipients(mail: Mail, notice: Notice, on_duty: Sequence[str]) -> tuple[str, ...]:
    if notice.audience == "operator":
        return mail.operator or mail.duty
    return tuple(dict.fromkeys(on_duty)) or mail.duty


def _may_call(address: str) -> bool:
    """Encrypted, or this machine."""
    plain = _HTTP.fullmatch(address)
    return _HTTPS.fullmatch(address) is not None or (plain is not None and is_loopback(plain[1]))


def _odd(variable: str) -> tuple[str, ...]:
    return (f"{variable} ist keine Adresse, die mit https:// beginnt; es wurde nichts dorthin geschickt.",)
