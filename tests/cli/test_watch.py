"""``publish --watch`` as a process, on the real clock: it sends at the time, sees what comes, ends when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.delivery.events import Claimed, Handed
from support.publishing import lines, manual_folder, put_stop, repository_lines, types
from support.repo import Office, post_text

PATIENCE = 60.0
NOWHERE = ["--mark", "http://127.0.0.1:9/"]
"""A website that refuses at once."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose clock is the real one, with an open ledger."""
    made = Office.make(tmp_path)
    made.now = datetime.now(UTC) - timedelta(minutes=10)
    assert main(["ledger", "open", "--repository", str(made.clone), *words(made), *NOWHERE]) == 0
    yield made
    made.close()


def words(office: Office) -> list[str]:
    return ["--trust-root", office.root, "--key", str(office.key("publisher"))]


def post(office: Office, name: str, due: datetime) -> None:
    local = due.astimezone(UTC)
    month = local.strftime("%Y/%m")
    text = post_text(publish_at=local.strftime("%Y-%m-%d %H:%M:%SZ"), channels="[mastodon]", text=f"Text von {name}.")
    office.post(path=f"content/posts/{month}/{name}.md", content=text, branch=name)
    office.push()


class Watcher:
    def __init__(self, office: Office) -> None:
        self.office = office
        command = [sys.executable, "-m", "amtsfunk", "publish", "--repository", str(office.clone), *words(office)]
        state = ["--state", str(office.folder / "state"), *NOWHERE]
        self.process = subprocess.Popen(
            [*command, *state, "--send", "--watch", "--poll", "5"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ,
        )

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something to become true while the process lives."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"it did not come to that: {self.end()}")
            time.sleep(0.1)

    def end(self) -> str:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return said


@pytest.fixture
def watcher(office: Office) -> Iterator[Watcher]:
    running: list[Watcher] = []

    def start() -> Watcher:
        running.append(Watcher(office))
        return running[0]

    yield start  # type: ignore[misc]
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def test_what_is_due_goes_out_at_its_time_and_what_comes_later_too(
    office: Office, watcher: Callable[[], Watcher]
) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=12)
    post(office, "puenktlich", due)
    running = watcher()
    running.until(lambda: "handed" in types(office, "puenktlich", "mastodon"))
    handed = next(line for line in lines(office, "puenktlich") if isinstance(line, Handed))
    claimed = next(line for line in lines(office, "puenktlich") if isinstance(line, Claimed))
    assert claimed.at < due <= handed.at, "claimed ahead, sent in time"
    assert (manual_folder(office, "puenktlich") / "beitrag.txt").is_file()
    post(office, "spaeter", datetime.now(UTC))
    running.until(lambda: "handed" in types(office, "spaeter", "mastodon"))
    said = running.end()
    assert running.process.returncode == 0, said
    assert "Beendet" in said


def test_a_stop_wins_over_a_claim_that_waits_for_its_time(office: Office, watcher: Callable[[], Watcher]) -> None:
    post(office, "gestoppt", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=15))
    running = watcher()
    running.until(lambda: "claimed" in types(office, "gestoppt", "mastodon"))
    put_stop(office, "total")
    running.until(lambda: "released" in types(office, "gestoppt", "mastodon"))
    running.until(lambda: any(line.type == "stopped" for line in repository_lines(office)))
    running.end()
    assert "handed" not in types(office, "gestoppt", "mastodon")
    assert not manual_folder(office, "gestoppt").exists()


def test_what_is_claimed_and_not_begun_is_given_back_at_the_end(office: Office, watcher: Callable[[], Watcher]) -> None:
    post(office, "rueckgabe", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=50))
    running = watcher()
    running.until(lambda: "claimed" in types(office, "rueckgabe", "mastodon"))
    running.end()
    assert running.process.returncode == 0
    assert types(office, "rueckgabe", "mastodon")[-2:] == ["claimed", "released"]


def test_trouble_with_the_server_is_told_once_and_survived(office: Office, watcher: Callable[[], Watcher]) -> None:
    running = watcher()
    running.until((office.folder / "state" / "ledger-mark").is_file)
    away = office.folder / "weg.git"
    office.remote.rename(away)
    time.sleep(8)
    away.rename(office.remote)
    post(office, "danach", datetime.now(UTC))
    running.until(lambda: "handed" in types(office, "danach", "mastodon"))
    assert running.end().count("Es wird weiter versucht") == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--watch"], "nur zusammen mit --send"),
        (["--watch", "--send", "--now", "2026-12-01 09:00"], "wirkliche Uhr"),
        (["--watch", "--send", "--poll", "1"], "alle 5 Sekunden"),
    ],
)
def test_odd_calls_are_refused(office: Office, capsys: pytest.CaptureFixture[str], more: list[str], said: str) -> None:
    office.push()
    command = ["publish", "--repository", str(office.clone), *words(office), *NOWHERE]
    if "--now" in more:
        newest = datetime.now(UTC) + timedelta(minutes=5)
        more = [*more[:-1], newest.strftime("%Y-%m-%d %H:%M:%SZ")]
    assert main([*command, *more]) == 2
    assert said in capsys.readouterr().err


def test_a_made_up_time_is_not_watched(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    made = ["publish", "--repository", str(office.clone), *words(office), "--send", "--watch"]
    assert main([*made, "--now", "2040-12-01 09:00"]) == 2
    assert "wirkliche Uhr" in capsys.readouterr().err
