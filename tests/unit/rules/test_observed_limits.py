"""What a channel's own server was seen to allow counts in the check, instead of the network's usual limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from amtsfunk.commands.checking.choice import Choice
from amtsfunk.commands.checking.gather import check_repository
from amtsfunk.effects.files import list_tree
from support.example_repository import lay_out

LONGER = "content/posts/2026/12/beispiel.md"
OURS = {"too-long", "too-many-pictures", "alt-text-too-long"}


def found(root: Path, limits: str = "") -> dict[str, str]:
    if limits:
        text = f"observed:\n  mastodon:\n    {limits}\n    observed_on: 01.12.2026\n    source: /api/v2/instance\n"
        (root / "plans" / "limits.yml").write_text(text, encoding="utf-8")
    findings = check_repository(root, list_tree(root), Choice(), None).findings
    return {one.rule: one.values["limit"] for one in findings if one.rule in OURS}


@pytest.mark.parametrize(
    ("rule", "usual", "more", "fewer"),
    [
        ("too-long", "500", "characters: 5000", ("characters: 20", "20")),
        ("too-many-pictures", "4", "pictures: 9", ("pictures: 1", "1")),
        ("alt-text-too-long", "1500", "alt: 20000", ("alt: 100", "100")),
    ],
)
def test_observed_limits_count(rule: str, usual: str, more: str, fewer: tuple[str, str], tmp_path: Path) -> None:
    root = lay_out("bad", rule, tmp_path)
    assert found(root)[rule] == usual
    limits, seen = fewer
    assert found(root, limits)[rule] == seen
    assert rule not in found(root, more)


def test_the_glance_asks_for_the_observed_limit_too(tmp_path: Path) -> None:
    root = lay_out("good", "missing-key", tmp_path)
    assert found(root) == {}
    assert found(root, "characters: 12") == {"too-long": "12"}
