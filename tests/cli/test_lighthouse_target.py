"""``make lighthouse`` says in one line what it could not get, and its verdict is that of what was measured."""

import shutil
import subprocess
from pathlib import Path

import pytest

PRODUCT = Path(__file__).parents[2]
SCRIPT = PRODUCT / ".ci" / "lighthouse"


def measure(
    tmp_path: Path, *, installs: bool = True, chromium: bool = True, npm: int | None = 0, verdict: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run the script in a folder of its own where only these programs exist. ``npm``: its exit code; None: absent."""
    programs, here = tmp_path / "programs", tmp_path / "here"
    programs.mkdir()
    for name in ("sh", "id", "env", "cksum", "cut", "rm", "mkdir", "cp", "tail", "touch"):
        found = shutil.which(name)
        assert found, name
        (programs / name).symlink_to(found)
    answers = {
        "make": f"exit {int(not installs)}",
        "python": f'echo "$AMTSFUNK_CHROMIUM $*"; exit {verdict}',
        "uname": 'case "$1" in -s) echo Linux;; *) echo x86_64;; esac',
        **({"chromium": "exit 0"} if chromium else {}),
        **({"npm": f"echo words of npm; exit {npm}"} if npm is not None else {}),
    }
    for name, answer in answers.items():
        (programs / name).write_text(f"#!{programs / 'sh'}\n{answer}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    parts = here / "tests" / "lighthouse"
    parts.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (parts / name).write_text("{}", encoding="utf-8")
    env = {
        "PATH": str(programs),
        "MAKE": str(programs / "make"),
        "PYTHON": str(programs / "python"),
        "BROWSER_READY": "stamp",
        "RUNS": "2",
    }
    return subprocess.run([programs / "sh", SCRIPT], cwd=here, env=env, capture_output=True, text=True, check=False)


def test_what_cannot_be_had_is_named(tmp_path: Path) -> None:
    for number, (lacks, words) in enumerate((
        ({"installs": False}, "requirements-browser.lock"),
        ({"chromium": False}, "apt install chromium"),
        ({"npm": None}, "apt install npm"),
        ({"npm": 1}, "could not be installed"),
    )):  # fmt: skip
        (tmp_path / str(number)).mkdir()
        done = measure(tmp_path / str(number), **lacks)  # type: ignore[arg-type]
        last = done.stdout.splitlines()[-1]
        assert done.returncode == 0
        assert last.startswith("skipped: ") and words in last
        assert "tests/lighthouse --runs" not in done.stdout


@pytest.mark.parametrize("verdict", [0, 1])
def test_the_verdict_of_what_was_measured_is_the_verdict(tmp_path: Path, verdict: int) -> None:
    done = measure(tmp_path, verdict=verdict)
    assert done.returncode == verdict
    assert done.stdout.endswith(f"{tmp_path / 'programs' / 'chromium'} tests/lighthouse --runs 2\n")
    assert (next((tmp_path / "here/build/lighthouse").glob("ready-*"))).is_file()
