"""``amtsfunk approval show|verify POST``: is a post approved, by whom, or why not?

``show`` asks the forge where signatures and the ledger of this clone do not show it. ``verify`` asks nobody: it works
the decision out anew from the clone alone, and says what that proves and what not.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from amtsfunk.approval.paths import approvable_id, module_id
from amtsfunk.approval.pull import Pull
from amtsfunk.approval.reasons import explain
from amtsfunk.approval.statement import read_time
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.agreed.verifying import describe_sent, recount, sent_here
from amtsfunk.commands.approving.redacted import describe_redacted, redacted_here, verdict_then, what_that_shows
from amtsfunk.commands.approving.reviewing import reviews_for
from amtsfunk.commands.approving.signing import moment_of_signing
from amtsfunk.commands.approving.verdicts import (
    add_trust_root,
    find_post,
    governance_of,
    main_of,
    path_in,
    trust_root_of,
    verdict_of,
)
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.model.settings import Settings

_PROVEN_BY_SIGNATURE = (
    "Was das zeigt: Unterschriften, Rollen und Regeln liegen in Git. Dieser Klon genügt;\n"
    "geglaubt werden musste dafür niemandem."
)
_PROVEN_BY_REVIEW = (
    "Was das zeigt: Text, Bilder, Rollen und Regeln liegen in Git, und aus den festgehaltenen Freigaben folgt\n"
    "dieselbe Entscheidung. Was es nicht zeigt: dass die Plattform diese Freigaben so genannt hat. Das bezeugt der\n"
    "Veröffentlicher mit seiner Unterschrift im Sendebuch; nachsehen lässt es sich nur auf der Plattform selbst."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["show", "verify"],
        help="show: erklären; verify: aus diesem Klon allein nachprüfen, mit Rückgabewert 1, wenn nein",
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
        named = approvable_id(path_in(arguments.post, arguments.repository)) or arguments.post
        authority = settings.authority
        reviews = reviews_for(
            git,
            authority,
            root,
            named=named,
            remote="origin" if arguments.action == "show" else None,
            asks=arguments.now is None and not (authority.example and authority.example_now),
        )
        redacted = redacted_here(git, authority, root, named)
        if redacted is not None:
            then = verdict_then(git, root, redacted, reviews)
            print("\n".join(describe_redacted(redacted, settings)) + f"\n\n{what_that_shows(then)}")
            return 0 if arguments.action == "show" or (then is not None and then.approved) else 1
        sent = sent_here(git, authority, root, named)
        if sent is not None:
            recounted = recount(git, root, sent, reviews)
            print("\n".join(describe_sent(sent, recounted, settings)))
            return 0 if arguments.action == "show" or not recounted.flaws else 1
        path = find_post(git, main, arguments.post, arguments.repository)
        governance = governance_of(git, root, main, None, reviews)
        verdict = verdict_of(git, main, path, governance, now=now, reviews=reviews)
    print(describe(verdict, settings))
    if arguments.action == "verify" and verdict.approved:
        print(f"\n{_PROVEN_BY_REVIEW if verdict.evidence.get('pull') else _PROVEN_BY_SIGNATURE}")
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
        lines += [*_pull_lines(verdict), f"  Freigabe   {', '.join(_approvals(verdict, settings))}"]
        if verdict.fast_lane:
            lines.append("  Eilweg     eine Person im Dienst genügt; bitte nachträglich berichten")
    lines += [f"  – {explain(refusal)}" for refusal in verdict.refusals]
    return "\n".join(lines)


def _pull_lines(verdict: Verdict) -> list[str]:
    """Which pull request it was, where reviews approved the post."""
    pull = Pull.from_json(verdict.evidence.get("pull"))
    if pull is None:
        return []
    return [f"  Pull Req.  {pull.number}, geschrieben von {', '.join(_words(verdict.evidence.get('authors')))}"]


def _approvals(verdict: Verdict, settings: Settings) -> list[str]:
    """Who approved, and when, as far as that is known: a signature has no time of its own."""
    approvals = verdict.evidence.get("approvals")
    at = {
        str(one["person"]): read_time(one["at"]).astimezone(settings.authority.zone)
        for one in (approvals if isinstance(approvals, list) else [])
        if isinstance(one, dict) and "at" in one
    }
    return [
        f"{person} (am {at[person]:%d.%m.%Y, %H:%M Uhr})" if person in at else person for person in verdict.approvers
    ]


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _answer(verdict: Verdict) -> str:
    if verdict.approved:
        return "freigegeben"
    if verdict.archive:
        return "Archiv, wird nicht gesendet"
    return "Entwurf, wird nicht gesendet" if verdict.draft else "NICHT freigegeben"


def _when(verdict: Verdict, settings: Settings) -> str:
    if isinstance(verdict.publish_at, datetime):
        return verdict.publish_at.astimezone(settings.authority.zone).strftime("%d.%m.%Y, %H:%M Uhr")
    if module_id(verdict.path) is not None:
        return "als Modul: sobald jemand im Dienst es sendet (amtsfunk module send)"
    return "sofort nach der Freigabe" if verdict.publish_at else "keine (Entwurf)"
