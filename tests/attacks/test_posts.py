"""Attacks on a post's approval (DELIVERY.md § 2). Each must be refused, and for the condition that is meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amtsfunk.approval.reasons import explain
from amtsfunk.approval.statement import parse_signed_list
from amtsfunk.effects.git import Git
from amtsfunk.model.errors import Refused
from support.repo import OUTSIDER, PICTURE, PNG, POST, Office, post_text, team_yml

APPROVALS = "content/posts/2026/12/warntag.approval.json"


def assert_refused(office: Office, condition: str, reason: str, path: str = POST) -> None:
    """Refused with this reason, every reason has its words, and nothing is handed out that could be sent."""
    verdict = office.verdict(path)
    found = {(refusal.condition, refusal.reason_id) for refusal in verdict.refusals}
    assert (condition, reason) in found, found
    assert all(explain(refusal, "de") and explain(refusal, "en") for refusal in verdict.refusals)
    assert not verdict.approved
    assert verdict.payloads == {} and verdict.approvers == ()


def write_and_commit(office: Office, text: str | None = None, *, by: str | None = "anna") -> None:
    office.branch("beitrag")
    office.write(POST, text or post_text())
    office.commit(by=by)


def approve_and_merge(office: Office, *people: str) -> None:
    office.put_approvals(*(office.sign(office.statement(), person) for person in people))
    office.commit("Approve", by=people[0] if people else None)
    office.merge("beitrag")


# ---------------------------------------------------------------- who wrote it, who approved it


def test_direct_push_without_any_signature(office: Office) -> None:
    office.write(POST, post_text())
    office.commit(by=None)
    assert_refused(office, "4", "author-unknown")
    assert_refused(office, "policy", "approval-missing")


def test_direct_push_signed_by_its_author_alone(office: Office) -> None:
    office.write(POST, post_text())
    office.commit(by="ben")
    assert_refused(office, "policy", "approval-missing")


def test_approved_but_written_by_a_stranger(office: Office) -> None:
    write_and_commit(office, by=OUTSIDER)
    approve_and_merge(office, "ben")
    assert_refused(office, "4", "author-unknown")


def test_one_unsigned_commit_among_signed_ones(office: Office) -> None:
    write_and_commit(office)
    office.write(POST, post_text(text="Untergeschoben"))
    office.commit(by=None)
    office.write(POST, post_text())
    office.commit(by="anna")
    approve_and_merge(office, "ben")
    assert_refused(office, "4", "author-unknown")


def test_self_approval(office: Office) -> None:
    write_and_commit(office, by="ben")
    approve_and_merge(office, "ben")
    assert_refused(office, "4", "self-approval")


def test_approval_by_somebody_who_mended_one_letter(office: Office) -> None:
    write_and_commit(office, post_text(title="Sirenen heuln"))
    office.write(POST, post_text())
    office.commit(by="ben")
    approve_and_merge(office, "ben")
    assert_refused(office, "4", "self-approval")


def test_approval_by_whoever_squashed(office: Office) -> None:
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    office.squash("beitrag", by="ben")
    assert_refused(office, "4", "self-approval")


def test_the_command_refuses_to_sign_ones_own_post(office: Office) -> None:
    write_and_commit(office, by="ben")
    with pytest.raises(Refused, match="selbst an diesem Beitrag geschrieben"):
        office.approve("ben")


def test_approval_by_a_stranger(office: Office) -> None:
    write_and_commit(office)
    approve_and_merge(office, OUTSIDER)
    assert_refused(office, "3", "signature-unknown")


def test_a_strangers_signature_under_a_good_key(office: Office) -> None:
    write_and_commit(office)
    forged = office.sign(office.statement(), OUTSIDER)
    office.put_approvals(type(forged)(forged.statement, forged.signature, office.public_key("ben")))
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, "3", "signature-unknown")


def test_one_person_signs_twice_where_two_are_needed(office: Office) -> None:
    write_and_commit(office, by="dora")
    approve_and_merge(office, "ben", "ben")
    assert_refused(office, "policy", "approval-missing")


def test_one_nonce_counts_once_beside_a_post(office: Office) -> None:
    write_and_commit(office, by="dora")
    statement = office.statement()
    office.put_approvals(office.sign(statement, "ben"), office.sign(statement, "emil"))
    office.commit("Approve", by="ben")
    office.merge("beitrag")
    assert_refused(office, "2", "nonce-twice")


def test_a_role_given_after_the_merge_approves_nothing_merged_before(office: Office) -> None:
    office.post(approvers=())
    more = team_yml(office).replace("roles: [cvd, press]", "roles: [cvd, press, spokesperson]")
    office.change_rules({"plans/team.yml": more})
    office.branch("freigabe")
    office.put_approvals(office.sign(office.statement(), "emil"))
    office.commit("Approve", by="emil")
    office.merge("freigabe")
    assert_refused(office, "policy", "approval-missing")


@pytest.mark.parametrize("approver", ["anna", "emil", "frida", "ines"])
def test_approval_without_the_needed_role(office: Office, approver: str) -> None:
    write_and_commit(office, by="dora")
    approve_and_merge(office, approver)
    assert_refused(office, "policy", "approval-missing")


def test_approval_by_an_external(office: Office) -> None:
    people = team_yml(office).replace("roles: [external]", "roles: [external, spokesperson]")
    office.change_rules({"plans/team.yml": people})
    write_and_commit(office)
    approve_and_merge(office, "gero")
    assert_refused(office, "3", "approver-not-in-office")


def test_approval_by_somebody_who_has_left(office: Office) -> None:
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": "until: 2026-11-01"})})
    write_and_commit(office)
    approve_and_merge(office, "ben")
    assert_refused(office, "3", "approver-not-in-office")


def test_somebody_who_has_left_approves_a_post_merged_before(office: Office) -> None:
    """The signature's own dates lie; what counts is when it arrived."""
    office.post(approvers=())
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": f"until: {office.now.date()}"})})
    office.now += timedelta(days=3)
    office.branch("beitrag-2")
    office.put_approvals(office.sign(office.statement(not_before=office.now - timedelta(days=4)), "ben"))
    office.commit(by=None)
    office.merge("beitrag-2")
    assert_refused(office, "3", "approver-not-in-office")


