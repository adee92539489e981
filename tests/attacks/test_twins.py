"""A name belongs to the file that had it first on main. A later file of the same name in another month neither goes
out nor holds, cancels or closes the first: otherwise one person could stop every post by adding a file.
"""

from __future__ import annotations

import pytest

from support.publishing import lines, publish, types
from support.repo import POST, Office, post_text

TWIN = "content/posts/2020/01/warntag.md"
LATER = "content/posts/2027/01/warntag.md"
PUBLISHED = ["captured", "claimed", "accepted"]
TWINS = {
    "ordinary": post_text(title="Anders"),
    "draft": post_text(publish_at=None),
    "archive": post_text(more="archive: true\n"),
    "broken": "kaputt",
    "late": post_text(publish_at="01.01.2020 09:00"),
}


def add(office: Office, path: str, text: str) -> None:
    office.write(path, text)
    office.commit("twin", by="anna")
    office.push()


def reasons(office: Office, path: str = POST) -> set[str]:
    return {refusal.reason_id for refusal in office.verdict(path).refusals}


@pytest.mark.parametrize("path", [TWIN, LATER])
@pytest.mark.parametrize("twin", TWINS)
def test_a_later_file_of_the_same_name_stops_no_captured_post(office: Office, twin: str, path: str) -> None:
    office.post()
    office.push()
    publish(office, now="2026-11-30 09:00")
    add(office, path, TWINS[twin])
    publish(office, now="2026-11-30 10:00")
    publish(office)
    assert types(office) == PUBLISHED


@pytest.mark.parametrize("twin", TWINS)
def test_a_later_file_stops_no_post_that_is_not_captured_yet(office: Office, twin: str) -> None:
    office.post()
    add(office, TWIN, TWINS[twin])
    assert office.verdict().approved, office.verdict().refusals
    assert not office.verdict(TWIN).approved
    publish(office)
    assert types(office) == PUBLISHED


@pytest.mark.parametrize("twin", TWINS)
def test_a_later_file_that_goes_again_cancels_nothing(office: Office, twin: str) -> None:
    office.post()
    add(office, TWIN, TWINS[twin])
    publish(office, now="2026-11-30 09:00")
    office.run("rm", "-q", TWIN)
    office.commit("gone", by="anna")
    office.push()
    publish(office, now="2026-11-30 10:00")
    publish(office)
    assert types(office) == PUBLISHED


def test_a_later_file_keeps_nobody_from_mending_the_first(office: Office) -> None:
    office.post()
    add(office, TWIN, TWINS["ordinary"])
    office.post(content=post_text(text="Genauer.", more="revision: 2\n"), branch="mended")
    office.push()
    assert office.verdict().approved, office.verdict().refusals
    publish(office)
    assert types(office) == PUBLISHED


def test_an_approved_later_file_does_not_go_out_either(office: Office) -> None:
    office.post()
    office.post(LATER, post_text(title="Anders", publish_at="01.12.2026 09:00"), branch="doppelt")
    office.push()
    assert reasons(office, LATER) == {"twin"}
    publish(office)
    assert types(office) == PUBLISHED
    assert next(line for line in lines(office) if line.type == "captured").path == POST  # type: ignore[attr-defined]


@pytest.mark.parametrize("twin", ["ordinary", "draft"])
def test_the_first_file_may_not_give_its_approval_to_what_stays(office: Office, twin: str) -> None:
    """The first one goes, the later one inherits the name, and nothing that the ledger had captured."""
    office.post()
    office.push()
    publish(office, now="2026-11-30 09:00")
    add(office, TWIN, TWINS[twin])
    publish(office, now="2026-11-30 10:00")
    office.run("rm", "-q", POST)
    office.commit("gone", by="anna")
    office.push()
    publish(office, now="2026-11-30 11:00")
    publish(office)
    assert not {"claimed", "accepted"} & set(types(office))


def test_a_post_moved_to_another_month_by_two_merges_keeps_its_way(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now="2026-11-30 09:00")
    office.post(LATER, post_text(publish_at="10.01.2027 09:00"), branch="new")
    office.push()
    publish(office, now="2026-11-30 10:00")
    office.branch("old-gone")
    office.run("rm", "-q", POST, POST.replace(".md", ".approval.json"))
    office.commit("gone", by="anna")
    office.merge("old-gone")
    office.push()
    assert office.verdict(LATER).approved, office.verdict(LATER).refusals
    publish(office, now="2026-11-30 11:00")
    publish(office)
    assert types(office) == ["captured", "captured"]
    publish(office, now="2027-01-10 09:05")
    assert types(office)[-2:] == ["claimed", "accepted"]


def test_an_archive_file_that_was_first_closes_the_name_for_good(office: Office) -> None:
    add(office, TWIN, TWINS["archive"])
    add(office, POST, post_text())
    office.run("rm", "-q", TWIN)
    office.commit("gone", by="anna")
    office.approve("ben")
    office.commit("approve", by="ben")
    assert "closed" in reasons(office)


def test_an_archive_file_that_inherits_the_name_closes_it(office: Office) -> None:
    office.post()
    add(office, TWIN, TWINS["archive"])
    office.run("rm", "-q", POST)
    office.commit("gone", by="anna")
    office.post(LATER, post_text(publish_at="10.01.2027 09:00"), branch="again")
    office.run("rm", "-q", TWIN)
    office.commit("gone", by="anna")
    assert "closed" in reasons(office, LATER)


def test_a_file_outside_the_months_has_no_post_s_name(office: Office) -> None:
    add(office, "content/posts/2020/99/warntag.md", TWINS["archive"])
    add(office, "content/posts/vorlagen/warntag.md", TWINS["archive"])
    office.post()
    assert office.verdict().approved, office.verdict().refusals


def test_an_archive_file_that_is_made_ordinary_at_once_stays_closed(office: Office) -> None:
    add(office, POST, TWINS["archive"])
    office.post(branch="ordinary")
    assert "closed" in reasons(office)
