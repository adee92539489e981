"""The surroundings that GitHub gives a job of a workflow, with a stand-in that answers on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from standins.github import NAME, OWNER, TOKEN
from standins.github_desk import Desk
from standins.serve import serve

SERVER = "https://github.example"
RUN = f"{SERVER}/{OWNER}/{NAME}/actions/runs/77"


@contextmanager
def workflow(desk: Desk, event: dict[str, Any], folder: Path) -> Iterator[dict[str, str]]:
    """The environment, set in this process until the block ends."""
    file = folder / "event.json"
    file.write_text(json.dumps(event), "utf-8")
    with serve(desk) as host, pytest.MonkeyPatch.context() as patch:
        given = {
            "GITHUB_REPOSITORY": f"{OWNER}/{NAME}",
            "GITHUB_API_URL": f"http://{host}",
            "GITHUB_SERVER_URL": SERVER,
            "GITHUB_EVENT_PATH": str(file),
            "GITHUB_RUN_ID": "77",
            "AMTSFUNK_FORGE_TOKEN": TOKEN,
        }
        for name, text in given.items():
            patch.setenv(name, text)
        yield given
