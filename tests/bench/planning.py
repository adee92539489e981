"""What looking at a year's plan costs, against reading its posts alone: ``plan export``, ``plan gaps`` and ``check``.

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
from measure import CommandFailed, Cost, run
from posts import A_FULL_DAY, copy_plans, write_posts
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
    made = write_posts(folder, posts, a_day=A_FULL_DAY)
    last = made[1].path.rpartition("/")[2].removesuffix(".md")
    read, shown, judged, checked = [], [], [], []
    now = ["--now", f"{NOW - timedelta(days=1):%d.%m.%Y %H:%M}"]
    for _ in range(runs):
        read.append(read_alone(folder, posts).cpu)
        show = run([AMTSFUNK, "plan", "export", "--format", "csv", *now], folder)
        if last not in show.output:
            raise CommandFailed(f"amtsfunk plan export does not name {last}")
        shown.append(show.cpu)
        judged.append(run([AMTSFUNK, "plan", "gaps", *now], folder).cpu)
        checked.append(run([AMTSFUNK, "check", *now], folder, allowed=(0, 1)).cpu)
    yield Figure("plan_show_cpu", ratio_of_medians(shown, read), "×", "≤", 2.0)
    yield Figure("plan_gaps_cpu", ratio_of_medians(judged, read), "×", "≤", 2.0)
    yield Figure("plan_check_cpu", ratio_of_medians(checked, read), "×", "≤", 2.0)
    yield Figure("plan_gaps_seconds", median(judged), "s", "≤", 10)


def read_alone(folder: Path, posts: int) -> Cost:
    """What it costs to read so many posts and do nothing with them. Raises CommandFailed where some were not read."""
    bare = run([sys.executable, "-c", READ], folder)
    if int(bare.output) != posts:
        raise CommandFailed(f"only {bare.output} of {posts} posts could be read")
    return bare
