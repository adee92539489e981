"""Three sides of every file of the product: as it came, as it is here, as it comes now. Bytes in, a change out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from amtsfunk.commands.upgrading.paths import RECORD, Part, is_product, part_of
from amtsfunk.commands.upgrading.record import Record, digest_of, write_record
from amtsfunk.effects.tree_change import TreeChange


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the product: path → bytes of all its files, and which of them the system may run."""

    version: str
    files: Mapping[str, bytes]
    runnable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided about files that the house changed itself: patterns of those to take anew, and to keep."""

    take: Sequence[str] = ()
    keep: Sequence[str] = ()

    def of(self, path: str) -> str | None:
        if any(fnmatchcase(path, pattern) for pattern in self.keep):
            return "keep"
        return "take" if any(fnmatchcase(path, pattern) for pattern in self.take) else None


@dataclass(frozen=True, slots=True)
class Present:
    """What git keeps here of the product: path → bytes, which may be run, and the record of what came. ``record`` is
    None in a copy that was made before there was one: then whatever differs is taken from the release, and nothing is
    removed, for nobody can tell whose it is."""

    files: Mapping[str, bytes]
    runnable: frozenset[str]
    record: Record | None

    @property
    def parts(self) -> frozenset[Part]:
        """The parts that this repository carries."""
        return frozenset(part for part in map(part_of, self.files) if part is not None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lists of paths. ``added``, ``replaced`` and ``removed`` make the change. ``kept``: the house's version stays;
    ``gone``: the house took it out, and it stays out; ``own``: only the house has it. ``undecided``: the house changed
    it and so does the release, and nobody said what to do. ``left``: parts that this repository does not carry."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    gone: tuple[str, ...]
    own: tuple[str, ...]
    undecided: tuple[str, ...]
    left: tuple[Part, ...]
    change: TreeChange

    @property
    def is_empty(self) -> bool:
        return not self.change.writes and not self.change.removals


_VERDICTS = ("added", "replaced", "removed", "kept", "gone", "own", "undecided")


def compare(here: Present, new: Release, choice: Choice) -> Comparison:
    """What becomes of every file of the parts that are carried here."""
    carried = here.parts
    offered = {path: data for path, data in new.files.items() if is_product(path) and part_of(path) in carried}
    lists: dict[str, list[str]] = {verdict: [] for verdict in _VERDICTS}
    for path in sorted({*here.files, *offered}):
        verdict = _judge(_side(path, here, offered), choice.of(path))
        if verdict is None and path in offered and (path in here.runnable) != (path in new.runnable):
            verdict = "replaced"
        if verdict is not None:
            lists[verdict].append(path)
    writes = {path: offered[path] for path in (*lists["added"], *lists["replaced"])}
    record = Record(new.version, {path: digest_of(data) for path, data in offered.items()})
    if record != here.record:
        writes[RECORD] = write_record(record)
    change = TreeChange(writes, frozenset(lists["removed"]), new.runnable & writes.keys())
    left = {part for path in new.files if is_product(path) and (part := part_of(path)) is not None} - carried
    return Comparison(**{name: tuple(paths) for name, paths in lists.items()}, left=tuple(sorted(left)), change=change)


@dataclass(frozen=True, slots=True)
class _Side:
    """One file: its bytes here, the digest with which it came, its bytes in the release; None where it is absent."""

    here: bytes | None
    came: str | None
    comes: bytes | None
    recorded: bool

    @property
    def is_untouched(self) -> bool:
        return self.here is not None and digest_of(self.here) == self.came


def _side(path: str, here: Present, offered: Mapping[str, bytes]) -> _Side:
    came = here.record.files.get(path) if here.record else None
    return _Side(here.files.get(path), came, offered.get(path), here.record is not None)


def _judge(side: _Side, chosen: str | None) -> str | None:
    """One of ``_VERDICTS``, or None where here and release agree."""
    if side.here is None:
        return "added" if side.came is None or chosen == "take" else "gone"
    if side.comes is None:
        return _judge_withdrawn(side, chosen)
    if side.here == side.comes:
        return None
    if side.is_untouched or not side.recorded:
        return "kept" if chosen == "keep" else "replaced"
    if side.came is not None and digest_of(side.comes) == side.came:
        return "replaced" if chosen == "take" else "kept"
    return {"take": "replaced", "keep": "kept"}.get(chosen or "", "undecided")


def _judge_withdrawn(side: _Side, chosen: str | None) -> str:
    """The release has it no more."""
    if side.came is None:
        return "removed" if chosen == "take" else "own"
    if side.is_untouched:
        return "kept" if chosen == "keep" else "removed"
    return {"take": "removed", "keep": "kept"}.get(chosen or "", "undecided")
