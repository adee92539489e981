"""What search engines and networks read of a public page: schema.org as JSON-LD, and Open Graph.

Nothing is said here that the page does not say itself. A data block is no script: browsers neither run it nor hold it
against ``script-src`` (decision 0092; the HTML standard leaves an unknown type before it asks the policy).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from amtsfunk.pages import text
from amtsfunk.pages.appearance import Logo
from amtsfunk.pages.facts import ArchivePicture, ArchivePost
from amtsfunk.pages.pictures import CleanPicture

if TYPE_CHECKING:
    from amtsfunk.pages.public import PublicFacts

Node = Mapping[str, Any]
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_NEWS = ("news", "crisis", "statement", "rebuttal")
"""Kinds that a press office writes as news; all others are postings."""
_EXAMPLE = "Beispiel: Diese Behörde ist erfunden. Nichts auf diesen Seiten ist eine amtliche Auskunft."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks on every page. ``website`` without a slash at its end; ``organization``: the node of the authority."""

    website: str
    site_name: str
    language: str
    organization: Node


@dataclass(frozen=True, slots=True)
class Related:
    """What became of a post. ``changed_at``: its last change; ``address`` and ``says``: where and what was mended."""

    changed_at: datetime
    address: str | None = None
    says: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class ToldPost:
    """What is told of a post. ``pictures``: those that its page really shows, in their order."""

    post: ArchivePost
    zone: ZoneInfo
    topic: str
    related: Related
    pictures: tuple[tuple[ArchivePicture, CleanPicture], ...]
    description: str


def identity_of(facts: PublicFacts, site_name: str, language: str, logo: Logo | None = None) -> Identity:
    """The authority with its verified accounts, as ``plans/authority.yml`` and ``plans/channels.yml`` name them."""
    authority = facts.authority
    accounts = [channel.address for channel in facts.channels if channel.network != "website"]
    organization = {
        "@type": "GovernmentOrganization",
        "@id": f"{authority.website}/#behoerde",
        "name": authority.name,
        "alternateName": authority.short_name,
        "description": _EXAMPLE if authority.example else None,
        "url": f"{authority.website}/",
        "logo": _logo(authority.website, logo) if logo else None,
        "email": authority.email,
        "telephone": authority.phone,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": authority.street,
            "postalCode": authority.postal_code,
            "addressLocality": authority.city,
            "addressCountry": "DE",
        },
        "sameAs": [address for address in map(text.web_address, accounts) if address],
    }
    return Identity(authority.website, site_name, language, _filled(organization))


def _logo(website: str, logo: Logo) -> Node:
    return {"@type": "ImageObject", "url": f"{website}/{logo.path}", "width": logo.width, "height": logo.height}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], ())}


