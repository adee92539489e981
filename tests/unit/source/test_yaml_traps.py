"""Every way in which YAML bites an editor: its rule, its place, its corrected line, and what was meant."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.post import PostHead
from amtsfunk.source.posts import parse_post
from amtsfunk.source.typed import known_keys
from amtsfunk.source.yaml_mend import mend_line
from amtsfunk.source.yaml_read import read_yaml

KNOWN = known_keys(PostHead)
Trap = tuple[str, str, int, str | None, str | None]
# written line · rule · column · corrected line · value as meant
TRAPS: list[Trap] = [
    ("occasion: Warntag: Sirenen", "yaml-colon-in-value", 18, 'occasion: "Warntag: Sirenen"', "Warntag: Sirenen"),
    ("occasion: Warntag:", "yaml-colon-in-value", 18, 'occasion: "Warntag:"', "Warntag:"),
    ("occasion:Warntag", "yaml-colon-without-space", 1, "occasion: Warntag", "Warntag"),
    ("occasion:Warn: Tag", "yaml-colon-without-space", 1, 'occasion: "Warn: Tag"', "Warn: Tag"),
    ("occasion Warntag", "yaml-missing-colon", 1, "occasion: Warntag", "Warntag"),
    ("occasion = Warntag", "yaml-missing-colon", 1, "occasion: Warntag", "Warntag"),
    ("occasion: #Warntag", "yaml-hash-empty", 11, 'occasion: "#Warntag"', "#Warntag"),
    ("occasion: Fest am #Spielplatz", "yaml-hash-cut", 19, 'occasion: "Fest am #Spielplatz"', "Fest am #Spielplatz"),
    ("occasion: Saal # 5", "yaml-hash-cut", 16, 'occasion: "Saal # 5"', "Saal # 5"),
    ('occasion: "Offene Tür" im Rathaus', "yaml-quote-in-value", 23, None, '"Offene Tür" im Rathaus'),
    ("occasion: 'Tür' auf", "yaml-quote-in-value", 16, "occasion: \"'Tür' auf\"", "'Tür' auf"),
    ('occasion: "Offene Tür', "yaml-quote-unclosed", 11, 'occasion: "Offene Tür"', "Offene Tür"),
    ("occasion: „Offene Tür“", "yaml-curly-quotes", 11, 'occasion: "Offene Tür"', "Offene Tür"),
    ('occasion: "Offene Tür“', "yaml-curly-quotes", 22, 'occasion: "Offene Tür"', "Offene Tür"),
    ("occasion: @musterhafen lädt ein", "yaml-at-sign", 11, 'occasion: "@musterhafen lädt ein"', None),
    ("occasion: [Eilmeldung] Sirenen", "yaml-bracket-in-value", 23, 'occasion: "[Eilmeldung] Sirenen"', None),
    ("occasion: {neu} Sirenen", "yaml-bracket-in-value", 16, 'occasion: "{neu} Sirenen"', "{neu} Sirenen"),
    ("occasion: - Punkt", "yaml-dash-in-value", 11, 'occasion: "- Punkt"', "- Punkt"),
    ("occasion: *wichtig* heute", "yaml-alias", 11, 'occasion: "*wichtig* heute"', "*wichtig* heute"),
    ("occasion: *wichtig", "yaml-alias", 11, 'occasion: "*wichtig"', "*wichtig"),
    ("occasion: &Co", "yaml-anchor", 11, 'occasion: "&Co"', "&Co"),
    ("occasion: & Co", "yaml-anchor", 11, 'occasion: "& Co"', "& Co"),
    ("occasion: !Achtung Sirenen", "yaml-tag", 11, 'occasion: "!Achtung Sirenen"', "!Achtung Sirenen"),
    ("occasion: %Rabatt", "yaml-reserved-start", 11, 'occasion: "%Rabatt"', "%Rabatt"),
    ("occasion: `Code`", "yaml-reserved-start", 11, 'occasion: "`Code`"', "`Code`"),
    ("occasion: > 30 Grad", "yaml-reserved-start", 11, 'occasion: "> 30 Grad"', "> 30 Grad"),
    ("occasion: | Trenner", "yaml-reserved-start", 11, 'occasion: "| Trenner"', "| Trenner"),
    ("occasion: ? Frage", "yaml-reserved-start", 11, 'occasion: "? Frage"', "? Frage"),
    ("occasion: , Komma", "yaml-reserved-start", 11, 'occasion: ", Komma"', ", Komma"),
    ('occasion: "Ordner \\neu"', "yaml-backslash", 12, "occasion: 'Ordner \\neu'", "Ordner \\neu"),
    ('occasion: "C:\\Warntag"', "yaml-backslash", 12, "occasion: 'C:\\Warntag'", "C:\\Warntag"),
    ("\toccasion: x", "tab-character", 1, "  occasion: x", None),
    ("occasion:\tx", "tab-character", 10, "occasion: x", "x"),
]


@pytest.mark.parametrize("trap", TRAPS, ids=[trap[0] for trap in TRAPS])
@pytest.mark.parametrize("before", ["", "topic: verkehr\nkind: news\n"], ids=["first", "third"])
def test_a_trap_is_named_placed_mended_and_understood(trap: Trap, before: str) -> None:
    line, rule, column, fixed, meant = trap
    read = read_yaml(f"{before}{line}\n", 2, KNOWN)
    trouble = next(trouble for trouble in read.troubles if trouble.rule == rule)
    assert (trouble.line, trouble.column) == (2 + before.count("\n"), column)
    if fixed is not None:
        assert trouble.values["fixed"] == fixed
    again = read_yaml(trouble.values["fixed"] + "\n", 1, KNOWN)
    assert again.troubles == []
    if meant is not None:
        assert read.value["occasion"] == again.value["occasion"] == meant


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("occasion: {Straße", 'occasion: "{Straße"'),
        ("poll: {duration: 1 d, options: [Ja, Nein", "poll: {duration: 1 d, options: [Ja, Nein]}"),
        ("poll: {duration: 1 d,", "poll: {duration: 1 d}"),
        ("poll: {duration: @", 'poll: "{duration: @"'),
    ],
)
def test_an_open_brace_is_closed_where_it_opens_a_mapping(line: str, fixed: str) -> None:
    mend = mend_line(line)
    assert mend is not None
    assert (mend.rule, mend.line) == ("yaml-bracket-unclosed", fixed)
    assert read_yaml(fixed + "\n", 1, KNOWN).troubles == []


FINE = [
    "occasion: Warntag 11:00 Uhr",
    "occasion: C# lernen",
    'occasion: "Warntag: Sirenen" # Anmerkung',
    "occasion: Warntag  # Anmerkung",
    "occasion: https://www.musterhafen.example/a#b",
    "occasion: Bürger*innen & Gäste!",
    "occasion: it's",
    "occasion: „Sirene“ heult, „Horn“ auch",
    "channels: [website, x]",
    "channels: [website, x] # zwei",
    "# ein Kommentar: mit Doppelpunkt",
    "occasion: 'It''s: fine'",
]


@pytest.mark.parametrize("line", FINE)
def test_a_line_without_fault_is_left_alone(line: str) -> None:
    assert mend_line(line, KNOWN) is None
    assert read_yaml(f"{line}\ntopic: verkehr\n", 1, KNOWN).troubles == []


def test_bytes_with_all_faults_at_once_name_each_one() -> None:
    lines = [line for line, rule, *_ in TRAPS if not line.startswith(("\t", "occasion "))]
    text = "".join(f"{line.replace('occasion', f'key{number}', 1)}\n" for number, line in enumerate(lines))
    found = read_yaml(text, 1, KNOWN).troubles
    expected = [rule for line, rule, *_ in TRAPS if not line.startswith(("\t", "occasion "))]
    assert [trouble.rule for trouble in sorted(found, key=lambda trouble: trouble.line)] == expected


def test_lists_with_entries_that_yaml_misreads() -> None:
    read = read_yaml("channels: [website, #x]\nmentions:\n  - @feuerwehr\n  - *b\n  -polizei\n", 1, KNOWN)
    assert read.value == {"channels": ["website", "#x"], "mentions": ["@feuerwehr", "*b", "polizei"]}
    assert sorted((trouble.line, trouble.column, trouble.rule) for trouble in read.troubles) == [
        (1, 21, "yaml-hash-empty"),
        (3, 5, "yaml-at-sign"),
        (4, 5, "yaml-alias"),
        (5, 3, "yaml-indentation"),
    ]


def test_a_bracket_that_never_closes() -> None:
    read = read_yaml("channels: [website, x\ntopic: verkehr\n", 1, KNOWN)
    assert read.value == {"channels": ["website", "x"], "topic": "verkehr"}
    assert [(t.rule, t.values["fixed"]) for t in read.troubles] == [("yaml-bracket-unclosed", "channels: [website, x]")]


@pytest.mark.parametrize(
    ("text", "line", "fixed"),
    [
        ("topic: verkehr\n kind: news\n", 2, "kind: news"),
        ("poll:\n  options: [a, b]\n duration: 1 d\n", 3, "  duration: 1 d"),
        ("mentions:\n  - a\n - b\n", 3, "  - b"),
    ],
)
def test_a_line_between_two_levels(text: str, line: int, fixed: str) -> None:
    read = read_yaml(text, 1, KNOWN)
    assert [(t.rule, t.line, t.values["fixed"]) for t in read.troubles] == [("yaml-indentation", line, fixed)]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("topic: a\nkind: b\ntopic: c\n", "yaml-duplicate-key", 3, 1),
        ("topic: a\n<<: {kind: b}\n", "yaml-merge-key", 2, 1),
        ("? [a, b]\n: c\n", "yaml-complex-key", 1, 3),
        ("topic: a\n---\nkind: b\n", "yaml-several-documents", 2, 1),
        ("%YAML 1.1\n---\ntopic: a\n", "yaml-directive", 1, 1),
        ("- a\n- b\n", "yaml-not-mapping", 1, 1),
        ("a: " + "[" * 13 + "]" * 13 + "\n", "yaml-too-deep", 1, 1),
        ("topic: a\n}\nkind: b\n", "yaml-syntax", 2, 1),
    ],
)
def test_what_strict_yaml_leaves_out(text: str, rule: str, line: int, column: int) -> None:
    found = [(t.rule, t.line, t.column) for t in read_yaml(text, 1, KNOWN).troubles]
    assert (rule, line, column) in found


def test_the_first_of_two_equal_keys_counts_and_the_second_is_not_read() -> None:
    read = read_yaml("topic: a\ntopic: {b: [c]}\nkind: d\n", 1, KNOWN)
    assert read.value == {"topic": "a", "kind": "d"}
    assert read.troubles[0].values == {"key": "topic", "first_line": "1"}


def test_every_scalar_is_text() -> None:
    values = ("NO", "12:30", "1e3", "null", "2026-12-01", "0x1F", "~", "true", "08")
    text = "".join(f"k{number}: {value}\n" for number, value in enumerate(values))
    assert tuple(read_yaml(text, 1, KNOWN).value.values()) == values


def test_text_in_a_block_is_not_searched_for_faults() -> None:
    text = "a: |\n  # Titel: @x\n  - [ kaputt: ja\nb: x: y\n"
    read = read_yaml(text, 1, KNOWN)
    assert read.value["a"] == "# Titel: @x\n- [ kaputt: ja\n"
    assert [(t.rule, t.line) for t in read.troubles] == [("yaml-colon-in-value", 4)]


def test_a_key_on_a_line_that_cannot_be_read_is_not_missed_too() -> None:
    data = b"---\nchannels: [website]\ntopic }{ x\n---\n# T\n\nx\n"
    found = parse_post("content/posts/2026/12/a.md", data, ZoneInfo("Europe/Berlin")).findings
    assert "missing-key" not in {finding.rule for finding in found}
    assert found


def test_positions_are_those_of_the_written_file_even_where_it_was_mended() -> None:
    text = "mentions: [#a, b]\n\toccasion: x: y\nto\u00adpic:\u00a0\u00a0ver\u00adkehr\n"
    read = read_yaml(text, 5, KNOWN)
    keys = read.spot[2]
    assert read.value == {"mentions": ["#a", "b"], "occasion": "x: y", "topic": "verkehr"}
    assert keys["mentions"][2][2] == [(5, 12), (5, 16)]
    assert keys["occasion"] == (6, 2, (6, 12))
    assert keys["topic"] == (7, 1, (7, 10))


def test_more_faults_than_rounds_are_said_to_be_so() -> None:
    text = "".join(f"}}k{number}\n" for number in range(60))
    assert read_yaml(text, 1, KNOWN).troubles[-1].rule == "yaml-gave-up"


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("hoehe: [1,5 Meter, 2 Meter]", 'hoehe: ["1,5 Meter", 2 Meter]'),
        ("hoehe: [2 Meter, '1,5 Meter', mehr als 3,5]", "hoehe: [2 Meter, '1,5 Meter', \"mehr als 3,5\"]"),
        ("hoehe: [1,2,3]", None),
        ('hoehe: ["1,5 Meter"]', None),
        ("hoehe: 1,5 bis 2,5 Meter", None),
    ],
)
def test_a_number_is_not_taken_apart_at_its_comma_unseen(line: str, fixed: str | None) -> None:
    read = read_yaml(line + "\n", 2, frozenset({"hoehe"}))
    found = [(trouble.rule, trouble.line, trouble.values["fixed"]) for trouble in read.troubles]
    assert found == ([("yaml-split-number", 2, fixed)] if fixed else [])
