"""Whose commit is it? A signature covers a commit without its ``gpgsig`` header, and says nothing of the repository.

Who moves that header before the ``parent`` lines keeps the signed bytes and makes git see fewer parents: the signer
then „wrote“ every file of the tree. A commit of another repository has the same key and namespace, and no past of ours.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amtsfunk.effects.git_commit import parse_commit
from amtsfunk.effects.ledger_verify import verify_commit
from amtsfunk.model.errors import LedgerUnreadable
from support.publishing import lines, publish, types
from support.repo import PEOPLE, POST, Office, post_text, team_yml

EVIL = "content/posts/2026/12/evil.md"
TEAM = "plans/team.yml"


def was_sent(office: Office, post: str) -> bool:
    return bool({line.type for line in lines(office, post)} & {"claimed", "accepted", "handed"})


def raw_commit(office: Office, commit: str) -> bytes:
    return subprocess.run(
        ["git", "-C", str(office.clone), "cat-file", "commit", commit], capture_output=True, check=True
    ).stdout


def moved(office: Office, commit: str, *, kept_parents: int = 0) -> str:
    """Another object with the same signed bytes and signature, the signature's header before further parents."""
    head, _, message = raw_commit(office, commit).partition(b"\n\n")
    rows = head.split(b"\n")
    first = next(number for number, row in enumerate(rows) if row.startswith(b"gpgsig "))
    last = first + 1
    while last < len(rows) and rows[last].startswith(b" "):
        last += 1
    before = 1 + kept_parents
    forged = [*rows[:before], *rows[first:last], *rows[before:first], *rows[last:]]
    return write_commit(office, b"\n".join(forged) + b"\n\n" + message)


