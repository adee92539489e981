"""The Mastodon API's exchanges against the stand-in: what is sent, what answers mean, mending, credentials, limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from amtsfunk.approval.canonical import digest
from amtsfunk.channels.access import Access, Secret
from amtsfunk.channels.contract import (
    Absent,
    Accepted,
    Ambiguous,
    CannotShow,
    Deferred,
    Job,
    Outcome,
    Rejected,
    Response,
)
from amtsfunk.channels.limits import as_observed
from amtsfunk.channels.mastodon import ADAPTER, lacking
from amtsfunk.channels.mastodon_status import address_of, upload_of, wait_of
from amtsfunk.model.limits import ObservedLimit
from contract.cases import PICTURE, case_of, part, picture
from standins.base import Answer, call_of
from standins.mastodon import ACCOUNT, TOKEN, Mastodon, fields_of, gotosocial, hollo
from standins.play import Fault, Played, play

CASE = case_of("mastodon")
KINDS: Mapping[str, Callable[..., Mastodon]] = {"mastodon": Mastodon, "gotosocial": gotosocial, "hollo": hollo}


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Callable[..., Mastodon]:
    return KINDS[str(request.param)]


def deliver(server: Mastodon, job: Job, kept: Mapping[str, Secret] | None = None, **faults: Answer) -> Played:
    """``faults``: ``at0=…`` is answered in the place of the first request's answer; the server never sees that one."""
    numbered = {int(name.removeprefix("at")): Fault("", False, answer=answer) for name, answer in faults.items()}
    return play(ADAPTER.deliver(job, Access(CASE.access.secrets, kept or {}, True)), server, numbered)


def find(server: Mastodon, job: Job) -> Any:
    return play(ADAPTER.find(job, CASE.access), server).result


def asked(played: Played) -> list[str]:
    return [f"{request.method} {request.url.partition('/api/')[2].partition('?')[0]}" for request in played.requests]


def sent(server: Mastodon) -> Any:
    return next(call for call in reversed(server.calls) if call.method in ("POST", "PUT")).json()


def mending(action: str, server: Mastodon, *parts: dict[str, Any], out: int = 1, **changed: Any) -> Job:
    """A job that mends a post of ``out`` parts that was delivered before."""
    names: list[str] = []
    for number in range(out):
        job = CASE.job(*[part(f"Ursprünglich {n}") for n in range(out)], step=number + 1, before=tuple(names))
        done = deliver(server, replace(job, key=f"{number + 7:032x}")).result
        assert isinstance(done, Accepted)
        names.append(done.remote_id or "")
    target = {"post": "original"}
    mended = [{**item, "action": action, "target": target} for item in parts or (part("Berichtigung: …"),)]
    return CASE.job(*mended, key="fe" * 16, targets={"original": tuple(names)}, **changed)


# ---------------------------------------------------------------------- what is sent


def test_a_plain_post_is_one_json_request_that_is_never_left_to_the_server() -> None:
    server = Mastodon()
    played = deliver(server, CASE.job())
    assert asked(played) == ["GET v1/accounts/verify_credentials", "POST v1/statuses"]
    assert sent(server) == {
        "status": part()["text"],
        "content_type": "text/plain",
        "sensitive": False,
        "language": "de",
        "visibility": "public",
    }
    headers = played.requests[-1].headers
    assert headers == {"content-type": "application/json", "idempotency-key": "0123456789abcdef" * 2 + "-1"}


def test_warning_visibility_language_and_poll_arrive() -> None:
    server = Mastodon()
    poll = {"options": ["Ja", "Nein"], "duration": 86_400, "multiple": True}
    item = part("Frage?", content_warning="Unfall", visibility="unlisted", language="en", poll=poll)
    job = CASE.job(item)
    assert isinstance(deliver(server, job).result, Accepted)
    raw = server.out()[0].raw
    assert (raw["spoiler_text"], raw["sensitive"], raw["visibility"], raw["language"]) == (
        "Unfall",
        True,
        "unlisted",
        "en",
    )
    assert raw["poll"] == {"options": ["Ja", "Nein"], "expires_in": 86_400, "multiple": True}
    assert isinstance(find(server, job), Accepted)


