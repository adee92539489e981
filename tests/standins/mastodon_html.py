"""The HTML that a server with the Mastodon API makes of a text: paragraphs, line breaks, addresses in three spans,
hashtags, mentions without their host (https://docs.joinmastodon.org/spec/activitypub/#sanitization and what timelines
show). Written for the stand-in, with an own and simpler idea of what an address is."""

from __future__ import annotations

import re
from html import escape

_ENTITY = re.compile(
    r"(?P<url>https?://[^\s<>\"„“”]+[^\s<>\"„“”.,;:!?'()\[\]])"
    r"|(?<![\w/])@(?P<user>\w+)(?P<host>@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)?"
    r"|(?<![\w/&])#(?P<tag>\w+)"
)
_SHOWN = 30


def rendered(text: str, known: bool = True) -> str:
    """``known``: whether the server has the accounts that are mentioned; others stay plain text."""
    pieces, at = [], 0
    for found in _ENTITY.finditer(text):
        pieces.append(escape(text[at : found.start()]))
        pieces.append(_entity(found, known))
        at = found.end()
    pieces.append(escape(text[at:]))
    return _paragraphs("".join(pieces))


def _entity(found: re.Match[str], known: bool) -> str:
    if found["url"]:
        return _link(found["url"])
    if found["tag"]:
        tag = escape(found["tag"])
        return f'<a href="https://social.example/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
    if not known:
        return escape(found[0])
    user = escape(found["user"])
    link = f'<a href="https://social.example/@{user}" class="u-url mention">@<span>{user}</span></a>'
    return f'<span class="h-card" translate="no">{link}</span>'


def _link(url: str) -> str:
    prefix = re.match(r"https?://(?:www\.)?", url)
    start = prefix.end() if prefix else 0
    shown, rest = url[start : start + _SHOWN], url[start + _SHOWN :]
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{escape(url[:start])}</span>'
        f'<span class="{"ellipsis" if rest else ""}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )


def _paragraphs(html: str) -> str:
    parts = re.split(r"\n\n+", html.replace("\r\n", "\n"))
    return "".join(f"<p>{part}</p>" for part in (part.replace("\n", "<br />") for part in parts))
