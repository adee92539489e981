"""From originals of galaxy-social to posts of ours: file name, front matter, title, texts by channel, picture lines.

    plan_import(families, Wishes(...))  →  one Draft a family, and what could not become one

What a network allows is not known here: ``Wishes.fits`` says whether a text is short enough. Nothing is dropped
silently: whatever does not stand in a draft is in its notes or its originals, which the report prints.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from amtsfunk.source.galaxy_social import Family, Image, Original
from amtsfunk.source.galaxy_text import clean, escape, make_plain, split_text
from amtsfunk.source.times import spell_local

EVERY_POST = "*"
"""In a map of accounts: the channels that get every post."""
MISSING_ALT = "Bild ohne Beschreibung in der Vorlage"
Fits = Callable[[str, str, int], bool]

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_DATE = re.compile(r"\A(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s?#),]+)(?:[/?#][^\s)]*)?")
_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s|\Z)|\Z)")
_SHORT_CODE = re.compile(r":[a-z0-9_+-]{2,}:")
_LONGEST_SLUG = 80
_LONGEST_TITLE = 100
_SHORTEST_TITLE = 25
_FEWEST_LETTERS = 8
_WRAPPED = 60
"""Characters from which on a line that ends without a blank one was wrapped, not ended."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports decided.

    ``channels``: account → channels; ``networks``: channel → network; ``start`` (aware) and ``every`` date the posts,
    without them they are drafts; ``taken``: ids that exist already; ``fits(channel, text, pictures)``: whether a text
    that goes out with so many pictures is short enough there.
    """

    channels: Mapping[str, tuple[str, ...]]
    networks: Mapping[str, str]
    topic: str
    language: str
    zone: ZoneInfo
    fits: Fits
    start: datetime | None = None
    every: timedelta = timedelta(days=1)
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture that the draft needs: ``stem`` of its file without ending, ``folder`` in the repository."""

    stem: str
    folder: str
    image: Image


@dataclass(frozen=True, slots=True)
class Draft:
    """One post of ours. ``compose(file names by stem)`` gives the text, once the pictures' endings are known."""

    id: str
    path: str
    family: Family
    head: tuple[str, ...]
    title: str
    common: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    media: tuple[tuple[Medium, ...], ...]
    channels: tuple[str, ...]
    notes: tuple[str, ...]
    changed: tuple[tuple[str, str], ...] = field(default=())

    def compose(self, files: Mapping[str, str]) -> str:
        blocks = ["---", *self.head, "---", f"# {self.title}", ""]
        blocks += self._body(self.common, files)
        for channel, parts in self.texts.items():
            blocks += [f"## {channel}", "", *self._body(parts, files)]
        return "\n".join(blocks).rstrip("\n") + "\n"

    def _body(self, parts: Sequence[str], files: Mapping[str, str]) -> list[str]:
        lines: list[str] = []
        pictures = self.pictures_of(parts)
        for number, text in enumerate(parts):
            if number:
                lines += [f"## Teil {number + 1}", ""]
            if text:
                lines += [escape(text), ""]
            lines += [picture_line(medium.image, files[medium.stem]) for medium in pictures[number]]
            lines += [""] if pictures[number] else []
        return lines

    def pictures_of(self, parts: Sequence[str]) -> tuple[tuple[Medium, ...], ...]:
        """Pictures by part: those of the original's own parts where the cuts are the same, else all in the first."""
        if len(parts) == len(self.media):
            return self.media
        return (tuple(medium for part in self.media for medium in part), *(() for _ in parts[1:]))


def plan_import(families: Iterable[Family], wishes: Wishes) -> tuple[tuple[Draft, ...], tuple[Family, ...]]:
    """The drafts in the order of the originals, and the families that no channel was named for."""
    drafts: list[Draft] = []
    homeless: list[Family] = []
    taken = set(wishes.taken)
    for family in families:
        channels = _channels(family.original, wishes)
        if not channels:
            homeless.append(family)
            continue
        slug = make_slug(family.original.stem, taken)
        taken.add(slug)
        due = _due(wishes, len(drafts))
        drafts.append(_draft(family, slug, channels, due, wishes))
    return tuple(drafts), tuple(homeless)


