"""The table of ``amtsfunk upgrade``: every file of this repository has an owner, and a house's own is never touched."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amtsfunk.commands.upgrading.compare import Choice, Comparison, Present, Release, compare
from amtsfunk.commands.upgrading.paths import LABELS, RECORD, ROWS, Part, is_product, part_of
from amtsfunk.commands.upgrading.record import Record, digest_of, read_record, write_record
from amtsfunk.model.errors import Refused

REPOSITORY = Path(__file__).parents[3]
TRACKED = subprocess.run(
    ["git", "-C", str(REPOSITORY), "ls-files", "-z"], capture_output=True, check=True, text=True
).stdout.split("\0")[:-1]


def test_every_tracked_file_has_an_owner() -> None:
    assert len(TRACKED) > 500
    assert [path for path in TRACKED if part_of(path) is None] == []


def test_every_row_is_needed_and_every_part_has_a_name() -> None:
    comes_later = {RECORD, ".github/CODEOWNERS"}
    for pattern, _ in ROWS:
        if pattern not in comes_later:
            others = tuple(row for row in ROWS if row[0] != pattern)
            assert [path for path in TRACKED if part_of(path) != part_of(path, others)], pattern
    assert set(LABELS) == set(Part)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("plans/authority.yml", Part.authority),
        ("plans/govern/1f.json", Part.authority),
        ("content/posts/2026/12/warntag.approval.json", Part.authority),
        ("netiquette/clauses.yml", Part.authority),
        ("guidelines/10-krise.md", Part.authority),
        ("site/law/ni.yml", Part.authority),
        ("site/public/index.md", Part.pages),
        ("scripts/amtsfunk/cli.py", Part.program),
        (".github/CODEOWNERS", Part.authority),
        (".github/workflows/publish.yml", Part.surroundings),
        ("docs/decisions/0001-house-and-walls.md", Part.workshop),
        ("docs/operation/amtsfunk.service", Part.papers),
        ("notizen.txt", None),
        ("Scripts/x.py", None),
    ],
)
def test_whose(path: str, part: Part | None) -> None:
    assert part_of(path) is part
    assert is_product(path) is (part not in (None, Part.authority))


# ---------------------------------------------------------------- three sides

A, B, C = b"as it came\n", b"changed here\n", b"as it comes\n"
OTHER = {"site/other.css": A}
"""Something that both have, so that the part is carried whatever happens to the file in question."""


def put_together(
    here: bytes | None,
    came: bytes | None,
    comes: bytes | None,
    *,
    take: str = "",
    keep: str = "",
    recorded: bool = True,
) -> Comparison:
    def files(data: bytes | None) -> dict[str, bytes]:
        return OTHER | ({} if data is None else {"site/x.css": data})

    record = Record("1", {path: digest_of(data) for path, data in files(came).items()}) if recorded else None
    choice = Choice([take] if take else [], [keep] if keep else [])
    return compare(Present(files(here), frozenset(), record), Release("2", files(comes), frozenset()), choice)


@pytest.mark.parametrize(
    ("here", "came", "comes", "verdict"),
    [
        (None, None, C, "added"),
        (A, A, C, "replaced"),
        (A, A, None, "removed"),
        (B, A, A, "kept"),
        (None, A, C, "gone"),
        (None, A, A, "gone"),
        (B, None, None, "own"),
        (B, A, C, "undecided"),
        (B, A, None, "undecided"),
        (B, None, C, "undecided"),
        (A, A, A, None),
        (C, A, C, None),
        (None, A, None, None),
    ],
)
def test_what_becomes_of_a_file(
    here: bytes | None, came: bytes | None, comes: bytes | None, verdict: str | None
) -> None:
    found = put_together(here, came, comes)
    for name in ("added", "replaced", "removed", "kept", "gone", "own", "undecided"):
        assert getattr(found, name) == (("site/x.css",) if name == verdict else ()), name
    assert ("site/x.css" in found.change.writes) is (verdict in ("added", "replaced"))
    assert ("site/x.css" in found.change.removals) is (verdict == "removed")


@pytest.mark.parametrize(
    ("here", "came", "comes", "taken", "kept"),
    [
        (B, A, C, "replaced", "kept"),
        (B, None, C, "replaced", "kept"),
        (B, A, None, "removed", "kept"),
        (A, A, C, "replaced", "kept"),
        (B, A, A, "replaced", "kept"),
        (None, A, C, "added", "gone"),
    ],
)
def test_a_person_decides(here: bytes | None, came: bytes | None, comes: bytes | None, taken: str, kept: str) -> None:
    assert getattr(put_together(here, came, comes, take="site/*"), taken) == ("site/x.css",)
    assert getattr(put_together(here, came, comes, keep="site/*.css"), kept) == ("site/x.css",)
    assert getattr(put_together(here, came, comes, take="*", keep="site/x.css"), kept) == ("site/x.css",), "keep wins"


def test_what_was_kept_once_is_not_asked_again_until_it_changes_again() -> None:
    first = put_together(B, A, C, keep="*")
    record = read_record(first.change.writes[RECORD])
    assert record.version == "2"
    again = compare(Present(OTHER | {"site/x.css": B}, frozenset(), record),
                    Release("2", OTHER | {"site/x.css": C}, frozenset()), Choice())  # fmt: skip
    assert again.kept == ("site/x.css",) and again.is_empty
    later = compare(Present(OTHER | {"site/x.css": B}, frozenset(), record),
                    Release("3", OTHER | {"site/x.css": A}, frozenset()), Choice())  # fmt: skip
    assert later.undecided == ("site/x.css",)


def test_without_a_record_differences_are_taken_and_nothing_is_removed() -> None:
    assert put_together(B, None, C, recorded=False).replaced == ("site/x.css",)
    assert put_together(B, None, C, recorded=False, keep="*").kept == ("site/x.css",)
    lone = put_together(B, None, None, recorded=False)
    assert lone.own == ("site/x.css",) and not lone.change.removals
    assert set(lone.change.writes) == {RECORD}


def test_a_part_that_is_not_carried_is_not_given_and_the_authority_is_never_touched() -> None:
    new = Release("2", {"site/x.css": C, "scripts/amtsfunk/cli.py": C, "tests/test_x.py": C, "plans/authority.yml": C,
                        "site/law/by.yml": C, "fremd.txt": C}, frozenset())  # fmt: skip
    found = compare(Present({"site/x.css": A}, frozenset(), None), new, Choice(take=["*"]))
    assert set(found.change.writes) == {"site/x.css", RECORD}
    assert found.left == (Part.program, Part.workshop)


def test_a_file_that_may_be_run_only_now_is_replaced() -> None:
    found = compare(Present({".ci/run": A}, frozenset(), None), Release("2", {".ci/run": A}, frozenset({".ci/run"})),
                    Choice())  # fmt: skip
    assert found.replaced == (".ci/run",) and found.change.runnable == {".ci/run"}


def test_the_record_is_read_as_it_was_written() -> None:
    record = Record("0.1.0 (abc)", {"site/ä b.md": digest_of(A), "Makefile": digest_of(B)})
    assert read_record(write_record(record)) == record


@pytest.mark.parametrize("data", [b"", b"x", b"# a\n# b\n", b"# a\n# Fassung: 1\nkurz  x\n", b"\xff\n# Fassung: 1\n"])
def test_a_record_of_somebody_else_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_record(data)
