"""The templates of ``site/``: Jinja with everything escaped, for HTML and for Markdown, no file ever opened here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from amtsfunk.model.german import german_day, german_time
from amtsfunk.pages import text

if TYPE_CHECKING:
    from jinja2 import Environment


def html_environment(sources: Mapping[str, str]) -> Environment:
    """Templates that make HTML. ``sources``: name → text."""
    return _environment(sources, autoescape=True)


def markdown_environment(sources: Mapping[str, str]) -> Environment:
    """Templates that make Markdown: every value is escaped for Markdown unless a filter made it safe."""
    environment = _environment(sources, autoescape=False)
    environment.finalize = _finalize
    environment.filters.update(
        plain=_plain,
        html=lambda value: Markup(escape(str(value), quote=False)),  # noqa: S704 - escaped
        attribute=lambda value: Markup(escape(" ".join(str(value).split()))),  # noqa: S704 - escaped
        literal=lambda value: Markup("<br>".join(map(escape, str(value).split("\n")))),  # noqa: S704 - escaped
        clock=lambda moment, zone: Markup(german_time(moment.astimezone(zone))),  # noqa: S704 - digits
        quoted=lambda value: Markup(json.dumps(str(value), ensure_ascii=False)),  # noqa: S704 - for front matter
        link=lambda address, label=None: _link(address, label, "noopener nofollow"),
        own_link=lambda address, label=None, of="": _link(address, label, "me noopener", of),
        mail=_mail,
        phone=_phone,
        paragraphs=text.markdown_paragraphs,
        sentences=text.markdown_sentences,
        lines=text.markdown_lines,
    )
    return environment


def _environment(sources: Mapping[str, str], *, autoescape: bool) -> Environment:
    from jinja2 import DictLoader, StrictUndefined  # noqa: PLC0415 - keeps the other commands quick

    from amtsfunk.pages.sandbox import Sandbox  # noqa: PLC0415

    environment = Sandbox(
        loader=DictLoader(dict(sources)),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["day"] = german_day
    environment.filters["shortened"] = text.shortened
    return environment


def _finalize(value: Any) -> Any:
    return value if isinstance(value, Markup) else text.markdown_value(value)


def _plain(value: object) -> Markup:
    """Values that are legal as they are: anchors, addresses inside the site, checked prose."""
    return Markup(str(value))  # noqa: S704 - used for slugs and our own addresses only


def _link(address: str | None, label: str | None, relation: str, of: str = "") -> Markup:
    """``of``: heard behind the label and not seen, where the same label stands for several addresses."""
    checked = text.web_address(address)
    shown = escape(label or address or "")
    if checked is None:
        return Markup(shown)  # noqa: S704 - escaped
    heard = Markup('<span class="af-said"> ({})</span>').format(of) if of else ""
    named = ' class="af-address"' if shown == escape(checked) else ""
    return Markup(f'<a{named} href="{escape(checked)}" rel="{relation}">{shown}{heard}</a>')  # noqa: S704 - escaped


def _mail(address: str) -> Markup:
    # On a narrow screen the line ends behind the @ and not within a name.
    shown = escape(address).replace("@", Markup("@<wbr>"))
    return Markup(f'<a href="mailto:{escape(address)}">{shown}</a>')  # noqa: S704 - escaped


def _phone(number: str) -> Markup:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return Markup(f'<a href="tel:{digits}">{escape(number)}</a>')  # noqa: S704 - escaped
