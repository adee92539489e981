"""Letters that are none to a screen reader, runs of emoji, shouting (BITV 2.0; WCAG 1.3.1, 1.4.5)."""

from __future__ import annotations

import re
import unicodedata

from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Role, TextCase

_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"
_RAISED = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
STYLED = (
    "[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u249c-\u24e9\U0001f110-\U0001f149\U0001f150-\U0001f169"
    "\U0001f172-\U0001f17d\U0001f180-\U0001f189]+"
    f"|[{_SMALL_CAPITALS}]{{3,}}|[{_RAISED}]{{3,}}|(?:\\w[\u0332-\u0338]+){{2,}}"
)
_NAMED = re.compile(r"NEGATIVE \w+ LATIN CAPITAL LETTER (\w)|LATIN LETTER SMALL CAPITAL (\w)")
_PICTOGRAM = (
    "[\u00a9\u00ae\u203c\u2049\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d"
    "\U0001f000-\U0001f0ff\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e-\U0001f19a\U0001f201-\U0001faff]"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_AFTER = "(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f])*"
EMOJI = f"(?:{_FLAG}|[0-9#*]\ufe0f?\u20e3|{_PICTOGRAM}{_AFTER}(?:\u200d{_PICTOGRAM}{_AFTER})*)"
MOST_EMOJI = 3
RUN = f"(?<!\u200d)({EMOJI}(?:[ ]?{EMOJI}){{{MOST_EMOJI - 1}}})((?:[ ]?{EMOJI})+)"
_CAPITALS = r"\b[A-ZÄÖÜẞ]{2,}(?:[ ,:!–-]+[A-ZÄÖÜẞ]{2,}){2,}\b"
_LONG_CAPITALS = 5
_SHOUTED_LETTERS = 15
_TWINS = dict(
    zip("аеорсухіјѕԁһАВЕЅІЈКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ", "aeopcyxijsdhABESIJKMHOPCTXABEZHIKMNOPTYXoc", strict=True)
)
_MIXED = r"(?<!\w)\w*(?:[A-Za-zÄÖÜäöüß][{0}]|[{0}][A-Za-zÄÖÜäöüß])\w*".format("".join(_TWINS))


def find_styled_letters(case: TextCase) -> Hits:
    """Letters from the stock of mathematics and enclosed signs: spelled, skipped, or read as „mathematical bold“."""
    for passage in case.passages:
        for offset, line in passage.lines():
            if found := re.search(STYLED, line):
                fixed = passage.write(as_typed(line))
                values = {"value": found[0], "plain": as_plain(found[0]), "fixed": fixed}
                yield passage.at(offset + found.start()), values


def as_typed(line: str) -> str:
    """The line with ordinary letters."""
    return re.sub(STYLED, lambda styled: as_plain(styled[0]), line)


def as_plain(styled: str) -> str:
    """The letters that are meant: ``𝗙𝗲𝘁𝘁`` → ``Fett``."""
    letters = []
    for sign in re.sub("[\u0332-\u0338]", "", styled):
        named = _NAMED.fullmatch(unicodedata.name(sign, ""))
        letter = (named[1] or named[2].lower()) if named else unicodedata.normalize("NFKC", sign)
        letters.append(letter)
    return "".join(letters)


def find_mixed_letters(case: TextCase) -> Hits:
    """A Latin word with a Cyrillic or Greek letter that looks like one of ours: search, readers and eyes disagree."""
    for passage in case.passages:
        if passage.role is Role.link:
            continue
        for offset, line in passage.lines():
            found = re.search(_MIXED, line)
            if found is None or "://" in line[line.rfind(" ", 0, found.start()) + 1 : found.start()]:
                continue  # in an address, that is a matter of its own
            sign = next(letter for letter in found[0] if letter in _TWINS)
            script, fixed = unicodedata.name(sign).split()[0], passage.write(in_one_script(line))
            values = {"value": found[0], "twin": _TWINS[sign], "script": script, "fixed": fixed}
            yield passage.at(offset + found.start()), values


def in_one_script(line: str) -> str:
    """The line with Latin letters for those that only look like them."""
    return re.sub(_MIXED, lambda word: "".join(_TWINS.get(letter, letter) for letter in word[0]), line)


def find_emoji_run(case: TextCase) -> Hits:
    """More than three emoji in a row: each is read aloud by its whole name."""
    for passage in case.passages:
        if len(passage.text) <= MOST_EMOJI:
            continue
        for offset, line in passage.lines():
            if found := re.search(RUN, line):
                count = len(re.findall(EMOJI, found[0]))
                fixed = passage.write(with_fewer_emoji(line))
                values = {"count": str(count), "limit": str(MOST_EMOJI), "fixed": fixed}
                yield passage.at(offset + found.start()), values


def with_fewer_emoji(line: str) -> str:
    """The line with the first three emoji of each longer row."""
    return re.sub(RUN, r"\1", line)


def find_shouting(case: TextCase) -> Hits:
    """Several words in capitals: hard to read, and some readers spell them. One word (EILMELDUNG) is none."""
    for passage in case.of(Role.headline, Role.text, Role.alt, Role.option):
        for found in re.finditer(_CAPITALS, passage.text):
            words = re.findall(r"\w+", found[0])
            long = [word for word in words if len(word) >= _LONG_CAPITALS and re.search("[A-Z]{3}", word)]
            if len(long) > 1 and sum(map(len, words)) >= _SHOUTED_LETTERS:
                yield passage.at(found.start()), {"value": found[0]}
                break
