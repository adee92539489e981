"""``plans/limits.yml`` with new figures for one channel: every other line, comments among them, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from amtsfunk.source.write import entry

_KEY = re.compile(r"    (?P<key>[a-z_]+):")
_HEAD = "observed:"


def with_observed(text: str, channel: str, figures: Mapping[str, int], on: str, source: str) -> str:
    """``figures``: by the names of ``model.limits``; ``on``: the day; ``source``: who said so. What stands for the
    channel and is not named in ``figures`` stays. For files in block style, as this project writes them; whoever calls
    reads the result again, because a file can be written otherwise."""
    values: dict[str, object] = {**figures, "observed_on": on, "source": source}
    lines = text.split("\n")
    if not any(line.startswith(_HEAD) for line in lines):
        lines = [*_without_last_blank(lines), _HEAD, ""]
    start = next((n for n, line in enumerate(lines) if re.match(rf"  {re.escape(channel)}:\s*(#.*)?$", line)), None)
    if start is None:
        block = [f"  {channel}:", *_entries(values)]
        return "\n".join([*_without_last_blank(lines), *block, ""])
    end = next((n for n in range(start + 1, len(lines)) if _ends_block(lines[n])), len(lines))
    return "\n".join([*lines[: start + 1], *_merged(lines[start + 1 : end], values), *lines[end:]])


def _merged(block: Sequence[str], values: Mapping[str, object]) -> list[str]:
    """The block's lines with the new values in the place of the old; figures that it lacks stand first."""
    known = {found["key"] for line in block if (found := _KEY.match(line))}
    merged = _entries({key: value for key, value in values.items() if key not in known})
    for line in block:
        found = _KEY.match(line)
        merged += _entries({found["key"]: values[found["key"]]}) if found and found["key"] in values else [line]
    return merged


def _entries(values: Mapping[str, object]) -> list[str]:
    return [line for key, value in values.items() for line in entry(key, value, 4)]


def _ends_block(line: str) -> bool:
    """The next channel or key begins; blank lines and comments at its margin belong to what follows."""
    return not line.startswith("    ")


def _without_last_blank(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
