"""Archives that networks hand out, and tables → archive posts or drafts of ours.

Read (what is public, nothing else) → look at every picture → plan (pure) → write new files only → account.
"""

from __future__ import annotations

import hashlib
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from amtsfunk.commands.importing.channel_map import read_map
from amtsfunk.commands.importing.sent import places_here, places_sent
from amtsfunk.commands.importing.writing import Office, fits, put_report, write_files
from amtsfunk.effects.bundles import LARGEST_FILE, LARGEST_TEXT, Bundle, TooLarge, open_beside, open_bundle
from amtsfunk.effects.files import read_file
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.source import past_mastodon, past_x
from amtsfunk.source.galaxy_drafts import EVERY_POST
from amtsfunk.source.media import look_at
from amtsfunk.source.past import LeftOut, NoArchive, Reading
from amtsfunk.source.past_csv import read_csv
from amtsfunk.source.past_posts import Planned, Wishes, plan_posts
from amtsfunk.source.past_report import PastAccount, render_past, tell_past
from amtsfunk.source.write import one_line

ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_NETWORK = {"mastodon-archive": "mastodon", "x-archive": "x"}
_ORIGIN = {"mastodon-archive": "Mastodon-Archiv", "x-archive": "X-Archiv", "csv": "Tabelle"}
_REMARK = "# Übernommen aus ".encode()
MOST_OF_PICTURES = 20 * 10**9
"""Bytes of all pictures of an archive together."""
_HEAD_LINES = 4
"""In how many lines of a post its remark is looked for."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A picture that can be taken over: the ending that its bytes deserve, and their digest."""

    ending: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Source:
    """An opened source. ``places``: picture as the post names it → its name in the bundle."""

    bundle: Bundle
    reading: Reading
    places: Mapping[str, str]


def import_past(arguments: Namespace, office: Office) -> list[str]:
    """What to say. Usage and refusals are raised."""
    path = Path(arguments.source)
    with _open(arguments.tool, path, office) as source:
        looks = _look_at_pictures(source)
        own = _own_remarks(office)
        wishes = _wishes(arguments, office, source.reading, looks, own)
        planned, homeless = plan_posts(source.reading.posts, wishes)
        _refuse_other_pictures(office.root, planned, looks)
        if arguments.write:
            write_files(office.root, _files(office.root, planned, source, looks))
    account = PastAccount(
        origin=_ORIGIN[arguments.tool],
        account=source.reading.account,
        archive=wishes.archive,
        planned=planned,
        left_out=(*source.reading.left_out, *homeless, *_strange_entries(source.bundle)),
        known=len(source.reading.posts) - len(planned) - len(homeless),
        topic=office.topic,
        written=arguments.write,
    )
    put_report(office.report, render_past(account))
    return tell_past(account)


def _strange_entries(bundle: Bundle) -> list[LeftOut]:
    if not bundle.passed_over:
        return []
    why = "keine gewöhnlichen Dateien, doppelt oder mit einem Namen, der aus dem Archiv hinausführt"
    return [LeftOut(f"{bundle.passed_over} Einträge des Archivs", why)]


@contextmanager
def _open(tool: str, path: Path, office: Office) -> Iterator[_Source]:
    """Raises NotFound, Refused."""
    try:
        if tool == "csv":
            yield _open_table(path, office)
            return
        with open_bundle(path) as bundle:
            yield _open_archive(tool, bundle)
    except NoArchive as reason:
        what = "Bitte prüfen Sie, ob es die richtige Datei ist."
        raise Refused(f"„{path}“ ist nicht zu lesen: {reason}", what) from reason


def _open_table(path: Path, office: Office) -> _Source:
    data = open_beside(path.parent, [path.name]).read(path.name, LARGEST_FILE)
    if data is None:
        raise NotFound(f"„{path}“ ist keine Tabelle.", "Bitte prüfen Sie den Pfad.")
    reading = read_csv(data, office.settings.authority.zone)
    pictures = open_beside(path.parent, _picture_names(reading))
    return _Source(pictures, reading, {name: name for name in pictures.names})


