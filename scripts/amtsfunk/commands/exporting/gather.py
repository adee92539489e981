"""The record of every post, from a clone into a package: one post at a time, so that memory does not grow with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from amtsfunk import __version__
from amtsfunk.approval.paths import approval_path
from amtsfunk.approval.statement import NotAStatement, parse_signed
from amtsfunk.commands.exporting.words import README, left_out_of
from amtsfunk.delivery.batch import IDENTITY, REPOSITORY, STATEMENTS, payload_path
from amtsfunk.delivery.events import Captured, Event, Unreadable, format_time, read_lines
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.record import captures, nonces, redacted_payloads, tell_deliveries, tell_version
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import heading_at, post_files
from amtsfunk.effects.ledger_verify import unreadable
from amtsfunk.effects.package import Sink
from amtsfunk.model.errors import EffectFailed
from amtsfunk.model.post import Post
from amtsfunk.model.record import FORMAT, DeliveryTold, LedgerLines, PostTold, RecordIndex, Step, StoredFile, Version
from amtsfunk.model.settings import Settings
from amtsfunk.pages.published import is_archived
from amtsfunk.report.bag import Item, tag_files
from amtsfunk.source.posts import parse_post
from amtsfunk.source.schema import record_schema

_POSTS = "content/posts"


@dataclass(frozen=True, slots=True)
class Clone:
    """What is told of. ``ledger`` None: nothing was ever sent from here."""

    git: Git
    main: str
    ledger: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included; None: no end."""

    since: date | None = None
    until: date | None = None

    def holds(self, when: datetime | None, clone: Clone) -> bool:
        if self.since is None and self.until is None:
            return True
        if when is None:
            return False
        day = when.astimezone(clone.settings.authority.zone).date()
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(slots=True)
class _Writer:
    """Every file of the package goes through here, and is counted."""

    sink: Sink
    items: dict[str, Item] = field(default_factory=dict)

    def put(self, path: str, data: bytes) -> str:
        """Store once; where it is."""
        item = Item(hashlib.sha256(data).hexdigest(), len(data))
        known = self.items.setdefault(path, item)
        if known is item:
            self.sink.put(path, data)
        elif known != item:
            raise EffectFailed(f"„{path}“ kommt mit zweierlei Inhalt vor.", "Es wurde nichts ausgegeben.")
        return path


def write_record(clone: Clone, period: Period, sink: Sink) -> RecordIndex:
    """Write the whole package; its index. Raises LedgerUnreadable, EffectFailed."""
    writer = _Writer(sink)
    posts, outside = [], 0
    ids: set[str] = set()
    statements: list[str] = []
    for post, data in _ledger_posts(clone):
        ids.add(post)
        lines = _read(post, data)
        if not period.holds(_time_of(lines), clone):
            outside += 1
            continue
        posts.append(_Record(clone, writer, post, lines).tell(data))
        statements += nonces(lines)
    others = 0
    for data, archived in _files_on_main(clone, ids):
        if archived is None:
            others += 1
        elif period.holds(_published_at(archived), clone):
            posts.append(_tell_archived(clone, writer, archived, data))
        else:
            outside += 1
    _put_ledger(clone, writer, statements)
    index = RecordIndex(
        format=FORMAT,
        authority=clone.settings.authority.name,
        repository=clone.settings.authority.id,
        main=clone.main,
        ledger=clone.ledger,
        since=period.since.isoformat() if period.since else None,
        until=period.until.isoformat() if period.until else None,
        time_zone=str(clone.settings.authority.zone),
        posts=sorted(posts, key=lambda post: post.id),
        left_out=left_out_of(others, outside),
    )
    writer.put("data/index.json", (index.model_dump_json(indent=1) + "\n").encode())
    writer.put("data/index.schema.json", record_schema().encode())
    writer.put("data/LIESMICH.txt", README.encode())
    for name, content in tag_files(writer.items, _info(clone)).items():
        sink.put(name, content)
    return index


def _info(clone: Clone) -> dict[str, str]:
    return {
        "Source-Organization": clone.settings.authority.name,
        "External-Identifier": f"amtsfunk:{clone.settings.authority.id}",
        "Bag-Software-Agent": f"Amtsfunk {__version__}",
        "Amtsfunk-Main": clone.main,
        "Amtsfunk-Ledger": clone.ledger or "-",
    }


