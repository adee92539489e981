"""``amtsfunk forge workflows``: the parts of the workflows that follow from the settings, between their marks.

``schedule`` comes from the posting windows (``plans/hours.yml``), ``credentials`` from the channels with ``via: api``.
Without ``--write`` it only says whether the files are as they should be; a change there needs two stewards.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from amtsfunk.channels.adapters import adapter_of
from amtsfunk.channels.networks import network_of
from amtsfunk.commands.repository import read_settings
from amtsfunk.delivery.timetable import Timetable, timetable
from amtsfunk.effects.vault import variable_of
from amtsfunk.model.channel import Via
from amtsfunk.model.errors import EffectFailed, NotFound
from amtsfunk.model.settings import Settings

FOLDER = ".github/workflows"
MINUTES_A_RUN = 2
"""How long a run without anything to do takes on a forge's machine, rounded up: fetching, installing, looking."""
NIGHTLY_MINUTES = 2 * MINUTES_A_RUN
"""Of ``governance.yml``: one job that looks and one that says."""
_MARKED = re.compile(r"(?m)^( *)# amtsfunk: (schedule|credentials)\b.*\n(?s:.*?)^ *# amtsfunk: end\n")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="die Dateien ändern, statt es nur zu sagen")


def run(arguments: Namespace) -> int:
    """0: everything is as it should be (now); 1: a file differs from the settings."""
    root = arguments.repository.resolve()
    settings = read_settings(root, "ohne sie gibt es keinen Zeitplan")
    differing = dict(outdated(root, settings))
    for file, text in differing.items():
        if arguments.write:
            _write(file, text)
        said = "neu geschrieben" if arguments.write else "passt nicht zu den Einstellungen"
        print(f"{file.relative_to(root)}: {said}")
    if not differing:
        print("Die Abläufe passen zu den Einstellungen.")
    elif not arguments.write:
        print("  → amtsfunk forge workflows --write, dann als Änderung vorschlagen")
    if settings.hours is not None:
        print(price(timetable(settings.hours)))
    return int(bool(differing) and not arguments.write)


def price(plan: Timetable) -> str:
    """What looking costs where runs are billed, in a sentence."""
    minutes, nights = plan.billed_minutes(MINUTES_A_RUN), 31 * NIGHTLY_MINUTES
    return (
        f"Der Zeitplan sieht {plan.runs_a_week} Mal in der Woche nach. In einem privaten Repository sind das etwa "
        f"{minutes} abgerechnete Minuten im Monat, die Nachtprüfung braucht noch einmal {nights}. Dazu kommt jeder "
        "Vorschlag, jede Zusammenführung und jede Sendung."
    )


def outdated(root: Path, settings: Settings) -> Iterator[tuple[Path, str]]:
    """Files whose marked parts differ from the settings, and what they should be. Raises NotFound without any."""
    files = sorted((root / FOLDER).glob("*.yml"))
    if not files:
        raise NotFound(f"In {FOLDER} liegt kein Ablauf.", "Bitte aus dem Programm übernehmen.")
    for file in files:
        text = file.read_text(encoding="utf-8")
        wanted = filled_in(text, settings)
        if wanted != text:
            yield file, wanted


def filled_in(text: str, settings: Settings) -> str:
    """A workflow with its marked parts made from the settings."""

    def part(match: re.Match[str]) -> str:
        indent, name = match[1], match[2]
        head = match[0].split("\n", 1)[0]
        lines = "".join(f"{indent}{line}\n" for line in _PARTS[name](settings))
        return f"{head}\n{lines}{indent}# amtsfunk: end\n"

    return _MARKED.sub(part, text)


def _schedule(settings: Settings) -> Iterator[str]:
    if settings.hours is None:
        return
    yield "schedule:"
    for line in timetable(settings.hours).lines:
        yield f'  - cron: "{line}"'
        yield f"    timezone: {settings.authority.time_zone}"


def credential_names(settings: Settings) -> Iterator[str]:
    """The variable of every credential that an open channel may have."""
    for name, channel in sorted(settings.channels.items()):
        if channel.via is not Via.api or channel.closed:
            continue
        adapter = adapter_of(channel.via.value, network_of(channel.network).adapter)
        for secret in dict.fromkeys(one for alternative in adapter.secrets for one in alternative):
            yield variable_of(name, secret)


def _credentials(settings: Settings) -> Iterator[str]:
    """Each by its own name: a secret that is absent is empty."""
    for variable in credential_names(settings):
        yield f"{variable}: ${{{{ secrets.{variable} }}}}"


_PARTS: Mapping[str, Callable[[Settings], Iterator[str]]] = {"schedule": _schedule, "credentials": _credentials}


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EffectFailed(f"{file} lässt sich nicht schreiben: {error.strerror}.") from error
