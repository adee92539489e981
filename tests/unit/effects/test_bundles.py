"""Archives of strangers: what they hold is read, what they try is not done."""

from __future__ import annotations

import gzip
import io
import os
import random
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from amtsfunk.effects import bundles
from amtsfunk.effects.bundles import Bundle, TooLarge, open_beside, open_bundle
from amtsfunk.model.errors import NotFound, Refused
from support.archives import as_folder, as_tar, as_zip

FILES = {"outbox.json": b"{}", "media/a.png": b"a", "media/b.png": b"b" * 5_000}
WAYS_OUT = ("../a", "/etc/passwd", "a/../../b", "C:/a", "a\\..\\b", "a//b", "./../x")


@pytest.fixture(params=[as_folder, as_zip, as_tar])
def bundle(request: pytest.FixtureRequest, tmp_path: Path) -> Bundle:
    found: Bundle = open_bundle(request.param(FILES, tmp_path / "archiv"))
    return found


def test_every_form_says_the_same(bundle: Bundle) -> None:
    with bundle:
        assert bundle.names == set(FILES)
        assert dict(bundle.read_all(FILES, 10_000)) == FILES
        assert dict(bundle.read_all(["media/b.png", "nichts"], 100)) == {"media/b.png": None}
        assert bundle.read("outbox.json") == b"{}"
        assert bundle.read("nichts") is None
        with pytest.raises(TooLarge):
            bundle.read("media/b.png", 4_999)
        assert bundle.read("media/b.png", 5_000) == FILES["media/b.png"]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_a_name_that_leads_out_is_none(tmp_path: Path, name: str) -> None:
    for path in (as_zip({name: b"x", "gut": b"g"}, tmp_path / "a.zip"), as_tar({name: b"x", "gut": b"g"},
                                                                               tmp_path / "a.tar.gz")):  # fmt: skip
        with open_bundle(path) as bundle:
            assert (bundle.names, bundle.passed_over) == ({"gut"}, 1)
            assert dict(bundle.read_all([name], 100)) == {}
    assert open_beside(tmp_path, [name]).names == set()


def test_links_and_devices_are_none(tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_bytes(b"s")
    folder = as_folder({"gut": b"g"}, tmp_path / "ordner")
    (folder / "link").symlink_to(secret)
    (folder / "weg").symlink_to(tmp_path)
    os.mkfifo(folder / "rohr")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, str(secret))
        packed.writestr("gut", b"g")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for kind, name in ((tarfile.SYMTYPE, "link"), (tarfile.LNKTYPE, "hart"), (tarfile.CHRTYPE, "dev"),
                           (tarfile.FIFOTYPE, "rohr")):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, str(secret)
            tar.addfile(member)
        plain = tarfile.TarInfo("gut")
        plain.size = 1
        tar.addfile(plain, io.BytesIO(b"g"))
    for path, passed in ((folder, 3), (tmp_path / "a.zip", 1), (tmp_path / "a.tar", 4)):
        with open_bundle(path) as bundle:
            assert bundle.names == {"gut"}, path
            assert bundle.passed_over == passed or path == folder
            assert dict(bundle.read_all(["link", "hart", "weg/geheim", "gut"], 10)) == {"gut": b"g"}
    assert open_beside(folder, ["link", "weg/geheim", "gut", "rohr"]).names == {"gut"}


def test_a_name_twice_is_none(tmp_path: Path) -> None:
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for content in (b"1", b"2", b"3"):
            packed.writestr("outbox.json", content)
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for content in (b"1", b"2", b"3"):
            member = tarfile.TarInfo("outbox.json")
            member.size = 1
            tar.addfile(member, io.BytesIO(content))
    for name in ("a.zip", "a.tar"):
        with open_bundle(tmp_path / name) as bundle:
            assert bundle.names == set()
            assert bundle.read("outbox.json") is None


def test_a_bomb_is_measured_while_it_is_read(tmp_path: Path) -> None:
    nothing = bytes(30_000_000)
    for path in (as_zip({"a": nothing}, tmp_path / "a.zip"), as_tar({"a": nothing}, tmp_path / "a.tar.gz")):
        assert path.stat().st_size < 200_000
        with open_bundle(path) as bundle:
            assert dict(bundle.read_all(["a"], 1_000)) == {"a": None}


@pytest.mark.parametrize("make", [as_folder, as_zip, as_tar])
def test_a_crowd_of_files_is_refused(tmp_path: Path, make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(make)
    path = make(FILES, tmp_path / "archiv")
    monkeypatch.setattr(bundles, "MOST_FILES", len(FILES))
    with open_bundle(path) as bundle:
        assert bundle.names == set(FILES)
    monkeypatch.setattr(bundles, "MOST_FILES", len(FILES) - 1)
    with pytest.raises(Refused):
        open_bundle(path)


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = as_zip({"a": bytes(3_000_000)}, tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with open_bundle(path) as bundle:
        try:
            found = dict(bundle.read_all(["a"], 1_000))
        except Refused:
            return
        assert len(found["a"] or b"") <= 1_000


def test_a_header_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    member = tarfile.TarInfo("pax")
    member.type, member.size = tarfile.XHDTYPE, 20 * 2**20
    plain = tarfile.TarInfo("gut").tobuf(tarfile.USTAR_FORMAT)
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(member.tobuf(tarfile.USTAR_FORMAT) + bytes(member.size) + plain + bytes(1024)))
    with pytest.raises(Refused):
        open_bundle(path)


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "bild.zip").write_bytes(b"kein Archiv" * 100)
    with pytest.raises(Refused):
        open_bundle(tmp_path / "bild.zip")
    with pytest.raises(NotFound):
        open_bundle(tmp_path / "nichts")


@pytest.mark.parametrize("make", [as_zip, as_tar])
def test_whatever_the_bytes_nothing_else_is_raised(tmp_path: Path, make: object) -> None:
    """One, two or many bytes changed, cut or doubled: a refusal, or files no larger than allowed."""
    assert callable(make)
    whole = make(FILES, tmp_path / "ganz").read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same bytes in every run
    outcomes = set()
    for number in range(400):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if number % 5 == 0:
            del data[chance.randrange(len(data)) :]
        path = tmp_path / "kaputt"
        path.write_bytes(data)
        try:
            with open_bundle(path) as bundle:
                found = dict(bundle.read_all(bundle.names, 10_000))
        except Refused:
            outcomes.add("refused")
            continue
        outcomes.add("read")
        assert all(len(content or b"") <= 10_000 for content in found.values())
    assert outcomes == {"refused", "read"}
