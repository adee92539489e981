"""What only LinkedIn does: duplicates that name a post, ghosts, rights to read, pictures that wait, little text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtsfunk.channels.access import Secret
from amtsfunk.channels.contract import Absent, Accepted, Ambiguous, CannotShow, Deferred, Failure, Job, Rejected
from amtsfunk.channels.linkedin import ADAPTER, _is_theirs
from amtsfunk.channels.linkedin_text import from_little, same_text, to_little
from contract.cases import CREATED, part, picture
from contract.networks.linkedin import CASE
from standins.base import Answer
from standins.linkedin import APPLICATION, PAGE, LinkedIn, _read
from standins.play import DECISIVE, Fault, play


def deliver(job: Job, server: LinkedIn, fault: Fault | None = None) -> object:
    return play(ADAPTER.deliver(job, CASE.access), server, {DECISIVE: fault} if fault else None).result


def find(job: Job, server: LinkedIn) -> object:
    return play(ADAPTER.find(job, CASE.access), server).result


# ---------------------------------------------------------------- duplicates


def test_a_repeat_that_names_our_post_is_accepted() -> None:
    server, job = LinkedIn(), CASE.job(part("Text"))
    first = deliver(job, server)
    assert isinstance(first, Accepted)
    assert deliver(job, server) == first
    assert len(server.out()) == 1


def test_a_repeat_that_names_an_older_post_is_refused() -> None:
    server = LinkedIn()
    old = server.say("Text", createdAt=int((CREATED - timedelta(days=3)).timestamp() * 1000))
    assert deliver(CASE.job(part("Text")), server) == Rejected("duplicate")
    known = CASE.job(part("Text"), targets={"frueher": (old,)})
    server.posts[old]["createdAt"] = int(CREATED.timestamp() * 1000)
    assert deliver(known, server) == Rejected("duplicate"), "the post that this one repeats is not this one"


def test_yesterdays_post_with_the_same_words_is_not_todays() -> None:
    server, job = LinkedIn(), CASE.job(part("Das Freibad ist offen"))
    server.say("Das Freibad ist offen", createdAt=int((CREATED - timedelta(hours=20)).timestamp() * 1000))
    assert find(job, server) == CannotShow("cannot-be-shown")
    assert deliver(job, server) == Rejected("duplicate")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(503),
        Answer(200, b"[]"),
        Answer.of({"status": 403, "code": "ACCESS_DENIED"}, 403),
        Answer.of({"id": "urn:li:share:9", "createdAt": 1, "commentary": "Text"}),
        Answer.of({"id": "urn:li:share:7100000000000000001", "commentary": "Text"}),
    ],
)
def test_a_repeat_that_cannot_be_read_is_unknown(answer: Answer) -> None:
    server, job = LinkedIn(), CASE.job(part("Text"))
    deliver(job, server)
    played = play(ADAPTER.deliver(job, CASE.access), server, {1: Fault("", False, answer=answer)})
    assert played.result == Ambiguous("duplicate")


def test_a_repeat_whose_reading_breaks_off_is_unknown() -> None:
    server, job = LinkedIn(), CASE.job(part("Text"))
    deliver(job, server)
    fault = Fault("", False, Failure("refused", sent=False))
    assert isinstance(play(ADAPTER.deliver(job, CASE.access), server, {1: fault}).result, Ambiguous)


def test_a_new_post_that_reads_otherwise_is_unknown() -> None:
    server, job = LinkedIn(), CASE.job(part("Text"))
    inputs = {"inputErrors": [{"code": "DUPLICATE_POST"}]}
    said = {"message": f"Content is a duplicate of {server.say('Anders')}", "errorDetails": inputs}
    assert deliver(job, server, Fault("", False, answer=Answer.of(said, 422))) == Ambiguous("duplicate")


def test_a_repeat_that_names_a_ghost_is_unknown() -> None:
    server = LinkedIn()
    server.ghosts.add(server.say("Text"))
    assert deliver(CASE.job(part("Text")), server) == Ambiguous("duplicate")
    assert find(CASE.job(part("Text")), server) == CannotShow("cannot-be-shown")


def test_without_the_right_to_read_a_person_looks() -> None:
    server, job = LinkedIn(reads=False), CASE.job(part("Text"))
    assert isinstance(deliver(job, server), Accepted)
    assert find(job, server) == CannotShow("cannot-be-shown")


def test_another_text_is_not_ours() -> None:
    server = LinkedIn()
    server.say("Ein anderer Text")
    assert find(CASE.job(part("Text")), server) == CannotShow("cannot-be-shown")


def test_ours_is_found_behind_many_others() -> None:
    server, job = LinkedIn(), CASE.job(part("Text"))
    out = deliver(job, server)
    for number in range(120):
        server.say(f"Anderes {number}")
    assert find(job, server) == out


# ---------------------------------------------------------------- pictures


def test_a_picture_that_is_never_ready_waits() -> None:
    assert deliver(CASE.job(part(media=[picture()])), LinkedIn(looks=None)) == Deferred("picture-not-ready")


def test_a_picture_that_takes_a_while() -> None:
    played = play(ADAPTER.deliver(CASE.job(part(media=[picture()])), CASE.access), LinkedIn(looks=2))
    assert isinstance(played.result, Accepted)
    assert any(request.pause for request in played.requests)


def test_a_picture_goes_to_linkedin_only() -> None:
    server = LinkedIn(elsewhere=True)
    played = play(ADAPTER.deliver(CASE.job(part(media=[picture()])), CASE.access), server)
    assert played.result == Deferred("upload-address")
    assert not any(request.method == "PUT" for request in played.requests)


@pytest.mark.parametrize(
    ("address", "theirs"),
    [
        ("https://www.linkedin.com/dms-uploads/x", True),
        ("https://linkedin.com/x", True),
        ("http://www.linkedin.com/x", False),
        ("https://linkedin.com.boese.example/x", False),
        ("https://boeselinkedin.com/x", False),
        ("https://www.linkedin.com@boese.example/x", False),
        ("https://WWW.LinkedIn.com:443/x", True),
        ("https://www.linkedin.com:8443/x", False),
        ("https://boese@www.linkedin.com/x", False),
        ("https://boese.example\\@www.linkedin.com/x", False),
        ("https://boese.example\\.linkedin.com/x", False),
        ("https://www.linkedin.com", False),
        ("https://[x", False),
    ],
)
def test_which_addresses_are_linkedins(address: str, theirs: bool) -> None:
    assert _is_theirs(address, "www.linkedin.com") is theirs
    assert not _is_theirs(address, "127.0.0.1:80")


def test_an_upload_address_of_another_port_of_this_machine_is_not_the_test_servers() -> None:
    assert _is_theirs("http://127.0.0.1:80/x", "127.0.0.1:80")
    assert not _is_theirs("http://127.0.0.1:8000/x", "127.0.0.1:80")


def test_several_pictures_and_a_card() -> None:
    server = LinkedIn()
    assert isinstance(deliver(CASE.job(part("Zwei", media=[picture("a"), picture("b")])), server), Accepted)
    assert isinstance(deliver(CASE.job(part("Karte", link="https://a.example/x")), server), Accepted)
    two, card = server.out()
    assert [alt for _, alt in two.pictures] == ["a", "b"]
    assert card.raw["content"]["article"] == {"source": "https://a.example/x", "title": "Warntag"}


# ---------------------------------------------------------------- mending


def mended(server: LinkedIn, action: str, text: str = "Neu") -> tuple[Job, str]:
    original = deliver(CASE.job(part("Alt")), server)
    assert isinstance(original, Accepted)
    assert original.remote_id
    wish = part(text, action=action, target={"post": "alt"})
    return CASE.job(wish, targets={"alt": (original.remote_id,)}), original.remote_id


def test_an_edit_changes_the_text_and_is_seen() -> None:
    server = LinkedIn()
    job, urn = mended(server, "edit")
    assert find(job, server) == Absent()
    assert isinstance(deliver(job, server), Accepted)
    assert [(post.remote_id, post.text) for post in server.out()] == [(urn, "Neu")]
    assert isinstance(find(job, server), Accepted)


@pytest.mark.parametrize("has", [0, 1, 2])
@pytest.mark.parametrize("wants", [0, 1, 2])
def test_an_edit_with_other_pictures_is_refused(has: int, wants: int) -> None:
    server = LinkedIn()
    out = deliver(CASE.job(part("Alt", media=[picture()] * has)), server)
    assert isinstance(out, Accepted)
    wish = part("Neu", action="edit", target={"post": "alt"}, media=[picture()] * wants)
    result = deliver(CASE.job(wish, targets={"alt": (str(out.remote_id),)}), server)
    assert isinstance(result, Accepted) if has == wants else result == Rejected("cannot-edit-pictures")


def test_an_edit_of_a_post_that_is_gone_or_hidden() -> None:
    server = LinkedIn()
    job, urn = mended(server, "edit")
    hidden = Fault("", False, answer=Answer.of({"status": 403}, 403))
    assert play(ADAPTER.deliver(job, CASE.access), server, {0: hidden}).result == Deferred("credentials")
    assert play(
        ADAPTER.deliver(job, CASE.access), server, {0: Fault("", False, answer=Answer(200))}
    ).result == Deferred("unexpected-answer")
    assert deliver(job, server, Fault("", False, answer=Answer(200))) == Ambiguous("unexpected-answer")
    server.ghosts.add(urn)
    assert deliver(job, server) == Rejected("target-missing")


def test_a_deletion_is_done_once_and_for_all() -> None:
    server = LinkedIn()
    job, _ = mended(server, "delete")
    assert find(job, server) == Absent()
    assert isinstance(deliver(job, server), Accepted)
    assert isinstance(deliver(job, server), Accepted), "what is gone is gone"
    assert isinstance(find(job, server), Accepted)
    assert server.out() == []


def test_what_it_cannot_do_is_said_without_asking() -> None:
    for wish, reason in (
        (part("x", action="reply", target={"post": "alt"}), "cannot-reply"),
        (part("x", action="edit", target={"post": "alt"}), "target-missing"),
        (part("x" * 3_001), "text-too-long"),
    ):
        played = play(ADAPTER.deliver(CASE.job(wish), CASE.access), LinkedIn())
        assert played.result == Rejected(reason)
        assert played.requests == []


def test_a_poll_is_left_out_and_its_text_appears() -> None:
    """Who looks after a page there would see who voted how; the check says so beforehand (``poll-not-there``)."""
    server = LinkedIn()
    asked = {"options": ["a", "b"], "duration": 3600, "multiple": False}
    assert isinstance(deliver(CASE.job(part("Bis Freitag abstimmen", poll=asked)), server), Accepted)
    assert "poll" not in str(server.out())


def test_an_edit_of_another_number_of_parts_is_refused() -> None:
    server = LinkedIn()
    job, urn = mended(server, "edit")
    other = replace(job, targets={"alt": (urn, urn)})
    assert deliver(other, server) == Rejected("parts-differ")


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer.of({"status": 426, "code": "NONEXISTENT_VERSION"}, 426), Deferred("outdated-interface")),
        (Answer.of({"status": 403, "code": "ACCESS_DENIED"}, 403), Deferred("credentials")),
        (Answer(201, b"", {"x-restli-id": "urn:li:person:1"}), Ambiguous("unexpected-answer")),
        (Answer(201), Ambiguous("unexpected-answer")),
    ],
)
def test_answers_of_the_decisive_request(answer: Answer, outcome: object) -> None:
    fault = Fault("answer", False, answer=answer)
    assert deliver(CASE.job(part("Text")), LinkedIn(), fault) == outcome


def test_an_old_version_is_told_to_the_doctor_and_at_sending() -> None:
    server = LinkedIn(version="203001")
    assert deliver(CASE.job(part("Text")), server) == Deferred("outdated-interface")
    assert play(ADAPTER.examine(CASE.account, CASE.access), server).result.problem == "outdated-interface"


@pytest.mark.parametrize(("role", "works"), [("ADMINISTRATOR", True), ("ANALYST", False)])
def test_the_role_on_the_page_decides(role: str, works: bool) -> None:
    health = play(ADAPTER.examine(CASE.account, CASE.access), LinkedIn(role=role)).result
    assert health.works is works
    assert health.may == (role,)


APPLICATION_TOO = replace(
    CASE.access, secrets={**CASE.access.secrets, **{name: Secret(text) for name, text in APPLICATION.items()}}
)


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (1_800_000_000, datetime(2027, 1, 15, 8, tzinfo=UTC)),
        ("soon", None),
        (True, None),
        (10**30, None),
        (-(10**17), None),
    ],
)
def test_the_application_is_told_when_its_token_ends(told: object, ends: datetime | None) -> None:
    health = play(ADAPTER.examine(CASE.account, APPLICATION_TOO), LinkedIn(ends=told)).result
    assert (health.works, health.ends) == (True, ends)


def test_an_end_that_nobody_tells_is_no_defect_of_the_token() -> None:
    wrong = replace(CASE.access, secrets={**APPLICATION_TOO.secrets, "client_secret": Secret("another")})
    health = play(ADAPTER.examine(CASE.account, wrong), LinkedIn()).result
    assert (health.works, health.ends) == (True, None)
    alone = play(ADAPTER.examine(CASE.account, CASE.access), LinkedIn())
    assert [request.url.partition("?")[0].rpartition("/")[2] for request in alone.requests] == ["organizationAcls"]


def test_another_page_is_not_ours() -> None:
    account = replace(CASE.account, account_id="urn:li:organization:7")
    health = play(ADAPTER.examine(account, CASE.access), LinkedIn()).result
    assert not health.works
    assert health.problem == "wrong-account"


# ---------------------------------------------------------------- little text

SIGNS = st.text(alphabet="ab Zü#@_*~|(){}[]<>\\/&🚨\n1", max_size=60)


@given(SIGNS)
def test_every_text_appears_as_typed(text: str) -> None:
    """By the adapter's own reading, and by the stand-in's, which ends at the first stray sign."""
    little = to_little(text)
    assert from_little(little) == text
    assert _read(little) == text


@given(SIGNS, SIGNS)
def test_two_texts_are_the_same_only_if_they_read_alike(one: str, other: str) -> None:
    alike = [line.rstrip() for line in one.strip().split("\n")] == [line.rstrip() for line in other.strip().split("\n")]
    assert same_text(to_little(one), to_little(other)) is alike


def test_hashtags_and_mentions_are_written_out() -> None:
    mention = {"handle": "@thw", "account_id": "urn:li:organization:1"}
    little = to_little("#Warntag mit @thw (jetzt)", [mention])
    assert little == r"{hashtag|\#|Warntag} mit @[thw](urn:li:organization:1) \(jetzt\)"
    assert PAGE.startswith("urn:li:organization:")
