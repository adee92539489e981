"""``amtsfunk media add``: what lies there afterwards, what is printed, and what happens to whoever errs."""

from __future__ import annotations

import io
import json
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

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
    folder.mkdir(parents=True, exist_ok=True)
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
    assert "Gefunden und entfernt: Ort der Aufnahme (GPS), Name „Erika Beispiel“ (wem die Kamera gehört)" in out
    assert '\n![Sirene auf dem Dach des Rathauses](sirene-rathaus.jpg "Foto: Prüfstein")\n' in out
    assert file.read_bytes() == before


def named_photo() -> bytes:
    entries = Image.Exif()
    entries[0x013B], entries[0x010F], entries[0x0110] = "Erika\x1b Petersen", "Apple", "Apple Telefon 9"
    return saved(gradient(900, 600), "JPEG", exif=entries)


def test_a_name_in_the_picture_is_shown_and_proposed_and_nobody_else_is_credited(tmp_path: Path, add: Add) -> None:
    out = add(given(tmp_path, "hafen.jpg", named_photo()))[1]
    assert "Gefunden und entfernt: Name „Erika Petersen“ (wer es aufgenommen hat), Kamera „Apple Telefon 9“" in out
    assert '](hafen.jpg "Foto: Erika Petersen")' in out
    assert "Bitte prüfen Sie, ob er stimmt" in out
    nobody = add(given(tmp_path, "kai.jpg", photo()))[1]
    assert "](kai.jpg)\n" in nobody
    assert "wer das Bild gemacht hat" in nobody


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("data", "typed", "line"),
    [
        (
            photo(),
            "\nhafen.jpg\nEin Kutter liegt am Kai\nErika Muster\n",
            "Foto: Erika Muster",
        ),
        (photo(), "Ein Kutter liegt am Kai\nGrafik: Stadt\n", "Grafik: Stadt"),
        (named_photo(), "Ein Kutter liegt am Kai\n\n", "Foto: Erika Petersen"),
        (photo(), "Ein Kutter liegt am Kai\n\n", ""),
    ],
)
def test_at_a_terminal_it_asks_what_is_to_be_seen_and_whose_it_is(  # noqa: PLR0917 - fixtures and parameters
    tmp_path: Path, add: Add, monkeypatch: pytest.MonkeyPatch, data: bytes, typed: str, line: str
) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(typed))
    code, out, err = add(given(tmp_path, "IMG_1.jpg", data))
    end = f' "{line}"' if line else ""
    assert (code, err) == (0, "")
    assert f"\n![Ein Kutter liegt am Kai](ein-kutter-liegt-am-kai.jpg{end})\n" in out


def test_words_that_were_given_are_not_asked_for(tmp_path: Path, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(""))
    assert (
        add(given(tmp_path, "a1.jpg", photo()), "--alt", "Ein Kutter liegt am Kai", "--credit", "Foto: Stadt")[0] == 0
    )


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
    assert "](hafen.jpg)" in out


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
    _, out, _ = add(file, "--alt", "Rot-weiße Absperrung vor der Hafenstraße", "--credit", "Foto: Prüfstein")
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


def test_a_small_photo_that_lies_on_its_side_is_turned_too(root: Path, tmp_path: Path, add: Add) -> None:
    add(given(tmp_path, "hafen.jpg", photo(600, 400, orientation=6)))
    assert opened((root / MONTH / "hafen.jpg").read_bytes()).size == (400, 600)


def test_a_light_but_wide_drawing_is_shrunk(root: Path, tmp_path: Path, add: Add) -> None:
    add(given(tmp_path, "banner-der-stadt.png", saved(Image.new("RGB", (5120, 640), "navy"), "PNG")))
    assert opened((root / MONTH / "banner-der-stadt.png").read_bytes()).size == (2560, 320)


def test_colours_of_another_profile_become_those_of_the_web(root: Path, tmp_path: Path, add: Add) -> None:
    """A profile that calls red what everybody calls green: without it the picture would change its colour."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for sign in (b"XYZ", b"TRC"):
        red, green = profile.index(b"r" + sign), profile.index(b"g" + sign)
        profile[red], profile[green] = profile[green], profile[red]
    odd = bytes(profile).replace(b"s\0R\0G\0B", b"x\0R\0G\0B").replace(b"sRGB", b"xRGB")
    add(given(tmp_path, "ampel-rot.png", saved(Image.new("RGB", (800, 600), "red"), "PNG", icc_profile=odd)))
    picture = opened((root / MONTH / "ampel-rot.png").read_bytes()).convert("RGB")
    assert picture.getpixel((5, 5)) == (0, 255, 0)
    assert "icc_profile" not in picture.info


def test_a_bomb_is_refused_before_it_is_unpacked(root: Path, tmp_path: Path, add: Add) -> None:
    data = bytearray(saved(Image.new("1", (16, 16)), "PNG"))
    data[16:24] = (13_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    code, _, err = add(given(tmp_path, "plan-der-stadt.png", bytes(data)))
    assert (code, laid(root)) == (1, [])
    assert "mehr Bildpunkte, als ein Rechner bequem entpackt" in err


def test_a_huge_file_is_not_even_read(tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "hafen.tif", b"II*\0")
    with file.open("r+b") as stream:
        stream.truncate(80_000_001)
    assert "größer als 80 MB" in add(file)[2]


def test_one_name_is_for_one_picture(root: Path, tmp_path: Path, add: Add) -> None:
    file = given(tmp_path, "hafen.jpg", photo())
    code, _, err = add(file, file, "--name", "hafen")
    assert (code, laid(root)) == (2, [])
    assert "für ein einzelnes Bild" in err


def test_a_picture_that_lies_there_already_is_said_to_be_left(root: Path, add: Add) -> None:
    file = given(root / MONTH, "hafen.jpg", photo(located=True))
    out = add(file)[1]
    assert laid(root) == ["hafen-2.jpg", "hafen.jpg"]
    assert "„hafen.jpg“ liegt noch daneben. Löschen Sie sie" in out


def test_a_post_outside_of_the_months_has_no_folder_for_pictures(root: Path, tmp_path: Path, add: Add) -> None:
    (root / "content/posts/entwurf.md").write_text("---\n---\n# Titel\n", encoding="utf-8")
    code, _, err = add(given(tmp_path, "hafen.jpg", photo()), "--post", "entwurf")
    assert code == 1
    assert "liegt in keinem Monatsordner" in err


def test_a_changed_picture_is_looked_at_and_an_unchanged_one_is_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)

    def found(*words: str) -> set[tuple[str, str]]:
        main(["check", "--repository", str(root), "--format", "json", *words])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return {(row["rule"], row["path"].rpartition("/")[2]) for row in findings if row["rule"].startswith("media-")}

    given(root / MONTH, "alt.jpg", photo(located=True))
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "start")
    given(root / MONTH, "neu.jpg", photo(located=True))
    assert found() == {("media-location", "alt.jpg"), ("media-location", "neu.jpg")}
    assert found("--changed", "HEAD") == {("media-location", "neu.jpg")}
    assert found(str(root / MONTH / "alt.jpg")) == {("media-location", "alt.jpg")}
