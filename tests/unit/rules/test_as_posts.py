"""What holds for posts holds for agreed modules: here, that they fit with whatever is chosen for their blanks."""

from __future__ import annotations

from pathlib import Path

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.rules.as_posts import as_post
from amtsfunk.source.agreed import parse_module
from support.example_repository import BASE, lay_out

MODULE = (
    "---\nchannels: [website, x]\ntopic: verkehr\nkind: crisis\nagreed_by: [ab]\nagreed_on: 01.11.2026\n"
    "valid_until: 30.11.2027\nlink: https://www.pruefstein.example/lage\nslots:\n  ort: [Hafen, {longest}]\n---\n"
    "# Sperrung\n\nGesperrt ist {{ort}}.\n"
)


def found(root: Path, module: str) -> set[tuple[str, int]]:
    path = root / "content/modules/sperrung.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(module, encoding="utf-8")
    findings = check_repository(root, list_tree(root), Choice(), None).findings
    return {(finding.rule, finding.place.line) for finding in findings if finding.place.path.endswith("sperrung.md")}


def test_a_module_is_a_draft_filled_by_what_takes_most_room() -> None:
    module = parse_module("content/modules/sperrung.md", MODULE.format(longest="Alte Hafenstraße").encode()).value
    assert module is not None
    post = as_post(module)
    assert post.is_draft
    assert post.parts[0].text == "Gesperrt ist Alte Hafenstraße."
    assert post.folder_month == "modules"


def test_the_longest_choice_must_fit_every_channel(tmp_path: Path) -> None:
    root = lay_out("good", "too-long", tmp_path)
    module = MODULE.replace("Gesperrt ist", "Gesperrt ist bis auf Weiteres" + " wegen der Arbeiten am Kanal" * 8)
    assert ("too-long", 14) not in found(root, module.format(longest="Gasse"))
    assert ("too-long", 14) in found(root, module.format(longest="Alte Hafenstraße bis zur Brücke"))


def test_pictures_of_modules_have_a_folder_of_their_own(tmp_path: Path) -> None:
    root = lay_out("good", "too-long", tmp_path)
    text = MODULE.format(longest="Markt") + '\n![Ein Schild vor der Brücke](schild.png "Foto: Gemeinde Prüfstein")\n'
    assert ("missing-picture", 16) in found(root, text)
    (root / "content/media/modules").mkdir(parents=True)
    picture = next((BASE / "content/media/2026/11").glob("*.png"))
    (root / "content/media/modules/schild.png").write_bytes(picture.read_bytes())
    assert ("missing-picture", 16) not in found(root, text)
    findings = check_repository(root, list_tree(root), Choice(), None).findings
    assert "unused-picture" not in {finding.rule for finding in findings}
