"""``amtsfunk plan``: the press officer's questions, each one command; and what gives a post a time."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amtsfunk.cli import main
from support.example_repository import lay_out
from support.publishing import publish, put_stop
from support.repo import Office, post_text

PRODUCT = Path(__file__).parents[2]
FOLDER = "content/posts/2026/12"
HOURS = """\
answer:
  - {days: [monday], begins: "9:00", ends: "17:00"}
posting:
  - {days: [monday, tuesday, wednesday, thursday, friday], begins: "8:00", ends: "18:00"}
"""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office = lay_out("good", "posts-clash", tmp_path / "repository")
    for file in (office / FOLDER).glob("*.md"):
        file.unlink()
    (office / "plans/hours.yml").write_text(HOURS, encoding="utf-8")
    return office


@pytest.fixture
def plan(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str]:
        code = main(["plan", *words, "--repository", str(root)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def post(root: Path, name: str, due: str | None = None, more: str = "", folder: str = FOLDER) -> Path:
    file = root / folder / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = (f"publish_at: {due}\n" if due else "") + f"channels: [website, x]\ntopic: verkehr\n{more}"
    file.write_text(f"---\n{head}---\n# Neues zu {name}\n\nText zu {name}.\n", encoding="utf-8")
    return file


def test_what_goes_out_today(root: Path, plan: Run) -> None:
    post(root, "radweg", "01.12.2026 16:00", "sensitive: ja\n")
    post(root, "morgen", "02.12.2026 16:00")
    code, told = plan("show", "heute")
    assert code == 0
    assert "Dienstag, 1. Dezember 2026 (heute)" in told
    assert "16:00  Neues zu radweg" in told
    assert "Website, X · geplant, heikel" in told
    assert "morgen" not in told
    assert "hier ist keines bekannt" in told


def test_a_week_shows_every_day_and_counts_every_channel(root: Path, plan: Run) -> None:
    post(root, "radweg", "04.12.2026 10:00")
    (root / "plans/weeks").mkdir()
    (root / "plans/weeks/2026-W49.yml").write_text(
        "week: 2026-W49\nfocus: Winter\nslots:\n"
        "  - {at: 03.12.2026 15:00, channels: [website], topic: verkehr, idea: Lotsenboot}\n",
        encoding="utf-8",
    )
    _, told = plan("show", "KW", "49")
    assert told.count("nichts geplant") == 5
    assert "Schwerpunkt: Winter" in told
    assert "15:00  (frei) Lotsenboot" in told
    website = next(line for line in told.splitlines() if line.startswith("Website"))
    assert website.split()[1:9] == ["·", "·", "·", "1", "1", "·", "·", "2"]


def test_who_is_on_duty_on_saturday(root: Path, plan: Run) -> None:
    assert "kein Dienstplan" in plan("duty", "Samstag")[1]
    (root / "plans/rota.yml").write_text("weeks:\n  - {week: 2026-W49, duty: cd, substitute: ab}\n", encoding="utf-8")
    code, told = plan("duty", "Samstag")
    assert (code, told) == (0, "Samstag, 5. Dezember 2026: cd · Vertretung: ab\n")
    assert "niemand eingetragen" in plan("duty", "07.12.")[1]
    assert len(plan("duty")[1].splitlines()) == 7


def test_what_is_missing_and_the_best_free_times(root: Path, plan: Run) -> None:
    post(root, "eins", "02.12.2026 10:00")
    post(root, "zwei", "02.12.2026 10:30")
    post(root, "entwurf")
    code, told = plan("gaps", "--channel", "website", "--topic", "kultur")
    assert code == 0
    assert "Nur 30 Minuten vorher geht „eins“ hinaus" in told
    assert "Entwürfe ohne Zeit (1): entwurf" in told
    assert "  3. " in told and "  4. " not in told
    assert told.count("     weil: ") == 3


def test_a_wish_for_what_does_not_exist_is_told(plan: Run) -> None:
    for words in (
        ("gaps", "--channel", "fotos"),
        ("gaps", "--topic", "sport"),
        ("show", "irgendwann"),
        ("move", "x", "02.12.2026 9:00"),
    ):
        code, told = plan(*words)
        assert code != 0, words
        assert "→" in told


def test_numbers_say_where_they_come_from(root: Path, plan: Run) -> None:
    assert "Profil: small" in plan("numbers")[1]
    (root / "plans/plan.yml").unlink()
    told = plan("numbers")[1]
    assert "Profil: standard" in told and "R01" in told and "noch nichts Eigenes" in told


def test_filling_shows_first_and_writes_only_when_told(root: Path, plan: Run) -> None:
    dated = post(root, "fest", "03.12.2026 10:00").read_bytes()
    draft = post(root, "entwurf", more="kind: service # bleibt\n")
    before = draft.read_bytes()
    code, told = plan("fill")
    assert code == 0
    assert draft.read_bytes() == before
    assert "+publish_at: " in told and "--write" in told
    code, _ = plan("fill", "--write")
    assert code == 0
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("publish_at: ")
    assert [line for line in lines if not line.startswith("publish_at")] == before.decode().splitlines()
    assert (root / FOLDER / "fest.md").read_bytes() == dated
    assert "Kein Entwurf und kein Platz bekommt eine Zeit" in plan("fill", "--write")[1]


def test_what_a_person_decided_is_not_filled(root: Path, plan: Run) -> None:
    kept = {post(root, "gleich", "after approval"), post(root, "warnung", more="kind: crisis\n"), post(root, "frei")}
    (root / FOLDER / "frei.approval.json").write_text("[]", encoding="utf-8")
    before = {file: file.read_bytes() for file in kept}
    _, told = plan("fill", "--write")
    assert {file: file.read_bytes() for file in kept} == before
    assert "hat schon eine Freigabe neben sich" in told
    assert "gleich" not in told
    assert plan("fill", "gleich")[0] != 0


WEEK = """\
# Die Woche vor dem zweiten Advent
week: 2026-W49
slots:
  # noch ohne Zeit
  - channels: [website, x]   # beide
    topic: verkehr
    idea: "Lotsenboot: ein Rundgang"
  - {channels: [website], topic: kultur, post: entwurf}
  - at: 03.12.2026 15:00  # fest
    channels: [website]
    topic: kultur
    idea: Krippe
  - {at: "04.12.2026 10:00", channels: [website, x], topic: verkehr, post: radweg}
