"""X's exchanges against the stand-in: both ways in, threads, pictures, every answer, looking, deleting."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import pytest

from amtsfunk.channels.access import Access, OAuth1, Secret
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Failure,
    Job,
    Keep,
    Rejected,
    Response,
)
from amtsfunk.channels.networks import network_of
from amtsfunk.channels.x import ADAPTER
from amtsfunk.effects.http import Driver
from contract.cases import CREATED, PICTURE, case_of, part, picture
from standins import x as server_module
from standins.base import Answer
from standins.play import Fault, Played, play
from standins.serve import serve
from standins.x import CLIENT, CLIENT_SECRET, FIRST_REFRESH, HANDLE, OAUTH1, USER, X, too_many

CASE = case_of("x")
OAUTH2 = {"client_id": Secret(CLIENT), "refresh_token": Secret(FIRST_REFRESH)}
CUT = Fault("cut", True, Failure("cut", sent=True))


def deliver(server: X, job: Job, access: Access | None = None, faults: Mapping[int, Fault] | None = None) -> Played:
    return play(ADAPTER.deliver(job, access or CASE.access), server, faults)


def find(server: X, job: Job, access: Access | None = None) -> Any:
    return play(ADAPTER.find(job, access or CASE.access), server).result


def says(answer: Answer) -> Fault:
    return Fault("", False, answer=answer)


def asked(played: Played) -> list[str]:
    return [f"{request.method} {request.url.partition('/2/')[2].partition('?')[0]}" for request in played.requests]


def mending(server: X, action: str, *parts: dict[str, Any], before: int = 1) -> tuple[Job, tuple[str, ...]]:
    ids = tuple(server.put(f"Früher {number}") for number in range(before))
    first = part("Berichtigung: 12 statt 11 Uhr", action=action, target={"post": "original"})
    return CASE.job(first, *parts, targets={"original": ids}), ids


# ---------------------------------------------------------------------- getting in


def access2(
    kept: Mapping[str, str] | None = None, durable: bool = True, new: str = FIRST_REFRESH, **more: str
) -> Access:
    """``new``: the refresh token that is configured."""
    secrets = {**OAUTH2, "refresh_token": Secret(new), **{name: Secret(text) for name, text in more.items()}}
    return Access(secrets, {name: Secret(text) for name, text in (kept or {}).items()}, durable)


def test_a_token_of_another_account_sends_nothing_and_asks_nothing() -> None:
    secrets = {**CASE.access.secrets, "access_token": Secret("999-other-token")}
    played = deliver(X(), CASE.job(), Access(secrets))
    assert (played.result, played.requests) == (Deferred("wrong-account"), [])


def test_rotating_tokens_need_a_folder_that_stays() -> None:
    played = deliver(X(), CASE.job(), access2(durable=False))
    assert (played.result, played.requests) == (Deferred("needs-state"), [])
    assert find(X(), CASE.job(), access2(durable=False)) == CannotShow("needs-state", again=True)


@pytest.mark.parametrize("secret", [{}, {"client_secret": CLIENT_SECRET}], ids=["public", "confidential"])
def test_new_tokens_are_kept_before_they_are_used(secret: Mapping[str, str]) -> None:
    server = X()
    exchange = ADAPTER.deliver(CASE.job(), access2(**secret))
    steps: list[str] = []
    step = next(exchange)
    with pytest.raises(StopIteration) as end:
        for _ in range(9):
            steps.append("keep" if isinstance(step, Keep) else step.url.rpartition("/")[2])
            step = exchange.send(Response(204) if isinstance(step, Keep) else only(step, server))
    assert steps == ["token", "keep", "me", "tweets"]
    assert isinstance(end.value.value, Accepted)
    basic = "authorization" in server.calls[0].headers
    assert basic == bool(secret) and (b"client_id" in server.calls[0].body) != basic


def only(request: Any, server: X) -> Response:
    def asking() -> Any:
        return (yield request)

    answer = play(asking(), server).result
    assert isinstance(answer, Response)
    return answer


def test_kept_tokens_go_before_configured_ones_and_one_that_ended_is_renewed_once() -> None:
    server = X()
    kept = {name: secret.reveal() for name, secret in deliver(server, CASE.job(part("eins")), access2()).kept.items()}
    assert set(kept) == {"access_token", "refresh_token"}
    again = deliver(server, CASE.job(part("zwei")), access2(kept))
    assert asked(again) == ["GET users/me", "POST tweets"]
    server.access_token = "ended"  # noqa: S105 - of a stand-in
    renewed = deliver(server, CASE.job(part("drei")), access2(kept))
    assert asked(renewed) == ["GET users/me", "POST oauth2/token", "GET users/me", "POST tweets"]
    assert isinstance(renewed.result, Accepted)
    assert server.refreshes == 2
    assert renewed.kept["refresh_token"] == Secret("refresh-token-2")


def test_a_dead_kept_token_gives_way_to_a_newly_configured_one() -> None:
    server = X(refresh_token="fresh")  # noqa: S106 - of a stand-in
    played = deliver(server, CASE.job(), access2({"refresh_token": "dead"}, new="fresh"))
    assert isinstance(played.result, Accepted)
    assert asked(played)[:2] == ["POST oauth2/token"] * 2
    dead = deliver(X(), CASE.job(), access2({"refresh_token": "dead"}, new="dead too"))
    assert dead.result == Deferred("credentials")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(500, b"oops"), Deferred("status-500")),
        (Answer(200, b"[]"), Deferred("unexpected-answer")),
        (too_many(90), Deferred("rate", 90)),
    ],
)
def test_a_renewal_that_fails_otherwise_tries_no_other_token(answer: Answer, expected: Deferred) -> None:
    played = deliver(X(), CASE.job(), access2({"refresh_token": "kept"}), {0: says(answer)})
    assert (played.result, len(played.requests)) == (expected, 1)


def test_a_token_of_another_account_or_for_reading_only_is_not_used() -> None:
    assert deliver(X(user="1"), CASE.job(), access2()).result == Deferred("wrong-account")
    assert deliver(X(level="read"), CASE.job(), access2()).result == Deferred("read-only")


def test_the_driver_signs_what_x_checks(tmp_path: Path) -> None:
    """RFC 5849: query in the signature, JSON and multipart bodies not. Checked by a signature of our own."""
    server = X(converting=1)
    with serve(server) as host:
        gif = {**picture(), "type": "image/gif"}
        job = CASE.job(part(media=[gif]), host=host)
        driver = Driver(tmp_path)
        assert isinstance(driver.deliver(ADAPTER.deliver(job, CASE.access)), Accepted)
        assert isinstance(driver.find(ADAPTER.find(job, CASE.access)), Accepted)
        assert {call.headers.get("content-type", "-").partition(";")[0] for call in server.calls} == {
            "-",
            "application/json",
            "multipart/form-data",
        }
        assert any(call.query for call in server.calls)
        for call in server.calls:
            assert signature_of(call, host), call.path
    assert server.out()[0].pictures == ((PICTURE, picture()["alt"]),)


def signature_of(call: Any, host: str) -> bool:
    given = dict(re.findall(r'(oauth_\w+)="([^"]*)"', call.headers["authorization"]))
    signature = unquote(given.pop("oauth_signature"))
    values = [(name, unquote(text)) for name, text in given.items()]
    values += [(name, text) for name, texts in call.query.items() for text in texts]
    joined = "&".join(sorted(f"{quote(name, safe='-._~')}={quote(text, safe='-._~')}" for name, text in values))
    base = "&".join(quote(text, safe="-._~") for text in (call.method, f"http://{host}{call.path}", joined))
    key = f"{quote(OAUTH1['api_secret'], safe='')}&{quote(OAUTH1['access_secret'], safe='')}".encode()
    return base64.b64encode(hmac.new(key, base.encode(), hashlib.sha1).digest()).decode() == signature


def test_the_refresh_goes_out_as_a_form(tmp_path: Path) -> None:
    server = X()
    with serve(server) as host:
        driver = Driver(tmp_path)
        assert isinstance(driver.deliver(ADAPTER.deliver(CASE.job(host=host), access2())), Accepted)
    assert dict(parse_qsl(server.calls[0].body.decode()))["grant_type"] == "refresh_token"


# ---------------------------------------------------------------------- sending


def test_on_the_real_host_the_interface_is_asked() -> None:
    request = next(ADAPTER.deliver(CASE.job(host="x.com"), CASE.access))
    assert not isinstance(request, Keep)
    assert request.url == "https://api.x.com/2/tweets"
    assert isinstance(request.auth, OAuth1)
    assert request.irreversible


def test_the_address_needs_no_handle() -> None:
    out = deliver(X(), CASE.job()).result
    assert out.address == f"https://x.com/i/web/status/{out.remote_id}"


def test_a_poll_is_asked_in_minutes() -> None:
    server = X()
    poll = {"options": ["Ja", "Nein"], "duration": 86_400, "multiple": False}
    assert isinstance(deliver(server, CASE.job(part(poll=poll))).result, Accepted)
    assert server.out()[0].raw["poll"] == {"options": ["Ja", "Nein"], "duration_minutes": 1440}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"poll": {"options": ["a", "b"], "duration": 600, "multiple": True}}, "poll-refused"),
        ({"poll": {"options": ["a"], "duration": 600, "multiple": False}, "media": [picture()]}, "picture-refused"),
        ({"media": [picture()] * 5}, "picture-refused"),
        ({"media": [picture(), {**picture(), "type": "image/gif"}]}, "picture-refused"),
        ({"media": [{**picture(), "type": "image/tiff"}]}, "picture-refused"),
        ({"action": "edit", "target": {"post": "original"}}, "cannot-edit"),
        ({"action": "reply", "target": {"post": "original"}}, "target-missing"),
        ({"action": "delete", "target": {"post": "original"}}, "target-missing"),
    ],
)
def test_what_x_cannot_do_is_refused_without_asking(changed: Mapping[str, Any], reason: str) -> None:
    played = deliver(X(), CASE.job(part(**changed)))
    assert (played.result, played.requests) == (Rejected(reason), [])


def test_altered_bytes_of_a_picture_are_not_sent() -> None:
    job = CASE.job(part(media=[picture()]))
    played = deliver(X(), replace(job, media=dict.fromkeys(job.media, b"other")))
    assert (played.result, played.requests) == (Rejected("picture-missing"), [])


def test_a_picture_that_is_too_large_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    row = network_of("x")
    small = replace(row, media=replace(row.media, size=len(PICTURE) - 1))
    monkeypatch.setattr("amtsfunk.channels.x.network_of", lambda name: small)
    played = deliver(X(), CASE.job(part(media=[picture()])))
    assert (played.result, played.requests) == (Rejected("picture-refused"), [])


@pytest.mark.parametrize("action", ["reply", "delete"])
def test_a_target_that_is_no_id_of_x_is_not_asked_for(action: str) -> None:
    job, _ = mending(X(), action)
    played = deliver(X(), replace(job, targets={"original": ("1/../2",)}))
    assert (played.result, played.requests) == (Rejected("target-missing"), [])


def test_a_picture_without_words_gets_none() -> None:
    assert asked(deliver(X(), CASE.job(part(media=[picture("")])))) == ["POST media/upload", "POST tweets"]


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"data":[]}', b'{"data":{"id":7}}', b'{"data":{"id":"1/2"}}'])
def test_a_picture_that_x_does_not_confirm_is_not_posted(number: int, body: bytes) -> None:
    server = X()
    played = deliver(server, CASE.job(part(media=[picture()])), faults={number: says(Answer(200, body))})
    assert isinstance(played.result, Deferred)
    assert server.out() == []


def test_a_moving_picture_that_is_not_ready_is_asked_for_again_next_time() -> None:
    server = X(converting=5)
    job = CASE.job(part(media=[{**picture(), "type": "image/gif"}]))
    first = deliver(server, job)
    assert first.result == Deferred("picture-not-ready", 5)
    second = deliver(server, job, Access(CASE.access.secrets, first.kept))
    assert isinstance(second.result, Accepted)
    assert asked(second)[0] == "GET media/upload"
    assert len(server.pictures) == 1


def test_a_moving_picture_that_x_has_forgotten_is_sent_again() -> None:
    job = CASE.job(part(media=[{**picture(), "type": "image/gif"}]))
    kept = deliver(X(converting=9), job).kept
    played = deliver(X(), job, Access(CASE.access.secrets, kept))
    assert isinstance(played.result, Accepted)
    assert asked(played)[:2] == ["GET media/upload", "POST media/upload"]


def test_a_failed_conversion_is_a_no() -> None:
    body = {"data": {"id": "7", "processing_info": {"state": "failed"}}}
    played = deliver(X(), CASE.job(part(media=[{**picture(), "type": "image/gif"}])), faults={0: says(Answer.of(body))})
    assert played.result == Rejected("picture-refused")


def test_a_reply_answers_the_earlier_post_and_its_thread_goes_on_below() -> None:
    server = X()
    job, (original,) = mending(server, "reply", part("Mehr dazu"))
    first = deliver(server, job).result
    second = replace(job, step=2, before=(first.remote_id,))
    assert isinstance(deliver(server, second).result, Accepted)
    assert [post.reply_to for post in server.out()] == [None, original, first.remote_id]
    assert find(server, job) == first


# ---------------------------------------------------------------------- answers to the post itself


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (server_module.TOO_LONG, Rejected("x-too-long")),
        (server_module.INVALID, Rejected("x-invalid-request")),
        (server_module.NOT_PERMITTED, Deferred("credentials")),
        (server_module.NO_CREDIT, Deferred("no-credit")),
        (server_module.CAPPED, Deferred("rate")),
        (server_module.GONE_ABOVE, Rejected("target-missing")),
        (server_module.problem(403, "You have reached your daily limit for sending Tweets."), Deferred("rate")),
        (server_module.problem(400, "Your media IDs are invalid."), Deferred("picture-lost")),
        (Answer(404), Deferred("outdated-interface")),
        (Answer.of({"data": {"id": "1"}}, 200), Ambiguous("unexpected-answer")),
        (Answer.of({"data": {"id": 1}}, 201), Ambiguous("unexpected-answer")),
        (Answer.of({"data": {"id": "../1"}}, 201), Ambiguous("unexpected-answer")),
        (Answer.of({"data": {"id": "1" * 20}}, 201), Ambiguous("unexpected-answer")),
        (Answer(201, b""), Ambiguous("unexpected-answer")),
        (too_many(90), Deferred("rate", 90)),
        (too_many(5000, daily=True), Deferred("rate", 5000)),
        (Answer(429, b"{}", {"x-rate-limit-reset": "1"}), Deferred("rate")),
        (Answer(429, b"{}", {"x-rate-limit-reset": "1", "date": "nonsense"}), Deferred("rate")),
    ],
)
def test_what_an_answer_means(answer: Answer, expected: object) -> None:
    assert deliver(X(), CASE.job(), faults={0: says(answer)}).result == expected


def test_a_reason_never_holds_the_words_of_x() -> None:
    said = server_module.problem(403, "Geheim 4711 is too long", "Geheim 4711")
    assert "4711" not in repr(deliver(X(), CASE.job(), faults={0: says(said)}).result)


def test_a_thread_waits_where_x_does_not_know_its_own_post_yet() -> None:
    job = replace(CASE.job(part("eins"), part("zwei")), step=2, before=("1990000000000000001",))
    assert deliver(X(), job, faults={0: says(server_module.GONE_ABOVE)}).result == Deferred("target-missing", 30)


def test_a_repeated_text_that_is_ours_is_accepted() -> None:
    server, job = X(), CASE.job(part("Die Sirenen heulen"))
    deliver(server, job, faults={0: CUT})
    again = deliver(server, job)
    assert isinstance(again.result, Accepted)
    assert again.result.remote_id == server.out()[0].remote_id
    assert len(server.out()) == 1


def test_a_repeated_text_that_is_yesterdays_stays_open() -> None:
    server = X()
    server.put("Das Freibad ist offen", CREATED - timedelta(hours=20))
    assert deliver(server, CASE.job(part("Das Freibad ist offen"))).result == Ambiguous("duplicate")


@pytest.mark.parametrize(
    "fault", [Fault("", False, Failure("timeout", sent=True)), Fault("", False, Failure("refused", sent=False))]
)
def test_a_repeated_text_whose_look_fails_stays_open(fault: Fault) -> None:
    """A look that fails must never read as „nothing was sent"."""
    server, job = X(), CASE.job(part("Die Sirenen heulen"))
    deliver(server, job)
    assert isinstance(deliver(server, job, faults={1: fault}).result, Ambiguous)
    assert deliver(server, job, faults={1: says(Answer(503))}).result == Ambiguous("duplicate")


