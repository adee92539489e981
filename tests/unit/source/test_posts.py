"""Whole posts: every error of a file at once, each at its place; nothing guessed is ever the value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.model.finding import Place
from amtsfunk.model.post import AFTER_APPROVAL, Kind, Post
from amtsfunk.source.parsed import Parsed
from amtsfunk.source.posts import LARGEST_POST, parse_post

PATH = "content/posts/2026/12/warntag.md"
ZONE = ZoneInfo("Europe/Berlin")
HEAD = "publish_at: 01.12.2026 09:00\nchannels: [website, x]\ntopic: verkehr\n"
BODY = "# Titel\n\nText.\n\n## X\nKurz.\n"


def parse(text: str, path: str = PATH) -> Parsed[Post]:
    return parse_post(path, text.encode(), ZONE)


def post(extra: str = "", body: str = BODY) -> Parsed[Post]:
    return parse(f"---\n{HEAD}{extra}---\n{body}")


def rules(parsed: Parsed[Post]) -> list[tuple[str, int, int]]:
    return [(f.rule, f.place.line, f.place.column) for f in parsed.findings]


def test_a_good_post() -> None:
    parsed = post("kind: news\nlatest: 90 min\npoll:\n  options: [Ja, Nein]\n  duration: 1 d\n")
    value = parsed.value
    assert value is not None
    assert parsed.findings == ()
    assert (value.id, value.path, value.title) == ("warntag", PATH, "Titel")
    assert value.head.publish_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert (value.head.kind, value.head.latest) == (Kind.news, timedelta(minutes=90))
    assert value.parts_for("x")[0].text == "Kurz."
    assert Post.model_validate(value.model_dump()) == value


def test_a_draft_and_a_post_due_after_approval() -> None:
    draft = parse(f"---\nchannels: [website]\ntopic: verkehr\n---\n{BODY.replace('## X', '')}")
    assert draft.value is not None and draft.value.is_draft
    after = parse(f"---\npublish_at: after approval\nchannels: [x]\ntopic: verkehr\n---\n{BODY}")
    assert after.value is not None and after.value.head.publish_at == AFTER_APPROVAL


def test_places_of_keys_values_and_lines() -> None:
    at = post().positions.at
    assert at() == Place(PATH, 2, 1)
    assert at("publish_at") == Place(PATH, 2, 13)
    assert at("channels", 1) == Place(PATH, 3, 21)
    assert at("nowhere", 3) == at()
    assert post().positions.key("topic") == Place(PATH, 4, 1)
    assert at("title") == Place(PATH, 6, 3)
    assert at("parts", 0, "text", 0) == Place(PATH, 8, 1)
    assert at("channel_texts", "x", 0) == Place(PATH, 11, 1)


@pytest.mark.parametrize(
    ("line", "rule", "column", "values"),
    [
        ("kind: Bericht", "unknown-kind", 7, {"suggestion": "", "value": "Bericht"}),
        ("kind: Meldung", "unknown-kind", 7, {"suggestion": "news", "fixed": "kind: news"}),
        ("kind: News", "unknown-kind", 7, {"suggestion": "news", "fixed": "kind: news"}),
        ("visibility: hidden", "unknown-value", 13, {"allowed": "public, unlisted"}),
        ("sensitive: vielleicht", "wrong-value", 12, {"expected": "flag"}),
        ("latest: bald", "wrong-time", 9, {"key": "latest"}),
        ("latest: 2 Wochen", "wrong-value", 9, {"expected": "duration-or-time"}),
        ("link: www.musterhafen.example", "wrong-value", 7, {"expected": "address"}),
        ("corrects: Der Beitrag", "wrong-value", 11, {"expected": "slug", "fixed": "corrects: der-beitrag"}),
        ("since: gestern", "wrong-value", 8, {"expected": "day"}),
        ("revision: 0", "wrong-number", 11, {"minimum": "1", "maximum": "10000"}),
        ("revision: neu", "wrong-number", 11, {"value": "neu"}),
        ("audiences: public", "expected-list", 12, {"fixed": "audiences: [public]"}),
        ("occasion: [a, b]", "expected-text", 11, {"key": "occasion"}),
        ("poll: ja", "expected-mapping", 7, {"key": "poll"}),
        ("poll: {options: [a], duration: 1 d}", "too-few-entries", 17, {"minimum": "2"}),
        ("poll: {options: [a, b]}", "missing-key", 7, {"key": "duration", "parent": "poll"}),
        ("mentions: [a, '']", "empty-value", 15, {"key": "mentions"}),
        ("sensitiv: ja", "unknown-key", 1, {"suggestion": "sensitive", "fixed": "sensitive: ja"}),
        ("publish_on: x", "unknown-key", 1, {"key": "publish_on"}),
        (f"occasion: {'a' * 501}", "value-too-long", 11, {"limit": "500", "length": "501"}),
    ],
)
def test_wrong_values_are_findings_and_the_rest_stays_readable(
    line: str, rule: str, column: int, values: dict[str, str]
) -> None:
    parsed = post(line + "\n")
    assert rules(parsed) == [(rule, 5, column)]
    assert values.items() <= parsed.findings[0].values.items()
    assert parsed.value is None
    assert parsed.mended is not None and parsed.mended.head.topic == "verkehr"


@pytest.mark.parametrize(
    ("time", "rule", "fixed"),
    [
        ("9 Uhr", "wrong-time", ""),
        ("01.12.2026 9 Uhr", "wrong-time", "publish_at: 01.12.2026 09:00"),
        ("nach Freigabe", "wrong-time", "publish_at: after approval"),
        ("29.03.2026 02:30", "time-nonexistent", "publish_at: 29.03.2026 03:30"),
        ("25.10.2026 02:30", "time-ambiguous", None),
    ],
)
def test_times(time: str, rule: str, fixed: str | None) -> None:
    parsed = parse(f"---\n{HEAD.replace('01.12.2026 09:00', time)}---\n{BODY}")
    assert rules(parsed) == [(rule, 2, 13)]
    assert parsed.findings[0].values.get("fixed") == fixed
    assert parsed.value is None


def test_a_misspelt_needed_key_is_one_finding() -> None:
    parsed = parse(f"---\n{HEAD.replace('topic', 'tpic')}---\n{BODY}")
    assert rules(parsed) == [("unknown-key", 4, 1)]
    assert parsed.findings[0].values["fixed"] == "topic: verkehr"
    assert parsed.mended is not None and parsed.mended.head.topic == "verkehr"


def test_needed_keys_absent_or_empty() -> None:
    parsed = parse(f"---\nchannels:\noccasion:\n---\n{BODY}")
    assert rules(parsed) == [("missing-key", 2, 1), ("missing-key", 2, 1)]
    assert [f.values["key"] for f in parsed.findings] == ["channels", "topic"]


def test_all_errors_of_a_file_at_once() -> None:
    text = (
        "---\npublish_at: 9 Uhr\nchannels: [website, x\ntopic: #verkehr\nkind: Meldung\noccasion: Warntag: jetzt\n"
        "colour: red\n--\n# Titel\n# Titel\n---\n## Nirgends\n\u202ex\n![a](b\n"
    )
    assert [(rule, line) for rule, line, _ in rules(parse(text))] == [
        ("wrong-time", 2), ("yaml-bracket-unclosed", 3), ("wrong-value", 4),
        ("unknown-kind", 5), ("yaml-colon-in-value", 6), ("unknown-key", 7), ("front-matter-dashes", 8),
        ("second-title", 10), ("dashes-line", 11), ("unknown-section", 12), ("bidi-control", 13),
        ("picture-malformed", 14),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{HEAD}occasion: a: b\n---\n{BODY}",
        f"---\n{HEAD}topic: verkehr\n---\n{BODY}",
        f"{HEAD}---\n{BODY}",
        f"---\n{HEAD}---\n{BODY}---\n",
        f"---\n{HEAD}---\n{BODY}\u200b\n",
    ],
)
def test_what_was_guessed_is_mended_and_never_the_value(text: str) -> None:
    parsed = parse(text)
    assert parsed.value is None
    assert parsed.mended is not None


@pytest.mark.parametrize("text", [f"\ufeff---\n{HEAD}---\n{BODY}", f"---\n{HEAD}---\n{BODY}".replace("\n", "\r\n")])
def test_what_was_only_normalised_keeps_its_value(text: str) -> None:
    parsed = parse(text)
    assert parsed.value == post().value
    assert len(parsed.findings) == 1


def test_word_processors_leave_marks_that_are_taken_away() -> None:
    body = "# Be\u00adhörde\n\nFu\u0308r 10\u00a0Uhr\n## X\na\n"
    parsed = parse(f"---\n{HEAD}occasion:\u00a0Tag der Be\u00adhörde\n---\n{body}")
    assert parsed.value is not None
    assert parsed.value.head.occasion == "Tag der Behörde"
    assert parsed.value.title == "Behörde"
    assert parsed.value.parts[0].text == "Für 10\u00a0Uhr"
    assert {rule for rule, _, _ in rules(parsed)} == {"no-break-space", "soft-hyphen"}


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/posts/2026/12/Warntag Übung.md", "post-file-name"),
        (f"content/posts/2026/12/{'a' * 81}.md", "post-file-name"),
        ("content/posts/2026/13/warntag.md", "post-folder"),
        ("content/posts/warntag.md", "post-folder"),
    ],
)
def test_a_misplaced_post_has_no_value(path: str, rule: str) -> None:
    parsed = parse(f"---\n{HEAD}---\n{BODY}", path)
    assert rules(parsed) == [(rule, 1, 1)]
    assert parsed.value is None
    assert parsed.mended is not None


def test_files_that_are_empty_or_too_large() -> None:
    assert rules(parse(" \n")) == [("file-empty", 1, 1)]
    assert rules(parse("a" * (LARGEST_POST + 1))) == [("file-too-large", 1, 1)]
    assert rules(parse(f"---\noccasion: {'a' * 40_000}\n---\n{BODY}")) == [("file-too-large", 2, 1)]
