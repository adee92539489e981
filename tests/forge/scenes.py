"""Whatever the stand-in forge can answer, asked by the provider: each scene makes pull requests and asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from amtsfunk.approval.pull import Pull
from amtsfunk.channels.access import Secret
from amtsfunk.channels.contract import Request
from amtsfunk.effects.forges.facts import PROTECTIONS, Run
from amtsfunk.effects.forges.failed import ForgeFailed
from amtsfunk.effects.forges.github import GitHub as Provider
from amtsfunk.effects.forges.github_desk import GitHubDesk
from amtsfunk.model.authority import ForgeSettings
from amtsfunk.model.errors import EffectFailed
from forge.description import Json
from forge.proxy import Seen, Watched
from standins.bare_git import Identity
from standins.base import Answer, Call
from standins.github import NAME, OWNER, REPOSITORY_ID, TOKEN, GitHub
from standins.github_desk import BOT as BOT_USER
from standins.github_desk import Desk
from support.repo import POST, post_text
from support.reviewing import BOT, HOST, ReviewedOffice

Lie = Callable[[Call, Answer], Answer]
Bend = Callable[[Request], Request]
STRANGER = Identity("Anna", "anna@zuhause.example")


def as_it_is(_: Call, answer: Answer) -> Answer:
    return answer


def straight(request: Request) -> Request:
    return request


@dataclass
class Upstream:
    """What stands behind the proxy: the stand-in. ``lie``: makes another answer of each."""

    desk: Desk
    lie: Lie = as_it_is

    def answer(self, call: Call) -> Answer:
        return self.lie(call, self.desk.answer(call))


@dataclass
class Bench:
    """``host``: the proxy's; ``part``: the description."""

    office: ReviewedOffice
    upstream: Upstream
    host: str
    part: Json
    seen: Seen = field(default_factory=Seen)
    wrong: list[str] = field(default_factory=list)
    """What was understood over the proxy in another way than without it, or not at all."""

    @property
    def forge(self) -> GitHub:
        return self.office.forge

    def branch(self) -> str:
        return f"beitrag-{len(self.forge.pulls) + 1}"

    def proposed(self, text: str = "Guten Morgen") -> int:
        return self.office.proposed({POST: post_text(text=f"{text} {len(self.forge.pulls)}")}, branch=self.branch())

    def edit(self, number: int, text: str, by: str = "anna") -> str:
        return self.forge.edit(self.forge.pulls[number].branch, {POST: post_text(text=text)}, by)

    def provider(self, *, bend: Bend = straight, token: str = TOKEN) -> Provider:
        """One that remembers nothing yet."""
        settings = ForgeSettings(kind="github", repository=f"{OWNER}/{NAME}", id=REPOSITORY_ID, host=self.host)
        return Provider(settings, Secret(token), Watched(self.part, self.seen, bend), lambda: self.office.now)

    def ask(self, commit: str, pulls: int = 1, *, bend: Bend = straight) -> tuple[Pull, ...]:
        """The same facts over the proxy as from the stand-in alone, about so many pull requests."""
        violations = len(self.seen.violations)
        try:
            found = self.provider(bend=bend).merged(commit)
        except ForgeFailed as failed:
            self.wrong.append(f"{commit[:12]}: {failed}")
            return ()
        if len(self.seen.violations) > violations:
            return ()
        settings = ForgeSettings(kind="github", repository=f"{OWNER}/{NAME}", id=REPOSITORY_ID, host=HOST)
        here = Provider(settings, Secret(TOKEN), self.office.driver(), lambda: self.office.now).merged(commit)
        if found != here or len(found) != pulls:
            self.wrong.append(f"{commit[:12]}: {len(found)} pull requests instead of {pulls}, or others")
        return found

    def writing(self, *, bend: Bend = straight) -> GitHubDesk:
        """What a workflow does there."""
        environment = {
            "GITHUB_REPOSITORY": f"{OWNER}/{NAME}",
            "GITHUB_API_URL": f"http://{self.host}",
            "AMTSFUNK_FORGE_TOKEN": TOKEN,
        }
        return GitHubDesk(environment, Watched(self.part, self.seen, bend))

    def expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.wrong.append(f"{what}: {found!r} instead of {wanted!r}")

    def refused(self, commit: str, *, bend: Bend = straight, token: str = TOKEN) -> None:
        try:
            self.provider(bend=bend, token=token).merged(commit)
        except ForgeFailed as failed:
            if failed.refusal.reason_id == "forge-denied":
                return
        self.wrong.append(f"{commit[:12]}: no refusal")


# ---------------------------------------------------------------- the ways into main


