"""A sheet opens in a spreadsheet program as it is meant, and computes nothing."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.report.safe import visible
from amtsfunk.report.sheet import MARK, sheet


def read(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";"))


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    found = [[cell.removeprefix("'") for cell in row] for row in read(sheet(rows))]
    assert found == [[visible(cell).removeprefix("'") for cell in row] for row in rows]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "  =1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert read(sheet([[cell, "x"]]))[0][0] == f"'{cell}"
