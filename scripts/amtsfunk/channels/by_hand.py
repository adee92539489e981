"""What a person is handed who posts by hand: the words of the sheet, network by network, and the files beside it.

Pure text: whatever it says follows from the approved payload and the claim. It asks nobody to shorten, reword or leave
out anything; what a network cannot take is said, and that it goes back to the press office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amtsfunk.channels.contract import Job
from amtsfunk.channels.networks import Network, network_of

SHEET = "anleitung.txt"
TITLE_ON_YOUTUBE = 100
"""Characters of a video's title (YouTube Data API, ``snippet.title``)."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What is special about a network. ``alt``: where alternative texts go; ``address``: how one gets at the address;
    ``needs_media``: it takes no text alone; ``replies``: an earlier post can be answered there."""

    alt: str
    address: str = "Öffnen Sie den fertigen Beitrag und kopieren Sie seine Adresse aus dem Browser."
    hints: tuple[str, ...] = ()
    needs_media: bool = False
    replies: bool = True


_FROM_MENU = "Kopieren Sie die Adresse aus dem Menü des fertigen Beitrags (Link kopieren)."
_NO_ALT = "{label} kennt keine Alternativtexte. Lassen Sie sie weg; im Text steht, was auf dem Bild wichtig ist."
_CAPTION = "Mit Bild: Der Text gehört in die Bildunterschrift, nicht in eine eigene Nachricht."
_PLAIN = _Way("Hat das Netzwerk beim Bild ein Feld für den Alternativtext, gehört er dort hinein.")
_WAYS: Mapping[str, _Way] = {
    "facebook": _Way("Nach dem Hochladen: Bild bearbeiten, dort den Alternativtext eintragen.", _FROM_MENU),
    "instagram": _Way(
        "Vor dem Teilen in den erweiterten Einstellungen unter Barrierefreiheit.",
        _FROM_MENU,
        ("Links im Text lassen sich dort nicht antippen. Lassen Sie den Text trotzdem, wie er ist.",),
        needs_media=True,
    ),
    "threads": _Way("Am hochgeladenen Bild über „Alt“.", _FROM_MENU),
    "x": _Way("Am hochgeladenen Bild über „ALT“ oder die Beschreibung."),
    "mastodon": _Way("Am hochgeladenen Bild über „ALT“ oder Bearbeiten."),
    "bluesky": _Way("Am hochgeladenen Bild über „ALT“."),
    "linkedin": _Way("Im Bildeditor beim Hochladen über „ALT“.", _FROM_MENU),
    "telegram": _Way(_NO_ALT, _FROM_MENU, (_CAPTION,)),
    "whatsapp": _Way(
        _NO_ALT,
        "Halten Sie die fertige Meldung gedrückt und kopieren Sie ihren Link.",
        (_CAPTION,),
        replies=False,
    ),
    "youtube": _Way(_NO_ALT, replies=False),
    "xing": _Way(_PLAIN.alt, _FROM_MENU, replies=False),
}


def folder_of(job: Job) -> dict[str, bytes]:
    """File name → bytes: one text a part, its pictures and their alternative texts, and what to do.

    ``job.media`` holds every picture of the payload.
    """
    files: dict[str, bytes] = {}
    for number, part in enumerate(_parts(job), start=1):
        if part.get("action") == "delete":
            continue
        prefix = _prefix(job, number)
        files[f"{prefix}.txt"] = f"{part.get('text', '')}\n".encode()
        for name, media in _media(prefix, part):
            files[name] = job.media[media["sha256"]]
            files[_alt_file(name)] = f"{media.get('alt', '')}\n".encode()
    files[SHEET] = "\n".join([*sheet(job), ""]).encode()
    return files


def sheet(job: Job) -> tuple[str, ...]:
    """The lines of ``anleitung.txt``."""
    row, way = network_of(job.network), _WAYS.get(job.network, _PLAIN)
    return (*_head(job, row), "", *_doing(job, row, way), "", *_afterwards(job, way), "", *_trouble())


def record_command(post: str, channel: str, address: str = "ADRESSE") -> str:
    """What a person types to record the address. ``post`` and ``channel`` are slugs."""
    return f"amtsfunk record {post} {channel} {address} --key SCHLÜSSEL"


def record_page(post: str, channel: str) -> str:
    """The page of the internal site that makes the command, from the site's root."""
    return f"eintragen.html?beitrag={post}&kanal={channel}"


