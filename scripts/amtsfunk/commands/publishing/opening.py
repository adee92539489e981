"""Beginning a ledger, once and on purpose; and the mark of its newest commit, which the public site keeps.

A run that found no ledger and began one by itself would send everything again after somebody deleted it. So only
``amtsfunk ledger open`` begins one, and not where the site still shows that there was one (DELIVERY.md § 3, I11).
"""

from __future__ import annotations

import re
from pathlib import Path

from amtsfunk.approval.reasons import explain
from amtsfunk.channels.contract import Request, Response
from amtsfunk.commands.approving.verdicts import governance_of
from amtsfunk.commands.publishing.run import Workplace, new_run
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.events import Opened
from amtsfunk.effects.http import Driver
from amtsfunk.effects.ledger_branches import keep_reviewed
from amtsfunk.effects.ledger_verify import unreadable
from amtsfunk.effects.reviews import reviews_of
from amtsfunk.model.errors import EffectFailed, LedgerLost, Refused

MARK = "sendebuch.txt"
HOW_TO_OPEN = "amtsfunk ledger open --key SCHLÜSSEL"


def need_ledger(place: Workplace) -> None:
    """Raises Refused where there is no ledger yet: nothing is published without."""
    if place.ledger.tip is None:
        raise Refused(
            "Es gibt kein Sendebuch, deshalb wird nichts gesendet.",
            f"Ist dies der allererste Lauf, dann öffnet es die Betreuung einmal: {HOW_TO_OPEN}. Gab es schon eines, "
            "dann hat es jemand gelöscht: bitte zuerst aus einer Sicherung zurückholen, sonst erscheint alles doppelt.",
        )


def need_sound_root(place: Workplace, remote: str) -> None:
    """Raises Refused unless two people stand behind the trust root: it is written into the first line for good, and a
    ledger with a wrong one would never send anything (DELIVERY.md § 2, condition 6)."""
    reviews = reviews_of(place.git, remote, place.clock.now, anywhere=not place.is_rehearsed_time)
    found = governance_of(place.git, place.root or "", place.ledger.main, None, reviews)
    if found.broken is not None:
        raise Refused(
            f"Das Sendebuch wurde nicht geöffnet. {' '.join(explain(refusal) for refusal in found.refusals)}",
            "Der Anfangsstand steht in der ersten Zeile und lässt sich danach nicht mehr ändern; bitte zuerst beheben.",
        )


def open_ledger(place: Workplace, remote: str) -> None:
    """Write the first line of the ledger. Raises Refused where there is one already, EffectFailed where git says no."""
    if place.ledger.tip is not None:
        raise Refused("Es gibt schon ein Sendebuch; ein zweites wird nicht geöffnet.")
    now = place.clock.now()
    opened = Opened(at=now, run=new_run(), repository=place.settings.authority.id, trust_root=place.root or "")
    try:
        # First of all, so that no branch of a similar name can take these two names.
        keep_reviewed(place.git, remote, (), now)
        place.ledger.write(Batch(events=(opened,)), now)
    except (EffectFailed, LedgerLost) as said:
        raise EffectFailed(
            f"Das Sendebuch lässt sich auf {remote} nicht anlegen.",
            "Darf dieser Rechner die Zweige „ledger“ und „evidence“ schreiben, und gibt es keine, deren Namen mit "
            "„ledger/“ oder „evidence/“ beginnen? Solche bitte löschen.",
        ) from said


def check_mark(place: Workplace, given: str | None) -> None:
    """The mark that the public site keeps: one that cannot be had is only told, one that the ledger does not contain
    stops all. ``given`` None: the authority's own site, unless the run may ask no address. Raises LedgerUnreadable."""
    mark = mark_of_site(place, given)
    if mark is not None and not place.ledger.contains(mark):
        raise unreadable(f"es enthält den Stand {mark[:12]} nicht, den die Website schon gezeigt hat")


def mark_of_site(place: Workplace, given: str | None) -> str | None:
    """The mark at the given address or the authority's own; None where none is to be asked or had, which is told."""
    address = given or own_mark(place)
    mark = read_mark(Driver(Path()), address) if address is not None else None
    if address is not None and mark is None:
        print(f"Hinweis: Der gemerkte Stand unter {address} ist nicht abrufbar.")
    return mark


def read_mark(driver: Driver, address: str) -> str | None:
    """The commit that stands at the address; None where none does."""
    answer = driver.carry_out(Request("GET", address))
    found = re.fullmatch(rb"\s*([0-9a-f]{40}|[0-9a-f]{64})\s*", answer.body) if isinstance(answer, Response) else None
    is_there = found is not None and isinstance(answer, Response) and answer.status == 200
    return found[1].decode() if found is not None and is_there else None


def own_mark(place: Workplace) -> str | None:
    """Where the authority's own site keeps the mark; None for a run with a made-up time, which asks no address."""
    return None if place.is_rehearsed_time else f"{place.settings.authority.website.rstrip('/')}/{MARK}"
