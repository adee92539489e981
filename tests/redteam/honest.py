"""Honest work, generated: every ordinary way in which a press office brings posts to main by pull request.

One history is one seed. What it does is drawn; what it must come to is always the same: the posts may go out.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from amtsfunk.approval.reasons import explain
from amtsfunk.commands.approving.verdicts import verdict_of
from standins.bare_git import Conflict
from support.repo import PNG, post_text
from support.reviewing import ReviewedOffice

_METHODS = ("merge", "squash", "rebase")
_EDITORS = ("anna", "emil", "hanna")


@dataclass
class History:
    """``told``: what happened, for whoever wants to know why a seed was refused; ``ways``: which ways it took."""

    office: ReviewedOffice
    seed: int
    told: list[str] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - replayable, nothing secret
        self.forge = self.office.forge
        self.branch = f"beitrag-{self.seed}"
        self.opener = self.chance.choice(_EDITORS)
        self.kind = self.chance.choice(["plain", "plain", "plain", "department", "sensitive", "crisis"])
        self.lines = {"sensitive": "sensitive: true\n", "crisis": "kind: crisis\n"}.get(self.kind, "")
        if self.kind == "department":
            self.opener = "dora"
        self.picture: str | None = None
        self.number = 0
        self.posts = [self._path(place) for place in range(self.chance.choice([1, 1, 1, 2, 3]))]

    # ------------------------------------------------------------------ one history

    def play(self) -> list[str]:
        """What was refused, in words; nothing, as it should be."""
        self._way(self.kind)
        self._maybe_picture()
        self._write()
        for step in range(self.chance.randint(0, 3)):
            self._revise(step)
        self._review()
        self._merge()
        if self.chance.random() < 0.25:
            self.chance.choice([self._rename, self._change_again])()
        self.office.fetch()
        return self._refusals()

    def _refusals(self) -> list[str]:
        """As a run judges: governance goes on where the last run left it."""
        office, reviews = self.office, self.office.reviews()
        office.progress = governance = office.governance(office.progress, reviews)
        found = []
        for path in self.posts:
            verdict = verdict_of(office.git, office.main, path, governance, now=office.now, reviews=reviews)
            why = [explain(refusal) for refusal in verdict.refusals] or ["without a reason"]
            found += [] if verdict.approved else [f"{path}: {one}" for one in why]
        return found

    def _way(self, name: str) -> None:
        self.ways[name] += 1
        self.told.append(name)

    def _some(self, odds: float, name: str) -> bool:
        if self.chance.random() >= odds:
            return False
        self._way(name)
        return True

    def _path(self, place: int) -> str:
        return f"content/posts/2026/12/beitrag-{self.seed}-{place}.md"

    def _text(self, place: int, words: str) -> str:
        shown = self.picture if place == 0 else None
        return post_text(title=f"Beitrag {self.seed} {place}", text=words, picture=shown, more=self.lines)

    # ------------------------------------------------------------------ writing

    def _maybe_picture(self) -> None:
        """None, one of this pull request, or one that came earlier, by whomever, and that others use too."""
        if self._some(0.25, "shared picture"):
            self.picture = f"bild-{self.seed}.png"
            by = self.chance.choice(["ben", "cleo", "anna"])
            files = {f"content/media/2026/12/{self.picture}": self._drawn()}
            self._bring(files, by, f"bild-{self.seed}")
        elif self._some(0.25, "picture in the same pull request"):
            self.picture = f"bild-{self.seed}.png"

    def _drawn(self) -> bytes:
        return PNG + str(self.seed).encode()

    def _bring(self, files: dict[str, bytes | str | None], by: str, branch: str) -> None:
        self.forge.edit(branch, files, by)
        self.forge.merge(self.forge.open(branch, by), by, self.chance.choice(_METHODS))

    def _write(self) -> None:
        own = self.picture is not None and self.ways["picture in the same pull request"] > 0
        files: dict[str, str | bytes | None] = {
            path: self._text(place, "Ein erster Stand.") for place, path in enumerate(self.posts)
        }
        picture = {f"content/media/2026/12/{self.picture}": self._drawn()} if own else {}
        first, second = (files, picture) if self.chance.random() < 0.5 else (picture, files)
        for some in (first, second):
            if some:
                self._commit(some)
        self.number = self.forge.open(self.branch, self.opener)

    def _commit(self, files: dict[str, str | bytes | None], by: str | None = None) -> None:
        author = by or self.opener
        if self._some(0.3, "pushed from an own machine"):
            self.forge.push(self.branch, files, (self.forge.identity(author),) * 2, message=f"Stand {len(self.told)}")
        else:
            self.forge.edit(self.branch, files, author, message=f"Stand {len(self.told)}")

    def _revise(self, step: int) -> None:
        place = self.chance.randrange(len(self.posts))
        words = f"Stand {step} mit {self.chance.randrange(1000)} Sirenen."
        match self.chance.randrange(6):
            case 0:
                self._way("another author")
                self._commit({self.posts[place]: self._text(place, words)}, by=self.chance.choice(["anna", "dora"]))
            case 1:
                self._way("accepted suggestion")
                files = {self.posts[place]: self._text(place, words)}
                self.forge.suggestion(self.number, self.opener, self.chance.choice(["ben", "cleo"]), files)
            case 2:
                self._update()
            case 3:
                self._way("approver writes elsewhere")
                self.forge.edit(self.branch, {f"docs/{self.seed}-{step}.md": words}, "ben")
            case 4:
                self._way("force push of the whole branch")
                self._squash_locally()
            case _:
                self._commit({self.posts[place]: self._text(place, words)})

    def _update(self) -> None:
        """Main moves on, and somebody takes it over, perhaps the approver."""
        self._bring({f"docs/{self.seed}-{len(self.told)}.md": "x"}, "hanna", f"anderes-{self.seed}-{len(self.told)}")
        self._way("update branch")
        self.forge.update_branch(self.number, self.chance.choice([self.opener, "ben", "cleo"]))

    def _squash_locally(self) -> None:
        """The author tidies up: all of the branch as one commit."""
        git, pull = self.forge.git, self.forge.pulls[self.number]
        base = git.run("merge-base", pull.head, git.tip("main"))
        people = (self.forge.identity(self.opener),) * 2
        stamp = f"{int(self.office.now.timestamp())} +0000"
        commit = git.commit_tree(f"{pull.head}^{{tree}}", [base], people, (stamp, stamp), "Alles zusammen")
        self.forge.move(self.branch, commit)

    # ------------------------------------------------------------------ approving

    def _reviewers(self) -> list[str]:
        """Who is needed, none of them an author."""
        lead = self.chance.choice(["ben", "cleo"])
        if lead == "cleo":
            self._way("deputy")
        if self.kind == "department":
            self._way("two stages")
            return [lead, "ben" if lead == "cleo" else "cleo"]
        if self.kind == "sensitive":
            self._way("two stages")
            return [lead, "ben" if lead == "cleo" else "cleo"]
        if self.kind == "crisis" and self.opener != "emil":
            self._way("editor on duty alone")
            return ["emil"]
        return [lead]

    def _review(self) -> None:
        reviewers = self._reviewers()
        self.chance.shuffle(reviewers)
        for reviewer in reviewers:
            if self._some(0.2, "objection first"):
                self.forge.review(self.number, reviewer, "CHANGES_REQUESTED")
            if self._some(0.1, "dismissed and approved anew"):
                self.forge.dismiss(self.number, self.forge.review(self.number, reviewer))
            self.forge.review(self.number, reviewer)
            if self._some(0.2, "comment afterwards"):
                self.forge.review(self.number, reviewer, "COMMENTED")
        if self._some(0.1, "somebody else's draft of a review"):
            self.forge.review(self.number, "hanna" if self.opener != "hanna" else "anna", "PENDING")
        if self._some(0.2, "an outsider's opinion"):
            self.forge.review(self.number, "gero", self.chance.choice(["APPROVED", "COMMENTED"]))
        if self._some(0.25, "update after the approval"):
            self._update()

    def _merge(self) -> None:
        method = self.chance.choice(_METHODS)
        by = self.chance.choice([self.opener, "ben", "cleo", "emil"])
        if self._some(0.2, "main moved on before the merge"):
            self._bring({f"docs/{self.seed}-zuletzt.md": "x"}, "hanna", f"zuletzt-{self.seed}")
        try:
            self.forge.merge(self.number, by, method)
        except Conflict:
            method = "merge"
            self.forge.merge(self.number, by, method)
        commits = "several commits" if len(self.forge.pulls[self.number].brought) > 1 else "one commit"
        self._way(f"{method}, {commits}" if method == "rebase" else method)
        if self._some(0.1, "approved once more after the merge"):
            self.forge.review(self.number, "ben")

    # ------------------------------------------------------------------ afterwards

    def _rename(self) -> None:
        self._way("rename before the first claim")
        old = self.posts[0]
        self.posts[0] = f"content/posts/2026/12/umbenannt-{self.seed}.md"
        content = self.forge.git.run("show", f"main:{old}") + "\n"
        self._again({old: None, self.posts[0]: content})

    def _change_again(self) -> None:
        self._way("a new text with a new approval")
        self.lines += "revision: 2\n"
        self._again({self.posts[0]: self._text(0, "Ganz neu.")})

    def _again(self, files: dict[str, str | bytes | None]) -> None:
        self.branch = f"noch-{self.seed}"
        self.told.append("again")
        self.forge.edit(self.branch, files, self.opener)
        self.number = self.forge.open(self.branch, self.opener)
        self._review()
        self._merge()
