"""How long ``site serve`` takes to show what was saved: from the moment a file is written until its page says so.

The real process, the example's content, real requests. A post and a fixed page are changed in turn, so that a busy
moment of the machine meets both.
"""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from checking import ENV
from figures import Figure
from measure import CommandFailed
from posts import copy_plans
from starting import AMTSFUNK

_PATIENCE = 120
_PAUSE = 0.02
_POST = """\
---
publish_at: 30.11.2026 09:30
channels: [website]
topic: verkehr
archive: true
---
# Radweg

Abschnitt {number} ist fertig.
"""


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    folder.mkdir(parents=True)
    copy_plans(folder)
    for name in ("content", "netiquette", "guidelines"):
        shutil.copytree(Path(__file__).parents[2] / name, folder / name, dirs_exist_ok=True)
    post = folder / "content/posts/2026/11/radweg.md"
    post.write_text(_POST.format(number=0), encoding="utf-8")
    page = folder / "netiquette/index.md"
    text = page.read_text(encoding="utf-8")
    posts, pages = [], []
    with _Serving(folder) as serving:
        for number in range(1, runs + 1):
            changed = _POST.format(number=number)
            posts.append(serving.seconds(post, changed, "/archiv/2026/11/radweg/", f"Abschnitt {number} ist fertig."))
            changed = f"{text}\nFassung {number}.\n"
            pages.append(serving.seconds(page, changed, "/netiquette/", f"Fassung {number}."))
    yield Figure("serve_changed_post", median(posts), "s", "≤", 1)
    yield Figure("serve_changed_page", median(pages), "s", "≤", 4)


class _Serving:
    """``site serve`` until the block ends; what it says goes to a file, where a failure can be read."""

    def __init__(self, folder: Path) -> None:
        self._said = folder / "said.txt"
        with self._said.open("w", encoding="utf-8") as out:
            self._process = subprocess.Popen(
                [AMTSFUNK, "site", "serve", "--public-port", "0", "--internal-port", "0"],
                cwd=folder, env={**os.environ, **ENV}, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def __enter__(self) -> _Serving:
        said = self._until("Strg+C")
        line = next(line for line in said.splitlines() if line.startswith("öffentlich:") and "http://" in line)
        self._port = int(line.rsplit(":", 1)[1].strip(" /"))
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE)

    def seconds(self, file: Path, text: str, path: str, words: str) -> float:
        """From writing ``file`` until ``path`` says ``words``; then waits until everything else is shown, too."""
        before = self._said.read_text(encoding="utf-8").count("Fertig:")
        file.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        while words not in self._get(path):
            self._not_for_ever(begun, words)
        taken = time.perf_counter() - begun
        while self._said.read_text(encoding="utf-8").count("Fertig:") == before:
            self._not_for_ever(begun, "Fertig:")
        return taken

    def _get(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def _until(self, words: str) -> str:
        begun = time.perf_counter()
        while words not in (said := self._said.read_text(encoding="utf-8")):
            self._not_for_ever(begun, words)
        return said

    def _not_for_ever(self, begun: float, words: str) -> None:
        if self._process.poll() is not None or time.perf_counter() - begun > _PATIENCE:
            said = self._said.read_text(encoding="utf-8")[-2000:]
            raise CommandFailed(f"site serve did not show „{words}“:\n{said}")
        time.sleep(_PAUSE)
