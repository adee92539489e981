"""The pages of the internal site. Short signs only, no person's speed or load (REQUIREMENTS.md § 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from amtsfunk.model.german import german_day, german_time, german_weekday
from amtsfunk.model.office import Office
from amtsfunk.model.week import week_of
from amtsfunk.pages import text
from amtsfunk.pages.aims import aims_of
from amtsfunk.pages.closed import closed_days, other_days
from amtsfunk.pages.closing import closings
from amtsfunk.pages.drawings import DrawnPost, picture_place
from amtsfunk.pages.evaluation import Evaluation
from amtsfunk.pages.facts import KINDS
from amtsfunk.pages.guidelines import Leaf, guideline_pages, guideline_values, leaves
from amtsfunk.pages.missing import sections, title_of
from amtsfunk.pages.month import anchor_of, month_calendar
from amtsfunk.pages.office import office_values
from amtsfunk.pages.plan import STATES as STATE_WORDS
from amtsfunk.pages.plan import TODO, Delivery, PlannedPost, free_places, weeks
from amtsfunk.pages.promises import promised_channels, promised_networks
from amtsfunk.pages.public import window_line
from amtsfunk.pages.reference import RuleExample, RuleTopic, reference
from amtsfunk.pages.snippets import who
from amtsfunk.pages.states import state_anchor, state_rows
from amtsfunk.pages.templates import markdown_environment
from amtsfunk.pages.tree import tree_values
from amtsfunk.pages.versions import permanent_addresses, public_versions, rules_in_force
from amtsfunk.pages.writing import FreeSlot, writing_page
from amtsfunk.planning.missing import missing_in
from amtsfunk.planning.workdays import last_workday
from amtsfunk.source.versions import Guideline, Netiquette

if TYPE_CHECKING:
    from amtsfunk.model.netiquette import Clauses, Ladder
    from amtsfunk.model.settings import Settings
    from amtsfunk.model.team import Person, PolicyRow
    from amtsfunk.planning.plan import Plan

ROLES: Mapping[str, str] = {
    "editor": "Redaktion: schreibt Beiträge",
    "press": "Pressestelle: liest mit",
    "cvd": "Chef*in vom Dienst",
    "spokesperson": "Pressesprecherin oder Pressesprecher: gibt frei",
    "deputy": "Vertretung der Pressesprecherin: gibt frei",
    "overall": "Gesamtverantwortung",
    "steward": "Betreuung der Regeln und Einstellungen",
    "lawyer": "Rechtsamt",
    "personnel": "Personalamt",
    "staff_council": "Personalrat",
    "external": "Extern: schlägt vor, gibt nie frei",
}


@dataclass(frozen=True, slots=True)
class InternalFacts:
    """Everything that the internal pages show. ``ledger_known``: whether a ledger was there to read."""

    settings: Settings
    plan: Plan
    posts: tuple[PlannedPost, ...]
    deliveries: tuple[Delivery, ...]
    guidelines: tuple[Guideline, ...]
    rules: tuple[RuleTopic, ...]
    rule_examples: Mapping[str, RuleExample]
    stops: tuple[str, ...]
    now: datetime
    ledger_known: bool
    free_slots: tuple[FreeSlot, ...] = ()
    office: Office = field(default_factory=Office)
    clauses: Clauses | None = None
    ladder: Ladder | None = None
    evaluations: tuple[Evaluation, ...] = ()
    drawings: tuple[DrawnPost, ...] = ()
    kept_guidelines: tuple[Guideline, ...] = ()
    kept_netiquettes: tuple[Netiquette, ...] = ()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.settings.authority.zone).date()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        return leaves(self.guidelines, self.kept_guidelines, self.today)


def internal_pages(facts: InternalFacts, templates: Mapping[str, str]) -> Mapping[str, str]:
    """Path of each Markdown page → its text. ``templates``: the files of ``site/internal/``."""
    environment = markdown_environment(templates)
    found = facts.leaves
    missing = missing_in(facts.plan, week_of(facts.plan.today + timedelta(weeks=1)))
    values = {**_today(facts), **_team(facts.settings), **guideline_values(found, facts.today)}
    rules = public_versions(facts.clauses, facts.ladder, facts.kept_netiquettes, facts.today)
    addresses = permanent_addresses(rules, facts.settings.authority.website.rstrip("/"))
    clauses, ladder = rules_in_force(facts.clauses, facts.ladder, facts.kept_netiquettes, facts.today)
    values |= office_values(facts.office, facts.settings, facts.now, clauses, ladder, addresses=addresses)
    values |= tree_values(
        [leaf.holds for leaf in found if leaf.holds is not None],
        clauses,
        ladder,
        facts.office.snippets,
        facts.today,
    )
    values |= {
        "authority": facts.settings.authority,
        "channels": _channels(facts.settings),
        "evaluations": facts.evaluations,
        "aims": aims_of(facts.office.goals),
        "weeks": weeks(facts.posts, facts.now, facts.settings, facts.free_slots, facts.plan.untimed),
        "month_calendar": month_calendar(facts.plan, facts.posts, free_places(facts.free_slots, facts.settings)),
        "anchor_of": anchor_of,
        "missing": sections(facts.plan, missing),
        "missing_week": title_of(missing),
        "closings": closings(facts.plan, facts.office.goals),
        "closed_days": closed_days(facts.settings, facts.today),
        "other_days": other_days(facts.settings, facts.today),
        "drawings": facts.drawings,
        "drawn": frozenset(post.id for post in facts.drawings),
        "picture_place": picture_place,
        "writing": writing_page(facts.settings, facts.free_slots, facts.now),
        "drafts": [post for post in facts.posts if post.due is None],
        "zone": facts.settings.authority.zone,
        "state_rows": state_rows(),
        "rule_topics": reference(facts.rules, facts.rule_examples),
        "promised_channels": promised_channels(facts.settings),
        "promised_networks": promised_networks(),
        "kinds": KINDS,
        "topics": {name: topic.label for name, topic in facts.settings.topics.items()},
        "channel_names": {
            name: channel.label for name, channel in facts.settings.channels.items() if not channel.closed
        },
    }
    pages = {
        name: environment.get_template(name).render(values)
        for name in sorted(templates)
        if name.endswith(".md") and not name.rsplit("/", 1)[-1].startswith("_")
    }
    stepwise = values["tree"] and values["tree"].stem
    settled = [group for group in values["snippet_groups"] if group["settled"]]
    return {**pages, **guideline_pages(found, environment, facts.today, stepwise, settled)}


def navigation(facts: InternalFacts) -> Sequence[Mapping[str, Any]]:
    """MkDocs' ``nav`` of the internal site."""
    guidelines = [
        {f"{leaf.holds.head.number}. {leaf.holds.head.title}": f"dienstanweisung/{leaf.stem}.md"}
        for leaf in facts.leaves
        if leaf.holds is not None
    ]
    return [
        {"Heute": "index.md"},
        {"Plan": "plan.md"},
        {"Kalender": "kalender.md"},
        {"Was nächste Woche fehlt": "naechste-woche.md"},
        {"Vorschau": "vorschau.md"},
        {"Beitrag schreiben": "beitrag-schreiben.md"},
        {
            "Schritt für Schritt": [
                {"Der erste Beitrag": "handbuch/erster-beitrag.md"},
                {"Freigeben": "handbuch/beitrag-freigeben.md"},
                {"Berichtigen": "handbuch/beitrag-berichtigen.md"},
                {"Zurückziehen": "handbuch/beitrag-zurueckziehen.md"},
                {"Personenbezogenes entfernen": "handbuch/personenbezogenes-entfernen.md"},
                {"Alles anhalten": "handbuch/alles-anhalten.md"},
                {"Allein im Dienst": "handbuch/allein-im-dienst.md"},
            ]
        },
        {
            "Handbuch": [
                {"Einen Beitrag schreiben": "handbuch/schreiben.md"},
                {"Felder im Kopf": "handbuch/felder.md"},
                {"Bilder": "handbuch/bilder.md"},
                {"Bild vorbereiten": "handbuch/bild-vorbereiten.md"},
                {"Freigabe": "handbuch/freigabe.md"},
                {"Von Hand veröffentlichen": "handbuch/von-hand.md"},
                {"Adresse eintragen": "eintragen.md"},
                {"Anhalten": "handbuch/anhalten.md"},
                {"Berichtigen und zurückziehen": "handbuch/berichtigen.md"},
                {"Wo ein Beitrag steht": "handbuch/zustaende.md"},
                {"Was tun, wenn …": "handbuch/was-tun.md"},
                {"Was die Netzwerke versprechen": "handbuch/netzwerke.md"},
                {"Textbausteine und Module": "handbuch/textbausteine.md"},
                {"Planen": "handbuch/planen.md"},
                {"Regeln ändern": "handbuch/regeln-aendern.md"},
                {"In der Krise": "handbuch/krise.md"},
                {"Eine Übung machen": "handbuch/uebung.md"},
                {"Eigenen Kanal beantragen": "handbuch/eigener-kanal.md"},
                {"Am eigenen Rechner": "handbuch/am-eigenen-rechner.md"},
                {"Beiträge übernehmen": "handbuch/uebernehmen.md"},
                {"Für die Akten ausgeben": "handbuch/aktenexport.md"},
                {"Was die Prüfung meldet": "handbuch/regeln.md"},
                {"Für Ihre Behörde einrichten": "handbuch/einrichten.md"},
                {"Betrieb": "handbuch/betrieb.md"},
            ]
        },
        {
            "Nachschlagen": [
                {"Kommentar beurteilen": "kommentar-beurteilen.md"},
                {"Textbausteine": "textbausteine.md"},
                {"Krisenplan": "krisenplan.md"},
                {"Themenradar": "themenradar.md"},
                {"Ziele und Herausforderungen": "ziele.md"},
                {"Auswertung": "auswertung.md"},
                {"Anträge": "antraege.md"},
            ]
        },
        {
            "Dienstanweisung": [
                {"Überblick": "dienstanweisung/index.md"},
                {"Änderungen": "dienstanweisung/aenderungen.md"},
                {"Zum Drucken": "dienstanweisung/druck.md"},
                *guidelines,
            ]
        },
        {"Zuständig": [{"Rollen und Freigabe": "rollen.md"}, {"Kanäle": "kanaele.md"}]},
    ]


