"""The contract of the adapters without a server of somebody else's; those with one: ``test_failures``."""

from __future__ import annotations

import json
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.approval.canonical import canonical_json, digest
from amtsfunk.channels import CHANNELS
from amtsfunk.channels.access import NO_ACCESS
from amtsfunk.channels.adapters import ADAPTERS, adapter_of
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Adapter,
    Ambiguous,
    CannotShow,
    Deferred,
    Failure,
    Handed,
    Job,
    Rejected,
    Request,
    Response,
    outcome_of_failure,
    outcome_of_status,
)
from amtsfunk.effects.http import Driver

PICTURE = b"\x89PNG\r\n\x1a\n"
PAYLOAD = {
    "v": 1,
    "post": "warntag",
    "channel": "c",
    "network": "n",
    "title": "Warntag",
    "kind": "service",
    "parts": [
        {
            "action": "create",
            "target": None,
            "text": "Bürger*innen – „Sirenen“ 🚨\nZeile zwei",
            "language": "de",
            "media": [
                {
                    "path": "content/media/2026/12/s.png",
                    "sha256": digest(PICTURE),
                    "size": len(PICTURE),
                    "type": "image/png",
                    "alt": "Eine Sirene",
                    "credit": None,
                }
            ],
        },
        {"action": "create", "target": None, "text": "Teil zwei", "language": "de", "media": []},
    ],
}
FAILURES = ("refused", "dns", "proxy", "tls", "timeout", "cut", "too-large", "redirect", "garbage")
STATUSES = (200, 201, 301, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 504)


def make_job(**changed: Any) -> Job:
    data = canonical_json(PAYLOAD)
    values: dict[str, Any] = {
        "post": "warntag",
        "channel": "c",
        "network": "n",
        "host": "127.0.0.1",
        "account_id": "1",
        "step": 1,
        "payload": PAYLOAD,
        "payload_sha256": digest(data),
        "payload_bytes": data,
        "key": "ab" * 16,
        "created_at": datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        "send_by": datetime(2026, 12, 1, 8, 4, tzinfo=UTC),
        "address": "https://www.beispielau.example/archiv/2026/12/warntag/",
        "media": {digest(PICTURE): PICTURE},
    }
    return Job(**{**values, **changed})


@pytest.fixture(params=["manual", "website"])
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[str(request.param)]


def replay(steps: Generator[Request, Response, Any], status: int, body: bytes = b"{}") -> tuple[list[Request], Any]:
    """Run a generator against a server that always gives the same answer."""
    requests: list[Request] = []
    try:
        request = next(steps)
        for _ in range(100):
            requests.append(request)
            request = steps.send(Response(status, {}, body))
    except StopIteration as end:
        return requests, end.value
    raise AssertionError("never ends")


def test_every_network_has_a_way_out() -> None:
    for network in CHANNELS.values():
        for via in ("site", "api", "manual"):
            assert adapter_of(via, network.adapter) in ADAPTERS.values()
    assert adapter_of("api", "not-built-yet") is ADAPTERS["manual"]


def test_one_irreversible_request_and_nothing_after_it_is_sent_twice(adapter: Adapter) -> None:
    for status in (200, 201):
        requests, _ = replay(adapter.deliver(make_job(), NO_ACCESS), status)
        assert [request.irreversible for request in requests].count(True) == 1


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_an_outcome(adapter: Adapter, status: int) -> None:
    _, outcome = replay(adapter.deliver(make_job(), NO_ACCESS), status)
    assert isinstance(outcome, Accepted | Handed | Rejected | Deferred | Ambiguous)
    if status >= 500:
        assert not isinstance(outcome, Accepted | Handed | Absent)


def test_a_request_is_a_function_of_the_job(adapter: Adapter) -> None:
    assert replay(adapter.deliver(make_job(), NO_ACCESS), 200) == replay(adapter.deliver(make_job(), NO_ACCESS), 200)


