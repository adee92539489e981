"""A site brought to a server by OpenSSH's own client: nothing too much, nothing left, nothing half."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.effects.sftp import LIST, Mirrored, mirror, parse_target
from amtsfunk.model.errors import EffectFailed, UsageError
from standins import sftp_server

pytestmark = pytest.mark.skipif(shutil.which("sftp") is None, reason="openssh-client is not installed")
FOLDER = "/www/social"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site", {"index.html": "Start", "archiv/2026/a/index.html": "A", ".well-known/x.txt": "x"})
    (tmp_path / "server/www").mkdir(parents=True)
    return tmp_path / "site"


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def command(site: Path) -> list[str]:
    server = f"{sys.executable} {sftp_server.__file__} {site.parent / 'server'}"
    return ["sftp", "-q", "-b", "-", "-D", server]


def there(site: Path) -> dict[str, str]:
    folder = site.parent / "server/www/social"
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*") if file.is_file()
    }


def test_a_site_is_brought_whole_and_then_only_what_changed(site: Path) -> None:
    assert mirror(site, FOLDER, command(site)) == Mirrored(3, 0, 0)
    files = there(site)
    assert files.pop(LIST).count("\n") == 3
    assert files == {"index.html": "Start", "archiv/2026/a/index.html": "A", ".well-known/x.txt": "x"}
    assert mirror(site, FOLDER, command(site)) == Mirrored(0, 0, 3)
    write(site, {"index.html": "Neu"})
    assert mirror(site, FOLDER, command(site)) == Mirrored(1, 0, 2)
    assert there(site)["index.html"] == "Neu"


def test_a_page_that_is_gone_goes_away_and_a_foreign_file_stays(site: Path) -> None:
    mirror(site, FOLDER, command(site))
    write(site.parent / "server/www/social", {"fremd.html": "von jemand anderem"})
    (site / "archiv/2026/a/index.html").unlink()
    assert mirror(site, FOLDER, command(site)) == Mirrored(0, 1, 2)
    assert set(there(site)) == {"index.html", ".well-known/x.txt", "fremd.html", LIST}


def test_a_page_of_a_run_that_broke_is_known_and_taken_away_later(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SFTP_FAILS_AT", "4")  # the list, then .well-known/x.txt, then a page; the next one breaks
    with pytest.raises(EffectFailed, match="SFTP ist gescheitert"):
        mirror(site, FOLDER, command(site))
    monkeypatch.delenv("SFTP_FAILS_AT")
    assert "archiv/2026/a/index.html" in there(site)
    (site / "archiv/2026/a/index.html").unlink()
    assert mirror(site, FOLDER, command(site)).taken == 1
    assert "archiv/2026/a/index.html" not in there(site)


def test_a_list_that_somebody_wrote_leads_nowhere_else(site: Path) -> None:
    mirror(site, FOLDER, command(site))
    write(site.parent / "server", {"www/geheim.txt": "bleibt"})
    with (site.parent / "server/www/social" / LIST).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../geheim.txt\n{'0' * 64}  /www/geheim.txt\nUnsinn\n")
    assert mirror(site, FOLDER, command(site)) == Mirrored(0, 0, 3)
    assert (site.parent / "server/www/geheim.txt").read_text("utf-8") == "bleibt"


@pytest.mark.parametrize("name", ['a"b.html', "a b.html", "ä.html", "-rf"])
def test_an_unusual_name_is_refused_before_anything_is_brought(site: Path, name: str) -> None:
    write(site, {name: "x"})
    with pytest.raises(EffectFailed, match="ungewöhnlicher Name"):
        mirror(site, FOLDER, command(site))
    assert not (site.parent / "server/www/social").exists()


def test_a_link_is_refused(site: Path) -> None:
    (site / "link.html").symlink_to("/etc/hostname")
    with pytest.raises(EffectFailed, match="ungewöhnlicher Name oder keine Datei"):
        mirror(site, FOLDER, command(site))


@pytest.mark.parametrize(
    "text", ["", "host:/x", "u@h", "u@h:x", "u@h:/a/../b", 'u@h:/a"b', "-o@h:/x", "u@h:/", "u@h:/a\n"]
)
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_target(text)


def test_a_server_is_trusted_by_its_known_key_alone() -> None:
    words = parse_target("web@www.beispielau.example:2222:/var/www").command(Path("/k"), Path("/h"))
    assert {"StrictHostKeyChecking=yes", "UserKnownHostsFile=/h", "BatchMode=yes", "IdentitiesOnly=yes"} <= set(words)
    assert words[-1] == "web@www.beispielau.example" and words[words.index("-P") + 1] == "2222"


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "wohin und womit"),
        (["--public-to", "a@h:/x"], "wohin und womit"),
        (["--public-to", "a@h:/x", "--internal-to", "a@h:/x/intern", "--key", "k", "--known-hosts", "h"], "ineinander"),
        (["--public-to", "a@h:/x/y", "--internal-to", "a@h:/x", "--key", "k", "--known-hosts", "h"], "ineinander"),
        (["--public-to", "a@h:/x", "--key", "k", "--known-hosts", "h"], "keine Website"),
    ],
)
def test_odd_calls_are_refused(tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "upload", "--repository", str(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err
