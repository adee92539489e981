"""What the page „Beitrag schreiben“ must know to write a post: choices for its fields, and facts for its script.

    writing_page(settings, slots, now)  →  {"choices": …, "facts": "…JSON for an attribute…"}
    posts_script(ids, earlier, settings)  →  what the page's script knows of all posts

Pure: settings in, values out. The script counts by the same limits as ``amtsfunk check`` because it gets them from
here, observed ones included; no limit is written down in JavaScript.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from amtsfunk.channels.limits import network_on
from amtsfunk.channels.networks import AMPLE, TextLimit
from amtsfunk.model.german import WEEKDAYS, german_day, german_time
from amtsfunk.model.post import URGENT, Kind
from amtsfunk.pages.facts import KINDS
from amtsfunk.pages.patterns import as_javascript
from amtsfunk.planning.calendar import Calendar, holiday_of
from amtsfunk.rules import links, privacy
from amtsfunk.rules.messages import SEVERITIES, catalogue
from amtsfunk.rules.registry import RULES_BY_ID
from amtsfunk.rules.wording import hashtags, letters, markup

if TYPE_CHECKING:
    from amtsfunk.channels import Network
    from amtsfunk.model.channel import Channel
    from amtsfunk.model.post import Post
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.week import WeekPlan

LONGEST_ADDRESS = 7_000
"""Characters of the forge's new-file address. GitHub answers 414 beyond 8,191 bytes (decision 0033); the rest is left
for what a sign-in on the way adds."""
DAYS_OF_HOLIDAYS = 400

MEANINGS: Mapping[str, str] = {
    "service": "Das Übliche: Öffnungszeiten, Termine, Hinweise, Angebote.",
    "news": "Etwas Neues mit Anlass: ein Beschluss, ein Ergebnis, ein Ereignis.",
    "short": "Ein, zwei Sätze, für die es keine Pressemitteilung gibt.",
    "statement": "Jemand spricht für das Haus und darf zitiert werden. Wer die Gesamtverantwortung hat, gibt mit frei.",
    "rebuttal": "Eine falsche Behauptung wird mit Belegen richtiggestellt. Geht den Eilweg.",
    "crisis": "Warnung oder Lage. Geht den Eilweg und auch dann hinaus, wenn sonst alles angehalten ist.",
    "career": "Eine Stelle, eine Ausbildung, ein Einblick in die Arbeit.",
    "dialogue": "Eine Frage an alle, gern mit Umfrage. Jemand muss die Antworten lesen.",
    "correction": "In einem früheren Beitrag stand etwas Falsches. Das sagen wir offen.",
    "withdrawal": "Ein früherer Beitrag gilt nicht mehr und wird zurückgenommen.",
}
"""Kind → one line for whoever chooses it."""


FOUND_ON_THE_PAGE = (
    "unlisted-handle", "private-email", "foreign-phone", "bank-account", "insecure-link", "shortened-link",
    "styled-letters", "emoji-run", "too-many-hashtags", "markdown-residue", "markdown-table",
)  # fmt: skip
"""Rules over wording that the page looks at itself, by the rules' own patterns and in their words."""
ALSO_NAMED = (
    "alt-text-too-long", "before-election", "bad-file-name", "decision-without-paid", "empty-part", "missing-credit",
    "news-without-occasion", "no-own-link", "outside-posting-hours", "picture-type", "public-holiday",
    "short-in-parts", "timely-without-occasion",
)  # fmt: skip
"""Rules that the page has words of its own for; they weigh there what they weigh in the check."""


