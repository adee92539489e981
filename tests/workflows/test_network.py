"""The publishing workflow and a network that is reached by its interface (``support/acting.py``): out once, with the
credential of the environment, through every answer that leaves it open; and nobody learns that credential."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standins.base import Answer, Call
from standins.github_desk import Desk
from standins.mastodon import HANDLE, TOKEN, Mastodon
from standins.serve import serve
from support.acting import ACT
from support.acting_office import (
    NOW,
    add_network,
    make_desk,
    make_office,
    merged,
    run_night,
    run_publishing,
    set_clock,
)
from support.publishing import open_ledger, remote, types
from support.repo import POST, Office, post_text

pytestmark = pytest.mark.skipif(not Path(ACT).is_file(), reason="act is not installed: make lock, then make test")
SEND, ADDRESS = "Fälliges veröffentlichen", f"https://social.example/@{HANDLE}/"
LATER = "content/posts/2026/12/spaeter.md"


@dataclass
class Network(Mastodon):
    """``broken``: every new status is refused with 500 before it is made; ``tells``: each answer is a refusal that
    repeats all that came with the call, as a server in debug mode does."""

    broken: bool = False
    tells: bool = False
    authorized: set[str] = field(default_factory=set)

    def answer(self, call: Call) -> Answer:
        self.authorized.add(call.headers.get("authorization", ""))
        if self.tells:
            said = dict(call.headers)
            return Answer.of(
                {"error": f"{said}", "error_description": f"{said}", "message": f"{said}"}, 401, x=f"{said}"
            )
        if self.broken and call.method == "POST" and call.path.endswith("/statuses"):
            return Answer.of({"error": "Internal Server Error"}, 500)
        return super().answer(call)


@pytest.fixture
def network() -> Network:
    return Network(clock=lambda: datetime(2026, 12, 1, 8, 5, tzinfo=UTC))


@pytest.fixture
def office(tmp_path: Path, network: Network) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    with serve(network) as host:
        add_network(made, host)
        yield made
    made.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return make_desk(office)


def prepare(office: Office, desk: Desk, *, latest: str = "", later: str = "") -> None:
    """A post for the network alone, due at nine; with ``later`` a second one at that time."""
    files = {POST: post_text(channels="[mastodon]", more=f"latest: {latest}\n" if latest else "")}
    if later:
        files[LATER] = post_text(
            title="Später", text="Ein anderer Text.", channels="[mastodon]", publish_at=f"01.12.2026 {later}"
        )
    merged(office, desk, files)
    assert open_ledger(office, now=NOW) == 0


def test_a_schedule_publishes_to_a_network_once_and_says_where(office: Office, desk: Desk, network: Network) -> None:
    prepare(office, desk)
    done = run_publishing(office, desk)
    assert done.code == 0 and done.jobs[SEND], done.said
    assert [post.text for post in network.out()] == ["Am 10. Dezember heulen die Sirenen – nur zur Probe."]
    assert f"Bearer {TOKEN}" in network.authorized
    assert [comment.issue for comment in desk.comments] == [1]
    assert f"{ADDRESS}{network.out()[0].remote_id}" in desk.comments[0].body
    again = run_publishing(office, desk)
    assert again.code == 0 and list(again.jobs) == [SEND], again.said
    assert network.created == 1 and types(office, channel="mastodon").count("accepted") == 1
    assert desk.issues == [] and desk.writes == ["comment 1"]


def test_what_was_made_in_spite_of_a_500_is_found_and_not_sent_again(
    office: Office, desk: Desk, network: Network
) -> None:
    prepare(office, desk)
    network.fails_after = 1
    assert run_publishing(office, desk).code == 0
    assert types(office, channel="mastodon")[-1] == "ambiguous" and desk.comments == []
    set_clock(office, "2026-12-01 09:47")
    assert run_publishing(office, desk).code == 0
    assert network.created == 1 and types(office, channel="mastodon").count("accepted") == 1
    assert ADDRESS in desk.comments[0].body and desk.issues == []


def test_a_network_that_never_takes_it_is_told_once(office: Office, desk: Desk, network: Network) -> None:
    """An answer of 500 alone is no alarm: the next run looks. When its time is over, somebody has to know."""
    prepare(office, desk, latest="40 min", later="10:00")
    network.broken = True
    assert run_publishing(office, desk).code == 0
    assert desk.issues == [] and types(office, channel="mastodon")[-1] == "ambiguous"
    set_clock(office, "2026-12-01 09:50")
    missed = run_publishing(office, desk)
    assert missed.code != 0 and not missed.jobs[SEND], missed.said
    assert types(office, channel="mastodon")[-1] == "missed"
    assert [(issue.labels, issue.state) for issue in desk.issues] == [(["amtsfunk-stoerung"], "open")]
    assert network.created == 0
    network.broken = False
    set_clock(office, "2026-12-01 10:05")
    assert run_publishing(office, desk).code == 0
    assert [post.text for post in network.out()] == ["Ein anderer Text."], "what was missed never bursts out"
    assert [(issue.labels, issue.state) for issue in desk.issues] == [(["amtsfunk-stoerung"], "open")]
    assert "zum ersten Mal" in desk.issues[0].body, "a run that went well leaves it to a person"


def test_a_network_that_repeats_the_credential_tells_nobody(office: Office, desk: Desk, network: Network) -> None:
    """The report of the night goes to an issue past the forge's own masking of secrets, in another alphabet."""
    prepare(office, desk)
    network.tells = True
    assert run_publishing(office, desk).code == 0, "refused credentials are waited for"
    assert run_night(office, desk).code == 0
    said = "".join([*(comment.body for comment in desk.comments), *(issue.body for issue in desk.issues)])
    assert "amtsfunk-nachtpruefung" in str(desk.issues) and "mastodon" in said.lower()
    assert TOKEN not in said and f"Bearer {TOKEN}" in network.authorized
    assert TOKEN not in remote(office, "log", "--patch", "refs/heads/ledger")
