"""What looking at a year's plan costs, against reading its posts alone: ``plan show`` and ``plan gaps``.

The plan has to name the last post of the year, or nothing was looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from figures import Figure, ratio_of_medians
from measure import CommandFailed, run
from posts import copy_plans, write_posts
from starting import AMTSFUNK

READ = """\
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from amtsfunk.source.posts import parse_post
zone, root = ZoneInfo("Europe/Berlin"), Path(".")
posts = [parse_post(str(path), path.read_bytes(), zone) for path in root.glob("content/posts/*/*/*.md")]
print(sum(post.mended is not None for post in posts))
"""
NOW = datetime(2026, 11, 30, 8, tzinfo=ZoneInfo("Europe/Berlin"))


def figures(folder: Path, posts: int, runs: int) -> Iterator[Figure]:
    folder.mkdir(parents=True)
    copy_plans(folder)
    made = write_posts(folder, posts)
    last = made[1].path.rpartition("/")[2].removesuffix(".md")
    read, shown, judged = [], [], []
    now = ["--now", f"{NOW - timedelta(days=1):%d.%m.%Y %H:%M}"]
    for _ in range(runs):
        bare = run([sys.executable, "-c", READ], folder)
        if int(bare.output) != posts:
            raise CommandFailed(f"only {bare.output} of {posts} posts could be read")
        read.append(bare.cpu)
        show = run([AMTSFUNK, "plan", "export", "--format", "csv", *now], folder)
        if last not in show.output:
            raise CommandFailed(f"amtsfunk plan export does not name {last}")
        shown.append(show.cpu)
        judged.append(run([AMTSFUNK, "plan", "gaps", *now], folder).cpu)
    yield Figure("plan_show_cpu", ratio_of_medians(shown, read), "×", "≤", 2.0)
    yield Figure("plan_gaps_cpu", ratio_of_medians(judged, read), "×", "≤", 2.0)
    yield Figure("plan_gaps_seconds", median(judged), "s", "≤", 10)
