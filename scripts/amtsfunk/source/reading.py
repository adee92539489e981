"""What every kind of file shares: bytes to text under a cap, troubles to findings, findings to a verdict."""

from __future__ import annotations

from collections.abc import Iterable

from amtsfunk.model.finding import Finding, Place
from amtsfunk.source.characters import decode, kind_of_rubbish
from amtsfunk.source.problems import FATAL_IDS
from amtsfunk.source.yaml_tree import Trouble

_SOLVING = frozenset({"wrong-value", "expected-list", "unknown-value", "unknown-kind", "wrong-time"})
_QUOTING = frozenset({"yaml-hash-empty", "yaml-at-sign", "yaml-curly-quotes"})


def read_text(data: bytes, limit: int) -> tuple[str | None, list[Trouble]]:
    """The text of a file, or None with the reason: larger than ``limit`` bytes, no text at all, or empty."""
    if len(data) > limit:
        return None, [Trouble("file-too-large", 1, 1, {"size": str(len(data)), "limit": str(limit)})]
    if (what := kind_of_rubbish(data)) is not None:
        return None, [Trouble("file-not-text", 1, 1, {"what": what})]
    text, troubles = decode(data)
    if not text or text.isspace():
        return None, [*troubles, Trouble("file-empty", 1, 1, {})]
    return text, troubles


def settle(
    path: str, text: str | None, troubles: Iterable[Trouble], findings: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """Everything that was found, in the order of the file, each once, and none below its last line."""
    last = 1 if text is None else text.count("\n") + 1
    everything = [Finding(own.rule, Place(path, own.line, own.column), own.values) for own in troubles]
    everything.extend(findings)
    everything = _without_echoes(everything)
    everything = [finding if finding.place.line <= last else _lift(finding, last) for finding in everything]
    everything.sort(key=lambda finding: finding.order)
    unique: dict[tuple[str, int, int, str], Finding] = {}
    for finding in everything:
        unique.setdefault((*finding.order[:3], f"{finding.rule} {finding.values.get('key', '')}"), finding)
    return tuple(unique.values())


def _without_echoes(everything: list[Finding]) -> list[Finding]:
    """One line to write for one fault: who is told a key's right value need not be told how to quote the wrong one, and
    who is told the right number of a part need not be told of the space before it."""
    solved = {one.values.get("key") for one in everything if one.rule in _SOLVING and one.values.get("fixed")}
    renumbered = {one.place.line for one in everything if one.rule == "part-number"}
    titled = any(one.values.get("how") == "title" and one.values.get("fixed") for one in everything)
    return [
        one
        for one in everything
        if not (one.rule in _QUOTING and one.values.get("key") in solved)
        and not (one.rule == "missing-title" and titled)
        and not (one.rule == "section-without-space" and one.place.line in renumbered)
    ]


def _lift(finding: Finding, last: int) -> Finding:
    return Finding(finding.rule, Place(finding.place.path, last, 1), finding.values)


def is_sound(findings: Iterable[Finding]) -> bool:
    """Was nothing guessed?"""
    return not any(finding.rule in FATAL_IDS for finding in findings)
