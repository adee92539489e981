"""A repository full of realistic posts: the size, the keys and the characters that a town's press office writes.

The same number always makes the same posts. Every text is made up here; the plans are the example authority's own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from PIL import Image

REPOSITORY = Path(__file__).parents[2]
PLANS = ("plans", "netiquette", "guidelines", "mkdocs.yml", "site")
LAST_DAY = date(2026, 11, 30)
A_DAY = 3
A_FULL_DAY = 14
"""So many posts a day make a year of five thousand."""

TOPICS = [
    "bevoelkerungsschutz",
    "kueste-und-klima",
    "verkehr",
    "bauen-und-wohnen",
    "hafen-und-wirtschaft",
    "kultur-und-stadtleben",
    "bildung-und-familie",
    "soziales-und-teilhabe",
    "rathaus-service",
    "rat-und-haushalt",
]
PLACES = [
    "am Alten Hafen",
    "im Bürgerbüro",
    "an der Grundschule Süderstraße",
    "in der Stadtbücherei",
    "am Mühlenweg",
    "im Hallenbad",
    "auf dem Wochenmarkt",
    "am Deich bei Höhe Siel",
    "im Kulturspeicher",
    "an der Klappbrücke",
    "im Stadtpark",
    "am Busbahnhof",
]
THINGS = [
    "Bauarbeiten",
    "Öffnungszeiten",
    "Anmeldungen",
    "Fördergelder",
    "Führungen",
    "Sperrungen",
    "Sprechstunden",
    "Radwege",
    "Grünflächen",
    "Kita-Plätze",
    "Straßenlaternen",
    "Spielgeräte",
    "Wahlunterlagen",
    "Ausbildungsplätze",
    "Deichschauen",
    "Müllabfuhrtermine",
]
SENTENCES = (
    "Ab {day} ändern sich {place} die Abläufe: {thing} werden früher angekündigt als bisher.",
    "Wir haben {number} Rückmeldungen ausgewertet und danke gesagt; nun wird gebaut.",
    "Bitte planen Sie etwas mehr Zeit ein, denn {place} ist die Zufahrt nur einspurig möglich.",
    "Bürger*innen erreichen uns dazu werktags von 9 bis 17 Uhr, auch telefonisch und per E-Mail.",
    "Die Kosten liegen bei rund {number}.000 Euro; das Land übernimmt davon die Hälfte.",
    "Wer nicht gut zu Fuß ist: Der Zugang {place} ist stufenlos, ein Aufzug steht bereit.",
    "Treffpunkt ist {day} um {hour}:30 Uhr {place}, die Teilnahme ist kostenlos.",
    "„Uns war wichtig, dass niemand lange suchen muss“, heißt es aus dem zuständigen Fachdienst.",
    "Für Kinder gibt es {place} ein eigenes Programm – bei Regen drinnen, bei Sonne draußen.",
    "Neu ist außerdem: {thing} lassen sich jetzt auch ohne Termin klären.",
    "Der Rat hat darüber am {day} beraten; die Niederschrift ist öffentlich.",
    "Übrigens: Auf 100 Anfragen kamen zuletzt {number} zum selben Thema, deshalb diese Übersicht.",
    "Für die Dauer der Arbeiten fährt der Bus eine Umleitung über die Süderstraße.",
    "Fragen und Antworten in Leichter Sprache stehen auf unserer Website.",
    "Die Feuerwehr bittet: Halten Sie Zufahrten frei, auch wenn Sie nur kurz stehen.",
    "Ende {number}. Kalenderwoche ziehen wir Bilanz und berichten hier.",
)
ENDINGS = ("", "", "", " 🌊", " ⚓", " 🚧", " 👩‍🚒", " ☀️", " 🇪🇺")
TAGS = ("#Musterhafen", "#Rathaus", "#Küste", "#Baustelle", "#Ehrenamt", "#Kita", "#Bücherei", "#Verkehr")
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


@dataclass(frozen=True, slots=True)
class Made:
    """One generated post: its path in the repository, its bytes, its front matter alone, its pictures' paths."""

    path: str
    text: str
    front: str
    pictures: tuple[str, ...]


