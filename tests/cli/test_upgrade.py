"""``amtsfunk upgrade``: an authority with an approved post, an older version of the program, and this one."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.upgrading.paths import RECORD, is_product
from amtsfunk.commands.upgrading.record import Record, digest_of, write_record
from amtsfunk.effects import tree_change
from support.repo import POST, Office
from support.site_office import PRODUCT

NOW = "2026-11-20 09:00"
CSS = "site/theme/assets/amtsfunk/stil.css"
Upgrade = Callable[..., tuple[int, str]]


def rewrite(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, (path, old)
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def this_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as an unpacked release, as „9.0.0“; of its tests only a file, of its decisions none."""
    folder = tmp_path_factory.mktemp("release") / "amtsfunk"
    for name in ("scripts", "site", "docs/operation", "docs/schemas", ".ci", ".vscode"):
        shutil.copytree(PRODUCT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("mkdocs.yml", "pyproject.toml", "Makefile", "README.md", "LICENSE", ".gitattributes", ".gitignore",
                 "requirements.lock", "tests/conftest.py", "plans/authority.yml"):  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(PRODUCT / name, folder / name)
    rewrite(folder, "scripts/amtsfunk/__init__.py", '"0.1.0"', '"9.0.0"')
    (folder / "build").mkdir()
    (folder / "build" / "made.txt").write_text("made\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ready(this_version: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An authority that runs an older version, and whose first post is approved."""
    office = Office.make(tmp_path_factory.mktemp("authority"))
    office.branch("einrichten")
    for path in sorted(file.relative_to(this_version).as_posix() for file in this_version.rglob("*") if file.is_file()):
        if is_product(path) and not path.startswith("tests/"):
            office.write(path, (this_version / path).read_bytes())
            (office.clone / path).chmod((this_version / path).stat().st_mode & 0o777)
    rewrite(office.clone, "scripts/amtsfunk/__init__.py", '"9.0.0"', '"0.0.9"')
    rewrite(office.clone, CSS, "/*", "/* früher */ /*")
    office.write("scripts/amtsfunk/altes.py", '"""Gone in the next version."""\n')
    (office.clone / "docs/operation/Containerfile").unlink()
    files = {file.relative_to(office.clone).as_posix(): file.read_bytes()
             for file in office.clone.rglob("*") if file.is_file() and ".git" not in file.parts}  # fmt: skip
    record = Record("0.0.9", {path: digest_of(data) for path, data in files.items() if is_product(path)})
    office.write(RECORD, write_record(record))
    office.write("plans/hours.yml", HOURS)
    office.commit("Take the older version", by="ben")
    office.govern("cleo")
    office.merge("einrichten")
    office.post()
    office.close()
    return office


HOURS = """\
answer: [{days: [monday], begins: "09:00", ends: "17:00"}]
posting: [{days: [monday, tuesday], begins: "08:00", ends: "18:00"}]
"""


@pytest.fixture
def office(ready: Office, tmp_path: Path) -> Office:
    shutil.copytree(ready.folder, tmp_path / "office", symlinks=True)
    return Office(tmp_path / "office", ready.root, ready.now)


@pytest.fixture
def new(this_version: Path, tmp_path: Path) -> Path:
    """As somebody unpacked it, and ran it once."""
    folder = shutil.copytree(this_version, tmp_path / "neue-fassung")
    for made in ("scripts/amtsfunk/__pycache__/cli.pyc", "scripts/amtsfunk.egg-info/PKG-INFO", ".venv/bin/x"):
        (folder / made).parent.mkdir(parents=True)
        (folder / made).write_text("made\n", encoding="utf-8")
    return folder


@pytest.fixture
def upgrade(office: Office, capsys: pytest.CaptureFixture[str]) -> Upgrade:
    def run(source: Path, *words: str) -> tuple[int, str]:
        code = main(["upgrade", str(source), "--repository", str(office.clone), "--now", NOW, *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_without_apply_it_tells_and_changes_nothing(office: Office, new: Path, upgrade: Upgrade) -> None:
    code, told = upgrade(new)
    assert code == 0, told
    assert "Von 0.0.9 auf 9.0.0" in told
    assert "neu        Beschreibungen (1)\n" in told, "and nothing that running it made"
    assert "ersetzt    Programm (1), Vorlagen der Websites (1)" in told
    assert "entfernt   Programm (1)" in told
    assert "Freigaben: alle 1 unterschriebenen gelten weiter, von 1 Beiträgen." in told
    assert "Führen Sie nicht mit und bekommen Sie nicht: Werkstatt" in told
    assert office.run("status", "--porcelain") == ""


def test_the_product_is_the_new_one_and_the_authoritys_own_is_untouched(
    office: Office, new: Path, upgrade: Upgrade
) -> None:
    before, approved, payloads = office.manifest().digest, office.verdict(now=office.now), office.manifest().payloads
    assert approved.approved
    owned = {path for path in office.run("ls-files").splitlines() if not is_product(path) and path != RECORD}
    office.branch("umstellen")
    code, told = upgrade(new, "--apply")
    assert code == 0, told
    changed = {
        line.split(maxsplit=1)[1] for line in office.run("status", "--porcelain", "--untracked-files=all").splitlines()
    }
    assert changed == {
        RECORD, CSS, "docs/operation/Containerfile", "scripts/amtsfunk/__init__.py", "scripts/amtsfunk/altes.py",
    }  # fmt: skip
    assert owned and not owned & changed
    for path in (CSS, "scripts/amtsfunk/__init__.py", "docs/operation/Containerfile"):
        assert (office.clone / path).read_bytes() == (new / path).read_bytes()
    assert main(["check", "--repository", str(office.clone), "--now", NOW]) == 0
    office.commit("Upgrade", by="ben")
    office.govern("cleo")
    office.merge("umstellen")
    assert office.manifest().digest == before and office.manifest().payloads == payloads
    after = office.verdict(now=office.now)
    assert after.approved and after.approvers == approved.approvers
    office.close()
    code, told = upgrade(new, "--apply")
    assert code == 0
    assert "Hier liegt schon 9.0.0. Es gibt nichts zu tun." in told


def test_people_are_told_what_is_theirs_to_do(new: Path, upgrade: Upgrade) -> None:
    told = upgrade(new, "--apply")[1]
    for words in ("git diff", "Zwei Betreuende", "amtsfunk publish", "amtsfunk site serve"):
        assert words in told
    assert "requirements.lock" not in told, "the packages are the same"


def test_a_copy_from_before_there_was_a_record_is_taken_over_too(office: Office, new: Path, upgrade: Upgrade) -> None:
    office.run("rm", "--quiet", RECORD)
    office.commit("No record")
    code, told = upgrade(new, "--apply")
    assert code == 0, told
    assert "Diese Kopie ist älter als amtsfunk.lock" in told
    assert re.search(r"Gibt es nur bei Ihnen, bleibt:\n  scripts/amtsfunk/altes\.py", told)
    assert (office.clone / RECORD).exists() and (office.clone / "scripts/amtsfunk/altes.py").exists()


def test_a_checkout_is_a_version_too_and_says_which(office: Office, new: Path, upgrade: Upgrade) -> None:
    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(new), *words], capture_output=True, check=True, text=True
        ).stdout.strip()

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "-m", "9.0.0")
    code, told = upgrade(new)
    assert code == 0, told
    assert f"auf 9.0.0 ({git('rev-parse', 'HEAD')[:12]})" in told
    rewrite(new, CSS, "/*", "/* unfertig */ /*")
    code, told = upgrade(new)
    assert code == 1
    assert "stil.css" in told and "noch nicht eingetragen" in told


# ---------------------------------------------------------------- what the house changed


def test_a_file_that_both_changed_is_nobodys_guess(office: Office, new: Path, upgrade: Upgrade) -> None:
    rewrite(office.clone, CSS, "/* früher */", "/* Farben unseres Hauses */")
    office.commit("Our colours")
    code, told = upgrade(new, "--apply")
    assert code == 1
    assert "auch in der neuen Fassung anders" in told and CSS in told and "--keep" in told
    assert office.run("status", "--porcelain") == ""
    code, told = upgrade(new, "--apply", "--keep", CSS)
    assert code == 0, told
    assert "Farben unseres Hauses" in office.read(CSS)
    office.run("restore", "--worktree", ".")
    office.run("clean", "--quiet", "--force")
    code, told = upgrade(new, "--apply", "--take", "site/*")
    assert code == 0, told
    assert office.read(CSS) == (new / CSS).read_text(encoding="utf-8")


# ---------------------------------------------------------------- when it says no


def test_a_version_under_which_an_approval_is_lost_is_refused(office: Office, new: Path, upgrade: Upgrade) -> None:
    rewrite(new, "scripts/amtsfunk/approval/manifest.py", "VERSION = 1", "VERSION = 2")
    code, told = upgrade(new, "--apply")
    assert code == 1
    assert "Freigabe von 1 Beiträgen nicht mehr" in told and POST in told
    assert office.run("status", "--porcelain") == ""
    code, told = upgrade(new, "--apply", "--accept-lost-approvals")
    assert code == 0, told
    assert "Neu freizugeben sind danach 1 Beiträge: amtsfunk touch warntag\n" in told


def test_an_approval_that_counts_no_more_anyway_stops_nothing(office: Office, new: Path, upgrade: Upgrade) -> None:
    office.write(POST, office.read(POST).replace("nur zur Probe", "im Ernst"))
    office.commit("Altered after the approval")
    code, told = upgrade(new)
    assert code == 0, told
    assert "alle 0 unterschriebenen" in told


def test_a_post_that_nobody_signed_stops_nothing_either(office: Office, new: Path, upgrade: Upgrade) -> None:
    office.run("rm", "--quiet", POST.replace(".md", ".approval.json"))
    office.commit("Approval taken back")
    rewrite(new, "scripts/amtsfunk/approval/manifest.py", "VERSION = 1", "VERSION = 2")
    code, told = upgrade(new)
    assert code == 0, told
    assert "Bei 1 nicht unterschriebenen Beiträgen lautet die Prüfsumme danach anders" in told


def test_a_version_whose_check_finds_an_error_here_is_refused(office: Office, new: Path, upgrade: Upgrade) -> None:
    rule = 'Rule("missing-accessibility-statement", '
    rewrite(new, "scripts/amtsfunk/rules/rows/public_duties.py", f"{rule}WARNING", f"{rule}Severity.error")
    rewrite(new, "scripts/amtsfunk/rules/rows/public_duties.py", "from __future__ import annotations\n",
            "from __future__ import annotations\n\nfrom amtsfunk.model.finding import Severity\n")  # fmt: skip
    code, told = upgrade(new, "--apply")
    assert code == 1
    assert "Die neue Fassung findet hier Fehler" in told and "missing-accessibility-statement" in told
    assert office.run("status", "--porcelain") == ""


def test_a_version_that_does_not_run_here_is_refused(office: Office, new: Path, upgrade: Upgrade) -> None:
    with (new / "scripts/amtsfunk/effects/git.py").open("a", encoding="utf-8") as stream:
        stream.write("import a_package_that_is_not_here\n")
    code, told = upgrade(new, "--apply")
    assert code == 3
    assert "a_package_that_is_not_here" in told and "Es wurde nichts geändert" in told
    assert office.run("status", "--porcelain") == ""


@pytest.mark.parametrize("path", ["plans/hours.yml", CSS, "notiz.txt"])
def test_unfinished_work_is_not_run_over(office: Office, new: Path, upgrade: Upgrade, path: str) -> None:
    with (office.clone / path).open("a", encoding="utf-8") as stream:
        stream.write("# Unfertig\n")
    code, told = upgrade(new, "--apply")
    assert code == 1
    assert path in told and "noch nicht eingetragen" in told


def test_a_folder_without_a_version_and_the_repository_itself(
    office: Office, new: Path, upgrade: Upgrade, tmp_path: Path
) -> None:
    (tmp_path / "leer").mkdir()
    code, told = upgrade(tmp_path / "leer")
    assert code == 2 and "keine Fassung von Amtsfunk" in told
    for inside in (office.clone, shutil.copytree(new, office.clone / "build" / "neu")):
        code, told = upgrade(inside)
        assert code == 2 and "in diesem Repository selbst" in told
    link = new / "site/theme/link.css"
    link.symlink_to("/etc/hostname")
    code, told = upgrade(new)
    assert code == 1 and "keine gewöhnliche Datei" in told


def test_stopped_in_the_middle_the_same_command_goes_on(
    office: Office, new: Path, upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tree_change.replace_file

    def stops(folder: Path, path: str, data: bytes) -> None:
        if path == CSS:
            raise KeyboardInterrupt
        real(folder, path, data)

    monkeypatch.setattr(tree_change, "replace_file", stops)
    code, told = upgrade(new, "--apply")
    assert code == 130
    assert "denselben Befehl noch einmal" in told
    assert office.run("status", "--porcelain") != ""
    assert not (office.clone / "scripts/amtsfunk/altes.py").exists(), "something was done already"
    monkeypatch.setattr(tree_change, "replace_file", real)
    code, told = upgrade(new, "--apply")
    assert code == 0, told
    assert (office.clone / CSS).read_bytes() == (new / CSS).read_bytes()
    assert main(["check", "--repository", str(office.clone), "--now", NOW]) == 0
