"""``amtsfunk init``: from the example to an authority of one's own, by a file of answers and by somebody who types."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from amtsfunk.commands.founding.answers_file import form
from amtsfunk.commands.sites.building import build_sites
from amtsfunk.commands.upgrading.paths import RECORD
from amtsfunk.commands.upgrading.record import read_record
from amtsfunk.effects import tree_change
from amtsfunk.model.settings import Settings
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from support.site_office import PRODUCT

NOW = "2027-01-11 09:00"
OLD = re.compile(r"muster(?:hafen|küste|kueste)", re.IGNORECASE)
Init = Callable[..., tuple[int, str]]


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an authority copies, without the program; and a file that is no concern of init's."""
    root = tmp_path_factory.mktemp("example") / "repository"
    for folder in ("plans", "netiquette", "guidelines", "content", "site/law"):
        shutil.copytree(PRODUCT / folder, root / folder)
    (root / "README.md").write_text("Was bleibt.\n", encoding="utf-8")
    git(root.parent, "init", "--quiet", str(root))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "example")
    return root


@pytest.fixture
def root(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "repository"
    shutil.copytree(example, copy)
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "antworten.yml"
    file.write_text(form(), encoding="utf-8")
    return file


@pytest.fixture
def init(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Init:
    def run(*words: str | Path, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["init", "--now", NOW, *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def settings_of(root: Path) -> Settings:
    settings, findings, _ = parse_settings(
        {path: (root / path).read_bytes() for path in SETTINGS_PATHS if (root / path).exists()}
    )
    assert settings is not None, findings
    return settings


# ---------------------------------------------------------------- what comes of it


def test_without_apply_it_tells_and_changes_nothing(root: Path, init: Init, answers: Path) -> None:
    code, told = init("--answers", answers)
    assert code == 0, told
    assert git(root, "status", "--porcelain") == ""
    assert "entfernt   Beiträge (48), Bilder und Angaben dazu (28)" in told
    assert "denselben Befehl mit --apply" in told
    assert "Was jetzt nur Menschen" not in told, "that is told when it is done"


def test_an_authority_of_ones_own_passes_its_check(
    root: Path, init: Init, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (PRODUCT / "plans/authority.yml").read_text(encoding="utf-8")
    code, told = init("--answers", answers, "--apply")
    assert code == 0, told
    settings = settings_of(root)
    authority = settings.authority
    assert (authority.name, authority.short_name) == ("Gemeinde Nordheide", "Nordheide")
    assert not authority.example and authority.example_now is None
    assert authority.id not in before and re.fullmatch("[0-9a-f]{32}", authority.id)
    assert list(settings.channels) == ["website", "mastodon", "bluesky"]
    assert settings.people["kj"].roles[0] == "spokesperson"
    assert not (root / "content").exists()
    assert (root / "README.md").read_text(encoding="utf-8") == "Was bleibt.\n"
    assert list(read_record((root / RECORD).read_bytes()).files) == ["README.md"], "what is the product's, as it came"
    left = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts
            and OLD.search(path.read_text(encoding="utf-8"))]  # fmt: skip
    assert left == []
    assert main(["check", "--now", NOW]) == 0
    promised = re.search(r"Danach sagt „amtsfunk check“: (.+)", told)
    assert promised and promised[1] in capsys.readouterr().out
    for person in ("Schlüssel", "AMTSFUNK_TRUST_ROOT", "(der Forge)", "kj und tm", "site/law/ni.yml"):
        assert person in told, person


def test_nobody_agreed_to_anything_yet(root: Path, init: Init, answers: Path) -> None:
    assert init("--answers", answers, "--apply")[0] == 0
    pages = sorted((root / "guidelines").glob("*.md"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "agreed_with" not in text and 'version: "1.0"\nin_force_from: 2027-01-11' in text, page.name
    assert "checked_" not in re.sub("(?m)^#.*", "", (root / "site/law/ni.yml").read_text(encoding="utf-8"))
    assert not settings_of(root).elections.windows  # type: ignore[union-attr]


def test_the_numbers_of_the_example_are_nobody_elses(root: Path, init: Init, answers: Path) -> None:
    assert (root / "netiquette/numbers.yml").is_file()
    code, shown = init("--answers", answers, "--apply")
    assert code == 0, shown
    assert not (root / "netiquette/numbers.yml").exists()
    assert "Zahlen früherer Jahre" in shown


def test_what_held_for_the_example_is_replaced_by_a_first_version(root: Path, init: Init, answers: Path) -> None:
    assert (root / "netiquette/versions/2026-05-04/clauses.yml").is_file()
    init("--answers", answers, "--apply")
    for folder, files in (("netiquette", 2), ("guidelines", len(list((root / "guidelines").glob("*.md"))))):
        copies = [path for path in (root / folder / "versions").rglob("*.*") if path.is_file()]
        assert len(copies) == files
        assert all(path.read_bytes() == (root / folder / path.name).read_bytes() for path in copies)
        assert not OLD.search("".join(path.read_text(encoding="utf-8") for path in copies))
        subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=root / folder / "versions", check=True)


def test_both_sites_build_and_name_the_new_authority(root: Path, init: Init, answers: Path) -> None:
    assert init("--answers", answers, "--apply")[0] == 0
    built = build_sites(root, ledger=None, now=NOW, out=root / "build" / "site")
    assert built.broken == () and built.left_out == ()
    imprint = (built.public / "impressum/index.html").read_text(encoding="utf-8")
    assert "Gemeinde Nordheide" in imprint and "Bürgermeisterin Anna Arndt" in imprint
    seen = {page.relative_to(root) for page in built.public.rglob("*.html") if OLD.search(page.read_text("utf-8"))}
    assert seen == set()


def test_two_foundings_draw_two_names_for_the_repository(root: Path, init: Init, answers: Path) -> None:
    drawn = set()
    for _ in range(2):
        code, told = init("--answers", answers, "--apply")
        assert code == 0, told
        drawn.add(settings_of(root).authority.id)
        git(root, "restore", ".")
    assert len(drawn) == 2


@pytest.mark.parametrize(
    ("name", "level", "said", "unsaid"),
    [
        ("Landkreis Heide", "municipality", "Die Behörde „Landkreis Heide“ ist in sozialen", "Stadt "),
        ("Museum der Stadt Köln", "body", "War es die Behörde?", "Museum der Behörde"),
        ("Stadt Neuheide", "municipality", "Die Stadt Neuheide ist in sozialen", "Behörde"),
        ("Bundesamt für Proben", "federal", "**Persönlich:** im Haus", "Rathaus"),
    ],
)
def test_pages_speak_of_the_kind_of_body_that_it_is(  # noqa: PLR0917 - fixtures and one row
    root: Path, init: Init, answers: Path, name: str, level: str, said: str, unsaid: str
) -> None:
    swap(answers, "name: Gemeinde Nordheide", f"name: {name}")
    swap(answers, "\nlevel: municipality", f"\nlevel: {level}")
    code, told = init("--answers", answers, "--apply")
    assert code == 0, told
    pages = ["index", "ueberpruefung", "mein-kommentar-wurde-geloescht"]
    text = "\n".join((root / f"netiquette/{page}.md").read_text(encoding="utf-8") for page in pages)
    assert said in text
    assert unsaid not in text


def test_what_a_person_should_read_is_named_line_by_line(root: Path, init: Init, answers: Path) -> None:
    told = init("--answers", answers, "--apply")[1]
    named = re.findall(r"^       (\S+), Zeile ([0-9, ]+)$", told, re.MULTILINE)
    assert named
    for path, lines in named:
        text = (root / path).read_text(encoding="utf-8").splitlines()
        for line in lines.split(", "):
            assert re.search(r"\b(Rat|Bürgermeister|Stadt\w|Landkreis|Deich|Sturmflut|Küste|Hafen|Fischm)",
                             text[int(line) - 1]), (path, line)  # fmt: skip


# ---------------------------------------------------------------- whom it must not hurt


def test_a_real_authority_is_left_alone_unless_it_is_named(root: Path, init: Init, answers: Path) -> None:
    assert init("--answers", answers, "--apply")[0] == 0
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "ours")
    for words in ((), ("--instead-of", "Nordheide"), ("--instead-of", "gemeinde nordheide")):
        code, told = init("--answers", answers, "--apply", *words)
        assert code == 1
        assert "Hier ist schon „Gemeinde Nordheide“ eingerichtet" in told
    assert git(root, "status", "--porcelain") == ""
    swap(answers, "name: Gemeinde Nordheide", "name: Gemeinde Südheide")
    code, told = init("--answers", answers, "--apply", "--instead-of", "Gemeinde Nordheide")
    assert code == 0, told
    assert settings_of(root).authority.name == "Gemeinde Südheide"
    assert "Südheide ist in sozialen" in (root / "netiquette/index.md").read_text(encoding="utf-8")


def test_where_something_was_published_no_word_is_enough(root: Path, init: Init, answers: Path) -> None:
    swap(root / "plans/authority.yml", "example: true\n", "")
    swap(root / "plans/authority.yml", "example_now: 2026-12-01 09:05\n", "")
    git(root, "commit", "--quiet", "-am", "real")
    git(root, "branch", "ledger")
    code, told = init("--answers", answers, "--apply", "--instead-of", "Stadt Musterhafen")
    assert code == 1
    assert "hat schon ein Sendebuch" in told
    assert git(root, "status", "--porcelain") == ""


def test_instead_of_has_no_place_where_there_is_only_the_example(init: Init, answers: Path) -> None:
    code, told = init("--answers", answers, "--instead-of", "Stadt Musterhafen")
    assert code == 2
    assert "nur das Beispiel" in told


@pytest.mark.parametrize("place", ["README.md", "plans/goals.yml", "content/posts/2026/12/neu.md"])
def test_unfinished_work_is_not_run_over(root: Path, init: Init, answers: Path, place: str) -> None:
    with (root / place).open("a", encoding="utf-8") as stream:
        stream.write("# Unfertig\n")
    code, told = init("--answers", answers, "--apply")
    assert code == 1
    assert place in told and "Es wurde nichts geändert" in told
    assert "Stadt Musterhafen" in (root / "plans/authority.yml").read_text(encoding="utf-8")


def test_without_git_there_is_no_way_back_so_there_is_no_way_on(root: Path, init: Init, answers: Path) -> None:
    shutil.rmtree(root / ".git")
    code, told = init("--answers", answers, "--apply")
    assert code == 2
    assert "git init" in told
    assert (root / "content/posts").exists()


def test_an_answer_that_the_check_would_refuse_is_refused_before_anything_changes(
    root: Path, init: Init, answers: Path
) -> None:
    swap(root / "plans/approval.yml", "needs: [[spokesperson, deputy]]", "needs: [[lawyer]]")
    git(root, "commit", "--quiet", "-am", "nobody holds that role")
    code, told = init("--answers", answers, "--apply")
    assert code == 1
    assert "role-without-person" in told and "Es wurde nichts geändert" in told
    assert git(root, "status", "--porcelain") == ""


def test_stopped_in_the_middle_it_goes_on_with_the_same_answers(
    root: Path, init: Init, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = tree_change.replace_file

    def stops(folder: Path, path: str, data: bytes) -> None:
        if len(written) == 20:
            raise KeyboardInterrupt
        real(folder, path, data)
        written.append(path)

    monkeypatch.setattr(tree_change, "replace_file", stops)
    code, told = init("--answers", answers, "--apply")
    assert code == 130
    assert "mit denselben Antworten noch einmal" in told
    assert "example: true" in (root / "plans/authority.yml").read_text(encoding="utf-8"), "whose it is changes last"
    assert git(root, "status", "--porcelain") != ""
    monkeypatch.setattr(tree_change, "replace_file", real)
    code, told = init("--answers", answers, "--apply")
    assert code == 0, told
    assert settings_of(root).authority.name == "Gemeinde Nordheide"
    assert main(["check", "--now", NOW]) == 0


def test_stopped_in_the_middle_other_answers_are_refused(root: Path, init: Init, answers: Path) -> None:
    def stops(folder: Path, path: str, data: bytes) -> None:
        if path == "plans/authority.yml":
            raise KeyboardInterrupt
        (folder / path).write_bytes(data)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tree_change, "replace_file", stops)
        assert init("--answers", answers, "--apply")[0] == 130
    swap(answers, "name: Gemeinde Nordheide", "name: Gemeinde Südheide")
    code = main(["init", "--now", NOW, "--answers", str(answers), "--apply", "--repository", str(root)])
    assert code == 1


# ---------------------------------------------------------------- wrong answers


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: Gemeinde Nordheide", "nam: Gemeinde Nordheide", "nam"),
        ("name: Gemeinde Nordheide\n", "", "Es fehlt: antworten.yml, name"),
        ("\nlevel: municipality", "\nlevel: stadt", "Die Art „stadt“ gibt es nicht"),
        ("land: NI", "land: XX", "Das Land „XX“ gibt es nicht"),
        ("website: https://www", "website: http://www", "muss mit https:// beginnen"),
        ("nordheide.example\n\n# Ansch", "nordheide.example/start\n\n# Ansch", "ohne Seite dahinter"),
        ("Marktplatz 1, 12345 Nordheide\"", "Marktplatz 1\"", "keine vollständige Anschrift"),
        ("contact: \"+49 30 23125-200, presse", "contact: \"presse", "Telefonnummer und eine E-Mail"),
        ("Arndt; Landkreis", "Arndt, Landkreis", "Es braucht beides"),
        ("spokesperson: kj Pressesprecherin", "spokesperson: kj", "„kj“ ist unvollständig"),
        ("spokesperson: kj", "spokesperson: k_j", "„k_j“ ist kein Kürzel"),
        ("- ab Stell", "- kj Stell", "Das Kürzel „kj“ ist schon vergeben"),
        ("- wl Leiter des Hauptamts (Gesamtverantwortung)", "- wl Leiter (Redaktion)", "Es fehlt jemand mit"),
        ("(Redaktion, Betreuung)", "(Redaktion, Gesamtverantwortung)", "trägt genau eine Person"),
        ("(Redaktion, Betreuung)", "(Redaktoin)", "Meinten Sie „Redaktion“?"),
        ("(Redaktion, Betreuung)", "(Redaktion, Extern)", "„tm“ ist extern"),
        ("tm Internetredakteur (Redaktion, Betreuung)", "tm Internetredakteur", "fehlt die Aufgabe in Klammern"),
        ("bluesky nordheide", "bluesy nordheide", "Meinten Sie „bluesky“?"),
        ("bluesky nordheide.example", "bluesky", "fehlt das Konto"),
        ("bluesky nordheide.example", "bluesky nord heide", "kein Konto, das wir verstehen"),
        ("bluesky nordheide.example", "linkedin nordheide", "kein Konto, das wir verstehen"),
        ("bluesky nordheide.example", "mastodon @b@social.example", "je Netzwerk ein Konto"),
        ("- Mo-Fr 9:00-17:00", "- werktags", "ist keine Zeit, die wir verstehen"),
        ("- Mo-Fr 9:00-17:00", "- Mo-Fr 9:00-27:00", "eine Uhrzeit, die es nicht gibt"),
        ("- Mo-Fr 9:00-17:00", "- Fr-Mo 9:00-17:00", "liegt das Ende vor dem Anfang"),
        ("- Mo-Fr 9:00-17:00", "- Mo-Fr 17:00-9:00", "liegt das Ende vor dem Anfang"),
    ],
)  # fmt: skip
def test_a_wrong_answer_says_what_is_wrong_and_changes_nothing(  # noqa: PLR0917 - fixtures and one row
    root: Path, init: Init, answers: Path, old: str, new: str, told: str
) -> None:
    swap(answers, old, new)
    code, said = init("--answers", answers, "--apply")
    assert code == 2, said
    assert told in said
    assert git(root, "status", "--porcelain") == ""


def test_a_file_of_answers_that_is_not_there(init: Init, tmp_path: Path) -> None:
    code, told = init("--answers", tmp_path / "nirgends.yml")
    assert code == 2
    assert "gibt es nicht" in told and "amtsfunk init --form" in told


def test_accounts_are_understood_as_people_write_them(root: Path, init: Init, answers: Path) -> None:
    swap(
        answers,
        '"mastodon @gemeinde@social.nordheide.example"',
        '"Mastodon https://social.nordheide.example/@gemeinde"',
    )
    swap(answers, "bluesky nordheide.example", "bluesky https://bsky.app/profile/nordheide.example\n  - x Nordheide"
         "\n  - LinkedIn https://www.linkedin.com/company/nordheide/")  # fmt: skip
    assert init("--answers", answers, "--apply")[0] == 0
    channels = settings_of(root).channels
    assert channels["mastodon"].host == "social.nordheide.example"
    assert channels["mastodon"].address == "https://social.nordheide.example/@gemeinde"
    assert (channels["bluesky"].host, channels["bluesky"].account_id) == ("bsky.social", "nordheide.example")
    assert (channels["x"].handle, channels["x"].host) == ("@Nordheide", "x.com")
    assert channels["linkedin"].account_id == "nordheide"
    assert {channel.via for name, channel in channels.items() if name != "website"} == {"manual"}


def test_one_steward_gets_a_second(root: Path, init: Init, answers: Path) -> None:
    swap(answers, "(Redaktion, Betreuung)", "(Redaktion)")
    assert init("--answers", answers, "--apply")[0] == 0
    people = settings_of(root).people
    assert [sign for sign, person in people.items() if "steward" in person.roles] == ["kj", "ab"]


# ---------------------------------------------------------------- at a keyboard

TYPED = (
    "?\nGemeinde Nordheide\n1\nNiedersachsen\nwww.nordheide.example\nhttps://www.nordheide.example\n"
    "Marktplatz 1, 12345 Nordheide\n+49 30 23125-200, presse@nordheide.example\n"
    "Bürgermeisterin Anna Arndt; Landkreis Heide, Kommunalaufsicht\nkj Pressesprecherin\n"
    "ab Stellvertretung\ncd Zweite Stellvertretung\n\nwl Leiter (Gesamtverantwortung)\n\n\n\n"
)


@pytest.mark.parametrize("answer", ["ja", "J"])
def test_somebody_types_and_says_yes(root: Path, init: Init, answer: str) -> None:
    code, told = init(typed=TYPED + f"{answer}\n")
    assert code == 0, told
    assert "Der volle Name" in told and "keine vollständige Adresse" in told
    settings = settings_of(root)
    assert list(settings.channels) == ["website"]
    assert list(settings.people) == ["kj", "ab", "cd", "wl"]
    assert main(["check", "--now", NOW]) == 0


@pytest.mark.parametrize("answer", ["nein\n", "\n", "", "jain\n"])
def test_whoever_does_not_say_yes_keeps_the_example_and_the_answers(
    root: Path, init: Init, tmp_path: Path, answer: str
) -> None:
    code, told = init(typed=TYPED + answer)
    assert code == 1
    assert git(root, "status", "--porcelain") == ""
    kept = tmp_path / "wieder.yml"
    kept.write_text("# Die zwölf" + told.split("# Die zwölf", 1)[1], encoding="utf-8")
    code, told = init("--answers", kept, "--apply")
    assert code == 0, told
    assert list(settings_of(root).people) == ["kj", "ab", "cd", "wl"]


def test_whoever_stops_in_the_middle_of_the_questions_leaves_nothing(root: Path, init: Init) -> None:
    code, told = init(typed=TYPED[:100])
    assert code == 1
    assert "mitten in den Fragen" in told
    assert git(root, "status", "--porcelain") == ""


def test_what_was_typed_is_kept_where_the_tree_is_in_the_way(root: Path, init: Init, tmp_path: Path) -> None:
    with (root / "plans/goals.yml").open("a", encoding="utf-8") as stream:
        stream.write("# Unfertig\n")
    code, told = init(typed=TYPED)
    assert code == 1
    assert "plans/goals.yml" in told
    git(root, "restore", ".")
    kept = tmp_path / "wieder.yml"
    kept.write_text("# Die zwölf" + told.split("# Die zwölf", 1)[1].split("amtsfunk:", 1)[0], encoding="utf-8")
    assert init("--answers", kept, "--apply")[0] == 0
    assert "# Die zwölf" not in init(typed="")[1], "nothing was typed, nothing is kept"


def test_the_workshop_is_named_where_there_is_one(root: Path, init: Init, answers: Path) -> None:
    assert "Werkstatt" not in init("--answers", answers, "--apply")[1]
    git(root, "restore", ".")
    (root / "tests").mkdir()
    (root / "tests/test_x.py").write_text("", encoding="utf-8")
    (root / RECORD).unlink()
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "with tests")
    told = init("--answers", answers, "--apply")[1]
    assert "Werkstatt weglassen" in told and "amtsfunk upgrade bringt sie nicht zurück" in told


def test_nobody_answers_twelve_questions_in_vain(root: Path, init: Init) -> None:
    (root / "notiz.txt").write_text("Unfertig\n", encoding="utf-8")
    code, told = init(typed="")
    assert code == 1
    assert "notiz.txt" in told and "Wie heißt" not in told


def test_what_git_does_not_keep_is_not_written_over(root: Path, init: Init, answers: Path) -> None:
    (root / ".gitignore").write_text("/plans/rota.yml\n", encoding="utf-8")
    git(root, "rm", "--quiet", "--cached", "plans/rota.yml")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "the rota stays outside")
    code, told = init("--answers", answers, "--apply")
    assert code == 1
    assert "plans/rota.yml" in told
    assert git(root, "status", "--porcelain") == ""
