"""A missing program is named in one line with the command that installs it; nothing is installed by itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "prerequisites"
NEEDED = ("git", "make", "ssh-keygen")


def run_without(absent: str | None, tmp_path: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script where only the needed programs exist, but for one."""
    for name in {*NEEDED, "sh", "cat"} - {absent}:
        found = shutil.which(name)
        assert found, name
        (tmp_path / name).symlink_to(found)
    if absent != "python3":
        (tmp_path / "python3").write_text(f"#!{shutil.which('sh')}\n{python}\n", encoding="utf-8")
        (tmp_path / "python3").chmod(0o755)
    env = {"PATH": str(tmp_path)}
    return subprocess.run([tmp_path / "sh", SCRIPT], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("absent", "package"),
    [("git", "git"), ("make", "make"), ("ssh-keygen", "openssh-client"), ("python3", "python3 python3-venv")],
)
def test_a_missing_program_is_named_with_its_package(absent: str, package: str, tmp_path: Path) -> None:
    done = run_without(absent, tmp_path, "exit 0")
    assert done.returncode == 1
    assert done.stderr == f"Missing: {absent}. Install it with: apt install {package}\n"


def test_a_missing_venv_module_is_named_with_its_package(tmp_path: Path) -> None:
    done = run_without(None, tmp_path, 'case "$2" in *venv*) exit 1;; esac')
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["Missing: Python's venv module. Install it with: apt install python3-venv"]


def test_an_old_python_is_named_with_its_version(tmp_path: Path) -> None:
    done = run_without(None, tmp_path, 'case "$2" in *version_info*3,*) exit 1;; *print*) echo 3.9;; esac')
    assert done.returncode == 1
    assert "is Python 3.9; Amtsfunk needs 3.11 or newer" in done.stderr


def test_a_complete_machine_is_told_nothing(tmp_path: Path) -> None:
    done = run_without(None, tmp_path, "exit 0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
