"""Every page of a built site, held against the standard by html-validate.

Of its rules two do not fit: nothing is loaded from elsewhere, so nothing needs a checksum (``require-sri``); and three
forms show their result while one types and send nothing, so they have no button to send it (``wcag/h32``).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lighthouse.audits import NODE, PARTS

VALIDATOR = PARTS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("html-validate.json")
_BROKEN = '<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><p id="a">x<div id="a"></p></body></html>'
_SECONDS = 300


class NotValidated(Exception):
    """The validator did not do its work."""


def invalid(folder: Path) -> list[str]:
    """``page:line:column: rule: message`` for every fault of every page below ``folder``. Raises NotValidated."""
    _expect_it_sees()
    return _validate(folder)


def _expect_it_sees() -> None:
    """A validator that finds nothing on a broken page would find nothing anywhere."""
    with tempfile.TemporaryDirectory(prefix="amtsfunk-broken-") as folder:
        Path(folder, "broken.html").write_text(_BROKEN, encoding="utf-8")
        if not any("no-dup-id" in fault for fault in _validate(Path(folder))):
            raise NotValidated("a page with the same id twice was called valid")


def _validate(folder: Path) -> list[str]:
    command = [str(NODE), str(VALIDATOR), "--config", str(RULES), "--formatter", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode not in (0, 1):
        raise NotValidated(f"html-validate ended with {done.returncode}: {(done.stderr or done.stdout)[-500:]}")
    try:
        results = json.loads(done.stdout or "[]")
    except ValueError:
        raise NotValidated(f"html-validate said: {done.stdout[-500:]}") from None
    return [fault for result in results for fault in _faults(folder, result["filePath"], result["messages"])]


def _faults(folder: Path, file: str, messages: Sequence[dict[str, object]]) -> list[str]:
    page = Path(file).resolve().relative_to(folder.resolve()).as_posix()
    return [f"{page}:{one['line']}:{one['column']}: {one['ruleId']}: {one['message']}" for one in messages]
