"""Files that were made to break the check, or those who read its report: a pull request is written by strangers."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import Checked, check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.rules.wording.run import TOLD_AT_MOST
from amtsfunk.source.media import look_at
from support.example_repository import BASE

NOW = "2026-11-21T08:00+01:00"
POST = "content/posts/2026/12/angriff.md"
HEAD = "---\npublish_at: 01.12.2026 10:00\nchannels: [website, mastodon]\ntopic: verkehr\n---\n# Straßensperrung\n\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "repository"))


def write(root: Path, path: str, data: bytes | str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def check(root: Path) -> Checked:
    return check_repository(root, list_tree(root), Choice(everything=True, paths=frozenset()), NOW)


def rules_at(checked: Checked, path: str = POST) -> Counter[str]:
    return Counter(finding.rule for finding in checked.findings if finding.place.path == path)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("insecure-link", "http://a.example/ " * 3_000),
        ("unlisted-handle", "@feuerwehx " * 3_000),
        ("unfilled-blank", "TODO\n" * 3_000),
        ("html-residue", "<b>\n" * 3_000),
    ],
)
def test_a_fault_that_is_repeated_thousands_of_times_fills_no_log(root: Path, rule: str, text: str) -> None:
    write(root, POST, HEAD + text)
    assert rules_at(check(root))[rule] == TOLD_AT_MOST


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[bitte " * 30_000,
        "\ufb01" * 60_000,
        "\U0001f600\u200d" * 30_000,
        '![a](a.png "x" ' * 15_000,
        "x ![](.png" + ".png" * 50_000,
    ],
)
def test_a_line_without_end_is_read_once(root: Path, text: str) -> None:
    """Each of these took minutes; the limit is far beyond what a slow machine needs."""
    write(root, POST, HEAD + text)
    command = [sys.executable, "-m", "amtsfunk", "check", "--now", NOW, "--repository", str(root), str(root / POST)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("foreign-phone", "Rufen Sie uns an, unter der Nummer 0441 1234567."),
        ("foreign-phone", "Tel.-Nr. 0441 1234567"),
        ("foreign-phone", "0151\u00a02345\u00a06789"),
        ("foreign-phone", "0441\u2011123456"),
        ("bank-account", "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX"),
        ("bank-account", "DE89-3704-0044-0532-0130-00"),
        ("confidential-mark", "Nur für internen Gebrauch"),
        ("internal-address", "http://127.0.0.1/entwurf"),
    ],
)
def test_what_must_not_go_out_is_seen_as_people_write_it(root: Path, rule: str, text: str) -> None:
    write(root, POST, f"{HEAD}Ab Montag gesperrt.\n{text}\n")
    assert rules_at(check(root))[rule] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung Nr. 0441 1234567",
        "Az. 0441 1234567",
        "Bescheid vom 01.12.2026\u00a009:00",
        "DE89 370 ist keine Kontonummer.",
        "Kassenzeichen 0123456789",
    ],
)
def test_numbers_that_are_nobodys_are_left_alone(root: Path, text: str) -> None:
    write(root, POST, f"{HEAD}Ab Montag gesperrt.\n{text}\n")
    assert not {"foreign-phone", "bank-account"} & set(rules_at(check(root)))


def amtsfunk(*words: str | Path | bytes, most: int | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program; ``most``: bytes that the disk takes of one file."""

    def narrow() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-B", "-m", "amtsfunk", *words]  # half a file of byte code would stay
    return subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=narrow)


NEW_POST = ("new", "post", "--yes", "--now", NOW, "--channels", "website", "--topic", "verkehr", "--repository")


def test_a_disk_that_takes_only_a_part_leaves_no_half_file(root: Path) -> None:
    before = sorted(root.rglob("*"))
    done = amtsfunk(*NEW_POST, root, "--title", "Lang", "--text", "Wort " * 8_000, most=20_000)
    assert done.returncode == 3 and "lässt sich nicht schreiben" in done.stderr.decode()
    assert sorted(path for path in root.rglob("*") if path.is_file()) == [path for path in before if path.is_file()]


