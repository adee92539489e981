"""Random offices, made from the example, with words in everything internal that stand nowhere else.

What is public is listed here, field by field; every other place where people write freely gets its own word: the
values and comments of all plans, drafts, posts that nobody approved, text modules, agreed posts, guidelines,
applications, file names, and what pictures carry with them.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import yaml

from amtsfunk.model.limits import ObservedLimits
from amtsfunk.model.netiquette import GuidelineHead
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.office import belongs_to_office, parse_office
from amtsfunk.source.paths import LIMITS
from amtsfunk.source.plans import SETTINGS, parse_plan
from amtsfunk.source.posts import parse_post

WORD = "kanarie"
BERLIN = ZoneInfo("Europe/Berlin")
_FOLDERS = ("plans", "netiquette", "guidelines", "content")
_PUBLIC: Mapping[str, frozenset[str]] = {
    "plans/authority.yml": frozenset(
        ("name", "short_name", "website", "contact", "imprint", "accessibility", "time_zone", "language")
    ),
    "plans/channels.yml": frozenset(("label", "handle", "address", "account_id", "terms", "alternative", "language")),
    "plans/hours.yml": frozenset(("because",)),
    "plans/topics.yml": frozenset(("label",)),
    "an archived post": frozenset(("link", "content_warning", "poll", "was_wrong", "because", "language")),
}
"""Keys, at any depth, of what readers may see. Whoever shows them more adds it here, and a review sees that."""
_ARCHIVED = re.compile(r"^archive: true\n", re.MULTILINE)
_DUE = re.compile(r"^publish_at: .*\n", re.MULTILINE)
_PICTURE = re.compile(r'^!\[(?P<alt>.*)\]\((?P<file>\S+)(?: "(?P<credit>.*)")?\)$')
_NO_PROSE = re.compile(r"\s*(?:#|!|\||-{3}|```|:::|<|\{)|\s*$")
_FREE = re.compile(r"\s|^[A-ZÄÖÜ„]|://")
_TIME = re.compile(r"\d{4}-\d|\d\d?\.\d|\d+ [a-z]+$|after approval$")
_SLUG_FOLDERS = ("content/posts/", "content/snippets/", "content/modules/", "guidelines/")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text for one word; ``WORD`` in ``new`` stands for it."""

    start: int
    end: int
    new: str


@dataclass
class Tree:
    """One office. ``words``: all that were put in; ``files``: POSIX path → bytes; ``hidden``: ids of posts that are not
    out, whatever their file says."""

    rng: Random
    files: dict[str, bytes]
    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def word(self) -> str:
        self.words.append(f"{WORD}{self.rng.getrandbits(64):016x}")
        return self.words[-1]

    def write(self, root: Path) -> None:
        for path, data in self.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


@lru_cache(maxsize=1)
def _example() -> Mapping[str, bytes]:
    root = Path(__file__).parents[2]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in _FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def grow(seed: int) -> Tree:
    """The office of one seed: some files are gone, posts are in any state, and every second free place or more has a
    word."""
    rng = Random(seed)  # noqa: S311 - the same office for the same number
    tree = Tree(rng, {})
    often = rng.choice((0.5, 0.9, 1.0))
    for path, data in _example().items():
        if path.startswith("content/") and path.endswith(".md") and rng.random() < 0.15:
            continue
        if path.endswith(".png"):
            tree.files[path] = _marked_picture(data, tree.word())
        elif path.startswith("content/posts/"):
            _add_post(tree, path, data.decode(), often)
        elif path.endswith((".md", ".yml")) and not (path.startswith("netiquette/") and path.endswith(".md")):
            _add(tree, path, mark(tree, path, data.decode(), often))
        else:
            tree.files[path] = data
    return tree


def _add_post(tree: Tree, path: str, text: str, often: float) -> None:
    """A post of the archive stays there, or becomes one that nobody approved; one that is not out gets any state."""
    rng = tree.rng
    is_public = bool(_ARCHIVED.search(text)) and rng.random() < 0.6
    if not is_public:
        text = _ARCHIVED.sub("", text)
        hour = rng.randrange(8, 18)
        due = rng.choice(("", "after approval", f"20.11.2026 {hour:02}:00", f"24.12.2026 {hour:02}:00"))
        text = _DUE.sub(f"publish_at: {due}\n" if due else "", text, count=1)
    if "\nfile_number" not in text:
        text = text.replace("---\n", "---\nfile_number: Az. 13-20\n", 1)
    marked = mark(tree, path, text, often)
    if is_public:
        tree.files[path] = marked.encode()
        return
    marked = _with_own_pictures(tree, path, marked)
    tree.hidden.append(Path(_add(tree, path, marked)).stem)


def _add(tree: Tree, path: str, text: str) -> str:
    """Half of all internal pages have a word in their name, too."""
    if path.startswith(_SLUG_FOLDERS) and tree.rng.random() < 0.5:
        path = f"{path.removesuffix('.md')}-{tree.word()}.md"
    tree.files[path] = text.encode()
    return path


