"""Rules over ``plans/notify.yml``: messages carry posts that are not public yet, and git forgets no address."""

from __future__ import annotations

from amtsfunk.model.notify import Tls
from amtsfunk.rules.cases import Hits, OfficeCase
from amtsfunk.rules.privacy import PRIVATE_HOSTS
from amtsfunk.source.paths import NOTIFY

_THIS_MACHINE = ("localhost", "127.0.0.1")


def find_mail_without_tls(case: OfficeCase) -> Hits:
    """Unencrypted is fine within one machine only."""
    mail = case.office.notify.mail if case.office.notify else None
    if mail is not None and mail.tls is Tls.none and mail.host not in _THIS_MACHINE:
        yield case.at(NOTIFY, "mail", "tls"), {"host": mail.host}


def find_private_mailbox(case: OfficeCase) -> Hits:
    """R36: a function's mailbox belongs here; a person's address belongs in a file outside git. Shown without its name,
    because findings are copied into logs."""
    mail = case.office.notify.mail if case.office.notify else None
    for key, boxes in (("duty", mail.duty), ("operator", mail.operator)) if mail is not None else ():
        for index, box in enumerate(boxes):
            host = box.rpartition("@")[2].casefold()
            if PRIVATE_HOSTS.fullmatch(host):
                yield case.at(NOTIFY, "mail", key, index), {"host": host}
