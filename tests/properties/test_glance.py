"""A glance never lets a text pass that the exact count would stop."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from amtsfunk.channels import CHANNELS
from amtsfunk.channels.limits import as_observed, measure_part
from amtsfunk.model.limits import ObservedLimit
from amtsfunk.rules.glance import surely_fits

_WORDS = [
    "Hafen",
    "a.de",
    "https://a.de",
    "http://www.musterhafen.example/warntag?x=1",
    "@amt@social.example",
    "„so“",
    "–",
]
_SIGNS = ["👩‍🚒", "🇪🇺", "1️⃣", "©️", "ß", "漢", "e\u0301", "\n", " ", ".", "😀"]
TEXTS = st.lists(st.sampled_from([*_WORDS, *_SIGNS]) | st.text(max_size=8), max_size=60).flatmap(
    lambda parts: st.sampled_from(["", " ", "."]).map(lambda glue: glue.join(parts))
)


@given(network=st.sampled_from(sorted(CHANNELS)), text=TEXTS, times=st.integers(1, 40), pictures=st.integers(0, 2))
@example(network="x", text="a.de ", times=12, pictures=0)
@example(network="mastodon", text="http://a.de ", times=40, pictures=0)
@example(network="mastodon", text="a", times=495, pictures=0)
@example(network="x", text="漢", times=141, pictures=0)
@example(network="threads", text="😀", times=126, pictures=0)
def test_what_fits_at_a_glance_fits(network: str, text: str, times: int, pictures: int) -> None:
    long = text * times
    if surely_fits(CHANNELS[network], long, "Warnung", pictures):
        measures = measure_part(network, long, content_warning="Warnung", pictures=pictures)
        assert not any(measure.exceeded for measure in measures)


UNITS = ("characters", "graphemes", "bytes", "weighted")
SEEN = st.dictionaries(st.sampled_from(UNITS), st.integers(1, 2_000), max_size=2).map(
    lambda limits: ObservedLimit.model_validate({**limits, "observed_on": "01.12.2026", "source": "server"})
)


@given(
    network=st.sampled_from(sorted(CHANNELS)),
    seen=SEEN,
    text=TEXTS,
    times=st.integers(1, 9),
    pictures=st.integers(0, 1),
)
def test_what_fits_at_a_glance_fits_within_observed_limits(
    network: str, seen: ObservedLimit, text: str, times: int, pictures: int
) -> None:
    row = as_observed(network, seen)
    if surely_fits(row, text * times, "Warnung", pictures):
        measures = measure_part(row, text * times, content_warning="Warnung", pictures=pictures)
        assert not any(measure.exceeded for measure in measures)


def test_it_says_yes_to_ordinary_posts() -> None:
    text = "Am 10. Dezember heulen die Sirenen – nur zur Probe. Für alle Bürger*innen gilt: Ruhe bewahren!"
    told = [name for name in ("website", "mastodon", "bluesky", "x") if surely_fits(CHANNELS[name], text, None, 0)]
    assert told == ["website", "mastodon", "bluesky", "x"]
