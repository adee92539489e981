"""``amtsfunk drill [SCENARIO]``: walk the way through a crisis where nothing can happen, and see how long it takes.

Without a scenario it lists those of the crisis handbook. Whatever it makes lies in one temporary folder that is gone
afterwards; the minutes of the drill are printed, or written where ``--write`` says.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from amtsfunk.commands.drilling.cast import choose_cast, choose_words
from amtsfunk.commands.drilling.founding import found
from amtsfunk.commands.drilling.ground import Ground, leaving_nothing
from amtsfunk.commands.drilling.walk import Walk
from amtsfunk.commands.repository import find_root, moment, read_settings
from amtsfunk.effects.files import list_tree, read_file
from amtsfunk.model.crisis import Crisis, Scenario
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.office import Office
from amtsfunk.model.settings import Settings
from amtsfunk.report.drill import Drill, render_drill
from amtsfunk.report.safe import visible
from amtsfunk.source.office import belongs_to_office, parse_office
from amtsfunk.source.paths import CRISIS, MODULES, ROTA

_OTHERWISE = "so lässt sich keine Krise üben"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="LAGE", nargs="?", help="Kurzname aus plans/crisis.yml (ohne: alle zeigen)")
    parser.add_argument(
        "--by-itself", action="store_true", help="niemanden fragen; das Programm tut jeden Schritt selbst"
    )
    parser.add_argument("--write", metavar="DATEI", type=Path, help="die Niederschrift (Markdown) hierhin schreiben")
    parser.add_argument("--repository", metavar="ORDNER", help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als begänne die Übung zu diesem Zeitpunkt")


def run(arguments: Namespace) -> int:
    """0: listed, or everything was there and in time; 1: something was missing or too slow."""
    root = find_root(arguments.repository)
    settings = read_settings(root, _OTHERWISE)
    office = _read_office(root, settings)
    crisis = office.crisis
    if crisis is None or not crisis.scenarios:
        raise NotFound("Es gibt noch keinen Krisenplan, nach dem man üben könnte.", f"Er steht in {CRISIS}.")
    now = moment(arguments.now, settings.authority)
    if arguments.scenario is None:
        print("\n".join(_list(crisis, office, settings, now)))
        return 0
    scenario = crisis.scenarios.get(arguments.scenario)
    if scenario is None:
        raise NotFound(
            f"Eine Lage „{visible(arguments.scenario)}“ steht nicht im Krisenplan.", "Alle zeigen: amtsfunk drill"
        )
    if not arguments.by_itself and not sys.stdin.isatty():
        raise UsageError(
            "Hier ist niemand, der die Schritte geht (keine Eingabe).",
            f"Soll das Programm sie selbst gehen: amtsfunk drill {arguments.scenario} --by-itself",
        )
    _refuse_present(arguments.write)
    drill = _drill(root, settings, office, crisis, arguments, now)
    minutes = render_drill(drill)
    if arguments.write is None:
        print(f"\n{minutes}", end="")
    else:
        arguments.write.parent.mkdir(parents=True, exist_ok=True)
        arguments.write.write_text(minutes, encoding="utf-8")
        print(f"\nDie Niederschrift steht in {arguments.write}.")
    return 0 if drill.went_well else 1


def _read_office(root: Path, settings: Settings) -> Office:
    names = [
        path
        for path in list_tree(root).files
        if path in (CRISIS, ROTA) or (path.startswith(MODULES) and belongs_to_office(path))
    ]
    return parse_office({path: read_file(root, path) for path in names}, settings.authority.zone).office


def _refuse_present(target: Path | None) -> None:
    """Before an hour of drilling, not after it."""
    if target is not None and (target.exists() or target.suffix != ".md"):
        raise Refused(
            f"Nach {target} lässt sich die Niederschrift nicht schreiben: Nötig ist eine neue Datei auf „.md“.",
            "Zum Beispiel: --write build/krisenuebung.md",
        )


def _list(crisis: Crisis, office: Office, settings: Settings, now: datetime) -> Iterator[str]:
    titles = {level.id: level.title for level in crisis.levels}
    width = max(len(name) for name in crisis.scenarios)
    yield "Diese Lagen stehen im Krisenplan:"
    for name, scenario in crisis.scenarios.items():
        words = choose_words(name, scenario, office, settings, now)
        first = f"Modul „{words.first.title}“" if words.first is not None else "kein Modul für die erste Meldung"
        yield visible(f"  {name:<{width}}  {scenario.title} ({titles.get(scenario.level, scenario.level)}; {first})")
    yield "Üben: amtsfunk drill LAGE"


def _drill(  # noqa: PLR0913, PLR0917 - what a drill is made of
    root: Path, settings: Settings, office: Office, crisis: Crisis, arguments: Namespace, now: datetime
) -> Drill:
    name, scenario = arguments.scenario, crisis.scenarios[arguments.scenario]
    cast, short = choose_cast(settings, office, now)
    words = choose_words(name, scenario, office, settings, now)
    print(f"Übung: {visible(scenario.title)}. Alles geschieht in einem eigenen Ordner; hinaus kann nichts.", flush=True)
    print("Die Übung wird vorbereitet …", flush=True)
    with leaving_nothing() as folder:
        ground = Ground(folder, now.replace(microsecond=0))
        found(ground, root, settings, cast, words.modules)
        walk = Walk(ground, settings, crisis, scenario, cast, words, arguments.by_itself)
        walk.go()
    day = now.astimezone(settings.authority.zone).date()
    misses = tuple(dict.fromkeys((*short, *words.misses, *walk.misses)))
    return Drill(scenario.title, _level(crisis, scenario), day, arguments.by_itself, tuple(walk.steps), misses)


def _level(crisis: Crisis, scenario: Scenario) -> str:
    return next((level.title for level in crisis.levels if level.id == scenario.level), scenario.level)
