"""GitHub's REST interface for whoever looks after a repository: questions, changes, and its refusals in plain German.

Version 2022-11-28. Sources, GitHub's own documentation: „Troubleshooting the REST API“ (404 where a token may not see
what it asks for; ``X-Accepted-GitHub-Permissions`` names the right that is missing), „Rate limits“. Where a plan lacks
rulesets for private repositories GitHub says 403 and „Upgrade to GitHub Pro …“, to questions about them, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from amtsfunk.channels.access import Bearer, Secret
from amtsfunk.channels.contract import Failure, Request, Response
from amtsfunk.effects.forges.github_rest import HEADERS, has_more, interface, page_of
from amtsfunk.effects.http import Driver
from amtsfunk.model.authority import ForgeSettings
from amtsfunk.model.errors import EffectFailed, Refused

TOKEN = "AMTSFUNK_SETUP_TOKEN"  # noqa: S105 - the variable's name
_RAW = "application/vnd.github.raw+json"
_MOST_PAGES = 20
_LONGEST_WORD = 200
_AGAIN = "Was schon umgestellt ist, bleibt so; bitte rufen Sie den Befehl einfach noch einmal auf."
NEEDS_PLAN = "In privaten Repositorys gibt es das erst ab GitHub Team (Organisation) oder Pro (Konto einer Person)."


class GitHubAdmin:
    """One repository, asked and changed with one token. Everything raises Refused where GitHub says no, EffectFailed
    where it says nothing that can be understood."""

    def __init__(self, settings: ForgeSettings, token: Secret, driver: Driver) -> None:
        self.settings = settings
        self.auth = Bearer(token)
        self.driver = driver

    def get(self, path: str, subject: str) -> Any:
        """The JSON below the repository; None where there is none."""
        answer = self._ask("GET", self._address(path), None)
        return None if answer.status == 404 else self._understood(answer, subject)

    def list(self, path: str, subject: str, key: str | None = None) -> list[Any]:
        """All pages of a list; ``key``: where it lies within the answer."""
        found: list[Any] = []
        for page in range(1, _MOST_PAGES + 1):
            answer = self._ask("GET", self._address(page_of(path, page)), None)
            value = None if answer.status == 404 else self._understood(answer, subject)
            rows = value.get(key) if key is not None and isinstance(value, dict) else value
            if rows is None:
                return found
            if not isinstance(rows, list):
                raise misunderstood(self.settings.host)
            found += rows
            if not has_more(rows, answer.headers):
                return found
        raise misunderstood(self.settings.host)

    def text(self, path: str, subject: str) -> str | None:
        """A file of main; None where there is none."""
        answer = self._ask("GET", self._address(f"contents/{path}?ref=main"), None, _RAW)
        if answer.status == 404:
            return None
        self._refuse(answer, subject)
        return answer.body.decode("utf-8", "replace")

    def login(self, number: int) -> str | None:
        """What an account is called now; None where there is none of this number."""
        answer = self._ask("GET", f"{interface(self.settings.host)}/user/{number}", None)
        value = None if answer.status == 404 else self._understood(answer, f"das Konto {number}")
        if value is not None and not (isinstance(value, dict) and isinstance(value.get("login"), str)):
            raise misunderstood(self.settings.host)
        return None if value is None else str(value["login"])

    def change(self, method: str, path: str, subject: str, value: Mapping[str, Any] | None = None) -> None:
        """Make it so. A thing that is already there (303) is as good as made."""
        body = None if value is None else json.dumps(value).encode()
        answer = self._ask(method, self._address(path), body)
        if answer.status != 303:
            self._refuse(answer, subject)

    # ------------------------------------------------------------------ asking

    def _address(self, path: str) -> str:
        joined = f"/{path}" if path else ""
        return f"{interface(self.settings.host)}/repos/{self.settings.repository}{joined}"

    def _ask(self, method: str, address: str, body: bytes | None, accept: str = HEADERS["Accept"]) -> Response:
        headers = {**HEADERS, "Accept": accept, **({"Content-Type": "application/json"} if body is not None else {})}
        answer = self.driver.carry_out(Request(method, address, headers=headers, body=body, auth=self.auth))
        if isinstance(answer, Failure):
            raise EffectFailed(f"{self.settings.host} antwortet nicht ({answer.kind}).", _AGAIN)
        if answer.status >= 500:
            raise EffectFailed(f"{self.settings.host} antwortet mit einer Störung (HTTP {answer.status}).", _AGAIN)
        return answer

    def _understood(self, answer: Response, subject: str) -> Any:
        self._refuse(answer, subject)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as garbage:
            raise misunderstood(self.settings.host) from garbage

    # ------------------------------------------------------------------ refusals

    def _refuse(self, answer: Response, subject: str) -> None:
        """Raises Refused for whatever is no success, with what GitHub said in few words."""
        if 200 <= answer.status < 300:
            return
        said, host = _message(answer), self.settings.host
        low = said.lower()
        if answer.status == 401:
            raise Refused(
                f"{host} nimmt das Zugangstoken nicht an: Es ist abgelaufen, widerrufen oder falsch.",
                f"Bitte ein neues anlegen und in {TOKEN} oder {TOKEN}_FILE hinterlegen.",
            )
        if answer.status in (403, 422) and ("upgrade to" in low or "billing plan" in low or "current plan" in low):
            raise Refused(f"{host} lehnt ab ({subject}): Der gebuchte Tarif erlaubt das nicht.", NEEDS_PLAN)
        if answer.status == 429 or (answer.status == 403 and "rate limit" in low):
            raise EffectFailed(f"{host} will gerade nicht weiter gefragt werden.", _AGAIN)
        if answer.status in (403, 404):
            right = answer.headers.get("x-accepted-github-permissions", "")
            named = f" Nötig ist: {_short(right)}." if right else ""
            raise Refused(
                f"{host} lehnt ab ({subject}): Das Zugangstoken darf das nicht.{named}",
                "Bitte dem Token dieses Recht geben; „amtsfunk setup --rights“ nennt alle.",
            )
        if answer.status == 409:
            raise Refused(
                f"{host} lehnt ab ({subject}): Die Organisation gibt etwas anderes vor.",
                "Bitte fragen Sie, wer die Organisation verwaltet.",
            )
        if "already in use" in low:
            raise Refused(
                f"{host} lehnt ab ({subject}): Dieser Schlüssel gehört schon zu einem anderen Repository.",
                "Jedes Repository braucht einen eigenen: ssh-keygen -t ed25519 -f veroeffentlicher",
            )
        quoted = f" Die Antwort war: „{_short(said)}“." if said else ""
        raise Refused(f"{host} lehnt ab ({subject}, HTTP {answer.status}).{quoted}", _AGAIN)


def _message(answer: Response) -> str:
    """What GitHub says of an error: its message, and those of the parts that it names."""
    try:
        value = json.loads(answer.body)
        parts = [value.get("message")] + [
            one.get("message") or one.get("code") if isinstance(one, dict) else one for one in value.get("errors") or ()
        ]
        return "; ".join(str(part) for part in parts if part)
    except (ValueError, RecursionError, AttributeError, TypeError):
        return ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]} …"


def misunderstood(host: str) -> EffectFailed:
    return EffectFailed(f"{host} antwortet unverständlich.", _AGAIN)
