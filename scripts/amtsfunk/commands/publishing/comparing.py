"""What the ledger says of a delivery against what its network says: there, not there, cannot be shown, different."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from amtsfunk.channels.contract import Absent, Accepted, CannotShow, Finding
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.state import Lane, Status, Step


class Shown(StrEnum):
    """What the network shows."""

    there = "there"
    absent = "absent"
    cannot_show = "cannot-show"
    different = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One delivery. ``differs``: ledger and network contradict each other, or a person's word is needed and the network
    has the answer; ``todo``: what to do, empty where nothing is."""

    key: Key
    status: Status
    shown: Shown
    why: str | None = None
    address: str | None = None
    differs: bool = False
    todo: str = ""


def compare(key: Key, lane: Lane, finding: Finding) -> Comparison:
    """What a finding means for what the ledger says of this step."""
    step = lane.steps[key.step - 1]
    seen = _shown(step, finding)
    known = step.accepted.address if step.accepted else None
    if seen in (Shown.absent, Shown.different) and lane.corrected_by:
        # What was edited no longer looks like its payload; the correction is compared by itself.
        return Comparison(key, step.status, Shown.cannot_show, "corrected-since", known)
    address = finding.address if isinstance(finding, Accepted) else None
    why = finding.reason if isinstance(finding, CannotShow) else None
    differs, todo = _TODO[_kind(step)](key, seen, address or "ADRESSE")
    return Comparison(key, step.status, seen, why, address or known, differs, todo)


def _shown(step: Step, finding: Finding) -> Shown:
    match finding:
        case Absent():
            return Shown.absent
        case CannotShow("different"):
            return Shown.different
        case CannotShow():
            return Shown.cannot_show
        case Accepted(remote_id):
            known = step.accepted.remote_id if step.accepted else None
            return Shown.different if known and remote_id and known != remote_id else Shown.there


def _kind(step: Step) -> str:
    if step.is_out:
        return "out"
    return "held" if step.status is Status.held else "open"


_OTHERWISE = "Dort steht er anders als freigegeben oder unter einer anderen Kennung."


def _when_out(key: Key, shown: Shown, address: str) -> tuple[bool, str]:
    match shown:
        case Shown.absent:
            return True, (
                "Laut Sendebuch ist er veröffentlicht, dort steht er nicht. Hat ihn jemand gelöscht? Dann gehört eine "
                f"Rücknahme dazu, oder neu anlegen: amtsfunk new post, mit repeat_of: {key.post}"
            )
        case Shown.different:
            return True, f"{_OTHERWISE} Steht er zweimal da? Dann bitte einen davon löschen."
        case _:
            return False, ""


def _when_held(key: Key, shown: Shown, address: str) -> tuple[bool, str]:
    word = f"amtsfunk settle {key.post} {key.channel}"
    match shown:
        case Shown.there:
            return True, f"{word} --published {address}"
        case Shown.different:
            return True, f"{_OTHERWISE} Bitte ansehen, dann: {word}"
        case Shown.absent:
            return False, f"Bitte entscheiden: {word}"
        case _:
            return False, f"Bitte selbst nachsehen, dann: {word}"


def _when_open(key: Key, shown: Shown, address: str) -> tuple[bool, str]:
    return False, "Nach der Ruhezeit trägt „amtsfunk publish“ das Ergebnis selbst ein."


_TODO: dict[str, Callable[[Key, Shown, str], tuple[bool, str]]] = {
    "out": _when_out,
    "held": _when_held,
    "open": _when_open,
}