def _today(facts: InternalFacts) -> dict[str, Any]:
    zone = facts.settings.authority.zone
    today = facts.now.astimezone(zone).date()
    dated = sorted(((post.due, post) for post in facts.posts if post.due is not None), key=lambda one: one[0])
    due = [(moment, post) for moment, post in dated if moment.astimezone(zone).date() == today]
    later = [(moment, post) for moment, post in dated if moment.astimezone(zone).date() > today]
    trouble = [delivery for delivery in facts.deliveries if delivery.status in TODO]
    channels = facts.settings.channels
    return {
        "today": german_weekday(today),
        "stand": text.german_moment(facts.now, zone),
        "due": [(german_time(moment.astimezone(zone)), post) for moment, post in due],
        "next": [(text.german_moment(moment, zone), post) for moment, post in later[:3]],
        "after_approval": [post for post in facts.posts if post.after_approval],
        "trouble": [
            {
                "post": delivery.title or delivery.post,
                "channel": channels[delivery.channel].label if delivery.channel in channels else delivery.channel,
                "state": STATE_WORDS.get(delivery.status, delivery.status),
                "since": text.german_moment(delivery.since, zone) if delivery.since else None,
                "reason": delivery.reason,
                "todo": TODO[delivery.status],
                "anchor": state_anchor(delivery.status),
                "advice": delivery.advice,
            }
            for delivery in trouble
        ],
        "review": _review(facts.settings, today),
        "stops": facts.stops,
        "ledger_known": facts.ledger_known,
    }


