"""The server for looking at the sites: real requests on loopback, and the real process until Ctrl-C."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.effects.server import Served, serve
from amtsfunk.model.errors import EffectFailed
from support.site_office import copy_office


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "archiv").mkdir()
    (tmp_path / ".amtsfunk-site").write_text("x", encoding="utf-8")
    for name, text in {
        "index.html": "Start",
        "404.html": "Gibt es nicht",
        "archiv/feed.atom": "<x/>",
        "archiv/feed.json": "{}",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path.parent / "geheim.txt").write_text("geheim", encoding="utf-8")
    running = serve(tmp_path, "Test", 0)
    yield running
    running.stop()


def _get(served: Served, path: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_pages_come_with_their_type_and_the_headers_that_keep_readers_safe(served: Served) -> None:
    status, headers, body = _get(served, "/")
    assert (status, body) == (200, "Start")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert _get(served, "/archiv/feed.atom")[1]["content-type"].startswith("application/atom+xml")
    assert _get(served, "/archiv/feed.json")[1]["content-type"].startswith("application/feed+json")


@pytest.mark.parametrize(
    "path",
    [
        "/gibt-es-nicht",
        "/archiv/",
        "/../geheim.txt",
        "/%2e%2e/geheim.txt",
        "/.amtsfunk-site",
        "/archiv/../.amtsfunk-site",
    ],
)
def test_what_is_not_there_or_not_for_readers_is_our_own_404(served: Served, path: str) -> None:
    status, headers, body = _get(served, path)
    assert (status, body) == (404, "Gibt es nicht")
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_a_foreign_name_for_this_machine_is_refused(served: Served) -> None:
    assert _get(served, "/", "angreifer.example")[0] == 421
    assert _get(served, "/", f"localhost:{served.port}")[0] == 200


def test_a_busy_port_is_replaced_by_a_free_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("Start", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = serve(tmp_path, "Test", taken.getsockname()[1])
        assert running.port != taken.getsockname()[1]
        assert _get(running, "/")[0] == 200
        running.stop()


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EffectFailed):
        serve(tmp_path, "Test", 0)


def test_serve_shows_both_sites_until_interrupted(tmp_path: Path) -> None:
    office = copy_office(tmp_path)
    command = [sys.executable, "-m", "amtsfunk", "site", "serve", "--repository", str(office)]
    with subprocess.Popen(
        [*command, "--public-port", "0", "--internal-port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        ports = []
        for line in running.stdout:
            if "http://127.0.0.1:" in line:
                ports.append(int(line.rsplit(":", 1)[1].strip(" /\n")))
            if "Strg+C" in line:
                break
        assert len(ports) == 2
        for port, words in zip(ports, ("Mein Kommentar", "Intern – nur"), strict=True):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            assert words in connection.getresponse().read().decode()
            connection.close()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=20)
    assert running.returncode == 0
    assert errors == ""
