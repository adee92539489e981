"""Attacks on the public site: whatever a file says of itself, only what somebody entitled stands behind is shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtsfunk.commands.sites.archived import LeftOut, Vouching, tell_left_out, vouched_posts
from amtsfunk.commands.sites.building import BuiltSites, build_sites
from amtsfunk.commands.sites.sources import read_sources
from amtsfunk.model.errors import GitFailed, UsageError
from support.repo import AUTHORITY, OUTSIDER, PNG, Office, post_text
from support.site_office import add_post, build, copy_office

POST = "content/posts/2026/10/gefaelscht.md"
PICTURE = "content/media/2026/10/sirene.png"
ARCHIVE = "publish_at: 05.11.2026 09:00\nchannels: [website, mastodon]\ntopic: verkehr\narchive: true"
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def archived(text: str = "Heute um 9 Uhr.", **changes: str) -> str:
    return post_text(
        title="Der Bürgermeister tritt zurück",
        text=text,
        publish_at="05.10.2026 09:00",
        more="archive: true\n",
        **changes,
    )


def fetched(office: Office) -> None:
    """What main is, is what was fetched last; here all of it."""
    office.switch("main")
    office.run("update-ref", "refs/remotes/origin/main", "refs/heads/main")


def judge(office: Office, root: str | None = "", remote: str = "origin") -> tuple[list[str], list[LeftOut]]:
    """(paths that may be shown, what may not) for the clone as it lies there; ``root`` empty: the office's own."""
    fetched(office)
    trusted = office.root if root == "" else root
    shown, left_out = vouched_posts(
        read_sources(office.clone), Vouching(office.clone, office.git, remote, trusted, NOW)
    )
    return [post.path for post in shown], list(left_out)


def refused_for(office: Office, words: str, root: str | None = "") -> bool:
    """Whether nothing is shown, and for this reason."""
    shown, left_out = judge(office, root)
    assert [one.path for one in left_out] == [POST]
    assert words in left_out[0].reason, left_out
    return not shown


# ---------------------------------------------------------------- who stands behind it


@pytest.mark.parametrize("by", ["anna", "ben", OUTSIDER, None])
def test_what_one_person_merged_is_not_public_because_it_says_archive(office: Office, by: str | None) -> None:
    office.branch("beitrag")
    office.write(POST, archived())
    office.commit(by=by)
    office.merge("beitrag", by=by)
    shown, left_out = judge(office)
    assert not shown
    assert [one.path for one in left_out] == [POST]


