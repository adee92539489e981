"""What is known of a delivery that waits for a person's word, in German: state, tries, where to look, the risk."""

from __future__ import annotations

from dataclasses import dataclass

from amtsfunk.commands.publishing.advice import address_of, anchor_of
from amtsfunk.commands.publishing.texts import lane_text, local, reason_text
from amtsfunk.delivery.state import Lane, PostState, Status, Step
from amtsfunk.model.channel import Channel
from amtsfunk.model.settings import Settings
from amtsfunk.report.safe import visible


@dataclass(frozen=True, slots=True)
class Held:
    """One held delivery. ``channel`` None: it is no longer in the settings; ``heading``: the post's."""

    post: PostState
    lane: Lane
    channel: Channel | None
    heading: str = ""

    @property
    def step(self) -> Step:
        return self.lane.current

    @property
    def may_be_out(self) -> bool:
        """Whether a try stands whose end nobody knows, or an answer came after it had been decided otherwise."""
        return self.step.standing or self.step.strays > 0

    @property
    def label(self) -> str:
        return self.channel.label if self.channel is not None else self.lane.name


def held_lanes(post: PostState, settings: Settings, heading: str = "") -> tuple[Held, ...]:
    lanes = (lane for _, lane in sorted(post.lanes.items()) if lane.current.status is Status.held)
    return tuple(Held(post, lane, settings.channels.get(lane.name), heading) for lane in lanes)


def describe(held: Held, settings: Settings) -> tuple[str, ...]:
    """The lines that a person reads before deciding."""
    zone, step = settings.authority.zone, held.step
    title = f" „{visible(held.heading)}“" if held.heading else ""
    since = f" seit {local(step.since, zone)}" if step.since else ""
    lines = [
        f"{held.post.post}{title} auf {held.label}",
        f"  Stand:          {lane_text(held.lane)}{since}",
        f"  Warum:          {visible(reason_text(step.reason))}",
        f"  Versuche:       {_tries(held, settings)}",
        f"  Dort nachsehen: {_where(held.channel)}",
        f"  Noch einmal?    {_risk(held)}",
    ]
    link = address_of(settings.authority, anchor_of(step.status, step.reason))
    return (*lines, *([f"  Was tun:        {link}"] if link else []))


def commands_for(held: Held) -> tuple[str, ...]:
    """What can be typed now, each with what it means."""
    word = f"amtsfunk settle {held.post.post} {held.lane.name}"
    looked = " --looked" if held.may_be_out else ""
    lines = [
        f"  {word} --again{looked}    (steht nicht dort: noch einmal senden)",
        f"  {word} --give-up    (soll nicht mehr hinaus)",
    ]
    return (f"  {word} --published ADRESSE    (steht schon dort)", *lines) if held.may_be_out else tuple(lines)


def _tries(held: Held, settings: Settings) -> str:
    claim, step = held.step.claim, held.step
    if claim is None or not step.unreleased:
        return "noch keiner, es ging nichts hinaus"
    number = "einer" if step.claims == 1 else str(step.claims)
    part = f", Teil {step.number} von {len(held.lane.steps)}" if len(held.lane.steps) > 1 else ""
    return f"{number}, zuletzt am {local(claim.at, settings.authority.zone)}{part}"


def _where(channel: Channel | None) -> str:
    if channel is None:
        return "der Kanal steht nicht mehr in plans/channels.yml"
    return channel.address or f"https://{channel.host}/"


def _risk(held: Held) -> str:
    if held.step.strays:
        return "Vielleicht ist er schon erschienen, sogar zweimal. Bitte erst dort nachsehen."
    if held.step.reason == "unrecorded":
        return "Vielleicht hat ihn schon jemand veröffentlicht. Bitte erst dort nachsehen, sonst steht er doppelt da."
    if held.may_be_out:
        return "Vielleicht ist er schon erschienen. Bitte erst dort nachsehen, sonst steht er doppelt da."
    return "Ohne Gefahr: Von diesem Teil ist nichts hinausgegangen."
