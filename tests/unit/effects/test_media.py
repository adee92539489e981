"""Media files are looked at once, and only those that somebody asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from amtsfunk.effects.files import list_tree
from amtsfunk.effects.media import MediaShelf, RightsShelf, media_wanted
from support.pictures import photo

FOLDER = "content/media/2026/12"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(photo(640, 480))
    (folder / "b.jpg").write_bytes(photo(800, 600))
    (folder / "b.jpg.yml").write_text("author: Stadt\nlicence: eigenes Werk\n", encoding="utf-8")
    (folder / "c.mp4").write_bytes(b"\0\0\0\x18ftypisom")
    (folder / "c.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nJa.\n", encoding="utf-8")
    (folder / "README.md").write_text("# Bilder\n", encoding="utf-8")
    return tmp_path


def test_only_what_is_asked_for_is_read_and_only_once(root: Path) -> None:
    shelf = MediaShelf(root, list_tree(root))
    (root / FOLDER / "b.jpg").unlink()
    assert shelf[f"{FOLDER}/a.jpg"].width == 640
    (root / FOLDER / "a.jpg").unlink()
    assert shelf[f"{FOLDER}/a.jpg"].width == 640
    assert [path.rpartition("/")[2] for path in shelf] == ["a.jpg", "b.jpg", "c.mp4", "c.vtt"]


def test_what_is_not_there_is_a_key_error(root: Path) -> None:
    tree = list_tree(root)
    assert f"{FOLDER}/README.md" not in MediaShelf(root, tree)
    assert "plans/team.yml" not in MediaShelf(root, tree)
    assert f"{FOLDER}/a.jpg" not in RightsShelf(root, tree)


def test_the_size_is_the_files_even_where_not_all_of_it_is_read(root: Path) -> None:
    with (root / FOLDER / "a.jpg").open("ab") as stream:
        stream.truncate(9_000_000)
    seen = MediaShelf(root, list_tree(root))[f"{FOLDER}/a.jpg"]
    assert (seen.size, seen.broken) == (9_000_000, False)


def test_rights_are_read_with_their_findings(root: Path) -> None:
    (root / FOLDER / "a.jpg.yml").write_text("author: Stadt\nlizenz: frei\n", encoding="utf-8")
    shelf = RightsShelf(root, list_tree(root))
    assert shelf[f"{FOLDER}/b.jpg"].value is not None
    assert "unknown-key" in {finding.rule for finding in shelf[f"{FOLDER}/a.jpg"].findings}


@pytest.mark.parametrize(("touched", "looked_at"), [("a.jpg", "a.jpg"), ("b.jpg.yml", "b.jpg"), ("c.vtt", "c.mp4")])
def test_a_change_beside_a_file_has_that_file_looked_at(root: Path, touched: str, looked_at: str) -> None:
    tree = list_tree(root)
    assert list(media_wanted(tree, lambda path: path == f"{FOLDER}/{touched}")) == [f"{FOLDER}/{looked_at}"]
