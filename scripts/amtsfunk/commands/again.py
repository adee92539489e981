"""``amtsfunk again POST --channel C``: where a channel ended without the post, a new post file for that channel alone.

What was claimed once is never mended in its file (DELIVERY.md § 1): the new post names the first one (``repeat_of``)
and has its own time, approval and key. It is written, not committed; a pull request is a person's.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.paths import module_id
from amtsfunk.commands.creating.repeating import Wish, fresh_id, repeat
from amtsfunk.commands.publishing.run import Workplace, make_world, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.texts import lane_text, reason_text
from amtsfunk.delivery.state import Lane, PostState, Status
from amtsfunk.effects.files import list_tree
from amtsfunk.effects.work_tree import create_file
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.post import Post
from amtsfunk.report.safe import visible
from amtsfunk.source.posts import parse_post
from amtsfunk.source.times import TimeProblem, parse_local

_REPEATABLE = frozenset({Status.rejected, Status.missed, Status.given_up})


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("post", metavar="BEITRAG", help="Name des Beitrags (Datei ohne „.md“)")
    parser.add_argument("--channel", metavar="KANAL", required=True, help="nur für diesen Kanal")
    parser.add_argument("--at", metavar="ZEIT", help="Zeitpunkt wie „01.12.2026 09:00“ (ohne: Entwurf)")


def run(arguments: Namespace) -> int:
    """0: the file is there."""
    with open_workplace(arguments, needs_root=False) as place:
        state = place.ledger.post(arguments.post)
        lane = _lane(state, arguments.channel)
        world = make_world(place, place.ledger, arguments, arguments.repository)
        original, data = _original(place, state)
        tree = list_tree(arguments.repository)
        name = fresh_id(state.post, lambda candidate: candidate in tree.posts_by_id or world.is_post(candidate))
        when = _when(arguments.at, place)
        wish = Wish(arguments.channel, when, place.clock.now(), place.settings.authority.zone)
        path, text = repeat(original, data, name, wish)
        pictures = _pictures(place, original, path, arguments.channel)
    create_file(arguments.repository, path, text.encode())
    for file, content in pictures.items():
        create_file(arguments.repository, file, content)
    _tell(path, pictures, lane, name)
    return 0


def _lane(state: PostState, channel: str) -> Lane:
    """The lane, if it ended without the post. Raises NotFound, Refused."""
    lane = state.lanes.get(channel)
    named = f"„{visible(state.post)}“ auf „{visible(channel)}“"
    if lane is None:
        raise NotFound(f"Zu {named} steht nichts im Sendebuch.", f"Alles zeigt: amtsfunk ledger show {state.post}")
    if state.is_redacted:
        raise Refused(
            f"Der Inhalt von „{state.post}“ wurde aus Datenschutzgründen entfernt; er wird nicht wiederholt.",
            "Mit anderen Worten ist es ein neuer Beitrag: amtsfunk new post",
        )
    step = lane.current
    if step.status not in _REPEATABLE:
        raise Refused(f"{named}: {lane_text(lane)}. {_why_not(lane)}", _instead(state.post, lane))
    if not state.is_immutable:
        raise Refused(
            f"Von „{state.post}“ ist noch nirgends etwas hinausgegangen; ein neuer Beitrag ist nicht nötig.",
            "Bitte in der Datei eine neue Zeit setzen, „revision“ um eins erhöhen und neu freigeben lassen.",
        )
    return lane


def _why_not(lane: Lane) -> str:
    if lane.is_unresolved:
        return "Solange das offen ist, gibt es keinen neuen; sonst stünde er vielleicht doppelt da."
    if lane.current.status is Status.cancelled:
        return f"Er ist abgesagt: {reason_text(lane.current.reason)}."
    return "Er steht dort schon."


def _instead(post: str, lane: Lane) -> str:
    if lane.current.status is Status.held:
        return f"Zuerst entscheiden: amtsfunk settle {post} {lane.name}"
    if lane.is_unresolved:
        return f"Den Stand zeigt: amtsfunk ledger show {post}"
    return ""


def _original(place: Workplace, state: PostState) -> tuple[Post, bytes]:
    """The post as it was approved last, from the commit of its capture."""
    captured = state.captured
    if captured is not None and module_id(captured.path) is not None:
        name = module_id(captured.path)
        raise Refused(
            f"„{state.post}“ entstand aus dem Modul „{name}“; eine Datei dazu gibt es nicht.",
            f"Noch einmal senden: amtsfunk module send {name}",
        )
    data = place.git.blob(captured.commit, captured.path) if captured else None
    post = parse_post(captured.path, data, place.settings.authority.zone).value if captured and data else None
    if post is None or data is None:
        raise Refused(
            f"Die freigegebene Datei von „{state.post}“ ist nicht mehr zu lesen.",
            "Bitte von Hand anlegen (amtsfunk new post) und repeat_of ergänzen.",
        )
    return post, data


def _when(text: str | None, place: Workplace) -> datetime | None:
    if text is None:
        return None
    try:
        when = parse_local(text, place.settings.authority.zone)
    except TimeProblem as problem:
        raise UsageError(f"--at: „{text}“ ist kein Zeitpunkt.", 'So geht es: --at "01.12.2026 09:00"') from problem
    if when <= place.clock.now():
        raise UsageError("--at: Dieser Zeitpunkt ist schon vorbei.")
    return when


def _pictures(place: Workplace, original: Post, path: str, channel: str) -> Mapping[str, bytes]:
    """What the new month's folder lacks: the channel's pictures and what lies beside them. Raises Refused where another
    picture has the name there."""
    captured = place.ledger.post(original.id).captured
    commit = captured.commit if captured else place.ledger.main
    folder = "/".join(path.split("/")[2:4])
    found: dict[str, bytes] = {}
    for picture in (one for part in original.parts_for(channel) for one in part.pictures):
        old = original.media_path(picture).rpartition("/")[0]
        stem = picture.file.rpartition(".")[0]
        for entry in place.git.tree(commit, f"{old}/"):
            file = entry.path.rpartition("/")[2]
            data = place.git.blob(commit, entry.path) if file.startswith(f"{stem}.") else None
            if data is not None:
                found[f"content/media/{folder}/{file}"] = data
    return {file: data for file, data in found.items() if not _is_there(place.git.directory / file, data)}


def _is_there(file: Path, data: bytes) -> bool:
    if file.is_file() and file.read_bytes() != data:
        raise Refused(f"{file} ist ein anderes Bild gleichen Namens.", "Bitte eines von beiden umbenennen.")
    return file.is_file()


def _tell(path: str, pictures: Mapping[str, bytes], lane: Lane, name: str) -> None:
    print(f"Angelegt: {path}")
    for file in sorted(pictures):
        print(f"Kopiert:  {file}")
    out = sum(step.is_out for step in lane.steps)
    if out:
        print(f"\nAchtung: Von {len(lane.steps)} Teilen stehen {out} schon dort. Bitte streichen Sie diese.")
    print("\nWie es weitergeht:")
    print(f"  1. Ansehen: amtsfunk preview {name}")
    print("  2. Wenn nötig, ändern und „publish_at“ setzen; ohne Zeit bleibt er ein Entwurf.")
    print("  3. Auf einem eigenen Zweig speichern und zur Freigabe vorschlagen.")
