"""What everybody who asks GitHub shares: a short page is the last one only where no link says otherwise."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from amtsfunk.channels.contract import Request, Response
from amtsfunk.effects.forges.github_desk import GitHubDesk
from amtsfunk.effects.forges.github_rest import PAGE, has_more, page_of

NEXT = '<https://api.github.com/x?page=2>; rel="next", <https://api.github.com/x?page=9>; rel="last"'


class Pages:
    """A driver that answers the files of a pull request on two pages, the first of them short."""

    def carry_out(self, request: Request) -> Response:
        first = "page=1" in request.url.rsplit("&", 1)[-1]
        name = "content/posts/2026/12/a.md" if first else "plans/authority.yml"
        return Response(200, {"link": NEXT} if first else {}, json.dumps([{"filename": name}]).encode())


def test_a_rule_on_the_second_page_is_seen() -> None:
    """Whoever hides a change of rules behind a short page hides nothing."""
    desk = GitHubDesk({"GITHUB_REPOSITORY": "stadt/beispiel"}, cast(Any, Pages()))
    assert desk.changed_paths(7) == ("content/posts/2026/12/a.md", "plans/authority.yml")


@pytest.mark.parametrize(
    ("rows", "link", "more"),
    [
        (0, "", False),
        (0, NEXT, False),
        (3, "", False),
        (3, NEXT, True),
        (PAGE, "", True),
        (3, NEXT.replace("next", "prev"), False),
    ],
)
def test_when_another_page_follows(rows: int, link: str, more: bool) -> None:
    assert has_more([None] * rows, {"link": link} if link else {}) is more


def test_a_page_is_added_to_what_was_asked() -> None:
    assert page_of("pulls", 1) == f"pulls?per_page={PAGE}&page=1"
    assert page_of("issues?state=open", 2) == f"issues?state=open&per_page={PAGE}&page=2"
