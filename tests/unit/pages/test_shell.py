from __future__ import annotations

import pytest

from amtsfunk.model.errors import EffectFailed
from amtsfunk.pages.shell import parse_shell, without_leftovers

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


def test_of_materials_frame_only_the_switches_without_a_use_go() -> None:
    ours = '<input type="checkbox" class="af-x"><label for="q">Wort</label><div class="af-dialog"><div></div></div>'
    theirs = (
        '\n    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
        '\n    <label class="md-overlay" for="__drawer"></label>'
        '\n    <div class="md-dialog">\n      <div class="md-dialog__inner md-typeset"></div>\n    </div>'
    )
    assert without_leftovers(f"<body>{theirs}{ours}</body>") == f"<body>{ours}</body>"
