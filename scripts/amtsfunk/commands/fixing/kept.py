"""Keeping what is in force: a copy under its day, and its line in the list of digests (decision 0091)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from amtsfunk.model.netiquette import Clauses, GuidelineHead
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.paths import CLAUSES, MEASURES
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.versions import is_kept, place_of, read_sums, sum_line, sums_of


@dataclass(frozen=True, slots=True)
class Copy:
    """``path`` as it stands becomes ``kept``; ``line`` is added to the list ``sums``."""

    path: str
    kept: str
    sums: str
    line: str


def copies_to_keep(paths: Iterator[str], names: frozenset[str], read: Callable[[str], bytes]) -> Iterator[Copy]:
    """What of ``paths`` is in force and has no copy. Nothing where no list is, and nothing of a file with faults."""
    for path in paths:
        if path not in (CLAUSES, MEASURES) and not (path.startswith("guidelines/") and path.endswith(".md")):
            continue
        if is_kept(path) or sums_of(path) not in names:
            continue
        if path.endswith(".yml"):
            clauses = parse_plan(CLAUSES, read(CLAUSES), Clauses).value if CLAUSES in names else None
            day = clauses.in_force_from if clauses else None
        else:
            page = parse_page(path, read(path), GuidelineHead).value
            day = page[0].in_force_from if page else None
        if day is not None and (kept := place_of(path, day)) not in names:
            yield Copy(path, kept, sums_of(path), sum_line(kept, read(path)))


def first_copies(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Path → bytes of copies and lists with which an authority begins: of everything that has versions in ``files``."""
    lists = {sums_of(path): b"" for path in files if path.startswith(("netiquette/", "guidelines/"))}
    made: dict[str, bytes] = dict(lists)
    for copy in copies_to_keep(iter(sorted(files)), frozenset({*files, *lists}), files.__getitem__):
        made[copy.kept] = files[copy.path]
        made[copy.sums] += f"{copy.line}\n".encode()
    return {path: data for path, data in made.items() if data}


def with_line(data: bytes, path: str, copy: Copy) -> bytes:
    """The list with the copy's line in its place, by name."""
    if copy.kept in read_sums(path, data):
        return data
    lines = [*filter(None, data.decode("utf-8", "surrogateescape").split("\n")), copy.line]
    lines.sort(key=lambda line: line.partition("  ")[2])
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
