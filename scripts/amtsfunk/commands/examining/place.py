"""The place where it runs: git, ledger, keys, trust, clock, folder that stays, website and mark."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from amtsfunk.approval.evidence import Refusal
from amtsfunk.approval.reasons import explain
from amtsfunk.channels.contract import Failure, Request
from amtsfunk.commands.approving.verdicts import optional_trust_root
from amtsfunk.commands.examining.row import Row, bad, note, ok
from amtsfunk.commands.publishing.opening import HOW_TO_OPEN, own_mark, read_mark
from amtsfunk.commands.publishing.run import Workplace, publisher_key
from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.commands.publishing.world import MainWorld
from amtsfunk.effects.http import Driver
from amtsfunk.effects.reviews import is_forge_silent
from amtsfunk.effects.way_out import way_out
from amtsfunk.model.channel import Via
from amtsfunk.model.errors import AmtsfunkError, NotFound, UsageError

_BRANCHES = ("ledger", "evidence", "inbox", "stop")
_WHERE = "Server in Git"


def examine_place(place: Workplace, world: MainWorld, arguments: Namespace) -> tuple[Row, ...]:
    """Git, ledger, keys and trust. Writes nothing: pushes are dry."""
    return (
        *_remote(place, arguments.remote),
        *_ledger(place),
        *_key(place, arguments),
        *_trust(place, world, arguments),
        *_forge(place, world),
    )


def _remote(place: Workplace, remote: str) -> Iterator[Row]:
    """It could be fetched, or nobody would be here. A server may still refuse what a dry push is not asked."""
    yield ok(_WHERE, f"„{remote}“ ist erreichbar, main steht bei {place.ledger.main[:12]}.")
    refused = []
    for branch in _BRANCHES:
        may, said = place.git.may_push(remote, place.ledger.main, f"refs/heads/{branch}-probe")
        if not may:
            refused.append(f"{branch} ({said.splitlines()[-1][:200] if said else 'ohne Begründung'})")
    if refused:
        yield bad(
            _WHERE,
            f"Diese Zweige lassen sich nicht schreiben: {', '.join(refused)}.",
            "Darf der Schlüssel dieses Rechners schreiben? Nach dem Senden ließe sich sonst nichts festhalten.",
        )
    else:
        yield ok(
            _WHERE, f"Schreiben ist erlaubt, soweit es sich ohne zu schreiben sagen lässt ({', '.join(_BRANCHES)})."
        )


def _ledger(place: Workplace) -> Iterator[Row]:
    if place.ledger.tip is None:
        yield note("Sendebuch", "Es gibt noch keines.", f"Vor dem allerersten Senden: {HOW_TO_OPEN}")
    else:
        yield ok("Sendebuch", f"Lesbar und unterschrieben bis {place.ledger.tip[:12]}.")


def _key(place: Workplace, arguments: Namespace) -> Iterator[Row]:
    what = "Schlüssel des Veröffentlichers"
    try:
        key = publisher_key(arguments.key, place.settings.authority.publishers)
    except UsageError as missing:
        yield note(what, "Hier ist keiner genannt; von hier aus wird nicht gesendet.", missing.remedy)
    except AmtsfunkError as error:
        yield bad(what, error.message, error.remedy)
    else:
        yield ok(what, f"{key.name} steht in plans/authority.yml unter „publishers“.")


def _trust(place: Workplace, world: MainWorld, arguments: Namespace) -> Iterator[Row]:
    what = "Vertrauensanker"
    root = optional_trust_root(arguments)
    if root is None:
        yield note(what, "Hier ist keiner gesetzt; von hier aus wird nicht gesendet.", "--trust-root COMMIT")
        return
    if place.git.resolve(root) != root or not place.git.is_ancestor(root, place.ledger.main):
        yield bad(
            what, f"{root[:12]} ist kein Stand von main.", "Bitte den vollständigen Commit des Anfangsstands setzen."
        )
        return
    yield ok(what, f"{root[:12]} ist ein Stand von main.")
    governed = world.governance()
    if governed.pending is not None or governed.broken is not None:
        yield bad("Grundeinstellungen", " ".join(explain(refusal) for refusal in governed.refusals))
    elif not governed.ok:
        commits = ", ".join(commit[:12] for commit in governed.lapses)
        yield bad("Grundeinstellungen", f"Von keinen zwei Personen bestätigt: {commits}. Es wird nichts gesendet.")
    else:
        yield ok("Grundeinstellungen", "Jede Änderung seit dem Vertrauensanker haben zwei Personen bestätigt.")


def _forge(place: Workplace, world: MainWorld) -> Iterator[Row]:
    """Does the forge let us read reviews? It is asked about main, whatever brought that."""
    what, settings, reviews = "Freigaben durch Review", place.settings.authority.forge, world.setup.reviews
    if settings is None or reviews is None:
        return
    main = place.ledger.main
    found = reviews.find(settings, main, main, _root_or(place, main))
    if isinstance(found, Refusal) and is_forge_silent(found):
        yield bad(what, explain(found))
    else:
        yield ok(what, f"{settings.host} lässt sie lesen ({settings.repository}).")


def _root_or(place: Workplace, main: str) -> str:
    """The trust root; without one main itself, since which nothing came."""
    return place.root if place.root and place.git.resolve(place.root) == place.root else main


def examine_state(folder: Path | None) -> Row:
    """Can the folder that stays be written? What is put there to see is removed again."""
    what = "Ordner für Bleibendes (--state)"
    if folder is None:
        return note(what, "Keiner genannt: Anmeldungen und der Stand des Sendebuchs werden nicht aufgehoben.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="probe-"):
            pass
    except OSError as error:
        return bad(what, f"{folder} lässt sich nicht schreiben: {error.strerror}.", "Bitte Platz und Rechte prüfen.")
    return ok(what, f"{folder} lässt sich schreiben.")


def examine_way_out(environment: Mapping[str, str]) -> Row:
    """Which way requests leave the house; no user and no password of a proxy is shown."""
    what = "Weg nach außen"
    try:
        way = way_out(environment)
    except (UsageError, NotFound) as error:
        return bad(what, f"{error.message} Bis dahin wird niemand außerhalb gefragt.", error.remedy)
    trusted = f", Zertifikate aus {way.authorities}" if way.authorities else ""
    if way.proxy_host is None:
        return ok(what, f"Direkt, ohne Proxy{trusted}.")
    direct = f", ohne ihn zu {', '.join(way.direct)}" if way.direct else ""
    return ok(what, f"Über den Proxy {way.proxy_host}{direct}{trusted}.")


# ---------------------------------------------------------------- website, mark, clock


def examine_website(place: Workplace, arguments: Namespace, driver: Driver) -> Iterator[Row]:
    """Does the public website answer, and is the mark of the ledger there?"""
    what = "Öffentliche Website"
    probes = [
        channel.probe for channel in place.settings.channels.values() if channel.via is Via.site and channel.probe
    ]
    address = arguments.probe or next(iter(probes), None)
    if address is None and place.is_rehearsed_time:
        yield note(what, "Nicht geprüft: Mit einer angenommenen Zeit wird keine Adresse gefragt.", "--probe ADRESSE")
        return
    address = address or place.settings.authority.website
    answer = driver.carry_out(Request("GET", f"{address.rstrip('/')}/"))
    if isinstance(answer, Failure):
        yield bad(
            what, f"{address} antwortet nicht: {reason_text(answer.kind)}.", "Bitte die Betreuung der Website fragen."
        )
    elif answer.status != 200:
        yield bad(what, f"{address} antwortet mit {answer.status}.", "Bitte die Betreuung der Website fragen.")
    else:
        yield ok(what, f"{address} antwortet.")
    yield from _mark(place, arguments.mark, driver)


def _mark(place: Workplace, given: str | None, driver: Driver) -> Iterator[Row]:
    what = "Gemerkter Stand des Sendebuchs"
    address = given or own_mark(place)
    if address is None or place.ledger.tip is None:
        return
    mark = read_mark(driver, address)
    if mark is None:
        yield note(what, f"{address} ist nicht abrufbar.", "Er entsteht mit der nächsten öffentlichen Website.")
    elif place.ledger.contains(mark):
        yield ok(what, f"{address} nennt einen Stand, den das Sendebuch enthält.")
    else:
        yield bad(what, f"Das Sendebuch enthält den Stand {mark[:12]} nicht, den die Website schon gezeigt hat.")


def examine_clock(place: Workplace, drifts: Sequence[tuple[str, timedelta]]) -> Iterator[Row]:
    """``drifts``: (who answered, by how much that server's clock is ahead of ours)."""
    what = "Uhr"
    if not drifts:
        yield note(what, "Nicht verglichen: Kein Server hat geantwortet.")
        return
    allowed = min(channel.patience.clock_error for channel in place.settings.channels.values())
    off = [(who, drift) for who, drift in drifts if abs(drift) > allowed]
    if not off:
        worst = max(abs(drift) for _, drift in drifts)
        yield ok(
            what, f"Weicht höchstens {worst.total_seconds():.0f} Sekunden ab (erlaubt: {allowed.total_seconds():.0f})."
        )
    for who, drift in off:
        ahead = "nach" if drift > timedelta(0) else "vor"
        yield bad(
            what,
            f"Sie geht gegen {who} {abs(drift).total_seconds():.0f} Sekunden {ahead}.",
            "Bitte die Uhr dieses Rechners stellen, sonst stimmen Sendezeiten und Ruhezeiten nicht.",
        )
