"""A person's word about what is held, and a post once more: what is shown, what counts, what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.delivery.events import Accepted, Settled
from support.attacking import put_branch, said
from support.publishing import amtsfunk, lines, manual_folder, publish, types
from support.repo import CHANNELS, PICTURE, PNG, Office, post_text

HELD = "2026-12-02 09:06"
LATER = "2026-12-02 09:10"
LANE = ("warntag", "mastodon")
TO = "https://social.beispielau.example/@stadt/1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


@pytest.fixture
def held(office: Office) -> Office:
    """Handed over to be posted by hand, and nobody recorded an address in time."""
    office.post(content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    office.push()
    publish(office)
    publish(office, now=HELD)
    assert types(office, channel="mastodon")[-1] == "held"
    return office


def settle(office: Office, *words: str, by: str = "ben", now: str = LATER) -> int:
    return amtsfunk(office, "settle", *words, "--key", str(office.key(by)), now=now)


def spoken(capsys: pytest.CaptureFixture[str]) -> str:
    said_now = capsys.readouterr()
    return " ".join((said_now.out + said_now.err).split())


def test_everything_held_is_listed_with_what_is_known_and_the_commands(
    held: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    before = types(held, channel="mastodon")
    capsys.readouterr()
    assert settle(held) == 0
    shown = spoken(capsys)
    for words in (
        "warntag „Sirenen heulen um 11 Uhr“ auf Mastodon",
        "seit 02.12.2026 09:06",
        "einer, zuletzt am 01.12.2026 09:05",
        "https://social.beispielau.example/",
        "sonst steht er doppelt da",
        "amtsfunk settle warntag mastodon --again --looked",
        "amtsfunk settle warntag mastodon --give-up",
        "amtsfunk settle warntag mastodon --published ADRESSE",
    ):
        assert words in shown
    assert types(held, channel="mastodon") == before


def test_nothing_held_is_said(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.push()
    assert settle(office) == 0
    assert "Es ist nichts angehalten." in capsys.readouterr().out


def test_again_hands_it_over_once_more_until_its_time(held: Office) -> None:
    folder = manual_folder(held)
    shutil.rmtree(folder)
    assert settle(held, *LANE, "--again", "--looked", "--until", "02.12.2026 12:00") == 0
    publish(held, now="2026-12-02 09:20")
    assert types(held, channel="mastodon")[-3:] == ["settled", "claimed", "handed"]
    assert (folder / "beitrag.txt").is_file()
    publish(held, now="2026-12-02 12:01")
    assert types(held, channel="mastodon")[-1] == "held"


def test_again_after_its_own_time_sends_nothing(held: Office) -> None:
    assert settle(held, *LANE, "--again", "--looked", "--until", "02.12.2026 09:15") == 0
    publish(held, now="2026-12-02 09:20")
    assert types(held, channel="mastodon")[-1] == "held"


def test_again_asks_first_whether_somebody_looked(held: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle(held, *LANE, "--again") == 1
    told = spoken(capsys)
    assert "Bitte erst dort nachsehen" in told
    assert "--looked" in told
    publish(held, now="2026-12-02 09:20")
    assert types(held, channel="mastodon")[-1] == "held"


def test_giving_up_ends_it_and_the_ledger_names_who(held: Office) -> None:
    assert settle(held, *LANE, "--give-up", by="cleo") == 0
    publish(held, now="2026-12-02 09:20")
    last = lines(held)[-1]
    assert isinstance(last, Settled)
    assert (last.decision, last.person) == ("given_up", "cleo")
    assert settle(held, now="2026-12-02 09:30") == 0


def test_published_is_the_receipt(held: Office) -> None:
    assert settle(held, *LANE, "--published", TO, by="anna") == 0
    publish(held, now="2026-12-02 09:20")
    last = lines(held)[-1]
    assert isinstance(last, Accepted)
    assert (last.how, last.address) == ("recorded", TO)


def test_whoever_may_not_approve_does_not_decide(held: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for word in (("--again", "--looked"), ("--give-up",)):
        assert settle(held, *LANE, *word, by="dora") == 1
        assert "nicht das Recht zur Freigabe" in spoken(capsys)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("warntag", "--again"), 2, "Beitrag und Kanal"),
        (("nirgends", "mastodon", "--give-up"), 1, "steht nichts im Sendebuch"),
        (("warntag", "website", "--give-up"), 1, "nicht angehalten, sondern: veröffentlicht"),
        ((*LANE, "--give-up", "--looked"), 2, "gehören zu „--again“"),
        ((*LANE, "--again", "--until", "morgen"), 2, "kein Zeitpunkt"),
        ((*LANE, "--again", "--until", "01.12.2026 09:00"), 2, "in der Zukunft"),
        ((*LANE, "--again", "--until", "24.12.2026 09:00"), 2, "höchstens sieben Tage"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    held: Office, words: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle(held, *words) in (code, 2 if code == 1 and words[0] == "nirgends" else code)
    assert told in spoken(capsys)


def test_again_for_what_would_be_held_at_once_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post()
    office.push()
    publish(office, now="2026-12-01 06:00")
    office.change_rules({"plans/channels.yml": CHANNELS.replace('"1001"', '"1002"')})
    office.push()
    publish(office)
    assert types(office, channel="mastodon")[-1] == "held"
    assert settle(office, *LANE, "--again", now="2026-12-01 09:30") == 1
    assert "nicht mehr so, wie freigegeben wurde" in spoken(capsys)


def test_a_word_about_one_hold_does_not_decide_the_next(held: Office) -> None:
    """Two people say „again“ about the same hold; when it is held once more, the second word sends nothing."""
    assert settle(held, *LANE, "--again", "--looked", "--until", "02.12.2026 09:30") == 0
    publish(held, now="2026-12-02 09:20")
    publish(held, now="2026-12-02 09:31")
    assert types(held, channel="mastodon")[-1] == "held"
    words = {"decision": "again", "not_after": "2026-12-02T12:00:00Z"}
    for held_at, claims in (("2026-12-02T08:06:00Z", 2), ("2026-12-02T08:31:00Z", 3)):
        statement = said(held, "settle", "warntag/mastodon", {**words, "held_at": held_at}, "cleo")
        put_branch(held, "inbox", {b"s.json": statement})
        publish(held, now="2026-12-02 09:32")
        assert types(held, channel="mastodon").count("claimed") == claims


def test_again_without_an_end_of_its_own_does_not_count(held: Office) -> None:
    decision = {"decision": "again", "held_at": "2026-12-02T08:06:00Z"}
    put_branch(held, "inbox", {b"s.json": said(held, "settle", "warntag/mastodon", decision, "ben")})
    publish(held, now="2026-12-02 09:20")
    assert types(held, channel="mastodon")[-1] == "held"


# ---------------------------------------------------------------- once more, as a new post


def again(office: Office, *words: str, now: str = "2026-12-02 10:00") -> int:
    return amtsfunk(office, "again", "warntag", "--channel", "mastodon", *words, now=now)


@pytest.fixture
def given_up(held: Office) -> Office:
    assert settle(held, *LANE, "--give-up") == 0
    publish(held, now="2026-12-02 09:20")
    return held


def test_a_new_post_repeats_it_on_that_channel_alone(given_up: Office) -> None:
    office = given_up
    office.switch("main")
    assert again(office, "--at", "05.01.2027 09:00") == 0
    path = "content/posts/2027/01/warntag-erneut.md"
    text = office.read(path)
    assert "channels: [mastodon]" in text
    assert "repeat_of: warntag" in text
    assert "publish_at: 05.01.2027 09:00" in text
    assert (office.clone / "content/media/2027/01/sirene.png").read_bytes() == PNG
    office.branch("noch-einmal")
    office.commit("Write it again", by="anna")
    office.approve("ben", path)
    office.commit("Approve", by="ben")
    office.merge("noch-einmal")
    office.push()
    publish(office, now="2027-01-05 09:05")
    assert types(office, "warntag-erneut", "mastodon") == ["captured", "claimed", "handed"]
    assert manual_folder(office, "warntag-erneut").is_dir()


def test_without_a_time_it_is_a_draft_and_a_second_has_another_name(given_up: Office) -> None:
    for name in ("warntag-erneut", "warntag-erneut-2"):
        assert again(given_up) == 0
        assert "publish_at" not in given_up.read(f"content/posts/2026/12/{name}.md")


def test_its_own_text_parts_and_options_come_along(office: Office) -> None:
    more = "channel_options:\n  mastodon:\n    content_warning: Lärm\n  website:\n    link_card: nein\n"
    body = "\n## mastodon\n\nEigener Text\n\\# kein Titel\n\n## Teil 2\n\nZweiter Teil\n"
    office.post(content=post_text(more=more) + body)
    office.push()
    publish(office)
    publish(office, now=HELD)
    assert settle(office, *LANE, "--give-up") == 0
    publish(office, now="2026-12-02 09:20")
    assert again(office) == 0
    text = office.read("content/posts/2026/12/warntag-erneut.md")
    assert "content_warning: Lärm" in text
    assert "link_card" not in text
    assert "## mastodon" not in text
    assert "Eigener Text\n\\# kein Titel\n\n## Teil 2\n\nZweiter Teil" in text


@pytest.mark.parametrize("when", ["unresolved", "out", "unknown"])
def test_it_is_refused_where_the_old_one_is_open_or_out(
    held: Office, when: str, capsys: pytest.CaptureFixture[str]
) -> None:
    channel = {"unresolved": "mastodon", "out": "website", "unknown": "x"}[when]
    told = {"unresolved": "amtsfunk settle", "out": "steht dort schon", "unknown": "nichts im Sendebuch"}[when]
    assert amtsfunk(held, "again", "warntag", "--channel", channel, now="2026-12-02 10:00") in (1, 2)
    assert told in spoken(capsys)
    assert not (held.clone / "content/posts/2026/12/warntag-erneut.md").exists()


def test_where_nothing_went_out_the_file_itself_is_changed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.post(content=post_text(channels="[mastodon]"))
    office.push()
    publish(office, now="2026-12-01 06:00")
    publish(office, now="2026-12-03 09:00")
    assert types(office, channel="mastodon")[-1] == "missed"
    assert again(office, now="2026-12-03 10:00") == 1
    assert "revision" in spoken(capsys)


def test_another_picture_of_the_name_is_not_overwritten(given_up: Office) -> None:
    given_up.write("content/media/2027/01/sirene.png", b"other")
    assert again(given_up, "--at", "05.01.2027 09:00") == 1
    assert (given_up.clone / "content/media/2027/01/sirene.png").read_bytes() == b"other"
    assert not (given_up.clone / "content/posts/2027/01/warntag-erneut.md").exists()


def test_the_handbooks_section_is_named_where_the_internal_site_is_known(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = office.read("plans/authority.yml") + "internal_site: https://intern.beispielau.example/\n"
    office.change_rules({"plans/authority.yml": authority})
    office.post(content=post_text(channels="[mastodon]"))
    office.push()
    publish(office)
    publish(office, now=HELD)
    link = "https://intern.beispielau.example/handbuch/was-tun.html#nicht-eingetragen"
    assert f"Was tun: {link}" in capsys.readouterr().out
    for verb in ("status", "settle"):
        assert amtsfunk(office, verb, now=LATER) == 0
        assert link in capsys.readouterr().out
