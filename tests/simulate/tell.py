"""A schedule and how it went, as text for whoever looks for the mistake."""

from __future__ import annotations

import json

from simulate.faults import Listed
from simulate.play import Result, Stage
from simulate.schedule import Schedule


def tell(given: Schedule, result: Result, *, ledger: bool = False) -> str:
    lines = [f"start {given.start:%Y-%m-%d %H:%M} UTC"]
    lines += [f"  {plan}" for plan in given.plans]
    lines += [f"  {act}" for act in given.acts]
    lines += [f"  process {number}: {run}" for number, run in enumerate(given.runs)]
    lines += [f"  {_short(point)}: {fault.kind} {fault.seconds}" for point, fault in sorted(result.faults.items())]
    lines += [f"  -> {violation.name}: {violation.text}" for violation in result.violations]
    lines += [f"  -> {end}: {count}" for end, count in sorted(result.ends.items())]
    return "\n".join(lines + (_ledger(given, result) if ledger else []))


def _short(point: str) -> str:
    process, _, rest = point.partition(".")
    return f"process {int(process, 16)}, {rest}"


def _ledger(given: Schedule, result: Result) -> list[str]:
    """The ledger's lines after the schedule was played once more."""
    world = Stage(given, Listed(result.faults))
    world.universe.play()
    found = []
    for path, data in sorted(world.remote.snapshot.files.items()):
        if path.endswith(".jsonl"):
            found.append(f"  {path}")
            for line in data.splitlines():
                said = json.loads(line)
                words = {name: said[name] for name in ("channel", "step", "claim", "reason", "how") if name in said}
                found.append(f"    {said.get('at')} {said.get('type')} {said.get('run', '')[-4:]} {words}")
    return found
