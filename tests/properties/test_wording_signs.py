"""Looking at the bytes first never hides what a rule over wording would find."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.model.settings import Settings
from amtsfunk.rules.cases import PostCase, Tree, World
from amtsfunk.rules.wording import run
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.posts import parse_post

EXAMPLES = Path(__file__).parent.parent / "examples"
EVERY_SIGN = (1 << 30) - 1
BEFORE, LONG_AFTER = datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
_FRAGMENTS = [
    "0171 3920012", "(0 44 21) 99 10 200", "+49 30 7654321", "0049 30 7654321", "Tel.:0171/3920012", "2026", "0",
    "-", " ",
    "DE02 1203 0000 0000 2020 51", "DE02120300000000202051", "@lena_m", "lena@gmx.de", "VS-NfD", "vs - nfd",
    "nur für den internen Gebrauch", "NUR FÜR DEN DIENSTGEBRAUCH", "(Entwurf)", "[INTERN]", "Sperrfrist: ",
    "fs01.intern", "http://localhost/x", "localhost:80", "file:///x", "FILE://x", "\\\\fs\\x", "H:\\x", "10.0.0.1",
    "172.20.1.2", "192.168.0.1", "https://a.lan", "http://a.de", "https://bit.ly/x", "https://a.de/?utm_x=1",
    "https://a@b.de", "https://xn--a.de", "#tagderoffenentüren", "＃HAFENSTRASSE", "#Bürger*innen", "𝗙𝗲𝘁𝘁", "ｆｅｔｔ",
    "Ⓐ", "ᴀʙᴄ", "ᵃᵇᶜ", "f\u0336e\u0336", "Наfen", "⚓⚓⚓⚓", "😀😀😀😀", "1️⃣1️⃣1️⃣1️⃣", "©️©️©️©️", "‼️‼️‼️‼️",
    "ACHTUNG WARNUNG HEUTE", "ÄÖÜÄÖ ÄÖÜÄÖ ÄÖÜÄÖ",
    "**x**", "__x__", "~~x~~", "`x`", "[x](https://a.de)", "\n### x", "\n> x", "\n| x |", "<b>", "&nbsp;", "&#39;",
    "[Datum]", "XXX", "xx:xx", "TODO", "TBD", "{ort}", "tt.mm.jjjj", "hh:mm", "hier steht der Text", "Lorem Ipsum",
    "  ", " ,", "!!", "??", "x,,", "Seitens", "ZEITNAH", "Bezüglich", "x" * 31, "Ä" * 31, "ein Wort " * 30, ". ", "\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=3), min_size=1, max_size=8).map("".join)


def _settings() -> Settings:
    base = EXAMPLES / "base"
    files = {path: (base / path).read_bytes() for path in SETTINGS_PATHS if (base / path).is_file()}
    settings, _, _ = parse_settings(files)
    assert settings is not None
    return settings


SETTINGS = _settings()


@given(text=TEXTS, over=st.booleans())
@example(text="2026 0171 3920012", over=True)
@example(text="𝗙𝗲𝘁𝘁", over=False)
def test_no_sign_is_missed(text: str, over: bool) -> None:
    head = "publish_at: 01.12.2026 10:00\nchannels: [website, mastodon]\ntopic: verkehr\n"
    data = f"---\n{head}---\n# Titel\n\nText {text}\n".encode(errors="replace")
    path = "content/posts/2026/12/beispiel.md"
    parsed = parse_post(path, data, SETTINGS.authority.zone)
    assert parsed.mended is not None
    world = World(Tree((path,)), LONG_AFTER if over else BEFORE, SETTINGS)
    case = PostCase(parsed.mended, parsed.positions, world)
    asked = run._checks_for(EVERY_SIGN, over=over)
    told = {(finding.rule, finding.place) for finding in run._run(asked, run.case_of_post(case))}
    assert {(finding.rule, finding.place) for finding in run.check_wording(case, data, over=over)} == told
