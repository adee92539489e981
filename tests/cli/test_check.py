"""``amtsfunk check`` as people and workflows call it: exit codes, choice of files, formats, the time."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.effects.files import list_tree
from amtsfunk.rules.cases import Tree
from support.example_repository import lay_out

POST = "content/posts/2026/12/beispiel.md"
Check = Callable[..., tuple[int, str]]


def bad(root: Path, rule: str = "unknown-topic") -> Path:
    return lay_out("bad", rule, root / "repository")


def good(root: Path) -> Path:
    return lay_out("good", "unknown-topic", root / "repository")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*words: str) -> tuple[int, str]:
        code = main(["check", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> Path:
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    return root


def paths_of(report: str) -> list[str]:
    return [finding["path"] for finding in json.loads(report)["findings"]]


# ---------------------------------------------------------------- exit codes


def test_clean_is_0(tmp_path: Path, check: Check) -> None:
    assert check("--repository", str(good(tmp_path))) == (0, "2 Beiträge geprüft: alles in Ordnung.\n")


def test_an_error_is_1(tmp_path: Path, check: Check) -> None:
    code, report = check("--repository", str(bad(tmp_path)))
    assert code == 1
    assert f"{POST}\n  4:8  Fehler: Das Thema „verker“ gibt es nicht." in report


@pytest.mark.parametrize(
    ("rule", "threshold", "code"),
    [
        ("unused-picture", "error", 0),
        ("unused-picture", "warning", 0),
        ("unused-picture", "notice", 1),
        ("unknown-network", "error", 0),
        ("unknown-network", "warning", 1),
    ],
)
def test_the_threshold_decides(rule: str, threshold: str, code: int, tmp_path: Path, check: Check) -> None:
    assert check("--repository", str(bad(tmp_path, rule)), "--threshold", threshold)[0] == code


def test_usage_is_2(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    assert check("--repository", str(tmp_path / "absent"))[0] == 2
    assert check("--repository", str(root), "--now", "gestern")[0] == 2
    assert check("--repository", str(root), str(root / "content/absent.md"))[0] == 2
    assert check("--repository", str(root), str(tmp_path))[0] == 2
    assert check("--repository", str(root), "--changed", "--", str(root / POST))[0] == 2
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--format", "xml"])
    assert stopped.value.code == 2


def test_outside_of_any_repository_is_2(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, report = check()
    assert code == 2
    assert "plans" in report


def test_a_file_that_cannot_be_read_is_3(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between listing and reading a link takes the file's place: refused for everybody, where root reads any mode."""

    def list_then_swap(root: Path) -> Tree:
        tree = list_tree(root)
        (root / POST).unlink()
        (root / POST).symlink_to(tmp_path / "elsewhere")
        return tree

    (tmp_path / "elsewhere").write_text("secret", encoding="utf-8")
    monkeypatch.setattr("amtsfunk.commands.check.list_tree", list_then_swap)
    code, report = check("--repository", str(good(tmp_path)))
    assert code == 3
    assert POST in report
    assert "secret" not in report