def test_receipt_names_status_and_address() -> None:
    server = Mastodon()
    outcome = deliver(server, CASE.job()).result
    name = server.out()[0].remote_id
    assert outcome == Accepted(name, f"https://social.example/@beispielau/{name}")


def test_each_part_is_a_step_below_the_one_before_with_a_key_of_its_own() -> None:
    job = CASE.job(part("Eins"), part("Zwei"))
    assert ADAPTER.steps(job.payload) == 2
    server = Mastodon()
    first = deliver(server, job).result
    second = replace(job, step=2, before=(first.remote_id,))
    assert isinstance(deliver(server, second).result, Accepted)
    assert [(post.text, post.reply_to) for post in server.out()] == [("Eins", None), ("Zwei", first.remote_id)]
    assert len({call.headers["idempotency-key"] for call in server.calls if "idempotency-key" in call.headers}) == 2


def test_a_step_without_the_one_before_is_refused() -> None:
    server = Mastodon()
    assert deliver(server, CASE.job(part("Eins"), part("Zwei"), step=2)).result == Rejected("target-missing")
    gone = CASE.job(part("Eins"), part("Zwei"), step=2, before=("1",))
    assert deliver(server, gone).result == Rejected("target-missing")
    assert server.out() == []


# ---------------------------------------------------------------------- whose token it is


def test_a_token_of_another_account_sends_nothing() -> None:
    server = Mastodon(account_id="2")
    played = deliver(server, CASE.job(part(media=[picture()])))
    assert (played.result, len(played.requests), played.kept) == (Deferred("wrong-account"), 1, {})
    assert find(server, CASE.job()) == CannotShow("wrong-account", again=True)


def test_the_account_is_asked_for_once_and_again_with_another_token_or_account() -> None:
    server = Mastodon()
    kept = deliver(server, CASE.job()).kept
    assert asked(deliver(server, CASE.job(key="cd" * 16), kept)) == ["POST v1/statuses"]
    assert TOKEN not in kept["verified"].reveal()
    for job, token in ((CASE.job(), "another"), (CASE.job(account_id="2"), TOKEN)):
        access = Access({"token": Secret(token)}, kept, True)
        assert asked(play(ADAPTER.deliver(job, access), server))[0] == "GET v1/accounts/verify_credentials"
    assert len(server.out()) == 2


def test_an_ended_token_and_a_missing_scope_are_for_whoever_runs_it() -> None:
    assert deliver(Mastodon(expired=True), CASE.job()).result == Deferred("credentials")
    assert deliver(Mastodon(scopes=("read",)), CASE.job()).result == Deferred("credentials")
    assert deliver(Mastodon(scopes=("read", "write:statuses")), CASE.job(part(media=[picture()]))).result == Deferred(
        "credentials"
    )


# ---------------------------------------------------------------------- pictures


def test_pictures_are_uploaded_byte_for_byte_with_their_alternative_texts_even_the_same_twice() -> None:
    server = Mastodon()
    alts = ("Sirene „alt“\nzwei", "Zweites Bild 🚨")
    deliver(server, CASE.job(part(media=[picture(alt) for alt in alts])))
    assert server.out()[0].pictures == tuple((PICTURE, alt) for alt in alts)


def test_a_boundary_never_stands_in_the_picture() -> None:
    first, body = upload_of({"sha256": "a" * 64, "type": "image/png", "alt": "x"}, b"data")
    inside = first["content-type"].partition("boundary=")[2].encode()
    headers, body = upload_of({"sha256": "a" * 64, "type": "image/png", "alt": "ü"}, b"\r\n--" + inside + b"--\r\n")
    found = fields_of(call_of("POST", "/api/v2/media", headers, body))
    assert found["file"] == (b"\r\n--" + inside + b"--\r\n", "image/png")
    assert found["description"][0].decode() == "ü"


