"""What is asked for each kind of file, and the file that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from amtsfunk.commands.creating import answers
from amtsfunk.commands.creating.asking import Asker, Question, Wrong
from amtsfunk.model.settings import Settings
from amtsfunk.model.snippet import BLANK
from amtsfunk.model.week import week_of
from amtsfunk.pages.facts import KINDS as KIND_LABELS
from amtsfunk.rules.cases import POSTS, Tree
from amtsfunk.rules.suggest import as_slug
from amtsfunk.source.times import spell_local
from amtsfunk.source.write import page, plan

_SECTIONS = (
    "a) Berechtigtes Interesse",
    "b) Das richtige Netzwerk und die Alternativen",
    "c) Verantwortliche",
    "d) Zeitaufwand",
    "e) Technik",
    "f) Schulung",
    "g) Abstimmung mit den zentralen Kanälen",
    "h) Auftritt",
)
_NO_TOPIC = "keines"
_CHOOSE = "Die Nummer aus der Liste, der Name oder der Kurzname in Klammern."
_MODULE_KINDS = ("crisis", "service", "news", "statement")


@dataclass(frozen=True, slots=True)
class Office:
    """What the questions are asked against."""

    settings: Settings
    tree: Tree
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.settings.authority.zone).date()

    @property
    def channels(self) -> dict[str, str]:
        return {name: channel.label for name, channel in self.settings.channels.items() if not channel.closed}

    @property
    def topics(self) -> dict[str, str]:
        return {name: topic.label for name, topic in self.settings.topics.items()}

    @property
    def signs(self) -> dict[str, str]:
        return {sign: person.function or sign for sign, person in self.settings.people.items()}


@dataclass(frozen=True, slots=True)
class NewFile:
    """Where it goes and what it says; ``then``: what comes next, in words."""

    path: str
    text: str
    then: tuple[str, ...]


def new_post(ask: Asker, office: Office) -> NewFile:
    """``content/posts/JJJJ/MM/<slug>.md``."""
    zone = office.settings.authority.zone

    def taken(slug: str) -> str | None:
        return next(iter(office.tree.posts_by_id.get(slug, ())), None)

    title = ask(_title("Die Überschrift steht im Archiv. Aus ihr wird auch der Name der Datei.", taken))
    channels = ask(_channels(office))
    topic = ask(_topic(office))
    when = ask(
        Question(
            "at", "Wann soll er erscheinen?", "Ein Zeitpunkt wie 01.12.2026 09:00, „nach Freigabe“, oder leer für "
            "einen Entwurf, der noch nicht hinausgeht.", answers.time_from(zone, office.now), "", "noch offen: Entwurf",
        )
    )  # fmt: skip
    text = ask(_text("So geht er hinaus, Zeile für Zeile, wie Sie ihn tippen."))
    link = _link(ask, office, text)
    local = when.astimezone(zone) if isinstance(when, datetime) else None
    head: dict[str, object] = {}
    if local is not None:
        head["publish_at"] = spell_local(local, zone)
    elif when is not None:
        head["publish_at"] = answers.AFTER_APPROVAL
    head |= {"channels": channels, "topic": topic, **link}
    month = local or office.now.astimezone(zone)
    path = f"{POSTS}{month.year:04}/{month.month:02}/{as_slug(title)}.md"
    media = path.replace(POSTS, "content/media/").rpartition("/")[0]
    then = (
        f"Ein Bild? amtsfunk media add BILD.jpg --post {as_slug(title)} (es kommt nach {media}).",
        f"Ansehen, wie er auf jedem Kanal aussieht: amtsfunk preview {as_slug(title)}",
        "Dann auf einem eigenen Zweig speichern und zur Freigabe vorschlagen.",
    )
    return NewFile(path, page(head, title, text), then)


def new_snippet(ask: Asker, office: Office) -> NewFile:
    """``content/snippets/<slug>.md``."""
    title = ask(
        _title("Worauf der Baustein antwortet oder wovon er handelt.", _taken(office, "content/snippets/{}.md"))
    )
    uses = {"reply": "Antwort auf Kommentare", "text": "Baustein für Beiträge"}
    use = ask(
        Question("use", "Wofür?", "Antworten schickt ein Mensch von Hand; Bausteine kommen in Beiträge.",
                 answers.one_of(uses, "Die Verwendung"), "reply", uses["reply"], choices=uses)
    )  # fmt: skip
    topics = {**office.topics, _NO_TOPIC: _NO_TOPIC}
    topic = ask(Question("topic", "Thema", _CHOOSE, answers.one_of(topics, "Das Thema"), _NO_TOPIC, choices=topics))
    text = ask(_text("Was jedes Mal anders ist, setzen Sie in geschweifte Klammern, zum Beispiel {ort}."))
    head: dict[str, object] = {"use": use, **({"topic": topic} if topic != _NO_TOPIC else {}), **_agreed(ask, office)}
    path = f"content/snippets/{as_slug(title)}.md"
    return NewFile(path, page(head, title, text), ("Dann auf einem eigenen Zweig speichern und vorschlagen.",))


def new_module(ask: Asker, office: Office) -> NewFile:
    """``content/modules/<slug>.md``."""
    title = ask(_title("Die Überschrift des fertigen Beitrags.", _taken(office, "content/modules/{}.md")))
    channels, topic = ask(_channels(office)), ask(_topic(office))
    kinds = {name: KIND_LABELS[name] for name in _MODULE_KINDS}
    kind = ask(
        Question("kind", "Art", f"Eine {kinds['crisis']} geht auch hinaus, wenn alles andere angehalten ist.",
                 answers.one_of(kinds, "Die Art"), "crisis", kinds["crisis"], choices=kinds)
    )  # fmt: skip
    text = ask(_text("Was Sie im Ernstfall einsetzen, steht in geschweiften Klammern, zum Beispiel {ort}."))
    slots = {name: ask(_slot(name)) for name in dict.fromkeys(BLANK.findall(text)) if as_slug(name) == name}
    head: dict[str, object] = {"channels": channels, "topic": topic, "kind": kind}
    head |= {"slots": slots} if slots else {}
    head |= _agreed(ask, office)
    then = ("Dann auf einem eigenen Zweig speichern und freigeben lassen, bevor es ernst wird.",)
    return NewFile(f"content/modules/{as_slug(title)}.md", page(head, title, text), then)


def new_application(ask: Asker, office: Office) -> NewFile:
    """``plans/applications/<slug>.md``, a draft with its eight questions."""
    taken = _taken(office, "plans/applications/{}.md")
    title = ask(_title("Wie der Kanal heißen soll, zum Beispiel: Stadtbibliothek auf Mastodon.", taken))
    department = ask(
        Question("department", "Welcher Fachbereich?", "Der Name des Fachbereichs, der den Kanal möchte.", answers.line)
    )
    network = ask(Question("network", "Welches Netzwerk?", "Zum Beispiel mastodon oder linkedin.", _network))
    contact = ask(
        Question("contact", "Wer ist zuständig? (Funktion, kein Name)", "Zum Beispiel: Leitung der Stadtbibliothek. "
                 "Namen gehören nicht in dieses Archiv.", answers.line)
    )  # fmt: skip
    head: dict[str, object] = {"department": department, "network": network, "working_title": title,
                               "contact": contact, "status": "draft"}  # fmt: skip
    questions = "\n\n".join(f"## {section}" for section in _SECTIONS)
    then = (
        "Beantworten Sie die acht Fragen, jede unter ihrer Überschrift.",
        "Im Kopf gehören dazu „audiences“, „formats“ und „weekly_hours“: für wen, womit, mit wie viel Aufwand.",
        "Sind alle beantwortet: „status: submitted“ und „submitted_on“ mit dem Tag eintragen und vorschlagen.",
    )
    return NewFile(f"plans/applications/{as_slug(title)}.md", page(head, f"Antrag: {title}", questions), then)


def new_week(ask: Asker, office: Office) -> NewFile:
    """``plans/weeks/<week>.yml``, with as many free slots as somebody wants to plan now."""
    zone = office.settings.authority.zone

    def taken(week: str) -> str | None:
        path = f"plans/weeks/{week}.yml"
        return path if path in office.tree.names else None

    weeks = (week_of(office.today + timedelta(weeks=ahead)) for ahead in count(1))
    free = next(week for week in weeks if taken(week) is None)
    week = ask(
        Question("week", "Welche Woche?", "Jahr und Kalenderwoche, zum Beispiel 2026-W49.", answers.free_week(taken),
                 free)
    )  # fmt: skip
    focus = ask(Question("focus", "Schwerpunkt der Woche", "Ein Satz, oder leer.", answers.maybe_line, "", "keiner"))
    slots: list[dict[str, object]] = []
    while True:
        when = ask(
            Question("at", "Ein Platz: wann?", "Zum Beispiel 01.12.2026 09:00, oder leer, wenn es keinen mehr gibt.",
                     answers.time_from(zone, office.now), "", "keiner mehr")
        )  # fmt: skip
        if not isinstance(when, datetime):
            break
        slots.append({"at": spell_local(when, zone), "channels": ask(_channels(office)),
                      "topic": ask(_topic(office)), "idea": ask(_idea())})  # fmt: skip
        if not ask.goes_on("at"):
            break
    head = {"week": week, **({"focus": focus} if focus else {}), "slots": slots}
    then = (
        "Weitere Plätze ergänzen Sie in der Datei: Schreiben Sie sie so wie die, die schon dort stehen.",
        "Dann auf einem eigenen Zweig speichern und vorschlagen.",
    )
    return NewFile(f"plans/weeks/{week}.yml", plan(head), then)


KINDS: Mapping[str, Callable[[Asker, Office], NewFile]] = {
    "post": new_post,
    "snippet": new_snippet,
    "module": new_module,
    "application": new_application,
    "week": new_week,
}


def _taken(office: Office, pattern: str) -> Callable[[str], str | None]:
    return lambda slug: pattern.format(slug) if pattern.format(slug) in office.tree.names else None


def _title(help_: str, taken: Callable[[str], str | None]) -> Question[str]:
    return Question("title", "Überschrift", help_, answers.title_for(taken))


def _channels(office: Office) -> Question[list[str]]:
    known = office.channels
    first = next(iter(known), "")
    help_ = "Einer oder mehrere, mit Kommas getrennt (zum Beispiel 1, 3), oder „alle“."
    read = answers.several_of(known, "Den Kanal")
    return Question("channels", "Auf welchen Kanälen?", help_, read, first, known.get(first, ""), choices=known)


def _topic(office: Office) -> Question[str]:
    known = office.topics
    return Question("topic", "Thema", _CHOOSE, answers.one_of(known, "Das Thema"), choices=known)


def _text(help_: str) -> Question[str]:
    return Question("text", "Text (eine leere Zeile beendet ihn)", help_, answers.body, many=True)


def _link(ask: Asker, office: Office, text: str) -> dict[str, object]:
    """R25: a page with more, or why there is none; not asked where the text names one of our pages."""
    if any(f"//{host}" in text for host in office.settings.authority.hosts):
        return {}
    help_ = "Eine vollständige Adresse auf Ihrer Website, oder leer."
    link = ask(Question("link", "Adresse der Seite mit mehr dazu", help_, answers.address, "", "keine"))
    if link:
        return {"link": link}
    if not ask.answers("no-link-because"):
        return {}
    help_ = "Ein Satz, zum Beispiel: Alles Wichtige steht im Beitrag."
    return {"no_link_because": ask(Question("no-link-because", "Warum ohne Link?", help_, answers.reason))}


def _idea() -> Question[str]:
    return Question("idea", "Idee", "Ein Satz: Was könnte dort stehen?", answers.line)


def _slot(name: str) -> Question[str | list[str]]:
    help_ = "Möglichkeiten, mit Kommas getrennt (Altstadt, Hafen), oder „zeit“ für eine Uhrzeit oder „zahl“."
    return Question(f"slot-{name}", f"Was kann in {{{name}}} stehen?", help_, answers.slot)


def _network(text: str) -> str:
    slug = as_slug(answers.line(text))
    if not slug:
        raise Wrong("Daraus wird kein Kurzname. Zum Beispiel: mastodon")
    return slug


def _agreed(ask: Asker, office: Office) -> dict[str, object]:
    known = office.signs
    signs = ask(
        Question("agreed-by", "Wer hat zugestimmt?", "Eine oder mehrere Nummern oder Kürzel, mit Kommas getrennt.",
                 answers.several_of(known, "Das Kürzel"), choices=known)
    )  # fmt: skip
    later = f"{office.today + timedelta(days=365):%d.%m.%Y}"
    until = ask(
        Question("valid-until", "Bis wann gilt er?", "Der letzte Tag, an dem der Text verwendet werden darf.",
                 answers.day_after(office.today), later)
    )  # fmt: skip
    return {"agreed_by": signs, "agreed_on": f"{office.today:%d.%m.%Y}", "valid_until": f"{until:%d.%m.%Y}"}
