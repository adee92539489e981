"""Accepted deliveries of the ledger, and ``archive: true`` posts of the work tree → the archive (DELIVERY.md § 4).

What came through the ledger wins over a file of the same id: the stored payload is what was published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from amtsfunk.delivery.state import Published
from amtsfunk.model.german import german_day
from amtsfunk.model.post import Part, Post
from amtsfunk.model.settings import Settings
from amtsfunk.pages.facts import (
    PICTURE_ENDINGS,
    Archive,
    ArchivePart,
    ArchivePicture,
    ArchivePost,
    Elsewhere,
    Mending,
    is_picture_name,
)
from amtsfunk.pages.text import web_address

WEBSITE = "website"
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
VersionOf = Callable[[str], str | None]
"""Path of a picture in the work tree → something that changes with its bytes; None: there is no such file."""


def is_archived(post: Post) -> bool:
    """Whether a file asks to stand in the public archive without ever having been sent by this program."""
    return post.head.archive and isinstance(post.head.publish_at, datetime)


def time_flaw(post: Post) -> str | None:
    """Why no page and no plan can be made of a post's time, in one German sentence; None: it can."""
    due = post.head.publish_at
    if isinstance(due, datetime) and not _FIRST_YEAR <= due.year <= _LAST_YEAR:
        return f"das Jahr der Sendezeit muss zwischen {_FIRST_YEAR} und {_LAST_YEAR} liegen."
    return None


def picture_flaw(post: Post) -> str | None:
    """Why an archive post's pictures cannot stand beside its page; None: they can."""
    shown = [picture.file for part in post.parts_for(WEBSITE) for picture in part.pictures] if is_archived(post) else []
    odd = [file for file in shown if not is_picture_name(file)]
    return f"„{odd[0]}“ ist kein Name einer Bilddatei ({', '.join(PICTURE_ENDINGS)})." if odd else None


def build_archive(
    settings: Settings, published: Iterable[Published], archived: Iterable[Post], version_of: VersionOf
) -> Archive:
    """Everything that is public, newest first; what is neither delivered nor ``archive: true`` is not looked at.

    ``archived``: only posts that somebody entitled stands behind (commands/sites/archived.py).
    """
    zone = settings.authority.zone
    rows: dict[str, list[Published]] = defaultdict(list)
    for row in published:
        rows[row.post].append(row)
    found = {post: _from_ledger(post, of_post, settings, zone) for post, of_post in rows.items()}
    for post in archived:
        due = post.head.publish_at
        if post.id not in found and is_archived(post) and isinstance(due, datetime):
            found[post.id] = _from_file(post, due, settings, version_of)
    linked = _linked(found, frozenset(rows))
    ordered = sorted(linked.values(), key=lambda post: (post.published_at, post.id), reverse=True)
    return Archive(
        authority=settings.authority.name,
        website=settings.authority.website.rstrip("/"),
        language=settings.authority.language,
        zone=zone,
        topics={name: topic.label for name, topic in settings.topics.items()},
        posts=tuple(ordered),
    )


def _linked(found: Mapping[str, ArchivePost], delivered: frozenset[str]) -> dict[str, ArchivePost]:
    """Each corrected post knows its correction, also where the ledger does not say so (archive posts).

    ``delivered``: ids that came through the ledger. Of those the ledger alone says what became of them: a file marks
    only other files.
    """
    linked = dict(found)
    for post in sorted(found.values(), key=lambda post: post.published_at):
        original = linked.get(post.mending.post) if post.mending else None
        if original is None or original.id in delivered:
            continue
        if post.kind == "withdrawal":
            linked[original.id] = replace(original, withdrawn_by=post.id)
        else:
            linked[original.id] = replace(original, corrected_by=post.id)
    return linked


