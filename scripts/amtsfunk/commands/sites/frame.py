"""What stands around every page of both sites: name, logo and help above, imprint and accessibility below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amtsfunk.commands.sites.sources import Sources
from amtsfunk.effects.server import POLICY
from amtsfunk.pages.appearance import STYLE_SHEET, Logo, style_sheet


def frame_values(sources: Sources, *, internal: bool) -> Mapping[str, Any]:
    """What ``site/theme/main.html`` knows as ``af``."""
    authority = sources.settings.authority
    contact = authority.contact
    end = ".html" if internal else "/"
    footer = (
        [
            ("Impressum", "rechtliches.html#impressum"),
            ("Datenschutz", "rechtliches.html#datenschutz"),
            ("Barrierefreiheit", "barriere-melden.html#erklaerung"),
            ("Barriere melden", "barriere-melden.html"),
        ]
        if internal
        else [
            ("Impressum", "impressum/"),
            ("Datenschutz", "datenschutz/"),
            ("Barrierefreiheit", "barrierefreiheit/"),
            ("Barriere melden", "barriere-melden/"),
        ]
    )
    logo = sources.logo
    meta = [] if internal else [("Leichte Sprache", "leichte-sprache/"), ("Gebärdensprache", "gebaerdensprache/")]
    return {
        "authority": authority.name,
        "subtitle": "Interne Seiten der Pressestelle" if internal else "Soziale Medien",
        "address": f"{contact.street}, {contact.postal_code} {contact.city}",
        "example": authority.example,
        "internal": internal,
        "policy": "" if internal else POLICY,
        "logo": None if logo is None else _shown(logo),
        "meta": [{"title": title, "url": url} for title, url in [*meta, ("Suche", f"suche{end}")]],
        "footer": [{"title": title, "url": url} for title, url in footer],
    }


def _shown(logo: Logo) -> Mapping[str, Any]:
    width, height = logo.shown
    icon = {"url": logo.path, "type": logo.type} if logo.is_square else None
    return {"url": logo.path, "width": width, "height": height, "icon": icon}


def style_sheets(sources: Sources) -> tuple[list[str], Mapping[str, str]]:
    """The style sheets of every page, and the text of the one that is made here."""
    appearance = sources.settings.authority.appearance
    sheet = style_sheet(appearance.colours) if appearance else None
    own = {STYLE_SHEET: sheet} if sheet else {}
    return ["assets/amtsfunk/stil.css", *own], own
