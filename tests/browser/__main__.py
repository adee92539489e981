"""Makes the README's pictures anew from a real run: ``.venv/bin/python tests/browser`` (after ``make browser``).

``docs/pictures/*.png`` are pages of both sites at 1280 px; ``docs/pictures/make-run.svg`` is what ``make run`` tells
about the approval, the refusal and the publishing, without the fonts that rich would load.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

from amtsfunk.commands.demonstration.sandbox import Sandbox
from amtsfunk.commands.demonstration.story import Story, read_example_now
from amtsfunk.effects.server import serve

PRODUCT = Path(__file__).parents[2]
PICTURES = PRODUCT / "docs" / "pictures"
WIDTH = 110
FIRST, AFTER = "3. ", "7. "
"""The scenes that the picture shows: from this one on, and up to before that one."""
SHOWN = {
    "public-site": ("public", "index.html"),
    "public-version": ("public", "netiquette/fassung/2026-11-02/index.html#aenderungen_"),
    "internal-calendar": ("internal", "kalender.html"),
    "internal-preview": ("internal", "vorschau.html#vorschau-waermeberatung"),
    "internal-judging": ("internal", "kommentar-beurteilen.html"),
}
"""Picture → site, and the page of it."""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        story = Story(PRODUCT, Sandbox(Path(folder) / "sandbox"), *read_example_now(PRODUCT))
        story.console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
        story.tell(fresh=True)
        draw_terminal(story.console.export_text(styles=True), PICTURES / "make-run.svg")
        take_pictures(story.out)


def draw_terminal(account: str, target: Path) -> None:
    lines = [Text.from_ansi(line) for line in account.splitlines()]
    start, end = (next(at for at, line in enumerate(lines) if line.plain.startswith(mark)) for mark in (FIRST, AFTER))
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    for line in lines[start : end - 1]:
        console.print(line, soft_wrap=False)
    drawn = console.export_svg(title="make run", unique_id="make-run")
    target.write_text(re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL), encoding="utf-8")


def take_pictures(sites: Path) -> None:
    chromium = os.environ.get("AMTSFUNK_CHROMIUM") or shutil.which("chromium")
    running = serve(sites / "public", "öffentlich", 0)
    roots = {"public": running.address, "internal": f"{(sites / 'internal').as_uri()}/"}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (site, page) in SHOWN.items():
            tab = browser.new_page(viewport={"width": 1280, "height": 960}, reduced_motion="reduce")
            tab.goto(roots[site] + page)
            save(tab.screenshot(), PICTURES / f"{name}.png")
            tab.close()
        browser.close()
    running.stop()


def save(taken: bytes, target: Path) -> None:
    """256 colours are enough for a page without photographs, and a third of the bytes."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


main()
