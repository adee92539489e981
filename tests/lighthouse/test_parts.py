"""The parts of ``make lighthouse`` that need neither a browser nor Lighthouse."""

from __future__ import annotations

import gzip
import http.client
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from amtsfunk.effects.server import HEADERS
from lighthouse.audits import NotMeasured, Score, read_scores, typical
from lighthouse.compressed import served


def _report(score: float | None) -> dict[str, Any]:
    items = [{"node": {"selector": "p.af-lead"}}]
    return {
        "requestedUrl": "http://127.0.0.1/",
        "categories": {
            "seo": {"score": score, "auditRefs": [{"id": "meta", "weight": 1}, {"id": "free", "weight": 0}]}
        },
        "audits": {
            "meta": {"id": "meta", "title": "Has a description", "score": 0, "details": {"items": items}},
            "free": {"id": "free", "title": "Costs nothing", "score": 0},
        },
    }


def test_what_takes_something_away_is_named_with_its_place() -> None:
    assert read_scores(_report(0.93), ["seo"]) == (Score("seo", 93, ("meta: Has a description (p.af-lead)",)),)


@pytest.mark.parametrize(
    ("report", "category"),
    [
        (_report(None), "seo"),
        (_report(1), "accessibility"),
        (_report(1) | {"runtimeError": {"message": "blank"}}, "seo"),
    ],
)
def test_what_was_not_measured_is_no_score(report: dict[str, Any], category: str) -> None:
    with pytest.raises(NotMeasured):
        read_scores(report, [category])


def test_one_slow_run_does_not_decide() -> None:
    assert typical([100, 31, 99, 98, 99]) == 99


def test_pages_travel_compressed_under_their_policy(tmp_path: Path) -> None:
    text = "Guten Tag! " * 500
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    with served(tmp_path) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
        connection.request("GET", "/", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.getheader("Content-Encoding") == "gzip"
        assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
        assert all(answer.getheader(name) == value for name, value in HEADERS)
        assert gzip.decompress(body).decode() == text
        assert len(body) < len(text) / 10
        connection.request("GET", "/bild.png", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        assert (answer.getheader("Content-Encoding"), answer.read()) == (None, b"\x89PNG")
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.getheader("Content-Encoding"), answer.read().decode()) == (None, text)
        connection.close()
