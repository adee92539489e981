"""Python loads this module by its name when it starts: it kills the process at the n-th boundary between two effects.

``AMTSFUNK_KILL_AT``: at which boundary (0: never, only count); ``AMTSFUNK_KILL_LOG``: where each one is written before
anything happens there; ``AMTSFUNK_KILL_BELOW``: the folders whose files count, separated by colons. What is between two
boundaries happens wholly or not at all as far as this process can tell: a git or ssh-keygen process, a request, an
answer, a file that is opened, put in another's place or made lasting. Threads share one count. Processes that only read
count with ``AMTSFUNK_KILL_READS``: to die between two of them is the same as to die after the last effect before them.
"""

import builtins
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import loopback_only

loopback_only.install()

_AT = int(os.environ["AMTSFUNK_KILL_AT"])
_LOG = os.open(os.environ["AMTSFUNK_KILL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
_BELOW = tuple(os.environ["AMTSFUNK_KILL_BELOW"].split(":"))
_GROUP = bool(os.environ.get("AMTSFUNK_KILL_GROUP"))
_READS = bool(os.environ.get("AMTSFUNK_KILL_READS"))
_WRITING = {
    "git fetch",
    "git push",
    "git update-ref",
    "git fast-import",
    "git mktree",
    "git commit-tree",
    "git hash-object",
}
_lock = threading.Lock()
_count = 0


def boundary(name):
    global _count  # noqa: PLW0603 - one process, one count
    with _lock:
        _count += 1
        os.write(_LOG, f"{_count} {name}\n".encode())
        if _count == _AT:
            os.killpg(0, signal.SIGKILL) if _GROUP else os.kill(os.getpid(), signal.SIGKILL)


def _around(owner, attribute, name, *, before="before", after="after"):
    """``name``: of the words of a call, what to call the boundary, after ``before`` or ``after``; None: it is none."""
    original = getattr(owner, attribute)

    def wrapped(*words, **options):
        told = name(words, options)
        if told is not None and before:
            boundary(f"{before} {told}")
        result = original(*words, **options)
        if told is not None and after:
            boundary(f"{after} {told}")
        return result

    setattr(owner, attribute, wrapped)


def _command(words):
    """git's verb, or ssh-keygen's; None for what is neither."""
    program = Path(words[0]).name
    if program == "ssh-keygen":
        return " ".join([program, *words[1:3]])
    if program != "git":
        return None
    skip = {"-c", "-C"}
    rest = [word for place, word in enumerate(words[1:], 1) if word not in skip and words[place - 1] not in skip]
    return f"git {next((word for word in rest if not word.startswith('-')), '')}"


def _of_process(words, options):
    told = _command(words[0] if words else options["args"])
    return told if _READS or told in _WRITING else None


def _is_counted(path):
    return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(_BELOW)  # noqa: PTH100


def _of_writing(words, options):
    mode = words[1] if len(words) > 1 else options.get("mode", "r")
    writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else mode & (os.O_WRONLY | os.O_RDWR)
    return f"open {Path(words[0]).name}" if writes and _is_counted(words[0]) else None


def _of_path(verb):
    return lambda words, options: f"{verb} {Path(words[0]).name}" if _is_counted(words[0]) else None


# What one process does: before it starts, while it runs (it goes on without us), after it has ended.
_around(subprocess, "run", _of_process)
_around(subprocess.Popen, "__init__", lambda words, options: _of_process(words[1:], options), before="", after="amid")
_around(io, "open", _of_writing)
_around(builtins, "open", _of_writing)
_around(os, "open", _of_writing)
_around(os, "replace", _of_path("replace"))
_around(os, "rename", _of_path("rename"))
_around(os, "mkdir", _of_path("mkdir"))
_around(os, "unlink", _of_path("unlink"))
_around(os, "fsync", lambda words, options: "fsync")
_around(socket.socket, "connect", lambda words, options: "connect")
_around(http.client.HTTPConnection, "endheaders", lambda words, options: "request")
_around(http.client.HTTPConnection, "getresponse", lambda words, options: "answer", before="")

if "AMTSFUNK_KILL_PID" in os.environ:  # for the server's hooks, which kill the whole group while git pushes
    Path(os.environ["AMTSFUNK_KILL_PID"]).write_text(str(os.getpid()), encoding="ascii")
sys.setswitchinterval(0.001)
