"""``plan fill`` and ``plan move``: giving posts and places of the week plans a time. An approval covers a post's old
time only, and that is said."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import unified_diff

from amtsfunk.commands.fixing.names import Move, right_place
from amtsfunk.commands.planning.gather import Desk
from amtsfunk.commands.touch import said
from amtsfunk.effects.files import read_file
from amtsfunk.effects.work_tree import copy_file, move_file, replace_file
from amtsfunk.model.errors import NotFound, Refused, UsageError
from amtsfunk.model.german import german_time, german_weekday
from amtsfunk.model.post import Post
from amtsfunk.model.week import monday_of, week_of
from amtsfunk.planning.fill import Asked
from amtsfunk.planning.fill import fill as fill_plan
from amtsfunk.planning.plan import Place, Untimed
from amtsfunk.planning.slots import Proposal
from amtsfunk.report.safe import visible
from amtsfunk.rules.timing import meant_time
from amtsfunk.source.paths import WEEKS
from amtsfunk.source.posts import parse_post
from amtsfunk.source.revising import set_time
from amtsfunk.source.times import TimeProblem, parse_local
from amtsfunk.source.week_text import set_place_time

WEEK_NAME = re.compile(r"\d{4}-W\d{2}")
PLACE_NAME = re.compile(r"(\d{4}-W\d{2})/(\d{1,3})")
"""A place of a week plan as ``plan show`` names it: its week, and its number in the file, from 1."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file with a new time in it. ``move``: where a post's file goes; None where it stays."""

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
    """0: everything that was asked for has a time (or would get one); 1: for something none was found."""
    signed = frozenset(one.id for one in desk.plan.open if one.is_draft and _signed(desk, one.path))
    asked = _asked(desk, arguments.what, signed)
    for entry in desk.plan.open:
        if entry.id in signed and (asked.everything or entry.id in asked.posts):
            print(f"{entry.id}: hat schon eine Freigabe neben sich; bleibt, wie er ist (amtsfunk plan move)")
    answers = fill_plan(desk.plan, asked)
    edits: list[Edit] = []
    failed = 0
    for answer in answers.drafts:
        if answer.proposal is None:
            failed += bool(asked.posts) or not answer.entry.urgent
            print(f"{answer.entry.id}: {answer.why}")
        else:
            edits.append(edit_of(desk, answer.entry.path, answer.proposal.at))
            _show(answer.entry.id, answer.proposal, edits[-1])
    weeks: dict[str, Edit] = {}
    for one in answers.places:
        if one.proposal is None:
            failed += 1
            print(f"{_named(one.place)}: {one.why}")
        else:
            edit = place_edit(desk, one.place.file, one.place.index, one.proposal.at, weeks.get(one.place.file))
            _show(_named(one.place), one.proposal, edit if one.place.file not in weeks else _since(weeks, edit))
            weeks[one.place.file] = edit
    for edit in (*edits, *weeks.values()) if arguments.write else ():
        edit.apply(desk)
    places = sum(one.proposal is not None for one in answers.places)
    _tell(len(edits), places, written=arguments.write)
    return int(failed > 0)


def _asked(desk: Desk, what: Sequence[str], signed: frozenset[str]) -> Asked:
    """Raises NotFound for what is neither a draft without a time nor a week plan, Refused for a week that is over."""
    drafts = {entry.id for entry in desk.plan.open if entry.is_draft}
    posts, weeks = set(), set()
    for word in what:
        name = word.rpartition("/")[2].removesuffix(".yml").removesuffix(".md")
        if not WEEK_NAME.fullmatch(name):
            if name not in drafts:
                said = f"Einen Entwurf „{visible(name)}“ ohne Zeit gibt es nicht."
                raise NotFound(said, "Verschieben: amtsfunk plan move")
            posts.add(name)
            continue
        _week_file(desk, name)
        if monday_of(name) < monday_of(week_of(desk.plan.today)):
            raise Refused(f"Die Woche {name} ist vorbei.", "Bitte eine Woche nennen, die noch kommt.")
        weeks.add(name)
    return Asked(frozenset(posts), frozenset(weeks), signed)


def _show(name: str, proposal: Proposal, edit: Edit) -> None:
    print(f"{name}: {german_weekday(proposal.at.date())}, {german_time(proposal.at)}")
    print(f"  weil: {'; '.join(proposal.reasons)}")
    print("\n".join(f"  {line}" for line in edit.diff()))


def _since(weeks: Mapping[str, Edit], edit: Edit) -> Edit:
    """What this place alone changes in a file in which others change, too."""
    return replace(edit, before=weeks[edit.path].after)


def _named(place: Untimed) -> str:
    return f"{place.number} ({visible(place.post or place.idea or place.topic)})"


def _tell(posts: int, places: int, *, written: bool) -> None:
    drafts = "1 Entwurf" if posts == 1 else f"{posts} Entwürfe"
    slots = "1 Platz im Wochenplan" if places == 1 else f"{places} Plätze im Wochenplan"
    told = " und ".join([*([drafts] if posts else []), *([slots] if places else [])])
    if not told:
        print("Kein Entwurf und kein Platz bekommt eine Zeit.")
    elif written:
        print(f"\n{told} mit Zeit. Hinaus geht ein Beitrag erst, wenn er freigegeben ist.")
    else:
        print(f"\n{told}; es wurde nichts geändert. So übernehmen Sie die Zeiten: amtsfunk plan fill --write")


