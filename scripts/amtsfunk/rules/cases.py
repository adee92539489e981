"""What a rule is given to look at. Frozen, and free of anything that reads the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from amtsfunk.model.finding import Finding, Place
from amtsfunk.model.media import MediaFile
from amtsfunk.model.post import MediaRights, Part, Post
from amtsfunk.model.settings import Settings

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clause, Clauses, GuidelineHead, Ladder, Measure, Numbers
    from amtsfunk.model.office import Office
    from amtsfunk.planning.entries import Entry
    from amtsfunk.planning.plan import Plan
    from amtsfunk.rules.waiving import Waiver
    from amtsfunk.source.parsed import Parsed, Positions

Hit = tuple[Place, Mapping[str, str]]
"""A place and the values for the message; the engine adds the id of the rule that found it."""
Hits = Iterator[Hit]

POSTS, MEDIA = "content/posts/", "content/media/"
FOLDERS = ("content", "plans", "netiquette", "guidelines", "site/law")


@dataclass(frozen=True, slots=True)
class Tree:
    """A listing of the checked folders: sorted POSIX paths of plain files, and what is no plain file. No contents."""

    files: tuple[str, ...]
    symlinks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    names: frozenset[str] = field(init=False)
    posts: tuple[str, ...] = field(init=False)
    """Every Markdown file below ``content/posts``, also one in a wrong folder: the reader says where it belongs."""
    posts_by_id: Mapping[str, tuple[str, ...]] = field(init=False)
    """Case-folded id → paths; more than one where an id is not unique."""

    def __post_init__(self) -> None:
        posts: list[str] = []
        by_id: dict[str, tuple[str, ...]] = {}
        for path in self.files:
            if path.startswith(POSTS) and path.endswith(".md") and not path.endswith("/README.md"):
                posts.append(path)
                stem = path[path.rindex("/") + 1 : -3].casefold()
                by_id[stem] = (*by_id.get(stem, ()), path)
        object.__setattr__(self, "names", frozenset(self.files))
        object.__setattr__(self, "posts", tuple(posts))
        object.__setattr__(self, "posts_by_id", by_id)


@dataclass(frozen=True, slots=True)
class World:
    """What one post is judged against. ``settings`` is None where ``plans/`` cannot be read.

    ``media`` and ``rights``: path of a media file → what its bytes say, and what ``<file>.yml`` beside it says. A file
    is read when a rule first asks for it.
    """

    tree: Tree
    now: datetime
    settings: Settings | None = None
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    rights: Mapping[str, Parsed[MediaRights]] = field(default_factory=dict)
    earlier: Mapping[str, datetime | str | None] | None = None
    """Id → ``publish_at`` at the base, of every post that changed since; None for one that is new or had no time there.
    None where the check knows no base."""
    planned: bool = False
    """Whether the plan is judged, too."""


@dataclass(frozen=True, slots=True)
class PostCase:
    """One post with its positions. Rules of scope ``post`` get this; ``settings`` is for those of scope ``settled``."""

    post: Post
    positions: Positions
    world: World
    parts: tuple[Part, ...] = field(init=False)
    """Common parts first, then those of the channels."""

    def __post_init__(self) -> None:
        own = self.post.channel_texts
        parts = self.post.parts if not own else (*self.post.parts, *chain.from_iterable(own.values()))
        object.__setattr__(self, "parts", parts)

    @property
    def settings(self) -> Settings:
        """Only rules of scope ``settled`` may ask; the engine runs them only where settings exist."""
        if self.world.settings is None:
            raise LookupError("a rule of scope post asked for settings")
        return self.world.settings

    def at(self, *path: str | int) -> Place:
        return self.positions.at(*path)

    def line(self, line: int, column: int = 1) -> Place:
        return Place(self.post.path, line, column)


@dataclass(frozen=True, slots=True)
class PostSummary:
    """What rules over many posts need to know of one: small, so that it travels between processes."""

    path: str
    pictures: tuple[str, ...]
    digest: bytes = b""
    """Of the common text, where it is to be compared with others; empty otherwise."""
    channels: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class MediaCase:
    """One media file, whoever shows it, for rules of scope ``media``. ``rights``: None where nothing readable lies
    beside it."""

    path: str
    file: MediaFile
    rights: MediaRights | None
    world: World

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PlansCase:
    """The settings with the positions of every file, for rules of scope ``plans``. ``logo``: the picture that the
    authority names as its own, None where there is no such file."""

    settings: Settings
    positions: Mapping[str, Positions]
    now: datetime
    logo: MediaFile | None = None

    @property
    def today(self) -> date:
        """The day at the authority's place."""
        return self.now.astimezone(self.settings.authority.zone).date()

    def at(self, file: str, *path: str | int) -> Place:
        known = self.positions.get(file)
        return Place(file) if known is None else known.at(*path)


