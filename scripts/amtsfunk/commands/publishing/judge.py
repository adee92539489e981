"""One post on main → what capturing needs to know of it: the verdict and the post's own words together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtsfunk.approval.evidence import PostFacts
from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.paths import post_id
from amtsfunk.approval.verdict import Verdict
from amtsfunk.channels.adapters import adapter_of
from amtsfunk.channels.networks import network_of
from amtsfunk.commands.approving.verdicts import verdict_of
from amtsfunk.delivery.capture import Judged
from amtsfunk.delivery.events import parse_time
from amtsfunk.delivery.links import own_links
from amtsfunk.effects.evidence import post_at
from amtsfunk.effects.git import Git
from amtsfunk.effects.reviews import Reviews
from amtsfunk.model.channel import Channel
from amtsfunk.model.post import AFTER_APPROVAL, Post
from amtsfunk.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Main:
    """One commit of main, with its settings, what governance says about it, and where reviews are read."""

    git: Git
    commit: str
    settings: Settings
    governance: GovernanceVerdict
    reviews: Reviews | None = None


def judge_post(main: Main, path: str, now: datetime) -> Judged | None:
    """What is to be known of the post at this path on main now; None where the path is no post's.

    One broken post never stops the others (I12): whatever is wrong with it is a reason.
    """
    name = post_id(path)
    if name is None:
        return None
    if main.git.blob(main.commit, path) is None:
        return Judged(name, path, main.commit, present=False)
    verdict = verdict_of(main.git, main.commit, path, main.governance, now=now, reviews=main.reviews)
    facts = post_at(main.git, PostFacts(path, main.commit, main.settings))
    if facts.post is None:
        return Judged(name, path, main.commit, reasons=_reasons(verdict) or ("unreadable",))
    return judged_of(verdict, facts.post, main, now)


def adapter_for(channel: Channel) -> str:
    """The name of the adapter that works a channel: website, manual or a network's."""
    return network_of(channel.network).adapter


def judged_of(verdict: Verdict, post: Post, main: Main, now: datetime) -> Judged:
    """A verdict and the words of its post (of a module: its template) as capturing takes them."""
    after_approval = verdict.publish_at == AFTER_APPROVAL
    due = verdict.publish_at if isinstance(verdict.publish_at, datetime) else now if after_approval else None
    latest = now + timedelta(seconds=verdict.latest) if isinstance(verdict.latest, int) else parse_time(verdict.latest)
    manifest = verdict.manifest.to_json() if verdict.manifest else {}
    return Judged(
        post=post.id,
        path=verdict.path,
        commit=main.commit,
        approved=verdict.approved,
        reasons=_reasons(verdict),
        archive=verdict.archive,
        draft=verdict.draft,
        kind=post.head.kind.value,
        revision=post.head.revision,
        due=due,
        after_approval=after_approval,
        latest=latest,
        manifest=verdict.manifest.digest if verdict.manifest else "",
        files=_objects(manifest.get("files")),
        bindings=_objects(manifest.get("bindings")),
        payloads=verdict.payloads,
        steps=_steps(verdict, main.settings),
        awaits=own_links((json.loads(data) for data in verdict.payloads.values()), main.settings.authority.hosts),
        corrects=post.head.corrects,
        repeat_of=post.head.repeat_of,
        evidence=verdict.evidence,
        approvers=verdict.approvers,
        nonces=verdict.nonces,
        reviewed=verdict.reviewed,
    )


def _objects(value: object) -> tuple[dict[str, object], ...]:
    return tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _steps(verdict: Verdict, settings: Settings) -> dict[str, int]:
    found = {}
    for name, payload in verdict.payloads.items():
        channel = settings.channels[name]
        found[name] = adapter_of(channel.via.value, adapter_for(channel)).steps(json.loads(payload))
    return found


def _reasons(verdict: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(refusal.reason_id for refusal in verdict.refusals))