def move(desk: Desk, arguments: Namespace) -> int:
    """0: moved, or shown with ``--dry-run``."""
    at = _time(desk, " ".join(arguments.time))
    place = PLACE_NAME.fullmatch(arguments.post)
    if place is not None:
        edits, hints = _moved_place(desk, place[1], int(place[2]), at)
    else:
        edits, hints = _moved_post(desk, arguments.post, at)
    print(f"{arguments.post.removesuffix('.md')}: {german_weekday(at.date())}, {german_time(at)}")
    for edit in edits:
        print("\n".join(f"  {line}" for line in edit.diff()))
    print("\n".join(f"  {hint}" for hint in hints))
    for edit in edits if not arguments.dry_run else ():
        edit.apply(desk)
    if arguments.dry_run:
        print("Es wurde nichts geändert (--dry-run).")
    return 0


def _moved_post(desk: Desk, name: str, at: datetime) -> tuple[list[Edit], list[str]]:
    """The post, and its place in the plan of that week: a place follows its post."""
    post = _find(desk, name)
    now, due = desk.plan.now, post.head.publish_at
    if isinstance(due, datetime) and due <= now:
        raise Refused(
            f"Die Zeit von „{post.id}“ ist schon gekommen; er lässt sich nicht mehr verschieben.",
            "Wo er steht: amtsfunk status. Noch einmal: amtsfunk again",
        )
    edits, left = [edit_of(desk, post.path, at)], []
    weeks: dict[str, Edit] = {}
    named: tuple[Place | Untimed, ...] = (*desk.plan.places, *desk.plan.untimed)
    for place in named:
        if place.post != post.id or not _writes_post(desk, place, post.id):
            continue
        if place.file != f"{WEEKS}{week_of(at.date())}.yml":
            left.append(f"Hinweis: Im Wochenplan steht noch der alte Platz: {place.file}")
        elif isinstance(place, Untimed) or place.at != at:
            weeks[place.file] = place_edit(desk, place.file, place.index, at, weeks.get(place.file))
    hints = [f"Hinweis: {hint}" for hint in _hints(desk, post.id, post.head.channels, at)]
    return [*edits, *weeks.values()], [*hints, *dict.fromkeys(left), _meaning(desk, post)]


def _writes_post(desk: Desk, place: Place | Untimed, name: str) -> bool:
    """Whether the file says so, and not only the clock: a post may stand at the time of a place that is not its own."""
    return desk.weeks[place.file].slots[place.index].post == name


def _moved_place(desk: Desk, week: str, number: int, at: datetime) -> tuple[list[Edit], list[str]]:
    file = _week_file(desk, week)
    slots = desk.weeks[file].slots
    if not 1 <= number <= len(slots):
        raise NotFound(f"{file} hat keinen {number}. Platz.", f"Es gibt dort {len(slots)}: amtsfunk plan show {week}")
    slot = slots[number - 1]
    if slot.post is not None and slot.post in {one.id for one in (*desk.plan.dated, *desk.plan.open)}:
        raise Refused(
            f"Der Platz gehört zu „{slot.post}“ und folgt ihm.",
            f"Verschieben Sie den Beitrag: amtsfunk plan move {slot.post} {desk.plan.calendar.spell(at)}",
        )
    if week_of(at.date()) != week:
        raise Refused(
            f"Der {desk.plan.calendar.spell(at)} liegt nicht in der Woche {week}.",
            f"Nehmen Sie den Platz dort heraus und schreiben Sie ihn in {WEEKS}{week_of(at.date())}.yml.",
        )
    hints = [f"Hinweis: {hint}" for hint in _hints(desk, "", slot.channels, at)]
    return [place_edit(desk, file, number - 1, at, None)], hints or ["Dagegen spricht nichts."]


def _week_file(desk: Desk, week: str) -> str:
    file = f"{WEEKS}{week}.yml"
    if file not in desk.weeks:
        known = ", ".join(sorted(one.week for one in desk.weeks.values())) or "noch keine"
        how = "ist nicht zu lesen" if file in desk.tree.names else "gibt es nicht"
        remedy = f"Bitte zuerst: amtsfunk check {file}" if file in desk.tree.names else f"Es gibt: {known}"
        raise NotFound(f"Den Wochenplan {file} {how}.", remedy)
    return file


def place_edit(desk: Desk, file: str, index: int, at: datetime, earlier: Edit | None) -> Edit:
    """The week plan with this time at one place, on top of an ``earlier`` change of the same file. Raises Refused where
    it cannot be shown that nothing else changes."""
    before = read_file(desk.root, file) if earlier is None else earlier.before
    zone = desk.settings.authority.zone
    after = set_place_time(file, before if earlier is None else earlier.after, index, at, zone)
    if after is None:
        spelled = desk.plan.calendar.spell(at)
        raise Refused(f"{file}: Der {index + 1}. Platz lässt sich so nicht ändern.", f"Bitte von Hand: at: {spelled}")
    return Edit(file, before, after, None)


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


def _hints(desk: Desk, own: str, channels: Sequence[str], at: datetime) -> list[str]:
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
    others = [one.id for one in plan.dated if one.id != own and one.due and abs(one.due - at) < plan.numbers.gap
              and not set(one.channels).isdisjoint(channels)]  # fmt: skip
    if others:
        hints.append(f"Dicht daneben liegt: {', '.join(others)}.")
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
