"""An authority called „Übung“, made from the real one's rules, roster and modules, on the ground of a drill.

New keys, a new random id, no forge, every channel by hand: nothing that is signed here counts anywhere else, and no
channel here names a place in the world.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from amtsfunk.commands.drilling.cast import Cast
from amtsfunk.commands.drilling.ground import Ground
from amtsfunk.effects import ssh
from amtsfunk.effects.git import Git
from amtsfunk.model.errors import EffectFailed, Refused
from amtsfunk.model.module import Module
from amtsfunk.model.settings import Settings
from amtsfunk.model.week import week_of
from amtsfunk.source.paths import CRISIS, ROTA
from amtsfunk.source.plans import SETTINGS_PATHS

PLANNED = "uebung-geplant"
"""A post as it was planned for this very minute: the stop has to keep it."""
MARK = "ÜBUNG! "
_PUBLISHER = "publisher"
_BY_HAND = "manual"
_HOST = "uebung.invalid"
_FORGOTTEN = ("example_now", "public_on_purpose", "forge", "repository", "internal_site")
_SHOWN = ("label", "owner", "via", "language", "comments", "direct_messages", "hashtags", "closed", "network")
_HEADING = re.compile(r"##? ")


def found(ground: Ground, source: Path, settings: Settings, cast: Cast, modules: Iterable[Module]) -> None:
    """Everything up to the minute in which the crisis begins. Raises EffectFailed, Refused."""
    sandbox, agreed = ground.sandbox, tuple(modules)
    sandbox.make_remote((*cast.signs, _PUBLISHER))
    weeks_ago, just_now = ground.start - timedelta(days=7), ground.start - timedelta(hours=1)
    for path in SETTINGS_PATHS:
        if (source / path).is_file():
            _write(ground, path, (source / path).read_text(encoding="utf-8"))
    _rewrite(ground, cast)
    _sign_root(ground, cast, weeks_ago)
    posts = _write_content(ground, source, settings, cast, agreed)
    writer, second = sandbox.actor(cast.writer), sandbox.actor(cast.second)
    sandbox.commit(writer, "Übung: Inhalte", just_now, ["."])
    for post in posts:
        _approve(ground, post, cast, just_now)
    sandbox.commit(second, "Übung: Freigaben", just_now, ["."])
    sandbox.merge(second, "inhalte", just_now)
    _need(
        ground.say("ledger", "open", *publisher(ground), at=just_now), "Das Sendebuch der Übung ließ sich nicht öffnen"
    )


def publisher(ground: Ground) -> tuple[str, ...]:
    return ("--key", ground.key(_PUBLISHER), "--state", str(ground.sandbox.state))


def _need(done: tuple[int, str], otherwise: str) -> None:
    code, said = done
    if code:
        raise EffectFailed(f"{otherwise}: {' '.join(said.split())[:400]}")


def _write(ground: Ground, path: str, text: str) -> None:
    file = ground.sandbox.clone / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _rewrite(ground: Ground, cast: Cast) -> None:
    """Names, places and keys of the real authority go."""
    authority = _read(ground, "plans/authority.yml")
    for name in _FORGOTTEN:
        authority.pop(name, None)
    authority |= {"id": secrets.token_hex(16), "example": "true", "name": f"Übung: {authority['name']}"}
    authority["publishers"] = [_public(ground, _PUBLISHER)]
    _dump(ground, "plans/authority.yml", authority)
    channels = _read(ground, "plans/channels.yml")["channels"]
    _dump(ground, "plans/channels.yml", {"channels": {name: _by_hand(name, one) for name, one in channels.items()}})
    people = _read(ground, "plans/team.yml")["people"]
    for sign, person in people.items():
        person.pop("keys", None)
        person.pop("forge_id", None)
        if sign in cast.signs:
            person.pop("from", None)
            person["keys"] = [_public(ground, sign)]
        if sign in (cast.writer, cast.second):
            person["roles"] = list(dict.fromkeys((*person["roles"], "steward")))
    _dump(ground, "plans/team.yml", {"people": people})
    _dump(ground, "plans/elections.yml", {"windows": []})


def _by_hand(name: str, channel: Mapping[str, Any]) -> dict[str, Any]:
    """The stand-in of a network: no address, no account, nothing that a program could send to."""
    kept = {key: value for key, value in channel.items() if key in _SHOWN}
    if kept.get("via") != "site":
        kept |= {"via": "manual", "network": _BY_HAND}
    return {**kept, "label": f"Übung {kept['label']}", "host": _HOST, "account_id": f"uebung-{name}"}


def _public(ground: Ground, sign: str) -> str:
    return ssh.public_key_of(ground.sandbox.actor(sign).key)


def _read(ground: Ground, path: str) -> dict[str, Any]:
    """Settings that were read soundly before; here they are only data."""
    read = yaml.load((ground.sandbox.clone / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists and mappings only
    return dict(read)


def _dump(ground: Ground, path: str, data: Mapping[str, Any]) -> None:
    _write(ground, path, yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000))


def _sign_root(ground: Ground, cast: Cast, at: datetime) -> None:
    """The root commit with both signatures, amended so that it stays one commit."""
    sandbox, git = ground.sandbox, Git(ground.sandbox.clone)
    writer = sandbox.actor(cast.writer)
    sandbox.commit(writer, "Übung: Anfangsstand", at, ["."])
    for sign in (cast.writer, cast.second):
        _need(
            ground.say("govern", "--genesis", "--key", ground.key(sign), at=at), "Der Anfangsstand der Übung misslang"
        )
    git.run("add", "plans/genesis.json")
    dates = {"GIT_AUTHOR_DATE": at.isoformat(), "GIT_COMMITTER_DATE": at.isoformat()}
    git.run(*writer.config, "commit", "--quiet", "--amend", "--no-edit", env=dates)
    root = git.run("rev-parse", "HEAD").decode().strip()
    (sandbox.folder / "trust-root").write_text(f"{root}\n", encoding="utf-8")
    sandbox.push()


def _write_content(
    ground: Ground, source: Path, settings: Settings, cast: Cast, modules: tuple[Module, ...]
) -> list[str]:
    """Who is on duty, crisis plan, marked modules, and the planned post; returns what has to be approved."""
    ground.sandbox.branch("inhalte")
    on_duty = {"duty": cast.duty, "substitute": cast.second}
    _write(ground, CRISIS, (source / CRISIS).read_text(encoding="utf-8"))
    _dump(ground, ROTA, {"weeks": [{"week": week, **on_duty} for week in _weeks(ground, settings)]})
    for module in modules:
        _write(ground, module.path, marked((source / module.path).read_text(encoding="utf-8")))
    ground.sandbox.copy_in(source, ["content/media/modules"])
    due = ground.start.astimezone(settings.authority.zone)
    planned = f"content/posts/{due:%Y/%m}/{PLANNED}.md"
    text = post_text(settings, "service", f"{due:%d.%m.%Y %H:%M}", "Ein Beitrag, der schon lange geplant war.")
    _write(ground, planned, text)
    return [*(module.path for module in modules), planned]


def _weeks(ground: Ground, settings: Settings) -> list[str]:
    """The week of the drill and the next: one that begins on Sunday night goes on."""
    day = ground.start.astimezone(settings.authority.zone).date()
    return [week_of(day), week_of(day + timedelta(days=7))]


def marked(text: str) -> str:
    """The Markdown of a module with „ÜBUNG!“ before every part: before the first line of words under each heading."""
    head, end, body = text.removeprefix("---\n").partition("\n---\n")
    lines, waiting = [], True
    for line in body.split("\n"):
        if _HEADING.match(line):
            waiting = True
            lines.append(f"# {MARK}{line[2:]}" if line.startswith("# ") else line)
        elif waiting and line.strip() and not line.startswith("!["):
            waiting = False
            lines.append(f"{MARK}{line.removeprefix(chr(92))}")
        else:
            lines.append(line)
    return f"---\n{head}{end}" + "\n".join(lines)


def channels_used(settings: Settings) -> list[str]:
    """The website and one channel beside it, or whatever there is."""
    names = [name for name, channel in settings.channels.items() if not channel.closed]
    return sorted(names, key=lambda name: settings.channels[name].via.value != "site")[:2]


def post_text(settings: Settings, kind: str, publish_at: str, words: str) -> str:
    """A post for the drill."""
    topic = next(iter(settings.topics))
    return (
        f"---\npublish_at: {publish_at}\nchannels: [{', '.join(channels_used(settings))}]\n"
        f"topic: {topic}\nkind: {kind}\noccasion: Krisenübung\n---\n# {MARK}Krisenübung\n\n{MARK}{words}\n"
    )


def _approve(ground: Ground, path: str, cast: Cast, at: datetime) -> None:
    """By the first whose signature counts. Raises Refused where there is none."""
    said = ""
    for sign in cast.approvers:
        code, said = ground.say("approve", path, "--key", ground.key(sign), at=at)
        if not code:
            return
    name = path.rsplit("/", 1)[-1]
    raise Refused(f"„{name}“ ließ sich für die Übung nicht freigeben: {' '.join(said.split())[:600]}")
