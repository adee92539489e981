"""Main is its first-parent line: what was verified once stays on it. A merge of main *into* an older branch, pushed as
main without force, would put another past in front of the verified one (a „foxtrot merge“).
"""

from __future__ import annotations

import pytest

from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.model.errors import Refused
from support.publishing import lines, publish, types
from support.repo import PEOPLE, POST, Office, post_text, team_yml

EVIL = "content/posts/2026/12/evil.md"
TEAM = "plans/team.yml"


def was_sent(office: Office, post: str) -> bool:
    return bool({line.type for line in lines(office, post)} & {"claimed", "accepted", "handed"})


def write_evil(office: Office, old: str) -> None:
    """On a branch from before the change of roles: anna writes, ben's old rights approve."""
    office.branch("w", old)
    office.write(EVIL, post_text(title="Falsch", text="Das hat kein Ehrlicher freigegeben."))
    office.commit("evil", by="anna")
    office.approve("ben", EVIL, main=old)
    office.commit("approve", by="ben")


def fast_forward_to_branch(office: Office) -> None:
    """No force: a protected branch lets it through."""
    office.run("branch", "-f", "main", "w")
    office.switch("main")
    office.run("push", "--quiet", "origin", "main")


def test_a_merge_of_main_into_an_old_branch_brings_no_revoked_approver_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    old = office.main
    office.post()
    revoked = team_yml(office, extra={"ben": "revoked: 2026-11-03 00:00"})
    office.change_rules({TEAM: revoked}, author="ines")
    office.push()
    publish(office, now="2026-11-05 09:00")
    assert office.governance().ok
    verified = office.main
    write_evil(office, old)
    office.run("merge", "--quiet", "--no-ff", "--no-commit", "-s", "ours", "main", by="anna")
    office.run("checkout", "main", "--", "content")
    office.commit("Merge branch 'main' into w", by="anna")
    fast_forward_to_branch(office)
    capsys.readouterr()
    assert publish(office) == 1
    assert verified[:12] in capsys.readouterr().err
    assert not was_sent(office, "evil")


def test_a_merge_of_main_into_an_old_branch_gives_no_lost_role_back(office: Office) -> None:
    """Today's rules come along with the merge; only the way there is the old one."""
    old = office.main
    people = {**PEOPLE, "ben": ("editor", "department")}
    office.change_rules({TEAM: team_yml(office, people)}, author="ines", approver="cleo")
    office.push()
    publish(office, now="2026-11-05 09:00")
    write_evil(office, old)
    office.run("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main' into w", "main", by="anna")
    fast_forward_to_branch(office)
    assert publish(office) == 1
    assert not was_sent(office, "evil")


def test_main_is_mended_by_a_merge_that_begins_where_it_was_verified(office: Office) -> None:
    """An honest mistake (pull, then push): one more merge in the right order, without force, and all goes on."""
    old = office.main
    office.post()
    office.push()
    publish(office, now="2026-11-05 09:00")
    verified = office.main
    office.branch("w", old)
    office.write("content/snippets/x.md", "x")
    office.commit("elsewhere", by="emil")
    office.run("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main' into w", "main", by="emil")
    fast_forward_to_branch(office)
    assert publish(office) == 1
    assert types(office) == ["captured"]
    tree = office.run("rev-parse", "HEAD^{tree}")
    mended = office.run("commit-tree", "-S", tree, "-p", verified, "-p", office.main, "-m", "Merge", by="emil")
    office.run("reset", "-q", "--hard", mended)
    office.run("push", "--quiet", "origin", "main")
    assert publish(office) == 0
    assert types(office) == ["captured", "claimed", "accepted"]


def test_progress_that_is_no_longer_on_the_line_is_not_forgotten(office: Office) -> None:
    """Whoever begins again at the root verifies a line without the change that took the right away."""
    old = office.main
    office.change_rules({TEAM: team_yml(office, extra={"ben": "until: 2026-11-03"})}, author="ines")
    progress = office.governance()
    office.branch("w", old)
    office.run("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "Merge", "main", by="anna")
    office.run("branch", "-f", "main", "w")
    assert office.governance().ok
    with pytest.raises(Refused):
        office.governance(progress)


def test_progress_of_another_root_or_a_broken_one_is_verified_anew(office: Office) -> None:
    main = office.main
    office.write("content/snippets/x.md", "x")
    office.commit("next", by="anna")
    elsewhere = "0" * 40
    for progress in (
        GovernanceVerdict(elsewhere, elsewhere, elsewhere),
        GovernanceVerdict(office.root, elsewhere, elsewhere, broken="root-unsigned"),
        GovernanceVerdict(office.root, main, office.root),
    ):
        assert office.governance(progress) == GovernanceVerdict(office.root, office.main, office.root)


def test_an_approved_post_is_unharmed_by_merges_in_the_right_order(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now="2026-11-05 09:00")
    office.branch("w")
    office.write("content/snippets/x.md", "x")
    office.commit("elsewhere", by="emil")
    office.switch("main")
    office.write("content/snippets/y.md", "y")
    office.commit("direct", by="emil")
    office.merge("w")
    office.push()
    assert publish(office) == 0
    assert types(office) == ["captured", "claimed", "accepted"]
    assert office.verdict(POST).approved


def test_posts_are_not_read_from_another_line_even_without_kept_progress(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark of the posts stands for itself: a ledger whose progress cannot be read is no way around."""
    old = office.main
    office.post()
    office.push()
    publish(office, now="2026-11-05 09:00")
    write_evil(office, old)
    office.run("merge", "--quiet", "--no-ff", "-m", "Merge branch 'main' into w", "main", by="anna")
    fast_forward_to_branch(office)
    monkeypatch.setattr(GovernanceVerdict, "from_json", staticmethod(lambda _: None))
    assert publish(office) == 1
    assert not was_sent(office, "evil")