def make_slug(stem: str, taken: Iterable[str] = ()) -> str:
    """An ASCII slug of at most 80 characters, cut between words, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", clean(stem).translate(_GERMAN)).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "beitrag"
    slug = _cut_slug(slug, _LONGEST_SLUG)
    used, number, candidate = set(taken), 2, slug
    while candidate in used:
        candidate = f"{_cut_slug(slug, _LONGEST_SLUG - len(str(number)) - 1)}-{number}"
        number += 1
    return candidate


def make_title(text: str, stem: str) -> str:
    """The first sentence, addresses as their host; the file's name where there are too few words."""
    line = next((line for line in _unwrapped(text) if sum(map(str.isalpha, line)) >= _FEWEST_LETTERS), "")
    title = ""
    for sentence in _SENTENCE.findall(line) or [line]:
        title = f"{title} {sentence}".strip()
        if len(title) >= _SHORTEST_TITLE:
            break
    title = re.sub(r"\A[^\w\"„“'«(@#]+", "", " ".join(title.split())).rstrip(" :–-")
    if not title:
        title = _DATE.sub("", stem).replace("_", " ").replace("-", " ").strip().capitalize() or "Ohne Titel"
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return title.lstrip("# ") if title.startswith(("# ", "##")) else title


def _unwrapped(text: str) -> Iterator[str]:
    """Lines without addresses and emoji names, those together that were only wrapped for the editor's window."""
    line = ""
    for raw in (*text.split("\n"), ""):
        alone = _ADDRESS.fullmatch(raw.strip()) is not None
        piece = "" if alone else _SHORT_CODE.sub("", _ADDRESS.sub(lambda found: found[1], raw)).strip()
        line = f"{line} {piece}".strip()
        if len(raw) < _WRAPPED:
            if line:
                yield line
            line = ""


def make_hashtag(word: str) -> str:
    """A hashtag ends at the first character that is no letter, digit or underscore, so those go out."""
    return "#" + re.sub(r"[^\w]+", "", clean(word))


def _draft(family: Family, slug: str, channels: tuple[str, ...], due: datetime | None, wishes: Wishes) -> Draft:
    original = family.original
    plains = [make_plain(part) for part in original.parts]
    body = tuple(plain.text for plain in plains)
    notes: list[str] = []
    own = {name: _parts(name, body, original, wishes, notes) for name in channels}
    common = own.get("website") or max(own.values(), key=lambda parts: (list(own.values()).count(parts), -len(parts)))
    folder = _month(original, due, wishes, notes)
    title = make_title(body[0], original.stem)
    return Draft(
        id=slug,
        path=f"content/posts/{folder}/{slug}.md",
        family=family,
        head=_head(family, channels, due, wishes),
        title=title,
        common=common,
        texts={name: parts for name, parts in own.items() if parts != common},
        media=_media(original, slug, folder),
        channels=channels,
        notes=tuple(notes),
        changed=tuple(change for plain in plains for change in plain.changed),
    )


def _channels(original: Original, wishes: Wishes) -> tuple[str, ...]:
    accounts = (EVERY_POST, *original.accounts)
    return tuple(dict.fromkeys(name for account in accounts for name in wishes.channels.get(account, ())))


def _parts(
    channel: str, body: tuple[str, ...], original: Original, wishes: Wishes, notes: list[str]
) -> tuple[str, ...]:
    """What goes out on a channel: the body, then mentions and hashtags of the accounts that lead there, in parts."""
    tail = _tail(channel, "\n".join(body), original, wishes, notes)
    texts = [*body[:-1], "\n\n".join(filter(None, (body[-1], tail)))]
    pictures = [len(images) for images in original.images]
    pieces = [
        piece
        for text, count in zip(texts, pictures, strict=True)
        for piece in split_text(text, partial(_fits, wishes, channel, count))
    ]
    pieces = _with_company(pieces, tail, partial(_fits, wishes, channel, 0))
    if len(pieces) > len(body):
        notes.append(f"Für „{channel}“ in {len(pieces)} Teile geteilt, weil der Text dort sonst zu lang ist.")
    return tuple(pieces)


def _with_company(pieces: list[str], tail: str, fits: Callable[[str], bool]) -> list[str]:
    """A last part of mentions and hashtags alone takes the paragraph before it along, where both fit."""
    if len(pieces) < 2 or not tail or pieces[-1] != tail:
        return pieces
    rest, gap, paragraph = pieces[-2].rpartition("\n\n")
    together = f"{paragraph}\n\n{tail}"
    return [*pieces[:-2], rest, together] if gap and rest.strip() and fits(together) else pieces


