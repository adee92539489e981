"""What can still be shown of a post whose bytes went: by the ledger of this clone, without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator

from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.approving.verdicts import governance_of, verdict_of
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_published import ledger_tip, post_at
from amtsfunk.effects.recorded import trusted_ledger
from amtsfunk.effects.reviews import Reviews
from amtsfunk.model.authority import Authority
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible

_RECOMPUTED = (
    "Was sich noch zeigen lässt: Die freigegebene Fassung liegt noch in der Geschichte dieses Klons, und aus ihr\n"
    "folgt dieselbe Entscheidung. Wird die Geschichte bereinigt, bleibt nur, was das Sendebuch bezeugt."
)
_ATTESTED = (
    "Was sich noch zeigen lässt: Der Veröffentlicher hat mit seiner Unterschrift im Sendebuch bezeugt, dass genau die\n"
    "Dateien mit diesen Prüfsummen freigegeben waren, und von wem. Ob eine aufgehobene Datei die freigegebene ist,\n"
    "zeigt ihre Prüfsumme: sha256sum DATEI. Was sich nicht mehr zeigen lässt: was darin stand, und die Entscheidung\n"
    "aus Git allein; die freigegebene Fassung fehlt in diesem Klon."
)


def redacted_here(git: Git, authority: Authority, root: str, post: str) -> PostState | None:
    """The post as the ledger of this clone knows it, if bytes of it went. Raises LedgerUnreadable where that is not
    this authority's ledger: what it attests is all that is left."""
    tip = ledger_tip(git)
    state = post_at(git, tip, post) if tip is not None else None
    if state is None or not state.is_redacted or state.captured is None:
        return None
    trusted_ledger(git, authority, root)
    return state


def verdict_then(git: Git, root: str, state: PostState, reviews: Reviews | None) -> Verdict | None:
    """The verdict over the post as it was captured, from history; None where this clone lacks that."""
    captured = state.captured
    if captured is None or git.resolve(captured.commit) is None or git.blob(captured.commit, captured.path) is None:
        return None
    governance = governance_of(git, root, captured.commit, None, reviews)
    return verdict_of(git, captured.commit, captured.path, governance, reviews=reviews)


def describe_redacted(state: PostState, settings: Settings) -> Iterator[str]:
    """Who approved which digests, and what went when and why."""
    captured = state.captured
    if captured is None:
        return
    zone = settings.authority.zone
    yield f"{state.post}: aus Datenschutzgründen entfernt"
    yield f"  Prüfsumme  {captured.manifest}"
    yield f"  Freigabe   {', '.join(captured.approvers) or 'unbekannt'}"
    yield f"  Festgeh.   {captured.at.astimezone(zone):%d.%m.%Y, %H:%M Uhr}"
    for file in captured.files:
        yield f"  Datei      {file['sha256']}  {visible(str(file['path']))}"
    for name, lane in sorted(state.lanes.items()):
        for payload in sorted(lane.payloads):
            yield f"  Inhalt     {payload}  {name}"
        if lane.redacted_at is not None:
            when = f"{lane.redacted_at.astimezone(zone):%d.%m.%Y, %H:%M Uhr}"
            yield f"  Entfernt   {when} auf {name}: {visible(lane.redacted or '')}"


def what_that_shows(then: Verdict | None) -> str:
    return _RECOMPUTED if then is not None and then.approved else _ATTESTED
