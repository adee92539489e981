"""An independent reading of galaxy-social's files, to find what an import lost. Shares nothing with the importer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_PICTURE = re.compile(r"!\[(.*?)\]\((\S*?)\)")


def facts_of(file: Path) -> Iterator[str]:
    """Every key, scalar, line of text, description and address of a file, each as a text to be found again."""
    raw = file.read_text("utf-8")
    if not raw.startswith("---"):
        yield from (line.strip() for line in raw.splitlines() if line.strip())
        return
    _, head, body = re.split(r"^---[ \t]*$", raw, maxsplit=2, flags=re.MULTILINE)
    yield from _scalars(yaml.safe_load(head))
    for line in body.splitlines():
        for alt, address in _PICTURE.findall(line):
            yield from (alt.strip(), address)
        rest = _PICTURE.sub("", line).strip()
        if rest and set(rest) != {"-"}:
            yield rest


def _scalars(value: Any) -> Iterator[str]:
    """Keys of ours alone are left out: ``media``, ``hashtags``, ``mentions`` and ``images`` become what they mean."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("media", "hashtags", "mentions", "images", "url", "alt_text"):
                yield str(key)
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    elif value is not None:
        yield str(value)


def visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def lost(file: Path, name: str, report: str, drafts: dict[str, str]) -> list[str]:
    """What of a file stands neither in the draft that its section of the report names nor in that section."""
    section = section_of(report, name)
    path = re.search(r"^→ `([^`]+)`", section, re.MULTILINE)
    evidence = section + (drafts[path[1]] if path else "")
    return [fact for fact in facts_of(file) if fact and fact not in evidence and visible(fact) not in evidence]


def section_of(report: str, name: str) -> str:
    """The section about a file: its own, or that of the original which it repeats."""
    sections = re.split(r"^(?=## )", report, flags=re.MULTILINE)
    own = [section for section in sections if re.match(rf"## {re.escape(name)}(?:\n|:)", section)]
    repeats = [section for section in sections if f"gesendet: {name} an " in section]
    found = own + repeats
    assert len(found) == 1, f"{name} has {len(found)} sections in the report"
    return found[0]