@dataclass(frozen=True, slots=True)
class PagesCase:
    """Netiquette and guidelines, for rules of scope ``pages``. What could not be read is absent; ``today`` is the day
    at the authority's place."""

    clauses: Clauses | None
    ladder: Ladder | None
    guidelines: Mapping[str, GuidelineHead]
    positions: Mapping[str, Positions]
    today: date
    settings: Settings | None = None
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids at the base, of ``clauses.yml`` and ``measures.yml`` where they changed."""
    numbers: Numbers | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes of everything in both folders, kept versions too."""
    bodies: Mapping[str, str] = field(default_factory=dict)
    """Markdown of the guidelines that could be read."""
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of the sites ``public`` and ``internal``: path of each page's template → its text; empty where links are not
    judged."""

    def at(self, file: str, *path: str | int) -> Place:
        known = self.positions.get(file)
        return Place(file) if known is None else known.at(*path)


@dataclass(frozen=True, slots=True)
class OfficeCase:
    """Agreed texts and plans with what they name, for rules of scope ``office``.

    ``clauses`` and ``measures`` are the netiquette's by id, None where it could not be read; ``posts`` are those that a
    week plan names and that could be read, by id.
    """

    office: Office
    positions: Mapping[str, Positions]
    settings: Settings
    tree: Tree
    now: datetime
    clauses: Mapping[str, Clause] | None = None
    measures: Mapping[str, Measure] | None = None
    posts: Mapping[str, Post] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day at the authority's place."""
        return self.now.astimezone(self.settings.authority.zone).date()

    def at(self, file: str, *path: str | int) -> Place:
        known = self.positions.get(file)
        return Place(file) if known is None else known.at(*path)


@dataclass(frozen=True, slots=True)
class PlanCase:
    """The whole plan, for rules of scope ``plan``. Run only when every post was read and the office has numbers of its
    own (``plans/plan.yml``)."""

    plan: Plan
    positions: Mapping[str, Positions]

    def at(self, file: str, *path: str | int) -> Place:
        known = self.positions.get(file)
        return Place(file) if known is None else known.at(*path)

    def of(self, entry: Entry) -> Place:
        """Where a post says when it goes out."""
        return Place(entry.path, entry.line)

    def label(self, channel: str) -> str:
        known = self.plan.settings.channels.get(channel)
        return channel if known is None else known.label

    def topic(self, name: str) -> str:
        known = self.plan.settings.topics.get(name)
        return name if known is None else known.label


@dataclass(frozen=True, slots=True)
class AllCase:
    """All posts at once, for rules of scope ``all``. Run only when every post was read."""

    tree: Tree
    summaries: tuple[PostSummary, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A post that names another one by ``key`` (``corrects``, ``repeat_of``), and where its keys stand."""

    post: Post
    key: str
    named: str
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class LinkCase:
    """For rules of scope ``linked``: a link with the post that it names."""

    link: Link
    named: Post
    world: World

    @property
    def post(self) -> Post:
        return self.link.post


@dataclass(frozen=True, slots=True)
class PostReport:
    """What checking some posts gave."""

    findings: tuple[Finding, ...]
    summaries: tuple[PostSummary, ...]
    waivers: tuple[Waiver, ...] = ()
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    """What the plan needs of them; only where one is judged."""
