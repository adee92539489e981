"""The posts of galaxy-social → drafts of ours, and an account of all of it.

Gather (originals, map, settings) → plan (pure) → write, or nothing at all where a file would be overwritten → report.
A second run over the same input changes nothing.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from amtsfunk.commands.importing.channel_map import read_map
from amtsfunk.commands.importing.pictures import Found, Shelf
from amtsfunk.commands.importing.writing import Office, fits, put_report, refuse_other_content, write_files
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.model.settings import Settings
from amtsfunk.source.galaxy_drafts import EVERY_POST, Draft, Wishes, plan_import
from amtsfunk.source.galaxy_report import Account, render_report, summarize
from amtsfunk.source.galaxy_social import Original, Unreadable, pair_retries, read_original
from amtsfunk.source.times import TimeProblem, parse_local

_LARGEST = 1_000_000


def import_galaxy(arguments: Namespace, office: Office) -> list[str]:
    """What to say. Usage and refusals are raised."""
    root, settings = office.root, office.settings
    if not arguments.channels:
        raise UsageError("Es fehlt: --channels.", "So geht es: --channels mastodon-konto=mastodon,*=website")
    channels = read_map(arguments.channels, settings)
    originals, unreadable = read_originals(Path(arguments.source))
    wishes = _wishes(arguments, office, channels)
    drafts, homeless = plan_import(pair_retries(originals), _without_own(wishes, root, originals))
    shelf = Shelf(_existing_folder(arguments.media_dir, "--media-dir") if arguments.media_dir else None)
    found = {
        medium.stem: shelf.fetch(medium.image.address) for draft in drafts for part in draft.media for medium in part
    }
    files = {stem: f"{stem}{picture.ending}" for stem, picture in found.items()}
    account = Account(
        drafts=drafts,
        homeless=homeless,
        unreadable=unreadable,
        pictures={stem: (files[stem], picture.origin) for stem, picture in found.items()},
        channels=channels,
        topic=wishes.topic,
    )
    wanted = _wanted(drafts, found, files)
    there = refuse_other_content(root, wanted)
    fresh = [(path, data) for path, data in wanted.items() if path not in there]
    if arguments.write:
        write_files(root, fresh)
    put_report(office.report, render_report(account))
    return _told(account, len(fresh), len(there), written=arguments.write)


def read_originals(folder: Path) -> tuple[list[Original], dict[str, tuple[str, str]]]:
    """(posts, path → (why, text) of the files that are none). Raises NotFound where there is nothing to read."""
    folder = _existing_folder(str(folder), "galaxy-social")
    originals: list[Original] = []
    unreadable: dict[str, tuple[str, str]] = {}
    for file in sorted(folder.rglob("*.md")):
        if file.is_symlink() or not file.is_file():
            continue
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()[: _LARGEST + 1]
        text = data.decode("utf-8", "replace")
        try:
            if len(data) > _LARGEST:
                raise Unreadable("Die Datei ist größer als ein Beitrag sein kann; hier steht nur ihr Anfang.")
            originals.append(read_original(path, data.decode("utf-8")))
        except UnicodeDecodeError:
            unreadable[path] = ("Die Datei ist nicht in UTF-8 geschrieben.", text)
        except Unreadable as reason:
            unreadable[path] = (str(reason), text)
    if not originals and not unreadable:
        raise NotFound(f"In „{folder}“ liegen keine Beiträge (*.md).", "Bitte prüfen Sie den Ordner.")
    return originals, unreadable


def _existing_folder(name: str, what: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        raise NotFound(f"Den Ordner „{name}“ gibt es nicht.", f"Bitte prüfen Sie die Angabe bei {what}.")
    return folder


def _wishes(arguments: Namespace, office: Office, channels: Mapping[str, tuple[str, ...]]) -> Wishes:
    if arguments.every and not arguments.start:
        raise UsageError("„--every“ geht nur mit „--start“.", "Bitte auch den ersten Termin angeben.")
    settings = office.settings
    networks = {name: channel.network for name, channel in settings.channels.items()}
    return Wishes(
        channels=channels,
        networks=networks,
        topic=office.topic,
        language=arguments.language or "en",
        zone=settings.authority.zone,
        fits=partial(fits, settings),
        start=_read_start(arguments.start, settings),
        every=_read_every(arguments.every),
        taken=office.taken,
    )


def _without_own(wishes: Wishes, root: Path, originals: list[Original]) -> Wishes:
    """A second import finds its own posts again instead of numbering them anew."""
    marks = {f"# Übernommen aus galaxy-social: {original.path}\n".encode() for original in originals}
    posts = [path for path in list_tree(root, ("content/posts",)).files if path.endswith(".md")]
    own = {Path(path).stem for path in posts if any(mark in read_file(root, path) for mark in marks)}
    return replace(wishes, taken=wishes.taken - own)


def _read_start(given: str | None, settings: Settings) -> datetime | None:
    if given is None:
        return None
    try:
        return parse_local(given, settings.authority.zone)
    except TimeProblem as problem:
        raise UsageError(f"„{given}“ ist kein Zeitpunkt.", 'So geht es: --start "07.12.2026 10:00"') from problem


def _read_every(given: str | None) -> timedelta:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415

    from amtsfunk.model.base import Duration  # noqa: PLC0415

    if given is None:
        return timedelta(days=1)
    try:
        every: timedelta = TypeAdapter(Duration).validate_python(given)
    except ValidationError as problem:
        raise UsageError(f"„{given}“ ist keine Dauer.", 'So geht es: --every "30 min", "2 h" oder "1 d"') from problem
    if not every:
        raise UsageError("Der Abstand „--every“ ist null.", "Bitte einen Abstand größer als null angeben.")
    return every


def _wanted(drafts: tuple[Draft, ...], found: Mapping[str, Found], files: Mapping[str, str]) -> dict[str, bytes]:
    """Path → bytes, pictures before the posts that show them."""
    pictures: dict[str, bytes] = {}
    for draft in drafts:
        for medium in (medium for part in draft.media for medium in part):
            pictures[f"{medium.folder}/{files[medium.stem]}"] = found[medium.stem].data
    return pictures | {draft.path: draft.compose(files).encode("utf-8") for draft in drafts}


def _told(account: Account, fresh: int, there: int, *, written: bool) -> list[str]:
    figures = summarize(account)
    lines = [
        f"{figures['originals']} Dateien gelesen → {figures['drafts']} Beiträge",
        f"{figures['retries']} Wiederholungen stehen als Vermerk bei ihrem Original",
        f"{fresh} Dateien {'geschrieben' if written else 'zu schreiben'}, {there} waren schon da",
    ]
    if figures["placeholders"]:
        lines.append(f"{figures['placeholders']} von {figures['pictures']} Bildern sind Ersatzbilder")
    if figures["without_alt"]:
        lines.append(f"{figures['without_alt']} Bilder haben noch keine Beschreibung")
    if figures["homeless"] or figures["unreadable"]:
        lines.append(f"{figures['homeless']} ohne Kanal, {figures['unreadable']} nicht lesbar: Wortlaut im Bericht")
    unmapped = {name for draft in account.drafts for name in draft.family.original.accounts} - set(account.channels)
    if unmapped:
        lines.append(f"Ohne Kanal in der Zuordnung: {', '.join(sorted(unmapped))}")
    if EVERY_POST not in account.channels:
        lines.append("Hinweis: „*: website“ in der Zuordnung bringt jeden Beitrag auch auf die Website.")
    return lines
