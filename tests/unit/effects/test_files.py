"""Listing and reading a work tree: names exactly as they are, and no way out of the tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amtsfunk.effects.files import READ_AT_MOST, list_tree, read_file, read_files
from amtsfunk.model.errors import EffectFailed


def write(root: Path, path: str, data: bytes = b"x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_lists_plain_files_of_the_folders_sorted(tmp_path: Path) -> None:
    for path in ("plans/b.yml", "content/posts/2026/12/a.md", "content/a", "scripts/x.py", "README.md"):
        write(tmp_path, path)
    assert list_tree(tmp_path).files == ("content/a", "content/posts/2026/12/a.md", "plans/b.yml")


def test_an_absent_folder_is_empty(tmp_path: Path) -> None:
    assert list_tree(tmp_path).files == ()


def test_links_and_pipes_are_named_and_never_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/geheim.md")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "content/file.md").symlink_to(tmp_path / "outside/geheim.md")
    (tmp_path / "content/dangling").symlink_to("nowhere")
    (tmp_path / "plans").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "content/pipe")
    tree = list_tree(tmp_path)
    assert tree.files == ()
    assert tree.symlinks == ("content/dangling", "content/file.md", "content/folder", "plans")
    assert tree.others == ("content/pipe",)


def test_names_keep_every_byte(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    name = b"content/a\n\xff.md"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    (path,) = list_tree(tmp_path).files
    assert path == "content/a\n\udcff.md"
    assert read_file(tmp_path, path) == b"x"


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1, 200_000])
def test_reads_a_file_whole(size: int, tmp_path: Path) -> None:
    data = bytes(range(256)) * (size // 256) + b"y" * (size % 256)
    write(tmp_path, "content/a", data)
    assert read_file(tmp_path, "content/a") == data


def test_what_is_too_long_shows_as_too_long_and_fills_no_memory(tmp_path: Path) -> None:
    with write(tmp_path, "content/a").open("wb") as file:
        file.truncate(READ_AT_MOST * 8)
    assert READ_AT_MOST < len(read_file(tmp_path, "content/a")) < READ_AT_MOST * 2


def test_a_file_that_became_a_link_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "outside", b"geheim")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").symlink_to(tmp_path / "outside")
    with pytest.raises(EffectFailed, match=r"content/a\.md"):
        read_file(tmp_path, "content/a.md")


def test_a_file_that_became_a_pipe_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content/a.md")
    assert read_file(tmp_path, "content/a.md") == b""


def test_a_vanished_file_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(EffectFailed, match="content/weg"):
        list(read_files(tmp_path, ["content/weg.md"]))
