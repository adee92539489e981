"""``amtsfunk new`` as somebody at a keyboard meets it, and as a script calls it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.cli import main
from amtsfunk.source.posts import parse_post
from support.example_repository import lay_out

POST = "content/posts/2026/12/grosse-uebung-am-hafen.md"
New = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    office = lay_out("good", "unknown-topic", tmp_path / "repository")
    monkeypatch.chdir(office)
    return office


@pytest.fixture
def new(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> New:
    def run(*words: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["new", *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


TYPED = (
    "?\n\nGroße Übung: am „Hafen“!\n"  # help, nothing, a title
    "Webseite\nWebsite, mastodon\n"  # a slip, a label and a name
    "verker\nverkehr\n"
    "gestern\n01.12.2020 09:00\n02.12.2026 10:00\n"
    "Heute übt die Feuerwehr.\n# Das ist keine Überschrift\n24. Dezember: frei\n\n"
    "www.pruefstein.example\nhttps://www.pruefstein.example/uebung\n"
)


def test_a_post_is_asked_for_with_help_and_patience_and_is_valid(root: Path, new: New) -> None:
    code, told = new("post", typed=TYPED)
    assert code == 0, told
    parsed = parse_post(POST, (root / POST).read_bytes(), ZoneInfo("Europe/Berlin"))
    assert parsed.findings == ()
    assert parsed.value is not None
    assert parsed.value.title == "Große Übung: am „Hafen“!"
    assert parsed.value.head.channels == ("website", "mastodon")
    assert parsed.value.parts[0].text == ("Heute übt die Feuerwehr.\n# Das ist keine Überschrift\n24. Dezember: frei")
    for words in (
        "Aus ihr wird auch der Name der Datei",
        "Hier brauchen wir eine Antwort",
        "„verker“ gibt es nicht. Meinten Sie „verkehr“?",
        "„gestern“ ist kein Zeitpunkt. So geht es: 01.12.2026 09:00",
        "Dieser Zeitpunkt ist schon vorbei.",
        "Das ist keine vollständige Adresse.",
        f"Angelegt: {POST}",
        "amtsfunk preview grosse-uebung-am-hafen",
    ):
        assert words in told


def test_a_post_without_a_page_of_ours_says_why(root: Path, new: New) -> None:
    typed = "Neu\nwebsite\nverkehr\n\nKurz.\n\n\nAlles steht hier.\n"
    code, told = new("post", typed=typed)
    assert code == 0, told
    assert "no_link_because: Alles steht hier.\n" in (root / "content/posts/2026/12/neu.md").read_text(encoding="utf-8")
    with_page = "Noch neuer\nwebsite\nverkehr\n\nMehr: https://www.pruefstein.example/neu\n\n"
    assert new("post", typed=with_page)[0] == 0, "nobody is asked for a link that is there"


def test_an_address_or_nothing_is_no_reason(root: Path, new: New) -> None:
    typed = "Neu\nwebsite\nverkehr\n\nKurz.\n\n\n\nwww.pruefstein.example/neu\nhttps://a.example\nAlles steht hier.\n"
    code, told = new("post", typed=typed)
    assert code == 0, told
    assert told.count("Das ist eine Adresse. Hier gehört in Worten hin") == 2
    assert "Hier brauchen wir eine Antwort" in told
    assert "no_link_because: Alles steht hier.\n" in (root / "content/posts/2026/12/neu.md").read_text(encoding="utf-8")


def test_choices_have_numbers_and_are_shown_once(root: Path, new: New) -> None:
    code, told = new("post", typed="Neu\n1, 2\n99\nquatsch\n1\n\nKurz. https://www.pruefstein.example/\n\n")
    assert code == 0, told
    text = (root / "content/posts/2026/12/neu.md").read_text(encoding="utf-8")
    head = parse_post("content/posts/2026/12/neu.md", text.encode(), ZoneInfo("Europe/Berlin")).value
    assert head is not None
    assert told.count("\n   1  ") == 2, "channels and topics, each once, however many slips"
    assert len(head.head.channels) == 2
    assert head.head.topic in told


def test_kinds_of_modules_have_german_names(root: Path, new: New) -> None:
    code, told = new("module", typed="Sturm\nwebsite\nverkehr\nKrisenmeldung\nKurz.\n\n1\n\n")
    assert code == 0, told
    assert "1  Krisenmeldung (crisis)" in told
    assert "kind: crisis" in (root / "content/modules/sturm.md").read_text(encoding="utf-8")


def test_a_week_that_has_a_plan_is_not_proposed(root: Path, new: New) -> None:
    weeks = root / "plans/weeks"
    weeks.mkdir(parents=True, exist_ok=True)
    for week in ("2026-W50", "2026-W51"):
        (weeks / f"{week}.yml").write_text(f"week: {week}\nslots: []\n", encoding="utf-8")
    code, told = new("week", typed="\n\n\n")
    assert code == 0, told
    assert "[2026-W52]" in told
    assert (weeks / "2026-W52.yml").exists()


def test_options_ask_nothing(root: Path, new: New) -> None:
    code, told = new("post", "--title", "Große Übung am Hafen", "--topic", "Verkehr", "--text", "Kurz.", "--yes")
    assert code == 0, told
    assert (root / POST).read_text(encoding="utf-8") == (
        "---\nchannels: [website]\ntopic: verkehr\n---\n# Große Übung am Hafen\n\nKurz.\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--topic", "verkehr", "--text", "x"], "Es fehlt: --title"),
        (["--title", "…", "--topic", "verkehr", "--text", "x"], "kein Dateiname"),
        (["--title", "Neu", "--topic", "verker", "--text", "x"], "Meinten Sie „verkehr“?"),
        (
            ["--title", "Baumfest", "--topic", "verkehr", "--text", "x"],
            "gibt es schon: content/posts/2026/11/baumfest.md",
        ),
        (["--title", "Neu", "--topic", "verkehr", "--text", "\u200b"], "nichts, was man lesen kann"),
        (["--title", "Neu", "--topic", "verkehr", "--text", "x", "--at", "morgen"], "kein Zeitpunkt"),
    ],
)
def test_a_wrong_option_ends_it_before_anything_is_written(words: list[str], told: str, root: Path, new: New) -> None:
    before = files(root)
    code, said = new("post", *words, "--yes")
    assert code == 2
    assert told in said
    assert files(root) == before


@pytest.mark.parametrize("lines", range(6))
def test_whoever_stops_in_the_middle_leaves_nothing(lines: int, root: Path, new: New) -> None:
    before = files(root)
    answers = ["Neu", "website", "verkehr", "", "Text.", ""]
    code, told = new("post", typed="".join(f"{answer}\n" for answer in answers[:lines]))
    assert code == 1
    assert "nichts angelegt" in told
    assert files(root) == before


def test_ctrl_c_leaves_nothing(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    before = files(root)
    monkeypatch.setattr("sys.stdin", Stopped())
    assert main(["new", "post"]) == 130
    assert capsys.readouterr().err == "\nAbgebrochen. Es wurde nichts angelegt.\n"
    assert files(root) == before


def test_nothing_is_overwritten_not_even_what_came_meanwhile(root: Path, new: New) -> None:
    new("snippet", "--title", "Danke", "--text", "Danke!", "--agreed-by", "ab", "--yes")
    (root / "content/snippets/danke.md").write_text("mein Text", encoding="utf-8")
    assert new("snippet", "--title", "Danke", "--text", "Neu", "--agreed-by", "ab", "--yes")[0] == 2
    assert (root / "content/snippets/danke.md").read_text(encoding="utf-8") == "mein Text"


KINDS = {
    "snippet": (
        ["--title", "Danke für den Hinweis", "--text", "Danke! Wir prüfen das in {ort}.", "--agreed-by", "ab"],
        "content/snippets/danke-fuer-den-hinweis.md",
    ),
    "module": (
        ["--title", "Sturmflut", "--channels", "website,x", "--topic", "verkehr", "--text", "Um {zeit} in {ort}.",
         "--slot", "ort=Altstadt, Hafen", "--slot", "zeit=Uhrzeit", "--agreed-by", "ab,cd"],
        "content/modules/sturmflut.md",
    ),
    "application": (
        ["--title", "Bücherei auf Mastodon", "--department", "Kultur", "--network", "Mastodon", "--contact", "Leitung"],
        "plans/applications/buecherei-auf-mastodon.md",
    ),
    "week": (
        ["--week", "2026-W51", "--at", "14.12.2026 10:00", "--topic", "kultur", "--idea", "Vorschau: Weihnachten"],
        "plans/weeks/2026-W51.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_where_it_belongs_and_has_no_error(kind: str, root: Path, new: New) -> None:
    words, path = KINDS[kind]
    code, told = new(kind, *words, "--yes")
    assert code == 0, told
    assert f"Angelegt: {path}" in told
    assert "Fehler" not in told
    assert main(["check", "--repository", str(root), path]) == 0


def test_a_week_is_asked_for_until_there_is_no_more(root: Path, new: New) -> None:
    slot = "{}\nwebsite\nkultur\nVorschau\n"
    typed = "\nAdvent\n" + slot.format("08.12.2026 10:00") + slot.format("09.12.2026 10:00") + "\n"
    code, told = new("week", typed=typed)
    assert code == 0, told
    text = (root / "plans/weeks/2026-W50.yml").read_text(encoding="utf-8")
    assert text.count("- at:") == 2
    assert "focus: Advent" in text


def test_what_the_check_finds_is_said_at_once(root: Path, new: New) -> None:
    long = "Sehr lang. " * 80
    code, told = new("post", "--title", "Neu", "--channels", "x", "--topic", "verkehr", "--text", long, "--yes")
    assert code == 0
    assert "too-long" in told
    assert (root / "content/posts/2026/12/neu.md").exists()
