"""An office whose pull requests are reviewed on a forge: a stand-in over the office's own remote, and verdicts."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.verdict import Verdict
from amtsfunk.channels.access import Bearer, Secret
from amtsfunk.channels.contract import Failure, Request, Response
from amtsfunk.commands.approving.verdicts import governance_of, verdict_of
from amtsfunk.effects.forges.github import GitHub as Provider
from amtsfunk.effects.http import Driver
from amtsfunk.effects.reviews import Reviews
from amtsfunk.model.authority import ForgeSettings
from standins.base import Answer, Call, StandIn, call_of
from standins.github import NAME, OWNER, REPOSITORY_ID, TOKEN, GitHub
from support.repo import AUTHORITY, OUTSIDER, PEOPLE, POST, Office, post_text, team_yml

NUMBERS: Mapping[str, int] = {sign: 500 + place for place, sign in enumerate(PEOPLE)}
OUTSIDERS_NUMBER, BOTS_NUMBER, BOT = 999, 41898282, "github-actions[bot]"
HOST = "github.example"
FORGE = "forge: {{kind: github, repository: {owner}/{name}, id: {id}, host: '{host}'}}\n"


class InProcess(Driver):
    """Carries requests to a stand-in without a socket. ``failure``: what becomes of every request, where it is set."""

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(Path())
        self.stand_in = stand_in
        self.failure: Failure | None = None
        self.asked: list[Request] = []

    def carry_out(self, request: Request) -> Response | Failure:
        self.asked.append(request)
        if self.failure is not None:
            return self.failure
        headers = dict(request.headers)
        if isinstance(request.auth, Bearer):
            headers["Authorization"] = f"Bearer {request.auth.token.reveal()}"
        parts = urlsplit(request.url)
        answer = self.stand_in.answer(call_of(request.method, f"{parts.path}?{parts.query}", headers, b""))
        return Response(answer.status, {name.lower(): text for name, text in answer.headers.items()}, answer.body)


class Relay:
    """Answers as the forge does that it is given later: an office names its address, and so is made after it."""

    forge: GitHub | None = None

    def answer(self, call: Call) -> Answer:
        assert self.forge is not None
        return self.forge.answer(call)

    def out(self) -> list[object]:
        return []


class ReviewedOffice(Office):
    """An office with a forge: all people have accounts there, and the trust root knows them."""

    forge: GitHub
    failure: Failure | None = None
    progress: GovernanceVerdict | None = None

    @classmethod
    def make(cls, folder: Path, *, host: str = HOST) -> ReviewedOffice:
        template = _template(host)
        target = folder / "office"
        shutil.copytree(template.folder, target, symlinks=True)
        office = cls(target, template.root, template.now)
        office.forge = GitHub(office.remote, office)
        for sign, number in NUMBERS.items():
            office.forge.account(sign, number)
        office.forge.account(OUTSIDER, OUTSIDERS_NUMBER)
        office.forge.account(BOT, BOTS_NUMBER, "Bot")
        return office

    def driver(self) -> InProcess:
        return InProcess(self.forge)

    def reviews(self, driver: Driver | None = None, remote: str | None = "origin") -> Reviews:
        """Reviews as a run has them that begins now."""
        carried = driver or self.driver()

        def forge_of(settings: ForgeSettings) -> Provider:
            return Provider(settings, Secret(TOKEN), carried, lambda: self.now)

        return Reviews(self.git, remote, forge_of, lambda: self.now)

    def fetch(self) -> None:
        """The clone's main becomes the remote's, files included."""
        self.run("fetch", "--quiet", "--update-head-ok", "origin", "+refs/heads/main:refs/heads/main")
        self.run("switch", "--quiet", "--force", "main")
        self.run("reset", "--quiet", "--hard", "refs/heads/main")  # a tag may bear the name, too

    def governance(
        self, progress: GovernanceVerdict | None = None, reviews: Reviews | None = None
    ) -> GovernanceVerdict:
        return governance_of(self.git, self.root, self.main, progress, reviews or self.reviews())

    def verdict(self, path: str = POST, *, now: datetime | None = None, reviews: Reviews | None = None) -> Verdict:
        used = reviews or self.reviews()
        return verdict_of(self.git, self.main, path, self.governance(None, used), now=now, reviews=used)

    # ------------------------------------------------------------------ the honest way

    def proposed(
        self,
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        by: str = "anna",
        branch: str = "beitrag",
    ) -> int:
        """A pull request with one commit."""
        self.forge.edit(branch, files if files is not None else {POST: post_text()}, by)
        return self.forge.open(branch, by)

    def merged(self, number: int, by: str = "emil", method: str = "merge") -> str:
        commit = self.forge.merge(number, by, method)
        self.fetch()
        return commit


def roster(office: Office, extra: Mapping[str, str] | None = None, without: tuple[str, ...] = ()) -> str:
    """``plans/team.yml`` with everybody's account. ``extra``: further lines of a person."""
    people = {sign: known for sign, known in PEOPLE.items() if sign not in without}
    lines = {sign: f"forge_id: {NUMBERS[sign]}" for sign in people}
    for sign, line in (extra or {}).items():
        lines[sign] = f"{lines[sign]}\n    {line}" if "forge_id" not in line else line
    return team_yml(office, people, lines)


@cache
def _template(host: str) -> Office:
    folder = Path(tempfile.mkdtemp(prefix="amtsfunk-reviewed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = Office.make(folder)
    settings = FORGE.format(owner=OWNER, name=NAME, id=REPOSITORY_ID, host=host)
    authority = AUTHORITY.format(publisher=office.public_key("publisher")) + settings
    office.change_rules({"plans/authority.yml": authority, "plans/team.yml": roster(office)})
    office.push()
    office.close()
    return office
