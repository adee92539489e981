"""Everything that a pull request comes to, gathered from its work tree: ``proposal/1`` for whoever shows it.

It runs over a stranger's files with no rights, and nothing in it may stop it: a broken post, broken settings and a post
that cannot be put together are said, and the rest is shown all the same.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from amtsfunk.approval.held import Change, would_hold
from amtsfunk.approval.paths import post_id
from amtsfunk.channels.limits import tightest
from amtsfunk.commands.checking.choice import choose
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.commands.previewing.views import ChannelView, PartView, view_post
from amtsfunk.commands.repository import moment
from amtsfunk.effects.changes import WorkTreeChanges, changes_since
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.git import Git
from amtsfunk.model.errors import Refused
from amtsfunk.model.finding import Severity
from amtsfunk.model.post import Kind, Post
from amtsfunk.model.settings import Settings
from amtsfunk.report.proposal import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_HINTS,
    MOST_OTHERS,
    MOST_POSTS,
    Hint,
    Portion,
    Proposal,
    Proposed,
    Shown,
    Stayed,
    View,
    due_order,
)
from amtsfunk.report.rows import Row, rows
from amtsfunk.report.safe import encodable
from amtsfunk.rules.cases import Tree
from amtsfunk.rules.run import DEFAULT_ZONE
from amtsfunk.source.plans import CHECKED_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

_FOLDERS = ("content/", "plans/", "netiquette/", "guidelines/", "site/law/")
_SEVERITIES: Mapping[Severity, Literal["error", "warning", "notice"]] = {
    Severity.error: "error",
    Severity.warning: "warning",
    Severity.notice: "notice",
}
_CHANNELS = "plans/channels.yml"


def propose(root: Path, base: str | None, now: str | None) -> Proposal:
    """``base``: what to compare with, else main; ``now``: as given on the command line. Raises UsageError."""
    tree = list_tree(root)
    settings = parse_settings({path: read_file(root, path) for path in CHECKED_PATHS if path in tree.names})[0]
    at = moment(now, None if settings is None else settings.authority)
    with Git(root) as git:
        changes = changes_since(git, base, _FOLDERS)
        before = {path: git.blob(changes.base, path) for path in (*CHECKED_PATHS, *sorted(changes.gone))}
        known = {path for path in changes.present if post_id(path) and git.blob(changes.base, path) is not None}
    change = _change(tree, changes, before, settings)
    found = _found(root, tree, base, now)
    by_path: dict[str, list[Row]] = {}
    for row in found:
        by_path.setdefault(row.path, []).append(row)
    paths = sorted(path for path in changes.present if post_id(path) and path in tree.names)
    posts = [_post(root, path, settings, path not in known, by_path.get(path, ())) for path in paths]
    posts.sort(key=lambda post: (due_order(post.due), post.path))
    others = [_hint(row) for row in found if row.path not in paths]
    counts = {severity: sum(row.severity is severity for row in found) for severity in Severity}
    return Proposal(
        posts=tuple(posts[:MOST_POSTS]),
        stayed=tuple(_stayed(root, tree, change, before, at)) if change is not None else (),
        hints=tuple(others[:MOST_OTHERS]),
        errors=counts[Severity.error],
        warnings=counts[Severity.warning],
        notices=counts[Severity.notice],
        more=max(0, len(posts) - MOST_POSTS) + max(0, len(others) - MOST_OTHERS),
    )


def _found(root: Path, tree: Tree, base: str | None, now: str | None) -> tuple[Row, ...]:
    choice = choose(root, Namespace(changed=base or "", paths=[]))
    return rows(check_repository(root, tree, choice, now).findings, "de")


# ---------------------------------------------------------------- posts


def _post(root: Path, path: str, settings: Settings | None, new: bool, found: Sequence[Row]) -> Proposed:
    post = parse_post(path, read_file(root, path), settings.authority.zone if settings else DEFAULT_ZONE).mended
    views = _views(root, path, settings)
    due = post.head.publish_at if post is not None else None
    return Proposed(
        path=_line(path),
        title=_line(post.title if post is not None else ""),
        new=new,
        due=due,
        latest=post.latest_after(due) if post is not None and isinstance(due, datetime) else None,
        kind=post.head.kind if post is not None else Kind.service,
        sensitive=post is not None and post.head.sensitive,
        digest=views[0].manifest.digest if views else None,
        views=tuple(_view(view) for view in views),
        hints=tuple(_hint(row) for row in found[:MOST_HINTS]),
    )


def _views(root: Path, path: str, settings: Settings | None) -> list[ChannelView]:
    if settings is None:
        return []
    try:
        return view_post(root, path, settings)[0]
    except Refused:
        return []  # what is missing is among the findings


def _view(view: ChannelView) -> View:
    return View(channel=view.channel, parts=tuple(_portion(part) for part in view.parts))


def _portion(part: PartView) -> Portion:
    payload, tight = part.payload, tightest(part.measures)
    target = payload["target"]
    return Portion(
        text=encodable(str(payload["text"]))[:LONGEST_TEXT],
        length=tight.length,
        limit=tight.limit,
        unit=tight.unit,
        pictures=tuple(_picture(medium) for medium in payload["media"]),
        link=_line(payload["link"]) if payload["link"] else None,
        warning=_line(payload["content_warning"]) if payload["content_warning"] else None,
        action=payload["action"],
        target=_line(str(target["post"])) if target else None,
    )


def _picture(medium: Mapping[str, Any]) -> Shown:
    credit = medium["credit"]
    name = str(medium["path"]).rsplit("/", 1)[-1]
    return Shown(file=_line(name), alt=_line(medium["alt"]), credit=_line(credit) if credit else None)


def _hint(row: Row) -> Hint:
    return Hint(
        severity=_SEVERITIES[row.severity],
        path=_line(row.path),
        line=max(1, row.line),
        rule=row.rule,
        message=_line(row.message),
        remedy=_line(row.remedy),
    )


def _line(text: str) -> str:
    return encodable(text)[:LONGEST_LINE]


# ---------------------------------------------------------------- what the change would hold


def _stayed(
    root: Path, tree: Tree, change: Change, before: Mapping[str, bytes | None], now: datetime
) -> Iterator[Stayed]:
    """Posts at the base that would not go out any more as they were approved."""
    zone = change.before.authority.zone
    candidates = [parse_post(path, data, zone).value for path, data in before.items() if data and path in change.gone]
    candidates += _untouched(root, tree, change.touched, zone)
    for one in would_hold([post for post in candidates if post is not None], change, now)[:MOST_OTHERS]:
        post = one.post
        due = post.head.publish_at
        yield Stayed(path=_line(post.path), title=_line(post.title), due=due, channels=one.channels, why=one.why)


def _change(
    tree: Tree, changes: WorkTreeChanges, before: Mapping[str, bytes | None], settings: Settings | None
) -> Change | None:
    """None where the settings of either side cannot be read. A post that only moved is not gone."""
    earlier = parse_settings({path: data for path in CHECKED_PATHS if (data := before[path]) is not None})[0]
    if settings is None or earlier is None:
        return None
    gone = {path for path in changes.gone if (post := post_id(path)) and post not in tree.posts_by_id}
    return Change(earlier, settings, changes.present | changes.gone, gone)


def _untouched(root: Path, tree: Tree, touched: Collection[str], zone: ZoneInfo) -> Iterator[Post | None]:
    """The posts that stay as they are and that could be concerned: all of them where the channels changed, else those
    of a month whose pictures did."""
    months = {"/".join(path.split("/")[2:4]) for path in touched if path.startswith("content/media/")}
    for path in tree.posts:
        concerned = _CHANNELS in touched or "/".join(path.split("/")[2:4]) in months
        if concerned and path not in touched:
            yield parse_post(path, read_file(root, path), zone).value
