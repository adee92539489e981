"""Rules over names alone: what may lie where, and how it may be called (DESIGN.md, top level and content format)."""

from __future__ import annotations

import re

from amtsfunk.approval.paths import LONGEST_ID, LONGEST_MODULE
from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import MEDIA, POSTS, Hits, Tree
from amtsfunk.rules.suggest import as_slug, nearest

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_MONTH = r"\d{4}/(?:0[1-9]|1[0-2])"
_DAY = r"\d{4}-\d{2}-\d{2}"
_MEDIA_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9]+"
PLAN_NAMES = (
    "authority.yml", "channels.yml", "team.yml", "topics.yml", "approval.yml", "hours.yml", "mentions.yml",
    "elections.yml", "rota.yml", "radar.yml", "goals.yml", "crisis.yml", "limits.yml", "notify.yml", "waivers.yml",
    "answers.yml", "plan.yml",
    "ratified.yml", "genesis.json",
)  # fmt: skip
WEEKS, LAW, MODULES = "plans/weeks", "site/law", "content/modules"
_ANY_WEEK = re.compile(r"(\d{4})[-_ ]?(?:W|KW)[-_ ]?(\d{1,2})\.ya?ml", re.IGNORECASE)
_ANY_LAND = re.compile(r"([a-z]{2})\.ya?ml", re.IGNORECASE)
DATA_NAMES = ("clauses.yml", "measures.yml", "numbers.yml")
_PLACES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (rf"content/posts/{_MONTH}", _SLUG, (".md", ".approval.json")),
    (rf"content/media/(?:{_MONTH}|modules)", _MEDIA_NAME, ("",)),
    ("content/snippets", _SLUG, (".md",)),
    (MODULES, _SLUG, (".md", ".approval.json")),
    ("plans", "|".join(map(re.escape, PLAN_NAMES)), ("",)),
    ("plans", "logo", (".png", ".webp")),
    ("plans/govern", r"[A-Za-z0-9][A-Za-z0-9._-]*", ("",)),
    ("plans/stops", _SLUG, (".yml",)),
    (WEEKS, r"\d{4}-W\d{2}", (".yml",)),
    ("plans/applications", _SLUG, (".md",)),
    (LAW, "[a-z]{2}", (".yml",)),
    ("netiquette", rf"(?:{'|'.join(map(re.escape, DATA_NAMES))}|{_SLUG}\.md)", ("",)),
    ("guidelines", _SLUG, (".md",)),
    (rf"netiquette/versions/{_DAY}", r"(?:clauses|measures)\.yml", ("",)),
    (rf"guidelines/versions/{_DAY}", _SLUG, (".md",)),
    ("(?:netiquette|guidelines)/versions", "SHA256SUMS", ("",)),
)
"""Folder, what a name must look like, and the endings it may have. A new kind of file is one row."""
_ALLOWED = re.compile(
    "|".join(f"{folder}/(?:{name})(?:{'|'.join(map(re.escape, endings))})" for folder, name, endings in _PLACES)
)
_NAMED_FREELY = tuple(
    (re.compile(folder), endings)
    for folder, _, endings in _PLACES
    if folder not in ("plans", "netiquette", WEEKS, LAW) and "versions" not in folder
)
_EVERYWHERE = frozenset({"README.md", ".gitkeep"})


def find_unknown_file(tree: Tree) -> Hits:
    """A file that no part of the program reads: usually a slip of folder or ending."""
    for path in tree.files:
        if not _is_fine(path) and _well_placed_ending(path) is None:
            folder, _, name = path.rpartition("/")
            values = {"name": name, "folder": folder}
            if (better := _better_place(folder, name)) is not None:
                values["fixed"] = better
            yield Place(path), values


def find_bad_file_name(tree: Tree) -> Hits:
    """The right kind of file at the right place, with a name that not every computer and address can carry."""
    for path in tree.files:
        if not _is_fine(path) and (ending := _well_placed_ending(path)) is not None:
            name = path.rpartition("/")[2]
            stem = name[: len(name) - len(ending)]
            if path.startswith(MEDIA):
                stem, dot, extension = name.rpartition(".")
                ending = f"{dot}{extension.lower()}"
            values = {"name": name}
            if slug := as_slug(stem):
                values["fixed"] = f"{slug}{ending}"
            yield Place(path), values


