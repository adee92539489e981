"""What belongs together in one post: what is told, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.sense import base, told

QUESTION = "Was wünschen Sie sich für die Hafenstraße?"


def poll(*options: str, duration: str = "3 d", channels: str = "[website, mastodon, x]") -> str:
    listed = "".join(f"    - {option}\n" for option in options)
    return f"channels: {channels}\npoll:\n  options:\n{listed}  duration: {duration}"


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        ("paid: ja\ndecision: Az. 1\nkind: news\noccasion: Rat", {"paid-news"}),
        ("paid: ja\nkind: news\noccasion: Rat", {"paid-news"}),
        ("paid: ja\nkind: statement\noffice: Rathaus", {"paid-news"}),
        ("paid: ja\nkind: rebuttal\nclaim_url: https://a.example/b\nevidence: https://a.example/c", {"paid-news"}),
        ("paid: ja", {"paid-without-decision"}),
        ("paid: nein\nkind: news\noccasion: Rat", set()),
        ("paid: nein\ndecision: Az. 1", {"decision-without-paid"}),
        ("kind: statement", {"statement-without-office"}),
        ("kind: statement\noffice: Amt", set()),
        ("kind: service\noffice: Amt", {"office-without-statement"}),
        ("kind: rebuttal", {"incomplete-rebuttal"}),
        ("kind: rebuttal\nclaim_url: https://a.example/1\nevidence: Beschluss", set()),
        ("kind: service\nevidence: Beschluss", {"stray-rebuttal"}),
        ("claim_url: https://a.example/1", {"stray-rebuttal"}),
        ("timely: ja", {"timely-without-occasion"}),
        ("timely: nein", set()),
        ("kind: news", {"news-without-occasion"}),
        ("kind: news\ntimely: ja", {"timely-without-occasion"}),
        ("kind: crisis\nvisibility: unlisted", {"unlisted-crisis"}),
        ("kind: service\nvisibility: unlisted", set()),
        ("kind: crisis\nchannel_options:\n  mastodon: {visibility: unlisted}", {"unlisted-crisis"}),
        ("kind: crisis\nchannel_options:\n  mastodon: {visibility: public}", set()),
    ],
)
def test_a_kind_has_what_it_needs_and_nothing_that_misleads(head: str, rules: set[str]) -> None:
    assert set(told(head)) == rules


def test_each_missing_key_of_a_rebuttal_is_named() -> None:
    assert told("kind: rebuttal\nclaim_url: https://a.example/1")["incomplete-rebuttal"]["key"] == "evidence"
    assert told("kind: rebuttal\nevidence: Beschluss")["incomplete-rebuttal"]["key"] == "claim_url"
    assert told("kind: rebuttal")["incomplete-rebuttal"]["key"] == "claim_url, evidence"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("a" * 400, set()),
        ("a" * 401, {"short-too-long"}),
        ("a\n\n## Teil 2\nb", {"short-in-parts"}),
        ("a\n\n## X\nb\n\n## Teil 2\nc", {"short-in-parts"}),
        ("a\n\n## X\nb", set()),
    ],
)
def test_a_short_message_is_short(text: str, rules: set[str]) -> None:
    head = "channels: [website, mastodon, x]\nkind: "
    assert set(told(f"{head}short", text)) == rules
    assert set(told(f"{head}career", text)) == set()


def test_a_short_message_asks_for_no_votes() -> None:
    assert told(poll("Ja", "Nein") + "\nkind: short", QUESTION)["short-in-parts"]["what"] == "poll"


@pytest.mark.parametrize(
    ("head", "text", "channels"),
    [
        ("content_warning: Unfall", "a", None),
        ("channels: [website, mastodon, x]\ncontent_warning: Unfall", "a", "x"),
        ("channels: [website, x]\ncontent_warning: Unfall", "a\n\n## X\nUnfall: a", None),
        ("channels: [website, x]\ncontent_warning: U\nchannel_options:\n  x: {content_warning: V}", "a", None),
    ],
)
def test_a_content_warning_is_shown_where_it_can_be(head: str, text: str, channels: str | None) -> None:
    values = told(head, text).get("unshown-content-warning")
    assert (values and values["channels"]) == channels


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        (poll("a" * 25, "b"), set()),
        (poll("a" * 26, "b"), {"poll-option-too-long"}),
        (poll("👩‍🚒" * 12, "b"), set()),
        (poll("👩‍🚒" * 13, "b"), {"poll-option-too-long"}),
        (poll("a" * 50, "b", channels="[mastodon]"), set()),
        (poll("a" * 51, "b", channels="[mastodon]"), {"poll-option-too-long"}),
        (poll("a" * 99, "b", channels="[website]"), set()),
        (poll("Licht", "licht"), {"poll-option-twice"}),
        (poll("a", "b", duration="4 min"), {"poll-duration"}),
        (poll("a", "b", duration="5 min"), set()),
        (poll("a", "b", duration="7 d"), set()),
        (poll("a", "b", duration="8 d"), {"poll-duration"}),
        (poll("a", "b", duration="8 d", channels="[mastodon]"), set()),
        (poll("a", "b", duration="31 d", channels="[mastodon]"), {"poll-duration"}),
        (poll("a", "b", channels="[mastodon, fotos]"), {"poll-not-there"}),
        (poll("a", "b", channels="[mastodon, fotos]") + "\narchive: ja", set()),
    ],
)
def test_a_poll_is_one_that_the_networks_take(head: str, rules: set[str]) -> None:
    assert set(told(head, QUESTION)) == rules


def test_the_proposed_duration_is_the_nearest_that_fits() -> None:
    assert told(poll("a", "b", duration="8 d"), QUESTION)["poll-duration"]["fixed"] == "duration: 7 d"
    assert told(poll("a", "b", duration="1 min"), QUESTION)["poll-duration"]["fixed"] == "duration: 5 min"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\nTeil 2\nb", "## Teil 2"),
        ("a\n\n Teil 3:\nb", "## Teil 3"),
        ("a\n\nTeil 2 des Programms\nb", None),
        ("Im Teil 2\nb", None),
        ("a\n\nTeil 1\nb", None),
    ],
)
def test_a_lone_line_that_names_a_part_is_told(text: str, lines: str | None) -> None:
    values = told("", text).get("part-without-marks")
    assert (values and values["fixed"]) == lines


def test_who_invites_to_a_dialogue_does_so_where_one_can_answer() -> None:
    closed = {name: channel.model_copy(update={"comments": False}) for name, channel in base().channels.items()}
    silent = replace(base(), channels=closed)
    head = "channels: [website, x]\nkind: {}"
    assert told(head.format("dialogue"), QUESTION, settings=silent)["dialogue-without-comments"]["channel"] == "x"
    assert "dialogue-without-comments" not in told("channels: [website]\nkind: dialogue", QUESTION, settings=silent)
    assert "dialogue-without-comments" not in told(head.format("service"), QUESTION, settings=silent)
    assert "dialogue-without-comments" not in told(head.format("dialogue\narchive: ja"), QUESTION, settings=silent)


MENDING = "kind: {kind}\ncorrects: baumfest\nwas_wrong: Der Tag.\nsince: {since}\nbecause: Vertippt.\npublish_at: {at}"


def mending(kind: str = "correction", since: str = "10.11.2026", at: str = "02.12.2026 09:00") -> str:
    return MENDING.format(kind=kind, since=since, at=at)


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben uns vertan: Es war der 9. November.",
        "Korrektur: Es war der 9. November.",
        "Unseren Beitrag vom 10. November ziehen wir zurück.",
        "Die Zahl stimmte nicht.",
        "Da hat sich ein Fehler eingeschlichen.",
    ],
)
def test_a_correction_that_says_so_is_marked(text: str) -> None:
    assert set(told(mending(), text)) == set()


@pytest.mark.parametrize("kind", ["correction", "withdrawal"])
def test_a_correction_that_does_not_is_not(kind: str) -> None:
    text = "Das Baumfest war am 9. November."
    assert told(mending(kind), text)["unmarked-correction"]["kind"] == kind
    assert set(told(mending(kind) + "\nlanguage: en", text)) == set()
    assert set(told(mending(kind, at="02.11.2026 09:00") + "\narchive: ja", text)) <= {"future-since"}


def test_each_channel_is_told() -> None:
    text = "Das Baumfest war am 9. November.\n\n## Mastodon\nWir haben uns vertan: Es war der 9. November."
    assert "unmarked-correction" in told(mending(), text)
    assert "unmarked-correction" not in told("channels: [mastodon]\n" + mending(), text)


@pytest.mark.parametrize(("since", "told_so"), [("02.12.2026", False), ("03.12.2026", True)])
def test_what_was_wrong_was_so_before_it_is_corrected(since: str, told_so: bool) -> None:
    assert ("future-since" in told(mending(since=since), "Wir haben uns vertan.")) is told_so
    assert "future-since" not in told(mending(since=since, at="after approval"), "Wir haben uns vertan.")
