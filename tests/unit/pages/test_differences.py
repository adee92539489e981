"""What people read of a change: examples, the small and the awkward ones first."""

from __future__ import annotations

from time import monotonic

from amtsfunk.pages.differences import Kind, What, compare, compare_sections, marked, renamed
from amtsfunk.source.versions import Section


def _read(old: str, new: str) -> str:
    return str(marked(compare(old, new)))


def test_what_changed_is_said_in_words_that_can_be_seen_and_heard() -> None:
    assert _read("Das gilt höchstens 90 Tage.", "Das gilt höchstens 30 Tage.") == (
        "<p>Das gilt höchstens <del><b>[gestrichen:</b> 90<b>]</b></del> "
        "<ins><b>[eingefügt:</b> 30<b>]</b></ins> Tage.</p>"
    )


def test_a_comma_alone_is_named_because_nobody_sees_or_hears_it() -> None:
    assert _read("Bitte fragen Sie, uns.", "Bitte fragen Sie uns.") == (
        "<p>Bitte fragen Sie<del><b>[gestrichen:</b> ,<b> (Komma)]</b></del> uns.</p>"
    )
    (change,) = compare_sections((Section("a", "A", "Ja, gern."),), (Section("a", "A", "Ja gern."),))
    assert change.what is What.signs


def test_one_word_between_two_changes_is_told_with_them() -> None:
    pieces = compare("Wir löschen sofort und ganz. So ist es.", "Wir verbergen sofort oder teilweise. So ist es.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        (Kind.same, "Wir "),
        (Kind.struck, "löschen sofort und ganz"),
        (Kind.inserted, "verbergen sofort oder teilweise"),
        (Kind.same, ". So ist es."),
    ]


def test_a_sentence_that_ends_between_two_changes_parts_them() -> None:
    pieces = compare("Unter vielen Beiträgen.", "Unter zehn Beiträgen. Nachfragen dürfen Sie immer.")
    assert [piece.text for piece in pieces if piece.kind is Kind.inserted] == ["zehn", " Nachfragen dürfen Sie immer."]


def test_a_paragraph_that_was_written_anew_is_told_whole() -> None:
    old, new = "Kurz gesagt: Wir löschen alles.", "Hier bleibt stehen, was andere nicht verletzt."
    assert [piece.text for piece in compare(old, new)] == [old, new]


def test_a_new_paragraph_is_told_although_no_word_changed() -> None:
    html = _read("Eins. Zwei.", "Eins.\n\nZwei.")
    assert "<ins><b>[eingefügt: Absatz]</b></ins>" in html
    assert html.count("<p>") == 2


def test_a_paragraph_put_between_others_leaves_them_alone() -> None:
    assert _read("Eins.\n\nZwei.", "Eins.\n\nNeu dazu.\n\nZwei.") == (
        "<p>Eins.</p>\n<p><ins><b>[eingefügt:</b> Neu dazu.<b>]</b></ins></p>\n<p>Zwei.</p>"
    )


def test_sections_are_matched_by_their_key_and_what_is_gone_comes_last() -> None:
    old = (Section("weg", "Weg", "War da."), Section("b", "Zweite", "Bleibt."), Section("a", "Erste", "Alt."))
    new = (Section("b", "Zweite", "Bleibt."), Section("neu", "Neu", "Ist da."), Section("a", "Erste!", "Alt."))
    assert [(one.key, one.what) for one in compare_sections(old, new)] == [
        ("neu", What.new),
        ("a", What.signs),
        ("weg", What.gone),
    ]


def test_only_what_changed_its_place_has_moved() -> None:
    old = tuple(Section(key, key, "Text") for key in "abcd")
    new = (Section("neu", "neu", "Text"), *(Section(key, key, "Text") for key in "bcda"))
    assert [(one.key, one.what) for one in compare_sections(old, new)] == [("neu", What.new), ("a", What.moved)]


def test_a_bettered_heading_keeps_the_section_below_it() -> None:
    words = "Wer fragt, bekommt eine Antwort, auch wenn sie dauert."
    old, new = (Section("Fragen", "Fragen", words),), (Section("Ihre Fragen", "Ihre Fragen", words),)
    (change,) = compare_sections(renamed(old, new), new)
    assert change.what is What.reworded
    assert "[eingefügt:</b> Ihre" in marked(change.pieces)


def test_unchanged_paragraphs_are_counted_where_they_are_many() -> None:
    old = "Eins.\n\nZwei.\n\nDrei gilt 90 Tage."
    html = str(marked(compare(old, old.replace("90", "30")), shorten=True))
    assert html.startswith('<p class="af-quiet">[2 Absätze sind unverändert]</p>\n<p>Drei gilt')


def test_no_text_makes_a_build_slow() -> None:
    old, new = ("".join(f"{word} a{number} " for number in range(30_000)) for word in ("die", "der"))
    began = monotonic()
    compare(old, new)
    assert monotonic() - began < 10
