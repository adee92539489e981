"""The page „Was tun, wenn …“ has a section for every state in which a person is asked, and every link leads to one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.cli import VERBS
from amtsfunk.commands.publishing.advice import ANCHORS, HELD, PAGE, anchor_of, anchor_of_line
from amtsfunk.commands.publishing.texts import LOUD
from amtsfunk.delivery import actions, decide, events, outcomes
from amtsfunk.delivery.state import Status
from amtsfunk.pages import internal

TEXT = (Path(__file__).parents[3] / "site" / "internal" / PAGE).with_suffix(".md").read_text(encoding="utf-8")
SECTIONS = {
    found[1]: found[2]
    for found in re.finditer(r"^## .*?\{: #(\S+) \}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
}
BASE = {"at": datetime(2026, 12, 1, tzinfo=UTC), "run": "a" * 32, "post": "p", "channel": "c", "step": 1, "claim": 1}


def test_every_anchor_has_its_section_and_no_section_is_left_over() -> None:
    assert set(SECTIONS) == set(ANCHORS.values())


@pytest.mark.parametrize("anchor", sorted(SECTIONS))
def test_a_section_says_what_it_means_what_is_seen_what_to_do_and_whom_to_ask(anchor: str) -> None:
    body = SECTIONS[anchor]
    for words in ("**Was das heißt:**", "**Was die Öffentlichkeit sieht:**", "\n1. ", "**Wen fragen:**"):
        assert words in body


def test_the_page_names_only_commands_that_exist() -> None:
    assert set(re.findall(r"amtsfunk ([a-z]+)", TEXT)) <= {verb.name for verb in VERBS}


def test_every_reason_to_hold_in_the_program_has_a_section() -> None:
    """Read from the code that holds: a new reason without a section is found here."""
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (decide, actions, outcomes))
    reasons = set(re.findall(r"\bHold\(case\.key, case\.step\.claims, \"([a-z-]+)\"\)", source))
    reasons |= set(re.findall(r"e\.Held\(\*\*base, reason=\"([a-z-]+)\"\)", source))
    assert len(reasons) >= 6
    assert reasons | {"stray"} == set(HELD)


@pytest.mark.parametrize("kind", LOUD)
def test_every_loud_line_leads_to_a_section(kind: type[events.PostEvent]) -> None:
    more = {"reason": "changed", "outcome": "accepted"}
    values = {**BASE, **more}
    line = kind(**{name: values[name] for name in kind.__dataclass_fields__ if name in values})  # type: ignore[arg-type]
    assert anchor_of_line(line) in SECTIONS


@pytest.mark.parametrize(
    ("status", "reason", "anchor"),
    [
        (Status.held, "changed", "geaendert"),
        (Status.held, "something-new", "angehalten"),
        (Status.deferred, "credentials", "zugangsdaten"),
        (Status.deferred, "refused", "verschoben"),
        (Status.accepted, "unconfirmed", "nicht-bestaetigt"),
        (Status.accepted, None, None),
        (Status.approved, None, None),
    ],
)
def test_a_state_leads_to_its_section(status: Status, reason: str | None, anchor: str | None) -> None:
    assert anchor_of(status, reason) == anchor


def test_it_is_in_the_menu() -> None:
    assert PAGE.replace(".html", ".md") in Path(str(internal.__file__)).read_text(encoding="utf-8")
