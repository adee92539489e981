"""The internal site: what it is made of, what MkDocs builds of it, and what lies beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from amtsfunk.commands.reporting import Report
from amtsfunk.commands.sites.built import copied, is_wanted, search_index
from amtsfunk.commands.sites.frame import frame_values, style_sheets
from amtsfunk.commands.sites.ledger import LedgerFacts
from amtsfunk.commands.sites.sources import Sources, read_pictures, rule_examples, rule_topics
from amtsfunk.effects.mkdocs import FixedSite, built_files
from amtsfunk.effects.site_templates import read_templates
from amtsfunk.model.office import Office
from amtsfunk.pages.appearance import logo_pages
from amtsfunk.pages.drawings import DrawnPost
from amtsfunk.pages.facts import Page
from amtsfunk.pages.internal import InternalFacts, internal_pages, navigation
from amtsfunk.pages.plan import planned_posts
from amtsfunk.pages.search import search_page
from amtsfunk.pages.writing import free_slots
from amtsfunk.planning.entries import entry_of
from amtsfunk.planning.plan import make_plan


def internal_facts(  # noqa: PLR0913, PLR0917 - each on its own
    sources: Sources,
    ledger: LedgerFacts,
    now: datetime,
    office: Office,
    reports: Sequence[Report],
    drawings: tuple[DrawnPost, ...],
) -> InternalFacts:
    known = frozenset(post for post, state in ledger.states.items() if state.captured is not None)
    entries = (entry_of(post) for post in sources.posts)
    return InternalFacts(
        settings=sources.settings,
        plan=make_plan(entries, office, sources.settings, now, known if ledger.tip is not None else None),
        posts=planned_posts(sources.posts, sources.settings, ledger.deliveries, ledger.waiting),
        deliveries=ledger.deliveries,
        guidelines=sources.guidelines,
        kept_guidelines=sources.kept_guidelines,
        kept_netiquettes=sources.kept_netiquettes,
        rules=rule_topics(),
        rule_examples=rule_examples(sources.templates / "site" / "internal"),
        stops=ledger.stops,
        now=now,
        ledger_known=ledger.tip is not None,
        free_slots=free_slots(tuple(office.weeks.values()), now),
        office=office,
        clauses=sources.clauses,
        ladder=sources.ladder,
        evaluations=tuple(report.evaluation for report in reports),
        drawings=drawings,
    )


def internal_site(sources: Sources, facts: InternalFacts, out: Path) -> FixedSite:
    styles, own = style_sheets(sources)
    return FixedSite(
        name="internal",
        base=sources.templates / "site" / "internal.yml",
        theme=sources.templates / "site" / "theme",
        settings={
            "site_name": f"{sources.settings.authority.name}: interne Seiten",
            "nav": list(navigation(facts)),
            "extra_css": styles,
            "extra": {"amtsfunk": frame_values(sources, internal=True)},
        },
        pages={**internal_pages(facts, read_templates(sources.templates / "site" / "internal")), **own},
        work=out / "stage",
        files=read_pictures(sources.templates / "site" / "internal"),
    )


def internal_site_pages(sources: Sources, fixed: FixedSite) -> Iterator[Page]:
    for path, file in built_files(fixed):
        if is_wanted(path) and path != "404.html":
            yield copied(path, file)
    yield from logo_pages(sources.logo)
    yield search_page(search_index(fixed))
