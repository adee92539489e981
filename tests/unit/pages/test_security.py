"""``security.txt`` read back as RFC 9116 has it: one field a line, in the form that programs look for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from amtsfunk.model.authority import Authority, Security
from amtsfunk.pages.security import security_page

TODAY = date(2026, 12, 1)
REPORTS = Security(contact=("it@stadt.example", "https://stadt.example/melden"), expires=date(2027, 6, 1))


def _authority(website: str = "https://www.stadt.example/", security: Security | None = REPORTS) -> Authority:
    body = {
        "id": "a" * 32,
        "name": "Stadt",
        "short_name": "Stadt",
        "level": "municipality",
        "land": "NI",
        "website": website,
        "hosts": ["www.stadt.example"],
        "contact": {"street": "A 1", "postal_code": "26999", "city": "A", "phone": "1", "email": "a@stadt.example"},
        "imprint": {"represented_by": "A", "supervised_by": "B", "responsible": "C"},
    }
    return Authority.model_validate(body).model_copy(update={"security": security})


def _fields(authority: Authority) -> list[tuple[str, str]]:
    (page,) = security_page(authority, TODAY)
    assert page.path == ".well-known/security.txt"
    lines = (page.render() or b"").decode("ascii").splitlines()
    return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]


def test_contacts_come_as_addresses_in_their_order() -> None:
    found = [value for name, value in _fields(_authority()) if name == "Contact"]
    assert found == ["mailto:it@stadt.example", "https://stadt.example/melden"]


def test_each_other_field_stands_once() -> None:
    fields = dict(_fields(_authority()))
    assert list(fields) == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert fields["Canonical"] == "https://www.stadt.example/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "de"
    expires = datetime.fromisoformat(fields["Expires"])
    assert expires.utcoffset() == timedelta(hours=2)
    assert expires.date() == date(2027, 6, 1)


def test_nobody_named_means_no_file() -> None:
    assert not list(security_page(_authority(security=None), TODAY))


def test_the_last_day_still_counts_and_the_day_after_has_no_file() -> None:
    """RFC 9116 § 2.5.5: data whose day is past is not to be used."""
    assert list(security_page(_authority(), REPORTS.expires))
    assert not list(security_page(_authority(), REPORTS.expires + timedelta(days=1)))


def test_a_site_below_a_root_that_is_not_its_own_has_none() -> None:
    assert not list(security_page(_authority("https://www.land.example/stadt/"), TODAY))


@pytest.mark.parametrize(
    "contact", ["niemand", "http://stadt.example/", "a@b.example\nContact: x", "mailto:a@b.example"]
)
def test_a_contact_is_an_address_on_one_line(contact: str) -> None:
    with pytest.raises(ValidationError):
        Security(contact=(contact,), expires=date(2027, 6, 1))