# ---------------------------------------------------------------------- looking


@pytest.mark.parametrize(
    "text",
    [
        "Mehr unter www.beispielau.de/warntag und https://beispielau.de/ – bis 10 < 11 & „so“ > 9",
        "https://www.beispielau.example/warntag?a=1&b=2",
        "Zwei\n\nZeilen  mit Lücken ",
        "@thw Danke! &amp; und &lt;b&gt; bleiben",
    ],
)
def test_a_text_is_recognised_on_its_way_back(text: str) -> None:
    server, job = X(), CASE.job(part(text, media=[picture()]))
    out = deliver(server, job).result
    assert find(server, job) == out
    assert find(server, CASE.job(part(text + "!"))) == CannotShow("cannot-be-shown")


def test_long_posts_and_followed_addresses_are_read_where_x_puts_them() -> None:
    server, job = X(), CASE.job(part("Siehe https://beispielau.example/lang"))
    name = server.put("Siehe https://b.example/k")
    post = server.posts[-1]
    post["entities"]["urls"][0]["unwound_url"] = "https://beispielau.example/lang"
    assert find(server, job).remote_id == name
    post |= {
        "note_tweet": {"text": "Siehe beispielau.example/lang"},
        "text": "Siehe …",
        "seen": (*post["seen"], "note_tweet"),
    }
    assert find(server, job).remote_id == name


