"""Own pages are asked in the background and remembered for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.effects import links
from amtsfunk.effects.http import Driver
from amtsfunk.effects.links import Links
from standins.base import Answer, Call, Out
from standins.serve import Wire, serve

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


class Site:
    """A website: path → status."""

    def __init__(self, **pages: int) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def answer(self, call: Call) -> Answer:
        self.asked.append(call.path)
        return Answer(self.pages.get(call.path.strip("/"), 404))

    def out(self) -> list[Out]:
        return []


def looking(tmp_path: Path) -> Links:
    return Links(lambda: Driver(tmp_path))


def test_all_must_answer(tmp_path: Path) -> None:
    site = Site(da=200)
    with serve(site) as host:
        found = looking(tmp_path)
        assert found.answer([], NOW)
        assert found.answer([f"http://{host}/da"], NOW)
        assert not found.answer([f"http://{host}/da", f"http://{host}/fehlt"], NOW)


def test_a_page_that_was_missing_is_asked_again_later_only(tmp_path: Path) -> None:
    site = Site(seite=404)
    with serve(site) as host:
        found, address = looking(tmp_path), [f"http://{host}/seite"]
        assert not found.answer(address, NOW)
        site.pages["seite"] = 200
        assert not found.answer(address, NOW + timedelta(seconds=10))
        assert found.answer(address, NOW + timedelta(seconds=31))
        assert found.answer(address, NOW + timedelta(seconds=40))
        assert len(site.asked) == 2


def test_a_page_that_vanished_is_noticed(tmp_path: Path) -> None:
    site = Site(seite=200)
    with serve(site) as host:
        found, address = looking(tmp_path), [f"http://{host}/seite"]
        assert found.answer(address, NOW)
        site.pages["seite"] = 410
        assert not found.answer(address, NOW + timedelta(minutes=11))


def test_a_page_that_hangs_counts_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_FIRST_LOOK_SECONDS", 0.1)
    with serve(Site(seite=200), lambda call: Wire(before=0.6)) as host:
        assert not looking(tmp_path).answer([f"http://{host}/seite"], NOW)


def test_a_refused_connection_counts_as_missing(tmp_path: Path) -> None:
    with serve(Site()) as host:
        pass
    assert not looking(tmp_path).answer([f"http://{host}/seite"], NOW)
