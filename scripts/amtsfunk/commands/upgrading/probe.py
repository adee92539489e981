"""Run by path, in a process of its own, with the program of one version: which digest has every post, what is signed?

    python probe.py SCRIPTS REPOSITORY

SCRIPTS is the folder that holds the package ``amtsfunk`` of that version. Prints JSON: path of a post or module → the
digest of its manifest at HEAD (null where none can be made) and the digests that somebody signed. Nothing but names
that every version has is used here, for this file is the newer one's and the program may be an older one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(scripts: str, repository: str) -> None:
    sys.path[0] = scripts  # instead of this folder, whose modules are none of that version's
    from amtsfunk.approval import paths  # noqa: PLC0415
    from amtsfunk.approval.evidence import PostFacts  # noqa: PLC0415
    from amtsfunk.approval.paths import approval_path, post_id  # noqa: PLC0415
    from amtsfunk.approval.statement import NotAStatement, parse_signed_list  # noqa: PLC0415
    from amtsfunk.effects.evidence import post_at, read_settings  # noqa: PLC0415
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    id_of = getattr(paths, "approvable_id", post_id)  # an older version approves posts only
    found = {}
    with Git(Path(repository)) as git:
        head = git.resolve("HEAD") or ""
        settings = read_settings(git, head)
        listed = git.run("ls-tree", "-r", "-z", "--name-only", head, "--", "content/").split(b"\0")
        for path in sorted(name.decode("utf-8", "surrogateescape") for name in listed):
            if id_of(path) is None:
                continue
            facts = post_at(git, PostFacts(path, head, settings=settings))
            data = git.blob(head, approval_path(path))
            try:
                signed = [] if data is None else [one.statement.manifest for one in parse_signed_list(data)]
            except NotAStatement:
                signed = []
            found[path] = {"digest": facts.manifest.digest if facts.manifest else None, "signed": signed}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
