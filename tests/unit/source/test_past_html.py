"""Mastodon's HTML → what readers saw."""

from __future__ import annotations

import pytest

from amtsfunk.source.past_html import to_plain

LINK = (
    '<a href="https://www.example.org/ein/langer/weg?a=1&amp;b=2" target="_blank" rel="nofollow noopener">'
    '<span class="invisible">https://www.</span><span class="ellipsis">example.org/ein/langer/w</span>'
    '<span class="invisible">eg?a=1&amp;b=2</span></a>'
)
MENTION = '<span class="h-card"><a href="https://amt.example/@eva" class="u-url mention">@<span>eva</span></a></span>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Eins</p><p>Zwei<br />drei<br>vier</p>", "Eins\n\nZwei\ndrei\nvier"),
        ("<p>a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#39;</p>", "a <b> &amp; \"c\" 'd'"),
        (f"<p>Hier: {LINK}.</p>", "Hier: https://www.example.org/ein/langer/weg?a=1&b=2."),
        (f"<p>{MENTION} danke!</p>", "@eva@amt.example danke!"),
        ('<a href="https://a.example/tags/x" class="mention hashtag">#<span>Hafen</span></a>', "#Hafen"),
        ('<p><a href="https://b.example/x">hier entlang</a></p>', "hier entlang (https://b.example/x)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="https://a.example/x">offen', "offen (https://a.example/x)"),
        ("<script>alert(1)</script>a<style>p{}</style>b", "ab"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "- eins\n- zwei"),
        ("<p>a</p>\n\n\n<p></p><p>b</p>", "a\n\nb"),
        ("<p>a\u202eb\u200bc\ud800d</p>", "abcd"),
        ("<<<>>", "<<<>>"),
        ("", ""),
    ],
)  # fmt: skip
def test_to_plain(markup: str, text: str) -> None:
    assert to_plain(markup) == text