"""


def week_plan(root: Path, text: str = WEEK) -> Path:
    file = root / "plans/weeks/2026-W49.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode())
    return file


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_filling_gives_places_a_time_and_changes_no_other_byte(root: Path, plan: Run, line_end: str) -> None:
    week = week_plan(root, WEEK.replace("\n", line_end))
    draft = post(root, "entwurf")
    before = week.read_bytes()
    code, told = plan("fill", "2026-W49")
    assert (code, week.read_bytes()) == (0, before), told
    assert "2026-W49/1 (Lotsenboot: ein Rundgang): " in told
    assert "1 Entwurf und 2 Plätze im Wochenplan; es wurde nichts geändert" in told
    assert plan("fill", "2026-W49", "--write")[0] == 0
    after = week.read_bytes().decode()
    (first,) = re.findall(r"  - at: (\S+ \S+)\r?\n    channels: \[website, x\]   # beide", after)
    (second,) = re.findall(r"  - \{at: (\S+ \S+), channels: \[website\], topic: kultur, post: entwurf", after)
    assert f"publish_at: {second}\n" in draft.read_text(encoding="utf-8"), "the draft goes with its place"
    block, flow = f"at: {first}{line_end}    ", f"at: {second}, "
    assert after.replace(block, "", 1).replace(flow, "", 1).encode() == before
    written = (week.read_bytes(), draft.read_bytes())
    assert "bekommt eine Zeit" in plan("fill", "--write")[1]
    assert (week.read_bytes(), draft.read_bytes()) == written, "a second run changes nothing"


def test_a_place_follows_its_post_and_a_free_one_moves_by_its_number(root: Path, plan: Run) -> None:
    week = week_plan(root)
    post(root, "radweg", "04.12.2026 10:00")
    code, told = plan("move", "radweg", "04.12.2026", "14:00")
    assert code == 0, told
    assert "+  - {at: 04.12.2026 14:00, channels: [website, x], topic: verkehr, post: radweg}" in told
    assert week.read_text(encoding="utf-8") == WEEK.replace('"04.12.2026 10:00"', "04.12.2026 14:00")
    assert "Im Wochenplan steht noch der alte Platz" in plan("move", "radweg", "09.12.2026 14:00", "--dry-run")[1]
    code, told = plan("move", "2026-W49/3", "02.12.2026 11:00")
    assert (code, "Dagegen spricht nichts" in told) == (0, True), told
    assert "  - at: 02.12.2026 11:00  # fest\n" in week.read_text(encoding="utf-8")
    assert "Platz 2026-W49/3" in plan("show", "KW 49")[1]
    assert "Lotsenboot: ein Rundgang" in plan("show", "KW 49")[1].partition("Noch ohne Zeit:")[2]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("fill", "2026-W50"), "plans/weeks/2026-W50.yml gibt es nicht"),
        (("fill", "2026-W48"), "Die Woche 2026-W48 ist vorbei"),
        (("fill", "gibtsnicht"), "Einen Entwurf „gibtsnicht“ ohne Zeit gibt es nicht"),
        (("fill", "radweg"), "Einen Entwurf „radweg“ ohne Zeit gibt es nicht"),
        (("move", "2026-W49/9", "03.12.2026 10:00"), "hat keinen 9. Platz"),
        (("move", "2026-W49/0", "03.12.2026 10:00"), "hat keinen 0. Platz"),
        (("move", "2026-W49/3", "08.12.2026 10:00"), "liegt nicht in der Woche 2026-W49"),
        (("move", "2026-W49/4", "03.12.2026 10:00"), "Der Platz gehört zu „radweg“"),
        (("move", "2026-W51/1", "15.12.2026 10:00"), "plans/weeks/2026-W51.yml gibt es nicht"),
    ],
)
def test_what_cannot_be_filled_or_moved_is_said_in_one_message(
    root: Path, plan: Run, words: tuple[str, ...], why: str
) -> None:
    week = week_plan(root)
    (root / "plans/weeks/2026-W48.yml").write_text("week: 2026-W48\nslots: []\n", encoding="utf-8")
    post(root, "radweg", "04.12.2026 10:00")
    before = week.read_bytes()
    code, told = plan(*words)
    assert code != 0
    assert why in told
    assert "→" in told
    assert "Traceback" not in told
    assert week.read_bytes() == before


def test_a_post_moves_with_its_file_and_its_pictures(root: Path, plan: Run) -> None:
    post(root, "radweg", "30.12.2026 10:00 # Ratsbeschluss")
    code, told = plan("move", "radweg", "04.01.2027", "11:00")
    assert code == 0, told
    moved = root / "content/posts/2027/01/radweg.md"
    assert "publish_at: 04.01.2027 11:00 # Ratsbeschluss\n" in moved.read_text(encoding="utf-8")
    assert not (root / FOLDER / "radweg.md").exists()
    assert "Falls er schon freigegeben war, gilt das nicht mehr" in told


def test_moving_says_what_becomes_of_an_approval_and_what_speaks_against_it(root: Path, plan: Run) -> None:
    file = post(root, "radweg", "03.12.2026 10:00")
    post(root, "nachbar", "05.12.2026 20:00")
    (root / FOLDER / "radweg.approval.json").write_text("[]", encoding="utf-8")
    before = file.read_bytes()
    code, told = plan("move", "radweg", "05.12.2026 20:15", "--dry-run")
    assert code == 0
    assert "gilt dann nicht mehr" in told
    assert "außerhalb der Zeiten" in told
    assert "Dicht daneben liegt: nachbar" in told
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("due", "time", "why"),
    [
        ("01.12.2026 07:00", "02.12.2026 10:00", "schon gekommen"),
        ("03.12.2026 10:00", "30.11.2026 10:00", "schon vorbei"),
        ("03.12.2026 10:00", "Freitag 10 Uhr", "04.12.2026 10:00"),
    ],
)
def test_what_cannot_be_moved_is_refused_with_a_way(root: Path, plan: Run, due: str, time: str, why: str) -> None:
    file = post(root, "radweg", due)
    before = file.read_bytes()
    code, told = plan("move", "radweg", time)
    assert code != 0
    assert why in told
    assert file.read_bytes() == before


def test_a_picture_of_that_name_in_the_other_month_stops_the_move(root: Path, plan: Run) -> None:
    file = post(root, "radweg", "30.12.2026 10:00")
    post(root, "radweg", "04.01.2027 09:00", folder="content/posts/2027/01")
    before = file.read_bytes()
    assert plan("move", "radweg", "05.01.2027 10:00")[0] != 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("form", "begins"), [("ical", "BEGIN:VCALENDAR"), ("csv", '\ufeff"Datum"'), ("html", "<!doctype html>")]
)
def test_the_plan_leaves_in_three_forms(root: Path, plan: Run, tmp_path: Path, form: str, begins: str) -> None:
    post(root, "radweg", "04.12.2026 10:00")
    out = tmp_path / "plan"
    code, told = plan("export", "2026-W49", "--format", form, "--out", str(out))
    assert code == 0, told
    text = out.read_bytes().decode()
    assert text.startswith(begins)
    assert "Neues zu radweg" in text
    assert plan("export", "2026-W49", "--format", form)[1] == text


def test_a_page_to_print_takes_a_title_for_words_only(root: Path, plan: Run) -> None:
    file = post(root, "radweg", "04.12.2026 10:00")
    file.write_text(
        file.read_text(encoding="utf-8").replace("# Neues", "# <script>alert(1)</script> Neues"), encoding="utf-8"
    )
    _, told = plan("export", "--format", "html")
    assert "<script" not in told
    assert "&lt;script&gt;" in told


def test_looking_changes_nothing_and_needs_no_repository_of_git(root: Path, plan: Run) -> None:
    post(root, "radweg", "04.12.2026 10:00")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for words in (("show",), ("gaps",), ("duty",), ("numbers",), ("export", "--format", "csv"), ("fill",)):
        assert plan(*words)[0] == 0
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert "hier ist keines bekannt" in plan("show")[1]


@pytest.mark.parametrize(("approvers", "word"), [(("ben",), "freigegeben"), ((), "noch nicht freigegeben")])
def test_what_the_ledger_knows_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], approvers: tuple[str, ...], word: str
) -> None:
    office = Office.make(tmp_path)
    office.post(approvers=approvers)
    office.push()
    early = "2026-12-01 08:00"
    publish(office, now=early)
    capsys.readouterr()
    asked = ["--repository", str(office.clone), "--now", early]
    assert main(["plan", "show", "heute", *asked]) == 0
    told = capsys.readouterr().out
    assert f" · {word}\n" in told
    assert "Sendebuch" not in told
    if approvers:
        (office.clone / FOLDER / "warntag.approval.json").unlink()  # as after a review on a forge: nothing lies beside
        assert main(["plan", "move", "warntag", "02.12.2026 10:00", "--dry-run", *asked]) == 0
        assert "Er war freigegeben. Das gilt nicht mehr" in capsys.readouterr().out
    office.close()


@pytest.mark.parametrize(
    ("stop", "told", "held"),
    [
        ("all", "alles außer Krise, Berichtigung, Rücknahme", True),
        ("total", "alles ohne Ausnahme", True),
        ("warntag", "Beitrag warntag", True),
        ("anderer", "Beitrag anderer", False),
    ],
)
def test_a_stop_that_the_ledger_knows_clashes_with_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stop: str, told: str, held: bool
) -> None:
    office = Office.make(tmp_path)
    office.post(approvers=("ben",))
    office.post("content/posts/2026/12/anderer.md", post_text(title="Anders"), branch="anderer")
    office.push()
    early = "2026-12-01 08:00"
    asked = ["--repository", str(office.clone), "--now", early]
    publish(office, now=early)
    capsys.readouterr()
    assert main(["plan", "gaps", *asked]) == 0
    assert "Stopp" not in capsys.readouterr().out
    put_stop(office, f"{stop}.md")
    publish(office, now=early)
    capsys.readouterr()
    for words in (["show", "heute"], ["gaps"]):
        assert main(["plan", *words, *asked]) == 0
        said = capsys.readouterr().out
        assert f"Achtung: Es gilt ein Stopp ({told})." in said
        named = next((line for line in said.splitlines() if "als Nächstes: " in line), "")
        assert ("warntag" in named) is held
        assert ("anderer" in named) is (stop in ("all", "total", "anderer"))
    office.close()


def test_the_example_authority_answers_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["show", "heute"], ["gaps"], ["duty", "Samstag"]):
        assert main(["plan", *words, "--repository", str(PRODUCT)]) == 0
        told = capsys.readouterr().out
        assert told.strip()
    assert "Vertretung: kj" in told
