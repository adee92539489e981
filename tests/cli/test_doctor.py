"""Does everything work? Over a network of the tests' own on loopback, and with one thing broken at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.channels.adapters import ADAPTERS
from standins.base import Answer, Call
from standins.serve import serve
from support.little_network import TOKEN, LittleServer, little_network
from support.publishing import amtsfunk, ledger_commits, open_ledger, publish, remote
from support.repo import OUTSIDER, Office, post_text

NOW = "2026-12-01 09:10"


class Site:
    """A public website that keeps the ledger's mark."""

    def __init__(self) -> None:
        self.mark = b""
        self.status = 200

    def answer(self, call: Call) -> Answer:
        if call.path == "/sendebuch.txt":
            return Answer(200 if self.mark else 404, self.mark)
        return Answer(self.status, b"<html></html>")


@pytest.fixture
def server() -> LittleServer:
    return LittleServer(limits={"characters": 500, "pictures": 4})


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    made = Site()
    with serve(made) as host:  # type: ignore[arg-type]
        yield made, f"http://{host}"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: LittleServer) -> Iterator[Office]:
    made = Office.make(tmp_path)
    with little_network(made, monkeypatch, server):
        open_ledger(made)
        yield made
    made.close()


@pytest.fixture
def doctor(office: Office, site: tuple[Site, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the verb; (exit code, the rows as one text by subject, everything that was printed)."""

    def run(*words: str) -> tuple[int, dict[str, str], str]:
        capsys.readouterr()
        own = {
            "--trust-root": office.root,
            "--key": str(office.key("publisher")),
            "--probe": site[1],
            "--mark": f"{site[1]}/sendebuch.txt",
            "--state": str(tmp_path / "state"),
        }
        given = dict(zip(words[::2], words[1::2], strict=False)) if "--write" not in words else {}
        settled = [word for pair in {**own, **given}.items() for word in pair if word]
        code = amtsfunk(
            office, "doctor", "--format", "json", *settled, *(["--write"] if "--write" in words else []), now=NOW
        )
        shown = capsys.readouterr()
        rows = json.loads(shown.out)["rows"]
        told: dict[str, str] = {}
        for row in rows:
            told[row["what"]] = f"{told.get(row['what'], '')}{row['state']}: {row['said']} {row['todo']}\n"
        return code, told, shown.out + shown.err

    return run


def test_where_everything_works_it_says_so_and_changes_nothing(
    office: Office, doctor: Any, site: tuple[Site, str], tmp_path: Path
) -> None:
    site[0].mark = ledger_commits(office)[-1].encode()
    refs = remote(office, "for-each-ref")
    code, told, printed = doctor()
    assert code == 0, printed
    assert "ok: Die Zugangsdaten gelten für @stadt. Erlaubt: write." in told["Mastodon"]
    assert "ok: Ruhezeit 20 min" in told["Mastodon"]
    assert told["X"].startswith("ok: Hier veröffentlicht ein Mensch")
    for subject in ("Sendebuch", "Vertrauensanker", "Uhr", "Öffentliche Website", "Gemerkter Stand des Sendebuchs"):
        assert told[subject].startswith("ok:"), told[subject]
    assert TOKEN not in printed
    assert remote(office, "for-each-ref") == refs
    assert list((tmp_path / "state").glob("probe-*")) == []


def test_a_table_for_people(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert amtsfunk(office, "doctor", "--trust-root", office.root, now=NOW) == 0
    assert "Es geht alles." in capsys.readouterr().out


def test_without_credentials_it_names_what_to_set(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMTSFUNK_MASTODON_TOKEN")
    code, told, _ = doctor()
    assert code == 1
    assert "AMTSFUNK_MASTODON_TOKEN" in told["Mastodon"]


def test_wrong_credentials_are_told_and_never_shown(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMTSFUNK_MASTODON_TOKEN", "falsch-7d21")
    code, told, printed = doctor()
    assert code == 1
    assert told["Mastodon"].startswith("bad: Geht nicht")
    assert "falsch-7d21" not in printed


def test_somebody_elses_credentials_are_told(doctor: Any, server: LittleServer) -> None:
    server.account = "666"
    code, told, _ = doctor()
    assert code == 1
    assert "gehören einem anderen Konto (666" in told["Mastodon"]


@pytest.mark.parametrize(
    ("ends", "state"), [("2026-12-05T00:00:00+00:00", "note"), ("2026-11-30T00:00:00+00:00", "bad")]
)
def test_credentials_that_end_are_told_in_time(doctor: Any, server: LittleServer, ends: str, state: str) -> None:
    server.ends = ends
    code, told, _ = doctor()
    assert (code, f"{state}: Die Zugangsdaten" in told["Mastodon"]) == (int(state == "bad"), True)


def test_a_defect_of_one_network_hides_no_other(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """I12"""

    class Broken(type(ADAPTERS["little"])):  # type: ignore[misc]
        def examine(self, account: object, access: object) -> Any:
            raise ZeroDivisionError

    monkeypatch.setitem(ADAPTERS, "little", Broken())  # type: ignore[arg-type]
    code, told, _ = doctor()
    assert code == 1
    assert told["Mastodon"].startswith("bad:")
    assert told["X"].startswith("ok:")


def test_a_clock_that_is_off_is_told(doctor: Any, server: LittleServer) -> None:
    server.now = datetime.now(UTC) + timedelta(minutes=10)
    code, told, _ = doctor()
    assert code == 1
    assert told["Uhr"].startswith("bad: Sie geht gegen Mastodon")
    assert "Sekunden nach" in told["Uhr"]


def test_a_website_that_does_not_answer_is_told(doctor: Any, site: tuple[Site, str]) -> None:
    site[0].status = 503
    code, told, _ = doctor()
    assert (code, "503" in told["Öffentliche Website"]) == (1, True)


def test_a_mark_that_the_ledger_lacks_is_told(doctor: Any, site: tuple[Site, str]) -> None:
    site[0].mark = b"0" * 40
    code, told, _ = doctor()
    assert (code, told["Gemerkter Stand des Sendebuchs"][:3]) == (1, "bad")


def test_a_remote_that_takes_nothing_is_told(office: Office, doctor: Any) -> None:
    office.run("remote", "set-url", "--push", "origin", str(office.folder / "nirgends.git"))
    code, told, _ = doctor()
    assert code == 1
    assert "lassen sich nicht schreiben: ledger" in told["Server in Git"]


def test_a_remote_that_is_gone_is_one_row(office: Office, doctor: Any) -> None:
    shutil.move(office.remote, office.folder / "weg.git")
    code, told, _ = doctor()
    assert code == 1
    assert list(told)[1:] == ["Weg nach außen", "Server in Git und Sendebuch"]


def test_a_key_of_nobody_and_a_root_of_nowhere_are_told(office: Office, doctor: Any) -> None:
    code, told, _ = doctor("--key", str(office.key(OUTSIDER)))
    assert (code, told["Schlüssel des Veröffentlichers"][:3]) == (1, "bad")


def test_a_folder_that_cannot_be_written_is_told(doctor: Any, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    code, told, _ = doctor("--state", str(tmp_path / "datei" / "unten"))
    assert (code, told["Ordner für Bleibendes (--state)"][:3]) == (1, "bad")


def test_a_client_that_waits_longer_than_the_channel_says_is_told(office: Office, doctor: Any) -> None:
    channels = office.read("plans/channels.yml").replace(
        "via: api\n", "via: api\n    patience: {client_timeout: 0 min}\n"
    )
    office.change_rules({"plans/channels.yml": channels})
    office.push()
    code, told, _ = doctor()
    assert (code, "client_timeout" in told["Mastodon"]) == (1, True)


# ---------------------------------------------------------------- limits


def test_other_limits_are_told_and_written_with_every_comment_kept(
    office: Office, doctor: Any, server: LittleServer
) -> None:
    server.limits = {"characters": 5000, "pictures": 4, "alt": 1500}
    before = (
        "# Oben\nobserved:\n  x:\n    weighted: 280 # so\n    observed_on: 01.11.2026\n    source: gesehen\n"
        "  mastodon:\n    # darin\n    characters: 400\n    observed_on: 01.11.2026\n    source: gesehen\n# Unten\n"
    )
    office.write("plans/limits.yml", before)
    code, told, _ = doctor()
    assert code == 0
    assert "note: Der Server erlaubt: 5000 Zeichen." in told["Mastodon"]
    assert office.read("plans/limits.yml") == before
    assert doctor("--write")[0] == 0
    host = office.read("plans/channels.yml").split('host: "')[1].split('"')[0]
    assert office.read("plans/limits.yml") == before.replace("characters: 400", "characters: 5000").replace(
        "    characters: 5000\n    observed_on: 01.11.2026\n    source: gesehen",
        f"    characters: 5000\n    observed_on: 01.12.2026\n    source: Auskunft des Servers {host}",
    )
    assert "nichts einzutragen" in doctor("--write")[1]["plans/limits.yml"]


def test_a_first_file_of_limits_is_written(office: Office, doctor: Any, server: LittleServer) -> None:
    server.limits = {"characters": 5000, "blicke": 3}
    assert doctor("--write")[0] == 0
    assert "  mastodon:\n    characters: 5000\n    observed_on: 01.12.2026\n" in office.read("plans/limits.yml")


def test_a_file_written_otherwise_is_left_alone(
    office: Office, server: LittleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.limits = {"characters": 5000}
    odd = "observed: {mastodon: {characters: 400, observed_on: 01.11.2026, source: gesehen}}\n"
    office.write("plans/limits.yml", odd)
    assert amtsfunk(office, "doctor", "--write", now=NOW) == 1
    assert "lässt sich nicht ergänzen" in " ".join(capsys.readouterr().out.split())
    assert office.read("plans/limits.yml") == odd


def test_it_helps_before_the_first_post(office: Office, doctor: Any) -> None:
    office.post(content=post_text(channels="[mastodon]"))
    office.push()
    assert doctor()[0] == 0
    assert publish(office) == 0


def test_it_says_which_way_requests_leave_the_house(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code, rows, _ = doctor()
    assert code == 0 and "Direkt, ohne Proxy" in rows["Weg nach außen"]
    monkeypatch.setenv("AMTSFUNK_PROXY", "http://amtsfunk:geheim-77aa@proxy.beispielau.example:3128")
    monkeypatch.setenv("AMTSFUNK_DIRECT", ".intern.example")
    code, rows, printed = doctor()
    assert code == 0, "this machine is reached without it"
    assert "Über den Proxy proxy.beispielau.example:3128, ohne ihn zu .intern.example" in rows["Weg nach außen"]
    assert "geheim-77aa" not in printed
    monkeypatch.setenv("AMTSFUNK_PROXY", "proxy")
    code, rows, _ = doctor()
    assert code == 1 and "nennt keinen Proxy" in rows["Weg nach außen"]


def test_a_wrong_way_out_ends_a_run_before_anything_is_claimed(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office.post()
    office.push()
    before = ledger_commits(office)
    monkeypatch.setenv("AMTSFUNK_CA_FILE", "/nirgends.pem")
    assert publish(office) == 2
    assert "AMTSFUNK_CA_FILE" in capsys.readouterr().err
    assert ledger_commits(office) == before