def test_a_key_taken_out_of_the_roster_approves_a_post_merged_before(office: Office) -> None:
    office.post(approvers=())
    without = team_yml(office).replace(office.public_key("ben"), office.public_key("publisher"))
    office.change_rules({"plans/team.yml": without}, author="cleo", approver="ines")
    office.branch("beitrag-2")
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit(by=None)
    office.merge("beitrag-2")
    assert_refused(office, "3", "approver-not-in-office")


def test_approval_by_somebody_who_begins_later(office: Office) -> None:
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": "from: 2027-01-01"})})
    write_and_commit(office)
    approve_and_merge(office, "ben")
    assert_refused(office, "3", "approver-not-in-office")


def test_commit_dates_in_the_future_do_not_begin_an_office_early(office: Office) -> None:
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": "from: 2027-01-01"})})
    today = office.now
    office.now = datetime(2027, 2, 1, tzinfo=UTC)
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(not_before=today), "ben"))
    office.commit(by=None)
    office.merge("beitrag")
    verdict = office.verdict(now=today)
    assert "approver-not-in-office" in {refusal.reason_id for refusal in verdict.refusals}


def test_approver_revoked_since(office: Office) -> None:
    office.post()
    assert office.verdict().approved
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": "revoked: 2026-11-02 12:00"})})
    assert_refused(office, "3", "approver-revoked")


def test_revoked_and_then_taken_out_of_the_roster(office: Office) -> None:
    office.post()
    text = team_yml(office)
    start = text.index("  ben:")
    office.change_rules({"plans/team.yml": text[:start] + text[text.index("  cleo:") :]})
    assert_refused(office, "3", "approver-removed")


def test_one_key_under_two_signs(office: Office) -> None:
    shared = team_yml(office).replace(office.public_key("emil"), office.public_key("ben"))
    office.change_rules({"plans/team.yml": shared})
    write_and_commit(office)
    approve_and_merge(office, "ben")
    assert_refused(office, "3", "signature-unknown")


