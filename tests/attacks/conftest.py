from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.repo import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()
