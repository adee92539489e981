"""Guards around every test: no network but loopback, no real home, no git settings of the person who runs it.

They hold for child processes too, through the environment. A test that needs other settings sets them itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import loopback_only
import pytest
from hypothesis import HealthCheck, settings

_GUARD = Path(__file__).parent / "guard"
loopback_only.install()

# A shell starts what it puts in the background with Ctrl+C ignored, and every program started from there inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A slow machine is no defect: timings are never asserted.
settings.register_profile("amtsfunk", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("amtsfunk")

_GIT_SETTINGS = """\
[user]
	name = Test Person
	email = test@musterhafen.example
[init]
	defaultBranch = main
[commit]
	gpgSign = false
[gc]
	auto = 0
[protocol "file"]
	allow = always
[advice]
	detachedHead = false
"""
# Whatever of these a person has set, or a hook of git's that runs the tests, must not decide a test.
_FOREIGN = ("GIT_", "SSH_", "AMTSFUNK_", "GITHUB_", "PYTHON", "XDG_", "LC_", "http", "HTTP", "ALL_")


@pytest.fixture(autouse=True, scope="session")
def _isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(_GIT_SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        patch.setenv("GIT_ALLOW_PROTOCOL", "file:http")
        patch.setenv("PYTHONPATH", str(_GUARD))
        patch.setenv("LC_ALL", "C.UTF-8")
        # Neither Germany nor UTC: whoever relies on the machine's time zone is found out.
        patch.setenv("TZ", "America/St_Johns")
        yield
