"""Whether a text is in the language of its channel (R35): German and English, by the small words that all need."""

from __future__ import annotations

import re

from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Role, TextCase

_GERMAN = (
    "der die das und den dem des ein eine einen einem einer ist sind nicht mit für auf sich von zu zum "
    "zur im am wir sie ihr ihre ihren uns bei auch nach wie oder aber werden wird noch bis ab"
)
_ENGLISH = (
    "the and of to for is are with on at by from our your you we it be this that have has as or not will "
    "can all more about their they"
)
_SMALL_WORDS = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}
"""Words of one of the two languages only; „in“, „so“, „was“, „an“ and „die“ mean something in both, „die“ rarely."""
_FEWEST_WORDS = 15
_SHARE = 0.12
"""Ordinary prose has a quarter and more of such words; a quoted title has not that many."""
_TELLING = {"de": (" der ", " die ", " und "), "en": (" the ", " and ")}
"""No text of so many words lacks all of these."""
_NO_WORDS = r"https?://\S+|[#@]\S+"


def find_other_language(case: TextCase) -> Hits:
    """One finding for each text that is clearly in the other of the two languages."""
    for passage in case.of(Role.text):
        languages = case.languages(passage)
        meant = next(iter(languages)) if len(languages) == 1 else None
        if meant not in _SMALL_WORDS:
            continue
        other = "en" if meant == "de" else "de"
        if not any(word in passage.text for word in _TELLING[other]):
            continue
        words = re.findall(r"[^\W\d_]+", re.sub(_NO_WORDS, "", passage.text.lower()))
        of_other, of_meant = (sum(word in _SMALL_WORDS[one] for word in words) for one in (other, meant))
        if len(words) >= _FEWEST_WORDS and of_other > _SHARE * len(words) and of_other > 3 * of_meant:
            label = next(case.channels[name].label for name in passage.channels if name in case.channels)
            yield passage.at(0), {"meant": meant, "found": other, "code": other, "label": label}
