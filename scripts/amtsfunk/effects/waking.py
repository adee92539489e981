"""Waking a forge whose schedule would only look later, by nothing but git (decision 0086).

A branch is pushed and deleted again. GitHub tells of a deletion with the event ``delete``, which runs the workflows of
the default branch as they stand there („Events that trigger workflows“), never a file of the branch that went.
"""

from __future__ import annotations

from amtsfunk.effects.git import Git

BRANCH = "wecken-"
"""How such branches begin; ``publish.yml`` looks at the deletion of no other."""
WOKEN_BY_A_DELETION = frozenset({"github"})
"""Kinds of forges that begin a run of main's own file then."""


def wake(git: Git, remote: str, commit: str, nonce: str) -> bool:
    """``commit``: one that the remote has. Whether the forge was told; where not, its schedule looks all the same."""
    ref = f"refs/heads/{BRANCH}{nonce[:12]}"
    return git.push(remote, commit, ref)[0] and git.push(remote, "", ref)[0]
