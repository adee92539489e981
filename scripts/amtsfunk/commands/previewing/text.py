"""The preview for people: one panel a channel, the text as it goes out, and when and how full in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from amtsfunk.channels.limits import Measure, tightest
from amtsfunk.channels.networks import network_of
from amtsfunk.channels.promises import promise_of
from amtsfunk.commands.previewing.views import ChannelView, PartView
from amtsfunk.model.post import AFTER_APPROVAL
from amtsfunk.model.settings import Settings
from amtsfunk.pages.promises import PROMISES
from amtsfunk.report.safe import visible

SCHEDULER_LATENESS = timedelta(minutes=20)
"""A forge's scheduler is late as a rule (DELIVERY.md § 5); whoever runs ``publish --watch`` waits seconds."""
_WIDTH = 100
_AMPLE = 60_000
"""A limit from here on is not worth a word as long as it is kept."""

WORDS = {
    "de": {
        "draft": "Entwurf: geht so nicht hinaus. Erst mit „publish_at“ und neuer Freigabe.",
        "after": "Gleich nach der Freigabe, etwa innerhalb von {minutes} Minuten; spätestens {latest}",
        "at": "{day}, zwischen {first} und etwa {second} Uhr; spätestens {latest}",
        "over": "{day}, {first} Uhr: Die Zeit ist vorbei (spätestens war {latest}).",
        "clock": "{time} Uhr",
        "hours": "{count} Stunden danach",
        "hour": "eine Stunde danach",
        "minutes": "{count} Minuten danach",
        "part": "Teil {number} von {count}",
        "part_alone": "Beitrag {number} von {count} (hängen dort nicht zusammen)",
        "picture": "Bild: {file}",
        "alt": "Beschreibung: {alt}",
        "credit": "Nachweis: {credit}",
        "warning": "Inhaltswarnung: {warning}",
        "link": "Vorschau des Links: {link}",
        "mentions": "Erwähnt: {names}",
        "edit": "ersetzt den Text von „{post}“",
        "reply": "antwortet auf „{post}“",
        "delete": "löscht „{post}“",
        "full": "{length} von {limit} {unit}",
        "long": "{length} {unit}",
        "too_long": "{length} von {limit} {unit}: {over} zu viel",
        "manifest": "Prüfsumme der Freigabe: {digest}",
        "manual": "von Hand zu veröffentlichen",
        "characters": "Zeichen",
        "graphemes": "Zeichen",
        "bytes": "Bytes",
        "weighted": "Zeichen nach der Zählung von X",
        "none": "Kein Beitrag zu zeigen.",
    },
    "en": {
        "draft": "Draft: does not go out like this. Needs “publish_at” and an approval of its own.",
        "after": "Right after approval, within about {minutes} minutes; no later than {latest}",
        "at": "{day}, between {first} and about {second}; no later than {latest}",
        "over": "{day}, {first}: the time is over (the latest was {latest}).",
        "clock": "{time}",
        "hours": "{count} hours after it",
        "hour": "an hour after it",
        "minutes": "{count} minutes after it",
        "part": "Part {number} of {count}",
        "part_alone": "Post {number} of {count} (they do not hang together there)",
        "picture": "Picture: {file}",
        "alt": "Description: {alt}",
        "credit": "Credit: {credit}",
        "warning": "Content warning: {warning}",
        "link": "Link card: {link}",
        "mentions": "Mentions: {names}",
        "edit": "replaces the text of “{post}”",
        "reply": "replies to “{post}”",
        "delete": "deletes “{post}”",
        "full": "{length} of {limit} {unit}",
        "long": "{length} {unit}",
        "too_long": "{length} of {limit} {unit}: {over} too many",
        "manifest": "Digest of the approval: {digest}",
        "manual": "to be published by hand",
        "characters": "characters",
        "graphemes": "characters",
        "bytes": "bytes",
        "weighted": "characters as X counts them",
        "none": "No post to show.",
    },
}
_DAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def print_views(views: Sequence[ChannelView], settings: Settings, now: datetime, lang: str) -> None:
    """All views to standard output, grouped by post. Texts are printed literally, never read as markup."""
    console = Console(emoji=False, markup=False, highlight=False)
    if not console.is_terminal:
        console = Console(emoji=False, markup=False, highlight=False, width=_WIDTH)
    last = ""
    for view in views:
        if view.post.id != last:
            last = view.post.id
            console.print(_header(view, settings, now, lang))
        console.print(_panel(view, settings, lang))
    if not views:
        console.print(WORDS[lang]["none"])