def write_commit(office: Office, raw: bytes) -> str:
    return office.run("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw)


def merge_some(office: Office, other: str, *files: str, by: str) -> str:
    """On main: a merge of ``other`` that takes just these files from it."""
    base = office.main
    office.switch("main")
    office.run("checkout", other, "--", *files)
    office.run("add", "--all")
    tree = office.run("write-tree")
    commit = office.run("commit-tree", "-S", tree, "-p", base, "-p", other, "-m", "Merge", by=by)
    office.run("reset", "-q", "--hard", commit)
    return commit


def team_with_stolen_ben(office: Office) -> str:
    team = team_yml(office, {**PEOPLE, "ines": ("steward, editor", "press")})
    return team.replace(office.public_key("ben"), office.public_key("mallory"))


def take_over(office: Office, forged: str) -> None:
    """ines alone merges the roster that ``forged`` „wrote“, and confirms it."""
    base = office.main
    merge = merge_some(office, forged, TEAM, by="ines")
    office.run("reset", "-q", "--hard", base)
    office.branch("rules", merge)
    office.govern("ines")
    tree = office.run("rev-parse", "HEAD^{tree}")
    final = office.run("commit-tree", "-S", tree, "-p", base, "-p", forged, "-m", "Merge", by="ines")
    office.switch("main")
    office.run("reset", "-q", "--hard", final)


def publish_evil(office: Office) -> None:
    """ines writes; a stranger's key, which the roster now gives to ben, approves."""
    office.branch("evil")
    office.write(EVIL, post_text(title="Falsch", text="Von einer Person allein."))
    office.commit("evil", by="ines")
    office.put_approvals(office.sign(office.statement(EVIL), "mallory"), path=EVIL)
    office.commit("approve", by="ines")
    office.merge("evil", by="ines")
    office.push()
    publish(office)


def test_nobody_approves_what_a_forged_root_commit_writes_for_another(office: Office) -> None:
    office.write(EVIL, post_text(title="Falsch", text="Von niemandem sonst gelesen."))
    office.commit("evil", by="ben")
    office.write("content/snippets/a.md", "etwas ganz anderes")
    honest = office.commit("honest, by anna", by="anna")
    office.run("rm", "-q", EVIL)
    office.commit("gone", by="ben")
    merge_some(office, moved(office, honest), EVIL, by="ben")
    office.approve("ben", EVIL)
    office.commit("approve", by="ben")
    assert {refusal.reason_id for refusal in office.verdict(EVIL).refusals} & {"author-unknown", "author-outside"}
    office.push()
    publish(office)
    assert not was_sent(office, "evil")


def test_one_steward_changes_no_roster_with_a_forged_root_commit(office: Office) -> None:
    """cleo approved a harmless post on a branch whose roster was changed already; that commit loses its parents."""
    office.branch("post")
    office.write(TEAM, team_with_stolen_ben(office))
    office.write(POST, post_text())
    office.commit("a harmless post", by="ines")
    office.approve("cleo")
    approved = office.commit("Approve warntag", by="cleo")
    office.switch("main")
    take_over(office, moved(office, approved))
    assert not office.governance().ok
    publish_evil(office)
    assert not was_sent(office, "evil")


def test_a_commit_of_another_repository_is_no_authorship(office: Office, tmp_path: Path) -> None:
    """cleo once signed this roster in a copy for practice, with the same key. That history is merged."""
    training = tmp_path / "training"
    (training / "plans").mkdir(parents=True)
    (training / TEAM).write_text(team_with_stolen_ben(office), encoding="utf-8")
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={office.key('cleo')}"]
    for words in (["init", "-q"], ["add", "-A"], [*signing, "commit", "-q", "-S", "-m", "Practice"]):
        subprocess.run(["git", "-C", str(training), *words], check=True)
    office.run("fetch", "-q", str(training), "HEAD")
    take_over(office, office.run("rev-parse", "FETCH_HEAD"))
    assert not office.governance().ok
    publish_evil(office)
    assert not was_sent(office, "evil")


def test_a_post_of_another_repository_has_no_author_here(office: Office, tmp_path: Path) -> None:
    """The same for a post: anna wrote it in another repository, and nobody showed it to her here."""
    other = tmp_path / "other"
    (other / EVIL).parent.mkdir(parents=True)
    (other / EVIL).write_text(post_text(title="Falsch", text="Aus einem anderen Haus."), encoding="utf-8")
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={office.key('anna')}"]
    for words in (["init", "-q"], ["add", "-A"], [*signing, "commit", "-q", "-S", "-m", "Practice"]):
        subprocess.run(["git", "-C", str(other), *words], check=True)
    office.run("fetch", "-q", str(other), "HEAD")
    merge_some(office, office.run("rev-parse", "FETCH_HEAD"), EVIL, by="ben")
    office.approve("ben", EVIL)
    office.commit("approve", by="ben")
    assert "author-outside" in {refusal.reason_id for refusal in office.verdict(EVIL).refusals}


def test_a_branch_older_than_the_trust_root_proves_no_authorship(office: Office) -> None:
    """It is judged by nobody: what stood there before the root is taken from a time that nothing verifies."""
    before = office.run("rev-parse", f"{office.root}^")
    office.branch("old", before)
    office.write(POST, post_text())
    office.commit("written before", by="anna")
    office.merge("old")
    office.branch("approval")
    office.approve("ben")
    office.commit("approve", by="ben")
    office.merge("approval")
    assert "author-outside" in {refusal.reason_id for refusal in office.verdict().refusals}


def test_a_branch_that_took_main_over_is_honest_work(office: Office) -> None:
    """Two merges of main into the branch: each of its commits still stands on the root."""
    office.branch("beitrag")
    office.write(POST, post_text(text="Entwurf."))
    office.commit("draft", by="anna")
    for number in range(2):
        office.switch("main")
        office.write(f"content/snippets/{number}.md", "x")
        office.commit("elsewhere", by="emil")
        office.switch("beitrag")
        office.run("merge", "-q", "--no-ff", "-m", "update", "main", by="anna")
    office.write(POST, post_text())
    office.commit("final", by="anna")
    office.approve("ben")
    office.commit("approve", by="ben")
    office.merge("beitrag")
    assert office.verdict().approved, office.verdict().refusals


def test_a_second_parent_dropped_by_the_header(office: Office) -> None:
    """A merge of main that anna signed, without its second parent: all that main had brought would be hers."""
    office.branch("update")
    office.write("content/snippets/b.md", "b")
    office.commit("b", by="anna")
    office.switch("main")
    office.write(EVIL, post_text(title="Falsch", text="Von ben geschrieben."))
    office.commit("evil", by="ben")
    office.switch("update")
    office.run("merge", "-q", "--no-ff", "-m", "Merge main", "main", by="anna")
    signed = office.run("rev-parse", "HEAD")
    office.switch("main")
    office.run("rm", "-q", EVIL)
    office.commit("gone", by="ben")
    merge_some(office, moved(office, signed, kept_parents=1), EVIL, by="ben")
    office.approve("ben", EVIL)
    office.commit("approve", by="ben")
    assert "author-unknown" in {refusal.reason_id for refusal in office.verdict(EVIL).refusals}
    office.push()
    publish(office)
    assert not was_sent(office, "evil")


def test_a_ledger_entry_without_its_past_is_refused(office: Office) -> None:
    office.post()
    office.push()
    publish(office, now="2026-11-30 09:00")
    publish(office)
    tip = office.run("ls-remote", "origin", "refs/heads/ledger").split()[0]
    office.run("fetch", "-q", "origin", tip)
    assert types(office) == ["captured", "claimed", "accepted"]
    verify_commit(office.git, tip, [office.public_key("publisher")])
    with pytest.raises(LedgerUnreadable):
        verify_commit(office.git, moved(office, tip), [office.public_key("publisher")])


ORDERS = {
    "signature-first": ("gpgsig", "tree", "parent", "author", "committer"),
    "signature-before-parents": ("tree", "gpgsig", "parent", "author", "committer"),
    "signature-before-author": ("tree", "parent", "gpgsig", "author", "committer"),
    "signature-before-committer": ("tree", "parent", "author", "gpgsig", "committer"),
    "parent-below": ("tree", "author", "parent", "committer", "gpgsig"),
    "parent-after-signature": ("tree", "parent", "author", "committer", "gpgsig", "parent"),
    "two-trees": ("tree", "tree", "parent", "author", "committer", "gpgsig"),
    "two-authors": ("tree", "parent", "author", "author", "committer", "gpgsig"),
    "no-committer": ("tree", "parent", "author", "gpgsig"),
    "two-signatures": ("tree", "parent", "author", "committer", "gpgsig", "gpgsig"),
}
ROWS = {
    "tree": b"tree " + b"a" * 40,
    "parent": b"parent " + b"b" * 40,
    "author": b"author x <x@x> 1 +0000",
    "committer": b"committer x <x@x> 1 +0000",
    "gpgsig": b"gpgsig -----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----",
    "encoding": b"encoding ISO-8859-1",
    "mergetag": b"mergetag object " + b"c" * 40 + b"\n type commit",
}


def commit_of(*rows: str) -> bytes:
    return b"\n".join(ROWS[row] for row in rows) + b"\n\nMessage\n"


@pytest.mark.parametrize("order", ORDERS)
def test_headers_out_of_gits_order_carry_no_signature(order: str) -> None:
    assert parse_commit("0" * 40, commit_of(*ORDERS[order])).signature is None


@pytest.mark.parametrize("row", [b"parent " + b"b" * 39, b"parent " + b"B" * 40, b"parent  " + b"b" * 40])
def test_a_parent_that_is_no_id_carries_no_signature(row: bytes) -> None:
    raw = commit_of("tree", "parent", "author", "committer", "gpgsig").replace(ROWS["parent"], row)
    assert parse_commit("0" * 40, raw).signature is None


@pytest.mark.parametrize("between", [(), ("encoding",), ("mergetag",), ("encoding", "mergetag")])
def test_what_git_itself_writes_keeps_its_signature(between: tuple[str, ...]) -> None:
    raw = commit_of("tree", "parent", "parent", "author", "committer", *between, "gpgsig")
    read = parse_commit("0" * 40, raw)
    assert read.signature is not None and read.signature.startswith("-----BEGIN SSH SIGNATURE-----\nx\n")
    assert read.parents == ("b" * 40, "b" * 40)
    assert read.signed_bytes == commit_of("tree", "parent", "parent", "author", "committer", *between)
