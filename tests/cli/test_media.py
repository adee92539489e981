"""``amtsfunk media add``: what lies there afterwards, what is printed, and what happens to whoever errs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from amtsfunk.cli import main
from amtsfunk.source.media import look_at
from support.example_repository import lay_out
from support.pictures import gradient, noise, opened, photo, saved

MONTH = "content/media/2026/12"
Add = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out("good", "unknown-topic", tmp_path / "repository")


@pytest.fixture
def add(root: Path, capsys: pytest.CaptureFixture[str]) -> Add:
    def run(*words: object) -> tuple[int, str, str]:
        code = main(["media", "add", "--repository", str(root), *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def given(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def laid(root: Path) -> list[str]:
    return sorted(path.name for path in (root / MONTH).glob("*"))


def test_a_telephone_photo_is_turned_shrunk_and_bare(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "Sirene Rathaus.jpg", photo(4000, 3000, orientation=6, located=True, owner="Erika Beispiel"))
    before = file.read_bytes()
    code, out, _ = add(file, "--alt", "Sirene auf dem Dach des Rathauses", "--credit", "Foto: Prüfstein")
    data = (root / MONTH / "sirene-rathaus.jpg").read_bytes()
    picture = opened(data)
    assert code == 0
    assert picture.size == (1920, 2560)
    assert look_at(data, len(data)).hidden == ()
    assert b"Exif" not in data
    assert len(data) <= 2_000_000
    assert "Gefunden und entfernt: Ort der Aufnahme (GPS), Name der Kamerabesitzerin" in out
    assert '\n![Sirene auf dem Dach des Rathauses](sirene-rathaus.jpg "Foto: Prüfstein")\n' in out
    assert file.read_bytes() == before


def test_what_is_fine_keeps_its_pixels(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "hafen.jpg", photo(1200, 800, located=True))
    assert add(file)[0] == 0
    was, now = opened(file.read_bytes()), opened((root / MONTH / "hafen.jpg").read_bytes())
    assert was.tobytes() == now.tobytes()
    assert not now.getexif()


def test_the_month_is_the_posts_or_the_one_asked_for_or_the_running_one(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "hafen.jpg", photo())
    add(file, "--post", "baumfest")
    add(file, "--month", "2027/01")
    add(file, "--now", "05.02.2027 09:00")
    there = [path.parent.relative_to(root / "content/media").as_posix() for path in root.rglob("hafen.jpg")]
    assert sorted(there) == ["2026/11", "2027/01", "2027/02"]


def test_the_same_picture_again_is_said_and_not_laid_twice(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "hafen.jpg", photo(3000, 2000))
    add(file)
    code, out, _ = add(file, "--name", "anders")
    assert (code, laid(root)) == (0, ["hafen.jpg"])
    assert f"Genau dieses Bild liegt schon da: {MONTH}/hafen.jpg" in out
    assert "](hafen.jpg " in out


def test_another_picture_of_that_name_never_overwrites(root: Path, tmp_path: Path, add: Add) -> None:
    add(given(tmp_path, "hafen.jpg", photo(1200, 800)))
    first = (root / MONTH / "hafen.jpg").read_bytes()
    add(given(tmp_path, "hafen.jpg", photo(1300, 800)))
    assert laid(root) == ["hafen-2.jpg", "hafen.jpg"]
    assert (root / MONTH / "hafen.jpg").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "form", "ending"),
    [
        ("foto.tiff", "TIFF", ".jpg"),
        ("foto.bmp", "BMP", ".jpg"),
        ("foto.webp", "WEBP", ".jpg"),
        ("f.gif", "GIF", ".png"),
    ],
)
def test_other_formats_become_jpeg_or_png(  # noqa: PLR0917 - fixtures and parameters
    root: Path, tmp_path: Path, add: Add, name: str, form: str, ending: str
) -> None:
    assert add(given(tmp_path, name, saved(gradient(900, 600), form)), "--name", "hafen")[0] == 0
    assert laid(root) == [f"hafen{ending}"]


def test_a_drawing_with_transparency_stays_a_drawing(root: Path, tmp_path: Path, add: Add) -> None:
    drawing = Image.new("RGBA", (3000, 1500), (0, 0, 0, 0))
    drawing.paste((200, 30, 30, 255), (100, 100, 900, 900))
    add(given(tmp_path, "wappen-der-stadt.webp", saved(drawing, "WEBP", lossless=True)))
    picture = opened((root / MONTH / "wappen-der-stadt.png").read_bytes())
    assert (picture.size, picture.mode) == ((2560, 1280), "RGBA")


def test_what_hardly_shrinks_still_gets_below_two_megabytes(root: Path, tmp_path: Path, add: Add) -> None:
    assert add(given(tmp_path, "rauschen.jpg", noise(2560, 2560)))[0] == 0
    assert (root / MONTH / "rauschen.jpg").stat().st_size <= 2_000_000


def test_printers_colours_become_those_of_a_screen(root: Path, tmp_path: Path, add: Add) -> None:
    add(given(tmp_path, "druck-vorlage.jpg", saved(gradient(900, 600).convert("CMYK"), "JPEG")))
    assert opened((root / MONTH / "druck-vorlage.jpg").read_bytes()).mode == "RGB"


def test_a_moving_picture_keeps_moving(root: Path, tmp_path: Path, add: Add) -> None:
    frames = [Image.new("RGB", (640, 360), colour) for colour in ("red", "yellow", "green")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=400, comment=b"Erika war hier")
    add(given(tmp_path, "ampel-schaltet.gif", data))
    data = (root / MONTH / "ampel-schaltet.gif").read_bytes()
    assert opened(data).n_frames == 3
    assert b"Erika" not in data


def test_a_camera_name_gives_way_to_what_is_to_be_seen(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "IMG_2041.jpg", photo())
    add(file, "--alt", "Rot-weiße Absperrung vor der Hafenstraße im Regen")
    add(given(tmp_path, "DSC_0123.jpg", photo(1000, 700)), "--post", "beispiel")
    assert laid(root) == ["beispiel.jpg", "rot-weisse-absperrung-vor-der.jpg"]
    code, _, err = add(file, "--month", "2027/01")
    assert code == 2
    assert "--name sirene-auf-dem-rathaus" in err


def test_several_at_once_and_one_that_fails(root: Path, tmp_path: Path, add: Add) -> None:
    good = given(tmp_path, "hafen.jpg", photo())
    broken = given(tmp_path, "kaputt.jpg", photo()[:-500])
    code, out, err = add(broken, good)
    assert (code, laid(root)) == (1, ["hafen.jpg"])
    assert "kaputt.jpg: Das Bild ist unvollständig oder beschädigt." in err
    assert "hafen.jpg → content/media" in out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("karte.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "exportieren Sie es als JPEG"),
        ("film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "Video"),
        ("brief.pdf", b"%PDF-1.7", "kein Bild"),
        ("leer.jpg", b"", "kein Bild"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_way_out(  # noqa: PLR0917 - fixtures and parameters
    root: Path, tmp_path: Path, add: Add, name: str, data: bytes, told: str
) -> None:
    code, _, err = add(given(tmp_path, name, data))
    assert (code, laid(root)) == (1, [])
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--post", "beispeil"], "Meinten Sie „beispiel“?"),
        (["--month", "12/2026"], "--month 2026/12"),
        (["--alt", "Ein ] Haken\nund mehr"], "ohne Zeilenumbruch"),
        (["--credit", "Foto:\nErika"], "ohne Zeilenumbruch"),
        (["--name", "…"], "kein Dateiname"),
    ],
)
def test_wrong_words_are_told_apart(root: Path, tmp_path: Path, add: Add, words: list[str], told: str) -> None:
    code, _, err = add(given(tmp_path, "hafen.jpg", photo()), *words)
    assert (code, laid(root)) == (2, [])
    assert told in err


def test_a_missing_file_and_a_folder(tmp_path: Path, add: Add) -> None:
    assert "gibt es nicht" in add(tmp_path / "fehlt.jpg")[2]
    assert "ist ein Ordner" in add(tmp_path)[2]


def test_the_check_finds_nothing_in_what_it_lays_and_prints(
    root: Path, tmp_path: Path, add: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    def found() -> set[str]:
        main(["check", "--repository", str(root), "--format", "json"])
        return {finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]}

    before = found()
    file = given(tmp_path, "IMG_1.jpg", photo(4000, 3000, orientation=8, located=True, owner="Erika Beispiel"))
    _, out, _ = add(file, "--alt", "Rot-weiße Absperrung vor der Hafenstraße")
    line = next(line for line in out.splitlines() if line.startswith("!["))
    post = root / "content/posts/2026/12/beispiel.md"
    post.write_text(f"{post.read_text(encoding='utf-8').rstrip()}\n\n{line}\n", encoding="utf-8")
    assert found() == before
    (root / MONTH / "rot-weisse-absperrung-vor-der.jpg").write_bytes(file.read_bytes())
    assert found() >= {"media-location", "media-personal-data"}


def test_a_poor_description_is_hinted_at(tmp_path: Path, add: Add) -> None:
    assert (
        "Beginnen Sie mit dem, was zu sehen ist"
        in add(given(tmp_path, "hafen.jpg", photo()), "--alt", "Bild von einem Kutter im Hafen")[1]
    )