@pytest.mark.parametrize("polls", [1, 3, 10])
def test_a_picture_is_waited_for_with_pauses(polls: int) -> None:
    server = Mastodon(media_polls=polls)
    played = deliver(server, CASE.job(part(media=[picture()] * 2)))
    if polls == 10:
        assert played.result == Deferred("picture-not-ready")
        assert server.out() == []
        return
    assert isinstance(played.result, Accepted)
    waits = [request.pause for request in played.requests if "/v1/media/" in request.url]
    assert len(waits) == 2 * polls
    assert min(waits) > 0


def test_a_picture_that_is_never_ready_is_given_up_within_a_minute_and_nothing_is_sent() -> None:
    server = Mastodon(media_polls=None)
    played = deliver(server, CASE.job(part(media=[picture()] * 4)))
    assert played.result == Deferred("picture-not-ready")
    assert 20 <= sum(request.pause for request in played.requests) <= 60
    assert server.out() == []


def test_only_an_answer_about_this_picture_makes_it_ready() -> None:
    server = Mastodon(media_polls=2)
    other = Answer.of({"id": "999", "url": "https://social.example/x"})
    assert deliver(server, CASE.job(part(media=[picture()])), at2=other).result == Deferred("unexpected-answer")


@pytest.mark.parametrize(("status", "outcome"), [(422, Rejected), (400, Rejected), (413, Rejected), (500, Deferred)])
def test_a_picture_that_the_server_does_not_take(status: int, outcome: type[Outcome]) -> None:
    for number in ("at1", "at2"):
        server = Mastodon(media_polls=5)
        result = deliver(server, CASE.job(part(media=[picture()])), **{number: Answer.of({}, status)}).result
        assert isinstance(result, outcome), number
        assert result.reason in ("picture-refused", "status-500")
        assert server.out() == []


def test_pictures_that_are_lost_between_upload_and_status() -> None:
    """Some servers say no, some answer 500, some publish without the picture, which a person has to see."""
    results = {}
    for lost in ("refused", "error", "dropped"):
        server = Mastodon(lost_media=lost)
        forgotten = Answer.of({"id": "999", "type": "image", "url": "https://social.example/x"})
        job = CASE.job(part(media=[picture()]))
        results[lost] = (deliver(server, job, at1=forgotten).result, find(server, job))
    assert results == {
        "refused": (Rejected("mastodon-422"), Absent()),
        "error": (Ambiguous("status-500"), Absent()),
        "dropped": (Ambiguous("unexpected-answer"), CannotShow("different")),
    }


# ---------------------------------------------------------------------- what answers mean


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Rejected("mastodon-400")),
        (422, Rejected("mastodon-422")),
        (404, Rejected("status-404")),
        (413, Rejected("status-413")),
        (401, Deferred("credentials")),
        (403, Deferred("credentials")),
        (408, Ambiguous("status-408")),
        (409, Ambiguous("status-409")),
        (425, Ambiguous("status-425")),
        (302, Ambiguous("status-302")),
        (500, Ambiguous("status-500")),
        (503, Ambiguous("status-503")),
        (202, Ambiguous("unexpected-answer")),
    ],
)
def test_answers_to_the_request_that_counts(status: int, outcome: Outcome) -> None:
    told = Answer.of({"error": "Validierung fehlgeschlagen: <script>geheim</script>"}, status)
    assert deliver(Mastodon(), CASE.job(), at1=told).result == outcome


def test_what_is_too_long_or_empty_is_refused_by_every_kind_of_server(kind: Callable[..., Mastodon]) -> None:
    server = kind(characters=20)
    outcome = deliver(server, CASE.job(part("Mehr als zwanzig Zeichen, ganz sicher"))).result
    assert outcome == Rejected(f"mastodon-{server.refuses}")
    assert server.out() == []


def test_a_limit_of_requests_is_waited_for_by_either_header() -> None:
    assert deliver(Mastodon(busy=1), CASE.job()).result == Deferred("rate", 77)
    head = {"x-ratelimit-reset": "2026-12-01T08:05:00.123Z", "date": "Tue, 01 Dec 2026 08:04:00 GMT"}
    assert wait_of(Response(429, head)) == 60
    assert wait_of(Response(429, {**head, "retry-after": "5"})) == 5
    assert wait_of(Response(429, {**head, "date": "Tue, 01 Dec 2026 09:00:00 GMT"})) == 0
    for broken in ({}, {"date": "x"}, {**head, "x-ratelimit-reset": "bald"}, {**head, "date": "heute"}):
        assert wait_of(Response(429, {**head, **broken} if broken else {})) is None


