"""Attacks by order and repetition: old approvals, the same content twice, lines that cannot stand together."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from amtsfunk.commands.publishing import observe
from amtsfunk.delivery.capture import Capture, Judged
from amtsfunk.delivery.events import Captured, Claimed, Missed, format_time, parse_time
from support.attacking import git, out, put_branch, recorded, said
from support.publishing import amtsfunk, lines, open_index, publish, put_stop, repository_lines, types
from support.repo import CHANNELS, POST, Office, post_text

TWO = "content/posts/2026/12/zwei.md"
PUBLISHED = ["captured", "claimed", "accepted"]
BEFORE = "2026-11-30 09:00"
APPROVAL = POST.replace(".md", ".approval.json")


def second(office: Office, **values: str) -> None:
    office.post(TWO, post_text(title="Zwei", text="Anderes.", **values), branch="zwei")
    office.push()


# ---------------------------------------------------------------- old approvals


def test_a_superseded_approval_is_not_used_again(office: Office) -> None:
    office.post(content=post_text(text="Bürgertelefon: 111"), branch="v1")
    office.push()
    publish(office, now="2026-11-03 09:00")
    old_post, old_approval = office.read(POST), office.read(APPROVAL)
    office.branch("v2")
    office.write(POST, post_text(text="Bürgertelefon: 222", more="revision: 2\n"))
    office.commit("v2", by="anna")
    office.approve("ben")
    office.commit("Approve v2", by="ben")
    office.merge("v2")
    office.push()
    publish(office, now="2026-11-04 09:00")
    office.write(POST, old_post)
    office.write(APPROVAL, old_approval)
    office.commit("replay", by="anna")
    office.push()
    publish(office)
    sent = [line for line in lines(office) if isinstance(line, Claimed)]
    captured = [line for line in lines(office) if isinstance(line, Captured)]
    assert len(captured) == 2
    assert not sent


def there_and_back(office: Office) -> None:
    """Due during a stop that is lifted without releasing the post; one person changes the post and changes it back."""
    office.post()
    office.push()
    publish(office, now=BEFORE)
    put_stop(office, "all.txt")
    publish(office, now="2026-12-01 09:05")
    good = office.read(POST)
    office.write(POST, good.replace("Probe", "Prube"))
    office.commit("there", by="anna")
    office.push()
    publish(office, now="2026-12-01 09:10")
    stop = next(line for line in repository_lines(office) if line.type == "stopped")
    key = ["--key", str(office.key("ben"))]
    assert amtsfunk(office, "resume", stop.stop, *key, now="2026-12-01 10:00") == 0  # type: ignore[attr-defined]
    publish(office, now="2026-12-01 10:01")
    office.write(POST, good)
    office.commit("and back", by="anna")
    office.push()


def test_there_and_back_releases_nothing_that_a_stop_held(office: Office) -> None:
    there_and_back(office)
    publish(office, now="2026-12-01 10:05")
    assert out(office) == []


def test_a_new_signature_after_there_and_back_counts(office: Office) -> None:
    there_and_back(office)
    office.branch("neu")
    office.write(POST, office.read(POST) + "\n")
    office.write(APPROVAL, "[]\n")
    office.commit("again", by="anna")
    office.approve("ben")
    office.commit("approve again", by="ben")
    office.merge("neu")
    office.push()
    publish(office, now="2026-12-01 10:10")
    assert types(office)[-2:] == ["claimed", "accepted"]


def test_somebody_elses_nonce_cannot_be_burnt(office: Office) -> None:
    """The nonce stands in the pull request for all to read."""
    office.write(TWO, post_text(title="Zwei", text="Anderes.", publish_at=None))
    office.commit("draft", by="anna")
    office.push()
    office.post()
    nonce = json.loads(office.read(APPROVAL))[0]["statement"]["nonce"]
    address = {"address": "https://x.netzwerke.example/1"}
    put_branch(office, "inbox", {b"r.json": said(office, "record", "zwei/x", address, "ben", nonce)})
    publish(office, now=BEFORE)
    assert types(office, "zwei", "x") == ["accepted"]
    office.push()
    publish(office)
    assert "accepted" in out(office), open_index(office)["waiting"]


def test_a_nonce_copied_into_another_posts_approval_burns_nothing(office: Office) -> None:
    """Whoever may approve another post signs it with a colleague's nonce, and is captured first."""
    office.branch("beitrag")
    office.write(POST, post_text())
    office.commit("Write", by="anna")
    office.approve("ben")
    office.commit("Approve", by="ben")
    nonce = json.loads(office.read(APPROVAL))[0]["statement"]["nonce"]
    office.branch("zwei", "main")
    office.write(TWO, post_text(title="Zwei", text="Anderes."))
    office.commit("Write zwei", by="anna")
    office.put_approvals(office.sign(office.statement(TWO, nonce=nonce), "cleo"), path=TWO)
    office.commit("Approve zwei", by="cleo")
    office.merge("zwei")
    office.push()
    publish(office, now=BEFORE)
    assert types(office, "zwei") == ["captured"]
    office.merge("beitrag")
    office.push()
    publish(office)
    assert types(office) == PUBLISHED