def _with_own_pictures(tree: Tree, path: str, text: str) -> str:
    """A picture of a post that is not out lies beside it under a name of its own, with notes."""
    for file in re.findall(r"^!\[.*\]\((\S+?\.png)", text, re.MULTILINE):
        media = "content/media/" + "/".join(path.split("/")[2:4])
        data = _example().get(f"{media}/{file}")
        if data is None:
            continue
        name = f"{file.removesuffix('.png')}-{tree.word()}.png"
        tree.files[f"{media}/{name}"] = _marked_picture(data, tree.word())
        tree.files[f"{media}/{name}.yml"] = f"author: {tree.word()}\nlicence: {tree.word()}\n".encode()
        text = text.replace(f"({file}", f"({name}")
    return text


def _marked_picture(data: bytes, word: str) -> bytes:
    chunk = b"tEXtComment\0" + word.encode()
    extra = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return data[:33] + extra + data[33:]


# ---------------------------------------------------------------- words in texts


def mark(tree: Tree, path: str, text: str, often: float) -> str:
    """``text`` with a word at each of its free places that chance takes, and in a comment where it may have one."""
    for spot in reversed(free_places(path, text)):
        if tree.rng.random() < often:
            text = text[: spot.start] + spot.new.replace(WORD, tree.word()) + text[spot.end :]
    if path.endswith(".yml"):
        text = f"# {tree.word()}\n{text}# {tree.word()}\n"
    return text


@lru_cache(maxsize=4096)
def free_places(path: str, text: str) -> tuple[Spot, ...]:
    """The places where a word may stand so that the file can still be read, in their order."""
    tried = sorted(_candidates(path, text), key=lambda spot: spot.start)
    readable = _reader(path)
    if readable is None or readable(_filled(text, tried)):
        return tuple(tried)
    return tuple(spot for spot in tried if readable(_filled(text, [spot])))


def _filled(text: str, spots: list[Spot]) -> bytes:
    for spot in reversed(spots):
        text = text[: spot.start] + spot.new.replace(WORD, WORD + "0" * 16) + text[spot.end :]
    return text.encode()


def _reader(path: str) -> Callable[[bytes], bool] | None:
    """What says whether a file can be read without a finding; None where the sites never read it."""
    if path in SETTINGS:
        return lambda data: not parse_plan(path, data, SETTINGS[path]).findings
    if path == LIMITS:
        return lambda data: not parse_plan(path, data, ObservedLimits).findings
    if belongs_to_office(path):
        return lambda data: not parse_office({path: data}, BERLIN).findings
    if path.startswith("guidelines/"):
        return lambda data: not parse_page(path, data, GuidelineHead).findings
    if path.startswith("content/posts/"):
        return lambda data: not parse_post(path, data, BERLIN).findings
    return None


def _candidates(path: str, text: str) -> Iterator[Spot]:
    if path.startswith("netiquette/"):
        return
    if path.endswith(".yml"):
        yield from _in_yaml(text, 0, _PUBLIC.get(path, frozenset()))
        return
    archived = path.startswith("content/posts/") and _ARCHIVED.search(text) is not None
    head = text.find("\n---\n", 3)
    if text.startswith("---\n") and head > 0:
        yield from _in_yaml(text[4 : head + 1], 4, _PUBLIC["an archived post"] if archived else frozenset())
    if not archived:
        yield from _in_body(text, head + 5 if head > 0 else 0)


def _in_yaml(text: str, offset: int, public: frozenset[str]) -> Iterator[Spot]:
    for node in _free_scalars(yaml.compose(text, Loader=yaml.SafeLoader), public):
        start, end = node.start_mark.index, node.end_mark.index
        gap = "" if "://" in node.value else " "
        new = json.dumps(f"{node.value}{gap}{WORD}", ensure_ascii=False)
        yield Spot(offset + start, offset + end, new + ("\n" if text[start:end].endswith("\n") else ""))


def _free_scalars(node: yaml.Node | None, public: frozenset[str]) -> Iterator[yaml.ScalarNode]:
    """Words that people wrote freely: with a space, a capital letter or an address; no times, and no names that others
    refer to."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in public:
                yield from _free_scalars(value, public)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _free_scalars(value, public)
    elif isinstance(node, yaml.ScalarNode) and _FREE.search(node.value) and not _TIME.match(node.value):
        yield node


def _in_body(text: str, at: int) -> Iterator[Spot]:
    fenced = False
    for line in text[at:].splitlines(keepends=True):
        bare = line.rstrip("\n")
        end = at + len(bare)
        fenced ^= bare.lstrip().startswith("```")
        if found := _PICTURE.match(bare):
            alt = at + found.end("alt")
            yield Spot(alt, alt, f" {WORD}")
            if found["credit"]:
                credit = at + found.end("credit")
                yield Spot(credit, credit, f" {WORD}")
        elif bare.startswith("# ") or not (fenced or _NO_PROSE.match(bare)):
            yield Spot(end, end, f" {WORD}")
        at += len(line)
