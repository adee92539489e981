"""The authority whose workflows are run: its clock stands still, it sends from this machine alone, and its own workflow
files are the ones that it would have: made by ``amtsfunk forge workflows`` where a channel needs credentials."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from amtsfunk.cli import main
from standins.github import GitHub
from standins.github_desk import Desk
from standins.mastodon import ACCOUNT, TOKEN
from support.acting import FOLDER, Acted, act
from support.repo import CHANNELS, POST, Office, post_text
from support.reviewing import NUMBERS, roster
from support.workflow import workflow

NOW = "2026-12-01 09:05"
_HOURS = "[{days: [tuesday], begins: 08:00, ends: 18:00}]"
_WORKFLOWS = ".github/workflows"


def make_office(folder: Path) -> Office:
    made = Office.make(folder)
    settings = f"{made.read('plans/authority.yml')}example: true\nexample_now: {NOW}\n"
    made.change_rules({"plans/authority.yml": settings, "plans/team.yml": roster(made)})
    made.push()
    return made


def make_desk(office: Office) -> Desk:
    forge = GitHub(office.remote, office)
    for sign, number in NUMBERS.items():
        forge.account(sign, number)
    forge.account("mallory", 999)
    return Desk(forge)


def set_clock(office: Office, now: str) -> None:
    """What time it is for every run from now on."""
    before = office.read("plans/authority.yml")
    kept = [line for line in before.splitlines() if not line.startswith("example_now:")]
    office.change_rules({"plans/authority.yml": "\n".join([*kept, f"example_now: {now}", ""])})
    office.push()


def add_network(office: Office, host: str) -> None:
    """Mastodon by its interface, with workflows that know its credential."""
    channels = CHANNELS.replace("host: social.beispielau.example", f"host: {host}\n    via: api")
    hours = f"answer: {_HOURS}\nposting: {_HOURS}\n"
    channels = channels.replace('"1001"', f'"{ACCOUNT}"')
    office.change_rules({"plans/channels.yml": channels, "plans/hours.yml": hours})
    shutil.copytree(FOLDER, office.clone / _WORKFLOWS)
    if main(["forge", "--repository", str(office.clone), "workflows", "--write"]) != 0:
        raise AssertionError("the workflows could not be made")
    files = {f"{_WORKFLOWS}/{file.name}": file.read_text("utf-8") for file in (office.clone / _WORKFLOWS).iterdir()}
    shutil.rmtree(office.clone / _WORKFLOWS)
    office.change_rules(files)
    office.push()


def merged(office: Office, desk: Desk, files: Mapping[str, str] | None = None) -> None:
    """One pull request of these posts, written by anna, approved by ben's signature, merged by emil."""
    texts = files or {POST: post_text()}
    office.branch("beitrag")
    for path, text in texts.items():
        office.write(path, text)
    office.commit("Write", by="anna")
    for path in texts:
        office.approve("ben", path)
    office.commit("Approve", by="ben")
    office.push("beitrag")
    desk.forge.open("beitrag", "anna")
    office.merge("beitrag")
    office.push()
    desk.forge.move("main", office.main)


def event_of(name: str, deleted: str = "wecken-0123456789ab") -> Mapping[str, object]:
    """What GitHub says of an event; of a schedule it says no more than which line of it this is."""
    if name == "schedule":
        return {"schedule": "7,27,47 8-17 * * 2"}
    if name == "delete":
        return {"ref": deleted, "ref_type": "branch", "repository": {"default_branch": "main"}}
    return {"ref": "refs/heads/main", "repository": {"private": True}}


def run_publishing(
    office: Office, desk: Desk, event: str = "schedule", *, with_key: bool = True, deleted: str = "wecken-0123456789ab"
) -> Acted:
    key = office.key("publisher").read_text("utf-8") if with_key else ""
    secrets = {"AMTSFUNK_PUBLISHER_KEY": key, "AMTSFUNK_MASTODON_TOKEN": TOKEN}
    variables = {"AMTSFUNK_TRUST_ROOT": office.root, "AMTSFUNK_WEBSITE": "pages", "AMTSFUNK_INTERN": "artifact"}
    with workflow(desk, {}, office.folder) as given:
        return act(office, "publish.yml", event, event_of(event, deleted), given, secrets=secrets, variables=variables)


def run_night(office: Office, desk: Desk) -> Acted:
    key = office.key("publisher").read_text("utf-8")
    secrets = {"AMTSFUNK_PUBLISHER_KEY": key, "AMTSFUNK_MASTODON_TOKEN": TOKEN}
    variables = {"AMTSFUNK_TRUST_ROOT": office.root}
    with workflow(desk, {}, office.folder) as given:
        event = event_of("schedule")
        return act(office, "governance.yml", "schedule", event, given, secrets=secrets, variables=variables)