# ---------------------------------------------------------------- the same content


def test_the_same_content_goes_out_once_in_one_run(office: Office) -> None:
    office.post()
    office.post("content/posts/2026/12/kopie.md", post_text(), branch="kopie")
    office.push()
    publish(office)
    assert [*out(office, "warntag"), *out(office, "kopie")].count("accepted") == 1
    assert [*out(office, "warntag"), *out(office, "kopie")].count("handed") == 1


def test_the_same_content_is_handed_once(office: Office) -> None:
    office.post()
    office.push()
    publish(office)
    office.post("content/posts/2026/12/kopie.md", post_text(publish_at="01.12.2026 12:00"), branch="kopie")
    office.push()
    publish(office, now="2026-12-01 12:01")
    assert "handed" not in out(office, "kopie")


def test_a_channel_that_was_closed_gets_nothing(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now=BEFORE)
    closed = CHANNELS.replace("    owner: anna\n  x:", "    owner: anna\n    closed: true\n  x:")
    office.change_rules({"plans/channels.yml": closed})
    office.push()
    publish(office)
    assert types(office, channel="mastodon") == ["captured", "held"]
    assert types(office) == PUBLISHED


# ---------------------------------------------------------------- one never stops the others (I12)


def test_a_receipt_and_a_change_at_once_stop_nobody(office: Office) -> None:
    office.post()
    office.push()
    publish(office)
    recorded(office, "warntag/mastodon", "anna")
    office.write(POST, office.read(POST).replace("Probe", "Prube"))
    office.commit("change", by="anna")
    second(office)
    assert publish(office, now="2026-12-01 10:00") in (0, 1)
    assert types(office, "zwei") == PUBLISHED
    assert types(office, channel="mastodon")[-1] == "accepted"


def test_a_receipt_for_what_a_change_holds_stops_nobody(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now=BEFORE)
    recorded(office, "warntag/mastodon", "ben")
    office.write(POST, office.read(POST).replace("Probe", "Prube"))
    office.commit("change", by="anna")
    second(office)
    assert publish(office) in (0, 1)
    assert types(office, "zwei") == PUBLISHED


