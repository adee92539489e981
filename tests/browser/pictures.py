"""Makes the handbook's pictures anew from the example: ``PYTHONPATH=tests .venv/bin/python -m browser.pictures``.

Each is a part of a page of ours as a telephone shows it, 360 px wide, taken at twice the density. „kommentar" is the
comment that the program writes under a proposal, in letters of our own, because a forge's page cannot be taken along.
What is drawn (``*.svg``) is drawn by hand.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from amtsfunk.commands.forging.comment import still_needed
from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.effects.forges.facts import OpenPull
from amtsfunk.effects.server import serve
from amtsfunk.report.proposal import read_proposal
from amtsfunk.report.proposal_comment import Known, render_comment
from support.site_office import NOW, PRODUCT, build, copy_office

TARGET = PRODUCT / "site" / "internal" / "handbuch" / "bilder"
WIDTH, DENSITY = 360, 2
CHROMIUM = os.environ.get("AMTSFUNK_CHROMIUM", "/usr/bin/chromium")
EDITOR = 7
"""The account of whoever opens the proposal in the picture: an editor of the press office."""

TITLE = "Winterdienst: Wer räumt wann?"
TEXT = (
    "Ab heute fahren unsere Räumfahrzeuge ab 4 Uhr. Zuerst sind Hauptstraßen, Buslinien und Schulwege dran. "
    "Vor dem eigenen Haus räumen Sie bitte bis 7 Uhr."
)
LINK = "https://www.musterhafen.example/winterdienst-plan"
POST = f"""---
publish_at: 03.12.2026 09:00
channels: [website, mastodon]
topic: verkehr
link: {LINK}
---
# {TITLE}

{TEXT}

{LINK}
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """``show``: the elements whose common frame is the picture, after ``act`` did what an editor does there."""

    site: str
    page: str
    show: tuple[str, ...]
    act: Callable[[Page], None] = lambda _: None


def write_post(page: Page) -> None:
    for name in ("website", "mastodon"):
        page.check(f"#w-channels input[value={name}]")
    page.select_option("#w-topic", "verkehr")
    page.fill("#w-title", TITLE)
    page.fill("[name=text]", TEXT)
    page.fill("#w-link", LINK)
    page.fill("#w-date", "2026-12-03")
    page.fill("#w-time", "09:00")
    page.wait_for_function("document.querySelector('[data-af=file]').value.includes('03.12.2026')")


def correct(page: Page) -> None:
    _about_earlier(page, "correction", "laternenumzug", "Der Umzug ist am 12. November, nicht am 11.", "2026-10-27")
    page.fill("#w-because", "Wir hatten den alten Stand übernommen.")


def withdraw(page: Page) -> None:
    _about_earlier(page, "withdrawal", "mietspiegel-2026", "Die Zahlen galten für den Landkreis.", "2026-10-06")
    page.fill("#w-because", "Wir haben die falsche Datei verwendet.")


GERMAN_DAY = """() => {
    const day = document.querySelector("#w-since"), [year, month, date] = day.value.split("-");
    day.type = "text";
    day.value = `${date}.${month}.${year}`;
}"""
"""A browser shows a day in its own language, and the one that takes the pictures may have no other than English."""


def _about_earlier(page: Page, kind: str, earlier: str, wrong: str, since: str) -> None:
    page.select_option("#w-kind", kind)
    page.select_option("#w-corrects", earlier)
    page.fill("#w-was_wrong", wrong)
    page.fill("#w-since", since)
    page.evaluate(GERMAN_DAY)


_WRITE = "beitrag-schreiben.html"
_EARLIER = (".af-field:has(#w-kind)", ".af-field:has(#w-because)")
SCENES: Mapping[str, Scene] = {
    "schreiben-wohin": Scene("internal", _WRITE, ("fieldset:has(> #w-channels)", ".af-field:has(#w-kind)"), write_post),
    "schreiben-text": Scene("internal", _WRITE, (".af-field:has(#w-title)", "[data-af=counts]"), write_post),
    "schreiben-vorschau": Scene("internal", _WRITE, ("[data-af=previews] .af-preview:last-child",), write_post),
    "berichtigung": Scene("internal", _WRITE, _EARLIER, correct),
    "ruecknahme": Scene("internal", _WRITE, _EARLIER, withdraw),
    "berichtigt": Scene("public", "archiv/2026/10/laternenumzug/", ("h1", ".af-box")),
    "zurueckgezogen": Scene("public", "archiv/2026/10/mietspiegel-2026/", ("h1", ".af-box")),
    "dienst": Scene("internal", "index.html", ("h2#dienst", "h2#dienst + p")),
    "krisenplan": Scene(
        "internal", "krisenplan.html", ("h3#lage-sturmflut", "h3#lage-sturmflut ~ ol", "h3#lage-sturmflut ~ ol + p")
    ),
}
COMMENT = "kommentar"


