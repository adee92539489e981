"""What only people can do for a repository on GitHub: signatures, secrets, and what no token should be able to."""

from __future__ import annotations

from collections.abc import Iterator

from amtsfunk.approval.paths import GENESIS
from amtsfunk.effects.forges import codeowners
from amtsfunk.effects.forges import github_wanted as wanted
from amtsfunk.effects.forges.github_admin import TOKEN, GitHubAdmin
from amtsfunk.effects.forges.setting_up import Office

_SECRETS = ("AMTSFUNK_DEPLOY_KEY", "AMTSFUNK_PUBLISHER_KEY")
_MOST_NAMED = 5


def tasks(admin: GitHubAdmin, office: Office, owners: str | None) -> Iterator[str]:
    """In the order in which they are to be done. ``owners``: what ``.github/CODEOWNERS`` of main must be."""
    settings = office.settings
    unknown = codeowners.without_account(settings.people, settings.policy, office.today)
    if unknown:
        yield (
            f"plans/team.yml: Kontonummern (forge_id) eintragen für {', '.join(unknown)}; sonst zählen ihre Freigaben "
            "nicht. Die Nummer zeigt api.github.com/users/KONTONAME als „id“."
        )
    has_ledger = _is_there(admin, wanted.LEDGER)
    if not has_ledger and admin.text(GENESIS, "der Anfangsstand") is None:
        yield (
            "Anfangsstand: Zwei Personen mit der Rolle steward geben den Vorschlag frei, mit dem plans/team.yml auf "
            "main kommt; eröffnen muss ihn jemand Drittes. Oder sie unterschreiben denselben Stand, jede an ihrem "
            "Rechner: amtsfunk govern --genesis, dann kommt plans/genesis.json auf main. An diesem Commit hängt alles "
            "Vertrauen."
        )
    if owners is not None and admin.text(codeowners.PATH, codeowners.PATH) != owners:
        yield (
            f"{codeowners.PATH} als Änderung vorschlagen; zusammengeführt wird sie wie jede Regel mit zwei Personen "
            "(steward)."
        )
    yield from _faulty_owners(admin)
    if not has_ledger:
        yield (
            "Sendebuch öffnen, ganz zuletzt und nur einmal: amtsfunk ledger open --key SCHLÜSSEL. Es legt die Zweige "
            "„ledger“, „evidence“ und „stop“ an („inbox“ entsteht von selbst). Git muss dabei denselben Schlüssel "
            "benutzen, denn sonst darf dort niemand schreiben: GIT_SSH_COMMAND='ssh -i SCHLÜSSEL'."
        )
    elif not _is_there(admin, wanted.STOP):
        yield "Der Zweig „stop“ fehlt, dabei ist das Sendebuch offen. Wer etwas anhalten will, kann: amtsfunk hold."
    named = ", ".join(_SECRETS + office.credentials)
    yield (
        f"Geheimnisse in die Umgebung „publish“ legen (Settings → Environments), nirgends sonst: {named}. Die ersten "
        "beiden sind der private Schlüssel des Veröffentlichers. Wenn benutzt: AMTSFUNK_SMTP_PASSWORD, "
        "AMTSFUNK_NOTIFY_WEBHOOK, AMTSFUNK_HEARTBEAT; in die Umgebung „website“: AMTSFUNK_SFTP_KEY."
    )
    yield (
        "Variablen setzen (Settings → Secrets and variables → Actions → Variables): AMTSFUNK_TRUST_ROOT mit dem "
        "vollen Namen des Commits, der den Anfangsstand enthält, denn ohne ihn wird nichts gesendet; AMTSFUNK_WEBSITE "
        "(pages oder sftp); AMTSFUNK_INTERN (artifact oder sftp); für sftp AMTSFUNK_SFTP_PUBLIC, "
        "AMTSFUNK_SFTP_INTERNAL und AMTSFUNK_SFTP_KNOWN_HOSTS."
    )
    yield (
        "Zwei-Faktor-Anmeldung für alle verlangen (Settings der Organisation → Authentication security). Admin sollten "
        "so wenige sein wie möglich: Wer die Regeln abschalten kann, kann an ihnen vorbei."
    )
    yield f"Das Zugangstoken ({TOKEN}) wieder löschen: Es wird nur zum Einrichten gebraucht."


def _faulty_owners(admin: GitHubAdmin) -> Iterator[str]:
    found = admin.get("codeowners/errors", codeowners.PATH)
    errors = (found or {}).get("errors") or []
    if errors:
        kinds = sorted({f"Zeile {one['line']}: {one['kind']}" for one in errors})
        more = " …" if len(kinds) > _MOST_NAMED else ""
        yield (
            f"GitHub versteht {codeowners.PATH} nicht ganz ({'; '.join(kinds[:_MOST_NAMED])}{more}). Meist fehlt einem "
            "Konto das Schreibrecht: Settings → Collaborators and teams."
        )


def _is_there(admin: GitHubAdmin, branch: str) -> bool:
    return admin.get(f"git/ref/heads/{branch}", f"der Zweig „{branch}“") is not None
