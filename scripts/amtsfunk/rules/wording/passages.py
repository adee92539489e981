"""What people write, piece by piece, with where each piece stands and how its lines are written in the file.

Rules over wording look at passages and never at the thing that holds them, so that the same rules serve posts, agreed
modules and snippets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from amtsfunk.model.channel import Channel, Via
from amtsfunk.model.finding import Place
from amtsfunk.model.post import Part, Picture, Post, PostHead
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import PostCase

if TYPE_CHECKING:
    from amtsfunk.model.module import Module, ModuleHead
    from amtsfunk.model.snippet import Snippet
    from amtsfunk.source.parsed import Positions

At = Callable[..., Place]
_MEANS_SOMETHING = re.compile(r"#(?=[ \t]|\Z)|##|!\[|[-–—―](?:[ \t]*[-–—―])+[ \t]*\Z")
"""A line of text that begins so is written with a backslash before it."""


class Role(StrEnum):
    """What a passage is: ``note`` stands in the front matter and is published with a correction."""

    headline = "title"
    text = "text"
    alt = "alt"
    option = "option"
    warning = "warning"
    note = "note"
    link = "link"


@dataclass(frozen=True, slots=True)
class Passage:
    """``find``: number of a line of the text, from 0 → place of its first character. ``write``: such a line → the line
    of the file. ``channels``: where the passage goes out; empty where that is not known."""

    text: str
    role: Role
    find: Callable[[int], Place]
    write: Callable[[str], str]
    channels: tuple[str, ...] = ()

    def at(self, offset: int) -> Place:
        """Where the character at ``offset`` stands."""
        first = self.find(self.text.count("\n", 0, offset))
        column = offset - (self.text.rfind("\n", 0, offset) + 1)
        return Place(first.path, first.line, first.column + column)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with the offset at which it begins."""
        offset = 0
        for line in self.text.split("\n"):
            yield offset, line
            offset += len(line) + 1


@dataclass(frozen=True, slots=True)
class TextCase:
    """What a rule over wording is given: passages, and what they are judged against.

    ``head`` is None where there is none that names channels (snippets). ``draft``: not to be sent as it stands.
    ``blanks``: what is filled in later, as ``ort`` in ``{ort}``.
    """

    passages: tuple[Passage, ...]
    settings: Settings | None
    head: PostHead | ModuleHead | None
    title: Place
    draft: bool = False
    blanks: frozenset[str] = frozenset()

    def of(self, *roles: Role) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.role in roles)

    @property
    def channels(self) -> Mapping[str, Channel]:
        return {} if self.settings is None else self.settings.channels

    def languages(self, passage: Passage) -> frozenset[str]:
        """Languages that a passage is meant to be in: more than one where its channels differ (R35)."""
        return frozenset(self._language(name) for name in passage.channels if name in self.channels)

    def networks(self, passage: Passage) -> frozenset[str]:
        return frozenset(self.channels[name].network for name in passage.channels if name in self.channels)

    @property
    def only_on_our_site(self) -> bool:
        names = () if self.head is None else self.head.channels
        return all(name in self.channels and self.channels[name].via is Via.site for name in names)

    def _language(self, name: str) -> str:
        options = self.head.channel_options.get(name) if isinstance(self.head, PostHead) else None
        chosen = (options and options.language) or (self.head and self.head.language) or self.channels[name].language
        return chosen[:2]


def case_of_post(case: PostCase) -> TextCase:
    """One post as a case for the rules over wording."""
    post, at = case.post, case.positions.at
    passages = (*_of_body(post, at), *_of_post_head(post.head, at))
    return TextCase(passages, case.world.settings, post.head, at("title"), draft=post.is_draft)


def case_of_module(module: Module, positions: Positions, settings: Settings | None) -> TextCase:
    """One agreed module; its slots are filled later."""
    passages = (*_of_body(module, positions.at), *_of_head(module.head, positions.at), *_of_slots(module, positions.at))
    return TextCase(passages, settings, module.head, positions.at("title"), blanks=frozenset(module.blanks))


