"""Repositories for the rules' examples: the base, with one example's files laid over it.

A file ``<slug>.md`` directly in an example is a post of December 2026; every other file lies where its path says.
``SETUP`` does what files in git cannot say, one a line: ``remove PATH``, ``copy FROM TO``, ``move FROM TO``,
``link PATH TARGET``, ``pipe PATH``, ``pad PATH BYTES``; and for one line of a file of the base: ``drop PATH TEXT`` (all
lines that hold it), ``swap PATH OLD => NEW`` (its first place), ``add PATH LINE`` (at the end). ``before/`` holds files
of the netiquette as they were at the base.
``BEFORE`` names posts, one a line, that were not there at the base with which the example is compared.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
BASE = EXAMPLES / "base"
EXPECTED = "expected.txt"
_BESIDE = (EXPECTED, "SETUP", "BEFORE")
_POSTS = Path("content/posts/2026/12")


def pages_before(root: Path) -> dict[str, bytes]:
    """Path → bytes of what an example keeps in ``before/``: pages as they were at the base."""
    before = root / "before"
    return {file.relative_to(before).as_posix(): file.read_bytes() for file in before.rglob("*.yml")}


def examples(kind: str) -> list[str]:
    """Names of the examples of a kind, ``good`` or ``bad``."""
    return sorted(folder.name for folder in (EXAMPLES / kind).iterdir() if folder.is_dir())


def new_posts(kind: str, rule: str) -> dict[str, bytes] | None:
    """The posts that ``BEFORE`` names, as they were at the base: not there. None where nothing is compared."""
    before = EXAMPLES / kind / rule / "BEFORE"
    return dict.fromkeys(before.read_text(encoding="utf-8").split(), b"") if before.exists() else None


def lay_out(kind: str, rule: str, root: Path) -> Path:
    """The repository of one example below ``root``."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    source = EXAMPLES / kind / rule
    for file in sorted(path for path in source.rglob("*") if path.is_file() and path.name not in _BESIDE):
        relative = file.relative_to(source)
        target = root / (_POSTS / relative if len(relative.parts) == 1 else relative)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    setup = source / "SETUP"
    for line in setup.read_text(encoding="utf-8").splitlines() if setup.exists() else ():
        if not line.startswith("#"):
            _do(root, *line.split(" ", 2))
    return root


def _do(root: Path, verb: str, name: str, rest: str = "") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    match verb:
        case "remove":
            path.unlink()
        case "copy":
            shutil.copyfile(path, root / rest)
        case "move":
            path.rename(root / rest)
        case "link":
            path.symlink_to(rest)
        case "pipe":
            os.mkfifo(path)
        case "pad":
            with path.open("ab") as stream:
                # Behind a picture, only padding tells nothing.
                stream.write((b"Zeile.\n" if path.suffix in (".md", ".yml") else bytes(7)) * (int(rest) // 7))
        case "drop":
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if rest not in line]
            assert len(kept) < len(lines), f"nothing to drop: {rest}"
            path.write_text("".join(kept), encoding="utf-8")
        case "swap":
            old, _, new = rest.replace("\\n", "\n").partition(" => ")
            before = path.read_text(encoding="utf-8")
            assert old in before, f"nothing to swap: {old}"
            path.write_text(before.replace(old, new, 1), encoding="utf-8")
        case "add":
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"{rest}\n")
        case _:
            raise ValueError(f"no such step of SETUP: {verb}")
