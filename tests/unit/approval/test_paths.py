"""Which paths are posts, media and governance."""

from __future__ import annotations

from pathlib import Path

import pytest

from amtsfunk.approval.paths import (
    GOVERNANCE_PATHSPECS,
    approval_path,
    is_governance,
    is_governed_content,
    is_media_path,
    post_id,
)
from amtsfunk.effects.git import Git

POST = "content/posts/2026/12/warntag.md"


@pytest.mark.parametrize(
    "path",
    [
        "plans/authority.yml",
        "plans/channels.yml",
        "plans/team.yml",
        "plans/approval.yml",
        "plans/elections.yml",
        "plans/mentions.yml",
        "plans/notify.yml",
        "plans/genesis.json",
        "plans/ratified.yml",
        "plans/govern/x.json",
        "plans/govern",
        ".github/workflows/publish.yml",
        ".github",
        ".gitattributes",
        "content/media/.gitattributes",
        ".gitmodules",
        "a/b/.gitmodules",
        "requirements.lock",
        "requirements-dev.lock",
        "scripts/amtsfunk/cli.py",
        "scripts/amtsfunk/pages/post.html",
        "site/a/b.html",
        "mkdocs.yml",
        "pyproject.toml",
        "Makefile",
        "PLANS/TEAM.YML",
        "Scripts/amtsfunk/x.py",
        ".ci/prerequisites",
        ".forgejo/workflows/x.yml",
        ".gitea/workflows/x.yml",
        ".gitlab-ci.yml",
        ".gitlab/agents/x",
        ".pre-commit-config.yaml",
        ".vscode/settings.json",
        ".woodpecker.yml",
        "GNUmakefile",
        "amtsfunk.py",
        "amtsfunk/__init__.py",
        "content/media/x.py",
        "pip.conf",
        "requirements-dev.txt",
        "requirements/all.txt",
        "setup.cfg",
        "setup.py",
        "tests/conftest.py",
        "tests/data/x.yml",
        "x.pth",
    ],
)
def test_governance(path: str, tmp_path: Path) -> None:
    """Git, which looks for the commits that touch them, finds each one, too."""
    assert is_governance(path)
    with Git(tmp_path) as git:
        git.run("init", "--quiet")
        blob = git.run("hash-object", "-w", "--stdin", stdin=b"x").decode().strip()
        git.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path.replace('.git', '.xgit')}")
        specs = [spec.replace(".git", ".xgit") for spec in GOVERNANCE_PATHSPECS]
        assert git.run("ls-files", "--", *specs).decode().strip() == path.replace(".git", ".xgit")


@pytest.mark.parametrize(
    "path",
    [
        POST,
        "plans/hours.yml",
        "plans/topics.yml",
        "plans/rota.yml",
        "plans/weeks/2026-49.yml",
        "plans/limits.yml",
        "plans/stops/x.yml",
        "content/team.yml",
        "docs/scripts.md",
        "netiquette/clauses.yml",
        "content/posts/2026/12/.entwurf",
        "docs/makefile.md",
        "README.md",
        "websites/x",
    ],
)
def test_no_governance(path: str) -> None:
    assert not is_governance(path)


def test_the_digest_leaves_out_only_the_statements_about_it() -> None:
    assert is_governed_content("plans/team.yml") and is_governed_content("plans/ratified.yml")
    for path in ("plans/genesis.json", "plans/govern/x.json", "Plans/Govern/x.json", POST):
        assert not is_governed_content(path)


def test_a_post_and_what_lies_beside_it() -> None:
    assert post_id(POST) == "warntag"
    assert approval_path(POST) == "content/posts/2026/12/warntag.approval.json"
    assert post_id("content/posts/2026/12/warntag.approval.json") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/media/2026/12/sirene.png", True),
        ("content/media/2026/12/Sirene_1.JPG", True),
        ("content/media/2026/12/../../../plans/team.yml", False),
        ("content/media/2026/12/a..b.png", False),
        ("content/media/2026/12/.hidden", False),
        ("content/media/2026/12/-rf", False),
        ("content/media/2026/12/a\nb.png", False),
        ("content/media/2026/12/a/b.png", False),
        ("content/media/2026/12/ä.png", False),
    ],
)
def test_media_paths(path: str, expected: bool) -> None:
    assert is_media_path(path) is expected
