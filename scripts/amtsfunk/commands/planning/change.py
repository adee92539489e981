"""``plan fill`` and ``plan move``: giving posts a time. An approval covers the old time only, and that is said."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from amtsfunk.commands.fixing.names import Move, right_place
from amtsfunk.commands.planning.gather import Desk
from amtsfunk.commands.touch import said
from amtsfunk.effects.files import read_file
from amtsfunk.effects.work_tree import copy_file, move_file, replace_file
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.german import german_weekday
from amtsfunk.model.post import Post
from amtsfunk.planning.fill import fill as fill_plan
from amtsfunk.report.safe import visible
from amtsfunk.rules.timing import meant_time
from amtsfunk.source.posts import parse_post
from amtsfunk.source.revising import set_time
from amtsfunk.source.times import TimeProblem, parse_local


@dataclass(frozen=True, slots=True)
class Edit:
    """A post with its new time. ``move``: where its file goes; None where it stays."""

    path: str
    before: bytes
    after: bytes
    move: Move | None

    def apply(self, desk: Desk) -> None:
        replace_file(desk.root, self.path, self.after)
        if self.move is not None:
            for old, new in self.move.copies:
                copy_file(desk.root, old, new)
            for old, new in ((self.path, self.move.new), *self.move.moves):
                move_file(desk.root, old, new)

    def diff(self) -> list[str]:
        """What changes, as a person reads it."""
        new = self.move.new if self.move is not None else self.path
        lines = unified_diff(
            self.before.decode().splitlines(), self.after.decode().splitlines(), self.path, new, n=0, lineterm=""
        )
        return [visible(line) for line in lines if not line.startswith("@@")]


def fill(desk: Desk, arguments: Namespace) -> int:
    """0: every draft that was asked for has a time (or would get one); 1: for one none was found."""
    only = frozenset(name.removesuffix(".md") for name in arguments.posts)
    drafts = {entry.id: entry for entry in desk.plan.open if entry.is_draft}
    for name in sorted(only - set(drafts)):
        raise NotFound(f"Einen Entwurf „{visible(name)}“ ohne Zeit gibt es nicht.", "Verschieben: amtsfunk plan move")
    answers = fill_plan(desk.plan, only)
    done = failed = 0
    for answer in answers:
        if answer.proposal is None:
            failed += bool(only) or not answer.entry.urgent
            print(f"{answer.entry.id}: {answer.why}")
            continue
        if _signed(desk, answer.entry.path):
            print(f"{answer.entry.id}: hat schon eine Freigabe neben sich; bleibt, wie er ist (amtsfunk plan move)")
            continue
        at = answer.proposal.at
        edit = edit_of(desk, answer.entry.path, at)
        print(f"{answer.entry.id}: {german_weekday(at.date())}, {at:%H:%M} Uhr")
        print(f"  weil: {'; '.join(answer.proposal.reasons)}")
        print("\n".join(f"  {line}" for line in edit.diff()))
        if arguments.write:
            edit.apply(desk)
        done += 1
    _tell(done, written=arguments.write)
    return int(failed > 0)


def _tell(done: int, *, written: bool) -> None:
    posts = "1 Entwurf" if done == 1 else f"{done} Entwürfe"
    if not done:
        print("Kein Entwurf bekommt eine Zeit.")
    elif written:
        print(f"\n{posts} mit Zeit. Hinaus gehen sie erst, wenn sie freigegeben sind.")
    else:
        print(f"\n{posts}; es wurde nichts geändert. So übernehmen Sie die Zeiten: amtsfunk plan fill --write")


def move(desk: Desk, arguments: Namespace) -> int:
    """0: moved, or shown with ``--dry-run``."""
    post = _find(desk, arguments.post)
    at = _time(desk, " ".join(arguments.time))
    now, due = desk.plan.now, post.head.publish_at
    if isinstance(due, datetime) and due <= now:
        raise Refused(
            f"Die Zeit von „{post.id}“ ist schon gekommen; er lässt sich nicht mehr verschieben.",
            "Wo er steht: amtsfunk status. Noch einmal: amtsfunk again",
        )
    edit = edit_of(desk, post.path, at)
    print(f"{post.id}: {german_weekday(at.date())}, {at:%H:%M} Uhr")
    print("\n".join(f"  {line}" for line in edit.diff()))
    for hint in _hints(desk, post, at):
        print(f"  Hinweis: {hint}")
    print(f"  {_meaning(desk, post)}")
    if arguments.dry_run:
        print("Es wurde nichts geändert (--dry-run).")
    else:
        edit.apply(desk)
    return 0


def edit_of(desk: Desk, path: str, at: datetime) -> Edit:
    """The post with this time. Raises Refused where it cannot be shown that nothing else changes, or the file cannot
    lie where it belongs then."""
    zone = desk.settings.authority.zone
    before = read_file(desk.root, path)
    old = parse_post(path, before, zone)
    spelled = desk.plan.calendar.spell(at)
    text = set_time(before.decode("utf-8", "replace"), spelled)
    new = parse_post(path, text.encode(), zone).value if text is not None else None
    if old.value is None or text is None or new is None or said(new) != {**said(old.value), "publish_at": at}:
        raise Refused(f"„{path}“ lässt sich so nicht ändern.", f"Bitte von Hand: publish_at: {spelled}")
    after = text.encode()
    place = right_place(path, desk.tree, lambda one: after if one == path else read_file(desk.root, one), zone)
    if place is not None and place.obstacle:
        raise Refused(f"Die Datei gehört dann nach {place.new}. {place.obstacle}", "Es wurde nichts geändert.")
    return Edit(path, before, after, place)


def _find(desk: Desk, name: str) -> Post:
    paths = desk.tree.posts_by_id.get(name.removesuffix(".md").casefold(), ())
    if len(paths) != 1:
        how = "gibt es nicht" if not paths else "gibt es mehrmals"
        raise NotFound(f"Einen Beitrag „{visible(name)}“ {how}.", "Bitte den Namen der Datei ohne „.md“ angeben.")
    post = parse_post(paths[0], read_file(desk.root, paths[0]), desk.settings.authority.zone).value
    if post is None:
        raise Refused(f"„{paths[0]}“ ist nicht zu lesen.", f"Bitte zuerst: amtsfunk check {paths[0]}")
    if post.head.archive:
        raise Refused(f"„{visible(name)}“ gehört zum Archiv und geht nicht mehr hinaus.")
    return post


def _time(desk: Desk, text: str) -> datetime:
    calendar, now = desk.plan.calendar, desk.plan.now
    try:
        at = parse_local(text, calendar.zone)
    except TimeProblem as problem:
        meant = meant_time(text, calendar, now)
        remedy = f"Meinten Sie diesen? {meant}" if meant else "So geht es: 03.12.2026 10:00"
        raise UsageError(f"„{visible(text)}“ ist kein Zeitpunkt.", remedy) from problem
    if at <= now:
        raise Refused(f"Der {calendar.spell(at)} ist schon vorbei.", "Bitte eine Zeit nennen, die noch kommt.")
    return at.astimezone(calendar.zone)


def _hints(desk: Desk, post: Post, at: datetime) -> list[str]:
    """What speaks against the time; a person may want it all the same."""
    plan, day = desk.plan, at.date()
    hints = []
    if not plan.calendar.is_open(at):
        hints.append("Das liegt außerhalb der Zeiten, in denen Sie veröffentlichen.")
    if (holiday := plan.holiday_on(day)) is not None:
        hints.append(f"Das ist ein Feiertag: {holiday}.")
    if (quiet := plan.quiet_on(day)) is not None:
        hints.append(f"Das ist ein stiller Tag: {quiet.name}.")
    if (election := plan.election_on(day)) is not None:
        hints.append(f"Das liegt in der Zeit vor einer Wahl: {election.name}.")
    if plan.rota is not None and plan.on_duty(day) is None:
        hints.append("An dem Tag hat noch niemand Dienst.")
    others = [one.id for one in plan.dated if one.id != post.id and one.due and abs(one.due - at) < plan.numbers.gap
              and not set(one.channels).isdisjoint(post.head.channels)]  # fmt: skip
    if others:
        hints.append(f"Dicht daneben liegt: {', '.join(others)}.")
    named = [place.file for place in plan.places if place.post == post.id and place.at != at]
    hints += [f"Im Wochenplan steht noch der alte Zeitpunkt: {file}" for file in dict.fromkeys(named)]
    return hints


def _meaning(desk: Desk, post: Post) -> str:
    """What becomes of an approval: it covers the bytes of the file, and its time is among them (DELIVERY.md § 1)."""
    if _signed(desk, post.path):
        return "Die Freigabe neben der Datei gilt dann nicht mehr: Bitte löschen und neu freigeben (amtsfunk approve)."
    if desk.plan.approved is None:
        return "Falls er schon freigegeben war, gilt das nicht mehr: Auch der neue Zeitpunkt braucht eine Freigabe."
    if post.id in desk.plan.approved:
        return "Er war freigegeben. Das gilt nicht mehr: Bis zur neuen Freigabe geht er nicht hinaus."
    return "Er ist noch nicht freigegeben; daran ändert sich nichts."


def _signed(desk: Desk, path: str) -> bool:
    return f"{path.removesuffix('.md')}.approval.json" in desk.tree.names
