"""Reading galaxy-social's files, pairing retries, and the names and titles that come of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.source.galaxy_drafts import make_hashtag, make_slug, make_title
from amtsfunk.source.galaxy_social import Original, Unreadable, differences, pair_retries, read_original

HEAD = "---\nmedia: [mastodon-a]\n---\n"


def read(path: str, text: str = HEAD + "Text.\n") -> Original:
    return read_original(path, text)


def test_a_file_is_taken_apart() -> None:
    original = read(
        "2025/a.md", '---\nmedia: [mastodon-a]\nwohin: [x]\n---\nEins\n![alt](b.png "Titel")\n---\nZwei ![](c.png)\n'
    )
    assert original.parts == ("Eins", "Zwei")
    assert [(image.address, image.alt, image.title) for part in original.images for image in part] == [
        ("b.png", "alt", "Titel"),
        ("c.png", "", ""),
    ]
    assert original.unknown == {"wohin": "['x']"}


def test_retries_of_retries_belong_to_the_first() -> None:
    names = ("2025/retry-2_retry-1_a.md", "2025/a.md", "2025/retry-1_a.md", "2026/a.md", "2026/retry-9_b.md")
    families = pair_retries(read(name) for name in names)
    assert [(family.original.path, [retry.path for retry in family.retries]) for family in families] == [
        ("2025/a.md", ["2025/retry-1_a.md", "2025/retry-2_retry-1_a.md"]),
        ("2026/a.md", []),
        ("2026/retry-9_b.md", []),
    ]


def test_what_a_retry_has_of_its_own_is_told() -> None:
    tags = "---\nmedia: [mastodon-a]\nhashtags:\n  mastodon-a: [Neu]\nmentions: {}\n---\nText.\nMehr.\n"
    (family,) = pair_retries([read("2025/a.md"), read("2025/retry-1_a.md", tags)])
    assert differences(family) == (
        ("2025/retry-1_a.md", ("hashtags:", "mastodon-a: [Neu]", "Mehr.", "hashtags mastodon-a: Neu")),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---\nmedia: []\n---\nText",
        "---\n- a\n---\n",
        "---\na: [\n---\n",
        "---\nmedia: {a: b}\n---\n",
        "---\nmedia: [a]\nhashtags: [a]\n---\n",
        "---\nmedia: [a]\nimages: [{alt: x}]\n---\n",
        "---\nmedia: &a [x]\nwas: *a\n---\n",
        "---\nmedia: " + "[" * 5000 + "\n---\n",
    ],
)
def test_what_is_no_post_is_refused_in_words(text: str) -> None:
    with pytest.raises(Unreadable, match=r"\w{4}"):
        read("2025/a.md", text)


@given(st.text(st.sampled_from("---\n media:[]{}*&!|>'\"#ab\t\\")))
def test_no_text_is_a_surprise(text: str) -> None:
    for whole in (text, "---\n" + text + "\n---\n", HEAD + text):
        try:
            read("2025/a.md", whole)
        except Unreadable:
            continue


@given(st.text(max_size=200), st.frozensets(st.sampled_from(["beitrag", "a", "b-2"])))
def test_slugs_are_slugs(stem: str, taken: frozenset[str]) -> None:
    slug = make_slug(stem, taken)
    assert slug not in taken
    assert len(slug) <= 80
    assert slug == "-".join(part for part in slug.split("-") if part) and slug.isascii() and slug == slug.lower()


def test_slugs_keep_german_words_apart() -> None:
    assert make_slug("Tag_1-Eröffnung der Straße") == "tag-1-eroeffnung-der-strasse"
    assert make_slug("x" * 79 + "-ende", {"x" * 79}) == "x" * 78 + "-2"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("🎉 Es geht los! Morgen.", "Es geht los! Morgen."),
        ("Kommen Sie alle zum Hafenfest am Sonntag! Es wird schön.", "Kommen Sie alle zum Hafenfest am Sonntag!"),
        ("https://a.example\n:tada: Das Hafenfest beginnt um elf Uhr", "Das Hafenfest beginnt um elf Uhr"),
        (
            "Sind Sie https://www.hafen.example/karte Nutzer oder möchten es werden?",
            "Sind Sie hafen.example Nutzer oder möchten es werden?",
        ),
        ("!!!", "Hafen fest"),
        ("# # Ein Titel mit Rauten", "Ein Titel mit Rauten"),
        ("Wort " * 40, ("Wort " * 19).strip() + " …"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert make_title(text, "2025-01-02-hafen_fest") == title


def test_a_hashtag_is_one_word() -> None:
    assert make_hashtag("RNA-Seq") == "#RNASeq"
    assert make_hashtag("vpn \\isolation") == "#vpnisolation"
