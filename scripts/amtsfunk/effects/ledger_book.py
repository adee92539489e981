"""Reading a ledger, whatever holds its files: the branch, or a rehearsal in memory."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from functools import lru_cache

from amtsfunk.delivery.batch import (
    INDEX,
    REPOSITORY,
    payload_path,
    post_path,
    posts_with_content,
    state_of,
    statement_path,
    steps_with_wording,
)
from amtsfunk.delivery.events import Event, Unreadable, read_lines
from amtsfunk.delivery.fold import fold_stops
from amtsfunk.delivery.index import Index, read_index
from amtsfunk.delivery.state import PostState, Stop
from amtsfunk.effects.ledger_verify import unreadable


class Book(ABC):
    """What is read from the ledger. Every method raises LedgerUnreadable for what it cannot understand (I11)."""

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """The bytes of one file of the ledger, or None."""

    def index(self) -> Index:
        data = self.read(INDEX)
        try:
            return _index_of(data) if data is not None else Index()
        except Unreadable as broken:
            raise unreadable(f"open.json ist nicht lesbar ({broken})") from broken

    def lines(self) -> tuple[Event, ...]:
        """The repository's own lines: stops, lifts, governance."""
        try:
            return read_lines(self.read(REPOSITORY) or b"")
        except Unreadable as broken:
            raise unreadable(f"{REPOSITORY} ist nicht lesbar ({broken})") from broken

    def stops(self) -> tuple[Stop, ...]:
        try:
            return _stops_of(self.read(REPOSITORY) or b"")
        except Unreadable as broken:
            raise unreadable(f"{REPOSITORY} ist nicht lesbar oder widerspricht sich ({broken})") from broken

    def post(self, post: str) -> PostState:
        try:
            return state_of(post, self.read(post_path(post)) or b"")
        except Unreadable as broken:
            raise unreadable(f"die Zeilen zu „{post}“ sind nicht lesbar ({broken})") from broken

    def payload(self, digest: str) -> bytes | None:
        """The stored bytes, if they are what their name says."""
        data = self.read(payload_path(digest))
        return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None

    def has_statement(self, nonce: str) -> bool:
        return self.read(statement_path(nonce)) is not None

    def posts_with(self, content: str) -> tuple[str, ...]:
        return posts_with_content(content, self.read)

    def steps_with(self, wording: str) -> tuple[tuple[str, int], ...]:
        return steps_with_wording(wording, self.read)


# A run looks at the same posts over and over; what the bytes say does not change.


@lru_cache(maxsize=4)
def _index_of(data: bytes) -> Index:
    return read_index(data)


@lru_cache(maxsize=4)
def _stops_of(data: bytes) -> tuple[Stop, ...]:
    return fold_stops(read_lines(data))
