"""Faults put in on purpose, in the stand-in's answers and in the provider's requests: each must be noticed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from amtsfunk.channels.contract import Request
from amtsfunk.effects.forges.facts import Run
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.model.errors import EffectFailed
from forge.proxy import Seen
from forge.scenes import Bench, Bend, Lie, lying, replaced, straight
from standins.base import Answer, Call
from standins.github import OWNER, REPOSITORY_ID

PULLS_OF_A_COMMIT, PULL, REVIEWS, COMMITS = "/pulls", "/pulls/1", "/pulls/1/reviews", "/pulls/1/commits"
_AWAY = object()


def in_answer(path: str, *keys: str, value: object = _AWAY, method: str = "GET") -> Lie:
    """Another value at a place of an answer (of its first entry, where it is a list), or none at all."""

    def lie(call: Call, answer: Answer) -> Answer:
        said = json.loads(answer.body)
        if call.method != method or not call.path.endswith(path) or said == []:
            return answer
        row: Any = said[0] if isinstance(said, list) else said
        for key in keys[:-1]:
            row = row[key]
        if value is _AWAY:
            del row[keys[-1]]
        else:
            row[keys[-1]] = value
        return Answer.of(said, answer.status)

    return lie


def in_body(path: str, key: str, value: object = _AWAY) -> Bend:
    """Another value in a body that is sent, or none at all."""

    def bend(request: Request) -> Request:
        if request.body is None or not request.url.endswith(path):
            return request
        said = json.loads(request.body)
        if value is _AWAY:
            del said[key]
        else:
            said[key] = value
        return replace(request, body=json.dumps(said).encode())

    return bend


def instead(path: str, change: Callable[[Answer], Answer]) -> Lie:
    return lambda call, answer: change(answer) if call.path.endswith(path) else answer


def _posted(request: Request) -> Request:
    return replace(request, method="POST")


def _without_a_type(request: Request) -> Request:
    return replace(request, headers={key: text for key, text in request.headers.items() if key != "Content-Type"})


ANSWERS: Mapping[str, Lie] = {
    "a number as text": in_answer(PULLS_OF_A_COMMIT, "number", value="1"),
    "a repository without its number": in_answer(PULLS_OF_A_COMMIT, "base", "repo", "id"),
    "whether it is merged as text": in_answer(PULL, "merged", value="true"),
    "a state that is none": in_answer(PULL, "state", value="merged"),
    "an opener that is nobody": in_answer(PULL, "user", value=None),
    "no time of the merge": in_answer(PULL, "merged_at"),
    "a time that is none": in_answer(PULL, "merged_at", value="gestern"),
    "no commit of the merge": in_answer(PULL, "merge_commit_sha"),
    "an invented field": in_answer(PULL, "approved_by", value="ben"),
    "a head without its commit": in_answer(PULL, "head", "sha"),
    "a review without its state": in_answer(REVIEWS, "state"),
    "a review's number as text": in_answer(REVIEWS, "id", value="9001"),
    "a review's commit as a number": in_answer(REVIEWS, "commit_id", value=7),
    "a reviewer without a kind": in_answer(REVIEWS, "user", "type"),
    "an author without a number": in_answer(COMMITS, "author", "id"),
    "a commit without its author": in_answer(COMMITS, "author"),
    "commits as an object": instead(COMMITS, lambda answer: Answer.of({"commits": json.loads(answer.body)})),
    "another success": instead(PULL, lambda answer: replace(answer, status=202)),
    "a refusal in numbers": instead(PULL, lambda answer: Answer.of({"message": 404}, 404)),
    "a refusal without a message": instead(PULLS_OF_A_COMMIT, lambda answer: Answer.of({}, 422)),
    "a refusal that is not described": instead(PULL, lambda answer: Answer.of({"message": "no"}, 418)),
    "another media type": instead(PULL, lambda answer: replace(answer, headers={"content-type": "text/plain"})),
}
REQUESTS: Mapping[str, Bend] = {
    "a page's size as a word": replaced("per_page=100", "per_page=viele"),
    "a page as a word": replaced("&page=1", "&page=eins"),
    "a parameter that is not described": replaced("per_page=", "perpage="),
    "a pull request's number as a word": replaced("/pulls/1", "/pulls/eins"),
    "a path that is not described": replaced("/pulls/1/reviews", "/pulls/1/approvals"),
    "another method": _posted,
}


DESK_ANSWERS: Mapping[str, Lie] = {
    "whether it is private as text": in_answer("/presse", "private", value="true"),
    "a pull request without its head's repository": in_answer("/presse/pulls", "head", "repo"),
    "a file without a name": in_answer("/files", "filename"),
    "a file that changed somehow": in_answer("/files", "status", value="touched"),
    "a rule of no kind": in_answer("/rules/branches/main", "type", value="be_kind"),
    "a number of approvals as text": in_answer(
        "/rules/branches/main", "parameters", "required_approving_review_count", value="1"
    ),
    "a comment's number as text": in_answer("/comments", "id", value="7000"),
    "a comment without an author": in_answer("/comments", "user"),
    "a new comment without its number": in_answer("/comments", "id", method="POST"),
    "an edited comment without its text": in_answer("/issues/comments/7000", "body", value=None, method="PATCH"),
    "an issue's number as text": in_answer("/issues", "number", value="500"),
    "an issue with an invented field": in_answer("/issues", "severity", value="high"),
    "a new issue without its number": in_answer("/issues", "number", method="POST"),
    "an edited issue without its state": in_answer("/issues/500", "state", method="PATCH"),
}
DESK_REQUESTS: Mapping[str, Bend] = {
    "a state that is none": replaced("state=open", "state=offen"),
    "a filter that is not described": replaced("labels=", "label="),
    "a body without its type": _without_a_type,
    "a comment without a text": in_body("/comments", "body"),
    "a comment that becomes a number": in_body("/issues/comments/7000", "body", 7),
    "an issue without a title": in_body("/issues", "title"),
    "labels that are no list": in_body("/issues", "labels", "amtsfunk-stoerung"),
    "a field that is not described": in_body("/issues", "severity", "high"),
    "an end that is none": in_body("/issues/500", "state", "done"),
}
FAULTS = sum(len(faults) for faults in (ANSWERS, REQUESTS, DESK_ANSWERS, DESK_REQUESTS))


def unnoticed(bench: Bench, merge: str) -> Iterator[str]:
    """The faults that nobody noticed. ``merge``: the commit of the pull request of number 1, which has a review."""
    number = bench.proposed()

    def read(bend: Bend) -> None:
        with suppress(ForgeFailed):  # what is made of it is not asked here
            bench.provider(bend=bend).merged(merge)

    def work(bend: Bend) -> None:
        _work(bench, number, bend)

    for ask, answers, requests in ((read, ANSWERS, REQUESTS), (work, DESK_ANSWERS, DESK_REQUESTS)):
        if _is_noticed(bench, ask, straight):
            yield "a violation without a fault"
        for name, lie in answers.items():
            with lying(bench, lie):
                if not _is_noticed(bench, ask, straight):
                    yield f"not noticed in an answer: {name}"
        for name, bend in requests.items():
            if not _is_noticed(bench, ask, bend):
                yield f"not noticed in a request: {name}"


def _is_noticed(bench: Bench, ask: Callable[[Bend], None], bend: Bend) -> bool:
    counted, bench.seen = bench.seen, Seen()
    try:
        ask(bend)
    finally:
        noticed, bench.seen = bench.seen.violations, counted
    return bool(noticed)


def _work(bench: Bench, number: int, bend: Bend) -> None:
    """Whatever a workflow does, each by itself."""
    desk, there, pull = bench.writing(bend=bend), bench.upstream.desk, bench.forge.pulls[number]
    there.comments.clear()
    there.issues.clear()
    steps: tuple[Callable[[], object], ...] = (
        lambda: desk.open_pulls(Run(True, pull.head, REPOSITORY_ID, OWNER, pull.branch, "")),
        desk.is_public,
        lambda: desk.protections("main"),
        *(lambda: desk.put_comment(number, "<!-- x -->", "<!-- x -->"),) * 2,
        *(lambda: desk.put_alarm("amtsfunk-stoerung", "Störung", "Text"),) * 2,
        lambda: desk.end_alarm(500, "Vorbei"),
    )
    for step in steps:
        with suppress(EffectFailed):
            step()