def _from_ledger(post: str, rows: list[Published], settings: Settings, zone: ZoneInfo) -> ArchivePost:
    """The website's delivery is the text of the page; where there is none, the first channel that took it."""
    rows = sorted(rows, key=lambda row: (row.network != WEBSITE, row.accepted_at, row.channel))
    chief = rows[0]
    payload = chief.payload or {}
    is_redacted = chief.payload is None and chief.note is not None
    return ArchivePost(
        id=post,
        month=f"{chief.due.astimezone(zone):%Y/%m}",
        title=_title_of_redacted(chief, zone) if is_redacted else chief.title or str(payload.get("title", post)),
        kind=chief.kind,
        topic=str(payload.get("topic", "ohne-thema")),
        language=_language(payload),
        published_at=min(row.accepted_at for row in rows),
        parts=tuple(_part(part) for part in payload.get("parts", ())),
        payload_sha256=chief.payload_sha256,
        elsewhere=tuple(_elsewhere(row, settings) for row in rows if row.network != WEBSITE),
        mending=_mending(payload.get("corrects")),
        corrected_by=next((row.corrected_by for row in rows if row.corrected_by), None),
        withdrawn_by=next((row.withdrawn_by for row in rows if row.withdrawn_by), None),
        note=None if chief.payload is not None else (chief.note or "Der Inhalt musste entfernt werden."),
        removed_on=chief.redacted_at.astimezone(zone).date() if is_redacted and chief.redacted_at else None,
    )


def _title_of_redacted(row: Published, zone: ZoneInfo) -> str:
    """A heading may hold the very name that had to go."""
    return f"Entfernter Beitrag vom {german_day(row.accepted_at.astimezone(zone).date())}"


def _elsewhere(row: Published, settings: Settings) -> Elsewhere:
    """No link leads to what had to go: it may stand there a while longer."""
    channel = settings.channels.get(row.channel)
    label = channel.label if channel else row.channel
    if row.note is not None:
        return Elsewhere(f"{label} (Inhalt aus Datenschutzgründen entfernt)", None)
    return Elsewhere(label, web_address(row.address))


def _language(payload: Mapping[str, Any]) -> str:
    parts: Any = payload.get("parts") or ({},)
    return str(parts[0].get("language") or "de")


def _part(part: Mapping[str, Any]) -> ArchivePart:
    poll = part.get("poll") or {}
    return ArchivePart(
        text=str(part.get("text", "")),
        pictures=tuple(
            ArchivePicture(
                path=str(medium["path"]),
                sha256=str(medium["sha256"]),
                alt=str(medium.get("alt") or ""),
                credit=medium.get("credit"),
                version=str(medium["sha256"]),
            )
            for medium in part.get("media", ())
        ),
        link=web_address(part.get("link")),
        content_warning=part.get("content_warning"),
        poll=tuple(str(option) for option in poll.get("options", ())),
    )


def _mending(corrects: Mapping[str, Any] | None) -> Mending | None:
    if not corrects or not corrects.get("post"):
        return None
    since = corrects.get("since")
    return Mending(
        post=str(corrects["post"]),
        was_wrong=corrects.get("was_wrong"),
        since=date.fromisoformat(since) if since else None,
        because=corrects.get("because"),
    )


def _from_file(post: Post, published_at: datetime, settings: Settings, version_of: VersionOf) -> ArchivePost:
    head = post.head
    website = next((name for name in head.channels if _is_site(name, settings)), head.channels[0])
    elsewhere = [name for name in head.channels if name in settings.channels and not _is_site(name, settings)]
    mending = Mending(head.corrects, head.was_wrong, head.since, head.because) if head.corrects else None
    return ArchivePost(
        id=post.id,
        month=f"{published_at.astimezone(settings.authority.zone):%Y/%m}",
        title=post.title,
        kind=head.kind.value,
        topic=head.topic,
        language=head.language or "de",
        published_at=published_at,
        parts=tuple(_file_part(post, part, number, version_of) for number, part in enumerate(post.parts_for(website))),
        elsewhere=tuple(
            Elsewhere(settings.channels[name].label, web_address(head.appeared.get(name))) for name in elsewhere
        ),
        mending=mending,
    )


def _is_site(name: str, settings: Settings) -> bool:
    return name in settings.channels and settings.channels[name].network == WEBSITE


def _file_part(post: Post, part: Part, number: int, version_of: VersionOf) -> ArchivePart:
    head = post.head
    return ArchivePart(
        text=part.text,
        pictures=tuple(
            ArchivePicture(
                path=post.media_path(picture),
                sha256=None,
                alt=picture.alt,
                credit=picture.credit,
                version=version_of(post.media_path(picture)) or "",
            )
            for picture in part.pictures
        ),
        link=head.link if number == 0 else None,
        content_warning=head.content_warning,
        poll=tuple(head.poll.options) if head.poll and number == 0 else (),
    )
