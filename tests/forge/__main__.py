"""``make test-forge``: what is asked of GitHub, and what the stand-in forge answers, by GitHub's own description."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forge.description import PATHS, write_cut
from forge.faults import ANSWERS, REQUESTS, unnoticed
from forge.proxy import prism
from forge.scenes import SCENES, Bench, Upstream
from standins.serve import serve
from support.reviewing import ReviewedOffice

PARTS = Path("build/forge")
WHOLE = PARTS / "node_modules" / "@octokit" / "openapi" / "generated" / "api.github.com.json"
_SHOWN = 20


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="amtsfunk-forge-") as folder, _bench(Path(folder)) as bench:
        first = bench.proposed()
        bench.forge.review(first, "ben")
        merge = bench.forge.merge(first, "emil")
        bench.ask(merge)
        for scene in SCENES:
            scene(bench)
        left = list(unnoticed(bench, merge)) if not bench.seen.violations else []
        return _report(bench, left)


@contextmanager
def _bench(folder: Path) -> Iterator[Bench]:
    paths, part = write_cut(WHOLE, PARTS / "description.json")
    version = part["info"]["version"]
    print(f"test-forge: GitHub's description, version {version}: {len(part['paths'])} of its {paths} paths", flush=True)
    office = ReviewedOffice.make(folder)
    upstream = Upstream(office.forge)
    try:
        with serve(upstream) as host, prism(PARTS, PARTS / "description.json", host) as proxy:  # type: ignore[arg-type]
            yield Bench(office, upstream, proxy, part)
    finally:
        office.close()


def _report(bench: Bench, left: list[str]) -> int:
    seen = bench.seen
    for (path, status), times in sorted(seen.answers.items()):
        print(f"test-forge: {times:5} × {status} {path}")
    never = sorted(path for _, path in PATHS if path not in seen.paths)
    for line, times in list(Counter(seen.violations).items())[:_SHOWN]:
        print(f"test-forge: violation: {line}" + (f" ({times} times)" if times > 1 else ""))
    for line in (*bench.wrong, *(f"never answered as described: {path}" for path in never)):
        print(f"test-forge: wrong: {line}")
    if not seen.violations:
        faults = len(ANSWERS) + len(REQUESTS)
        print(f"test-forge: faults put in on purpose: {faults}, noticed {faults - len(left)}")
    for line in left:
        print(f"test-forge: not noticed: {line}")
    print(f"test-forge: requests {seen.requests}, paths {len(seen.paths)}, violations {len(seen.violations)}")
    return 1 if seen.violations or bench.wrong or never or left else 0


if __name__ == "__main__":
    sys.exit(main())