def test_names_that_x_puts_before_an_answer_are_looked_past() -> None:
    server = X()
    job, (original,) = mending(server, "reply")
    name = server.put("@thw @bbk Berichtigung: 12 statt 11 Uhr", above=original)
    assert find(server, job).remote_id == name


def test_names_before_a_post_of_its_own_are_part_of_it() -> None:
    server = X()
    server.put("@thw Danke")
    assert find(server, CASE.job(part("Danke"))) == CannotShow("cannot-be-shown")


def test_an_older_post_is_not_ours_even_where_x_lists_it() -> None:
    server = X()
    server.put("Das Freibad ist offen", CREATED - timedelta(hours=20))
    post = {name: server.posts[0][name] for name in ("id", "text", "created_at")}
    listed = says(Answer.of({"data": [post], "meta": {}}))
    job = CASE.job(part("Das Freibad ist offen"))
    assert play(ADAPTER.find(job, CASE.access), server, {0: listed}).result == CannotShow("cannot-be-shown")


def test_the_same_text_elsewhere_is_not_ours() -> None:
    server = X()
    job, (original,) = mending(server, "reply")
    text = job.payload["parts"][0]["text"]
    server.put(text)
    server.put(text, above="1")
    server.put(text, CREATED - timedelta(hours=1), above=original)
    assert find(server, job) == CannotShow("cannot-be-shown")
    assert find(server, CASE.job(part(text))).remote_id == server.out()[1].remote_id


