"""What the page „Betrieb“ says about keys and backups, done: by the very commands that stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.publishing import amtsfunk, ledger_commits, publish, remote, types
from support.repo import AUTHORITY, Office, post_text

PAGE = (Path(__file__).parents[2] / "site/internal/handbuch/betrieb.md").read_text(encoding="utf-8")
BEFORE, LATER = "2026-11-30 09:00", "2026-12-01 09:20"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[website]"))
    office.push()
    yield office
    office.close()


def send(office: Office, key: str, now: str = LATER, *more: str) -> int:
    words = ["--trust-root", office.root, "--send", "--key", str(office.key(key)), *more]
    return amtsfunk(office, "publish", *words, now=now)


def clone_anew(office: Office) -> None:
    """Another machine: nothing is remembered there."""
    office.close()
    shutil.rmtree(office.clone)
    subprocess.run(["git", "clone", "-q", str(office.remote), str(office.clone)], check=True, capture_output=True)


def name_publishers(office: Office, *people: str) -> None:
    keys = ", ".join(office.public_key(person) for person in people)
    office.change_rules({"plans/authority.yml": AUTHORITY.format(publisher=keys)})
    office.push()


def test_a_ledger_that_is_gone_comes_back_from_whoever_ran_last(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(office) == 0
    tip = ledger_commits(office)[-1]
    for branch in ("ledger", "evidence"):
        remote(office, "update-ref", "-d", f"refs/heads/{branch}")
    assert publish(office, now=LATER) == 3
    assert "verschwunden" in capsys.readouterr().err
    pushes = re.findall(r"`git (push origin refs/amtsfunk/\S+)`", PAGE)
    assert len(pushes) == 2
    for words in pushes:
        office.run(*words.split())
    assert ledger_commits(office)[-1] == tip
    assert amtsfunk(office, "ledger", "verify", now=LATER) == 0
    assert amtsfunk(office, "reconcile", now=LATER) == 0
    assert publish(office, now=LATER) == 0
    assert types(office).count("accepted") == 1


def test_an_older_ledger_sends_nothing_even_on_another_machine(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = ["--state", str(tmp_path / "state")]
    publish(office, *state, now=BEFORE)
    older = ledger_commits(office)[-1]
    assert publish(office, *state) == 0
    assert ledger_commits(office)[-1] != older
    remote(office, "update-ref", "refs/heads/ledger", older)
    assert publish(office, now=LATER) == 3, "this clone remembers"
    clone_anew(office)
    assert send(office, "publisher", LATER, *state) == 3, "the folder that stays remembers"
    assert "zuletzt gesehenen Stand" in capsys.readouterr().err
    assert ledger_commits(office)[-1] == older


def test_a_key_that_is_taken_out_too_early_stops_whoever_does_not_know_the_ledger_yet(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(office, now=BEFORE)
    name_publishers(office, "mallory")
    clone_anew(office)
    assert send(office, "mallory") == 3, "the newest line is a stranger's now"
    assert "keine Unterschrift eines Veröffentlichers" in capsys.readouterr().err
    assert "accepted" not in types(office)


def test_the_old_key_goes_when_the_new_one_has_written(office: Office) -> None:
    publish(office, now=BEFORE)
    name_publishers(office, "publisher", "mallory")
    assert send(office, "mallory", "2026-12-01 09:05") == 0
    assert types(office).count("accepted") == 1
    name_publishers(office, "mallory")
    assert send(office, "mallory") == 0
    assert amtsfunk(office, "ledger", "verify", now=LATER) == 0
    assert send(office, "publisher") == 1, "whose key is no longer named sends nothing"
