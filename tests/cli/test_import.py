"""``amtsfunk import galaxy-social``: nothing is lost, nothing is overwritten, and what comes out passes the check."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from amtsfunk.cli import main
from support.galaxy_reader import lost

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "tests" / "data" / "galaxy-social"
REAL = Path(os.environ.get("AMTSFUNK_GALAXY_SOCIAL") or PROJECT.parent / "shared" / "data" / "galaxy-social")
EXAMPLE_MAP = PROJECT / "docs" / "import" / "galaxy-social-channels.yml"
MAP = "mastodon-hafen=mastodon,bluesky-hafen=bluesky,bluesky-hafen=x,linkedin-hafen=linkedin"
DEICH = "content/posts/2025/03/2025-03-04-deich-schau.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example's settings, without the plans that name its own posts and modules."""
    plans = tmp_path / "repository" / "plans"
    shutil.copytree(PROJECT / "plans", plans, ignore=shutil.ignore_patterns("weeks", "crisis.yml"))
    return tmp_path / "repository"


def bring(root: Path, *more: str, source: Path = SAMPLES, channels: str = MAP) -> int:
    return main(
        ["import", "galaxy-social", str(source), "--channels", channels, "--repository", str(root), "--write", *more]
    )


def report_of(root: Path) -> str:
    return (root / "build/import/galaxy-social.md").read_text("utf-8")


def drafts_of(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in root.glob("content/posts/*/*/*.md")}


def losses(root: Path, source: Path, report: str) -> dict[str, list[str]]:
    drafts = drafts_of(root)
    names = [file.relative_to(source).as_posix() for file in sorted(source.rglob("*.md"))]
    found = {name: lost(source / name, name, report, drafts) for name in names}
    return {name: facts for name, facts in found.items() if facts}


FOR_A_PERSON = {"unlisted-handle", "alt-text-placeholder"}
"""Errors that no importer can mend: whether a handle is an institution's, and what a picture shows."""


