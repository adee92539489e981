"""197 posts that real people published, the whole way: import, check, preview, approve, publish, archive, once."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtsfunk import cli
from amtsfunk.commands.demonstration.sandbox import CONTENT, GOVERNANCE, Sandbox
from amtsfunk.commands.demonstration.story import EDITOR, PUBLISHER, SPOKESPERSON, Story, read_example_now
from amtsfunk.effects.git import Git

PRODUCT = Path(__file__).parents[2]
REAL = Path(os.environ.get("AMTSFUNK_GALAXY_SOCIAL") or PRODUCT.parent / "shared" / "data" / "galaxy-social")
FILES = 197
MINUTES_AFTER = 4 * 60


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The example authority with its history, and all real posts merged and approved, one after the other."""
    if not REAL.is_dir():
        pytest.skip(f"skipped: the real posts are not at {REAL}")
    sandbox = Sandbox(tmp_path / "sandbox")
    now, zone = read_example_now(PRODUCT)
    story = Story(_product_that_lists_them(tmp_path / "product"), sandbox, now, zone)
    story.make_authority()
    monkeypatch.setenv("AMTSFUNK_TRUST_ROOT", sandbox.trust_root)
    monkeypatch.chdir(sandbox.clone)
    sandbox.branch("galaxy")
    source = ["--channels", str(PRODUCT / "docs" / "import" / "galaxy-social-channels.yml")]
    times = ["--start", "01.12.2026 09:10", "--every", "1 min"]
    assert cli.main(["import", "galaxy-social", str(REAL), "--write", *source, *times]) == 0
    at = now - timedelta(minutes=40)
    for post in (sandbox.clone / "content" / "posts").rglob("*.md"):
        described = post.read_text(encoding="utf-8").replace("![image]", "![Logo und Schriftzug von BRC Analytics]")
        post.write_text(described, encoding="utf-8")
    sandbox.commit(sandbox.actor(EDITOR), "Übernommene Beiträge", at, ["content"])
    for post in _posts(sandbox):
        key = str(sandbox.actor(SPOKESPERSON).key)
        assert cli.main(["approve", post, "--key", key, "--now", at.isoformat()]) == 0
    sandbox.commit(sandbox.actor(SPOKESPERSON), "Freigaben", at, ["content"])
    sandbox.merge(sandbox.actor(SPOKESPERSON), "galaxy", at)
    yield sandbox


def _product_that_lists_them(folder: Path) -> Path:
    """The example authority, which lists all whom the posts mention: nobody else may be mentioned (R36)."""
    for name in (*GOVERNANCE, *CONTENT):
        origin, target = PRODUCT / name, folder / name
        if origin.is_dir():
            shutil.copytree(origin, target, dirs_exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
    handles: set[str] = set()
    for file in REAL.rglob("*.md"):
        # In the text, and by network in the front matter.
        found = re.findall(
            r"@([\w.@-]*\w)|^ *- *[\"']?([\w.@-]+)[\"']? *$", file.read_text(encoding="utf-8"), re.MULTILINE
        )
        handles |= {(one or other).lower() for one, other in found}
    entries = [
        f"  echt-{number}:\n    name: Konto {number}\n    accounts:\n"
        f'      web:\n        handle: "{handle}"\n        account_id: "{number}"\n'
        for number, handle in enumerate(sorted(handles))
    ]
    with (folder / "plans" / "mentions.yml").open("a", encoding="utf-8") as stream:
        stream.writelines(entries)
    return folder


def _posts(sandbox: Sandbox) -> list[str]:
    return sorted(
        file.stem
        for file in (sandbox.clone / "content" / "posts").rglob("*.md")
        if "1. Dezember" not in file.stem and not (PRODUCT / file.relative_to(sandbox.clone)).exists()
    )


def _publish(sandbox: Sandbox, minutes: int, expected: int) -> None:
    now, _ = read_example_now(PRODUCT)
    key = ["--key", str(sandbox.actor(PUBLISHER).key), "--state", str(sandbox.state)]
    when = ["--now", (now + timedelta(minutes=minutes)).isoformat()]
    if not Git(sandbox.remote).resolve("refs/heads/ledger"):
        assert cli.main(["ledger", "open", *key, *when]) == 0
    assert cli.main(["publish", "--send", *key, *when]) == expected


def _lines(sandbox: Sandbox) -> list[dict[str, object]]:
    with Git(sandbox.remote) as git:
        paths = [entry.path for entry in git.tree("ledger") if entry.path.endswith(".jsonl") and entry.path[2] == "/"]
        return [json.loads(line) for path in paths for line in (git.blob("ledger", path) or b"").splitlines()]


def test_they_go_the_whole_way_once(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    posts = _posts(sandbox)
    capsys.readouterr()
    assert cli.main(["check", "--format", "json"]) == 0
    capsys.readouterr()
    assert cli.main(["preview", *posts, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {row["post"] for row in shown} == set(posts)

    _publish(sandbox, MINUTES_AFTER, expected=1)
    lines = _lines(sandbox)
    sent = Counter((line["post"], line["channel"], line["step"]) for line in lines if line["type"] == "accepted")
    handed = Counter((line["post"], line["channel"], line["step"]) for line in lines if line["type"] == "handed")
    # Two of them say word for word what an earlier one said on the same channel, so a person is asked.
    taken = {(line["post"], line["channel"]) for line in lines if line["type"] == "held" and line["reason"] == "taken"}
    assert len({post for post, _ in taken}) == 2
    assert {post for post, channel, _ in sent if channel == "website"} == set(posts) - {post for post, _ in taken}
    assert {(row["post"], row["channel"]) for row in shown} == {key[:2] for key in (*sent, *handed)} | taken
    assert not taken & {key[:2] for key in (*sent, *handed)}
    assert set(sent.values()) | set(handed.values()) == {1}

    _publish(sandbox, MINUTES_AFTER + 1, expected=0)
    assert _lines(sandbox) == lines

    out = sandbox.folder / "site"
    folders = ("--public-dir", str(out / "public"), "--internal-dir", str(out / "internal"))
    assert cli.main(["site", "build", *folders]) == 0
    pages = {page.parent.name for page in (out / "public" / "archiv").glob("*/*/*/index.html")}
    assert set(posts) - {post for post, _ in taken} <= pages
