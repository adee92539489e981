"""Which deliveries say the same, and that the ledger keeps them from the first claim on."""

from __future__ import annotations

import hashlib
from typing import Any

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.delivery.batch import Batch, files_of, payload_path, steps_with_wording
from amtsfunk.delivery.index import Index
from amtsfunk.delivery.wordings import wording_of
from support.deliveries import Story


def payload(*texts: str, channel: str = "mastodon", action: str = "create", post: str = "p") -> dict[str, Any]:
    return {"channel": channel, "post": post, "parts": [{"text": text, "action": action} for text in texts]}


def test_letters_and_digits_count_and_nothing_else() -> None:
    one = wording_of(payload("Warntag: 11 Uhr!"), 1)
    assert one == wording_of(payload("warntag  11\nUhr", post="q"), 1)
    assert one != wording_of(payload("Warntag 12 Uhr"), 1)
    assert one != wording_of(payload("Warntag: 11 Uhr!", channel="x"), 1)


def test_each_part_has_its_own() -> None:
    value = payload("Eins", "Zwei")
    assert wording_of(value, 1) != wording_of(value, 2)
    assert wording_of(value, 3) is None


def test_signs_alone_are_told_apart() -> None:
    assert wording_of(payload("🚨"), 1) != wording_of(payload("👍"), 1)


def test_what_makes_no_post_has_none() -> None:
    assert wording_of(payload("x", action="edit"), 1) is None
    assert wording_of(payload("x", action="delete"), 1) is None
    assert wording_of(payload("x", action="reply"), 1) is not None


def test_a_claim_is_found_by_its_words() -> None:
    files: dict[str, bytes] = {}
    wording = wording_of(payload("Eins", "Zwei"), 1)
    assert wording is not None
    for post in ("a", "b"):
        data = canonical_json(payload("Eins", "Zwei", post=post))
        digest = hashlib.sha256(data).hexdigest()
        files[payload_path(digest)] = data
        story = Story(post, steps=2, payloads={"mastodon": digest}).claim(payload=digest)
        made = files_of(Batch(events=tuple(story.lines)), Index(), files.get)
        files |= {path: content for path, content in made.items() if content is not None}
    assert steps_with_wording(wording, files.get) == (("a", 1), ("b", 1))
