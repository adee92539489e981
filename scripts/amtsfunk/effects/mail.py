"""Mail: one message to one mail server, or the reason why not.

Nothing that the server said, no address and no password ever stands in a reason or an error. A password is said only
over an encrypted connection, or to this very machine.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from amtsfunk.channels.access import Secret
from amtsfunk.channels.hosts import is_loopback
from amtsfunk.model.notify import Mail, Tls
from amtsfunk.report.notices import Notice

SECONDS = 15.0
"""How long each step of the conversation with the mail server may take."""


def send_mail(
    mail: Mail, recipients: Sequence[str], notice: Notice, password: Secret | None, now: datetime
) -> str | None:
    """None where the server took it for every recipient, else why not, in a few German words. Never raises."""
    if mail.user and password and mail.tls is Tls.none and not is_loopback(mail.host):
        return "ohne Verschlüsselung wird kein Passwort geschickt"
    try:
        message = compose(mail, recipients, notice, now)
        with _connect(mail) as server:
            if mail.user and password:
                server.login(mail.user, password.reveal())
            refused = server.send_message(message, mail.sender, list(recipients))
    except Exception as error:
        return _said(error)
    return f"{len(refused)} von {len(recipients)} Postfächern abgelehnt" if refused else None


def _said(error: Exception) -> str:
    """What failed, by its kind alone: what the server answered may repeat an address or a password."""
    if isinstance(error, smtplib.SMTPResponseException):
        step = "die Anmeldung" if isinstance(error, smtplib.SMTPAuthenticationError) else "die Nachricht"
        return f"der Mailserver lehnt {step} ab ({error.smtp_code})"
    # smtplib says of a server that keeps silent that it hung up; what it went by is behind it
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else None
    for kinds, words in _FAILURES:
        if isinstance(cause or error, kinds):
            return words
    return f"die Nachricht ließ sich nicht schreiben ({type(error).__name__})"


_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (smtplib.SMTPRecipientsRefused, "der Mailserver nimmt keines der Postfächer an"),
    (smtplib.SMTPNotSupportedError, "der Mailserver kann die eingestellte Verschlüsselung oder Anmeldung nicht"),
    (ssl.SSLError, "die Verschlüsselung zum Mailserver kam nicht zustande"),
    (TimeoutError, "der Mailserver antwortet nicht"),
    ((OSError, smtplib.SMTPException), "der Mailserver ist nicht erreichbar oder brach ab"),
)
"""The first that fits: nearly all of them are kinds of OSError."""


def compose(mail: Mail, recipients: Sequence[str], notice: Notice, now: datetime) -> EmailMessage:
    """The message as it is sent. Recipients do not see each other where there are several."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = recipients[0] if len(recipients) == 1 else mail.sender
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["X-Amtsfunk-Kind"] = notice.kind
    message.set_content(notice.text)
    for attachment in notice.attachments:
        maintype, subtype = attachment.type
        message.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
    return message


def _connect(mail: Mail) -> smtplib.SMTP:
    if mail.tls is Tls.tls:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    if mail.tls is Tls.starttls:
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
