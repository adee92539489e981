"""By hand: texts, pictures and alternative texts ready to copy; a person posts and records the address.

Handing over is the irreversible request: once a person may have seen the folder, nothing is handed over again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amtsfunk.channels.access import Access
from amtsfunk.channels.contract import (
    Account,
    CannotShow,
    Confirmation,
    Examination,
    Exchange,
    Handed,
    Health,
    Job,
    Rejected,
    Request,
    Search,
    never_confirms,
)

_ACTIONS = {
    "create": "Bitte neu veröffentlichen.",
    "edit": "Bitte den bisherigen Beitrag „{target}“ ändern; er soll danach so lauten:",
    "reply": "Bitte als Antwort auf den bisherigen Beitrag „{target}“ veröffentlichen.",
    "delete": "Bitte den bisherigen Beitrag „{target}“ löschen.",
}


@dataclass(frozen=True, slots=True)
class Manual:
    finds: bool = False
    shows_absence: bool = False
    confirms: bool = False
    mends: frozenset[str] = frozenset({"edit", "reply", "delete"})
    secrets: tuple[tuple[str, ...], ...] = ()

    def steps(self, payload: Mapping[str, Any]) -> int:
        """All parts are handed over at once."""
        return 1

    def deliver(self, job: Job, access: Access) -> Exchange:
        absent = [name for name in _digests(job.payload) if name not in job.media]
        if absent:
            return Rejected("picture-missing")
        answer = yield Request(
            "PUT",
            f"{job.post}/{job.channel}",
            files=folder_of(job),
            door="folder",
            irreversible=True,
        )
        return Handed() if answer.status == 201 else Rejected(f"status-{answer.status}")

    def find(self, job: Job, access: Access) -> Search:
        return CannotShow("manual")
        yield  # a generator that asks nothing

    def confirm(self, job: Job, probe: str | None) -> Confirmation:
        return never_confirms(job, probe)

    def examine(self, account: Account, access: Access) -> Examination:
        """A person has the password, not the program."""
        return Health(works=True)
        yield  # a generator that asks nothing


def folder_of(job: Job) -> dict[str, bytes]:
    """File name → bytes: one text a part, its pictures and their alternative texts, and what to do."""
    parts = list(job.payload.get("parts", []))
    files: dict[str, bytes] = {}
    todo = [f"Beitrag „{job.payload.get('title') or job.post}“ für den Kanal „{job.channel}“", ""]
    for number, part in enumerate(parts, start=1):
        prefix = f"teil-{number}" if len(parts) > 1 else "beitrag"
        todo.append(_ACTIONS.get(part.get("action", "create"), "{target}").format(target=_target(part)))
        files[f"{prefix}.txt"] = f"{part.get('text', '')}\n".encode()
        todo.append(f"  Text: {prefix}.txt")
        for place, media in enumerate(part.get("media") or [], start=1):
            kind = "Video" if str(media.get("type", "")).startswith("video/") else "Bild"
            name = f"{prefix}-{kind.lower()}-{place}{_extension(media)}"
            files[name] = job.media[media["sha256"]]
            files[f"{prefix}-{kind.lower()}-{place}-alternativtext.txt"] = f"{media.get('alt', '')}\n".encode()
            todo.append(f"  {kind} {place}: {name}, Alternativtext in der Datei daneben")
            if kind == "Video":
                todo.append(f"    Bitte mit Untertiteln; sie liegen im Repository neben {media.get('path', '')}.")
    todo += [
        "",
        "Danach bitte die Adresse eintragen:",
        f"  amtsfunk record {job.post} {job.channel} ADRESSE --key SCHLÜSSEL",
        "",
    ]
    files["anleitung.txt"] = "\n".join(todo).encode()
    return files


def _digests(payload: Mapping[str, Any]) -> list[str]:
    return [media["sha256"] for part in payload.get("parts", []) for media in part.get("media") or []]


def _target(part: Mapping[str, Any]) -> str:
    target = part.get("target")
    return str(target.get("post", "")) if isinstance(target, Mapping) else ""


def _extension(media: Mapping[str, Any]) -> str:
    name = str(media.get("path", ""))
    dot = name.rfind(".")
    return name[dot:].lower() if dot > name.rfind("/") else ""


ADAPTER = Manual()