def test_what_is_known_as_another_post_is_not_ours() -> None:
    server = X()
    name = server.put("Wiederholung")
    repeated = CASE.job(part("Wiederholung"), targets={"früher": (name,)})
    assert find(server, repeated) == CannotShow("cannot-be-shown")
    assert find(server, replace(repeated, targets={})).remote_id == name


def test_posts_are_read_page_by_page_and_not_for_ever() -> None:
    server = X(page=2)
    name = server.put("gesucht")
    for number in range(8):
        server.put(f"Neuer {number}")
    assert find(server, CASE.job(part("gesucht"))).remote_id == name
    for number in range(8, 12):
        server.put(f"Neuer {number}")
    played = play(ADAPTER.find(CASE.job(part("gesucht")), CASE.access), server)
    assert played.result == CannotShow("cannot-be-shown")
    assert len(played.requests) == 5


def test_a_list_that_lags_shows_nothing() -> None:
    server, job = X(lag=1), CASE.job()
    deliver(server, job)
    assert find(server, job) == CannotShow("cannot-be-shown")


@pytest.mark.parametrize("answer", [Answer(503), Answer(200, b"[]"), too_many(5), server_module.NO_CREDIT])
def test_trouble_while_looking_asks_again_later(answer: Answer) -> None:
    found = play(ADAPTER.find(CASE.job(), CASE.access), X(), {0: says(answer)}).result
    assert isinstance(found, CannotShow)
    assert found.again


