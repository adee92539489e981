"""Everything that both sites are made from, read before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.git import Git
from amtsfunk.effects.site_templates import templates_of
from amtsfunk.model.base import Frozen, Line
from amtsfunk.model.errors import Refused
from amtsfunk.model.law import LandLaw
from amtsfunk.model.netiquette import Clauses, GuidelineHead, Ladder, Numbers
from amtsfunk.pages.appearance import Logo, logo_of
from amtsfunk.pages.facts import ArchivePicture
from amtsfunk.pages.pictures import CleanPicture, clean_picture
from amtsfunk.pages.public import Prose
from amtsfunk.pages.reference import RuleExample, RuleText, RuleTopic, read_examples
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.plans import SETTINGS_PATHS, parse_plan, parse_settings
from amtsfunk.source.posts import parse_post
from amtsfunk.source.versions import Guideline, Netiquette, is_kept, read_guidelines, read_netiquettes

if TYPE_CHECKING:
    from amtsfunk.model.finding import Finding
    from amtsfunk.model.post import Post
    from amtsfunk.model.settings import Settings
    from amtsfunk.rules.rule import Rule

M = TypeVar("M", Clauses, Ladder, LandLaw, Numbers)
H = TypeVar("H", bound=Frozen)
_FOLDERS = ("content", "plans", "netiquette", "guidelines")
_LARGEST_PICTURE = 40 * 1024 * 1024


class ProseHead(Frozen):
    """Front matter of a page in ``netiquette/``."""

    title: Line


@dataclass(frozen=True, slots=True)
class Sources:
    """``broken``: files that were left out because they cannot be read; the check says what is wrong with them."""

    settings: Settings
    posts: tuple[Post, ...]
    clauses: Clauses | None
    ladder: Ladder | None
    prose: Mapping[str, Prose]
    guidelines: tuple[Guideline, ...]
    templates: Path
    files: frozenset[str]
    broken: tuple[str, ...]
    law: LandLaw | None = None
    numbers: Numbers | None = None
    kept_netiquettes: tuple[Netiquette, ...] = ()
    kept_guidelines: tuple[Guideline, ...] = ()
    logo: Logo | None = None


def read_sources(repository: Path) -> Sources:
    """Read a work tree. Raises Refused where ``plans/`` is not readable: without it nobody is named as the sender."""
    tree = list_tree(repository, _FOLDERS)
    names = frozenset(tree.files)
    settings, findings, _ = parse_settings(
        {path: read_file(repository, path) for path in SETTINGS_PATHS if path in names}
    )
    if settings is None:
        raise Refused(
            f"Die Einstellungen in plans/ sind nicht lesbar ({_first(findings)}).", "Bitte zuerst: amtsfunk check plans"
        )
    broken: list[str] = []
    posts = _posts(repository, names, settings, broken)
    clauses = _plan(repository, names, "netiquette/clauses.yml", Clauses, broken)
    ladder = _plan(repository, names, "netiquette/measures.yml", Ladder, broken)
    prose = {
        path[len("netiquette/") : -3]: Prose(head.title, body)
        for path, head, body in _prose_pages(repository, names, "netiquette/", ProseHead, broken)
    }
    guidelines = tuple(
        Guideline(path[len("guidelines/") : -3], head, body)
        for path, head, body in _prose_pages(repository, names, "guidelines/", GuidelineHead, broken)
    )
    templates = templates_of(repository)
    law = _law(repository, templates, settings.authority.land, broken)
    numbers = _plan(repository, names, "netiquette/numbers.yml", Numbers, broken)
    copies = {path: read_file(repository, path) for path in names if is_kept(path)}
    kept = read_netiquettes(copies, broken), read_guidelines(copies, broken)
    logo = _logo(repository, names, settings)
    return Sources(
        settings, posts, clauses, ladder, prose, guidelines, templates, names, tuple(broken), law, numbers, *kept, logo
    )


def _logo(repository: Path, names: frozenset[str], settings: Settings) -> Logo | None:
    appearance = settings.authority.appearance
    path = None if appearance is None else appearance.logo_path
    return logo_of(read_file(repository, path)) if path is not None and path in names else None


def _law(repository: Path, templates: Path, land: str, broken: list[str]) -> LandLaw | None:
    """The authority's own, which its lawyers looked at, before any that came with the templates."""
    path = f"site/law/{land.lower()}.yml"
    folder = next((folder for folder in (repository, templates) if (folder / path).is_file()), None)
    return None if folder is None else _plan(folder, frozenset({path}), path, LandLaw, broken)


