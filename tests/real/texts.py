"""The posts that are published: those that real people wrote, where they are at hand, and made-up ones of all kinds."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from support.pictures import gradient, saved

REAL = Path(os.environ.get("AMTSFUNK_GALAXY_SOCIAL") or Path(__file__).parents[3] / "shared/data/galaxy-social")
PICTURES = {f"bild-{number}.png": saved(gradient(20 + number, 30), "PNG") for number in range(5)}
_LONGEST = 280
_PICTURE_LINE = re.compile(r"^!\[.*$", re.MULTILINE)
_MARKS = re.compile(r"^(#{1,2} |!\[|-{3,}$|\\)", re.MULTILINE)
_HEAD = """\
---
publish_at: {due}
channels: [{channels}]
topic: rathaus-service
latest: 3 d
{more}---
# {title}

"""
_WORDS = """
Abfall Ahorn Amt Antrag Apotheke Archiv Aue Bahnhof Baustelle Beirat Bescheid Bibliothek Boot Brücke Brunnen
Bus Bürgeramt Dach Damm Deich Denkmal Dorf Düne Ehrenamt Eiche Eis Fähre Ferien Feuerwehr Fest Flut Forst
Freibad Friedhof Fund Garten Gasse Gebühr Gehweg Gericht Gleis Grünfläche Hafen Halle Haushalt Hecke Heide
Herbst Hof Insel Jugend Kabel Kai Kanal Kante Karte Keller Kinder Kirche Klinik Knoten Kreuzung Küste Laden
Lampe Land Laub Leitung Linde Lotse Markt Mauer Meldung Messe Moor Mühle Museum Nacht Nebel Netz Norden
Orgel Osten Park Pegel Pfad Platz Pumpe Quelle Radweg Rampe Rathaus Regen Ring Rohr Ruhe Sand Satzung Schiff
Schleuse Schnee Schule See Siel Sommer Sperrung Spiel Sport Stadion Steg Straße Strom Sturm Süden Tafel
Teich Termin Tor Treppe Turm Ufer Umleitung Verein Viertel Vogel Wache Wahl Wald Wasser Weg Weide Werft
Westen Wiese Wind Winter Zaun Zebrastreifen
""".split()  # noqa: SIM905 - a list of as many strings reads worse


@dataclass(frozen=True)
class Wanted:
    """A post to be published. ``parts``: its texts; ``pictures``: how many, a part; ``more``: further lines of front
    matter; ``channels``: None: all."""

    name: str
    parts: tuple[str, ...]
    pictures: tuple[int, ...]
    more: str = ""
    channels: tuple[str, ...] | None = None

    def file(self, due: str, channels: Sequence[str]) -> str:
        named = ", ".join(self.channels or channels)
        head = _HEAD.format(due=due, channels=named, more=self.more, title=f"Probe {self.name}")
        bodies = []
        shown = list(PICTURES)
        for number, (text, pictures) in enumerate(zip(self.parts, self.pictures, strict=True), 1):
            lines = "".join(
                f'\n![Probebild {number}-{place} vor grauem Grund]({shown[(number + place) % 5]} "Foto: Stadt")\n'
                for place in range(pictures)
            )
            mark = f"## Teil {number}\n" if number > 1 else ""
            bodies.append(f"{mark}{_escaped(text)}\n{lines}")
        return head + "\n".join(bodies)


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda found: "\\" + found[0], text)


def real_posts() -> list[Wanted]:
    """Every post below ``REAL``, its words unchanged; long ones as a thread. None where the folder is absent."""
    if not REAL.is_dir():
        return []
    found = []
    for number, file in enumerate(sorted(REAL.rglob("*.md"))):
        body = file.read_text(encoding="utf-8").split("\n---", 1)[-1]
        text = _plain(body)
        if text:
            # Some are there twice, word for word; the number at the end tells them apart, and only there.
            parts = tuple(_split(f"{text}\n({number})"))
            first = (1,) if number % 3 == 0 else (0,)
            found.append(Wanted(f"echt-{number}", parts, (*first, *[0] * (len(parts) - 1))))
    return found


def _plain(body: str) -> str:
    """The text as an editor would paste it: no picture lines, no comments, no blank edges."""
    text = re.sub(r"<!--.*?-->", "", _PICTURE_LINE.sub("", body), flags=re.DOTALL)
    text = "\n".join(line.rstrip() for line in text.replace("\t", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _split(text: str) -> Iterator[str]:
    """Parts of at most 280 characters as people count them, cut between words."""
    part = ""
    for word in re.split(r"(\s+)", text):
        if len(regex.findall(r"\X", part + word)) > _LONGEST and part.strip():
            yield part.strip()
            part = ""
        part += word if part or word.strip() else ""
    if part.strip():
        yield part.strip()


def made_posts(number: int) -> Iterator[Wanted]:
    """Single posts, threads, pictures, links, cards, hashtags, many scripts and signs; each text once."""
    for index in range(number):
        name = f"gemacht-{index}"
        address = f"https://www.netzwerke.example/n/{index}"
        text = f"Nr. {index}: {_said(index)} – Bürger*innen 🚨, 5 € & <mehr>: {address} #{_said(index, 1)}"
        match index % 5:
            case 0:
                yield Wanted(name, (text,), (0,))
            case 1:
                yield Wanted(name, (text,), (index % 4 + 1,))
            case 2:
                rest = f"{_said(-index)} ({index}).", f"{index}, zuletzt: {_said(index + 7000)} 👩‍🚒"
                yield Wanted(name, (text, *rest), (0, 1, 0))
            case 3:
                yield Wanted(name, (text,), (0,), f"link: https://www.netzwerke.example/karte/{index}\n")
            case _:
                lines = f"{_said(index)} ({index})\n\n{_said(-index)}: 11:00–12:30 Uhr, 日本語, Ⅷ, ½"
                yield Wanted(name, (lines,), (0,))


def mending_posts(number: int, edits: bool, channels: Sequence[str]) -> Iterator[Wanted]:
    """What is done to the first ``number`` made posts when all are out: each fourth is answered with a correction, each
    fourth is edited where the network can, each fourth is withdrawn, and the rest stay."""
    for index in range(number):
        original, kind = f"gemacht-{index}", index % 4
        head = f"corrects: {original}\nwas_wrong: Die Uhrzeit.\nsince: 2026-11-01\nbecause: Ein Tippfehler.\n"
        correction = f"kind: correction\n{head}"
        text = f"Berichtigung {index}: {_said(index + 9000)}."
        if kind == 0:
            yield Wanted(f"berichtigt-{index}", (text,), (0,), correction)
        elif kind == 1 and edits and index % 5 != 2:
            options = "".join(f"  {channel}:\n    mend: edit\n" for channel in channels)
            pictures = index % 4 + 1 if index % 5 == 1 else 0
            yield Wanted(f"geaendert-{index}", (text,), (pictures,), f"{correction}channel_options:\n{options}")
        elif kind == 2:
            text = f"Zurückgezogen {index}."
            yield Wanted(f"zurueckgezogen-{index}", (text,), (0,), f"kind: withdrawal\n{head}")


def _said(seed: int, words: int = 12) -> str:
    """A sentence of its own: texts that share most of their words cannot be told apart by every server."""
    return " ".join(random.Random(seed).sample(_WORDS, words))  # noqa: S311 - replayable, nothing secret