def _ledger_posts(clone: Clone) -> Iterator[tuple[str, bytes]]:
    if clone.ledger is None:
        return
    for path, blob in sorted(post_files(clone.git, clone.ledger), key=lambda item: item[0][3:]):
        found = clone.git.read(blob)
        yield path[3:].removesuffix(".jsonl"), found[2] if found else b""


def _read(post: str, data: bytes) -> tuple[Event, ...]:
    try:
        return read_lines(data)
    except Unreadable as broken:
        raise unreadable(f"die Zeilen zu „{post}“ sind nicht lesbar ({broken})") from broken


def _time_of(lines: Sequence[Event]) -> datetime | None:
    found = captures(lines)
    return found[-1].due if found else next((line.at for line in lines), None)


def _files_on_main(clone: Clone, known: set[str]) -> Iterator[tuple[bytes, Post | None]]:
    """Every post's file on main that the ledger has no line of; the post where it is an archive post."""
    for entry in clone.git.tree(clone.main, _POSTS):
        stem = entry.path.rpartition("/")[2].removesuffix(".md")
        if entry.kind != "blob" or entry.mode != "100644" or not entry.path.endswith(".md") or stem in known:
            continue
        found = clone.git.read(entry.id)
        data = found[2] if found else b""
        post = parse_post(entry.path, data, clone.settings.authority.zone).value
        yield data, post if post is not None and is_archived(post) else None


def _published_at(post: Post) -> datetime | None:
    when = post.head.publish_at
    return when if isinstance(when, datetime) else None


def _put_ledger(clone: Clone, writer: _Writer, statements: Sequence[str]) -> None:
    """The ledger's lines that belong to no post (stops, governance), and what people signed about the posts."""
    if clone.ledger is None:
        return
    for name in (IDENTITY, REPOSITORY):
        data = clone.git.blob(clone.ledger, name)
        if data is not None:
            writer.put(f"data/ledger/{name}", data)
    wanted = frozenset(statements)
    for entry in clone.git.tree(clone.ledger, STATEMENTS):
        data = clone.git.blob(clone.ledger, entry.path) or b""
        if _nonce_of(data) in wanted:
            writer.put(f"data/ledger/{entry.path}", data)


def _nonce_of(data: bytes) -> str | None:
    """Of what a person signed; None for the mark that an approval was used, whose words lie beside the post."""
    try:
        return parse_signed(data).statement.nonce
    except NotAStatement:
        return None


