"""What redaction does, leaves and asks of people, in German, before and after it was done."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from amtsfunk.commands.publishing.texts import local
from amtsfunk.commands.redacting.left import Left
from amtsfunk.delivery.redaction import is_unsent
from amtsfunk.delivery.state import Lane, PostState
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible


def what_goes(state: PostState, lanes: Sequence[Lane], settings: Settings) -> Iterator[str]:
    yield f"Was bei „{visible(state.post)}“ geschieht:"
    yield f"  – Überschrift, Wortlaut und Bildbeschreibungen gehen aus dem Sendebuch: {_labels(lanes, settings)}."
    if any(lane.steps[0].is_out for lane in lanes):
        yield "  – Im öffentlichen Archiv steht an seiner Stelle, wann und warum er entfernt wurde. Überschrift, Text"
        yield "    und Bilder gehen dort, ebenso aus Feeds und Suche."
    unsent = [lane for lane in lanes if is_unsent(lane)]
    if unsent:
        yield f"  – Noch nicht hinausgegangen und damit abgesagt: {_labels(unsent, settings)}."
    yield "  – Er geht nie mehr hinaus, auch nicht als Wiederholung."


def what_stays(state: PostState, lanes: Sequence[Lane], settings: Settings) -> Iterator[str]:
    yield "Was bleibt:"
    yield "  – Der Nachweis: Prüfsummen, Zeiten, Kanäle, wer freigab und wer dies hier entschied."
    yield f"  – Der Name „{visible(state.post)}“ in der festen Adresse."
    if state.title:  # a line of before decision 0085
        yield "  – Die Überschrift in einer älteren Zeile des Sendebuchs. Die Website zeigt sie nicht mehr."
    chosen = {lane.name for lane in lanes}
    others = [lane for lane in state.lanes.values() if lane.name not in chosen and lane.redacted is None]
    if others:
        yield f"  – Der Wortlaut auf anderen Kanälen: {_labels(others, settings)}. Ohne --channel geht auch er."


def by_hand(state: PostState, lanes: Sequence[Lane], settings: Settings, left: Left) -> Iterator[str]:
    """What only people can do, numbered."""
    steps = [*_on_networks(lanes, settings), *_on_main(left), *_elsewhere(state, left)]
    yield "Was nur Menschen können:"
    for number, step in enumerate(steps, start=1):
        head, *more = step
        yield f"  {number}. {head}"
        yield from (f"     {line}" for line in more)


def done_already(state: PostState, lanes: Sequence[Lane], settings: Settings) -> Iterator[str]:
    """Said where nothing is left to sign."""
    for lane in lanes:
        if lane.redacted_at is not None:
            when = local(lane.redacted_at, settings.authority.zone)
            yield f"{visible(state.post)} auf {_label(lane, settings)}: Inhalt entfernt am {when}."
            yield f"  Öffentlicher Grund: {visible(lane.redacted or '')}"


def _on_networks(lanes: Sequence[Lane], settings: Settings) -> Iterator[list[str]]:
    places = [
        f"{_label(lane, settings)}: {visible(step.accepted.address or 'Adresse unbekannt, bitte dort suchen')}"
        for lane in lanes
        if not _is_site(lane, settings)
        for step in lane.steps
        if step.accepted is not None
    ]
    if places:
        yield ["Auf den Netzwerken löschen, von Hand oder mit einer Rücknahme (Handbuch, „Zurückziehen“):", *places]


def _on_main(left: Left) -> Iterator[list[str]]:
    if left.files:
        yield ["Diese Dateien auf einem Zweig löschen und zusammenführen lassen:", f"git rm {shlex.join(left.files)}"]
    if left.shared:
        yield ["Diese Bilder nennen auch andere Beiträge; bitte ansehen, ob sie weg müssen:", *left.shared]


def _elsewhere(state: PostState, left: Left) -> Iterator[list[str]]:
    if left.posts:
        yield ["Diese Beiträge sagen dasselbe oder handeln davon; bitte ansehen:", ", ".join(map(visible, left.posts))]
    yield ["Auf der Plattform: Pull Request und Kommentare zeigen Text und Bild; bearbeiten oder löschen lassen."]
    yield [f"Übergaben auf Rechnern (build/manual/{visible(state.post)}), Sicherungen, Postfächer des Teams."]
    yield ["Suchmaschinen und Webarchive um Löschung bitten. Was andere geteilt haben, holt niemand zurück."]
    yield ["Frühere Fassungen in Git. Müssen auch sie weg: Handbuch, „Betrieb“, Abschnitt „Löschen“."]


def _labels(lanes: Sequence[Lane], settings: Settings) -> str:
    return ", ".join(_label(lane, settings) for lane in lanes)


def _label(lane: Lane, settings: Settings) -> str:
    channel = settings.channels.get(lane.name)
    return channel.label if channel is not None else lane.name


def _is_site(lane: Lane, settings: Settings) -> bool:
    channel = settings.channels.get(lane.name)
    return channel is not None and channel.network == "website"
