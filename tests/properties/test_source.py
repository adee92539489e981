"""Whatever the bytes: no traceback, no hang, only findings that point into the file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.model.authority import Authority
from amtsfunk.model.finding import Finding
from amtsfunk.model.netiquette import GuidelineHead
from amtsfunk.model.post import PostHead
from amtsfunk.model.team import Team
from amtsfunk.source.characters import find_hidden, may_hide
from amtsfunk.source.front import split_front
from amtsfunk.source.markdown import parse_page
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.posts import parse_post, split_plain
from amtsfunk.source.problems import PROBLEMS
from amtsfunk.source.typed import known_keys
from amtsfunk.source.yaml_mend import align, mend_line, quote
from amtsfunk.source.yaml_read import plain_spots, read_plain, read_yaml
from amtsfunk.source.yaml_tree import build_tree

ZONE = ZoneInfo("Europe/Berlin")
PATH = "content/posts/2026/12/warntag.md"
VALUES = {problem.id: set(problem.values) for problem in PROBLEMS}
POST = """---
publish_at: 01.12.2026 09:00
channels: [website, mastodon, x]
topic: bevoelkerungsschutz
kind: news
occasion: Bundesweiter Warntag
poll:
  options: [Ja, Nein]
  duration: 1 d
mentions:
  - feuerwehr
---
# Bundesweiter Warntag: Sirenen heulen um 11 Uhr

Am 10. Dezember heulen die Sirenen – nur zur Probe. Für alle Bürger*innen gilt:
https://www.musterhafen.example/warntag #Warntag

![Sirene auf dem Rathausdach](warntag.jpg "Foto: Stadt Musterhafen")

## Teil 2
Was Sie tun können …

