"""``amtsfunk approve POST``: sign exactly what stands at the end of the current branch: a post, or an agreed module.

Writes ``<slug>.approval.json`` beside it; committing and merging it stays with the person. Doing it twice changes
nothing; approving a new version replaces what was signed for the old one.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from amtsfunk.approval.archived import as_ordinary
from amtsfunk.approval.evidence import PostFacts, Refusal
from amtsfunk.approval.manifest import Manifest
from amtsfunk.approval.paths import approval_path, module_id
from amtsfunk.approval.reasons import explain
from amtsfunk.approval.signature import covers
from amtsfunk.approval.statement import APPROVED, NotAStatement, SignedStatement, Statement, parse_signed_list
from amtsfunk.commands.approving.signing import (
    add_signing,
    find_key,
    head_of,
    moment_of_signing,
    person_of,
    refuse_uncommitted,
    write_statements,
)
from amtsfunk.commands.approving.verdicts import find_post, main_of
from amtsfunk.commands.approving.worth import refuse_faulty, refuse_without_role
from amtsfunk.effects.evidence import module_at, post_at, read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.history import Span, try_settings, work_commits
from amtsfunk.effects.statements import new_nonce, sign_statement, signer_of
from amtsfunk.model.errors import Refused
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings

_SLACK = timedelta(days=1)
_AFTER_APPROVAL = timedelta(days=14)
_BEGINNING = 200


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("post", metavar="BEITRAG", help="Name oder Pfad des Beitrags oder Moduls")
    add_signing(parser)


def run(arguments: Namespace) -> int:
    with Git(arguments.repository) as git:
        top = Path(git.run("rev-parse", "--show-toplevel").decode().rstrip("\n"))
    with Git(top) as git:
        head = head_of(git)
        settings = read_settings(git, head)
        request = Request(
            path=find_post(git, head, arguments.post, top),
            head=head,
            main=_try_main(git, arguments.main),
            key=find_key(git, arguments.key),
            person=arguments.person,
            now=moment_of_signing(arguments, settings.authority),
        )
        refuse_faulty(top, request.path, arguments.now)
        _refuse_without_role(git, settings, request)
        result = approve_post(git, settings, request)
    print(describe(result, settings))
    return 0


def _refuse_without_role(git: Git, settings: Settings, request: Request) -> None:
    post = post_at(git, PostFacts(request.path, request.head, settings=settings)).post
    if post is not None:
        person = person_of(request.key, settings.people, request.person)
        refuse_without_role(post, settings, person)


@dataclass(frozen=True, slots=True)
class Request:
    """Which post at which commit is to be signed with which key, and when."""

    path: str
    head: str
    main: str | None
    key: Path
    person: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Result:
    post: Post
    manifest: Manifest
    person: str
    others: tuple[str, ...]
    file: Path
    is_new: bool


def approve_post(git: Git, settings: Settings, request: Request) -> Result:
    """Sign the post and write the file beside it. Raises Refused where it could never count."""
    facts = post_at(git, PostFacts(request.path, request.head, settings=settings))
    post, manifest = facts.post, facts.manifest
    if post is None or manifest is None or facts.problem is not None:
        raise Refused(_said(facts.problem or Refusal("1", "file-missing", {"path": request.path})))
    _refuse_what_cannot_count(post, facts, request)
    refuse_uncommitted(git, [*(file.path for file in facts.on_main), "plans"])
    _refuse_outdated(git, request, manifest)
    person = person_of(request.key, settings.people, request.person)
    _refuse_authors(git, facts, settings, person, request.main)
    file = git.directory / approval_path(request.path)
    kept = [entry for entry in _existing(file) if entry.statement.manifest == manifest.digest]
    signers = [signer_of(entry, settings.people) for entry in kept]
    own = [entry for entry, signer in zip(kept, signers, strict=True) if signer == person]
    others = [entry for entry, signer in zip(kept, signers, strict=True) if signer not in (person, None)]
    other_people = tuple(sorted({signer for signer in signers if signer not in (person, None)}, key=str))
    names = tuple(name for name in other_people if name)
    if own and len(kept) == len(own) + len(others) and covers(own[-1].statement, _judged(post), request.now):
        return Result(post, manifest, person, names, file, is_new=False)
    module = module_at(git, request.head, request.path, settings.authority.zone)
    agreed_until = module.head.valid_until if module is not None else None
    signed = sign_statement(_statement(post, manifest, settings, request.now, agreed_until), request.key)
    write_statements(file, [*others, signed])
    return Result(post, manifest, person, names, file, is_new=True)


def describe(result: Result, settings: Settings) -> str:
    """What was approved, as the person should see it."""
    post = result.post
    channels = ", ".join(settings.channels[name].label for name in dict.fromkeys(post.head.channels))
    text = " ".join(post.parts_for(post.head.channels[0])[0].text.split())
    beginning = text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + " …"
    done = "Freigegeben" if result.is_new else "Bereits freigegeben, nichts geändert"
    lines = [
        f"{done} von {result.person}: {post.title}",
        f"  Kanäle     {channels}",
        f"  Zeit       {_when(post, settings)}",
        f"  Prüfsumme  {result.manifest.digest}",
        f"  Text       {beginning}",
        *(f"  Bild       {file.path}" for file in result.manifest.files if file.path != post.path),
        *([f"  Außerdem   {', '.join(result.others)}"] if result.others else []),
        f"  Datei      {approval_path(post.path)}",
    ]
    if result.is_new:
        lines.append("Jetzt noch eintragen: git add <Datei> && git commit -S, dann zusammenführen lassen.")
    return "\n".join(lines)


def _when(post: Post, settings: Settings) -> str:
    due = post.head.publish_at
    if module_id(post.path) is not None:
        return "als Modul: sobald jemand im Dienst es sendet (amtsfunk module send)"
    if post.head.archive:
        return "wird nicht gesendet, steht nur im Archiv der öffentlichen Website"
    if isinstance(due, datetime):
        return due.astimezone(settings.authority.zone).strftime("%d.%m.%Y, %H:%M Uhr")
    return "sofort nach der Freigabe"


def _statement(
    post: Post, manifest: Manifest, settings: Settings, now: datetime, agreed_until: date | None
) -> Statement:
    return Statement(
        kind="approve",
        repository=settings.authority.id,
        subject=post.id,
        manifest=manifest.digest,
        decision=APPROVED,
        not_before=now,
        not_after=max(_ends(post, settings, agreed_until, now), now) + _SLACK,
        nonce=new_nonce(),
    )


def _ends(post: Post, settings: Settings, agreed_until: date | None, now: datetime) -> datetime:
    """Until when an approval has to hold: to the end of the post's window, of a module to that of its last day."""
    if agreed_until is not None:
        return post.latest_after(datetime.combine(agreed_until + timedelta(days=1), time(), settings.authority.zone))
    judged = _judged(post)
    due = judged.head.publish_at if isinstance(judged.head.publish_at, datetime) else now + _AFTER_APPROVAL
    return judged.latest_after(due)