def test_rubbish_in_the_list_is_passed_over() -> None:
    posts = [
        7,
        {"id": 7},
        {"id": "7", "text": "x", "created_at": "nie"},
        {"id": "8", "created_at": "2026-12-01T09:00:00Z", "entities": [], "referenced_tweets": 1, "note_tweet": "?"},
    ]
    said = says(Answer.of({"data": posts, "meta": {"next_token": 3}}))
    assert play(ADAPTER.find(CASE.job(), CASE.access), X(), {0: said}).result == CannotShow("cannot-be-shown")


# ---------------------------------------------------------------------- deleting


def test_a_thread_is_deleted_and_only_the_last_request_decides() -> None:
    server = X()
    job, ids = mending(server, "delete", before=3)
    assert find(server, job) == Absent()
    played = deliver(server, job)
    assert [request.irreversible for request in played.requests] == [False, False, True]
    assert played.result == Accepted(" ".join(ids), f"https://x.com/i/web/status/{ids[0]}")
    assert server.out() == []
    assert find(server, job) == played.result
    assert deliver(server, job).result == played.result


def test_a_deletion_that_breaks_off_goes_on_later() -> None:
    server = X()
    job, _ = mending(server, "delete", before=3)
    assert deliver(server, job, faults={1: says(Answer(500))}).result == Deferred("status-500")
    assert deliver(server, job, faults={2: CUT}).result == Ambiguous("cut")
    assert isinstance(find(server, job), Accepted)


