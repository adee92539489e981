"""The fixed pages of the public site. ``public_facts`` is the gate: what it does not copy cannot be shown (R66)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from amtsfunk.model.german import WEEKDAYS, german_day, german_time
from amtsfunk.model.lands import in_land
from amtsfunk.pages import text
from amtsfunk.pages.closed import ClosedDay, OtherDay, closed_days, other_days, todays_hours
from amtsfunk.pages.facts import Archive, ArchivePost
from amtsfunk.pages.netiquette import clauses_values, measures_values
from amtsfunk.pages.numbers import PublicYear, public_years
from amtsfunk.pages.templates import markdown_environment
from amtsfunk.pages.versions import PublicVersion, public_versions, rules_in_force, version_pages
from amtsfunk.source.versions import Netiquette

if TYPE_CHECKING:
    from amtsfunk.model.authority import Hours, Window
    from amtsfunk.model.channel import Channel
    from amtsfunk.model.law import LandLaw
    from amtsfunk.model.netiquette import Clauses, Ladder, Numbers
    from amtsfunk.model.settings import Settings

LANGUAGES = {
    "de": "Deutsch",
    "en": "Englisch",
    "nds": "Plattdeutsch",
    "fr": "Französisch",
    "da": "Dänisch",
    "tr": "Türkisch",
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class PublicAuthority:
    name: str
    short_name: str
    website: str
    example: bool
    street: str
    postal_code: str
    city: str
    phone: str
    email: str
    represented_by: str
    supervised_by: str
    responsible: str
    vat_id: str | None
    answer_hours: tuple[str, ...]
    closed_on_holidays: bool
    review_answer_days: int | None
    in_land: str
    accessibility_on: str | None
    accessibility_method: str | None

    @property
    def review_answer(self) -> str:
        """How long an answer may take, after „innerhalb von“: ``10 Arbeitstagen``."""
        return "einem Arbeitstag" if self.review_answer_days == 1 else f"{self.review_answer_days} Arbeitstagen"

    @property
    def review_answer_easy(self) -> str:
        """After „höchstens“, in easy language: ``10 Arbeits-Tage``."""
        return "1 Arbeits-Tag" if self.review_answer_days == 1 else f"{self.review_answer_days} Arbeits-Tage"


@dataclass(frozen=True, slots=True)
class PublicBody:
    """Whom readers can turn to, from ``site/law/<land>.yml``; public as such."""

    name: str
    law: str
    address: str | None

    @property
    def host(self) -> str:
        return urlsplit(self.address or "").hostname or ""


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class PublicChannel:
    """A channel as readers may see it. ``assessed`` says only that the concepts exist, not what is in them."""

    name: str
    label: str
    network: str
    handle: str | None
    address: str | None
    account_id: str
    language: str
    comments: bool
    direct_messages: bool
    terms: str | None
    alternative: str | None
    assessed: bool
    measures: tuple[PublicMeasure, ...]

    @property
    def terms_host(self) -> str:
        return urlsplit(self.terms or "").hostname or ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of ``netiquette/*.md``: written for the public, so it is shown whole; Markdown, no HTML."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    authority: PublicAuthority
    channels: tuple[PublicChannel, ...]
    closed: tuple[PublicChannel, ...]
    clauses: Mapping[str, Any] | None
    measures: tuple[Mapping[str, Any], ...]
    prose: Mapping[str, Prose]
    bodies: Mapping[str, PublicBody]
    numbers: tuple[PublicYear, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    versions: tuple[PublicVersion, ...] = ()
    other_days: tuple[OtherDay, ...] = ()
    todays_hours: str | None = None


def public_facts(  # noqa: PLR0913 - one parameter a file
    settings: Settings,
    clauses: Clauses | None,
    ladder: Ladder | None,
    prose: Mapping[str, Prose],
    law: LandLaw | None = None,
    *,
    numbers: Numbers | None = None,
    kept: Sequence[Netiquette] = (),
    today: date | None = None,
) -> PublicFacts:
    """The allow-list: each field is copied by name. ``law``: the law of the authority's Land, where it is on file;
    ``kept``: kept versions of the netiquette; ``today``: the authority's day, which says the version in force, and from
    which on holidays are listed."""
    versions = public_versions(clauses, ladder, kept, today)
    clauses, ladder = rules_in_force(clauses, ladder, kept, today)
    channels = tuple(
        _channel(name, channel, ladder) for name, channel in settings.channels.items() if not channel.closed
    )
    closed = tuple(_channel(name, channel, None) for name, channel in settings.channels.items() if channel.closed)
    labels = {channel.network: channel.label for channel in channels}
    return PublicFacts(
        authority=_authority(settings),
        channels=channels,
        closed=closed,
        clauses=clauses_values(clauses, today),
        measures=measures_values(ladder, labels),
        prose={stem: Prose(page.title, text.prose_without_html(page.body)) for stem, page in prose.items()},
        bodies=_bodies(settings, law),
        numbers=public_years(numbers, ladder),
        closed_days=closed_days(settings, today) if today else (),
        versions=versions,
        other_days=other_days(settings, today) if today else (),
        todays_hours=todays_hours(settings, today) if today else None,
    )


def _bodies(settings: Settings, law: LandLaw | None) -> Mapping[str, PublicBody]:
    """By subject, with underscores. A federal authority answers to other bodies than those of the Land it sits in."""
    if law is None or settings.authority.level.value == "federal" or law.land != settings.authority.land:
        return {}
    return {
        entry.id.value.replace("-", "_"): PublicBody(entry.body, entry.law, entry.address)
        for entry in law.entries
        if entry.body is not None
    }


def _authority(settings: Settings) -> PublicAuthority:
    authority, hours = settings.authority, settings.hours
    statement = authority.accessibility
    return PublicAuthority(
        name=authority.name,
        short_name=authority.short_name,
        website=authority.website.rstrip("/"),
        example=authority.example,
        street=authority.contact.street,
        postal_code=authority.contact.postal_code,
        city=authority.contact.city,
        phone=authority.contact.phone,
        email=authority.contact.email,
        represented_by=authority.imprint.represented_by,
        supervised_by=authority.imprint.supervised_by,
        responsible=authority.imprint.responsible,
        vat_id=authority.imprint.vat_id,
        answer_hours=answer_hours(hours),
        closed_on_holidays=hours.closed_on_holidays if hours else True,
        review_answer_days=hours.review_answer_days if hours else None,
        in_land=in_land(authority.land),
        accessibility_on=german_day(statement.statement_on) if statement else None,
        accessibility_method=statement.method if statement else None,
    )


def answer_hours(hours: Hours | None) -> tuple[str, ...]:
    """``Montag bis Freitag von 9:00 Uhr bis 17:00 Uhr``, one line a window (R05)."""
    return tuple(window_line(window) for window in hours.answer) if hours else ()


def window_line(window: Window) -> str:
    numbers = sorted(_DAYS.index(day.value) for day in window.days)
    names = [WEEKDAYS[number] for number in numbers]
    in_a_row = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    days = f"{names[0]} bis {names[-1]}" if in_a_row else text.joined(names)
    return f"{days} von {german_time(window.begins)} bis {german_time(window.ends)}"


def _channel(name: str, channel: Channel, ladder: Ladder | None) -> PublicChannel:
    measures = tuple(
        PublicMeasure(measure.title, measure.networks[channel.network])
        for measure in (ladder.measures if ladder else ())
        if channel.network in measure.networks
    )
    return PublicChannel(
        name=name,
        label=channel.label,
        network=channel.network,
        handle=channel.handle,
        address=channel.address,
        account_id=channel.account_id,
        language=LANGUAGES.get(channel.language, channel.language),
        comments=channel.comments,
        direct_messages=channel.direct_messages,
        terms=channel.terms,
        alternative=channel.alternative,
        assessed=bool(channel.usage_concept and channel.impact_assessment),
        measures=measures,
    )


def public_pages(facts: PublicFacts, archive: Archive, templates: Mapping[str, str]) -> Mapping[str, str]:
    """Path of each Markdown page → its text. ``templates``: the files of ``site/public/``; ``_x`` are only included."""
    environment = markdown_environment(templates)
    more = [
        {"stem": stem, "title": page.title, "body": page.body}
        for stem, page in sorted(facts.prose.items())
        if f"netiquette/{stem}.md" not in templates
    ]
    kept, versions = version_pages(facts.versions, environment, facts.authority.website)
    lead, _, rest = (facts.prose["index"].body if "index" in facts.prose else "").partition("\n## ")
    values = {
        "p": facts.authority,
        "bodies": facts.bodies,
        "channels": facts.channels,
        "closed": facts.closed,
        "closed_days": facts.closed_days,
        "other_days": facts.other_days,
        "todays_hours": facts.todays_hours,
        "clauses": facts.clauses,
        "measures": facts.measures,
        "numbers": facts.numbers,
        "prose": defaultdict(str) | {stem: page.body for stem, page in facts.prose.items()},
        "prose_rest": rest,
        "prose_lead": lead,
        "more_prose": more,
        "recent": [_recent(post, archive) for post in archive.posts[:6]],
        "notices": notices(archive),
        **versions,
        "years": sorted({post.month[:4] for post in archive.posts}, reverse=True),
    }
    fixed = {
        name: environment.get_template(name).render(values)
        for name in sorted(templates)
        if name.endswith(".md") and not name.rsplit("/", 1)[-1].startswith("_")
    }
    prose = environment.get_template("netiquette/_prosa.md") if more else None
    written = {f"netiquette/{page['stem']}.md": prose.render(page) for page in more} if prose else {}
    return {**fixed, **kept, **written}


def _recent(post: ArchivePost, archive: Archive) -> Mapping[str, Any]:
    day = german_day(post.published_at.astimezone(archive.zone).date())
    return {"title": post.title, "href": post.href, "when": day, "mark": post.mark}


def notices(archive: Archive) -> Sequence[Mapping[str, Any]]:
    """Corrections, withdrawals and redactions, newest first (R47, R48)."""
    by_id = {post.id: post for post in archive.posts}
    found = []
    for post in archive.posts:
        day = german_day(post.published_at.astimezone(archive.zone).date())
        if post.mending is not None and post.mending.post in by_id:
            original, mending = by_id[post.mending.post], post.mending
            found.append(
                {
                    "anchor": post.id,
                    "title": original.title,
                    "what": "zurückgezogen" if post.kind == "withdrawal" else "berichtigt",
                    "when": day,
                    "was_wrong": mending.was_wrong,
                    "since": german_day(mending.since) if mending.since else None,
                    "because": mending.because,
                    "href": original.href,
                    "by_href": post.href,
                }
            )
        elif post.is_redacted:
            found.append(
                {
                    "anchor": post.id,
                    "title": post.title,
                    "what": "entfernt" if post.removed_on else "veröffentlicht, Inhalt später entfernt; veröffentlicht",
                    "when": german_day(post.removed_on) if post.removed_on else day,
                    "was_wrong": None,
                    "since": None,
                    "because": post.note,
                    "href": post.href,
                    "by_href": None,
                }
            )
    return found


def channel_list(facts: PublicFacts) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """What ``channels.json`` says: the authority, and each real account."""
    head = {
        "version": 1,
        "authority": facts.authority.name,
        "website": facts.authority.website,
        "example": facts.authority.example,
    }
    rows = [
        {
            "label": channel.label,
            "network": channel.network,
            "handle": channel.handle,
            "address": channel.address,
            "account_id": channel.account_id,
        }
        for channel in facts.channels
    ]
    return head, rows
