"""Every finding that reading a file can yield: rule id, what it means, the names of its values.

``fatal`` problems leave ``Parsed.value`` empty, because what the writer meant had to be guessed; the others were
normalised and only noted. ``fixed`` is always one corrected line that can be copied as it is (it may be empty where no
correction can be known). ``key`` is a key as written; ``expected`` is one of ``EXPECTED``. Values are texts throughout
and may be empty.
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    id: str
    meaning: str
    values: tuple[str, ...] = ()
    fatal: bool = True


PROBLEMS: tuple[Problem, ...] = (
    # the file as bytes and characters
    Problem("file-too-large", "the file is larger than anything a person writes", ("size", "limit")),
    Problem("file-empty", "the file holds nothing"),
    Problem("file-missing", "a file that the settings need does not exist", ("path",)),
    Problem("encoding-not-utf8", "the bytes are not UTF-8, often Latin-1 from an old editor", ("byte", "guess")),
    Problem("file-not-text", "the file is no text: UTF-16, a document, a picture", ("what",)),
    Problem("byte-order-mark", "the file begins with a byte order mark; it was left out", (), fatal=False),
    Problem("carriage-return", "lines end as on Windows; read as ordinary line ends", ("count",), fatal=False),
    Problem("control-character", "an invisible control character or odd line break", ("code", "name")),
    Problem("bidi-control", "a character that turns the direction of writing", ("code", "name")),
    Problem("zero-width-character", "an invisible character outside an emoji", ("code", "name")),
    Problem("no-break-space", "no-break spaces in the front matter; read as spaces", ("code", "count"), fatal=False),
    Problem("soft-hyphen", "soft hyphens from a word processor; left out", ("count",), fatal=False),
    Problem("tab-character", "a tab in YAML; read as spaces", ("fixed",), fatal=False),
    # front matter
    Problem("front-matter-missing", "no line of three hyphens opens the front matter", ("fixed",)),
    Problem("front-matter-unclosed", "no line of three hyphens closes the front matter", ("fixed",)),
    Problem("front-matter-dashes", "other dashes stand where three hyphens belong", ("found", "fixed")),
    # YAML that libyaml refuses, or reads otherwise than meant
    Problem("yaml-colon-in-value", "a colon and space inside an unquoted value", ("key", "fixed")),
    Problem("yaml-colon-without-space", "no space after the colon of a key", ("key", "fixed")),
    Problem("yaml-missing-colon", "a key without a colon", ("key", "fixed")),
    Problem("yaml-hash-empty", "a # at the value's start makes it a comment: it is empty", ("key", "fixed")),
    Problem("yaml-hash-cut", "a # after a space cuts the rest of the value off", ("key", "kept", "lost", "fixed")),
    Problem("yaml-quote-in-value", "text goes on after the closing quotation mark", ("key", "fixed")),
    Problem("yaml-quote-unclosed", "a quotation mark is opened and never closed", ("key", "fixed")),
    Problem("yaml-curly-quotes", "typographic quotation marks where YAML needs straight ones", ("key", "fixed")),
    Problem("yaml-backslash", "a backslash inside double quotation marks", ("key", "fixed")),
    Problem("yaml-at-sign", "a value begins with @", ("key", "fixed")),
    Problem("yaml-bracket-in-value", "text goes on after a closing bracket or brace", ("key", "fixed")),
    Problem("yaml-bracket-unclosed", "a bracket or brace is opened and never closed", ("key", "fixed")),
    Problem("yaml-dash-in-value", "a value begins with a hyphen and space", ("key", "fixed")),
    Problem("yaml-reserved-start", "a value begins with a character that YAML reserves", ("key", "character", "fixed")),
    Problem("yaml-indentation", "a line is indented otherwise than its neighbours", ("key", "fixed")),
    Problem("yaml-anchor", "an anchor (&), also by accident", ("key", "fixed")),
    Problem("yaml-alias", "an alias (*), also by accident", ("key", "fixed")),
    Problem("yaml-tag", "a tag (!), also by accident", ("key", "fixed")),
    Problem("yaml-merge-key", "a merge key (<<)", ()),
    Problem("yaml-duplicate-key", "the same key twice; the first one counts", ("key", "first_line")),
    Problem("yaml-complex-key", "a key that is itself a list or a mapping", ()),
    Problem("yaml-several-documents", "a second document after --- or ...", ()),
    Problem("yaml-directive", "a directive line (%)", ()),
    Problem("yaml-too-deep", "nested deeper than any file of ours", ("limit",)),
    Problem("yaml-not-mapping", "the file is not made of `key: value` lines", ()),
    Problem("yaml-syntax", "libyaml refuses the line otherwise; `problem` is its own word", ("problem",)),
    Problem("yaml-gave-up", "so many faults that reading stopped here", ("limit",)),
    Problem(
        "yaml-split-number",
        "a comma inside a number ends the entry of a list",
        ("key", "first", "second", "fixed"),
        fatal=False,
    ),
    # typing
    Problem(
        "unknown-key", "no such key; `suggestion`: the nearest", ("key", "suggestion", "fixed", "elsewhere", "how")
    ),
    Problem("missing-key", "a key that is needed is absent or empty", ("key", "parent", "example")),
    Problem("empty-value", "a value or list entry is empty", ("key",)),
    Problem("expected-text", "a list or mapping where a text belongs", ("key",)),
    Problem("expected-list", "a text where a list belongs", ("key", "fixed")),
    Problem("expected-mapping", "a text or list where a mapping belongs", ("key",)),
    Problem("wrong-value", "the value has not the form `expected`", ("key", "value", "expected", "fixed")),
    Problem("wrong-number", "not a whole number, or too small or too large", ("key", "value", "minimum", "maximum")),
    Problem("unknown-value", "none of the values allowed here", ("key", "value", "allowed", "suggestion", "fixed")),
    Problem("unknown-kind", "no such kind of post", ("key", "value", "allowed", "suggestion", "fixed")),
    Problem("value-too-long", "a text longer than allowed", ("key", "limit", "length")),
    Problem("too-few-entries", "a list or mapping with too few entries", ("key", "minimum")),
    Problem("too-many-entries", "a list or mapping with too many entries", ("key", "maximum")),
    Problem("wrong-time", "not a time that can be read (`publish_at: 9 Uhr`)", ("key", "value", "fixed")),
    Problem("no-such-day", "a date that no calendar has", ("key", "value", "month", "days", "before", "after")),
    Problem("time-nonexistent", "the hour that the change to summer time skips", ("key", "value", "fixed")),
    Problem("time-ambiguous", "the hour that the change to winter time repeats", ("key", "value", "first", "second")),
    Problem("quiet-period-too-short", "a channel's quiet period is not longer than its parts", ("key",)),
    # the body of a post
    Problem("missing-title", "no `# ` title line", ("fixed",)),
    Problem("second-title", "a second `# ` line", ("first_line", "fixed")),
    Problem("text-before-title", "text stands above the title line", ()),
    Problem("missing-text", "no text and no picture under the title", ()),
    Problem("empty-part", "a part or a channel's own text is empty", ("name",)),
    Problem("unknown-section", "`## x` is no part or channel of the post", ("name", "suggestion", "channels", "fixed")),
    Problem("duplicate-section", "the same channel has two texts of its own", ("name", "first_line")),
    Problem("section-without-space", "`##X` without the space", ("fixed",)),
    Problem("section-indented", "spaces before `#`, `##` or a picture line", ("fixed",)),
    Problem("part-number", "`## Teil N` out of sequence", ("found", "expected", "fixed")),
    Problem("dashes-line", "a line of dashes alone", ("fixed",)),
    Problem("picture-malformed", "a picture line that cannot be read", ("fixed",)),
    Problem("picture-inline", "a picture in the middle of a line", ("fixed",)),
    Problem("picture-path", "a folder or address where a bare file name belongs", ("file", "fixed")),
    Problem("snippet-only-text", "a part, a picture or a channel's text in a snippet", ("found", "fixed")),
    # the post's place in the repository
    Problem("post-file-name", "the file's name is no ASCII slug", ("name", "suggestion")),
    Problem("post-folder", "the post does not lie in content/posts/YYYY/MM/", ("path", "expected")),
)

PROBLEM_IDS: frozenset[str] = frozenset(problem.id for problem in PROBLEMS)
FATAL_IDS: frozenset[str] = frozenset(problem.id for problem in PROBLEMS if problem.fatal)

EXPECTED: tuple[str, ...] = (
    "flag",  # ja | nein
    "duration",  # 30 min, 2 h, 1 d
    "duration-or-time",
    "time-or-after-approval",
    "day",  # 2026-12-01 or 01.12.2026
    "clock",  # 08:30
    "address",  # https://…
    "zone",  # Europe/Berlin
    "slug",  # lower case a-z, digits, hyphens
    "line",  # one line of text
    "language",  # de, en, de-DE
    "public-key",  # one line of an OpenSSH public key file
    "random-id",  # 32 hexadecimal digits
    "land",  # two capital letters
    "postal-code",  # five digits
    "email",
    "week",  # 2026-W49
    "number",  # 1200 or 12,5
    "slot",  # a list of choices, time, number
    "host",  # a computer's name
    "text",
)
"""Ids of the forms that ``wrong-value`` names; the catalogue has their texts."""
