"""Where a remote leads, decided by what lies there, never by how an address looks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amtsfunk.effects.git import Git
from amtsfunk.effects.remotes import is_on_this_machine


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for words in (["init", "-q", "--bare", "remote.git"], ["init", "-q", "clone"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path / "clone"


def is_local(clone: Path, remote: str) -> bool:
    with Git(clone) as git:
        return is_on_this_machine(git, remote)


def test_a_repository_beside_the_clone_is_on_this_machine(clone: Path) -> None:
    assert is_local(clone, "../remote.git")
    assert is_local(clone, f"file://{clone.parent / 'remote.git'}")
    subprocess.run(["git", "remote", "add", "origin", "../remote.git"], cwd=clone, check=True)
    assert is_local(clone, "origin")


@pytest.mark.parametrize("address", ["https://forge.example/a.git", "ssh://git@forge.example/a.git"])
def test_an_address_with_a_scheme_is_not(clone: Path, address: str) -> None:
    assert not is_local(clone, address)


def test_a_folder_in_the_work_tree_named_like_an_address_is_not(clone: Path) -> None:
    name = "git@forge.example:amt/repo.git"
    subprocess.run(["git", "init", "-q", "--bare", name], cwd=clone, check=True)
    assert not is_local(clone, name)


def test_the_push_address_counts(clone: Path) -> None:
    subprocess.run(["git", "remote", "add", "origin", "../remote.git"], cwd=clone, check=True)
    subprocess.run(
        ["git", "remote", "set-url", "--push", "origin", "git@forge.example:a.git"], cwd=clone, check=True
    )
    assert not is_local(clone, "origin")


def test_a_folder_that_is_no_repository_is_not(clone: Path) -> None:
    (clone.parent / "empty").mkdir()
    assert not is_local(clone, "../empty")
