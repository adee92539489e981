"""Attacks on conditions 1 and 5: exactly these bytes, and no rule on the side."""

from __future__ import annotations

from collections.abc import Callable

from redteam.base import Attack, attacks_of
from redteam.proposals import EVIL, SOUND, approved
from support.repo import CHANNELS, PICTURE, PNG, POST, post_text
from support.reviewing import ReviewedOffice

_table: list[Attack] = []
attack = attacks_of(_table)


@attack("1", "no-pull")
def an_administrator_pushes(office: ReviewedOffice) -> str:
    office.forge.edit("main", {POST: SOUND}, "ben")
    return POST


@attack("1", "no-pull")
def rules_are_switched_off_and_on_again(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    office.forge.edit("main", {POST: EVIL}, "emil")
    office.forge.edit("main", {"README.md": "Alles wie immer"}, "emil")
    return POST


@attack("1", "review-other-version")
def edited_after_the_approval(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.edit("beitrag", {POST: EVIL}, "anna")
    office.merged(sound.number, method="squash")
    return POST


@attack("1", "review-other-version")
def an_older_commit_is_approved(office: ReviewedOffice) -> str:
    number = office.proposed({POST: SOUND})
    older = office.forge.pulls[number].head
    office.forge.edit("beitrag", {POST: EVIL}, "anna")
    office.forge.review(number, "ben", commit=older)
    office.merged(number)
    return POST


@attack("1", "review-other-version")
def the_branch_is_force_pushed(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.edit("anders", {POST: EVIL}, "anna")
    office.forge.move("beitrag", office.forge.git.tip("anders"))
    office.merged(sound.number)
    return POST


@attack("1", "review-commit-gone")
def what_was_approved_is_gone(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.pulls[sound.number].reviews[0].commit = "1" * 40
    office.merged(sound.number)
    return POST


@attack("1", "no-pull")
def main_is_force_pushed(office: ReviewedOffice) -> str:
    before = office.forge.git.tip("main")
    office.merged(approved(office).number)
    commit = office.forge.git.write(
        before, {POST: EVIL}, (office.forge.identity("emil"),) * 2, office.now, "Merge pull request #1"
    )
    office.forge.move("main", commit)
    return POST


@attack("1", "review-other-version")
def the_merge_itself_is_evil(office: ReviewedOffice) -> str:
    sound = approved(office)
    main, people = office.forge.git.tip("main"), (office.forge.identity("emil"),) * 2
    commit = office.forge.git.write(main, {POST: EVIL}, people, office.now, "Merge", [sound.commit])
    office.forge.move("main", commit)
    return POST


@attack("1", "no-pull")
def an_approved_version_comes_back_by_a_push(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    second = office.proposed({POST: post_text(text="Neu")}, branch="neu")
    office.forge.review(second, "ben")
    office.merged(second)
    office.forge.edit("main", {POST: SOUND}, "anna")
    return POST


@attack("policy", "approval-missing")
def an_approved_version_comes_back_unapproved(office: ReviewedOffice) -> str:
    office.merged(approved(office).number)
    second = office.proposed({POST: post_text(text="Neu")}, branch="neu")
    office.forge.review(second, "ben")
    office.merged(second)
    office.merged(office.proposed({POST: SOUND}, branch="alt"))
    return POST


@attack("1", "review-other-version")
def the_picture_is_swapped_after_the_approval(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: PNG})
    office.forge.review(number, "ben")
    office.forge.edit("beitrag", {PICTURE: PNG + b"other"}, "anna")
    office.merged(number)
    return POST


@attack("1", "changed-since-merge")
def the_picture_is_swapped_on_main(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: PNG})
    office.forge.review(number, "ben")
    office.merged(number)
    office.forge.edit("main", {PICTURE: PNG + b"other"}, "anna")
    return POST


@attack("1", "pull-elsewhere")
def merged_elsewhere_and_then_pushed(office: ReviewedOffice) -> str:
    office.forge.edit("entwurf", {"README.md": "x"}, "anna")
    office.forge.edit("beitrag", {POST: SOUND}, "anna", start="entwurf")
    number = office.forge.open("beitrag", "anna", base="entwurf")
    office.forge.review(number, "ben")
    office.forge.merge(number, "emil")
    office.forge.move("main", office.forge.git.tip("entwurf"))
    return POST


@attack("1", "no-pull")
def a_pull_request_of_another_repository(office: ReviewedOffice) -> str:
    sound = approved(office)
    office.forge.repository_id = 666
    office.merged(sound.number)
    return POST


@attack("1", "pull-elsewhere")
def a_pull_request_that_brought_something_else(office: ReviewedOffice) -> str:
    """A forge that links the pushed commit with an approved pull request; git does not agree."""
    sound = approved(office)
    office.merged(sound.number)
    pushed = office.forge.edit("main", {POST: EVIL}, "anna")
    pull = office.forge.pulls[sound.number]
    pull.brought = pull.brought | {pushed}
    return POST


def _special(mode: str) -> Callable[[ReviewedOffice], str]:
    def play(office: ReviewedOffice) -> str:
        git = office.forge.git
        target = git.run("hash-object", "-w", "--stdin", stdin=SOUND.encode())
        start = git.tip("main")
        lines = (
            f"commit refs/heads/beitrag\nauthor x <{office.forge.identity('anna').email}> 1793606400 +0000\n"
            f"committer x <{office.forge.identity('anna').email}> 1793606400 +0000\ndata 1\nx\nfrom {start}\n"
            f"M {mode} {start if mode == '160000' else target} {POST}\n"
        )
        git.run("fast-import", "--quiet", "--force", "--date-format=raw", stdin=lines.encode())
        number = office.forge.open("beitrag", "anna")
        office.forge.review(number, "ben")
        office.merged(number)
        return POST

    return play


attack("1", "file-mode", name="a_symbolic_link")(_special("120000"))
attack("1", "file-mode", name="a_submodule")(_special("160000"))


@attack("1", "file-pointer")
def a_picture_that_is_only_a_pointer(office: ReviewedOffice) -> str:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n"
    number = office.proposed({POST: post_text(picture="sirene.png"), PICTURE: pointer})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


@attack("1", "no-pull")
def git_replace_and_tags_move_nothing(office: ReviewedOffice) -> str:
    sound = office.merged(approved(office).number)
    evil = office.forge.edit("main", {POST: EVIL}, "anna")
    office.fetch()
    office.run("replace", evil, sound)
    office.run("tag", "--force", "main", sound)
    office.run("tag", "--force", "origin/main", sound)
    return POST


@attack("1", "path", "post", "post-broken", "1", "file-missing")
def a_path_that_only_looks_like_a_post(office: ReviewedOffice) -> str:
    path = "content/posts/2026/12/Warntag.md"
    number = office.proposed({path: SOUND})
    office.forge.review(number, "ben")
    office.merged(number)
    return path


@attack("post", "post-broken")
def text_that_hides_its_direction(office: ReviewedOffice) -> str:
    number = office.proposed({POST: post_text(text="Bitte \u202etsiw\u202c lesen")})
    office.forge.review(number, "ben")
    office.merged(number)
    return POST


# ---------------------------------------------------------------- condition 5: no rule on the side


def _beside(path: str, content: str = "x: y\n") -> Callable[[ReviewedOffice], str]:
    def play(office: ReviewedOffice) -> str:
        sound = approved(office, **{path: content})
        office.forge.review(sound.number, "cleo")
        office.merged(sound.number)
        return POST

    return play


attack("5", "governance-path", name="beside_plans/channels.yml")(
    _beside("plans/channels.yml", CHANNELS.replace("label: X", "label: Y"))
)
for _path in (".gitattributes", "content/.gitattributes", ".github/workflows/x.yml", "scripts/x.py"):
    attack("5", "governance-path", name=f"beside_{_path}")(_beside(_path))


@attack("5", "governance-path")
def a_rule_in_an_earlier_commit_of_a_rebase(office: ReviewedOffice) -> str:
    number = office.proposed({".github/workflows/x.yml": "on: push\n"})
    office.forge.edit("beitrag", {POST: SOUND}, "anna")
    office.forge.review(number, "ben")
    office.forge.review(number, "cleo")
    office.merged(number, method="rebase")
    return POST


BYTES_ATTACKS: tuple[Attack, ...] = tuple(_table)
