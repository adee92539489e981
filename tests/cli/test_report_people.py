"""Reports say nothing of a person: no sign, no name, no account, whoever wrote, approved or was on duty (R10, R14).

The example's people get signs, names and accounts that stand nowhere else, so that each trace of one is seen.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.publishing import amtsfunk, lines, publish
from support.repo import PEOPLE, Office, team_yml

PROJECT = Path(__file__).parents[2]
NOW = "2026-12-28 18:00"
SPANS = [("year", "2026"), *(("month", f"2026-{month:02d}") for month in range(1, 13)),
         *(("week", f"2026-W{week}") for week in range(45, 54))]  # fmt: skip
FORMATS = ("markdown", "csv", "json")
ACCOUNT = 987_650_000


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example authority in a repository of its own, with people who cannot be taken for anything else."""
    root: Path = tmp_path_factory.mktemp("beispiel")
    for folder in ("content", "plans", "netiquette", "guidelines", "site"):
        shutil.copytree(PROJECT / folder, root / folder)
    signs = _people(root)
    for file in (root / "plans").rglob("*.yml"):
        file.write_text(_renamed(file.read_text("utf-8"), signs), "utf-8")
    team = root / "plans/team.yml"
    named = team.read_text("utf-8")
    for number, sign in enumerate(signs):
        more = f"    name: Zacharias Quitzow-{sign}\n    forge_id: {ACCOUNT + number}\n"
        named = named.replace(f"  {_sign(sign)}:\n", f"  {_sign(sign)}:\n{more}")
    team.write_text(named, "utf-8")
    subprocess.run(["git", "init", "--quiet", "-b", "main", str(root)], check=True)
    assert set(_people(root)) == {_sign(sign) for sign in signs}
    return root


def _people(root: Path) -> list[str]:
    files = {path: (root / path).read_bytes() for path in SETTINGS_PATHS if (root / path).is_file()}
    settings, findings, _ = parse_settings(files)
    assert settings is not None, findings
    return list(settings.people)


def _sign(sign: str) -> str:
    return f"zq-{sign}-person"


def _renamed(text: str, signs: list[str]) -> str:
    """Where a sign is a key, a value or an entry of a list, and nowhere else: „ab“ is a word, too."""
    either = "|".join(map(re.escape, signs))
    return re.sub(rf"(?m)(?<=[\[ ])({either})(?=[,\]:]|\s*(?:#.*)?$)", lambda found: _sign(found[1]), text)


def traces(text: str) -> list[str]:
    return re.findall(rf"zq-\w+-person|Quitzow|Zacharias|{str(ACCOUNT)[:5]}\d{{4}}", text)


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_on_the_example_names_anybody(example: Path, form: str, capfd: pytest.CaptureFixture[str]) -> None:
    duty = "".join(file.read_text("utf-8") for file in (example / "plans").rglob("*.yml"))
    assert len(set(traces(duty))) > 10, "the people are there to be found"
    for length, span in SPANS:
        words = ["report", length, span, "--format", form, "--repository", str(example), "--now", NOW]
        assert main(words) == 0
        shown = capfd.readouterr().out
        assert shown
        assert traces(shown) == [], (length, span)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


def test_no_report_names_who_approved(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """Signs of people whose posts went out, from a ledger that knows them."""
    office.post()
    office.push()
    publish(office)
    captured = next(line for line in lines(office) if line.type == "captured")
    assert "ben" in str(captured)
    assert "ben" in team_yml(office)
    capfd.readouterr()
    for length, span in (("year", "2026"), ("month", "2026-12"), ("week", "2026-W49")):
        for form in FORMATS:
            assert amtsfunk(office, "report", length, span, "--format", form) == 0
            shown = capfd.readouterr().out
            assert "warntag" in shown or form != "csv"
            for sign in PEOPLE:
                assert not re.search(rf"\b{sign}\b", shown), (sign, length, form)
                assert office.public_key(sign) not in shown