def test_added_to_the_roster_in_the_same_merge(office: Office) -> None:
    write_and_commit(office)
    people = team_yml(office).replace(office.public_key("cleo"), office.public_key(OUTSIDER))
    office.write("plans/team.yml", people)
    office.commit(by="anna")
    approve_and_merge(office, OUTSIDER)
    assert_refused(office, "5", "governance-path")
    assert_refused(office, "3", "signature-unknown")
    assert_refused(office, "6", "governance-unsigned")


def test_roster_entry_pushed_today_and_used_tomorrow(office: Office) -> None:
    office.write("plans/team.yml", team_yml(office).replace(office.public_key("cleo"), office.public_key(OUTSIDER)))
    office.commit("Roster", by=None)
    office.now += timedelta(days=1)
    write_and_commit(office)
    approve_and_merge(office, OUTSIDER)
    assert_refused(office, "6", "governance-unsigned")


# ---------------------------------------------------------------- which bytes


def test_edit_after_approval_in_the_branch(office: Office) -> None:
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    office.write(POST, post_text(text="Etwas ganz anderes"))
    office.commit(by="anna")
    office.merge("beitrag")
    assert_refused(office, "1", "manifest-differs")


def test_edit_on_main_after_the_merge(office: Office) -> None:
    office.post()
    office.write(POST, post_text(text="Etwas ganz anderes"))
    office.commit(by="anna")
    assert_refused(office, "1", "manifest-differs")


def test_approval_of_an_older_commit(office: Office) -> None:
    write_and_commit(office, post_text(text="Alt"))
    old = office.sign(office.statement(), "ben")
    office.write(POST, post_text(text="Neu"))
    office.commit(by="anna")
    office.put_approvals(old)
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, "1", "manifest-differs")


def test_a_new_time_needs_a_new_approval(office: Office) -> None:
    office.post()
    office.write(POST, post_text(publish_at="02.12.2026 09:00"))
    office.commit(by="anna")
    assert_refused(office, "1", "manifest-differs")


def test_channel_moved_to_another_account_since(office: Office) -> None:
    office.post()
    channels = office.read("plans/channels.yml").replace('account_id: "1001"', 'account_id: "666"')
    office.change_rules({"plans/channels.yml": channels})
    assert_refused(office, "1", "manifest-differs")


