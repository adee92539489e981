"""Spreading pure work over processes. Forked, so that what is loaded stays loaded; only results travel."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from amtsfunk.model.errors import EffectFailed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

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
    gc.freeze()
    gc.disable()
    try:
        started = [_start(work, chunk) for chunk in others]
        return [work(mine), *(_collect(process, channel) for process, channel in started)]
    finally:
        gc.enable()
        gc.unfreeze()


def _start(work: Callable[[Sequence[Item]], Result], chunk: Sequence[Item]) -> tuple[ForkProcess, Connection]:
    from multiprocessing import get_context  # noqa: PLC0415 - only a large tree needs it

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(work, chunk, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _serve(work: Callable[[Sequence[Item]], Result], chunk: Sequence[Item], sender: Connection) -> None:
    try:
        sender.send((work(chunk), None))
    except Exception as failure:  # carried to the parent, whose boundary knows what to say
        sender.send((None, failure))


def _collect(process: ForkProcess, channel: Connection) -> Result:  # type: ignore[type-var]
    try:
        result, failure = channel.recv()
    except EOFError as silent:
        process.join()
        raise EffectFailed(
            f"Ein Hilfsprozess endete unerwartet (Code {process.exitcode}).",
            "Reicht der Arbeitsspeicher? Bitte versuchen Sie es noch einmal.",
        ) from silent
    process.join()
    if failure is not None:
        raise failure
    return result  # type: ignore[no-any-return]
