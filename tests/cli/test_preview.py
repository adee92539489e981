"""``amtsfunk preview``: exactly what would go out, in a stable JSON form and in words for press officers."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.manifest import FileDigest, build_manifest
from amtsfunk.approval.payload import MediaFacts
from amtsfunk.channels.promises import Promise
from amtsfunk.cli import main
from amtsfunk.pages.promises import PROMISES
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

PROJECT = Path(__file__).parents[2]
NOW = "01.12.2026 08:00"
HEAD = "channels: [website, mastodon, bluesky, x, linkedin]\ntopic: bevoelkerungsschutz\n"
BODY = """# Sirenen heulen um 11 Uhr

Am 10. Dezember heulen die Sirenen – nur zur Probe.
https://www.musterhafen.example/warntag #Warntag

![Sirene auf dem Rathausdach](warntag.png "Foto: Stadt Musterhafen")

## Teil 2
Was Sie tun können: Radio einschalten.

## X
Kurzer eigener Text 🎉
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "plans", tmp_path / "plans")
    (tmp_path / "content/media/2026/12").mkdir(parents=True)
    Image.new("RGB", (4, 4), "navy").save(tmp_path / "content/media/2026/12/warntag.png")
    return tmp_path


def write(root: Path, head: str = "", body: str = BODY, name: str = "warntag") -> str:
    path = root / f"content/posts/2026/12/{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}{HEAD}---\n{body}", "utf-8")
    return path.relative_to(root).as_posix()


def preview(root: Path, capsys: pytest.CaptureFixture[str], *names: str, code: int = 0) -> list[dict[str, Any]]:
    assert main(["preview", "--repository", str(root), "--format", "json", "--now", NOW, *names]) == code
    views: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return views


def digest_and_size(file: Path) -> tuple[str, int]:
    return hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_size


def words(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["preview", "--repository", str(root), "--now", NOW, "warntag", *more]) == 0
    return " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_json_has_exactly_the_promised_form(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "publish_at: 10.12.2026 09:00\n")
    views = preview(root, capsys, "warntag")
    assert [view["channel"] for view in views] == ["website", "mastodon", "bluesky", "x", "linkedin"]
    for view in views:
        assert list(view) == ["post", "channel", "when", "publish_at", "manifest", "promise", "parts"]
        assert (view["post"], view["when"], view["publish_at"]) == ("warntag", "at", "2026-12-10T09:00:00+01:00")
        for part in view["parts"]:
            assert list(part) == ["text", "limits", "media", "length", "limit", "unit"]
            assert {"unit": part["unit"], "length": part["length"], "limit": part["limit"]} in part["limits"]
    x = next(view for view in views if view["channel"] == "x")
    assert x["parts"] == [
        {
            "text": "Kurzer eigener Text 🎉",
            "limits": [{"unit": "weighted", "length": 22, "limit": 280}],
            "media": [],
            "length": 22,
            "limit": 280,
            "unit": "weighted",
        }
    ]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_channel_says_in_one_sentence_what_can_be_promised(
    root: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    write(root, "publish_at: 10.12.2026 09:00\n")
    shown = words(root, capsys, "--lang", lang)
    promises = [Promise(view["promise"]) for view in preview(root, capsys, "warntag")]
    assert promises[0] is Promise.site
    for promise in promises:
        assert PROMISES[lang][promise] in shown


def test_what_is_shown_is_the_payload_that_an_approval_covers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(root, "publish_at: 10.12.2026 09:00\n")
    views = preview(root, capsys, path)
    settings, _, _ = parse_settings({name: (root / name).read_bytes() for name in SETTINGS_PATHS})
    assert settings is not None
    post = parse_post(path, (root / path).read_bytes(), settings.authority.zone).value
    assert post is not None
    place = "content/media/2026/12/warntag.png"
    media = {place: MediaFacts(*digest_and_size(root / place), "image/png")}
    manifest, payloads = build_manifest(post, FileDigest(path, *digest_and_size(root / path)), settings, media)
    assert {view["manifest"] for view in views} == {manifest.digest}
    for view in views:
        payload = json.loads(payloads[view["channel"]])
        assert [part["text"] for part in view["parts"]] == [part["text"] for part in payload["parts"]]
        assert [part["media"] for part in view["parts"]] == [part["media"] for part in payload["parts"]]
    assert manifest.digest == hashlib.sha256(canonical_json(manifest.to_json())).hexdigest()


def test_a_content_warning_counts_where_the_network_counts_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    before = {view["channel"]: view["parts"][0]["length"] for view in preview(root, capsys, "warntag")}
    write(root, "content_warning: Sirene\n")
    after = {view["channel"]: view["parts"][0]["length"] for view in preview(root, capsys, "warntag")}
    assert {name: after[name] - before[name] for name in before if after[name] != before[name]} == {"mastodon": 6}


def test_a_changed_letter_changes_the_digest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    first = preview(root, capsys, "warntag")[0]["manifest"]
    write(root, body=BODY.replace("Radio", "Radios"))
    assert preview(root, capsys, "warntag")[0]["manifest"] != first


def test_drafts_and_posts_after_approval(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    write(root, "publish_at: after approval\n", name="gleich")
    views = preview(root, capsys, "warntag", "gleich")
    assert {(view["post"], view["when"], view["publish_at"]) for view in views} == {
        ("warntag", "draft", None),
        ("gleich", "after approval", None),
    }


def test_summer_time_has_its_own_offset(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "publish_at: 01.07.2027 09:00\n", body="# T\n\nText.\n")
    (root / "content/posts/2027/07").mkdir(parents=True)
    (root / "content/posts/2026/12/warntag.md").rename(root / "content/posts/2027/07/warntag.md")
    assert preview(root, capsys, "warntag")[0]["publish_at"] == "2027-07-01T09:00:00+02:00"


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (
            "publish_at: 10.12.2026 09:00\n",
            "Donnerstag, 10.12.2026, zwischen 09:00 und etwa 09:20 Uhr; spätestens Freitag, 11.12.2026, 09:00 Uhr",
        ),
        ("publish_at: 10.12.2026 09:00\nlatest: 10 min\n", "zwischen 09:00 und etwa 09:10 Uhr; spätestens 09:10 Uhr"),
        ("publish_at: 30.11.2026 07:00\n", "30.11.2026, 07:00 Uhr: Die Zeit ist vorbei"),
        ("publish_at: after approval\nkind: crisis\n", "etwa innerhalb von 20 Minuten; spätestens 30 Minuten danach"),
        ("publish_at: after approval\nkind: crisis\nlatest: 120 min\n", "20 Minuten; spätestens 2 Stunden danach"),
        (
            "publish_at: after approval\nkind: crisis\nlatest: 10.12.2026 09:00\n",
            "20 Minuten; spätestens Donnerstag, 10.12.2026, 09:00 Uhr",
        ),
        ("", "Entwurf: geht so nicht hinaus."),
    ],
)
def test_times_in_words(root: Path, capsys: pytest.CaptureFixture[str], head: str, says: str) -> None:
    write(root, head)
    assert says in words(root, capsys)


