"""``amtsfunk site build`` over the example: what both sites hold, and what the public one must never hold."""

from __future__ import annotations

import json
import re
import secrets
import zlib
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import pytest

from amtsfunk import cli
from amtsfunk.commands.sites.building import BuiltSites, build_sites
from amtsfunk.effects.git import Git
from amtsfunk.effects.server import serve
from amtsfunk.model.errors import LedgerUnreadable, Refused
from support.site_office import NOW, PRODUCT, add_post, build, copy_office, read_page

PAST = "publish_at: 10.11.2026 09:00\nchannels: [website, mastodon]\ntopic: verkehr\narchive: true"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def built(office: Path) -> BuiltSites:
    return build(office)


def _html(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


# ---------------------------------------------------------------- what every page is


@pytest.mark.parametrize("site", ["public", "internal"])
def test_every_page_is_german_in_order_and_loads_nothing_from_elsewhere(built: BuiltSites, site: str) -> None:
    for path in _html(getattr(built, site)):
        seen = read_page(path)
        assert seen.lang == "de", path
        assert seen.headings[:1] == [1], path
        assert seen.headings.count(1) == 1, path
        assert all(b <= a + 1 for a, b in zip(seen.headings, seen.headings[1:], strict=False)), (path, seen.headings)
        assert not seen.inline, (path, seen.inline)
        assert len(seen.ids) == len(set(seen.ids)), path
        assert not [load for load in seen.loads if urlsplit(load).scheme or load.startswith("//")], path
        assert all("alt" in image for image in seen.images), path
        text = " ".join(seen.text)
        assert not re.search(r"&#\d|\{[%{:]|(?m:^\s*\|)|Made with", text), path
        assert path.name == "regeln.html" or not re.search(r"\\[#*_|.]", text), path
        assert b'name="generator"' not in path.read_bytes(), path
        for needed in (
            "Impressum",
            "Datenschutz",
            "Barriere melden",
            *(["Barrierefreiheit"] if site == "public" else []),
        ):
            assert f">{needed}</a>" in path.read_text(encoding="utf-8"), (path, needed)


@pytest.mark.parametrize("site", ["public", "internal"])
def test_the_description_of_a_picture_is_heard_once(built: BuiltSites, site: str) -> None:
    """Read from the picture itself; what stands below it for the eyes is hidden from who listens."""
    seen = 0
    for path in _html(getattr(built, site)):
        for figure in re.findall(r"<figure[^>]*>.*?</figure>", path.read_text(encoding="utf-8"), re.DOTALL):
            alt = re.search(r'<img[^>]* alt="([^"]+)"', figure)
            if alt is None:
                continue
            seen += 1
            heard = re.sub(r'<span aria-hidden="true">.*?</span>', "", figure, flags=re.DOTALL)
            assert unescape(heard).count(unescape(alt[1])) == 1, path
    assert seen > 5


def test_every_public_page_says_to_programs_what_it_says_to_people(built: BuiltSites) -> None:
    website = "https://www.musterhafen.example"
    for path in _html(built.public):
        if path.name == "404.html":
            continue
        seen = read_page(path)
        address = f"{website}/{path.parent.relative_to(built.public).as_posix()}/".replace("/./", "/")
        (authority,) = (node for node in seen.data if node["@type"] == "GovernmentOrganization")
        assert authority["name"] == "Stadt Musterhafen", path
        assert authority["description"].startswith("Beispiel"), path
        assert f"{website}/archiv/" not in authority["sameAs"], path
        assert "https://social.musterhafen.example/@stadt" in authority["sameAs"], path
        assert seen.properties["og:url"] == address, path
        assert seen.properties["og:title"] in " ".join(seen.text), path
        assert address in [node.get("url") for node in seen.data], path
        picture = seen.properties.get("og:image")
        assert picture is None or (built.public / picture.removeprefix(f"{website}/")).is_file(), path


def test_the_page_of_channels_names_the_next_holidays(built: BuiltSites) -> None:
    text = " ".join(" ".join(read_page(built.public / "kanaele" / "index.html").text).split())
    assert "Die nächsten Feiertage, an denen wir nicht antworten" in text
    assert "Freitag, 25. Dezember 2026: Erster Weihnachtstag" in text


def test_internal_pages_say_nothing_to_programs(built: BuiltSites) -> None:
    assert not [path for path in _html(built.internal) if read_page(path).data or read_page(path).properties]


def test_no_script_of_an_internal_page_is_public(built: BuiltSites) -> None:
    """Absent, not only unused (R66): each script there is loaded by a public page, or named by one that is."""
    folder = built.public / "assets" / "amtsfunk"
    loaded = {
        (path.parent / unquote(urlsplit(address).path)).resolve()
        for path in _html(built.public)
        for address in read_page(path).loads
    }
    scripts = {script for script in folder.glob("*.js") if script.resolve() in loaded}
    named = "".join(script.read_text(encoding="utf-8") for script in scripts)
    assert scripts
    assert {one.name for one in folder.glob("*.js") if one not in scripts and one.name not in named} == set()


@pytest.mark.parametrize("site", ["public", "internal"])
def test_every_link_inside_leads_somewhere(built: BuiltSites, site: str) -> None:
    root: Path = getattr(built, site)
    for path in _html(root):
        for link in (seen := read_page(path)).links + seen.loads:
            parts = urlsplit(link)
            if parts.scheme or (path.name == "404.html"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path.relative_to(root), link)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in read_page(target).ids, (path.relative_to(root), link)


def test_the_first_link_of_the_start_page_is_about_deleted_comments(built: BuiltSites) -> None:
    assert read_page(built.public / "index.html").main_links[0].startswith("netiquette/mein-kommentar-wurde-geloescht")
    html = (built.public / "index.html").read_text(encoding="utf-8")
    assert ">Mein Kommentar wurde gelöscht</a>" in html


def test_every_clause_has_its_own_address(built: BuiltSites, office: Path) -> None:
    ids = re.findall(r"^  - id: (\S+)", (office / "netiquette/clauses.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(ids) > 5
    assert set(ids) <= set(read_page(built.public / "netiquette/index.html").ids)


def test_the_example_is_marked_as_one_only_while_it_is_one(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    assert "ist erfunden" in (build(office).public / "404.html").read_text(encoding="utf-8")
    plan = office / "plans/authority.yml"
    lines = [line for line in plan.read_text(encoding="utf-8").splitlines() if not line.startswith("example")]
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    public = build(office).public
    for path in _html(public):
        assert "ist erfunden" not in path.read_text(encoding="utf-8"), path


def test_the_internal_pages_say_what_staff_need(built: BuiltSites) -> None:
    today = (built.internal / "index.html").read_text(encoding="utf-8")
    assert "Dienstag, 1. Dezember 2026" in today
    assert "heulen die Sirenen" in today
    due = unescape(today[today.index('id="faellig"') : today.index('id="naechstes"')])
    moments = [f"{clock:>5}" for clock in re.findall(r"(\d{1,2}:\d{2}) Uhr", due)]
    assert len(moments) > 1
    assert moments == sorted(moments), "the day in its order"
    assert "Weihnachtsmarkt" in (built.internal / "plan.html").read_text(encoding="utf-8")
    calendar = (built.internal / "kalender.html").read_text(encoding="utf-8")
    plan_page = (built.internal / "plan.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="plan.html#(beitrag-[^"]+)"', calendar))
    assert len(linked) > 20
    assert linked <= set(re.findall(r'id="(beitrag-[^"]+)"', plan_page)), "every link arrives"
    posts, duty = ((built.internal / name).read_bytes().decode() for name in ("plan.ics", "dienst.ics"))
    assert posts.count("BEGIN:VEVENT") > 20
    assert "UID:dienst-" not in posts
    assert set(re.findall(r"UID:(dienst-|.)", duty)) == {"dienst-"}
    assert not list(built.public.rglob("*.ics")), "who is on duty is nobody else's business"
    channels = (built.internal / "kanaele.html").read_text(encoding="utf-8")
    assert "Nutzungskonzept Mastodon" in channels
    hours = channels[channels.index('id="antwortzeiten_"') :].partition("<h2")[0]
    assert [day for day in ("Heiligabend", "Silvester", "Erster Weihnachtstag") if day not in hours] == []
    assert (built.internal / "dienstanweisung" / "11-vor-wahlen.html").is_file()
    assert "noindex" in today


def test_an_address_that_stands_in_an_agreed_text_is_not_read_out_once_more_below_it(built: BuiltSites) -> None:
    page = (built.internal / "textbausteine.html").read_text(encoding="utf-8")
    texts = [part.partition("<h3")[0] for part in page.split('<div class="af-snippet"')[1:]]
    below = [(text, shown) for text in texts for shown in re.findall(r'"af-permanent">([^<]+)<', text)]
    assert below, "where the text does not name it, it is shown"
    assert [shown for text, shown in below if shown in text.partition("</div>")[0]] == []
    assert "die Adresse im Text." in page


QUESTIONS = [
    (("plan", "show", "heute"), "index.html", ("Neue Heizung? Erst fragen, dann kaufen", "Bürgertelefon wieder")),
    (
        ("plan", "gaps", "nächste", "Woche"),
        "naechste-woche.html",
        (
            "Woche 50: 7. Dezember 2026 bis 13. Dezember 2026",
            "Baustelle am Fischmarkt: neue Umleitung für Räder",
            "Schnelles Internet für den Südstrand – Entwurf, noch ohne Zeit",
            "Freitag, 11. Dezember 2026, 14:00 Uhr, weil: ",
        ),
    ),
    (("report", "month", "voriger"), "auswertung.html", ("November 2026", "9 Beiträge geplant", "140 von 167 Fragen")),
    (("plan", "duty", "Samstag"), "index.html", ("Samstag, 5. Dezember 2026", "Stellvertretender Pressesprecher")),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=["today", "next-week", "last-month", "saturday"])
def test_each_question_of_the_press_officer_is_one_command_and_one_page(
    built: BuiltSites,
    office: Path,
    capsys: pytest.CaptureFixture[str],
    question: tuple[tuple[str, ...], str, tuple[str, ...]],
) -> None:
    words, page, answers = question
    assert cli.main([*words, "--repository", str(office)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    shown = " ".join(unescape(" ".join(read_page(built.internal / page).text)).split())
    for answer in answers:
        assert answer in told
        assert answer in shown
    handbook = (built.internal / "handbuch/planen.html").read_text(encoding="utf-8")
    row = next(part for part in handbook.split("<tr>") if f"<code>amtsfunk {' '.join(words)}</code>" in part)
    assert f"../{page}" in row


def test_the_page_of_next_week_says_what_the_command_says(
    built: BuiltSites, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["plan", "gaps", "nächste", "Woche", "--repository", str(office)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  - ")]
    assert len(lines) > 5
    page = unescape((built.internal / "naechste-woche.html").read_text(encoding="utf-8"))
    assert [line.removeprefix("- ") for line in lines] == re.findall(
        r"<li>([^<]+)</li>", page[page.index('id="tage"') :]
    )


def test_reports_have_their_goals_and_their_tables_beside_them(built: BuiltSites) -> None:
    page = (built.internal / "auswertung.html").read_text(encoding="utf-8")
    sheets = re.findall(r'href="(auswertung-[^"]+\.csv)"', page)
    assert sheets == [f"auswertung-{name}.csv" for name in ("2026-W49", "2026-12", "2026-11", "2026")]
    year = (built.internal / sheets[-1]).read_text(encoding="utf-8-sig")
    assert '"weihnachtsmarkt"' in year
    assert '"kein Beitrag"' in year, "a place that is still free is planned, too"
    assert "Soll: 75 Prozent" in page
    assert "Netiquette 2025" in page
    assert not list(built.public.rglob("*.csv"))


def test_channels_json_names_the_real_accounts_and_nothing_internal(built: BuiltSites) -> None:
    listed = json.loads((built.public / "channels.json").read_text(encoding="utf-8"))
    assert {"label", "network", "handle", "address", "account_id"} == set(listed["channels"][1])
    assert "Az." not in json.dumps(listed)


# ---------------------------------------------------------------- what never gets out


def _mark(office: Path) -> list[str]:
    """A random mark in text, title, name, front matter and picture metadata of everything that is not public."""
    marks = []

    def new() -> str:
        marks.append(f"kanarie{secrets.token_hex(8)}")
        return marks[-1]

    for path in sorted((office / "guidelines").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'title: "', f'title: "{new()} ', text).replace("version:", f"source: {new()}\nversion:", 1)
        text = re.sub(r'\nsource: "[^"]*"', "", text, count=1) + f"\n{new()}\n"
        path.with_name(f"{path.stem}-{new()}.md").write_text(text, encoding="utf-8")
        path.unlink()
    for name, key in (("team", "function"), ("approval", "because"), ("elections", "source")):
        plan = office / f"plans/{name}.yml"
        text = plan.read_text(encoding="utf-8")
        plan.write_text(re.sub(rf'{key}: "?', lambda found: f"{found[0]}{new()} ", text), encoding="utf-8")
    plan = office / "plans/channels.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        re.sub(r'(usage_concept|impact_assessment): "', lambda m: f"{m[0]}{new()} ", text), encoding="utf-8"
    )
    for path in sorted((office / "content/posts").rglob("*.md")):
        text = re.sub(r"\nfile_number: .*", "", path.read_text(encoding="utf-8"))
        text = text.replace("---\n", f"---\nfile_number: {new()}\n", 1)
        text = re.sub(r"\noccasion: ", lambda m: f"{m[0]}{new()} ", text)
        if "archive: true" not in text:
            text = re.sub(r"\n# ", f"\n# {new()} ", text, count=1) + f"\n{new()}\n"
            path.with_name(f"{path.stem}-{new()}.md").write_text(text, encoding="utf-8")
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    for path in sorted((office / "content/media").rglob("*.png")):
        data, mark = path.read_bytes(), new().encode()
        chunk = b"tEXtComment\0" + mark
        extra = len(chunk[4:]).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
        path.write_bytes(data[:33] + extra + data[33:])
        path.with_name(f"{path.name}.yml").write_text(f"author: {new()}\nlicence: {new()}\n", encoding="utf-8")
    add_post(office, f"entwurf-{new()}", "channels: [website]\ntopic: verkehr", f"# {new()}\n\n{new()}", "2026/12")
    return marks


def test_no_internal_mark_is_found_in_anything_public(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    marks = _mark(office)
    assert len(marks) > 100
    found = build(office)
    assert not found.broken, "the marked files must be read, or their absence proves nothing"
    internal = b"".join(path.read_bytes() for path in found.internal.rglob("*") if path.is_file())
    assert sum(mark.encode() in internal for mark in marks) > 50, "the marks must reach the internal site"
    for path in found.public.rglob("*"):
        assert "kanarie" not in str(path.relative_to(found.public)).lower()
        if path.is_file():
            assert b"kanarie" not in path.read_bytes().lower(), path
    pictures = list(found.public.rglob("*.png"))
    assert pictures, "published pictures are there, without what was hidden in them"


def test_a_post_that_is_not_out_has_neither_page_nor_picture(built: BuiltSites) -> None:
    names = {path.name for path in built.public.rglob("*")}
    assert "laternenumzug" in names
    assert not names & {"warntag-sirenen", "weihnachtsmarkt", "sturmflut-warnung", "weihnachtsmarkt.png", "warntag.png"}


def test_html_in_prose_stays_text(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    prose = office / "netiquette/index.md"
    prose.write_text(
        prose.read_text(encoding="utf-8") + '\n\n<script src="https://a.example/x.js"></script>\n', encoding="utf-8"
    )
    seen = read_page(build(office).public / "netiquette/index.html")
    assert not [load for load in seen.loads if "a.example" in load]


# ---------------------------------------------------------------- building


def test_a_second_build_touches_nothing_and_a_new_post_only_what_shows_it(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    public = build(office).public
    before = {path: path.stat().st_mtime_ns for path in public.rglob("*.html")}
    again = build(office)
    assert (again.public_written.written, again.internal_written.written) == (0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in public.rglob("*.html")}
    add_post(office, "neuer-radweg", PAST, "# Neuer Radweg\n\nEr ist da.")
    third = build(office)
    after = {path: path.stat().st_mtime_ns for path in public.rglob("*.html")}
    changed = {str(path.relative_to(public)) for path in after if after[path] != before.get(path)}
    assert "archiv/2026/11/neuer-radweg/index.html" in changed
    assert not [name for name in changed if "laternenumzug" in name or "impressum" in name], changed
    assert third.public_written.removed == 0


def test_a_build_with_a_memory_gives_what_a_fresh_one_gives(tmp_path: Path) -> None:
    """Byte for byte, both sites, whatever became of the posts: what is not drawn anew must be what would be drawn."""
    office = copy_office(tmp_path / "office")
    add_post(office, "radweg", PAST, "# Radweg\n\nEr ist da.")
    false = add_post(office, "irrtum", PAST, "# Irrtum\n\nWeg damit.")
    build(office)
    false.unlink()
    add_post(office, "neu", PAST, "# Neu\n\nGerade eben.")
    add_post(office, "radweg", PAST, "# Radweg\n\nEr ist fertig.")
    mending = (
        "kind: withdrawal\ncorrects: wunschbaum\nwas_wrong: Alles.\nsince: 09.11.2026\nbecause: Es war ein Versehen."
    )
    add_post(office, "ruecknahme-wunschbaum", f"{PAST}\n{mending}", "# Zurückgezogen\n\nDas war falsch.")
    topics = office / "plans" / "topics.yml"
    topics.write_text(topics.read_text(encoding="utf-8").replace("Bauen und Wohnen", "Wohnen"), encoding="utf-8")
    remembered = build(office)
    fresh = build_sites(office, ledger=None, now=NOW, out=tmp_path / "fresh")
    assert remembered.public_written.removed == 1
    assert remembered.public_written.unchanged
    assert "zurückgezogen" in (fresh.public / "archiv/2026/11/wunschbaum/index.html").read_text(encoding="utf-8")
    for ours, theirs in ((remembered.public, fresh.public), (remembered.internal, fresh.internal)):
        assert _bytes_below(ours) == _bytes_below(theirs)


def _bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_taken_back_disappears_from_the_built_site(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    path = add_post(office, "irrtum", PAST, "# Irrtum\n\nWeg damit.")
    public = build(office).public
    assert (public / "archiv/2026/11/irrtum/index.html").is_file()
    path.unlink()
    build(office)
    assert not (public / "archiv/2026/11/irrtum").exists()
    assert not any(b"Weg damit" in file.read_bytes() for file in public.rglob("*") if file.is_file())


def test_a_lost_memory_rebuilds_and_still_removes(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    public = build(office).public
    (public / "alt.html").write_text("von gestern", encoding="utf-8")
    for memory in (office / "build/site/stage").glob("*.json"):
        memory.unlink()
    build(office)
    assert not (public / "alt.html").exists()


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    office = copy_office(tmp_path / "office")
    precious = tmp_path / "home" / "brief.txt"
    precious.parent.mkdir()
    precious.write_text("Bitte nicht löschen", encoding="utf-8")
    words = ["site", "build", "--repository", str(office), "--public-dir", str(precious.parent)]
    assert cli.main(words) == Refused.exit_code
    assert precious.read_text(encoding="utf-8") == "Bitte nicht löschen"


def test_a_broken_post_is_named_and_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = copy_office(tmp_path)
    add_post(office, "kaputt", "channels: [website", "# x\n\ny")
    assert cli.main(["site", "build", "--repository", str(office)]) == 0
    said = capsys.readouterr().out
    assert "content/posts/2026/11/kaputt.md" in said
    assert "amtsfunk check" in said


def test_settings_that_cannot_be_read_stop_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = copy_office(tmp_path)
    (office / "plans/authority.yml").write_text("name: [", encoding="utf-8")
    assert cli.main(["site", "build", "--repository", str(office)]) == 1
    assert "plans/authority.yml" in capsys.readouterr().err
    assert not (office / "build/site/public").exists()


def test_a_ledger_that_cannot_be_believed_puts_no_words_into_anybodys_mouth(tmp_path: Path) -> None:
    office = copy_office(tmp_path / "office")
    with Git(office) as git:
        git.run("init", "--quiet")
        git.run("add", "--all")
        git.run("commit", "--quiet", "-m", "Anfang")
        git.run("clone", "--quiet", "--bare", str(office), str(tmp_path / "remote.git"))
        git.run("remote", "add", "origin", str(tmp_path / "remote.git"))
        assert not build(office, git).ledger_known
        forged = git.run("commit-tree", "HEAD^{tree}", "-m", "gefälscht").decode().strip()
        git.push("origin", forged, "refs/heads/ledger")
        with pytest.raises(LedgerUnreadable):
            build(office, git)


def test_a_ledger_that_was_named_must_answer(office: Path, tmp_path: Path) -> None:
    assert cli.main(["site", "build", "--repository", str(office), "--ledger", str(tmp_path / "fehlt.git")]) == 3


def test_a_time_that_is_none_is_a_usage_error(office: Path) -> None:
    assert cli.main(["site", "build", "--repository", str(office), "--now", "morgen"]) == 2


def test_the_repositorys_own_configuration_never_builds_into_our_sources() -> None:
    text = (PRODUCT / "mkdocs.yml").read_text(encoding="utf-8") + (PRODUCT / "site/internal.yml").read_text(
        encoding="utf-8"
    )
    assert re.findall(r"^site_dir: (\S+)", text, re.MULTILINE) == [
        "build/site/stage/fixed/public",
        "../build/site/stage/fixed/internal",
    ]
    assert "hooks" not in text


def test_whom_to_tell_of_a_weak_spot_is_in_its_place_and_served_while_other_dot_files_are_not(
    built: BuiltSites,
) -> None:
    running = serve(built.public, "öffentlich", 0)
    try:
        with urlopen(f"{running.address}.well-known/security.txt") as answer:  # noqa: S310 - loopback
            body = answer.read()
        assert body == (built.public / ".well-known/security.txt").read_bytes()
        assert b"Contact: mailto:presse@musterhafen.example\n" in body
        for refused in (".amtsfunk-site", ".well-known/.amtsfunk-site", ".well-known/../.amtsfunk-site"):
            with pytest.raises(HTTPError):
                urlopen(f"{running.address}{refused}")  # noqa: S310 - loopback
    finally:
        running.stop()
    assert not (built.internal / ".well-known").exists()


def test_every_planned_post_is_drawn_as_it_would_go_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = copy_office(tmp_path)
    head = "publish_at: 02.12.2026 09:00\nchannels: [website, mastodon]\ntopic: verkehr"
    body = "# Böse\n\n<script>alert(1)</script> **nicht fett** & gut\n\nZweiter Satz."
    add_post(office, "boese", head, body, "2026/12")
    drawn = (build(office).internal / "vorschau.html").read_text(encoding="utf-8")
    assert "<script>alert" not in drawn and "<strong>nicht fett" not in drawn
    shown = unescape(re.sub(r"<br>", "\n", drawn))
    capsys.readouterr()
    names = re.findall(r'id="vorschau-([^"]+)"', drawn)
    assert len(names) > 20
    assert cli.main(["preview", *names, "--format", "json", "--repository", str(office)]) == 0
    for view in json.loads(capsys.readouterr().out):
        for part in view["parts"]:
            assert part["text"] in shown, (view["post"], view["channel"])
            assert all(medium["alt"] in shown for medium in part["media"])


def test_a_post_is_drawn_as_long_as_it_may_still_go_out(tmp_path: Path) -> None:
    """At 9:05, one of 8:45 can still be approved or put in by hand; after its latest time nobody has to look at it."""
    office = copy_office(tmp_path)
    for name, when, latest in (("eben", "8:45", "9:06"), ("vorbei", "8:45", "9:05"), ("spaeter", "9:06", "9:10")):
        head = f"publish_at: 01.12.2026 {when}\nlatest: 01.12.2026 {latest}\nchannels: [website]\ntopic: verkehr"
        add_post(office, name, head, f"# {name}\n\nText.", "2026/12")
    drawn = (build(office).internal / "vorschau.html").read_text(encoding="utf-8")
    found = re.findall(r'id="vorschau-(eben|vorbei|spaeter)"', drawn)
    assert found == ["eben", "spaeter"]


def test_a_post_that_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    head = "publish_at: 02.12.2026 09:00\nchannels: [website]\ntopic: verkehr"
    add_post(office, "ohne-bild", head, "# Ohne Bild\n\nText.\n\n![Ein Bild, das fehlt](fehlt.png)", "2026/12")
    drawn = unescape((build(office).internal / "vorschau.html").read_text(encoding="utf-8"))
    assert "lässt sich noch nicht zeichnen" in drawn and "es fehlt ein lesbares Bild" in drawn


def test_a_poll_is_drawn_only_where_it_appears(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    head = "publish_at: 02.12.2026 09:00\nchannels: [mastodon, bluesky]\ntopic: verkehr\n"
    head += "poll: {options: [Lieber links, Lieber rechts], duration: 2 Tage}"
    add_post(office, "umfrage", head, "# Umfrage\n\nWo soll der Radweg hin?", "2026/12")
    drawn = (build(office).internal / "vorschau.html").read_text(encoding="utf-8")
    mine = drawn[drawn.index('id="vorschau-umfrage"') :].split("<h2", 1)[0]
    assert mine.count("Lieber links") == 1
    assert mine.count("Die Umfrage erscheint hier nicht") == 1