def merged_by_every_method(bench: Bench) -> None:
    for method in ("merge", "squash", "rebase"):
        number = bench.proposed()
        bench.edit(number, f"Zweiter Stand, {method}")
        bench.forge.review(number, "ben")
        bench.ask(bench.forge.merge(number, "emil", method))


def only_the_newest_is_linked(bench: Bench) -> None:
    number = bench.proposed()
    bench.edit(number, "Zweiter Stand")
    merge = bench.forge.merge(number, "emil", "rebase")
    bench.forge.links_only_the_last = True
    bench.ask(merge)
    bench.ask(bench.forge.git.parents(merge)[0], 0)
    bench.forge.links_only_the_last = False


def merged_by_a_push(bench: Bench) -> None:
    number = bench.proposed()
    bench.forge.move("main", bench.forge.pulls[number].head)
    bench.ask(bench.forge.git.tip("main"))


def still_open(bench: Bench) -> None:
    number = bench.proposed()
    bench.ask(bench.forge.pulls[number].head, 0)


def kept_current(bench: Bench) -> None:
    for rebase in (False, True):
        number = bench.proposed()
        bench.forge.edit("main", {"plans/notiz.md": f"{number}\n"}, "emil")
        bench.forge.update_branch(number, "anna", rebase=rebase)
        bench.ask(bench.forge.merge(number, "emil"))


def a_conflict_resolved(bench: Bench) -> None:
    number = bench.proposed()
    bench.forge.edit("main", {POST: post_text(text="Anders")}, "emil")
    bench.forge.resolve(number, "anna", {POST: post_text(text="Gelöst")})
    bench.ask(bench.forge.merge(number, "emil"))


# ---------------------------------------------------------------- reviews and people


def every_kind_of_review(bench: Bench) -> None:
    forge, number = bench.forge, bench.proposed()
    for state in ("COMMENTED", "CHANGES_REQUESTED", "APPROVED", "PENDING"):
        forge.review(number, "ben", state)
    forge.dismiss(number, forge.review(number, "emil"))
    forge.review(number, "ben", commit="4" * 40)
    bench.ask(forge.merge(number, "emil"))


def stale_reviews(bench: Bench) -> None:
    forge = bench.forge
    for dismisses in (False, True):
        forge.dismisses_stale = dismisses
        number = bench.proposed()
        forge.review(number, "ben")
        bench.edit(number, "Noch einmal anders")
        bench.ask(forge.merge(number, "emil"))
    forge.dismisses_stale = False


def machines_and_nobody(bench: Bench) -> None:
    forge, branch = bench.forge, bench.branch()
    forge.push(branch, {POST: post_text(text="a")}, (STRANGER, STRANGER))
    forge.edit(branch, {POST: post_text(text="b")}, BOT)
    forge.edit(branch, {POST: post_text(text="c")}, "anna")
    for opener in (None, BOT):
        number = forge.open(branch, opener)
        for reviewer in (BOT, None, "ben"):
            forge.review(number, reviewer)
        bench.ask(forge.merge(number, "emil"))
        branch = bench.branch()
        forge.edit(branch, {POST: post_text(text=branch)}, "anna")


def a_suggestion(bench: Bench) -> None:
    number = bench.proposed()
    bench.forge.suggestion(number, "anna", "ben", {POST: post_text(text="Besser")})
    bench.ask(bench.forge.merge(number, "emil"))


# ---------------------------------------------------------------- lists and refusals


def small_pages(bench: Bench) -> None:
    number = bench.proposed()
    for place in range(6):
        bench.edit(number, f"Stand {place}")
        bench.forge.review(number, "ben", "COMMENTED")
    merge = bench.forge.merge(number, "emil")
    bench.forge.page = 3
    bench.ask(merge)
    bench.forge.page = 100


def more_than_a_page(bench: Bench) -> None:
    number = bench.proposed()
    for _ in range(101):
        bench.forge.review(number, "ben", "COMMENTED")
    (pull,) = bench.ask(bench.forge.merge(number, "emil")) or (None,)
    if pull is None or len(pull.reviews) != 101:
        bench.wrong.append("not every page of reviews was read")


def more_commits_than_are_listed(bench: Bench) -> None:
    number = bench.proposed()
    bench.edit(number, "Noch einer")
    bench.forge.most_commits = 1
    bench.ask(bench.forge.merge(number, "emil"))
    bench.forge.most_commits = 250


def nothing_there(bench: Bench) -> None:
    """An unknown commit, a pull request that is gone by now, a repository that is not, a credential that is none."""
    bench.ask("2" * 40, 0)
    merge = bench.forge.merge(bench.proposed(), "emil")
    bench.refused(merge, bend=replaced("/pulls/", "/pulls/99"))
    bench.refused(merge, token="of somebody else")  # noqa: S106 - opens nothing
    if bench.provider(bend=replaced(f"/{NAME}/", "/anderes/")).merged(merge):
        bench.wrong.append("a pull request of a repository that is not there")


