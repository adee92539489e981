"""Runs as a test in every copy: what is imported there, in the test and in its child processes, is the copy itself.

Without this, every mutant would be judged by the program that is installed, and survive.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import amtsfunk


def test_the_copy_is_what_runs() -> None:
    copy = Path.cwd().resolve() / "scripts"
    assert Path(amtsfunk.__file__).resolve().is_relative_to(copy)
    words = [sys.executable, "-c", "import amtsfunk; print(amtsfunk.__file__)"]
    child = subprocess.run(words, cwd="/", capture_output=True, text=True, check=True).stdout.strip()
    assert Path(child).resolve().is_relative_to(copy)