def case_of_snippet(snippet: Snippet, positions: Positions, settings: Settings | None) -> TextCase:
    """One agreed snippet; whoever uses it fills the blanks."""
    title = positions.at("title")
    passages = (
        Passage(snippet.title, Role.headline, partial(_same, title), "# {}".format),
        Passage(snippet.text, Role.text, partial(_line_below, snippet.path, snippet.line), _escape),
    )
    return TextCase(passages, settings, None, title, blanks=frozenset(snippet.blanks))


def _of_body(post: Post | Module, at: At) -> Iterator[Passage]:
    own = post.channel_texts
    common = tuple(name for name in post.head.channels if name not in own)
    yield Passage(post.title, Role.headline, partial(_in_head, at, ("title",)), "# {}".format, post.head.channels)
    yield from _of_parts(post, at, ("parts",), post.parts, common)
    for name, parts in own.items():
        yield from _of_parts(post, at, ("channel_texts", name), parts, (name,))


def _of_parts(
    post: Post | Module, at: At, path: tuple[str, ...], parts: tuple[Part, ...], to: tuple[str, ...]
) -> Iterator[Passage]:
    for number, part in enumerate(parts):
        if part.text:
            yield Passage(part.text, Role.text, partial(at, *path, number, "text"), _escape, to)
        for picture in part.pictures:
            place = Place(post.path, picture.line, picture.column + len("!["))
            yield Passage(picture.alt, Role.alt, partial(_same, place), partial(_picture_line, picture), to)
            if picture.credit:
                find, write = partial(_same, place), partial(_credited_line, picture)
                yield Passage(picture.credit, Role.note, find, write, to)


def _of_head(head: PostHead | ModuleHead, at: At) -> Iterator[Passage]:
    for role, key, value in (
        (Role.warning, "content_warning", head.content_warning),
        (Role.link, "link", head.link),
    ):
        if value:
            yield Passage(value, role, partial(_in_head, at, (key,)), f"{key}: {{}}".format, head.channels)


def _of_slots(module: Module, at: At) -> Iterator[Passage]:
    """What may be chosen for a blank goes out as it stands there."""
    for name, choices in module.head.slots.items():
        for number, choice in enumerate(choices if isinstance(choices, tuple) else ()):
            find = partial(_in_head, at, ("slots", name, number))
            yield Passage(choice, Role.option, find, "{}".format, module.head.channels)


def _of_post_head(head: PostHead, at: At) -> Iterator[Passage]:
    yield from _of_head(head, at)
    for key, value in (("was_wrong", head.was_wrong), ("because", head.because)):
        if value:
            yield Passage(value, Role.note, partial(_in_head, at, (key,)), f"{key}: {{}}".format, head.channels)
    for name, options in head.channel_options.items():
        if options.content_warning:
            find = partial(_in_head, at, ("channel_options", name, "content_warning"))
            write = "    content_warning: {}".format
            yield Passage(options.content_warning, Role.warning, find, write, (name,))
    for number, option in enumerate(head.poll.options if head.poll else ()):
        find = partial(_in_head, at, ("poll", "options", number))
        yield Passage(option, Role.option, find, "    - {}".format, head.channels)


def _in_head(at: At, path: tuple[str | int, ...], _: int) -> Place:
    return at(*path)


def _line_below(path: str, first: int, number: int) -> Place:
    return Place(path, first + number, 1)


def _same(place: Place, _: int) -> Place:
    return place


def _escape(line: str) -> str:
    return f"\\{line}" if _MEANS_SOMETHING.match(line) else line


def _credited_line(picture: Picture, credit: str) -> str:
    return f'![{picture.alt}]({picture.file} "{credit}")'


def _picture_line(picture: Picture, alt: str) -> str:
    credit = f' "{picture.credit}"' if picture.credit else ""
    return f"![{alt}]({picture.file}{credit})"
