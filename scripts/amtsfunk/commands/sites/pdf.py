"""``amtsfunk site pdf``: the built Dienstanweisung as one tagged PDF. No part of a build: it needs Chromium."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from amtsfunk.effects.chromium import print_page
from amtsfunk.model.errors import NotFound
from amtsfunk.report.safe import visible

PAGE = "dienstanweisung/druck.html"
NAME = "dienstanweisung.pdf"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--pdf", metavar="DATEI", type=Path, help=f"pdf: wohin (sonst: build/site/{NAME}); sie ist nur für innen"
    )


def run(arguments: Namespace, out: Path) -> int:
    """0: written. Raises NotFound where the internal site is not built or Chromium is absent, EffectFailed."""
    folder = arguments.internal_dir or out / "internal"
    if not (folder / PAGE).is_file():
        raise NotFound(f"In {folder} liegt keine Dienstanweisung.", "Bitte zuerst: amtsfunk site build")
    target = arguments.pdf or out / NAME
    print_page(folder / PAGE, target)
    print(visible(f"{target} ({target.stat().st_size // 1024} kB, mit Tags). Die Datei ist nur für innen."))
    return 0