def make_posts(number: int, archive_every: int = 2, a_day: int = A_DAY) -> Iterator[Made]:
    """``number`` posts, so many a day, the newest on the last day before the example's own time; every so many of them
    is closed as archive, because a rule may ask less of those."""
    for index in range(number):
        day = LAST_DAY - timedelta(days=index // a_day)
        moment = datetime(day.year, day.month, day.day, 9 + 9 * (index % a_day) // a_day, 5 * (index % 11))
        yield _make(index, moment, archive=index % archive_every == 0)


def copy_plans(folder: Path) -> None:
    """The example authority without its posts, and without the weekly plans that name them."""
    for name in PLANS:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("weeks"))
        elif source.is_file():
            (folder / name).write_bytes(source.read_bytes())


def write_posts(folder: Path, number: int, archive_every: int = 2, a_day: int = A_DAY) -> list[Made]:
    """Write ``number`` posts with their pictures below a folder. Returns the posts."""
    images = _images(folder)
    posts = list(make_posts(number, archive_every, a_day))
    for index, post in enumerate(posts):
        target = folder / post.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(post.text, encoding="utf-8")
        for name in post.pictures:
            picture = folder / name
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(images[index % len(images)])
    return posts


def _make(index: int, moment: datetime, *, archive: bool) -> Made:
    dice = Random(index)
    thing, place = dice.choice(THINGS), dice.choice(PLACES)
    slug = f"{thing.lower().translate(_ASCII)}-{index:05d}"
    month = f"{moment:%Y/%m}"
    channels = _channels(dice)
    front = _front(dice, moment, channels, index) + ("archive: true\n" if archive else "language: de\n")
    title = f"{thing} {place}: Was sich ab dem {moment.day}. {MONTHS[moment.month - 1]} ändert"
    address = f"https://www.musterhafen.example/{slug}"
    pictures = (f"{slug}.jpg",) if dice.random() < 0.15 else ()
    body = "\n\n".join(_parts(dice, moment, channels, address, pictures))
    text = f"---\n{front}---\n# {title}\n\n{body}\n"
    return Made(f"content/posts/{month}/{slug}.md", text, front, tuple(f"content/media/{month}/{p}" for p in pictures))


_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _channels(dice: Random) -> tuple[str, ...]:
    chosen = ["website"]
    chosen += [name for name, share in (("mastodon", 0.7), ("linkedin", 0.3), ("x", 0.4)) if dice.random() < share]
    return tuple(chosen)


def _front(dice: Random, moment: datetime, channels: tuple[str, ...], index: int) -> str:
    kind = dice.choice(("service", "service", "news", "dialogue"))
    lines = [
        f"publish_at: {moment:%d.%m.%Y %H:%M}",
        f"channels: [{', '.join(channels)}]",
        f"topic: {dice.choice(TOPICS)}",
        f"kind: {kind}",
        f"audiences: [{', '.join(dice.sample(('public', 'media', 'experts'), 2))}]",
        f"occasion: Beschluss vom {moment.day}. {MONTHS[moment.month - 1]} {moment.year}",
        f"file_number: 13-40/{moment.year}-{index:05d}",
    ]
    if dice.random() < 0.3:
        lines.append(f"link: https://www.musterhafen.example/thema/{index}")
    if dice.random() < 0.2:
        lines.append("timely: true")
    return "\n".join(lines) + "\n"


def _parts(
    dice: Random, moment: datetime, channels: tuple[str, ...], address: str, pictures: tuple[str, ...]
) -> Iterator[str]:
    """The common text (one long text, or a thread where a short network takes it as it is), then channel texts."""
    shown = [f'![{dice.choice(THINGS)} {dice.choice(PLACES)}, von der Seite gesehen]({name} "Foto: Stadt Musterhafen")'
             for name in pictures]  # fmt: skip
    tags = " ".join(dice.sample(TAGS, 2))
    thread = "mastodon" in channels and dice.random() < 0.3
    if thread:
        yield "\n\n".join([_prose(dice, moment, 330), f"{address} {tags}", *shown])
        for number in range(2, dice.randint(3, 5)):
            yield f"## Teil {number}\n{_prose(dice, moment, 420)}"
    else:
        long = [_prose(dice, moment, dice.randint(150, 420)) for _ in range(dice.randint(2, 3))]
        yield "\n\n".join([*long, f"Mehr dazu: {address} {tags}", *shown])
    if "mastodon" in channels and not thread:
        yield "\n\n".join(["## Mastodon", _prose(dice, moment, 330), f"{address} {tags}", *shown])
    if "x" in channels:
        yield "\n\n".join(["## X", _prose(dice, moment, 190), address, *shown])


def _prose(dice: Random, moment: datetime, room: int) -> str:
    """Whole sentences up to ``room`` characters, at least one."""
    text = _sentence(dice, moment)
    while True:
        longer = f"{text} {_sentence(dice, moment)}"
        if len(longer) > room - 8:
            return text + dice.choice(ENDINGS)
        text = longer


def _sentence(dice: Random, moment: datetime) -> str:
    day = moment + timedelta(days=dice.randint(1, 40))
    return dice.choice(SENTENCES).format(
        day=f"{day.day}. {MONTHS[day.month - 1]}",
        place=dice.choice(PLACES),
        thing=dice.choice(THINGS),
        number=dice.randint(3, 98),
        hour=dice.randint(9, 18),
    )


def _images(folder: Path) -> list[bytes]:
    """Eight different pictures of about 30 kB, as a town's web editors would prepare them."""
    made = []
    scratch = folder / "scratch.jpg"
    for number in range(8):
        noise = Image.frombytes("L", (160, 100), Random(number).randbytes(16_000)).resize((960, 600))
        noise.convert("RGB").save(scratch, quality=55)
        made.append(scratch.read_bytes())
    scratch.unlink()
    return made
