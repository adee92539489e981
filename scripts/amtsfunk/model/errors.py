"""The tree of expected failures.

    AmtsfunkError                 something that a person can mend: what, where, what to do
    ├── UsageError                the command line is off                          exit 2
    ├── NotFound                  a post, channel or file that was named is absent exit 2
    ├── Refused                   a guard said no; nothing was done                exit 1
    └── EffectFailed              the world said no: git, network, disk            exit 3
        ├── GitFailed
        ├── LedgerUnreadable      unreadable, forked, unsigned or shorter: all sending stops (DELIVERY.md I11)
        └── LedgerLost            another runner was faster; fetch and decide again

Everything else that escapes is a defect of the program and is shown as one (exit 3).
"""

from __future__ import annotations


class AmtsfunkError(Exception):
    """An expected failure. ``message`` says what and where, ``remedy`` what to do; both are German."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(AmtsfunkError):
    exit_code = 2


class NotFound(AmtsfunkError):
    exit_code = 2


class Refused(AmtsfunkError):
    exit_code = 1


class EffectFailed(AmtsfunkError):
    exit_code = 3


class GitFailed(EffectFailed):
    pass


class LedgerUnreadable(EffectFailed):
    pass


class LedgerLost(EffectFailed):
    pass
