"""An office with an agreed module and somebody on duty, and the statements that send it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from amtsfunk.approval.canonical import canonical_json
from amtsfunk.approval.paths import sent_module_id
from amtsfunk.approval.statement import Statement
from amtsfunk.effects.statements import sign_statement
from support.attacking import REPOSITORY, put_branch
from support.publishing import amtsfunk, publish, remote
from support.repo import Office

MODULE = "content/modules/stromausfall.md"
NOW = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
NONCE = "3fa9" + "0" * 28
SENT = "stromausfall-202612010805-3fa9"
"""What the sound statement below becomes."""
VALUES: Mapping[str, str] = {"gebiet": "Altstadt", "uhrzeit": "14:30", "stunden": "3"}
SLOTS = [word for name, value in VALUES.items() for word in ("--slot", f"{name}={value}")]
FILLED = "Stromausfall. Betroffen: Altstadt. Seit 14:30 Uhr, noch etwa 3 Stunden."
ROTA = """\
weeks:
  - week: 2026-W49
    duty: emil
    substitute: cleo
"""
TEXT = """\
---
channels: [website, mastodon]
topic: bevoelkerungsschutz
kind: crisis
occasion: Stromausfall, vom Netzbetreiber bestätigt
slots:
  gebiet: [Altstadt, Hafen]
  uhrzeit: time
  stunden: number
agreed_by: [ben]
agreed_on: 01.11.2026
valid_until: 31.12.2026
---
# Stromausfall: Was Sie jetzt tun können

Stromausfall. Betroffen: {gebiet}. Seit {uhrzeit} Uhr, noch etwa {stunden} Stunden.
"""


def agree(office: Office, text: str = TEXT, *, approvers: tuple[str, ...] = ("ben",), rota: str = ROTA) -> None:
    """A module written by anna, approved by signature, merged and pushed; and the rota."""
    office.post(MODULE, text, approvers=approvers, branch="modul", files={"plans/rota.yml": rota.encode()})
    office.push()


def change(office: Office, path: str, content: str | None, *, by: str = "anna") -> None:
    """One file more, changed or gone on main, without anybody's approval."""
    office.branch(f"anders-{office.now:%d%H%M}")
    name = office.run("branch", "--show-current")
    if content is None:
        (office.clone / path).unlink()
    else:
        office.write(path, content)
    office.commit("Change", by=by)
    office.merge(name)
    office.push()


def say(office: Office, by: str = "emil", **changed: object) -> bytes:
    """The sound statement that sends the module, as it lies in the inbox; ``changed``: for whoever signs nonsense."""
    values: dict[str, object] = {
        "kind": "module",
        "repository": REPOSITORY,
        "subject": "stromausfall",
        "decision": dict(VALUES),
        "not_before": NOW,
        "not_after": NOW + timedelta(hours=1),
        "nonce": NONCE,
    }
    values.update(changed)
    values.setdefault("manifest", office.manifest(MODULE).digest if "manifest" not in changed else "")
    return canonical_json(sign_statement(Statement(**values), office.key(by)).to_json()) + b"\n"  # type: ignore[arg-type]


def put(office: Office, *statements: bytes) -> None:
    """The inbox holds exactly these."""
    put_branch(office, "inbox", {f"{number}.json".encode(): data for number, data in enumerate(statements)})


def run(office: Office, *words: str, now: str = "2026-12-01 09:06") -> int:
    return publish(office, *words, now=now)


def module(office: Office, *words: str, by: str = "emil", now: str = "2026-12-01 09:05") -> int:
    """``amtsfunk module`` with a person's key."""
    return amtsfunk(office, "module", *words, "--key", str(office.key(by)), now=now)


def posts_of_modules(office: Office) -> list[str]:
    """The ids of all posts in the remote's ledger that look like a module's."""
    listed = remote(office, "ls-tree", "-r", "--name-only", "refs/heads/ledger").split()
    return [path[3:].removesuffix(".jsonl") for path in listed if path[3:].startswith("stromausfall-")]


def id_of(nonce: str, at: datetime = NOW) -> str:
    return sent_module_id("stromausfall", at, nonce)
