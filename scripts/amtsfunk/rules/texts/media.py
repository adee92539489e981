"""Words for pictures and videos: the files themselves, and what the networks make of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from amtsfunk.rules.texts.entry import Entry, Lang, Words
from amtsfunk.rules.texts.picture_lines import LINE_WORDS, PICTURE_LINES

_CLEAN = (
    "Entfernen Sie sie auf der Seite „Bild vorbereiten“ der internen Website oder mit „amtsfunk media add“, und "
    "ersetzen "
    "Sie das Bild. "
)
_CLEAN_EN = (
    "Remove it on the page “Bild vorbereiten” of the internal site or with “amtsfunk media add”, and replace the "
    "picture. "
)
_CALL = (
    "Ist das Bild schon hochgeladen, bleibt die alte Fassung trotzdem in der Geschichte des Repositorys stehen: "
    "Rufen Sie dann gleich die Betreuung an ({who})."
)
_CALL_EN = (
    "If the picture was uploaded already, the old version still stands in the repository's history: then call whoever "
    "runs it at once ({who})."
)
_PREPARE = (
    "Bereiten Sie das Bild auf der Seite „Bild vorbereiten“ der internen Website oder mit „amtsfunk media add“ vor."
)
_PREPARE_EN = "Prepare it on the page “Bild vorbereiten” of the internal site or with “amtsfunk media add”."

_FILES: Mapping[str, Entry] = {
    "media-type": Entry(
        Words(
            "„{name}“ ist {kind}. Die Netzwerke nehmen JPEG, PNG, GIF und WebP, Videos als MP4, WebM oder MOV.",
            "Speichern Sie das Bild als JPEG (Fotos) oder PNG (Zeichnungen, Logos) neu. TIFF, BMP und HEIC wandelt "
            "meist "
            "schon das Bildprogramm um: „Exportieren als JPEG“.",
        ),
        Words(
            "“{name}” is {kind}. Networks take JPEG, PNG, GIF and WebP, and videos as MP4, WebM or MOV.",
            "Save the picture anew as JPEG (photos) or PNG (drawings, logos). Most programs do that with “Export as "
            "JPEG”.",
        ),
    ),
    "media-ending": Entry(
        Words(
            "„{name}“ ist in Wahrheit {kind}; die Endung „.{ending}“ stimmt nicht.",
            "Benennen Sie die Datei um, auch in der Bildzeile:\n{fixed}",
        ),
        Words(
            "“{name}” really is {kind}; the ending “.{ending}” is wrong.",
            "Rename the file, also on the picture line:\n{fixed}",
        ),
    ),
    "media-broken": Entry(
        Words(
            "Die Datei „{name}“ ist unvollständig oder beschädigt. Vermutlich brach das Hochladen ab.",
            "Laden Sie sie noch einmal hoch. Hilft das nicht, speichern Sie das Bild in einem Bildprogramm neu.",
        ),
        Words(
            "The file “{name}” is incomplete or damaged. The upload was probably cut short.",
            "Upload it again. If that does not help, save the picture anew in a picture program.",
        ),
    ),
    "media-too-large": Entry(
        Words(
            "„{name}“ ist {size} kB groß; erlaubt sind {limit} kB (2 MB). Das Repository behält jede Datei für immer.",
            _PREPARE + " Ein Video kürzen Sie oder speichern es kleiner.",
        ),
        Words(
            "“{name}” has {size} kB; {limit} kB (2 MB) are allowed. The repository keeps every file for good.",
            _PREPARE_EN + " Cut a video, or save it smaller.",
        ),
    ),
    "media-too-many-pixels": Entry(
        Words("„{name}“ hat {width} × {height} Bildpunkte. So viele zeigt kein Netzwerk.", _PREPARE),
        Words("“{name}” has {width} × {height} pixels, more than any network shows.", _PREPARE_EN),
    ),
    "media-too-small": Entry(
        Words(
            "„{name}“ hat nur {width} × {height} Bildpunkte und wirkt in den Netzwerken unscharf.",
            "Nehmen Sie eine größere Fassung: Die längere Seite sollte mindestens {least} Bildpunkte haben, besser "
            "1.600.",
        ),
        Words(
            "“{name}” has only {width} × {height} pixels and will look blurred.",
            "Use a larger version: the longer side should have at least {least} pixels, better 1,600.",
        ),
    ),
    "media-flicker": Entry(
        Words(
            "„{name}“ wechselt öfter als sechs Mal in der Sekunde das Bild. Blitzt es dabei hell und dunkel, kann das "
            "Anfälle auslösen.",
            "Sehen Sie es sich an. Blitzt oder flackert es, nehmen Sie ein ruhigeres Bild.",
        ),
        Words(
            "“{name}” changes its picture more than six times a second. Flashes of light and dark can cause seizures.",
            "Look at it. If it flashes or flickers, take a calmer picture.",
        ),
    ),
    "media-location": Entry(
        Words("In „{name}“ steht, wo das Bild aufgenommen wurde (GPS-Daten).", _CLEAN + _CALL),
        Words("“{name}” says where it was taken (GPS data).", _CLEAN_EN + _CALL_EN),
    ),
    "media-personal-data": Entry(
        Words("In „{name}“ stehen Angaben, die niemand sieht: {found}.", _CLEAN + _CALL),
        Words("“{name}” holds details that nobody sees: {found}.", _CLEAN_EN + _CALL_EN),
    ),
    "media-hidden-notes": Entry(
        Words(
            "In „{name}“ steckt etwas, das niemand sieht: {found}.",
            "Soll es nicht hinaus, entfernen Sie es: auf der Seite „Bild vorbereiten“ der internen Website oder mit "
            "„amtsfunk media add“.",
        ),
        Words("“{name}” holds something that nobody sees: {found}.", "If it is not to go out: " + _CLEAN_EN.strip()),
    ),
    "video-captions": Entry(
        Words(
            "Dem Video „{name}“ fehlen Untertitel: {state}.",
            "Legen Sie eine WebVTT-Datei neben das Video (Ihr Schnittprogramm oder die Videoplattform exportiert sie), "
            "und schreiben Sie in die Datei „{name}.yml“:\ncaptions: {captions}",
        ),
        Words(
            "The video “{name}” has no captions: {state}.",
            "Put a WebVTT file beside the video (editing programs export it), and write into the file "
            "“{name}.yml”:\ncaptions: {captions}",
        ),
    ),
    "video-transcript": Entry(
        Words(
            "Zum Video „{name}“ fehlt der Wortlaut. Wer es nicht sehen oder hören kann, erfährt sonst nicht, was darin "
            "ist.",
            "Schreiben Sie in die Datei „{name}.yml“, was gesagt wird und was zu sehen ist:\ntranscript: Was gesagt "
            "wird "
            "und zu sehen ist",
        ),
        Words(
            "The video “{name}” has no transcript. Whoever cannot see or hear it would not learn what it holds.",
            "Write into the file “{name}.yml” what is said and seen:\ntranscript: What is said and seen",
        ),
    ),
    "unused-picture": Entry(
        Words(
            "Kein Beitrag zeigt das Bild „{name}“.",
            "Gehört es zu einem Beitrag, der noch kommt, ist alles gut. Sonst löschen Sie es.",
        ),
        Words(
            "No post shows the picture “{name}”.",
            "If its post is still to come, all is well. Otherwise delete it.",
        ),
    ),
}

_NETWORKS: Mapping[str, Entry] = {
    "picture-type": Entry(
        Words(
            "„{label}“ nimmt „{file}“ nicht: Es ist {kind}, erlaubt ist dort {taken}.",
            "Speichern Sie das Bild um: auf der Seite „Bild vorbereiten“ der internen Website oder im Bildprogramm.",
        ),
        Words(
            "“{label}” does not take “{file}”: it is {kind}; allowed there: {taken}.",
            "Convert it on the page “Bild vorbereiten” of the internal site or in a picture program.",
        ),
    ),
    "picture-too-large": Entry(
        Words("„{file}“ ist {size} kB groß; „{label}“ nimmt höchstens {limit} kB.", _PREPARE),
        Words("“{file}” has {size} kB; “{label}” takes at most {limit} kB.", _PREPARE_EN),
    ),
    "picture-stands-still": Entry(
        Words(
            "„{file}“ bewegt sich, aber auf „{label}“ ist nur das erste Einzelbild zu sehen.",
            "Prüfen Sie, ob das erste Bild allein genügt. Sonst schreiben Sie unter „## {channel}“ eine Fassung mit "
            "einem "
            "stehenden Bild.",
        ),
        Words(
            "“{file}” moves, but “{label}” shows its first frame only.",
            "See whether the first frame is enough. Otherwise write a version with a still picture below “## "
            "{channel}”.",
        ),
    ),
    "video-by-itself": Entry(
        Words(
            "Das Video „{file}“ kann auf „{label}“ nicht von selbst hinausgehen. Videos gehen nur auf Kanälen, die "
            "eine "
            "Person von Hand bedient.",
            "Schreiben Sie unter „## {channel}“ eine Fassung ohne das Video, am besten mit einem Bild und einem Link.",
        ),
        Words(
            "The video “{file}” cannot go out on “{label}” by itself. Videos go only where a person posts by hand.",
            "Write a version without it below “## {channel}”, best with a picture and a link.",
        ),
    ),
}

MEDIA: Mapping[str, Entry] = {**_FILES, **PICTURE_LINES, **_NETWORKS}

_KINDS: Mapping[Lang, Mapping[str, str]] = {
    "de": {
        "": "keine Bild- oder Videodatei, die wir kennen",
        "image/png": "ein PNG-Bild",
        "image/jpeg": "ein JPEG-Bild",
        "image/gif": "ein GIF-Bild",
        "image/webp": "ein WebP-Bild",
        "image/svg+xml": "eine SVG-Zeichnung",
        "image/heic": "ein HEIC-Bild vom Telefon",
        "image/avif": "ein AVIF-Bild",
        "image/tiff": "ein TIFF-Bild",
        "image/bmp": "ein BMP-Bild",
        "image/vnd.adobe.photoshop": "eine Photoshop-Datei",
        "application/pdf": "ein PDF-Dokument",
        "text/vtt": "eine Untertitel-Datei",
        "video/mp4": "ein MP4-Video",
        "video/webm": "ein WebM-Video",
        "video/quicktime": "ein MOV-Video",
        "video/x-msvideo": "ein AVI-Video",
    },
    "en": {
        "": "no picture or video of a kind that we know",
        "image/png": "a PNG picture",
        "image/jpeg": "a JPEG picture",
        "image/gif": "a GIF picture",
        "image/webp": "a WebP picture",
        "image/svg+xml": "an SVG drawing",
        "image/heic": "a HEIC picture from a telephone",
        "image/avif": "an AVIF picture",
        "image/tiff": "a TIFF picture",
        "image/bmp": "a BMP picture",
        "image/vnd.adobe.photoshop": "a Photoshop file",
        "application/pdf": "a PDF document",
        "text/vtt": "a captions file",
        "video/mp4": "an MP4 video",
        "video/webm": "a WebM video",
        "video/quicktime": "a MOV video",
        "video/x-msvideo": "an AVI video",
    },
}
_FOUND: Mapping[Lang, Mapping[str, str]] = {
    "de": {
        "owner": "der Name der Person, der die Kamera gehört",
        "serial": "die Seriennummer von Kamera oder Objektiv",
        "contact": "Adresse, Telefon oder E-Mail der Person, die es gemacht hat",
        "faces": "Namen oder Umrisse der abgebildeten Personen",
        "thumbnail": "ein kleines Vorschaubild, das auch Weggeschnittenes zeigen kann",
        "notes": "Notizen oder Angaben des Geräts",
    },
    "en": {
        "owner": "the name of the person who owns the camera",
        "serial": "the serial number of camera or lens",
        "contact": "address, telephone or e-mail of whoever made it",
        "faces": "names or outlines of the persons in it",
        "thumbnail": "a small preview, which may show what was cut away",
        "notes": "notes, or what the device wrote for itself",
    },
}


def _together(words: Mapping[str, str]) -> dict[str, str]:
    """Words for several of them at once, in their order, with a plus sign between."""
    several = (some for number in range(1, len(words) + 1) for some in combinations(sorted(words), number))
    return {"+".join(some): "; ".join(words[one] for one in some) for some in several}


MEDIA_WORDS: Mapping[tuple[str, str], Mapping[Lang, Mapping[str, str]]] = {
    **LINE_WORDS,
    ("media-type", "kind"): _KINDS,
    ("media-ending", "kind"): _KINDS,
    ("media-personal-data", "found"): {"de": _together(_FOUND["de"]), "en": _together(_FOUND["en"])},
    ("media-hidden-notes", "found"): {"de": _together(_FOUND["de"]), "en": _together(_FOUND["en"])},
    ("missing-picture", "known"): {
        "de": {"": "nichts"},
        "en": {"": "nothing"},
    },
    ("missing-picture", "what"): {
        "de": {"picture": "Das Bild", "video": "Das Video"},
        "en": {"picture": "The picture", "video": "The video"},
    },
    ("missing-picture", "hint"): {
        "de": {
            "video": " Videos gehen nur von Hand hinaus und brauchen Untertitel und eine Textfassung.",
            "picture": "",
        },
        "en": {"video": " Videos go out by hand only and need captions and a transcript.", "picture": ""},
    },
    ("video-captions", "state"): {
        "de": {
            "unnamed": "Es ist keine Untertitel-Datei genannt",
            "missing": "Die genannte Datei gibt es im selben Ordner nicht",
            "unreadable": "Die genannte Datei ist keine WebVTT-Datei oder leer",
        },
        "en": {
            "unnamed": "no captions file is named",
            "missing": "the file that is named does not lie in the same folder",
            "unreadable": "the file that is named is no WebVTT file, or empty",
        },
    },
}
