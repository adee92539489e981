"""Plain words: hints only, never a block (R26). Gender-neutral forms are never a reason."""

from __future__ import annotations

import re

from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Passage, Role, TextCase
from amtsfunk.rules.wording.signs import LONG_SENTENCE_BYTES, LONG_WORD_LETTERS, STIFF_STEMS

LONGEST_SENTENCE = 28
"""Words. Guides for plain German ask for 15 to 20; a hint comes only well beyond."""
_ENDS = r"[.!?:;\n]"
_LONG_WORD = rf"(?<![\w/.#@*-])[^\W\d_]{{{LONG_WORD_LETTERS},}}(?![\w/@*-])"
LONGEST_TITLE = 100
_NO_PROSE = re.compile(r"https?://\S+|[#@]\S+")
_PROSE_WORD = re.compile(r"[^\W\d_][\w*:-]*")
_HARD = 55
"""Of LIX, which adds the words of a sentence to the percentage of words with more than six letters (Björnsson 1968).
Newspapers have about 45, laws 60 and more."""
_WORDS_TO_JUDGE = 30
"""Fewer say nothing about how a text reads."""

_PLAINER: tuple[tuple[str, str], ...] = (
    (r"\bseitens\b", "von"),
    (r"\bbezüglich\b", "zu, über, wegen"),
    (r"\bdiesbezüglich\w*", "dazu, darüber"),
    (r"\bhinsichtlich\b", "bei, zu"),
    (r"\bzwecks\b", "für, um … zu"),
    (r"\bzum Zwecke\b", "für, um … zu"),
    (r"\bmittels\b", "mit, durch"),
    (r"\bzeitnah\w*", "bald – oder besser der Tag"),
    (r"\berfolgt(?:e|en)?\b", "ein Tätigkeitswort: „Wir bauen“ statt „Der Bau erfolgt“"),
    (r"\b(?:Durchführung|durchgeführt|durchführen)\b",
     "ein Tätigkeitswort: „Wir prüfen“ statt „Die Prüfung wird durchgeführt“"),
    (r"\bInanspruchnahme\b", "nutzen, nehmen"),
    (r"\bin Kenntnis\b", "sagen, mitteilen"),
    (r"\bzur Verfügung (?:gestellt|stellen|stellt)\b", "geben, anbieten, es gibt"),
    (r"\b[Ii]n Bezug auf\b", "zu, über"),
    (r"\b[Ii]m Rahmen (?:de[rs]|eine[rs])\b", "bei, mit, während"),
    (r"\bvorgenannt\w*|\b[Oo]big(?:e[nrms]?)\b", "diese – oder noch einmal nennen"),
    (r"\bbeinhalte[tn]?\b", "enthalten, gehören zu"),
    (r"\babschlägig\w*", "ablehnen"),
    (r"\bgegebenenfalls\b|\bggf\.", "vielleicht, wenn nötig"),
    (r"\b[Aa]ufgrund der Tatsache\b", "weil"),
    (r"\b[Nn]ichtsdestotrotz\b", "trotzdem"),
    (r"\bverauslagt?\w*", "bezahlen, vorstrecken"),
    (r"\bvollumfänglich\w*", "ganz, vollständig"),
    (r"\bdahingehend\b", "so"),
)  # fmt: skip
"""Words of the office, and what one would say at the counter. Our own list; it may grow."""


def find_long_sentence(case: TextCase) -> Hits:
    """The longest sentence of a post, where it has more words than a listener can hold."""
    longest: tuple[int, Passage | None, int] = (LONGEST_SENTENCE, None, 0)
    for passage in case.of(Role.text):
        offset = 0
        for sentence in re.split(_ENDS, passage.text):
            if len(sentence.encode()) > LONG_SENTENCE_BYTES and (words := len(sentence.split())) > longest[0]:
                longest = (words, passage, offset + len(sentence) - len(sentence.lstrip(" „“\"'–-")))
            offset += len(sentence) + 1
    words, where, at = longest
    if where is not None:
        start = " ".join(where.text[at:].split()[:5])
        yield where.at(at), {"count": str(words), "limit": str(LONGEST_SENTENCE), "value": start}


def find_hard_to_read(case: TextCase) -> Hits:
    """The part that is hardest to read, by LIX: long sentences and long words at once."""
    hardest: tuple[int, Passage | None] = (_HARD, None)
    for passage in case.of(Role.text):
        prose = _NO_PROSE.sub("", passage.text)
        words = _PROSE_WORD.findall(prose)
        if len(words) < _WORDS_TO_JUDGE:
            continue
        sentences = sum(1 for sentence in re.split(_ENDS, prose) if _PROSE_WORD.search(sentence))
        lix = round(len(words) / sentences + 100 * sum(1 for word in words if len(word) > 6) / len(words))
        if lix > hardest[0]:
            hardest = (lix, passage)
    lix, where = hardest
    if where is not None:
        yield where.at(0), {"value": str(lix), "limit": str(_HARD)}


def find_long_word(case: TextCase) -> Hits:
    for passage in case.of(Role.headline, Role.text, Role.alt, Role.option):
        if found := re.search(_LONG_WORD, passage.text):
            yield passage.at(found.start()), {"value": found[0], "length": str(len(found[0]))}


def find_officialese(case: TextCase) -> Hits:
    """Each word once a post, so that a hint stays one. Words in quotation are somebody else's."""
    if "de" not in {language for passage in case.passages for language in case.languages(passage)}:
        return
    told: set[str] = set()
    for passage in case.of(Role.headline, Role.text):
        low = passage.text.lower()
        if not any(stem in low for stem in STIFF_STEMS):
            continue
        for pattern, plainer in _PLAINER:
            found = re.search(pattern, passage.text, re.IGNORECASE)
            if found and pattern not in told:
                told.add(pattern)
                yield passage.at(found.start()), {"value": found[0], "plainer": plainer}


def find_long_title(case: TextCase) -> Hits:
    for passage in case.of(Role.headline):
        if (length := len(passage.text)) > LONGEST_TITLE:
            yield passage.at(0), {"length": str(length), "limit": str(LONGEST_TITLE)}
