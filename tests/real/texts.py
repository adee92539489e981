"""The posts that are published: those that real people wrote, where they are at hand, and made-up ones of all kinds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

REAL = Path(os.environ.get("AMTSFUNK_GALAXY_SOCIAL") or Path(__file__).parents[3] / "shared/data/galaxy-social")
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


@dataclass(frozen=True)
class Wanted:
    """A post to be published. ``parts``: its texts as they must arrive, in order; ``pictures``: a part."""

    name: str
    parts: tuple[str, ...]
    pictures: tuple[int, ...]
    link: str | None = None

    def file(self, due: str, channels: str, picture: str) -> str:
        more = f"link: {self.link}\n" if self.link else ""
        head = _HEAD.format(due=due, channels=channels, more=more, title=f"Probe {self.name}")
        bodies = []
        for number, (text, pictures) in enumerate(zip(self.parts, self.pictures, strict=True), 1):
            lines = "".join(
                f'\n![Probebild {number}-{place} vor grauem Grund]({picture} "Foto: Stadt")\n'
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
            parts = tuple(_split(f"{text}\n({number})"))
            found.append(
                Wanted(f"echt-{number}", parts, (1, *[0] * (len(parts) - 1)) if number % 3 == 0 else (0,) * len(parts))
            )
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
    """Single posts, threads, pictures, links, hashtags, many scripts and signs; each text once."""
    for index in range(number):
        address = f"https://www.beispielau.example/n/{index}"
        text = f"Nr. {index}: Bürger*innen – „Sirenen“ 🚨 am Deich, 5 € & <mehr>: {address} #Warntag"
        match index % 5:
            case 0:
                yield Wanted(f"gemacht-{index}", (text,), (0,))
            case 1:
                yield Wanted(f"gemacht-{index}", (text,), (index % 4 + 1,))
            case 2:
                yield Wanted(f"gemacht-{index}", (text, f"Zweitens ({index}).", f"Drittens ({index}). 👩‍🚒"), (0, 1, 0))
            case 3:
                yield Wanted(f"gemacht-{index}", (text,), (0,), f"https://www.beispielau.example/karte/{index}")
            case _:
                yield Wanted(
                    f"gemacht-{index}", (f"Zeile eins ({index})\n\nZeile drei: 11:00–12:30 Uhr, 日本語, Ⅷ, ½",), (0,)
                )