def _review(settings: Settings, today: date) -> Mapping[str, str] | None:
    """By when a request for review that comes today has to be answered."""
    if settings.hours is None:
        return None
    days = settings.hours.review_answer_days
    last = last_workday(today, days, settings.authority.land)
    return {"days": "ein Arbeitstag" if days == 1 else f"{days} Arbeitstage", "last": german_weekday(last)}


def _team(settings: Settings) -> dict[str, Any]:
    hours = settings.hours
    return {
        "people": [_person(sign, person) for sign, person in settings.people.items() if person.revoked is None],
        "policy": [_policy_row(row) for row in (settings.policy.rows if settings.policy else ())],
        "elections": [
            {
                "name": window.name,
                "begins": german_day(window.begins),
                "ends": german_day(window.ends),
                "source": window.source,
            }
            for window in (settings.elections.windows if settings.elections else ())
        ],
        "hours": {
            "answer": [window_line(window) for window in hours.answer] if hours else [],
            "duty": [window_line(window) for window in hours.duty] if hours else [],
            "posting": [window_line(window) for window in hours.posting] if hours else [],
        },
    }


def _person(sign: str, person: Person) -> Mapping[str, Any]:
    return {
        "sign": sign,
        "function": person.function,
        "roles": [ROLES[role.value] for role in person.roles],
        "unit": "Pressestelle" if person.unit.value == "press" else "Fachbereich",
        "until": german_day(person.until) if person.until else None,
    }


def _policy_row(row: PolicyRow) -> Mapping[str, Any]:
    when = []
    if row.when.kinds:
        when.append(text.joined(KINDS[kind.value] for kind in row.when.kinds))
    if row.when.department:
        when.append("ein Fachbereich hat geschrieben")
    if row.when.sensitive:
        when.append("das Thema ist heikel")
    if row.when.election:
        when.append("vor einer Wahl")
    return {
        "when": "; ".join(when) or "immer",
        "needs": [" oder ".join(ROLES[role.value].split(":")[0] for role in slot) for slot in row.needs],
        "instead": row.instead,
        "fast_lane": row.fast_lane,
        "because": row.because,
    }


def _channels(settings: Settings) -> Sequence[Mapping[str, Any]]:
    via = {
        "api": "von selbst, über die Schnittstelle",
        "site": "von selbst, auf der eigenen Website",
        "manual": "von Hand",
    }
    return [
        {
            "name": name,
            "label": channel.label,
            "handle": channel.handle,
            "address": channel.address,
            "account_id": channel.account_id,
            "host": channel.host,
            "owner": who(channel.owner, settings),
            "via": via[channel.via.value],
            "site": channel.via.value == "site",
            "usage_concept": channel.usage_concept,
            "impact_assessment": channel.impact_assessment,
            "closed": channel.closed,
        }
        for name, channel in settings.channels.items()
    ]
