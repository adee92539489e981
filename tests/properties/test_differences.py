"""Differences between versions: complete, in words, never by colour alone, and no text becomes markup."""

from __future__ import annotations

import itertools
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.pages.differences import Kind, compare, compare_sections, marked, renamed, without
from amtsfunk.source.versions import Section

SIGNS = [
    "Wir",
    "löschen",
    "nie",
    "Kritik",
    ",",
    ".",
    " ",
    "  ",
    "\n",
    "\n\n",
    "30",
    "Tage",
    "<b>",
    "é",
    "e\u0301",
    "🙂",
]
WORDS = st.lists(st.sampled_from(SIGNS)).map("".join)
TEXTS = st.one_of(WORDS, st.text())
SECTIONS = st.lists(st.builds(Section, st.sampled_from("abcdef"), WORDS, WORDS), unique_by=lambda one: one.key)
MARKUP = [
    "<script>",
    "</p>",
    "</ins>",
    "<img",
    "&lt;",
    "&",
    "**",
    "__",
    "`",
    "[a](javascript:b)",
    "#",
    "{:.x}",
    "![x](y)",
    "<!--",
    "]]>",
    "|",
    "{{7}}",
    "Wort",
    "\u202e",
]
HOSTILE = st.lists(st.sampled_from([*MARKUP, " ", "\n", "\n\n", "    "])).map("".join)
OURS = re.compile(r"</?(?:p|ins|del|b)>|<br>|\n")


@given(TEXTS, TEXTS)
def test_either_text_is_regained_by_leaving_out_what_the_other_has(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert without(pieces, Kind.inserted) == old
    assert without(pieces, Kind.struck) == new


@given(TEXTS)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert {piece.kind for piece in compare(text, text)} <= {Kind.same}


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_no_two_neighbours_are_of_one_kind(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not two.kind for one, two in itertools.pairwise(pieces))


@given(st.one_of(HOSTILE, TEXTS), st.one_of(HOSTILE, TEXTS), st.booleans())
def test_no_text_becomes_markup(old: str, new: str, shorten: bool) -> None:
    """Nor Markdown: what is left beside our own elements holds no sign that means something in either."""
    left = OURS.sub("", str(marked(compare(old, new), shorten=shorten)).replace('<p class="af-quiet">', ""))
    left = re.sub(r"\[(?:eingefügt|gestrichen):|\]|\[\d+ Absätze", "", re.sub(r"&#\d+;", "", left))
    assert not re.search(r"[<>&*_`\[\]{}|#\\]", left)


@given(WORDS, WORDS)
def test_every_word_is_shown_on_the_side_that_it_belongs_to(old: str, new: str) -> None:
    html = str(marked(compare(old, new)))
    for kept, left in ((old, "ins"), (new, "del")):
        shown = re.sub(rf"<{left}>.*?</{left}>|<b>.*?</b>", " ", html)
        shown = unescape(re.sub(r"<[^>]+>", " ", shown))
        assert re.findall(r"\w", shown) == re.findall(r"\w", kept)


@given(SECTIONS, SECTIONS)
def test_every_section_that_differs_is_told_once(old: list[Section], new: list[Section]) -> None:
    told = [change.key for change in compare_sections(old, new)]
    before, after = ({one.key: one for one in sections} for sections in (old, new))
    assert len(told) == len(set(told))
    assert {key for key in before | after if before.get(key) != after.get(key)} <= set(told)
    assert compare_sections(new, new) == ()


@given(SECTIONS, SECTIONS)
def test_renaming_keeps_every_section_and_makes_no_two_of_one_key(old: list[Section], new: list[Section]) -> None:
    found = renamed(old, new)
    assert [(one.title, one.text) for one in found] == [(one.title, one.text) for one in old]
    assert len({one.key for one in found}) == len(old)