def faults(root: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The errors that the check finds in what was imported, but for those that only a person can mend."""
    capsys.readouterr()
    main(["check", "--repository", str(root), "--format", "json"])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["findings"]
    return [one for one in found if one["severity"] == "error" and one["rule"] not in FOR_A_PERSON]


def test_samples_lose_nothing_and_pass_the_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root) == 0
    assert losses(root, SAMPLES, report_of(root)) == {}
    assert faults(root, capsys) == []


def test_without_a_word_nothing_is_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "galaxy-social", str(SAMPLES), "--channels", MAP, "--repository", str(root)]) == 0
    assert not (root / "content").exists()
    assert "--write" in capsys.readouterr().out
    assert "→ `content/posts/2025/03/2025-03-04-deich-schau.md`" in report_of(root)


def test_a_report_with_holes_is_noticed(root: Path) -> None:
    bring(root)
    holed = "\n".join(line for line in report_of(root).splitlines() if "Adresse:" not in line)
    assert "2025/2025-03-04-Deich_Schau.md" in losses(root, SAMPLES, holed)


def test_a_draft_reads_as_its_original_was_meant(root: Path) -> None:
    bring(root)
    text = (root / DEICH).read_text("utf-8")
    assert "channels: [mastodon, bluesky, x]\n" in text
    assert "# Dort noch einmal gesendet: 2025/retry-7_2025-03-04-Deich_Schau.md\n" in text
    assert "\n# Morgen wird der Deich geprüft.\n" in text
    assert "Gatter am Siel (https://www.hafen.example/siel) ist zu.\n" in text
    assert "\nWer mitgehen will\n" in text
    assert "\n\\##Ende\n© Stadt\n" in text
    assert "@deichverband@social.kueste.example\n#DeichSchau #KüstenSchutz\n" in text
    assert "@deichverband.kueste.example\n#DeichSchau\n" in text
    assert text.count("![Gras auf dem Deich](2025-03-04-deich-schau-bild-1.png)") == 3


def test_a_name_of_another_network_is_not_called_there(root: Path) -> None:
    bring(root)
    section = re.split(r"^## x$", (root / DEICH).read_text("utf-8"), flags=re.MULTILINE)[1]
    assert "#DeichSchau" in section
    assert "deichverband.kueste.example" not in section
    assert "Erwähnungen von „bluesky-hafen“ stehen nicht im Text für „x“" in report_of(root)


def test_parts_of_the_original_stay_parts(root: Path) -> None:
    bring(root)
    text = (root / "content/posts/2024/11/2024-11-05-vorjahr.md").read_text("utf-8")
    assert (
        "Nur ein Bild.\n\n![Bild ohne Beschreibung in der Vorlage](2024-11-05-vorjahr-bild-1.png)\n\n## Teil 2\n"
        in text
    )
    assert "Lag im Ordner 2025, trägt aber das Jahr 2024 im Namen" in report_of(root)


def test_what_becomes_no_draft_is_in_the_report(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(root)
    assert len(drafts_of(root)) == 4
    assert "1 ohne Kanal, 1 nicht lesbar" in capsys.readouterr().out
    assert "    Dieses Konto kennt die Zuordnung nicht.\n" in report_of(root)


def test_a_picture_that_cannot_be_had_is_a_plain_one_and_named(root: Path) -> None:
    bring(root)
    file = root / "content/media/2025/03/2025-03-04-deich-schau-bild-1.png"
    with Image.open(file) as picture:
        assert (picture.format, picture.size, len(picture.convert("RGB").getcolors() or ())) == ("PNG", (1200, 675), 1)
    assert "https://bilder.hafen.example/2025/deich.jpg" in report_of(root)
    assert "einfarbiges Ersatzbild" in report_of(root)


def test_pictures_come_from_a_folder_where_they_are_there(root: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "bilder" / "bilder.hafen.example" / "2025"
    shelf.mkdir(parents=True)
    Image.new("RGB", (8, 8), "green").save(shelf / "deich.jpg", "JPEG")
    (tmp_path / "bilder" / "ohne-worte.svg").write_text("<svg/>", "utf-8")
    bring(root, "--media-dir", str(tmp_path / "bilder"))
    copied = root / "content/media/2025/03/2025-03-04-deich-schau-bild-1.jpg"
    assert copied.read_bytes() == (shelf / "deich.jpg").read_bytes()
    assert "(2025-03-04-deich-schau-bild-1.jpg)" in (root / DEICH).read_text("utf-8")
    assert (root / "content/media/2024/11/2024-11-05-vorjahr-bild-1.png").exists()


def test_dates_are_given_in_order_and_folders_follow(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root, "--start", "24.10.2026 12:00", "--every", "1 d") == 0
    found = [re.search(r"publish_at: (.+)", text) for text in drafts_of(root).values()]
    times = sorted(match[1] for match in found if match)
    # The clock goes back on 25 October: a day is 24 hours.
    assert times == ["24.10.2026 12:00", "25.10.2026 11:00", "26.10.2026 11:00", "27.10.2026 11:00"]
    assert all(path.startswith("content/posts/2026/10/") for path in drafts_of(root))
    assert faults(root, capsys) == []


def test_an_hour_that_the_clock_shows_twice_says_which(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root, "--start", "25.10.2026 01:30", "--every", "1 h") == 0
    found = [re.search(r"publish_at: (.+)", text) for text in drafts_of(root).values()]
    assert sorted(match[1] for match in found if match) == [
        "25.10.2026 01:30",
        "25.10.2026 02:30 +01:00",
        "25.10.2026 02:30 +02:00",
        "25.10.2026 03:30",
    ]
    assert faults(root, capsys) == []


def test_a_second_import_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(root)
    before = {file: file.stat().st_mtime_ns for file in root.glob("content/**/*") if file.is_file()}
    assert bring(root) == 0
    assert {file: file.stat().st_mtime_ns for file in root.glob("content/**/*") if file.is_file()} == before
    assert "0 Dateien geschrieben" in capsys.readouterr().out


def test_edited_drafts_are_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(root)
    (root / DEICH).write_text((root / DEICH).read_text("utf-8") + "Nachgetragen.\n", "utf-8")
    (root / "content/posts/2024/11/2024-11-05-vorjahr.md").unlink()
    assert bring(root) == 1
    assert "Es wurde nichts geschrieben" in capsys.readouterr().err
    assert not (root / "content/posts/2024/11/2024-11-05-vorjahr.md").exists()


def test_an_id_that_is_taken_gets_a_number(root: Path) -> None:
    there = root / "content/posts/2026/12/tag-1-eroeffnung.md"
    there.parent.mkdir(parents=True)
    there.write_text("---\nchannels: [website]\ntopic: verkehr\n---\n# Ein anderer\n\nText.\n", "utf-8")
    bring(root)
    assert any(path.endswith("/tag-1-eroeffnung-2.md") for path in drafts_of(root))


@pytest.mark.parametrize(
    ("more", "channels", "says"),
    [
        ((), "mastodon-hafen=mastodonn", "mastodonn"),
        ((), "mastodon-hafen=", "keine Zuordnung"),
        (("--as", "archive"), MAP, "--as"),
        ((), "gibt-es-nicht.yml", "gibt es nicht"),
        (("--start", "morgen"), MAP, "kein Zeitpunkt"),
        (("--start", "24.10.2026 12:00", "--every", "bald"), MAP, "keine Dauer"),
        (("--every", "1 d"), MAP, "--start"),
        (("--topic", "wetter"), MAP, "wetter"),
        (("--media-dir", "gibt-es-nicht"), MAP, "gibt-es-nicht"),
    ],
)
def test_usage(root: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], channels: str, says: str) -> None:
    assert bring(root, *more, channels=channels) == 2
    assert says in capsys.readouterr().err
    assert not (root / "content").exists()


@pytest.mark.skipif(not REAL.is_dir(), reason="skipped: the 197 real posts are not beside the project")
class TestRealPosts:
    def test_nothing_is_lost_and_no_fault_is_made(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert bring(root, source=REAL, channels=str(EXAMPLE_MAP)) == 0
        assert "197 Dateien gelesen → 143 Beiträge\n54 Wiederholungen" in capsys.readouterr().out
        assert losses(root, REAL, report_of(root)) == {}
        assert faults(root, capsys) == []

    def test_every_part_fits_its_network(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring(root, source=REAL, channels=str(EXAMPLE_MAP))
        capsys.readouterr()
        assert main(["preview", "--repository", str(root), "--format", "json", *drafts_of(root)]) == 0
        views = json.loads(capsys.readouterr().out)
        assert {view["post"] for view in views} == {Path(path).stem for path in drafts_of(root)}
        over = [view["post"] for view in views for part in view["parts"] if part["length"] > part["limit"]]
        assert over == []
