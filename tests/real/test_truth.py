"""The comparison sees what it is there for. Ledgers and what stands there are made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from amtsfunk.delivery.state import Lane, PostState, Status, Step
from real.servers import Account, Part, Standing
from real.truth import Result, compare

ACCOUNT = Account("m", "1", "http://127.0.0.1:9", {}, (401, b""), "as documented")


class Captured:
    """Of a capture the comparison reads two things."""

    def __init__(self, post: str, corrects: str | None) -> None:
        self.payloads = {"m": post}
        self.corrects = corrects


class Accepted:
    def __init__(self, remote_id: str) -> None:
        self.remote_id = remote_id


def payload(*texts: str, action: str = "create", target: str | None = None) -> dict[str, Any]:
    part = {"language": "de", "content_warning": None, "media": [], "link": None}
    aimed = {"target": {"post": target} if target else None}
    parts = [{**part, **aimed, "action": action if not n else "create", "text": text} for n, text in enumerate(texts)]
    return {"network": "mastodon", "parts": parts}


class Ledger:
    """Posts on one channel: name → (payload, remote ids of what is out, status of the first step that is not)."""

    def __init__(self) -> None:
        self.states: list[PostState] = []
        self.payloads: dict[str, dict[str, Any]] = {}

    def add(self, post: str, content: dict[str, Any], ids: tuple[str, ...], rest: Status | None = None) -> Ledger:
        steps = [Step(n + 1, Status.accepted, accepted=Accepted(name)) for n, name in enumerate(ids)]  # type: ignore[arg-type]
        steps += [Step(len(ids) + 1, rest)] if rest else []
        target = (content["parts"][0]["target"] or {}).get("post")
        captured: Any = Captured(post, target)
        self.states.append(PostState(post, captured, {"m": Lane("m", tuple(steps))}))
        self.payloads[post] = content
        return self

    def against(self, *standing: Standing) -> Result:
        result = Result()
        compare(ACCOUNT, self.states, self.payloads.__getitem__, standing, result)
        return result


def there(name: str, text: str, reply_to: str | None = None, **changed: Any) -> Standing:
    return Standing(name, Part(text, "de", reply_to=reply_to, **changed))


def thread() -> Ledger:
    return Ledger().add("a", payload("eins", "zwei"), ("1", "2"))


def test_all_is_well() -> None:
    assert thread().against(there("1", "eins"), there("2", "zwei", "1")).is_well


def test_one_that_is_missing_is_a_loss() -> None:
    result = thread().against(there("1", "eins"))
    assert result.losses == ["a m: 2 is not there"]
    assert not result.is_well


def test_one_more_of_the_same_is_a_duplicate() -> None:
    result = thread().against(there("1", "eins"), there("2", "zwei", "1"), there("3", "eins"))
    assert result.duplicates == ["m: 2 × 'eins'"]
    assert not result.is_well


def test_one_that_the_ledger_does_not_know_is_a_loss() -> None:
    result = thread().add("b", payload("drei"), (), Status.rejected)
    assert len(result.against(there("1", "eins"), there("2", "zwei", "1"), there("3", "drei")).losses) == 1


def test_one_that_two_deliveries_call_theirs_is_a_loss() -> None:
    result = thread().add("b", payload("eins"), ("1",)).against(there("1", "eins"), there("2", "zwei", "1"))
    assert result.losses == ["b m: 1 is what a m is, too"]


@pytest.mark.parametrize(
    "changed",
    [{"text": "zwie"}, {"language": "en"}, {"warning": "!"}, {"reply_to": None}, {"pictures": ((None, "Bild"),)}],
)
def test_what_stands_there_otherwise_is_altered(changed: dict[str, Any]) -> None:
    second = Standing("2", replace(Part("zwei", "de", reply_to="1"), **changed))
    result = thread().against(there("1", "eins"), second)
    assert len(result.altered) == 1
    assert not result.is_well


def test_what_is_broken_by_itself_is_altered() -> None:
    broken = replace(there("2", "zwei", "1"), wrong=("no link at byte 0",))
    assert thread().against(there("1", "eins"), broken).altered == ["a m: no link at byte 0"]


def test_a_held_one_may_be_there_once() -> None:
    held = thread().add("b", payload("drei"), (), Status.held)
    whole = there("1", "eins"), there("2", "zwei", "1")
    assert held.against(*whole).is_well
    assert held.against(*whole, there("3", "drei")).is_well
    assert held.against(*whole, there("3", "drei"), there("4", "drei")).duplicates


def test_an_open_one_is_not_well() -> None:
    result = (
        thread().add("b", payload("drei"), (), Status.ambiguous).against(there("1", "eins"), there("2", "zwei", "1"))
    )
    assert result.unended == ["b m: ambiguous"]
    assert not result.is_well


@pytest.mark.parametrize("status", [Status.rejected, Status.missed, Status.cancelled])
def test_one_that_ended_otherwise_is_not_well(status: Status) -> None:
    result = thread().add("b", payload("drei"), (), status).against(there("1", "eins"), there("2", "zwei", "1"))
    assert not result.is_well


def test_an_edit_changes_what_ought_to_stand() -> None:
    ledger = Ledger().add("a", payload("eins"), ("1",)).add("b", payload("neu", action="edit", target="a"), ("1",))
    assert ledger.against(there("1", "neu")).is_well
    assert ledger.against(there("1", "eins")).altered


def test_what_was_withdrawn_is_gone() -> None:
    ledger = thread().add("b", payload("weg", action="delete", target="a"), ("1 2",))
    assert ledger.against().is_well
    assert ledger.against(there("2", "zwei", "1")).losses


def test_a_correction_answers_its_original() -> None:
    ledger = thread().add("b", payload("berichtigt", action="reply", target="a"), ("3",))
    whole = there("1", "eins"), there("2", "zwei", "1")
    assert ledger.against(*whole, there("3", "berichtigt", "1")).is_well
    assert ledger.against(*whole, there("3", "berichtigt")).altered


def test_what_mends_a_held_one_waits_with_it() -> None:
    ledger = thread().add("b", payload("drei"), (), Status.held)
    ledger.add("c", payload("neu", action="edit", target="b"), (), Status.approved)
    result = ledger.against(there("1", "eins"), there("2", "zwei", "1"))
    assert len(result.held) == 2
    assert result.is_well