def _open_archive(tool: str, bundle: Bundle) -> _Source:
    if tool == "mastodon-archive":
        outbox = _needed(bundle, past_mastodon.OUTBOX)
        top = outbox.removesuffix(past_mastodon.OUTBOX)
        actor = bundle.read(top + past_mastodon.ACTOR)
        reading = past_mastodon.read_mastodon(bundle.read(outbox) or b"", actor)
    else:
        top = _needed(bundle, past_x.TWEETS, past_x.OLD_TWEETS).rpartition("data/")[0]
        tweets = _read_parts(bundle, top, past_x.TWEET_FILES)
        notes = _read_parts(bundle, top, past_x.NOTE_FILES)
        reading = past_x.read_x(tweets, bundle.read(top + past_x.ACCOUNT), notes)
    places = {name: found for name in _picture_names(reading) if (found := _find(name, top, bundle.names))}
    return _Source(bundle, reading, places)


def _needed(bundle: Bundle, *names: str) -> str:
    """The file that makes it an archive, at its top or in one folder. Raises NoArchive."""
    ending = tuple(f"/{name}" for name in names)
    found = [name for name in bundle.names if name in names or name.endswith(ending)]
    if not found:
        raise NoArchive(f"darin fehlt „{names[0]}“.")
    return min(found, key=lambda name: (name.count("/"), name))


def _read_parts(bundle: Bundle, top: str, pattern: re.Pattern[str]) -> list[tuple[str, bytes]]:
    names = [name for name in bundle.names if name.startswith(top) and pattern.fullmatch(name[len(top) :])]
    found: list[tuple[str, bytes]] = []
    left = LARGEST_TEXT
    for name, data in bundle.read_all(names, LARGEST_TEXT):
        left -= len(data) if data is not None else LARGEST_TEXT + 1
        if data is None or left < 0:
            raise TooLarge(f"Die Beiträge sind zusammen größer als {LARGEST_TEXT // 1_000_000} MB.", "")
        found.append((name[len(top) :], data))
    return sorted(found)


def _picture_names(reading: Reading) -> frozenset[str]:
    pictures = (picture for post in reading.posts for part in post.parts for picture in part.pictures)
    return frozenset(picture.name for picture in pictures if picture.is_picture and picture.name)


def _find(name: str, top: str, names: frozenset[str]) -> str | None:
    """Where a picture lies: servers put a folder before the path, or leave one out."""
    steps = name.split("/")
    tries = ("/".join(steps[start:]) for start in range(min(len(steps), 8)))
    candidates = [top + one for one in (*tries, past_x.other_place(name))]
    return next((one for one in candidates if one in names), None)


def _look_at_pictures(source: _Source) -> dict[str, _Look]:
    """Picture as the post names it → what it is, of those only whose bytes are a whole picture of a known kind.

    Raises TooLarge for more than any account has: a small archive can unpack to more than a disk holds."""
    by_place: dict[str, _Look] = {}
    left = MOST_OF_PICTURES
    for place, data in source.bundle.read_all(set(source.places.values()), LARGEST_FILE):
        if data is None:
            continue
        left -= len(data)
        if left < 0:
            raise TooLarge(f"Die Bilder sind zusammen größer als {MOST_OF_PICTURES // 10**9} GB.",
                           "Bitte prüfen Sie das Archiv; es wurde nichts geschrieben.")  # fmt: skip
        seen = look_at(data, len(data))
        if seen.type in ENDINGS and not seen.broken:
            by_place[place] = _Look(ENDINGS[seen.type], hashlib.sha256(data).hexdigest())
    return {name: by_place[place] for name, place in source.places.items() if place in by_place}


