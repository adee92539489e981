"""Gathering the facts about one post on main: what git alone shows, and what signatures show (DELIVERY.md § 2).

Reads this one post's files and history, never all posts. The other evidence provider, a forge's reviews, is reviews.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from amtsfunk.approval.archived import as_ordinary
from amtsfunk.approval.evidence import (
    FileFacts,
    MergeFacts,
    PostFacts,
    Refusal,
    SignatureFacts,
    SignedApproval,
)
from amtsfunk.approval.manifest import FileDigest, build_manifest
from amtsfunk.approval.paths import approvable_id, approval_path, is_media_path, module_id, post_id
from amtsfunk.approval.payload import CannotRender, MediaFacts
from amtsfunk.approval.statement import NotAStatement, SignedStatement, parse_signed_list
from amtsfunk.effects.git import Git
from amtsfunk.effects.governance import digest_at, gather_governance
from amtsfunk.effects.history import (
    Span,
    blob_facts,
    changes_between,
    files_at,
    moment_of,
    read_roster,
    read_settings,
    regular_blob,
    try_settings,
    work_commits,
)
from amtsfunk.effects.statements import signer_of
from amtsfunk.model.module import Module
from amtsfunk.model.module_post import as_template
from amtsfunk.model.post import Post
from amtsfunk.source.agreed import parse_module
from amtsfunk.source.parsed import Parsed
from amtsfunk.source.posts import parse_post

__all__ = [
    "digest_at",
    "gather_archived",
    "gather_governance",
    "gather_post",
    "gather_signatures",
    "holder_of",
    "module_at",
    "post_at",
    "read_roster",
    "read_settings",
]

_POSTS = "content/posts"
_MOST_APPROVALS = 32


def gather_post(git: Git, main: str, path: str, *, root: str) -> PostFacts:
    """The facts about the post at this path on main now. A problem of this post is a value, never an exception."""
    facts = PostFacts(path, main)
    if approvable_id(path) is None:
        return replace(facts, problem=Refusal("1", "path", {"path": path[:200]}))
    settings, findings = try_settings(git, main)
    if settings is None:
        where = str(findings[0].place.path) if findings else "plans/"
        return replace(facts, problem=Refusal("post", "settings-broken", {"path": where}))
    facts = post_at(git, replace(facts, settings=settings))
    if facts.post is None or facts.post.head.archive or facts.post.is_draft:
        return facts
    latest = git.first_parents(main, after=root, paths=[path], limit=1)
    if not latest:
        return replace(facts, since_root=False)
    merge = _gather_merge(git, latest[0])
    paths = [path, *_media_paths(facts.post)]
    return replace(
        facts,
        merge=merge,
        at_merge=files_at(git, merge.id, paths),
        twin=_twin(git, main, path, root),
        closed=_was_closed(git, main, root, path, settings.authority.zone),
    )


def gather_archived(git: Git, main: str, path: str, *, root: str) -> PostFacts:
    """The facts about an ``archive: true`` post as though it were an ordinary one that is due when it is merged, so
    that it is judged like every other (decision 0032). It is never sent: ``gather_post`` calls it archive."""
    settings, _ = try_settings(git, main)
    if settings is None or post_id(path) is None:
        return gather_post(git, main, path, root=root)
    facts = post_at(git, PostFacts(path, main, settings=settings))
    if facts.post is None:
        return facts
    facts = replace(facts, post=as_ordinary(facts.post))
    latest = git.first_parents(main, after=root, paths=[path], limit=1)
    if not latest:
        return replace(facts, since_root=False)
    merge = _gather_merge(git, latest[0])
    paths = [file.path for file in facts.on_main]
    return replace(facts, merge=merge, at_merge=files_at(git, merge.id, paths), twin=_twin(git, main, path, root))


def post_at(git: Git, facts: PostFacts) -> PostFacts:
    """Post, files, manifest and payloads as they are at the commit ``facts.main``, judged with ``facts.settings``."""
    settings = facts.settings
    file = files_at(git, facts.main, [facts.path])[0]
    digested = blob_facts(git, file.id) if file.kind == "blob" else None
    if settings is None or digested is None:
        reason = "file-mode" if file.mode else "file-missing"
        return replace(facts, problem=Refusal("1", reason, {"path": facts.path, "mode": file.mode}))
    parsed = _parse(git, file.id, facts.path, settings.authority.zone)
    post = parsed.value
    if post is None:
        line = str(parsed.findings[0].place.line) if parsed.findings else "1"
        return replace(facts, problem=Refusal("post", "post-broken", {"path": facts.path, "line": line}))
    facts = replace(facts, post=post, on_main=files_at(git, facts.main, [facts.path, *_media_paths(post)]))
    try:
        media = _media(git, post, facts.on_main)
        own = FileDigest(facts.path, digested.sha256, digested.size)
        module = module_id(facts.path)
        manifest, payloads = build_manifest(post, own, settings, media, {"id": module} if module else None)
    except CannotRender as cannot:
        return replace(facts, problem=Refusal("post", cannot.reason, cannot.values))
    return replace(facts, manifest=manifest, payloads=payloads)


def gather_signatures(git: Git, facts: PostFacts, merge: MergeFacts, *, root: str) -> SignatureFacts:
    """Work commits of P..M on the post's files, and the approvals that lie beside the post on main now."""
    people = merge.roster.people if merge.roster else {}
    commits = work_commits(git, Span(merge.base, merge.id, root), [file.path for file in facts.at_merge], people)
    beside = approval_path(facts.path)
    data = regular_blob(git, facts.main, beside)
    if data is None:
        return SignatureFacts(commits, unreadable=git.entry(facts.main, beside) is not None)
    try:
        entries = parse_signed_list(data)
    except NotAStatement:
        return SignatureFacts(commits, unreadable=True)
    entries = entries[:_MOST_APPROVALS]
    approvals = []
    for signed, commit_id in zip(entries, _arrivals(git, facts.main, root, beside, entries), strict=True):
        arrival = git.commit(commit_id)
        before = arrival.parents[0] if arrival.parents else arrival.id
        roster = read_roster(git, before)
        on_arrival = roster.people if roster else {}
        signer = signer_of(signed, people)
        approvals.append(
            SignedApproval(
                signed=signed,
                signer=signer,
                signer_on_arrival=signer if on_arrival is people else signer_of(signed, on_arrival),
                arrival=arrival.id,
                moment=moment_of(arrival.committed_at, git.commit(before).committed_at),
                people_on_arrival=on_arrival,
            )
        )
    return SignatureFacts(commits, tuple(approvals))


