"""What ``amtsfunk init`` would write and remove, worked out whole and judged before the first byte changes."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amtsfunk import __version__
from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import Checked, check_repository
from amtsfunk.commands.fixing.kept import first_copies
from amtsfunk.commands.founding.plans import plan_files
from amtsfunk.commands.founding.prose import Passage, Wording
from amtsfunk.commands.founding.questions import House
from amtsfunk.commands.upgrading.paths import RECORD, Part, is_product, part_of
from amtsfunk.commands.upgrading.record import Record, digest_of, write_record
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.git import Git
from amtsfunk.effects.tree_change import TreeChange, tracked_files
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import Refused
from amtsfunk.source.paths import VERSIONS

_OWN = ("content/", "plans/")
"""What lies there belongs to the authority that was here before, to the last file."""
_PAGES = ("netiquette/", "guidelines/", "site/law/")
_COUNTED = "netiquette/numbers.yml"
"""What another authority counted is nobody else's to tell."""
_ONCE = ("netiquette/versions/", "guidelines/versions/")
"""What once held for another authority is replaced by the first version of this one."""
_APPROVAL = "plans/approval.yml"
_KINDS = (
    ("content/posts/", "Beiträge"),
    ("content/media/", "Bilder und Angaben dazu"),
    ("content/", "abgestimmte Texte"),
    ("plans/applications/", "Anträge"),
    ("plans/weeks/", "Wochenpläne"),
    ("plans/", "andere Pläne"),
    (_COUNTED, "Zahlen früherer Jahre"),
    ("netiquette/versions/", "frühere Fassungen der Netiquette"),
    ("guidelines/versions/", "frühere Fassungen der Dienstanweisung"),
)


def is_touched(path: str) -> bool:
    """Whether a founding may write or remove this path, whatever the answers are."""
    return path.startswith((*_OWN, *_PAGES)) or path == RECORD


@dataclass(frozen=True, slots=True)
class Founding:
    """``new``: paths of plans that are written from the answers; ``adapted``: pages that get the authority's words."""

    house: House
    change: TreeChange
    new: tuple[str, ...]
    adapted: tuple[str, ...]
    passages: tuple[Passage, ...]
    has_law: bool
    has_workshop: bool

    @property
    def removed(self) -> Mapping[str, int]:
        """What goes, in words → how many files of it."""
        kinds = (next(name for folder, name in _KINDS if path.startswith(folder)) for path in self.change.removals)
        counted = Counter(kinds)
        return {name: counted[name] for _, name in _KINDS if counted[name]}


def plan_founding(git: Git, before: Authority, house: House, draw: str, today: date) -> Founding:
    """``draw``: the new random id. The words before are those of HEAD, so that a change that was interrupted comes out
    the same. Raises Refused where a page that has to be adapted is no text."""
    tracked = tracked_files(git)
    wording = Wording(before, house, today)
    pages = sorted(path for path in tracked if path.startswith(_PAGES) and path.endswith((".md", ".yml")))
    pages = [path for path in pages if path != _COUNTED and VERSIONS not in path]
    pages += [_APPROVAL] if _APPROVAL in tracked else []
    old = {path: _text(git, path) for path in pages}
    adapted = {path: wording.adapted(path, text) for path, text in old.items()}
    plans = plan_files(house, draw, today)
    # Whose repository it is changes last: until then, whatever happens, it is still the example.
    writes = {path: text.encode() for path, text in adapted.items()} | _record(git, tracked)
    writes |= {path: text.encode() for path, text in plans.items()}
    writes |= first_copies(writes)
    removals = frozenset(path for path in tracked if path.startswith((*_OWN, _COUNTED, *_ONCE))) - writes.keys()
    return Founding(
        house,
        TreeChange(writes, removals),
        tuple(plans),
        tuple(path for path in pages if adapted[path] != old[path]),
        tuple(wording.passages(adapted)),
        f"site/law/{house.land.lower()}.yml" in tracked,
        any(part_of(path) is Part.workshop for path in tracked),
    )


def _record(git: Git, tracked: frozenset[str]) -> dict[str, bytes]:
    """What of the product lies here as it came; nothing where the program is installed from a package alone."""
    files = {path: digest_of(git.blob("HEAD", path) or b"") for path in tracked if is_product(path)}
    return {RECORD: write_record(Record(__version__, files))} if files else {}


def judge(root: Path, founding: Founding, now: str | None) -> Checked:
    """What ``amtsfunk check`` will say afterwards; the tree itself is not touched."""
    with tempfile.TemporaryDirectory(prefix="amtsfunk-") as folder:
        there = Path(folder)
        kept = set(list_tree(root).files) - founding.change.removals - founding.change.writes.keys()
        for path in kept:
            _put(there / path, read_file(root, path))
        for path, data in founding.change.writes.items():
            _put(there / path, data)
        return check_repository(there, list_tree(there), Choice(), now)


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _text(git: Git, path: str) -> str:
    try:
        return (git.blob("HEAD", path) or b"").decode()
    except UnicodeDecodeError as broken:
        raise Refused(f"„{path}“ lässt sich nicht als Text lesen.", "Bitte zuerst: amtsfunk check") from broken