def test_an_empty_404_is_no_proof_that_a_post_is_gone() -> None:
    server = X()
    job, _ = mending(server, "delete")
    assert deliver(server, job, faults={0: says(Answer(404))}).result == Deferred("outdated-interface")
    found = play(ADAPTER.find(job, CASE.access), server, {0: says(Answer(404))}).result
    assert found == CannotShow("status-404", again=True)
    gone = Answer.of({"title": "Not Found Error", "type": server_module.problem_page("resource-not-found")}, 404)
    assert isinstance(deliver(server, job, faults={0: says(gone)}).result, Accepted)
    assert isinstance(play(ADAPTER.find(job, CASE.access), server, {0: says(gone)}).result, Accepted)


# ---------------------------------------------------------------------- examining


def test_what_the_credentials_may_do() -> None:
    health = play(ADAPTER.examine(CASE.account, CASE.access), X()).result
    assert (health.works, health.account_id, health.handle) == (True, USER, HANDLE)
    assert health.may == ("read-write",)
    assert health.limits == {"weighted": 280, "pictures": 4, "alt": 1000, "picture_bytes": 5_000_000}
    weak = play(ADAPTER.examine(CASE.account, CASE.access), X(level="read")).result
    assert (weak.works, weak.problem) == (False, "read-only")
    other = play(ADAPTER.examine(CASE.account, CASE.access), X(user="1")).result
    assert (other.works, other.account_id, other.problem) == (False, "1", "wrong-account")
    stateless = play(ADAPTER.examine(CASE.account, access2(durable=False)), X()).result
    assert (stateless.works, stateless.problem) == (False, "needs-state")


def test_texts_are_sent_as_they_are() -> None:
    played = deliver(X(), CASE.job(part("ä 🚨 „<&>“")))
    assert json.loads(played.requests[0].body or b"") == {"text": "ä 🚨 „<&>“"}
