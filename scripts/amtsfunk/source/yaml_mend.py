"""What an editor meant by a line that YAML refuses: one diagnosis a line, with the corrected line.

Works on one line of text at a time, so it can be tested by listing lines. It proposes nothing for a line that is fine.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import YAMLError

from amtsfunk.source.yaml_tree import TooDeep, build_tree

LONGEST = 2000
_KEY = r"""\w+(?:[.\-]\w+)*|"[^"]*"|'[^']*'"""
_LEAD = r"(?P<lead>[ ]*(?:-[ ]+)*)"
_KEYED = re.compile(rf"{_LEAD}(?P<key>{_KEY})[ ]*:(?P<space>[ ]+|$)(?P<value>.*)")
_GLUED = re.compile(rf"{_LEAD}(?P<key>[A-Za-z_][\w\-]*)[ ]*:(?!//)(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)+)(?P<value>.*)")
_GLUED_ITEM = re.compile(r"(?P<lead>[ ]*)-(?P<value>[^\s-].*)")
_BARE = re.compile(rf"{_LEAD}(?P<key>[A-Za-z_][\w\-]*)(?:[ ]*=[ ]*|[ ]+|$)(?P<value>.*)")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_CUT = re.compile(r"[^\"'\[{|>].*?[ ]#(?:[^\s#!]|[ ]+[0-9])")
"""A plain value of which a ``#`` would cut something off that is no comment."""
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ ]*(?:#.*)?")
_NUMBERED_ENTRY = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:[0-9],(?=[0-9])|[^,\[\]"'])+""")
"""An entry of a list in brackets, where a comma between two digits belongs to a number."""
_SPLIT_NUMBER = re.compile(r"[0-9],[0-9]")
_ONLY_NUMBERS = re.compile(r"[0-9,]*")
_CURLY = "„“”«»‚‘’"
_STARTS = {
    "@": "yaml-at-sign",
    "&": "yaml-anchor",
    "*": "yaml-alias",
    "!": "yaml-tag",
    "#": "yaml-hash-empty",
    **dict.fromkeys("`%,]}|>?", "yaml-reserved-start"),
}
_CLOSERS = {"[": "]", "{": "}"}


class Mend(NamedTuple):
    """``column`` from 1 is where the fault lies in the line as written; ``line`` is the corrected line."""

    rule: str
    column: int
    key: str
    line: str
    character: str = ""


def quote(text: str) -> str:
    """A text as a quoted YAML scalar of one line."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def mend_line(line: str, known: frozenset[str] = frozenset()) -> Mend | None:  # noqa: PLR0911 - one shape a return
    """The fault of one line and its correction, or None where the line is fine or beyond us.

    ``known`` are the keys that the file may have: only they are taken for keys that lack their colon.
    """
    if len(line) > LONGEST:
        return None
    if match := _KEYED.match(line):
        return _mend_value(line, match.start("value"), match["key"].strip("\"'"), match["value"])
    if (match := _GLUED.match(line)) and match["value"][0] not in f"{_CURLY}{{":  # in braces a colon means too much
        key, value = match["key"], match["value"]
        inner = _mend_value(value, 0, key, value)
        fixed = inner.line if inner else quote(value) if _CUT.match(value) else value
        return Mend("yaml-colon-without-space", match.start("key") + 1, key, f"{match['lead']}{key}: {fixed}")
    if match := _ITEM.match(line):
        return _mend_value(line, match.start("value"), "", match["value"])
    if (match := _BARE.match(line)) and match["key"] in known:
        fixed = f"{match['lead']}{match['key']}: {match['value']}".rstrip()
        return Mend("yaml-missing-colon", match.start("key") + 1, match["key"], fixed)
    if match := _GLUED_ITEM.match(line):
        return Mend("yaml-indentation", match.start("value"), "", f"{match['lead']}- {match['value']}")
    return None


def _mend_value(line: str, at: int, key: str, raw: str) -> Mend | None:  # noqa: PLR0911 - one fault a return
    value = raw.rstrip()
    if not value:
        return None
    head, first = line[:at], value[0]
    if first in "\"'":
        return _mend_quoted(head, key, value)
    if first in _CLOSERS:
        return _mend_bracketed(head, key, value)
    if first in "|>" and _BLOCK_HEADER.fullmatch(value):
        return None
    if rule := _STARTS.get(first):
        return Mend(rule, at + 1, key, head + quote(value), first)
    if value == "-" or value.startswith("- "):
        return Mend("yaml-dash-in-value", at + 1, key, head + quote(value))
    text = re.sub(r"[ ]+#[ ].*$", "", value)
    if ": " in text or text.endswith(":"):
        fault = text.find(": ") if ": " in text else len(text) - 1
        return Mend("yaml-colon-in-value", at + fault + 1, key, head + quote(text))
    return None


def _mend_quoted(head: str, key: str, value: str) -> Mend | None:
    mark = value[0]
    closed = (_DOUBLE if mark == '"' else _SINGLE).match(value)
    if closed is not None:
        rest = value[closed.end() :]
        if not rest.strip() or (rest[0] == " " and rest.lstrip(" ").startswith("#")):
            return _mend_escapes(head, key, closed[0], rest) if mark == '"' else None
        return Mend("yaml-quote-in-value", len(head) + closed.end() + 1, key, head + quote(value))
    if value[-1] in _CURLY and len(value) > 1:
        return Mend("yaml-curly-quotes", len(head) + len(value), key, head + quote(value[1:-1]))
    return Mend("yaml-quote-unclosed", len(head) + 1, key, head + quote(value[1:]))


def _mend_escapes(head: str, key: str, quoted: str, rest: str) -> Mend | None:
    """``"C:\\Warntag"``: between double quotation marks YAML takes a backslash for the start of a code."""
    inner = quoted[1:-1]
    if "\\" not in inner.replace("\\\\", "").replace('\\"', ""):
        return None
    text = re.sub(r'\\(["\\])', r"\1", inner)
    return Mend("yaml-backslash", len(head) + 2, key, head + quote(text) + rest)


def _mend_bracketed(head: str, key: str, value: str) -> Mend | None:
    depth, end = _find_close(value)
    if depth:
        closed = _close_mapping(value) if value[0] == "{" else _close_list(value, head, key) if depth == 1 else ""
        return Mend("yaml-bracket-unclosed", len(head) + 1, key, head + (closed or quote(value)))
    rest = value[end + 1 :]
    if rest.strip() and not rest.lstrip(" ").startswith("#"):
        return Mend("yaml-bracket-in-value", len(head) + end + 2, key, head + quote(value))
    if value[0] == "[" and not re.search(r"[\[\]{}\"']", value[1:end]):
        items = mend_items(value[1:end], head, key)
        if items is not None:
            fixed = f"[{items.line}]{rest}"
            return items._replace(line=head + (fixed if _reads(fixed) else quote(value)))
    return None


def _close_list(value: str, head: str, key: str) -> str:
    """``[a, b`` with its end; empty where that makes nothing that YAML takes."""
    items = mend_items(value[1:], head, key)
    closed = f"[{(items.line if items else value[1:]).rstrip(' ,')}]"
    return closed if _reads(closed) else ""


def _close_mapping(value: str) -> str:
    """``{a: b``, also ``{a: [b``, with its end; empty where it is none, but a text that begins with a brace."""
    ends = ("}", "]}") if ": " in value else ("}",) if value == "{" else ()
    return next((closed for end in ends if _reads(closed := value.rstrip(" ,") + end)), "")


def _reads(value: str) -> bool:
    """Does YAML take this for a value?"""
    try:
        return not build_tree(f"key: {value}\n").troubles
    except (YAMLError, TooDeep):
        return False


def _find_close(value: str) -> tuple[int, int]:
    """How many brackets stay open, and the place of the one that closes the first."""
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return 0, at
    return depth, len(value)


def mend_items(inner: str, head: str, key: str) -> Mend | None:
    """The entries of ``[a, b]``: those that YAML would misread, quoted. ``line`` is the inside only."""
    first: Mend | None = None
    fixed, at = [], len(head) + 1
    for item in inner.split(","):
        text = item.strip()
        mend = None if not text or text[0] in "\"'[{" else _mend_value(text, 0, key, text)
        if mend is None and " #" in text:
            mend = Mend("yaml-hash-cut", text.index(" #") + 2, key, quote(text))
        lead = item[: len(item) - len(item.lstrip())]
        fixed.append(lead + (mend.line if mend else text))
        if mend and first is None:
            first = mend._replace(column=at + len(lead) + mend.column)
        at += len(item) + 1
    return first and first._replace(line=",".join(fixed))


def mend_split_number(line: str, at: int) -> str:
    """A line of a list in brackets in which a number was taken apart at its comma, one that is not quoted, with the
    entry quoted: ``[1,5 Meter, 2 Meter]``. ``at`` is the place of the comma. Empty where nothing but whole numbers
    stands there, as in ``[1,2,3]``: that is a list of them."""
    begin = line.rfind("[", 0, at) + 1
    end = line.find("]", at)
    end = len(line) if end < 0 else end
    inside = line[begin:end]
    if len(line) > LONGEST or _ONLY_NUMBERS.fullmatch(inside):
        return ""

    def quoted(match: re.Match[str]) -> str:
        entry = match[0]
        if entry[0] in "\"'" or _SPLIT_NUMBER.search(entry) is None:
            return entry
        text = entry.strip()
        lead = entry[: len(entry) - len(entry.lstrip())]
        return f"{lead}{quote(text)}{entry[len(lead) + len(text) :]}"

    return line[:begin] + _NUMBERED_ENTRY.sub(quoted, inside) + line[end:]


def mend_indentation(line: str, before: list[str]) -> Mend | None:
    """A line that stands between two levels, moved to the level of the nearest line of its kind above it."""
    content = line.lstrip(" ")
    indent = len(line) - len(content)
    is_item = content.startswith("- ")
    levels: list[int] = []
    for other in reversed(before):
        stripped = other.lstrip(" ")
        if stripped and not stripped.startswith("#") and stripped.startswith("- ") == is_item:
            level = len(other) - len(stripped)
            if level == indent:
                return None
            if _KEYED.match(other) or is_item:
                levels.append(level)
        if len(levels) == 20:
            break
    if not levels:
        return None
    best = min(levels, key=lambda level: abs(level - indent))
    match = _KEYED.match(content)
    return Mend("yaml-indentation", indent + 1, match["key"] if match else "", " " * best + content)


def align(mended: str, written: str) -> list[int]:
    """For every column (from 0) of a mended line and the one after its end: the column in the line as written.

    One pass, because lines may be long and hostile: at a difference it is an insertion where the written line goes on
    after it, a deletion where the mended one does, and else a replacement.
    """
    columns: list[int] = []
    at = 0
    for index, sign in enumerate(mended):
        if at < len(written) and written[at] != sign:
            following = mended[index + 1 : index + 3]
            if following and written.startswith(following, at):
                columns.append(at)
                continue
            skipped = written.find(mended[index : index + 3], at, at + 40)
            at = max(at, skipped)
        columns.append(min(at, len(written)))
        at += 1
    return [*columns, len(written)]
