"""Strangers' words in a forge's comment: they are shown, and they do nothing.

A forge reads far more than Markdown out of text: HTML, mentions, numbers of issues, commits, addresses, emoji by name,
formulas. Backslashes do not help against all of that, because part of it is looked for after Markdown is done. Within
code nothing of it is looked for at all, so whatever a stranger wrote stands in code here, one line at a time.

Sources: CommonMark 0.31 § 6.1 (code spans) and § 4.6 (HTML blocks); „Tables" of GitHub Flavored Markdown 0.29.
"""

from __future__ import annotations

import html
import re

from amtsfunk.report.safe import visible

_RUN = re.compile("`+")
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@/?#%-]{0,1500})?"
)


def code(text: str) -> str:
    """``text`` on one line as a code span; empty for what is blank."""
    line = visible(text.strip())
    if not line:
        return ""
    longest = max((len(run) for run in _RUN.findall(line)), default=0)
    fence = "`" * (longest + 1)
    inner = f" {line} " if line[0] == "`" or line[-1] == "`" else line
    return f"{fence}{inner}{fence}"


def cell(text: str, most: int) -> str:
    """The beginning of ``text`` as a code span for a table: at most ``most`` characters, no stroke that ends a cell."""
    return code(_shortened(text, most).replace("|", "¦")) or "–"


def summary_code(text: str, most: int) -> str:
    """The same within an HTML block, where Markdown is not read: escaped, in ``<code>``."""
    short = _shortened(text, most)
    return f"<code>{html.escape(short)}</code>" if short else ""


def quoted(text: str) -> str:
    """Several lines as a quotation, each in code; a blank line stays one."""
    lines = [code(line) for line in text.split("\n")]
    return "\n".join(f"> {line}  " if line else ">" for line in lines)


def fenced(text: str) -> str:
    """A report as it stands, in a block of code that nothing within it ends."""
    lines = [visible(line) for line in text.split("\n")]
    longest = max((len(run) for line in lines for run in _RUN.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence + "text", *lines, fence])


def link(address: str, forge: str) -> str:
    """An address that may be followed, spelt out. Code where it has an unusual sign in it, and where it leads to the
    forge itself, which would tell that page of being mentioned."""
    host = re.sub(r"^https?://|[:/?#].*$", "", address).casefold()
    own = host == forge.casefold() or host.endswith(f".{forge.casefold()}")
    return f"<{address}>" if _ADDRESS.fullmatch(address) and not own else code(address)


def _shortened(text: str, most: int) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
