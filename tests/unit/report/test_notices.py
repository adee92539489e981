"""What is told to people: short enough to be read, nothing that strangers wrote makes a header or a line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amtsfunk.channels.by_hand import folder_of
from amtsfunk.channels.contract import Job
from amtsfunk.report import notices as n

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
PICTURE = {"path": "content/media/2026/12/a.png", "sha256": "ab", "type": "image/png", "alt": "Ein Bagger"}


def job(picture: bytes = b"\x89PNG", title: str = "Sperrung", **part: Any) -> Job:
    return Job(
        post="sperrung",
        channel="facebook",
        network="facebook",
        host="www.facebook.com",
        account_id="1",
        step=1,
        payload={"title": title, "parts": [{"action": "create", "text": "Gesperrt.", "media": [PICTURE], **part}]},
        payload_sha256="cd",
        payload_bytes=b"{}",
        key="ab" * 16,
        created_at=NOW,
        send_by=NOW,
        address="",
        media={"ab": picture},
        latest=datetime(2026, 12, 1, 11, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin")),
    )


def item(number: int = 1, why: str = "die Zeit ist vorbei") -> n.Item:
    return n.Item(f"beitrag-{number}", "mastodon", "verpasst", why)


def test_nothing_to_tell_is_no_message() -> None:
    assert n.trouble([]) is n.reminder([]) is n.credentials([]) is n.handed_too([]) is None


def test_one_thing_stands_in_the_subject_and_many_are_counted() -> None:
    one, many = n.trouble([item()]), n.trouble([item(1), item(2)])
    assert one is not None and many is not None
    assert one.subject == "beitrag-1 (mastodon): verpasst"
    assert many.subject == "2 Sendungen brauchen jemanden"
    assert one.audience == "duty"


def test_a_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    notice = n.trouble([item(number) for number in range(1, 501)])
    assert notice is not None
    told = [line for line in notice.text.splitlines() if line.startswith("- ")]
    assert len(told) == n.MOST_ITEMS + 1
    assert told[-1] == "- … und 480 weitere"
    assert len(n.to_json(notice)["items"]) == n.MOST_ITEMS  # type: ignore[arg-type]


def test_a_list_that_just_fits_is_whole() -> None:
    notice = n.trouble([item(number) for number in range(n.MOST_ITEMS)])
    assert notice is not None
    assert "weitere" not in notice.text


@pytest.mark.parametrize(
    "nasty", ["x\r\nBcc: alle@beispiel.example", "x\nSubject: y", "x\u2028y", "x\u202ey", "x\x1b[2Jy"]
)
def test_what_strangers_wrote_makes_no_header_and_no_line(nasty: str) -> None:
    found = [
        n.trouble([n.Item(nasty, nasty, nasty, nasty, nasty)]),
        n.reminder([n.Item(nasty, nasty, nasty, nasty, nasty)]),
        n.credentials([n.Item(nasty, nasty, nasty, nasty, nasty)]),
        n.morning(n.Day(date(2026, 12, 1), due=(n.Item(nasty, nasty, nasty),), stops=(nasty,), duty="cd")),
        n.trial(nasty),
    ]
    for notice in found:
        assert notice is not None
        assert notice.subject.isprintable()
        assert not set(nasty) & set("\r\u2028\u202e\x1b") & set(notice.text)
        assert not any(line.startswith(("Bcc", "Subject")) for line in notice.text.splitlines())
    made = n.handed(job(title=nasty), folder_of(job(title=nasty)), None)
    assert made.subject.isprintable()


def test_a_subject_and_a_line_have_an_end() -> None:
    notice = n.trouble([n.Item("p", "c", "w" * 1_000, "y" * 5_000)])
    assert notice is not None
    assert len(notice.subject) == 120
    assert max(map(len, notice.text.splitlines())) == 400


def test_a_handed_post_carries_sheet_texts_pictures_page_and_command() -> None:
    notice = n.handed(job(), folder_of(job()), "https://intern.beispielau.example/")
    assert notice.subject == "Von Hand, bis 01.12. 12:00 Uhr: Sperrung (facebook)"
    for words in (
        "Spätestens am 01.12.2026 um 12:00 Uhr",
        "---- beitrag.txt ----\nGesperrt.",
        "---- beitrag-bild-1-alternativtext.txt ----\nEin Bagger",
        "https://intern.beispielau.example/eintragen.html?beitrag=sperrung&kanal=facebook",
        "amtsfunk record sperrung facebook ADRESSE --key SCHLÜSSEL",
    ):
        assert words in notice.text
    assert [(one.name, one.data, one.type) for one in notice.attachments] == [
        ("beitrag-bild-1.png", b"\x89PNG", ("image", "png"))
    ]


def test_without_an_internal_site_no_address_is_made_up() -> None:
    notice = n.handed(job(), folder_of(job()), None)
    assert "Adresse eintragen:" not in notice.text
    assert notice.items[0].why == "amtsfunk record sperrung facebook ADRESSE --key SCHLÜSSEL"


def test_pictures_too_large_for_a_mail_are_named_instead() -> None:
    large = job(bytes(n.LARGEST_ATTACHMENTS + 1))
    notice = n.handed(large, folder_of(large), None)
    assert notice.attachments == ()
    assert "zu groß für eine E-Mail" in notice.text
    assert "- beitrag-bild-1.png" in notice.text
    just = job(bytes(n.LARGEST_ATTACHMENTS))
    assert len(n.handed(just, folder_of(just), None).attachments) == 1


def test_a_reminder_comes_shortly_before_the_end_and_not_after() -> None:
    before = timedelta(minutes=30)
    for minutes, told in ((31, False), (30, True), (1, True), (0, False), (-1, False)):
        assert bool(n.near([(item(), NOW + timedelta(minutes=minutes))], NOW, before)) is told


def test_the_morning_says_what_goes_out_and_who_has_duty() -> None:
    day = n.Day(
        date(2026, 12, 1),
        due=(n.Item("warntag", "mastodon", "freigegeben", when="09:00"),),
        waiting=(n.Item("eisbahn", "", "wartet auf Freigabe"),),
        open=(n.Item("sperrung", "facebook", "übergeben"),),
        stops=("alles ohne Ausnahme",),
        duty="cd",
        substitute="ab",
    )
    notice = n.morning(day)
    assert notice.subject == "Heute, 01.12.2026: 1 Sendung, 1 offen"
    assert notice.text.splitlines() == [
        "Dienst hat cd, Vertretung ab.",
        "",
        "Es gilt ein Stopp:",
        "- alles ohne Ausnahme",
        "",
        "Heute geht hinaus:",
        "- 09:00 warntag (mastodon): freigegeben",
        "",
        "Es fehlt die Freigabe:",
        "- eisbahn: wartet auf Freigabe",
        "",
        "Jemand muss entscheiden oder handeln:",
        "- sperrung (facebook): übergeben",
    ]


def test_a_quiet_morning_without_anybody_on_duty_says_both() -> None:
    notice = n.morning(n.Day(date(2026, 12, 1)))
    assert notice.subject == "Heute, 01.12.2026: nichts"
    assert "niemand im Dienstplan" in notice.text
    assert "Für heute ist nichts freigegeben." in notice.text
