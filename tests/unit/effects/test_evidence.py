"""Gathering: only paths that can be a media file's ever reach git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.approval.evidence import PostFacts
from amtsfunk.effects import evidence
from amtsfunk.effects.evidence import post_at, read_settings
from amtsfunk.model.post import Part, Picture, Post
from amtsfunk.source.parsed import Parsed, Positions
from support.repo import POST, Office, post_text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.make(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("name", ["../../../../plans/team.yml", "-x", ".git", "a/b.png", "", "ä.png"])
def test_a_picture_name_that_reading_let_through_reaches_nothing(
    office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading a post refuses such a name already; this is the second wall, shown with the first one gone."""
    office.write(POST, post_text())
    head = office.commit()
    facts = post_at(office.git, PostFacts(POST, head, settings=read_settings(office.git, head)))
    assert facts.post is not None

    def lenient(*_: object) -> Parsed[Post]:
        picture = Picture(file=name, alt="x")
        mutated = facts.post.model_copy(update={"parts": (Part(text="x", pictures=(picture,)),)})  # type: ignore[union-attr]
        return Parsed(mutated, (), Positions(POST))

    monkeypatch.setattr(evidence, "parse_post", lenient)
    office.git.remembered.clear()
    seen = post_at(office.git, PostFacts(POST, head, settings=facts.settings))
    assert seen.problem is not None and seen.problem.reason_id == "path"
    assert [file.path for file in seen.on_main] == [POST]
