"""Attacks by whoever may push to ``inbox``: a signed receipt is believed only where a person can have posted."""

from __future__ import annotations

import pytest

from amtsfunk.delivery.events import Accepted
from support.attacking import out, put_branch, recorded, said
from support.publishing import amtsfunk, lines, publish, types
from support.repo import POST, Office, post_text

TWO = "content/posts/2026/12/zwei.md"
PUBLISHED = ["captured", "claimed", "accepted"]
EARLY = "2026-12-01 06:00"


@pytest.mark.parametrize("channel", ["website", "mastodon"])
def test_an_editor_does_not_publish_before_the_time_by_recording(office: Office, channel: str) -> None:
    office.post()
    office.push()
    publish(office, now=EARLY)
    recorded(office, f"warntag/{channel}", "dora")
    publish(office, now="2026-12-01 07:00")
    assert out(office) == []


def test_an_editor_does_not_silence_an_approved_post_by_recording(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now=EARLY)
    address = {"address": "https://social.beispielau.example/@stadt/1"}
    files = {
        name.encode(): said(office, "record", f"warntag/{name}", address, "dora") for name in ("website", "mastodon")
    }
    put_branch(office, "inbox", {name + b".json": data for name, data in files.items()})
    publish(office, now="2026-12-01 07:00")
    publish(office)
    assert "handed" in out(office)
    assert types(office) == PUBLISHED


@pytest.mark.parametrize(("by", "counts"), [("dora", False), ("ben", True)])
def test_a_post_that_the_ledger_does_not_know_is_recorded_by_an_approver_only(
    office: Office, by: str, counts: bool
) -> None:
    office.write(POST, post_text())
    office.commit("unapproved", by="anna")
    office.push()
    recorded(office, "warntag/mastodon", by)
    publish(office, now="2026-12-01 07:00")
    assert out(office) == (["accepted"] if counts else [])


def test_nobody_records_for_the_website(office: Office) -> None:
    office.write(POST, post_text())
    office.commit("unapproved", by="anna")
    office.push()
    recorded(office, "warntag/website", "ben", "https://www.beispielau.example/x")
    publish(office, now="2026-12-01 07:00")
    assert out(office) == []


@pytest.mark.parametrize(("by", "counts"), [("dora", False), ("ben", True)])
def test_what_is_held_without_a_claim_is_recorded_by_an_approver_only(office: Office, by: str, counts: bool) -> None:
    """A change holds the post before its time; then nobody can have posted it on the authority's behalf."""
    office.post()
    office.push()
    publish(office, now=EARLY)
    office.write(POST, office.read(POST).replace("Probe", "Prube"))
    office.commit("change", by="anna")
    office.push()
    publish(office, now="2026-12-01 06:30")
    recorded(office, "warntag/mastodon", by)
    publish(office, now="2026-12-01 07:00")
    assert ("accepted" in out(office)) is counts


@pytest.mark.parametrize(
    "address",
    [
        "https://boese.example/x",
        "https://social.beispielau.example.boese.example/x",
        "https://social.beispielau.example@boese.example/x",
        "https://[kaputt",
        "https://x.example]/",
        "https://\u2100.example/",
        "https://social.beispielau.example/\x1b[2J\x07\u202e",
        "https://social.beispielau.example:99999999/",
        "javascript://social.beispielau.example/%0a",
        "",
    ],
)
def test_an_address_elsewhere_or_none_at_all_counts_for_nothing_and_stops_nobody(
    office: Office, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office.post()
    office.push()
    publish(office)
    recorded(office, "warntag/mastodon", "anna", address)
    office.post(TWO, post_text(title="Zwei", text="Anderes."), branch="zwei")
    office.push()
    assert publish(office, now="2026-12-01 10:00") == 0
    assert types(office, "zwei") == PUBLISHED
    assert types(office, channel="mastodon") == ["captured", "claimed", "handed"]
    assert amtsfunk(office, "ledger", "show", "warntag", now="2026-12-01 10:00") == 0
    shown = capsys.readouterr()
    assert not {"\x1b", "\u202e"} & set(shown.out + shown.err)


def test_the_command_says_at_once_that_a_receipt_would_not_count(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.post()
    office.push()
    publish(office, now=EARLY)
    key = ["--key", str(office.key("anna"))]
    early = ["warntag", "mastodon", "https://social.beispielau.example/@stadt/1", *key]
    assert amtsfunk(office, "record", *early, now="2026-12-01 07:00") == 1
    assert "noch nicht" in capsys.readouterr().err
    publish(office)
    elsewhere = ["warntag", "mastodon", "https://boese.example/1", *key]
    assert amtsfunk(office, "record", *elsewhere, now="2026-12-01 10:00") == 1
    assert "social.beispielau.example" in capsys.readouterr().err
    website = ["warntag", "website", "https://www.beispielau.example/x", *key]
    assert amtsfunk(office, "record", *website, now="2026-12-01 10:00") == 1
    assert [line for line in lines(office) if isinstance(line, Accepted)][-1].channel == "website"
