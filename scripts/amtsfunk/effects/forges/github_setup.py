"""GitHub as a repository of posts needs it: rules for branches, environments, keys, labels, owners, Pages.

Sources, all of GitHub's own documentation of its REST interface, version 2022-11-28: „Rules“, „Deployment
environments“, „Deployment branch policies“ (303 where the pattern is there already), „Deploy keys“ (immutable: to give
one more rights it is removed and added anew), „Labels“, „Pages“ (``build_type``), „Actions permissions“, „Get rules for
a branch“ (whatever level they come from), „List CODEOWNERS errors“, „Get a user using their ID“.

Of an environment only the branches are set: with required reviewers or a wait timer, which plans below Enterprise
refuse in private repositories, every post would be late; where somebody set them, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import yaml

from amtsfunk.approval.roster import key_material
from amtsfunk.channels.access import Secret
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.effects.forges import codeowners
from amtsfunk.effects.forges import github_wanted as wanted
from amtsfunk.effects.forges.github_admin import GitHubAdmin, misunderstood
from amtsfunk.effects.forges.github_costs import costs
from amtsfunk.effects.forges.github_rest import understanding
from amtsfunk.effects.forges.github_tasks import tasks
from amtsfunk.effects.forges.setting_up import Office, Step
from amtsfunk.effects.http import Driver
from amtsfunk.effects.work_tree import create_file, replace_file
from amtsfunk.model.errors import Refused

RIGHTS = (
    "Administration: Read and write – Regeln für Zweige, Umgebungen, Schlüssel, Rechte der Abläufe",
    "Contents: Read-only – liegen Anfangsstand, CODEOWNERS und Sendebuch schon auf GitHub?",
    "Actions: Read-only – wie die Umgebungen jetzt eingestellt sind",
    "Issues: Read and write – Labels",
    "Pages: Read and write – nur mit --pages",
)
"""Of a fine-grained personal access token for this one repository (GitHub's „Permissions required for fine-grained
personal access tokens“). Metadata (read) comes with every token."""
_CHECKS = ".github/workflows/pull-request.yml"
_FORMS = ".github/ISSUE_TEMPLATE"
_MAIN_ONLY = {"protected_branches": False, "custom_branch_policies": True}
_KEY_TITLE = "Amtsfunk: Veröffentlicher"
_LEAST_RIGHTS = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False}


class GitHubSetup:
    def __init__(self, office: Office, token: Secret, driver: Driver) -> None:
        forge = office.settings.authority.forge
        if forge is None or forge.kind != "github":
            raise Refused(
                "In plans/authority.yml steht unter „forge“ kein Repository auf GitHub.",
                "Bitte eintragen: forge: {kind: github, repository: BESITZER/NAME, id: NUMMER, host: github.com}. "
                "Die Nummer zeigt api.github.com/repos/BESITZER/NAME als erstes „id“.",
            )
        self.office = office
        self.forge = forge
        self.admin = GitHubAdmin(forge, token, driver)

    # ------------------------------------------------------------------ whether at all

    def where(self) -> str:
        repository, authority = self._repository(), self.office.settings.authority
        name, host = self.forge.repository, self.forge.host
        now = str(repository.get("full_name", name))
        with understanding(partial(misunderstood, host)):
            if repository["id"] != self.forge.id:
                raise Refused(
                    f"{name} ist ein anderes Repository, als in plans/authority.yml steht (Nummer {repository['id']}).",
                    "Der Name gehört jetzt vielleicht jemand anderem. Bitte „forge“ in plans/authority.yml prüfen.",
                )
            private = repository["private"] is True
        if now.casefold() != name.casefold():
            raise Refused(f"{name} heißt inzwischen {now}.", "Bitte „forge“ in plans/authority.yml anpassen.")
        if not (private or authority.example or authority.public_on_purpose):
            raise Refused(
                f"{name} ist öffentlich: Entwürfe, Dienstanweisung und Dienstplan könnte jede Person lesen. "
                "Es wurde nichts geändert, und von hier aus wird nichts gesendet.",
                "Bitte auf „privat“ stellen (Settings → General → Danger Zone) oder, wenn es so sein soll, in "
                "plans/authority.yml begründen: public_on_purpose: …",
            )
        if (repository.get("permissions") or {}).get("admin") is False:
            raise Refused(
                f"Das Konto dieses Zugangstokens verwaltet {name} nicht (Rolle „Admin“).",
                "Bitte von jemandem ausführen lassen, der das Repository verwaltet.",
            )
        return f"{name} auf {host} ({'privat' if private else 'öffentlich'})"

    def _repository(self) -> Mapping[str, Any]:
        found = self.admin.get("", "das Repository")
        if not isinstance(found, dict):
            raise Refused(
                f"{self.forge.repository} gibt es auf {self.forge.host} nicht, oder das Zugangstoken sieht es nicht.",
                "Bitte „forge“ in plans/authority.yml prüfen, und ob das Token für dieses Repository gilt.",
            )
        return found

    # ------------------------------------------------------------------ what differs

    def steps(self) -> tuple[Step, ...]:
        with understanding(partial(misunderstood, self.forge.host)):
            return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        repository = self._repository()
        yield from self._rulesets()
        yield from self._general(repository)
        yield from self._open_branches()
        yield from self._workflow_rights()
        for name in wanted.ENVIRONMENTS:
            yield from self._environment(name)
        yield from self._keys()
        yield from self._labels()
        yield from self._pages(bool(repository.get("has_pages")))
        yield from self._owners()

    def _rulesets(self) -> Iterator[Step]:
        listed = self.admin.list("rulesets?includes_parents=false", "Regeln für Zweige")
        checks = self._checks()
        if not checks:
            yield Step(_CHECKS, ("Der Ablauf fehlt. Vorschläge kämen ungeprüft auf main; bitte wieder anlegen.",))
        numbers = {one["name"]: int(one["id"]) for one in reversed(listed)}
        for ruleset in wanted.rulesets(checks):
            number, what = numbers.get(ruleset.name), f"Regeln „{ruleset.name}“"
            if number is None:
                make = partial(self.admin.change, "POST", "rulesets", what, wanted.merged(ruleset, None))
                yield Step(what, (f"Es gibt sie nicht. {ruleset.why}",), make)
                continue
            found = self.admin.get(f"rulesets/{number}", what) or {}
            lines = tuple(wanted.differences(ruleset, found))
            if lines:
                value = wanted.merged(ruleset, found)
                yield Step(what, lines, partial(self.admin.change, "PUT", f"rulesets/{number}", what, value))

    def _checks(self) -> tuple[str, ...]:
        """The jobs of the workflow that checks proposals, by the names under which they report."""
        jobs = self._yaml(_CHECKS).get("jobs")
        if not isinstance(jobs, dict):
            return ()
        return tuple(str((job or {}).get("name", key)) for key, job in jobs.items())

    def _general(self, repository: Mapping[str, Any]) -> Iterator[Step]:
        if repository["default_branch"] != wanted.MAIN:
            line = "Der Hauptzweig heißt anders. Freigegeben und gesendet wird nur, was auf „main“ liegt."
            yield Step("Hauptzweig", (line,))
        switches = {
            "has_issues": "Meldungen (Issues) sind abgeschaltet. Krisenstopp und Störungsmeldungen kämen nicht an.",
            "allow_squash_merge": "„Squash and merge“ ist abgeschaltet. Nur so aber soll zusammengeführt werden.",
        }
        off = [name for name in switches if repository.get(name) is False]
        if off:
            act = partial(self.admin.change, "PATCH", "", "Einstellungen", dict.fromkeys(off, True))
            yield Step("Einstellungen", tuple(switches[name] for name in off), act)

    def _open_branches(self) -> Iterator[Step]:
        """Rules of an organisation, or of somebody else's making, may hold for all branches."""
        for name in (wanted.STOP, wanted.INBOX):
            found = self.admin.list(f"rules/branches/{name}", f"Regeln für „{name}“")
            foreign = sorted({str(rule["type"]) for rule in found} - wanted.HARMLESS)
            if foreign:
                yield Step(
                    f"Zweig „{name}“",
                    (
                        f"Für ihn gelten Regeln ({', '.join(foreign)}). Er muss offen sein, sonst hält im Notfall "
                        "niemand etwas an: Bitte nehmen Sie ihn in diesen Regeln aus (Settings → Rules).",
                    ),
                )

    def _workflow_rights(self) -> Iterator[Step]:
        what = "Rechte der Abläufe"
        found = self.admin.get("actions/permissions/workflow", what) or {}
        lines = []
        if found.get("default_workflow_permissions") != "read":
            lines.append("Abläufe dürfen von sich aus schreiben. Sie sollen nur bekommen, was in ihnen steht.")
        if found.get("can_approve_pull_request_reviews") is not False:
            lines.append("Abläufe dürfen Vorschläge freigeben. Freigeben soll immer ein Mensch.")
        if lines:
            act = partial(self.admin.change, "PUT", "actions/permissions/workflow", what, _LEAST_RIGHTS)
            yield Step(what, tuple(lines), act)

    def _environment(self, name: str) -> Iterator[Step]:
        what, path = f"Umgebung „{name}“", f"environments/{name}"
        found = self.admin.get(path, what)
        limited = found is not None and found.get("deployment_branch_policy") == _MAIN_ONLY
        if not limited or any(self._policies(path, what)):
            said = "Es gibt sie nicht." if found is None else "Sie gilt nicht nur für main."
            line = f"{said} Dann käme jeder Zweig an die Zugangsdaten, die in ihr liegen."
            yield Step(what, (line,), partial(self._limit, path, what))
        waits = {one["type"] for one in (found or {}).get("protection_rules") or ()} - {"branch_policy"}
        if waits:
            line = "Läufe warten hier auf Zustimmung oder eine Frist. Jede Sendung käme zu spät; bitte abschalten."
            yield Step(what, (line,))

    def _policies(self, path: str, what: str) -> tuple[bool, tuple[int, ...]]:
        """Whether main is missing among the branches that an environment is for, and the numbers of all others."""
        listed = self.admin.list(f"{path}/deployment-branch-policies", what, "branch_policies")
        is_main = [(one["name"], one.get("type", "branch")) == (wanted.MAIN, "branch") for one in listed]
        return not any(is_main), tuple(int(one["id"]) for one, yes in zip(listed, is_main, strict=True) if not yes)

    def _limit(self, path: str, what: str) -> None:
        self.admin.change("PUT", path, what, {"deployment_branch_policy": _MAIN_ONLY})
        is_missing, others = self._policies(path, what)
        for number in others:
            self.admin.change("DELETE", f"{path}/deployment-branch-policies/{number}", what)
        if is_missing:
            main = {"name": wanted.MAIN, "type": "branch"}
            self.admin.change("POST", f"{path}/deployment-branch-policies", what, main)

    def _keys(self) -> Iterator[Step]:
        what, ours = "Schlüssel des Veröffentlichers", self.office.settings.authority.publishers
        if not ours:
            yield Step(
                what,
                (
                    "In plans/authority.yml steht unter „publishers“ keiner, und ohne ihn schreibt niemand das "
                    "Sendebuch. Bitte anlegen (ssh-keygen -t ed25519 -f veroeffentlicher) und den öffentlichen Teil "
                    "dort eintragen.",
                ),
            )
        listed = self.admin.list("keys", what)
        found = {key_material(str(one["key"])): one for one in listed}
        for place, publisher in enumerate(ours, 1):
            key, title = found.pop(key_material(publisher), None), f"{_KEY_TITLE} {place}"
            if key is None or key["read_only"] is not False:
                said = "Er ist nicht eingetragen." if key is None else "Er darf nur lesen."
                act = partial(self._add_key, what, publisher, title, None if key is None else int(key["id"]))
                yield Step(f"{what} {place}", (f"{said} Ohne ihn kann das Sendebuch nicht geschrieben werden.",), act)
            elif key.get("enabled") is False:
                yield Step(f"{what} {place}", ("Die Organisation hat solche Schlüssel abgeschaltet; bitte zulassen.",))
        for key in found.values():
            if key["read_only"] is False:
                yield Step(
                    f"Schlüssel „{key['title']}“",
                    (
                        "Er darf schreiben und gehört keinem Veröffentlicher: Mit ihm ließe sich das Sendebuch "
                        "fälschen. Bitte entfernen oder nur lesen lassen (Settings → Deploy keys).",
                    ),
                )

    def _add_key(self, what: str, publisher: str, title: str, old: int | None) -> None:
        if old is not None:
            self.admin.change("DELETE", f"keys/{old}", what)
        value = {"title": title, "key": key_material(publisher), "read_only": False}
        self.admin.change("POST", "keys", what, value)

    def _labels(self) -> Iterator[Step]:
        known = {str(one["name"]).casefold() for one in self.admin.list("labels", "Labels")}
        of_forms = ((name, (wanted.OTHER_COLOUR, "Aus einem Formular für Meldungen")) for name in self._form_labels())
        needed: dict[str, tuple[str, tuple[str, str]]] = {}
        for name, row in (*wanted.LABELS.items(), *of_forms):
            needed.setdefault(name.casefold(), (name, row))  # GitHub takes names that differ in case for one
        missing = dict(one for key, one in needed.items() if key not in known)
        if missing:
            lines = tuple(f"„{name}“ fehlt: {row[1]}." for name, row in missing.items())
            yield Step("Labels", lines, partial(self._add_labels, missing))

    def _add_labels(self, missing: Mapping[str, tuple[str, str]]) -> None:
        for name, (colour, meaning) in missing.items():
            value = {"name": name, "color": colour, "description": meaning}
            self.admin.change("POST", "labels", f"Label „{name}“", value)

    def _form_labels(self) -> Iterator[str]:
        """A label that a form names and that is not there is left out without a word."""
        for path in list_tree(self.office.root, (_FORMS,)).files:
            found = self._yaml(path).get("labels")
            labels = found if isinstance(found, list) else str(found or "").split(",")
            yield from (str(one).strip() for one in labels if str(one).strip())

    def _pages(self, there: bool) -> Iterator[Step]:
        what = "Öffentliche Website (Pages)"
        found = self.admin.get("pages", what) if there or self.office.pages else None
        if found is None and self.office.pages:
            line = "Sie ist nicht eingerichtet. Der Ablauf „Website“ könnte sie nirgends hinlegen."
            yield Step(what, (line,), partial(self.admin.change, "POST", "pages", what, {"build_type": "workflow"}))
        elif found is not None and found.get("build_type") != "workflow":
            line = "Sie zeigt Dateien eines Zweigs. So kämen Entwürfe und interne Seiten nach draußen."
            yield Step(what, (line,), partial(self.admin.change, "PUT", "pages", what, {"build_type": "workflow"}))

    def _owners(self) -> Iterator[Step]:
        text = self._owners_wanted()
        if text is None:
            line = "Bei keiner Betreuung (Rolle steward) steht in plans/team.yml eine Kontonummer (forge_id)."
            yield Step(codeowners.PATH, (f"{line} GitHub wüsste nicht, wen es fragen muss.",))
        elif self._own(codeowners.PATH) != text:
            line = "Die Datei passt nicht zu plans/team.yml. GitHub würde die Falschen um Zustimmung fragen."
            yield Step(codeowners.PATH, (line,), partial(self._write_owners, text))

    def _write_owners(self, text: str) -> None:
        write = create_file if self._own(codeowners.PATH) is None else replace_file
        write(self.office.root, codeowners.PATH, text.encode())

    def _owners_wanted(self) -> str | None:
        settings, today = self.office.settings, self.office.today
        numbers = codeowners.accounts_needed(settings.people, settings.policy, today)
        logins = {number: login for number in numbers if (login := self.admin.login(number)) is not None}
        return codeowners.codeowners(settings.people, settings.policy, today, logins)

    # ------------------------------------------------------------------ for people

    def tasks(self) -> tuple[str, ...]:
        with understanding(partial(misunderstood, self.forge.host)):
            return tuple(tasks(self.admin, self.office, self._owners_wanted()))

    def costs(self) -> tuple[str, ...]:
        return costs(self.forge.host, len(self.office.settings.people), self.office.minutes)

    # ------------------------------------------------------------------ files of the work tree

    def _own(self, path: str) -> str | None:
        folder = path.rsplit("/", 1)[0]
        if path not in list_tree(self.office.root, (folder,)).files:
            return None
        return read_file(self.office.root, path).decode("utf-8", "replace")

    def _yaml(self, path: str) -> Mapping[str, Any]:
        try:
            value = yaml.safe_load(self._own(path) or "")
        except yaml.YAMLError:
            return {}
        return value if isinstance(value, dict) else {}
