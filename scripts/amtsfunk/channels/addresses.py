"""Where X and Mastodon see an address in a text. Spans of code points, in order, never overlapping.

Both use twitter-text; Mastodon has its own paths and asks for a scheme. Two simplifications, both deliberate:

- With a scheme every top-level domain of two letters or more counts, not only the listed ones. That keeps reserved
  ones such as ``.example`` an address, which stands for a real one in samples.
- Without a scheme (X only) the country codes and the generic domains below count. An address under a rarer one is
  counted in full.
"""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc "
    "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb "
    "gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke "
    "kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu "
    "mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw "
    "sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz "
    "ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "academy aero agency app archi art asia bayern berlin bio biz blog bund business camp care cat center city cloud "
    "club coach cologne com community consulting coop dev digital earth edu education email energy events expert expo "
    "family film finance foundation fund gallery global gmbh gov graphics group guide hamburg haus health help house "
    "immo info institute int international jobs koeln land legal life live llc mba media mil mobi museum music name "
    "net network news ngo nrw one ong online org page party pics plus press pro reise reisen report rocks ruhr "
    "saarland school science services shop site social software solutions space store stream studio support systems "
    "team tech technology tel today tools top tours town training travel tube tirol university versicherung video "
    "watch website wien wiki work works world wtf xyz zone"
)
_LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u04ff"
_BEFORE = r"(?<![A-Za-z0-9@＠$#＃\ufeff\ufffe\uffff])"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
"""A label of a host name: letters and digits of any script, a hyphen or underscore only inside."""
_HOST = rf"(?:{_LABEL}\.)+[^\W\d_]{{2,}}(?:--[a-z0-9-]+)?(?![\w-])"
_PORT = r"(?::[0-9]+)?"

_X_PATH = rf"a-z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}"
_X_END = rf"[a-z{_CYRILLIC}0-9=_#/+\-{_LATIN}]"
_X_PARENTHESES = rf"\([{_X_PATH}]+(?:\([{_X_PATH}]+\)[{_X_PATH}]*)?\)"
_X_TAIL = (
    rf"(?:/(?:(?:[{_X_PATH}]|{_X_PARENTHESES})*(?:{_X_END}|{_X_PARENTHESES}))?)?"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?"
)
_X = (
    rf"{_BEFORE}(?:https?://{_HOST}|(?<![-_./])(?:[a-z0-9{_LATIN}](?:[a-z0-9{_LATIN}-]*[a-z0-9{_LATIN}])?\.)+"
    rf"(?:{'|'.join((*_COUNTRIES.split(), *_GENERIC.split()))})(?![\w@-])){_PORT}{_X_TAIL}"
)

_M_PATH = r"[^\s<>()?]"
_M_END = r"[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]"
_M_PARENTHESES = rf"\({_M_PATH}*(?:\({_M_PATH}+\){_M_PATH}*)?\)"
_MASTODON = (
    rf"{_BEFORE}https?://{_HOST}{_PORT}"
    rf"(?:/(?:(?:{_M_PATH}|{_M_PARENTHESES})*(?:{_M_END}|{_M_PARENTHESES}|/))?)?"
    r"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^\u00a0-\ufffd]*[a-z0-9_&=#/\-\u00a0-\ufffd])?"
)
_RUN = re.compile(r"\S+")
_LONGEST = 4096
_LONGEST_LABEL = 63


def x_addresses(text: str) -> tuple[Span, ...]:
    """What X shortens to 23 (twitter-text: valid URLs, with or without a scheme)."""
    return _spans(_compiled(_X), text)


def mastodon_addresses(text: str) -> tuple[Span, ...]:
    """What Mastodon counts as 23: addresses with a scheme (mastodon: config/initializers/twitter_regex.rb)."""
    return _spans(_compiled(_MASTODON), text)


@lru_cache(maxsize=2)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiling takes longer than reading a hundred posts, and few commands ever ask."""
    return re.compile(pattern, re.IGNORECASE)


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(
        found.span()
        for run in _RUN.finditer(text)
        if "." in run[0]  # the rest of a text is not worth the long patterns
        for found in pattern.finditer(text, *run.span())
        if _is_possible(found[0])
    )


def _is_possible(address: str) -> bool:
    """Whether address and labels are short enough for DNS once they are written in ASCII."""
    host = re.split(r"[/?:]", address.partition("://")[2] or address, maxsplit=1)[0]
    return len(address) <= _LONGEST and all(
        len(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")) <= _LONGEST_LABEL
        for label in host.split(".")
    )
