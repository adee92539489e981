"""One page that MkDocs built becomes the frame of all archive pages: same header, navigation, footer, style sheets.

The frame must be a page one folder below the root and carry the marks that ``site/theme/main.html`` writes for
``shell: true``. Filling it is joining strings, so ten thousand pages cost no MkDocs build (DESIGN.md § The two sites).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from amtsfunk.model.errors import EffectFailed

_MARK = "<!--{slash}amtsfunk:{name}-->"
_UP = re.compile(r'((?:href|src|action|data-base)=")\.\.(/|")')
_BESIDE = re.compile(r'((?:href|src|action)=")(?:\./)?(?![a-z][a-z+.-]*:|[#/\0])([^"]*")')
_NAMES = ("head", "title", "content")
_LEFTOVERS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>'
)
"""What Material's frame puts outside of its blocks for scripts that we do not load."""


@dataclass(frozen=True, slots=True)
class Shell:
    """``pieces``: what stands before, between and after head, title and content; addresses begin with ``\\0``."""

    pieces: tuple[str, str, str, str]
    order: tuple[str, ...]
    digest: str

    def fill(self, path: str, *, title: str, head: str, content: str) -> bytes:
        """A whole page for ``path`` (from the root, ends in ``index.html``). ``head`` and ``content`` are HTML."""
        depth = path.count("/")
        up = "/".join([".."] * depth) if depth else "."
        values = {"head": head, "title": f"<title>{escape(title)}</title>", "content": content}
        out = [self.pieces[0].replace("\0", up)]
        for name, piece in zip(self.order, self.pieces[1:], strict=True):
            out += (values[name], piece.replace("\0", up))
        return "".join(out).encode()


def without_leftovers(built: str) -> str:
    """A built page without the switches and boxes that only Material's own scripts use, and that are no valid HTML."""
    *before, last = _LEFTOVERS.split(built)
    return "".join([*(piece.rstrip() for piece in before), last])


def parse_shell(built: str) -> Shell:
    """Cut a built page at its marks. Raises EffectFailed where a mark is missing: the theme was changed."""
    spots = []
    for name in _NAMES:
        begin, end = _MARK.format(slash="", name=name), _MARK.format(slash="/", name=name)
        start, stop = built.find(begin), built.find(end)
        if not 0 <= start < stop:
            raise EffectFailed(
                f"Im Rahmen der Archivseiten fehlt die Marke „{name}“.",
                "Bitte site/theme/main.html und „shell: true“ in site/public/archiv/index.md wiederherstellen.",
            )
        spots.append((start, stop + len(end), name))
    spots.sort()
    pieces, last = [], 0
    for start, stop, _ in spots:
        pieces.append(_neutral(built[last:start]))
        last = stop
    pieces.append(_neutral(built[last:]))
    digest = sha256("\0".join(pieces).encode()).hexdigest()
    return Shell((pieces[0], pieces[1], pieces[2], pieces[3]), tuple(name for _, _, name in spots), digest)


def _neutral(piece: str) -> str:
    """Addresses that climb to the root get a place holder; what lies beside the frame is in the archive."""
    piece = _BESIDE.sub("\\1\0/archiv/\\2", _UP.sub("\\1\0\\2", piece))
    return piece.replace('aria-current="page"', 'aria-current="true"')
