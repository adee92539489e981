"""What the networks' rows and promises say is what their adapters do: no page may say more."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from amtsfunk.channels import adapters
from amtsfunk.channels.adapters import ADAPTERS
from amtsfunk.channels.manual import Manual
from amtsfunk.channels.networks import NETWORKS, Network
from amtsfunk.channels.polls import POLLS, WITHOUT_POLLS
from amtsfunk.channels.promises import Promise, promise_of
from amtsfunk.pages.promises import PROMISES, promised_networks

OWN = sorted(row.name for row in NETWORKS.values() if row.adapter not in ("manual", "website"))


@pytest.mark.parametrize("name", [*OWN, "website", "manual"])
def test_the_row_mends_what_the_adapter_mends(name: str) -> None:
    assert NETWORKS[name].mends == ADAPTERS[NETWORKS[name].adapter].mends


@pytest.mark.parametrize("name", OWN)
def test_whatever_puts_once_can_also_be_asked(name: str) -> None:
    adapter = ADAPTERS[NETWORKS[name].adapter]
    assert not NETWORKS[name].puts_once or (adapter.finds and adapter.shows_absence)


@pytest.mark.parametrize("name", OWN)
def test_whatever_we_send_to_says_whether_it_takes_polls(name: str) -> None:
    """Else a poll would be found impossible only when it is to go out."""
    assert (name in POLLS) is not (name in WITHOUT_POLLS)


@dataclass(frozen=True, slots=True)
class Trait(Manual):
    """An adapter of the tests' own."""


def promise(patch: pytest.MonkeyPatch, finds: bool, shows_absence: bool, *, once: bool = False) -> Promise:
    told = {**ADAPTERS, "trait": Trait(finds, shows_absence)}
    patch.setattr(adapters, "ADAPTERS", told)
    return promise_of("api", replace(NETWORKS["mastodon"], adapter="trait", puts_once=once))


def test_a_promise_follows_from_what_the_adapter_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert promise(monkeypatch, True, True) is Promise.looked
    assert promise(monkeypatch, True, True, once=True) is Promise.once
    assert promise(monkeypatch, True, False) is Promise.asked
    assert promise(monkeypatch, True, False, once=True) is Promise.asked
    assert promise(monkeypatch, False, False) is Promise.asked


@pytest.mark.parametrize("row", NETWORKS.values(), ids=lambda row: row.name)
def test_whatever_a_person_posts_promises_nothing_more(row: Network) -> None:
    assert promise_of("manual", row) is Promise.by_hand
    assert promise_of("site", row) is Promise.site


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_promise_has_one_sentence_in_each_language(lang: str) -> None:
    assert set(PROMISES[lang]) == set(Promise)


def test_the_handbook_lists_every_network_that_the_program_delivers_to() -> None:
    assert [row["label"] for row in promised_networks()] == sorted(
        (NETWORKS[name].label for name in OWN if NETWORKS[name].adapter in ADAPTERS), key=str.casefold
    )
