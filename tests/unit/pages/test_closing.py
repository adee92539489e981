"""R69: each channel beside its closing checklist, with what still hangs on it."""

from __future__ import annotations

from amtsfunk.pages.closing import Closing, closings
from amtsfunk.planning.plan import Plan
from support.planning import entry, office_of, plan_of

PLAN = "profile: small\ndormant_after: 30\n"
GOALS = (
    "goals:\n  ausbau:\n    aim: a\n    metric: m\n    unit: Stück\n    start: 1\n    target: 2\n"
    "    deadline: 31.12.2026\n    owner: cd\n    channel: mastodon\n"
)
WEEK = "week: 2026-W49\nslots:\n  - {at: 04.12.2026 16:00, channels: [mastodon], topic: verkehr, idea: a}\n"


def of(plan: Plan, channel: str = "mastodon") -> Closing:
    return closings(plan, None)[channel]


def test_the_last_post_stands_beside_every_channel() -> None:
    plan = plan_of(
        entry("alt", "01.10. 10:00", ["mastodon"], archive=True),
        entry("neu", "05.10. 10:00", ["mastodon", "x"]),
        entry("kommt", "04.12. 10:00", ["x"]),
        office=office_of(plan=PLAN),
    )
    mastodon, x = of(plan), of(plan, "x")
    assert (mastodon.last, mastodon.next, mastodon.state) == ("5. Oktober 2026: Neu", "nichts geplant", "dormant")
    assert (x.last, x.next, x.state) == ("5. Oktober 2026: Neu", "4. Dezember 2026: Kommt", "")
    assert of(plan, "website").last == "noch keiner"
    assert list(closings(plan, None)) == list(plan.settings.channels)


def test_the_checklist_names_what_still_hangs_on_the_channel_and_is_done_where_nothing_does() -> None:
    office = office_of(plan=PLAN, week=WEEK)
    posts = [entry(f"p{n}", f"{2 + n:02}.12. 10:00", ["mastodon"]) for n in range(7)]
    texts = [step.text for step in of(plan_of(*posts, entry("entwurf", None, ["mastodon"]), office=office)).steps]
    assert any("p0, p1, p2, p3, p4 und 3 weitere" in text for text in texts)
    assert any("Plätze im Wochenplan, die den Kanal noch nennen: 2026-W49/1." in text for text in texts)
    nothing = of(plan_of(office=office_of(plan=PLAN)))
    assert [step.text.partition(":")[0] for step in nothing.steps if step.done] == [
        "Beiträge, die den Kanal noch nennen",
        "Plätze im Wochenplan, die den Kanal noch nennen",
        "Ziele, die an diesem Kanal gemessen werden",
    ], "what only people can see is never called done"


def test_a_goal_that_is_measured_there_is_named() -> None:
    goals = office_of(goals=GOALS).goals
    assert goals is not None
    texts = {name: [step.text for step in one.steps] for name, one in closings(plan_of(), goals).items()}
    assert any("gemessen werden: ausbau" in text for text in texts["mastodon"])
    assert not any("ausbau" in text for text in texts["website"])


def test_the_own_website_has_no_account_that_could_be_deleted() -> None:
    texts = {name: [step.text for step in one.steps] for name, one in closings(plan_of(), None).items()}
    assert any(text.startswith("Das Konto ") for text in texts["mastodon"])
    assert not any(text.startswith("Das Konto ") for text in texts["website"])
