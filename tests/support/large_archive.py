"""A large archive from a seed: thousands of ordinary posts, and among them what strains a page: words without an end,
pictures in threads, texts in other scripts, corrections of corrections and withdrawals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bench.posts import Made, write_posts

LONG = (
    "Straßenentwässerungsinvestitionsbeschleunigungszuständigkeitsübertragungsverordnung",
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "#" + "Musterhafen" * 9,
    "https://www.musterhafen.example/" + "sehr-langer-pfad-ohne-jede-leerstelle-" * 5 + "?a=1&b=%C3%BC",
    "0123456789" * 14,
)
SCRIPTS = (
    "Türkçe: Belediye binası yarın kapalıdır. İyi günler dileriz.",
    "Українською: Завтра ратуша зачинена. Дякуємо за розуміння.",
    "العربية: دار البلدية مغلقة غدًا. نشكركم على تفهمكم.",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 " * 12,
)


@dataclass(frozen=True, slots=True)
class LargeArchive:
    """Paths of pages, each below ``archiv/``, of the posts that strain most; ``posts``: how many there are."""

    posts: int
    straining: tuple[str, ...]


def write_large_archive(office: Path, posts: int, seed: int = 7) -> LargeArchive:
    """``posts`` ordinary ones; every tenth is mended, every twentieth carries words without an end."""
    dice = Random(seed)  # noqa: S311 - the same seed has to make the same archive
    made = write_posts(office, posts, archive_every=1)
    mended = [_mend(office, post, number, dice) for number, post in enumerate(made) if number % 10 == 3]
    strained = [_strain(office, post, dice) for number, post in enumerate(made) if number % 20 == 5]
    chained = [_mend_again(office, path, number) for number, path in enumerate(mended) if number % 7 == 0]
    with_picture = [post.path for post in made if post.pictures]
    chosen = (*mended[:2], made[3].path, *strained[:5], *chained[:1], *with_picture[:2])
    total = posts + len(mended) + len(chained)
    return LargeArchive(total, tuple(map(_page_of, chosen)))


def _page_of(path: str) -> str:
    return f"{path.removeprefix('content/posts/').removesuffix('.md')}/index.html"


def _mend(office: Path, post: Made, number: int, dice: Random) -> str:
    """A correction or a withdrawal two hours later, in the same month as its folder says."""
    kind = "withdrawal" if number % 40 == 3 else "correction"
    line = next(line for line in post.front.splitlines() if line.startswith("publish_at: "))
    moment = datetime.strptime(line.removeprefix("publish_at: "), "%d.%m.%Y %H:%M") + timedelta(hours=2)
    stem = post.path.rpartition("/")[2].removesuffix(".md")
    return _write_mending(office, stem, kind, moment, dice.choice(LONG[:3]))


def _mend_again(office: Path, path: str, number: int) -> str:
    """The correction was wrong as well."""
    folder, _, name = path.rpartition("/")
    year, month = folder.split("/")[-2:]
    moment = datetime(int(year), int(month), 28, 20, number % 60)
    return _write_mending(office, name.removesuffix(".md"), "correction", moment, LONG[0])


def _write_mending(office: Path, stem: str, kind: str, moment: datetime, word: str) -> str:
    path = f"content/posts/{moment:%Y/%m}/b-{stem}.md"
    target = office / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f"""---
publish_at: {moment:%d.%m.%Y %H:%M}
channels: [website, mastodon]
topic: verkehr
kind: {kind}
corrects: {stem}
was_wrong: Genannt war die {word}; richtig ist eine andere.
since: {moment:%d.%m.%Y}
because: Zwei Vorlagen lagen auf demselben Stapel, und wir haben die falsche abgeschrieben.
archive: true
---
# Berichtigung zu {stem}

Wir haben uns vertan. Richtig steht es jetzt hier: https://www.musterhafen.example/richtig
""",
        encoding="utf-8",
    )
    return path


def _strain(office: Path, post: Made, dice: Random) -> str:
    """Words without an end in the title, in the text and in the picture's description."""
    target = office / post.path
    head, title, rest = target.read_text(encoding="utf-8").split("\n", 1)[1].partition("\n# ")
    words = dice.sample(LONG, 3)
    text = "\n\n".join([*words, dice.choice(SCRIPTS)])
    line, _, body = rest.partition("\n")
    body = body.replace("![", f"![{LONG[1]} ", 1)
    target.write_text(f"---\n{head}{title}{line}: {LONG[0]}\n\n{text}\n{body}", encoding="utf-8")
    return post.path
