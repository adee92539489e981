"""Why a module is not sent, in words for the person who wanted to send it: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amtsfunk.commands.publishing.desk import NotCounted
from amtsfunk.commands.publishing.texts import reason_text
from amtsfunk.model.errors import AmtsfunkError, NotFound, Refused, UsageError
from amtsfunk.model.module import Module
from amtsfunk.report.safe import visible

_ABOUT_SLOTS = frozenset({"slot-unknown", "slot-missing", "slot-value"})
_LIST = "Alle Module zeigt: amtsfunk module list"


def slot_form(slot: tuple[str, ...] | str) -> str:
    """What may stand in a slot, in words."""
    if isinstance(slot, tuple):
        return "eine von: " + "; ".join(slot)
    return "eine Uhrzeit wie 14:05" if slot == "time" else "eine ganze Zahl von 0 bis 9999"


def read_slots(given: Sequence[str], module: Module) -> dict[str, str]:
    """``name=value`` words → name → value. Raises UsageError."""
    found: dict[str, str] = {}
    for word in given:
        name, equals, value = word.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"„{visible(word)}“ ist keine Angabe für eine Lücke.", "So geht es: --slot ort=Hafen")
        if name in found:
            raise UsageError(f"Für die Lücke „{visible(name)}“ stehen zwei Angaben da.", _slots(module))
        found[name] = value.strip()
    return found


def refusal_of(refused: NotCounted, name: str, module: Module | None, values: Mapping[str, str]) -> AmtsfunkError:
    """What to raise for a reason of ``publishing.modules``."""
    if module is None or refused.reason == "no-such-module":
        return NotFound(f"Ein Modul „{visible(name)}“ gibt es auf dem Hauptzweig nicht.", _LIST)
    if refused.reason in _ABOUT_SLOTS:
        return _slot_refusal(refused, module, values)
    detail = visible(refused.detail)
    if refused.reason == "module-expired":
        head = module.head
        return Refused(
            f"Abgestimmt ist „{visible(name)}“ vom {head.agreed_on:%d.%m.%Y} bis zum {head.valid_until:%d.%m.%Y}; "
            "heute gilt das nicht.",
            "Wer zugestimmt hat, stimmt neu zu; dann wird es neu freigegeben.",
        )
    if refused.reason == "blank-undeclared":
        return Refused(
            f"Im Modul steht die Lücke „{detail}“, aber nicht unter „slots“. So würde sie mit Klammern erscheinen.",
            "Bitte eintragen und neu freigeben lassen. Bis dahin: einen gewöhnlichen Beitrag der Art „crisis“.",
        )
    if refused.reason == "too-long":
        said = f"Der ausgefüllte Text ist für „{detail}“ zu lang."
        return Refused(said, "Bitte eine kürzere Auswahl, oder das Modul kürzen.")
    return Refused(
        f"Das Modul „{visible(name)}“ ist nicht freigegeben, deshalb geht es nicht hinaus.",
        f"{refused.detail or reason_text(refused.reason)} Bis dahin: einen Beitrag der Art „crisis“ im Eilweg.",
    )


def _slot_refusal(refused: NotCounted, module: Module, values: Mapping[str, str]) -> UsageError:
    name, slots = visible(refused.detail), module.head.slots
    if refused.reason == "slot-unknown":
        return UsageError(f"Die Lücke „{name}“ hat dieses Modul nicht.", _slots(module))
    slot = slots[refused.detail]
    if refused.reason == "slot-missing":
        example = f"{name}={_example(slot)}"
        return UsageError(
            f"Die Lücke „{name}“ ist nicht ausgefüllt.",
            f"Hinein gehört {slot_form(slot)}. So geht es: --slot '{example}'",
        )
    value = visible(values.get(refused.detail, ""))
    return UsageError(
        f"„{value}“ ist in der Lücke „{name}“ nicht vorgesehen.",
        f"Hinein gehört {slot_form(slot)}.",
    )


def off_duty(person: str, on_duty: Sequence[str]) -> Refused:
    who = f"Dienst hat heute {on_duty[0]}" if on_duty else "Für heute steht dort niemand"
    substitute = f", in Vertretung {on_duty[1]}" if len(on_duty) > 1 else ""
    return Refused(
        f"„{person}“ hat heute laut plans/rota.yml keinen Dienst; ein Modul sendet nur, wer Dienst hat.",
        f"{who}{substitute}. Wer einspringt, lässt sich dort eintragen.",
    )


def no_approver(person: str) -> Refused:
    return Refused(
        f"„{person}“ hat Dienst, darf aber nicht allein freigeben.",
        "Ein Modul sendet, wer es in der Krise darf; wer das ist, steht in plans/team.yml und plans/approval.yml.",
    )


def _slots(module: Module) -> str:
    names = ", ".join(module.head.slots)
    return f"Es hat: {names}." if names else "Es hat keine Lücken."


def _example(slot: tuple[str, ...] | str) -> str:
    return slot[0] if isinstance(slot, tuple) else "14:05" if slot == "time" else "3"
