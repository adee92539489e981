"""What somebody probably meant, and when nobody can know."""

from __future__ import annotations

import pytest

from amtsfunk.source.nearest import nearest

TOPICS = (
    "verkehr", "kueste-und-klima", "bauen-und-wohnen", "kultur-und-stadtleben", "rat-und-haushalt", "rathaus-service",
    "bevoelkerungsschutz", "soziales-und-teilhabe", "soziales-und-pflege",
)  # fmt: skip
CHANNELS = ("website", "mastodon", "bluesky", "x", "linkedin", "whatsapp")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Verker", "verkehr"),
        ("Vekehr", "verkehr"),
        ("Küste", "kueste-und-klima"),
        ("Haushalt", "rat-und-haushalt"),
        ("Bevölkerungsschutz", "bevoelkerungsschutz"),
        ("Bauen und Wohnen", "bauen-und-wohnen"),
        ("Rathaus", "rathaus-service"),
        ("Katastrophen", ""),
        ("Kita", ""),
        ("Bau", ""),
        ("und", ""),
        ("Soziales", ""),
        ("", ""),
    ],
)
def test_a_topic(word: str, meant: str) -> None:
    assert nearest(word, TOPICS) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Twitter", "x"),
        ("X (Twitter)", "x"),
        ("Homepage", "website"),
        ("Blue Sky", "bluesky"),
        ("bsky", "bluesky"),
        ("Mastadon", "mastodon"),
        ("Linked In", "linkedin"),
        ("WhatsApp-Kanal", "whatsapp"),
        ("Facebook", ""),
        ("Insta", ""),
    ],
)
def test_a_channel(word: str, meant: str) -> None:
    assert nearest(word, CHANNELS) == meant


def test_another_name_helps_only_where_the_channel_is_there() -> None:
    assert nearest("Twitter", ("website", "mastodon")) == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("publsh_at", "publish_at"),
        ("publish at", "publish_at"),
        ("audience", "audiences"),
        ("Zielgruppe", "audiences"),
        ("Gruppe", ""),
    ],
)
def test_a_key(word: str, meant: str) -> None:
    assert nearest(word, ("publish_at", "audiences", "channels", "topic")) == meant


def test_among_very_many_only_those_that_begin_alike_are_compared() -> None:
    posts = [f"beitrag-{number}" for number in range(1000)] + ["winterdienst"]
    assert nearest("winterdinst", posts) == "winterdienst"
    assert nearest("vinterdienst", posts) == ""