def _own_remarks(office: Office) -> dict[str, str]:
    """Remark → path, of every post that came over before."""
    found: dict[str, str] = {}
    for path in office.posts:
        for line in read_file(office.root, path).split(b"\n", _HEAD_LINES)[:_HEAD_LINES]:
            if line.startswith(_REMARK):
                found[line.decode("utf-8", "replace").removeprefix("# ").strip()] = path
    return found


def _wishes(
    arguments: Namespace, office: Office, reading: Reading, looks: Mapping[str, _Look], own: Mapping[str, str]
) -> Wishes:
    settings = office.settings
    channels = _channels(arguments, office, reading)
    network = _NETWORK.get(arguments.tool)
    return Wishes(
        origin=_ORIGIN[arguments.tool],
        archive=(arguments.form or ("drafts" if arguments.tool == "csv" else "archive")) == "archive",
        channels=channels,
        home=tuple(name for name in channels if settings.channels[name].network == network),
        topic=office.topic,
        language=settings.authority.language,
        zone=settings.authority.zone,
        now=office.now,
        topics=frozenset(settings.topics),
        known_channels=frozenset(settings.channels),
        endings={name: look.ending for name, look in looks.items()},
        own=frozenset(own),
        taken=office.taken,
        fits=partial(fits, settings),
        sent=places_sent(office.root, settings),
        # In a table, several posts may name one page as their address.
        here=places_here(office.root, office.posts, settings.authority.zone) if network else frozenset(),
    )


def _channels(arguments: Namespace, office: Office, reading: Reading) -> tuple[str, ...]:
    settings = office.settings
    if arguments.channels:
        pairs = read_map(arguments.channels, settings)
        names = (EVERY_POST, reading.account, reading.account.removeprefix("@"))
        found = tuple(dict.fromkeys(channel for name in names for channel in pairs.get(name, ())))
        if not found:
            raise UsageError(
                f"Die Zuordnung nennt keinen Kanal für das Konto {one_line(reading.account) or 'dieses Archivs'}.",
                "So geht es: --channels '*=mastodon'",
            )
        return found
    network = _NETWORK.get(arguments.tool)
    found = tuple(name for name, channel in settings.channels.items() if channel.network == network)
    if network is not None and len(found) != 1:
        raise UsageError(
            f"plans/channels.yml hat {len(found)} Kanäle auf {network}; welcher ist gemeint?",
            f"So geht es: --channels '*={found[0] if found else 'kanal'}'",
        )
    return found


def _refuse_other_pictures(root: Path, planned: Iterable[Planned], looks: Mapping[str, _Look]) -> None:
    """Raises Refused where a picture's place is taken by other bytes. Posts never meet one of their name."""
    for one in planned:
        for name, path in one.pictures:
            target = root / path
            if target.is_symlink() or (target.exists() and not _is_picture(target, looks[name])):
                raise Refused(f"„{path}“ gibt es schon mit anderem Inhalt. Es wurde nichts geschrieben.",
                              "Bitte benennen oder löschen Sie diese Datei.")  # fmt: skip


def _is_picture(target: Path, look: _Look) -> bool:
    return target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == look.sha256


def _files(
    root: Path, planned: tuple[Planned, ...], source: _Source, looks: Mapping[str, _Look]
) -> Iterator[tuple[str, bytes]]:
    """What is to be written: pictures as they lie in the archive, one after the other, then the posts."""
    targets: dict[str, list[str]] = {}
    for one in planned:
        for name, path in one.pictures:
            if not (root / path).exists():
                targets.setdefault(source.places[name], []).append(path)
    digests = {source.places[name]: look.sha256 for name, look in looks.items()}
    for place, data in source.bundle.read_all(targets, LARGEST_FILE):
        if data is None or hashlib.sha256(data).hexdigest() != digests[place]:
            raise Refused("Das Archiv hat sich während der Übernahme verändert.", "Bitte noch einmal übernehmen.")
        yield from ((path, data) for path in targets[place])
    yield from ((one.path, one.text.encode()) for one in planned)
