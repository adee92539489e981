"""The steps of a drill, one after the other: what to do, who, with which command, how long it took, whether it held."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from shlex import quote

from amtsfunk.commands.agreed.refusing import slot_form
from amtsfunk.commands.drilling.cast import Cast, Words
from amtsfunk.commands.drilling.founding import PLANNED, channels_used, post_text
from amtsfunk.commands.drilling.ground import OUT, Ground
from amtsfunk.model.crisis import Crisis, CrisisStep, Scenario
from amtsfunk.model.module import Module, fits_slot
from amtsfunk.model.settings import Settings
from amtsfunk.report.drill import STEPS, Taken
from amtsfunk.report.safe import visible

_FAST = "uebung-erste-meldung"
_FOUR = {
    "Was ist los?": "Das ist eine Übung der Pressestelle.",
    "Wo?": "Sie findet nur in einem Ordner auf diesem Rechner statt.",
    "Was sollen die Menschen jetzt tun?": "Bitte tun Sie nichts.",
    "Wann kommt Neues?": "In einer Stunde melden wir uns wieder.",
}


@dataclass(slots=True)
class Walk:
    """``by_itself``: nobody is asked. ``steps`` and ``misses`` fill as the drill goes on."""

    ground: Ground
    settings: Settings
    crisis: Crisis
    scenario: Scenario
    cast: Cast
    words: Words
    by_itself: bool
    steps: list[Taken] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def go(self) -> None:
        todo = plan_of(self.scenario)
        acts: dict[CrisisStep, Callable[[], bool]] = {
            CrisisStep.stop: self._stop,
            CrisisStep.contacts: self._contacts,
            CrisisStep.module: self._module,
            CrisisStep.fast_lane: self._fast_lane,
            CrisisStep.follow_up: self._follow_up,
            CrisisStep.lift: self._lift,
        }
        self.ground.begin()
        for number, step in enumerate(todo, start=1):
            title, who = STEPS[step]
            target = self.crisis.targets.get(step)
            goal = f", Ziel: {target} Minuten" if target else ""
            _print(f"\nSchritt {number} von {len(todo)}: {title}\n  Wer: {who}{goal}")
            began = self.ground.now
            measured = acts[step]()
            took = self.ground.now - began if measured else None
            self.steps.append(Taken(step, took, target))
            if took is not None:
                _print(f"  Gebraucht: {_said(took)}")

    # ------------------------------------------------------------------ steps: each returns whether it can be measured

    def _stop(self) -> bool:
        self._press(f"amtsfunk hold {self._scope}")
        done = self._do("hold", self._scope, "--reason", "Übung", "--key", self.ground.key(self.cast.duty))
        self._publish()
        if self.ground.channels_of(PLANNED, OUT):
            self.misses.append("Der Stopp hat nicht gehalten: Ein geplanter Beitrag ging trotzdem hinaus.")
        elif not self.ground.channels_of(PLANNED, ("captured",)):
            self.misses.append("Ob der Stopp hält, ließ sich nicht prüfen: Der geplante Beitrag wurde nicht erfasst.")
        elif done:
            _print("  Geprüft: Ein Beitrag, der in dieser Minute geplant war, blieb stehen.")
        return done

    def _contacts(self) -> bool:
        for step in self.scenario.first_steps:
            _print(f"  · {visible(step)}")
        contacts = self.crisis.contacts
        for number, contact in enumerate(contacts, start=1):
            _print(f"  {number}. {visible(contact.function)}: {visible(contact.reach)}")
        if not contacts:
            self.misses.append("Im Krisenplan steht kein Kontakt.")
        if self.by_itself:
            _print("  Das können nur Menschen; im Selbstlauf wird es nicht gemessen.")
            return False
        said = _ask("  Wessen Nummer war nicht zu finden? (Nummern, oder Enter: alle da) ")
        for number, contact in enumerate(contacts, start=1):
            if str(number) in said.replace(",", " ").split():
                self.misses.append(f"Kontakt nicht gefunden: {contact.function}.")
        return True

    def _module(self) -> bool:
        return self._send(self.words.first, "Kein Modul; die erste Meldung geht im Eilweg.")

    def _fast_lane(self) -> bool:
        ground, sandbox = self.ground, self.ground.sandbox
        sentences = [self._sentence(question, usual) for question, usual in _FOUR.items()]
        self._press(f"amtsfunk approve {_FAST}")
        path = f"content/posts/{ground.start.astimezone(self.settings.authority.zone):%Y/%m}/{_FAST}.md"
        text = post_text(self.settings, "crisis", "after approval", " ".join(sentences))
        sandbox.branch("eilweg")
        (sandbox.clone / path).parent.mkdir(parents=True, exist_ok=True)
        (sandbox.clone / path).write_text(text, encoding="utf-8")
        sandbox.commit(sandbox.actor(self.cast.writer), "Übung: Erste Meldung", ground.now, [path])
        if not self._do("approve", _FAST, "--key", ground.key(self.cast.duty)):
            return False
        sandbox.commit(sandbox.actor(self.cast.duty), "Übung: Freigabe", ground.now, ["content"])
        sandbox.merge(sandbox.actor(self.cast.duty), "eilweg", ground.now)
        self._publish()
        return self._is_out(_FAST, channels_used(self.settings), "Die Meldung im Eilweg")

    def _follow_up(self) -> bool:
        sent = self.words.all_clear is not None or not self.scenario.stop or self.scenario.total
        if self.words.all_clear is not None:
            sent = self._send(self.words.all_clear, "")
        self._do("status")
        _print("  Danach, innerhalb einer Woche: Was ging ohne zweite Person hinaus? Was fehlte?")
        return sent

    def _lift(self) -> bool:
        self._press("amtsfunk resume")
        done = self._do("resume", self._scope, "--key", self.ground.key(self.cast.second))
        self._publish()
        if self.ground.channels_of(PLANNED, OUT):
            self.misses.append("Nach dem Aufheben ging ein überholter Beitrag hinaus.")
        code, said = self.ground.say("resume")
        if code or "Es gilt kein Stopp" not in said:
            self.misses.append("Der Stopp gilt nach dem Aufheben noch immer.")
            return False
        if done:
            _print("  Geprüft: Es gilt kein Stopp mehr, und was überholt war, ging nicht mehr hinaus.")
        return done

    # ------------------------------------------------------------------ helpers

    @property
    def _scope(self) -> str:
        return "total" if self.scenario.total else "all"

    def _send(self, module: Module | None, otherwise: str) -> bool:
        if module is None:
            _print(f"  {otherwise}")
            return False
        _print(f"  Modul: {visible(module.title)}")
        slots = [word for name in module.head.slots for word in ("--slot", f"{name}={self._value(module, name)}")]
        spoken = " ".join(quote(visible(word)) for word in slots)
        self._press(f"amtsfunk module send {module.id} {spoken}".rstrip())
        if not self._do("module", "send", module.id, *slots, "--yes", "--key", self.ground.key(self.cast.duty)):
            return False
        self._publish()
        return self._is_out(f"{module.id}-", module.head.channels, f"Das Modul „{module.title}“")

    def _is_out(self, post: str, channels: Sequence[str], what: str) -> bool:
        """On every channel, by the ledger's word."""
        out = self.ground.channels_of(post, OUT)
        missing = [self.settings.channels[name].label for name in channels if name not in out]
        if missing:
            self.misses.append(f"{what} ging nicht hinaus: {', '.join(missing)}.")
            return False
        _print("  Geprüft: Laut Sendebuch der Übung ist es auf allen Kanälen hinausgegangen.")
        return True

    def _value(self, module: Module, name: str) -> str:
        slot = module.head.slots[name]
        local = self.ground.now.astimezone(self.settings.authority.zone)
        usual = slot[0] if isinstance(slot, tuple) else f"{local:%H:%M}" if slot == "time" else "3"
        while not self.by_itself:
            said = _ask(f"  {visible(name)}, {visible(slot_form(slot))} [{visible(usual)}]: ") or usual
            if fits_slot(slot, said):
                return said
            _print("  Das ist dort nicht vorgesehen.")
        return usual

    def _sentence(self, question: str, usual: str) -> str:
        return usual if self.by_itself else _ask(f"  {question} ") or usual

    def _press(self, command: str) -> None:
        _print(f"  Befehl: {command}")
        if not self.by_itself:
            _ask("  Enter: Die Übung führt ihn aus. ")

    def _do(self, *words: str) -> bool:
        code, said = self.ground.say(*words)
        for line in said.strip("\n").splitlines() if code or words[0] != "status" else ():
            _print(f"    {visible(line.rstrip())}")
        if code and words[0] != "status":
            self.misses.append(f"„amtsfunk {words[0]}“ ist gescheitert: {_why(code, said)}")
        return not code

    def _publish(self) -> None:
        """The publisher's next run. 1 says that something was held or missed, which is looked at here."""
        code, said = self.ground.publish()
        if code > 1:
            self.misses.append(f"Das Veröffentlichen ist gescheitert: {_why(code, said)}")


