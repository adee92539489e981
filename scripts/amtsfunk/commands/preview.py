"""``amtsfunk preview``: for every channel of a post exactly what would go out, when, and how far it fills the limits.

What is shown is read from the payload that an approval would cover (``approval.payload``), so a preview can promise
nothing else. Reads the work tree, never writes. The JSON form is a stable interface:

    [{"post", "channel", "when": "at" | "after approval" | "draft", "publish_at": RFC 3339 with offset or null,
      "manifest", "promise": "site" | "once" | "looked" | "asked" | "by-hand",
      "parts": [{"text", "limits": [{"unit", "length", "limit"}], "media": [...], "length", "limit", "unit"}]}]

with the last three being those of the tightest limit, and media as in the payload (path, sha256, size, type, alt,
credit). ``--changed`` shows the posts that differ from main; with ``--format proposal`` everything that a pull request
comes to, as ``report/proposal.py`` has it.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from amtsfunk.approval.paths import post_id
from amtsfunk.channels.limits import tightest
from amtsfunk.channels.networks import network_of
from amtsfunk.channels.promises import promise_of
from amtsfunk.commands.previewing.views import ChannelView, PartView, view_post
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree
from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.model.finding import Finding
from amtsfunk.model.post import AFTER_APPROVAL
from amtsfunk.model.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("posts", metavar="POST", nargs="*", help="Beiträge: Kennung (Dateiname ohne .md) oder Datei")
    parser.add_argument(
        "--changed", metavar="BASE", nargs="?", const="", help="was sich gegenüber BASE (sonst main) geändert hat"
    )
    formats = ("text", "json", "proposal")
    parser.add_argument("--format", choices=formats, default="text", help="Form der Ausgabe")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="Sprache der Beschriftungen")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")


def run(arguments: Namespace) -> int:
    """0 all shown, 1 a post cannot be shown because of what is wrong in it. Usage and failures are raised (2, 3)."""
    root = find_root(arguments.repository)
    _refuse_odd(arguments)
    if arguments.format == "proposal":
        from amtsfunk.commands.previewing.proposing import propose  # noqa: PLC0415 - brings the whole check along
        from amtsfunk.report.proposal import write_proposal  # noqa: PLC0415

        print(write_proposal(propose(root, arguments.changed or None, arguments.now)).decode())
        return 0
    settings = read_settings(root, "ohne sie gibt es keine Vorschau")
    now = moment(arguments.now, settings.authority)
    paths = _paths(root, arguments)
    views: list[ChannelView] = []
    findings: list[Finding] = []
    for path in dict.fromkeys(paths):
        shown, wrong = view_post(root, path, settings)
        views += shown
        findings += wrong
    if arguments.format == "json":
        print(json.dumps([to_json(view, settings) for view in views], ensure_ascii=False, indent=2))
    else:
        from amtsfunk.commands.previewing.text import print_views  # noqa: PLC0415 - rich is heavy

        print_views(views, settings, now, arguments.lang)
    if findings:
        _print_findings(findings, len(paths), arguments.lang)
    return int(bool(findings))


def _refuse_odd(arguments: Namespace) -> None:
    if bool(arguments.posts) == (arguments.changed is not None):
        raise UsageError("Bitte Beiträge nennen oder --changed, eines von beiden.", "So: amtsfunk preview --changed")
    if arguments.format == "proposal" and arguments.changed is None:
        raise UsageError("„--format proposal“ gibt es nur mit --changed.", "So: amtsfunk preview --changed origin/main")


def _paths(root: Path, arguments: Namespace) -> list[str]:
    if arguments.changed is None:
        return [find_post(root, name) for name in arguments.posts]
    from amtsfunk.effects.changes import changes_since  # noqa: PLC0415 - else no git
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    with Git(root) as git:
        return sorted(filter(post_id, changes_since(git, arguments.changed or None, ("content/posts/",)).present))


def find_post(root: Path, name: str) -> str:
    """The path in the repository of a post named by its id or by its file. Raises NotFound, UsageError."""
    posts = [path for path in list_tree(root, ("content/posts",)).files if path.endswith(".md")]
    given = Path(name)
    for place in (given, root / given):
        inside = place.absolute()
        if inside.is_relative_to(root) and inside.relative_to(root).as_posix() in posts:
            return inside.relative_to(root).as_posix()
    found = [path for path in posts if Path(path).stem == name.removesuffix(".md")]
    if len(found) > 1:
        raise UsageError(f"„{name}“ gibt es mehrmals: {', '.join(found)}.", "Bitte die Datei selbst nennen.")
    if not found:
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(given.stem, [Path(path).stem for path in posts], n=1)
        hint = f"Meinten Sie „{near[0]}“?" if near else "Beiträge liegen unter content/posts/JJJJ/MM/."
        raise NotFound(f"Den Beitrag „{name}“ gibt es nicht.", hint)
    return found[0]


def to_json(view: ChannelView, settings: Settings) -> dict[str, object]:
    """The stable JSON form of one post on one channel."""
    due = view.post.head.publish_at
    return {
        "post": view.post.id,
        "channel": view.channel,
        "when": "draft" if due is None else "after approval" if due == AFTER_APPROVAL else "at",
        "publish_at": due.astimezone(settings.authority.zone).isoformat() if isinstance(due, datetime) else None,
        "manifest": view.manifest.digest,
        "promise": _promise(view, settings),
        "parts": [_part_to_json(part) for part in view.parts],
    }


def _promise(view: ChannelView, settings: Settings) -> str:
    """What can be promised of the channel (``channels.promises``)."""
    channel = settings.channels[view.channel]
    return promise_of(channel.via.value, network_of(channel.network)).value


def _part_to_json(part: PartView) -> dict[str, object]:
    tight = tightest(part.measures)
    return {
        "text": part.payload["text"],
        "limits": [
            {"unit": measure.unit, "length": measure.length, "limit": measure.limit} for measure in part.measures
        ],
        "media": part.payload["media"],
        "length": tight.length,
        "limit": tight.limit,
        "unit": tight.unit,
    }


def _print_findings(findings: Sequence[Finding], posts: int, lang: Any) -> None:
    from amtsfunk.report.rows import rows, summarise  # noqa: PLC0415 - only where something is wrong
    from amtsfunk.report.text import render_text  # noqa: PLC0415

    found = rows(findings, lang)
    sys.stderr.write(render_text(found, summarise(found, posts), lang, colour=False))
