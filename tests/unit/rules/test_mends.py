"""What a correction may do to the earlier post on a channel, by what its network lets anybody do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amtsfunk.channels import networks
from amtsfunk.channels.limits import network_on
from amtsfunk.model.channel import Via
from amtsfunk.model.settings import Settings
from amtsfunk.rules import corrections
from amtsfunk.rules.cases import Tree, World
from amtsfunk.rules.corrections import links_of
from amtsfunk.rules.run import check_links
from amtsfunk.source.posts import parse_post
from support.sense import NOW, ZONE, base, told

FIRST, SECOND = "content/posts/2026/11/erster.md", "content/posts/2026/12/zweiter.md"
ABOUT = "corrects: baumfest\nwas_wrong: a\nsince: 10.11.2026\nbecause: b\nchannels: [mastodon]"


def office(via: Via = Via.api) -> Settings:
    settings = base()
    channel = settings.channels["mastodon"].model_copy(update={"via": via})
    return replace(settings, channels={**settings.channels, "mastodon": channel})


def proposal(kind: str, can: set[str], patch: pytest.MonkeyPatch, mend: str = "", via: Via = Via.api) -> str | None:
    """What is proposed where the network can do only this; None where nothing is told."""
    settings = office(via)
    row = replace(network_on(settings, "mastodon"), mends=frozenset(can))
    patch.setattr(corrections, "network_on", lambda *words: row)
    options = f"\nchannel_options:\n  mastodon:\n    mend: {mend}" if mend else ""
    found = told(f"kind: {kind}\n{ABOUT}{options}", settings=settings).get("mend-not-possible")
    return None if found is None else found["fixed"]


OPTIONS = "channel_options:\n  mastodon:\n    mend: "


@pytest.mark.parametrize(
    ("kind", "mend", "can", "fixed"),
    [
        ("correction", "edit", {"reply", "delete"}, "mend: reply"),
        ("correction", "edit", {"edit"}, None),
        ("correction", "", {"reply"}, None),
        ("correction", "", {"delete", "edit"}, OPTIONS + "edit"),
        ("withdrawal", "", {"delete"}, None),
        ("withdrawal", "", {"reply"}, OPTIONS + "reply"),
        ("withdrawal", "delete", set(), ""),
        ("service", "", set(), None),
    ],
)
def test_what_the_network_cannot_is_told_with_what_it_can(
    kind: str, mend: str, can: set[str], fixed: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert proposal(kind, can, monkeypatch, mend) == fixed


@pytest.mark.parametrize("via", [Via.manual, Via.site])
def test_a_person_and_the_website_can_do_everything(via: Via, monkeypatch: pytest.MonkeyPatch) -> None:
    assert proposal("correction", set(), monkeypatch, "edit", via) is None


def edited(before: int, now: int, mend: str = "edit", via: Via = Via.api, first: str = "[mastodon]") -> bool:
    """Whether it is told that an edit has other parts than its original."""

    def parts(count: int) -> str:
        return "Wir haben uns vertan." + "".join(f"\n\n## Teil {number}\n\nMehr." for number in range(2, count + 1))

    head = f"kind: correction\n{ABOUT.replace('baumfest', 'erster')}\n{OPTIONS}{mend}"
    second = f"---\ntopic: kultur\npublish_at: 02.12.2026 09:00\n{head}\n---\n# Titel\n\n{parts(now)}\n".encode()
    original = f"---\ntopic: kultur\npublish_at: 10.11.2026 09:00\nchannels: {first}\n---\n# Titel\n\n{parts(before)}\n"
    parsed = parse_post(SECOND, second, ZONE)
    assert parsed.mended is not None
    links = links_of(parsed.mended, parsed.positions)
    found = check_links(links, {FIRST: original.encode()}, World(Tree((FIRST, SECOND)), NOW, office(via)))
    return "edit-in-other-parts" in {one.rule for one in found}


def test_an_edit_has_as_many_parts_as_its_original() -> None:
    assert edited(2, 1)
    assert edited(1, 2)
    assert not edited(2, 2)
    assert not edited(2, 1, mend="reply")
    assert not edited(2, 1, via=Via.manual)
    assert not edited(2, 1, first="[website]")


def test_bluesky_knows_no_edit() -> None:
    assert networks.NETWORKS["bluesky"].mends == {"reply", "delete"}
