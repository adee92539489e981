"""Rules over all posts at once."""

from __future__ import annotations

from amtsfunk.model.finding import Place
from amtsfunk.rules.cases import MEDIA, AllCase, Hits


def find_unused_picture(case: AllCase) -> Hits:
    """A picture may come before its post (DELIVERY.md § 2, condition 1), so this is a hint and no more."""
    used = {picture for summary in case.summaries for picture in summary.pictures}
    for path in case.tree.files:
        if path.startswith(MEDIA) and not path.endswith((".yml", "README.md", ".gitkeep")) and path not in used:
            yield Place(path), {"name": path.rpartition("/")[2]}