def test_words_for_press_officers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "content_warning: Sirenen\n", BODY.replace("Kurzer", "[bold]" + "lang " * 60))
    text = words(root, capsys)
    assert "Teil 2 von 2" in text
    assert "Beitrag 2 von 2 (hängen dort nicht zusammen)" in text
    assert "Beschreibung: Sirene auf dem Rathausdach" in text
    assert "Nachweis: Foto: Stadt Musterhafen" in text
    assert "Inhaltswarnung: Sirenen" in text
    assert "von Hand zu veröffentlichen" in text
    assert "322 von 280 Zeichen nach der Zählung von X: 42 zu viel" in text
    assert "[bold]lang lang" in text
    assert "Description: Sirene auf dem Rathausdach" in words(root, capsys, "--lang", "en")


def test_a_broken_post_is_named_and_the_others_are_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    write(root, "chanels: [x]\n", name="kaputt")
    assert main(["preview", "--repository", str(root), "--format", "json", "kaputt", "warntag"]) == 1
    captured = capsys.readouterr()
    assert {view["post"] for view in json.loads(captured.out)} == {"warntag"}
    assert "content/posts/2026/12/kaputt.md" in captured.err
    assert "chanels" in captured.err


def test_an_absent_picture_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    (root / "content/media/2026/12/warntag.png").unlink()
    assert main(["preview", "--repository", str(root), "warntag"]) == 1
    assert "content/media/2026/12/warntag.png" in capsys.readouterr().err


def test_a_picture_that_is_a_link_elsewhere_is_not_followed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    picture = root / "content/media/2026/12/warntag.png"
    picture.rename(root / "geheim.png")
    picture.symlink_to(root / "geheim.png")
    assert main(["preview", "--repository", str(root), "warntag"]) == 1
    assert "lesbares Bild" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "says"), [("warntage", "Meinten Sie „warntag“?"), ("../fremd.md", "gibt es nicht")])
def test_unknown_posts(root: Path, capsys: pytest.CaptureFixture[str], name: str, says: str) -> None:
    write(root)
    assert main(["preview", "--repository", str(root), name]) == 2
    assert says in capsys.readouterr().err


def test_a_time_that_is_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root)
    assert main(["preview", "--repository", str(root), "--now", "heute", "warntag"]) == 2
    assert "kein Zeitpunkt" in capsys.readouterr().err
