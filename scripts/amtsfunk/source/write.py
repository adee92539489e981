"""Writing what ``amtsfunk.source`` reads: front matter, plans and bodies that come back as they were meant.

A text is given back in NFC, without characters that nobody sees, and, in front matter, as one line. Whatever YAML could
take for something else is put in quotation marks, so that no text of a person can break a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from amtsfunk.source.characters import TO_NOTHING, TO_SPACE, without_hidden
from amtsfunk.source.galaxy_text import escape

_PLAIN = re.compile(r"[0-9A-Za-zÄÖÜäöüß](?:[0-9A-Za-zÄÖÜäöüß_ ./()+–-]|:(?=[0-9/]))*(?<! )")
"""What means the same with and without quotation marks, in a line of its own and inside brackets."""


def one_line(text: str) -> str:
    """``text`` as a value of front matter comes back: NFC, one line, no hidden characters, no double spaces."""
    seen = without_hidden(normalize("NFC", text))
    return normalize("NFC", " ".join(seen.translate(TO_SPACE).translate(TO_NOTHING).split()))


def scalar(value: str | int | bool) -> str:
    """One value as it stands behind a colon."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int):
        return str(value)
    text = one_line(value)
    if _PLAIN.fullmatch(text):
        return text
    # Single quotation marks know one rule only: to write one, write two.
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def entry(key: str, value: object, indent: int = 0) -> list[str]:
    """The lines of one key: a scalar, a list of scalars in brackets, a list of mappings, or a mapping below it."""
    space = " " * indent
    if isinstance(value, Mapping):
        return [f"{space}{key}:", *(line for name, inner in value.items() for line in entry(name, inner, indent + 2))]
    if isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) for one in value):
            return [f"{space}{key}:", *(line for one in value for line in _item(one, indent + 2))]
        return [f"{space}{key}: [{', '.join(scalar(one) for one in value)}]"]
    if isinstance(value, str | int):
        return [f"{space}{key}: {scalar(value)}"]
    raise TypeError(f"no value of a file: {type(value).__name__}")


def page(head: Mapping[str, object], title: str, body: str, remarks: Sequence[str] = ()) -> str:
    """A Markdown file of ours: front matter, title, body as it stands (see ``plain_body``). ``remarks`` stand above
    the front matter's first key, for whoever reads the file."""
    lines = [f"# {one_line(remark)}" for remark in remarks]
    lines += [line for key, value in head.items() for line in entry(key, value)]
    below = f"\n{body}\n" if body else ""
    return "\n".join(["---", *lines, "---", f"# {one_line(title)}", ""]) + below


def plan(values: Mapping[str, object]) -> str:
    """A YAML file of ours."""
    return "".join(f"{line}\n" for key, value in values.items() for line in entry(key, value))


def plain_body(text: str) -> str:
    """A person's text so that no line of it means anything but itself: NFC, one kind of line end, no outer blank
    lines, a backslash before what would be a heading, a picture or a line of dashes."""
    lines = without_hidden(normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return escape(normalize("NFC", lines).strip("\n"))


def _item(values: Mapping[str, object], indent: int) -> list[str]:
    lines = [line for name, inner in values.items() for line in entry(name, inner, indent + 2)]
    return [f"{' ' * indent}- {lines[0][indent + 2 :]}", *lines[1:]]