def _arrivals(git: Git, main: str, root: str, path: str, entries: Sequence[SignedStatement]) -> list[str]:
    """For each entry the first-parent commit since which it has stood in the file without a break."""
    arrivals = [root for _ in entries]
    still_there = set(range(len(entries)))
    for commit in git.first_parents(main, after=root, paths=[path]):
        data = regular_blob(git, commit, path)
        try:
            held = parse_signed_list(data) if data is not None else ()
        except NotAStatement:
            held = ()
        still_there = {number for number in still_there if entries[number] in held}
        for number in still_there:
            arrivals[number] = commit
    return arrivals


def _gather_merge(git: Git, commit_id: str) -> MergeFacts:
    commit = git.commit(commit_id)
    base = commit.parents[0]
    return MergeFacts(
        id=commit_id,
        base=base,
        moment=moment_of(commit.committed_at, git.commit(base).committed_at),
        touched=tuple(change.path for change in changes_between(git, base, commit_id)),
        heads=commit.parents[1:] or (commit_id,),
        roster=read_roster(git, base),
    )


def _media_paths(post: Post) -> list[str]:
    """Paths of all pictures, only those that can be a media file's: anything else stays out of git's hands."""
    return sorted({path for path in map(post.media_path, post.pictures) if is_media_path(path)})


def _media(git: Git, post: Post, files: tuple[FileFacts, ...]) -> dict[str, MediaFacts]:
    """Raises CannotRender for a path that is none, a missing picture and a file that is no picture or film."""
    by_path = {file.path: file for file in files}
    media = {}
    for path in map(post.media_path, post.pictures):
        file = by_path.get(path)
        if file is None:
            raise CannotRender("path", path=path[:200])
        facts = blob_facts(git, file.id) if file.kind == "blob" else None
        if facts is None:
            raise CannotRender("media-missing", path=path)
        if facts.type is None and not facts.pointer:
            raise CannotRender("media-type", path=path)
        media[path] = MediaFacts(facts.sha256, facts.size, facts.type or "")
    return media