def title_of(job: Job) -> str:
    """The title on one line, or the post's name."""
    return " ".join(str(job.payload.get("title") or job.post).split())


def _head(job: Job, row: Network) -> Iterator[str]:
    title = title_of(job)
    yield title
    yield "=" * min(len(title), 72)
    yield ""
    where = f"auf dem Kanal „{job.channel}“"
    where += f" ({row.label}, {job.host})" if row.name == job.network else f" ({job.host})"
    mends = {str(part.get("action")) for part in _parts(job)} & {"edit", "reply", "delete"}
    asked = "erledigen Sie das Folgende" if mends else "veröffentlichen Sie diesen Beitrag"
    yield f"Bitte {asked} von Hand {where}."
    if job.latest is not None:
        yield (
            f"Spätestens am {job.latest:%d.%m.%Y um %H:%M} Uhr. "
            "Danach bitte nicht mehr: Amtsfunk hält den Beitrag dann an."
        )
    yield "Er ist freigegeben, so wie er hier liegt. Sehen Sie kurz auf „Heute“ nach, ob inzwischen ein Stopp gilt."


def _doing(job: Job, row: Network, way: _Way) -> Iterator[str]:
    yield "So geht es"
    yield "----------"
    parts = _parts(job)
    if way.needs_media and any(not part.get("media") and _creates(part) for part in parts):
        yield (
            f"- {row.label} nimmt nichts ohne Bild oder Video, und hier liegt keines. "
            "Bitte fragen Sie in der Pressestelle nach."
        )
    if len(parts) > 1 and sum(_creates(part) for part in parts) > 1:
        yield _together(row)
    if job.network == "youtube" and any(part.get("action") != "delete" for part in parts):
        yield from _on_youtube(title_of(job), parts)
    if any(part.get("action") != "delete" for part in parts):
        yield from (f"- {hint}" for hint in way.hints)
    for number in range(1, len(parts) + 1):
        yield from _part(job, number, row, way)


def _together(row: Network) -> str:
    if row.threads:
        return "- Die Teile gehören zusammen: Erst Teil 1, dann antworten Sie mit jedem weiteren auf den vorigen."
    return (
        f"- Auf {row.label} hängen die Teile nicht zusammen: Jeder wird ein Beitrag für sich, in dieser Reihenfolge. "
        "Einzutragen ist die Adresse des ersten."
    )


