"""The line that a finding proposes: with every mend that is certain, whichever rule tells it, and not more of a long
line than has to be looked at.

Whoever copies the line of one finding must not get the fault of the next one with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from amtsfunk.model.finding import Finding
from amtsfunk.rules import links
from amtsfunk.rules.wording import letters, markup
from amtsfunk.rules.wording.passages import TextCase

LONGEST_SHOWN = 200
"""Characters. Of a longer line, the sentences that change are shown."""
_ENDS = re.compile(r"(?<=[.!?…])[ ]+")
_NO_TEXT = re.compile(r"!\[|[ ]*(?:- |[a-z_]+: )")
"""A picture line, or one of the head: half of it would be no such line."""
_Mend = Callable[[TextCase, str], str]


def _alone(mend: Callable[[str], str]) -> _Mend:
    return lambda _, line: mend(line)


_MENDS: Mapping[str, _Mend] = {
    "html-residue": _alone(markup.without_html),
    "styled-letters": _alone(letters.as_typed),
    "mixed-letters": _alone(letters.in_one_script),
    "link-without-https": links.with_https,
    "insecure-link": links.with_secure_links,
    "tracking-parameter": _alone(links.without_tracking),
    "emoji-run": _alone(letters.with_fewer_emoji),
    "stray-spacing": _alone(markup.tidy),
}
"""Rule → what it does to a line of a file, in the order in which they are applied."""
_OWN_LINE = "markdown-residue"
"""What it takes away depends on where the text goes out, so that its own line is where the others begin."""


def with_all_mends(findings: list[Finding], case: TextCase, data: bytes) -> list[Finding]:
    """The same findings; those that propose a line for one and the same line propose one."""
    proposing = [one for one in findings if one.values.get("fixed")]
    if not proposing:
        return findings
    lines: dict[int, dict[str, str]] = {}
    for one in proposing:
        if one.rule in _MENDS or one.rule == _OWN_LINE:
            lines.setdefault(one.place.line, {}).setdefault(one.rule, one.values["fixed"])
    merged = {line: _merged(told, case) for line, told in lines.items()}
    written = data.decode("utf-8", "replace").split("\n")

    def told(one: Finding) -> Finding:
        line = one.place.line
        fixed = merged[line] if one.rule in lines.get(line, ()) else one.values["fixed"]
        return Finding(one.rule, one.place, {**one.values, "fixed": _shown(fixed, written, line)})

    return [told(one) if one.values.get("fixed") else one for one in findings]


def _merged(told: Mapping[str, str], case: TextCase) -> str:
    line = told.get(_OWN_LINE) or next(iter(told.values()))
    for rule, mend in _MENDS.items():
        if rule in told:
            line = mend(case, line)
    return line


def _shown(fixed: str, written: list[str], number: int) -> str:
    """The whole line where it is short or no text; of a long one the sentences in which it differs from the written."""
    if len(fixed) <= LONGEST_SHOWN or not 0 < number <= len(written) or _NO_TEXT.match(fixed):
        return fixed
    before = written[number - 1]
    same = _common(before, fixed)
    same_end = _common(before[same:][::-1], fixed[same:][::-1])
    starts = [0, *(end.end() for end in _ENDS.finditer(fixed))]
    ends = [*(end.start() for end in _ENDS.finditer(fixed)), len(fixed)]
    start = max(place for place in starts if place <= same)
    return fixed[start : min(place for place in ends if place >= max(len(fixed) - same_end, start))]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
