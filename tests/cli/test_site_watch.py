"""``site serve`` while somebody writes: the real process, real files, real requests."""

from __future__ import annotations

import http.client
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from amtsfunk.effects.changed_files import changed_paths, look, wait_for_change
from support.site_office import PRODUCT, add_post, copy_office

PATIENCE = 120
HEAD = "publish_at: 02.11.2026 09:30\nchannels: [website]\ntopic: verkehr\narchive: true"
PAGE = "/archiv/2026/11/radweg/"


@dataclass
class Serving:
    """``lines``: what the process says, as it says it. Reading on goes from where the last search ended."""

    office: Path
    process: subprocess.Popen[str]
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    ports: list[int] = field(default_factory=list)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, words: str) -> str:
        """Everything that is said up to the line that holds ``words``."""
        said = ""
        until = time.monotonic() + PATIENCE
        while words not in said:
            try:
                line = self.lines.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"never said „{words}“, but: {said}")
            if "http://127.0.0.1:" in line:
                self.ports.append(int(line.rsplit(":", 1)[1].strip(" /\n")))
            said += line
        return said

    def get(self, path: str, *, internal: bool = False) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[internal], timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    office = copy_office(tmp_path_factory.mktemp("office"))
    shutil.copytree(PRODUCT / "site", office / "site")
    shutil.copy(PRODUCT / "mkdocs.yml", office)
    add_post(office, "radweg", HEAD, "# Radweg\n\nDer Radweg am Hafen ist fertig.")
    command = [sys.executable, "-m", "amtsfunk", "site", "serve", "--repository", str(office)]
    with subprocess.Popen(
        [*command, "--public-port", "0", "--internal-port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        restore_signals=True,
    ) as process:
        running = Serving(office, process)
        threading.Thread(target=running.listen, daemon=True).start()
        running.until("Strg+C")
        yield running
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0


def _post(serving: Serving) -> Path:
    return serving.office / "content/posts/2026/11/radweg.md"


def test_a_saved_post_and_a_saved_fixed_page_are_shown(serving: Serving) -> None:
    path = _post(serving)
    path.write_text(path.read_text(encoding="utf-8").replace("fertig.", "gesperrt."), encoding="utf-8")
    said = serving.until("Fertig:")
    assert "Geändert: content/posts/2026/11/radweg.md" in said
    assert "öffentlich 3 Dateien" in said or "Archiv:" in said
    assert "Der Radweg am Hafen ist gesperrt." in serving.get(PAGE)[1]
    page = serving.office / "netiquette/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nDieser Satz ist neu.\n", encoding="utf-8")
    serving.until("Fertig:")
    assert "Dieser Satz ist neu." in serving.get("/netiquette/")[1]


def test_a_new_post_is_in_the_archive_before_the_fixed_pages_are_built(serving: Serving) -> None:
    add_post(serving.office, "hafenfest", HEAD, "# Hafenfest\n\nDas Hafenfest beginnt.")
    serving.until("feste Seiten folgen")
    assert "Das Hafenfest beginnt." in serving.get("/archiv/2026/11/hafenfest/")[1]
    serving.until("Fertig:")
    assert "Hafenfest" in serving.get("/archiv/")[1]


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("content/posts/2026/11/radweg.md", "---\npublish_at: [\n---\n# x\n\ny\n", "Im Moment nicht lesbar: content"),
        ("plans/authority.yml", "name: [\n", "Die Einstellungen in plans/ sind nicht lesbar"),
        ("netiquette/measures.yml", "measures: [\n", "Im Moment nicht lesbar: netiquette/measures.yml"),
    ],
)
def test_what_cannot_be_read_right_now_is_told_and_the_last_good_sites_stay(
    serving: Serving, path: str, text: str, says: str
) -> None:
    pages = [(PAGE, False), ("/", False), ("/netiquette/massnahmen/", False), ("/plan.html", True)]
    before = [serving.get(page, internal=internal) for page, internal in pages]
    assert [status for status, _ in before] == [200] * len(pages)
    file = serving.office / path
    good = file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    said = serving.until("was zuletzt fertig war")
    assert says in said
    assert [serving.get(page, internal=internal) for page, internal in pages] == before
    file.write_text(good, encoding="utf-8")
    assert "nicht lesbar" not in serving.until("Fertig:")
    assert [serving.get(page, internal=internal) for page, internal in pages] == before


@pytest.mark.parametrize(
    ("path", "broken", "says"),
    [
        ("site/theme/main.html", "{% block content %}", "MkDocs konnte die Seiten nicht bauen"),
        ("site/public/kontakt.md", "{% if %}", "Die Vorlage kontakt.md ist nicht lesbar (Zeile "),
        ("site/archive/post.html", "{{ post.gibt_es_nicht.nie }}", "Eine Vorlage in site/ passt nicht"),
    ],
)
def test_a_template_that_cannot_be_filled_changes_no_page_and_its_repair_does(
    serving: Serving, path: str, broken: str, says: str
) -> None:
    pages = ("/", PAGE, "/netiquette/", "/kontakt/")
    before = [serving.get(page) for page in pages]
    file = serving.office / path
    good = file.read_text(encoding="utf-8")
    file.write_text(f"{good}\n{broken}\n", encoding="utf-8")
    assert says in serving.until("was zuletzt fertig war")
    assert [serving.get(page) for page in pages] == before
    file.write_text(good, encoding="utf-8")
    serving.until("Fertig:")
    assert [serving.get(page) for page in pages] == before


def test_what_came_went_or_differs_is_a_change_and_what_editors_keep_beside_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "a.md").write_text("a", encoding="utf-8")
    (folder / "b.md").write_text("b", encoding="utf-8")
    names = ("content", "mkdocs.yml", "plans")
    before = look(tmp_path, names)
    (folder / ".a.md.swp").write_text("x", encoding="utf-8")
    (folder / "a.md~").write_text("x", encoding="utf-8")
    assert look(tmp_path, names) == before
    (folder / "a.md").unlink()
    (folder / "b.md").write_text("bb", encoding="utf-8")
    (folder / "neu").mkdir()
    (folder / "neu/c.md").write_text("c", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("x", encoding="utf-8")
    now = wait_for_change(tmp_path, names, before)
    assert changed_paths(before, now) == ("content/a.md", "content/b.md", "content/neu/c.md", "mkdocs.yml")
