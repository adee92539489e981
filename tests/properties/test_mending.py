"""Mending twice is mending once, and what a post says does not change by it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.source.mending import mend
from amtsfunk.source.posts import parse_post

ZONE = ZoneInfo("Europe/Berlin")
PATH = "content/posts/2026/12/warntag.md"
SLIPS = ["\ufeff", "\r\n", "\r", "\t", "\xa0", "\xad", "u\u0308", "\u202f", "„", "“", "–––", "##X", "@", ": ", "#"]
LINES = ["---", "topic: verkehr", "channels: [website, x]", "occasion: Tag", "# Titel", "Text", "", "## X", "poll:"]
TEXT = st.lists(st.one_of(st.sampled_from([*SLIPS, *(f"{line}\n" for line in LINES)]), st.text(max_size=3)))
WHOLE = """---
publish_at: 01.12.2026 09:00
channels: [website, x]
topic: {topic}
occasion: {occasion}
---
# Ein {title}

{text}

##X
Kurz
"""
PIECE = st.lists(st.sampled_from(["Warntag", "u\u0308ber", "\xa0", "\xad", "\t", " ", "–", "„gut“", "24."]), max_size=5)


@given(TEXT.map("".join))
@example("\ufeff\ufeff---\n")
@example("\r\n\r\x00")
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(PATH, text.encode())
    if once is not None:
        twice = mend(PATH, once.data)
        assert twice is not None
        assert twice.changes == ()
        assert twice.data == once.data
        assert (once.data == text.encode()) is (once.changes == ())


@given(TEXT.map("".join))
def test_settings_are_mended_once_too(text: str) -> None:
    once = mend("plans/topics.yml", text.encode())
    if once is not None:
        twice = mend("plans/topics.yml", once.data)
        assert twice is not None
        assert twice.changes == ()


@given(PIECE.map("".join), PIECE.map("".join), PIECE.map("".join))
def test_what_a_post_says_stays(occasion: str, title: str, text: str) -> None:
    written = WHOLE.format(topic="„verkehr“", occasion=f"Tag {occasion}", title=title, text=f"Los. {text}")
    data = written.replace("\n", "\r\n").encode()
    before, mended = parse_post(PATH, data, ZONE), mend(PATH, data)
    assert mended is not None
    after = parse_post(PATH, mended.data, ZONE)
    assert before.value is None, "nothing that was guessed may go out"
    assert before.mended is not None
    assert after.value is not None, after.findings
    assert after.value == before.mended
    assert {finding.rule for finding in after.findings} <= {"no-break-space"}
