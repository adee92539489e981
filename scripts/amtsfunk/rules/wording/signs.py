"""A look at a whole file's bytes, once: which rules over wording can have something to say of it at all.

Most posts say nothing that most rules look for, and 10,000 of them are judged in one run. A sign may be there without a
reason; it is never absent where its rules would find something (a property test holds it to that).
"""

from __future__ import annotations

import re
from functools import lru_cache

(HANDLE, NUMBER, ACCOUNT, SECRET, INSIDE, UNFINISHED, HASHTAG, ADDRESS, STRANGE, EMOJI, LOUD, MARKUP, HOLLOW, SPACING,
 LONG_WORD, LONG_SENTENCE, STIFF) = (1 << place for place in range(17))  # fmt: skip

# A pattern that begins with one plain letter is sought by memchr; one that begins with a choice, byte by byte.
_NUMBER = re.compile(rb"0[ ]?[1-9][0-9 ()/\-\x80-\xff]{5}")
_BEFORE_NO_NUMBER = b"0123456789/.,:+-"
_ACCOUNT = re.compile(rb"D(?=E[ ]?[0-9])")
_SECRET = tuple(map(re.compile, (rb"D(?=ienstg|IENSTG)", rb"G(?=ebrauch|EBRAUCH)", rb"V(?=S)")))
_OWN_NET = re.compile(rb"1(?:(?:0|27)\.[0-9]{1,3}|92\.168|69\.254|72\.[123][0-9])\.[0-9]{1,3}\.[0-9]")
_OWN_PLACE = re.compile(rb":(?://localhost|(?<=localhost:)[0-9]|(?<=file:)//|(?<=FILE:)//)")
_HASHTAG = re.compile(rb"#[^ #\n]")
_EMOJI = re.compile(rb"\xe2[\x80-\x83\x8c-\x9e\xac-\xad]")
_OTHER_EMOJI = (b"\xf0\x9f", b"\xef\xb8\x8f")
_UNFINISHED = (b"vertraulich", b"intern", b"entwurf", b"weitergabe", b"sperrfrist", b"ffentlichung", b"geheim")
_HOLLOW = (b"lorem", b"xxx", b"xx.xx", b"xx:xx", b"todo", b"tbd", b"[", b"{", b"tt.mm", b"hh:mm", b"hier ")
_SPACING = (b"  ", b" ,", b" ;", b" !", b" ?", b" .", b"!!", b"??", b"?!", b"!?", b",,")
STIFF_STEMS = ("seitens", "bezüglich", "hinsichtlich", "zwecks", "mittels", "zeitnah", "erfolg", "durchführ",
               "durchgeführ", "inanspruchnahme", "in kenntnis", "zur verfügung", "in bezug", "im rahmen", "vorgenannt",
               "obig", "beinhalte", "abschläg", "gegebenenfalls", "ggf.", "aufgrund der tatsache", "nichtsdestotrotz",
               "verauslag", "zum zwecke", "vollumfänglich", "dahingehend")  # fmt: skip
"""Stems of officialese, in small letters; ``amtsfunk.rules.wording.plain`` knows the words."""
_STIFF = tuple(stem.encode() for stem in STIFF_STEMS)

_ORDINARY = bytes(range(0xC0)) + b"\xc2\xc3\xe2"
"""ASCII, what follows a first byte, and the first bytes of Latin-1 letters and of dashes, quotation marks, signs."""
_ENCLOSED = (b"\xe2\x92", b"\xe2\x93")
_SHAPE = bytearray(range(256))
_SHAPE[ord("A") : ord("Z") + 1] = b"A" * 26
_SHAPE[ord("a") : ord("z") + 1] = b"a" * 26
_SHAPE[0x80:] = b"a" * 0x80
for _end in b"!?:;\n":
    _SHAPE[_end] = ord(".")
"""Every capital → ``A``, every other letter → ``a``, whatever ends a sentence → ``.``."""
_BUT_MARKUP = bytes(byte for byte in range(256) if byte not in b"*_`|<>&[~")
LONG_WORD_LETTERS = 30
LONG_SENTENCE_BYTES = 160
"""A sentence that is shorter, in UTF-8, is never called long."""


def personal_signs(data: bytes, own_names: re.Pattern[bytes], start: int) -> int:
    """What is looked for in every post, also in one that is over: personal data, secrets, internal addresses.

    ``own_names`` as ``own_names_of`` makes it. Before ``start`` stands nothing that goes out.
    """
    found = HANDLE if data.find(b"@", start) >= 0 else 0
    if data.find(b"+", start) >= 0 or _has_number(data, start):
        found |= NUMBER
    if _ACCOUNT.search(data, start):
        found |= ACCOUNT
    for pattern in _SECRET:
        if pattern.search(data, start):
            found |= SECRET
            break
    if data.find(b"\\", start) >= 0 or own_names.search(data, start) or _OWN_PLACE.search(data, start):
        return found | INSIDE
    return found | INSIDE if _OWN_NET.search(data, start) else found


@lru_cache(maxsize=4)
def own_names_of(hosts: tuple[str, ...]) -> re.Pattern[bytes]:
    """What finds a name of the inner network: those that are reserved for such, and the authority's own ``hosts``.

    It begins with the dot after a host's first label; that label's first letter may be a capital.
    """
    ours = []
    for host in hosts:
        label, _, rest = host.lower().partition(".")
        ours.append(rb"(?<=%b\.)%b" % (re.escape(label[1:].encode()), re.escape(rest.encode())))
    return re.compile(rb"\.(?:%b)" % b"|".join((rb"local|intern|lan|corp|home\.arpa", *ours)))


def _has_number(data: bytes, start: int) -> bool:
    """Whether a zero that begins a number is followed by as many digits as a telephone number has."""
    found = _NUMBER.search(data, start)
    while found is not None:
        at = found.start()
        if data[at - 1] not in _BEFORE_NO_NUMBER or data[at - 1 : at + 3] == b"0049":
            return True
        found = _NUMBER.search(data, at + 1)
    return False


def style_signs(data: bytes) -> int:
    """What is looked for in posts that are still to go out."""
    low, shape = data.lower(), data.translate(bytes(_SHAPE))
    found = 0
    if _HASHTAG.search(data) or "＃".encode() in data:
        found |= HASHTAG
    if b"://" in data:
        found |= ADDRESS
    if data.translate(None, _ORDINARY) or any(sign in data for sign in _ENCLOSED):
        found |= STRANGE
    if _EMOJI.search(data) or any(sign in data for sign in _OTHER_EMOJI):
        found |= EMOJI
    if b"AAA" in shape:
        found |= LOUD
    if data.translate(None, _BUT_MARKUP) or b"###" in data:
        found |= MARKUP
    for sign, words in ((UNFINISHED, _UNFINISHED), (HOLLOW, _HOLLOW), (SPACING, _SPACING), (STIFF, _STIFF)):
        for word in words:
            if word in low:
                found |= sign
                break
    if b"a" * (LONG_WORD_LETTERS - 1) in shape:
        found |= LONG_WORD
    if max(map(len, shape.split(b"."))) > LONG_SENTENCE_BYTES:
        found |= LONG_SENTENCE
    return found
