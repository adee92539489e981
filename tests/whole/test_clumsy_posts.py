"""Posts as a hurried editor writes them in a browser. Each leads to messages that name line, problem and remedy.

``tests/data/clumsy/<name>.md`` is the post, ``<name>.txt`` what ``amtsfunk check`` says of it. ``EXPECTED=write``
writes it; then read it as an editor would. PROPOSED is what there is to copy: line of the file → line to write.
Written there, it leaves a post without an error.
"""

from __future__ import annotations

import os
import re
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


PROPOSED: Mapping[str, Mapping[int, str]] = {
    "als-markdown": {
        8: "Achtung! Die Hafenstraße ist am _Dienstag_ gesperrt.",
        10: "Umleitung",
        14: r"\---",
        15: "Mehr dazu: https://www.pruefstein.example/sperrung",
    },
    "aus-word-eingefuegt": {
        1: "---",
        2: 'publish_at: "08.12.2026 09:00"',
        5: 'occasion: "Sperrung der Hafenstraße"',
        6: "---",
    },
    "bild-mit-leerzeichen": {
        10: '![Was auf dem Bild zu sehen ist](foto-sperrung-1.png "Foto: Name")',
        12: "![Bild von der Umleitung](umleitung.png)",
    },
    "datum-wie-im-brief": {
        2: "publish_at: 08.12.2026 09:00",
        3: "channels: [website, mastodon]",
        5: "latest: 2 h",
    },
    "doppelpunkt-im-wert": {
        2: "publish_at: 08.12.2026 09:00",
        3: "channels: [website, mastodon]",
        5: 'occasion: "Sperrung: Hafenstraße am Dienstag"',
        6: "no_link_because: '\"Alles steht\" im Text'",
    },
    "falsche-kanaele": {3: "channels: [website, x, mastodon]", 5: "kind: news", 6: "timely: ja"},
    "hashtags-im-kopf": {4: "topic: verkehr", 5: 'occasion: "Sperrung #Hafenstraße"'},
    "mit-at-zeichen": {5: "mentions: [landkreis]"},
    "ohne-titel": {
        2: "publish_at: 08.12.2026 09:00",
        3: "channels: [website, mastodon]",
        6: "# Hafenstraße gesperrt",
    },
    "ohne-zweite-striche": {2: "---", 4: "---"},
    "tag-den-es-nicht-gibt": {
        2: "publish_at: 01.12.2026 09:00",
        5: "kind: correction",
        6: "corrects: baumfest",
        8: "since: 28.02.2026",
    },
    "zwei-titel-und-teile": {7: r"\# Umleitung über den Markt", 11: "## Teil 2", 14: "## Teil 3"},
}
INSERTED = {("ohne-zweite-striche", 2): 0, ("ohne-zweite-striche", 4): 1}
"""Where a line is to be added: before (0) or after (1) the one that is named."""
BY_HAND: Mapping[str, tuple[tuple[str, str], ...]] = {
    "falsche-kanaele": (("topic: Strassenverkehr", "topic: verkehr"), ("## Twitter", "## X")),
    "bild-mit-leerzeichen": (("Was auf dem Bild zu sehen ist", "Rot-weiße Absperrung vor der Hafenstraße"),),
    "hashtags-im-kopf": (("hashtags: [Sperrung, Umleitung]\n", ""),),
    "mit-at-zeichen": (("mentions: [landkreis]\n", ""), ("@max_mueller81", "eine Anwohnerin")),
    "als-markdown": (("\\---\n", ""),),
}
"""What the messages say in words: strike out, choose one of those, put your own words in."""


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
    told: dict[int, set[str]] = {}
    line = 0
    for row in report.splitlines():
        if head := re.match(r" {2}(\d+):\d+ {2}", row):
            line = int(head[1])
        elif row.startswith("        │ "):
            told.setdefault(line, set()).add(row[10:])
    assert {at: text for at, text in PROPOSED[name].items() if text not in told.get(at, ())} == {}


@pytest.mark.parametrize("name", NAMES)
def test_who_writes_what_is_proposed_is_done(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(name, tmp_path / "repository")
    post = root / POSTS / f"{name}.md"
    lines = post.read_text(encoding="utf-8").splitlines()
    for at, text in sorted(PROPOSED[name].items(), reverse=True):
        place = INSERTED.get((name, at))
        start = at - 1 + (place or 0)
        lines[start : start + (place is None)] = [text]
    mended = "\n".join(lines) + "\n"
    for before, after in BY_HAND.get(name, ()):
        assert before in mended
        mended = mended.replace(before, after)
    post.write_text(mended, encoding="utf-8")
    for picture in MEDIA.get(name, ()):
        (root / PICTURES / picture).rename(root / PICTURES / picture.lower().replace(" ", "-"))
    assert main(["check", "--repository", str(root)]) == 0, capsys.readouterr().out