def _first(findings: Iterable[Finding]) -> str:
    return next((f"{finding.place.path}, Zeile {finding.place.line}" for finding in findings), "eine Datei fehlt")


def _posts(repository: Path, names: frozenset[str], settings: Settings, broken: list[str]) -> tuple[Post, ...]:
    found = []
    for path in sorted(names):
        if path.startswith("content/posts/") and path.endswith(".md"):
            post = parse_post(path, read_file(repository, path), settings.authority.zone).value
            if post is None:
                broken.append(path)
            else:
                found.append(post)
    return tuple(found)


def _plan(repository: Path, names: frozenset[str], path: str, model: type[M], broken: list[str]) -> M | None:
    if path not in names:
        return None
    value = parse_plan(path, read_file(repository, path), model).value
    if value is None:
        broken.append(path)
    return value


def _prose_pages(
    repository: Path, names: frozenset[str], folder: str, head: type[H], broken: list[str]
) -> list[tuple[str, H, str]]:
    pages = []
    for path in sorted(names):
        if path.startswith(folder) and path.endswith(".md") and "/" not in path[len(folder) :]:
            parsed = parse_page(path, read_file(repository, path), head).value
            if parsed is None:
                broken.append(path)
            else:
                pages.append((path, *parsed))
    return pages


def read_pictures(folder: Path) -> Mapping[str, Path]:
    """POSIX path below ``folder`` → file of every picture that lies beside the pages. Drawings (``.svg``) are templates
    and stand in the page itself, so that they follow its colours."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.webp")) if path.is_file()}


class Pictures:
    """Pictures for the public site, from the work tree or from git's history, each cleaned once."""

    def __init__(self, repository: Path, files: frozenset[str]) -> None:
        self._repository = repository
        self._files = files
        self._git = Git(repository)
        self.read = lru_cache(maxsize=8)(self._read)

    def close(self) -> None:
        self._git.close()

    def version(self, path: str) -> str | None:
        """Changes with the file's bytes, without reading them."""
        if path not in self._files:
            return None
        seen = (self._repository / path).lstat()
        return f"{seen.st_mtime_ns}-{seen.st_size}"

    def _read(self, picture: ArchivePicture) -> CleanPicture | None:
        data = self._bytes(picture)
        return clean_picture(data) if data is not None else None

    def _bytes(self, picture: ArchivePicture) -> bytes | None:
        """The approved bytes where a digest names them, wherever in history they stand; else the work tree's."""
        path = self._repository / picture.path
        if not picture.path.startswith("content/media/") or ".." in picture.path.split("/"):
            return None
        if picture.path in self._files and path.lstat().st_size <= _LARGEST_PICTURE:
            data = path.read_bytes()
            if picture.sha256 is None or sha256(data).hexdigest() == picture.sha256:
                return data
        return self._from_history(picture) if picture.sha256 else None

    def _from_history(self, picture: ArchivePicture) -> bytes | None:
        code, out, _ = self._git.attempt("rev-list", "--all", "--", picture.path)
        for commit in out.decode().split() if code == 0 else ():
            data = self._git.blob(commit, picture.path)
            if data is not None and sha256(data).hexdigest() == picture.sha256:
                return data
        return None


def rule_topics() -> tuple[RuleTopic, ...]:
    """All rules with their German words, for the handbook. Place holders show as an ellipsis."""
    from amtsfunk.rules.messages import catalogue  # noqa: PLC0415 - only the internal site needs the words
    from amtsfunk.rules.registry import TOPICS  # noqa: PLC0415
    from amtsfunk.rules.texts.sources import describe_source  # noqa: PLC0415

    words = catalogue()

    def text_of(rule: Rule) -> RuleText:
        german = words[rule.id].de
        source = describe_source(rule.source, "de")
        return RuleText(rule.id, int(rule.severity), source, _blank(german.message), _blank(german.remedy))

    return tuple(RuleTopic(title, tuple(map(text_of, rules))) for title, rules in TOPICS)


def rule_examples(folder: Path) -> Mapping[str, RuleExample]:
    """The examples that the tests write beside the page; none where the file is gone."""
    file = folder / "handbuch" / "_beispiele.json"
    return read_examples(file.read_text(encoding="utf-8")) if file.is_file() else {}


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _blank(message: str) -> str:
    return message.format_map(_Dots())