def test_mending_on_a_full_disk_keeps_the_post_as_it_was(root: Path) -> None:
    post = write(root, POST, (HEAD + "Wort \u00e4 a\u0308\n" * 3_000).replace("\n", "\r\n"))
    before = post.read_bytes()
    done = amtsfunk("fix", "--repository", root, most=20_000)
    assert done.returncode == 3 and post.read_bytes() == before
    assert not list(root.rglob(".amtsfunk-*"))


def test_bytes_that_are_no_text_are_asked_for_again(root: Path) -> None:
    done = amtsfunk(*NEW_POST, root, "--text", "x", "--title", b"\xff\xfe x")
    assert done.returncode == 2 and "nicht lesen" in done.stderr.decode()


def test_pictures_go_through_no_linked_folder_and_come_from_files_only(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "content/media/2027").symlink_to(outside)
    picture = root / "content/media/2026/11/linde.png"
    add = ("media", "add", "--now", NOW, "--repository", root, "--month", "2027/01", "--name", "linde-am-see")
    done = amtsfunk(*add, picture)
    assert done.returncode == 1 and not list(outside.iterdir())
    os.mkfifo(tmp_path / "pipe")
    assert amtsfunk(*add, tmp_path / "pipe").returncode == 2


XMP = b'<rdf:Description exif:GPSLatitude="53,1.0N"/>'


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def drawn(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 99, 9)).save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("form", "hide", "found"),
    [
        (
            "PNG",
            lambda png: png[:33] + chunk(b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(XMP)) + png[33:],
            "location",
        ),
        (
            "PNG",
            lambda png: png[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)) + png[33:],
            "location",
        ),
        ("PNG", lambda png: png + b"PK\3\4" + b"geheim" * 9, "notes"),
        ("JPEG", lambda jpeg: jpeg + jpeg, "thumbnail"),
        ("JPEG", lambda jpeg: jpeg + b"\0\0\0\x18ftypmp42" + b"\xa9xyz+53.0+8.0/", "location"),
        ("JPEG", lambda jpeg: jpeg[:-2] + b"\xff\xfe\0\x0cMax Muster\xff\xd9", "notes"),
        ("GIF", lambda gif: gif + b"Max Muster, Hafenweg 5", "notes"),
        ("WEBP", lambda webp: webp + b"Max Muster, Hafenweg 5", "notes"),
    ],
)
def test_nothing_hides_behind_a_picture_or_packed_in_it(form: str, hide: Callable[[bytes], bytes], found: str) -> None:
    """Such pictures go to the networks byte for byte."""
    plain = drawn(form)
    assert not look_at(plain, len(plain)).hidden
    given = hide(plain)
    seen = look_at(given, len(given))
    assert found in {hidden.value for hidden in seen.hidden} and not seen.broken
    padded = plain + b"\0" * 4_096
    assert not look_at(padded, len(padded)).hidden


@pytest.mark.parametrize("path", [f"./{POST}", POST.upper(), "content/posts/2026/12/../12/angriff.md", "**"])
def test_an_exception_for_a_path_that_is_no_file_sets_nothing_aside_and_is_told(root: Path, path: str) -> None:
    write(root, POST, f"{HEAD}Mehr: http://a.example/x\n")
    waiver = f'waivers:\n  - rule: insecure-link\n    path: "{path}"\n    because: Alt.\n    by: ab\n'
    write(root, "plans/waivers.yml", waiver)
    checked = check(root)
    assert rules_at(checked)["insecure-link"] == 1
    assert rules_at(checked, "plans/waivers.yml") == {"unused-waiver": 1}


def test_choices_of_a_blank_and_credits_are_read_like_the_text(root: Path) -> None:
    """They go out with it."""
    agreed = "agreed_by: [ab]\nagreed_on: 01.11.2026\nvalid_until: 01.11.2027\n"
    head = (
        f'---\nchannels: [website]\ntopic: verkehr\nkind: service\nslots:\n  ort: ["@max.muster", Hafen]\n{agreed}---\n'
    )
    write(root, "content/modules/sperrung.md", f"{head}# Sperrung\n\nGesperrt: {{ort}}.\n")
    write(root, POST, f'{HEAD}Gesperrt.\n\n![Eine Linde im Park am Fluss](linde.png "Foto: max.muster@gmx.de")\n')
    checked = check(root)
    assert rules_at(checked, "content/modules/sperrung.md")["unlisted-handle"] == 1
    assert rules_at(checked)["private-email"] == 1
