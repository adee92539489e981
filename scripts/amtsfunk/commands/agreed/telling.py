"""What ``amtsfunk module`` shows: the modules, one module with its slots, and the filled texts as they go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from amtsfunk.approval.filling import fill_text, measures_of
from amtsfunk.approval.reasons import explain
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.agreed.refusing import slot_form
from amtsfunk.commands.agreed.reviewing import sender_of
from amtsfunk.commands.previewing.text import print_views
from amtsfunk.commands.previewing.views import ChannelView, PartView
from amtsfunk.commands.publishing.modules import Ready, latest_of
from amtsfunk.commands.publishing.texts import local
from amtsfunk.delivery.state import PostState, Stop
from amtsfunk.model.module import Module
from amtsfunk.model.module_post import post_of
from amtsfunk.model.settings import Settings
from amtsfunk.pages.office import send_command
from amtsfunk.report.safe import visible


def list_lines(modules: Sequence[tuple[Module, Verdict]], now: datetime, settings: Settings) -> Iterator[str]:
    """One line a module: its name, its title, and whether it could be sent today."""
    today = now.astimezone(settings.authority.zone).date()
    width = max((len(module.id) for module, _ in modules), default=0)
    for module, verdict in modules:
        sendable = module.head.valid_on(today) and verdict.approved
        state = "bereit" if sendable else "nicht freigegeben" if module.head.valid_on(today) else "gilt heute nicht"
        yield visible(f"{module.id:<{width}}  {state:<17}  {module.title}")
    if not modules:
        yield "Es gibt noch keine Module. So entsteht eines: amtsfunk new module"


def show_lines(module: Module, verdict: Verdict, settings: Settings) -> Iterator[str]:
    """One module with its words, its slots, and the command that sends it."""
    head = module.head
    labels = [settings.channels[name].label for name in head.channels if name in settings.channels]
    yield f"{visible(module.title)} ({module.id})"
    yield f"Kanäle: {', '.join(labels)}"
    until = f"gültig bis {head.valid_until:%d.%m.%Y}"
    yield f"Abgestimmt am {head.agreed_on:%d.%m.%Y} mit {', '.join(head.agreed_by)}, {until}"
    if verdict.approved:
        yield f"Freigegeben von {', '.join(verdict.approvers)}"
    else:
        yield "Nicht freigegeben:"
        yield from (f"  – {explain(refusal)}" for refusal in verdict.refusals)
    for part in module.all_parts():
        yield ""
        yield from (f"  {visible(line)}" for line in part.text.split("\n"))
    yield ""
    for name, slot in head.slots.items():
        yield visible(f"{{{name}}}: {slot_form(slot)}")
    yield f"Senden: {send_command(module)}"


def print_ready(ready: Ready, values: dict[str, str], settings: Settings, now: datetime, not_after: datetime) -> None:
    """The filled texts on every channel, exactly as they go out, with counts."""
    latest = latest_of(ready.module, settings, now, not_after)
    post = post_of(ready.module, lambda text: fill_text(text, values), publish_at=now, latest=latest)
    manifest = ready.verdict.manifest
    if manifest is not None:
        views = [
            ChannelView(post, name, manifest, _parts(payload, settings)) for name, payload in ready.payloads.items()
        ]
        print_views(views, settings, now, "de")


def _parts(payload: dict[str, Any], settings: Settings) -> tuple[PartView, ...]:
    return tuple(PartView(part, tuple(measures)) for part, measures in measures_of(payload, settings))


def warnings(stops: Sequence[Stop], earlier: Sequence[PostState], settings: Settings) -> Iterator[str]:
    """What somebody in a hurry overlooks: a stop that holds, and that a colleague sent the same module just now."""
    for stop in stops:
        yield f"Achtung: Es gilt ein Stopp ({stop.id}). Solange er gilt, geht auch dies nicht hinaus: amtsfunk resume"
    for post in earlier:
        if post.captured is not None:
            when = local(post.captured.at, settings.authority.zone)
            yield f"Achtung: Dieses Modul wurde schon gesendet, {when} Uhr, von {sender_of(post)} ({post.post})."
