"""Rules over what the networks take: length as each counts it, number of pictures, alternative texts (R23, BITV)."""

from __future__ import annotations

from amtsfunk.channels import network_of
from amtsfunk.channels.limits import Measure, measure_part
from amtsfunk.model.post import Part
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.references import all_parts


def find_too_long(case: PostCase) -> Hits:
    """One finding a part and limit, naming every channel that it is too long for, at the part's first line."""
    for part, channels in _parts_with_channels(case):
        over: dict[Measure, list[str]] = {}
        for name, network, warning in channels:
            for measure in measure_part(network, part.text, content_warning=warning, pictures=len(part.pictures)):
                if measure.exceeded:
                    over.setdefault(measure, []).append(name)
        for measure, names in over.items():
            yield (
                case.line(part.line),
                {
                    "channels": ", ".join(names),
                    "channel": names[0],
                    "length": str(measure.length),
                    "limit": str(measure.limit),
                    "over": str(measure.length - measure.limit),
                    "unit": measure.unit,
                },
            )


def find_too_many_pictures(case: PostCase) -> Hits:
    for part, channels in _parts_with_channels(case):
        if len(part.pictures) < 2:
            continue
        for name, network, _ in channels:
            limit = network_of(network).media.pictures
            if len(part.pictures) > limit:
                extra = part.pictures[limit]
                values = {"channel": name, "count": str(len(part.pictures)), "limit": str(limit)}
                yield case.line(extra.line, extra.column), values


def find_missing_alt_text(case: PostCase) -> Hits:
    for part in all_parts(case):
        for picture in part.pictures:
            if not picture.alt.strip():
                yield case.line(picture.line, picture.column), {"file": picture.file}


def find_too_long_alt_text(case: PostCase) -> Hits:
    for part, channels in _parts_with_channels(case):
        for picture in part.pictures:
            length = len(picture.alt)
            tight = [(network_of(network).media.alt, name) for name, network, _ in channels]
            over = [(limit, name) for limit, name in tight if 0 < limit < length]
            if over:
                limit, name = min(over)
                values = {"file": picture.file, "channel": name, "length": str(length), "limit": str(limit)}
                yield case.line(picture.line, picture.column), values


def _parts_with_channels(case: PostCase) -> list[tuple[Part, list[tuple[str, str, str | None]]]]:
    """Each part with the (channel, network, content warning) that it goes out on, unknown channels left out."""
    post, head = case.post, case.post.head
    common: list[tuple[str, str, str | None]] = []
    own: list[tuple[Part, list[tuple[str, str, str | None]]]] = []
    for name in dict.fromkeys(head.channels):
        channel = case.settings.channels.get(name)
        if channel is None:
            continue
        options = head.channel_options.get(name)
        warning = (options and options.content_warning) or head.content_warning
        where = (name, channel.network, warning)
        if name in post.channel_texts:
            own.extend((part, [where]) for part in post.channel_texts[name])
        else:
            common.append(where)
    return [(part, common) for part in post.parts if common] + own