@dataclass(frozen=True, slots=True)
class EarlierPost:
    """A post that can be corrected or repeated. ``at``: aware, when it was due."""

    id: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time of the plan that has no post yet. ``at`` is aware."""

    at: datetime
    channels: tuple[str, ...]
    topic: str
    idea: str | None = None


def free_slots(weeks: Iterable[WeekPlan], now: datetime) -> tuple[FreeSlot, ...]:
    """The slots without a post that are still to come, in order (R18)."""
    slots = [
        FreeSlot(slot.at, slot.channels, slot.topic, slot.idea)
        for week in weeks
        for slot in week.slots
        if slot.is_free and slot.at is not None and slot.at > now
    ]
    return tuple(sorted(slots, key=lambda slot: slot.at))


def earlier_posts(posts: Iterable[Post], now: datetime) -> tuple[EarlierPost, ...]:
    """Those whose time has come, the newest first."""
    dated = ((post, post.head.publish_at) for post in posts)
    past = [EarlierPost(post.id, post.title, at) for post, at in dated if isinstance(at, datetime) and at <= now]
    return tuple(sorted(past, key=lambda post: (post.at, post.id), reverse=True))


def posts_script(ids: Iterable[str], earlier: Iterable[EarlierPost], settings: Settings) -> bytes:
    """A script file that names every post: ``ids``, so that no two get one name, and ``earlier`` with day and title, so
    that one can be chosen. Beside the page and not in it: of ten thousand posts it is a megabyte (decision 0103)."""
    rows = [_earlier_choice(post, settings) for post in earlier]
    known = {name for name, _ in rows}
    posts = {"earlier": rows, "others": sorted(set(ids) - known)}
    body = json.dumps(posts, ensure_ascii=False, separators=(",", ":"))
    return f"window.Amtsfunk = window.Amtsfunk || {{}};\nwindow.Amtsfunk.beitraege = {body};\n".encode()


def writing_page(settings: Settings, slots: Sequence[FreeSlot], now: datetime) -> Mapping[str, Any]:
    """The values of the page's template. ``now``: aware, when the site is built."""
    open_channels = {name: channel for name, channel in settings.channels.items() if not channel.closed}
    return {
        "channels": open_channels,
        "topics": {name: topic.label for name, topic in settings.topics.items()},
        "kinds": [(kind.value, KINDS[kind.value], MEANINGS[kind.value]) for kind in _ordered_kinds()],
        "slots": [_slot_choice(slot, settings) for slot in slots],
        "institutions": {
            name: (institution.name, _handles(institution.accounts, settings))
            for name, institution in settings.institutions.items()
        },
        "website": _attribute(settings.authority.website),
        "facts": _attribute(json.dumps(_facts(settings, slots, now), ensure_ascii=False)),
    }


def _attribute(value: str) -> Markup:
    """Quotation marks are escaped too: it stands in an attribute."""
    return Markup(escape(value))  # noqa: S704 - escaped


def _ordered_kinds() -> list[Kind]:
    """The usual one first."""
    return [Kind.service, *(kind for kind in Kind if kind is not Kind.service)]


def _facts(settings: Settings, slots: Sequence[FreeSlot], now: datetime) -> Mapping[str, Any]:
    authority = settings.authority
    local = now.astimezone(authority.zone)
    return {
        "channels": {
            name: channel_facts(channel, network_on(settings, name))
            for name, channel in settings.channels.items()
            if not channel.closed
        },
        "institutions": {
            name: {
                "name": institution.name,
                "handles": {network: account.handle for network, account in institution.accounts.items()},
            }
            for name, institution in settings.institutions.items()
        },
        "hosts": list(authority.hosts),
        "wording": _wording(settings),
        "rules": {rule: _rule_words(rule) for rule in (*FOUND_ON_THE_PAGE, *ALSO_NAMED)},
        "severities": [SEVERITIES["de"][severity] for severity in sorted(SEVERITIES["de"], reverse=True)],
        "website": authority.website,
        "office": authority.name,
        "zone": authority.time_zone,
        "now": f"{local:%Y-%m-%dT%H:%M}" if authority.example else None,
        "windows": _windows(settings),
        "holidays": _holidays(settings, now),
        "elections": [
            {"name": window.name, "begins": window.begins.isoformat(), "ends": window.ends.isoformat()}
            for window in (settings.elections.windows if settings.elections else ())
        ],
        "urgent": sorted(kind.value for kind in URGENT),
        "slots": [
            {"at": f"{slot.at.astimezone(authority.zone):%Y-%m-%dT%H:%M}", "channels": slot.channels,
             "topic": slot.topic}
            for slot in slots
        ],
        "repository": authority.repository,
        "longest": LONGEST_ADDRESS,
    }  # fmt: skip


def channel_facts(channel: Channel, network: Network) -> Mapping[str, Any]:
    """How far a text may go on one channel, as ``channels.limits.measure_part`` measures it there."""
    return {
        "label": channel.label,
        "network": network.name,
        "texts": _limits(network.texts),
        "caption": _limits(network.caption) if network.caption else None,
        "ample": network.texts == AMPLE,
        "countsWarning": network.counts_content_warning,
        "warningGap": network.warning_gap,
        "pictures": network.media.pictures,
        "alt": network.media.alt,
        "threads": network.threads,
        "site": channel.via.value == "site",
        "by_hand": channel.via.value == "manual",
        "hashtags": channel.hashtags,
    }


