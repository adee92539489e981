"""A crisis drilled for real: the real verbs over the example's own tree; nothing reaches the world, nothing stays."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from amtsfunk import cli
from amtsfunk.commands.drilling.ground import PREFIX, Ground, bare_environment
from amtsfunk.effects.git import Git

PRODUCT = Path(__file__).parents[2]
TRACE = """\
#!/bin/sh
echo "$PWD -> $*" >> "%s"
env | grep -v PWD= >> "%s"
exec "%s" "$@"
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The example's plans and modules, to be changed; a repository with a remote, so that touching it would be seen."""
    root, remote = tmp_path / "behoerde", tmp_path / "server.git"
    for name in ("plans", "content/modules"):
        shutil.copytree(PRODUCT / name, root / name)
    remote.mkdir()
    Git(remote).run("init", "--quiet", "--bare")
    git = Git(root)
    git.run("init", "--quiet", "--initial-branch=main")
    git.run("remote", "add", "origin", str(remote))
    git.run("add", ".")
    git.run("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "Start")
    git.run("push", "--quiet", "origin", "main")
    return root


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary folders are made; whatever a test does, no ground of a drill is left there."""
    made = tmp_path / "tmp"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr("tempfile.tempdir", str(made))
    yield made
    assert [one.name for one in made.iterdir() if one.name.startswith(PREFIX)] == []


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def minutes_of(said: str) -> str:
    return said[said.index("# Krisenübung") :]


def drill(*words: str, root: Path = PRODUCT) -> int:
    return cli.main(["drill", *words, "--repository", str(root)])


def digests(folder: Path) -> Mapping[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): f"{sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}" for path in files}


def test_a_storm_tide_goes_all_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert drill("sturmflut", "--by-itself") == 0
    said = capsys.readouterr().out
    assert said.count("Laut Sendebuch der Übung ist es auf allen Kanälen hinausgegangen.") == 3
    assert "in dieser Minute geplant war, blieb stehen" in said
    assert "was überholt war, ging nicht mehr hinaus" in said
    minutes = minutes_of(said)
    rows = [line.split("|")[1].strip() for line in minutes.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        "Alles Geplante anhalten",
        "Anrufen und bestätigen lassen",
        "Erste Meldung aus dem abgestimmten Modul",
        "Meldung in eigenen Worten im Eilweg",
        "Entwarnung und Nachschau",
        "Stopp aufheben",
    ]
    assert "nicht gelungen" not in minutes and "Nichts." in minutes
    signs = yaml.safe_load((PRODUCT / "plans/team.yml").read_text(encoding="utf-8"))["people"]
    assert [sign for sign in signs if re.search(rf"\b{sign}\b", minutes)] == [], "no person in the minutes"


def test_under_a_total_stop_the_module_waits_for_the_lift(capsys: pytest.CaptureFixture[str]) -> None:
    assert drill("fremder-zugriff", "--by-itself") == 0
    said = capsys.readouterr().out
    assert "amtsfunk hold total" in said
    assert said.index("Stopp aufheben") < said.index("Erste Meldung aus dem abgestimmten Modul")
    assert "Nichts." in minutes_of(said)


def test_everything_that_is_missing_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, "plans/crisis.yml", "modules: [stromausfall, entwarnung]", "modules: [strom-weg, entwarnung]")
    change(office, "content/modules/entwarnung.md", "valid_until: 30.09.2028", "valid_until: 30.11.2026")
    file = office / "plans/crisis.yml"
    file.write_text(file.read_text(encoding="utf-8").partition("contacts:\n")[0], encoding="utf-8")
    (office / "plans/rota.yml").unlink()
    assert drill("stromausfall", "--by-itself", root=office) == 1
    minutes = minutes_of(capsys.readouterr().out)
    for missed in (
        "Heute steht niemand im Dienstplan",
        "Das Modul „strom-weg“ aus dem Krisenplan gibt es nicht",
        "Das Modul „Entwarnung“ gilt heute nicht; abgestimmt war es bis 30.11.2026.",
        "Für die erste Meldung dieses Szenarios gibt es kein Modul",
        "Für die Entwarnung gibt es kein Modul.",
        "Im Krisenplan steht kein Kontakt.",
    ):
        assert f"- {missed}" in minutes
    assert minutes.count("nicht gelungen") == 2, "module and all-clear; the fast lane and the stop were drilled"


def test_a_stop_that_does_not_hold_is_seen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    real = Ground.say

    def without_hold(self: Ground, *words: str, **options: object) -> tuple[int, str]:
        return (0, "Angehalten.") if words[0] == "hold" else real(self, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Ground, "say", without_hold)
    assert drill("falschmeldung", "--by-itself") == 0, "without a stop nothing has to hold"
    capsys.readouterr()
    assert drill("sturmflut", "--by-itself") == 1
    assert "Der Stopp hat nicht gehalten: Ein geplanter Beitrag ging trotzdem hinaus." in capsys.readouterr().out


def test_nothing_of_the_person_and_nothing_of_the_office_is_touched(
    office: Path, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every git process of the drill is looked at: where it works, what it is told, what it knows."""
    calls, log = tmp_path / "git.calls", tmp_path / "git.environment"
    tools, home = tmp_path / "tools", tmp_path / "zuhause"
    real = shutil.which("git")
    tools.mkdir()
    (tools / "git").write_text(TRACE % (calls, log, real), encoding="utf-8")
    (tools / "git").chmod(0o755)
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = geheim-aus-gitconfig\n[core\n", encoding="utf-8")
    for name in ("AMTSFUNK_MASTODON_TOKEN", "AMTSFUNK_FORGE_TOKEN", "AMTSFUNK_PUBLISHER_KEY", "GITHUB_TOKEN"):
        monkeypatch.setenv(name, f"geheim-{name}")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SSH_AUTH_SOCK", "/geheim-agent")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/geheim-credentials")
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    before = {**digests(office), **digests(tmp_path / "server.git")}
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    monkeypatch.chdir(office)
    environment = dict(os.environ)
    assert drill("trinkwasser", "--by-itself", root=office) == 0
    assert {**digests(office), **digests(tmp_path / "server.git")} == before
    assert dict(os.environ) == environment, "the person's own environment is back"
    known = log.read_text(encoding="utf-8")
    for foreign in ("geheim", str(office), "server.git", str(home)):
        assert foreign not in known
    places = [line.partition(" -> ") for line in calls.read_text(encoding="utf-8").splitlines() if " -> " in line]
    assert len(places) > 50, "the drill did work with git"
    for place, _, said in places:
        assert str(office) not in said and "server.git" not in said
        assert Path(place).is_relative_to(folder) or f"-C {folder}/{PREFIX}" in said


def test_no_process_learns_more_than_this(tmp_path: Path) -> None:
    given = {"PATH": "/bin", "PYTHONPATH": "p", "HOME": "/home/anna", "AMTSFUNK_X_TOKEN": "s", "https_proxy": "p"}
    made = bare_environment(tmp_path, given)
    assert set(made) == {
        *("PATH", "PYTHONPATH", "HOME", "TMPDIR", "LC_ALL", "PYTHONIOENCODING", "COLUMNS"),
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_TERMINAL_PROMPT", "GIT_ALLOW_PROTOCOL"),
    }
    assert made["HOME"].startswith(str(tmp_path)) and made["GIT_ALLOW_PROTOCOL"] == "file"


def test_the_ground_names_no_place_in_the_world(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every network works by hand there, is called „Übung“, and its texts begin with „ÜBUNG!“."""
    change(office, "plans/channels.yml", "    network: mastodon\n", "    network: mastodon\n    via: api\n")
    seen: dict[str, object] = {}
    real = Ground.begin

    def look(self: Ground) -> None:
        clone = self.sandbox.clone
        seen["channels"] = yaml.safe_load((clone / "plans/channels.yml").read_text(encoding="utf-8"))["channels"]
        seen["authority"] = yaml.safe_load((clone / "plans/authority.yml").read_text(encoding="utf-8"))
        seen["module"] = (clone / "content/modules/sturmflut-warnung.md").read_text(encoding="utf-8")
        seen["remotes"] = Git(clone).run("remote", "-v").decode()
        seen["folder"] = str(self.folder)
        real(self)

    monkeypatch.setattr(Ground, "begin", look)
    assert drill("sturmflut", "--by-itself", root=office) == 0
    channels = seen["channels"]
    assert isinstance(channels, dict) and len(channels) == 7
    for channel in channels.values():
        assert channel["label"].startswith("Übung ") and channel["host"] == "uebung.invalid"
        assert channel["via"] in ("manual", "site") and "address" not in channel and "handle" not in channel
    authority = seen["authority"]
    real_id = yaml.safe_load((office / "plans/authority.yml").read_text(encoding="utf-8"))["id"]
    assert isinstance(authority, dict) and authority["id"] != real_id and authority["name"].startswith("Übung: ")
    assert "# ÜBUNG! Sturmflutwarnung" in str(seen["module"]) and "\nÜBUNG! Sturmflut!" in str(seen["module"])
    assert {line.split()[1] for line in str(seen["remotes"]).splitlines()} == {f"{seen['folder']}/uebung/remote.git"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("mark", ["Die Übung wird vorbereitet", "Schritt 3"])
def test_an_interrupted_drill_leaves_nothing(folder: Path, number: signal.Signals, mark: str) -> None:
    command = [sys.executable, "-m", "amtsfunk", "drill", "sturmflut", "--by-itself", "--repository", str(PRODUCT)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert running.stdout is not None
    for line in running.stdout:
        if mark in line:
            break
    while not any(one.name.startswith(PREFIX) for one in folder.iterdir()):
        assert running.poll() is None
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (
        "Abgebrochen. Die Übungsumgebung ist gelöscht; es bleibt nichts zurück, und nichts ist hinausgegangen." in said
    )
    assert "Traceback" not in said
    assert list(folder.iterdir()) == []


def test_people_are_guided_and_asked(folder: Path) -> None:
    """At a terminal: a value that does not fit is asked again, two contacts are not found, the rest is Enter."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "amtsfunk", "drill", "stromausfall", "--repository", str(PRODUCT)]
    running = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    os.close(theirs)
    os.write(ours, b"\n2, 4\nirgendwo\n" + b"\n" * 20)
    said, _ = running.communicate(timeout=120)
    os.close(ours)
    assert running.returncode == 1
    assert "Das ist dort nicht vorgesehen." in said
    minutes = minutes_of(said)
    assert "Kontakt nicht gefunden: Einsatzleitung Feuerwehr." in minutes
    assert "Kontakt nicht gefunden: Informationstechnik, Rufbereitschaft." in minutes
    assert "Das Programm hat alle Schritte selbst getan" not in minutes
    assert "nicht gemessen" not in minutes and "nicht gelungen" not in minutes


def test_the_list_and_what_is_refused(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drill() == 0
    said = capsys.readouterr().out
    assert "sturmflut" in said and "(Ereignis; Modul „Sturmflutwarnung“)" in said
    assert "kein Modul für die erste Meldung" in said
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: PTH123, SIM115 - nobody is there
    assert drill("sturmflut") == 2
    assert "amtsfunk drill sturmflut --by-itself" in capsys.readouterr().err
    assert drill("vulkan", "--by-itself") == 2
    assert "Eine Lage „vulkan“ steht nicht im Krisenplan." in capsys.readouterr().err
    there = tmp_path / "da.md"
    there.write_text("Schon da.", encoding="utf-8")
    assert drill("sturmflut", "--by-itself", "--write", str(there)) == 1
    assert there.read_text(encoding="utf-8") == "Schon da."
    (office / "plans/crisis.yml").unlink()
    assert drill(root=office) == 2
    assert "noch keinen Krisenplan" in capsys.readouterr().err


def test_the_minutes_are_filed_and_a_second_drill_is_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "akten" / "eins.md", tmp_path / "akten" / "zwei.md"
    for target in (first, second):
        assert drill("empoerung", "--by-itself", "--write", str(target)) == 0
        assert "# Krisenübung" not in capsys.readouterr().out
        assert target.read_text(encoding="utf-8").startswith("# Krisenübung: Sehr viele empörte Kommentare\n")


def test_without_two_who_may_approve_there_is_no_drill(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(office, "plans/team.yml", "roles: [deputy, press, cvd]", "roles: [press]")
    change(office, "plans/team.yml", "roles: [cvd, editor, press]", "roles: [editor, press]")
    change(office, "plans/team.yml", "roles: [overall]", "roles: [press]")
    assert drill("sturmflut", "--by-itself", root=office) == 1
    assert "zwei Personen mit Freigaberecht" in capsys.readouterr().err
