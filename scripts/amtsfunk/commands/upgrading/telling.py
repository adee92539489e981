"""What ``amtsfunk upgrade`` says: what changes, what stays, and what people do with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from amtsfunk.commands.upgrading.compare import Comparison
from amtsfunk.commands.upgrading.paths import LABELS, part_of
from amtsfunk.commands.upgrading.record import Record

_SHOWN = 12


def describe(comparison: Comparison, record: Record | None, version: str) -> str:
    before = record.version if record else "einer Fassung ohne Aufzeichnung"
    lines = [f"Von {before} auf {version}", "", *_counts(comparison)]
    if comparison.is_empty:
        return "\n".join([f"Hier liegt schon {version}. Es gibt nichts zu tun.", *_stays(comparison)])
    if record is None:
        lines += [
            "",
            "Diese Kopie ist älter als amtsfunk.lock. Was Ihr Haus an Dateien des Produkts geändert hat, ist deshalb",
            "nicht zu erkennen und wird ersetzt; sehen Sie git diff durch. Ab jetzt ist es zu erkennen.",
        ]
    return "\n".join([*lines, *_stays(comparison)])


def next_steps(comparison: Comparison) -> str:
    """What only people do."""
    steps = [
        "Ansehen: git status, git diff. Was geschah, steht in CHANGELOG.md.",
        "Auf einem eigenen Zweig eintragen und vorschlagen. Das ändert, was hier gilt: Zwei Betreuende bestätigen es "
        "(amtsfunk govern, oder auf der Forge).",
    ]
    changed = {*comparison.added, *comparison.replaced}
    if any(path.endswith(".lock") for path in changed):
        steps.append(
            "Die Pakete erneuern, überall, wo das Programm läuft: pip install --require-hashes -r requirements.lock"
        )
    if any(path.startswith("scripts/") for path in changed):
        steps.append(
            "Den Veröffentlicher auf dieselbe Fassung bringen und einmal zusehen: amtsfunk publish (ohne --send)."
        )
    if any(path.startswith("site/") for path in changed):
        steps.append("Beide Websites bauen und ansehen: amtsfunk site serve")
    return "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1))


def _counts(comparison: Comparison) -> Iterator[str]:
    for label, paths in (("neu", comparison.added), ("ersetzt", comparison.replaced), ("entfernt", comparison.removed)):
        counted = Counter(LABELS[part] for path in paths if (part := part_of(path)) is not None)
        yield f"  {label:<10} " + (
            ", ".join(f"{name} ({count})" for name, count in sorted(counted.items())) or "nichts"
        )
    yield "  bleibt     alles, was Ihrer Behörde gehört: content, plans, netiquette, guidelines, site/law"


def _stays(comparison: Comparison) -> Iterator[str]:
    yield from _listed("Von Ihrem Haus geändert und auch in der neuen Fassung anders:", comparison.undecided)
    yield from _listed("Von Ihrem Haus geändert, bleibt so:", comparison.kept)
    yield from _listed("Von Ihrem Haus gelöscht, bleibt gelöscht:", comparison.gone)
    yield from _listed("Gibt es nur bei Ihnen, bleibt:", comparison.own)
    if comparison.left:
        yield ""
        yield f"Führen Sie nicht mit und bekommen Sie nicht: {', '.join(LABELS[part] for part in comparison.left)}"


def _listed(title: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        yield ""
        yield title
        yield from (f"  {path}" for path in paths[:_SHOWN])
        if len(paths) > _SHOWN:
            yield f"  … und {len(paths) - _SHOWN} weitere"