def good() -> dict[str, Any]:
    server = Mastodon()
    deliver(server, CASE.job())
    return server._shown(server.statuses[server.out()[0].remote_id])


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"id": 7},
        {"id": "a b"},
        {"account": {"id": "2"}},
        {"account": None},
        {"content": ""},
        {"content": "<p>Etwas anderes</p>"},
        {"content": None},
        {"created_at": "gestern"},
        {"media_attachments": [{"id": "1", "description": None}]},
    ],
)
def test_a_200_about_something_else_is_no_receipt(changed: Mapping[str, Any]) -> None:
    assert isinstance(deliver(Mastodon(), CASE.job(), at1=Answer.of(good())).result, Accepted)
    outcome = deliver(Mastodon(), CASE.job(), at1=Answer.of({**good(), **changed})).result
    assert outcome == Ambiguous("unexpected-answer")


def test_only_an_address_of_the_web_is_shown() -> None:
    assert address_of("https://social.example/@a/1") == "https://social.example/@a/1"
    for bad in (None, 7, "javascript:alert(1)", "https://", "ftp://a/b", "https://a/\n", "http://[", "https://a /b"):
        assert address_of(bad) is None
    assert deliver(Mastodon(), CASE.job(), at1=Answer.of({**good(), "url": "javascript:x"})).result.address is None


# ---------------------------------------------------------------------- corrections and withdrawals


def test_a_correction_by_reply_hangs_below_the_first_part() -> None:
    server = Mastodon()
    job = mending("reply", server, out=2)
    outcome = deliver(server, job).result
    assert server.out()[-1].reply_to == server.out()[0].remote_id
    assert find(server, job) == outcome


def test_an_edit_changes_every_part_and_may_be_repeated(kind: Callable[..., Mastodon]) -> None:
    server = kind()
    job = mending("edit", server, part("Neu eins"), part("Neu zwei", content_warning="Achtung"), out=2)
    assert ADAPTER.steps(job.payload) == 2
    for step in (1, 2):
        current = replace(job, step=step)
        assert find(server, current) == Absent()
        for _ in range(2):
            outcome = deliver(server, current).result
            assert isinstance(outcome, Accepted)
            assert outcome.remote_id == job.targets["original"][step - 1]
        assert isinstance(find(server, current), Accepted)
    assert [(post.text, post.raw["spoiler_text"]) for post in server.out()] == [
        ("Neu eins", ""),
        ("Neu zwei", "Achtung"),
    ]


def test_an_edit_takes_a_warning_and_a_picture_away_and_is_marked_as_the_one_that_counts() -> None:
    server = Mastodon()
    first = deliver(server, CASE.job(part("Alt", content_warning="Unfall", media=[picture()]))).result
    job = CASE.job(part("Alt", action="edit", target={"post": "o"}), key="fe" * 16, targets={"o": (first.remote_id,)})
    assert find(server, job) == Absent()
    played = deliver(server, job)
    assert [request.irreversible for request in played.requests] == [False, True]
    raw = server.out()[0].raw
    assert (raw["spoiler_text"], raw["sensitive"], raw["media"]) == ("", False, [])
    assert find(server, job) == Accepted(first.remote_id, played.result.address)


def test_an_edit_of_a_picture_alone_is_not_taken_for_done() -> None:
    for alts in (("Richtig", "Falsch"), ("Gleich", "Gleich")):
        server = Mastodon()
        first = deliver(server, CASE.job(part("Text", media=[picture(alts[1])]))).result
        item = part("Text", action="edit", target={"post": "o"}, media=[picture(alts[0])])
        job = CASE.job(item, key="fe" * 16, targets={"o": (first.remote_id,)})
        assert find(server, job) == Absent()
        assert isinstance(deliver(server, job).result, Accepted)
        assert isinstance(find(server, job), Accepted)


