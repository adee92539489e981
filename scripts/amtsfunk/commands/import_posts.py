"""``amtsfunk import galaxy-social DIR``: turn the posts of another tool into drafts of ours, and account for all of it.

Gather (originals, map, settings) → plan (pure) → write, or nothing at all where a file would be overwritten → report.
A second run over the same input changes nothing.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from amtsfunk.channels.limits import measure_part
from amtsfunk.commands.importing.pictures import Found, Shelf
from amtsfunk.commands.repository import find_root, read_settings
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.model.errors import EffectFailed, NotFound, Refused, UsageError
from amtsfunk.model.settings import Settings
from amtsfunk.source.galaxy_drafts import EVERY_POST, Draft, Wishes, plan_import
from amtsfunk.source.galaxy_report import Account, render_report, summarize
from amtsfunk.source.galaxy_social import Original, Unreadable, pair_retries, read_original
from amtsfunk.source.times import TimeProblem, parse_local

REPORT = "build/import/galaxy-social.md"
_LARGEST = 1_000_000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("tool", choices=["galaxy-social"], help="das Werkzeug, aus dem die Beiträge kommen")
    parser.add_argument("directory", metavar="DIR", help="Ordner mit den Beiträgen (*.md, auch in Unterordnern)")
    parser.add_argument(
        "--channels",
        metavar="MAP",
        required=True,
        help="welches Konto zu welchem Kanal wird: eine YAML-Datei oder konto=kanal,konto=kanal; * steht für alle",
    )
    parser.add_argument("--start", metavar="T", help="Termin des ersten Beitrags (sonst werden es Entwürfe)")
    parser.add_argument("--every", metavar="D", help="Abstand der Termine, z. B. „1 d“ oder „2 h“ (sonst 1 d)")
    parser.add_argument("--media-dir", metavar="DIR", help="Ordner, in dem die Bilder schon liegen")
    parser.add_argument("--topic", metavar="ID", help="Thema aller Beiträge (sonst das erste aus plans/topics.yml)")
    parser.add_argument("--language", metavar="L", default="en", help="Sprache der Beiträge (sonst en)")
    parser.add_argument("--repository", metavar="DIR", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--report", metavar="FILE", help=f"wohin der Bericht soll (sonst {REPORT})")


def run(arguments: Namespace) -> int:
    """0 imported or already there. Usage and refusals are raised (2, 1)."""
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich nichts übernehmen")
    channels = read_map(arguments.channels, settings)
    originals, unreadable = read_originals(Path(arguments.directory))
    wishes = _wishes(arguments, root, settings, channels)
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
    written = _write_all(root, drafts, found, files)
    report = Path(arguments.report) if arguments.report else root / REPORT
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(render_report(account), "utf-8", "surrogateescape")
    _tell(account, written, report)
    return 0


def read_map(given: str, settings: Settings) -> Mapping[str, tuple[str, ...]]:
    """``--channels``: account → channels, from a YAML file or from ``a=b,a=c``. Raises UsageError, NotFound."""
    pairs = _read_map_file(Path(given)) if "=" not in given else _read_map_words(given)
    names = {channel for channels in pairs.values() for channel in channels}
    unknown = sorted(names - set(settings.channels))
    if unknown:
        raise UsageError(
            f"Diese Kanäle gibt es in plans/channels.yml nicht: {', '.join(unknown)}.",
            f"Zur Wahl stehen: {', '.join(settings.channels)}.",
        )
    return pairs


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


def _read_map_words(given: str) -> dict[str, tuple[str, ...]]:
    pairs: dict[str, tuple[str, ...]] = {}
    for word in filter(None, (part.strip() for part in given.split(","))):
        account, equals, channel = word.partition("=")
        if not (account.strip() and equals and channel.strip()):
            raise UsageError(
                f"„{word}“ ist keine Zuordnung.", "So geht es: --channels mastodon-konto=mastodon,*=website"
            )
        pairs[account.strip()] = (*pairs.get(account.strip(), ()), channel.strip())
    return pairs


def _read_map_file(path: Path) -> dict[str, tuple[str, ...]]:
    from yaml import BaseLoader, YAMLError, load  # noqa: PLC0415 - only where a file is given

    if not path.is_file():
        raise NotFound(f"Die Zuordnung „{path}“ gibt es nicht.", "Eine Datei oder konto=kanal,konto=kanal angeben.")
    try:
        content = load(path.read_text("utf-8"), Loader=BaseLoader)  # noqa: S506 - makes texts, lists, mappings only
    except (YAMLError, UnicodeDecodeError) as problem:
        raise UsageError(f"Die Zuordnung „{path}“ ist kein lesbares YAML.", str(problem)) from problem
    pairs = content.get("channels", content) if isinstance(content, dict) else None
    if not isinstance(pairs, dict):
        raise UsageError(f"Die Zuordnung „{path}“ hat keine Zeilen „konto: kanal“.", "Siehe docs/import.")
    return {str(account): _channel_names(names, path) for account, names in pairs.items()}


def _channel_names(names: object, path: Path) -> tuple[str, ...]:
    if isinstance(names, str):
        return tuple(filter(None, (name.strip() for name in names.split(","))))
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return tuple(names)
    raise UsageError(f"In „{path}“ steht hinter einem Konto weder ein Kanal noch eine Liste.", "Siehe docs/import.")


def _wishes(arguments: Namespace, root: Path, settings: Settings, channels: Mapping[str, tuple[str, ...]]) -> Wishes:
    if arguments.every and not arguments.start:
        raise UsageError("„--every“ geht nur mit „--start“.", "Bitte auch den ersten Termin angeben.")
    topic = arguments.topic or next(iter(settings.topics))
    if topic not in settings.topics:
        raise UsageError(f"Das Thema „{topic}“ gibt es nicht.", f"Zur Wahl stehen: {', '.join(settings.topics)}.")
    networks = {name: channel.network for name, channel in settings.channels.items()}
    return Wishes(
        channels=channels,
        networks=networks,
        topic=topic,
        language=arguments.language,
        zone=settings.authority.zone,
        fits=partial(_fits, networks),
        start=_read_start(arguments.start, settings),
        every=_read_every(arguments.every),
        taken=frozenset(Path(path).stem for path in list_tree(root, ("content",)).files if path.endswith(".md")),
    )


def _fits(networks: Mapping[str, str], channel: str, text: str, pictures: int) -> bool:
    return not any(measure.exceeded for measure in measure_part(networks[channel], text, pictures=pictures))


def _without_own(wishes: Wishes, root: Path, originals: list[Original]) -> Wishes:
    """A second import finds its own posts again instead of numbering them anew."""
    from dataclasses import replace  # noqa: PLC0415

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


def _write_all(
    root: Path, drafts: tuple[Draft, ...], found: Mapping[str, Found], files: Mapping[str, str]
) -> tuple[int, int]:
    """(files written, files that were there already). Writes nothing at all where one would be replaced."""
    wanted: dict[str, bytes] = {}
    for draft in drafts:
        wanted[draft.path] = draft.compose(files).encode("utf-8")
        for medium in (medium for part in draft.media for medium in part):
            wanted[f"{medium.folder}/{files[medium.stem]}"] = found[medium.stem].data
    there = {path for path in wanted if (root / path).exists()}
    other = sorted(path for path in there if (root / path).read_bytes() != wanted[path])
    if other:
        raise Refused(
            f"{len(other)} Dateien gibt es schon mit anderem Inhalt, z. B. {other[0]}. Es wurde nichts geschrieben.",
            "Bitte benennen oder löschen Sie diese Dateien, oder übernehmen Sie in ein anderes Repository.",
        )
    try:
        for path in sorted(set(wanted) - there):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(wanted[path])
    except OSError as error:
        raise EffectFailed(
            f"{path} lässt sich nicht schreiben: {error.strerror}.", "Bitte prüfen Sie Platz und Rechte."
        ) from error
    return len(wanted) - len(there), len(there)


def _tell(account: Account, written: tuple[int, int], report: Path) -> None:
    figures = summarize(account)
    lines = [
        f"{figures['originals']} Dateien gelesen → {figures['drafts']} Beiträge",
        f"{figures['retries']} Wiederholungen stehen als Vermerk bei ihrem Original",
        f"{written[0]} Dateien geschrieben, {written[1]} waren schon da",
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
    print("\n".join((*lines, f"Bericht: {report}")))
