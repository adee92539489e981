"""The lock files hold what decision 0002 says: every package by hash, no host, no path, one version in all files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-browser.lock")
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)(?: ; ([^\\]+))? \\$", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str, str]]:
    """(package, version, marker) of every pin."""
    found = PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    return {(package, version, marker.strip()) for package, version, marker in found}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.findall(r"://|--(?:extra-)?index|--find-links|(?:^|\s)/\w", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    assert len(entries) == len(pins(name)) > 40
    assert all("--hash=sha256:" in entry for entry in entries)


def test_tests_run_with_the_versions_that_run() -> None:
    run, dev, browser = (pins(name) for name in LOCKS)
    assert run < dev < browser
    assert "setuptools" in {package for package, _, _ in run}
