"""The longest name is the longest that can be approved: the rule asks what approval asks."""

from __future__ import annotations

import pytest

from amtsfunk.approval.paths import approvable_id
from amtsfunk.rules.cases import Tree
from amtsfunk.rules.layout import find_long_file_name


@pytest.mark.parametrize(("folder", "longest"), [("content/posts/2026/12", 80), ("content/modules", 62)])
def test_one_letter_more_is_found_and_one_less_can_be_approved(folder: str, longest: int) -> None:
    fits, long = (f"{folder}/{'a' * length}.md" for length in (longest, longest + 1))
    assert approvable_id(fits) is not None and approvable_id(long) is None
    ((place, values),) = find_long_file_name(Tree((fits, long)))
    assert (place.path, values["longest"], values["fixed"]) == (long, str(longest), f"{'a' * longest}.md")


def test_whole_words_are_proposed_and_other_folders_have_no_such_limit() -> None:
    name = f"{'wort-' * 16}ende"
    ((_, values),) = find_long_file_name(Tree((f"content/posts/2026/12/{name}.md", f"content/snippets/{name}.md")))
    assert values["fixed"] == f"{'wort-' * 15}wort.md" and len(values["fixed"]) <= 83
