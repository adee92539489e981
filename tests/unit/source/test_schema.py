"""The schemas in the repository are current, explain every key, and accept what the example holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.model.labels import FILES, KEYS
from amtsfunk.source.schema import KINDS, build_schema, schema_files

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("path", schema_files())
def test_a_schema_is_current(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == schema_files()[path]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_in_a_sentence(kind: str) -> None:
    schema = build_schema(kind)
    for node in (schema, *schema.get("$defs", {}).values()):
        for key, field in node.get("properties", {}).items():
            assert field["title"], key
            assert field["description"].endswith((".", "?")), key


def test_no_label_is_left_over() -> None:
    used = set()
    for kind in KINDS:
        schema = build_schema(kind)
        named = {KINDS[kind][0].__name__: schema, **schema.get("$defs", {})}
        used |= {f"{name}.{key}" for name, node in named.items() for key in node.get("properties", {})}
        used |= set(named)
    assert set(KEYS) | set(FILES) <= used


def test_times_durations_and_flags_show_how_they_are_written() -> None:
    post = build_schema("post")["properties"]
    assert "01.12.2026 09:00" in str(post["publish_at"])
    assert "30 min" in str(post["latest"])
    assert "nein" in str(post["sensitive"])


def test_the_command_writes_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--repository", str(tmp_path)]
    assert main(["schema", *where]) == 1
    assert main(["schema", "--write", *where]) == 0
    assert main(["schema", "--check", *where]) == 0
    (tmp_path / "docs/schemas/team.schema.json").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert main(["schema", "--check", *where]) == 1
    assert "docs/schemas/team.schema.json: nicht aktuell" in capsys.readouterr().out
    assert main(["schema", "--repository", str(tmp_path / "nowhere")]) == 2