# ---------------------------------------------------------------- what workflows read and write


def open_pull_requests(bench: Bench) -> None:
    """One of the repository itself, with a renamed file, and one of a fork; and the files of both."""
    desk, forge = bench.writing(), bench.forge
    for fork, owner in ((REPOSITORY_ID, OWNER), (99, "mallory")):
        number, text = bench.proposed(), post_text(text="Ein Text, an dem man ihn wiedererkennt, wenn er umzieht")
        forge.edit("main", {f"alt-{number}.md": text}, "emil")
        forge.update_branch(number, "anna")
        forge.edit(forge.pulls[number].branch, {f"alt-{number}.md": None, f"neu-{number}.md": text}, "anna")
        forge.review(number, "ben")
        bench.upstream.desk.forks[number] = (fork, owner)
        pull = forge.pulls[number]
        found = desk.open_pulls(Run(True, pull.head, fork, owner, pull.branch, ""))
        bench.expect("open pull requests", [one.number for one in found], [number])
        names = {POST, f"alt-{number}.md", f"neu-{number}.md"}
        bench.expect("changed paths", {name for one in found for name in one.files}, names)
        merge = forge.merge(number, "emil")
        bench.expect("merged pull requests", desk.merged_pulls(merge), (number,))


def the_repository_and_its_rules(bench: Bench) -> None:
    desk, there = bench.writing(), bench.upstream.desk
    for private in (True, False):
        there.private = private
        bench.expect("public", desk.is_public(), not private)
    asked = {
        "required_approving_review_count": 1,
        "require_code_owner_review": True,
        "require_last_push_approval": True,
        "dismiss_stale_reviews_on_push": True,
        "required_review_thread_resolution": False,
        "allowed_merge_methods": ["squash"],
    }
    there.rules = [{"type": "pull_request", "parameters": asked}, {"type": "non_fast_forward"}, {"type": "deletion"}]
    bench.expect("protections", desk.protections("main"), frozenset(PROTECTIONS))


def comments(bench: Bench) -> None:
    desk, there, number = bench.writing(), bench.upstream.desk, bench.proposed()
    there.comment(number, "<!-- x --> nicht unserer", {"login": "ben", "id": 501, "type": "User"})
    for text in ("eins", "zwei"):
        desk.put_comment(number, "<!-- x -->", f"<!-- x --> {text}")
    bench.expect("comments", [one.body for one in there.comments][1:], ["<!-- x --> zwei"])


def an_alarm(bench: Bench) -> None:
    desk, there = bench.writing(), bench.upstream.desk
    there.issue("Vorschlag", "", ["amtsfunk-stoerung"], BOT_USER).is_pull = True
    for text in ("eins", "zwei"):
        desk.put_alarm("amtsfunk-stoerung", "Störung", text)
    number, text = desk.alarm("amtsfunk-stoerung") or (0, "")
    bench.expect("the alarm", text, "zwei")
    desk.end_alarm(number, "Vorbei")
    bench.expect("the end", [one.state for one in there.issues], ["open", "closed"])


def no_right_to_write(bench: Bench) -> None:
    bench.upstream.desk.permissions.clear()
    number = bench.proposed()
    for write in (
        lambda: bench.writing().put_comment(number, "<!-- y -->", "<!-- y -->"),
        lambda: bench.writing().put_alarm("anderes", "Störung", "Text"),
    ):
        try:
            write()
        except EffectFailed:
            continue
        bench.wrong.append("written without the right to")
    bench.upstream.desk.permissions |= {"pull-requests: write", "issues: write"}


SCENES: tuple[Callable[[Bench], None], ...] = (
    merged_by_every_method,
    only_the_newest_is_linked,
    merged_by_a_push,
    still_open,
    kept_current,
    a_conflict_resolved,
    every_kind_of_review,
    stale_reviews,
    machines_and_nobody,
    a_suggestion,
    small_pages,
    more_than_a_page,
    more_commits_than_are_listed,
    nothing_there,
    open_pull_requests,
    the_repository_and_its_rules,
    comments,
    an_alarm,
    no_right_to_write,
)


def replaced(old: str, new: str) -> Bend:
    """Requests with another text in their address."""

    def bend(request: Request) -> Request:
        return replace(request, url=request.url.replace(old, new))

    return bend


@contextmanager
def lying(bench: Bench, lie: Lie) -> Iterator[None]:
    bench.upstream.lie = lie
    try:
        yield
    finally:
        bench.upstream.lie = as_it_is
