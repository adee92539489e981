"""``make test-forge``: what is asked of GitHub, and what the stand-in forge answers, by GitHub's own descriptions.

There is one of github.com, one of its own hosts for enterprises (ghe.com), and one of each Enterprise Server that is
still maintained: an authority may use any of them. Before that, GitHub's own parser reads the workflows.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forge import own_parser, setting_up
from forge.description import PATHS, SETUP_PATHS, write_cut
from forge.faults import FAULTS, unnoticed
from forge.proxy import Seen, prism
from forge.scenes import SCENES, Bench, Upstream
from standins.github_desk import Desk
from standins.serve import serve
from support.reviewing import ReviewedOffice

PARTS = Path("build/forge")
DESCRIPTIONS = PARTS / "node_modules" / "@octokit" / "openapi" / "generated"
_SHOWN = 20


def main() -> int:
    total, good = Seen(), own_parser.look(PARTS)
    for whole in sorted(DESCRIPTIONS.glob("*.json")):
        good = _hold_against(whole, total) and good
        good = _hold_setup_against(whole, total) and good
    for (what, status), times in sorted(total.answers.items()):
        print(f"test-forge: {times:5} × {status} {what}")
    never = sorted({f"{method.upper()} {path}" for method, path in (*PATHS, *SETUP_PATHS)} - total.paths)
    for what in never:
        print(f"test-forge: never answered as described: {what}")
    print(
        f"test-forge: requests {total.requests}, paths {len(total.paths)}, violations {len(total.violations)}",
        flush=True,
    )
    return 0 if good and total.requests and not total.violations and not never else 1


def _hold_against(whole: Path, total: Seen) -> bool:
    """Whether all was as this description says, and every fault was noticed. Adds what was seen to ``total``."""
    with tempfile.TemporaryDirectory(prefix="amtsfunk-forge-") as folder, _bench(Path(folder), whole) as bench:
        first = bench.proposed()
        bench.forge.review(first, "ben")
        merge = bench.forge.merge(first, "emil")
        bench.ask(merge)
        for scene in SCENES:
            scene(bench)
        seen = bench.seen
        left = [] if seen.violations else list(unnoticed(bench, merge))
    noticed = "not tried" if seen.violations else f"noticed {FAULTS - len(left)} of {FAULTS}"
    print(
        f"test-forge: {whole.stem}: requests {seen.requests}, violations {len(seen.violations)}, "
        f"faults put in on purpose: {noticed}",
        flush=True,
    )
    for line, times in list(Counter(seen.violations).items())[:_SHOWN]:
        print(f"test-forge: violation: {line}" + (f" ({times} times)" if times > 1 else ""))
    for line in (*bench.wrong, *left):
        print(f"test-forge: wrong: {line}")
    total.add(seen)
    return not (seen.violations or bench.wrong or left)


def _hold_setup_against(whole: Path, total: Seen) -> bool:
    """The same for the requests of ``setup github``."""
    with tempfile.TemporaryDirectory(prefix="amtsfunk-setup-") as folder:
        bench = setting_up.hold(Path(folder), PARTS, whole)
    seen, faults = bench.seen, len(setting_up.FAULTS)
    print(
        f"test-forge: {whole.stem}: setting up: requests {seen.requests}, scenes {len(setting_up.SCENES)}, "
        f"violations {len(seen.violations)}, faults put in on purpose: {faults}",
        flush=True,
    )
    for line, times in list(Counter(seen.violations).items())[:_SHOWN]:
        print(f"test-forge: violation: {line}" + (f" ({times} times)" if times > 1 else ""))
    for line in bench.wrong:
        print(f"test-forge: wrong: {line}")
    total.add(seen)
    return not (seen.violations or bench.wrong)


@contextmanager
def _bench(folder: Path, whole: Path) -> Iterator[Bench]:
    part = write_cut(whole, PARTS / "description.json")
    office = ReviewedOffice.make(folder)
    upstream = Upstream(Desk(office.forge))
    try:
        with serve(upstream) as host, prism(PARTS, PARTS / "description.json", host) as proxy:  # type: ignore[arg-type]
            yield Bench(office, upstream, proxy, part)
    finally:
        office.close()


if __name__ == "__main__":
    sys.exit(main())
