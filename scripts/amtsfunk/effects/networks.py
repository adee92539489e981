"""All networks of one run: for each channel its credentials, its connections, and its adapter's exchanges carried out.

What a method returns is carried out by a courier later, in a thread of its own: it touches nothing but its network and
its channel's own session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from amtsfunk.channels.access import Access
from amtsfunk.channels.contract import Account, Adapter, CannotShow, Deferred, Finding, Health, Job, Outcome
from amtsfunk.effects.http import Driver
from amtsfunk.effects.vault import Vault

NO_CREDENTIALS = "credentials-missing"


class Networks:
    """``hands``: the folder for what people post by hand; ``vault``: where credentials come from; ``now``: the run's
    clock."""

    def __init__(self, hands: Path, vault: Vault, now: Callable[[], datetime]) -> None:
        self.hands = hands
        self.vault = vault
        self.now = now
        self._drivers: dict[str, Driver] = {}

    def delivery(self, adapter: Adapter, job: Job) -> Callable[[], Outcome]:
        account, driver = _account_of(job), self._driver(_account_of(job))

        def deliver() -> Outcome:
            access = self.vault.access(account, adapter.secrets)
            if not is_complete(adapter, access):
                return Deferred(NO_CREDENTIALS)
            return driver.deliver(adapter.deliver(job, access), lambda: self.now() <= job.send_by)

        return deliver

    def search(self, adapter: Adapter, job: Job) -> Callable[[], Finding]:
        account, driver = _account_of(job), self._driver(_account_of(job))

        def find() -> Finding:
            access = self.vault.access(account, adapter.secrets)
            if not is_complete(adapter, access):
                return CannotShow(NO_CREDENTIALS, again=True)
            return driver.find(adapter.find(job, access))

        return find

    def confirmation(self, adapter: Adapter, job: Job, probe: str | None) -> Callable[[], bool]:
        driver = self._driver(_account_of(job))
        return lambda: driver.confirm(adapter.confirm(job, probe))

    def examine(self, adapter: Adapter, account: Account) -> Health:
        """Ask the network about the channel's credentials, now."""
        access = self.vault.access(account, adapter.secrets)
        if not is_complete(adapter, access):
            return Health(works=False, problem=NO_CREDENTIALS)
        return self._driver(account).examine(adapter.examine(account, access))

    def plain_driver(self) -> Driver:
        """A driver of its own, for addresses that need no credentials."""
        return Driver(self.hands)

    def drifts(self) -> Mapping[str, timedelta]:
        """Channel → by how much its server's clock is ahead of this machine's, where it answered and said so."""
        heard = ((channel, driver.drift) for channel, driver in self._drivers.items())
        return {channel: drift for channel, drift in heard if drift is not None}

    def _driver(self, account: Account) -> Driver:
        if account.channel not in self._drivers:
            self._drivers[account.channel] = Driver(self.hands, lambda values: self.vault.keep(account, values))
        return self._drivers[account.channel]


def is_complete(adapter: Adapter, access: Access) -> bool:
    """Whether one of the adapter's sets of credentials is there."""
    return not adapter.secrets or any(access.has(*names) for names in adapter.secrets)


def _account_of(job: Job) -> Account:
    return Account(job.channel, job.network, job.host, job.account_id)
