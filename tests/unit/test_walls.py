"""What import-linter cannot see of the walls (DESIGN.md, „The house"): calls and names, not only modules.

A core module gets the time, the files and the answers of the network as arguments. So it may neither ask a clock nor
open anything, under whatever name the standard library offers that.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtsfunk.channels.adapters import ADAPTERS

PACKAGE = Path(__file__).parents[2] / "scripts" / "amtsfunk"
SHELL = ("commands", "effects", "cli.py", "__main__.py", "__init__.py")

CORE = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in SHELL and path.stat().st_size
)

# Built-in functions that reach outside, or hide from a reader what runs.
CALLS = {"open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"}
# `x.now()` and its like, whatever x is: today() of a date, now() of a datetime, the formatters that ask a clock.
CLOCKS = {"now", "utcnow", "today", "localtime", "gmtime", "monotonic", "perf_counter", "formatdate", "make_msgid"}
# Of these modules a core module may use only what is listed: the rest reads files, clocks or chance.
ONLY = {
    "pathlib": {"PurePath", "PurePosixPath"},
    "io": {"StringIO", "BytesIO"},
    "uuid": {"UUID", "uuid5"},
    "urllib": {"parse"},
    "urllib.request": set(),
    "importlib": set(),
    "importlib.resources": set(),
    "importlib.metadata": set(),
    "zipfile": set(),
    "linecache": set(),
    "codecs": {"lookup", "BOM_UTF8"},
}
# Loaders that read templates from disk: the shell reads, pages get the text.
NAMES = {"FileSystemLoader", "PackageLoader", "environ", "getenv"}


def offences(source: str) -> Iterator[tuple[int, str]]:
    """(line, what) for everything in a module's source that touches the world."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _call(node)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in ONLY:
                    yield node.lineno, f"import {alias.name}: take only {sorted(ONLY[alias.name])} from it"
        elif isinstance(node, ast.ImportFrom):
            yield from _import_from(node)
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield node.lineno, node.attr


def _call(node: ast.Call) -> Iterator[tuple[int, str]]:
    match node.func:
        case ast.Name(id=name) if name in CALLS | {"formatdate", "make_msgid", "localtime"}:
            yield node.lineno, f"{name}()"
        case ast.Attribute(attr=name) if name in CLOCKS:
            yield node.lineno, f".{name}()"


def _import_from(node: ast.ImportFrom) -> Iterator[tuple[int, str]]:
    for alias in node.names:
        if alias.name in NAMES:
            yield node.lineno, alias.name
        if node.module in ONLY and alias.name not in ONLY[node.module]:
            yield node.lineno, f"{node.module}.{alias.name}"


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_core_module_touches_nothing(path: Path) -> None:
    found = [f"{path.name}:{line}: {what}" for line, what in offences(path.read_text(encoding="utf-8"))]
    assert not found, "The core is pure; pass the value in, or move this to effects/:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.datetime.now(datetime.UTC)",
        "from datetime import date\nx = date.today()",
        "open('x')",
        "print('x')",
        "from pathlib import Path",
        "import pathlib",
        "from io import open",
        "from urllib import request",
        "from urllib.request import urlopen",
        "from importlib.resources import files",
        "from uuid import uuid4",
        "from jinja2 import FileSystemLoader",
        "import jinja2\nx = jinja2.PackageLoader('x')",
        "import os\nx = os.environ['x']",
        "from email.utils import formatdate\nx = formatdate()",
    ],
)
def test_every_way_out_is_seen(source: str) -> None:
    assert list(offences(source))


@pytest.mark.parametrize(
    "source",
    [
        "from pathlib import PurePosixPath",
        "from urllib.parse import urlsplit",
        "from io import BytesIO",
        "def decide(state, now):\n    return now.astimezone()",
    ],
)
def test_pure_code_is_left_alone(source: str) -> None:
    assert not list(offences(source))


def test_the_core_was_found() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in CORE}
    assert {"model", "source", "rules", "approval", "delivery", "channels", "pages", "planning", "report"} <= rooms


def test_every_adapter_is_behind_the_wall_between_networks() -> None:
    contracts = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    walled = {
        name
        for contract in contracts["tool"]["importlinter"]["contracts"]
        if contract["type"] == "independence"
        for name in contract["modules"]
    }
    adapters = {type(adapter).__module__ for adapter in ADAPTERS.values()}
    assert adapters
    assert adapters <= walled, "Enter the new network in pyproject.toml, in both contracts about networks"


def test_version_needs_no_heavy_module() -> None:
    code = "import sys; before = set(sys.modules); import amtsfunk.cli as c; c.main(['--version']); " + (
        "print(sorted({n.partition('.')[0] for n in set(sys.modules) - before}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = ast.literal_eval(out.splitlines()[-1])
    heavy = {"pydantic", "yaml", "git", "rich", "mkdocs", "PIL", "requests", "holidays", "regex", "jinja2", "argparse"}
    assert "amtsfunk" in loaded
    assert not heavy & set(loaded)