def test_a_server_that_leaves_pictures_as_they_are_is_not_believed() -> None:
    server = hollo()
    first = deliver(server, CASE.job(part("Text", media=[picture("Falsch")]))).result
    item = part("Text", action="edit", target={"post": "o"}, media=[picture("Richtig")])
    job = CASE.job(item, key="fe" * 16, targets={"o": (first.remote_id,)})
    assert deliver(server, job).result == Ambiguous("unexpected-answer")


def test_a_look_for_an_edit_sees_warning_and_alternative_texts_and_what_is_gone() -> None:
    for has_source in (True, False):
        server = Mastodon(has_source=has_source)
        first = deliver(server, CASE.job(part("Text", content_warning="Unfall", media=[picture("Falsch")]))).result
        status = server.statuses[first.remote_id]
        status["edited_at"] = server.now()
        item = part("Text", action="edit", target={"post": "o"}, content_warning="Sturm", media=[picture("Richtig")])
        job = CASE.job(item, key="fe" * 16, targets={"o": (first.remote_id,)})
        assert find(server, job) == Absent()
        status["spoiler_text"] = "Sturm"
        assert find(server, job) == Absent()
        server.media[status["media"][0]]["description"] = "Richtig"
        assert isinstance(find(server, job), Accepted)
        status["spoiler_text"] = "Unfall"
        assert find(server, job) == Absent()
        other = Fault("", False, answer=Answer.of({**good(), "id": "77"}))
        found = play(ADAPTER.find(job, CASE.access), server, {1: other}).result
        assert found == CannotShow("unexpected-answer", again=True)
        server.statuses.clear()
        assert find(server, job) == Absent()


def test_a_no_to_an_edit_with_pictures_is_believed_whatever_the_text() -> None:
    server = gotosocial()
    first = deliver(server, CASE.job(part("Text", media=[picture("Falsch")]))).result
    item = part("Text", action="edit", target={"post": "o"}, media=[picture("Richtig")])
    job = CASE.job(item, key="fe" * 16, targets={"o": (first.remote_id,)})
    assert deliver(server, job, at2=Answer.of({}, 422)).result == Rejected("mastodon-422")


def test_an_edit_with_other_parts_than_the_post_has_is_refused() -> None:
    server = Mastodon()
    job = mending("edit", server, part("Eins"), part("Zwei"), out=1)
    assert deliver(server, job).result == Rejected("parts-differ")
    assert server.out()[0].text == "Ursprünglich 0"


def test_a_no_to_an_edit_is_believed_unless_the_status_reads_so_already() -> None:
    server = gotosocial()
    job = mending("edit", server, part("Neu"))
    assert deliver(server, job, at1=Answer.of({}, 400)).result == Rejected("mastodon-400")
    assert deliver(
        server, replace(job, payload={**job.payload, "parts": [{**job.payload["parts"][0], "text": "x" * 6_000}]})
    ).result == Rejected("mastodon-400")


@pytest.mark.parametrize("action", ["edit", "reply", "delete"])
def test_what_has_no_target_is_refused(action: str) -> None:
    server = Mastodon()
    job = mending(action, server)
    for targets in ({}, {"original": ()}, {"original": ("../x",)}):
        assert deliver(server, replace(job, targets=targets)).result == Rejected("target-missing")
        assert find(server, replace(job, targets=targets)) == CannotShow("target-missing")
    server.statuses.clear()
    outcome = deliver(server, job).result
    assert outcome == (Accepted(job.targets["original"][0]) if action == "delete" else Rejected("target-missing"))


def test_a_withdrawal_deletes_every_part_the_last_one_first_and_may_be_repeated(kind: Callable[..., Mastodon]) -> None:
    server = kind()
    job = mending("delete", server, out=3)
    assert ADAPTER.steps(job.payload) == 1
    other = server.say("Bleibt stehen")
    assert find(server, job) == Absent()
    names = job.targets["original"]
    for _ in range(2):
        played = deliver(server, job)
        assert played.result == Accepted(" ".join(names))
        deletes = [request for request in played.requests if request.method == "DELETE"]
        assert [request.url.rpartition("/")[2] for request in deletes] == list(reversed(names))
        assert [request.irreversible for request in deletes] == [False, False, True]
    assert [post.remote_id for post in server.out()] == [other]
    assert find(server, job) == Accepted(" ".join(names))


