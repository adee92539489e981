"""Without credentials nothing is asked of a network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from amtsfunk.channels.adapters import adapter_of
from amtsfunk.channels.contract import CannotShow, Deferred, Job
from amtsfunk.effects.networks import NO_CREDENTIALS, Networks
from amtsfunk.effects.vault import Vault

JOB = Job(
    post="p",
    channel="bluesky",
    network="bluesky",
    host="127.0.0.1:9",
    account_id="did:plc:x",
    step=1,
    payload={"parts": [{"action": "create", "text": "Guten Tag"}]},
    payload_sha256="0" * 64,
    payload_bytes=b"{}",
    key="0" * 32,
    created_at=datetime(2026, 12, 1, tzinfo=UTC),
    send_by=datetime(2026, 12, 1, 0, 4, tzinfo=UTC),
    address="https://x.example/",
)


def test_missing_credentials_are_said_before_anything_is_sent(tmp_path: Path) -> None:
    networks = Networks(tmp_path, Vault({}, None), lambda: datetime(2026, 12, 1, tzinfo=UTC))
    adapter = adapter_of("api", "bluesky")
    assert networks.delivery(adapter, JOB)() == Deferred(NO_CREDENTIALS)
    assert networks.search(adapter, JOB)() == CannotShow(NO_CREDENTIALS, again=True)
