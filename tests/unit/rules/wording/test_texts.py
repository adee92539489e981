"""What the rules over wording say to single texts: what they must see, and what they must leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.model.finding import Finding
from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import PostCase, Tree, World
from amtsfunk.rules.links import without_tracking
from amtsfunk.rules.privacy import is_iban, national
from amtsfunk.rules.run import check_post, is_over
from amtsfunk.rules.wording.letters import as_plain
from amtsfunk.rules.wording.run import check_wording
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

BASE = Path(__file__).parents[3] / "examples" / "base"
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings() -> Settings:
    files = {path: (BASE / path).read_bytes() for path in SETTINGS_PATHS if (BASE / path).is_file()}
    read, _, _ = parse_settings(files)
    assert read is not None
    return read


def findings(
    settings: Settings, text: str, head: str = "", channels: str = "website, mastodon", *,
    now: datetime = NOW,
    earlier: dict[str, None] | None = None,
) -> list[Finding]:  # fmt: skip
    when = "" if "publish_at" in head else "publish_at: 01.12.2026 10:00\n"
    data = f"---\n{when}channels: [{channels}]\ntopic: verkehr\n{head}---\n# Titel\n\n{text}\n".encode()
    path = "content/posts/2026/12/beispiel.md"
    parsed = parse_post(path, data, settings.authority.zone)
    assert parsed.mended is not None
    world = World(Tree((path,)), now, settings, earlier=earlier)
    over = is_over(parsed.mended, world)
    return check_wording(PostCase(parsed.mended, parsed.positions, world), data, over=over)


def rules(settings: Settings, text: str, head: str = "", channels: str = "website, mastodon") -> set[str]:
    return {finding.rule for finding in findings(settings, text, head, channels)} - {"no-own-link"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Fragen? Tel.: 0171/3920012", "foreign-phone"),
        ("Fragen? (0 44 21) 99 10 200", "foreign-phone"),
        ("Fragen? +49 171 3920012", "foreign-phone"),
        ("Fragen? 0049 (0) 171 3920012", "foreign-phone"),
        ("Seit 2026 0171 3920012", "foreign-phone"),
        ("Konto: DE89370400440532013000", "bank-account"),
        ("Post an lena.muster+fest@t-online.de!", "private-email"),
        ("Ein Bild von @lena.m zeigt es", "unlisted-handle"),
        ("(@lena)", "unlisted-handle"),
        ("@lena@social.fremd.example", "unlisted-handle"),
        ("Der Vermerk VS-NfD fehlt", "confidential-mark"),
        ("nur für den internen Gebrauch", "confidential-mark"),
        ("– vertraulich –", "draft-mark"),
        ("Sperrfrist: 12 Uhr", "draft-mark"),
        ("siehe http://localhost:8000/plan", "internal-address"),
        ("siehe H:\\Presse\\plan.docx", "internal-address"),
        ("siehe 192.168.2.7", "internal-address"),
        ("siehe https://wiki.rathaus.intern/x", "internal-address"),
        ("https://www.pruefstein.example.\u0430bc.de", "disguised-link"),
        ("https://xn--80ak6aa92e.com/", "disguised-link"),
        ("https://g%6fogle.de/", "disguised-link"),
        ("f\u0336a\u0336l\u0336s\u0336c\u0336h\u0336", "styled-letters"),
        ("ｗｉｃｈｔｉｇ", "styled-letters"),
        ("⚓ ⚓ ⚓ ⚓", "emoji-run"),
        ("👩‍🚒👩‍🚒🇩🇪1️⃣", "emoji-run"),
        ("Das ist *wichtig*.", "markdown-residue"),
        ("`Code`", "markdown-residue"),
        ("> Zitat", "markdown-residue"),
        ("Müller &amp; Söhne", "html-residue"),
        ("Mehr auf www.anderswo.example.", "link-without-https"),
        ("Mehr auf pruefstein.example", "link-without-https"),
        ("Es kommt noch mehr .", "stray-spacing"),
        ('Es wird ,,toll".', "stray-spacing"),
        ("TODO: Bild", "unfilled-blank"),
        ("Am TT.MM.JJJJ", "unfilled-blank"),
        ("Hier steht der Text", "unfilled-blank"),
        ("Am [bitte Tag eintragen]", "unfilled-blank"),
    ],
)
def test_it_is_seen(settings: Settings, text: str, rule: str) -> None:
    assert rule in rules(settings, text)


@pytest.mark.parametrize(
    "text",
    [
        "Alle Bürger*innen, Nutzer:innen, Kolleg_innen, Lehrer/innen, BürgerInnen und ein*e Ärzt*in sind eingeladen*.",
        "*innen und *außen: Stern am Anfang, *Pflichtfeld, 5 * 3 * 2",
        "+ + + EILMELDUNG + + + und +++ EILMELDUNG +++",
        "– Punkt eins\n- Punkt zwei\n* Punkt drei\n• Punkt vier\n1. Punkt fünf",
        "Am 01.12.2026 um 09:00 Uhr, 0,5 km, 04109 Leipzig, 1.000.000 Euro, Az. 0123/456-789, Vorlage 2026/0118",
        "Vom 2. bis 13. November, 17:30–19:00 Uhr, 2026-12-01, Nr. 0815 4711 00",
        "Notruf 110 und 112, Behördennummer 115, Ärzte 116 117, kostenlos 0800 1110111, Bürgertelefon +49 30 23125-0",
        "Intern gilt: Der Entwurf ist vertraulich. Interne Abläufe, Internat, Entwurfsfassung.",
        "Das interne Netz heißt Intranet; die Datei plan.local.pdf.example gibt es nicht.",
        "Version 10.2.1, am 10.12.2026, Kapitel 172.20",
        "#Warntag2026 #Hafen #NDR #UNESCO #wahlen #kita",
        "https://www.pruefstein.example/#tagderoffenentuerenundfenster?x=1",
        "Preis: 3 @ 5 Euro, Kolleg@innen, presse@pruefstein.example, https://social.pruefstein.example/@gemeinde",
        "Danke an @feuerwehr@social.pruefstein.example.",
        "[Karte], [1], […] und [sic] bleiben. Größe XXL, Heinrich XXX. Platz, mpg. {}",
        "Erfolg, erfolgreich und Folgen; Rahmen, Bilderrahmen; verfügen",
        "5 µm, Ω, α-Strahlen, Київ, Ελλάδα, naïve Café-Besucher in Łódź und İstanbul",
        "20 °C, 3 m², ½ l, 1ª, n°, №, ™, ©, ☎ 115",
        "Schritt 1️⃣ Schritt 2️⃣ ☀️\n☀️ Sonne\n☀️ Wind\n☀️ Regen",
        "a < b > c, Müller & Söhne, AT&T, x_y_z",
        "Wirklich?! Ja … Na, so was!",
        "https://www.anderswo.example/?zu=www.pruefstein.example, https://pruefstein.example.fern.example, www. ist so",
    ],
)
def test_it_is_left_alone(settings: Settings, text: str) -> None:
    assert rules(settings, text) == set()


def test_it_looks_at_every_passage_that_goes_out(settings: Settings) -> None:
    head = (
        "content_warning: 𝗔\nlink: http://www.pruefstein.example/plan\n"
        "poll:\n  options:\n    - 𝗕\n    - Nein\n  duration: 1 d\n"
    )
    text = 'Text\n\n![𝗖 auf dem Bild](bild.jpg "Foto: Gemeinde")\n\n## Teil 2\n𝗗\n\n## Mastodon\n𝗘'
    found = {(one.rule, one.place.line, one.values["fixed"]) for one in findings(settings, text, head)}
    assert found == {
        ("styled-letters", 5, "content_warning: A"),
        ("insecure-link", 6, "link: https://www.pruefstein.example/plan"),
        ("styled-letters", 9, "    - B"),
        ("styled-letters", 17, '![C auf dem Bild](bild.jpg "Foto: Gemeinde")'),
        ("styled-letters", 20, "D"),
        ("styled-letters", 23, "E"),
    }


def test_a_line_that_begins_with_a_mark_keeps_its_backslash(settings: Settings) -> None:
    (found,) = [one for one in findings(settings, "\\# 𝗔 ist eins") if one.rule == "styled-letters"]
    assert found.values["fixed"] == "\\# A ist eins"


def test_whatsapp_shows_bold_between_stars(settings: Settings) -> None:
    channels = {**settings.channels, "kanal": settings.channels["mastodon"].model_copy(update={"network": "whatsapp"})}
    here = Settings(settings.authority, channels, settings.people, settings.topics)
    assert "markdown-residue" not in rules(here, "Das ist *wichtig*.", channels="kanal")
    assert "markdown-residue" in rules(here, "Das ist **wichtig**.", channels="kanal")
    assert "markdown-residue" in rules(here, "Das ist *wichtig*.", channels="kanal, mastodon")


def test_style_comes_too_late_for_what_went_out_but_protection_does_not(settings: Settings) -> None:
    text = "𝗔 und @lena_m"
    later = datetime(2026, 12, 3, tzinfo=UTC)
    told = {one.rule for one in findings(settings, text, now=later)}
    assert told == {"unlisted-handle"}
    assert "styled-letters" in {one.rule for one in findings(settings, text, now=later, earlier={"beispiel": None})}
    assert {one.rule for one in findings(settings, text, "archive: ja\n")} == {"unlisted-handle"}


def test_a_draft_may_have_blanks(settings: Settings) -> None:
    data = b"---\nchannels: [website]\ntopic: verkehr\n---\n# Titel\n\nAm [Datum], (Entwurf)\n"
    parsed = parse_post("content/posts/2026/12/beispiel.md", data, settings.authority.zone)
    world = World(Tree(()), NOW, settings)
    assert parsed.mended is not None and not is_over(parsed.mended, world)
    assert check_wording(PostCase(parsed.mended, parsed.positions, world), data, over=False) == []


@pytest.mark.parametrize(
    ("text", "head", "channels", "asked"),
    [
        ("Ohne Adresse", "", "website, mastodon", True),
        ("Nur https://www.pruefstein.example/plan", "", "website, mastodon", False),
        ("Nur pruefstein.example/plan", "", "website, mastodon", False),
        ("Mail an presse@pruefstein.example", "", "website, mastodon", True),
        ("Fremd: https://pruefstein.example.fremd.example", "", "website, mastodon", True),
        ("Ohne Adresse", "link: https://www.pruefstein.example\n", "website, mastodon", False),
        ("Ohne Adresse", "no_link_because: Alles gesagt\n", "website, mastodon", False),
        ("Ohne Adresse", "kind: short\n", "website, mastodon", False),
        ("Ohne Adresse", "kind: crisis\n", "website, mastodon", False),
        ("Ohne Adresse", "kind: dialogue\n", "website, mastodon", True),
        ("Ohne Adresse", "", "website", False),
    ],
)
def test_a_post_leads_to_our_own_pages(settings: Settings, text: str, head: str, channels: str, asked: bool) -> None:
    assert ("no-own-link" in {one.rule for one in findings(settings, text, head, channels)}) is asked


def test_english_is_seen_only_where_german_is_meant(settings: Settings) -> None:
    english = "The road is closed. Please take the bus to the market and mind that it will stop for you at the church."
    german = (
        "Die Straße ist gesperrt. Bitte nehmen Sie den Bus zum Markt, er hält für Sie auch an der Kirche und am Tor."
    )
    assert "other-language" in rules(settings, english)
    assert "other-language" not in rules(settings, english, "language: en\n")
    assert "other-language" in rules(settings, german, "language: en\n")
    assert "other-language" not in rules(settings, german)
    assert "other-language" not in rules(settings, english, "language: fr\n")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("𝗙𝗲𝘁𝘁", "Fett"),
        ("𝓢𝓬𝓱", "Sch"),
        ("ｆｅｔｔ", "fett"),
        ("ᴀᴍᴛ", "amt"),
        ("🅐🅑", "AB"),
        ("🄰", "A"),
        ("ⓐ", "a"),
        ("𝟙", "1"),
    ],
)
def test_styled_letters_have_a_plain_form(written: str, plain: str) -> None:
    assert as_plain(written) == plain


def test_numbers_are_compared_as_dialled() -> None:
    assert {national(one) for one in ("+49 30 23125-100", "0049 (0)30 23125100", "030/23125 100")} == {"03023125100"}
    assert is_iban("DE89 3704 0044 0532 0130 00")
    assert not is_iban("DE88 3704 0044 0532 0130 00")


def test_only_the_tracking_leaves_an_address() -> None:
    assert without_tracking("https://a.example/?utm_source=x&c=1&utm_medium=y#z") == "https://a.example/?c=1#z"
    assert without_tracking("https://a.example/?fbclid=1") == "https://a.example/"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("siehe https://netz.pruefstein.example/x", True),
        ("Netz.pruefstein.example", True),
        ("https://wiki.netz.pruefstein.example", True),
        ("https://www.pruefstein.example/netz", False),
        ("https://meinnetz.pruefstein.example", False),
    ],
)
def test_the_names_of_our_own_network_stay_inside(settings: Settings, text: str, seen: bool) -> None:
    authority = settings.authority.model_copy(update={"internal_hosts": ("netz.pruefstein.example",)})
    here = Settings(authority, settings.channels, settings.people, settings.topics)
    assert ("internal-address" in rules(here, text)) is seen


def proposed(settings: Settings, text: str) -> dict[str, str]:
    """Rule → the line that it proposes."""
    return {one.rule: one.values["fixed"] for one in findings(settings, text) if one.values.get("fixed")}


def test_the_line_of_one_finding_has_the_fault_of_no_other(settings: Settings) -> None:
    line = "𝗪𝗶𝗰𝗵𝘁𝗶𝗴!! **Morgen**  http://www.pruefstein.example/a?utm_source=x 🚧🚧🚧🚧🚧&nbsp;heute"
    told = proposed(settings, line)
    assert set(told) == {
        "styled-letters", "stray-spacing", "markdown-residue", "insecure-link", "tracking-parameter", "emoji-run",
        "html-residue",
    }  # fmt: skip
    assert set(told.values()) == {"Wichtig! Morgen https://www.pruefstein.example/a 🚧🚧🚧 heute"}


def test_of_a_long_line_only_the_sentence_is_shown(settings: Settings) -> None:
    before, after = "Die Hafenstraße ist gesperrt. " * 6, " Danke für Ihre Geduld." * 4
    told = proposed(settings, f"{before}Umleitung: http://www.pruefstein.example/plan – bitte ansehen!{after}")
    assert told["insecure-link"] == "Umleitung: https://www.pruefstein.example/plan – bitte ansehen!"


def test_a_picture_line_stays_whole(settings: Settings) -> None:
    told = proposed(settings, f"![{'Ein Boot liegt im Hafen. ' * 10}𝗔](boot.jpg)")
    assert told["styled-letters"].startswith("![Ein Boot") and told["styled-letters"].endswith("A](boot.jpg)")


@pytest.mark.parametrize("address", ["http://intranet.pruefstein.example/plan", "http://10.0.3.7/", "http://nas.local"])
def test_an_address_inside_is_told_as_such_only(settings: Settings, address: str) -> None:
    authority = settings.authority.model_copy(update={"internal_hosts": ("intranet.pruefstein.example",)})
    own = replace(settings, authority=authority)
    assert rules(own, f"Siehe {address}") == {"internal-address"}


def test_a_text_below_an_unknown_heading_is_not_counted_with_the_one_above(settings: Settings) -> None:
    head = "---\nchannels: [website, mastodon]\ntopic: verkehr\n---\n# Titel\n\n"
    told = {}
    for heading in ("## Twitter", "Twitter"):
        data = f"{head}{'Der Hafen ist zu. ' * 20}\n\n{heading}\n{'Er ist zu. ' * 20}\n".encode()
        parsed = parse_post("content/posts/2026/12/beispiel.md", data, settings.authority.zone)
        world = World(Tree(("content/posts/2026/12/beispiel.md",)), NOW, settings)
        told[heading] = {one.rule for one in check_post(parsed, data, world)} & {"too-long", "unknown-section"}
    assert told == {"## Twitter": {"unknown-section"}, "Twitter": {"too-long"}}