def take_all(browser: Browser, target: Path) -> None:
    """Write every picture to ``target``."""
    with TemporaryDirectory() as folder:
        office = copy_office(Path(folder) / "office")
        built = build(office)
        public = serve(built.public, "öffentlich", 0)
        roots = {"public": public.address, "internal": f"{built.internal.as_uri()}/"}
        for name, scene in SCENES.items():
            with opened(browser, roots[scene.site] + scene.page) as page:
                scene.act(page)
                keep(page, scene.show, target / f"{name}.webp")
        public.stop()
        shown = Path(folder) / "comment.html"
        shown.write_text(comment_page(office), encoding="utf-8")
        with opened(browser, shown.as_uri()) as page:
            keep(page, ("main",), target / f"{COMMENT}.webp")


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 900},
        device_scale_factor=DENSITY,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


EDGES = "one => { const box = one.getBoundingClientRect(); return [box.top + scrollY, box.bottom + scrollY]; }"


def keep(page: Page, show: tuple[str, ...], target: Path) -> None:
    """The full width, from the top of the first to the bottom of the last element. Nothing has the focus."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    edges = [page.locator(selector).first.evaluate(EDGES) for selector in show]
    assert all(bottom > top for top, bottom in edges), f"{target.name}: something is not shown"
    top, bottom = min(top for top, _ in edges) - 12, max(bottom for _, bottom in edges) + 8
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": WIDTH, "height": bottom - top})
    Image.open(io.BytesIO(taken)).convert("RGB").save(target, "WEBP", quality=80, method=6)


def comment_page(office: Path) -> str:
    """The comment on a proposal with one new post, made by the program and shown in a plain page."""
    settings = read_settings(office, "")
    head = propose(office)
    command = ["-m", "amtsfunk", "preview", "--changed", "origin/main", "--format", "proposal", "--now", NOW]
    made = subprocess.run([sys.executable, *command], cwd=office, check=True, capture_output=True).stdout
    proposal = read_proposal(made)
    people = {**settings.people, "tm": settings.people["tm"].model_copy(update={"forge_id": EDITOR})}
    settings = replace(settings, people=people)
    pull = OpenPull(1, EDITOR, head, frozenset({EDITOR}), frozenset(), (proposal.posts[0].path,), whole=True)
    now = moment(NOW, settings.authority)
    known = Known(
        zone=settings.authority.zone,
        forge="git.musterhafen.example",
        commit=head,
        passed=True,
        run="https://git.musterhafen.example/pressestelle/amtsfunk/actions/runs/1",
        needs={post.path: still_needed(post, pull, settings, now) or () for post in proposal.posts},
        labels={name: channel.label for name, channel in settings.channels.items()},
    )
    said = MarkdownIt("commonmark", {"html": True}).enable("table").render(render_comment(proposal, known))
    said = said.replace("✅", "<b>✔</b>")  # not every machine has coloured signs
    return f'<!doctype html><html lang="de"><meta charset="utf-8"><style>{STYLE}</style><main>{said}</main></html>'


def propose(office: Path) -> str:
    """A repository whose main is the example, and one commit on top of it that brings the post. Returns its id."""
    env = {**os.environ, "GIT_AUTHOR_DATE": "2026-12-01T08:00:00Z", "GIT_COMMITTER_DATE": "2026-12-01T08:00:00Z"}

    def git(*words: str) -> str:
        person = ("-c", "user.name=tm", "-c", "user.email=tm@musterhafen.example", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *person, *words], cwd=office, env=env, check=True, capture_output=True)
        return done.stdout.decode().strip()

    (office / ".gitignore").write_text("/build/\n", encoding="utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=Beispiel")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    (office / "content" / "posts" / "2026" / "12" / "winterdienst-plan.md").write_text(POST, encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message=Winterdienst")
    return git("rev-parse", "HEAD")


STYLE = """
body { margin: 0; font: 15px/1.5 system-ui, "Noto Sans", "Liberation Sans", sans-serif; color: #1b242b;
  background: #fff; }
main { padding: 4px 14px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 8px 0; border-bottom: 1px solid #b9c5ce; padding-bottom: 6px; }
table { border-collapse: collapse; font-size: 11.5px; width: 100%; overflow-wrap: normal; }
table code { font-size: 11px; padding: 0; }
b { color: #1d5c2e; }
th, td { border: 1px solid #b9c5ce; padding: 4px; text-align: left; vertical-align: top; }
code { font: 13px/1.4 ui-monospace, "Noto Sans Mono", "Liberation Mono", monospace; background: #f1f5f8;
  padding: 1px 4px; border-radius: 4px; }
blockquote { margin: 8px 0; padding: 2px 10px; border-left: 4px solid #b9c5ce; }
ul { padding-left: 20px; }
details { margin-top: 14px; }
a { color: #0a4f80; }
"""

if __name__ == "__main__":
    with sync_playwright() as started:
        take_all(started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]), TARGET)
