"""Which pages of the authority's own a post leads to."""

from __future__ import annotations

import pytest

from amtsfunk.delivery.links import own_links

HOSTS = ("www.beispielau.example", "beispielau.example")


def links(text: str = "", link: str | None = None, action: str = "create") -> tuple[str, ...]:
    return own_links([{"parts": [{"action": action, "text": text, "link": link}]}], HOSTS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr: https://www.beispielau.example/warntag.", ("https://www.beispielau.example/warntag",)),
        ("(https://beispielau.example/a)", ("https://beispielau.example/a",)),
        ("https://WWW.Beispielau.example/a", ("https://WWW.Beispielau.example/a",)),
        ("https://www.beispielau.example/a#teil", ("https://www.beispielau.example/a",)),
        ("https://www.andere.example/a", ()),
        ("https://www.beispielau.example.boese.example/a", ()),
        ("www.beispielau.example/ohne", ()),
        ("kein Link", ()),
    ],
)
def test_own_links_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert links(text) == found


def test_the_card_counts_and_a_deletion_does_not() -> None:
    address = "https://www.beispielau.example/karte"
    assert links(link=address) == (address,)
    assert links(f"Siehe {address}", address, "delete") == ()


def test_each_once_over_all_channels() -> None:
    part = {"action": "create", "text": "https://beispielau.example/b https://beispielau.example/a", "link": None}
    assert own_links([{"parts": [part]}, {"parts": [part, part]}], HOSTS) == (
        "https://beispielau.example/a",
        "https://beispielau.example/b",
    )
