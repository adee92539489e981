"""Rules over what the networks take: length as each counts it, number of pictures, alternative texts (R23, BITV)."""

from __future__ import annotations

from amtsfunk.channels import Network
from amtsfunk.channels.limits import Measure, measure_part, network_on
from amtsfunk.model.post import Part
from amtsfunk.rules.cases import Hits, PostCase
from amtsfunk.rules.glance import surely_fits


def find_too_long(case: PostCase) -> Hits:
    """One finding a part and limit, naming every channel that it is too long for, at the part's first line."""
    if _all_surely_fit(case):
        return
    for part, channels in _parts_with_channels(case):
        over: dict[Measure, list[str]] = {}
        for name, network, warning in channels:
            if surely_fits(network, part.text, warning, len(part.pictures)):
                continue
            measures = measure_part(network, part.text, content_warning=warning, pictures=len(part.pictures))
            for measure in measures:
                if measure.exceeded:
                    over.setdefault(measure, []).append(name)
        for measure, names in over.items():
            labels = ", ".join(case.settings.channels[name].label for name in names)
            values = {"channels": labels, "channel": names[0], "unit": measure.unit, "counted": measure.unit}
            figures = {"length": measure.length, "limit": measure.limit, "over": measure.length - measure.limit}
            yield case.line(part.line), {**values, **{key: str(figure) for key, figure in figures.items()}}


def find_too_many_pictures(case: PostCase) -> Hits:
    if not any(len(part.pictures) > 1 for part in case.parts):
        return
    for part, channels in _parts_with_channels(case):
        for name, network, _ in channels:
            limit = network.media.pictures
            if len(part.pictures) > limit:
                extra = part.pictures[limit]
                values = {"channel": name, "count": str(len(part.pictures)), "limit": str(limit)}
                values["label"] = case.settings.channels[name].label
                yield case.line(extra.line, extra.column), values


def find_too_long_alt_text(case: PostCase) -> Hits:
    for part, channels in _parts_with_channels(case):
        for picture in part.pictures:
            length = len(picture.alt)
            over = [(network.media.alt, name) for name, network, _ in channels if 0 < network.media.alt < length]
            if over:
                limit, name = min(over)
                label = case.settings.channels[name].label
                values = {"file": picture.file, "label": label, "length": str(length), "limit": str(limit)}
                yield case.line(picture.line, picture.column), values


Where = tuple[str, Network, str | None]
"""Channel, its network, and the content warning that goes out with a text there."""


def _all_surely_fit(case: PostCase) -> bool:
    """Nearly every post does, and then it need not be told which part goes where."""
    for name, network, warning in _channels(case):
        for part in case.post.parts_for(name):
            if not surely_fits(network, part.text, warning, len(part.pictures)):
                return False
    return True


def _channels(case: PostCase) -> list[Where]:
    """The channels of a post, each once, unknown ones left out."""
    head, known = case.post.head, case.settings.channels
    found: list[Where] = []
    for name in dict.fromkeys(head.channels):
        if name in known:
            options = head.channel_options.get(name)
            warning = (options and options.content_warning) or head.content_warning
            found.append((name, network_on(case.settings, name), warning))
    return found


def _parts_with_channels(case: PostCase) -> list[tuple[Part, list[Where]]]:
    """Each part with where it goes out."""
    texts = case.post.channel_texts
    where = _channels(case)
    common = [one for one in where if one[0] not in texts]
    own = [(part, [one]) for one in where if one[0] in texts for part in texts[one[0]]]
    return [(part, common) for part in case.post.parts if common] + own
