"""The four weeks of the example authority, published day by day with real git and keys: every report has content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.approve import Request, approve_post
from amtsfunk.commands.demonstration.sandbox import CONTENT, GOVERNANCE, Sandbox, enter_keys
from amtsfunk.commands.govern import sign_genesis
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.model.post import Post
from amtsfunk.source.posts import parse_post

PRODUCT = Path(__file__).parents[2]
ZONE = ZoneInfo("Europe/Berlin")
EDITOR, SPOKESPERSON, PUBLISHER = "tm", "kj", "publisher"
BEGIN = datetime(2026, 11, 28, 9, tzinfo=ZONE)
END = datetime(2026, 12, 27, 9, tzinfo=ZONE)
OVERSLEPT = "weihnachtsgruss"
"""Nothing runs at its time or in the days after it."""
WEEKS = ("2026-W49", "2026-W50", "2026-W51", "2026-W52")


def december() -> list[Post]:
    found = []
    for file in sorted((PRODUCT / "content/posts/2026/12").glob("*.md")):
        post = parse_post(file.relative_to(PRODUCT).as_posix(), file.read_bytes(), ZONE).value
        if post is not None and isinstance(post.head.publish_at, datetime):
            found.append(post)
    return sorted(found, key=lambda post: str(post.head.publish_at))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The clone of an office that has published for four weeks."""
    sandbox = Sandbox(tmp_path_factory.mktemp("weeks") / "sandbox")
    sandbox.make_remote((EDITOR, SPOKESPERSON, PUBLISHER))
    sandbox.copy_in(PRODUCT, GOVERNANCE)
    editor, spokesperson, publisher = (sandbox.actor(sign) for sign in (EDITOR, SPOKESPERSON, PUBLISHER))
    enter_keys(sandbox.clone, (editor, spokesperson), publisher)
    first = sandbox.commit(editor, "Start", BEGIN, ["."])
    with Git(sandbox.clone) as git:
        for actor in (editor, spokesperson):
            sign_genesis(git, first, actor.key, BEGIN)
    root = sandbox.commit(editor, "Sign the start", BEGIN, ["plans"])
    sandbox.push()
    sandbox.branch("plan")
    governance = frozenset(name for name in GOVERNANCE if name.startswith("plans/"))
    sandbox.copy_in(PRODUCT, CONTENT, leave_out=governance)
    head = sandbox.commit(editor, "Write", BEGIN, CONTENT)
    with Git(sandbox.clone) as git:
        settings = read_settings(git, head)
        for post in december():
            approve_post(git, settings, Request(post.path, head, root, spokesperson.key, None, BEGIN))
    sandbox.commit(spokesperson, "Approve", BEGIN, ["content"])
    sandbox.merge(spokesperson, "plan", BEGIN)
    common = ["--key", str(publisher.key), "--state", str(sandbox.state), "--repository", str(sandbox.clone)]
    common += ["--trust-root", root]
    assert main(["ledger", "open", *common, "--now", BEGIN.isoformat()]) == 0
    times = [*sorted({post.head.publish_at for post in december() if post.id != OVERSLEPT}), END]
    for at in times:
        now = (at + timedelta(minutes=1)).isoformat()
        main(["publish", "--send", *common, "--out", str(sandbox.folder / "manual"), "--now", now])
    yield sandbox.clone


def report(office: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["report", *words, "--repository", str(office), "--now", "28.12.2026 09:00"]) == 0
    return capsys.readouterr().out


def table(shown: str, title: str) -> list[list[str]]:
    """The rows of a section's table, without its head."""
    _, found, rest = shown.partition(f"\n## {title}\n")
    assert found, f"„{title}“ is missing in:\n{shown}"
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def numbers(rows: list[list[str]]) -> tuple[int, int]:
    """What a table of counts says together: planned, published."""
    return sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows)


@pytest.mark.parametrize(
    "words",
    [*(("week", week) for week in WEEKS), ("month", "2026-12"), ("month", "2026-11"), ("year", "2026")],
    ids=" ".join,
)
def test_every_report_has_content(office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]) -> None:
    shown = report(office, capsys, *words)
    ends = dict(table(shown, "Wie die Veröffentlichungen ausgingen"))
    whole = {
        "Beiträge je Monat" if words[0] == "year" else "Beiträge je Tag": 1,
        "Veröffentlichungen je Kanal": 5,
        "Beiträge je Thema": 2,
        "Beiträge je Zielgruppe": 2,
        "Beiträge je Art": 2,
    }
    for title, least in whole.items():
        rows = table(shown, title)
        assert sum(row[1] != "0" for row in rows) >= least, (title, rows)
        planned, out = numbers(rows)
        assert planned >= out > 0, (title, rows)
    assert int(ends.get("veröffentlicht", 0)) + int(ends.get("früher veröffentlicht (Archiv)", 0)) > 0
    assert len(table(shown, "Ziele")) >= 5
    assert {row[1] for row in table(shown, "Herausforderungen")} >= {"offen", "läuft", "erreicht", "beendet"}
    if words != ("month", "2026-11"):
        assert table(shown, "Was nicht hinausging, und warum")
        assert table(shown, "Plätze im Wochenplan, die noch keinen Beitrag haben")
        assert "Plätzen im Wochenplan" in shown
    if words[0] != "week" and words[1] != "2026-12":
        assert "Fragen waren innerhalb von 60 Minuten beantwortet" in shown
    if words[0] == "year":
        assert len(table(shown, "Netiquette 2025: wie oft wir eingegriffen haben")) >= 3


def test_what_was_missed_stands_there_with_its_reason(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table(report(office, capsys, "month", "2026-12"), "Was nicht hinausging, und warum")
    title = next(post.title for post in december() if post.id == OVERSLEPT)
    assert [row[2:] for row in rows if row[1] == title] == [
        [channel, "verpasst: die Zeit ist vorbei"]
        for channel in ("Bluesky", "Mastodon", "Website", "WhatsApp-Kanal", "X")
    ]
    assert any("lag keine gültige Freigabe vor" in row[3] for row in rows), "nobody but one approves, so some lack one"


def test_the_months_of_a_year_are_its_weeks_counted_once(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    year = json.loads(report(office, capsys, "year", "2026", "--format", "json"))
    december = json.loads(report(office, capsys, "month", "2026-12", "--format", "json"))
    weeks = [json.loads(report(office, capsys, "week", week, "--format", "json")) for week in WEEKS]
    assert sum(week["places"]["planned"] for week in weeks) == december["places"]["planned"] + 1, "30 November"
    in_year = next(row for row in year["days"] if row["id"] == "2026-12-01")
    assert in_year == {"id": "2026-12-01", **december["posts"]}
    assert year["measures"]["year"] == 2025
