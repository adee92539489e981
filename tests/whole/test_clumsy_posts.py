"""Posts as a hurried editor writes them in a browser. Each leads to messages that name line, problem and what to write.

``tests/data/clumsy/<name>.md`` is the post, ``<name>.txt`` what ``amtsfunk check`` says of it (``EXPECTED=write`` writes
it; then read it as an editor would). LINES are what the messages must propose, ready to be copied.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.example_repository import BASE

CLUMSY = Path(__file__).parents[1] / "data" / "clumsy"
NAMES = sorted(path.stem for path in CLUMSY.glob("*.md"))
POSTS = Path("content/posts/2026/12")
PICTURES = Path("content/media/2026/12")
MEDIA: Mapping[str, tuple[str, ...]] = {"bild-mit-leerzeichen": ("Foto Sperrung 1.png", "umleitung.png")}


def lay_out(name: str, root: Path) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    (root / POSTS).mkdir(parents=True)
    shutil.copyfile(CLUMSY / f"{name}.md", root / POSTS / f"{name}.md")
    for picture in MEDIA.get(name, ()):
        (root / PICTURES).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "content/media/2026/11/linde.png", root / PICTURES / picture)
    return root


def report_on(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    code = main(["check", "--repository", str(lay_out(name, root))])
    assert code == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_what_is_wrong_and_what_to_write(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_on(name, tmp_path / "repository", capsys)
    expected = CLUMSY / f"{name}.txt"
    if os.environ.get("EXPECTED") == "write":
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
