"""What search engines and networks read of the public pages, read back from the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.pages.archive import Frame, archive_pages
from amtsfunk.pages.facts import Archive, ArchivePart, ArchivePicture, ArchivePost, Elsewhere, Mending
from amtsfunk.pages.linked_data import Identity, page_names, with_head
from amtsfunk.pages.pictures import CleanPicture
from amtsfunk.pages.shell import Shell
from amtsfunk.pages.templates import html_environment
from support.site_office import Seen, read_html

TEMPLATES = Path(__file__).parents[3] / "site" / "archive"
ROOT = "https://www.stadt.example"
AUTHORITY = {"@type": "GovernmentOrganization", "@id": f"{ROOT}/#behoerde", "name": "Stadt"}
IDENTITY = Identity(ROOT, "Stadt in den sozialen Medien", "de", AUTHORITY)
EVIL = '</script><script>alert("1")</script><!-- & \u2028'
PICTURE = ArchivePicture("content/media/2026/12/bild.png", "ab" * 32, f"Bild {EVIL}", "Foto: Stadt", "ab" * 32)
LOST = replace(PICTURE, path="content/media/2026/12/weg.png")


def _post(name: str = "warntag", **changes: object) -> ArchivePost:
    post = ArchivePost(
        id=name,
        month="2026/12",
        title=f"Warntag {EVIL}",
        kind="service",
        topic="sicherheit",
        language="de",
        published_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        parts=(ArchivePart(f"Heute {EVIL}", (LOST, PICTURE)),),
        elsewhere=(Elsewhere("Mastodon", "https://m.example/1"), Elsewhere("X", None)),
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def _seen(path: str, *posts: ArchivePost) -> Seen:
    sources = {file.name: file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.html")}
    shell = Shell(("<html><head>", "", "</head><body>", "</body></html>"), ("head", "title", "content"), "d")
    frame = Frame(shell, html_environment(sources), "v", IDENTITY)
    archive = Archive("Stadt", ROOT, "de", ZoneInfo("Europe/Berlin"), {"sicherheit": "Sicherheit"}, posts)
    pages = archive_pages(
        archive, frame, lambda picture: CleanPicture(b"", "png", 12, 8) if picture == PICTURE else None
    )
    (page,) = (page for page in pages if page.path == path)
    return read_html((page.render() or b"").decode())


def _node(seen: Seen, kind: str) -> dict[str, Any]:
    (found,) = (node for node in seen.data if node["@type"] == kind)
    return found


PATH = "archiv/2026/12/warntag/index.html"
ADDRESS = f"{ROOT}/archiv/2026/12/warntag/"


def test_a_post_says_who_wrote_it_when_and_where_else_it_stands() -> None:
    post = _node(_seen(PATH, _post()), "SocialMediaPosting")
    assert post["headline"] == f"Warntag {EVIL}"
    assert post["author"] == post["publisher"] == {"@id": AUTHORITY["@id"]}
    assert post["url"] == ADDRESS
    assert post["datePublished"] == "2026-12-01T09:00:00+01:00"
    assert post["sameAs"] == ["https://m.example/1"]
    assert post["articleSection"] == "Sicherheit"
    assert not {"dateModified", "correction", "creativeWorkStatus", "about"} & post.keys()


def test_only_pictures_that_the_page_shows_are_named() -> None:
    seen = _seen(PATH, _post())
    (image,) = _node(seen, "SocialMediaPosting")["image"]
    assert image == {
        "@type": "ImageObject",
        "url": f"{ADDRESS}bild.png",
        "width": 12,
        "height": 8,
        "caption": PICTURE.alt,
        "creditText": "Foto: Stadt",
    }
    assert seen.properties["og:image"] == image["url"]
    assert seen.properties["og:image:alt"] == PICTURE.alt
    assert (seen.properties["og:image:width"], seen.properties["og:image:height"]) == ("12", "8")


@pytest.mark.parametrize(("by", "mark"), [("corrected_by", "berichtigt"), ("withdrawn_by", "zurückgezogen")])
def test_a_mended_post_says_what_was_wrong_and_where_that_stands(by: str, mark: str) -> None:
    mending = Mending("warntag", "Der Tag", date(2026, 11, 30), "Vertan")
    fix = _post("fix", kind="correction", mending=mending, published_at=datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    seen = _seen(PATH, fix, _post(**{by: "fix"}))
    post = _node(seen, "SocialMediaPosting")
    assert post["correction"] == {
        "@type": "CorrectionComment",
        "text": "Der Tag",
        "url": f"{ROOT}/archiv/2026/12/fix/",
        "datePublished": "2026-12-03T10:00:00+01:00",
    }
    assert post["creativeWorkStatus"] == mark
    assert post["dateModified"] == seen.properties["article:modified_time"] == "2026-12-03T10:00:00+01:00"
    there = _node(_seen("archiv/2026/12/fix/index.html", fix, _post(**{by: "fix"})), "SocialMediaPosting")
    assert there["about"]["url"] == ADDRESS


def test_of_a_redacted_post_nothing_is_told_that_had_to_go() -> None:
    seen = _seen(PATH, _post(title="Entfernter Beitrag", parts=(), note="Einwilligung", removed_on=date(2026, 12, 4)))
    post = _node(seen, "SocialMediaPosting")
    assert (post["headline"], post["description"]) == ("Entfernter Beitrag", "Einwilligung")
    assert post["creativeWorkStatus"] == "Inhalt entfernt"
    assert "image" not in post
    assert "Heute" not in str(seen.data) + str(seen.properties)


@pytest.mark.parametrize("kind", ["news", "statement", "rebuttal", "crisis"])
def test_what_a_press_office_writes_as_news_is_news(kind: str) -> None:
    assert _node(_seen(PATH, _post(kind=kind)), "NewsArticle")["url"] == ADDRESS


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (PATH, ["Start", "Archiv", "Dezember 2026", f"Warntag {EVIL}"]),
        ("archiv/2026/12/index.html", ["Start", "Archiv", "Beiträge im Dezember 2026"]),
        ("archiv/index.html", ["Start", "Archiv"]),
    ],
)
def test_the_way_to_a_page_is_told(path: str, names: list[str]) -> None:
    steps = _node(_seen(path, _post()), "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == names
    assert [step["position"] for step in steps] == list(range(1, len(names) + 1))
    assert steps[-1]["item"] == f"{ROOT}/{path.removesuffix('index.html')}"


def test_a_fixed_page_gets_its_own_words() -> None:
    head = '<meta name="description" content="Was &amp; wer"><title>Rat &amp; Tat – Stadt</title>'
    html = f"<html><head>{head}</head></html>"
    identity = replace(IDENTITY, site_name="Stadt")
    names = page_names({"": "<title>Stadt</title>", "netiquette/": html, "netiquette/rat/": html}, "Stadt")
    seen = read_html(with_head(html, "netiquette/rat/", names, identity))
    assert seen.properties["og:title"] == "Rat & Tat"
    assert seen.properties["og:description"] == "Was & wer"
    assert _node(seen, "WebPage")["url"] == seen.properties["og:url"] == f"{ROOT}/netiquette/rat/"
    steps = _node(seen, "BreadcrumbList")["itemListElement"]
    assert [step["item"] for step in steps] == [f"{ROOT}/", f"{ROOT}/netiquette/", f"{ROOT}/netiquette/rat/"]
