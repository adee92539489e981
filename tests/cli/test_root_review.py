"""A trust root that two approved by review, through the real publisher: recorded once, and shown by a clone alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.delivery.events import Governance
from redteam.attacks_root import founded, founding
from standins.base import Answer
from standins.github import TOKEN
from standins.serve import serve
from support.publishing import open_ledger, publish, remote, repository_lines, types
from support.reviewing import Relay, ReviewedOffice

NOW = "2026-12-01 09:05"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewedOffice]:
    """An office whose root is a merge that two approved, with an approved post."""
    relay = Relay()
    with serve(relay) as host:  # type: ignore[arg-type]
        made = ReviewedOffice.make(tmp_path, host=host)
        relay.forge = made.forge
        founded(made, founding(made), "ben", "cleo")
        monkeypatch.setenv("AMTSFUNK_TRUST_ROOT", made.root)
        monkeypatch.setenv("AMTSFUNK_FORGE_TOKEN", TOKEN)
        number = made.proposed()
        made.forge.review(number, "ben")
        made.merged(number, method="squash")
        yield made
        made.close()


def pulls(office: ReviewedOffice) -> list[int]:
    """Numbers of the pull requests that the ledger's lines about rules rest on."""
    told = [line.evidence or () for line in repository_lines(office) if isinstance(line, Governance)]
    return [pull["number"] for evidence in told for pull in evidence]


def verify(office: ReviewedOffice, folder: Path) -> int:
    subprocess.run(["git", "clone", "-q", str(office.remote), str(folder)], check=True, capture_output=True)
    return main(["approval", "verify", "warntag", "--repository", str(folder), "--now", NOW])


def test_a_clone_alone_shows_the_root(office: ReviewedOffice, tmp_path: Path) -> None:
    assert publish(office) == 0
    assert "accepted" in types(office)
    assert pulls(office) == [1]
    head = office.forge.pulls[1].head
    assert head in remote(office, "rev-list", "refs/heads/evidence"), "a squash loses it everywhere else"
    office.forge.troubles += [Answer.of({}, 500)] * 99
    calls = len(office.forge.calls)
    assert verify(office, tmp_path / "anderswo") == 0
    assert len(office.forge.calls) == calls, "nobody was asked"
    publish(office)
    assert pulls(office) == [1], "it is recorded once"


def test_a_root_that_could_not_be_shown_at_first_is_recorded_later(office: ReviewedOffice, tmp_path: Path) -> None:
    """Though nothing else changed on main meanwhile: otherwise no clone could show what went out."""
    assert open_ledger(office) == 0
    office.forge.troubles += [Answer.of({}, 503)] * 2
    publish(office)
    assert "accepted" not in types(office) and pulls(office) == []
    assert publish(office) == 0
    assert "accepted" in types(office) and pulls(office) == [1]
    assert verify(office, tmp_path / "anderswo") == 0


def test_no_ledger_is_opened_on_a_root_that_nobody_shows(
    office: ReviewedOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is written into the first line for good."""
    office.forge.troubles += [Answer.of({}, 503)] * 9
    assert open_ledger(office) == 1
    assert "antwortet gerade nicht" in capsys.readouterr().err
    office.forge.troubles.clear()
    sound, office.root = office.root, office.main  # a post's merge, which one approved
    assert open_ledger(office) == 1
    assert "Das Sendebuch wurde nicht geöffnet." in capsys.readouterr().err
    assert not remote(office, "rev-parse", "--verify", "--quiet", "refs/heads/ledger")
    office.root = sound
    assert open_ledger(office) == 0


def test_without_the_record_a_clone_does_not_show_it(
    office: ReviewedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(office, tmp_path / "anderswo") == 1
    assert "Bedingung 6" in capsys.readouterr().out
