"""People as they are told to ``amtsfunk init``: a short sign, a function, and what they may do. Never a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from amtsfunk.commands.creating import answers
from amtsfunk.commands.creating.asking import Wrong
from amtsfunk.rules.suggest import listing, nearest

_LINE = re.compile(r"(?P<sign>\S+)\s+(?P<function>.+?)(?:\s*\((?P<roles>[^()]*)\))?")
_SIGN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SIGN = 20

ROLES: dict[str, tuple[tuple[str, ...], str]] = {
    "Gesamtverantwortung": (("overall",), "press"),
    "Chef vom Dienst": (("cvd", "editor", "press"), "press"),
    "Redaktion": (("editor", "press"), "press"),
    "Fachbereich": (("editor",), "department"),
    "Betreuung": (("steward",), "department"),
    "Rechtsamt": (("lawyer",), "department"),
    "Personalamt": (("personnel",), "department"),
    "Personalrat": (("staff_council",), "department"),
    "Extern": (("external",), "press"),
}
"""What somebody is called in the house → the roles that it means, and where such people sit."""
_ALSO = {
    "chefin vom dienst": "Chef vom Dienst",
    "chef*in vom dienst": "Chef vom Dienst",
    "cvd": "Chef vom Dienst",
    "informationstechnik": "Betreuung",
    "it": "Betreuung",
}
SPOKESPERSON = ("spokesperson", "press", "steward")
DEPUTY = ("deputy", "press", "cvd")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team; ``roles`` as in ``plans/team.yml``."""

    sign: str
    function: str
    roles: tuple[str, ...]
    unit: str = "press"


def spokesperson(text: str) -> Member:
    """One person: ``kj Pressesprecherin``."""
    found = _members(text, SPOKESPERSON, frozenset())
    if len(found) > 1:
        raise Wrong("Hier gehört genau eine Person hin; die anderen folgen in den nächsten Fragen.")
    return found[0]


def deputies(taken: Collection[str]) -> Callable[[str], tuple[Member, ...]]:
    """One or more people who approve as the spokesperson does."""
    return lambda text: _members(text, DEPUTY, taken)


def team(taken: Collection[str]) -> Callable[[str], tuple[Member, ...]]:
    """Everybody else, each with roles in brackets; exactly one of them bears the overall responsibility (R09)."""

    def read(text: str) -> tuple[Member, ...]:
        found = _members(text, None, taken)
        responsible = [one.sign for one in found if "overall" in one.roles]
        if not responsible:
            raise Wrong("Es fehlt jemand mit „(Gesamtverantwortung)“, zum Beispiel: wl Leiter (Gesamtverantwortung)")
        if len(responsible) > 1:
            raise Wrong(f"Die Gesamtverantwortung trägt genau eine Person, hier sind es {' und '.join(responsible)}.")
        return found

    return read


def with_stewards(everybody: tuple[Member, ...]) -> tuple[Member, ...]:
    """A change of the settings needs two stewards (DELIVERY.md § 2: 6). Where only one was named, the first deputy is
    the second."""
    if sum("steward" in one.roles for one in everybody) > 1:
        return everybody
    first = next(one for one in everybody if "deputy" in one.roles)
    roles = (*first.roles, "steward")
    return tuple(Member(one.sign, one.function, roles, one.unit) if one is first else one for one in everybody)


def _members(text: str, roles: tuple[str, ...] | None, taken: Collection[str]) -> tuple[Member, ...]:
    """``roles``: what everybody here may do; None where each line says so in brackets."""
    found: list[Member] = []
    for line in filter(str.strip, text.splitlines()):
        one = _member(answers.line(line), roles)
        if one.sign in taken or any(one.sign == other.sign for other in found):
            raise Wrong(f"Das Kürzel „{one.sign}“ ist schon vergeben. Jede Person braucht ein eigenes.")
        found.append(one)
    if not found:
        raise Wrong("Darin steht niemand.")
    return tuple(found)


def _member(line: str, roles: tuple[str, ...] | None) -> Member:
    match = _LINE.fullmatch(line)
    if match is None:
        raise Wrong(f"„{line}“ ist unvollständig. So geht es: kj Pressesprecherin")
    sign = match["sign"].casefold()
    if not _SIGN.fullmatch(sign) or len(sign) > _LONGEST_SIGN:
        raise Wrong(
            f"„{match['sign']}“ ist kein Kürzel. Möglich sind Buchstaben von a bis z, Ziffern und Bindestriche."
        )
    if roles is not None:
        function = match["function"] + (f" ({match['roles']})" if match["roles"] else "")
        return Member(sign, function, roles)
    if not match["roles"]:
        raise Wrong(f"Bei „{sign}“ fehlt die Aufgabe in Klammern. Möglich: {listing(ROLES)}.")
    known = [_role(word) for word in match["roles"].split(",")]
    given = tuple(dict.fromkeys(role for name in known for role in ROLES[name][0]))
    if "external" in given and len(given) > 1:
        raise Wrong(f"„{sign}“ ist extern und kann keine weitere Aufgabe haben: Externe schlagen nur vor (R74).")
    unit = "press" if any(ROLES[name][1] == "press" for name in known) else "department"
    return Member(sign, match["function"], given, unit)


def _role(word: str) -> str:
    text = " ".join(word.split())
    found = {name.casefold(): name for name in ROLES} | _ALSO
    name = found.get(text.casefold())
    if name is None:
        better = nearest(text, ROLES)
        hint = f"Meinten Sie „{better}“?" if better else f"Möglich: {listing(ROLES)}."
        raise Wrong(f"Die Aufgabe „{text}“ gibt es nicht. {hint}")
    return name
