"""Going on with a ledger from a backup: ask the networks for what it does not know, and hold what does not show.

Marks give way to a person alone, on each machine by itself, and only together with the lines that say what was found:
they are written in one commit, and only that commit is remembered (DELIVERY.md § 3, I11).
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amtsfunk.channels.contract import Absent, Accepted, Finding
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.opening import mark_of_site
from amtsfunk.commands.publishing.run import Rehearsal, Workplace, make_world, new_run
from amtsfunk.commands.reconcile import ask
from amtsfunk.delivery import events as e
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import Batch
from amtsfunk.delivery.index import Waiting
from amtsfunk.delivery.outcomes import Writer
from amtsfunk.delivery.recheck import Ticket
from amtsfunk.delivery.restoring import answer_of, claim_of, doubtful, held_anew
from amtsfunk.delivery.state import RESTORED, PostState, State
from amtsfunk.effects.ledger_branches import keep_reviewed
from amtsfunk.model.channel import Via
from amtsfunk.model.errors import Refused
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible


@dataclass(frozen=True, slots=True)
class Adoption:
    """``batch``: all that has to be written; ``found`` and ``held``: of the lines in it those about deliveries that may
    have gone out; ``unapproved``: posts on main that were due and cannot be shown to be approved now."""

    batch: Batch
    found: tuple[e.Accepted, ...]
    held: tuple[e.Held, ...]
    unapproved: tuple[str, ...]


def lost_marks(place: Workplace, given: str | None) -> tuple[str, ...]:
    """Remembered commits that this ledger does not contain. Raises Refused where there is no ledger, or a fuller one
    right here: that one is pushed, and nothing is lost."""
    tip = place.ledger.tip
    if tip is None:
        raise Refused("Auf dem Server liegt kein Sendebuch.", "Bitte zuerst aus einer Sicherung zurückholen.")
    site = mark_of_site(place, given)
    marks = dict.fromkeys((*place.ledger.marks(), *([site] if site else [])))
    lost = tuple(mark for mark in marks if not place.ledger.contains(mark))
    for mark in lost:
        if place.git.resolve(mark) is not None and place.git.is_ancestor(tip, mark):
            raise Refused(
                "Auf diesem Rechner liegt ein vollständigeres Sendebuch als auf dem Server; mit ihm fehlt nichts.",
                f"Bitte dieses hochladen: git push {place.ledger.remote} {mark}:refs/heads/ledger",
            )
    return lost


def look_back(place: Workplace, arguments: Namespace, lost: tuple[str, ...]) -> Adoption:
    """Observe main as a run does, then ask about everything that may be out. Writes nothing.

    Raises EffectFailed where settings or git cannot be read.
    """
    now, run = place.clock.now(), new_run()
    book = Rehearsal(place.ledger)
    world = make_world(place, book, arguments, arguments.repository)
    if arguments.apply:
        world.keep = lambda reviewed: keep_reviewed(place.git, arguments.remote, reviewed, now)
    batch = world.observe(now, run) + Batch(events=(e.Adopted(at=now, run=run, reason="restore", lost=lost),))
    book.write(batch, now)
    answers: list[e.Event] = []
    for name in sorted(book.index().open):
        for line in _lines_about(place, world, book, name, Writer(run, now)):
            answers.append(line)
            book.write(Batch(events=(line,)), now)
    return Adoption(
        batch + Batch(events=tuple(answers)),
        tuple(line for line in answers if isinstance(line, e.Accepted)),
        tuple(line for line in answers if isinstance(line, e.Held)),
        tuple(sorted(item.post for item in book.index().waiting.values() if _waits(item, now))),
    )


def _waits(item: Waiting, now: datetime) -> bool:
    return not item.is_no_post and (item.due is None or item.due <= now)


def _lines_about(
    place: Workplace, world: Publishing, book: Rehearsal, name: str, writer: Writer
) -> Iterator[e.PostEvent]:
    """One line at a time, each written to ``book`` by the caller before the next is asked for."""
    yield from held_anew(book.post(name), writer.now, writer.run)
    for channel in sorted(book.post(name).lanes):
        while (key := doubtful(book.post(name), book.post(name).lanes[channel], writer.now)) is not None:
            claim = claim_of(book.post(name), key, (writer.now, writer.run), world.fresh_key())
            yield claim
            finding = _asked(place, world, book.post(name), key)
            if _may_still_be_built(place, book.post(name), key, finding, writer):
                yield writer.released(Ticket(key, writer.run, claim.claim, claim.payload), RESTORED)
                break
            answer = answer_of(writer, claim, finding, world.habits(channel))
            yield answer
            post = book.post(name)
            related = {other.post: other for other in world.related(post)}
            yield from writer.mended(State({**related, name: post}), answer)


def _asked(place: Workplace, world: Publishing, post: PostState, key: Key) -> Finding:
    if not _is_site(place, key):
        return ask(place, world, post, key)
    job = world.job(post, key)
    return Accepted(None, job.address) if job is not None and world.confirmation(job)() else Absent()


def _may_still_be_built(place: Workplace, post: PostState, key: Key, finding: Finding, writer: Writer) -> bool:
    """The own website has nothing that it was not given by a line of the ledger: giving it once more harms nobody."""
    in_time = post.captured is not None and writer.now <= post.captured.latest
    return _is_site(place, key) and not isinstance(finding, Accepted) and in_time


def _is_site(place: Workplace, key: Key) -> bool:
    channel = place.settings.channels.get(key.channel)
    return channel is not None and channel.via is Via.site


def tell(adoption: Adoption, settings: Settings, *, applied: bool) -> None:
    """What was found, in German, and what is left to people."""
    for line in adoption.found:
        print(f"Gefunden: {line.post} auf {_label(line.channel, settings)}: {visible(line.address or 'ohne Adresse')}")
    for held in adoption.held:
        print(f"Angehalten, bitte entscheiden: {held.post} auf {_label(held.channel, settings)}")
    for post in adoption.unapproved:
        print(
            f"Fällig gewesen, aber nicht als freigegeben zu belegen: {visible(post)}. Bitte auf den Kanälen nachsehen."
        )
    if not (adoption.found or adoption.held or adoption.unapproved):
        print("Nach diesem Sendebuch war nichts fällig, von dem es nichts weiß.")
    if not applied:
        print("Es wurde nichts geändert. Mit --apply wird es so eingetragen, und hier geht es weiter.")
        return
    print("Was danach zu tun ist:")
    print("  1. Über Angehaltenes entscheiden: amtsfunk settle")
    print("  2. Was seither aus Datenschutzgründen entfernt wurde, noch einmal entfernen: amtsfunk redact BEITRAG")
    print("  3. Die öffentliche Website bauen und hochladen. Bis dahin nennt sie den alten Stand, und es wird nichts")
    print("     gesendet.")


def _label(name: str, settings: Settings) -> str:
    channel = settings.channels.get(name)
    return channel.label if channel is not None else name
