"""The archive's pages: a permanent address per post, lists by month, year and topic. HTML straight from templates.

Every page is a ``Page`` with a key over all that it shows, so that whoever writes them can leave the unchanged alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from amtsfunk.model.german import MONTHS
from amtsfunk.pages import text
from amtsfunk.pages.citing import citation_of, shown_texts
from amtsfunk.pages.facts import (
    KINDS,
    Archive,
    ArchivePicture,
    ArchivePost,
    Page,
    changed_at,
    is_picture_name,
)
from amtsfunk.pages.linked_data import Identity, Related, ToldPost, page_head, post_head
from amtsfunk.pages.pictures import CleanPicture
from amtsfunk.pages.shell import Shell

if TYPE_CHECKING:
    from jinja2 import Environment

ReadPicture = Callable[[ArchivePicture], CleanPicture | None]
"""The cleaned picture, or None where its bytes are missing, changed or of no known kind."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages are drawn with. ``version`` changes whenever shell, templates or identity do."""

    shell: Shell
    templates: Environment
    version: str
    identity: Identity

    @property
    def site_name(self) -> str:
        return self.identity.site_name


def archive_pages(archive: Archive, frame: Frame, read_picture: ReadPicture) -> Iterator[Page]:
    """All pages of the archive but the feeds. ``archive.posts`` newest first."""
    by_id = {post.id: post for post in archive.posts}
    rows = {post.id: _row(post, archive) for post in archive.posts}
    for post in archive.posts:
        yield _post_page(post, archive, frame, by_id, read_picture)
    months, years, topics = _grouped(archive.posts)
    for month, posts in months.items():
        title = f"Beiträge im {text.month_name(month)}"
        yield _list_page(f"archiv/{month}/index.html", title, _rows(posts, rows), archive, frame)
    for year, posts in years.items():
        title = f"Beiträge aus dem Jahr {year}"
        yield _list_page(f"archiv/{year}/index.html", title, _rows(posts, rows), archive, frame, full=False)
    for topic, by_year in topics.items():
        yield from _topic_pages(topic, by_year, rows, archive, frame)
    yield _index_page(archive, frame, months, topics)


def _grouped(
    posts: Sequence[ArchivePost],
) -> tuple[
    Mapping[str, list[ArchivePost]], Mapping[str, list[ArchivePost]], Mapping[str, Mapping[str, list[ArchivePost]]]
]:
    months: dict[str, list[ArchivePost]] = defaultdict(list)
    years: dict[str, list[ArchivePost]] = defaultdict(list)
    topics: dict[str, dict[str, list[ArchivePost]]] = defaultdict(lambda: defaultdict(list))
    for post in posts:
        year = post.month[:4]
        months[post.month].append(post)
        years[year].append(post)
        topics[post.topic][year].append(post)
    return (
        dict(sorted(months.items(), reverse=True)),
        dict(sorted(years.items(), reverse=True)),
        {topic: dict(sorted(by_year.items(), reverse=True)) for topic, by_year in topics.items()},
    )


def _key(frame: Frame, *values: object) -> str:
    return sha256(repr((frame.version, *values)).encode("utf-8", "surrogatepass")).hexdigest()


def _post_page(
    post: ArchivePost, archive: Archive, frame: Frame, by_id: Mapping[str, ArchivePost], read_picture: ReadPicture
) -> Page:
    path = f"{post.href}index.html"
    related = tuple(
        by_id.get(other) if other else None
        for other in (post.corrected_by, post.withdrawn_by, post.mending.post if post.mending else None)
    )
    addresses = tuple((other.href, other.title) if other else None for other in related)
    topic = archive.topics.get(post.topic, post.topic)
    mended = _related(post, archive, by_id)
    citation = citation_of(post, archive, by_id)

    def render() -> bytes:
        up = "../" * path.count("/")
        wanted = _shown_pictures(post)
        pictures = {path: read_picture(picture) for path, picture in wanted.items()}
        shown = tuple((picture, file) for path, picture in wanted.items() if (file := pictures[path]) is not None)
        first = post.parts[0].text if post.parts else (post.note or "")
        content = frame.templates.get_template("post.html").render(
            post=post,
            up=up,
            kind=KINDS.get(post.kind, post.kind),
            topic=topic,
            when=text.german_moment(post.published_at, archive.zone),
            stamp=post.published_at.astimezone(archive.zone).isoformat(),
            citation=citation,
            parts=[
                (part, html, [(picture, picture.name, pictures.get(picture.path)) for picture in part.pictures])
                for part, html in zip(post.parts, shown_texts(post, citation), strict=True)
            ],
            corrected=addresses[0],
            withdrawn=addresses[1],
            original=addresses[2],
            permanent=f"{archive.website}/{post.href}",
        )
        return frame.shell.fill(
            path,
            title=f"{post.title} – {frame.site_name}",
            head=_post_head(frame, ToldPost(post, archive.zone, topic, mended, shown, text.shortened(first, 160))),
            content=content,
        )

    return Page(path, _key(frame, post, addresses, topic, mended, citation), render)


def _related(post: ArchivePost, archive: Archive, by_id: Mapping[str, ArchivePost]) -> Related:
    """``says``: what the correction or withdrawal says was wrong, else its title."""
    mending = by_id.get(post.withdrawn_by or post.corrected_by or "")
    original = by_id.get(post.mending.post) if post.mending else None
    wrong = mending.mending.was_wrong or mending.mending.because if mending and mending.mending else None
    return Related(
        changed_at(post, by_id, archive.zone),
        f"{archive.website}/{mending.href}" if mending else None,
        (wrong or mending.title) if mending else None,
        f"{archive.website}/{original.href}" if original else None,
    )


