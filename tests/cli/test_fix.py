"""``amtsfunk fix`` over real files: what it mends, what it leaves, and what it says."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.model.finding import Finding
from support.example_repository import lay_out

POST = "content/posts/2026/12/beispiel.md"
CLUMSY = (
    "---\r\npublish_at: 02.12.2026 09:00\r\nchannels:\t[website, x]\r\ntopic: „verkehr“\r\n–––\r\n"
    "# Ti\xadtel\r\n\r\nText mit Link https://www.pruefstein.example\r\n\r\n##X\r\nKurz\r\n"
)
CLEAN = (
    '---\npublish_at: 02.12.2026 09:00\nchannels: [website, x]\ntopic: "verkehr"\n---\n'
    "# Titel\n\nText mit Link https://www.pruefstein.example\n\n## X\nKurz\n"
)
Fix = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office = lay_out("good", "unknown-topic", tmp_path / "repository")
    (office / POST).unlink()
    return office


@pytest.fixture
def fix(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Fix:
    monkeypatch.chdir(root)

    def run(*words: str) -> tuple[int, str]:
        code = main(["fix", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_a_hurried_post_is_mended_and_every_step_told(root: Path, fix: Fix) -> None:
    file = write(root, POST, CLUMSY)
    code, told = fix()
    assert code == 0
    assert file.read_text(encoding="utf-8") == CLEAN
    for words in (
        "Zeilenenden vereinheitlicht",
        "Zeile 3: Tabulatoren durch Leerzeichen ersetzt",
        "Zeile 4: gebogene Anführungszeichen",
        '    - topic: „verkehr“\n    + topic: "verkehr"',
        "Zeile 6: unsichtbare Trennstellen gelöscht",
        "    - ##X\n    + ## X",
    ):
        assert words in told
    assert "1 Datei geändert oder verschoben.\n" in told
    assert told.endswith("Was noch zu tun ist, zeigt: amtsfunk check\n")
    code, told = fix()
    assert code == 0
    assert told.startswith("Es gibt nichts, was sich von selbst richten lässt.\n")


def test_a_dry_run_changes_nothing_and_says_what_it_would(root: Path, fix: Fix) -> None:
    file = write(root, POST, CLUMSY)
    code, told = fix("--dry-run")
    assert code == 1
    assert file.read_bytes() == CLUMSY.encode()
    assert "Nur geschaut, nichts geändert. Zu ändern: 1 Datei.\n" in told


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("channels: website, mastodon", "channels: [website, mastodon]"),
        ("channels: website,Mastodon ", "channels: [website, mastodon]"),
        ("channels: website", "channels: [website]"),
        ("channels: website und mastodon", None),
        ("channels: website, @mastodon", None),
        ("channels: website,", None),
        ("topic: website, mastodon", None),
    ],
)
def test_a_list_without_its_brackets_gets_them(root: Path, fix: Fix, line: str, mended: str | None) -> None:
    text = CLEAN.replace("channels: [website, x]", line)
    file = write(root, POST, text)
    code, told = fix(POST)
    assert code == 0
    assert file.read_text(encoding="utf-8") == (text.replace(line, mended) if mended else text)
    assert (f"    + {mended}" in told) == (mended is not None)


def test_the_words_of_a_text_stay_as_typed(root: Path, fix: Fix) -> None:
    file = write(root, POST, CLEAN.replace("Text mit", 'Ein "gerades" und ein ,,halbes" Wort. Text mit'))
    code, told = fix(POST)
    assert code == 0
    assert 'Ein "gerades" und ein ,,halbes" Wort.' in file.read_text(encoding="utf-8")
    assert "auch die Anführungszeichen im Text" in told


def test_only_what_was_named_is_touched(root: Path, fix: Fix) -> None:
    other = write(root, "content/posts/2026/12/anderer.md", CLUMSY)
    write(root, POST, CLUMSY)
    assert fix(POST)[0] == 0
    assert other.read_bytes() == CLUMSY.encode()


def test_only_what_changed_is_touched(root: Path, fix: Fix) -> None:
    old = write(root, "content/posts/2026/12/anderer.md", CLUMSY)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "start")):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    new = write(root, POST, CLUMSY)
    assert fix("--changed", "HEAD")[0] == 0
    assert new.read_text(encoding="utf-8") == CLEAN
    assert old.read_bytes() == CLUMSY.encode()


def test_what_was_approved_is_left_unless_asked_for(root: Path, fix: Fix) -> None:
    file = write(root, POST, CLUMSY)
    approval = write(root, POST.replace(".md", ".approval.json"), "{}")
    code, told = fix()
    assert code == 1
    assert "Daneben liegt eine Freigabe" in told
    assert file.read_bytes() == CLUMSY.encode()
    assert fix("--force")[0] == 0
    assert file.read_text(encoding="utf-8") == CLEAN
    assert approval.exists()


def test_a_post_moves_to_its_month_with_its_pictures(root: Path, fix: Fix) -> None:
    write(root, "content/posts/2026/10/beispiel.md", CLEAN.replace("Text mit", "![Ein Schiff](schiff.png)\n\nText mit"))
    other = CLEAN.replace("02.12.", "02.10.").replace("Text mit", "![Ein Haus](haus.png)\n\nText mit")
    write(root, "content/posts/2026/10/anderer.md", other)
    write(root, "content/media/2026/10/schiff.png", "Schiff")
    write(root, "content/media/2026/10/schiff.png.yml", "author: A\nlicence: B\n")
    code, told = fix()
    assert code == 0
    assert (root / POST).exists()
    assert not (root / "content/posts/2026/10/beispiel.md").exists()
    assert (root / "content/media/2026/12/schiff.png").read_text(encoding="utf-8") == "Schiff"
    assert (root / "content/media/2026/12/schiff.png.yml").exists()
    assert not (root / "content/media/2026/10/schiff.png").exists()
    assert f"verschoben nach {POST}" in told


def test_a_picture_that_another_post_shows_is_copied(root: Path, fix: Fix) -> None:
    pictured = CLEAN.replace("Text mit", "![Ein Schiff](schiff.png)\n\nText mit")
    write(root, "content/posts/2026/10/beispiel.md", pictured)
    write(root, "content/posts/2026/10/anderer.md", pictured.replace("02.12.", "02.10."))
    write(root, "content/media/2026/10/schiff.png", "Schiff")
    assert fix()[0] == 0
    assert (root / "content/media/2026/12/schiff.png").exists()
    assert (root / "content/media/2026/10/schiff.png").exists()


def test_a_move_never_overwrites(root: Path, fix: Fix) -> None:
    write(root, "content/posts/2026/10/beispiel.md", CLEAN.replace("Text mit", "![Ein Schiff](schiff.png)\n\nText mit"))
    write(root, "content/media/2026/10/schiff.png", "Schiff")
    write(root, "content/media/2026/12/schiff.png", "ein anderes")
    code, told = fix()
    assert code == 1
    assert "schon ein anderes Bild" in told
    assert (root / "content/posts/2026/10/beispiel.md").exists()
    assert (root / "content/media/2026/12/schiff.png").read_text(encoding="utf-8") == "ein anderes"


def test_two_posts_never_get_one_name(root: Path, fix: Fix) -> None:
    write(root, "content/posts/2026/12/Große Übung.md", CLEAN)
    write(root, "content/posts/2026/11/grosse-uebung.md", CLEAN.replace("02.12.", "02.11."))
    code, told = fix()
    assert code == 1
    assert "Den Namen „grosse-uebung“ hat schon content/posts/2026/11/grosse-uebung.md" in told
    assert (root / "content/posts/2026/12/Große Übung.md").exists()


def test_names_with_umlauts_and_spaces_become_slugs_and_posts_follow_their_pictures(root: Path, fix: Fix) -> None:
    pictured = CLEAN.replace("Text mit", "![Ein Zug](Umzug Süd.JPG)\n\nText mit")
    write(root, "content/posts/2026/12/Große Übung.md", pictured)
    write(root, "content/media/2026/12/Umzug Süd.JPG", "Zug")
    assert fix()[0] == 0
    post = (root / "content/posts/2026/12/grosse-uebung.md").read_text(encoding="utf-8")
    assert "![Ein Zug](umzug-sued.jpg)" in post
    assert (root / "content/media/2026/12/umzug-sued.jpg").read_text(encoding="utf-8") == "Zug"
    code, told = fix()
    assert code == 0
    assert told.startswith("Es gibt nichts, was sich von selbst richten lässt.\n")


def test_agreed_texts_and_pages_get_good_names_too(root: Path, fix: Fix) -> None:
    write(root, "content/snippets/Danke schön.md", "Text\n")
    write(root, "guidelines/So schreiben wir.md", "Text\n")
    assert fix()[0] == 0
    assert (root / "content/snippets/danke-schoen.md").exists()
    assert (root / "guidelines/so-schreiben-wir.md").exists()
    write(root, "content/snippets/Danke Schön.md", "Ein anderer\n")
    code, told = fix()
    assert code == 1
    assert "gibt es schon" in told
    assert (root / "content/snippets/Danke Schön.md").exists()


def test_links_are_never_followed(root: Path, fix: Fix, tmp_path: Path) -> None:
    outside = tmp_path / "draussen.md"
    outside.write_bytes(CLUMSY.encode())
    (root / POST).parent.mkdir(parents=True, exist_ok=True)
    (root / POST).symlink_to(outside)
    code, told = fix(POST)
    assert code == 1
    assert "Verknüpfung" in told
    assert outside.read_bytes() == CLUMSY.encode()


def test_what_is_no_text_is_left(root: Path, fix: Fix) -> None:
    file = root / POST
    file.write_bytes(b"---\r\n\xff\xfe")
    code, told = fix(POST)
    assert code == 1
    assert "kein lesbarer Text" in told
    assert file.read_bytes() == b"---\r\n\xff\xfe"


def test_the_example_authority_needs_no_mending(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--dry-run", "--repository", str(Path(__file__).parents[2])]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "rule",
    [
        "bad-file-name", "byte-order-mark", "carriage-return", "expected-list", "front-matter-dashes", "no-break-space",
        "post-file-name", "post-folder", "section-without-space", "soft-hyphen", "tab-character", "wrong-folder",
        "yaml-at-sign", "yaml-colon-in-value", "yaml-curly-quotes",
    ],
)  # fmt: skip
def test_what_the_check_calls_sure_is_mended_and_nothing_else_comes_of_it(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay_out("bad", rule, tmp_path / "repository")
    before = found(root)
    assert rule in before
    main(["fix", "--repository", str(root)])
    assert found(root) <= before - {rule}
    capsys.readouterr()
    main(["fix", "--repository", str(root), "--dry-run"])
    assert "Zu ändern: 0 Dateien" in capsys.readouterr().out


def found(root: Path) -> set[str]:
    return {finding.rule for finding in check_repository(root, list_tree(root), Choice(), None).findings}


def test_everything_is_mended_where_there_is_a_history_as_well(root: Path, fix: Fix) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    subprocess.run(["git", "add", "."], cwd=root, check=True)
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "-q", "-m", "base"], cwd=root, check=True
    )
    file = write(root, POST, CLUMSY)
    assert fix()[0] == 0
    assert file.read_text(encoding="utf-8") == CLEAN


def test_what_is_in_force_is_kept_once_and_never_mended(root: Path, fix: Fix) -> None:
    for path in ("netiquette/versions/SHA256SUMS", "guidelines/versions/SHA256SUMS"):
        write(root, path, "")
    write(root, "netiquette/versions/2025-06-01/clauses.yml", "version:\t1\r\n")
    assert [one.rule for one in _findings(root)].count("version-not-kept") == 3
    assert "aufgehoben als netiquette/versions/2026-01-01/clauses.yml" in fix("netiquette", "guidelines")[1]
    assert (root / "netiquette/versions/2025-06-01/clauses.yml").read_bytes() == b"version:\t1\r\n"
    assert (root / "netiquette/versions/2026-01-01/measures.yml").read_bytes() == (
        root / "netiquette/measures.yml"
    ).read_bytes()
    assert {one.rule for one in _findings(root)} == {"unlisted-version"}  # the one that somebody laid there by hand
    (root / "netiquette/versions/2025-06-01/clauses.yml").unlink()
    subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=root / "netiquette/versions", check=True)
    assert "Es gibt nichts" in fix()[1]


def _findings(root: Path) -> tuple[Finding, ...]:
    found = check_repository(root, list_tree(root), Choice(), None).findings
    return tuple(one for one in found if "version" in one.rule)
