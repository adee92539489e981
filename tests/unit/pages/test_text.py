from __future__ import annotations

from datetime import date
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.model.german import german_weekday
from amtsfunk.pages import text
from amtsfunk.pages.templates import markdown_environment


def _tags(html: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            for name, value in attrs:
                if name == "href":
                    assert (value or "").lower().startswith(("http://", "https://"))
                else:
                    assert name in ("rel", "class")

    Reader().feed(html)
    return found


def test_line_breaks_links_and_hashtags_are_shown_and_everything_else_is_escaped() -> None:
    html = text.html_text('Für Bürger*innen <b>&\n"x" https://www.musterhafen.example/a?b=1&c=2. #Warntag\n\nEnde')
    assert html == (
        "<p>Für Bürger*innen &lt;b&gt;&amp;<br>&quot;x&quot; "
        '<a class="af-address" href="https://www.musterhafen.example/a?b=1&amp;c=2" rel="noopener nofollow">'
        'https://www.musterhafen.example/a?b=1&amp;c=2</a>. <span class="af-hashtag">#Warntag</span></p>\n<p>Ende</p>'
    )


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("(siehe https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("„https://a.example/x“, dann", "https://a.example/x"),
        ("HTTPS://A.example/x!", "HTTPS://A.example/x"),
    ],
)
def test_punctuation_after_an_address_belongs_to_the_sentence(line: str, address: str) -> None:
    assert f'href="{address}"' in text.html_text(line)


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "data:text/html,x", "https://", "http://[::1", "//a.example", "§ 5 #1"]
)
def test_what_is_no_web_address_or_hashtag_is_plain_text(line: str) -> None:
    assert _tags(text.html_text(line)) == {"p"}


@given(st.text())
def test_no_text_can_bring_a_tag_of_its_own(value: str) -> None:
    assert _tags(text.html_text(value)) <= {"p", "br", "a", "span"}


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_a_value_in_markdown_shows_exactly_itself(value: str) -> None:
    shown = " ".join(value.split())
    if not shown:
        return
    html = markdown.markdown(text.markdown_value(value), extensions=["tables", "attr_list", "def_list", "md_in_html"])
    assert unescape(html.removeprefix("<p>").removesuffix("</p>")).split() == shown.split()


@pytest.mark.parametrize(
    "value", ["2. Dezember", "+ + + Eil + + +", "- a", "# Kopf", "1) x", "a | b", ": x", "===", "{: #x }"]
)
def test_values_that_look_like_markdown_stay_text(value: str) -> None:
    html = markdown.markdown(text.markdown_value(value), extensions=["tables", "attr_list", "def_list"])
    assert unescape(html) == f"<p>{value}</p>"


def test_prose_keeps_its_markdown_but_no_html() -> None:
    kept = text.prose_without_html("**fett** <script>alert(1)</script> <https://a.example>")
    assert kept == "**fett** &lt;script>alert(1)&lt;/script> <https://a.example>"


def test_dates_are_german() -> None:
    assert german_weekday(date(2026, 12, 1)) == "Dienstag, 1. Dezember 2026"
    assert text.month_name("2026/03") == "März 2026"


def test_lines_of_easy_language_stay_lines() -> None:
    assert "<br" in markdown.markdown(text.markdown_lines("Das ist leicht.\nDas auch."))
    assert markdown.markdown(text.markdown_lines("- eins\n- zwei")).count("<li>") == 2


def test_a_mail_address_may_be_parted_behind_the_sign_and_nowhere_within_a_name() -> None:
    shown = markdown_environment({"page.html": "{{ address | mail }}"}).get_template("page.html")
    assert shown.render(address="o'b&c@stadt.example") == (
        '<a href="mailto:o&#x27;b&amp;c@stadt.example">o&#x27;b&amp;c@<wbr>stadt.example</a>'
    )