def test_a_defect_is_3(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("defect")

    monkeypatch.setattr("amtsfunk.commands.checking.gather.check_tree", broken)
    code, report = check("--repository", str(good(tmp_path)))
    assert code == 3
    assert "Traceback" not in report


# ---------------------------------------------------------------- one broken file never hides the rest


def test_all_errors_of_all_files_at_once(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    (root / POST).write_text("---\nchannels: [nirgends]\ntopic: verker\nsensitiv: ja\n---\nText\n", encoding="utf-8")
    (root / "content/posts/2026/12/bytes.md").write_bytes(b"\xff\xfe\x00")
    (root / "plans/hours.yml").write_text("answer: [", encoding="utf-8")
    _, report = check("--repository", str(root), "--format", "json")
    found = {(finding["path"], finding["rule"]) for finding in json.loads(report)["findings"]}
    rules = ("unknown-topic", "unknown-key", "unknown-channel", "missing-title")
    assert {(POST, rule) for rule in rules} <= found
    assert {"content/posts/2026/12/bytes.md", "plans/hours.yml"} <= {path for path, _ in found}


def test_without_readable_settings_posts_are_still_checked_for_themselves(tmp_path: Path, check: Check) -> None:
    root = bad(tmp_path, "incomplete-correction")
    (root / "plans/channels.yml").unlink()
    _, report = check("--repository", str(root), "--format", "json")
    assert {"file-missing", "incomplete-correction"} <= {one["rule"] for one in json.loads(report)["findings"]}


def test_prose_pages_are_read_and_readmes_are_not(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    (root / "netiquette/index.md").write_text("---\ntitle: Netiquette\n---\nSei\u200bd nett.\n", encoding="utf-8")
    for folder in ("netiquette", "guidelines", "content/posts"):
        (root / folder / "README.md").write_text("Nur für die Betreuung.\n", encoding="utf-8")
    _, report = check("--repository", str(root), "--format", "json")
    (found,) = json.loads(report)["findings"]
    assert (found["path"], found["rule"], found["line"]) == ("netiquette/index.md", "zero-width-character", 4)


# ---------------------------------------------------------------- named paths


def test_only_named_files_and_folders(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    root = bad(tmp_path)
    (root / "plans/notiz.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(root)
    assert check("content/posts/2026/11") == (0, "1 Beitrag geprüft: alles in Ordnung.\n")
    assert paths_of(check("--format", "json", POST)[1]) == [POST]
    assert paths_of(check("--format", "json", "plans")[1]) == ["plans/notiz.txt"]
    assert paths_of(check("--format", "json", ".")[1]) == [POST, "plans/notiz.txt"]
    monkeypatch.chdir(root / "content")
    assert paths_of(check("--format", "json", "posts/2026/12/beispiel.md")[1]) == [POST]


def test_unreadable_settings_are_shown_whatever_was_named(tmp_path: Path, check: Check) -> None:
    root = bad(tmp_path, "yaml-not-mapping")
    report = check("--repository", str(root), "--format", "json", str(root / "content/posts/2026/11"))[1]
    assert paths_of(report) == ["plans/topics.yml"]


def test_a_named_link_is_a_finding_and_is_not_followed(tmp_path: Path, check: Check) -> None:
    root = bad(tmp_path, "symlink")
    code, report = check("--repository", str(root), "--format", "json", str(root / POST))
    assert code == 1
    assert [one["rule"] for one in json.loads(report)["findings"]] == ["symlink"]
    assert json.loads(report)["summary"]["posts"] == 0


def test_a_linked_folder_is_not_entered(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/geheim.md").write_text("kein Beitrag", encoding="utf-8")
    (root / "content/posts/2027").symlink_to(tmp_path / "outside")
    report = check("--repository", str(root), "--format", "json")[1]
    assert paths_of(report) == ["content/posts/2027"]


# ---------------------------------------------------------------- changed


def test_changed_sees_new_changed_and_untracked_posts_only(tmp_path: Path, check: Check) -> None:
    root = commit(bad(tmp_path))
    clean = check("--repository", str(root), "--changed")
    assert clean == (0, "0 Beiträge geprüft: alles in Ordnung.\n")
    git(root, "switch", "-q", "-c", "entwurf")
    faulty = (root / POST).read_text(encoding="utf-8")
    (root / "content/posts/2026/12/neu.md").write_text(faulty, encoding="utf-8")
    assert paths_of(check("--repository", str(root), "--format", "json", "--changed")[1]) == [
        "content/posts/2026/12/neu.md"
    ]
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "neu")
    (root / POST).write_text(faulty + "\nMehr.\n", encoding="utf-8")
    assert paths_of(check("--repository", str(root), "--format", "json", "--changed", "main")[1]) == [
        POST,
        "content/posts/2026/12/neu.md",
    ]
    assert paths_of(check("--repository", str(root), "--format", "json", "--changed", "HEAD")[1]) == [POST]


def test_changed_compares_with_the_merge_base(tmp_path: Path, check: Check) -> None:
    root = commit(good(tmp_path))
    git(root, "switch", "-q", "-c", "entwurf")
    git(root, "switch", "-q", "main")
    later = root / "content/posts/2026/12/spaeter.md"
    later.write_text("kein Beitrag\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "main moves on")
    git(root, "switch", "-q", "entwurf")
    assert check("--repository", str(root), "--changed")[1].startswith("0 Beiträge geprüft")


@pytest.mark.parametrize("what", ["plans", "gone post", "gone picture"])
def test_changed_sees_posts_that_another_change_broke(what: str, tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    (root / POST).write_text(
        (root / POST).read_text(encoding="utf-8").replace("---\n#", "repeat_of: baumfest\n---\n#"), encoding="utf-8"
    )
    commit(root)
    git(root, "switch", "-q", "-c", "entwurf")
    match what:
        case "plans":
            topics = root / "plans/topics.yml"
            topics.write_text(topics.read_text(encoding="utf-8").replace("verkehr:", "strassen:"), encoding="utf-8")
            expected = [POST]
        case "gone post":
            (root / "content/posts/2026/11/baumfest.md").unlink()
            expected = [POST]
        case _:
            (root / "content/media/2026/11/linde.png").unlink()
            expected = ["content/posts/2026/11/baumfest.md"]
    code, report = check("--repository", str(root), "--format", "json", "--changed")
    assert code == 1
    assert paths_of(report) == expected


def test_changed_from_a_subfolder_of_a_git_repository(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "start")
    (root / POST).write_text("kein Beitrag\n", encoding="utf-8")
    assert set(paths_of(check("--repository", str(root), "--changed=HEAD", "--format", "json")[1])) == {POST}


def test_changed_needs_a_base_and_says_so(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    code, report = check("--repository", str(root), "--changed")
    assert code == 2
    assert report.endswith("  → Prüfen Sie alles: amtsfunk check\n")
    commit(root)
    for base in ("gibt-es-nicht", "--output=x"):
        code, report = check("--repository", str(root), f"--changed={base}")
        assert code == 2
        assert base in report
    assert not (root / "x").exists()


# ---------------------------------------------------------------- names that bite


@pytest.mark.parametrize("form", ["text", "github", "json"])
@pytest.mark.parametrize("name", [b"a\n::error::b.md", b"-rf.md", b"\xff.md", "ö\u202e.md".encode()])
def test_hostile_names_are_findings_and_forge_no_line(name: bytes, form: str, tmp_path: Path, check: Check) -> None:
    root = commit(good(tmp_path))
    folder = os.fsencode(root / "content/posts/2026/12")
    with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"kein Beitrag\n")
    for words in ((), ("--changed",)):
        code, report = check("--repository", str(root), "--format", form, *words)
        assert code == 1
        assert "post-file-name" in report
        report.encode("utf-8")
        assert "\u202e" not in report
        assert not any(line.lstrip().startswith("::error::b") for line in report.splitlines())


# ---------------------------------------------------------------- the time


def test_the_time_comes_from_now_then_the_example_then_the_clock(tmp_path: Path, check: Check) -> None:
    root = good(tmp_path)
    post = root / POST
    post.write_text(post.read_text(encoding="utf-8").replace("---\n#", "archive: ja\n---\n#"), encoding="utf-8")
    where = ("--repository", str(root))
    assert check(*where)[0] == 1, "08:00 by example_now is before 09:00"
    assert check(*where, "--now", "2026-12-01T08:00:01Z")[0] == 0, "which is 09:00:01 in Berlin"
    assert check(*where, "--now", "01.12.2026 08:59")[0] == 1
    authority = root / "plans/authority.yml"
    far = authority.read_text(encoding="utf-8").replace("2026-12-01 08:00", "2199-01-01 08:00")
    authority.write_text(far, encoding="utf-8")
    later = root / "content/posts/2198/12/beispiel.md"
    later.parent.mkdir(parents=True)
    later.write_text(post.read_text(encoding="utf-8").replace("01.12.2026", "01.12.2198"), encoding="utf-8")
    post.unlink()
    assert check(*where)[0] == 0, "the example's own time"
    authority.write_text(far.replace("example: ja\n", ""), encoding="utf-8")
    assert "archive-without-past" in check(*where)[1], "a real authority's clock is not moved by example_now"


def test_english_on_request(tmp_path: Path, check: Check) -> None:
    assert "There is no topic “verker”" in check("--repository", str(bad(tmp_path)), "--lang", "en")[1]
