"""``amtsfunk redact POST --because „…“``: a post's words and pictures go for somebody's sake, the proof stays.

Without ``--because`` it only says what would go, what would stay and what is left to people. With it, an approver signs
a statement in the branch ``inbox``; the publisher's next run takes the stored bytes out of the ledger in the very
commit that says so (DELIVERY.md § 3). Called again afterwards it says what still has to be done by hand.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from amtsfunk.commands.approving.signing import find_key, person_of
from amtsfunk.commands.publishing.desk import is_approver
from amtsfunk.commands.publishing.run import Workplace, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.statement import Saying, add_key, say
from amtsfunk.commands.publishing.texts import lane_text, reason_text
from amtsfunk.commands.redacting.left import find_left
from amtsfunk.commands.redacting.telling import by_hand, done_already, what_goes, what_stays
from amtsfunk.delivery.redaction import LONGEST_NOTE, is_in_doubt, lanes_to_redact, redaction_refusal
from amtsfunk.delivery.state import Lane, PostState, Status
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.report.safe import visible


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument("post", metavar="BEITRAG", help="Name des Beitrags (Datei ohne „.md“)")
    parser.add_argument("--channel", metavar="KANAL", help="nur den Wortlaut dieses Kanals (sonst alles)")
    parser.add_argument(
        "--because", metavar="GRUND", help="der Grund, wie er öffentlich dastehen soll (ohne: nur zeigen, was geschähe)"
    )
    add_key(parser)


def run(arguments: Namespace) -> int:
    """0: shown, on its way, or done already."""
    with open_workplace(arguments, needs_root=False) as place:
        state = place.ledger.post(arguments.post)
        left = find_left(place.git, place.ledger.main, state, place.ledger)
        lanes = lanes_to_redact(state, arguments.channel)
        note = "…" if arguments.because is None else arguments.because
        refusal = redaction_refusal(state, arguments.channel, note)
        if refusal == "already-redacted":
            done = [lane for lane in state.lanes.values() if arguments.channel in (None, lane.name)]
            print("\n".join((*done_already(state, done, place.settings), *by_hand(state, done, place.settings, left))))
            return 0
        if refusal is not None:
            raise _refused(refusal, state, arguments.channel, lanes)
        told = (
            *what_goes(state, lanes, place.settings),
            *what_stays(state, lanes, place.settings),
            *by_hand(state, lanes, place.settings, left),
        )
        print("\n".join(told))
        if arguments.because is None:
            print("\nEs wurde nichts geändert. Wenn es so sein soll, derselbe Befehl mit --because und dem Grund.")
            print("Der Grund steht danach für immer öffentlich da: Nennen Sie darin niemanden.")
            return 0
        person = _say(place, arguments, state.post)
    print(f"\n{person} hat entschieden: Der Inhalt von {state.post} wird entfernt.")
    print("Es geschieht mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft.")
    print(f"Was danach noch zu tun ist, zeigt: amtsfunk redact {state.post}")
    return 0


def _say(place: Workplace, arguments: Namespace, post: str) -> str:
    """Sign it, if the person may; returns their sign."""
    person = person_of(find_key(place.git, arguments.key), place.settings.people, None)
    if not is_approver(person, place.settings, place.clock.now()):
        raise Refused(
            f"„{person}“ hat nicht das Recht zur Freigabe; darüber entscheidet, wer freigeben darf.",
            "Wer das ist, steht in plans/team.yml und plans/approval.yml.",
        )
    subject = post if arguments.channel is None else f"{post}/{arguments.channel}"
    return say(place, arguments.remote, Saying("redact", subject, {"because": arguments.because}), arguments.key)


def _refused(
    reason: str, state: PostState, channel: str | None, lanes: tuple[Lane, ...]
) -> Refused | NotFound | UsageError:
    named = f"„{visible(state.post)}“" + (f" auf „{visible(channel)}“" if channel else "")
    match reason:
        case "because":
            return UsageError(
                f"--because ist eine Zeile von höchstens {LONGEST_NOTE} Zeichen, wie sie öffentlich dastehen soll.",
                'Zum Beispiel: --because "Eine abgebildete Person hat ihre Einwilligung widerrufen."',
            )
        case "unresolved":
            lane = next(lane for lane in lanes if is_in_doubt(lane))
            return Refused(
                f"„{visible(state.post)}“ auf „{lane.name}“: {lane_text(lane)}. Solange das offen ist, braucht die "
                "Suche den Text; er wird noch nicht entfernt.",
                f"{_instead(state.post, lane)} Andere Kanäle gehen schon jetzt: --channel KANAL",
            )
        case "nothing-stored":
            return NotFound(
                f"Zu {named} liegt im Sendebuch kein Inhalt.",
                "Was nie über Amtsfunk hinausging, etwa ein Beitrag mit „archive: true“, steht nur in seiner Datei: "
                "Ersetzen Sie darin Text und Bild durch einen Hinweis, was entfernt wurde und warum, und lassen Sie "
                "die Änderung freigeben.",
            )
        case _:
            return NotFound(f"{named}: {reason_text(reason)}.", f"Alles zeigt: amtsfunk ledger show {state.post}")


def _instead(post: str, lane: Lane) -> str:
    match lane.current.status:
        case Status.handed:
            return (
                f"Steht er schon dort: amtsfunk record {post} {lane.name} ADRESSE. Sonst erst nach Ablauf seiner Zeit: "
                f"amtsfunk settle {post} {lane.name} --give-up."
            )
        case Status.held:
            return f"Nachsehen und entscheiden: amtsfunk settle {post} {lane.name}."
        case _:
            return "Nach der Ruhezeit sieht „amtsfunk publish“ selbst nach. Vorher nachsehen: amtsfunk reconcile."
