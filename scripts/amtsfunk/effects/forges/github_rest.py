"""What is the same for everybody who asks GitHub's REST interface of version 2022-11-28: addresses, pages, numbers.

Source, GitHub's own documentation: „Using pagination in the REST API“ (``Link`` with ``rel="next"``; a page may be
shorter than was asked for and not the last), „API versions“.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from amtsfunk.approval.pull import is_commit_id
from amtsfunk.approval.statement import NotAStatement
from amtsfunk.channels.hosts import is_loopback

HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "amtsfunk"}
PAGE = 100
_PUBLIC = "github.com"
_NEXT = re.compile(r'<[^>]*>\s*;[^,]*\brel="?next"?')


def interface(host: str) -> str:
    """github.com has a host of its own for it, an Enterprise Server a folder; on this machine a test answers."""
    if is_loopback(host):
        return f"http://{host}"
    return f"https://api.{host}" if host == _PUBLIC or host.endswith(".ghe.com") else f"https://{host}/api/v3"


def page_of(path: str, number: int) -> str:
    """The path of one page of a list."""
    return f"{path}{'&' if '?' in path else '?'}per_page={PAGE}&page={number}"


def has_more(rows: Sequence[object], headers: Mapping[str, str]) -> bool:
    """Whether another page follows: a short one is the last only where no ``Link`` says otherwise."""
    return bool(rows) and (len(rows) >= PAGE or _NEXT.search(headers.get("link", "")) is not None)


@contextmanager
def understanding(failure: Callable[[], Exception]) -> Iterator[None]:
    """Whatever an answer lacks is the forge's failure, never a crash."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, NotAStatement) as lacking:
        raise failure() from lacking


def commit_of(value: Any) -> str:
    """Raises ValueError for what is no commit's id."""
    if not is_commit_id(value):
        raise ValueError("commit")
    return str(value)


def number_of(value: Any) -> int:
    """Raises TypeError for what is no whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("number")
    return value