def plan_of(scenario: Scenario) -> tuple[CrisisStep, ...]:
    """The steps in order. Under a total stop nothing goes out before it is lifted."""
    stop, lift = (CrisisStep.stop,), (CrisisStep.lift,)
    words = (CrisisStep.module, CrisisStep.fast_lane, CrisisStep.follow_up)
    if not scenario.stop:
        return (CrisisStep.contacts, *words)
    if scenario.total:
        return (*stop, CrisisStep.contacts, *lift, *words)
    return (*stop, CrisisStep.contacts, *words, *lift)


def _why(code: int, said: str) -> str:
    """The first line of what a verb said, else its exit code."""
    first = next((line for line in said.splitlines() if line.strip()), f"Rückgabewert {code}")
    return first.removeprefix("amtsfunk: ")


def _said(took: timedelta) -> str:
    minutes, seconds = divmod(int(took.total_seconds()), 60)
    return f"{minutes} Min. {seconds} Sek." if minutes else f"{seconds} Sek."


def _print(line: str) -> None:
    print(line, flush=True)


def _ask(question: str) -> str:
    """One line. No more input is as much as Ctrl-C: nobody is there any more."""
    try:
        return input(question).strip()
    except EOFError:
        raise KeyboardInterrupt from None
    finally:
        sys.stdout.flush()
