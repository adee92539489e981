"""Where a remote leads: to a folder of this machine, or to somebody else."""

from __future__ import annotations

from amtsfunk.effects.git import Git


def is_on_this_machine(git: Git, remote: str) -> bool:
    """Whether a remote is a repository in a folder of this machine. A folder inside the work tree is none: whoever
    writes content could have put one there whose name is a network address."""
    code, out, _ = git.attempt("remote", "get-url", "--push", remote)
    address = out.decode("utf-8", "replace").strip() if code == 0 else remote
    if "://" in address.removeprefix("file://"):
        return False
    folder = (git.directory / address.removeprefix("file://")).resolve()
    inside = folder == git.directory.resolve() or git.directory.resolve() in folder.parents
    return not inside and ((folder / "HEAD").is_file() or (folder / ".git").exists())