def data_block(nodes: Iterable[Node]) -> str:
    """One block over all nodes of a page. No text in it can end the block or begin a comment."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    body = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        body = body.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{body}</script>'


def trail(identity: Identity, steps: Sequence[tuple[str, str]]) -> Node:
    """Breadcrumbs: name and path from the root of each step below the start page."""
    named = [("Start", ""), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": f"{identity.website}/{path}"}
            for number, (name, path) in enumerate(named, 1)
        ],
    }


def page_head(identity: Identity, path: str, title: str, description: str, steps: Sequence[tuple[str, str]]) -> str:
    """Head lines of a page that is no post. ``path``: from the root, ends in a slash, ``""`` for the start page."""
    address = f"{identity.website}/{path}"
    site = {
        "@type": "WebSite",
        "@id": f"{identity.website}/#website",
        "url": f"{identity.website}/",
        "name": identity.site_name,
        "inLanguage": identity.language,
        "publisher": {"@id": identity.organization["@id"]},
    }
    page = {
        "@type": "WebPage",
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": identity.language,
        "isPartOf": {"@id": site["@id"]},
    }
    nodes = [identity.organization, site, _filled(page), *([trail(identity, steps)] if steps else [])]
    lines = [*_open_graph(identity, "website", title, description, address), *_logo_shown(identity)]
    return "\n".join([*lines, data_block(nodes)])


def _logo_shown(identity: Identity) -> list[str]:
    """The logo as the picture of a page that has none."""
    logo, name = identity.organization.get("logo"), identity.organization["name"]
    if logo is None:
        return []
    shown = {"image": logo["url"], "image:alt": name, "image:width": logo["width"], "image:height": logo["height"]}
    return [f'<meta property="og:{key}" content="{escape(str(value))}">' for key, value in shown.items()]


def _open_graph(identity: Identity, kind: str, title: str, description: str, address: str) -> list[str]:
    values = {
        "type": kind,
        "title": title,
        "description": description,
        "url": address,
        "site_name": identity.site_name,
        "locale": "de_DE" if identity.language == "de" else "",
    }
    return [f'<meta property="og:{name}" content="{escape(value)}">' for name, value in values.items() if value]


def post_head(identity: Identity, told: ToldPost) -> str:
    """Open Graph and the data block of a post."""
    post, related = told.post, told.related
    address = f"{identity.website}/{post.href}"
    lines = _open_graph(identity, "article", post.title, told.description, address)
    lines.append(f'<meta property="article:published_time" content="{_stamp(post.published_at, told.zone)}">')
    if related.changed_at > post.published_at:
        lines.append(f'<meta property="article:modified_time" content="{_stamp(related.changed_at, told.zone)}">')
    for picture, file in told.pictures[:1]:
        shown = {"image": f"{address}{picture.name}", "image:alt": picture.alt}
        if file.width and file.height:
            shown |= {"image:width": str(file.width), "image:height": str(file.height)}
        lines += [f'<meta property="og:{name}" content="{escape(value)}">' for name, value in shown.items() if value]
    if not told.pictures and not post.is_redacted:
        lines += _logo_shown(identity)
    steps = [
        ("Archiv", "archiv/"),
        (text.month_name(post.month), f"archiv/{post.month}/"),
        (post.title, post.href),
    ]
    return "\n".join([*lines, data_block([identity.organization, _article(identity, told), trail(identity, steps)])])


def _article(identity: Identity, told: ToldPost) -> Node:
    post, related = told.post, told.related
    address, author = f"{identity.website}/{post.href}", {"@id": identity.organization["@id"]}
    changed = _stamp(related.changed_at, told.zone)
    correction = {
        "@type": "CorrectionComment",
        "text": related.says,
        "url": related.address,
        "datePublished": changed,
    }
    return _filled(
        {
            "@type": "NewsArticle" if post.kind in _NEWS else "SocialMediaPosting",
            "@id": f"{address}#beitrag",
            "url": address,
            "mainEntityOfPage": address,
            "headline": post.title,
            "description": told.description,
            "inLanguage": post.language,
            "datePublished": _stamp(post.published_at, told.zone),
            "dateModified": changed if related.changed_at > post.published_at else None,
            "author": author,
            "publisher": author,
            "articleSection": told.topic,
            "creativeWorkStatus": post.mark,
            "correction": _filled(correction) if related.says else None,
            "about": {"@id": f"{related.original}#beitrag", "url": related.original} if related.original else None,
            "image": [_image(address, picture, file) for picture, file in told.pictures],
            "sameAs": [place.address for place in post.elsewhere if place.address],
        }
    )


def _image(address: str, picture: ArchivePicture, file: CleanPicture) -> Node:
    return _filled(
        {
            "@type": "ImageObject",
            "url": f"{address}{picture.name}",
            "width": file.width,
            "height": file.height,
            "caption": picture.alt,
            "creditText": picture.credit,
        }
    )


def _stamp(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat()


# ---------------------------------------------------------------- fixed pages


def page_names(built: Mapping[str, str], site_name: str) -> Mapping[str, str]:
    """Path from the root (``kanaele/``) → title of a built page without the name of the site."""
    names = {}
    for path, html in built.items():
        found = _TITLE.search(html)
        names[path] = unescape(found[1]).strip().removesuffix(f" – {site_name}") if found else ""
    return names


def with_head(html: str, path: str, names: Mapping[str, str], identity: Identity) -> str:
    """A built fixed page with Open Graph and its data block at the end of its head."""
    found = _DESCRIPTION.search(html)
    above = [path[: at + 1] for at, sign in enumerate(path) if sign == "/"]
    steps = [(names[step], step) for step in above if names.get(step)]
    head = page_head(identity, path, names.get(path) or identity.site_name, unescape(found[1]) if found else "", steps)
    return html.replace("</head>", f"{head}\n</head>", 1)
