"""``amtsfunk fix``: mend what can be mended without guessing, and show what was done.

Four rounds: what stands in the files, which version to keep, how pictures are called, where posts lie. Nothing is
overwritten, nothing deleted, nothing that has an approval is touched without ``--force``.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from amtsfunk.commands.checking.choice import Choice, choose
from amtsfunk.commands.fixing.kept import copies_to_keep, with_line
from amtsfunk.commands.fixing.names import Move, right_name, right_place, right_stem
from amtsfunk.commands.fixing.words import change_lines
from amtsfunk.commands.repository import find_root
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.work_tree import copy_file, move_file, replace_file
from amtsfunk.report.safe import visible
from amtsfunk.rules.cases import MEDIA, Tree
from amtsfunk.rules.run import DEFAULT_ZONE
from amtsfunk.source.mending import mend
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.versions import is_kept

_APPROVED = (
    "Daneben liegt eine Freigabe; nach einer Änderung gälte sie nicht mehr. Nichts geändert.\n"
    "  → Soll trotzdem geändert und danach neu freigegeben werden: amtsfunk fix --force"
)
_LEFT = (
    "Ihre Worte bleiben, wie Sie sie getippt haben, auch die Anführungszeichen im Text. "
    "Was noch zu tun ist, zeigt: amtsfunk check"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PFAD", nargs="*", help="nur diese Dateien oder Ordner (sonst alle)")
    parser.add_argument(
        "--changed", metavar="BASE", nargs="?", const="", help="nur, was sich gegenüber BASE (sonst main) geändert hat"
    )
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen; endet mit 1, wenn etwas zu ändern wäre")
    parser.add_argument(
        "--force", action="store_true", help="auch, was schon freigegeben ist (die Freigabe gilt dann nicht mehr)"
    )
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")


def run(arguments: Namespace) -> int:
    """0 done or nothing to do, 1 something would be changed (``--dry-run``) or could not be mended."""
    root = find_root(arguments.repository)
    only_changed = arguments.changed is not None
    work = _Work(root, choose(root, arguments), dry=arguments.dry_run, force=arguments.force, only_changed=only_changed)
    work.mend_contents()
    work.keep_versions()
    work.name_pictures()
    work.name_texts()
    work.place_posts()
    print(work.summary())
    return int(work.kept_from > 0 or (work.dry and work.done > 0))


@dataclass(slots=True)
class _Work:
    """One run. ``done``: files changed or moved; ``kept_from``: files that it had to leave as they are."""

    root: Path
    choice: Choice
    dry: bool
    force: bool
    only_changed: bool = False
    done: int = 0
    kept_from: int = 0
    tree: Tree = field(init=False)

    def __post_init__(self) -> None:
        self.tree = list_tree(self.root)

    def mend_contents(self) -> None:
        for path in self._chosen():
            mended = mend(path, read_file(self.root, path))
            if mended is None:
                self._keep(path, "Die Datei ist kein lesbarer Text (UTF-8) oder zu groß. Nichts geändert.")
            elif mended.changes and not self._is_held(path):
                if not self.dry:
                    replace_file(self.root, path, mended.data)
                self._tell(path, *(line for change in mended.changes for line in change_lines(change)))
        for link in self.tree.symlinks:
            if not self.choice.everything and self.choice.wants(link):
                self._keep(link, "Das ist eine Verknüpfung auf eine andere Datei. Nichts geändert.")

    def keep_versions(self) -> None:
        wanted = (path for path in self.tree.files if self._wants(path))
        for copy in copies_to_keep(wanted, self.tree.names, self._read):
            if not self.dry:
                copy_file(self.root, copy.path, copy.kept)
                replace_file(self.root, copy.sums, with_line(self._read(copy.sums), copy.sums, copy))
            self._tell(copy.path, f"aufgehoben als {visible(copy.kept)}, eingetragen in {visible(copy.sums)}")
        self.tree = list_tree(self.root)

    def name_pictures(self) -> None:
        for path in self.tree.files:
            if path.startswith(MEDIA) and self._wants(path):
                move = right_name(path, self.tree, self._read)
                if move is not None and not any(self._is_held(post) for post in move.rewritten or {}):
                    self._move(move, "umbenannt in")

    def name_texts(self) -> None:
        for path in self.tree.files:
            move = right_stem(path, self.tree) if self._wants(path) else None
            if move is not None and not self._is_held(path):
                self._move(move, "umbenannt in")

    def place_posts(self) -> None:
        there = {path for path in SETTINGS_PATHS if path in self.tree.names}
        settings, _, _ = parse_settings({path: self._read(path) for path in there}, mended=True)
        zone = settings.authority.zone if settings else DEFAULT_ZONE
        for path in self.tree.posts:
            if self._wants(path):
                move = right_place(path, self.tree, self._read, zone)
                if move is not None and not self._is_held(path):
                    self._move(move, "verschoben nach")

    def summary(self) -> str:
        held = f" Unverändert geblieben: {_files(self.kept_from)}." if self.kept_from else ""
        if self.dry:
            told = f"Nur geschaut, nichts geändert. Zu ändern: {_files(self.done)}.{held}"
        elif not self.done and not self.kept_from:
            told = "Es gibt nichts, was sich von selbst richten lässt."
        else:
            told = f"{_files(self.done)} geändert oder verschoben.{held}"
        return f"{told}\n{_LEFT}"

    def _move(self, move: Move, how: str) -> None:
        if move.obstacle:
            self._keep(move.path, f"Die Datei gehört nach {visible(move.new)}. {move.obstacle} Nichts geändert.")
            return
        if not self.dry:
            for post, data in (move.rewritten or {}).items():
                replace_file(self.root, post, data)
            for old, new in move.copies:
                copy_file(self.root, old, new)
            for old, new in ((move.path, move.new), *move.moves):
                move_file(self.root, old, new)
            self.tree = list_tree(self.root)
        along = [f"mit ihr: {visible(old)} → {visible(new)}" for old, new in move.moves]
        along += [f"kopiert, weil auch ein anderer Beitrag es zeigt: {visible(new)}" for _, new in move.copies]
        along += [f"angepasst, weil sie das Bild nennt: {visible(post)}" for post in move.rewritten or {}]
        self._tell(move.path, f"{how} {visible(move.new)}", *along)

    def _chosen(self) -> Iterator[str]:
        for path in self.tree.files:
            is_text = path.endswith((".md", ".yml")) and not path.endswith("/README.md")
            if is_text and not is_kept(path) and self._wants(path):
                yield path

    def _wants(self, path: str) -> bool:
        """Of what changed, only that itself: what it may have broken elsewhere is no reason to change that."""
        return path in self.choice.paths if self.only_changed else self.choice.wants(path)

    def _is_held(self, path: str) -> bool:
        approved = f"{path.removesuffix('.md')}.approval.json" in self.tree.names
        if approved and not self.force:
            self._keep(path, _APPROVED)
        return approved and not self.force

    def _read(self, path: str) -> bytes:
        return read_file(self.root, path)

    def _keep(self, path: str, why: str) -> None:
        self.kept_from += 1
        print(f"{visible(path)}\n  {why}")

    def _tell(self, path: str, *lines: str) -> None:
        self.done += 1
        print("\n  ".join((visible(path), *lines)))


def _files(count: int) -> str:
    return "1 Datei" if count == 1 else f"{count} Dateien"
