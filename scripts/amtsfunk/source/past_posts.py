"""From posts as they once stood on a network to files of ours: archive posts, or drafts.

    plan_posts(reading.posts, Wishes(...))  →  one Planned a post, and what could not become one

A post that came over before is known by the remark in its file and left alone, whatever became of it since; so a second
run changes nothing, and a newer archive adds what is new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from amtsfunk.source.galaxy_drafts import make_slug, make_title, picture_line, picture_stem
from amtsfunk.source.galaxy_social import Image
from amtsfunk.source.past import EMPTY, HERE, SENT, TOO_LONG, LeftOut, Past, PastPart, PastPicture, place_of
from amtsfunk.source.posts import LARGEST_POST
from amtsfunk.source.times import YEARS, spell_local
from amtsfunk.source.write import one_line, page, plain_body

NOT_PAST = (
    "liegt nicht in der Vergangenheit; ins Archiv kommt nur, was erschienen ist (--as drafts nimmt es als Entwurf)"
)
THERE = "ist schon übernommen"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_NO_LANGUAGE = frozenset({"und", "zxx"})
"""How X says that it knows none; its other odd words begin with q."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[0-9]{1,5})?(?:/[!-~]*)?")
_LONGEST_NAME, _LONGEST_ALT = 60, 1_500
Fits = Callable[[str, str, int], bool]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports decided, and what is there.

    ``origin``: the kind of archive, for the remark; ``channels``: where the posts stood (or, as drafts, shall go);
    ``home``: those of them that the addresses belong to; ``topics``, ``known_channels``: what plans/ has; ``endings``:
    picture in the archive → ending of its file, of those only that can be taken over; ``own``: remarks of posts that
    are here already; ``taken``: ids that others have; ``fits(channel, text, pictures)``: whether it is short enough;
    ``sent``: places (``past.place_of``) of what this program itself sent; ``here``: those that posts name as their own.
    """

    origin: str
    archive: bool
    channels: tuple[str, ...]
    home: tuple[str, ...]
    topic: str
    language: str
    zone: ZoneInfo
    now: datetime
    topics: frozenset[str]
    known_channels: frozenset[str]
    endings: Mapping[str, str]
    own: frozenset[str]
    taken: frozenset[str]
    fits: Fits
    sent: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that is to be: ``text`` as written; ``pictures``: name in the archive → path in the repository."""

    id: str
    path: str
    text: str
    pictures: tuple[tuple[str, str], ...]
    past: Past
    notes: tuple[str, ...]


def remark_of(origin: str, key: str) -> str:
    """The remark that tells a post of its own again."""
    return one_line(f"Übernommen aus {origin}: {key}")


def plan_posts(posts: Iterable[Past], wishes: Wishes) -> tuple[tuple[Planned, ...], tuple[LeftOut, ...]]:
    """The files in order of time, and what becomes none. What is here already is neither."""
    planned: list[Planned] = []
    left_out: list[LeftOut] = []
    taken = set(wishes.taken)
    for past in sorted(posts, key=lambda past: (past.when is not None, past.when or wishes.now, past.key)):
        if remark_of(wishes.origin, past.key) in wishes.own:
            continue
        found = _plan(past, wishes, taken)
        if isinstance(found, Planned):
            taken.add(found.id)
            planned.append(found)
        else:
            left_out.append(found)
    return tuple(planned), tuple(left_out)


def _plan(past: Past, wishes: Wishes, taken: set[str]) -> Planned | LeftOut:
    name = past.address or past.key
    place = place_of(past.address)
    if place in wishes.sent or place in wishes.here:
        return LeftOut(name, SENT if place in wishes.sent else HERE)
    if wishes.archive and (past.when is None or past.when > wishes.now):
        return LeftOut(name, NOT_PAST)
    if past.when is not None and past.when.astimezone(wishes.zone).year not in YEARS:
        return LeftOut(name, "nennt ein Jahr, das nicht stimmen kann")
    parts = tuple(_kept_parts(past, wishes))
    if not parts:
        return LeftOut(name, EMPTY)
    channels = tuple(one for one in past.channels if one in wishes.known_channels) or wishes.channels
    if not channels:
        return LeftOut(name, "nennt keinen Kanal, den plans/channels.yml kennt (--channels gibt einen an)")
    stands = replace(past, parts=parts, channels=channels)
    planned = _compose(stands, wishes, taken, tuple(_notes(past, stands, wishes)))
    return planned if len(planned.text.encode()) <= LARGEST_POST else LeftOut(name, TOO_LONG)


def _kept_parts(past: Past, wishes: Wishes) -> Iterator[PastPart]:
    for part in past.parts:
        pictures = tuple(one for one in part.pictures if one.is_picture and one.name in wishes.endings)
        if part.text.strip() or pictures:
            yield PastPart(part.text, pictures)


