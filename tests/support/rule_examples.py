"""The examples of the rule reference, drawn from those of the tests: what the rule says, and the lines that differ.

Written for editors: what cannot be seen is named, what repeats itself is counted, and where nothing but a file's name,
its place or its bytes differ, that is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import Checked, check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.pages.reference import RuleExample
from amtsfunk.report.rows import rows
from amtsfunk.report.safe import visible
from support.example_repository import lay_out, new_posts, pages_before

_AT_MOST = 8
"""Lines of one side that are shown."""
_WIDEST = 240
_LARGEST = 60_000
_TEXTS = (".md", ".yml", ".json", ".vtt", "SHA256SUMS")
_REPEATED = re.compile(r"(?<!\w)(\S.{1,150}?)\1{3,}")
_JOINED = re.compile("(?<=[^\x00-\x7f])\u200d(?=[^\x00-\x7f])")
"""What joins several signs to one emoji is no invisible sign to anybody."""
_NAMED: Mapping[str, str] = {
    "\ufeff": "⟨unsichtbares Zeichen am Anfang⟩",
    "\u00a0": "⟨geschütztes Leerzeichen⟩",
    "\u202f": "⟨geschütztes Leerzeichen⟩",
    "\u3000": "⟨breites Leerzeichen⟩",
    "\u00ad": "⟨weiche Trennstelle⟩",
    "\u200b": "⟨unsichtbares Zeichen⟩",
    "\u202e": "⟨dreht die Schreibrichtung um⟩",
    "\t": "⟨Tabulator⟩",
    "\r": "⟨Zeilenende von Windows⟩",
    "\b": "⟨Steuerzeichen⟩",
    "\ufffd": "⟨unlesbar⟩",
}
_PIECES = re.compile("[\u0300-\u0308]")
_IN_WORDS: Mapping[str, tuple[str, str]] = {
    "file-empty": (
        "(eine leere Datei)",
        "---\nchannels: [website, mastodon]\ntopic: verkehr\n---\n# Sperrung der Hafenstraße\n\n…",
    ),
    "closed-channel": (
        "publish_at: 01.12.2026 09:00\nchannels: [website, fotos]",
        "publish_at: 01.12.2026 09:00\nchannels: [website]",
    ),
    "wrong-folder": (
        "content/posts/2026/12/beispiel.md\n\npublish_at: 01.01.2027 00:30",
        "content/posts/2027/01/beispiel.md\n\npublish_at: 01.01.2027 00:30",
    ),
    "file-missing": (
        "(ohne die Datei plans/team.yml)",
        "plans/team.yml:\npeople:\n  ab:\n    roles: [spokesperson, overall, steward]\n  …",
    ),
    "unknown-file": (
        "content/posts/2026/12/notiz.txt\nplans/chanels.yml",
        "content/posts/2026/12/notiz.md\nplans/channels.yml",
    ),
    "unused-picture": (
        "(sperre.png liegt im Ordner, aber kein Beitrag zeigt es)",
        '![Absperrung vor der Hafenstraße](sperre.png "Foto: Gemeinde Prüfstein")',
    ),
    "file-not-text": ("(ein Dokument aus der Textverarbeitung oder ein Text in UTF-16)", "(eine Textdatei in UTF-8)"),
    "file-too-large": ("(300 kB Text)", "(wenige kB Text)"),
    "media-broken": ("sperre.png (bricht in der Mitte ab)", "sperre.png (vollständig)"),
    "media-flicker": ("sperre.gif (wechselt 10-mal in der Sekunde)", "sperre.gif (wechselt 2-mal in der Sekunde)"),
    "media-hidden-notes": ("sperre.png (darin stehen Notizen)", "sperre.png (ohne verborgene Angaben)"),
    "media-location": ("sperre.jpg (darin steht der Ort der Aufnahme)", "sperre.jpg (ohne verborgene Angaben)"),
    "media-personal-data": ("sperre.jpg (darin steht ein Name)", "sperre.jpg (ohne verborgene Angaben)"),
    "media-too-large": ("sperre.png (2001 kB)", "sperre.png (höchstens 2000 kB)"),
    "media-too-many-pixels": ("sperre.png (7681 × 4320 Bildpunkte)", "sperre.png (höchstens 7680 × 4320 Bildpunkte)"),
    "media-too-small": (
        "sperre.png (599 × 337 Bildpunkte)",
        "sperre.png (mindestens 600 Bildpunkte an der längeren Seite)",
    ),
    "picture-too-large": ("sperre.png (301 kB)", "sperre.png (höchstens 300 kB)"),
    "special-file": ("(keine gewöhnliche Datei, sondern eine Leitung zwischen Programmen)", "(eine gewöhnliche Datei)"),
    "symlink": ("(eine Verknüpfung auf eine andere Datei)", "(die Datei selbst)"),
}
"""Rule → both sides in words, where lines of text cannot show it."""


def check_example(kind: str, rule: str, root: Path) -> Checked:
    """What the check says to an example, laid out below ``root``."""
    lay_out(kind, rule, root)
    choice = Choice(before=new_posts(kind, rule), pages_before=pages_before(root))
    return check_repository(root, list_tree(root), choice, None)


def example_of(rule: str, root: Path) -> RuleExample:
    """Lays the bad example out below ``root``."""
    checked = check_example("bad", rule, root / "bad")
    first = next((row for row in rows(checked.findings, "de") if row.rule == rule), None)
    assert first is not None, f"the bad example of {rule} does not show it"
    bad, good = _IN_WORDS.get(rule) or _differences(root / "bad", lay_out("good", rule, root / "good"))
    return RuleExample(first.message, first.remedy, visible(first.path), bad, good)


def _differences(bad: Path, good: Path) -> tuple[str, str]:
    wrong, right = _files(bad), _files(good)
    moved = {path: other for path, data in wrong.items() if path not in right for other in right
             if other not in wrong and right[other] == data}  # fmt: skip
    if moved:
        return "\n".join(map(_shown, moved)), "\n".join(map(_shown, moved.values()))
    for path in [path for path in wrong if path not in right and path.endswith(_TEXTS)]:
        name = path.rpartition("/")[2]  # the same file, in another month
        twin = next((other for other in right if other not in wrong and other.endswith(f"/{name}")), None)
        if twin is not None:
            wrong[twin] = wrong.pop(path)
    left: list[str] = []
    other: list[str] = []
    # Lines of the same file tell most; then whole files; and where only one side has any, its neighbours.
    for paths, context in (({*wrong} & {*right}, 0), ({*wrong, *right}, 0), ({*wrong, *right}, 1)):
        left, other = [], []
        for path in sorted(paths):
            if wrong.get(path) != right.get(path):
                _compare(path, wrong.get(path), right.get(path), context, (left, other))
        if left and other:
            break
    return _cut(left), _cut(other)


def _compare(
    path: str, wrong: bytes | None, right: bytes | None, context: int, sides: tuple[list[str], list[str]]
) -> None:
    """Adds to both sides what a file has on it alone."""
    left, other = sides
    if wrong is None or right is None:
        if not path.endswith(_TEXTS):
            return
        there, absent = (other, left) if wrong is None else (left, other)
        there.append(f"{_shown(path)}:")
        there += _lines(path, right if wrong is None else wrong)
        absent.append(f"(ohne die Datei {_shown(path.rpartition('/')[2])})")
        return
    good, bad = _lines(path, right), _lines(path, wrong)
    for tag, good_from, good_to, bad_from, bad_to in SequenceMatcher(None, good, bad, autojunk=False).get_opcodes():
        if tag != "equal":
            left += _with_neighbours(bad, bad_from, bad_to) if context else bad[bad_from:bad_to]
            other += _with_neighbours(good, good_from, good_to) if context else good[good_from:good_to]


def _with_neighbours(lines: list[str], begin: int, end: int) -> list[str]:
    """Also the next line on both sides that says something."""
    before = next((index for index in range(begin - 1, -1, -1) if lines[index]), begin)
    after = next((index for index in range(end, len(lines)) if lines[index]), end - 1)
    return lines[before : after + 1]


def _lines(path: str, data: bytes | None) -> list[str]:
    if not path.endswith(_TEXTS) or data is None:
        return []
    lines = data[:_LARGEST].decode("utf-8", "replace").split("\n")
    return [_shown(line) for line in lines if not (path.endswith(".yml") and line.lstrip().startswith("#"))]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.relative_to(folder).parts[0] != "before"
    }


def _shown(line: str) -> str:
    """A line for somebody's eyes: repetitions counted, invisible signs named, ends cut."""
    line = _REPEATED.sub(_count, line).rstrip(" ")
    pieces = _JOINED.split(line)
    named = "\u200d".join(visible("".join(_NAMED.get(sign, sign) for sign in piece)) for piece in pieces)
    named = _PIECES.sub("⟨dazugesetzte Punkte⟩", named)
    return named if len(named) <= _WIDEST else named[:_WIDEST].rpartition(" ")[0] + " …"


def _count(match: re.Match[str]) -> str:
    return f"{match[1]}… ({len(match[0]) // len(match[1])}-mal dasselbe) "


def _counted(lines: Sequence[str]) -> Iterator[str]:
    """Lines, each said once where it follows itself."""
    for index, line in enumerate(lines):
        if index == 0 or line != lines[index - 1]:
            yield line


def _cut(lines: list[str]) -> str:
    once = list(_counted(lines))
    return "\n".join(once if len(once) <= _AT_MOST else [*once[:_AT_MOST], "…"]).strip("\n")
