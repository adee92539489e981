"""``amtsfunk touch``: raise the revision of posts whose channel or pictures changed, so that they can be approved anew.

Where an account or a rule changed, a post that was approved before is held (DELIVERY.md § 1). Nothing in it has to be
written anew: a pull request that raises ``revision`` is what the press spokesperson approves, for many posts at once.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.work_tree import replace_file
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible
from amtsfunk.source.posts import parse_post
from amtsfunk.source.revising import raise_revision


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("posts", metavar="BEITRAG", nargs="*", help="Namen der Beiträge (Dateien ohne „.md“)")
    parser.add_argument(
        "--channel", metavar="KANAL", help="alle Beiträge mit diesem Kanal, deren Zeit noch nicht gekommen ist"
    )
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, welche Beiträge das wären")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es jetzt diese Zeit")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")


def run(arguments: Namespace) -> int:
    """0: done, or there was nothing to do."""
    if bool(arguments.posts) == bool(arguments.channel):
        raise UsageError("Bitte nennen Sie entweder Beiträge oder einen Kanal.", "So: amtsfunk touch --channel bluesky")
    root = find_root(arguments.repository)
    settings = read_settings(root, "so lässt sich kein Beitrag lesen")
    now = moment(arguments.now, settings.authority)
    named = _named(root, settings, arguments.posts)
    chosen = named or dict(_on_channel(root, settings, arguments.channel, now))
    changes = {path: _raised(root, path, post, settings) for path, post in sorted(chosen.items())}
    for path, data in changes.items():
        if not arguments.dry_run:
            replace_file(root, path, data)
        print(f"{path}: Fassung {chosen[path].head.revision + 1}")
    _tell(len(changes), dry=arguments.dry_run)
    return 0


def _named(root: Path, settings: Settings, names: list[str]) -> dict[str, Post]:
    """Path → post. Raises NotFound, Refused."""
    by_id = list_tree(root).posts_by_id if names else {}
    found = {}
    for name in dict.fromkeys(names):
        paths = by_id.get(name.removesuffix(".md").casefold(), ())
        if len(paths) != 1:
            raise NotFound(
                f"Einen Beitrag „{visible(name)}“ gibt es nicht."
                if not paths
                else f"„{visible(name)}“ gibt es mehrmals.",
                "Bitte den Namen der Datei ohne „.md“ angeben.",
            )
        post = _read(root, paths[0], settings)
        if post is None:
            raise Refused(f"„{paths[0]}“ ist nicht zu lesen.", f"Bitte zuerst: amtsfunk check {paths[0]}")
        if post.head.archive:
            raise Refused(f"„{visible(name)}“ gehört zum Archiv und geht nicht mehr hinaus.")
        found[paths[0]] = post
    return found


def _on_channel(root: Path, settings: Settings, channel: str | None, now: datetime) -> Iterator[tuple[str, Post]]:
    """Posts that are yet to go out there. One that cannot be read is the check's business."""
    if channel is None:
        return
    if channel not in settings.channels:
        known = ", ".join(sorted(settings.channels))
        raise NotFound(f"Den Kanal „{visible(channel)}“ gibt es nicht.", f"Es gibt: {known}")
    for paths in list_tree(root).posts_by_id.values():
        for path in paths:
            post = _read(root, path, settings)
            if post is None or post.head.archive or post.is_draft or channel not in post.head.channels:
                continue
            when = post.head.publish_at
            if not isinstance(when, datetime) or when > now:
                yield path, post


def _read(root: Path, path: str, settings: Settings) -> Post | None:
    return parse_post(path, read_file(root, path), settings.authority.zone).value


def _raised(root: Path, path: str, post: Post, settings: Settings) -> bytes:
    """The new bytes, which say the same but for the revision. Raises Refused where that cannot be shown."""
    revision = post.head.revision + 1
    text = raise_revision(read_file(root, path).decode(), revision)
    raised = parse_post(path, text.encode(), settings.authority.zone).value if text is not None else None
    if text is None or raised is None or said(raised) != {**said(post), "revision": revision}:
        raise Refused(f"„{path}“: Der Kopf ist anders geschrieben als üblich.", "Bitte „revision“ von Hand erhöhen.")
    return text.encode()


def said(post: Post) -> dict[str, object]:
    """All that it says, wherever it stands in the file."""
    texts = {**post.channel_texts, "": post.parts}
    parts = {channel: [part.model_copy(update={"line": 0}) for part in parts] for channel, parts in texts.items()}
    return {**post.head.model_dump(), "title": post.title, "parts": parts}


def _tell(number: int, *, dry: bool) -> None:
    if number == 0:
        print("Kein Beitrag wartet noch auf seine Zeit. Es gibt nichts zu tun.")
        return
    posts = "1 Beitrag" if number == 1 else f"{number} Beiträge"
    if dry:
        print(f"\n{posts}; es wurde nichts geändert (--dry-run).")
        return
    print(f"\n{posts} mit neuer Fassung. Wie es weitergeht:")
    print("  1. Auf einem eigenen Zweig speichern und zur Freigabe vorschlagen.")
    print("  2. Wer freigibt, gibt alle zusammen frei. Bis dahin geht keiner davon hinaus.")
