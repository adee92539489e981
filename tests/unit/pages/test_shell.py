from __future__ import annotations

import pytest

from amtsfunk.model.errors import EffectFailed
from amtsfunk.pages.shell import parse_shell

BUILT = """<html><head><!--amtsfunk:head--><meta name="old"><!--/amtsfunk:head-->
<!--amtsfunk:title--><title>alt</title><!--/amtsfunk:title-->
<link href="../assets/stil.css"><link href="feed.atom"></head><body><a href="..">Start</a>
<a href="./" aria-current="page">Archiv</a>
<a href="https://a.example/../x">fremd</a>
<article><!--amtsfunk:content-->alt<!--/amtsfunk:content--></article></body></html>"""


def test_a_page_four_folders_down_finds_the_same_files() -> None:
    page = (
        parse_shell(BUILT)
        .fill("archiv/2026/12/x/index.html", title="A & B", head="<meta>", content="<p>neu</p>")
        .decode()
    )
    assert '<link href="../../../../assets/stil.css">' in page
    assert '<link href="../../../../archiv/feed.atom">' in page
    assert '<a href="../../../..">Start</a>' in page
    assert '<a href="../../../../archiv/" aria-current="true">Archiv</a>' in page
    assert 'href="https://a.example/../x"' in page
    assert "<title>A &amp; B</title>" in page
    assert "<article><p>neu</p></article>" in page
    assert "alt<" not in page
    assert "amtsfunk:" not in page
    assert "\0" not in page


def test_text_of_a_post_cannot_reach_the_frame() -> None:
    """Place holders are filled piece by piece, so content that looks like one stays as it is."""
    page = parse_shell(BUILT).fill("a/index.html", title="t", head="", content="<p>\0 ..</p>").decode()
    assert "<p>\0 ..</p>" in page


@pytest.mark.parametrize("mark", ["<!--amtsfunk:head-->", "<!--/amtsfunk:content-->", "<!--amtsfunk:title-->"])
def test_a_frame_without_its_marks_is_refused(mark: str) -> None:
    with pytest.raises(EffectFailed):
        parse_shell(BUILT.replace(mark, ""))
