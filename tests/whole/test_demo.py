"""The demonstration end to end, twice: what ``make run`` shows is what the ledger and the pages say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amtsfunk import cli
from amtsfunk.commands.demonstration.sandbox import Sandbox
from amtsfunk.effects.git import Git

PRODUCT = Path(__file__).parents[2]


def _tell(sandbox: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(PRODUCT)
    code = cli.main(["demo", "--no-serve", "--sandbox", str(sandbox)])
    said = capsys.readouterr().out
    assert code == 0, said
    return said


def _lines(sandbox: Path) -> list[dict[str, object]]:
    git = Git(sandbox / "remote.git")
    paths = [entry.path for entry in git.tree("ledger") if entry.path.endswith(".jsonl") and entry.path[2] == "/"]
    lines = [line for path in paths for line in (git.blob("ledger", path) or b"").splitlines()]
    git.close()
    return [json.loads(line) for line in lines]


def test_a_post_goes_the_whole_way_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = tmp_path / "sandbox"
    first = _tell(sandbox, capsys, monkeypatch)
    assert "Freigegeben von kj" in first
    lines = _lines(sandbox)
    assert {line["post"] for line in lines} == {"warntag-sirenen"}, "the altered post never reaches the ledger"
    done = [(line["type"], line.get("channel")) for line in lines]
    assert done.count(("accepted", "website")) == 1
    assert done.count(("handed", "mastodon")) == 1
    assert done.count(("confirmed", "website")) == 1, "the page was found at its address"

    page = sandbox / "site" / "public" / "archiv" / "2026" / "12" / "warntag-sirenen" / "index.html"
    digest = next(str(line["payload"]) for line in lines if line["type"] == "claimed" and line["channel"] == "website")
    assert f'content="{digest}"' in page.read_text(encoding="utf-8")
    public = b"".join(file.read_bytes() for file in (sandbox / "site" / "public").rglob("*") if file.is_file())
    assert b"23125-666" not in public, "the text that was altered after approval is nowhere in public"

    second = _tell(sandbox, capsys, monkeypatch)
    assert "Nichts geht zweimal hinaus" in second
    assert _lines(sandbox) == lines, "a second run writes nothing"


def test_a_sandbox_of_another_version_is_made_anew(tmp_path: Path) -> None:
    product, sandbox = tmp_path / "product", Sandbox(tmp_path / "sandbox")
    (product / "site").mkdir(parents=True)
    (product / "mkdocs.yml").write_text("site_name: a\n", encoding="utf-8")
    (product / "site" / "seite.md").write_text("# Alt\n", encoding="utf-8")
    sandbox.folder.mkdir()
    sandbox.mark_ready(product)
    assert sandbox.is_ready and sandbox.is_of(product)
    (product / "site" / "seite.md").write_text("# Neu\n", encoding="utf-8")
    assert not sandbox.is_of(product)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    code = cli.main(["demo", "--no-serve", "--sandbox", str(tmp_path)])
    assert code == 3
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "mine"
    assert "keine Übungsumgebung" in capsys.readouterr().err


def test_a_damaged_sandbox_is_named_and_never_reaches_the_repository_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox = Sandbox(tmp_path)
    for part in ("keys/tm", "keys/kj", "keys/publisher", "remote.git/HEAD", "trust-root"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).write_text("x", encoding="utf-8")
    sandbox.mark_ready(PRODUCT)
    code = cli.main(["demo", "--no-serve", "--sandbox", str(tmp_path)])
    said = capsys.readouterr().err
    assert code == 3
    assert "editor/.git/HEAD" in said
    assert "--fresh" in said


@pytest.mark.parametrize("port", ["-1", "65535", "99999"])
def test_a_port_that_is_none_is_said_before_anything_is_made(
    tmp_path: Path, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--sandbox", str(tmp_path / "sandbox"), "--port", port]) == 2
    assert "ist kein Port" in capsys.readouterr().err
    assert not (tmp_path / "sandbox").exists()
