"""Whatever an office looks like: nothing internal stands in anything public (R66).

``AMTSFUNK_TREES=1000`` grows that many offices; every hundredth is built by MkDocs itself. For all others its place is
taken by something quicker that shows *everything* that MkDocs is given, so it can hide no leak.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtsfunk.commands.sites import building
from amtsfunk.commands.sites.building import BuiltSites, build_sites
from amtsfunk.commands.sites.ledger import LedgerFacts
from amtsfunk.delivery.state import Published
from amtsfunk.effects.mkdocs import FixedSite, build_fixed
from amtsfunk.pages.plan import Delivery
from support.canaries import WORD, Tree, grow

TREES = int(os.environ.get("AMTSFUNK_TREES", "10"))
NOW = datetime(2026, 12, 1, 9, 5, tzinfo=UTC)
_REACHED = 0.3
"""At least this share of all words must stand in the internal site, or their absence elsewhere would prove nothing."""


def _show_all(site: FixedSite) -> bool:
    """Every page as it was given to MkDocs, with all settings, and a list for the search that holds the same."""
    shutil.rmtree(site.built, ignore_errors=True)
    settings = json.dumps(site.settings, ensure_ascii=False)
    listed = []
    for name, text in site.pages.items():
        stem = name.removesuffix(".md")
        if site.name == "internal":
            place = f"{stem}.html"
        else:
            place = f"{stem}.html" if stem.rsplit("/", 1)[-1] == "index" else f"{stem}/index.html"
        marked = "".join(
            f"<!--amtsfunk:{part}-->{text}<!--/amtsfunk:{part}-->" for part in ("head", "title", "content")
        )
        path = site.built / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{settings}{marked}", encoding="utf-8")
        listed.append({"location": place, "title": name, "text": f"{settings}{text}"})
    index = site.built / "search" / "search_index.json"
    index.parent.mkdir(parents=True)
    index.write_text(json.dumps({"docs": listed}, ensure_ascii=False), encoding="utf-8")
    return True


def _ledger(tree: Tree) -> LedgerFacts:
    """Some hidden posts were delivered in an earlier wording, others are on their way, were refused or held."""
    rng = tree.rng
    out = tuple(rng.sample(tree.hidden, k=min(len(tree.hidden), rng.randrange(6))))
    open_posts = tuple(post for post in tree.hidden if post not in out)[: rng.randrange(1, 12)]
    return LedgerFacts(
        tip=f"{rng.getrandbits(160):040x}",
        published=tuple(_published(tree, post) for post in out if WORD not in post),
        deliveries=tuple(
            Delivery(post, f"Titel {tree.word()}", "mastodon", status, NOW - timedelta(hours=1), f"Grund {tree.word()}")
            for post in open_posts
            for status in (rng.choice(("held", "rejected", "ambiguous", "missed", "approved", "handed")),)
        ),
        waiting=frozenset(open_posts[:2]),
        stops=(f"Stopp: {tree.word()}",),
    )


def _published(tree: Tree, post: str) -> Published:
    """The public words of a payload are plain; every other one is a canary's."""
    at = NOW - timedelta(days=tree.rng.randrange(1, 300), hours=tree.rng.randrange(20))
    part: dict[str, Any] = {
        "text": "So stand es im Netz.",
        "language": "de",
        "media": [],
        "link": None,
        "mentions": [{"handle": tree.word(), "account_id": tree.word()}],
        "target": tree.word(),
    }
    payload = {"title": "Das ging hinaus", "topic": "verkehr", "parts": [part], "corrects": None}
    return Published(
        post=post,
        channel="website",
        network="website",
        kind="service",
        title="Das ging hinaus",
        payload=payload | {"file_number": tree.word(), "approvals": [tree.word()]},
        payload_sha256=f"{tree.rng.getrandbits(256):064x}",
        due=at,
        accepted_at=at,
        address="https://www.musterhafen.example/",
        remote_id=tree.word(),
        how=tree.word(),
        approvers=(tree.word(),),
    )


def _build(tree: Tree, root: Path, monkeypatch: pytest.MonkeyPatch, *, really: bool) -> BuiltSites:
    facts = _ledger(tree)
    monkeypatch.setattr(building, "build_fixed", build_fixed if really else _show_all)
    monkeypatch.setattr(building, "read_ledger", lambda *_, **__: facts)
    tree.write(root)
    return build_sites(root, ledger=None, now=NOW, out=root / "build" / "site")


def _leaks(folder: Path) -> list[str]:
    """Places below a public folder, and in its files, that hold a canary's word, however it is written."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if WORD in name.lower():
            found.append(f"name: {name}")
        if path.is_file() and (at := (data := path.read_bytes().lower()).find(WORD.encode())) >= 0:
            found.append(f"{name}: …{data[max(0, at - 60) : at + 30].decode(errors='replace')}")
    return found


@pytest.mark.parametrize("seed", range(TREES))
def test_nothing_internal_stands_in_anything_public(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = grow(seed)
    built = _build(tree, tmp_path, monkeypatch, really=seed % 100 == 0)
    assert built.broken == (), "a file that is not read proves nothing by its absence"
    assert built.left_out == ()
    assert _leaks(built.public) == []
    internal = b"".join(path.read_bytes() for path in built.internal.rglob("*") if path.is_file())
    reached = sum(word.encode() in internal for word in tree.words)
    assert len(tree.words) > 300
    assert reached >= _REACHED * len(tree.words), f"only {reached} of {len(tree.words)} stand in the internal site"
    assert built.archived > 0, "a public site without posts shows little"
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("content/posts/2026/12/warntag-sirenen.md", "archive: true\n"),
        ("plans/authority.yml", "name"),
        ("netiquette/index.md", "text"),
    ],
)
def test_a_leak_would_be_seen(path: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word in what *is* public is found: in a post, in the name of every page, in prose."""
    tree = grow(7)
    word = tree.word()
    data = Path(__file__).parents[2].joinpath(path).read_text(encoding="utf-8")
    if line == "name":
        data = data.replace("name: Stadt Musterhafen", f"name: Stadt {word}", 1)
    elif line == "text":
        data += f"\n\n{word}\n"
    else:
        data = data.replace("---\n", f"---\n{line}", 1).replace("\n# ", f"\n# {word} ", 1)
    others = {name: text for name, text in tree.files.items() if Path(path).stem not in name}
    tree.files = others | {path: data.encode()}
    built = _build(tree, tmp_path, monkeypatch, really=False)
    assert _leaks(built.public)