def test_the_request_carries_the_payload(adapter: Adapter) -> None:
    """Parsed back: every text, picture and alternative text is there, unchanged."""
    requests, _ = replay(adapter.deliver(make_job(), NO_ACCESS), 200)
    if requests[0].door == "ledger":
        assert json.loads(requests[0].body or b"") == PAYLOAD
        return
    files = requests[0].files
    assert [files[f"teil-{n}.txt"].decode() for n in (1, 2)] == [part["text"] + "\n" for part in PAYLOAD["parts"]]  # type: ignore[index]
    assert files["teil-1-bild-1.png"] == PICTURE
    assert files["teil-1-bild-1-alternativtext.txt"] == b"Eine Sirene\n"


def test_what_find_says_is_what_its_traits_promise(adapter: Adapter) -> None:
    _, finding = replay(adapter.find(make_job(), NO_ACCESS), 200)
    assert isinstance(finding, Accepted | Absent | CannotShow)
    if isinstance(finding, Absent):
        assert adapter.finds
        assert adapter.shows_absence
    if not adapter.finds:
        assert isinstance(finding, CannotShow)


def test_steps_are_counted(adapter: Adapter) -> None:
    assert adapter.steps(PAYLOAD) >= 1


def test_a_page_is_confirmed_by_its_digest_only() -> None:
    site, job = ADAPTERS["website"], make_job()
    meta = f'<html><meta name="amtsfunk:payload" content="{job.payload_sha256}"></html>'.encode()
    assert replay(site.confirm(job, None), 200, meta)[1] is True
    assert replay(site.confirm(job, None), 404, meta)[1] is False
    assert replay(site.confirm(job, None), 200, meta.replace(b"payload", b"other"))[1] is False
    assert replay(site.confirm(job, None), 200, job.payload_sha256.encode())[1] is False
    assert replay(site.confirm(job, None), 200, meta.replace(job.payload_sha256.encode(), b"0" * 64))[1] is False
    requests, _ = replay(site.confirm(job, "http://127.0.0.1:8001/x/"), 200, meta)
    assert requests[0].url == "http://127.0.0.1:8001/x/archiv/2026/12/warntag/"


def test_a_missing_picture_is_never_handed_over() -> None:
    requests, outcome = replay(ADAPTERS["manual"].deliver(make_job(media={}), NO_ACCESS), 201)
    assert requests == []
    assert outcome == Rejected("picture-missing")


@pytest.mark.parametrize("kind", FAILURES)
def test_only_an_irreversible_request_that_may_have_arrived_is_ambiguous(kind: str) -> None:
    request = Request("POST", "http://127.0.0.1/", irreversible=True)
    assert outcome_of_failure(request, Failure(kind, sent=True)) == Ambiguous(kind)
    assert outcome_of_failure(request, Failure(kind, sent=False)) == Deferred(kind)
    assert outcome_of_failure(Request("GET", "http://127.0.0.1/"), Failure(kind, sent=True)) == Deferred(kind)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, type(None)),
        (202, type(None)),
        (302, Ambiguous),
        (400, Rejected),
        (401, Deferred),
        (403, Deferred),
        (408, Ambiguous),
        (422, Rejected),
        (429, Deferred),
        (500, Ambiguous),
        (503, Ambiguous),
    ],
)
def test_statuses(status: int, kind: type) -> None:
    assert isinstance(outcome_of_status(Response(status)), kind)


def test_a_server_may_ask_for_patience() -> None:
    assert outcome_of_status(Response(429, {"retry-after": "77"})) == Deferred("rate", 77)
    assert outcome_of_status(Response(429, {"retry-after": "Wed, 01 Dec"})) == Deferred("rate", None)


def test_the_driver_hands_over_below_its_folder_only(tmp_path: Path) -> None:
    driver = Driver(tmp_path / "manual")
    assert driver.deliver(ADAPTERS["manual"].deliver(make_job(), NO_ACCESS)) == Handed()
    assert (tmp_path / "manual/warntag/c/anleitung.txt").is_file()
    with pytest.raises(AssertionError, match="outside"):
        driver.carry_out(Request("PUT", "../../away", files={"a": b""}, door="folder"))
