"""Every rule, in the open: one topic a line, its rows in ``amtsfunk.rules.rows``."""

from __future__ import annotations

from collections.abc import Mapping

from amtsfunk.rules.rows import (
    limits,
    media,
    names,
    netiquette,
    office,
    pages,
    plans,
    posts,
    public_duties,
    reading,
    roles,
    sense,
    waiving,
    wording,
)
from amtsfunk.rules.rule import Rule, Scope

TOPICS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Text, Links und Schutz von Personen", wording.ROWS),
    ("Bilder und Videos", media.ROWS),
    ("Ob ein Beitrag Sinn hat", sense.ROWS),
    ("Was die Netzwerke annehmen", limits.ROWS),
    ("Worauf ein Beitrag verweist", posts.ROWS),
    ("Abgestimmte Texte und Anträge", office.AGREED),
    ("Dienst, Wochenplan, Ziele und Themenradar", office.PLANNED),
    ("Netiquette und Dienstanweisung", pages.ROWS),
    ("Klauseln und Maßnahmen", netiquette.ROWS),
    ("Krise, Landesrecht und beobachtete Grenzen", office.PREPARED),
    ("Kanäle, Impressum und Pflichten", public_duties.ROWS),
    ("Rollen und Zuständige", roles.ROWS),
    ("Einstellungen", plans.ROWS),
    ("Ausnahmen", waiving.ROWS),
    ("Dateien und Namen", names.ROWS),
    ("Die Datei lesen", reading.ROWS),
)
"""Title of the topic in the rule reference, and its rules; first what editors meet most."""
ALL_RULES: tuple[Rule, ...] = tuple(rule for _, rules in TOPICS for rule in rules)
RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in ALL_RULES}


def rules_of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in ALL_RULES if rule.scope is scope)