def test_a_line_that_the_ledger_refuses_stays_with_its_post(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.post()
    second(office)
    honest = observe.capture

    def contradicting(state: object, judged: Judged, now: datetime, run: str) -> Capture:
        if judged.post == "warntag":
            return Capture((Missed(at=now, run=run, post="warntag", channel="nowhere", reason="late"),))
        return honest(state, judged, now, run)  # type: ignore[arg-type]

    monkeypatch.setattr(observe, "capture", contradicting)
    publish(office)
    assert types(office, "zwei") == PUBLISHED
    assert out(office) == []


@pytest.mark.parametrize("not_after", ["0999-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-12-01T00:00:00Z"])
def test_settled_until_an_odd_year_breaks_nothing(office: Office, not_after: str) -> None:
    office.post()
    office.push()
    publish(office)
    publish(office, now="2026-12-02 09:06")
    assert "held" in types(office, channel="mastodon")
    decision = {"decision": "again", "not_after": not_after, "held_at": "2026-12-02T08:06:00Z"}
    put_branch(office, "inbox", {b"s.json": said(office, "settle", "warntag/mastodon", decision, "ben")})
    publish(office, now="2026-12-02 09:10")
    git(office, "update-ref", "-d", "refs/heads/inbox")
    second(office, publish_at="03.12.2026 09:00")
    publish(office, now="2026-12-03 09:05")
    assert types(office, "zwei") == PUBLISHED
    assert types(office, channel="mastodon")[-1] == "held"
    assert amtsfunk(office, "status", now="2026-12-03 09:06") == 0


def test_times_of_early_years_are_read_back() -> None:
    assert format_time(parse_time("0999-01-01T00:00:00Z")) == "0999-01-01T00:00:00Z"


@pytest.mark.parametrize("when", ["31.12.9999 12:00", "01.01.0999 09:00", "01.01.0001 12:00"])
def test_a_post_in_an_odd_year_stops_nobody(office: Office, when: str) -> None:
    office.write("content/posts/2026/12/kaputt.md", post_text(publish_at=when))
    office.commit("odd", by="anna")
    second(office)
    assert publish(office) in (0, 1)
    assert types(office, "zwei") == PUBLISHED
    assert publish(office, now="2026-12-01 09:10") in (0, 1)


def test_a_defect_in_judging_one_post_stops_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.post()
    second(office)
    honest = observe.judge_post

    def broken(*words: object) -> object:
        if words[1] == POST:
            raise ZeroDivisionError
        return honest(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(observe, "judge_post", broken)
    publish(office)
    assert types(office, "zwei") == PUBLISHED
    assert out(office) == []


def test_rubbish_in_the_inbox_hides_no_lift(office: Office) -> None:
    office.post()
    office.push()
    put_stop(office, "total")
    publish(office, now=BEFORE)
    stop = next(line for line in repository_lines(office) if line.type == "stopped")
    rubbish = {b"0%04d.%s" % (number, kind): b"{}" for number in range(2_100) for kind in (b"txt", b"json")}
    lift = said(office, "lift", stop.stop, {"release": ""}, "ben")  # type: ignore[attr-defined]
    put_branch(office, "inbox", {**rubbish, b"lift-x.json": lift})
    publish(office, now="2026-11-30 09:30")
    assert any(line.type == "lifted" for line in repository_lines(office))


def test_a_committed_build_folder_leads_nowhere(office: Office, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (office.clone / "build").symlink_to(outside)
    office.run("add", "-f", "build")
    office.commit("build", by="anna")
    office.post()
    office.push()
    assert publish(office) == 1
    assert not list(outside.rglob("*"))
    assert publish(office, "--out", str(tmp_path / "hands"), now="2026-12-01 09:10") == 0
    assert out(office)


def test_posts_that_wait_are_not_judged_anew_for_a_strange_post(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        text = post_text(title=f"Nummer {number}", text=f"Text {number}", publish_at="24.12.2026 09:00")
        office.write(f"content/posts/2026/12/w{number}.md", text)
    office.commit("many", by="anna")
    office.push()
    publish(office, now=BEFORE)
    judged = []
    honest = observe.judge_post

    def counted(*words: object) -> object:
        judged.append(words[1])
        return honest(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(observe, "judge_post", counted)
    office.post()
    office.push()
    publish(office)
    assert set(judged) == {POST}
    office.branch("w0")
    office.approve("ben", "content/posts/2026/12/w0.md")
    office.commit("approve", by="ben")
    office.merge("w0")
    office.push()
    publish(office, now="2026-12-01 09:10")
    assert "content/posts/2026/12/w0.md" in judged
    office.change_rules({"plans/elections.yml": office.read("plans/elections.yml") + "\n"})
    office.push()
    publish(office, now="2026-12-01 09:15")
    assert {f"content/posts/2026/12/w{number}.md" for number in range(4)} <= {*judged, "content/posts/2026/12/w0.md"}
