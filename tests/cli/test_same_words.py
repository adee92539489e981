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
    """The first status that is sent never reaches the server, and the connection breaks."""

    def __init__(self) -> None:
        self.sent = 0

    def __call__(self, call: Call) -> Wire:
        if call.method == "POST" and call.path.endswith("/statuses"):
            self.sent += 1
            if self.sent == 1:
                return Wire(before=None)
        return CLEAR


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def test_what_was_lost_is_sent_though_another_post_says_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMTSFUNK_MASTODON_TOKEN", TOKEN)
    server = Mastodon(clock=lambda: DUE)
    with serve(server, Weather()) as host:
        channels = CHANNELS.replace("host: social.beispielau.example", f"host: {host}\n    via: api")
        office.change_rules({"plans/channels.yml": channels.replace('"1001"', f'"{ACCOUNT}"')})
        for name in ("eins", "zwei"):
            text = post_text(channels="[mastodon]", text=THREAD.format(name=name))
            office.post(path=f"content/posts/2026/12/{name}.md", content=text, branch=name)
        office.push()
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
