"""Reading back: what is found is ours, what is called absent is not there, and doubt is never called absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from amtsfunk.channels.contract import Absent, Accepted, CannotShow, Job
from amtsfunk.channels.mastodon import ADAPTER
from amtsfunk.channels.mastodon_text import may_be, normal, plain_of, same_html, same_letters, same_source
from contract.cases import CREATED, TEXT, case_of, part
from standins.base import Answer
from standins.mastodon import ACCOUNT, Mastodon
from standins.mastodon_html import rendered
from standins.play import Fault, Played, play

CASE = case_of("mastodon")
LONG = "Heute heulen um 11 Uhr überall die Sirenen, weil Warntag ist. Kein Grund zur Sorge."


def deliver(server: Mastodon, job: Job) -> Accepted:
    outcome = play(ADAPTER.deliver(job, CASE.access), server).result
    assert isinstance(outcome, Accepted)
    return outcome


def look(server: Mastodon, job: Job, faults: Mapping[int, Answer] | None = None) -> Played:
    broken = {number: Fault("", False, answer=answer) for number, answer in (faults or {}).items()}
    return play(ADAPTER.find(job, CASE.access), server, broken)


def find(server: Mastodon, job: Job, faults: Mapping[int, Answer] | None = None) -> Any:
    return look(server, job, faults).result


# ---------------------------------------------------------------------- the list


def test_a_status_is_found_behind_many_later_ones() -> None:
    server, job = Mastodon(page=3), CASE.job(part(LONG))
    outcome = deliver(server, job)
    for number in range(20):
        server.say(f"Danke für Ihre Nachricht {number}")
    played = look(server, job)
    assert played.result == outcome
    assert sum("/statuses?" in request.url for request in played.requests) == 8
    del server.statuses[outcome.remote_id or ""]
    assert find(server, job) == Absent()


def test_the_list_is_read_back_to_a_day_before_the_job_and_no_further() -> None:
    server, job = Mastodon(page=3), CASE.job(part(LONG))
    for number in range(30):
        server.say(f"Meldung {number}", created_at=CREATED - timedelta(days=10 - number / 10))
    pages = [request for request in look(server, job).requests if "/statuses?" in request.url]
    assert len(pages) == 1
    server.say("Gestern", created_at=CREATED - timedelta(hours=23))
    assert find(server, job) == Absent()


def test_an_older_status_of_the_same_text_is_another_one() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    server.say(LONG, created_at=CREATED - timedelta(days=2))
    assert find(server, job) == Absent()


@pytest.mark.parametrize("hours", [-23, 23, 24 * 30])
def test_a_server_whose_clock_is_off_is_borne_with(hours: int) -> None:
    server, job = Mastodon(clock=lambda: CREATED + timedelta(hours=hours)), CASE.job(part(LONG))
    assert find(server, job) == Absent()
    assert find(server, job) == Absent()
    assert deliver(server, job) == find(server, job)


def test_a_list_without_end_proves_nothing() -> None:
    server, job = Mastodon(page=1), CASE.job(part(LONG))
    for number in range(30):
        server.say(f"Antwort {number}")
    assert find(server, job) == CannotShow("too-many")


def test_more_alike_than_can_be_asked_for_proves_nothing() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    for number in range(160):
        server.say(f"Neu: {LONG} {number}")
    assert find(server, job) == CannotShow("too-many")


def test_a_server_that_pages_in_another_way_proves_nothing() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    server.say("Etwas anderes")
    page = look(server, job).requests[1]
    first = server.answer(_call(page, server))
    assert find(server, job, {1: first, 2: first}) == CannotShow("unexpected-answer")


def _call(request: Any, server: Mastodon) -> Any:
    from standins.base import call_of  # noqa: PLC0415

    target = request.url.partition("127.0.0.1:9")[2]
    return call_of("GET", target, {"authorization": f"Bearer {server.token}"}, b"")


def test_a_list_in_which_the_part_before_is_missing_is_not_complete() -> None:
    server = Mastodon()
    first = deliver(server, CASE.job(part("Eins"), part("Zwei")))
    second = CASE.job(part("Eins"), part("Zwei"), step=2, before=(first.remote_id,))
    assert find(server, second) == Absent()
    server.statuses.clear()
    assert find(server, second) == CannotShow("incomplete-list", again=True)


def test_an_empty_list_is_believed_only_of_an_account_that_wrote_nothing() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    assert find(server, job, {1: Answer.of([])}) == Absent()
    deliver(server, job)
    assert find(server, job, {1: Answer.of([])}) == CannotShow("incomplete-list", again=True)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"\x00"),
        Answer.of({}),
        Answer.of([{}]),
        Answer.of(["x"]),
        Answer.of([{"id": "1", "account": {"id": "2"}, "created_at": "2026-12-01T08:00:00Z", "content": "<p>x</p>"}]),
        Answer.of([], 206),
        Answer.of([None]),
        Answer.of([{"id": "1", "account": {"id": ACCOUNT}, "created_at": "2026-12-01T08:00:00", "content": ""}]),
        Answer.of([], 500),
        Answer.of([], 404),
        Answer.of([], 401),
        Answer.of([], 429),
    ],
)
def test_a_list_that_is_none_proves_nothing(answer: Answer) -> None:
    finding = find(Mastodon(), CASE.job(), {1: answer})
    assert isinstance(finding, CannotShow)
    assert finding.again


# ---------------------------------------------------------------------- whose text it is


@pytest.mark.parametrize("has_source", [True, False])
def test_our_text_is_told_from_others(has_source: bool) -> None:
    server, job = Mastodon(has_source=has_source), CASE.job(part(LONG))
    server.say("Die Bücherei hat heute bis 20 Uhr geöffnet.")
    server.say("")
    assert find(server, job) == Absent()
    outcome = deliver(server, job)
    assert find(server, job) == outcome


@pytest.mark.parametrize("has_source", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        LONG + " Mehr dazu später.",
        LONG.removesuffix("."),
        LONG.replace("Kein Grund zur Sorge", "Keine Sorge"),
        LONG.upper(),
        LONG.replace(" um ", "\num "),
    ],
)
def test_what_is_much_like_ours_is_for_a_person_to_see(text: str, has_source: bool) -> None:
    server, job = Mastodon(has_source=has_source), CASE.job(part(LONG))
    server.say(text)
    assert find(server, job) == CannotShow("similar")
    assert find(server, CASE.job(part("Etwas ganz anderes"))) == Absent()


def test_what_somebody_mended_by_hand_is_not_called_absent() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    name = deliver(server, job).remote_id or ""
    server.statuses[name].update(text=LONG.replace("Heute", "Am Donnerstag"))
    assert find(server, job) == Absent()
    server.statuses[name].update(edited_at=server.now())
    assert find(server, job) == CannotShow("similar")


def test_another_text_that_was_edited_is_another_text_and_costs_no_question() -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    server.say("Die Bücherei hat bis 20 Uhr geöffnet.", edited_at=CREATED)
    played = look(server, job)
    assert played.result == Absent()
    assert not any("/source" in request.url for request in played.requests)


def test_without_a_source_a_text_of_nearly_the_same_words_is_for_a_person_to_see() -> None:
    server, job = Mastodon(has_source=False), CASE.job(part(LONG))
    server.say(LONG.replace("Heute", "Morgen"))
    assert find(server, job) == CannotShow("similar")


def test_short_texts_that_share_words_are_not_alike() -> None:
    server, job = Mastodon(), CASE.job(part("Teil 2 von 3"))
    server.say("Teil 1 von 3")
    assert find(server, job) == Absent()


@pytest.mark.parametrize("has_source", [True, False])
def test_the_same_text_below_something_else_or_with_another_warning_is_for_a_person_to_see(has_source: bool) -> None:
    for changed in ({"in_reply_to_id": "5"}, {"spoiler_text": "Unfall"}):
        server = Mastodon(has_source=has_source)
        server.say(LONG, **changed)
        assert find(server, CASE.job(part(LONG))) == CannotShow("similar")


def test_a_repetition_is_not_taken_for_the_post_that_it_repeats() -> None:
    server = Mastodon()
    earlier = deliver(server, CASE.job(part(LONG)))
    again = CASE.job(part(LONG), key="cd" * 16, targets={"earlier": (f"5 {earlier.remote_id}",)})
    assert find(server, again) == Absent()
    outcome = deliver(server, again)
    assert outcome != earlier
    assert find(server, again) == outcome


def test_a_part_is_not_taken_for_another_part_of_the_same_text() -> None:
    server, job = Mastodon(), CASE.job(part("Gleich"), part("Gleich"), part("Gleich"))
    before: tuple[str, ...] = ()
    for step in (1, 2, 3):
        current = replace(job, step=step, before=before, key=f"{step:032x}")
        assert find(server, current) == Absent()
        outcome = deliver(server, current)
        assert find(server, current) == outcome
        before = (*before, outcome.remote_id or "")
    assert len(set(before)) == 3


def test_of_two_that_are_ours_the_older_one_is_named() -> None:
    server, job = Mastodon(key="ignored"), CASE.job(part(LONG))
    first = deliver(server, job)
    deliver(server, job)
    assert find(server, job) == first


@pytest.mark.parametrize("status", [500, 401, 429, 206])
def test_a_source_that_cannot_be_read_proves_nothing(status: int) -> None:
    server, job = Mastodon(), CASE.job(part(LONG))
    server.say(LONG + " Anders.")
    server.say(LONG + " Nochmals anders.")
    played = look(server, job, {3: Answer.of({}, status)})
    assert isinstance(played.result, CannotShow)
    assert played.result.again
    assert len(played.requests) == 4
    assert find(server, job, {3: Answer.of({"id": "77", "text": LONG})}) == CannotShow("unexpected-answer", again=True)


# ---------------------------------------------------------------------- texts and their HTML

WORDS = st.sampled_from(
    (
        *(
            "Straße",
            "Bürger*innen",
            "Übung",
            "Öffnungszeiten",
            "heute",
            "ab",
            "11",
            "Uhr",
            "–",
            "„Sirenen“",
            "“",
            "&",
            "<b>",
        ),
        *(
            "&amp;",
            "🚨",
            "👩🏽‍🚒",
            "#Warntag",
            "#Ärger",
            "@thw@social.example",
            "@lokal",
            "a@b.example",
            "5 > 3",
            '"so"',
            "'ja'",
        ),
        *(
            "https://www.beispielau.example/warntag?a=1&b=2",
            "https://beispielau.example/ein/sehr/langer/weg/zur/seite#x",
        ),
        *("http://x.example/@thw@social.example", "(https://x.example/a)", "1.", "- Punkt", "*fett*", "e\u0301"),
    )
)
GAPS = st.sampled_from((" ", " ", " ", "\n", "\n\n", "  ", "\n\n\n", ", ", ". "))


def test_line_ends_composition_and_the_space_around_a_text_are_the_servers() -> None:
    assert same_source("Ä\nB", " A\u0308\r\nB\n")
    assert same_html("Ä\nB", "<p>A\u0308<br>B</p>")
    assert not same_source("Ä\nB", "Ä B")


@st.composite
def german(draw: st.DrawFn) -> str:
    words = draw(
        st.lists(
            WORDS | st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8),
            min_size=1,
            max_size=14,
        )
    )
    return "".join(word + draw(GAPS) for word in words)


@settings(max_examples=400, deadline=None)
@given(german(), st.booleans())
@example(TEXT, True)
def test_a_text_is_known_again_from_its_html(text: str, known: bool) -> None:
    html = rendered(normal(text), known)
    assert same_html(text, html), (plain_of(html), text)
    assert same_letters(text, html)
    assert may_be(text, html)


@settings(max_examples=400, deadline=None)
@given(german(), german(), st.booleans())
def test_no_other_text_is_taken_for_ours(ours: str, other: str, known: bool) -> None:
    assume(_seen(ours) != _seen(other))
    assert not same_html(ours, rendered(normal(other), known))
    assert not same_source(ours, other)


def _seen(text: str) -> list[list[list[str]]]:
    """What a reader sees, in another way: paragraphs of lines of words, mentions without their host."""
    plain = normal(text).replace("@thw@social.example", "@thw")
    paragraphs = [piece for piece in plain.split("\n\n") if piece.strip()]
    return [[line.split() for line in piece.strip().split("\n")] for piece in paragraphs]


@settings(max_examples=150, deadline=None)
@given(
    german(), german(), st.booleans(), st.booleans(), st.datetimes(CREATED.replace(tzinfo=None), datetime(2026, 12, 3))
)
def test_the_status_is_found_and_nothing_else_is(
    text: str, other: str, has_source: bool, known: bool, when: datetime
) -> None:
    assume(normal(text) and normal(other) and _seen(text) != _seen(other))
    made = when.replace(tzinfo=CREATED.tzinfo)
    server = Mastodon(has_source=has_source, knows_mentions=known, clock=lambda: made, characters=10_000)
    job = CASE.job(part(text))
    server.say(other)
    assert not isinstance(find(server, job), Accepted)
    outcome = deliver(server, job)
    assert find(server, job) == outcome
    assert find(server, CASE.job(part(text), account_id="2")) == CannotShow("wrong-account", again=True)
