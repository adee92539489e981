"""Honest work is never refused: every ordinary way in which a press office brings a post to main."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amtsfunk.approval.reasons import explain
from support.repo import PICTURE, PNG, POST, Office, post_text, team_yml


def assert_approved(office: Office, path: str = POST, by: tuple[str, ...] = ("ben",)) -> None:
    verdict = office.verdict(path)
    assert verdict.approved, [explain(refusal) for refusal in verdict.refusals]
    assert verdict.approvers == by
    assert verdict.refusals == ()


def test_merge(office: Office) -> None:
    office.post()
    assert_approved(office)


def test_squash(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text())
    office.commit(by="anna")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.squash("beitrag", by="emil")
    assert_approved(office)
    assert office.verdict().evidence["authors"] == ["emil"]


def test_fast_forward_of_several_commits(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text(text="Entwurf"))
    office.commit(by="anna")
    office.write(POST, post_text())
    office.commit(by="dora")
    office.approve("ben")
    office.approve("emil")
    office.commit("Approve", by="ben")
    office.switch("main")
    office.run("merge", "--quiet", "--ff-only", "beitrag")
    assert_approved(office, by=("ben", "emil"))


def test_several_commits_by_several_people(office: Office) -> None:
    office.branch("beitrag")
    for author, text in (("anna", "Erster Stand"), ("emil", "Zweiter Stand"), ("anna", "Dritter Stand")):
        office.write(POST, post_text(text=text))
        office.commit(by=author)
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("beitrag", by=None)
    assert_approved(office)
    assert office.verdict().evidence["authors"] == ["anna", "emil"]


def test_update_from_main_before_and_after_the_approval(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text())
    office.commit(by="anna")
    office.switch("main")
    office.write("content/posts/2026/12/anderes.md", post_text(title="Anderes"))
    office.commit(by=None)
    office.switch("beitrag")
    office.run("merge", "--quiet", "--no-edit", "main")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.switch("main")
    office.write("README.md", "Mehr")
    office.commit(by=None)
    office.switch("beitrag")
    office.run("merge", "--quiet", "--no-edit", "main")
    office.merge("beitrag")
    assert_approved(office)


def test_the_approver_may_update_the_branch_and_merge(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text())
    office.commit(by="anna")
    office.switch("main")
    office.write("README.md", "Mehr")
    office.commit(by=None)
    office.switch("beitrag")
    office.run("merge", "--quiet", "--no-edit", "main", by="ben")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("beitrag", by="ben")
    assert_approved(office)


def test_a_picture_that_came_earlier_is_shared(office: Office) -> None:
    office.branch("bild")
    office.write(PICTURE, PNG)
    office.commit(by=None)
    office.merge("bild")
    office.post(content=post_text(picture="sirene.png"))
    office.post("content/posts/2026/12/zweiter.md", post_text(title="Zweiter", picture="sirene.png"), branch="zwei")
    assert_approved(office)
    assert_approved(office, "content/posts/2026/12/zweiter.md")


def test_a_picture_in_the_same_merge(office: Office) -> None:
    office.post(content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    assert_approved(office)
    manifest = office.verdict().manifest
    assert manifest is not None and [file.path for file in manifest.files] == [POST, PICTURE]


def test_the_deputy(office: Office) -> None:
    office.post(approvers=("cleo",))
    assert_approved(office, by=("cleo",))


def test_a_department_needs_two_and_gets_two(office: Office) -> None:
    office.post(author="dora", approvers=("ben", "emil"))
    assert_approved(office, by=("ben", "emil"))


def test_two_people_who_could_each_fill_both_places_are_enough(office: Office) -> None:
    office.post(author="dora", approvers=("cleo", "ben"))
    assert_approved(office, by=("ben", "cleo"))


def test_the_signature_comes_in_a_merge_of_its_own(office: Office) -> None:
    office.post(approvers=())
    assert not office.verdict().approved
    office.branch("freigabe")
    office.approve("ben")
    office.commit("Approve", by="ben")
    office.merge("freigabe")
    assert_approved(office)


def test_rename_before_the_first_claim(office: Office) -> None:
    office.post()
    office.branch("umbenannt")
    office.run("rm", "-q", "content/posts/2026/12/warntag.approval.json")
    office.run("mv", POST, "content/posts/2026/12/probealarm.md")
    office.commit(by="anna")
    office.approve("ben", "content/posts/2026/12/probealarm.md")
    office.commit("Approve", by="ben")
    office.merge("umbenannt")
    assert_approved(office, "content/posts/2026/12/probealarm.md")
    assert office.verdict().refusals[0].reason_id == "file-missing"


def test_move_to_another_month(office: Office) -> None:
    office.post()
    moved = "content/posts/2027/01/warntag.md"
    office.branch("verschoben")
    office.run("rm", "-q", "-r", "content/posts/2026/12")
    office.write(moved, post_text(publish_at="10.01.2027 09:00"))
    office.commit(by="anna")
    office.approve("ben", moved)
    office.commit("Approve", by="ben")
    office.merge("verschoben")
    assert_approved(office, moved)


def test_a_new_text_with_a_new_approval(office: Office) -> None:
    office.post()
    office.post(content=post_text(text="Neuer Text", more="revision: 2\n"), branch="neu")
    assert_approved(office)
    assert office.verdict().revision == 2
    assert office.read("content/posts/2026/12/warntag.approval.json").count('"nonce"') == 1


def test_until_passing_later_voids_nothing(office: Office) -> None:
    office.post()
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": f"until: {office.now.date()}"})})
    office.now += timedelta(days=5)
    office.post("content/posts/2026/12/spaeter.md", approvers=("cleo",), branch="spaeter")
    assert_approved(office)


def test_a_new_key_voids_nothing_that_arrived_before(office: Office) -> None:
    office.post()
    rotated = team_yml(office).replace(office.public_key("ben"), office.public_key("publisher"))
    office.change_rules({"plans/team.yml": rotated}, author="cleo", approver="ines")
    assert_approved(office)


def test_approved_after_its_time_but_before_the_end_of_its_window(office: Office) -> None:
    office.now = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    office.post()
    assert_approved(office)


def test_due_after_approval(office: Office) -> None:
    office.post(content=post_text(publish_at="after approval"))
    verdict = office.verdict(now=office.now)
    assert verdict.approved and verdict.publish_at == "after approval" and verdict.latest == 86_400
    assert verdict.valid_until is not None and verdict.valid_until > office.now + timedelta(days=10)


def test_crisis_takes_the_fast_lane_with_one_person(office: Office) -> None:
    office.post(author="dora", content=post_text(more="kind: crisis\nsensitive: true\n"), approvers=("emil",))
    assert_approved(office, by=("emil",))
    assert office.verdict().fast_lane


def test_election_window_with_the_lawyer(office: Office) -> None:
    path = "content/posts/2027/02/wahl.md"
    office.post(path, post_text(publish_at="01.02.2027 09:00"), approvers=("ben", "frida"))
    assert_approved(office, path, by=("ben", "frida"))


def test_an_old_signature_left_behind_harms_nobody(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text(text="Alt"))
    office.commit(by="anna")
    old = office.sign(office.statement(), "ben")
    office.write(POST, post_text(text="Neu"))
    office.commit(by="anna")
    office.put_approvals(old, office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    office.merge("beitrag")
    assert_approved(office)


def test_later_files_of_the_same_name_elsewhere_do_not_block_the_first(office: Office) -> None:
    office.post()
    office.post("content/posts/2027/01/warntag.md", post_text(publish_at="10.01.2027 09:00"), branch="doppelt")
    assert_approved(office)
    assert [refusal.reason_id for refusal in office.verdict("content/posts/2027/01/warntag.md").refusals] == ["twin"]


def test_a_post_of_the_root_is_archive_until_it_is_changed(office: Office) -> None:
    office.branch("anfang")
    office.write(POST, post_text(text="Vor dem Anker"))
    office.commit(by=None)
    office.root = office.merge("anfang")
    assert office.governance().ok
    assert office.verdict().archive and not office.verdict().approved
    office.post(content=post_text(text="Danach"))
    assert_approved(office)


def test_hours_that_cannot_be_read_stop_no_post(office: Office) -> None:
    office.post()
    office.write("plans/hours.yml", "answer: [")
    office.commit(by=None)
    assert_approved(office)
