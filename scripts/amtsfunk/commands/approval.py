"""``amtsfunk approval show|verify POST``: is a post approved, by whom, or why not? From the clone alone, offline."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.reasons import explain
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.approving.signing import moment_of_signing
from amtsfunk.commands.approving.verdicts import (
    add_trust_root,
    find_post,
    governance_of,
    main_of,
    trust_root_of,
    verdict_of,
)
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.model.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["show", "verify"], help="show: erklären; verify: zusätzlich mit Rückgabewert 1, wenn nein"
    )
    parser.add_argument("post", metavar="BEITRAG", help="Name oder Pfad des Beitrags")
    parser.add_argument("--repository", type=Path, default=Path(), metavar="ORDNER", help="Ordner des Repositorys")
    parser.add_argument("--main", metavar="ZWEIG", help="Hauptzweig (sonst origin/main oder main)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es diese Zeit")
    add_trust_root(parser)


def run(arguments: Namespace) -> int:
    root = trust_root_of(arguments)
    with Git(arguments.repository) as git:
        main = main_of(git, arguments.main)
        settings = read_settings(git, main)
        now = moment_of_signing(arguments, settings.authority)
        path = find_post(git, main, arguments.post, arguments.repository)
        verdict = verdict_of(git, main, path, governance_of(git, root, main), now=now)
    print(describe(verdict, settings))
    return 0 if verdict.approved or arguments.action == "show" else 1


def describe(verdict: Verdict, settings: Settings) -> str:
    """The verdict in plain German: the answer first, then who and what, or every reason why not."""
    lines = [f"{verdict.post}: {_answer(verdict)}", f"  Datei      {verdict.path}"]
    if verdict.manifest is not None:
        lines += [
            f"  Zeit       {_when(verdict, settings)}",
            f"  Kanäle     {', '.join(settings.channels[b.channel].label for b in verdict.manifest.bindings)}",
            f"  Prüfsumme  {verdict.manifest.digest}",
        ]
    if verdict.merge is not None:
        lines.append(f"  Merge      {verdict.merge[:12]}")
    if verdict.approved:
        lines.append(f"  Freigabe   {', '.join(verdict.approvers)}")
        if verdict.fast_lane:
            lines.append("  Eilweg     eine Person im Dienst genügt; bitte nachträglich berichten")
    lines += [f"  – {explain(refusal)}" for refusal in verdict.refusals]
    return "\n".join(lines)


def _answer(verdict: Verdict) -> str:
    if verdict.approved:
        return "freigegeben"
    if verdict.archive:
        return "Archiv, wird nicht gesendet"
    return "Entwurf, wird nicht gesendet" if verdict.draft else "NICHT freigegeben"


def _when(verdict: Verdict, settings: Settings) -> str:
    if isinstance(verdict.publish_at, datetime):
        return verdict.publish_at.astimezone(settings.authority.zone).strftime("%d.%m.%Y, %H:%M Uhr")
    return "sofort nach der Freigabe" if verdict.publish_at else "keine (Entwurf)"