def test_picture_swapped_after_the_merge(office: Office) -> None:
    office.post(content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    office.write(PICTURE, PNG + b"other")
    office.commit(by="anna")
    assert_refused(office, "1", "changed-since-merge")


def test_picture_swapped_before_the_merge(office: Office) -> None:
    office.branch("beitrag")
    office.write(PICTURE, PNG)
    office.write(POST, post_text(picture="sirene.png"))
    office.commit(by="anna")
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.write(PICTURE, PNG + b"other")
    office.commit(by="anna")
    office.merge("beitrag")
    assert_refused(office, "1", "manifest-differs")


def test_picture_removed_after_the_merge(office: Office) -> None:
    office.post(content=post_text(picture="sirene.png"), files={PICTURE: PNG})
    office.run("rm", "-q", PICTURE)
    office.commit(by="anna")
    assert_refused(office, "post", "media-missing")


def test_picture_that_is_none(office: Office) -> None:
    office.branch("beitrag")
    office.write(PICTURE, b"<svg onload=alert(1)>")
    office.write(POST, post_text(picture="sirene.png"))
    office.commit(by="anna")
    office.merge("beitrag")
    assert_refused(office, "post", "media-type")


@pytest.mark.parametrize("path", [POST, PICTURE])
def test_symbolic_link(office: Office, path: str) -> None:
    office.branch("beitrag")
    office.write(PICTURE, PNG)
    office.write(POST, post_text(picture="sirene.png"))
    target = office.clone / path
    elsewhere = office.clone / ("content/real" + target.suffix)
    target.rename(elsewhere)
    target.symlink_to("../../../real" + target.suffix)
    office.commit(by="anna")
    office.merge("beitrag")
    verdict = office.verdict()
    assert not verdict.approved
    assert {refusal.reason_id for refusal in verdict.refusals} & {"post-broken", "file-mode", "media-type"}


def test_link_whose_target_text_is_a_whole_post(office: Office) -> None:
    """Mode alone differs: the blob is the approved one."""
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit(by="ben")
    blob = office.run("rev-parse", f"HEAD:{POST}")
    office.run("update-index", "--cacheinfo", f"120000,{blob},{POST}")
    office.run("commit", "-q", "-m", "Link", by="anna")
    office.run("reset", "--hard", "-q")
    office.merge("beitrag")
    assert_refused(office, "1", "file-mode")


def test_executable_file(office: Office) -> None:
    write_and_commit(office)
    (office.clone / POST).chmod(0o755)
    office.commit(by="anna")
    approve_and_merge(office, "ben")
    assert_refused(office, "1", "file-mode")


def test_submodule_in_place_of_a_picture(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, post_text(picture="sirene.png"))
    office.commit(by="anna")
    office.run("update-index", "--add", "--cacheinfo", f"160000,{office.main},{PICTURE}")
    office.run("commit", "-q", "-m", "Submodule", by="anna")
    office.run("reset", "--hard", "-q")
    office.merge("beitrag")
    assert_refused(office, "post", "media-missing")
    assert_refused(office, "1", "file-mode")


def test_lfs_pointer_in_place_of_a_picture(office: Office) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
    office.branch("beitrag")
    office.write(PICTURE, pointer)
    office.write(POST, post_text(picture="sirene.png"))
    office.commit(by="anna")
    approve_and_merge(office, "ben")
    assert_refused(office, "1", "file-pointer")


def test_git_replace_changes_nothing_that_we_read(office: Office) -> None:
    office.post()
    other = office.run("hash-object", "-w", "--stdin", stdin=post_text(text="Ersetzt").encode())
    office.run("replace", office.run("rev-parse", f"main:{POST}"), other)
    verdict = office.verdict()
    assert verdict.approved and b"Ersetzt" not in verdict.payloads["website"]


def test_a_replaced_commit_does_not_lend_its_signature(office: Office) -> None:
    office.write(POST, post_text())
    unsigned = office.commit(by=None)
    raw = office.run("cat-file", "commit", unsigned)
    office.run("commit", "-q", "--amend", "--no-edit", by="anna")
    signed = office.run("rev-parse", "HEAD")
    office.run("reset", "-q", "--hard", unsigned)
    office.run("replace", unsigned, signed)
    assert raw
    office.git.close()
    assert_refused(office, "4", "author-unknown")


def test_grafts_and_foreign_git_folders_are_ignored(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    merge = office.post()
    (office.clone / ".git/info/grafts").write_text(f"{merge}\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(office.remote))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(office.remote / "objects"))
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/heads/")
    with Git(office.clone) as git:
        assert git.resolve("refs/heads/main") == merge
        assert len(git.first_parents(merge)) > 2


def test_attributes_do_not_change_what_is_read(office: Office) -> None:
    office.change_rules({".gitattributes": "*.md text eol=crlf ident working-tree-encoding=UTF-16\n"})
    office.branch("beitrag")
    office.write("notes.txt", "$Id$")
    blob = office.run("hash-object", "-w", "--stdin", "--no-filters", stdin=post_text().encode())
    office.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{POST}")
    office.run("commit", "-q", "-m", "Post", by="anna")
    digest = office.manifest().digest
    (office.clone / POST).unlink(missing_ok=True)
    assert office.manifest().digest == digest


def test_an_id_that_was_archived_stays_closed(office: Office) -> None:
    office.branch("archiv")
    office.write(POST, post_text(more="archive: true\n"))
    office.commit(by="anna")
    office.merge("archiv")
    assert office.verdict().archive
    office.post(branch="wieder")
    assert_refused(office, "post", "closed")


def test_a_draft_is_never_approved(office: Office) -> None:
    write_and_commit(office, post_text(publish_at=None))
    approve_and_merge(office, "ben")
    assert_refused(office, "post", "draft")
    assert office.verdict().draft
    with pytest.raises(Refused, match="Entwurf"):
        office.approve("ben")


# ---------------------------------------------------------------- merges


def test_evil_merge_by_the_approver(office: Office) -> None:
    """`git verify-commit` passes: a good key signed a merge whose content stands in none of its parents."""
    write_and_commit(office, post_text(text="Harmlos"))
    office.switch("main")
    office.write("README.md", "Mehr")
    office.commit(by=None)
    office.now += timedelta(minutes=1)
    office.run("merge", "-q", "--no-ff", "--no-commit", "beitrag")
    office.write(POST, post_text(text="Im Merge geändert"))
    office.run("add", "--all")
    office.run("commit", "-q", "-m", "Merge", by="ben")
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    assert_refused(office, "4", "self-approval")


@pytest.mark.parametrize("by", [None, OUTSIDER])
def test_evil_merge_by_nobody(office: Office, by: str | None) -> None:
    write_and_commit(office, post_text(text="Harmlos"))
    office.switch("main")
    office.run("merge", "-q", "--no-ff", "--no-commit", "beitrag")
    office.write(POST, post_text(text="Im Merge geändert"))
    office.run("add", "--all")
    office.run("commit", "-q", "-m", "Merge", by=by)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    assert_refused(office, "4", "author-unknown")


def test_evil_merge_inside_the_branch(office: Office) -> None:
    write_and_commit(office, post_text(text="Harmlos"))
    office.switch("main")
    office.write("README.md", "Mehr")
    office.commit(by=None)
    office.switch("beitrag")
    office.run("merge", "-q", "--no-ff", "--no-commit", "main")
    office.write(POST, post_text(text="Im Merge geändert"))
    office.run("add", "--all")
    office.run("commit", "-q", "-m", "Update", by="ben")
    approve_and_merge(office, "ben")
    assert_refused(office, "4", "self-approval")


def test_bytes_from_a_commit_that_main_already_had(office: Office) -> None:
    """The approver's own text, hidden behind a merge that brings back what main once dropped."""
    office.branch("alt")
    office.write(POST, post_text(text="Vom Freigebenden"))
    hidden = office.commit(by="ben")
    office.merge("alt")
    office.write(POST, post_text(text="Zwischenstand"))
    base = office.commit(by="anna")
    tree = office.run("rev-parse", f"{hidden}^{{tree}}")
    merge = office.run("commit-tree", tree, "-p", base, "-p", hidden, "-m", "Merge")
    office.run("reset", "-q", "--hard", merge)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    assert_refused(office, "4", "author-hidden")


def test_a_parent_line_that_git_does_not_follow(office: Office) -> None:
    """A second „parent“ after the author would make a plain commit look like a merge that wrote nothing."""
    office.branch("quelle")
    office.write(POST, post_text())
    source = office.commit(by=None)
    office.switch("main")
    office.write("README.md", "x")
    base = office.commit(by=None)
    office.write(POST, post_text())
    office.run("add", "--all")
    tree = office.run("write-tree")
    raw = (
        f"tree {tree}\nparent {base}\nauthor a <a@b.example> 1794000000 +0000\n"
        f"parent {source}\ncommitter a <a@b.example> 1794000000 +0000\n\nPost\n"
    )
    crafted = office.run("hash-object", "-w", "-t", "commit", "--literally", "--stdin", stdin=raw.encode())
    office.run("reset", "-q", "--hard", crafted)
    assert office.git.commit(crafted).parents == (base,)
    office.put_approvals(office.sign(office.statement(), "ben"))
    office.commit("Approve", by="ben")
    assert_refused(office, "4", "author-unknown")


# ---------------------------------------------------------------- statements


@pytest.mark.parametrize(
    ("changed", "condition", "reason"),
    [
        ({"repository": "f" * 32}, "2", "statement-repository"),
        ({"subject": "anderer-beitrag"}, "2", "statement-subject"),
        ({"kind": "record"}, "2", "statement-kind"),
        ({"decision": "rejected"}, "2", "statement-decision"),
        ({"manifest": "0" * 64}, "1", "manifest-differs"),
        ({"not_after": datetime(2026, 12, 2, 7, 59, tzinfo=UTC)}, "2", "statement-window"),
        ({"not_before": datetime(2026, 12, 3, tzinfo=UTC)}, "2", "statement-window"),
    ],
)
def test_replayed_statement(office: Office, changed: dict[str, object], condition: str, reason: str) -> None:
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(**changed), "ben"))
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, condition, reason)


