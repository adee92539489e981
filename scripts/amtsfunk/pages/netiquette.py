"""Clauses and ladder as readers see them: numbered, grouped, and nothing that is not for the public (R66)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amtsfunk.model.german import german_day
from amtsfunk.pages import text
from amtsfunk.source.versions import GROUPS, WEIGHTS

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clause, Clauses, Ladder

_WEIGHT_CLASS = {"unlawful": " af-tag--bad", "promise": " af-tag--good"}


def numbered(clauses: Clauses) -> Sequence[tuple[int, Clause]]:
    """By weight, in the order of the file's first clause of each; the number is the one that people are told."""
    weights = list(dict.fromkeys(clause.weight.value for clause in clauses.clauses))
    ordered = sorted(clauses.clauses, key=lambda clause: weights.index(clause.weight.value))
    return tuple(enumerate(ordered, 1))


def clauses_values(clauses: Clauses | None, today: date | None = None) -> Mapping[str, Any] | None:
    """Copied key by key. ``today``: tells whether the version has begun; None: it has."""
    if clauses is None:
        return None
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for number, clause in numbered(clauses):
        groups[clause.weight.value].append(
            {
                "number": number,
                "id": clause.id,
                "title": clause.title,
                "text": clause.text,
                "easy": clause.easy,
                "weight_class": _WEIGHT_CLASS.get(clause.weight.value, ""),
            }
        )
    return {
        "version": clauses.version,
        "in_force_from": german_day(clauses.in_force_from),
        "has_begun": today is None or clauses.in_force_from <= today,
        "review_by": german_day(clauses.review_by),
        "groups": [{"title": GROUPS[weight], "clauses": found} for weight, found in groups.items()],
    }


def measures_values(ladder: Ladder | None, labels: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    """Copied key by key. ``labels``: network → name of the open channel there; on others a measure is not told."""
    return tuple(
        {
            "id": measure.id,
            "title": measure.title,
            "text": measure.text,
            "easy": measure.easy,
            "for_weights": text.joined(WEIGHTS[weight.value] for weight in measure.for_weights),
            "needs_second_person": measure.needs_second_person,
            "networks": [
                {"label": labels[network], "what": what}
                for network, what in measure.networks.items()
                if network in labels
            ],
        }
        for measure in (ladder.measures if ladder else ())
    )
