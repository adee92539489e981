"""Faults put in on purpose, in the stand-in's answers and in the provider's requests: each must be noticed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from amtsfunk.channels.contract import Request
from amtsfunk.effects.forges.failed import ForgeFailed
from forge.proxy import Seen
from forge.scenes import Bench, Bend, Lie, lying, replaced, straight
from standins.base import Answer, Call

PULLS_OF_A_COMMIT, PULL, REVIEWS, COMMITS = "/pulls", "/pulls/1", "/pulls/1/reviews", "/pulls/1/commits"
_AWAY = object()


def in_answer(path: str, *keys: str, value: object = _AWAY) -> Lie:
    """Another value at a place of an answer (of its first entry, where it is a list), or none at all."""

    def lie(call: Call, answer: Answer) -> Answer:
        if not call.path.endswith(path):
            return answer
        said = json.loads(answer.body)
        row: Any = said[0] if isinstance(said, list) else said
        for key in keys[:-1]:
            row = row[key]
        if value is _AWAY:
            del row[keys[-1]]
        else:
            row[keys[-1]] = value
        return Answer.of(said)

    return lie


def instead(path: str, change: Callable[[Answer], Answer]) -> Lie:
    return lambda call, answer: change(answer) if call.path.endswith(path) else answer


def _posted(request: Request) -> Request:
    return replace(request, method="POST")


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


def unnoticed(bench: Bench, merge: str) -> Iterator[str]:
    """The faults that nobody noticed. ``merge``: the commit of the pull request of number 1, which has a review."""
    for name, lie in ANSWERS.items():
        if not _is_noticed(bench, merge, lie, straight):
            yield f"not noticed in an answer: {name}"
    for name, bend in REQUESTS.items():
        if not _is_noticed(bench, merge, None, bend):
            yield f"not noticed in a request: {name}"


def _is_noticed(bench: Bench, merge: str, lie: Lie | None, bend: Bend) -> bool:
    counted, bench.seen = bench.seen, Seen()
    try:
        with lying(bench, lie or bench.upstream.lie):
            bench.provider(bend=bend).merged(merge)
    except ForgeFailed:
        pass  # what the provider makes of it is not asked here
    finally:
        noticed, bench.seen = bench.seen.violations, counted
    return bool(noticed)