def _compose(past: Past, wishes: Wishes, taken: set[str], notes: tuple[str, ...]) -> Planned:
    local = (past.when or wishes.now).astimezone(wishes.zone)
    title = one_line(past.title or make_title(past.parts[0].text, f"Beitrag vom {local:%d.%m.%Y}")) or "Ohne Titel"
    slug = make_slug(make_slug(title)[:_LONGEST_NAME].strip("-"), taken)
    month = f"{local:%Y/%m}"
    pictures: list[tuple[str, str]] = []
    blocks: list[str] = []
    for number, part in enumerate(past.parts, 1):
        blocks += [f"## Teil {number}"] if number > 1 else []
        blocks += [plain_body(part.text)] if part.text.strip() else []
        lines = []
        for picture in part.pictures:
            file = f"{picture_stem(slug)}-{len(pictures) + 1}{wishes.endings[picture.name]}"
            pictures.append((picture.name, f"content/media/{month}/{file}"))
            lines.append(picture_line(Image("", one_line(picture.alt)[:_LONGEST_ALT]), file))
        blocks += ["\n".join(lines)] if lines else []
    remarks = [remark_of(wishes.origin, past.key), *([] if wishes.archive else _appeared_remark(past, wishes))]
    text = page(_head(past, wishes), title, "\n\n".join(blocks), remarks)
    return Planned(slug, f"content/posts/{month}/{slug}.md", text, tuple(pictures), past, notes)


def _head(past: Past, wishes: Wishes) -> dict[str, object]:
    head: dict[str, object] = {}
    if past.when is not None and (wishes.archive or past.when > wishes.now):
        head["publish_at"] = spell_local(past.when, wishes.zone)
    head |= {"channels": past.channels, "topic": past.topic if past.topic in wishes.topics else wishes.topic}
    language = _language(past.language)
    if language and language != wishes.language:
        head["language"] = language
    if past.warning:
        head["content_warning"] = past.warning
    if past.unlisted:
        head["visibility"] = "unlisted"
    if past.file_number:
        head["file_number"] = past.file_number
    if wishes.archive:
        head["archive"] = True
        if places := _appeared(past, wishes):
            head["appeared"] = places
    return head


def _appeared(past: Past, wishes: Wishes) -> dict[str, str]:
    """Channel → where the post stands; empty where the source names no address that a post may name."""
    if not _ADDRESS.fullmatch(past.address):
        return {}
    return {name: past.address for name in past.channels if name in _homes(past, wishes)}


def _homes(past: Past, wishes: Wishes) -> tuple[str, ...]:
    return wishes.home or past.channels[:1]


def _appeared_remark(past: Past, wishes: Wishes) -> list[str]:
    where = f", {past.address}" if past.address else ""
    if past.when is None or past.when > wishes.now:
        return []
    return [f"Erschien am {past.when.astimezone(wishes.zone):%d.%m.%Y %H:%M}{where}"]


def _language(told: str) -> str:
    odd = told in _NO_LANGUAGE or (told.startswith("q") and len(told) > 2)
    return told if _LANGUAGE.fullmatch(told) and not odd else ""


def _notes(past: Past, stands: Past, wishes: Wishes) -> Iterator[str]:
    yield from past.notes
    for picture in (picture for part in past.parts for picture in part.pictures):
        yield from _picture_notes(picture, wishes)
    if past.topic and past.topic not in wishes.topics:
        yield f"Das Thema „{one_line(past.topic)[:80]}“ gibt es nicht; eingetragen ist „{wishes.topic}“."
    if wishes.archive and not _appeared(stands, wishes):
        yield "Unter welcher Adresse der Beitrag stand, ging nicht mit."
    for name in past.channels:
        if name not in wishes.known_channels:
            yield f"Den Kanal „{one_line(name)[:80]}“ gibt es nicht."
    for number, part in enumerate(stands.parts, 1):
        over = [name for name in stands.channels if not wishes.fits(name, part.text, len(part.pictures))]
        if over:
            yield f"Teil {number} ist für {', '.join(over)} zu lang; er wurde nicht gekürzt."


def _picture_notes(picture: PastPicture, wishes: Wishes) -> Iterator[str]:
    shown = one_line(picture.name)[-120:] or "ohne Namen"
    if not picture.is_picture:
        yield f"Video oder Ton fehlt, denn der Bestand zeigt nur Bilder: {shown}"
    elif picture.name not in wishes.endings:
        yield f"Bild fehlt im Archiv oder ist keins, das sich zeigen lässt: {shown}"
    elif not one_line(picture.alt):
        yield f"Bild ohne Bildbeschreibung: {shown}"
    elif len(one_line(picture.alt)) > _LONGEST_ALT:
        yield f"Bildbeschreibung nach {_LONGEST_ALT} Zeichen abgeschnitten: {shown}"
