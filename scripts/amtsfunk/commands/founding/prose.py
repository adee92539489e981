"""The words of netiquette, guidelines and rules, made the authority's own.

Names, addresses and numbers of the authority before are replaced wherever they stand. What kind of body it is („die
Stadt“) becomes the new one's where that is grammar and no guess; other words of a place (a council, a dike) are left,
and told, because only a person can say them differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from amtsfunk.commands.founding.questions import House
from amtsfunk.model.authority import Authority

_FEMININE = ("Landeshauptstadt", "Hansestadt", "Universitätsstadt", "Kreisstadt", "Samtgemeinde", "Verbandsgemeinde",
             "Gemeinde", "Stadt", "Region", "Behörde", "Hochschule", "Universität", "Kammer")  # fmt: skip
_ANY_BODY = "Behörde"
_AGREED = re.compile(r"^agreed_with:\n(?:[ \t]+\S.*\n)+", re.MULTILINE)
_CHECKED = re.compile(r"^checked_(?:on|by):.*\n", re.MULTILINE)
_REPLY = re.compile(r"^    reply: .*\n", re.MULTILINE)
_COMMENTS = re.compile(r"\A(?:#.*\n)+")
_LAW_COMMENTS = """\
# {name}: Welche Stellen zuständig sind und welche Pflichten gelten. Die rechtlichen Seiten nehmen
# beides von hier. Das ist keine Rechtsberatung.
#
# as_of ist der Stand, den die Quelle selbst nennt; nennt sie keinen, der Tag des Nachschlagens. Gesetze ändern sich.
# Hat das Rechtsamt jeden Eintrag geprüft, trägt es hier ein: checked_on (Tag) und checked_by (Funktion, kein Name). Bis
# dahin warnt das Programm, und das soll es auch.
"""
_OF_A_PLACE = re.compile(
    r"\b(?:Rat|Rats|Rates|Ratsmitglied\w*|Rathaus\w*|Bürgermeister\w*|Stadt\w+|Landkreis\w*|Deich\w*|Sturmflut\w*|"
    r"Küste\w*|Hafen\w*|Fischmarkt\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that a person should read: ``lines`` from 1."""

    path: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Wording:
    """``before``: whose words they are now."""

    before: Authority
    house: House
    today: date

    def adapted(self, path: str, text: str) -> str:
        """One file with the new authority's words."""
        if path.startswith("site/law/"):
            return self._law(text)
        if path.startswith("netiquette/"):
            text = _REPLY.sub("", text)  # the replies themselves go: nobody of this house agreed to them (R19)
        text = self._dated(path, text) if path.endswith(("clauses.yml", ".md")) else text
        found, news = self._names
        return found.sub(lambda match: news[match.lastgroup or ""], text)

    def passages(self, files: Mapping[str, str]) -> Iterator[Passage]:
        """Where words of a place are left."""
        for path, text in sorted(files.items()):
            lines = tuple(n for n, line in enumerate(text.splitlines(), 1) if _OF_A_PLACE.search(line))
            if lines and not path.startswith("site/"):
                yield Passage(path, lines)

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """One pattern, so that no new word is taken for an old one, the most special first; and group → what comes."""
        old, house = self.before, self.house
        by_word = [
            (rf"der Kommunalaufsicht des {_supervisor(old)}", f"unserer Aufsicht ({house.supervised_by})"),
            (re.escape(old.imprint.supervised_by), house.supervised_by),
            (re.escape(old.imprint.represented_by), house.represented_by),
            (re.escape(f"{old.contact.street}, {old.contact.postal_code} {old.contact.city}"), house.imprint_line),
            (re.escape(old.contact.street), house.street),
            (re.escape(old.contact.phone), house.phone),
            (re.escape(old.contact.email), house.email),
            (re.escape(old.website), house.website),
            *((re.escape(host), house.hosts[0]) for host in old.hosts),
        ]
        if house.level != "municipality":
            by_word += [("Adresse: Rathaus, ", "Adresse: "), ("im Rathaus", "im Haus"), ("ins Rathaus", "zu uns")]
        noun, first = self._noun, _first_word(house.name)
        whole = house.name if first == noun else f"{noun} „{house.name}“"
        old_noun = _first_word(old.name) if _first_word(old.name) in _FEMININE else _ANY_BODY
        by_word += [
            (rf"(?<=\b[dD]ie ){re.escape(old.name)}", whole),
            (rf"(?<=\b[dD]er ){re.escape(old.name)}", whole),
            (re.escape(old.name), house.name),
            (rf"\b{re.escape(old.short_name)}\b", house.short_name),
            (rf"(?<!einer )\b{old_noun}\b", noun),  # „Dienstanweisung einer Stadt in …“ is a source's title
        ]
        pattern = "|".join(f"(?P<w{place}>{old})" for place, (old, _) in enumerate(by_word))
        return re.compile(pattern), {f"w{place}": new for place, (_, new) in enumerate(by_word)}

    @property
    def _noun(self) -> str:
        first = _first_word(self.house.name)
        return first if first in _FEMININE else _ANY_BODY

    def _dated(self, path: str, text: str) -> str:
        """A first version of its own, agreed with nobody yet (R64, R65)."""
        if path.startswith("guidelines/"):
            text = _AGREED.sub("", text, count=1)
        review = self.today.replace(year=self.today.year + 2, day=min(self.today.day, 28))
        for key, value in (("version", '"1.0"'), ("in_force_from", f"{self.today}"), ("review_by", f"{review}")):
            text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
        return text

    def _law(self, text: str) -> str:
        """Nobody of this house has looked at it yet."""
        text = _CHECKED.sub("", text)
        name = re.search(r"^name: (.+)$", text, re.MULTILINE)
        return _COMMENTS.sub(_LAW_COMMENTS.format(name=name[1] if name else "Landesrecht"), text, count=1)


def _first_word(name: str) -> str:
    return name.partition(" ")[0]


def _supervisor(old: Authority) -> str:
    """„Landkreis Musterküste, Kommunalaufsicht“ → how its genitive is written in running text, as a pattern."""
    kind, _, place = old.imprint.supervised_by.partition(",")[0].partition(" ")
    return rf"{re.escape(kind)}e?s? {re.escape(place)}"
