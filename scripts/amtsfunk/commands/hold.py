"""``amtsfunk hold [POST|all|total]``: stop a post or everything, at once and without anybody's review.

It writes a file to the unprotected branch ``stop``; the same can be done in the forge's own pages. It needs neither the
ledger nor sound settings: who wants to stop must be able to.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from amtsfunk.commands.publishing.run import add_remote, clock_of
from amtsfunk.delivery.stops import ALL, TOTAL
from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.evidence import read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_branches import Branch, put_file
from amtsfunk.model.errors import AmtsfunkError, EffectFailed, GitFailed, NotFound

STOP = "stop"
_BELOW = f"refs/heads/{STOP}/"
_MAIN = "refs/amtsfunk/fetched/main"

_EVERYTHING = frozenset({ALL, "alle", "alles", "stop", "stopp", "krise", "krisenstopp"})


def add_arguments(parser: ArgumentParser) -> None:
    add_remote(parser)
    parser.add_argument(
        "what",
        metavar="WAS",
        nargs="?",
        default=ALL,
        help="Name eines Beitrags, „all“ (alles außer Krise, Berichtigung, Rücknahme; so auch ohne Angabe), „total“",
    )
    parser.add_argument("--reason", metavar="GRUND", default="", help="warum, für alle, die nachsehen")
    parser.add_argument("--key", metavar="PFAD", type=Path, help="mit diesem Schlüssel unterschreiben (freiwillig)")


def run(arguments: Namespace) -> int:
    with Git(arguments.repository) as git:
        what = _meant(str(arguments.what))
        git.fetch(arguments.remote, f"+refs/heads/main:{_MAIN}")
        if what not in (ALL, TOTAL) and not is_on_main(git, what):
            raise NotFound(
                f"Einen Beitrag „{what}“ gibt es auf main nicht.",
                "Alles anhalten: amtsfunk hold – oder der Name der Datei ohne „.md“.",
            )
        now = _now(git, arguments)
        text = f"{now:%Y-%m-%dT%H:%M:%SZ}\n{' '.join(str(arguments.reason).split())}\n"
        as_named = put_stop(Branch(git, arguments.remote, STOP), what, text, now, arguments.key)
        scope = what if as_named else ALL
    print(f"Angehalten: {said(scope)}. Es gilt ab sofort für alles, was noch nicht hinausgegangen ist.")
    print("Aufheben kann es eine andere Person mit Freigaberecht: amtsfunk resume")
    return 0


def _meant(said: str) -> str:
    """A post's name from its name or path; the words that people in a hurry use for everything mean everything."""
    name = said.strip().lower().rsplit("/", 1)[-1].removesuffix(".md")
    return ALL if name in _EVERYTHING else name


def put_stop(place: Branch, name: str, text: str, now: datetime, key: Path | None = None) -> bool:
    """Write the stop ``<name>.md``. False where somebody took the branch's name away with a branch ``stop/…``: then
    another such branch is written, and each of those stops all (effects/stops.py)."""
    data = text.encode()
    try:
        put_file(place, f"{name}.md", data, now, key=key)
        return True
    except EffectFailed:
        if not any(ref.startswith(_BELOW) for ref in place.git.remote_refs(place.remote, f"{_BELOW}*")):
            raise
    other = Branch(place.git, place.remote, f"stop/{name}-{token_hex(8)}")
    put_file(other, f"{name}.md", data, now, key=key)
    return False


def said(what: str) -> str:
    """What a stop stops, in words."""
    if what == TOTAL:
        return "alles ohne Ausnahme"
    return "alles außer Krisenbeiträgen, Berichtigungen und Rücknahmen" if what == ALL else f"Beitrag „{what}“"


def is_on_main(git: Git, name: str) -> bool:
    """Whether main, as it was fetched, has a post of this name."""
    listing = git.run("ls-tree", "-r", "-z", "--name-only", _MAIN, "--", "content/posts/")
    return any(path.rsplit(b"/", 1)[-1] == f"{name}.md".encode() for path in listing.split(b"\0"))


def _now(git: Git, arguments: Namespace) -> datetime:
    """Broken settings must not keep anybody from stopping: then the machine's clock is good enough."""
    try:
        return clock_of(arguments.now, read_settings(git, git.resolve(_MAIN) or ""))[0].now()
    except (AmtsfunkError, GitFailed):
        return SystemClock().now()
