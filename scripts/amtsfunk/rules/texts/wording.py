"""Words for letters, hashtags, markup, plain words and language."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Lang, Words

_WRITE = "Schreiben Sie stattdessen:\n{fixed}"
_WRITE_EN = "Write instead:\n{fixed}"


def _up_to_30(words: str) -> Mapping[str, str]:
    """As many as a channel can be given (``hashtags`` in plans/channels.yml)."""
    return {str(count): words.format(count) for count in range(2, 31)}


WORDING: Mapping[str, Entry] = {
    "styled-letters": Entry(
        Words(
            "„{value}“ sind keine Buchstaben, sondern Zeichen, die nur so aussehen. Vorleseprogramme buchstabieren "
            "oder überspringen sie, und die Suche findet sie nicht.",
            "Schreiben Sie mit der Tastatur: {plain}",
            _WRITE,
        ),
        Words(
            "“{value}” are no letters but signs that look like letters. Screen readers spell or skip them, and no "
            "search finds them.",
            "Write with the keyboard: {plain}",
            _WRITE_EN,
        ),
    ),
    "mixed-letters": Entry(
        Words(
            "In „{value}“ steckt ein Zeichen aus einer anderen Schrift ({script}), das nur wie „{twin}“ aussieht. So "
            "etwas kommt meist beim Kopieren herein; Suche und Vorleseprogramme verstehen das Wort dann nicht.",
            "Tippen Sie das Wort neu.",
            _WRITE,
        ),
        Words(
            "“{value}” contains a sign of another script ({script}) that only looks like “{twin}”. It mostly comes in "
            "by copying; neither search nor screen readers understand the word then.",
            "Type the word anew.",
            _WRITE_EN,
        ),
    ),
    "emoji-run": Entry(
        Words(
            "Hier stehen {count} Emojis hintereinander. Vorleseprogramme sagen jedes einzeln mit vollem Namen an.",
            "Bitte höchstens {limit} in einer Reihe.",
            "Bitte höchstens {limit} in einer Reihe, zum Beispiel:\n{fixed}",
        ),
        Words(
            "Here are {count} emoji in a row. Screen readers announce each by its full name.",
            "At most {limit} in a row, please.",
            "At most {limit} in a row, please, for example:\n{fixed}",
        ),
    ),
    "shouting": Entry(
        Words(
            "„{value}“: Mehrere Wörter in Großbuchstaben wirken wie geschrien und sind schwer zu lesen.",
            "Schreiben Sie sie wie sonst auch. Ein einzelnes Wort wie „EILMELDUNG“ ist in Ordnung.",
        ),
        Words(
            "“{value}”: several words in capitals read like shouting and are hard to read.",
            "Write them as usual. A single word such as “EILMELDUNG” is fine.",
        ),
    ),
    "hashtag-case": Entry(
        Words(
            "Das Schlagwort „{value}“ ist durchgehend {how} geschrieben. Besteht es aus mehreren Wörtern, erkennen "
            "Vorleseprogramme nicht, wo eines endet.",
            "Beginnen Sie jedes Wort darin groß, etwa „#TagDerOffenenTür“. Ist es ein einziges Wort, lassen Sie es so.",
        ),
        Words(
            "The hashtag “{value}” is written all in {how}. If it consists of several words, screen readers cannot "
            "tell where one ends.",
            "Begin each word with a capital, such as “#TagDerOffenenTür”. If it is a single word, leave it.",
        ),
    ),
    "cut-hashtag": Entry(
        Words(
            "Das Schlagwort „{value}“ endet vor dem Zeichen „{sign}“: Verlinkt wird nur „{left}“.",
            "Wählen Sie ein Schlagwort ohne Sonderzeichen, und schreiben Sie die geschlechtergerechte Form in den "
            "Text.",
        ),
        Words(
            "The hashtag “{value}” ends before the sign “{sign}”: only “{left}” becomes a link.",
            "Choose a hashtag without special signs, and write the gender-neutral form in the text.",
        ),
    ),
    "too-many-hashtags": Entry(
        Words(
            "Für {channels} gilt: {limit}. Dieser Beitrag hat {count}.",
            "Streichen Sie die weniger wichtigen, oder schreiben Sie unter „## {channel}“ einen eigenen Text mit "
            "weniger Schlagwörtern.",
            "Streichen Sie sie, oder schreiben Sie unter dieser Überschrift einen eigenen Text ohne Schlagwörter:\n"
            "{fixed}",
        ),
        Words(
            "For {channels} the rule is: {limit}. This post has {count}.",
            "Strike out the less important ones, or write a text of its own with fewer below “## {channel}”.",
            "Strike them out, or write a text of its own without any below this heading:\n{fixed}",
        ),
    ),
    "markdown-residue": Entry(
        Words(
            "„{value}“ geht so hinaus, wie es dasteht: Die Netzwerke zeigen die Zeichen mit an, statt den Text zu "
            "gestalten.",
            "Schreiben Sie den Inhalt in gewöhnlichen Sätzen oder Zeilen.",
            _WRITE,
        ),
        Words(
            "“{value}” goes out as it stands: networks show the signs instead of formatting the text.",
            "Write the content in ordinary sentences or lines.",
            _WRITE_EN,
        ),
    ),
    "markdown-table": Entry(
        Words(
            "Hier steht eine Tabelle (bis Zeile {last}). Kein Netzwerk zeigt Tabellen: Zu sehen sind nur die "
            "senkrechten Striche.",
            "Machen Sie aus jeder Zeile einen Satz oder einen Punkt einer Liste.",
            "Machen Sie aus jeder Zeile einen Punkt einer Liste; der erste lautet dann:\n{fixed}",
        ),
        Words(
            "Here is a table (down to line {last}). No network shows tables: only the bars are to be seen.",
            "Make of each row a sentence or one line of a list.",
            "Make of each row one line of a list; the first one reads:\n{fixed}",
        ),
    ),
    "html-residue": Entry(
        Words(
            "„{value}“ ist HTML. Die Netzwerke zeigen es so an, wie es dasteht.",
            "Streichen Sie es; Absätze machen Sie mit einer leeren Zeile.",
            _WRITE,
        ),
        Words(
            "“{value}” is HTML. Networks show it as it stands.",
            "Strike it out; an empty line makes a paragraph.",
            _WRITE_EN,
        ),
    ),
    "unfilled-blank": Entry(
        Words(
            "„{value}“ ist ein Platzhalter, der noch nicht ausgefüllt ist.",
            "Setzen Sie ein, was dort stehen soll. Ist der Beitrag noch nicht fertig, lassen Sie die Zeile "
            "„publish_at“ weg; dann bleibt er ein Entwurf.",
        ),
        Words(
            "“{value}” is a placeholder that is not yet filled in.",
            "Put in what belongs there. If the post is not finished, leave out the line “publish_at”; then it stays a "
            "draft.",
        ),
    ),
    "stray-spacing": Entry(
        Words(
            "{what}",
            "Streichen Sie, was zu viel ist.",
            _WRITE,
        ),
        Words(
            "{what}",
            "Strike out what is too much.",
            _WRITE_EN,
        ),
    ),
    "other-language": Entry(
        Words(
            "Dieser Text ist wohl {found}; für „{label}“ ist {meant} eingestellt. Vorleseprogramme sprechen ihn dann "
            "falsch aus.",
            "Schreiben Sie den Text in der Sprache des Kanals. Ist die andere Sprache gewollt, sagen Sie es im Kopf "
            "des Beitrags:\nlanguage: {code}",
        ),
        Words(
            "This text seems to be {found}; “{label}” is set to {meant}. Screen readers will mispronounce it.",
            "Write it in the channel's language. If the other one is meant, say so in the front matter:\n"
            "language: {code}",
        ),
    ),
    "long-sentence": Entry(
        Words(
            "Der Satz „{value} …“ hat {count} Wörter. Ab etwa {limit} verliert man beim Lesen leicht den Faden.",
            "Machen Sie zwei oder drei Sätze daraus: ein Gedanke, ein Satz.",
        ),
        Words(
            "The sentence “{value} …” has {count} words. Beyond some {limit}, readers lose the thread.",
            "Make two or three of it: one thought, one sentence.",
        ),
    ),
    "hard-to-read": Entry(
        Words(
            "Dieser Text liest sich schwer: Der Lesbarkeitsindex aus langen Sätzen und langen Wörtern ist {value}. Gut "
            "lesbar sind Texte bis etwa {limit}.",
            "Kürzen Sie die längsten Sätze, und lösen Sie lange Hauptwörter auf: „Wir bauen um“ statt "
            "„Umbaumaßnahmendurchführung“.",
        ),
        Words(
            "This text is hard to read: its index of long sentences and long words is {value}. Up to some {limit} a "
            "text reads well.",
            "Shorten the longest sentences, and turn long nouns into verbs.",
        ),
    ),
    "long-word": Entry(
        Words(
            "„{value}“ hat {length} Buchstaben. Solche Wörter liest kaum jemand in einem Zug.",
            "Nehmen Sie ein kürzeres Wort, lösen Sie es auf, oder setzen Sie einen Bindestrich an die richtige Stelle.",
        ),
        Words(
            "“{value}” has {length} letters. Hardly anybody reads such words at a glance.",
            "Take a shorter word, take it apart, or put a hyphen where it helps.",
        ),
    ),
    "officialese": Entry(
        Words(
            "„{value}“ klingt nach Akte.",
            "Einfacher geht es oft so: {plainer}. Das ist nur ein Vorschlag.",
        ),
        Words(
            "“{value}” sounds like a file.",
            "Often plainer in German: {plainer}. This is only a suggestion.",
        ),
    ),
    "long-title": Entry(
        Words(
            "Der Titel hat {length} Zeichen. In Vorschauen, Feeds und Suchmaschinen wird er abgeschnitten.",
            "Kürzen Sie ihn auf höchstens {limit} Zeichen; das Wichtigste zuerst.",
        ),
        Words(
            "The title has {length} characters. Previews, feeds and search engines will cut it.",
            "Shorten it to at most {limit} characters, the most important first.",
        ),
    ),
}

WORDING_VALUES: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    ("stray-spacing", "what"): {
        "de": {
            "spaces": "In dieser Zeile stehen mehrere Leerzeichen hintereinander.",
            "before": "In dieser Zeile steht ein Leerzeichen vor einem Satzzeichen.",
            "repeated": "In dieser Zeile steht ein Satzzeichen mehrmals hintereinander.",
            "low": "In dieser Zeile stehen zwei Kommas, wo ein Anführungszeichen gemeint ist.",
        },
        "en": {
            "spaces": "This line has several spaces in a row.",
            "before": "This line has a space before a punctuation mark.",
            "repeated": "This line has a punctuation mark several times in a row.",
            "low": "This line has two commas where a quotation mark is meant.",
        },
    },
    ("hashtag-case", "how"): {
        "de": {"small": "klein", "capitals": "groß"},
        "en": {"small": "small letters", "capitals": "capitals"},
    },
    ("too-many-hashtags", "limit"): {
        "de": {"0": "keine Schlagwörter", "1": "höchstens ein Schlagwort", **_up_to_30("höchstens {} Schlagwörter")},
        "en": {"0": "no hashtags", "1": "at most one hashtag", **_up_to_30("at most {} hashtags")},
    },
    ("other-language", "found"): {"de": {"de": "Deutsch", "en": "Englisch"}, "en": {"de": "German", "en": "English"}},
    ("other-language", "meant"): {"de": {"de": "Deutsch", "en": "Englisch"}, "en": {"de": "German", "en": "English"}},
    ("mixed-letters", "script"): {
        "de": {"CYRILLIC": "kyrillisch", "GREEK": "griechisch"},
        "en": {"CYRILLIC": "Cyrillic", "GREEK": "Greek"},
    },
}
