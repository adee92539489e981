"""Two posts that begin with the same words, over real git and the Mastodon API: neither is taken for the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.delivery.events import Accepted
from standins.base import Call
from standins.mastodon import ACCOUNT, TOKEN, Mastodon
from standins.serve import CLEAR, Wire, serve
from support.publishing import lines, publish, types
from support.repo import CHANNELS, Office, post_text

THREAD = "Hochwasser: Das gilt jetzt.\n\n## Teil 2\nMehr zu {name}."
DUE = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)


class Weather:
    """The first status that is sent never reaches the server; the second does, and its answer is lost if ``both``."""

    def __init__(self, *, both: bool = False) -> None:
        self.sent = 0
        self.both = both

    def __call__(self, call: Call) -> Wire:
        if call.method == "POST" and call.path.endswith("/statuses"):
            self.sent += 1
            if self.sent == 1:
                return Wire(before=None)
            if self.sent == 2 and self.both:
                return Wire(cut=0)
        return CLEAR


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def prepare(office: Office, host: str, **due: str) -> None:
    """A thread a name, both with the same beginning."""
    channels = CHANNELS.replace("host: social.beispielau.example", f"host: {host}\n    via: api")
    office.change_rules({"plans/channels.yml": channels.replace('"1001"', f'"{ACCOUNT}"')})
    for name, time in due.items():
        text = post_text(publish_at=f"01.12.2026 {time}", channels="[mastodon]", text=THREAD.format(name=name))
        office.post(path=f"content/posts/2026/12/{name}.md", content=text, branch=name)
    office.push()


def test_nobody_looks_while_another_of_the_same_words_may_still_come(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMTSFUNK_MASTODON_TOKEN", TOKEN)
    server = Mastodon(clock=lambda: DUE)
    with serve(server, Weather(both=True)) as host:
        prepare(office, host, eins="09:00", zwei="09:15")
        publish(office)
        publish(office, now="2026-12-01 09:15")
        assert types(office, "zwei", "mastodon")[-1] == "ambiguous"
        assert len(server.out()) == 1
        publish(office, now="2026-12-01 09:31")
        assert types(office, "eins", "mastodon")[-1] == "ambiguous", "the one that is there may be the other one's"
        for time in ("09:36", "09:45", "09:58"):
            publish(office, now=f"2026-12-01 {time}")
    assert len(server.out()) == 4
    assert [types(office, name, "mastodon").count("accepted") for name in ("eins", "zwei")] == [2, 2]


def test_what_was_lost_is_sent_though_another_post_says_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMTSFUNK_MASTODON_TOKEN", TOKEN)
    server = Mastodon(clock=lambda: DUE)
    with serve(server, Weather()) as host:
        prepare(office, host, eins="09:00", zwei="09:00")
        publish(office)
        assert types(office, "eins", "mastodon")[-1] == "ambiguous"
        for minutes in (35, 40, 50, 59):
            publish(office, now=f"2026-12-01 09:{minutes}")
        assert sorted(post.text for post in server.out()) == [
            "Hochwasser: Das gilt jetzt.",
            "Hochwasser: Das gilt jetzt.",
            "Mehr zu eins.",
            "Mehr zu zwei.",
        ]
    owners = [line.remote_id for name in ("eins", "zwei") for line in lines(office, name) if isinstance(line, Accepted)]
    assert len(owners) == len(set(owners)) == 4
