"""What people and the world do in a schedule: on main, on the stop branch, in the inbox and on the networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from amtsfunk.approval.statement import Statement
from amtsfunk.delivery.actions import Key
from amtsfunk.delivery.batch import REPOSITORY
from amtsfunk.delivery.stops import stop_id
from simulate.checker import Checker, lines_of, tell
from simulate.networks import CLIENT_TIMEOUT, LISTED, MAX_LATENESS, Internet, Post
from simulate.remote import PostOnMain, Remote
from simulate.schedule import Act, Plan, Schedule
from simulate.universe import Universe

_OWN_PAGE = "https://www.musterhafen.example/"


@dataclass
class People:
    """Everybody but the publisher. Approvals, signatures and merges of theirs are what they seem."""

    given: Schedule
    universe: Universe
    remote: Remote
    internet: Internet
    checker: Checker
    statements: int = 0
    settled: set[tuple[Key, int]] = field(default_factory=set)

    def prepare(self) -> None:
        """Put everything that this schedule says on the universe's list of events."""
        start = self.given.start
        for plan in self.given.plans:
            self.universe.at(start + timedelta(minutes=plan.appears), self._merging(plan))
        for act in self.given.acts:
            self.universe.at(start + timedelta(seconds=act.second), self._acting(act))

    def _merging(self, plan: Plan) -> Callable[[], None]:
        return lambda: self.remote.put_post(self._post(plan))

    def _acting(self, act: Act) -> Callable[[], None]:
        return lambda: _ACTS[act.what](self, act)

    def _post(self, plan: Plan) -> PostOnMain:
        due = self.given.start + timedelta(minutes=plan.due) if plan.due is not None else None
        address = f"{_OWN_PAGE}{plan.name}"
        if plan.awaits:
            self.internet.pages.setdefault(address, (due or self.universe.now) + timedelta(minutes=10))
        return PostOnMain(
            plan.name,
            plan.kind,
            due,
            timedelta(minutes=plan.latest),
            {channel: _texts(plan, parts) for channel, parts in plan.channels.items()},
            approved=plan.approved,
            awaits=(address,) if plan.awaits else (),
        )

    def known(self, name: str) -> PostOnMain | None:
        return next((post for post in self.remote.snapshot.main.posts.values() if post.post == name), None)

    def change(self, act: Act, **changes: object) -> None:
        post = self.known(act.post)
        if post is not None:
            self.remote.put_post(replace(post, **changes))  # type: ignore[arg-type]

    def say(self, kind: str, subject: str, decision: Mapping[str, str]) -> None:
        self.statements += 1
        now = self.universe.now.replace(microsecond=0)
        last = now + timedelta(hours=2)
        words = Statement(kind, "0" * 32, subject, "", decision, now, last, f"{self.statements:032x}")
        self.remote.say(words)

    def lift(self, release: tuple[str, ...]) -> None:
        for path, commit in self.remote.snapshot.stops.items():
            self.say("lift", stop_id(path, commit), {"release": " ".join(release)})
        for line in lines_of_repository(self.remote.snapshot.files):
            if line.get("type") == "stopped" and line["path"] not in self.remote.snapshot.stops:
                self.say("lift", line["stop"], {"release": " ".join(release)})
        now = self.universe.now
        self.checker.stops = [(path, since, until or now) for path, since, until in self.checker.stops]

    # ------------------------------------------------------------------ whoever is asked looks and decides

    def settle(self) -> None:
        """A sensible person: looks at the network, records what is there, and else sends again or gives up."""
        for name in sorted({post.post for main in self.remote.mains.values() for post in main.posts.values()}):
            lines = lines_of(self.remote.snapshot.files, name)
            captured = next((line for line in reversed(lines) if line["type"] == "captured"), None)
            for channel, steps in sorted(captured["steps"].items()) if captured else ():
                for step in range(1, steps + 1):
                    self._settle(Key(name, channel, step), lines)

    def _settle(self, key: Key, lines: list[dict[str, object]]) -> None:
        told = tell(lines, key)
        case = (key, len(lines))
        if told.last not in ("held", "handed") or told.accepted_at is not None or case in self.settled:
            return
        self.settled.add(case)
        there = [post for post in self.internet.posts.get(key, []) if post.removed_at is None]
        if there or told.last == "handed":
            self.say("record", f"{key.post}/{key.channel}", {"address": f"https://{key.channel}.example/{key.post}"})
            return
        claims = [line for line in lines if line["type"] == "claimed" and line["channel"] == key.channel]
        latest = max(
            (self.checker.pushed_at.get((key, n + 1)) or self.universe.now for n in range(len(claims))), default=None
        )
        calm = latest is None or self.universe.now > latest + timedelta(minutes=5) + CLIENT_TIMEOUT + MAX_LATENESS
        tries = sum(line["type"] == "settled" for line in lines)
        again = calm and told.reason not in ("changed", "taken") and tries < 2
        self.say("settle", f"{key.post}/{key.channel}", {"decision": "again" if again else "given_up"})

    def has_news(self) -> bool:
        """Whether something was said in the last minute that no run has read."""
        return any(
            (self.universe.now - words.not_before) < timedelta(seconds=60) for words in self.remote.snapshot.inbox
        )

    def calm(self) -> None:
        """What stood in the way for a time is out of it."""
        now = self.universe.now
        self.internet.broken.clear()
        self.internet.outages = [(what, name, since, min(to, now)) for what, name, since, to in self.internet.outages]


