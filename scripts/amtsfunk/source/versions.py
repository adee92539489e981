"""Kept versions of netiquette and Dienstanweisung: where they lie, what they say, and how one sees that none changed.

A kept version is a copy of the file that was in force, under the day from which it was: ``netiquette/versions/<day>/``
and ``guidelines/versions/<day>/``. ``SHA256SUMS`` beside the days names the digest of each, in the form that
``sha256sum --check`` reads, so that everybody can look without this program (R65).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.paths import CLAUSES, MEASURES
from amtsfunk.source.plans import parse_plan

SUMS = "SHA256SUMS"
_KEPT = re.compile(r"((?:netiquette|guidelines)/)versions/(\d{4}-\d{2}-\d{2})/([a-z0-9-]+\.(?:yml|md))")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](\S+)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+\s*$")
WEIGHTS = {"unlawful": "rechtswidrige Inhalte", "unwanted": "unerwünschte Inhalte", "promise": "Zusagen"}
GROUPS = {
    "unlawful": "Das verbietet das Gesetz",
    "unwanted": "Das wünschen wir hier nicht",
    "promise": "Das sagen wir Ihnen zu",
}
"""Weight of a clause → what people read over it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part that keeps its ``key`` from version to version. ``text`` is what people read, paragraphs parted by a blank
    line, without marks."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Netiquette:
    """One version: the clauses, and the ladder where one was kept with them."""

    clauses: Clauses
    ladder: Ladder | None

    @property
    def day(self) -> date:
        return self.clauses.in_force_from


@dataclass(frozen=True, slots=True)
class Guideline:
    """One page of ``guidelines/``: front matter, Markdown and the file's stem."""

    stem: str
    head: GuidelineHead
    body: str

    @property
    def day(self) -> date:
        return self.head.in_force_from

    @property
    def sections(self) -> tuple[Section, ...]:
        return told_guideline(self.head.title, self.body)


def is_kept(path: str) -> bool:
    """Whether a path is a kept version."""
    return _KEPT.fullmatch(path) is not None


def place_of(path: str, day: date) -> str:
    """``netiquette/clauses.yml`` → ``netiquette/versions/2026-05-01/clauses.yml``."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/versions/{day.isoformat()}/{name}"


def sums_of(path: str) -> str:
    """The list that names the digest of what is kept of ``path``, or of a kept version itself."""
    return f"{path.split('/', 1)[0]}/versions/{SUMS}"


def sum_line(kept: str, data: bytes) -> str:
    """The line of the list for one kept version."""
    return f"{sha256(data).hexdigest()}  {kept.split('/versions/', 1)[1]}"


def read_sums(path: str, data: bytes) -> Mapping[str, str]:
    """A list's bytes → path of each kept version in the repository → its digest."""
    folder = path.removesuffix(SUMS)
    found = (_SUM.fullmatch(line.rstrip("\r")) for line in data.decode("utf-8", "replace").split("\n"))
    return {folder + line[2]: line[1] for line in found if line is not None}


def read_netiquettes(files: Mapping[str, bytes], broken: list[str]) -> tuple[Netiquette, ...]:
    """The kept versions, oldest first. Paths that cannot be read are added to ``broken``. The folder's name says the
    day: what stands in a file never puts a text in force earlier or later than where it was kept."""
    found = []
    for path in sorted(files):
        kept = _KEPT.fullmatch(path)
        if kept is None or kept[1] + kept[3] != CLAUSES:
            continue
        clauses = parse_plan(path, files[path], Clauses).value
        beside = path.removesuffix(CLAUSES.rpartition("/")[2]) + MEASURES.rpartition("/")[2]
        ladder = parse_plan(beside, files[beside], Ladder).value if beside in files else None
        if clauses is None or clauses.in_force_from.isoformat() != kept[2]:
            broken.append(path)
            continue
        if ladder is None and beside in files:
            broken.append(beside)
        found.append(Netiquette(clauses, ladder))
    return tuple(found)


def read_guidelines(files: Mapping[str, bytes], broken: list[str]) -> tuple[Guideline, ...]:
    """As ``read_netiquettes``, for the pages of the Dienstanweisung."""
    found = []
    for path in sorted(files):
        kept = _KEPT.fullmatch(path)
        if kept is None or kept[1] != "guidelines/" or not kept[3].endswith(".md"):
            continue
        page = parse_page(path, files[path], GuidelineHead).value
        if page is None or page[0].in_force_from.isoformat() != kept[2]:
            broken.append(path)
        else:
            found.append(Guideline(kept[3].removesuffix(".md"), *page))
    return tuple(found)


def told_netiquette(clauses: Clauses, ladder: Ladder | None) -> tuple[Section, ...]:
    """What binds: title, text and weight of each clause; title, text, weights and second person of each measure. Easy
    language explains it and sources give reasons; both may be bettered without a new version."""
    told = [
        Section(clause.id, clause.title, f"{_even(clause.text)}\n\n{GROUPS[clause.weight.value]}.")
        for clause in clauses.clauses
    ]
    for measure in ladder.measures if ladder else ():
        weights = " und ".join(WEIGHTS[weight.value] for weight in measure.for_weights)
        two = " Darüber entscheiden immer zwei Personen gemeinsam." if measure.needs_second_person else ""
        told.append(
            Section(f"stufe-{measure.id}", measure.title, f"{_even(measure.text)}\n\nMöglich bei: {weights}.{two}")
        )
    return tuple(told)


def told_guideline(title: str, body: str) -> tuple[Section, ...]:
    """A page by its headings of the second level, in words as they are read: where a link leads is no wording."""
    told: list[Section] = []
    name, lines = title, list[str]()
    counted: dict[str, int] = {}
    for line in [*body.split("\n"), None]:
        if line is not None and not line.startswith("## "):
            lines.append(_as_read(line))
            continue
        number = counted[name] = counted.get(name, 0) + 1
        key = "" if not told else f"{name} ({number})" if number > 1 else name
        told.append(Section(key, name, _even("\n".join(lines))))
        name, lines = _as_read(line.removeprefix("## ")) if line is not None else "", []
    return tuple(told)


def _as_read(line: str) -> str:
    if _RULE.match(line):
        return ""
    line = line.lstrip("#>").strip() if line.startswith(("#", ">")) else line.strip()
    line = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", line))
    if line.startswith("|"):
        return " · ".join(cell.strip() for cell in line.strip("|").split("|"))
    return line


def _even(text: str) -> str:
    """Paragraphs parted by one blank line; inside one, lines stay lines and blanks are single."""
    blocks = (block.strip() for block in re.split(r"\n[ \t]*\n", text.replace("\r", "")))
    return "\n\n".join("\n".join(" ".join(line.split()) for line in block.splitlines()) for block in blocks if block)
