"""A package is whole or not there, and no name in it leads out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from amtsfunk.effects.package import TOP, open_package
from amtsfunk.model.errors import NotFound, Refused


@pytest.mark.parametrize("name", ["akte", "akte.zip"])
def test_it_is_there_at_the_end(tmp_path: Path, name: str) -> None:
    with open_package(tmp_path / name) as sink:
        sink.put("data/a.txt", b"a")
        assert not (tmp_path / name).exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["akte", "akte.zip"])
@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a//b", "a\\b", "."])
def test_no_name_leads_out(tmp_path: Path, name: str, path: str) -> None:
    with pytest.raises(Refused), open_package(tmp_path / name) as sink:
        sink.put(path, b"a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["akte", "akte.zip"])
def test_who_breaks_off_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt), open_package(tmp_path / name) as sink:
        sink.put("a", b"a")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nirgends")
    with pytest.raises(Refused), open_package(tmp_path / "a"):
        pass
    with pytest.raises(NotFound), open_package(tmp_path / "b" / "c"):
        pass


def test_a_zip_has_one_folder_and_no_time(tmp_path: Path) -> None:
    with open_package(tmp_path / "a.ZIP") as sink:
        sink.put("data/a.txt", b"a" * 1000)
    with zipfile.ZipFile(tmp_path / "a.ZIP") as archive:
        (entry,) = archive.infolist()
    assert entry.filename == f"{TOP}/data/a.txt"
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.compress_type == zipfile.ZIP_STORED
