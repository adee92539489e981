"""``amtsfunk touch``: the revision and nothing else, for named posts or for all that are yet to go out on a channel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.source.revising import raise_revision
from support.example_repository import lay_out

FOLDER = "content/posts/2026/12"
NOW = ("--now", "01.12.2026 08:00")
Touch = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office = lay_out("good", "unknown-topic", tmp_path / "repository")
    for file in (office / FOLDER).glob("*.md"):
        file.unlink()
    return office


@pytest.fixture
def touch(root: Path, capsys: pytest.CaptureFixture[str]) -> Touch:
    def run(*words: str) -> tuple[int, str]:
        code = main(["touch", *words, "--repository", str(root)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def post(root: Path, name: str, head: str) -> Path:
    file = root / FOLDER / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{head}---\n# Titel\n\nText.\n", encoding="utf-8")
    return file


def test_a_named_post_gets_the_next_revision(root: Path, touch: Touch) -> None:
    head = "publish_at: 02.12.2026 09:00 # fest\nchannels: [website]\ntopic: verkehr\n"
    first = post(root, "eins", head)
    second = post(root, "zwei", f"revision: 3  # nach dem Umzug\n{head}")
    code, told = touch("eins", "zwei", *NOW)
    assert code == 0, told
    assert first.read_text(encoding="utf-8") == f"---\n{head}revision: 2\n---\n# Titel\n\nText.\n"
    assert "revision: 4  # nach dem Umzug\n" in second.read_text(encoding="utf-8")
    assert f"{FOLDER}/zwei.md: Fassung 4" in told
    assert "2 Beiträge" in told


def test_a_channel_means_what_is_yet_to_go_out_there(root: Path, touch: Touch) -> None:
    post(root, "morgen", "publish_at: 02.12.2026 09:00\nchannels: [website, x]\ntopic: verkehr\n")
    post(root, "gestern", "publish_at: 30.11.2026 09:00\nchannels: [x]\ntopic: verkehr\n")
    post(root, "anderswo", "publish_at: 02.12.2026 09:00\nchannels: [website]\ntopic: verkehr\n")
    post(root, "entwurf", "channels: [x]\ntopic: verkehr\n")
    post(root, "nach-freigabe", "publish_at: after approval\nchannels: [x]\ntopic: verkehr\n")
    code, told = touch("--channel", "x", "--dry-run", *NOW)
    assert code == 0
    assert "morgen.md" in told and "nach-freigabe.md" in told
    assert not any(name in told for name in ("gestern", "anderswo", "entwurf"))
    assert "revision" not in (root / FOLDER / "morgen.md").read_text(encoding="utf-8")
    assert touch("--channel", "x", *NOW)[0] == 0
    assert "revision: 2" in (root / FOLDER / "morgen.md").read_text(encoding="utf-8")


def test_nothing_to_do_is_said(touch: Touch) -> None:
    assert touch("--channel", "x", *NOW) == (0, "Kein Beitrag wartet noch auf seine Zeit. Es gibt nichts zu tun.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "entweder Beiträge oder einen Kanal"),
        (("eins", "--channel", "x"), "entweder Beiträge oder einen Kanal"),
        (("gibt-es-nicht",), "gibt es nicht"),
        (("--channel", "gibt-es-nicht"), "gibt es nicht"),
    ],
)
def test_what_is_meant_has_to_be_clear(touch: Touch, words: tuple[str, ...], said: str) -> None:
    code, told = touch(*words)
    assert code != 0
    assert said in told


def test_a_post_that_cannot_be_read_or_is_archive_is_left(root: Path, touch: Touch) -> None:
    broken = post(root, "kaputt", "publish_at: irgendwann\nchannels: [x]\n")
    old = post(root, "alt", "publish_at: 02.12.2026 09:00\nchannels: [x]\ntopic: verkehr\narchive: true\n")
    before = broken.read_bytes(), old.read_bytes()
    assert "nicht zu lesen" in touch("kaputt")[1]
    assert "Archiv" in touch("alt")[1]
    assert (broken.read_bytes(), old.read_bytes()) == before


@pytest.mark.parametrize(
    "text",
    [
        "---\nrevision: '2'\n---\n",
        "---\nrevision:\n  2\n---\n",
        "---\nrevision: 1\nrevision: 2\n---\n",
        "kein Kopf\n",
        "---\nohne Ende\n",
    ],
)
def test_what_is_written_otherwise_is_not_guessed(text: str) -> None:
    assert raise_revision(text, 3) is None


def test_line_ends_stay() -> None:
    assert raise_revision("---\r\ntopic: a\r\n---\r\n# T\r\n", 2) == "---\r\ntopic: a\r\nrevision: 2\r\n---\r\n# T\r\n"
