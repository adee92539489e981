"""Reading git: exact paths, raw objects, nothing from the environment or the work tree."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from amtsfunk.effects.git import Entry, Git
from amtsfunk.effects.git_commit import parse_commit
from amtsfunk.model.errors import GitFailed


@pytest.fixture
def git(tmp_path: Path) -> Iterator[Git]:
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path / "r")], check=True)
    with Git(tmp_path / "r") as made:
        yield made


def commit(git: Git, message: str = "x", **files: str) -> str:
    for name, content in files.items():
        target = git.directory / name.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    git.run("add", "--all")
    git.run("commit", "-q", "--allow-empty", "-m", message)
    found = git.resolve("HEAD")
    assert found is not None
    return found


def test_reads_blobs_by_exact_path(git: Git) -> None:
    head = commit(git, a__b="text", a__bc="other")
    assert git.blob(head, "a/b") == b"text"
    assert git.blob(head, "a/B") is None
    assert git.blob(head, "a") is None
    assert git.entry(head, "a/b") == Entry("100644", "blob", git.object_id(f"{head}:a/b") or "", "a/b")
    assert git.entry(head, "a/*") is None
    assert [entry.path for entry in git.tree(head)] == ["a/b", "a/bc"]


@pytest.mark.parametrize("name", ["", "a\nb", "a\0b", "no such thing", "HEAD:missing", "HEAD:a b c 12"])
def test_absent_things_are_none_and_the_reader_goes_on(git: Git, name: str) -> None:
    head = commit(git, a="text")
    assert git.read(name) is None
    assert git.object_id(name) is None
    assert git.blob(head, "a") == b"text"


def test_paths_that_are_no_utf_8(git: Git) -> None:
    blob = git.write_blob(b"x")
    raw = b"100644 blob " + blob.encode() + b"\tw\xe4rme\0"
    tree = git.run("mktree", "-z", stdin=raw).decode().strip()
    (entry,) = git.tree(tree)
    assert git.object_id(f"{tree}:{entry.path}") == blob


def test_large_and_binary_blobs(git: Git) -> None:
    data = bytes(range(256)) * 10_000
    assert git.read(git.write_blob(data)) == (git.write_blob(data), "blob", data)
    assert git.read(git.write_blob(b"")) == (git.write_blob(b""), "blob", b"")


def test_objects_that_come_later_are_found(git: Git) -> None:
    first = commit(git, a="1")
    assert git.blob(first, "a") == b"1"
    second = commit(git, a="2")
    assert git.blob(second, "a") == b"2"


def test_replacements_are_ignored(git: Git) -> None:
    head = commit(git, a="true")
    git.run("replace", git.object_id(f"{head}:a") or "", git.write_blob(b"false"))
    with Git(git.directory) as fresh:
        assert fresh.blob(head, "a") == b"true"


def test_the_environment_does_not_divert(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = commit(git, a="true")
    subprocess.run(["git", "init", "-q", str(tmp_path / "other")], check=True)
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.setenv(name, str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")
    with Git(git.directory) as fresh:
        assert fresh.resolve("HEAD") == head
        assert fresh.blob(head, "a") == b"true"
        assert fresh.entry(head, "A") is None


def test_no_hook_runs(git: Git) -> None:
    hook = git.directory / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert commit(git, a="x")


def test_changes_name_both_sides(git: Git) -> None:
    first = commit(git, a="1", b="2")
    (git.directory / "b").unlink()
    second = commit(git, a="3", c="2")
    changes = {change.path: change for change in git.changes(first, second)}
    assert set(changes) == {"a", "b", "c"}
    assert changes["b"].new_mode == "000000" and changes["c"].old_mode == "000000"
    assert [change.path for change in git.changes(first, second, "a")] == ["a"]


def test_first_parents_sees_what_a_merge_brought(git: Git) -> None:
    base = commit(git, a="1")
    git.run("switch", "-q", "-c", "side")
    commit(git, a="2")
    git.run("switch", "-q", "main")
    between = commit(git, b="1")
    git.run("merge", "-q", "--no-ff", "-m", "merge", "side")
    merge = git.resolve("HEAD") or ""
    assert git.first_parents(merge) == (merge, between, base)
    assert git.first_parents(merge, paths=["a"]) == (merge, base)
    assert git.first_parents(merge, after=base, paths=["a"]) == (merge,)
    assert git.first_parents(merge, paths=["a"], limit=1) == (merge,)
    assert git.first_parents(merge, paths=["*"]) == ()
    assert git.first_parents(merge, pathspecs=[":(icase)A"]) == (merge, base)
    assert git.commit(merge).parents[0] == between


def test_a_merge_that_undoes_is_seen_too(git: Git) -> None:
    """The side branch has the old content: compared with the first parent alone, the merge changed the file."""
    commit(git, a="1")
    git.run("switch", "-q", "-c", "side")
    side = commit(git, b="1")
    git.run("switch", "-q", "main")
    changed = commit(git, a="2")
    tree = git.run("rev-parse", f"{side}^{{tree}}").decode().strip()
    merge = git.run("commit-tree", tree, "-p", changed, "-p", side, "-m", "back").decode().strip()
    assert git.first_parents(merge, paths=["a"])[0] == merge


def test_parents_are_only_those_that_git_follows() -> None:
    raw = (
        b"tree 1111\nparent aaaa\nparent bbbb\nauthor x <x> 1 +0000\nparent cccc\ncommitter x <x> 7 +0000\n\nparent d\n"
    )
    found = parse_commit("id", raw)
    assert found.parents == ("aaaa", "bbbb")
    assert (found.tree, found.committed_at, found.message) == ("1111", 7, "parent d\n")
    assert found.signature is None and found.signed_bytes == raw


def test_the_signature_is_taken_out_of_what_it_covers() -> None:
    raw = b"tree 1111\nauthor x <x> 1 +0000\ncommitter x <x> 2 +0000\ngpgsig AAA\n BBB\n CCC\nencoding x\n\nm\n"
    found = parse_commit("name", raw)
    assert found.signature == "AAA\nBBB\nCCC\n"
    assert found.signed_bytes == b"tree 1111\nauthor x <x> 1 +0000\ncommitter x <x> 2 +0000\nencoding x\n\nm\n"


def test_a_second_signature_header_is_content() -> None:
    raw = b"tree 1\ncommitter x <x> 2 +0000\ngpgsig AAA\ngpgsig BBB\n\nm\n"
    assert b"gpgsig BBB" in parse_commit("id", raw).signed_bytes


@pytest.mark.parametrize(
    "raw", [b"", b"tree\n\n", b"committer x\n\n", b"committer x <x> soon +0000\n\n", b"\xff\n\n\xff"]
)
def test_malformed_commits_break_nothing(raw: bytes) -> None:
    assert parse_commit("id", raw).parents == ()


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    with Git(tmp_path) as git:
        with pytest.raises(GitFailed):
            git.read("HEAD")
        with pytest.raises(GitFailed):
            git.run("log")
        assert git.resolve("HEAD") is None


def test_remote_refs_fetch_and_push(git: Git, tmp_path: Path) -> None:
    head = commit(git, a="1")
    remote = str(tmp_path / "remote.git")
    subprocess.run(["git", "init", "-q", "--bare", remote], check=True)
    assert git.remote_refs(remote) == {}
    assert git.fetch(remote, "refs/heads/none:refs/x/none") is False
    assert git.push(remote, head, "refs/heads/main") == (True, "")
    assert git.remote_refs(remote, "refs/heads/*") == {"refs/heads/main": head}
    assert git.fetch(remote, "refs/heads/main:refs/x/main") is True
    other = git.run("commit-tree", "-m", "other", f"{head}^{{tree}}").decode().strip()
    won, said = git.push(remote, other, "refs/heads/main")
    assert not won and said
    with pytest.raises(GitFailed):
        git.fetch(str(tmp_path / "nowhere"), "main")


def test_is_shallow(git: Git, tmp_path: Path) -> None:
    commit(git, a="1")
    commit(git, a="2")
    assert not git.is_shallow()
    url = f"file://{git.directory}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", url, str(tmp_path / "s")], check=True)
    with Git(tmp_path / "s") as shallow:
        assert shallow.is_shallow()


def lock_of(git: Git, ref: str) -> Path:
    lock = git.directory / ".git" / f"{ref}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_bytes(b"")
    return lock


def test_a_lock_that_a_dead_process_left_on_our_ref_is_taken_away(git: Git) -> None:
    head = commit(git)
    lock = lock_of(git, "refs/amtsfunk/verified/ledger")
    git.run("update-ref", "refs/amtsfunk/verified/ledger", head)
    assert git.resolve("refs/amtsfunk/verified/ledger") == head
    assert not lock.exists()


def test_a_lock_that_somebody_still_holds_is_waited_for(git: Git) -> None:
    head = commit(git)
    lock = lock_of(git, "refs/amtsfunk/verified/ledger")
    Timer(0.6, lock.unlink).start()
    git.run("update-ref", "refs/amtsfunk/verified/ledger", head)
    assert git.resolve("refs/amtsfunk/verified/ledger") == head


def test_a_lock_that_goes_from_hand_to_hand_is_left_alone(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several programs at one clone: what stands there afterwards is another one's."""
    head = commit(git)
    lock = lock_of(git, "refs/amtsfunk/verified/ledger")

    def hand_on() -> None:
        lock.with_suffix(".new").write_bytes(b"")
        lock.with_suffix(".new").replace(lock)

    monkeypatch.setattr("amtsfunk.effects.git.PATIENT", ("-c", "core.filesRefLockTimeout=1000"))
    Timer(0.3, hand_on).start()
    with pytest.raises(GitFailed):
        git.run("update-ref", "refs/amtsfunk/verified/ledger", head)
    assert lock.exists()


def test_a_lock_of_a_branch_is_not_ours(git: Git) -> None:
    head = commit(git)
    lock = lock_of(git, "refs/heads/main")
    with pytest.raises(GitFailed):
        git.run("update-ref", "refs/heads/main", head, "0" * 40)
    assert lock.exists()