def find_long_file_name(tree: Tree) -> Hits:
    """A post or module that is well called but for the length: it is in no manifest, and would never go out."""
    for path in tree.files:
        folder, _, name = path.rpartition("/")
        longest = LONGEST_MODULE if folder == MODULES else LONGEST_ID
        stem = name.removesuffix(".md")
        if f"{folder}/".startswith((POSTS, f"{MODULES}/")) and _is_fine(path) and stem != name and len(stem) > longest:
            values = {"name": name, "length": str(len(stem)), "longest": str(longest)}
            yield Place(path), {**values, "fixed": f"{_cut(stem, longest)}.md"}


def _cut(stem: str, longest: int) -> str:
    """Whole words of a name, as many as fit."""
    kept = stem[: longest + 1].rpartition("-")[0] if "-" in stem[: longest + 1] else stem[:longest]
    return kept or stem[:longest]


def find_duplicate_id(tree: Tree) -> Hits:
    """Two posts of one id: the ledger, the archive and corrections name a post by it."""
    for paths in tree.posts_by_id.values():
        for path in paths if len(paths) > 1 else ():
            other = next(one for one in paths if one != path)
            yield Place(path), {"id": path.rpartition("/")[2].removesuffix(".md"), "other": other}


def find_name_clash(tree: Tree) -> Hits:
    """Names that differ in case only are one file on Windows and macOS."""
    folded: dict[str, str] = {}
    for path in tree.files:
        other = folded.setdefault(path.casefold(), path)
        if other is not path:
            yield Place(path), {"name": path.rpartition("/")[2], "other": other.rpartition("/")[2]}
            yield Place(other), {"name": other.rpartition("/")[2], "other": path.rpartition("/")[2]}


def find_symlink(tree: Tree) -> Hits:
    """A link can point out of the repository, and an approval covers bytes, not pointers (DELIVERY.md § 1)."""
    for path in tree.symlinks:
        yield Place(path), {"name": path.rpartition("/")[2]}


def find_special_file(tree: Tree) -> Hits:
    for path in tree.others:
        yield Place(path), {"name": path.rpartition("/")[2]}


def find_orphan(tree: Tree) -> Hits:
    """An approval without its post, rights without their picture: left over from a rename."""
    for path in tree.files:
        if path.endswith(".approval.json"):
            owner = path.removesuffix(".approval.json") + ".md"
        elif path.startswith(MEDIA) and path.endswith(".yml"):
            owner = path.removesuffix(".yml")
        else:
            continue
        if owner not in tree.names:
            yield Place(path), {"name": path.rpartition("/")[2], "missing": owner.rpartition("/")[2]}


def _is_fine(path: str) -> bool:
    # A post's own place and name are judged by its reader, which can say what to write instead.
    is_post = path.startswith(POSTS) and path.endswith(".md")
    return is_post or _ALLOWED.fullmatch(path) is not None or path.rpartition("/")[2] in _EVERYWHERE


def _well_placed_ending(path: str) -> str | None:
    """The ending of a file whose folder and ending are right, whatever its name; None for any other."""
    folder, _, name = path.rpartition("/")
    for pattern, endings in _NAMED_FREELY:
        if pattern.fullmatch(folder):
            return next((ending for ending in endings if name.endswith(ending)), None)
    return ".md" if folder == "netiquette" and name.endswith(".md") else None


def _better_place(folder: str, name: str) -> str | None:
    known = {"plans": PLAN_NAMES, "netiquette": DATA_NAMES}.get(folder)
    if known is not None and (better := nearest(name, known)):
        return f"{folder}/{better}"
    if folder == WEEKS and (week := _ANY_WEEK.fullmatch(name)):
        return f"{folder}/{week[1]}-W{int(week[2]):02}.yml"
    if folder == LAW and (land := _ANY_LAND.fullmatch(name)):
        return f"{folder}/{land[1].lower()}.yml"
    return None
