"""Rules over a media file itself, whoever shows it: kind, size, wholeness, and what is hidden in it (R63, DSGVO)."""

from __future__ import annotations

from amtsfunk.model.finding import Place
from amtsfunk.model.media import CAPTIONS, ENDINGS, LARGEST_IN_GIT, PERSONAL, Hidden
from amtsfunk.model.team import Role
from amtsfunk.rules.cases import MEDIA, AllCase, Hits, MediaCase, World

RIGHTS_ENDING = ".yml"
_NOT_MEDIA = (RIGHTS_ENDING, ".vtt", "README.md", ".gitkeep")
MOST_PIXELS = 33_177_600
"""7,680 × 4,320: what Mastodon takes at most, and far more than any screen shows."""
LEAST_LONG_SIDE = 600
"""Pixels; networks blow smaller pictures up."""


def is_media(path: str) -> bool:
    """Whether a path is that of a picture or video, and not of what lies beside one."""
    return path.startswith(MEDIA) and not path.endswith(_NOT_MEDIA)


def find_unknown_type(case: MediaCase) -> Hits:
    """By content: SVG, HEIC, TIFF and whatever else no network takes, and whatever is no picture at all."""
    if not case.file.is_accepted and case.file.size:
        yield Place(case.path), {"name": case.name, "kind": case.file.type or ""}


def find_wrong_ending(case: MediaCase) -> Hits:
    endings = ENDINGS.get(case.file.type or "", ())
    if endings and not case.name.lower().endswith(endings):
        stem, dot, ending = case.name.rpartition(".")
        fixed = f"{stem if dot else case.name}{endings[0]}"
        yield Place(case.path), {"name": case.name, "kind": case.file.type or "", "fixed": fixed, "ending": ending}


def find_broken(case: MediaCase) -> Hits:
    """The structure breaks off: the upload was cut short, or the file is empty."""
    if case.file.broken or not case.file.size:
        yield Place(case.path), {"name": case.name}


def find_too_large(case: MediaCase) -> Hits:
    if case.file.size > LARGEST_IN_GIT:
        yield (
            Place(case.path),
            {"name": case.name, "size": kilobytes(case.file.size), "limit": kilobytes(LARGEST_IN_GIT)},
        )


def find_too_many_pixels(case: MediaCase) -> Hits:
    """Small files can hold pictures that no computer wants to unpack."""
    width, height = case.file.width or 0, case.file.height or 0
    if width * height > MOST_PIXELS:
        yield Place(case.path), {"name": case.name, "width": str(width), "height": str(height)}


def find_too_small(case: MediaCase) -> Hits:
    width, height = case.file.width, case.file.height
    if width and height and max(width, height) < LEAST_LONG_SIDE:
        values = {"name": case.name, "width": str(width), "height": str(height), "least": str(LEAST_LONG_SIDE)}
        yield Place(case.path), values


def find_flicker(case: MediaCase) -> Hits:
    """WCAG 2.3.1: more than three flashes a second can set off a seizure; whether it flashes only an eye can tell."""
    if case.file.swift:
        yield Place(case.path), {"name": case.name}


def find_location(case: MediaCase) -> Hits:
    if Hidden.location in case.file.hidden:
        yield Place(case.path), {"name": case.name, "who": stewards(case.world)}


def find_personal_metadata(case: MediaCase) -> Hits:
    if found := [one.value for one in case.file.hidden if one in PERSONAL]:
        yield Place(case.path), {"name": case.name, "found": "+".join(found), "who": stewards(case.world)}


def find_hidden_notes(case: MediaCase) -> Hits:
    """Comments, and small copies of what the picture showed before it was cut."""
    if found := [one.value for one in case.file.hidden if one in (Hidden.notes, Hidden.thumbnail)]:
        yield Place(case.path), {"name": case.name, "found": "+".join(found)}


def find_uncaptioned_video(case: MediaCase) -> Hits:
    """WCAG 1.2.2: captions lie beside the video as WebVTT, and hold at least one line."""
    if not case.file.is_video:
        return
    named = case.rights.captions if case.rights else None
    values = {"name": case.name, "captions": named or f"{case.name.rpartition('.')[0]}.vtt"}
    if named is None:
        state = "unnamed"
    else:
        seen = case.world.media.get(f"{case.path.rpartition('/')[0]}/{named}")
        state = "missing" if seen is None else "fine" if seen.type == CAPTIONS and not seen.broken else "unreadable"
    if state != "fine":
        yield Place(case.path), {**values, "state": state}


def find_video_without_transcript(case: MediaCase) -> Hits:
    """WCAG 1.2.3: whoever neither sees nor hears the video reads what it shows."""
    if case.file.is_video and not (case.rights and (case.rights.transcript or "").strip()):
        yield Place(case.path), {"name": case.name}


def find_unused_picture(case: AllCase) -> Hits:
    """A picture may come before its post (DELIVERY.md § 2, condition 1), so this is a hint and no more."""
    used = {picture for summary in case.summaries for picture in summary.pictures}
    for path in case.tree.files:
        if is_media(path) and path not in used:
            yield Place(path), {"name": path.rpartition("/")[2]}


def kilobytes(size: int) -> str:
    """Rounded up, so that what is too large never looks as if it fitted."""
    return str(-(-size // 1_000))


def stewards(world: World) -> str:
    """Who runs the repository, by sign and function: whom to call when something must not stay in its history."""
    people = world.settings.people if world.settings else {}
    called = [
        f"{sign} – {person.function}" if person.function else sign
        for sign, person in people.items()
        if Role.steward in person.roles and person.revoked is None
    ]
    return ", ".join(called) or "steward"