def module_at(git: Git, commit: str, path: str, zone: ZoneInfo) -> Module | None:
    """The agreed module at this path of a commit; None where there is none or it cannot be read without guessing."""
    data = regular_blob(git, commit, path) if module_id(path) is not None else None
    return parse_module(path, data, zone).value if data is not None else None


def _parse(git: Git, blob_id: str, path: str, zone: ZoneInfo) -> Parsed[Post]:
    key = ("post", blob_id, path, zone.key)
    if key not in git.remembered:
        found = git.read(blob_id)
        git.remembered[key] = _read(path, found[2] if found else b"", zone)
    known: Parsed[Post] = git.remembered[key]
    return known


def _read(path: str, data: bytes, zone: ZoneInfo) -> Parsed[Post]:
    """A post, or an agreed module as its template: what is approved of it."""
    if module_id(path) is None:
        return parse_post(path, data, zone)
    parsed = parse_module(path, data, zone)
    template = as_template(parsed.value) if parsed.value is not None else None
    return Parsed(template, parsed.findings, parsed.positions, template)


def _folders(git: Git, commit: str) -> tuple[str, ...]:
    """All folders below content/posts: months, not posts."""
    key = ("folders", git.object_id(f"{commit}:{_POSTS}") or "")
    if key not in git.remembered:
        listing = git.run("ls-tree", "-r", "-d", "-z", "--name-only", "--full-tree", commit, "--", f"{_POSTS}/")
        git.remembered[key] = tuple(listing.decode("utf-8", "surrogateescape").split("\0")[:-1]) if key[1] else ()
    known: tuple[str, ...] = git.remembered[key]
    return known


def _paths_of(git: Git, commit: str, name: str) -> dict[str, str]:
    """Path → blob id of every post's file at a commit that bears this id, in whatever month."""
    candidates = [f"{folder}/{name}.md" for folder in _folders(git, commit)]
    found = {path: git.object_id(f"{commit}:{path}") for path in candidates if post_id(path) == name}
    return {path: blob for path, blob in found.items() if blob is not None}


def _twin(git: Git, main: str, path: str, root: str) -> str | None:
    """The file to which this post's name belongs, where it is another one. A module has one place only."""
    if post_id(path) is None:
        return None
    holder = holder_of(git, main, path, root=root)
    return holder if holder != path else None


def holder_of(git: Git, main: str, path: str, *, root: str) -> str | None:
    """The path of the file to which the post's id belongs on main: the one that bore it first and still does.

    A later file of the same id in another month counts for nothing, whatever it says: otherwise one person could stop
    or close any post by adding a file. None where no file bears the id.
    """
    name = post_id(path)
    there = _paths_of(git, main, name) if name is not None else {}
    if name is None or len(there) < 2:
        return next(iter(there), None)
    return [holder for holder, _ in _reigns(git, main, root, name)][-1]


def _reigns(git: Git, main: str, root: str, name: str) -> Iterator[tuple[str | None, dict[str, str]]]:
    """For the root and every later state of main that changed a file of this id, oldest first: who holds the id, and
    the files (path → blob id) that speak for it: all that were there when the holder before was gone, else its own."""
    versions = git.first_parents(main, after=root, pathspecs=[f":(glob){_POSTS}/*/*/{name}.md"])
    holder: str | None = None
    for commit in (root, *reversed(versions)):
        there = _paths_of(git, commit, name)
        if holder in there:
            yield holder, {holder: there[holder]}
        else:
            holder = min(there, default=None)
            yield holder, there


def _was_closed(git: Git, main: str, root: str, path: str, zone: ZoneInfo) -> bool:
    """Whether any version since the root said ``archive: true``: that closes an id for good. Twins say nothing."""
    name = post_id(path)
    if name is None:
        return False
    for _, files in _reigns(git, main, root, name):
        for file, blob in files.items():
            post = _parse(git, blob, file, zone).value
            if post is not None and post.head.archive:
                return True
    return False