## X
Kurzer eigener Text.
"""
SIGNS = "#:-!&*|>'\"%@`?,[]{}\\\t \n\r\xa0\xad\u202e\u200d\ufeff\x00\x85\u2028„“"
WORDS = ("---\n", "...", "<<: ", "\n\n", "## ", "# ", "![", "](", "&a ", "*a", "!!python/object ", "topic: ", "  ")
NASTY = st.sampled_from([*SIGNS, *WORDS])
YAML_TEXT = st.lists(st.one_of(NASTY, st.text(max_size=4), st.sampled_from(["a", "key: ", "- x"])), max_size=40)


def check(path: str, data: bytes, findings: tuple[Finding, ...]) -> None:
    """Findings that could be shown: a known rule with its values, at a place that exists."""
    lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert VALUES[finding.rule] == set(finding.values) or finding.rule in ("wrong-time",), finding
        assert all(isinstance(value, str) for value in finding.values.values()), finding
        assert finding.place.path == path
        assert 1 <= finding.place.line <= len(lines), finding
        assert finding.place.column >= 1, finding
    assert list(findings) == sorted(findings, key=lambda finding: finding.order)


@st.composite
def mutated(draw: st.DrawFn, text: str = POST) -> bytes:
    """A valid file after a few slips of the hand."""
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 1, 1, 3, 20])))
        text = text[:at] + draw(st.one_of(NASTY, st.just(""), st.text(max_size=3))) + text[end:]
    return text.encode("utf-8", errors="surrogatepass")


@given(st.one_of(st.binary(max_size=400), mutated(), YAML_TEXT.map(lambda parts: f"---\n{''.join(parts)}".encode())))
@example(b"---\n---\n")
@example(b"---")
@example(b"\xef\xbb\xbf---\r\n\r\n---\r\n")
def test_any_bytes_make_a_post_or_findings(data: bytes) -> None:
    parsed = parse_post(PATH, data, ZONE)
    check(PATH, data, parsed.findings)
    assert parsed.value is not None or parsed.findings
    assert parsed.value is None or parsed.value == parsed.mended


@given(st.one_of(st.binary(max_size=300), YAML_TEXT.map(lambda parts: "".join(parts).encode())))
def test_any_bytes_make_a_plan_or_findings(data: bytes) -> None:
    for model in (Authority, Team):
        parsed = parse_plan("plans/x.yml", data, model)
        check("plans/x.yml", data, parsed.findings)
        assert parsed.value is not None or parsed.findings


@given(st.one_of(st.binary(max_size=300), mutated()))
def test_any_bytes_make_a_page_or_findings(data: bytes) -> None:
    parsed = parse_page("guidelines/x.md", data, GuidelineHead)
    check("guidelines/x.md", data, parsed.findings)
    assert parsed.value is not None or parsed.findings


@given(mutated())
def test_reading_twice_says_the_same(data: bytes) -> None:
    assert parse_post(PATH, data, ZONE).findings == parse_post(PATH, data, ZONE).findings


LINE = st.text(alphabet="abzÄß019 _.,:/+()=&;!?–…-#'\"[]{}|>*@%\\", max_size=16)
HEAD = st.lists(st.tuples(st.sampled_from(["topic", "kind", "a_b", "x"]), LINE), max_size=5)


@given(HEAD)
def test_the_short_way_reads_what_libyaml_reads(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs)
    plain = read_plain(text, 2)
    if plain is not None:
        tree = build_tree(text, 2)
        assert (tree.value, tree.spot, tree.troubles) == (*plain, [])


@given(HEAD, st.sampled_from(["", "\n", "# T\n\nText\n", "--- \n---\n", "– – –\n"]))
def test_a_plain_head_is_split_off_as_any_other(pairs: list[tuple[str, str]], body: str) -> None:
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in pairs) + "---\n" + body
    if (split := split_plain(text)) is not None:
        front, head = split
        assert front == split_front(text, known_keys(PostHead))
        long = read_yaml(front.head, front.head_line, known_keys(PostHead))
        assert (head.value, head.troubles, head.lost) == (long.value, long.troubles, long.lost)
        assert plain_spots(front.head, front.head_line) == long.spot


VISIBLE = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff")


@given(st.text(alphabet=VISIBLE, max_size=30))
def test_a_quoted_text_is_read_back_as_it_was(text: str) -> None:
    tree = build_tree(f"key: {quote(text)}\n")
    assert tree.value == {"key": text}


@example(value="Haus #5", lead="x:")
@example(value="{:}", lead="x:")
@given(LINE.map(str.strip), st.sampled_from(["topic: ", "- ", "  - kind: ", "x:"]))
def test_a_corrected_line_needs_no_second_correction(value: str, lead: str) -> None:
    mend = mend_line(lead + value)
    if mend is not None:
        read = read_yaml(mend.line + "\n", 1, known_keys(PostHead))
        rules = {trouble.rule for trouble in read.troubles} - {"yaml-not-mapping"}
        assert not rules, (mend, rules)


@given(st.text(max_size=40), st.text(max_size=40))
def test_every_column_of_a_corrected_line_lies_in_the_written_one(mended: str, written: str) -> None:
    columns = align(mended, written)
    assert len(columns) == len(mended) + 1
    assert all(0 <= column <= len(written) for column in columns)
    assert align(written, written) == list(range(len(written) + 1))


HIDING = st.text(alphabet="a#1❄☀👩🚒🏴\u200d\ufe0f\u20e3\U000e0067\U000e007f\u200b\xa0\xad\r", max_size=12)


@given(st.one_of(st.text(max_size=60), HIDING, mutated().map(lambda data: data.decode("utf-8", errors="replace"))))
def test_the_quick_look_misses_nothing_hidden(text: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    if not may_hide(data):
        assert find_hidden(text, 1, in_yaml=True) == []


def as_loaded(value: object) -> object:
    """Our values as that loader gives them: for it, nothing at all is an empty text."""
    if isinstance(value, dict):
        return {key: as_loaded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_loaded(inner) for inner in value]
    return "" if value is None else value


@given(HEAD)
@example([("topic", "![")])
@example([("topic", "[]")])
@example([("topic", "{0}")])
def test_libyaml_and_the_tree_agree_on_every_text(pairs: list[tuple[str, str]]) -> None:
    """Where libyaml's own loader reads a mapping of texts, so do we, with the same texts. The loader in Python is none
    to compare with: it takes some tags that libyaml, which we read with, refuses."""
    text = "".join(f"{key}{number}: {value}\n" for number, (key, value) in enumerate(pairs))
    try:
        expected = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    except yaml.YAMLError:
        return
    tree = build_tree(text)
    if not tree.troubles and isinstance(expected, dict):
        assert as_loaded(tree.value) == expected