def _shown_pictures(post: ArchivePost) -> Mapping[str, ArchivePicture]:
    """Path → picture, each under a name of its own that is a picture's: the post's page is never overwritten."""
    by_name: dict[str, ArchivePicture] = {}
    for part in post.parts:
        for picture in part.pictures:
            if is_picture_name(picture.name):
                by_name.setdefault(picture.name, picture)
    return {picture.path: picture for picture in by_name.values()}


def picture_pages(archive: Archive, read_picture: ReadPicture) -> Iterator[Page]:
    """The picture files beside the posts that show them, read only when they are to be written."""
    for post in archive.posts:
        for picture in _shown_pictures(post).values():
            yield Page(
                f"{post.href}{picture.name}", f"{picture.path} {picture.version}", picture_bytes(picture, read_picture)
            )


def picture_bytes(picture: ArchivePicture, read_picture: ReadPicture) -> Callable[[], bytes | None]:
    """Reads the picture when its page is written, and not before."""
    def render() -> bytes | None:
        clean = read_picture(picture)
        return clean.data if clean is not None else None

    return render


def _post_head(frame: Frame, told: ToldPost) -> str:
    post = told.post
    lines = [
        f'<meta name="description" content="{escape(told.description)}">',
        f'<link rel="canonical" href="{escape(f"{frame.identity.website}/{post.href}")}">',
        post_head(frame.identity, told),
    ]
    if post.payload_sha256:
        lines.insert(0, f'<meta name="amtsfunk:payload" content="{escape(post.payload_sha256)}">')
    return "\n".join(lines)


def _list_head(frame: Frame, path: str, title: str, description: str) -> str:
    """``path``: the page's folder."""
    lines = [
        f'<meta name="description" content="{escape(description)}">',
        f'<link rel="canonical" href="{escape(f"{frame.identity.website}/{path}")}">',
    ]
    steps = [("Archiv", "archiv/"), *([(title, path)] if path != "archiv/" else [])]
    return "\n".join([*lines, page_head(frame.identity, path, title, description, steps)])


Row = tuple[str, ...]


def _rows(posts: Iterable[ArchivePost], rows: Mapping[str, Row]) -> tuple[Row, ...]:
    return tuple(rows[post.id] for post in posts)


def _row(post: ArchivePost, archive: Archive) -> Row:
    """What a list shows of a post; part of the key of every list it stands in."""
    local = post.published_at.astimezone(archive.zone)
    teaser = text.shortened(post.parts[0].text) if post.parts else (post.note or "")
    return (
        post.href,
        post.title,
        f"{local.day}. {MONTHS[local.month - 1]} {local.year}",
        f"{local.hour}:{local.minute:02} Uhr",
        local.date().isoformat(),
        KINDS.get(post.kind, post.kind),
        post.mark or "",
        teaser,
    )


def _list_page(  # noqa: PLR0913 - what a list shows, by keyword
    path: str,
    title: str,
    rows: tuple[Row, ...],
    archive: Archive,
    frame: Frame,
    *,
    full: bool = True,
    links: object = (),
) -> Page:
    def render() -> bytes:
        content = frame.templates.get_template("list.html").render(
            title=title, rows=rows, full=full, up="../" * path.count("/"), links=links, twins=_twins(rows)
        )
        head = _list_head(frame, path.removesuffix("index.html"), title, f"{archive.authority}: {title}.")
        return frame.shell.fill(path, title=f"{title} – {frame.site_name}", head=head, content=content)

    return Page(path, _key(frame, title, rows, links, full), render)


def _twins(rows: Iterable[Row]) -> frozenset[str]:
    """Titles that several posts of one list bear: a list of links tells those apart by their time."""
    return frozenset(title for title, often in Counter(row[1] for row in rows).items() if often > 1)


def _topic_pages(
    topic: str, by_year: Mapping[str, list[ArchivePost]], rows: Mapping[str, Row], archive: Archive, frame: Frame
) -> Iterator[Page]:
    label = archive.topics.get(topic, topic)
    newest = [post for posts in by_year.values() for post in posts][:30]
    links = tuple((f"archiv/themen/{topic}/{year}/", f"{year} ({len(posts)})") for year, posts in by_year.items())
    shown = _rows(newest, rows)
    yield _list_page(f"archiv/themen/{topic}/index.html", f"Thema: {label}", shown, archive, frame, links=links)
    for year, posts in by_year.items():
        title = f"Thema: {label} ({year})"
        shown = _rows(posts, rows)
        yield _list_page(f"archiv/themen/{topic}/{year}/index.html", title, shown, archive, frame, full=False)


def _index_page(
    archive: Archive,
    frame: Frame,
    months: Mapping[str, list[ArchivePost]],
    topics: Mapping[str, Mapping[str, list[ArchivePost]]],
) -> Page:
    path = "archiv/index.html"
    rows = tuple(_row(post, archive) for post in archive.posts[:10])
    by_year: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for month, posts in months.items():
        by_year[month[:4]].append((f"archiv/{month}/", MONTHS[int(month[5:]) - 1], len(posts)))
    themes = sorted(
        (archive.topics.get(topic, topic), f"archiv/themen/{topic}/", sum(map(len, years.values())))
        for topic, years in topics.items()
    )
    values = (rows, tuple((year, tuple(found)) for year, found in by_year.items()), tuple(themes), len(archive.posts))

    def render() -> bytes:
        content = frame.templates.get_template("index.html").render(
            rows=values[0], years=values[1], themes=values[2], count=values[3], up="../", twins=_twins(rows)
        )
        head = _list_head(frame, "archiv/", "Archiv", "Alle veröffentlichten Beiträge mit fester Adresse.")
        return frame.shell.fill(path, title=f"Archiv – {frame.site_name}", head=head, content=content)

    return Page(path, _key(frame, *values), render)
