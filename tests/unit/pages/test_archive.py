"""Archive pages, feeds and lists over model objects, without MkDocs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.pages import feeds
from amtsfunk.pages.archive import Frame, archive_pages, picture_pages
from amtsfunk.pages.facts import Archive, ArchivePart, ArchivePicture, ArchivePost, Elsewhere, Mending, Page
from amtsfunk.pages.linked_data import Identity
from amtsfunk.pages.pictures import CleanPicture
from amtsfunk.pages.public import notices
from amtsfunk.pages.shell import Shell
from amtsfunk.pages.templates import html_environment

TEMPLATES = Path(__file__).parents[3] / "site" / "archive"
IDENTITY = Identity(
    "https://www.stadt.example",
    "Stadt",
    "de",
    {"@type": "GovernmentOrganization", "@id": "https://www.stadt.example/#behoerde", "name": "Stadt"},
)
ZONE = ZoneInfo("Europe/Berlin")
EVIL = '<script>alert("1")</script>'
PICTURE = ArchivePicture("content/media/2026/12/bild.png", "ab" * 32, f"Bild {EVIL}", f"Foto {EVIL}", "ab" * 32)


def _post(name: str = "warntag", **changes: object) -> ArchivePost:
    post = ArchivePost(
        id=name,
        month="2026/12",
        title=f"Warntag {EVIL}",
        kind="service",
        topic="sicherheit",
        language="de",
        published_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        parts=(ArchivePart(f"Heute {EVIL}\nhttps://a.example/x", (PICTURE,)),),
        payload_sha256="cd" * 32,
        elsewhere=(Elsewhere("Mastodon", "https://m.example/1"), Elsewhere("X", None)),
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def _archive(*posts: ArchivePost) -> Archive:
    return Archive("Stadt", "https://www.stadt.example", "de", ZONE, {"sicherheit": "Sicherheit"}, posts)


def _frame() -> Frame:
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")}
    shell = Shell(("<head>", "", "<body>", "</body>"), ("head", "title", "content"), "d")
    return Frame(shell, html_environment(sources), "v", IDENTITY)


def _read(picture: ArchivePicture) -> CleanPicture | None:
    return CleanPicture(b"png", "png", 12, 8) if picture == PICTURE else None


def _pages(archive: Archive) -> dict[str, Page]:
    return {page.path: page for page in [*archive_pages(archive, _frame(), _read), *picture_pages(archive, _read)]}


def _html(archive: Archive, path: str) -> str:
    return (_pages(archive)[path].render() or b"").decode()


def test_a_post_has_its_permanent_address_its_digest_and_its_picture_beside_it() -> None:
    pages = _pages(_archive(_post()))
    html = (pages["archiv/2026/12/warntag/index.html"].render() or b"").decode()
    assert f'<meta name="amtsfunk:payload" content="{"cd" * 32}">' in html
    assert "https://www.stadt.example/archiv/2026/12/warntag/" in html
    assert 'src="bild.png"' in html
    assert 'width="12" height="8"' in html
    assert "1. Dezember 2026, 9:00 Uhr" in html
    assert 'href="https://m.example/1"' in html
    assert pages["archiv/2026/12/warntag/bild.png"].render() == b"png"


def test_a_description_is_seen_below_the_picture_and_heard_once() -> None:
    html = _html(_archive(_post()), "archiv/2026/12/warntag/index.html")
    figure = html[html.index("<figure>") : html.index("</figure>")]
    assert figure.count("Bild &lt;script") == 2
    heard = re.sub(r'<span aria-hidden="true">.*?</span>', "", figure)
    assert heard.count("Bild &lt;script") == 1


def test_nothing_of_a_post_can_become_markup() -> None:
    archive = _archive(_post())
    for path, page in _pages(archive).items():
        if path.endswith(".html"):
            html = (page.render() or b"").decode()
            assert html.count("<script") == html.count('<script type="application/ld+json">') == 1, path
            assert html.count("</script") == 1, path


def test_every_list_leads_to_the_post() -> None:
    archive = _archive(_post())
    for path in (
        "archiv/index.html",
        "archiv/2026/index.html",
        "archiv/2026/12/index.html",
        "archiv/themen/sicherheit/index.html",
        "archiv/themen/sicherheit/2026/index.html",
    ):
        assert 'archiv/2026/12/warntag/"' in _html(archive, path), path


def test_a_picture_that_is_gone_is_said_and_not_linked() -> None:
    lost = replace(PICTURE, path="content/media/2026/12/weg.png")
    archive = _archive(_post(parts=(ArchivePart("Text", (lost,)),)))
    assert "nicht mehr vorliegt" in _html(archive, "archiv/2026/12/warntag/index.html")
    assert "<img" not in _html(archive, "archiv/2026/12/warntag/index.html")
    assert _pages(archive)["archiv/2026/12/warntag/weg.png"].render() is None


def test_corrections_are_shown_at_both_ends_and_listed() -> None:
    mending = Mending("warntag", "Der Tag", date(2026, 11, 30), "Vertan")
    fix = _post("korrektur", kind="correction", mending=mending, title="Korrektur", parts=(ArchivePart("Neu"),))
    archive = _archive(fix, _post(corrected_by="korrektur"))
    original = _html(archive, "archiv/2026/12/warntag/index.html")
    assert "berichtigt" in original
    assert 'href="../../../../archiv/2026/12/korrektur/"' in original
    assert "seit" in _html(archive, "archiv/2026/12/korrektur/index.html").lower()
    (notice,) = notices(archive)
    assert notice["what"] == "berichtigt"
    assert notice["since"] == "30. November 2026"


def test_a_redacted_post_keeps_its_address_and_says_why_without_its_text() -> None:
    archive = _archive(_post(parts=(), note="Einwilligung widerrufen"))
    html = _html(archive, "archiv/2026/12/warntag/index.html")
    assert "Einwilligung widerrufen" in html
    assert "Heute" not in html
    assert b"Heute" not in (next(iter(feeds.feed_pages(archive, False))).render() or b"")


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Anders"},
        {"parts": (ArchivePart("Anders"),)},
        {"corrected_by": "korrektur"},
        {"elsewhere": ()},
        {"payload_sha256": "00" * 32},
    ],
)
def test_whatever_a_page_shows_is_in_its_key(changed: dict[str, object]) -> None:
    before, after = _pages(_archive(_post())), _pages(_archive(_post(**changed)))
    path = "archiv/2026/12/warntag/index.html"
    assert before[path].key != after[path].key
    assert before[path].key == _pages(_archive(_post()))[path].key


def test_a_new_post_leaves_the_pages_of_other_posts_alone() -> None:
    before = _pages(_archive(_post()))
    after = _pages(_archive(_post("neu"), _post()))
    path = "archiv/2026/12/warntag/index.html"
    assert before[path].key == after[path].key
    assert before["archiv/index.html"].key != after["archiv/index.html"].key


def test_the_feeds_are_valid_and_complete() -> None:
    archive = _archive(_post("zwei", title="A & B \x07"), _post())
    atom, json_feed = (page.render() or b"" for page in feeds.feed_pages(archive, True))
    root = ET.fromstring(atom)  # noqa: S314 - our own bytes
    name = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{name}id") for entry in root.findall(f"{name}entry")] == [
        "https://www.stadt.example/archiv/2026/12/zwei/",
        "https://www.stadt.example/archiv/2026/12/warntag/",
    ]
    assert "Beispiel" in (root.findtext(f"{name}title") or "")
    content = root.findall(f"{name}entry")[1].findtext(f"{name}content") or ""
    assert "<script" not in content
    assert "&lt;script" in content
    items = json.loads(json_feed)["items"]
    assert [item["url"] for item in items] == [item["id"] for item in items]
    assert items[1]["content_text"].startswith("Heute")


def test_the_search_list_cannot_end_its_script() -> None:
    (page,) = feeds.search_pages(_archive(_post(parts=(ArchivePart("</script><script>"),))))
    assert b"</script" not in (page.render() or b"")


@pytest.mark.parametrize("name", ["index.html", "INDEX.HTML", "bild.svg"])
def test_a_picture_never_takes_the_place_of_a_page(name: str) -> None:
    odd = replace(PICTURE, path=f"content/media/2026/12/{name}")
    archive = _archive(_post(parts=(ArchivePart("Text", (odd,)),)))
    paths = [page.path for page in [*archive_pages(archive, _frame(), _read), *picture_pages(archive, _read)]]
    assert len(paths) == len(set(paths))
    assert not [path for path in paths if path.endswith(name) and name != "index.html"]
    page = _pages(archive)["archiv/2026/12/warntag/index.html"].render() or b""
    assert "Hier stand ein Bild" in page.decode()


def test_two_pictures_of_one_name_keep_one_file() -> None:
    other = replace(PICTURE, path="content/media/2026/11/bild.png")
    pages = list(picture_pages(_archive(_post(parts=(ArchivePart("Text", (PICTURE, other)),))), _read))
    assert [page.path for page in pages] == ["archiv/2026/12/warntag/bild.png"]


def test_no_two_links_of_a_list_bear_one_name_where_months_and_titles_come_again() -> None:
    """A screen reader's list of links has no headings around it: March of which year, and which of both posts?"""
    old = _post("alt", month="2025/12", title="Warntag", published_at=datetime(2025, 12, 1, 8, 0, tzinfo=UTC))
    shown = archive_pages(_archive(_post("neu", title="Warntag"), old), _frame(), _read)
    pages = {page.path: page for page in shown}
    for path in ("archiv/index.html", "archiv/themen/sicherheit/index.html"):
        html = (pages[path].render() or b"").decode()
        named = {(re.sub(r"<[^>]+>", "", name), to) for to, name in re.findall(r'<a href="([^"]+)">(.*?)</a>', html)}
        assert len({name for name, _ in named}) == len({to for _, to in named}) == len(named)
        assert ("Warntag (1. Dezember 2025, 9:00 Uhr)", f"{'../' * path.count('/')}archiv/2025/12/alt/") in named
    assert '>Dezember<span class="af-said"> 2025</span></a>' in (pages["archiv/index.html"].render() or b"").decode()