def test_signature_of_another_namespace(office: Office) -> None:
    """The same words signed as another kind, as a commit would be, or as a file."""
    write_and_commit(office)
    approve = office.statement()
    other = office.sign(office.statement(kind="settle", nonce=approve.nonce), "ben")
    office.put_approvals(type(other)(approve, other.signature, other.key))
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, "3", "signature-unknown")


def test_expired_for_a_post_due_after_approval(office: Office) -> None:
    office.post(content=post_text(publish_at="after approval"))
    late = office.now + timedelta(days=15)
    verdict = office.verdict(now=late)
    assert "statement-window" in {refusal.reason_id for refusal in verdict.refusals}


def test_approval_of_another_post_copied_beside_this_one(office: Office) -> None:
    office.post()
    office.branch("zweiter")
    office.write("content/posts/2026/12/zweiter.md", post_text())
    office.write("content/posts/2026/12/zweiter.approval.json", office.read(APPROVALS))
    office.commit(by="anna")
    office.merge("zweiter")
    assert_refused(office, "2", "statement-subject", "content/posts/2026/12/zweiter.md")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[[]]",
        "[1e9]",
        "[" * 5000,
        '[{"statement":{},"signature":"","key":""}]',
        '[{"statement":1,"statement":2,"signature":"","key":""}]',
        "\ufeff[]",
        "[NaN]",
    ],
)
def test_hostile_approval_file(office: Office, content: str) -> None:
    write_and_commit(office)
    office.write(APPROVALS, content)
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, "2", "approval-unreadable")


