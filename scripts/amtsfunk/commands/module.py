"""``amtsfunk module list|show|send``: agreed modules, and sending one in the crisis with your signature alone.

The signed statement goes to the branch ``inbox``; the publisher checks it, and it alone decides (DELIVERY.md § 2).
What is checked here is checked so that nobody waits for something that will never come.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amtsfunk.approval.paths import is_post_name, module_id, module_path, module_sent, sent_module_id
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.agreed.refusing import no_approver, off_duty, read_slots, refusal_of
from amtsfunk.commands.agreed.telling import list_lines, print_ready, show_lines, warnings
from amtsfunk.commands.approving.signing import find_key, person_of
from amtsfunk.commands.approving.verdicts import optional_trust_root, verdict_of
from amtsfunk.commands.publishing.desk import NotCounted, people_on_duty, read_rota
from amtsfunk.commands.publishing.judge import Main
from amtsfunk.commands.publishing.modules import LONGEST_VALID, REPEATS, Ready, need_duty, prepare
from amtsfunk.commands.publishing.observe import Publishing
from amtsfunk.commands.publishing.run import Workplace, make_world, open_workplace
from amtsfunk.commands.publishing.run import add_arguments as add_run_arguments
from amtsfunk.commands.publishing.statement import Reach, Saying, add_key, say_it, until_of
from amtsfunk.commands.publishing.texts import local
from amtsfunk.delivery.capture import content_digest
from amtsfunk.delivery.state import PostState, Stop
from amtsfunk.delivery.stops import covers_kind
from amtsfunk.effects.evidence import module_at
from amtsfunk.effects.ledger_modules import sent_modules
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.module import Module
from amtsfunk.report.safe import visible
from amtsfunk.source.paths import MODULES

_REACH = Reach(timedelta(hours=1), LONGEST_VALID, "24 Stunden", "Was später gilt, wird dann gesendet.")
_JUST_NOW = timedelta(hours=3)


def add_arguments(parser: ArgumentParser) -> None:
    add_run_arguments(parser)
    parser.add_argument(
        "action",
        choices=["list", "show", "send"],
        help="list: alle Module; show: eines mit seinen Lücken; send: ausfüllen und mit Ihrer Unterschrift senden",
    )
    parser.add_argument("module", metavar="MODUL", nargs="?", help="Name des Moduls (Datei ohne „.md“)")
    parser.add_argument(
        "--slot", metavar="LÜCKE=WERT", action="append", default=[], help="was in eine Lücke gehört; für jede einmal"
    )
    parser.add_argument("--not-after", metavar="ZEIT", help="bis wann es noch hinausdarf (sonst eine Stunde)")
    parser.add_argument("--repeat-of", metavar="BEITRAG", help="derselbe Text wie dieser frühere Beitrag, mit Absicht")
    parser.add_argument("--as", dest="person", metavar="KÜRZEL", help="Ihr Kürzel (sonst über den Schlüssel)")
    parser.add_argument("--yes", action="store_true", help="nicht nachfragen")
    add_key(parser)


def run(arguments: Namespace) -> int:
    """0: shown, or on its way; 1: not sent."""
    if arguments.action != "list" and arguments.module is None:
        raise UsageError("Bitte nennen Sie das Modul.", "Alle Module zeigt: amtsfunk module list")
    with _counter(arguments) as counter:
        if arguments.action == "list":
            found = [(module, counter.verdict(module)) for module in counter.modules()]
            print("\n".join(list_lines(found, counter.now, counter.place.settings)))
            return 0
        if arguments.action == "show":
            module = counter.module(arguments.module)
            if module is None:
                raise refusal_of(NotCounted("no-such-module"), arguments.module, None, {})
            print("\n".join(show_lines(module, counter.verdict(module), counter.place.settings)))
            return 0
        return _send(counter, arguments)


@dataclass(frozen=True, slots=True)
class _Counter:
    """Main as the publisher will see it, for a person with a module in hand."""

    place: Workplace
    world: Publishing
    main: Main

    @property
    def now(self) -> datetime:
        return self.place.clock.now()

    def module(self, name: str) -> Module | None:
        return module_at(self.place.git, self.main.commit, module_path(name), self.place.settings.authority.zone)

    def modules(self) -> Iterator[Module]:
        for entry in self.place.git.tree(self.main.commit, MODULES):
            name = module_id(entry.path)
            module = self.module(name) if name is not None else None
            if module is not None:
                yield module

    def verdict(self, module: Module) -> Verdict:
        main = self.main
        return verdict_of(main.git, main.commit, module.path, main.governance, now=self.now, reviews=main.reviews)


@contextmanager
def _counter(arguments: Namespace) -> Iterator[_Counter]:
    """Raises Refused where nobody knows what approvals rest on: there is neither a trust root nor a ledger."""
    arguments.trust_root = optional_trust_root(arguments)
    with open_workplace(arguments, needs_root=False) as opened:
        root = opened.root or _root_of_ledger(opened)
        if root is None:
            raise Refused(
                "Es gibt noch kein Sendebuch; ohne ist keine Freigabe zu prüfen und nichts zu senden.",
                "Die Betreuung öffnet es einmal: amtsfunk ledger open",
            )
        place = replace(opened, root=root)
        world = make_world(place, place.ledger, arguments, arguments.repository)
        main = Main(place.git, place.ledger.main, place.settings, world.governance(), world.setup.reviews)
        yield _Counter(place, world, main)


def _root_of_ledger(place: Workplace) -> str | None:
    """The root that the ledger names: good enough to tell a person what to expect, and nothing else rests on it."""
    line = next(iter(place.ledger.lines()), None)
    return getattr(line, "trust_root", None) or None


# ---------------------------------------------------------------- sending


def _send(counter: _Counter, arguments: Namespace) -> int:
    place, name, now = counter.place, arguments.module, counter.now.replace(microsecond=0)
    module = counter.module(name)
    if module is None:
        raise refusal_of(NotCounted("no-such-module"), name, None, {})
    person = person_of(find_key(place.git, arguments.key), place.settings.people, arguments.person)
    _refuse_off_duty(person, counter, now)
    not_after = until_of("--not-after", arguments.not_after, now, place.settings.authority.zone, _REACH)
    values = read_slots(arguments.slot, module)
    try:
        ready = prepare(counter.main, name, values, sent_module_id(name, now, "0000"), now)
    except NotCounted as refused:
        raise refusal_of(refused, name, module, values) from refused
    _refuse_repetition(counter, ready, arguments.repeat_of)
    print_ready(ready, values, place.settings, now, not_after)
    earlier = [post for post in sent_modules(place.git, place.ledger.tip, now - _JUST_NOW) if _module_of(post) == name]
    print("\n".join(("", *warnings(_stops(counter, ready, now), earlier, place.settings))))
    if not arguments.yes and not _agreed(person):
        print("Es wurde nichts gesendet.")
        return 1
    words = {**values, **({REPEATS: arguments.repeat_of} if arguments.repeat_of else {})}
    saying = Saying("module", name, words, ready.manifest, not_after)
    _, statement = say_it(place, arguments.remote, saying, arguments.key, arguments.person)
    post = sent_module_id(name, statement.not_before, statement.nonce)
    print(f"{person} sendet: {post}, bis {local(not_after, place.settings.authority.zone)} Uhr.")
    print("Hinaus geht es mit dem nächsten Lauf von „amtsfunk publish“, der die Unterschrift prüft.")
    print("Was daraus wurde, zeigt: amtsfunk status")
    return 0


def _refuse_off_duty(person: str, counter: _Counter, now: datetime) -> None:
    main = counter.main
    try:
        need_duty(person, main, now)
    except NotCounted as refused:
        if refused.reason == "not-on-duty":
            duty = people_on_duty(read_rota(main.git, main.commit, main.settings), main.settings, now)
            raise off_duty(person, duty) from refused
        raise no_approver(person) from refused


def _refuse_repetition(counter: _Counter, ready: Ready, repeats: str | None) -> None:
    """The publisher holds a text that is out already, unless the statement names the earlier post."""
    ledger = counter.place.ledger
    if repeats is not None and not (is_post_name(repeats) and counter.world.is_post(repeats)):
        raise NotFound(f"Einen Beitrag „{visible(repeats)}“ kennt das Sendebuch nicht.", "Siehe: amtsfunk status")
    for channel, payload in ready.payloads.items():
        content = content_digest(channel, payload)
        others = [post for post in ledger.posts_with(content) if post != repeats] if content is not None else []
        if others:
            label = counter.place.settings.channels[channel].label
            raise Refused(
                f"Genau diese Worte sind auf {label} schon erschienen: {others[-1]}.",
                f"Andere Angaben machen, etwa die Uhrzeit. Sollen sie wirklich noch einmal: --repeat-of {others[-1]}",
            )


def _stops(counter: _Counter, ready: Ready, now: datetime) -> tuple[Stop, ...]:
    """The stop that would keep the post back now, if any."""
    holding = (stop for stop in counter.world.stops(now) if stop.lifted_at is None)
    return tuple(stop for stop in holding if covers_kind(stop, ready.post, ready.verdict.kind))[:1]


def _module_of(post: PostState) -> str | None:
    sent = module_sent(post.post)
    return sent[0] if sent is not None else None


def _agreed(person: str) -> bool:
    if not sys.stdin.isatty():
        raise Refused("Niemand ist da, der zustimmt; es wurde nichts gesendet.", "Ohne Rückfrage senden: --yes")
    try:
        said = input(f"Jetzt so senden, als {person}? (ja/nein) [nein]: ")
    except EOFError:
        said = ""
    return said.strip().casefold() in ("ja", "j")
