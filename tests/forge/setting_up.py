"""What ``setup github`` asks and sets, held against GitHub's description: requests only.

The stand-in for what an admin sets answers with what ``setup`` reads, not in GitHub's whole shape; so a proxy of its
own notes what is not as described and lets it pass, and of that what concerns requests counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from amtsfunk.channels.access import Secret
from amtsfunk.channels.contract import Request
from amtsfunk.commands.repository import read_settings
from amtsfunk.effects.forges.codeowners import PATH
from amtsfunk.effects.forges.github_setup import GitHubSetup
from amtsfunk.effects.forges.setting_up import Office
from amtsfunk.model.errors import AmtsfunkError
from forge.description import SETUP_PATHS, Json, write_cut
from forge.faults import in_body
from forge.proxy import Seen, Watched, prism
from forge.scenes import Bend, replaced, straight
from standins import github_shapes as shapes
from standins.base import Answer, Call
from standins.github import BORN, NAME, OWNER, REPOSITORY_ID
from standins.github_setup import TOKEN, GitHubAdminSide, refused
from standins.serve import serve
from support.reviewing import NUMBERS, ReviewedOffice

TODAY = date(2026, 11, 28)
_PUBLIC_USER = {
    **dict.fromkeys(("bio", "blog", "company", "email", "hireable", "location", "name")),
    **dict.fromkeys(("followers", "following", "public_gists", "public_repos"), 0),
    **dict.fromkeys(("created_at", "updated_at"), BORN),
}
_CHECKS = "jobs:\n  check: {name: Alles prüfen}\n"
_WITH_FOLDERS = re.compile(r"(/(?:contents|git/ref)/)([^?]+)")


@dataclass
class Upstream:
    """What stands behind the proxy. Where an answer lacks very much, Prism leaves out what it would say of the request;
    so a repository and an account come in their whole shape."""

    admin: GitHubAdminSide

    def answer(self, call: Call) -> Answer:
        try:
            answer = self.admin.answer(replace(call, path=unquote(call.path)))
        except (KeyError, TypeError, ValueError, AttributeError):  # a request with a fault, which the proxy let pass
            return refused(422, "Validation Failed")
        words = call.path.strip("/").split("/")
        if answer.status != 200 or len(words) not in (2, 3):
            return answer
        said = json.loads(answer.body)
        if words[0] == "user":
            return Answer.of({**shapes.user(said["login"], said["id"]), **_PUBLIC_USER, **said})
        owner = shapes.user(OWNER, 4700, "Organization")
        whole = shapes.whole_repository(shapes.repository(owner, NAME, REPOSITORY_ID, BORN), private=True)
        return Answer.of({**whole, **said})


@dataclass
class SetupBench:
    office: ReviewedOffice
    upstream: Upstream
    part: Json
    seen: Seen = field(default_factory=Seen)
    wrong: list[str] = field(default_factory=list)

    @property
    def admin(self) -> GitHubAdminSide:
        return self.upstream.admin

    def begin(self) -> None:
        """A repository where nothing is set up, and a work tree without owners."""
        self.upstream.admin = fresh()
        (self.office.clone / PATH).unlink(missing_ok=True)

    def setup(self, bend: Bend = straight) -> GitHubSetup:
        settings = read_settings(self.office.clone, "")
        office = Office(self.office.clone, settings, TODAY, True, (), None)
        driver = Watched(self.part, self.seen, lambda request: in_one_piece(bend(request)), answers=False)
        return GitHubSetup(office, Secret(TOKEN), driver)

    def apply(self, setup: GitHubSetup) -> None:
        setup.where()
        for step in setup.steps():
            if step.act is not None:
                step.act()
        if left := [step.what for step in setup.steps()]:
            self.wrong.append(f"set up, and still different: {', '.join(left)}")


def in_one_piece(request: Request) -> Request:
    """A path or a branch's full name is one parameter, and OpenAPI knows none with a slash; GitHub takes both."""

    def quoted(found: re.Match[str]) -> str:
        return found[1] + found[2].replace("/", "%2F")

    return replace(request, url=_WITH_FOLDERS.sub(quoted, request.url))


def fresh() -> GitHubAdminSide:
    admin = GitHubAdminSide()
    admin.users = {number: f"{sign}-amt" for sign, number in NUMBERS.items()}
    return admin


# ---------------------------------------------------------------- scenes


def nothing_is_set_up_yet(bench: SetupBench) -> None:
    bench.apply(bench.setup())
    bench.setup().tasks()


def everything_is_weaker(bench: SetupBench) -> None:
    bench.apply(bench.setup())
    spoil(bench.admin)
    bench.apply(bench.setup())


def whatever_was_stricter_is_sent_back(bench: SetupBench) -> None:
    """Rules and parameters of others, as GitHub tells them, in a body of ours."""
    bench.apply(bench.setup())
    for ruleset in bench.admin.rulesets.values():
        ruleset["rules"].append({"type": "required_linear_history"})
        ruleset["enforcement"] = "disabled"
        for rule in ruleset["rules"]:
            if rule["type"] == "pull_request":
                rule["parameters"]["required_approving_review_count"] = 2
            if rule["type"] == "required_status_checks":
                rule["parameters"]["required_status_checks"].append({"context": "eigene", "integration_id": 15368})
    bench.apply(bench.setup())


