"""``amtsfunk import mastodon-archive | x-archive | csv``: what was public comes over, nothing else, nothing twice."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.importing import past
from support import archives
from support.archives import FOLLOWERS, HOST, OWNER, PUBLIC, boost, note, picture, png, tweet
from support.publishing import amtsfunk, publish
from support.repo import Office, post_text

PROJECT = Path(__file__).parents[2]
MEDIA = "media_attachments/files/110/original/"
NOW = "2026-12-01 09:00"
SHOTS = {f"{MEDIA}a.png": png(1), f"{MEDIA}b.png": png(2), f"{MEDIA}film.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 40}
HISTORY = [
    note(1, "<p>Der Deich hält.<br />Danke an alle!</p><p>Mehr: "
         '<a href="https://www.beispielau.example/deich?a=1&amp;b=2" rel="nofollow">'
         '<span class="invisible">https://www.</span><span class="ellipsis">beispielau.example/de</span>'
         '<span class="invisible">ich?a=1&amp;b=2</span></a> <a href="https://x.example/tags/Deich" class="mention '
         'hashtag" rel="tag">#<span>Deich</span></a></p>',
         attachment=[picture(f"system/{MEDIA}a.png", "Der Deich"), picture(f"{MEDIA}film.mp4", "", "video/mp4"),
                     picture(f"{MEDIA}weg.png", "Fehlt")]),
    note(2, "<p>Und weiter geht es.</p>", inReplyTo=f"{OWNER}/statuses/1", attachment=[picture(f"{MEDIA}b.png", None)]),
    note(3, "<p>Nur für Folgende: Geheimnis</p>", to=[FOLLOWERS], cc=[]),
    note(4, "<p>Direkt: Geheimnis</p>", to=["https://anders.example/users/eva"], cc=[]),
    boost(5),
    note(6, "<p>Antwort an Eva</p>", inReplyTo="https://anders.example/users/eva/statuses/9"),
    note(7, "<p>Wollt ihr?</p>", type="Question", oneOf=[{"type": "Note", "name": name} for name in ("Ja", "Nein")]),
    note(8, "<p># Kein Titel</p><p>## Teil 9<br />---<br />![x](y.png)</p>", to=[FOLLOWERS], cc=[PUBLIC],
         summary='Achtung: "Wasser" #1'),
    note(9, "", attachment=[picture(f"{MEDIA}film.mp4", "", "video/mp4")]),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    plans = tmp_path / "repository" / "plans"
    shutil.copytree(PROJECT / "plans", plans, ignore=shutil.ignore_patterns("weeks", "crisis.yml"))
    return tmp_path / "repository"


def bring(root: Path, tool: str, source: Path, *more: str, write: bool = True) -> int:
    writing = ["--write"] if write else []
    return main(["import", tool, str(source), "--repository", str(root), "--now", NOW, *writing, *more])


def posts_of(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in root.glob("content/posts/*/*/*.md")}


def everything(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes() for file in root.glob("content/**/*") if file.is_file()
    }


def report_of(root: Path, tool: str = "mastodon-archive") -> str:
    return (root / f"build/import/{tool}.md").read_text("utf-8")


@pytest.fixture(params=["folder", "zip", "tar"])
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    if request.param == "folder":
        return lambda files: archives.as_folder(files, tmp_path / "archiv")
    if request.param == "zip":
        return lambda files: archives.as_zip(files, tmp_path / "archiv.zip")
    return lambda files: archives.as_tar(files, tmp_path / "archiv.tar.gz")


def test_a_mastodon_archive_comes_over(root: Path, packed: Callable[[dict[str, bytes]], Path],
                                       capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    source = packed(archives.mastodon(HISTORY, SHOTS))
    assert bring(root, "mastodon-archive", source) == 0
    posts = posts_of(root)
    deich = next(text for text in posts.values() if "Der Deich hält" in text)
    assert "publish_at: 02.03.2024 11:01\n" in deich
    assert "channels: [mastodon]\n" in deich
    assert "archive: ja\n" in deich
    assert f'  mastodon: "{HOST}/@stadt/1"\n' in deich or f"  mastodon: {HOST}/@stadt/1\n" in deich
    assert "Der Deich hält.\nDanke an alle!\n\nMehr: https://www.beispielau.example/deich?a=1&b=2 #Deich\n" in deich
    assert re.search(r"!\[Der Deich\]\([a-z0-9-]+-bild-1\.png\)", deich)
    assert "\n## Teil 2\n\nUnd weiter geht es.\n" in deich
    assert "Fehlt" not in deich
    assert {data for path, data in everything(root).items() if path.endswith(".png")} == {png(1), png(2)}
    told = report_of(root)
    for words in ("Video oder Ton fehlt", "weg.png", "Bild ohne Bildbeschreibung", "Umfrage", "Ja · Nein",
                  "teilt den Beitrag", "antwortet jemand anderem", "war nicht öffentlich"):  # fmt: skip
        assert words in told, words
    assert f"Teil 2 stand unter {HOST}/@stadt/2" in told
    assert "2-mal: war nicht öffentlich" in capsys.readouterr().out


def test_what_was_not_public_leaves_no_word(root: Path, tmp_path: Path) -> None:
    bring(root, "mastodon-archive", archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv"))
    written = b"".join(everything(root).values()) + report_of(root).encode()
    assert b"Geheimnis" not in written
    bring(root, "x-archive", archives.as_folder(archives.x([tweet(1, "Öffentlich")]), tmp_path / "x"))
    written = b"".join(everything(root).values()) + report_of(root, "x-archive").encode()
    assert b"Geheimnis" not in written
    assert "Öffentlich".encode() in written


def test_what_comes_over_passes_the_check(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(root, "mastodon-archive", archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv"))
    capsys.readouterr()
    main(["check", "--repository", str(root), "--format", "json", "--now", NOW])
    found = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["severity"] == "error"]
    assert {one["rule"] for one in found} <= {"alt-text-placeholder", "media-too-small"}, found


def test_marks_in_a_text_mean_nothing(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(root, "mastodon-archive", archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv"))
    path = next(path for path, text in posts_of(root).items() if "Kein Titel" in text)
    text = posts_of(root)[path]
    assert "visibility: unlisted\n" in text
    capsys.readouterr()
    assert main(["preview", path, "--repository", str(root), "--format", "json", "--now", NOW]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown[0]["parts"][0]["text"].endswith("# Kein Titel\n\n## Teil 9\n---\n![x](y.png)")


def test_without_write_nothing_comes_over(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    assert bring(root, "mastodon-archive", source, write=False) == 0
    assert everything(root) == {}
    assert "3 Archivbeiträge" in capsys.readouterr().out
    assert "--write fehlt" in report_of(root)


def test_a_second_run_changes_nothing_and_a_longer_archive_adds(root: Path, tmp_path: Path) -> None:
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    bring(root, "mastodon-archive", source)
    path = next(path for path, text in posts_of(root).items() if "Der Deich hält" in text)
    (root / path).write_text(posts_of(root)[path] + "Nachgetragen.\n", "utf-8")
    before = everything(root)
    assert bring(root, "mastodon-archive", source) == 0
    assert everything(root) == before
    assert "0 Archivbeiträge mit 0 Bildern, 3 waren schon übernommen" in report_of(root)
    assert "steht schon unter dieser Adresse" not in report_of(root)
    longer = archives.mastodon([*HISTORY, note(20, "<p>Neues vom Deich hält.</p>")], SHOTS)
    assert bring(root, "mastodon-archive", archives.as_folder(longer, tmp_path / "spaeter")) == 0
    added = set(everything(root)) - set(before)
    assert len(added) == 1
    assert {path: data for path, data in everything(root).items() if path in before} == before


def test_drafts_come_once_too(root: Path, tmp_path: Path) -> None:
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    bring(root, "mastodon-archive", source, "--as", "drafts")
    before = everything(root)
    assert bring(root, "mastodon-archive", source, "--as", "drafts") == 0
    assert everything(root) == before


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_who_breaks_off_goes_on_where_it_stopped(root: Path, tmp_path: Path, after: int,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    from amtsfunk.commands.importing import writing  # noqa: PLC0415

    create, left = writing.create_file, [after]

    def breaks(folder: Path, path: str, data: bytes) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        create(folder, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "create_file", breaks)
        assert bring(root, "mastodon-archive", source) == 130
    for text in posts_of(root).values():
        for file in re.findall(r"\((\S+\.png)\)", text):
            assert list(root.glob(f"content/media/*/*/{file}")) or "\\!" in text
    assert bring(root, "mastodon-archive", source) == 0
    once = everything(root)
    shutil.rmtree(root / "content")
    bring(root, "mastodon-archive", source)
    assert everything(root) == once


def test_drafts_are_drafts(root: Path, tmp_path: Path) -> None:
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    assert bring(root, "mastodon-archive", source, "--as", "drafts", "--channels", "*=mastodon,*=website") == 0
    for text in posts_of(root).values():
        assert "channels: [mastodon, website]\n" in text
        assert "archive" not in text.split("---")[1].replace("mastodon-archive", "")
        assert "publish_at" not in text
        assert "# Erschien am " in text


def test_an_x_archive_comes_over(root: Path, packed: Callable[[dict[str, bytes]], Path]) -> None:
    shot = {"type": "photo", "media_url_https": "https://pbs.twimg.com/media/AbC.jpg", "url": "https://t.co/bild"}
    film = {"type": "video", "media_url_https": "https://pbs.twimg.com/media/F.jpg", "url": "https://t.co/bild"}
    long = "Lang " * 60 + "und am Ende das Ende."
    tweets = [
        tweet(1, "Tom &amp; Jerry &lt;3 https://t.co/abc https://t.co/bild",
              entities={"urls": [{"url": "https://t.co/abc", "expanded_url": "https://a.example/?x=1&amp=2"}]},
              extended_entities={"media": [shot, film]}),
        tweet(2, "RT @eva: Geteilt"),
        tweet(3, "@eva Antwort", in_reply_to_status_id_str="99", in_reply_to_user_id_str="5"),
        tweet(4, "Zweiter Teil", in_reply_to_status_id_str="1", in_reply_to_user_id_str="77"),
        tweet(5, long[:270] + "… https://t.co/mehr"),
        tweet(6, "Mit Tippfehlr", edit_info={"initial": {"editTweetIds": ["6", "7"]}}),
        tweet(7, "Ohne Tippfehler", edit_info={"initial": {"editTweetIds": ["6", "7"]}}, lang="und"),
        tweet(8, "Für wenige", scopes={"followers": True}),
        tweet(9, "Kaputt", created_at="gestern"),
    ]  # fmt: skip
    notes = [{"noteTweet": {"noteTweetId": "1", "core": {"text": long, "urls": []}}}]
    files = archives.x(tweets[:5], {
        "data/tweets-part1.js": archives.assigned("tweets", tweets[5:]),
        "data/note-tweet.js": archives.assigned("note_tweet", notes),
        "data/tweets_media/1-AbC.jpg": png(3),
    })  # fmt: skip
    assert bring(root, "x-archive", packed(files)) == 0
    posts = posts_of(root)
    assert len(posts) == 3
    first = next(text for text in posts.values() if "Tom & Jerry" in text)
    assert "Tom & Jerry <3 https://a.example/?x=1&amp=2\n" in first
    assert "t.co" not in first
    assert "## Teil 2\n\nZweiter Teil\n" in first
    assert "https://x.com/stadt_au/status/1" in first
    assert re.search(r"\]\([a-z0-9-]+-bild-1\.png\)", first), "the ending is that of the bytes"
    assert any(long in text for text in posts.values())
    assert any("Ohne Tippfehler" in text for text in posts.values())
    told = report_of(root, "x-archive")
    for words in ("frühere Fassung", "teilt den Beitrag", "antwortet jemand anderem", "Zeitpunkt",
                  "war nicht öffentlich",
                  "Video oder Ton fehlt"):  # fmt: skip
        assert words in told, words
    assert "Für wenige" not in told + "".join(posts.values())


def test_a_table_comes_over(root: Path, tmp_path: Path) -> None:
    rows = (
        "Text;Datum;Kanal;Bild;Bildbeschreibung;Adresse;Aktenzeichen;Titel;Thema;Farbe\n"
        '"Zeile 1\nZeile 2";01.05.2019 10:00;mastodon;fotos/a.png;Der Deich;'
        "https://social.example/1;1-2;Fest: „1“;wetter;rot\n"
        ";;;;;;;;;\n"
        "Kommt noch;01.05.2027 10:00;mastodon|x;;;;;;;\n"
        "Ohne Datum;;gibts-nicht;;;;;;;\n"
        "Falsch;gestern;mastodon;;;;;;;\n"
        "Weg;01.05.2019 10:00;mastodon;../geheim.png|fotos/b.png;;;;;;\n"
    )
    table = archives.as_folder({"tabelle/t.csv": rows.encode("cp1252"), "tabelle/fotos/a.png": png(4),
                                "geheim.png": png(5)}, tmp_path) / "tabelle/t.csv"  # fmt: skip
    assert bring(root, "csv", table, "--as", "archive") == 0
    posts = posts_of(root)
    fest = next(text for text in posts.values() if "Zeile 1" in text)
    assert "# Fest: „1“\n\nZeile 1\nZeile 2\n\n![Der Deich](" in fest
    assert "file_number: 1-2\n" in fest
    assert "https://social.example/1" in fest
    assert png(5) not in everything(root).values(), "a name leads nowhere but below the table"
    told = report_of(root, "csv")
    for words in ("Farbe", "wetter", "gestern", "liegt nicht in der Vergangenheit", "fotos/b.png"):
        assert words in told, words
    shutil.rmtree(root / "content")
    assert bring(root, "csv", table) == 0
    drafts = posts_of(root)
    assert "publish_at: 01.05.2027 10:00\nchannels: [mastodon, x]\n" in next(
        text for text in drafts.values() if "Kommt noch" in text
    )


def test_a_link_in_the_repository_leads_nowhere(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "draussen"
    outside.mkdir()
    (root / "content").mkdir()
    (root / "content" / "media").symlink_to(outside)
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    assert bring(root, "mastodon-archive", source) == 1
    assert list(outside.iterdir()) == []


def test_a_picture_that_is_taken_stops_it_all(root: Path, tmp_path: Path) -> None:
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    bring(root, "mastodon-archive", source)
    taken = next(path for path in everything(root) if path.endswith(".png"))
    shutil.rmtree(root / "content")
    (root / taken).parent.mkdir(parents=True)
    (root / taken).write_bytes(b"meins")
    assert bring(root, "mastodon-archive", source) == 1
    assert everything(root) == {taken: b"meins"}


@pytest.mark.parametrize(
    ("tool", "files", "more", "code"),
    [
        ("mastodon-archive", {"anders.json": b"{}"}, (), 1),
        ("mastodon-archive", {"outbox.json": b"[" * 100_000}, (), 1),
        ("mastodon-archive", {"outbox.json": b"{}"}, (), 1),
        ("mastodon-archive", {"outbox.json": b"\xff"}, (), 1),
        ("x-archive", {"data/tweets.js": b"window.YTD.tweets.part0 = {}"}, (), 1),
        ("x-archive", {"data/tweets.js": b"alert(1)"}, (), 1),
        ("mastodon-archive", archives.mastodon(HISTORY), ("--channels", "@fremd=mastodon"), 2),
        ("mastodon-archive", archives.mastodon(HISTORY), ("--start", "01.01.2027 10:00"), 2),
        ("mastodon-archive", archives.mastodon(HISTORY), ("--topic", "wetter"), 2),
    ],
)
def test_what_is_no_archive_is_said(
    root: Path, tool: str, files: dict[str, bytes], more: tuple[str, ...], code: int
) -> None:
    assert bring(root, tool, archives.as_folder(files, root.parent / "archiv"), *more) == code
    assert everything(root) == {}
    assert bring(root, tool, root.parent / "gibt-es-nicht") == 2


def test_more_pictures_than_any_account_has_are_refused(root: Path, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    source = archives.as_zip(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv.zip")
    monkeypatch.setattr(past, "MOST_OF_PICTURES", len(png(1)) + len(png(2)) - 1)
    assert bring(root, "mastodon-archive", source) == 1
    assert everything(root) == {}
    monkeypatch.setattr(past, "MOST_OF_PICTURES", len(png(1)) + len(png(2)))
    assert bring(root, "mastodon-archive", source) == 0


def test_an_archive_that_changes_meanwhile_is_refused(root: Path, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """What is written is what was looked at: pictures come first, so no post stands there without the right ones."""
    source = archives.as_folder(archives.mastodon(HISTORY, SHOTS), tmp_path / "archiv")
    plan = past.plan_posts

    def changing(*arguments: Any) -> Any:
        (source / MEDIA / "a.png").write_bytes(png(9))
        return plan(*arguments)

    monkeypatch.setattr(past, "plan_posts", changing)
    assert bring(root, "mastodon-archive", source) == 1
    assert posts_of(root) == {}
    assert png(9) not in everything(root).values()


def test_an_address_that_does_not_come_along_is_told(root: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Text;Zeit;Kanal;Adresse\nEins;01.05.2019 10:00;mastodon;https://a b.example/1\n", "utf-8")
    assert bring(root, "csv", table, "--as", "archive") == 0
    assert "Unter welcher Adresse der Beitrag stand, ging nicht mit." in report_of(root, "csv")
    assert "appeared" not in "".join(posts_of(root).values())


def test_what_came_by_a_table_does_not_come_by_an_archive_again(root: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"Text;Zeit;Kanal;Adresse\nDeich;01.05.2019 10:00;mastodon;{HOST}/@stadt/1\n"
                     f"Noch einer;02.05.2019 10:00;mastodon;{HOST}/@stadt/1\n", "utf-8")  # fmt: skip
    assert bring(root, "csv", table, "--as", "archive") == 0
    before = posts_of(root)
    assert len(before) == 2
    source = archives.as_folder(archives.mastodon([note(1, "<p>Deich</p>"), note(2, "<p>Neu</p>")]), tmp_path / "m")
    assert bring(root, "mastodon-archive", source) == 0
    assert len(posts_of(root)) == 3
    assert f"{HOST}/@stadt/1: steht schon unter dieser Adresse" in report_of(root)
    after = posts_of(root)
    assert bring(root, "mastodon-archive", source) == 0
    assert bring(root, "csv", table, "--as", "archive") == 0
    assert posts_of(root) == after


@pytest.fixture
def sent_from(tmp_path: Path) -> Iterator[tuple[Office, str]]:
    """An office whose post went out on Mastodon by hand, and where it stands there."""
    office = Office.make(tmp_path)
    office.post(content=post_text(channels="[mastodon]"))
    office.push()
    publish(office)
    address = f"{HOST}/@stadt/1"
    assert amtsfunk(office, "record", "warntag", "mastodon", address, "--key", str(office.key("anna")),
                    now="2026-12-01 09:10") == 0  # fmt: skip
    publish(office, now="2026-12-01 09:15")
    office.git.run("fetch", "--quiet", "origin")
    yield office, address
    office.close()


def test_what_this_program_sent_does_not_come_twice(sent_from: tuple[Office, str], tmp_path: Path) -> None:
    office, address = sent_from
    files = archives.mastodon([note(1, "<p>Am 10. Dezember heulen die Sirenen</p>"), note(12, "<p>Von früher</p>")])
    source = archives.as_folder(files, tmp_path / "archiv")
    before = set(everything(office.clone))
    assert bring(office.clone, "mastodon-archive", source, "--channels", "*=mastodon") == 0
    added = set(everything(office.clone)) - before
    assert len(added) == 1
    assert "Von früher" in (office.clone / added.pop()).read_text("utf-8")
    assert f"{address}: ging mit diesem Programm hinaus" in report_of(office.clone)


def test_a_ledger_of_strangers_is_no_witness(sent_from: tuple[Office, str], tmp_path: Path) -> None:
    office, _ = sent_from
    tip = office.git.run("rev-parse", "refs/remotes/origin/ledger").decode().strip()
    words = ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit-tree", f"{tip}^{{tree}}", "-p", tip)
    forged = office.git.run(*words, "-m", "ledger").decode().strip()
    for name in ("refs/remotes/origin/ledger", "refs/amtsfunk/fetched/ledger", "refs/heads/ledger"):
        office.git.run("update-ref", name, forged)
    source = archives.as_folder(archives.mastodon([note(12, "<p>Von früher</p>")]), tmp_path / "archiv")
    assert bring(office.clone, "mastodon-archive", source, "--channels", "*=mastodon") == 3
