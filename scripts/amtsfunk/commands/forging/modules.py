"""``amtsfunk forge modules --since COMMIT``: one issue that lists what went out by a module, for those who look later.

A module is sent without a commit by one person on duty, so nobody else has seen it there. The issue sends nothing and
holds nothing; a person closes it. While it is open, it is made anew with everything of the last seven days.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence

from amtsfunk.commands.agreed.reviewing import sender_of, slots_of
from amtsfunk.commands.forging.sent import render
from amtsfunk.commands.forging.since import moved_since, refuse_part_of_a_commit
from amtsfunk.commands.repository import moment, read_settings
from amtsfunk.delivery.state import PostState
from amtsfunk.effects.forges.desks import desk_of
from amtsfunk.effects.git import Git
from amtsfunk.effects.ledger_modules import REVIEWED_WITHIN, is_of_module, sent_modules
from amtsfunk.effects.ledger_published import heading_at
from amtsfunk.model.settings import Settings
from amtsfunk.report.markdown import code

LABEL = "amtsfunk-modul"
TITLE = "Aus Modulen gesendet: bitte nachträglich ansehen"
_OPENING = (
    "Eine Person im Dienst hat gesendet, was vorher abgestimmt und freigegeben war. Bitte sieht es sich bis morgen "
    "eine zweite Person an: War es richtig, und passt der Text noch? Danach diese Meldung schließen. Ist etwas falsch, "
    "dann berichtigen Sie es wie jeden Beitrag; diese Meldung sendet nichts und hält nichts an."
)


def run(arguments: Namespace) -> int:
    """0: told, or there was nothing of a module since."""
    refuse_part_of_a_commit(arguments)
    desk = desk_of(os.environ)
    settings = read_settings(arguments.repository.resolve(), "ohne sie gibt es keine Meldung")
    with Git(arguments.repository) as git:
        tip, fresh = moved_since(git, arguments)
        if not any(is_of_module(post) for post in fresh):
            print("Aus keinem Modul ging seither etwas hinaus.")
            return 0
        since = moment(arguments.now, settings.authority) - REVIEWED_WITHIN
        posts = sent_modules(git, tip, since)
        if not posts:  # an old one that moved once more
            return 0
        headed = [(heading_at(git, str(tip), post), post) for post in posts]
    desk.put_alarm(LABEL, TITLE, "\n\n".join(_text(headed, settings, desk.host)) + "\n")
    print(f"Gemeldet: {TITLE}")
    return 0


def _text(posts: Sequence[tuple[str, PostState]], settings: Settings, forge: str) -> Iterator[str]:
    yield _OPENING
    for _, post in posts:
        words = code(slots_of(post) or "–")
        yield f"### {code(post.post)}\n\nGesendet von {code(sender_of(post))}, ausgefüllt: {words}"
    yield render(posts, settings, forge).rstrip()
