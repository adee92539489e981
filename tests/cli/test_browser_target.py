"""``make browser`` says in one line what it could not get, and never passes silently for looked at."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "browser"


def look(tmp_path: Path, *, installs: bool, chromium: bool, verdict: int) -> subprocess.CompletedProcess[str]:
    """Run the script where only these programs exist; ``python`` answers as the tests would, ``make`` as pip would."""
    for name in ("sh", "id", "env"):
        found = shutil.which(name)
        assert found, name
        (tmp_path / name).symlink_to(found)
    answers = {"make": f"exit {int(not installs)}", "python": f'echo "$AMTSFUNK_CHROMIUM $*"; exit {verdict}'}
    for name, answer in {**answers, **({"chromium": "exit 0"} if chromium else {})}.items():
        (tmp_path / name).write_text(f"#!{tmp_path / 'sh'}\n{answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    given = {"MAKE": str(tmp_path / "make"), "PYTHON": str(tmp_path / "python"), "BROWSER_READY": "stamp"}
    env = {"PATH": str(tmp_path), **given}
    return subprocess.run([tmp_path / "sh", SCRIPT], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("installs", "chromium", "lacks"),
    [(False, True, "requirements-browser.lock"), (True, False, "apt install chromium")],
)
def test_what_cannot_be_had_is_named(tmp_path: Path, installs: bool, chromium: bool, lacks: str) -> None:
    done = look(tmp_path, installs=installs, chromium=chromium, verdict=0)
    assert done.returncode == 0
    assert done.stdout.startswith("skipped: ")
    assert lacks in done.stdout
    assert "pytest" not in done.stdout


@pytest.mark.parametrize("verdict", [0, 1])
def test_the_verdict_of_the_tests_is_the_verdict(tmp_path: Path, verdict: int) -> None:
    done = look(tmp_path, installs=True, chromium=True, verdict=verdict)
    assert done.returncode == verdict
    assert done.stdout == f"{tmp_path / 'chromium'} -m pytest tests/browser -n 2 -rs\n"
