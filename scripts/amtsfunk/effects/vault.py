"""The channels' credentials: read from the environment or from files, and the sessions that adapters want kept.

A channel ``mastodon`` whose network needs ``token`` finds it, in this order, in ``AMTSFUNK_MASTODON_TOKEN``, in the
file that ``AMTSFUNK_MASTODON_TOKEN_FILE`` names, or in ``mastodon.token`` below ``$CREDENTIALS_DIRECTORY`` (systemd).
What is kept lies in memory and, where a run has a folder that stays (``--state``), in a file there that only its owner
reads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from amtsfunk.channels.access import Access, Secret
from amtsfunk.channels.contract import Account
from amtsfunk.model.errors import NotFound, Refused

PREFIX = "AMTSFUNK"
_LARGEST = 64 * 1024


def variable_of(channel: str, name: str) -> str:
    """The environment variable of one credential: ``AMTSFUNK_MASTODON_TOKEN``."""
    return f"{PREFIX}_{channel}_{name}".upper().replace("-", "_")


def secret_of(environment: Mapping[str, str], variable: str) -> Secret | None:
    """A secret from its variable, or from the file that ``<variable>_FILE`` names. Raises NotFound for a named file
    that cannot be read."""
    if environment.get(variable, "").strip():
        return Secret(environment[variable].strip())
    named = environment.get(f"{variable}_FILE")
    return Secret(_text_of(Path(named), variable)) if named else None


class Vault:
    """``environment``: usually ``os.environ``; ``state``: the folder that stays between runs, or None."""

    def __init__(self, environment: Mapping[str, str], state: Path | None = None) -> None:
        self.environment = environment
        self.state = state
        self._kept: dict[str, dict[str, Secret]] = {}

    def access(self, account: Account, names: tuple[tuple[str, ...], ...]) -> Access:
        """What the channel has. ``names``: the adapter's ``secrets``. Raises NotFound for a named file that is not."""
        wanted = dict.fromkeys(name for alternative in names for name in alternative)
        found = {name: secret for name in wanted if (secret := self._read(account.channel, name)) is not None}
        return Access(found, dict(self._kept_of(account)), self.state is not None)

    def forge_token(self) -> Secret | None:
        """What reads reviews: ``AMTSFUNK_FORGE_TOKEN``, its ``_FILE``, or ``forge.token`` (systemd). Raises NotFound
        for a named file that is not."""
        return self._read("forge", "token")

    def keep(self, account: Account, values: Mapping[str, Secret]) -> None:
        """Store a session; with ``state`` it is on the disk when this returns. Raises Refused where it cannot be."""
        kept = self._kept_of(account) | dict(values)
        self._kept[_binding(account)] = {name: value for name, value in kept.items() if value}
        if self.state is not None:
            self._write(account, self.state, self._kept[_binding(account)])

    # ------------------------------------------------------------------ credentials

    def _read(self, channel: str, name: str) -> Secret | None:
        variable = variable_of(channel, name)
        found = secret_of(self.environment, variable)
        if found is not None:
            return found
        folder = self.environment.get("CREDENTIALS_DIRECTORY")
        file = Path(folder) / f"{channel}.{name.replace('_', '-')}" if folder else None
        return Secret(_text_of(file, variable)) if file is not None and file.is_file() else None

    # ------------------------------------------------------------------ what is kept

    def _kept_of(self, account: Account) -> dict[str, Secret]:
        """Of this very account: a session of another one is none."""
        binding = _binding(account)
        if binding not in self._kept:
            self._kept[binding] = self._load(account, self.state) if self.state is not None else {}
        return self._kept[binding]

    def _load(self, account: Account, state: Path) -> dict[str, Secret]:
        """A file that cannot be understood is no session; logging in again mends it."""
        try:
            raw = json.loads(_file(state, account).read_text(encoding="utf-8"))
            if raw["binding"] != _binding(account):
                return {}
            return {str(name): Secret(str(value)) for name, value in raw["kept"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self, account: Account, state: Path, kept: Mapping[str, Secret]) -> None:
        file = _file(state, account)
        value = {"binding": _binding(account), "kept": {name: secret.reveal() for name, secret in kept.items()}}
        fresh = file.with_suffix(".new")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(value, stream)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(file)
        except OSError as error:
            raise Refused(
                f"Die Anmeldung für „{account.channel}“ lässt sich in {file.parent} nicht aufheben: {error.strerror}.",
                "Bitte Platz und Rechte dieses Ordners prüfen (--state).",
            ) from error


def _file(state: Path, account: Account) -> Path:
    return state / "sessions" / f"{account.channel}.json"


def _binding(account: Account) -> str:
    return f"{account.channel} {account.network} {account.host} {account.account_id}"


def _text_of(file: Path, variable: str) -> str:
    try:
        return file.read_bytes()[:_LARGEST].decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        said = f"Die Datei für {variable} lässt sich nicht lesen: {file}"
        raise NotFound(said, "Bitte Pfad und Rechte prüfen.") from error
