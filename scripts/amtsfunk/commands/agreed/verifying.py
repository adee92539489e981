"""A post that a module became, worked out anew from a clone alone: who was on duty, what was approved, which words.

The statement lies in the ledger under the digest of all that was signed, so that a captured line finds only its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amtsfunk.approval.canonical import canonical_json, digest
from amtsfunk.approval.paths import module_sent
from amtsfunk.approval.statement import NotAStatement, Statement, parse_signed, read_time
from amtsfunk.commands.agreed.reviewing import sender_of, sending_of, slots_of
from amtsfunk.commands.approving.verdicts import governance_of
from amtsfunk.commands.publishing.desk import NotCounted
from amtsfunk.commands.publishing.inbox import use_name
from amtsfunk.commands.publishing.judge import Main
from amtsfunk.commands.publishing.modules import REPEATS, need_duty, prepare
from amtsfunk.commands.publishing.texts import REASONS, local
from amtsfunk.delivery.batch import statement_path
from amtsfunk.delivery.events import Captured
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_modules import is_of_module
from amtsfunk.effects.ledger_published import ledger_tip, post_at
from amtsfunk.effects.recorded import trusted_ledger
from amtsfunk.effects.reviews import Reviews
from amtsfunk.effects.statements import check_statement
from amtsfunk.model.authority import Authority
from amtsfunk.model.errors import NotFound
from amtsfunk.model.settings import Settings

_PROVEN = (
    "Was das zeigt: Modul, Freigaben, Dienstplan und Regeln liegen in Git, wie sie in diesem Augenblick waren, und\n"
    "die Person hat genau diese Angaben unterschrieben. Daraus folgen dieselbe Entscheidung und genau diese Worte.\n"
    "Was es nicht zeigt: wann genau. Das bezeugt der Veröffentlicher mit seiner Unterschrift im Sendebuch."
)
_AND_REVIEWED = (
    "Auch dass die Plattform die Freigaben des Moduls so genannt hat, bezeugt er; nachsehen lässt es sich nur dort."
)


@dataclass(frozen=True, slots=True)
class Recount:
    """``flaws``: why the ledger's words do not follow from git, in German; none: they do."""

    approvers: tuple[str, ...] = ()
    by_review: bool = False
    flaws: tuple[str, ...] = ()


def sent_here(git: Git, authority: Authority, root: str, post: str) -> PostState | None:
    """The post as the ledger of this clone knows it, if a module became it. Raises LedgerUnreadable where that is not
    this authority's ledger."""
    if module_sent(post) is None:
        return None
    tip = trusted_ledger(git, authority, root)
    state = post_at(git, tip, post) if tip is not None else None
    return state if state is not None and is_of_module(state) else None


def recount(git: Git, root: str, state: PostState, reviews: Reviews | None) -> Recount:
    """The decision as it was at that commit of main and at that moment. Raises NotFound where this clone lacks it."""
    captured = captured_of(state)
    if git.resolve(captured.commit) is None:
        raise NotFound(
            f"Der Stand {captured.commit[:12]}, nach dem {state.post} entstand, fehlt in diesem Klon.",
            "Bitte die ganze Geschichte holen: git fetch --unshallow",
        )
    settings = read_settings(git, captured.commit)
    main = Main(git, captured.commit, settings, governance_of(git, root, captured.commit, None, reviews), reviews)
    sending = sending_of(state)
    slots = sending.get("slots")
    values = {str(name): str(value) for name, value in slots.items()} if isinstance(slots, Mapping) else {}
    try:
        need_duty(str(sending.get("person", "")), main, captured.at)
        ready = prepare(main, str(sending.get("id", "")), values, state.post, captured.at)
    except NotCounted as no:
        return Recount(flaws=(_why(no),))
    found = {name: digest(canonical_json(payload)) for name, payload in ready.payloads.items()}
    flaws = [
        f"{name}: gesendet wurden andere Worte, als aus Modul und Angaben folgen"
        for name, payload in sorted(captured.payloads.items())
        if found.get(name) != payload
    ]
    if ready.manifest != captured.manifest:
        flaws.append("festgehalten ist eine andere Fassung des Moduls als die in Git")
    if _signer(git, captured, sending, settings) != sending.get("person"):
        flaws.append("im Sendebuch liegt keine Anweisung, die diese Person so unterschrieben hat")
    return Recount(ready.verdict.approvers, bool(ready.verdict.evidence.get("pull")), tuple(flaws))


def _signer(git: Git, captured: Captured, sending: Mapping[str, Any], settings: Settings) -> str | None:
    """Who signed exactly what the captured line says, with a statement that held at that moment; None: nobody."""
    try:
        said = Statement(
            kind="module",
            repository=settings.authority.id,
            subject=str(sending["id"]),
            manifest=captured.manifest,
            decision={**sending["slots"], **({REPEATS: captured.repeat_of} if captured.repeat_of else {})},
            not_before=read_time(sending["not_before"]),
            not_after=read_time(sending["not_after"]),
            nonce=str(sending["nonce"]),
        )
        signed = parse_signed(git.blob(ledger_tip(git) or "", statement_path(use_name(said))) or b"")
    except (KeyError, TypeError, NotAStatement):
        return None
    if signed.statement != said:
        return None
    people = settings.people
    return check_statement(signed, kind="module", repository=said.repository, people=people, now=captured.at).person


def _why(no: NotCounted) -> str:
    """A refused approval speaks for itself; every other reason names what it is about."""
    if no.reason not in REASONS:
        return no.detail or no.reason
    return f"{REASONS[no.reason]}{f' ({no.detail})' if no.detail else ''}"


def captured_of(state: PostState) -> Captured:
    """What was captured. Raises NotFound where nothing was."""
    if state.captured is None:
        raise NotFound(f"Von {state.post} ist im Sendebuch dieses Klons nichts festgehalten.")
    return state.captured


def describe_sent(state: PostState, recounted: Recount, settings: Settings) -> Iterator[str]:
    """The answer first, then who sent which words of which module, and what that shows."""
    captured = captured_of(state)
    yield f"{state.post}: {'NICHT nachzurechnen' if recounted.flaws else 'freigegeben'}"
    yield f"  Modul      {captured.path}"
    yield f"  Gesendet   {local(captured.at, settings.authority.zone)} Uhr von {sender_of(state)}, im Dienst"
    yield f"  Angaben    {slots_of(state) or 'keine'}"
    yield f"  Prüfsumme  {captured.manifest}"
    if recounted.flaws:
        yield from (f"  – {flaw}" for flaw in recounted.flaws)
        return
    yield f"  Freigabe   {', '.join(recounted.approvers)}"
    yield ""
    yield _PROVEN
    if recounted.by_review:
        yield _AND_REVIEWED
