"""Which paths hold posts, pictures, approvals and what governs them (DELIVERY.md § 2, condition 5)."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from fnmatch import fnmatchcase

_POST = re.compile(r"content/posts/[0-9]{4}/(?:0[1-9]|1[0-2])/(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_MODULE = re.compile(r"content/modules/(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_SENT_MODULE = re.compile(r"(?P<module>[a-z0-9]+(?:-[a-z0-9]+)*)-(?P<minute>[0-9]{12})-[0-9a-f]{4}")
_MEDIA = re.compile(r"content/media/(?:[0-9]{4}/(?:0[1-9]|1[0-2])|modules)/[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXT_ENDINGS = (".md", ".markdown", ".mdown", ".txt", ".docx", ".odt")
LONGEST_ID = 80
LONGEST_MODULE = LONGEST_ID - len("-202612010905-abcd")
"""Characters of a module's name: minute and nonce follow it in the name of a post that is made of it."""

GENESIS = "plans/genesis.json"
GOVERN_FOLDER = "plans/govern/"
RATIFIED = "plans/ratified.yml"
TEAM = "plans/team.yml"

GOVERNANCE_GLOBS: tuple[str, ...] = (
    "plans/authority.yml",
    "plans/channels.yml",
    "plans/team.yml",
    "plans/approval.yml",
    "plans/elections.yml",
    "plans/mentions.yml",
    "plans/notify.yml",
    GENESIS,
    RATIFIED,
    GOVERN_FOLDER + "*",
    ".*",
    "*/.gitattributes",
    "*/.gitmodules",
    "*.lock",
    "*.py",
    "*.pth",
    "scripts/*",
    "site/*",
    "tests/*",
    "mkdocs.yml",
    "pyproject.toml",
    "setup.cfg",
    "tox.ini",
    "pip.conf",
    "pip.ini",
    "requirements*.txt",
    "makefile",
    "gnumakefile",
)
"""Shell patterns, in which ``*`` also crosses folders, over paths folded to one case: a change to any of these needs
two stewards and may not come in the same merge as a post. Not the rota, hours, weekly plans or limits.

Besides the rules it is whatever runs by itself where the program runs: the program, its build and its tests, and every
name at the top that begins with a dot, because forges, build servers, editors and hooks read their orders there."""

GOVERNANCE_PATHSPECS: tuple[str, ...] = tuple(f":(icase){glob.removesuffix('/*')}" for glob in GOVERNANCE_GLOBS)
"""The same for git, which may find more than the globs, never less: what it finds is judged by is_governance."""


def is_governance(path: str) -> bool:
    """Case and Unicode form are folded first, because a file system may not tell them apart. A folder's own name counts
    too: a submodule or a link may stand in its place."""
    folded = _folded(path)
    return any(fnmatchcase(folded, glob) or folded == glob.removesuffix("/*") for glob in GOVERNANCE_GLOBS)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def is_governed_content(path: str) -> bool:
    """Whether the governance digest covers it: all governance files but the statements about that digest."""
    folded = path.casefold()
    return is_governance(path) and folded != GENESIS and not folded.startswith(GOVERN_FOLDER.removesuffix("/"))


def post_id(path: str) -> str | None:
    """The post's id where the path is a post's, in exactly this form; None for every other path (case, ``..``,
    newline, leading dash, letters outside ASCII)."""
    match = _POST.fullmatch(path)
    return match["id"] if match and len(match["id"]) <= LONGEST_ID else None


def may_be_meant_as_post(path: str) -> bool:
    """Whether it is no post's path, but somebody may think so: a text among the posts whose name or folder no post has
    (``Warntag.md``, month 13). It can never go out, so somebody has to hear of it."""
    folded = _folded(path)
    is_text = folded.endswith(_TEXT_ENDINGS) and not folded.endswith("/readme.md")
    return folded.startswith("content/posts/") and is_text and post_id(path) is None


def is_post_name(name: str) -> bool:
    """Whether a post may have this id."""
    return post_id(f"content/posts/2000/01/{name}.md") == name


def module_id(path: str) -> str | None:
    """The module's id where the path is an agreed module's, in exactly this form; None for every other path."""
    match = _MODULE.fullmatch(path)
    return match["id"] if match and len(match["id"]) <= LONGEST_MODULE else None


def module_path(name: str) -> str:
    return f"content/modules/{name}.md"


def approvable_id(path: str) -> str | None:
    """The id of what may be approved: a post or a module."""
    return post_id(path) or module_id(path)


def sent_module_id(module: str, moment: datetime, nonce: str) -> str:
    """The id of the post that a statement makes of a module: the statement alone decides it."""
    return f"{module}-{moment.astimezone(UTC):%Y%m%d%H%M}-{nonce[:4]}"


def module_sent(post: str) -> tuple[str, datetime] | None:
    """Module and minute where a post's id is one that ``sent_module_id`` gives, else None."""
    match = _SENT_MODULE.fullmatch(post)
    try:
        minute = datetime.strptime(match["minute"], "%Y%m%d%H%M").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
    return (match["module"], minute) if match and minute else None


def is_media_path(path: str) -> bool:
    return _MEDIA.fullmatch(path) is not None and ".." not in path


def approval_path(post_path: str) -> str:
    """Where the approvals of a post or module lie: beside it."""
    return post_path.removesuffix(".md") + ".approval.json"
