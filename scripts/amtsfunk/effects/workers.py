"""Spreading pure work over processes. Forked, so that what is loaded stays loaded; only results travel."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, NamedTuple, TypeVar

from amtsfunk.model.errors import EffectFailed

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_chunks(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, at_least: int, most_workers: int = 8
) -> list[Result]:
    """``work`` over chunks of ``items``, results in order. This process does the first chunk itself, and all of them
    where there are fewer than ``at_least`` items, one processor, or no fork.

    What ``work`` raises is raised here. Raises EffectFailed where a worker died without a word.
    """
    workers = min(os.cpu_count() or 1, most_workers)
    if len(items) < at_least or workers < 2 or not hasattr(os, "fork"):
        return [work(items)]
    size = -(-len(items) // workers)
    mine, *others = [items[start : start + size] for start in range(0, len(items), size)]
    # The children share the parent's memory for as long as nobody touches it; the collector touches everything.
    frozen = gc.get_freeze_count()
    gc.freeze()
    gc.disable()
    started: list[_Worker] = []
    try:
        for chunk in others:
            started.append(_start(work, chunk))
        return [work(mine), *map(_collect, started)]
    finally:
        for worker in started:
            worker.results.close()
        gc.enable()
        if not frozen:
            gc.unfreeze()


class _Worker(NamedTuple):
    process: int
    results: BinaryIO


def _start(work: Callable[[Sequence[Item]], Result], chunk: Sequence[Item]) -> _Worker:
    receiver, sender = os.pipe()
    process = os.fork()
    if process:
        os.close(sender)
        return _Worker(process, os.fdopen(receiver, "rb"))
    code = 1
    try:
        os.close(receiver)
        with os.fdopen(sender, "wb") as results:
            results.write(_attempt(work, chunk))
        code = 0
    finally:
        os._exit(code)  # what the parent has open and has not written yet is the parent's to close and to write


def _attempt(work: Callable[[Sequence[Item]], Result], chunk: Sequence[Item]) -> bytes:
    try:
        return pickle.dumps((work(chunk), None))
    except Exception as failure:  # carried to the parent, whose boundary knows what to say
        return pickle.dumps((None, failure))


def _collect(worker: _Worker) -> Any:
    """What a worker sent. A pipe of our own child, so that nothing else can have written there."""
    data = worker.results.read()
    code = os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])
    if code or not data:
        raise EffectFailed(
            f"Ein Hilfsprozess endete unerwartet (Code {code}).",
            "Reicht der Arbeitsspeicher? Bitte versuchen Sie es noch einmal.",
        )
    result, failure = pickle.loads(data)  # noqa: S301 - see above
    if failure is not None:
        raise failure
    return result