def test_a_withdrawal_that_broke_off_goes_on() -> None:
    for number, status in ((1, 500), (2, 500), (3, 500), (3, 429), (2, 403), (3, 200)):
        server = Mastodon()
        job = mending("delete", server, out=3)
        outcome = deliver(server, job, **{f"at{number}": Answer.of({"id": "x"}, status)}).result
        unknown = number == 3 and status in (500, 200)
        assert isinstance(outcome, Ambiguous if unknown else Deferred), (number, status, outcome)
        assert find(server, job) == Absent()
        assert isinstance(deliver(server, job).result, Accepted)
        assert server.out() == []


def test_a_server_that_does_not_answer_properly_shows_no_withdrawal() -> None:
    server = Mastodon()
    job = mending("delete", server)
    deliver(server, job)
    for answer in (Answer.of({}, 500), Answer.of({}, 401), Answer.of([]), Answer(200, b"<html>")):
        fault = {1: Fault("", False, answer=answer)}
        found = play(ADAPTER.find(job, CASE.access), server, fault).result
        assert isinstance(found, CannotShow), answer
        assert found.again


# ---------------------------------------------------------------------- examining


def examine(server: Mastodon) -> Any:
    return play(ADAPTER.examine(CASE.account, CASE.access), server).result


def test_examining_tells_whose_the_token_is_what_it_may_and_which_limits_hold() -> None:
    health = examine(Mastodon(characters=5_000, pictures=6, description=1_234, picture_bytes=1_000_000))
    assert (health.works, health.account_id, health.handle) == (True, ACCOUNT, "@beispielau@127.0.0.1:9")
    assert health.may == ("read", "write")
    assert health.limits == {"characters": 5_000, "pictures": 6, "alt": 1_234, "picture_bytes": 1_000_000}
    observed = ObservedLimit(**health.limits, observed_on="2026-12-01", source="https://social.example/")
    assert as_observed("mastodon", observed).texts[0].limit == 5_000


def test_limits_are_read_where_an_older_server_tells_them() -> None:
    assert examine(Mastodon(has_v2=False, characters=700)).limits["characters"] == 700
    old = Answer.of({"uri": "alt.example", "max_toot_chars": "1000"})
    played = play(ADAPTER.examine(CASE.account, CASE.access), Mastodon(has_v2=False), {2: Fault("", False, answer=old)})
    assert played.result.limits == {"characters": 1_000}
    silly = Answer.of({"configuration": {"statuses": {"max_characters": True, "max_media_attachments": -1}}})
    faults = {number: Fault("", False, answer=silly) for number in (1, 2)}
    assert play(ADAPTER.examine(CASE.account, CASE.access), Mastodon(), faults).result.limits == {}


def test_a_scope_that_lacks_is_named_before_anything_is_sent() -> None:
    health = examine(Mastodon(scopes=("read", "write:statuses")))
    assert (health.works, health.problem, health.may) == (False, "scope", ("read", "write:statuses"))
    assert examine(Mastodon(has_scopes=False)).works
    assert lacking(("read", "write:statuses")) == ("write:media",)
    assert lacking(("profile", "read:statuses", "write")) == ("read:accounts",)
    assert lacking(()) == ()


def test_examining_with_a_token_of_another_account_or_none() -> None:
    health = examine(Mastodon(account_id="2"))
    assert (health.works, health.account_id, health.problem) == (False, "2", "wrong-account")
    assert examine(Mastodon(expired=True)).problem == "credentials"


def test_the_picture_in_the_job_has_to_be_the_approved_one() -> None:
    job = CASE.job(part(media=[picture()]), media={digest(PICTURE): b"swapped"})
    assert deliver(Mastodon(), job).result == Rejected("picture-missing")
    assert find(Mastodon(), job) == CannotShow("picture-missing")