def test_approval_file_that_is_a_link(office: Office) -> None:
    """Even one whose target text is a sound list of approvals."""
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(), "ben"))
    blob = office.run("hash-object", "-w", "--stdin", stdin=office.read(APPROVALS).encode())
    (office.clone / APPROVALS).unlink()
    office.run("update-index", "--add", "--cacheinfo", f"120000,{blob},{APPROVALS}")
    office.run("commit", "-q", "-m", "Approve", by="ben")
    merge = office.run("commit-tree", "HEAD^{tree}", "-p", "main", "-p", "HEAD", "-m", "Merge")
    office.run("update-ref", "refs/heads/main", merge)
    assert_refused(office, "2", "approval-unreadable")


def test_the_file_of_approvals_was_there_before_the_signature(office: Office) -> None:
    """Somebody who has left adds a signature to a file in which others signed in time."""
    office.post(author="dora", approvers=("emil",))
    office.change_rules({"plans/team.yml": team_yml(office, extra={"ben": f"until: {office.now.date()}"})})
    assert_refused(office, "policy", "approval-missing")
    office.now += timedelta(days=3)
    late = office.sign(office.statement(), "ben")
    office.put_approvals(*parse_signed_list(office.read(APPROVALS).encode()), late)
    office.commit(by=None)
    assert_refused(office, "3", "approver-not-in-office")


def test_decision_that_is_an_object_breaks_nothing(office: Office) -> None:
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(decision={"a": "b"}), "ben"))
    office.commit(by=None)
    office.merge("beitrag")
    assert_refused(office, "2", "statement-decision")


# ---------------------------------------------------------------- policy


@pytest.mark.parametrize(
    ("author", "more", "publish_at", "approvers"),
    [
        ("dora", "", "01.12.2026 09:00", ("ben",)),
        ("dora", "", "01.12.2026 09:00", ("emil",)),
        ("anna", "sensitive: true\n", "01.12.2026 09:00", ("ben",)),
        ("anna", "sensitive: true\n", "01.12.2026 09:00", ("emil", "hanna")),
        ("anna", "", "01.02.2027 09:00", ("ben", "cleo")),
        ("anna", "kind: crisis\n", "01.12.2026 09:00", ("hanna",)),
    ],
)
def test_too_few_or_the_wrong_people(
    office: Office, author: str, more: str, publish_at: str, approvers: tuple[str, ...]
) -> None:
    month = "2027/02" if "2027" in publish_at else "2026/12"
    path = f"content/posts/{month}/warntag.md"
    office.post(path, post_text(more=more, publish_at=publish_at), author=author, approvers=approvers)
    assert_refused(office, "policy", "approval-missing", path)


