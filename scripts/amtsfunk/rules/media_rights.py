"""Rules over rights: credit, author, consent and expiry (R63; UrhG § 13; KUG §§ 22–23)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from amtsfunk.model.post import MediaRights, Picture
from amtsfunk.rules.cases import Hits, MediaCase, PostCase
from amtsfunk.rules.media import RIGHTS_ENDING
from amtsfunk.rules.media_alt import plain, shown, worth_keeping

_SOON = timedelta(days=30)
_OWN = frozenset(("pressestelle", "eigen", "eigene", "eigenes"))
_DRAWN = ("Zeichnung", "Grafik", "Diagramm", "Karte", "Illustration", "Plakat")
_SAID_OF_ANY = frozenset(("stadt", "gemeinde", "kreis", "landkreis", "land", "amt", "bund", "markt"))
"""Words of an authority's name that every other authority's has, too."""


def find_missing_credit(case: PostCase) -> Hits:
    """UrhG § 13: whoever made a picture may ask to be named; the house names somebody on every one."""
    for _, picture in shown(case):
        if picture.credit:
            continue
        rights = _rights(case, picture)
        author = rights.author if rights else case.settings.authority.name
        kind = "Grafik" if picture.alt.startswith(_DRAWN) else "Foto"
        fixed = f"{kind}: {author}" if '"' not in author else ""
        values = {"file": picture.file, "alt": worth_keeping(picture.alt), "fixed": fixed}
        yield case.line(picture.line, picture.column), values


def find_credit_of_another(case: PostCase) -> Hits:
    """The credit names the author that the rights file names."""
    for _, picture in shown(case):
        rights = _rights(case, picture)
        if rights is None or not picture.credit:
            continue
        if f" {plain(rights.author)} " not in f" {plain(picture.credit)} ":
            kind = picture.credit.partition(":")[0] if ":" in picture.credit else "Foto"
            fixed = f'![{picture.alt}]({picture.file} "{kind}: {rights.author}")' if '"' not in rights.author else ""
            values = {"file": picture.file, "credit": picture.credit, "author": rights.author, "fixed": fixed}
            yield case.line(picture.line, picture.column), values


def find_missing_rights(case: PostCase) -> Hits:
    """R63: whose picture is not the authority's own has a file that says what may be done with it."""
    own = _own_words(case)
    for _, picture in shown(case):
        if not picture.credit or case.post.media_path(picture) in case.world.rights:
            continue
        if case.post.media_path(picture) in case.world.tree.names and own.isdisjoint(plain(picture.credit).split()):
            author = picture.credit.partition(":")[2].strip() or picture.credit
            values = {"file": picture.file, "beside": picture.file + RIGHTS_ENDING, "author": author}
            yield case.line(picture.line, picture.column), values


def find_expired_rights(case: PostCase) -> Hits:
    day = _day_out(case)
    for _, picture in shown(case):
        rights = _rights(case, picture)
        if rights is not None and rights.expires is not None and rights.expires < day:
            yield case.line(picture.line, picture.column), _dates(picture, rights.expires, day)


def find_expiring_rights(case: PostCase) -> Hits:
    """Only while something can still be done: for posts that have not gone out."""
    day, today = _day_out(case), _local(case, case.world.now)
    for _, picture in shown(case) if day >= today else ():
        rights = _rights(case, picture)
        if rights is not None and rights.expires is not None and day <= rights.expires <= day + _SOON:
            yield case.line(picture.line, picture.column), _dates(picture, rights.expires, day)


def find_name_as_consent(case: MediaCase) -> Hits:
    """A number has a digit; a name has none (KUG § 22: the consent itself stays out of git)."""
    parsed = case.world.rights.get(case.path)
    if case.rights is None or parsed is None or case.rights.consent is None:
        return
    if re.search(r"\d", case.rights.consent) is None:
        yield parsed.positions.at("consent"), {"name": case.name + RIGHTS_ENDING, "value": case.rights.consent}


def _rights(case: PostCase, picture: Picture) -> MediaRights | None:
    parsed = case.world.rights.get(case.post.media_path(picture))
    return None if parsed is None else parsed.mended


def _own_words(case: PostCase) -> frozenset[str]:
    authority = case.settings.authority
    return (frozenset(plain(f"{authority.name} {authority.short_name}").split()) - _SAID_OF_ANY) | _OWN


def _day_out(case: PostCase) -> date:
    """The day on which the post goes out, as far as it says so; else today."""
    due = case.post.head.publish_at
    return _local(case, due if isinstance(due, datetime) else case.world.now)


def _local(case: PostCase, moment: datetime) -> date:
    return moment.astimezone(case.settings.authority.zone).date()


def _dates(picture: Picture, expires: date, day: date) -> dict[str, str]:
    return {
        "file": picture.file,
        "beside": picture.file + RIGHTS_ENDING,
        "expires": f"{expires:%d.%m.%Y}",
        "day": f"{day:%d.%m.%Y}",
    }