def _texts(plan: Plan, parts: int) -> tuple[str, ...]:
    """A part a number; threads may begin with the words that others begin with."""
    first = "Alle, Teil 1" if plan.begins_alike and parts > 1 else f"{plan.name}, Teil 1"
    return (first, *(f"{plan.name}, Teil {n + 1}" for n in range(1, parts)))


# ---------------------------------------------------------------- one function an act


def _retext(people: People, act: Act) -> None:
    post = people.known(act.post)
    if post is not None:
        texts = {channel: tuple(f"{text} neu" for text in parts) for channel, parts in post.texts.items()}
        people.change(act, texts=texts, approved=act.what == "retext", revision=post.revision + 1)


def _touch(people: People, act: Act) -> None:
    post = people.known(act.post)
    if post is not None:
        people.change(act, revision=post.revision + 1)


def _delete(people: People, act: Act) -> None:
    left = {path: post for path, post in people.remote.snapshot.main.posts.items() if post.post != act.post}
    people.remote.merge(lambda main: replace(main, posts=left))


def _redate(people: People, act: Act) -> None:
    post = people.known(act.post)
    if post is not None and post.due is not None:
        people.change(act, due=post.due + timedelta(seconds=act.lasts // 4), revision=post.revision + 1)


def _mend(people: People, act: Act) -> None:
    post = people.known(act.post)
    if post is None:
        return
    texts = dict.fromkeys(post.texts, (f"Richtig ist ({act.post}):",))
    name = f"{act.post}-{act.what}"
    kind = act.what if act.what in ("correction", "withdrawal") else post.kind
    corrects = act.post if act.what in ("correction", "withdrawal") else None
    people.remote.put_post(PostOnMain(name, kind, None, timedelta(hours=12), texts, corrects=corrects))


def _repeat(people: People, act: Act) -> None:
    """The same content once more, on one channel, with leave (repeat) or without (copy)."""
    post = people.known(act.post)
    if post is None or act.channel not in post.texts:
        return
    repeat = act.post if act.what == "repeat" else None
    texts = {act.channel: post.texts[act.channel]}
    people.remote.put_post(
        PostOnMain(f"{act.post}-{act.what}", post.kind, None, timedelta(hours=12), texts, repeat_of=repeat)
    )


def _stop(people: People, act: Act) -> None:
    path = {"stop-post": act.post, "stop-all": "Halt.txt", "stop-total": "total"}[act.what]
    if path in people.remote.snapshot.stops:
        return
    people.remote.put_stop(path)
    people.checker.stops.append((path, people.universe.now, None))


def _lift(people: People, act: Act) -> None:
    people.lift((act.post,) if act.what == "lift-releasing" else ())


def _unstop(people: People, act: Act) -> None:
    """Somebody deletes the file. Where a publisher saw it, that ends nothing."""
    for path in list(people.remote.snapshot.stops):
        people.remote.drop_stop(path)
        seen = any(
            line.get("type") == "stopped" and line["path"] == path
            for line in lines_of_repository(people.remote.snapshot.files)
        )
        if not seen:
            now = people.universe.now
            people.checker.stops = [
                (name, since, until or (now if name == path else None)) for name, since, until in people.checker.stops
            ]


def _rules(people: People, act: Act) -> None:
    """Main says otherwise for a time: rules changed by one alone, a channel closed or moved, an approver revoked."""
    channel = frozenset({act.channel})
    begin: dict[str, Callable[[], dict[str, object]]] = {
        "lapse": lambda: {"lapsed": True},
        "revoke": lambda: {"revoked": True},
        "close": lambda: {"closed": channel},
        "move": lambda: {"moved": channel},
    }
    end: dict[str, object] = {"lapsed": False, "revoked": False, "closed": frozenset(), "moved": frozenset()}
    name = {"lapse": "lapsed", "revoke": "revoked", "close": "closed", "move": "moved"}[act.what]
    people.remote.merge(lambda main: replace(main, **begin[act.what]()))  # type: ignore[arg-type]
    back = people.universe.now + timedelta(seconds=act.lasts)
    people.universe.at(
        back,
        lambda: people.remote.merge(lambda main: replace(main, **{name: end[name]})) and None,  # type: ignore[arg-type]
    )


def _remove(people: People, act: Act) -> None:
    """A person deletes on the network what is out there."""
    for key, posts in people.internet.posts.items():
        if (key.post, key.channel) == (act.post, act.channel):
            for post in posts:
                post.removed_at = post.removed_at or people.universe.now


def _by_hand(people: People, act: Act) -> None:
    """A person posts the same words by hand; that bears no key of ours."""
    post = people.known(act.post)
    if post is not None and act.channel in LISTED & set(post.texts):
        words = (act.channel, "", post.texts[act.channel][0])
        key = Key(f"by-hand-{act.post}", act.channel, 1)
        name = f"by-hand-{act.post}-{act.second}"
        people.internet.posts.setdefault(key, []).append(Post(key, people.universe.now, name, words, by_hand=True))


def _outage(people: People, act: Act) -> None:
    until: datetime = people.universe.now + timedelta(seconds=act.lasts)
    people.internet.outages.append((act.what, act.channel, people.universe.now, until))


def _page(people: People, act: Act) -> None:
    people.internet.pages[f"{_OWN_PAGE}{act.post}"] = people.universe.now + timedelta(seconds=act.lasts)


def _broken_adapter(people: People, act: Act) -> None:
    people.internet.broken.add(act.channel)


def _broken_ledger(people: People, act: Act) -> None:
    """Somebody pushes rubbish."""
    files = people.remote.snapshot.files
    lines = {path: data for path, data in files.items() if path.endswith(".jsonl")}
    broken = {path: data + b"{}\n" for path, data in {"open.json": b"", **lines}.items()}
    people.remote.snapshot = replace(
        people.remote.snapshot, version=people.remote.snapshot.version + 1, files={**files, **broken}
    )
    people.checker.broken_at = people.universe.now


_ACTS: Mapping[str, Callable[[People, Act], None]] = {
    "retext": _retext,
    "retext-unapproved": _retext,
    "touch": _touch,
    "delete": _delete,
    "redate": _redate,
    "correction": _mend,
    "withdrawal": _mend,
    "repeat": _repeat,
    "copy": _repeat,
    "stop-post": _stop,
    "stop-all": _stop,
    "stop-total": _stop,
    "lift": _lift,
    "lift-releasing": _lift,
    "unstop": _unstop,
    "lapse": _rules,
    "revoke": _rules,
    "close": _rules,
    "move": _rules,
    "remove": _remove,
    "by-hand": _by_hand,
    "people": lambda people, act: people.settle(),
    "credentials-missing": _outage,
    "outage": _outage,
    "page": _page,
    "broken-adapter": _broken_adapter,
    "broken-ledger": _broken_ledger,
    "draft": lambda people, act: people.change(act, draft=True),
    "archive": lambda people, act: people.change(act, archive=True),
}


def lines_of_repository(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    import json  # noqa: PLC0415

    return [json.loads(line) for line in files.get(REPOSITORY, b"").splitlines()]
