"""What people set in their own git changes nothing of what is read there, and stops nothing that was approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.publishing import lines, publish, types
from support.repo import Office, post_text

EVIL = "content/posts/2026/12/boese.md"


@pytest.mark.parametrize(
    "settings",
    [
        ("[log]", "showSignature = true"),
        ("[log]", "follow = true"),
        ("[log]", "diffMerges = off"),
        ("[i18n]", "commitEncoding = ISO-8859-1", "logOutputEncoding = UTF-16"),
        ('[gpg "ssh"]', "program = /nonexistent/password-manager"),
        ("[push]", "gpgSign = true", "followTags = true"),
    ],
    ids=lambda settings: settings[1].split(" ", maxsplit=1)[0],
)
def test_what_is_approved_goes_out_once_and_nothing_else(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: tuple[str, ...]
) -> None:
    office.post()
    office.branch("zweiter")
    office.write(EVIL, post_text(title="Ohne Freigabe", text="Das hat niemand freigegeben."))
    office.commit()
    office.merge("zweiter")
    office.push()
    own = tmp_path / "gitconfig"
    own.write_text("".join(f"{line}\n" for line in settings), encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    assert publish(office) == 0
    assert publish(office, now="2026-12-01 09:20") == 0
    assert types(office) == ["captured", "claimed", "accepted"]
    assert not lines(office, "boese")
