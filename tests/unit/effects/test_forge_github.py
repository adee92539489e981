"""The provider for GitHub: what it asks, how it pages, what it keeps, how it behaves at limits, what it understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.approval.pull import NOBODY, AccountKind, Decision
from amtsfunk.approval.reasons import explain
from amtsfunk.channels.access import Secret
from amtsfunk.channels.contract import Failure
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.effects.forges.github import GitHub as Provider
from amtsfunk.effects.http import Driver
from amtsfunk.model.authority import ForgeSettings
from standins.base import Answer, Call
from standins.github import NAME, OWNER, REPOSITORY_ID, TOKEN
from standins.serve import Wire, serve
from support.repo import POST, post_text
from support.reviewing import BOT, InProcess, ReviewedOffice

SETTINGS = ForgeSettings(kind="github", repository=f"{OWNER}/{NAME}", id=REPOSITORY_ID, host="github.example")


@dataclass
class Bench:
    office: ReviewedOffice
    driver: InProcess
    provider: Provider
    now: datetime = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)

    def merged(self) -> str:
        """The merge of one approved pull request."""
        number = self.office.proposed()
        self.office.forge.review(number, "ben")
        return self.office.forge.merge(number, "emil")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    office = ReviewedOffice.make(tmp_path)
    driver = office.driver()
    made = Bench(office, driver, Provider(SETTINGS, Secret(TOKEN), driver, lambda: made.now))
    yield made
    office.close()


def reason(provider: Provider, commit: str) -> tuple[str, str]:
    with pytest.raises(ForgeFailed) as failed:
        provider.merged(commit)
    refusal = failed.value.refusal
    return refusal.reason_id, explain(refusal)


def test_the_facts_of_one_pull_request(bench: Bench) -> None:
    merge = bench.merged()
    (pull,) = bench.provider.merged(merge)
    assert (pull.forge, pull.number, pull.base, pull.merge, pull.whole) == ("github", 1, "main", merge, True)
    assert (pull.opener.id, pull.opener.kind) == (500, AccountKind.human)
    assert [(one.author.id, one.committer.kind) for one in pull.commits] == [(500, AccountKind.forge)]
    assert [(one.account.id, one.decision, one.commit) for one in pull.reviews] == [(501, Decision.approved, pull.head)]
    assert bench.provider.head_ref(pull.number) == "refs/pull/1/head"


def test_what_is_asked(bench: Bench) -> None:
    bench.provider.merged(bench.merged())
    first = bench.driver.asked[0]
    assert first.url.startswith(f"https://github.example/api/v3/repos/{OWNER}/{NAME}/commits/")
    assert first.headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert TOKEN not in str(first) and all(request.method == "GET" for request in bench.driver.asked)
    assert len(bench.driver.asked) == 4


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("github.com", "https://api.github.com/repos/"),
        ("stadt.ghe.com", "https://api.stadt.ghe.com/repos/"),
        ("git.stadt.example", "https://git.stadt.example/api/v3/repos/"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/repos/"),
    ],
)
def test_where_the_interface_is(bench: Bench, host: str, address: str) -> None:
    settings = SETTINGS.model_copy(update={"host": host})
    provider = Provider(settings, None, bench.driver, lambda: bench.now)
    assert reason(provider, "1" * 40)[0] == "forge-denied"
    assert bench.driver.asked[-1].url.startswith(address) and bench.driver.asked[-1].auth is None


def test_many_posts_of_one_pull_request_cost_its_questions_once(bench: Bench) -> None:
    merge = bench.merged()
    for _ in range(20):
        bench.provider.merged(merge)
    assert len(bench.driver.asked) == 4
    bench.now += timedelta(minutes=1)
    bench.provider.merged(merge)
    asked = [request.url.partition("?")[0].rpartition("/presse/")[2] for request in bench.driver.asked[4:]]
    assert asked == ["pulls/1", "pulls/1/reviews"], "what cannot change is not asked again"


def test_a_dismissal_is_seen_after_a_while(bench: Bench) -> None:
    merge = bench.merged()
    assert bench.provider.merged(merge)[0].reviews[0].decision is Decision.approved
    bench.office.forge.dismiss(1, bench.office.forge.pulls[1].reviews[0].id)
    bench.now += timedelta(minutes=1)
    assert bench.provider.merged(merge)[0].reviews[0].decision is Decision.dismissed


def test_every_page_is_read(bench: Bench) -> None:
    number = bench.office.proposed()
    for place in range(7):
        bench.office.forge.edit("beitrag", {POST: post_text(text=f"Stand {place}")}, "anna")
        bench.office.forge.review(number, "ben", "COMMENTED")
    bench.office.forge.review(number, "ben")
    merge = bench.office.forge.merge(number, "emil")
    bench.office.forge.page = 3
    (pull,) = bench.provider.merged(merge)
    assert len(pull.commits) == 8 and pull.whole
    assert [review.decision for review in pull.reviews][-1] is Decision.approved and len(pull.reviews) == 8


def test_a_list_without_end_is_no_answer(bench: Bench) -> None:
    merge = bench.merged()
    bench.office.forge.troubles += [Answer.of([{"x": 1}] * 100)] * 25
    assert reason(bench.provider, merge)[0] == "forge-silent"
    assert len(bench.driver.asked) == 20


def test_accounts_are_told_apart(bench: Bench) -> None:
    forge = bench.office.forge
    stranger = type(forge.identity("anna"))("Anna", "anna@zuhause.example")
    forge.push("beitrag", {POST: post_text(text="a")}, (stranger, stranger))
    forge.edit("beitrag", {POST: post_text(text="b")}, BOT)
    forge.edit("beitrag", {POST: post_text(text="c")}, "anna")
    number = forge.open("beitrag", None)
    forge.review(number, BOT)
    forge.review(number, None, "CHANGES_REQUESTED")
    forge.review(number, "ben", "PENDING")
    (pull,) = bench.provider.merged(forge.merge(number, "emil"))
    authors = [commit.author.kind for commit in pull.commits]
    assert authors == [AccountKind.unknown, AccountKind.machine, AccountKind.human]
    assert pull.opener == NOBODY and pull.commits[0].committer == NOBODY
    assert [review.account.kind for review in pull.reviews] == [AccountKind.machine, AccountKind.unknown]


def test_whoever_left_the_forge_is_nobody(bench: Bench) -> None:
    """A pull request's opener is never null in GitHub's description: who is gone is shown as one account for all."""
    number = bench.office.proposed()
    bench.office.forge.account("ghost", 10137)
    bench.office.forge.pulls[number].by = "ghost"
    bench.office.forge.review(number, "ghost")
    (pull,) = bench.provider.merged(bench.office.forge.merge(number, "emil"))
    assert pull.opener == NOBODY and [review.account for review in pull.reviews] == [NOBODY]


def test_only_merged_pull_requests_of_this_repository(bench: Bench) -> None:
    forge = bench.office.forge
    number = bench.office.proposed()
    assert bench.provider.merged(forge.pulls[number].head) == (), "open"
    merge = forge.merge(number, "emil")
    forge.repository_id = 666
    assert bench.provider.merged(merge) == (), "of another repository"
    assert bench.provider.merged("2" * 40) == (), "a commit that the forge does not know"


def test_a_merge_that_is_linked_a_moment_later(bench: Bench) -> None:
    merge = bench.merged()
    bench.office.forge.troubles.append(Answer.of([]))
    assert bench.provider.merged(merge) == ()
    assert bench.provider.merged(merge) == () and len(bench.driver.asked) == 1, "not asked at once"
    bench.now += timedelta(minutes=1)
    assert len(bench.provider.merged(merge)) == 1


# ---------------------------------------------------------------- limits and failures


def test_one_failure_is_forgiven(bench: Bench) -> None:
    merge = bench.merged()
    bench.office.forge.troubles.append(Answer.of({}, 502))
    assert bench.provider.merged(merge)
    assert bench.driver.asked[1].pause > 0


def test_a_forge_that_is_down_is_left_alone_for_a_minute(bench: Bench) -> None:
    merge = bench.merged()
    bench.office.forge.troubles += [Answer.of({}, 502)] * 2
    assert reason(bench.provider, merge) == (
        "forge-silent",
        "Bedingung 2 (gültige Freigabe): Die Plattform github.example antwortet gerade nicht verwertbar (HTTP 502)."
        " Ihre Freigaben lassen sich deshalb nicht zeigen; beim nächsten Lauf wird wieder gefragt.",
    )
    assert reason(bench.provider, merge)[0] == "forge-silent" and len(bench.driver.asked) == 2
    bench.now += timedelta(seconds=61)
    assert bench.provider.merged(merge)


def test_one_that_hangs_is_asked_less_and_less(bench: Bench) -> None:
    merge = bench.merged()
    bench.driver.failure = Failure("timeout", sent=True)
    asked = []
    for _ in range(60):
        reason(bench.provider, merge)
        asked.append(len(bench.driver.asked))
        bench.now += timedelta(minutes=1)
    assert asked[0] == 1, "a time-out is not tried twice"
    assert asked[-1] == 7, "after 0, 1, 3, 7, 15, 30 and 45 minutes"
    bench.driver.failure = None
    bench.now += timedelta(minutes=15)
    assert bench.provider.merged(merge)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer.of({}, 429, retry_after="90"), 90),
        (Answer.of({}, 403, retry_after="90"), 90),
        (Answer.of({}, 429), 60),
        (Answer.of({"message": "You have exceeded a secondary rate limit."}, 403), 60),
        (Answer.of({}, 403, x_ratelimit_remaining="0", x_ratelimit_reset="1793696700"), 300),
        (Answer.of({}, 403, x_ratelimit_remaining="0", x_ratelimit_reset="9999999999"), 3600),
        (Answer.of({}, 403, x_ratelimit_remaining="0", x_ratelimit_reset="nie"), 60),
    ],
)
def test_a_limit_is_kept(bench: Bench, answer: Answer, seconds: int) -> None:
    merge = bench.merged()
    bench.now = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    assert int(bench.now.timestamp()) == 1793696400
    bench.office.forge.troubles.append(answer)
    assert reason(bench.provider, merge)[0] == "forge-limit"
    bench.now += timedelta(seconds=seconds - 1)
    assert reason(bench.provider, merge)[0] == "forge-limit"
    assert len(bench.driver.asked) == 1
    bench.now += timedelta(seconds=2)
    assert bench.provider.merged(merge)


def test_the_last_question_of_an_hour_is_answered_and_no_further_asked(bench: Bench) -> None:
    merge = bench.merged()
    bench.office.forge.remaining, bench.office.forge.resets_at = 1, 1793700000
    kind, text = reason(bench.provider, merge)
    assert kind == "forge-limit" and "Uhr (UTC)" in text
    assert len(bench.driver.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_who_may_not_read_is_told_what_to_do(bench: Bench, status: int) -> None:
    merge = bench.merged()
    bench.office.forge.troubles += [Answer.of([{"number": 1, "merged_at": "x", "base": {"repo": {"id": 4711}}}])]
    bench.office.forge.troubles += [Answer.of({"message": "no"}, status)]
    kind, text = reason(bench.provider, merge)
    assert kind == "forge-denied" and "AMTSFUNK_FORGE_TOKEN" in text and TOKEN not in text


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<html>"),
        Answer(200, b"[" * 100_000),
        Answer(200, b"\xff\xfe"),
        Answer.of({}),
        Answer.of("x"),
        Answer.of(None),
        Answer.of([1]),
        Answer.of([{}]),
        Answer.of([{"number": "x", "merged_at": "x", "base": {"repo": {"id": 4711}}}]),
        Answer.of([{"number": 1, "merged_at": "x", "base": None}]),
    ],
)
def test_garbage_is_no_answer(bench: Bench, answer: Answer) -> None:
    merge = bench.merged()
    bench.office.forge.troubles.append(answer)
    assert reason(bench.provider, merge)[0] == "forge-silent"


@pytest.mark.parametrize(
    ("which", "field", "value"),
    [
        (1, "merge_commit_sha", None),
        (1, "merge_commit_sha", "main"),
        (1, "merged_at", "gestern"),
        (1, "user", {"id": "500", "login": "anna", "type": "User"}),
        (1, "head", None),
        (1, "commits", None),
        (2, "submitted_at", None),
        (2, "commit_id", "HEAD"),
        (2, "id", None),
        (3, "sha", "HEAD"),
        (3, "author", {"id": True, "login": "anna", "type": "User"}),
    ],
)
def test_a_field_that_makes_no_sense_is_no_answer(bench: Bench, which: int, field: str, value: object) -> None:
    """``which``: 1 the pull request, 2 its reviews, 3 its commits."""
    import json  # noqa: PLC0415

    merge = bench.merged()
    forge = bench.office.forge
    ends = {1: "/pulls/1", 2: "/reviews", 3: "/pulls/1/commits"}[which]
    honest = forge._answer

    def lying(call: Call) -> Answer:
        answer = honest(call)
        if not call.path.endswith(ends):
            return answer
        said = json.loads(answer.body)
        row = said[0] if isinstance(said, list) else said
        row[field] = value
        return Answer.of(said)

    forge._answer = lying  # type: ignore[method-assign]
    assert reason(bench.provider, merge)[0] == "forge-silent"


def test_every_failure_of_the_line_has_words(bench: Bench) -> None:
    for kind in ("refused", "dns", "tls", "timeout", "cut", "too-large", "redirect", "garbage"):
        bench.driver.failure = Failure(kind, sent=True)
        bench.now += timedelta(minutes=2)
        _, text = reason(bench.provider, "3" * 40)
        assert kind not in text


@pytest.mark.parametrize("wire", [Wire(before=None), Wire(cut=40), Wire(cut=0)])
def test_over_a_real_line_that_breaks(bench: Bench, tmp_path: Path, wire: Wire) -> None:
    merge = bench.merged()
    with serve(bench.office.forge, lambda _: wire) as host:  # type: ignore[arg-type]
        settings = SETTINGS.model_copy(update={"host": host})
        provider = Provider(settings, Secret(TOKEN), Driver(tmp_path), lambda: bench.now)
        assert reason(provider, merge)[0] == "forge-silent"


def test_over_a_real_line(bench: Bench, tmp_path: Path) -> None:
    merge = bench.merged()
    with serve(bench.office.forge) as host:  # type: ignore[arg-type]
        settings = SETTINGS.model_copy(update={"host": host})
        provider = Provider(settings, Secret(TOKEN), Driver(tmp_path), lambda: bench.now)
        assert provider.merged(merge) == bench.provider.merged(merge)
