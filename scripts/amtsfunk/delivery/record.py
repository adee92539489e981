"""What the ledger knows of one post, as the export tells it. Pure: lines in, index entry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from amtsfunk.delivery.events import Captured, Event, Redacted, format_time
from amtsfunk.delivery.state import Lane, PostState
from amtsfunk.delivery.state import Step as StepState
from amtsfunk.model.record import DeliveryTold, Step, StoredFile, StoredPayload, Version

Place = Callable[[int, str], str | None]
"""Number of the version, path or digest → where it is stored in the package; None: it is not."""


def captures(lines: Sequence[Event]) -> tuple[Captured, ...]:
    """Every approval that was captured, the oldest first: each is a version."""
    return tuple(line for line in lines if isinstance(line, Captured))


def redacted_payloads(lines: Sequence[Event]) -> frozenset[str]:
    return frozenset(line.payload for line in lines if isinstance(line, Redacted))


def nonces(lines: Sequence[Event]) -> tuple[str, ...]:
    """Of the statements that people signed about the post, the one that made it of a module among them."""
    found = [getattr(line, "nonce", None) for line in lines]
    found += [line.evidence.get("module", {}).get("nonce") for line in lines if isinstance(line, Captured)]
    return tuple(dict.fromkeys(str(nonce) for nonce in found if nonce))


def tell_version(number: int, captured: Captured, place: Place, approval: StoredFile | None) -> Version:
    return Version(
        number=number,
        captured_at=format_time(captured.at),
        revision=captured.revision,
        commit=captured.commit,
        manifest=captured.manifest,
        approvers=list(captured.approvers),
        evidence=dict(captured.evidence),
        bindings=[dict(binding) for binding in captured.bindings],
        files=[
            StoredFile(
                path=str(file["path"]),
                sha256=str(file["sha256"]),
                size=int(file["size"]),
                stored=place(number, str(file["path"])),
            )
            for file in captured.files
        ],
        payloads=[
            StoredPayload(channel=channel, sha256=digest, stored=place(number, digest))
            for channel, digest in sorted(captured.payloads.items())
        ],
        approval=approval,
    )


def tell_deliveries(state: PostState, versions: Sequence[Version]) -> list[DeliveryTold]:
    """One row a channel, by name."""
    return [_tell_lane(lane, versions) for _, lane in sorted(state.lanes.items())]


def _tell_lane(lane: Lane, versions: Sequence[Version]) -> DeliveryTold:
    claim = lane.steps[0].claim
    sent = [
        version
        for version in versions
        if claim and any(one.channel == lane.name and one.sha256 == claim.payload for one in version.payloads)
    ]
    network = [
        str(binding.get("network", ""))
        for version in versions
        for binding in version.bindings
        if binding.get("channel") == lane.name
    ]
    return DeliveryTold(
        channel=lane.name,
        network=network[-1] if network else "",
        version=sent[-1].number if sent else None,
        steps=[_tell_step(step) for step in lane.steps],
        corrected_by=lane.corrected_by,
        withdrawn_by=lane.withdrawn_by,
        redacted=lane.redacted,
    )


def _tell_step(step: StepState) -> Step:
    accepted = step.accepted
    return Step(
        number=step.number,
        status=step.status.value,
        accepted_at=format_time(accepted.at) if accepted else None,
        address=accepted.address if accepted else None,
        remote_id=accepted.remote_id if accepted else None,
        how=accepted.how if accepted else None,
    )
