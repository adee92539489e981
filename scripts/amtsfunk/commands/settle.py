"""``amtsfunk settle``: a person's word about what is held. Without a word it shows what is held, and the commands.

What is known is always shown first. ``--again`` and ``--give-up`` are signed statements in the branch ``inbox``, which
the publisher checks (DELIVERY.md § 3); they name the hold that was looked at, so that they never decide a later one.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from amtsfunk.commands import record
from amtsfunk.commands.approving.signing import find_key, person_of
from amtsfunk.commands.publishing.desk import is_approver
from amtsfunk.commands.publishing.holding import Held, commands_for, describe, held_lanes
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.run import Workplace, make_world, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.statement import Reach, Saying, add_key, say, until_of
from amtsfunk.commands.publishing.texts import lane_text, local, reason_text
from amtsfunk.delivery import actions as a
from amtsfunk.delivery.decide import Case, decide_lane
from amtsfunk.delivery.events import format_time
from amtsfunk.delivery.heading import heading_of
from amtsfunk.delivery.state import PostState, State, Status, Stop
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.report.safe import visible

_REACH = Reach(timedelta(hours=2), timedelta(days=7), "sieben Tage", "Später ist es ein neuer Beitrag.")
"""No longer than the statement itself counts."""


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("post", metavar="BEITRAG", nargs="?", help="Name des Beitrags (ohne: alles Angehaltene zeigen)")
    parser.add_argument("channel", metavar="KANAL", nargs="?", help="Name des Kanals aus plans/channels.yml")
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--again", action="store_true", help="noch einmal senden")
    words.add_argument("--give-up", action="store_true", help="nicht mehr senden")
    words.add_argument("--published", metavar="ADRESSE", help="er steht schon dort, unter dieser Adresse")
    parser.add_argument(
        "--until", metavar="ZEIT", help="mit --again: bis wann gesendet werden darf (sonst zwei Stunden)"
    )
    parser.add_argument(
        "--looked", action="store_true", help="mit --again: ich habe dort nachgesehen, er steht nicht da"
    )
    add_key(parser)


def run(arguments: Namespace) -> int:
    """0: shown, or the word is on its way."""
    decides = arguments.again or arguments.give_up or arguments.published
    if decides and not (arguments.post and arguments.channel):
        raise UsageError("Bitte Beitrag und Kanal nennen.", "Was angehalten ist, zeigt: amtsfunk settle")
    if (arguments.until or arguments.looked) and not arguments.again:
        raise UsageError("„--until“ und „--looked“ gehören zu „--again“.")
    if arguments.published:
        arguments.address = arguments.published
        return record.run(arguments)
    with open_workplace(arguments, needs_root=False) as place:
        if not decides:
            _list(_chosen(place, arguments), place)
            return 0
        held = _held(place, arguments)
        print("\n".join(describe(held, place.settings)) + "\n")
        if arguments.again:
            return _again(place, arguments, held)
        person = _say(place, arguments, held, {"decision": "given_up"})
    print(f"{person} hat entschieden: {held.post.post} geht auf {held.label} nicht mehr hinaus.")
    print(f"{_NEXT_RUN} Soll er später doch noch hinaus: amtsfunk again {held.post.post} --channel {held.lane.name}")
    return 0


_NEXT_RUN = "Es gilt mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft."


# ---------------------------------------------------------------- showing


def _chosen(place: Workplace, arguments: Namespace) -> list[Held]:
    names = [arguments.post] if arguments.post else sorted(place.ledger.index().open)
    posts = [place.ledger.post(name) for name in names]
    found = [
        held for post in posts for held in held_lanes(post, place.settings, heading_of(post, place.ledger.payload))
    ]
    return [held for held in found if arguments.channel in (None, held.lane.name)]


def _list(found: Sequence[Held], place: Workplace) -> None:
    for held in found:
        print("\n".join((*describe(held, place.settings), *commands_for(held))) + "\n")
    print(_count(len(found)))


def _count(number: int) -> str:
    if not number:
        return "Es ist nichts angehalten."
    return "Einmal wird um Ihre Entscheidung gebeten." if number == 1 else f"{number} Entscheidungen stehen aus."


# ---------------------------------------------------------------- deciding


def _held(place: Workplace, arguments: Namespace) -> Held:
    """The delivery, if it is held. Raises NotFound, Refused."""
    post = place.ledger.post(arguments.post)
    lane = post.lanes.get(arguments.channel)
    named = f"„{visible(arguments.post)}“ auf „{visible(arguments.channel)}“"
    if lane is None:
        raise NotFound(f"Zu {named} steht nichts im Sendebuch.", "Was angehalten ist, zeigt: amtsfunk settle")
    if lane.current.status is not Status.held:
        raise Refused(f"{named} ist nicht angehalten, sondern: {lane_text(lane)}.", _instead(post, lane.name))
    return Held(post, lane, place.settings.channels.get(lane.name))


def _instead(post: PostState, channel: str) -> str:
    match post.lanes[channel].current.status:
        case Status.rejected | Status.missed | Status.given_up:
            return f"Ein neuer Beitrag mit neuer Freigabe: amtsfunk again {post.post} --channel {channel}"
        case Status.claimed | Status.ambiguous:
            return "Nach der Ruhezeit sieht „amtsfunk publish“ selbst nach. Vorher nachsehen: amtsfunk reconcile"
        case Status.handed:
            return f"Wenn er veröffentlicht ist: amtsfunk record {post.post} {channel} ADRESSE"
        case _:
            return "Hier ist nichts zu entscheiden."


def _again(place: Workplace, arguments: Namespace, held: Held) -> int:
    now = place.clock.now()
    until = until_of("--until", arguments.until, now, place.settings.authority.zone, _REACH)
    world = make_world(place, place.ledger, arguments, arguments.repository)
    stops = world.stops(now)
    what = _what_would_happen(world, held, stops, until, now)
    if isinstance(what, a.Hold | a.Cancel | a.Miss):
        raise Refused(
            f"Noch einmal zu senden, änderte nichts: {reason_text(what.reason)}.", _REMEDIES.get(what.reason, "")
        )
    if held.may_be_out and not arguments.looked:
        raise Refused(
            f"Vielleicht steht {held.post.post} schon auf {held.label}. Bitte erst dort nachsehen.",
            "Steht er nicht da, dann derselbe Befehl mit --looked. Steht er da: --published ADRESSE",
        )
    words = {"decision": "again", "not_after": format_time(until)}
    person = _say(place, arguments, held, words)
    zone = place.settings.authority.zone
    print(f"{person} hat entschieden: {held.post.post} geht auf {held.label} noch einmal hinaus.")
    print(f"Gesendet wird bis {local(until, zone)}, danach nicht mehr. {_NEXT_RUN}")
    if isinstance(what, a.Wait):
        print(f"Bis dahin wartet er noch: {reason_text(what.reason)}.")
    return 0


_REMEDIES = {
    "changed": "Bitte die Änderung zurücknehmen oder neu freigeben lassen.",
    "taken": "Bitte aufgeben und, wenn er wirklich zweimal erscheinen soll, mit „repeat_of“ neu anlegen.",
    "unknown-channel": "Bitte den Kanal in plans/channels.yml wieder eintragen oder aufgeben (--give-up).",
    "corrected": "Bitte aufgeben (--give-up).",
    "redacted": "Bitte aufgeben (--give-up).",
    "repeat-redacted": "Bitte aufgeben (--give-up).",
    "gone": "Bitte aufgeben (--give-up).",
}


def _what_would_happen(
    world: Publishing, held: Held, stops: tuple[Stop, ...], until: datetime, now: datetime
) -> a.Action | None:
    """What a run would do next if the word were in the ledger: the same gates decide as when it comes to sending."""
    step = replace(held.step, status=Status.absent, standing=False, strays=0, reason=None, again_until=until)
    number = held.step.number
    lane = replace(held.lane, steps=(*held.lane.steps[: number - 1], step, *held.lane.steps[number:]))
    post = replace(held.post, lanes={**held.post.lanes, lane.name: lane})
    related = {other.post: other for other in world.related(held.post)}
    facts = {post.post: world.facts(post)} if post.captured is not None else {}
    state = State({**related, post.post: post}, None, stops, world.channels(), facts)
    return decide_lane(Case(state, post, lane, now, timedelta(0)))


def _say(place: Workplace, arguments: Namespace, held: Held, words: dict[str, str]) -> str:
    """Sign it, if the person may; returns their sign."""
    person = person_of(find_key(place.git, arguments.key), place.settings.people, None)
    if not is_approver(person, place.settings, place.clock.now()):
        raise Refused(
            f"„{person}“ hat nicht das Recht zur Freigabe; darüber entscheidet, wer freigeben darf.",
            "Wer das ist, steht in plans/team.yml und plans/approval.yml.",
        )
    since = held.step.since
    named = {**words, "held_at": format_time(since) if since else ""}
    saying = Saying("settle", f"{held.post.post}/{held.lane.name}", named)
    return say(place, arguments.remote, saying, arguments.key)
