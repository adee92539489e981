"""``--channels``: which account becomes which channel, as a YAML file or in words (``konto=kanal,*=website``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.model.settings import Settings


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
