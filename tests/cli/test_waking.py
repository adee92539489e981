"""A statement in the inbox makes the forge look at once: a branch comes and goes, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.effects.waking import BRANCH
from support.modules import SLOTS, agree, module, posts_of_modules, run
from support.publishing import remote
from support.repo import Office

PUBLISH = Path(__file__).parents[2] / ".github/workflows/publish.yml"
SEND = ("send", "stromausfall", *SLOTS, "--yes")
GITHUB = "forge: {kind: github, repository: stadt/posts, id: 7, host: github.com}\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Its remote writes down every reference that was pushed, and what it was and became."""
    made = Office.make(tmp_path)
    agree(made)
    assert run(made, now="2026-12-01 09:00") == 0, "there is a ledger"
    hook = made.remote / "hooks/post-receive"
    hook.write_text(f"#!/bin/sh\ncat >> '{made.folder}/pushed'\n", encoding="utf-8")
    hook.chmod(0o755)
    yield made
    made.close()


def pushed(office: Office) -> list[tuple[str, bool]]:
    """Name, and whether it was there afterwards."""
    file = office.folder / "pushed"
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    return [(name.removeprefix("refs/heads/"), set(new) != {"0"}) for _, new, name in rows]


def on_github(office: Office) -> None:
    office.change_rules({"plans/authority.yml": f"{office.read('plans/authority.yml')}{GITHUB}"})
    office.push()
    (office.folder / "pushed").unlink(missing_ok=True)


def test_a_branch_comes_and_goes_after_the_statement(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    on_github(office)
    assert module(office, *SEND) == 0
    assert "Auf github.com beginnt dazu gleich ein Lauf." in capsys.readouterr().out
    (inbox, made, gone) = pushed(office)
    assert inbox == ("inbox", True), "first of all: without it there is nothing to look for"
    assert made[0] == gone[0] and made[0].startswith(BRANCH)
    assert (made[1], gone[1]) == (True, False)
    assert BRANCH not in remote(office, "for-each-ref")
    assert run(office) == 0
    assert len(posts_of_modules(office)) == 1, "and once, as ever"


def test_a_forge_that_takes_no_such_branch_hinders_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    on_github(office)
    hook = office.remote / "hooks/update"
    hook.write_text(f'#!/bin/sh\ncase "$1" in refs/heads/{BRANCH}*) exit 1;; esac\n', encoding="utf-8")
    hook.chmod(0o755)
    assert module(office, *SEND) == 0
    told = capsys.readouterr().out
    assert "ließ sich kein Lauf wecken" in told and "Run workflow" in told and "emil sendet:" in told
    assert pushed(office) == [("inbox", True)]


def test_without_a_forge_nobody_is_woken(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert module(office, *SEND) == 0
    assert "Lauf wecken" not in capsys.readouterr().out
    assert pushed(office) == [("inbox", True)]


def test_the_workflow_listens_for_this_name_only() -> None:
    text = PUBLISH.read_text(encoding="utf-8")
    listens = f"(github.event_name != 'delete' || startsWith(github.event.ref, '{BRANCH}'))"
    assert text.count("\n  delete:") == 1
    assert f"    if: github.ref == 'refs/heads/main' && {listens}\n" in text
