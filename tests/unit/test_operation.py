"""The unit and the container file call the program with words that it has, and copy files that exist."""

from __future__ import annotations

import json
import re
import shlex
from argparse import Namespace
from pathlib import Path

from amtsfunk.commandline import GermanParser
from amtsfunk.commands import publish
from amtsfunk.effects.server import _TYPES, HEADERS
from amtsfunk.effects.sftp import LIST

REPOSITORY = Path(__file__).parents[2]
OPERATION = REPOSITORY / "docs" / "operation"


def parse(words: list[str]) -> Namespace:
    assert words[0] == "publish"
    parser = GermanParser(prog="amtsfunk publish")
    publish.add_arguments(parser)
    return parser.parse_args(words[1:])


def test_the_unit_starts_a_watching_publisher_with_a_folder_that_stays() -> None:
    unit = (OPERATION / "amtsfunk.service").read_text(encoding="utf-8")
    started = re.search(r"^ExecStart=\S+/amtsfunk (.*)$", unit, re.MULTILINE)
    assert started
    words = parse(shlex.split(started[1]))
    assert words.send and words.watch
    assert words.state == Path("/var/lib/amtsfunk")
    assert "StateDirectory=amtsfunk" in unit


def test_the_container_does_the_same() -> None:
    container = (OPERATION / "Containerfile").read_text(encoding="utf-8")
    command = re.search(r"^CMD (\[.*\])$", container, re.MULTILINE)
    assert command
    words = parse(json.loads(command[1]))
    assert words.send and words.watch
    assert words.state == Path("/state")


def test_what_the_container_copies_is_there() -> None:
    container = (OPERATION / "Containerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.*) \S+$", container, re.MULTILINE):
        assert all((REPOSITORY / name).exists() for name in line.split()), line


def test_both_servers_send_the_headers_that_ones_own_machine_sends() -> None:
    apache = (OPERATION / "apache.conf").read_text(encoding="utf-8")
    nginx = (OPERATION / "nginx.conf").read_text(encoding="utf-8")
    for name, text in HEADERS:
        assert f'Header always set {name} "{text}"\n' in apache
        assert f'add_header {name} "{text}" always;\n' in nginx
    # In nginx a block with one header of its own loses all that are inherited.
    assert all(line.startswith("add_header") for line in nginx.splitlines() if "add_header" in line)
    assert ".amtsfunk-" in nginx and LIST.startswith(".amtsfunk-") and r"^\.amtsfunk-" in apache


def test_both_servers_compress_the_same_kinds_of_text() -> None:
    apache = (OPERATION / "apache.conf").read_text(encoding="utf-8")
    nginx = (OPERATION / "nginx.conf").read_text(encoding="utf-8")
    of_apache = re.search(r"^AddOutputFilterByType DEFLATE (.+)$", apache, re.MULTILINE)
    of_nginx = re.search(r"^gzip_types (.+);$", nginx, re.MULTILINE)
    assert of_apache and of_nginx
    # nginx compresses HTML without being told, and warns where it is told.
    assert set(of_apache[1].split()) == {"text/html", *of_nginx[1].split()}
    sent = {kind.split(";")[0] for ending, kind in _TYPES.items() if ending != ".webp"}
    assert sent <= set(of_apache[1].split())
