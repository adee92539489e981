"""Feeds (RFC 4287 Atom, JSON Feed 1.1), the site map, ``channels.json`` and the search lists of the public site."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import Any

from amtsfunk.model.german import german_day
from amtsfunk.pages import text
from amtsfunk.pages.appearance import Logo
from amtsfunk.pages.facts import Archive, ArchivePost, Page, changed_at
from amtsfunk.pages.folding import searched

NEWEST = 50
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML 1.0 document may hold, not even escaped; a lone surrogate never comes out of UTF-8."""
Dated = tuple[ArchivePost, datetime]
"""A post, and when what is said of it changed last."""


def feed_pages(archive: Archive, example: bool, logo: Logo | None = None) -> Iterator[Page]:
    """The two feeds over the newest posts. A redacted post is listed by title and note, without its text."""
    by_id = {post.id: post for post in archive.posts}
    newest = [(post, changed_at(post, by_id, archive.zone)) for post in archive.posts[:NEWEST]]
    shown = (archive.website, archive.authority, archive.topics, example, newest, logo and logo.path)
    key = sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()
    yield Page("archiv/feed.atom", key, lambda: _atom(archive, newest, example, logo))
    yield Page("archiv/feed.json", key, lambda: _json_feed(archive, newest, example, logo))


def _title(archive: Archive, example: bool) -> str:
    return f"{archive.authority}: Beiträge" + (" (Beispiel)" if example else "")


def _content(post: ArchivePost) -> str:
    if not post.parts:
        return f"<p>{escape(post.note or 'Der Inhalt wurde entfernt.')}</p>"
    mark = f"<p><strong>Dieser Beitrag wurde {post.mark}.</strong></p>" if post.mark else ""
    return mark + "\n".join(text.html_text(part.text) for part in post.parts)


def _atom(archive: Archive, posts: Sequence[Dated], example: bool, logo: Logo | None) -> bytes:
    home = f"{archive.website}/archiv/"
    updated = max((changed for _, changed in posts), default=datetime(1970, 1, 1, tzinfo=UTC))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(archive.language)}">',
        f"<title>{_xml(_title(archive, example))}</title>",
        f"<id>{_xml(home)}</id>",
        f'<link href="{_xml(home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_xml(home)}feed.atom"/>',
        f"<author><name>{_xml(archive.authority)}</name></author>",
        f"<updated>{updated.isoformat()}</updated>",
        *([f"<logo>{_xml(f'{archive.website}/{logo.path}')}</logo>"] if logo else []),
    ]
    for post, changed in posts:
        address = f"{archive.website}/{post.href}"
        lines += [
            "<entry>",
            f"<title>{_xml(post.title)}</title>",
            f"<id>{_xml(address)}</id>",
            f'<link href="{_xml(address)}"/>',
            f"<published>{post.published_at.isoformat()}</published>",
            f"<updated>{changed.isoformat()}</updated>",
            f'<category term="{_xml(post.topic)}" label="{_xml(archive.topics.get(post.topic, post.topic))}"/>',
            f'<content type="html" xml:lang="{escape(post.language)}">{_xml(_content(post))}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _xml(value: str) -> str:
    """Escaped, and without the characters that XML 1.0 forbids."""
    return escape(_FORBIDDEN.sub("", value))


def _json_feed(archive: Archive, posts: Sequence[Dated], example: bool, logo: Logo | None) -> bytes:
    home = f"{archive.website}/archiv/"
    return dump(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _title(archive, example),
            "home_page_url": home,
            "feed_url": f"{home}feed.json",
            "language": archive.language,
            **({"icon": f"{archive.website}/{logo.path}"} if logo and logo.is_square else {}),
            "authors": [{"name": archive.authority, "url": archive.website}],
            "items": [
                {
                    "id": f"{archive.website}/{post.href}",
                    "url": f"{archive.website}/{post.href}",
                    "title": post.title,
                    "content_html": _content(post),
                    "content_text": "\n\n".join(part.text for part in post.parts) or post.note or "",
                    "date_published": post.published_at.isoformat(),
                    "date_modified": changed.isoformat(),
                    "language": post.language,
                    "tags": [archive.topics.get(post.topic, post.topic)],
                }
                for post, changed in posts
            ],
        }
    )


def search_pages(archive: Archive) -> Iterator[Page]:
    """One list per year for the reader's own browser to search in."""
    by_year: dict[str, list[ArchivePost]] = defaultdict(list)
    for post in archive.posts:
        by_year[post.month[:4]].append(post)
    for year, posts in by_year.items():
        rows = tuple((post.href, post.title, post.published_at, post.parts) for post in posts)
        key = sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()
        yield Page(f"suche/beitraege-{year}.js", key, lambda posts=posts: _search_list(posts, archive))  # type: ignore[misc]


def _search_list(posts: Sequence[ArchivePost], archive: Archive) -> bytes:
    return search_script(
        {
            "l": post.href,
            "t": post.title,
            "d": german_day(post.published_at.astimezone(archive.zone).date()),
            "x": "\n".join(
                [part.text for part in post.parts] + [picture.alt for part in post.parts for picture in part.pictures]
            ),
        }
        for post in posts
    )


def search_script(documents: Iterable[Mapping[str, str]]) -> bytes:
    """A script file, so that the search also works where pages are opened as plain files. ``documents``: mappings with
    ``l`` address, ``t`` title, ``x`` text; ``w``, the words as the search compares them, is added here."""
    rows = [{**row, "w": searched(row["t"], row["x"])} for row in documents]
    body = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"amtsfunkIndex({body.replace('<', chr(92) + 'u003c')});\n".encode()


def site_map(archive: Archive, fixed: Sequence[str]) -> Page:
    """``fixed``: addresses of the fixed pages from the root, ``""`` for the start page."""
    paths = [*fixed, *(post.href for post in archive.posts)]
    key = sha256(repr((archive.website, paths)).encode()).hexdigest()

    def render() -> bytes:
        rows = "\n".join(f"<url><loc>{_xml(f'{archive.website}/{path}')}</loc></url>" for path in paths)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return f"{head}\n{rows}\n</urlset>\n".encode()

    return Page("sitemap.xml", key, render)


def channels_json(facts: Mapping[str, Any], channels: Sequence[Mapping[str, Any]]) -> Page:
    """The list of real accounts for programs (against impersonation)."""
    key = sha256(repr((facts, channels)).encode()).hexdigest()
    return Page("channels.json", key, lambda: dump({**facts, "channels": list(channels)}))


def dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
