"""Bluesky's exchanges against the stand-in: sessions, actions, errors, and that one job is one post."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from amtsfunk.channels.access import Access, Secret
from amtsfunk.channels.bluesky import ADAPTER
from amtsfunk.channels.bluesky_session import error_of, refusal, setback, wait_of
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Job,
    Keep,
    Outcome,
    Rejected,
    Response,
)
from contract.cases import case_of, part, picture
from contract.test_failures import ARRIVED, UNKNOWN
from standins.base import Answer
from standins.bluesky import DID, HANDLE, PASSWORD, Bluesky
from standins.play import Fault, Played, play

CASE = case_of("bluesky")
SECRETS = {"app_password": Secret(PASSWORD)}
GARBAGE = Answer(200, b"\x00not json")


def deliver(server: Bluesky, job: Job, kept: Mapping[str, Secret] | None = None, **faults: Fault) -> Played:
    """``faults``: ``at0=…`` for the first request."""
    numbered = {int(name.removeprefix("at")): fault for name, fault in faults.items()}
    return play(ADAPTER.deliver(job, Access(SECRETS, kept or {}, True)), server, numbered)


def asked(played: Played) -> list[str]:
    return [request.url.partition("com.atproto.")[2].partition("?")[0] for request in played.requests]


def thread(**changed: Any) -> Job:
    return CASE.job(part("Eins 🚨"), part("Zwei", media=[picture()]), part("Drei"), **changed)


def mending(action: str, server: Bluesky, job: Job | None = None, *more: dict[str, Any]) -> tuple[Job, Accepted]:
    """A job that mends what was delivered before, and that."""
    out = deliver(server, job or CASE.job()).result
    assert isinstance(out, Accepted)
    target = {"post": "original"}
    mend = CASE.job(
        part("Berichtigung: …", action=action, target=target),
        *more,
        key="fe" * 16,
        targets={"original": (out.remote_id,)},
    )
    return mend, out


# ---------------------------------------------------------------------- sessions


def test_a_session_is_kept_and_used_again_without_a_log_in() -> None:
    server = Bluesky()
    first = deliver(server, CASE.job())
    assert asked(first) == ["server.createSession", "repo.putRecord"]
    second = deliver(server, CASE.job(key="ab" * 16), first.kept)
    assert asked(second) == ["server.getSession", "repo.putRecord"]
    assert (server.log_ins, len(server.out())) == (1, 2)


def test_an_expired_session_is_renewed_and_the_new_one_kept_before_it_is_used() -> None:
    server = Bluesky()
    kept = deliver(server, CASE.job()).kept
    server.end_access_tokens()
    exchange = ADAPTER.deliver(CASE.job(key="ab" * 16), Access(SECRETS, kept, True))
    steps: list[str] = []
    step = next(exchange)
    with pytest.raises(StopIteration):
        for _ in range(9):
            steps.append("keep" if isinstance(step, Keep) else step.url.rpartition(".")[2])
            step = exchange.send(Response(204) if isinstance(step, Keep) else _answered(step, server))
    assert steps == ["getSession", "refreshSession", "keep", "putRecord"]
    assert (server.log_ins, server.refreshes, len(server.out())) == (1, 1, 2)


def _answered(request: Any, server: Bluesky) -> Response:
    def only() -> Any:
        return (yield request)

    return play(only(), server).result


def test_a_refresh_that_is_refused_ends_in_one_log_in() -> None:
    server = Bluesky()
    kept = deliver(server, CASE.job()).kept
    server.now += 100 * 86_400
    played = deliver(server, CASE.job(key="ab" * 16), kept)
    assert asked(played) == ["server.getSession", "server.refreshSession", "server.createSession", "repo.putRecord"]
    assert isinstance(played.result, Accepted)


@pytest.mark.parametrize("status", [429, 500, 502])
def test_a_refresh_that_fails_otherwise_costs_no_log_in(status: int) -> None:
    server = Bluesky()
    kept = deliver(server, CASE.job()).kept
    server.end_access_tokens()
    played = deliver(server, CASE.job(key="ab" * 16), kept, at1=Fault("", False, answer=Answer(status, b"{}")))
    assert isinstance(played.result, Deferred)
    assert (server.log_ins, len(server.out())) == (1, 1)


@pytest.mark.parametrize("error", ["ExpiredToken", "InvalidToken"])
def test_a_session_that_ends_between_two_requests_is_renewed_once(error: str) -> None:
    server, job = Bluesky(), CASE.job(part(media=[picture()]))
    kept = deliver(server, CASE.job()).kept
    ended = Fault("", False, answer=Answer.of({"error": error}, 400))
    again = deliver(server, job, kept, at1=ended)
    assert asked(again)[1:5] == ["repo.uploadBlob", "server.refreshSession", "repo.uploadBlob", "repo.putRecord"]
    assert isinstance(again.result, Accepted | Ambiguous)
    never = deliver(server, job, kept, at1=ended, at2=ended, at4=ended)
    assert asked(never) == [
        "server.getSession",
        "repo.uploadBlob",
        "server.refreshSession",
        "server.createSession",
        "repo.uploadBlob",
    ]
    assert never.result == Deferred("credentials")


def test_a_session_that_ends_at_the_decisive_request_sends_nothing_twice() -> None:
    server = Bluesky()
    kept = deliver(server, CASE.job()).kept
    ended = Fault("", False, answer=Answer.of({"error": "ExpiredToken"}, 400))
    played = deliver(server, CASE.job(key="ab" * 16), kept, at1=ended)
    assert played.result == Deferred("session-ended")
    assert [request.irreversible for request in played.requests] == [False, True]
    assert played.kept == {"access": Secret("")}
    kept |= played.kept
    assert asked(deliver(server, CASE.job(key="ab" * 16), kept)) == ["server.refreshSession", "repo.putRecord"]


def test_a_refused_log_in_is_about_credentials() -> None:
    server = Bluesky(password="another")  # noqa: S106
    played = deliver(server, CASE.job())
    assert played.result == Deferred("credentials")
    assert (asked(played), server.out()) == (["server.createSession"], [])


def test_too_many_log_ins_wait_as_long_as_the_server_says() -> None:
    assert deliver(Bluesky(log_ins_left=0), CASE.job()).result == Deferred("rate", 60)


def test_another_account_is_never_written_to() -> None:
    server = Bluesky(did="did:plc:somebodyelse")
    answer = Answer.of({"did": server.did, "handle": "x", "accessJwt": "a.b.c", "refreshJwt": "d.e.f"})
    played = deliver(server, CASE.job(), at0=Fault("", False, answer=answer))
    assert played.result == Deferred("wrong-account")
    assert (len(played.requests), server.out()) == (1, [])


@pytest.mark.parametrize("status", ["deactivated", "takendown"])
def test_an_account_that_may_not_write_is_told(status: str) -> None:
    server = Bluesky(status=status)
    assert deliver(server, CASE.job()).result == Deferred("account-inactive")
    health = play(ADAPTER.examine(CASE.account, CASE.access), server).result
    assert (health.works, health.problem) == (False, "account-inactive")


def test_an_examination_tells_whose_what_and_how_long() -> None:
    health = play(ADAPTER.examine(CASE.account, CASE.access), Bluesky(now=1_796_112_000)).result
    assert (health.account_id, health.handle, health.may) == (DID, HANDLE, ("com.atproto.appPass",))
    assert health.ends == datetime.fromtimestamp(1_796_112_000 + 90 * 86_400, UTC)
    assert health.limits == {"graphemes": 300, "bytes": 3_000, "pictures": 4, "picture_bytes": 2_000_000}


# ---------------------------------------------------------------------- what is sent


def test_one_part_is_put_and_a_thread_is_one_transaction() -> None:
    server = Bluesky()
    played = deliver(server, thread())
    assert asked(played) == ["server.createSession", "repo.uploadBlob", "repo.applyWrites"]
    assert ADAPTER.steps(thread().payload) == 1
    out = server.out()
    assert played.result.remote_id == " ".join(post.remote_id for post in out)
    rkey = out[0].remote_id.rpartition("/")[2]
    assert played.result.address == f"https://bsky.app/profile/{DID}/post/{rkey}"
    body = json.loads(deliver(Bluesky(), CASE.job()).requests[-1].body or b"")
    assert body["swapRecord"] is None
    assert body["validate"] is True


def test_mentions_and_language_arrive() -> None:
    server = Bluesky()
    mention = {"handle": "thw.bund.example", "account_id": "did:plc:thw"}
    deliver(server, CASE.job(part("Äh, @thw.bund.example hilft. #Danke", language="de", mentions=[mention])))
    record = server.out()[0].raw
    assert record["langs"] == ["de"]
    assert [facet["features"][0].get("did") for facet in record["facets"]] == ["did:plc:thw", None]


def test_a_text_that_is_too_long_is_refused_by_name() -> None:
    server = Bluesky()
    assert deliver(server, CASE.job(part("ä" * 300))).result != Rejected("bluesky-InvalidRequest")
    assert deliver(server, CASE.job(part("ä" * 301), key="ab" * 16)).result == Rejected("bluesky-InvalidRequest")
    assert deliver(server, CASE.job(part("ä"), part("ä" * 301), key="cd" * 16)).result == Rejected(
        "bluesky-InvalidRequest"
    )
    assert len(server.out()) == 1


@pytest.mark.parametrize("change", [{"type": "image/gif"}, {"type": "video/mp4"}])
def test_a_picture_that_the_network_does_not_take_is_not_sent(change: dict[str, Any]) -> None:
    played = deliver(Bluesky(), CASE.job(part(media=[{**picture(), **change}])))
    assert (played.result, played.requests) == (Rejected("picture-refused"), [])


def test_an_altered_picture_is_not_sent() -> None:
    name = picture()["sha256"]
    played = deliver(Bluesky(), CASE.job(part(media=[picture()]), media={name: b"\x89PNG\r\n\x1a\n another"}))
    assert (played.result, played.requests) == (Rejected("picture-missing"), [])


def test_too_many_or_too_large_pictures_are_not_sent() -> None:
    assert deliver(Bluesky(), CASE.job(part(media=[picture()] * 5))).result == Rejected("picture-refused")
    from hashlib import sha256  # noqa: PLC0415

    large = b"\x89PNG\r\n\x1a\n" + b"\0" * 2_000_000
    name = sha256(large).hexdigest()
    job = CASE.job(part(media=[{**picture(), "sha256": name, "size": len(large)}]), media={name: large})
    assert deliver(Bluesky(), job).result == Rejected("picture-refused")


@pytest.mark.parametrize("change", [{"mimeType": "image/webp"}, {"size": 1}, {"ref": {"$link": "bafkreiother"}}])
def test_an_upload_that_arrived_as_something_else_stops_everything(change: dict[str, Any]) -> None:
    server, job = Bluesky(), CASE.job(part(media=[picture()]))
    whole = deliver(Bluesky(), job).requests[-1].body or b""
    blob = json.loads(whole)["record"]["embed"]["images"][0]["image"]
    wrong = Fault("", True, answer=Answer.of({"blob": {**blob, **change}}))
    assert deliver(server, job, at1=wrong).result == Deferred("unexpected-answer")
    assert server.out() == []


@pytest.mark.parametrize(
    ("status", "name"), [(413, "PayloadTooLarge"), (400, "InvalidMimeType"), (400, "InvalidRequest")]
)
def test_an_upload_that_is_refused_is_about_the_picture(status: int, name: str) -> None:
    refused = Fault("", False, answer=Answer.of({"error": name}, status))
    assert deliver(Bluesky(), CASE.job(part(media=[picture()])), at1=refused).result == Rejected("picture-refused")


def test_an_answer_about_another_record_is_no_proof() -> None:
    for change in ({"uri": "at://did:plc:x/app.bsky.feed.post/3k"}, {"cid": "bafyother"}):
        job = CASE.job()
        good = json.loads(deliver(Bluesky(), job).requests[-1].body or b"")
        uri = f"at://{DID}/app.bsky.feed.post/{good['rkey']}"
        said = {"uri": uri, "cid": "bafyother", **change}
        assert deliver(Bluesky(), job, at1=Fault("", True, answer=Answer.of(said))).result == Ambiguous(
            "unexpected-answer"
        )


# ---------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("status", "name", "outcome"),
    [
        (400, "InvalidSwap", Ambiguous("InvalidSwap")),
        (400, "InvalidRequest", Rejected("bluesky-InvalidRequest")),
        (400, "InvalidRecord", Rejected("bluesky-InvalidRecord")),
        (400, "Böse <script>", Rejected("status-400")),
        (400, "x" * 41, Rejected("status-400")),
        (400, None, Rejected("status-400")),
        (400, "ExpiredToken", Deferred("session-ended")),
        (400, "InvalidToken", Deferred("session-ended")),
        (401, "AuthMissing", Deferred("session-ended")),
        (401, "AccountTakedown", Deferred("account-inactive")),
        (400, "RepoDeactivated", Deferred("account-inactive")),
        (403, "Forbidden", Deferred("credentials")),
        (400, "BlobNotFound", Deferred("picture-lost")),
        (400, "InvalidMimeType", Rejected("picture-refused")),
        (413, "PayloadTooLarge", Rejected("picture-refused")),
        (429, "RateLimitExceeded", Deferred("rate")),
        (500, "InternalServerError", Ambiguous("status-500")),
        (408, None, Ambiguous("status-408")),
        (302, None, Ambiguous("status-302")),
        (200, None, None),
    ],
)
def test_each_answer_to_the_decisive_request_has_its_meaning(status: int, name: str | None, outcome: Outcome) -> None:
    assert refusal(Response(status, {}, json.dumps({"error": name}).encode())) == outcome


def test_another_post_under_our_key_is_looked_at_and_left_alone() -> None:
    server, job = Bluesky(), CASE.job()
    deliver(server, CASE.job(part("Anderes")))
    assert deliver(server, job).result == Ambiguous("InvalidSwap")
    assert play(ADAPTER.find(job, CASE.access), server).result == CannotShow("different")
    assert [post.text for post in server.out()] == ["Anderes"]


def test_how_long_to_wait() -> None:
    date = "Tue, 01 Dec 2026 08:00:00 GMT"
    reset = str(int(datetime(2026, 12, 1, 8, 2, tzinfo=UTC).timestamp()))
    assert wait_of(Response(429, {"retry-after": "7", "ratelimit-reset": reset, "date": date})) == 7
    assert wait_of(Response(429, {"ratelimit-reset": reset, "date": date})) == 120
    assert wait_of(Response(429, {"ratelimit-reset": "1", "date": date})) == 0
    assert wait_of(Response(429, {"ratelimit-reset": reset})) is None
    assert wait_of(Response(429, {"ratelimit-reset": "soon", "date": date})) is None
    assert wait_of(Response(429, {"retry-after": "²", "date": "never"})) is None


def test_errors_of_any_shape_are_borne() -> None:
    for body in (b"", b"[]", b"null", b'{"error": 7}', b'{"error": null}', b"\xff", b"[" * 100_000):
        assert error_of(Response(400, {}, body)) is None
        assert setback(Response(400, {}, body)) == Deferred("status-400")


# ---------------------------------------------------------------------- looking


def test_part_of_a_thread_is_neither_there_nor_absent() -> None:
    server, job = Bluesky(), thread()
    deliver(server, job)
    del server.records[next(iter(server.records))]
    assert play(ADAPTER.find(job, CASE.access), server).result == CannotShow("different")


def test_looking_needs_no_credentials() -> None:
    server, job = Bluesky(), thread()
    sent = deliver(server, job)
    found = play(ADAPTER.find(job, Access()), server)
    assert found.result == sent.result
    assert all(request.auth is None for request in found.requests)


@pytest.mark.parametrize("answer", [GARBAGE, Answer(200, b"[]"), Answer(500), Answer(302), Answer(404), Answer(429)])
def test_what_proves_nothing_is_asked_again(answer: Answer) -> None:
    for job in (CASE.job(), thread()):
        finding = play(ADAPTER.find(job, CASE.access), Bluesky(), {0: Fault("", False, answer=answer)}).result
        assert isinstance(finding, CannotShow)
        assert finding.again
    other = Answer.of({"error": "InvalidRequest"}, 400)
    assert play(ADAPTER.find(CASE.job(), CASE.access), Bluesky(), {0: Fault("", False, answer=other)}).result.again


def test_a_job_without_its_pictures_compares_nothing() -> None:
    server, job = Bluesky(), CASE.job(part(media=[picture()]))
    deliver(server, job)
    assert play(ADAPTER.find(replace(job, media={}), CASE.access), server).result == CannotShow("picture-missing")


# ---------------------------------------------------------------------- mending


def test_a_correction_answers_the_first_part_of_the_original() -> None:
    server = Bluesky()
    mend, out = mending("reply", server, thread(), part("Und mehr."))
    played = deliver(server, mend)
    assert isinstance(played.result, Accepted)
    first, *_, reply, more = server.out()
    assert reply.reply_to == first.remote_id == (out.remote_id or "").split()[0]
    assert more.reply_to == reply.remote_id
    assert reply.raw["reply"]["root"] == more.raw["reply"]["root"] == reply.raw["reply"]["parent"]
    assert play(ADAPTER.find(mend, CASE.access), server).result == played.result


def test_a_correction_of_a_correction_stays_in_its_thread() -> None:
    server = Bluesky()
    mend, out = mending("reply", server)
    second = replace(mend, key="cd" * 16, targets={"original": (deliver(server, mend).result.remote_id,)})
    deliver(server, second)
    last = server.out()[-1].raw["reply"]
    assert last["root"]["uri"] == out.remote_id
    assert last["parent"]["uri"] == server.out()[1].remote_id


def test_a_reply_is_found_although_what_it_answers_is_gone_and_only_if_it_answers_that() -> None:
    server = Bluesky()
    mend, out = mending("reply", server)
    sent = deliver(server, mend).result
    del server.records[(out.remote_id or "").rpartition("/")[2]]
    assert play(ADAPTER.find(mend, CASE.access), server).result == sent
    elsewhere = replace(mend, targets={"original": (f"at://{DID}/app.bsky.feed.post/3kother",)})
    assert play(ADAPTER.find(elsewhere, CASE.access), server).result == CannotShow("different")


def test_what_is_mended_is_asked_for_at_the_accounts_own_server() -> None:
    for action in ("reply", "delete"):
        server = Bluesky()
        mend, _ = mending(action, server)
        for exchange in (ADAPTER.deliver(mend, CASE.access), ADAPTER.find(mend, CASE.access)):
            reads = [request for request in play(exchange, server).requests if "getRecord" in request.url]
            public = [request.auth is None for request in reads]
            assert any(public) is (action == "reply" and exchange.__name__ == "find")


@pytest.mark.parametrize("action", ["reply", "delete"])
def test_what_has_no_target_is_refused(action: str) -> None:
    server, foreign = Bluesky(), "at://did:plc:x/app.bsky.feed.post/3k"
    mend, out = mending(action, server)
    for targets in ({}, *({"original": uris} for uris in ((), (foreign,), (out.remote_id, foreign), ("7",)))):
        assert deliver(server, replace(mend, targets=targets)).result == Rejected("target-missing")
    assert len(server.out()) == 1


def test_a_reply_to_what_is_gone_is_refused() -> None:
    server = Bluesky()
    mend, _ = mending("reply", server)
    server.records.clear()
    assert deliver(server, mend).result == Rejected("target-missing")


def test_a_withdrawal_deletes_every_part_and_may_be_repeated() -> None:
    server = Bluesky()
    mend, out = mending("delete", server, thread())
    other = deliver(server, CASE.job(key="cd" * 16)).result
    assert play(ADAPTER.find(mend, CASE.access), server).result == Absent()
    for _ in range(2):
        assert deliver(server, mend).result == out
    assert [post.remote_id for post in server.out()] == [other.remote_id]
    assert play(ADAPTER.find(mend, CASE.access), server).result == out


def test_posts_of_a_deactivated_account_are_not_called_deleted() -> None:
    server = Bluesky()
    mend, _ = mending("delete", server)
    hidden = Fault("", False, answer=Answer.of({"error": "RecordNotFound"}, 400))
    server.status = "deactivated"
    found = play(ADAPTER.find(mend, CASE.access), server, {1: hidden, 0: Fault("", True)}).result
    assert found == CannotShow("account-inactive", again=True)
    assert deliver(server, mend).result == Deferred("account-inactive")


def test_a_withdrawal_takes_what_is_left() -> None:
    server = Bluesky()
    mend, out = mending("delete", server, thread())
    del server.records[next(iter(server.records))]
    assert play(ADAPTER.find(mend, CASE.access), server).result == Absent()
    assert deliver(server, mend).result == out
    assert server.out() == []


@pytest.mark.parametrize("fault", [*ARRIVED, *UNKNOWN], ids=lambda fault: fault.name)
def test_a_withdrawal_of_unknown_end_is_looked_for(fault: Fault) -> None:
    twin, server = Bluesky(), Bluesky()
    mend, out = mending("delete", server, thread())
    point = len(deliver(twin, mending("delete", twin, thread())[0]).requests) - 1
    assert isinstance(play(ADAPTER.deliver(mend, CASE.access), server, {point: fault}).result, Ambiguous)
    found = play(ADAPTER.find(mend, CASE.access), server).result
    assert found == (Absent() if server.out() else out)
    assert len(server.out()) in (0, 3)


def test_an_edit_is_refused() -> None:
    assert "edit" not in ADAPTER.mends
    played = deliver(Bluesky(), CASE.job(part(action="edit", target={"post": "original"})))
    assert (played.result, played.requests) == (Rejected("cannot-edit"), [])
