"""``amtsfunk export``: a package that a stranger's program verifies, from a clone alone, the same bytes each time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.events import Captured, Redacted
from amtsfunk.effects.ledger import Ledger, Trust
from support import modules
from support.bag_reader import faults, index_of, load
from support.little_schema import misfits
from support.publishing import lines, publish, remote
from support.repo import PICTURE, PNG, POST, Office, post_text

PROJECT = Path(__file__).parents[2]
ARCHIVED = "content/posts/2019/05/deichfest.md"
REPOSITORY = "00112233445566778899aabbccddeeff"
DRAFT = "content/posts/2026/12/entwurf.md"
OLD = """\
---
publish_at: 04.05.2019 10:00
channels: [mastodon]
topic: bevoelkerungsschutz
file_number: 10-2/2019
archive: ja
appeared:
  mastodon: https://social.beispielau.example/@stadt/1
---
# Deichfest

Wir feiern am Deich.
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """One post that went out with a picture, one from before, one draft."""
    made = Office.make(tmp_path)
    made.branch("archiv")
    made.write(ARCHIVED, OLD)
    made.write(DRAFT, post_text(title="Noch nicht", publish_at=None))
    made.commit("Archive")
    made.merge("archiv")
    made.post(content=post_text(channels="[website]", picture="sirene.png", more="file_number: 32-1/2026\n"),
              files={PICTURE: PNG})  # fmt: skip
    made.push()
    publish(made)
    yield made
    made.close()


def cloned(office: Office, name: str = "woanders") -> Path:
    """A fresh clone whose server cannot be reached any more."""
    target = office.folder / name
    subprocess.run(["git", "clone", "--quiet", str(office.remote), str(target)], check=True)
    subprocess.run(["git", "-C", str(target), "remote", "set-url", "origin", "/nowhere"], check=True)
    return target


def export(clone: Path, target: Path, *words: str) -> int:
    return main(["export", str(target), "--repository", str(clone), *words])