@pytest.mark.parametrize("value", ["off", "combined"])
def test_what_one_person_merged_is_not_public_whatever_the_builder_set_in_git(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Where git compares merges with nothing, what a merge brought would look as old as the trust root."""
    office.branch("beitrag")
    office.write(POST, archived())
    office.commit()
    office.merge("beitrag")
    own = tmp_path / "gitconfig"
    own.write_text(f"[log]\ndiffMerges = {value}\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    shown, left_out = judge(office)
    assert not shown
    assert [one.path for one in left_out] == [POST]


def test_what_another_person_approved_is_public_and_says_so_nowhere_else(office: Office) -> None:
    office.post(POST, archived())
    assert judge(office) == ([POST], [])
    verdict = office.verdict(POST)
    assert verdict.archive
    assert not verdict.approved, "an archive post is never sent"
    assert verdict.payloads == {}


def test_an_approval_that_came_by_a_later_merge_counts(office: Office) -> None:
    office.post(POST, archived(), approvers=())
    assert refused_for(office, "Es fehlt noch die Freigabe")
    office.branch("freigabe")
    office.approve("ben", POST)
    office.commit(by="ben")
    office.merge("freigabe")
    assert judge(office)[0] == [POST]


def test_its_own_author_approves_nothing(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, archived())
    office.commit(by="ben")
    office.put_approvals(office.sign(office.statement(POST), "ben"), path=POST)
    office.commit(by="ben")
    office.merge("beitrag")
    assert not judge(office)[0]


@pytest.mark.parametrize("signer", ["anna", "frida", OUTSIDER])
def test_only_the_role_that_the_policy_asks_for_counts(office: Office, signer: str) -> None:
    office.branch("beitrag")
    office.write(POST, archived())
    office.commit(by="emil")
    office.put_approvals(office.sign(office.statement(POST), signer), path=POST)
    office.commit(by=signer)
    office.merge("beitrag")
    assert not judge(office)[0]


def test_changed_after_the_approval(office: Office) -> None:
    office.post(POST, archived())
    office.write(POST, archived("Morgen um 9 Uhr."))
    office.commit(by="anna")
    assert not judge(office)[0]


def test_the_approval_of_an_ordinary_post_does_not_cover_its_archive_twin(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, archived().replace("archive: true\n", "").replace("05.10.2026", "05.12.2026"))
    office.commit(by="anna")
    signed = office.sign(office.statement(POST), "ben")
    office.write(POST, archived())
    office.commit(by="anna")
    office.put_approvals(signed, path=POST)
    office.commit(by="ben")
    office.merge("beitrag")
    assert not judge(office)[0]


def test_an_approval_that_had_ended_before_the_merge(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, archived())
    office.commit(by="anna")
    ended = office.statement(POST, not_before=datetime(2026, 10, 1, tzinfo=UTC), not_after=office.now)
    office.put_approvals(office.sign(ended, "ben"), path=POST)
    office.commit(by="ben")
    office.merge("beitrag")
    assert not judge(office)[0]


def test_a_governance_path_in_the_same_merge(office: Office) -> None:
    office.branch("beitrag")
    office.write(POST, archived())
    office.write("site/x.html", "x")
    office.commit(by="anna")
    office.approve("ben", POST)
    office.commit(by="ben")
    office.govern("cleo")
    office.merge("beitrag")
    assert not judge(office)[0]


def test_rules_changed_by_one_person_open_nothing(office: Office) -> None:
    office.post(POST, archived())
    office.change_rules({"plans/mentions.yml": "institutions: {}\n"}, approver=None)
    assert not judge(office)[0]


# ---------------------------------------------------------------- what the trust root held


def with_archive_in_the_root(office: Office) -> str:
    """Content merged by one person before somebody chose this commit as trust root: the root's keeper looked at it."""
    office.branch("import")
    office.write(POST, archived(picture="sirene.png"))
    office.write(PICTURE, PNG)
    office.commit(by="anna")
    return office.merge("import")


def test_what_the_trust_root_held_is_public(office: Office) -> None:
    root = with_archive_in_the_root(office)
    office.post("content/posts/2026/12/warntag.md")
    assert judge(office, root) == ([POST], [])


def test_changed_and_put_back_after_the_root(office: Office) -> None:
    root = with_archive_in_the_root(office)
    before = office.read(POST)
    (office.clone / POST).unlink()
    office.commit("Take it back", by="anna")
    office.write(POST, before)
    office.commit("Put it back", by=None)
    assert not judge(office, root)[0]


def test_a_picture_swapped_after_the_root(office: Office) -> None:
    root = with_archive_in_the_root(office)
    office.write(PICTURE, PNG + b"\0")
    office.commit(by="anna")
    assert refused_for(office, "ausgetauscht", root)


@pytest.mark.parametrize("path", [POST, PICTURE])
def test_the_work_tree_shows_only_what_main_has(office: Office, path: str) -> None:
    root = with_archive_in_the_root(office)
    (office.clone / path).write_bytes((office.clone / path).read_bytes() + b"\n")
    assert refused_for(office, "so steht es nicht auf dem Hauptzweig", root)


def test_a_root_that_two_people_did_not_sign_vouches_for_nothing(office: Office) -> None:
    with_archive_in_the_root(office)
    (office.clone / "plans/genesis.json").unlink()
    root = office.commit(by="anna")
    assert not judge(office, root)[0]


def test_without_a_trust_root_nothing_is_shown(office: Office) -> None:
    office.post(POST, archived())
    assert refused_for(office, "Vertrauensanker fehlt", None)


def test_a_trust_root_that_is_absent_or_none_stops_the_build(office: Office) -> None:
    office.post(POST, archived())
    with pytest.raises(GitFailed):
        judge(office, "ab" * 20)
    with pytest.raises(UsageError):
        judge(office, "main")


# ---------------------------------------------------------------- the example


def make_example(office: Office) -> None:
    office.write("plans/authority.yml", AUTHORITY.format(publisher=office.public_key("publisher")) + "example: true\n")
    office.write(POST, archived())
    office.commit(by="anna")


def test_the_example_shows_its_archive_where_nothing_leaves_the_machine(office: Office) -> None:
    make_example(office)
    assert judge(office)[0] == [POST]
    assert judge(office, None)[0] == [POST]


@pytest.mark.parametrize(
    "address", ["https://forge.example/stadt/amtsfunk.git", "git@forge.example:stadt/amtsfunk.git"]
)
def test_saying_example_opens_nothing_where_a_trust_root_is_configured(office: Office, address: str) -> None:
    make_example(office)
    office.run("remote", "set-url", "origin", address)
    office.write(f"{address}/HEAD", "a folder that bears the remote's name")
    assert not judge(office)[0]


# ---------------------------------------------------------------- the built site


def build_office(office: Office) -> BuiltSites:
    fetched(office)
    out = office.folder / "site"
    return build_sites(office.clone, ledger=office.git, now=NOW, out=out, trust_root=office.root)


def test_what_was_left_out_stands_on_no_page(office: Office) -> None:
    office.post(POST, archived("Er geht um 9 Uhr."))
    office.write(POST.replace("gefaelscht", "untergeschoben"), archived("Er geht um 10 Uhr."))
    office.commit(by="anna")
    built = build_office(office)
    assert (built.public / "archiv/2026/10/gefaelscht/index.html").is_file()
    pages = b"".join(path.read_bytes() for path in built.public.rglob("*") if path.is_file())
    assert b"Er geht um 9 Uhr." in pages
    assert b"Er geht um 10 Uhr." not in pages
    assert b"untergeschoben" not in pages
    assert [one.path for one in built.left_out] == [POST.replace("gefaelscht", "untergeschoben")]


def test_many_are_told_shortly_and_nobody_writes_on_the_terminal() -> None:
    lines = list(tell_left_out([LeftOut(f"a{number}\x1b[2J\n.md", "weil.") for number in range(25)]))
    assert len(lines) == 11
    assert "15 weitere" in lines[-1]
    assert not [line for line in lines if "\x1b" in line or "\n" in line]


# ---------------------------------------------------------------- one broken post stops no other


def topic_of(root: Path) -> str:
    found = re.search(r"^  ([a-z0-9-]+):", (root / "plans/topics.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("archive", [True, False])
@pytest.mark.parametrize("when", ["01.12.0999 09:00", "01.12.0001 09:00", "31.12.9999 23:59", "9999-12-31 23:59Z"])
def test_a_post_with_an_odd_time_does_not_stop_the_site(tmp_path: Path, when: str, archive: bool) -> None:
    root = copy_office(tmp_path / "r")
    head = ARCHIVE.replace("05.11.2026 09:00", when).replace("verkehr", topic_of(root))
    add_post(root, "uralt", head if archive else head.replace("\narchive: true", ""), "# Alt\n\nAlt.")
    built = build(root)
    assert "content/posts/2026/11/uralt.md" in {*built.broken, *(one.path for one in built.left_out)}
    assert (built.public / "archiv/2026/10/laternenumzug/index.html").is_file()
    assert not list(built.public.rglob("uralt"))


@pytest.mark.parametrize("name", ["index.html", "feed.json", "INDEX.HTML", "bild.svg", ".partial"])
def test_a_post_with_an_odd_picture_does_not_stop_the_site(tmp_path: Path, name: str) -> None:
    root = copy_office(tmp_path / "r")
    picture = root / "content/media/2026/11" / name
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(PNG)
    add_post(
        root, "bild", ARCHIVE.replace("verkehr", topic_of(root)), f'# Bild\n\nText\n\n![Ein Bild]({name} "Foto: x")'
    )
    built = build(root)
    assert "content/posts/2026/11/bild.md" in {*built.broken, *(one.path for one in built.left_out)}
    assert not (built.public / "archiv/2026/11/bild").exists()
    assert (built.public / "archiv/2026/10/laternenumzug/index.html").is_file()


def test_markup_in_values_stays_text(tmp_path: Path) -> None:
    root = copy_office(tmp_path / "r")
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{% x %} [a](javascript:alert(3)){onclick=b}'
    add_post(
        root,
        "boese",
        ARCHIVE.replace("verkehr", topic_of(root)) + f"\ncontent_warning: '{evil}'",
        f"# {evil}\n\n{evil} javascript:alert(1) https://x.example/{evil} #a<b>",
    )
    built = build(root)
    assert (built.public / "archiv/2026/11/boese/index.html").is_file()
    for file in built.public.rglob("*"):
        if file.suffix in (".html", ".atom", ".xml"):
            text = file.read_text(encoding="utf-8")
            assert "<script>alert" not in text, file
            assert "<img src=x" not in text, file
            assert "49{%" not in text, file
