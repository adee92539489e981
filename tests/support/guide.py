"""A page of the handbook as something to be done: its commands, its lines for files, and what only people can do."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_STEP = re.compile(r"(?ms)^```\n(?P<block>.*?)^```$|^\*\*Nur (?P<people>.*?)\n\{: #(?P<anchor>\S+) \}$")


@dataclass(frozen=True)
class Step:
    """``kind``: shell (``text``: commands, one a line), file (``text``: lines for the file that the first one names) or
    people (``text``: the anchor of what only they can do)."""

    kind: str
    text: str


def steps_of(page: str) -> Iterator[Step]:
    """In the order in which they stand there."""
    for found in _STEP.finditer(page):
        if found["anchor"] is not None:
            yield Step("people", found["anchor"])
        else:
            yield Step("file" if found["block"].startswith("# ") else "shell", found["block"])


@dataclass
class Terminal:
    """One terminal: folder and exported variables last from one command to the next, as they do for a person.
    ``took``: (seconds, command) of everything that was run."""

    folder: Path
    environment: Mapping[str, str]
    took: list[tuple[float, str]] = field(default_factory=list)

    def run(self, command: str) -> tuple[int, str]:
        """Exit code and everything that was said."""
        read_end, write_end = os.pipe()
        script = f"{command}\ncode=$?\n{{ pwd; env -0; }} >&{write_end}\nexit $code"
        begun = time.monotonic()
        done = subprocess.Popen(
            ["bash", "-c", script], cwd=self.folder, env=dict(self.environment), text=True, pass_fds=[write_end],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.close(write_end)
        with os.fdopen(read_end) as left:
            said = done.communicate()[0]
            folder, _, variables = left.read().partition("\n")
        self.took.append((time.monotonic() - begun, command))
        self.folder = Path(folder)
        self.environment = dict(line.split("=", 1) for line in variables.split("\0") if "=" in line)
        return done.returncode, said
