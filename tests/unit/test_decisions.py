"""Decision records are found from their index, and each says what an attacker gains or loses by it (STYLE.md)."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))


def test_the_index_lists_every_record_once() -> None:
    listed = re.findall(r"^\| \[\d{4}\]\(([^)]+)\)", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert RECORDS
    assert sorted(listed) == [record.name for record in RECORDS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_every_record_has_its_number_and_a_word_on_security(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]}: ")
    assert re.search(r"^## Security\n+\S", text, re.MULTILINE)