def test_no_policy_no_approval(office: Office) -> None:
    only_crisis = "rows:\n  - when: {kinds: [crisis]}\n    needs: [[spokesperson]]\n    because: Nur das.\n"
    office.change_rules({"plans/approval.yml": only_crisis})
    office.post()
    assert_refused(office, "policy", "policy-empty")


# ---------------------------------------------------------------- paths and files that are none


@pytest.mark.parametrize(
    "path",
    [
        "content/posts/2026/12/Warntag.md",
        "Content/posts/2026/12/warntag.md",
        "content/posts/2026/12/warntag.MD",
        "content/posts/2026/12/wärntag.md",
        "content/posts/2026/12/wa\u0308rntag.md",
        "content/posts/2026/12/../12/warntag.md",
        "content/posts/2026/12/warntag.md\n",
        "content/posts/2026/12/-warntag.md",
        "content/posts/2026/13/warntag.md",
        "content/posts/2026/12/sub/warntag.md",
        "content/posts/٢٠٢٦/12/warntag.md",
        "/content/posts/2026/12/warntag.md",
        "content//posts/2026/12/warntag.md",
        "content/posts/2026/12/" + "a" * 81 + ".md",
        "--help",
        "plans/team.yml",
        "",
    ],
)
def test_paths_that_are_none(office: Office, path: str) -> None:
    office.post()
    assert_refused(office, "1", "path", path)


def test_a_picture_outside_the_media_folder(office: Office) -> None:
    office.post(content=post_text(picture="../../../../plans/team.yml"), approvers=())
    verdict = office.verdict()
    assert not verdict.approved
    assert {refusal.reason_id for refusal in verdict.refusals} <= {"path", "post-broken"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        post_text(text="Treffen um 9\u202e00:11").encode(),
        post_text(text="Bitte hier\u200b klicken").encode(),
        b"---\na: &a [1,1]\nb: *a\n---\n# T\n\nText\n",
        b"---\ntopic: a\ntopic: b\n---\n# T\n\nText\n",
        post_text(channels="[website, gibtesnicht]").encode(),
        post_text(more="mentions: [niemand]\n").encode(),
        post_text(more="kind: correction\n").encode(),
    ],
)
def test_broken_posts_are_refused_and_stop_nobody_else(office: Office, content: bytes) -> None:
    office.post("content/posts/2026/12/guter.md", branch="guter")
    office.write(POST, content)
    office.commit(by="anna")
    verdict = office.verdict()
    assert not verdict.approved and verdict.refusals[0].condition == "post"
    assert office.verdict("content/posts/2026/12/guter.md").approved


@pytest.mark.parametrize(
    "path",
    ["site/page.html", ".github/workflows/publish.yml", "scripts/x.py", "content/.gitattributes", "requirements.lock"],
)
def test_governance_path_in_the_same_merge(office: Office, path: str) -> None:
    office.branch("beitrag")
    office.write(POST, post_text())
    office.write(path, "x")
    office.commit(by="ben")
    office.govern("cleo")
    office.put_approvals(office.sign(office.statement(), "cleo"))
    office.commit("Approve", by="cleo")
    office.merge("beitrag")
    assert office.governance().ok
    assert_refused(office, "5", "governance-path")


def test_roster_before_the_post_that_cannot_be_read(office: Office) -> None:
    """A lapse that two ratified; the post that came in between has nobody who could have approved it."""
    office.write("plans/team.yml", "people: [")
    lapse = office.commit(by=None)
    write_and_commit(office)
    office.put_approvals(office.sign(office.statement(manifest="0" * 64), "ben"))
    office.commit(by="ben")
    office.merge("beitrag")
    mended = {"plans/ratified.yml": f"ratified:\n  - commit: {lapse}\n    because: Tippfehler\n"}
    office.branch("heil")
    for path, content in {**mended, "plans/team.yml": team_yml(office)}.items():
        office.write(path, content)
    office.commit(by="ben")
    office.govern("cleo")
    office.merge("heil")
    assert office.governance().ok
    assert_refused(office, "3", "roster-unreadable")
