"""``amtsfunk forge drift``: are the forge's rules, the workflows and their generated parts still as they should be?

It finds, it prevents nothing. Who may bypass the rules of main is not visible to a workflow: ``amtsfunk setup`` shows
that to an administrator.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from amtsfunk.approval.workflows import workflow_flaws
from amtsfunk.commands.forging.workflows import FOLDER, outdated
from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.effects.forges import codeowners
from amtsfunk.effects.forges.desks import Desk, desk_of
from amtsfunk.effects.forges.facts import PROTECTIONS
from amtsfunk.model.errors import AmtsfunkError
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible

_MISSING: Mapping[str, str] = {
    "pull-request": "Änderungen an main brauchen keinen Vorschlag mit mindestens einer Freigabe.",
    "code-owners": "Die Zuständigen aus CODEOWNERS müssen nicht freigeben.",
    "last-push": "Wer zuletzt etwas geändert hat, kann selbst freigeben („last push approval“).",
    "stale": "Freigaben bleiben stehen, wenn sich danach etwas ändert.",
    "squash": "Zusammengeführt werden kann anders als durch „Squash“.",
    "no-force": "main kann überschrieben werden (Force-Push).",
    "no-deletion": "main kann gelöscht werden.",
}
_OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


def add_arguments(parser: ArgumentParser) -> None:
    """Everything is known from the repository and the workflow."""


def run(arguments: Namespace) -> int:
    """0: all is as it should be; 1: something is not."""
    root = arguments.repository.resolve()
    found = [*_on_the_forge(desk_of(os.environ)), *_in_files(root)]
    for line in found:
        print(visible(line))
    if not found:
        print("Regeln und Abläufe sind, wie sie sein sollen.")
    return int(bool(found))


def _on_the_forge(desk: Desk) -> Iterator[str]:
    holding = desk.protections("main")
    for name in PROTECTIONS:
        if name not in holding:
            yield _MISSING[name]


def _in_files(root: Path) -> Iterator[str]:
    try:
        settings = read_settings(root, "ohne sie lassen sich die Abläufe nicht prüfen")
        yield from _owners_of_others(root, settings)
        for file, _ in outdated(root, settings):
            yield f"{file.relative_to(root)} passt nicht zu den Einstellungen: amtsfunk forge workflows --write"
    except AmtsfunkError as wrong:  # the rest is looked at all the same
        yield wrong.message
    if not (root / FOLDER).is_dir():
        return
    files = [file for file in sorted((root / FOLDER).iterdir()) if file.suffix in (".yml", ".yaml")]
    for file in files:
        for flaw in workflow_flaws(file.read_text(encoding="utf-8", errors="replace")):
            yield f"{file.relative_to(root)}: {flaw}"
    if not any((root / path).is_file() for path in _OWNERS):
        yield "Es fehlt CODEOWNERS: amtsfunk setup github legt es an."


def _owners_of_others(root: Path, settings: Settings) -> Iterator[str]:
    """Whether CODEOWNERS still says what the roster does, which can be told without asking whose accounts these are."""
    file = root / codeowners.PATH
    if settings.authority.forge is None or not file.is_file():
        return
    text, now = file.read_text(encoding="utf-8", errors="replace"), moment(None, settings.authority)
    if codeowners.is_outdated(text, settings.people, settings.policy, now.astimezone(settings.authority.zone).date()):
        yield f"{codeowners.PATH} passt nicht zu plans/team.yml und plans/approval.yml: amtsfunk setup github --apply"
