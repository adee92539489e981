"""The body: four constructs, everything else as typed."""

from __future__ import annotations

import pytest

from amtsfunk.source.body import Body, read_body

CHANNELS = ("website", "mastodon", "linkedin-karriere", "x")


def read(text: str, channels: tuple[str, ...] | None = CHANNELS) -> Body:
    return read_body(text, 10, channels)


def rules(body: Body) -> list[tuple[str, int, int]]:
    return [(trouble.rule, trouble.line, trouble.column) for trouble in body.troubles]


def test_everything_at_once() -> None:
    body = read(
        '\n# Titel\n\nErster.\n\n![Alt](a.jpg "Foto: Stadt")\n\n## Teil 2\nZweiter.\n\n## Mastodon\n  Eigener.\n'
        "## Teil 2\nNoch einer.\n## LinkedIn Karriere\nAnders.\n"
    )
    assert body.troubles == []
    assert body.title == "Titel"
    assert [(part.text, part.line) for part in body.parts] == [("Erster.", 13), ("Zweiter.", 18)]
    assert [(p.file, p.alt, p.credit, p.line) for p in body.parts[0].pictures] == [("a.jpg", "Alt", "Foto: Stadt", 15)]
    assert {name: [part.text for part in parts] for name, parts in body.channel_texts.items()} == {
        "mastodon": ["  Eigener.", "Noch einer."],
        "linkedin-karriere": ["Anders."],
    }


@pytest.mark.parametrize(
    "line",
    [
        "Bürger*innen", "24. Dezember: Ruhe", "+ + + Eilmeldung + + +", "#Warntag heute", "##Warntag", "### drei",
        "- Punkt", "– Punkt", "> Zitat", "* * *", "1. eins", "\\o/", "-", "–", "  eingerückt", "![", "a  ", "# ",
    ],
)  # fmt: skip
def test_plain_text_goes_out_as_typed(line: str) -> None:
    if line in ("![", "# "):
        line = "x" + line
    body = read(f"# T\n\n{line}\nund weiter\n")
    assert body.troubles == []
    assert body.parts[0].text == f"{line}\nund weiter"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("\\# Raute", "# Raute"),
        ("\\## Teil 2", "## Teil 2"),
        ("\\#Warntag", "#Warntag"),
        ("\\---", "---"),
        ("\\– – –", "– – –"),
        ("\\![a](b.jpg)", "![a](b.jpg)"),
        ("\\\\# x", "\\# x"),
        ("\\n", "\\n"),
    ],
)
def test_a_backslash_at_the_start_escapes(written: str, sent: str) -> None:
    body = read(f"# T\n\n{written}\nx\n")
    assert (body.troubles, body.parts[0].text) == ([], f"{sent}\nx")


@pytest.mark.parametrize(
    ("line", "rule", "fixed"),
    [
        ("# Zweiter Titel", "second-title", "\\# Zweiter Titel"),
        ("## Teil zwei", "unknown-section", "\\## Teil zwei"),
        ("## Teil 2:", "unknown-section", "## Teil 2"),
        ("## Mastodn", "unknown-section", "## mastodon"),
        ("## Instagram", "unknown-section", "\\## Instagram"),
        ("##", "unknown-section", "\\##"),
        ("##Mastodon", "section-without-space", "## Mastodon"),
        ("##Teil2", "section-without-space", "## Teil 2"),
        (" ## X", "section-indented", "## X"),
        ("  ![a](b.jpg)", "section-indented", "![a](b.jpg)"),
        ("## Teil 3", "part-number", "## Teil 2"),
        ("---", "dashes-line", "\\---"),
        ("––", "dashes-line", "\\––"),
        ("- - -", "dashes-line", "\\- - -"),
        ("![a](b.jpg", "picture-malformed", None),
        ("![a] (b.jpg)", "picture-malformed", None),
        ("![a](Mein Bild.JPG)", "picture-malformed", "![a](mein-bild.jpg)"),
        ("![a](größe (1).png)", "picture-malformed", None),
        ('![a](mein bild.jpg "Foto: b")', "picture-malformed", '![a](mein-bild.jpg "Foto: b")'),
        ("Text ![a](b.jpg) Text", "picture-inline", "![a](b.jpg)"),
        ("![a](content/media/b.jpg)", "picture-path", "![a](b.jpg)"),
        ("![a](https://x.example/b.jpg)", "picture-path", "![a](b.jpg)"),
    ],
)
def test_what_looks_like_a_construct_and_is_none(line: str, rule: str, fixed: str | None) -> None:
    body = read(f"# T\n\nErster.\n{line}\nmehr\n")
    trouble = body.troubles[0]
    assert (trouble.rule, trouble.line) == (rule, 13)
    if fixed is not None:
        assert trouble.values["fixed"] == fixed
        assert not [t for t in read(f"# T\n\nErster.\n{trouble.values['fixed']}\nmehr\n").troubles if t.rule == rule]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nur Text.\n", ("missing-title", 10, 1)),
        ("#Titel\nText\n", ("missing-title", 10, 1)),
        ("#\nText\n", ("missing-title", 10, 1)),
        ("Vorweg.\n# T\n\nText\n", ("text-before-title", 11, 1)),
        ("# T\n\n \n", ("missing-text", 10, 1)),
        ("# T\n\n## X\nNur dort.\n", ("missing-text", 10, 1)),
        ("# T\n\nx\n## X\n\n", ("empty-part", 13, 1)),
        ("# T\n\nx\n## Teil 2\n## X\ny\n", ("empty-part", 13, 1)),
        ("# T\nx\n## X\na\n## x\nb\n", ("duplicate-section", 14, 1)),
    ],
)
def test_what_is_missing_or_double(text: str, expected: tuple[str, int, int]) -> None:
    assert expected in rules(read(text))


def test_a_title_is_suggested_from_the_first_line() -> None:
    assert read("#Sirenen heulen\n\nText\n").troubles[0].values["fixed"] == "# Sirenen heulen"


def test_texts_for_every_channel_need_no_common_one() -> None:
    body = read("# T\n\n## Website\na\n## X\nb\n", ("website", "x"))
    assert (body.troubles, body.parts) == ([], ())


def test_where_the_channels_are_unknown_any_word_may_be_one() -> None:
    body = read("# T\nx\n## Irgendwas\na\n", None)
    assert (body.troubles, list(body.channel_texts)) == ([], ["irgendwas"])


@pytest.mark.parametrize("quotes", ['""', "„“", "“”", "''"])
def test_a_credit_may_stand_in_any_quotation_marks(quotes: str) -> None:
    body = read(f"# T\n\n![Alt [mit] Klammern](a.jpg {quotes[0]}Foto: A{quotes[1]})\n")
    picture = body.parts[0].pictures[0]
    assert (body.troubles, picture.alt, picture.credit) == ([], "Alt [mit] Klammern", "Foto: A")
