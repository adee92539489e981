"""Words for what the networks take."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.texts.entry import Entry, Words

LIMITS: Mapping[str, Entry] = {
    "too-long": Entry(
        Words(
            "Der Text ist für {channels} um {over} {counted} zu lang: {length} von höchstens {limit} {unit}.",
            "Kürzen Sie ihn, teilen Sie ihn mit „## Teil 2“, oder schreiben Sie unter „## {channel}“ einen "
            "kürzeren eigenen Text für diesen Kanal.",
        ),
        Words(
            "The text is too long for {channels} by {over} {counted}: {length} of at most {limit} {unit}.",
            "Shorten it, divide it with “## Teil 2”, or write a shorter text of its own for this channel below “## "
            "{channel}”.",
        ),
    ),
    "too-many-pictures": Entry(
        Words(
            "Auf „{label}“ passen höchstens {limit} Bilder in einen Teil; hier sind es {count}.",
            "Verteilen Sie die Bilder auf mehrere Teile, oder schreiben Sie unter „## {channel}“ eine Fassung mit "
            "weniger Bildern.",
        ),
        Words(
            "“{label}” takes at most {limit} pictures a part; here are {count}.",
            "Spread them over several parts, or write a version with fewer pictures below “## {channel}”.",
        ),
    ),
    "alt-text-too-long": Entry(
        Words(
            "Die Beschreibung des Bildes „{file}“ ist für „{label}“ zu lang: {length} von höchstens {limit} Zeichen.",
            "Beschreiben Sie das Wichtigste kürzer. Ausführliches gehört in den Text.",
        ),
        Words(
            "The description of the picture “{file}” is too long for “{label}”: {length} of at most {limit} "
            "characters.",
            "Describe what matters more briefly. Details belong in the text.",
        ),
    ),
}