def describe_time(view: ChannelView, settings: Settings, now: datetime, lang: str) -> str:
    """When the post goes out, in plain words."""
    words, head = WORDS[lang], view.post.head
    if head.publish_at is None:
        return words["draft"]
    if head.publish_at == AFTER_APPROVAL:
        latest = head.latest if isinstance(head.latest, datetime) else None
        span = _moment(latest, settings, lang) if latest else _span(view, now, lang)
        return words["after"].format(minutes=int(SCHEDULER_LATENESS.total_seconds() // 60), latest=span)
    due = head.publish_at
    until = view.post.latest_after(due)
    same_day = _day(until, settings, lang) == _day(due, settings, lang)
    last = words["clock"].format(time=_clock(until, settings)) if same_day else _moment(until, settings, lang)
    return words["over" if now > until else "at"].format(
        day=_day(due, settings, lang),
        first=_clock(due, settings),
        second=_clock(min(due + SCHEDULER_LATENESS, until), settings),
        latest=last,
    )


def _moment(moment: datetime, settings: Settings, lang: str) -> str:
    time = WORDS[lang]["clock"].format(time=_clock(moment, settings))
    return f"{_day(moment, settings, lang)}, {time}"


def _span(view: ChannelView, now: datetime, lang: str) -> str:
    minutes = int((view.post.latest_after(now) - now).total_seconds() // 60)
    if minutes == 60:
        return WORDS[lang]["hour"]
    if minutes % 60 == 0:
        return WORDS[lang]["hours"].format(count=minutes // 60)
    return WORDS[lang]["minutes"].format(count=minutes)


def _header(view: ChannelView, settings: Settings, now: datetime, lang: str) -> RenderableType:
    lines = Text()
    lines.append(f"\n{view.post.title}\n", style="bold")
    lines.append(f"{view.post.path}\n", style="dim")
    lines.append(f"{describe_time(view, settings, now, lang)}\n")
    lines.append(WORDS[lang]["manifest"].format(digest=view.manifest.digest), style="dim")
    return lines


def _panel(view: ChannelView, settings: Settings, lang: str) -> Panel:
    channel = settings.channels[view.channel]
    network = network_of(channel.network)
    title = Text(channel.label, style="bold")
    if channel.via.value == "manual":
        title.append(f" · {WORDS[lang]['manual']}", style="dim")
    blocks: list[RenderableType] = []
    for number, part in enumerate(view.parts, 1):
        if len(view.parts) > 1:
            key = "part" if network.threads else "part_alone"
            blocks.append(Rule(WORDS[lang][key].format(number=number, count=len(view.parts)), align="left"))
        blocks += _part(part, lang)
    promise = promise_of(channel.via.value, network)
    blocks.append(Text(f"\n{PROMISES[lang][promise]}", style="dim"))
    full = any(measure.exceeded for part in view.parts for measure in part.measures)
    return Panel(Group(*blocks), title=title, title_align="left", border_style="red" if full else "cyan")


def _part(part: PartView, lang: str) -> Iterator[RenderableType]:
    words, payload = WORDS[lang], part.payload
    if payload["target"]:
        yield Text(words[payload["action"]].format(post=payload["target"]["post"]), style="italic")
    if payload["content_warning"]:
        yield Text(words["warning"].format(warning=payload["content_warning"]), style="yellow")
    yield Text("\n".join(visible(line) for line in payload["text"].split("\n")))
    for medium in payload["media"]:
        yield Text(words["picture"].format(file=medium["path"]), style="green")
        yield Text("  " + words["alt"].format(alt=visible(medium["alt"])), style="dim")
        if medium["credit"]:
            yield Text("  " + words["credit"].format(credit=visible(medium["credit"])), style="dim")
    if payload["link"]:
        yield Text(words["link"].format(link=payload["link"]), style="dim")
    if payload["mentions"]:
        names = ", ".join(mention["handle"] for mention in payload["mentions"])
        yield Text(words["mentions"].format(names=visible(names)), style="dim")
    yield Text(describe_measures(part.measures, lang), style=_style(tightest(part.measures)), justify="right")


def describe_measures(measures: Sequence[Measure], lang: str) -> str:
    """The tightest limit in words, and every other one that is exceeded."""
    tight = tightest(measures)
    shown = [measure for measure in measures if measure is tight or measure.exceeded]
    words = WORDS[lang]
    return "; ".join(
        words["too_long" if measure.exceeded else "full" if measure.limit < _AMPLE else "long"].format(
            length=measure.length,
            limit=measure.limit,
            unit=words[measure.unit],
            over=measure.length - measure.limit,
        )
        for measure in shown
    )


def _style(measure: Measure) -> str:
    if measure.exceeded:
        return "bold red"
    return "yellow" if measure.length * 10 > measure.limit * 9 else "dim"


def _day(moment: datetime, settings: Settings, lang: str) -> str:
    local = moment.astimezone(settings.authority.zone)
    return f"{_DAYS[lang][local.weekday()]}, {local:%d.%m.%Y}"


def _clock(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(settings.authority.zone):%H:%M}"