def _rule_words(rule: str) -> Mapping[str, str]:
    """What the check calls its weight, and its German words with ``{blanks}``."""
    words = catalogue()[rule].de
    severity = SEVERITIES["de"][RULES_BY_ID[rule].severity]
    return {"severity": severity, "message": words.message, "remedy": words.remedy}


def _wording(settings: Settings) -> Mapping[str, Any]:
    """What the rules over wording know of this authority, and what they look for."""
    contact = settings.authority.contact
    return {
        "handles": sorted(privacy.listed_handles(settings)),
        "shorteners": sorted(links.SHORTENERS),
        "trailing": links.TRAILING,
        "phones": [privacy.national(number) for number in settings.authority.own_phones],
        "begins": [*privacy.PUBLIC_NUMBERS, privacy.national(contact.phone.rpartition("-")[0] or contact.phone)],
        "digits": [privacy.FEWEST_DIGITS, privacy.MOST_DIGITS],
        "formatting": sorted(markup.FORMATTING_NETWORKS),
        "most_emoji": letters.MOST_EMOJI,
        "markdown": [
            {"pattern": as_javascript(pattern), "shown": pattern in markup.SHOWN_BY_THE_NETWORK}
            for pattern, _ in markup.MARKDOWN
        ],
        "patterns": {
            name: as_javascript(pattern)
            for name, pattern in {
                "handle": privacy.HANDLE,
                "email": privacy.EMAIL,
                "mailbox": f"^(?:{privacy.PRIVATE_HOSTS.pattern})$",
                "phone": privacy.PHONE,
                "no_phone": privacy.NO_PHONE,
                "account": privacy.IBAN,
                "address": links.ADDRESS,
                "styled": letters.STYLED,
                "emoji": letters.EMOJI,
                "emoji_run": letters.RUN,
                "hashtag": hashtags.TAG,
                "table_row": markup.TABLE_ROW,
            }.items()
        },
    }


def _limits(rows: Sequence[TextLimit]) -> list[Mapping[str, Any]]:
    return [{"unit": row.unit, "limit": row.limit} for row in rows]


def _windows(settings: Settings) -> list[list[tuple[str, str]]]:
    """Monday to Sunday, each with its posting windows."""
    calendar = Calendar.of(settings)
    monday = date(2026, 11, 30)
    return [
        [(f"{begins:%H:%M}", f"{ends:%H:%M}") for begins, ends in calendar.windows(monday + timedelta(days=number))]
        for number in range(7)
    ]


def _holidays(settings: Settings, now: datetime) -> Mapping[str, str]:
    if settings.hours is None or not settings.hours.closed_on_holidays:
        return {}
    today = now.astimezone(settings.authority.zone).date()
    days = [today + timedelta(days=number) for number in range(DAYS_OF_HOLIDAYS)]
    named = ((day.isoformat(), holiday_of(settings.authority.land, day)) for day in days)
    return {day: name for day, name in named if name is not None}


def _slot_choice(slot: FreeSlot, settings: Settings) -> Mapping[str, str]:
    local = slot.at.astimezone(settings.authority.zone)
    labels = [settings.channels[name].label for name in slot.channels if name in settings.channels]
    topic = settings.topics[slot.topic].label if slot.topic in settings.topics else slot.topic
    about = slot.idea or topic
    when = f"{WEEKDAYS[local.weekday()]}, {german_day(local.date())}, {german_time(local)}"
    return {"when": when, "what": f"{about} ({', '.join(labels)})"}


def _earlier_choice(post: EarlierPost, settings: Settings) -> tuple[str, str]:
    return post.id, f"{german_day(post.at.astimezone(settings.authority.zone).date())}: {post.title}"


def _handles(accounts: Mapping[str, Any], settings: Settings) -> str:
    """The names under which one finds an institution on our networks: ``Mastodon @…, X @…``."""
    ours = {channel.network: channel.label for channel in settings.channels.values() if not channel.closed}
    return ", ".join(
        f"{ours[network]} @{account.handle.removeprefix('@')}"
        for network, account in accounts.items()
        if network in ours
    )
