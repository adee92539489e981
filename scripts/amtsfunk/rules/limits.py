"""Rules over what the networks take: length as each counts it, number of pictures, alternative texts (R23, BITV)."""

from __future__ import annotations

from amtsfunk.channels import Network, network_of
from amtsfunk.channels.limits import Measure, measure_part
from amtsfunk.model.post import Part
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.glance import surely_fits
from amtsfunk.rules.references import all_parts


def find_too_long(case: PostCase) -> Hits:
    """One finding a part and limit, naming every channel that it is too long for, at the part's first line."""
    for part, channels in _parts_with_channels(case):
        over: dict[Measure, list[str]] = {}
        for name, network, warning in channels:
            if surely_fits(network, part.text, warning, len(part.pictures)):
                continue
            measures = measure_part(network.name, part.text, content_warning=warning, pictures=len(part.pictures))
            for measure in measures:
                if measure.exceeded:
                    over.setdefault(measure, []).append(name)
        for measure, names in over.items():
            values = {"channels": ", ".join(names), "channel": names[0], "unit": measure.unit}
            figures = {"length": measure.length, "limit": measure.limit, "over": measure.length - measure.limit}
            yield case.line(part.line), {**values, **{key: str(figure) for key, figure in figures.items()}}


def find_too_many_pictures(case: PostCase) -> Hits:
    if not any(len(part.pictures) > 1 for part in all_parts(case)):
        return
    for part, channels in _parts_with_channels(case):
        for name, network, _ in channels:
            limit = network.media.pictures
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
    if not any(part.pictures for part in all_parts(case)):
        return
    for part, channels in _parts_with_channels(case):
        for picture in part.pictures:
            length = len(picture.alt)
            over = [(network.media.alt, name) for name, network, _ in channels if 0 < network.media.alt < length]
            if over:
                limit, name = min(over)
                values = {"file": picture.file, "channel": name, "length": str(length), "limit": str(limit)}
                yield case.line(picture.line, picture.column), values


Where = tuple[str, Network, str | None]
"""Channel, its network, and the content warning that goes out with a text there."""


def _parts_with_channels(case: PostCase) -> list[tuple[Part, list[Where]]]:
    """Each part with where it goes out, unknown channels left out."""
    post, head, known = case.post, case.post.head, case.settings.channels
    common: list[Where] = []
    own: list[tuple[Part, list[Where]]] = []
    for name in dict.fromkeys(head.channels):
        if name not in known:
            continue
        options = head.channel_options.get(name)
        warning = (options and options.content_warning) or head.content_warning
        where = (name, network_of(known[name].network), warning)
        if name in post.channel_texts:
            own.extend((part, [where]) for part in post.channel_texts[name])
        else:
            common.append(where)
    return [(part, common) for part in post.parts if common] + own
