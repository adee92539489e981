"""Before somebody signs: would the signature be worth anything? What the check refuses and who has no role is told at
once, instead of days later by a post that did not go out."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from amtsfunk.approval.policy import Case, needed
from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.files import list_tree
from amtsfunk.model.errors import Refused
from amtsfunk.model.finding import Severity
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings
from amtsfunk.report.rows import rows, summarise
from amtsfunk.report.text import render_text


def refuse_faulty(repository: Path, path: str, now: str | None) -> None:
    """Raises Refused, with the whole report, where the check finds an error in this post."""
    choice = Choice(everything=False, paths=frozenset({path}))
    checked = check_repository(repository, list_tree(repository), choice, now)
    errors = [row for row in rows(checked.findings, "de") if row.severity is Severity.error]
    if errors:
        report = render_text(errors, summarise(errors, checked.posts), "de").rstrip()
        raise Refused(
            f"Dieser Beitrag hat noch Fehler und lässt sich so nicht freigeben.\n\n{report}\n",
            "Erst verbessern und eintragen lassen, dann freigeben.",
        )


def refuse_without_role(post: Post, settings: Settings, person: str) -> None:
    """Raises Refused where no row of the policy wants anybody with this person's roles for this kind of post."""
    if settings.policy is None or person not in settings.people:
        return
    kind = post.head.kind
    cases = (Case(kind, *flags) for flags in product((False, True), repeat=3))
    wanted = {role for case in cases for slot in needed(settings.policy, case).slots for role in slot}
    if not wanted & set(settings.people[person].roles):
        raise Refused(
            f"{person} hat keine Rolle, deren Freigabe für diesen Beitrag zählt. Es wurde nichts unterschrieben.",
            "Wer freigibt, steht in plans/approval.yml und auf der internen Seite „Rollen und Freigabe“.",
        )
