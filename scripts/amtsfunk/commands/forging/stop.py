"""``amtsfunk forge stop``: an issue that asks for a stop, obeyed where a person of the roster asks.

Who asks is the account that opened or labelled it, by number. What the issue says counts only if its own opener asks:
a label that somebody else puts on it stops everything but crisis posts. The stop itself is a file on the branch
``stop``, as everybody with write access can make it (DELIVERY.md § 4); here no write access is needed.
"""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, Namespace
from datetime import datetime

from amtsfunk.approval.roster import account_owners, in_office
from amtsfunk.commands.hold import STOP, is_on_main, put_stop, said
from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.delivery.stops import ALL, RESERVED, TOTAL
from amtsfunk.effects.forges.desks import desk_of
from amtsfunk.effects.forges.facts import Asked
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_branches import Branch, file_on
from amtsfunk.model.settings import Settings

LABEL = "krisenstopp"
MARKER = "<!-- amtsfunk:stopp -->"
FIELD_WHAT, FIELD_POST = "Was soll angehalten werden?", "Welcher Beitrag?"
WHAT_TOTAL, WHAT_POST = "Wirklich alles, auch Krisenbeiträge", "Nur ein Beitrag"
_POST = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAIN = "refs/amtsfunk/fetched/main"


def add_arguments(parser: ArgumentParser) -> None:
    """Everything is known from the event."""


def run(arguments: Namespace) -> int:
    """0: stopped, or nobody asked for it; 1: somebody asked who may not."""
    desk = desk_of(os.environ)
    asked = desk.asked()
    if LABEL not in asked.labels or (asked.label is not None and asked.label != LABEL):
        return 0
    settings = read_settings(arguments.repository.resolve(), "deshalb bitte von Hand: eine Datei auf dem Zweig „stop“")
    now = moment(arguments.now, settings.authority)
    sign = person_of(asked, settings, now)
    if sign is None:
        desk.put_comment(asked.number, MARKER, f"{MARKER}\n\n{_REFUSED}\n")
        print("Nicht angehalten: Dieses Konto steht nicht in plans/team.yml.")
        return 1
    with Git(arguments.repository) as git:
        git.fetch("origin", f"+refs/heads/main:{_MAIN}")
        scope = _put(git, _scope(asked, git), asked.number, sign, now)
    what = f"Angehalten: {said(scope)}. Es gilt für alles, was noch nicht hinausgegangen ist."
    desk.put_comment(asked.number, MARKER, f"{MARKER}\n\n🛑 **{what}**\n\n{_HOW_TO_LIFT}\n")
    print(what)
    return 0


_REFUSED = (
    "❌ **Es wurde nichts angehalten.** Das Konto, das darum bat, gehört niemandem, der in der Liste der Behörde steht "
    "(`plans/team.yml`). Bitte rufen Sie die Pressestelle an. Wer Schreibrechte hat, kann auch selbst eine Datei auf "
    "dem Zweig `stop` anlegen; ihr Name ist gleichgültig."
)
_HOW_TO_LIFT = (
    "Diese Meldung zu schließen hebt nichts auf. Das kann nur eine andere Person mit Freigaberecht: `amtsfunk resume`"
)


def person_of(asked: Asked, settings: Settings, now: datetime) -> str | None:
    """The sign of whoever asks, where the roster has the account and the person is in office."""
    sign = account_owners(settings.people).get(asked.by) if asked.by is not None else None
    person = settings.people.get(sign or "")
    today = now.astimezone(settings.authority.zone).date()
    return sign if person is not None and person.revoked is None and in_office(person, today) else None


def _scope(asked: Asked, git: Git) -> str:
    """Where the post that is meant cannot be found, everything stops: that can be lifted, a mistake cannot."""
    if not asked.by_opener:
        return ALL
    fields = answers(asked.body)
    what = fields.get(FIELD_WHAT, "")
    if what == WHAT_TOTAL:
        return TOTAL
    name = fields.get(FIELD_POST, "").rsplit("/", 1)[-1].removesuffix(".md")
    if what == WHAT_POST and _POST.fullmatch(name) and name not in RESERVED and is_on_main(git, name):
        return name
    return ALL


def answers(body: str) -> dict[str, str]:
    """Question → first line of the answer, of a filled-in form. The first of two equal questions counts."""
    found: dict[str, str] = {}
    question = None
    for line in body.replace("\r", "").split("\n"):
        if line.startswith("### "):
            question = line[4:].strip()
        elif line.strip() and question is not None:
            found.setdefault(question, line.strip())
            question = None
    return found


def _put(git: Git, scope: str, number: int, sign: str, now: datetime) -> str:
    """What is stopped then. Opening with a label comes as two events: the second finds the file of the first."""
    mark = f"Meldung {number}"
    name = scope if scope != ALL else f"{LABEL}-{number}"
    branch = Branch(git, "origin", STOP)
    there = (file_on(branch, f"{name}.md") or b"").decode("utf-8", "replace").split("\n")
    if mark in there or put_stop(branch, name, f"{now:%Y-%m-%dT%H:%M:%SZ}\n{mark}\n{sign}\n", now):
        return scope
    return ALL
