"""„Schritt für Schritt“: pages of one shape, pictures that are there and told, and no word that stands nowhere else.

``<samp data-of=…>`` quotes what we write ourselves: our forms and workflows (``github``), what the program says under
a proposal or an issue (``comment``), our own pages (``page``). ``<kbd>`` quotes what GitHub writes on its screens. Each
is held against its source, so that the handbook cannot fall behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from amtsfunk.commands.forging import sent, stop
from amtsfunk.commands.hold import said
from amtsfunk.commands.sites.sources import read_pictures
from amtsfunk.delivery.stops import ALL
from amtsfunk.effects.site_templates import read_templates
from amtsfunk.model.authority import Authority, ForgeSettings
from amtsfunk.pages import internal
from amtsfunk.pages.facts import KINDS
from amtsfunk.pages.plan import STATES
from amtsfunk.pages.templates import markdown_environment
from amtsfunk.report.proposal import read_proposal
from amtsfunk.report.proposal_comment import NOTHING_GOES_OUT, Known, render_comment
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings

ROOT = Path(__file__).parents[3]
SITE = ROOT / "site" / "internal"
FOLDER = SITE / "handbuch"
DRAWN = FOLDER / "bilder"
NAV = Path(str(internal.__file__)).read_text(encoding="utf-8")
STEPS = NAV[NAV.index('"Schritt für Schritt"') : NAV.index('"Handbuch"')]
PAGES = {name: (SITE / name).read_text(encoding="utf-8") for name in re.findall(r'"(handbuch/[a-z-]+\.md)"', STEPS)}
PICTURES = sorted(DRAWN.glob("*.webp"))
SKETCHES = {path.name: ElementTree.parse(path).getroot() for path in sorted(DRAWN.glob("*.svg"))}  # noqa: S314 - our own files
SVG = "{http://www.w3.org/2000/svg}"
POST = "content/posts/2026/12/x.md"
LARGEST = 150_000
SHOWN_AT = 360

FORGE = (
    # „Creating new files“, „Creating a pull request“
    "Commit changes", "Commit changes...", "Commit message", "Commit directly to the main branch",
    "Create a new branch for this commit and start a pull request", "Propose changes",
    "Open a pull request", "Add a title", "Create pull request", "Close pull request", "Edit file",
    # „Approving a pull request with required reviews“, „Merging a pull request“, „About protected branches“
    "Files changed", "Review changes", "Finish your review", "Comment", "Approve", "Request changes", "Submit review",
    "Reviewers", "Review required", "Changes approved", "All checks have passed",
    "Squash and merge", "Confirm squash and merge",
    # „Creating an issue“; the last is the older name of „Create“
    "Issues", "New issue", "Create new issue", "Get started", "Create", "Submit new issue",
)  # fmt: skip
"""What GitHub writes on its screens, by its own documentation, in its own language: it has no other."""


def plain(text: str) -> str:
    """Without markup, on one line."""
    return " ".join(re.sub(r"<[^>]+>|\*\*|`", "", text).split())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key, *strings(one)) if isinstance(key, str) else strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def in_github() -> str:
    """Every text of our forms and workflows, and every line of the templates for proposals."""
    forms = [*ROOT.glob(".github/ISSUE_TEMPLATE/*.yml"), *ROOT.glob(".github/workflows/*.yml")]
    texts = [text for form in forms for text in strings(yaml.safe_load(form.read_text(encoding="utf-8")))]
    templates = [*ROOT.glob(".github/PULL_REQUEST_TEMPLATE/*.md"), ROOT / ".github" / "pull_request_template.md"]
    return "\n".join(map(plain, [*texts, *(path.read_text(encoding="utf-8") for path in templates)]))


def in_comments() -> str:
    """What the program really says: about a proposal that touches rules and lacks an approval, and about stops."""
    post = {"path": POST, "title": "T", "new": True, "due": "2026-12-03T08:00:00Z", "latest": None, "kind": "service",
            "sensitive": False, "digest": "d" * 64, "views": [], "hints": []}  # fmt: skip
    empty = {"v": 1, "stayed": [], "hints": [], "errors": 0, "warnings": 0, "notices": 0, "more": 0}
    proposal = read_proposal(json.dumps({**empty, "posts": [post]}).encode())
    settings = settings_of_the_example()
    known = Known(settings.authority.zone, "github.com", "a" * 40, passed=True, run="https://github.com/a/b",
                  needs={POST: ("Stellvertretung",)}, rewrites=("plans/team.yml",))  # fmt: skip
    source = Path(str(stop.__file__)).read_text(encoding="utf-8").replace("{said(scope)}", said(ALL))
    spoken = "\n".join(re.findall(r'"([^"\n]+)"', source))
    return "\n".join(map(plain, (render_comment(proposal, known), sent.render((), settings, "github.com"), spoken)))


def settings_of_the_example() -> Any:
    found, _, _ = parse_settings(
        {path: (ROOT / path).read_bytes() for path in SETTINGS_PATHS if (ROOT / path).is_file()}
    )
    assert found is not None
    return found


def in_pages() -> str:
    page = (SITE / "beitrag-schreiben.md").read_text(encoding="utf-8")
    return "\n".join([*re.findall(r">([^<>{}]+)<", page), *KINDS.values(), *STATES.values()])


@cache
def sources() -> Mapping[str, str]:
    return {"github": in_github(), "comment": in_comments(), "page": in_pages(), "forge": "\n".join(FORGE)}


def test_there_are_seven_and_the_menu_names_them() -> None:
    assert len(PAGES) == 7
    assert all(page.startswith("---\ntitle: ") for page in PAGES.values())


@pytest.mark.parametrize("name", PAGES)
def test_each_begins_with_what_is_needed_and_ends_with_what_helps(name: str) -> None:
    sections = re.findall(r"^## (.+?) \{: #\S+ \}$", PAGES[name], re.MULTILINE)
    assert (sections[0], sections[-1]) == ("Was Sie brauchen", "Wenn etwas nicht klappt")
    assert "\n**Dauer:** " in PAGES[name].split("## ")[1]
    assert '<ol class="af-steps" markdown="1">' in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_each_picture_is_there_told_and_captioned(name: str) -> None:
    figures = re.findall(r'<figure class="af-shown">\n(.+?)\n</figure>', PAGES[name], re.DOTALL)
    assert len(figures) == PAGES[name].count("<figure") and PAGES[name].count("<img") <= len(figures)
    for figure in figures:
        caption = plain(figure[figure.index("<figcaption>") :])
        drawn = re.search(r'include "handbuch/bilder/([a-z-]+\.svg)"', figure)
        if drawn:
            assert drawn[1] in SKETCHES and caption.startswith("Von uns gezeichnet.")
            continue
        found = re.search(r'<img src="bilder/([a-z-]+\.webp)" width="(\d+)" height="(\d+)" alt="([^"]+)">', figure)
        assert found, figure
        with Image.open(DRAWN / found[1]) as picture:
            assert int(found[2]) == SHOWN_AT
            assert int(found[3]) == round(picture.height * SHOWN_AT / picture.width), found[1]
        assert 60 <= len(found[4]) <= 320 and found[4] != caption
        assert len(caption) > 20


def test_no_picture_is_left_over_and_none_is_large() -> None:
    pages = "".join(PAGES.values())
    assert len(PICTURES) >= 8 and len(SKETCHES) >= 6
    for name in (*(path.name for path in PICTURES), *SKETCHES):
        assert f"bilder/{name}" in pages, name
    assert [path.name for path in PICTURES if path.stat().st_size > LARGEST] == []
    assert set(read_pictures(SITE)) == {f"handbuch/bilder/{path.name}" for path in PICTURES}


@pytest.mark.parametrize("name", SKETCHES)
def test_a_sketch_says_what_it_is_to_everybody_and_brings_nothing_along(name: str) -> None:
    sketch = SKETCHES[name]
    title, told = sketch.find(f"{SVG}title"), sketch.find(f"{SVG}desc")
    assert title is not None and told is not None
    assert (sketch.get("role"), sketch.get("aria-labelledby"), sketch.get("aria-describedby")) == (
        "img", title.get("id"), told.get("id"),
    )  # fmt: skip
    assert (title.text or "").startswith("Zeichnung: ") and len(told.text or "") > 100
    assert "Zeichnung" in [text.text for text in sketch.iter(f"{SVG}text")], "the reader sees that it is drawn"
    kinds = {element.tag.removeprefix(SVG) for element in sketch.iter()}
    assert kinds <= {"svg", "title", "desc", "rect", "circle", "path", "text"}, "no style, script, picture, link"


def test_what_a_sketch_writes_on_its_screen_stands_there() -> None:
    seen = set()
    for name, sketch in SKETCHES.items():
        for text in sketch.iter(f"{SVG}text"):
            of = text.get("data-of")
            if of:
                seen.add(of)
                assert (text.text or "") in sources()[of], f"{name}: {text.text}"
    assert seen == {"forge", "github", "comment"}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_quoted_of_ours_stands_there_word_for_word(name: str) -> None:
    page = re.sub(r"\s+", " ", PAGES[name])
    quoted = re.findall(r'<samp data-of="([a-z]+)">(.+?)</samp>', page)
    assert len(quoted) == page.count("<samp")
    for of, words in quoted:
        assert words in sources()[of], f"{of}: {words}"


@pytest.mark.parametrize("name", PAGES)
def test_the_forges_buttons_are_called_as_on_its_screen(name: str) -> None:
    for words in re.findall(r"<kbd>(.+?)</kbd>", re.sub(r"\s+", " ", PAGES[name])):
        assert words in FORGE, words


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page_and_a_section_that_are_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[name]):
        path, _, anchor = target.partition("#")
        file = (SITE / name).parent / path if path else SITE / name
        text = file.resolve().read_text(encoding="utf-8")
        assert not anchor or f"{{: #{anchor} }}" in text, target


def test_the_last_line_of_the_comment_is_quoted_whole() -> None:
    assert f'<samp data-of="comment">{NOTHING_GOES_OUT}</samp>' in PAGES["handbuch/beitrag-freigeben.md"]


def test_the_forms_that_are_linked_are_there() -> None:
    named = {form for page in PAGES.values() for form in re.findall(r"template=([a-z-]+\.yml)", page)}
    assert len(named) == 2
    assert named <= {path.name for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")}


@pytest.mark.parametrize("page", ["handbuch/freigabe.md", "handbuch/beitrag-freigeben.md"])
def test_a_click_approves_only_where_the_authority_says_where_reviews_are_read(page: str) -> None:
    environment = markdown_environment(read_templates(SITE))
    authority: Authority = settings_of_the_example().authority
    assert authority.forge is None
    forge = ForgeSettings(kind="github", repository="beispielau/presse", id=1, host="github.com")
    pages = [
        environment.get_template(page).render(authority=one)
        for one in (authority, authority.model_copy(update={"forge": forge}))
    ]
    without, with_it = ("genügt bei uns noch nicht" in one or "noch nicht eingerichtet" in one for one in pages)
    assert (without, with_it) == (True, False)