def what_people_did_is_seen(bench: SetupBench) -> None:
    admin = bench.admin
    admin.files = {"plans/genesis.json": b"[]", PATH: b"/plans/ @niemand\n"}
    admin.branches |= {"ledger", "stop"}
    admin.owner_errors = [{"line": 1, "column": 9, "kind": "Unknown owner", "source": "/plans/ @niemand"}]
    told = " ".join(bench.setup().tasks())
    if "Unknown owner" not in told or "ledger open" in told:
        bench.wrong.append("what stands on GitHub was not seen")


SCENES: tuple[Callable[[SetupBench], None], ...] = (
    nothing_is_set_up_yet,
    everything_is_weaker,
    whatever_was_stricter_is_sent_back,
    what_people_did_is_seen,
)


def spoil(admin: GitHubAdminSide) -> None:
    """Something of each kind that can be mended."""
    for ruleset in admin.rulesets.values():
        ruleset["bypass_actors"] = [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}]
    admin.policies.setdefault("publish", {})[9] = {"id": 9, "name": "entwurf/*", "type": "branch"}
    for key in admin.keys.values():
        key["read_only"] = True
    admin.pages = {"build_type": "legacy", "public": True}
    admin.repository.update(has_issues=False, allow_squash_merge=False)
    admin.rights.update(can_approve_pull_request_reviews=True)
    admin.labels.clear()


# ---------------------------------------------------------------- faults in requests

FAULTS: Mapping[str, Bend] = {
    "rules of no strength": in_body("/rulesets", "enforcement", "on"),
    "rules without a name": in_body("/rulesets", "name"),
    "somebody of no kind may bypass": in_body("/rulesets", "bypass_actors", [{"actor_type": "Anybody"}]),
    "a rule of no kind": in_body("/rulesets", "rules", [{"type": "be_kind"}]),
    "branches that are no list": in_body("/rulesets", "conditions", {"ref_name": {"include": "main", "exclude": []}}),
    "a field that is not described": in_body("/rulesets", "severity", "high"),
    "a switch as text": in_body("/repos/beispielau/presse", "has_issues", "ja"),
    "rights of no kind": in_body("/permissions/workflow", "default_workflow_permissions", "all"),
    "an environment for some branches": in_body("/environments/publish", "deployment_branch_policy", "main"),
    "a branch without a name": in_body("/deployment-branch-policies", "name"),
    "no key": in_body("/keys", "key"),
    "a key that may write perhaps": in_body("/keys", "read_only", "nein"),
    "a label without a name": in_body("/labels", "name"),
    "a colour that is a number": in_body("/labels", "color", 5),
    "a site built somehow": in_body("/pages", "build_type", "by hand"),
    "a page's size as a word": replaced("per_page=100", "per_page=viele"),
    "a parameter that is not described": replaced("includes_parents", "with_parents"),
    "an account's number as a word": replaced("/user/5", "/user/ben-5"),
    "a path that is not described": replaced("/codeowners/errors", "/codeowners/faults"),
    "a body without its type": lambda request: replace(
        request, headers={key: text for key, text in request.headers.items() if key != "Content-Type"}
    ),
}


def unnoticed(bench: SetupBench) -> Iterator[str]:
    """The faults that nobody noticed."""
    for name, bend in {"": straight, **FAULTS}.items():
        bench.begin()
        counted, bench.seen = bench.seen, Seen()
        try:
            for spoiled in (False, True):
                if spoiled:
                    spoil(bench.admin)
                with suppress(AmtsfunkError, KeyError):  # what is made of it is not asked here
                    _work(bench.setup(bend))
        finally:
            noticed, bench.seen = bench.seen.violations, counted
        if not name and noticed:
            yield "a violation without a fault"
        elif name and not noticed:
            yield f"not noticed in a request: {name}"


def _work(setup: GitHubSetup) -> None:
    """Each step by itself, so that a refused one hides no other."""
    steps: tuple[Any, ...] = ()
    with suppress(AmtsfunkError, KeyError):
        steps = setup.steps()
    for step in steps:
        with suppress(AmtsfunkError, KeyError):
            if step.act is not None:
                step.act()
    setup.tasks()


# ---------------------------------------------------------------- all of it


def hold(folder: Path, parts: Path, whole: Path) -> SetupBench:
    """All scenes over one description, then the faults."""
    with _bench(folder, parts, whole) as bench:
        for scene in SCENES:
            bench.begin()
            scene(bench)
        bench.wrong += [] if bench.seen.violations else list(unnoticed(bench))
        return bench


@contextmanager
def _bench(folder: Path, parts: Path, whole: Path) -> Iterator[SetupBench]:
    target = parts / "setup.json"
    part = write_cut(whole, target, SETUP_PATHS)
    upstream = Upstream(fresh())
    with serve(upstream) as host, prism(parts, target, host, strict=False) as proxy:  # type: ignore[arg-type]
        office = ReviewedOffice.make(folder, host=proxy)
        checks = office.clone / ".github/workflows/pull-request.yml"
        checks.parent.mkdir(parents=True, exist_ok=True)
        checks.write_text(_CHECKS, encoding="utf-8")
        try:
            yield SetupBench(office, upstream, part)
        finally:
            office.close()
