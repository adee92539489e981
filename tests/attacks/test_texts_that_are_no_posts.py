"""A text among the posts that no post can be, by its name or folder, never goes out, and somebody hears of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.approval.paths import may_be_meant_as_post
from amtsfunk.cli import main
from support.publishing import amtsfunk, publish, remote
from support.repo import Office, post_text

ASTRAY = "content/posts/2026/12/Warntag.md"
RIGHT = "content/posts/2026/12/warntag.md"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def put(office: Office, path: str, branch: str, *, gone: str | None = None) -> None:
    office.branch(branch)
    if gone is not None:
        (office.clone / gone).unlink()
    office.write(path, post_text())
    office.commit()
    office.merge(branch)
    office.push()


def waiting(office: Office) -> dict[str, dict[str, object]]:
    index: dict[str, dict[str, dict[str, object]]] = json.loads(remote(office, "show", "refs/heads/ledger:open.json"))
    return index["waiting"]


@pytest.mark.parametrize(
    "path",
    [
        ASTRAY,
        "content/posts/2026/12/warn_tag.md",
        "content/posts/2026/12/warntag.markdown",
        "content/posts/2026/12/warntag.docx",
        "content/posts/2026/13/warntag.md",
        "content/posts/warntag.md",
        "Content/Posts/2026/12/warntag.md",
        f"content/posts/2026/12/{'a' * 81}.md",
    ],
)
def test_what_somebody_may_take_for_a_post(path: str) -> None:
    assert may_be_meant_as_post(path)


@pytest.mark.parametrize(
    "path",
    [
        RIGHT,
        "content/posts/2026/12/warntag.approval.json",
        "content/posts/README.md",
        "content/posts/2026/12/.gitkeep",
        "content/media/2026/12/Warntag.md",
        "guidelines/Warntag.md",
    ],
)
def test_what_nobody_takes_for_an_unsent_post(path: str) -> None:
    assert not may_be_meant_as_post(path)


def test_it_is_told_by_each_run_and_by_the_status_until_it_is_mended(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    put(office, ASTRAY, "falsch")
    publish(office)
    publish(office, now="2026-12-01 09:06")
    assert amtsfunk(office, "status", now="2026-12-01 09:07") == 0
    said = capsys.readouterr().out
    assert said.count(f"Geht nie hinaus: {ASTRAY}") == 3
    assert list(waiting(office)) == [ASTRAY]

    put(office, RIGHT, "richtig", gone=ASTRAY)
    publish(office, now="2026-12-01 09:08")
    assert list(waiting(office)) == [RIGHT]
    assert "Geht nie hinaus" not in capsys.readouterr().out


def test_a_change_of_plans_does_not_make_it_forgotten(office: Office) -> None:
    put(office, ASTRAY, "falsch")
    publish(office)
    put(office, "plans/goals.yml", "plan")
    publish(office, now="2026-12-01 09:06")
    assert list(waiting(office)) == [ASTRAY]


def test_the_morning_names_it_among_what_somebody_has_to_do(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    put(office, "content/posts/2026/12/Warn\u202etag.md", "falsch")
    publish(office)
    capsys.readouterr()
    words = ["--repository", str(office.clone), "--now", "2026-12-01 09:10", "--trust-root", office.root]
    assert main(["notify", "morning", *words]) == 0
    said = capsys.readouterr().out
    assert "Jemand muss entscheiden oder handeln:" in said
    assert "Warn\\u202etag.md: geht nie hinaus" in said
    assert "Es fehlt die Freigabe" not in said


def test_a_thousand_of_them_and_a_name_that_is_no_text_stop_nothing(office: Office) -> None:
    office.branch("viele")
    for number in range(1000):
        office.write(f"content/posts/2026/12/Warntag_{number}.md", "Hallo.\n")
    (office.clone / "content/posts/2026/12").joinpath("A\udcff.md").write_text("Hallo.\n", encoding="utf-8")
    office.commit()
    office.merge("viele")
    office.push()
    assert publish(office) == 0
    assert len(waiting(office)) == 50
