"""Plain text out of Markdown, escapes, and cutting into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.source.body import read_body
from amtsfunk.source.galaxy_text import clean, escape, make_plain, split_text

SIGNS = st.text(st.sampled_from("ab #\\![]()-–_*Teil12\n\t.? ä\u00a0"), max_size=60)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**fett** und *schräg* und __fett__ und _schräg_", "fett und schräg und fett und schräg"),
        ("Bürger*innen und Schüler*innen", "Bürger*innen und Schüler*innen"),
        ("snake_case_name und 2 * 3 * 4", "snake_case_name und 2 * 3 * 4"),
        ("[Hafen](https://a.example/x_y_z)", "Hafen (https://a.example/x_y_z)"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("<https://a.example/>", "https://a.example/"),
        ("https://a.example/_x_/*y*", "https://a.example/_x_/*y*"),
        ("## Abschnitt ##", "Abschnitt"),
        ("#Schlagwort bleibt", "#Schlagwort bleibt"),
        ("Sturm &amp; Flut", "Sturm & Flut"),
        ("vorher<!-- Notiz -->nachher", "vorhernachher"),
        ("ge\u00adtrennt\u202c", "getrennt"),
    ],
)
def test_plain(before: str, after: str) -> None:
    plain = make_plain(before)
    assert plain.text == after
    assert plain.changed == (() if before == after else ((before, after),))


@given(SIGNS)
def test_an_escaped_text_is_read_back_as_it_was(text: str) -> None:
    lines = clean(text).split("\n")
    wanted = "\n".join(line.lstrip(" \t\xa0") if escape(line) != line else line for line in lines).strip("\n")
    body = read_body(f"# T\n\n{escape(clean(text))}\n", 1, ("website", "teil-1"))
    assert [trouble.rule for trouble in body.troubles if trouble.rule not in ("missing-text", "picture-inline")] == []
    outer = wanted.split("\n")
    while outer and not outer[0].strip():
        outer.pop(0)
    while outer and not outer[-1].strip():
        outer.pop()
    assert (body.parts[0].text if body.parts else "") == "\n".join(outer)


@given(st.text(st.sampled_from("abä .!?\n🎉"), max_size=400), st.integers(1, 60))
def test_parts_fit_and_nothing_but_space_goes(text: str, limit: int) -> None:
    pieces = split_text(text, lambda piece: len(piece) <= limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_where_a_reader_would() -> None:
    text = "Ein Absatz.\n\nNoch einer. Mit zwei Sätzen.\n\nSchluss."
    assert split_text(text, lambda piece: len(piece) <= 30) == (
        "Ein Absatz.",
        "Noch einer. Mit zwei Sätzen.",
        "Schluss.",
    )
    assert split_text(text, lambda piece: len(piece) <= 20) == (
        "Ein Absatz.",
        "Noch einer.",
        "Mit zwei Sätzen.",
        "Schluss.",
    )
    assert split_text(text, lambda piece: len(piece) <= 100) == (text,)