@dataclass(slots=True)
class _Record:
    """One post that the ledger knows, on its way into the package."""

    clone: Clone
    writer: _Writer
    post: str
    lines: tuple[Event, ...]
    left_out: list[str] = field(default_factory=list)

    def tell(self, raw: bytes) -> PostTold:
        try:
            state = fold_post(self.post, self.lines)
        except Unreadable as broken:
            raise unreadable(f"die Zeilen zu „{self.post}“ widersprechen sich ({broken})") from broken
        redacted = redacted_payloads(self.lines)
        found = captures(self.lines)
        if redacted:
            self.left_out.append("Inhalte sind geschwärzt: Text und Bilder fehlen, Prüfsummen und Vermerk bleiben.")
        versions = [self._version(number, one, redacted) for number, one in enumerate(found, 1)]
        stored = self.writer.put(f"data/posts/{self.post}/sendebuch.jsonl", raw)
        head = self._head(found[-1]) if found and not redacted else None
        last = found[-1] if found else None
        return PostTold(
            id=self.post,
            title="" if redacted else heading_at(self.clone.git, self.clone.ledger or "", state),
            kind=last.kind if last else "",
            topic=head.head.topic if head else None,
            file_number=head.head.file_number if head else None,
            path=last.path if last else None,
            time=format_time(last.due) if last else None,
            archive=state.archived,
            corrects=last.corrects if last else None,
            repeat_of=last.repeat_of if last else None,
            corrected_or_withdrawn_by=sorted(_menders(state)),
            redacted=bool(redacted),
            versions=versions,
            deliveries=tell_deliveries(state, versions),
            ledger=LedgerLines(stored=stored, sha256=hashlib.sha256(raw).hexdigest(), lines=len(self.lines)),
            left_out=self.left_out,
        )

    def _version(self, number: int, captured: Captured, redacted: frozenset[str]) -> Version:
        places: dict[str, str] = {}
        if not redacted:
            for file in captured.files:
                path = str(file["path"])
                data = self.clone.git.blob(captured.commit, path)
                if data is None:
                    self.left_out.append(f"{path} (Fassung {number}) liegt in diesem Klon nicht mehr vor.")
                elif hashlib.sha256(data).hexdigest() != file["sha256"]:
                    raise EffectFailed(f"{path} ist in {captured.commit[:12]} nicht, was freigegeben wurde.",
                                       "Bitte die Betreuung rufen; es wurde nichts ausgegeben.")  # fmt: skip
                else:
                    places[path] = self.writer.put(f"data/posts/{self.post}/{number}/{path}", data)
        for digest in set(captured.payloads.values()) - redacted:
            data = self.clone.git.blob(self.clone.ledger or "", payload_path(digest))
            if data is None or hashlib.sha256(data).hexdigest() != digest:
                raise unreadable(
                    f"der Inhalt {digest[:12]} zu „{self.post}“ fehlt, obwohl keine Schwärzung vermerkt ist"
                )
            places[digest] = self.writer.put(f"data/posts/{self.post}/{number}/payloads/{digest}.json", data)
        return tell_version(number, captured, lambda _, name: places.get(name), self._approval(number, captured))

    def _approval(self, number: int, captured: Captured) -> StoredFile | None:
        path = approval_path(captured.path)
        data = self.clone.git.blob(captured.commit, path)
        if data is None:
            return None
        stored = self.writer.put(f"data/posts/{self.post}/{number}/{path}", data)
        return StoredFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data), stored=stored)

    def _head(self, captured: Captured) -> Post | None:
        data = self.clone.git.blob(captured.commit, captured.path)
        return None if data is None else parse_post(captured.path, data, self.clone.settings.authority.zone).value


def _menders(state: PostState) -> set[str]:
    by_lane = {one for lane in state.lanes.values() for one in (lane.corrected_by, lane.withdrawn_by) if one}
    return by_lane | {post for post, _ in state.contested_by}


def _tell_archived(clone: Clone, writer: _Writer, post: Post, data: bytes) -> PostTold:
    """A post that appeared before this program: its file as it stands on main, and what it says of itself."""
    files, left_out = [], ["Erschien, bevor Amtsfunk eingeführt wurde: Adressen und Zeit sind eine Angabe, kein Beleg."]
    for path in (post.path, *dict.fromkeys(post.media_path(picture) for picture in post.pictures)):
        content = data if path == post.path else clone.git.blob(clone.main, path)
        if content is None:
            left_out.append(f"{path} fehlt auf dem Hauptzweig.")
            continue
        stored = writer.put(f"data/posts/{post.id}/1/{path}", content)
        files.append(
            StoredFile(path=path, sha256=hashlib.sha256(content).hexdigest(), size=len(content), stored=stored)
        )
    when = _published_at(post)
    version = Version(
        number=1, captured_at=None, revision=post.head.revision, commit=clone.main, manifest=None, approvers=[],
        evidence={}, bindings=[], files=files, payloads=[], approval=None,
    )  # fmt: skip
    return PostTold(
        id=post.id,
        title=post.title,
        kind=post.head.kind.value,
        topic=post.head.topic,
        file_number=post.head.file_number,
        path=post.path,
        time=format_time(when) if when else None,
        archive=True,
        corrects=post.head.corrects,
        repeat_of=post.head.repeat_of,
        corrected_or_withdrawn_by=[],
        redacted=False,
        versions=[version],
        deliveries=[_appeared(clone, post, name) for name in post.head.channels],
        ledger=None,
        left_out=left_out,
    )


def _appeared(clone: Clone, post: Post, name: str) -> DeliveryTold:
    channel = clone.settings.channels.get(name)
    step = Step(
        number=1, status="archived", accepted_at=None, address=post.head.appeared.get(name), remote_id=None,
        how="appeared",
    )  # fmt: skip
    return DeliveryTold(
        channel=name, network=channel.network if channel else "", version=1, steps=[step], corrected_by=None,
        withdrawn_by=None, redacted=None,
    )  # fmt: skip