def _fits(wishes: Wishes, channel: str, pictures: int, text: str) -> bool:
    return wishes.fits(channel, text, pictures)


def _tail(channel: str, body: str, original: Original, wishes: Wishes, notes: list[str]) -> str:
    accounts = [name for name in original.accounts if channel in wishes.channels.get(name, ())]
    mentions: dict[str, None] = {}
    hashtags: dict[str, None] = {}
    for account in accounts:
        hashtags |= {make_hashtag(word): None for word in original.hashtags.get(account, ())}
        at_home = account.partition("-")[0] == wishes.networks.get(channel, channel)
        handles = [clean(handle).strip().removeprefix("@") for handle in original.mentions.get(account, ())]
        if at_home:
            mentions |= {handle if "://" in handle else f"@{handle}": None for handle in handles}
        elif handles:
            notes.append(
                f"Erwähnungen von „{account}“ stehen nicht im Text für „{channel}“, weil die Namen dort andere wären: "
                + ", ".join(handles)
            )
    present = set(re.findall(r"#\w+", body))
    lines = (" ".join(mentions), " ".join(tag for tag in hashtags if tag not in present))
    return "\n".join(filter(None, lines))


def _head(family: Family, channels: tuple[str, ...], due: datetime | None, wishes: Wishes) -> tuple[str, ...]:
    original = family.original
    origin = (f"# Übernommen aus galaxy-social: {clean(original.path)}",)
    again = tuple(f"# Dort noch einmal gesendet: {clean(retry.path)}" for retry in family.retries)
    dated = (f"publish_at: {spell_local(due, wishes.zone)}",) if due else ()
    fields = (f"channels: [{', '.join(channels)}]", f"topic: {wishes.topic}", f"language: {wishes.language}")
    return (*origin, *again, *dated, *fields)


def _due(wishes: Wishes, number: int) -> datetime | None:
    """The time of the post with this number; the distances are elapsed time."""
    return None if wishes.start is None else wishes.start + number * wishes.every


def _month(original: Original, due: datetime | None, wishes: Wishes, notes: list[str]) -> str:
    """``YYYY/MM`` of the folder: of the time, else of the date in the name, else January of the folder's year."""
    if due is not None:
        return f"{due.astimezone(wishes.zone):%Y/%m}"
    folder = re.search(r"(20\d{2})", original.path.rpartition("/")[0])
    year = folder[1] if folder else "2025"
    dated = _DATE.match(original.stem)
    if dated is None or not 1 <= int(dated[2]) <= 12:
        notes.append(f"Ohne Datum im Dateinamen: als Entwurf unter {year}/01 abgelegt.")
        return f"{year}/01"
    if dated[1] != year:
        notes.append(f"Lag im Ordner {year}, trägt aber das Jahr {dated[1]} im Namen; abgelegt nach dem Namen.")
    return f"{dated[1]}/{int(dated[2]):02d}"


def _media(original: Original, slug: str, folder: str) -> tuple[tuple[Medium, ...], ...]:
    stem = picture_stem(slug)
    number, parts = 0, []
    for images in original.images:
        parts.append(
            tuple(
                Medium(f"{stem}-{number + place}", f"content/media/{folder}", image)
                for place, image in enumerate(images, 1)
            )
        )
        number += len(images)
    return tuple(parts)


def picture_stem(slug: str) -> str:
    """What the names of a post's pictures begin with; a number follows."""
    return f"{_cut_slug(slug, _LONGEST_SLUG - 9)}-bild"


def picture_line(image: Image, file: str) -> str:
    """The line of a post's body that shows a picture; one without a description says that it has none."""
    credit = f' "{plain_words(image.title)}"' if image.title.strip() else ""
    return f"![{plain_words(image.alt) or MISSING_ALT}]({file}{credit})"


def plain_words(text: str) -> str:
    """One line without the characters that would end an alternative text or a credit."""
    return " ".join(clean(text).replace("[", "(").replace("]", ")").replace('"', "'").replace("\\", "/").split())


def _cut_slug(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1].rpartition("-")[0] or slug[:length]
    return cut.strip("-")
