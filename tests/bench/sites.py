"""What building the sites costs: a large archive with one new post against the example's, and the first build of an
archive against MkDocs with Material making a page of each post.

Ours builds both whole sites, with all their fixed pages; theirs makes the posts' pages and nothing else. Processor time
stands beside the clock's, because the clock of a busy machine says little.

Every build is a process of its own, as a workflow runs it. What is built is looked at: a site without the new post
would cost little and be worth nothing.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checking import ENV
from figures import Figure, ratio_of_medians
from measure import CommandFailed, Cost, run
from posts import copy_plans, write_posts
from starting import AMTSFUNK

NOW = "2026-12-01 09:05"
NEW = """\
---
publish_at: 30.11.2026 {hour:02d}:30
channels: [website, mastodon]
topic: verkehr
archive: true
---
# Neuer Radweg, Abschnitt {number}

Der Radweg am Hafen ist fertig, Abschnitt {number}: https://www.musterhafen.example/radweg-{number}
"""


def figures(folder: Path, posts: int, sizes: Sequence[int], runs: int) -> Iterator[Figure]:
    """``posts``: in the archive that gets one new; ``sizes``: archives that are built for the first time."""
    yield from _one_new(folder / "new", posts, runs)
    for size in sizes:
        yield from _first(folder / f"first-{size}", size)


@dataclass
class _Archive:
    """An office whose posts are all in the archive. ``added``: how many were put there since it was made."""

    folder: Path
    added: int = field(default=0)

    def build(self) -> Cost:
        return run([AMTSFUNK, "site", "build", "--now", NOW], self.folder, ENV)

    def add_and_build(self) -> Cost:
        """Raises CommandFailed where the new post has no page afterwards."""
        self.added += 1
        path = self.folder / "content" / "posts" / "2026" / "11" / f"radweg-{self.added}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEW.format(number=self.added, hour=self.added % 24), encoding="utf-8")
        cost = self.build()
        self.expect(f"2026/11/radweg-{self.added}", cost)
        return cost

    def expect(self, post: str, cost: Cost) -> None:
        if not (self.folder / "build/site/public/archiv" / post / "index.html").is_file():
            raise CommandFailed(f"site build made no page of {post}:\n{cost.output[-2000:]}")


def _one_new(folder: Path, posts: int, runs: int) -> Iterator[Figure]:
    """Both sides have one new post each time, so both build their fixed pages anew."""
    large, example = _Archive(folder / "large"), _Archive(folder / "example")
    for archive in (large, example):
        archive.folder.mkdir(parents=True)
        copy_plans(archive.folder)
    write_posts(large.folder, posts, archive_every=1)
    shutil.copytree(Path(__file__).parents[2] / "content", example.folder / "content")
    for archive in (large, example):
        archive.build()
    costs = [(large.add_and_build(), example.add_and_build()) for _ in range(runs)]
    wall = ratio_of_medians([cost.wall for cost, _ in costs], [cost.wall for _, cost in costs])
    cpu = ratio_of_medians([cost.cpu for cost, _ in costs], [cost.cpu for _, cost in costs])
    yield Figure(f"site_one_new_of_{posts}", wall, "×", "≤", 2)
    yield Figure(f"site_one_new_of_{posts}_cpu", cpu, "×", "≤", 2)


def _first(folder: Path, posts: int) -> Iterator[Figure]:
    """Once each: MkDocs takes minutes, beside which what varies is small."""
    ours = _Archive(folder / "ours")
    ours.folder.mkdir(parents=True)
    copy_plans(ours.folder)
    made = write_posts(ours.folder, posts, archive_every=1)
    plain = folder / "mkdocs"
    _write_as_pages(plain, [(Path(post.path), post.text) for post in made])
    cost = ours.build()
    ours.expect(made[-1].path.removeprefix("content/posts/").removesuffix(".md"), cost)
    theirs = run([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain, {"NO_MKDOCS_2_WARNING": "1"})
    pages = len(list((plain / "site").rglob("index.html")))
    if pages < posts:
        raise CommandFailed(f"MkDocs made {pages} pages of {posts} posts:\n{theirs.output[-2000:]}")
    yield Figure(f"site_first_build_{posts}", cost.wall / theirs.wall, "×", "≤", 0.1)
    yield Figure(f"site_first_build_{posts}_cpu", cost.cpu / theirs.cpu, "×", "≤", 0.1)


def _write_as_pages(folder: Path, posts: Sequence[tuple[Path, str]]) -> None:
    """The same posts as Markdown pages, outside of the navigation, with Material and its search in German."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Archiv\n", encoding="utf-8")
    for path, text in posts:
        target = docs / path.relative_to("content/posts")
        target.parent.mkdir(parents=True, exist_ok=True)
        body = text.split("\n---\n", 1)[1]
        # Pictures are left out: they would be found missing, and copying them is no part of building.
        target.write_text("\n".join(line for line in body.splitlines() if not line.startswith("![")), encoding="utf-8")
    settings = {
        "site_name": "Archiv",
        "theme": {"name": "material", "language": "de", "font": False},
        "plugins": [{"search": {"lang": "de"}}],
        "nav": [{"Archiv": "index.md"}],
        "not_in_nav": "/*/**",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
