"""Every channel: do its credentials work, whose are they, what may they do, when do they end, are its times sound?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amtsfunk.channels.contract import Account, Adapter, Health
from amtsfunk.commands.examining.limits import differences
from amtsfunk.commands.examining.row import Row, bad, note, ok
from amtsfunk.commands.publishing.texts import local, reason_text
from amtsfunk.commands.publishing.world import MainWorld
from amtsfunk.effects.http import WHOLE_SECONDS
from amtsfunk.effects.networks import NO_CREDENTIALS
from amtsfunk.effects.vault import variable_of
from amtsfunk.model.channel import Channel, Patience, Via
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.model.settings import Settings

_SOON = timedelta(days=14)
_LABELS = {
    "characters": "Zeichen",
    "graphemes": "Zeichen",
    "bytes": "Bytes",
    "weighted": "gewichtete Zeichen",
    "pictures": "Bilder",
    "alt": "Zeichen Alternativtext",
    "picture_bytes": "Bytes je Bild",
}


@dataclass(frozen=True, slots=True)
class Examined:
    """``limits``: channel → (host, what its server allows and the check does not go by)."""

    rows: tuple[Row, ...]
    limits: Mapping[str, tuple[str, Mapping[str, int]]] = field(default_factory=dict)


def examine_channels(world: MainWorld, settings: Settings, now: datetime) -> Examined:
    """All channels in their order; one that breaks hides no other (I12)."""
    rows: list[Row] = []
    limits: dict[str, tuple[str, Mapping[str, int]]] = {}
    for name, channel in settings.channels.items():
        if channel.closed or channel.via is Via.site:
            continue
        adapter = world.adapter(name)
        if channel.via is Via.manual:
            rows.append(ok(channel.label, "Hier veröffentlicht ein Mensch; das Programm braucht keine Zugangsdaten."))
            continue
        health = _ask(world, adapter, Account(name, channel.network, channel.host, channel.account_id, channel.handle))
        rows += _told(name, adapter, health, settings, now)
        rows += _patience(channel)
        found = differences(settings, name, health.limits)
        if found:
            limits[name] = (channel.host, found)
            rows.append(note(channel.label, f"Der Server erlaubt: {_spelled(found)}.", "amtsfunk doctor --write"))
    return Examined(tuple(rows), limits)


def _ask(world: MainWorld, adapter: Adapter, account: Account) -> Health:
    try:
        return world.networks.examine(adapter, account)
    except AmtsfunkError as error:
        return Health(works=False, problem=error.message)
    except Exception as defect:
        return Health(works=False, problem=f"defect-{type(defect).__name__}")


def _told(name: str, adapter: Adapter, health: Health, settings: Settings, now: datetime) -> Iterator[Row]:
    channel = settings.channels[name]
    label = channel.label
    if health.problem == NO_CREDENTIALS:
        sets = " oder ".join(" und ".join(variable_of(name, one) for one in names) for names in adapter.secrets)
        yield bad(label, "Es fehlen Zugangsdaten.", f"Bitte setzen: {sets}")
        return
    if not health.works:
        yield bad(label, f"Geht nicht: {reason_text(health.problem) or 'ohne Begründung'}.", _remedy(health.problem))
        return
    whose = f" für {health.handle}" if health.handle else ""
    if health.account_id is not None and health.account_id != channel.account_id:
        yield bad(
            label,
            f"Die Zugangsdaten gehören einem anderen Konto ({health.account_id}{whose}), nicht {channel.account_id}.",
            "Bitte die Zugangsdaten oder „account_id“ in plans/channels.yml richtigstellen.",
        )
        return
    may = f" Erlaubt: {', '.join(health.may)}." if health.may else ""
    until = f" bis {local(health.ends, settings.authority.zone)}" if health.ends is not None else ""
    yield ok(label, f"Die Zugangsdaten gelten{whose}{until}.{may}")
    if health.problem:
        yield note(label, f"{reason_text(health.problem)}.")
    if health.ends is not None and health.ends - now < _SOON:
        over = health.ends <= now
        said = (
            f"Die Zugangsdaten {'sind abgelaufen' if over else 'enden'}: {local(health.ends, settings.authority.zone)}."
        )
        yield (bad if over else note)(label, said, "Bitte rechtzeitig erneuern.")


def _remedy(problem: str | None) -> str:
    if problem in ("refused", "dns", "tls", "timeout", "cut"):
        return "Ist der Server erreichbar? Stimmt „host“ in plans/channels.yml?"
    return "Bitte die Zugangsdaten prüfen und, wenn nötig, neu ausstellen." if problem == "credentials" else ""


def _patience(channel: Channel) -> Iterator[Row]:
    """The quiet period is longer than all that may come late (DELIVERY.md § 4). The first half is held by the settings
    themselves; that the client really waits no longer than they say is held here."""
    times: Patience = channel.patience
    if times.client_timeout < timedelta(seconds=WHOLE_SECONDS):
        yield bad(
            channel.label,
            f"Das Programm wartet bis zu {WHOLE_SECONDS:.0f} Sekunden auf eine Antwort, „client_timeout“ ist kürzer.",
            "Bitte in plans/channels.yml mindestens 1 min eintragen.",
        )
        return
    late = times.client_timeout + times.max_lateness + times.staleness + 2 * times.clock_error
    said = f"Ruhezeit {_minutes(times.quiet_period)}, länger als alles, was sich verspäten darf ({_minutes(late)})."
    yield ok(channel.label, said)


def _minutes(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:g} min"


def _spelled(figures: Mapping[str, int]) -> str:
    return ", ".join(f"{value} {_LABELS[name]}" for name, value in figures.items())
