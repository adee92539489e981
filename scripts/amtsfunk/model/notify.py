"""``plans/notify.yml``: who is told what, and through which mail server. No secrets and no person's address: those come
from the environment of whoever runs it (DELIVERY.md § 5)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from amtsfunk.model.base import Duration, Flag, Frozen, Line

MAILBOX = r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$"
Mailbox = Annotated[str, StringConstraints(pattern=MAILBOX, max_length=254)]
_Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")]


class Tls(StrEnum):
    """``starttls``: the connection is encrypted before anything is said (port 587); ``tls``: from the start (465)."""

    starttls = "starttls"
    tls = "tls"
    none = "none"


class Mail(Frozen):
    """``user``: only where the server wants a log-in; the password is in the environment. ``duty`` gets what the person
    on duty should know where no address of theirs is known, ``operator`` what concerns the running."""

    host: _Host
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    tls: Tls = Tls.starttls
    sender: Annotated[Mailbox, Field(alias="from")]
    user: Line | None = None
    duty: Annotated[tuple[Mailbox, ...], Field(min_length=1, max_length=20)]
    operator: Annotated[tuple[Mailbox, ...], Field(max_length=20)] = ()


class Notify(Frozen):
    """``near``: how long before its time runs out a post that waits for a person is told again; ``tell_failed_runs``:
    whether the heartbeat's address is called with ``/fail`` where a run failed."""

    mail: Mail | None = None
    near: Duration = timedelta(minutes=30)
    tell_failed_runs: Flag = True
