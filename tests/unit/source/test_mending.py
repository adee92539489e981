"""What is mended, what is left for a person, and the guard between them."""

from __future__ import annotations

import pytest

from amtsfunk.source.mending import _faults, _is_better, _read, mend

POST = "content/posts/2026/12/warntag.md"
HEAD = "---\nchannels: [website, x]\ntopic: {}\n---\n# Titel\n\nText\n"


def mended(text: str, path: str = POST) -> tuple[str, list[str]]:
    result = mend(path, text.encode())
    assert result is not None
    return result.data.decode(), [change.what for change in result.changes]


@pytest.mark.parametrize(
    ("written", "right", "what"),
    [
        ("„verkehr“", '"verkehr"', "yaml-curly-quotes"),
        ("@verkehr", '"@verkehr"', "yaml-at-sign"),
        ("Verkehr: heute", '"Verkehr: heute"', "yaml-colon-in-value"),
        ("verkehr\xa0", "verkehr ", "no-break-space"),
        ("ver\xadkehr", "verkehr", "soft-hyphen"),
        ("verku\u0308hr", "verkühr", "composed"),
        ("\tverkehr", " verkehr", "tab-character"),
    ],
)
def test_what_can_mean_one_thing_is_mended(written: str, right: str, what: str) -> None:
    assert mended(HEAD.format(written)) == (HEAD.format(right), [what])


@pytest.mark.parametrize(
    "text",
    [
        HEAD.format("verkehr #1"),  # a comment, or a cut value?
        HEAD.format('"verkehr'),  # where does it end?
        HEAD.format("verkehr").replace("Text", "Am\xa024.\xa0Dezember"),  # good typesetting
        HEAD.format("verkehr").replace("Text", "Ein\u202eText"),  # whoever did that has to say why
        HEAD.format("verkehr").replace("Text", "##Warntag"),  # a hashtag in a hurry
        HEAD.format("verkehr").replace("topic", "topci"),
    ],
)
def test_what_could_mean_two_things_is_left(text: str) -> None:
    assert mended(text) == (text, [])


def test_settings_are_mended_and_their_comments_stay() -> None:
    text = "# Themen\ntopics:\n\tverkehr:\n    label: „Verkehr“ # kurz\n"
    data, what = mended(text, "plans/topics.yml")
    assert data.startswith("# Themen\ntopics:\n")
    assert "tab-character" in what


def test_what_is_no_text_is_not_touched() -> None:
    assert mend(POST, b"\xff\xfe") is None
    assert mend(POST, b"a\x00b") is None


def test_a_line_that_would_change_the_meaning_is_refused() -> None:
    before = _read(POST, HEAD.format("„verkehr“"))
    fault = next(_faults(before))
    assert _is_better(fault, before, _read(POST, HEAD.format('"verkehr"')))
    assert not _is_better(fault, before, _read(POST, HEAD.format('"kultur"')))
    assert not _is_better(fault, before, _read(POST, HEAD.format("„verkehr“")))
    assert not _is_better(fault, before, _read(POST, HEAD.format('"verkehr"').replace("Text", "Anderer Text")))
