"""Words for picture lines: descriptions, credits and rights."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

_ALT_TEXTS: Mapping[str, Entry] = {
    "missing-alt-text": Entry(
        Words(
            "Zum Bild „{file}“ fehlt die Bildbeschreibung. Wer es nicht sehen kann, erfährt sonst nicht, was "
            "darauf ist.",
            "Schreiben Sie zwischen die eckigen Klammern in einem Satz, was zu sehen ist:\n![Was auf dem Bild zu "
            "sehen ist]({file}{credit})",
        ),
        Words(
            "The picture “{file}” has no description. Whoever cannot see it would not learn what it shows.",
            "Say in one sentence, between the square brackets, what it shows:\n![What the picture "
            "shows]({file}{credit})",
        ),
    ),
    "alt-text-file-name": Entry(
        Words(
            "Die Bildbeschreibung „{alt}“ ist ein Dateiname. Vorgelesen sagt er niemandem etwas.",
            "Schreiben Sie stattdessen in einem Satz, was zu sehen ist:\n![Was auf dem Bild zu sehen "
            "ist]({file}{credit})",
        ),
        Words(
            "The description “{alt}” is a file name. Read aloud, it tells nobody anything.",
            "Say in one sentence what the picture shows:\n![What the picture shows]({file}{credit})",
        ),
    ),
    "alt-text-placeholder": Entry(
        Words(
            "„{alt}“ ist noch keine Bildbeschreibung.",
            "Ersetzen Sie die Worte zwischen den eckigen Klammern durch einen Satz, der sagt, was auf dem Bild "
            "„{file}“ zu "
            "sehen ist.",
        ),
        Words(
            "“{alt}” is no description yet.",
            "Replace the words between the square brackets by a sentence that says what “{file}” shows.",
        ),
    ),
    "alt-text-opening": Entry(
        Words(
            "Die Bildbeschreibung beginnt mit „Bild von“ oder etwas Ähnlichem: „{alt}“. Dass es ein Bild ist, sagt die "
            "Vorlesehilfe schon selbst.",
            "Beginnen Sie gleich mit dem, was zu sehen ist. Eine Art wie „Zeichnung: …“ oder „Karte: …“ darf davor "
            "stehen.",
            "Beginnen Sie gleich mit dem, was zu sehen ist:\n![{fixed}]({file}{credit})",
        ),
        Words(
            "The description begins with “picture of” or the like: “{alt}”. Screen readers say that themselves.",
            "Begin with what is to be seen. A genre such as “Zeichnung: …” (drawing) may stand before it.",
            "Begin with what is to be seen:\n![{fixed}]({file}{credit})",
        ),
    ),
    "alt-text-too-short": Entry(
        Words(
            "Die Bildbeschreibung „{alt}“ ist sehr kurz.",
            "Sagen Sie in einem Satz, was auf dem Bild „{file}“ zu sehen ist und was davon wichtig ist.",
        ),
        Words(
            "The description “{alt}” is very short.",
            "Say in one sentence what the picture “{file}” shows and what of it matters.",
        ),
    ),
    "alt-text-repeats": Entry(
        Words(
            "Die Bildbeschreibung „{alt}“ wiederholt nur den Titel oder den Text.",
            "Beschreiben Sie, was auf dem Bild „{file}“ zu sehen ist.",
        ),
        Words(
            "The description “{alt}” only repeats the title or the text.",
            "Describe what the picture “{file}” shows.",
        ),
    ),
    "alt-text-twice": Entry(
        Words(
            "Die Bilder „{file}“ und „{other}“ (Zeile {other_line}) haben dieselbe Beschreibung.",
            "Beschreiben Sie jedes Bild für sich, damit zu hören ist, worin sie sich unterscheiden.",
        ),
        Words(
            "The pictures “{file}” and “{other}” (line {other_line}) have the same description.",
            "Describe each on its own, so that one can hear how they differ.",
        ),
    ),
    "text-in-picture": Entry(
        Words(
            "Auf dem Bild „{file}“ ist Text zu lesen, der weder in der Beschreibung noch im Beitrag steht: "
            "„{missing}“.",
            "Schreiben Sie ihn vollständig in die Bildbeschreibung oder in den Text des Beitrags.",
        ),
        Words(
            "The picture “{file}” shows a text that stands neither in its description nor in the post: “{missing}”.",
            "Write it in full into the description or into the text of the post.",
        ),
    ),
}

_RIGHTS: Mapping[str, Entry] = {
    "missing-credit": Entry(
        Words(
            "Zum Bild „{file}“ fehlt der Nachweis, von wem es ist.",
            "Nennen Sie in Anführungszeichen am Ende der Bildzeile, wer das Bild gemacht hat.",
            "Nennen Sie am Ende der Bildzeile, wer es gemacht hat. Ist es vom eigenen Haus, schreiben Sie:\n"
            '![{alt}]({file} "{fixed}")',
        ),
        Words(
            "Nobody is named as the author of the picture “{file}”.",
            "Name the author in quotation marks at the end of the picture line.",
            'Name the author at the end of the picture line. If it is your own:\n![{alt}]({file} "{fixed}")',
        ),
    ),
    "credit-of-another": Entry(
        Words(
            "Der Bildnachweis „{credit}“ nennt nicht „{author}“, obwohl das in der Datei „{file}.yml“ so steht.",
            "Nennen Sie in der Bildzeile und in der Datei „{file}.yml“ dieselbe Person oder Stelle.",
            "Stimmt die Datei „{file}.yml“, schreiben Sie:\n{fixed}",
        ),
        Words(
            "The credit “{credit}” does not name “{author}” as the file “{file}.yml” does.",
            "Name the same author on the picture line and in “{file}.yml”.",
            "If “{file}.yml” is right, write:\n{fixed}",
        ),
    ),
    "missing-rights": Entry(
        Words(
            "Das Bild „{file}“ ist wohl nicht von Ihrem Haus. Es fehlt die Datei „{beside}“, die sagt, was damit "
            "erlaubt ist.",
            "Legen Sie sie neben das Bild:\nauthor: {author}\nlicence: was vereinbart ist, etwa „gekauft am …“\n"
            "expires: 31.12.2028",
        ),
        Words(
            "The picture “{file}” seems not to be your own. The file “{beside}” that says what is allowed is missing.",
            "Put it beside the picture:\nauthor: {author}\nlicence: what was agreed\nexpires: 31.12.2028",
        ),
    ),
    "rights-expired": Entry(
        Words(
            "Das Bild „{file}“ darf nur bis {expires} gezeigt werden; der Beitrag erscheint am {day}.",
            "Nehmen Sie ein anderes Bild. Wurde die Erlaubnis verlängert, tragen Sie das neue Datum bei „expires“ in "
            "die "
            "Datei „{beside}“ ein.",
        ),
        Words(
            "The picture “{file}” may be shown until {expires} only; the post appears on {day}.",
            "Use another picture. If the permission was extended, put the new date at “expires” in “{beside}”.",
        ),
    ),
    "rights-expiring": Entry(
        Words(
            "Das Bild „{file}“ darf nur noch bis {expires} gezeigt werden; der Beitrag erscheint am {day}.",
            "Fragen Sie rechtzeitig nach einer Verlängerung (Datei „{beside}“), oder nehmen Sie ein anderes Bild.",
        ),
        Words(
            "The picture “{file}” may be shown until {expires} only; the post appears on {day}.",
            "Ask for an extension in time (file “{beside}”), or use another picture.",
        ),
    ),
    "consent-name": Entry(
        Words(
            "Bei „consent“ in der Datei „{name}“ steht „{value}“. Das sieht aus wie ein Name.",
            "Tragen Sie nur die Nummer der Einwilligung ein; die Einwilligung selbst gehört in die Akte:\n"
            'consent: "E-2026-17"',
        ),
        Words(
            "“consent” in “{name}” holds “{value}”. That looks like a name.",
            "Give only the number of the consent; the consent itself belongs in the file at the office:\n"
            'consent: "E-2026-17"',
        ),
    ),
}

PICTURE_LINES: Mapping[str, Entry] = {**_ALT_TEXTS, **_RIGHTS}

_NO_CREDIT: Mapping[Lang, Mapping[str, str]] = {"de": {"": ' "Foto: Name"'}, "en": {"": ' "Foto: name"'}}
_WITH_CREDIT = ("missing-alt-text", "alt-text-file-name", "alt-text-opening")

LINE_WORDS: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    **{(rule, "credit"): _NO_CREDIT for rule in _WITH_CREDIT},
    ("missing-credit", "alt"): {"de": {"": "Was auf dem Bild zu sehen ist"}, "en": {"": "What the picture shows"}},
}
"""What stands in a proposed line for what the written one lacks, so that no line has to be mended twice."""