def test_a_strangers_program_verifies_it(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(cloned(office), tmp_path / "akte") == 0
    files = load(tmp_path / "akte")
    assert faults(files, {"ben": office.public_key("ben")}) == []
    posts = {post["id"]: post for post in index_of(files)["posts"]}
    assert list(posts) == ["deichfest", "warntag"]
    sent = posts["warntag"]
    assert sent["file_number"] == "32-1/2026"
    assert [file["path"] for file in sent["versions"][0]["files"]] == [PICTURE, POST]
    assert files[f"data/posts/warntag/1/{PICTURE}"] == PNG
    assert files[f"data/posts/warntag/1/{POST}"].decode() == office.read(POST)
    assert sent["versions"][0]["approvers"] == ["ben"]
    assert b"BEGIN SSH SIGNATURE" in files[sent["versions"][0]["approval"]["stored"]]
    website = sent["deliveries"][0]
    assert website["version"] == 1
    assert website["steps"][0]["address"].startswith("https://www.beispielau.example/")
    old = posts["deichfest"]
    assert (old["archive"], old["ledger"], old["file_number"]) == (True, None, "10-2/2019")
    assert old["deliveries"][0]["steps"][0]["address"] == "https://social.beispielau.example/@stadt/1"
    assert "Noch nicht" not in str(files)
    assert "1 Beitrag auf dem Hauptzweig ohne" in capsys.readouterr().out


def test_a_script_of_the_standard_library_alone_verifies_it(office: Office, tmp_path: Path) -> None:
    """By Python without this project's packages, in a folder that holds nothing but script, package and keys."""
    script = shutil.copy(PROJECT / "tests/support/bag_reader.py", tmp_path / "pruefen.py")
    keys = tmp_path / "schluessel.txt"
    export(cloned(office), tmp_path / "akte.zip")

    def verify(key: str) -> tuple[int, str]:
        keys.write_text(f"ben {key}\n", encoding="utf-8")
        words = [sys.executable, "-I", "-S", script, tmp_path / "akte.zip", keys]
        done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
        return done.returncode, done.stdout.strip()

    assert verify(office.public_key("ben")) == (0, "verified")
    assert verify(office.public_key("anna")) == (1, "warntag: ben did not sign version 1")


def test_a_package_says_itself_how_it_is_verified(office: Office, tmp_path: Path) -> None:
    """Each word that the independent reader goes by stands in the package and on the handbook's page."""
    export(cloned(office), tmp_path / "akte")
    alone = load(tmp_path / "akte")["data/LIESMICH.txt"].decode()
    page = (PROJECT / "site/internal/handbuch/aktenexport.md").read_text(encoding="utf-8")
    words = ("tagmanifest-sha256.txt manifest-sha256.txt", "stored", "manifest", "bindings", "payloads", "files",
             "RFC 8785", "evidence", "module", "captured", "accepted", "approvers", "decision", "approved",
             "amtsfunk/approve@v1")  # fmt: skip
    for told in (alone, page):
        for word in words:
            assert word in told, word


def test_its_index_is_what_its_schema_says(office: Office, tmp_path: Path) -> None:
    export(cloned(office), tmp_path / "akte")
    files = load(tmp_path / "akte")
    schema, index = json.loads(files["data/index.schema.json"]), index_of(files)
    assert schema == json.loads((PROJECT / "docs/schemas/record.schema.json").read_bytes())
    assert misfits(schema, index) == []
    first, *others = index["posts"]
    for odd in ({"title": None}, {"more": 1}, {"versions": [{}]}, {"time": "gestern"}):
        assert misfits(schema, index | {"posts": [first | odd, *others]}), odd
    assert misfits(schema, {key: value for key, value in index.items() if key != "main"})


def test_every_changed_byte_is_noticed(office: Office, tmp_path: Path) -> None:
    export(cloned(office), tmp_path / "akte")
    files = load(tmp_path / "akte")
    for name, data in files.items():
        for at in {0, len(data) // 2, len(data) - 1}:
            changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            assert is_noticed({**files, name: changed}), f"{name} at {at}"
        assert is_noticed({other: content for other, content in files.items() if other != name}), name
    assert is_noticed({**files, "data/mehr.txt": b"x"})
    assert not is_noticed(files)


def is_noticed(files: dict[str, bytes]) -> bool:
    """Whether a stranger's program says no, or cannot even read it."""
    try:
        return bool(faults(files))
    except (ValueError, KeyError, TypeError):
        return True


def test_who_mends_the_digests_is_noticed_by_the_manifest(office: Office, tmp_path: Path) -> None:
    """The chain inside holds where the outer one was forged: text, digest in the index, but not what was approved."""
    export(cloned(office), tmp_path / "akte")
    files = load(tmp_path / "akte")
    index = index_of(files)
    version = next(post for post in index["posts"] if post["id"] == "warntag")["versions"][0]
    version["files"][0]["sha256"] = "0" * 64
    version["files"][0]["stored"] = None
    found = faults({**files, "data/index.json": json.dumps(index).encode()})
    assert "warntag: version 1 is not what its manifest covers" in found


def test_the_same_state_is_the_same_bytes(office: Office, tmp_path: Path) -> None:
    export(cloned(office), tmp_path / "eins.zip")
    export(cloned(office, "anders"), tmp_path / "Zwei.zip")
    assert (tmp_path / "eins.zip").read_bytes() == (tmp_path / "Zwei.zip").read_bytes()
    export(cloned(office, "dritter"), tmp_path / "akte")
    assert load(tmp_path / "eins.zip") == load(tmp_path / "akte")
    assert faults(load(tmp_path / "eins.zip")) == []


def test_nothing_is_overwritten_and_nothing_left_half(office: Office, tmp_path: Path) -> None:
    clone = cloned(office)
    (tmp_path / "akte").mkdir()
    (tmp_path / "akte.zip").write_text("meins", encoding="utf-8")
    assert export(clone, tmp_path / "akte") == 1
    assert export(clone, tmp_path / "akte.zip") == 1
    assert export(clone, tmp_path / "gibt" / "es-nicht") == 2
    assert (tmp_path / "akte.zip").read_text(encoding="utf-8") == "meins"
    remote_ledger = remote(office, "rev-parse", "refs/heads/ledger").strip()
    blob = remote(office, "rev-parse", f"{remote_ledger}:payloads").strip()
    lost = clone / ".git" / "objects" / blob[:2] / blob[2:]
    lost.unlink()
    before = sorted(path.name for path in tmp_path.iterdir())
    assert export(clone, tmp_path / "halb") != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_correction_and_what_it_corrects_name_each_other(office: Office, tmp_path: Path) -> None:
    more = "kind: correction\ncorrects: warntag\nwas_wrong: Die Uhrzeit.\nsince: 01.12.2026\nbecause: Tippfehler.\n"
    text = post_text(title="Berichtigt", publish_at="01.12.2026 10:00", channels="[website]", more=more)
    office.post("content/posts/2026/12/warntag-berichtigt.md", text, branch="berichtigung")
    office.push()
    publish(office, now="2026-12-01 10:05")
    export(cloned(office), tmp_path / "akte")
    files = load(tmp_path / "akte")
    posts = {post["id"]: post for post in index_of(files)["posts"]}
    assert posts["warntag"]["corrected_or_withdrawn_by"] == ["warntag-berichtigt"]
    assert posts["warntag"]["deliveries"][0]["corrected_by"] == "warntag-berichtigt"
    assert (posts["warntag-berichtigt"]["corrects"], posts["warntag-berichtigt"]["kind"]) == ("warntag", "correction")
    assert faults(files) == []


def test_what_was_redacted_is_not_in_it(office: Office, tmp_path: Path) -> None:
    ledger = Ledger(office.git, lambda _: Trust(REPOSITORY, office.root, (office.public_key("publisher"),)))
    ledger.refresh()
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    now = captured.at + timedelta(hours=1)
    line = Redacted(at=now, run="a" * 32, post="warntag", channel="website", payload=captured.payloads["website"],
                    note="Einwilligung widerrufen")  # fmt: skip
    ledger.append(Batch(events=(line,)), office.key("publisher"), now)
    assert export(cloned(office), tmp_path / "akte") == 0
    files = load(tmp_path / "akte")
    post = next(post for post in index_of(files)["posts"] if post["id"] == "warntag")
    assert (post["redacted"], post["title"]) == (True, "")
    assert post["deliveries"][0]["redacted"] == "Einwilligung widerrufen"
    assert all(item["stored"] is None for item in [*post["versions"][0]["files"], *post["versions"][0]["payloads"]])
    told = b"".join(data for name, data in files.items() if not name.endswith("sendebuch.jsonl"))
    assert b"heulen" not in told
    assert PNG not in told
    assert faults(files) == []


def test_of_a_post_that_was_redacted_on_one_channel_no_heading_stays(office: Office, tmp_path: Path) -> None:
    """What went on one channel may be in its heading, too, and that is the same for all."""
    path = "content/posts/2026/12/zwei.md"
    office.post(path, post_text(title="Fest mit Frau Beispiel", channels="[website, mastodon]"), branch="zwei")
    office.push()
    publish(office)
    captured = next(line for line in lines(office, "zwei") if isinstance(line, Captured))
    ledger = Ledger(office.git, lambda _: Trust(REPOSITORY, office.root, (office.public_key("publisher"),)))
    ledger.refresh()
    now = captured.at + timedelta(hours=1)
    digest = captured.payloads["website"]
    line = Redacted(at=now, run="a" * 32, post="zwei", channel="website", payload=digest, note="-")
    ledger.append(Batch(events=(line,)), office.key("publisher"), now)
    assert export(cloned(office), tmp_path / "akte") == 0
    files = load(tmp_path / "akte")
    post = next(post for post in index_of(files)["posts"] if post["id"] == "zwei")
    assert (post["redacted"], post["title"]) == (True, "")
    assert b"Frau Beispiel" not in files["data/index.json"]
    assert all(item["stored"] is None for item in post["versions"][0]["files"])


@pytest.mark.parametrize("what", ["files", "payloads"])
def test_what_was_not_approved_is_not_told_as_approved(office: Office, tmp_path: Path, what: str) -> None:
    """A line of the ledger and what lies in the clone say different things: nothing is given out."""
    ledger = Ledger(office.git, lambda _: Trust(REPOSITORY, office.root, (office.public_key("publisher"),)))
    ledger.refresh()
    captured = next(line for line in lines(office) if isinstance(line, Captured))
    later = captured.at + timedelta(hours=1)
    digest = "0" * 64
    if what == "files":
        odd = replace(captured, at=later, revision=2, files=({**captured.files[0], "sha256": digest},))
    else:
        odd = replace(captured, at=later, revision=2, payloads={"website": digest})
    ledger.append(Batch(events=(odd,)), office.key("publisher"), later)
    assert export(cloned(office), tmp_path / "akte") == 3
    assert not (tmp_path / "akte").exists()


def test_every_version_that_was_approved_is_told(office: Office, tmp_path: Path) -> None:
    path = "content/posts/2026/12/spaeter.md"
    for number, text in enumerate(("Erste Worte.", "Zweite Worte."), 1):
        later = post_text(title="Später", publish_at="20.12.2026 09:00", channels="[website]", text=text,
                          more=f"revision: {number}\n")  # fmt: skip
        office.post(path, later, branch=f"spaeter-{number}")
        office.push()
        publish(office, now=f"2026-12-0{1 + number} 09:05")
    export(cloned(office), tmp_path / "akte")
    files = load(tmp_path / "akte")
    post = next(post for post in index_of(files)["posts"] if post["id"] == "spaeter")
    assert [(version["number"], version["revision"]) for version in post["versions"]] == [(1, 1), (2, 2)]
    assert b"Erste Worte." in files[f"data/posts/spaeter/1/{path}"]
    assert b"Zweite Worte." in files[f"data/posts/spaeter/2/{path}"]
    assert post["deliveries"][0]["version"] is None, "nothing went out yet"
    assert faults(files) == []


def test_a_period_is_a_period(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = cloned(office)
    assert export(clone, tmp_path / "a", "--from", "04.05.2019", "--to", "2019-05-04") == 0
    assert [post["id"] for post in index_of(load(tmp_path / "a"))["posts"]] == ["deichfest"]
    assert "1 Beiträge außerhalb" in capsys.readouterr().out
    assert export(clone, tmp_path / "b", "--from", "05.05.2019") == 0
    assert [post["id"] for post in index_of(load(tmp_path / "b"))["posts"]] == ["warntag"]
    assert faults(load(tmp_path / "a")) == faults(load(tmp_path / "b")) == []
    assert export(clone, tmp_path / "c", "--from", "gestern") == 2
    assert export(clone, tmp_path / "c", "--from", "2026-01-02", "--to", "2026-01-01") == 2


def test_a_ledger_of_strangers_is_not_told_on(office: Office, tmp_path: Path) -> None:
    clone = cloned(office)
    git = ["git", "-C", str(clone), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    tip = subprocess.run(
        [*git, "rev-parse", "origin/ledger"], capture_output=True, check=True, text=True
    ).stdout.strip()
    forged = subprocess.run([*git, "commit-tree", f"{tip}^{{tree}}", "-p", tip, "-m", "ledger"], capture_output=True,
                            check=True, text=True).stdout.strip()  # fmt: skip
    subprocess.run([*git, "update-ref", "refs/remotes/origin/ledger", forged], check=True)
    assert export(clone, tmp_path / "akte") == 3
    assert not (tmp_path / "akte").exists()


def test_an_incomplete_clone_is_refused(office: Office, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "flach", ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", "--no-single-branch", f"file://{office.remote}",
                    str(tmp_path / "flach")], check=True)  # fmt: skip
    assert export(tmp_path / "flach", tmp_path / "akte") == 1


def test_without_a_ledger_the_archive_is_told(tmp_path: Path) -> None:
    made = Office.make(tmp_path)
    made.write(ARCHIVED, OLD)
    made.commit("Archive")
    made.push()
    assert export(made.clone, tmp_path / "akte") == 0
    index = index_of(load(tmp_path / "akte"))
    assert (index["ledger"], [post["id"] for post in index["posts"]]) == (None, ["deichfest"])
    assert faults(load(tmp_path / "akte")) == []
    made.close()


def test_what_people_signed_about_a_post_is_in_the_package(tmp_path: Path) -> None:
    office = Office.make(tmp_path)
    modules.agree(office)
    modules.run(office, now="2026-12-01 09:00")
    modules.put(office, modules.say(office))
    modules.run(office)
    assert export(cloned(office), tmp_path / "akte") == 0
    files = load(tmp_path / "akte")
    assert faults(files) == []
    signed = [json.loads(data) for name, data in files.items() if name.startswith("data/ledger/statements/")]
    assert [one["statement"]["subject"] for one in signed] == ["stromausfall"]
    assert signed[0]["signature"]
    office.close()
