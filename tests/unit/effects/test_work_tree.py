"""Changing files: whole or not at all, never over another, never through a link."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.effects.work_tree import copy_file, create_file, move_file, replace_file
from amtsfunk.model.errors import EffectFailed, Refused


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


def test_a_new_file_gets_its_folders_and_leaves_nothing_beside(tmp_path: Path) -> None:
    create_file(tmp_path, "content/posts/2026/12/neu.md", b"Text\n")
    assert names(tmp_path) == {"content/posts/2026/12/neu.md"}
    assert (tmp_path / "content/posts/2026/12/neu.md").read_bytes() == b"Text\n"
    assert (tmp_path / "content/posts/2026/12/neu.md").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "write",
    [
        lambda root: create_file(root, "da.md", b"neu"),
        lambda root: move_file(root, "anders.md", "da.md"),
        lambda root: copy_file(root, "anders.md", "da.md"),
    ],
)
def test_what_is_there_is_never_overwritten(write: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "da.md").write_text("da", encoding="utf-8")
    (tmp_path / "anders.md").write_text("anders", encoding="utf-8")
    with pytest.raises(Refused, match="gibt es schon"):
        write(tmp_path)
    assert (tmp_path / "da.md").read_text(encoding="utf-8") == "da"
    assert names(tmp_path) == {"da.md", "anders.md"}


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "da.md"
    file.write_text("alt", encoding="utf-8")
    file.chmod(0o600)
    replace_file(tmp_path, "da.md", b"neu")
    assert file.read_bytes() == b"neu"
    assert file.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == {"da.md"}


def test_links_lead_nowhere(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "fremd.md").write_text("fremd", encoding="utf-8")
    (root / "ordner").symlink_to(outside)
    (root / "datei.md").symlink_to(outside / "fremd.md")
    with pytest.raises(Refused, match="Verknüpfung"):
        create_file(root, "ordner/neu.md", b"x")
    with pytest.raises(Refused, match="keine gewöhnliche Datei"):
        replace_file(root, "datei.md", b"x")
    with pytest.raises(Refused, match="keine gewöhnliche Datei"):
        move_file(root, "datei.md", "neu.md")
    assert names(outside) == {"fremd.md"}
    assert (outside / "fremd.md").read_text(encoding="utf-8") == "fremd"


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("kein Ordner", encoding="utf-8")
    with pytest.raises(EffectFailed, match="lässt sich nicht schreiben"):
        create_file(tmp_path, "content/neu.md", b"x")


def test_a_move_carries_the_bytes(tmp_path: Path) -> None:
    data = os.urandom(300_000)
    (tmp_path / "bild.png").write_bytes(data)
    move_file(tmp_path, "bild.png", "2026/12/bild.png")
    assert (tmp_path / "2026/12/bild.png").read_bytes() == data
    assert names(tmp_path) == {"2026/12/bild.png"}