def _on_youtube(title: str, parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not any(_kind(media) == "Video" for part in parts for media in part.get("media") or []):
        yield "- Ohne Video wird daraus auf YouTube ein „Beitrag“; einen Titel gibt es dort nicht."
        return
    yield f"- Der Text wird die Beschreibung des Videos. Sein Titel: {title}"
    if len(title) > TITLE_ON_YOUTUBE:
        yield (
            f"- Dieser Titel ist zu lang ({len(title)} von höchstens {TITLE_ON_YOUTUBE} Zeichen). "
            "Bitte fragen Sie in der Pressestelle, wie das Video heißen soll."
        )


def _part(job: Job, number: int, row: Network, way: _Way) -> Iterator[str]:
    part = _parts(job)[number - 1]
    prefix, several = _prefix(job, number), len(_parts(job)) > 1
    said = _action(job, number, way)
    yield f"{number}. {said}" if several or said else ""
    if part.get("action") == "delete":
        return
    yield f"   Text: {prefix}.txt"
    yield from (f"   {line}" for line in _extras(part))
    media = list(_media(prefix, part))
    for place, (name, medium) in enumerate(media, start=1):
        yield f"   {_kind(medium)} {place}: {name}"
        if str(medium.get("alt") or "").strip():
            yield f"     Alternativtext: {_alt_file(name)}"
        if _kind(medium) == "Video":
            yield f"     Bitte mit Untertiteln; sie liegen im Repository neben {medium.get('path', '')}."
        if medium.get("credit"):
            yield f"     Nachweis, wenn es ein Feld dafür gibt: {' '.join(str(medium['credit']).split())}"
    if any(_kind(medium) == "Bild" for _, medium in media):
        yield f"   Alternativtexte: {way.alt.format(label=row.label)}"


def _action(job: Job, number: int, way: _Way) -> str:
    part = _parts(job)[number - 1]
    action = str(part.get("action") or "create")
    if action == "create":
        return f"Teil {number}" if len(_parts(job)) > 1 else "Kopieren Sie den Text, und fügen Sie ihn unverändert ein."
    earlier = _earlier(job, number)
    match action:
        case "edit":
            return f"Ändern Sie den bisherigen Beitrag {earlier} – danach lautet er wie hier:"
        case "delete":
            return f"Löschen Sie den bisherigen Beitrag: {earlier}"
        case _ if way.replies:
            return f"Antworten Sie damit auf den bisherigen Beitrag: {earlier}"
        case _:
            return f"Antworten lässt sich dort nicht. Veröffentlichen Sie den Text neu; er gehört zu: {earlier}"


def _earlier(job: Job, number: int) -> str:
    """Where the earlier post is. An edit changes part by part, everything else is about the whole."""
    part = _parts(job)[number - 1]
    target = part.get("target")
    post = str(target.get("post", "")) if isinstance(target, Mapping) else ""
    there = job.targets.get(post, ())
    if part.get("action") == "edit" and len(there) >= number and len(_parts(job)) > 1:
        there = there[number - 1 : number]
    elif part.get("action") == "reply":
        there = there[:1]
    return " und ".join(there) if there else f"„{post}“ (die Adresse steht im Archiv)"


def _extras(part: Mapping[str, Any]) -> Iterator[str]:
    """What goes out beside the text."""
    if part.get("content_warning"):
        yield f"Inhaltswarnung davor: {part['content_warning']}"
    if part.get("visibility") not in (None, "public"):
        yield f"Sichtbarkeit: {_VISIBILITY.get(str(part['visibility']), str(part['visibility']))}"
    if part.get("link") and str(part["link"]) not in str(part.get("text", "")):
        yield f"Link für die Vorschau: {part['link']}"
    poll = part.get("poll")
    if isinstance(poll, Mapping):
        options = " / ".join(str(option) for option in poll.get("options", []))
        several = ", mehrere Antworten erlaubt" if poll.get("multiple") else ""
        yield f"Umfrage: {options} ({_duration(int(poll.get('duration', 0)))}{several})"
    handles = ", ".join(str(mention.get("handle", "")) for mention in part.get("mentions") or [])
    if handles:
        yield f"Bitte als Erwähnung verknüpfen: {handles}"


_VISIBILITY = {"unlisted": "nicht gelistet"}


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    if hours and hours % 24 == 0:
        return f"läuft {hours // 24} {'Tag' if hours == 24 else 'Tage'}"
    return (
        f"läuft {hours} {'Stunde' if hours == 1 else 'Stunden'}"
        if hours and not rest
        else f"läuft {seconds // 60} Minuten"
    )


def _afterwards(job: Job, way: _Way) -> Iterator[str]:
    deletes = all(part.get("action") == "delete" for part in _parts(job))
    yield "Danach bitte eintragen"
    yield "----------------------"
    if deletes:
        yield "Tragen Sie die Adresse des gelöschten Beitrags ein. Erst dann gilt er als zurückgezogen."
    else:
        yield f"{way.address} Erst mit der eingetragenen Adresse gilt der Beitrag als veröffentlicht."
    yield f"  {record_command(job.post, job.channel)}"
    yield f"Den fertigen Befehl macht auch die interne Website: {record_page(job.post, job.channel)}"


def _trouble() -> Sequence[str]:
    return (
        "Wenn etwas nicht passt",
        "----------------------",
        "Kürzen und ändern Sie nichts, auch keine Kleinigkeit. Veröffentlichen Sie dann lieber nicht, und rufen Sie in",
        "der Pressestelle an. Ist der Beitrag versehentlich zweimal erschienen, löschen Sie bitte den zweiten.",
    )


def _parts(job: Job) -> list[Mapping[str, Any]]:
    return list(job.payload.get("parts", []))


def _prefix(job: Job, number: int) -> str:
    return f"teil-{number}" if len(_parts(job)) > 1 else "beitrag"


def _media(prefix: str, part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for place, media in enumerate(part.get("media") or [], start=1):
        yield f"{prefix}-{_kind(media).lower()}-{place}{_extension(media)}", media


def _kind(media: Mapping[str, Any]) -> str:
    return "Video" if str(media.get("type", "")).startswith("video/") else "Bild"


def _alt_file(name: str) -> str:
    return f"{name.partition('.')[0]}-alternativtext.txt"


def _creates(part: Mapping[str, Any]) -> bool:
    return (part.get("action") or "create") in ("create", "reply")


def _extension(media: Mapping[str, Any]) -> str:
    name = str(media.get("path", ""))
    dot = name.rfind(".")
    return name[dot:].lower() if dot > name.rfind("/") else ""
