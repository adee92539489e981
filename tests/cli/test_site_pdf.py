"""``amtsfunk site pdf``: only a tagged PDF is written, and whatever is missing is named. Chromium itself is a stand-in
here; the real one is run by ``make browser``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from amtsfunk import cli

TAGGED = "%PDF-1.4 /MarkInfo <</Marked true>> /StructTreeRoot 1 0 R /Lang (de)"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "internal" / "dienstanweisung" / "druck.html"
    page.parent.mkdir(parents=True)
    page.write_text("<!doctype html><title>Dienstanweisung</title>", encoding="utf-8")
    return page


def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: str | None, code: int = 0) -> Path:
    """A program in Chromium's place: it notes what it was asked, and writes ``writes`` where a PDF is wanted."""
    program = tmp_path / "chromium"
    lines = [
        f"#!{sys.executable}",
        "import pathlib, sys",
        f"pathlib.Path({str(tmp_path / 'asked')!r}).write_text('\\n'.join(sys.argv[1:]))",
        "to = next(word.partition('=')[2] for word in sys.argv if word.startswith('--print-to-pdf='))",
        *([f"pathlib.Path(to).write_text({writes!r})"] if writes is not None else []),
        f"sys.stderr.write('kein Platz'); sys.exit({code})",
    ]
    program.write_text("\n".join(lines), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("AMTSFUNK_CHROMIUM", str(program))
    return program


def _run(tmp_path: Path) -> int:
    return cli.main(
        ["site", "pdf", "--internal-dir", str(tmp_path / "internal"), "--pdf", str(tmp_path / "out" / "da.pdf")]
    )


@pytest.mark.usefixtures("page")
def test_a_tagged_pdf_is_written_with_its_outline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _stand_in(tmp_path, monkeypatch, TAGGED)
    assert _run(tmp_path) == 0
    assert (tmp_path / "out" / "da.pdf").read_text(encoding="utf-8") == TAGGED
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["da.pdf"]
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split("\n")
    assert {"--generate-pdf-document-outline", "--export-tagged-pdf", "--no-pdf-header-footer"} <= set(asked)
    assert asked[-1] == (tmp_path / "internal/dienstanweisung/druck.html").as_uri()
    assert "nur für innen" in capsys.readouterr().out


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("missing", ["/MarkInfo", "/Marked true", "/StructTreeRoot", "/Lang", "%PDF-"])
def test_an_untagged_pdf_is_refused_and_an_earlier_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "da.pdf").write_text("früher", encoding="utf-8")
    _stand_in(tmp_path, monkeypatch, TAGGED.replace(missing, ""))
    assert _run(tmp_path) == 3
    assert (tmp_path / "out" / "da.pdf").read_text(encoding="utf-8") == "früher"


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(("writes", "code"), [(None, 0), (TAGGED, 1)])
def test_a_browser_that_fails_is_told_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], writes: str | None, code: int
) -> None:
    _stand_in(tmp_path, monkeypatch, writes, code)
    assert _run(tmp_path) == 3
    assert ("kein Platz" if code else "kein PDF") in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("page")
def test_without_chromium_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AMTSFUNK_CHROMIUM", str(tmp_path / "nirgends"))
    assert _run(tmp_path) == 2
    assert "Als PDF speichern" in capsys.readouterr().err


def test_without_a_built_site_the_first_step_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path) == 2
    assert "amtsfunk site build" in capsys.readouterr().err