def _judged(post: Post) -> Post:
    """An archive post is never sent; its approval only lets the public site show it (decision 0032)."""
    return as_ordinary(post) if post.head.archive else post


def _refuse_what_cannot_count(post: Post, facts: PostFacts, request: Request) -> None:
    if post.is_draft:
        raise Refused(_said(Refusal("post", "draft")), "Tragen Sie publish_at ein, zum Beispiel „01.12.2026 09:00“.")
    for file in facts.on_main:
        if file.mode != "100644" or file.pointer:
            reason = "file-pointer" if file.pointer else "file-mode" if file.mode else "file-missing"
            raise Refused(_said(Refusal("1", reason, {"path": file.path, "mode": file.mode})))
    due = post.head.publish_at
    if not post.head.archive and isinstance(due, datetime) and post.latest_after(due) < request.now:
        raise Refused("Die Sendezeit dieses Beitrags ist vorbei.", "Tragen Sie eine neue Zeit ein (publish_at).")


def _refuse_authors(git: Git, facts: PostFacts, settings: Settings, person: str, main: str | None) -> None:
    """Say at once what the verdict would say later: whoever wrote part of it cannot approve it."""
    if main is None or git.is_ancestor(facts.main, main):
        return
    commits = work_commits(git, Span(main, facts.main), [file.path for file in facts.on_main], settings.people)
    if any(commit.signer == person for commit in commits):
        raise Refused(_said(Refusal("4", "self-approval", {"person": person})), "Bitten Sie eine andere Person darum.")
    unsigned = next((commit.id for commit in commits if commit.signer is None), None)
    if unsigned is not None:
        raise Refused(_said(Refusal("4", "author-unknown", {"commit": unsigned[:12]})))


def _refuse_outdated(git: Git, request: Request, manifest: Manifest) -> None:
    """The verdict is over main: where main's channels differ from this branch's, the signature could never count."""
    settings = try_settings(git, request.main)[0] if request.main else None
    if settings is None:
        return
    there = post_at(git, PostFacts(request.path, request.head, settings=settings)).manifest
    if there is None or there.digest != manifest.digest:
        raise Refused(
            "Auf dem Hauptzweig sind Kanäle oder Erwähnungen anders eingetragen als in diesem Zweig.",
            "Bitte den Hauptzweig in diesen Zweig übernehmen (git merge origin/main) und noch einmal freigeben.",
        )


def _existing(file: Path) -> tuple[SignedStatement, ...]:
    """What was signed before; an unreadable file is written anew."""
    try:
        return parse_signed_list(file.read_bytes())
    except (OSError, NotAStatement):
        return ()


def _try_main(git: Git, name: str | None) -> str | None:
    return main_of(git, name) if name else git.resolve("refs/remotes/origin/main") or git.resolve("refs/heads/main")


def _said(refusal: Refusal) -> str:
    return explain(refusal)
