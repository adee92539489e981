"""What redaction leaves to people: files on main, and other posts that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from amtsfunk.approval.paths import approval_path
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_book import Book

_POSTS = "content/posts/"


@dataclass(frozen=True, slots=True)
class Left:
    """``files``: paths on main that belong to this post alone; ``shared``: pictures that other posts name, too;
    ``posts``: posts that say the same, correct it or take it back."""

    files: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


def find_left(git: Git, main: str, state: PostState, book: Book) -> Left:
    """What still lies on main now. Raises GitFailed."""
    there = [entry.path for entry in git.tree(main, _POSTS, "content/media/")]
    own = [path for path in there if path.startswith(_POSTS) and path.endswith(f"/{state.post}.md")]
    named = {str(file["path"]) for file in state.captured.files} if state.captured is not None else set[str]()
    pictures = [path for path in there if path in named and path.startswith("content/media/")]
    shared = tuple(path for path in pictures if _others_name(git, main, path, own))
    alone = [path for path in pictures if path not in shared]
    beside = {f"{path.rpartition('.')[0]}.yml" for path in alone} | {approval_path(path) for path in own}
    files = (*own, *alone, *(path for path in there if path in beside))
    return Left(files, shared, _posts(state, book))


def _others_name(git: Git, main: str, picture: str, own: list[str]) -> bool:
    """Whether another post names a file like this one; a post names its pictures without their folder."""
    name = picture.rpartition("/")[2]
    words = ("grep", "--no-color", "-l", "-z", "-F", "-e", name, main, "--", _POSTS)
    found = git.run(*words, allowed=(0, 1)).decode("utf-8", "surrogateescape").split("\0")
    return any(path and path.partition(":")[2] not in own for path in found)


def _posts(state: PostState, book: Book) -> tuple[str, ...]:
    contents = state.captured.contents.values() if state.captured is not None else ()
    same = {post for digest in contents for post in book.posts_with(digest)}
    return tuple(sorted((same | {by for by, _ in state.contested_by}) - {state.post}))
