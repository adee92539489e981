"""One schedule: a fresh copy of the scene, a death, what is known then, recovery by further runs, what must hold."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scene import DUE, Scene

from amtsfunk.delivery.batch import post_path
from amtsfunk.delivery.events import Claimed, Event, Handed, read_lines
from amtsfunk.delivery.fold import fold_post
from amtsfunk.delivery.state import OUT, PostState, Status
from support.repo import Office

HOOK = Path(__file__).with_name("hook")
TESTS = Path(__file__).parents[1]
SOON, LATER, MUCH_LATER, NEXT_DAY = "2026-12-01 09:06", "2026-12-01 09:32", "2026-12-01 10:02", "2026-12-02 09:30"
"""Within the quiet period, after it, after the one that a second death began, and after every post's ``latest``."""
_SECONDS = 180
_LEFT_BEHIND = (Status.claimed, Status.ambiguous)
MOST_AMBIGUOUS = 50


@dataclass(frozen=True, slots=True)
class Death:
    """``at``: the number of a boundary, 0 for none. ``push``: instead the number of a push, and the server's hook in
    which the whole process group is killed. ``group``: whatever git is doing dies with the publisher."""

    at: int = 0
    push: tuple[int, str] | None = None
    group: bool = False

    def __str__(self) -> str:
        where = f"push {self.push[0]}, {self.push[1]}" if self.push else f"boundary {self.at}"
        return f"{where}{', whole group' if self.group else ''}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """``first``: how the run of the due time dies; ``second``: how the first run after the quiet period dies, if it
    does."""

    first: Death
    second: Death | None = None

    def __str__(self) -> str:
        return f"{self.first}" + (f", then {self.second}" if self.second else "")


@dataclass
class Result:
    """``flaws``: what must not be; the rest is counted. ``killed``: how many of the deaths came about."""

    schedule: Schedule
    boundaries: tuple[str, ...] = ()
    killed: int = 0
    ambiguous: int = 0
    duplicates: int = 0
    losses: int = 0
    held: int = 0
    flaws: list[str] = field(default_factory=list)


@dataclass
class Player:
    """Plays schedules over one scene in one folder. ``hands``: the handed folders of a run that nobody killed."""

    scene: Scene
    folder: Path
    env: Mapping[str, str]
    hands: Mapping[str, bytes] = field(default_factory=dict)

    def play(self, schedule: Schedule) -> Result:
        result = Result(schedule)
        office = self.scene.begin_anew(self.folder / "office")
        code, boundaries, said = self._run(office, DUE, schedule.first)
        result.boundaries = boundaries
        self._note_death(result, office, schedule.first, code, said)
        self._recover(result, office, schedule)
        self._judge(result, office)
        return result

    # ------------------------------------------------------------------ runs

    def _run(self, office: Office, now: str, death: Death) -> tuple[int, tuple[str, ...], str]:
        """Exit code, the boundaries that it came to, and what it said."""
        log = self.folder / "boundaries"
        pushes = self.folder / "pushes"
        for file in (log, pushes):
            file.write_text("", encoding="utf-8")
        self.scene.set_clocks(now)
        state = office.folder / "state"
        words = ["publish", "--repository", office.clone, "--now", now, "--trust-root", office.root, "--send"]
        words += ["--key", office.key("publisher"), "--state", state]
        places = [state, office.clone / "build/manual"]
        extra = {
            "PYTHONPATH": os.pathsep.join([str(HOOK), str(TESTS / "guard")]),
            "AMTSFUNK_KILL_AT": str(death.at),
            "AMTSFUNK_KILL_GROUP": "1" if death.group else "",
            "AMTSFUNK_KILL_LOG": str(log),
            "AMTSFUNK_KILL_BELOW": os.pathsep.join(map(str, places)),
            "AMTSFUNK_KILL_PUSHES": str(pushes),
            "AMTSFUNK_KILL_PID": str(self.folder / "pid"),
            "AMTSFUNK_KILL_PUSH": death.push[1] if death.push else "",
            "AMTSFUNK_KILL_PUSH_NUMBER": str(death.push[0] if death.push else 0),
        }
        with subprocess.Popen(
            [sys.executable, "-m", "amtsfunk", *map(str, words)],
            env={**self.env, **self.scene.secrets, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            # A git that outlives the publisher may hold the pipe: what it does belongs to this run, too.
            said = process.communicate(timeout=_SECONDS)[0].decode(errors="replace")
        self.scene.settle()
        return process.returncode, tuple(log.read_text(encoding="utf-8").splitlines()), said

    def _note_death(self, result: Result, office: Office, death: Death, code: int, said: str) -> None:
        if code == -signal.SIGKILL:
            result.killed += 1
        elif code not in (0, 1):
            result.flaws.append(f"exit code {code}: {said[-600:]}")
        left = sum(self._unresolved(state) for state in self._states(office).values())
        result.ambiguous = max(result.ambiguous, left)
        self._compare_with_claims(result, office)

    def _unresolved(self, state: PostState) -> int:
        return sum(
            step.standing and step.status in _LEFT_BEHIND for lane in state.lanes.values() for step in lane.steps
        )

    def _recover(self, result: Result, office: Office, schedule: Schedule) -> None:
        """Runs as a scheduler starts them. The first one comes within the quiet period, as another runner would."""
        second = schedule.second or Death()
        for now, death in ((SOON, Death()), (LATER, second), (MUCH_LATER, Death()), (NEXT_DAY, Death())):
            code, _, said = self._run(office, now, death)
            self._note_death(result, office, death, code, said)

    # ------------------------------------------------------------------ what must hold

    def _states(self, office: Office) -> dict[str, PostState]:
        return {post: fold_post(post, self._lines(office, post)) for post in self.scene.posts}

    def _lines(self, office: Office, post: str) -> tuple[Event, ...]:
        words = ["git", "-C", str(office.remote), "show", f"refs/heads/ledger:{post_path(post)}"]
        return read_lines(subprocess.run(words, env=dict(self.env), capture_output=True, check=False).stdout)

    def _compare_with_claims(self, result: Result, office: Office) -> None:
        """I1: whatever a server holds was claimed on the remote ledger."""
        for channel, server in self.scene.servers.items():
            out = Counter(post.text for post in server.out())
            for post, parts in self.scene.posts.items():
                claimed = any(
                    isinstance(line, Claimed) and line.channel == channel for line in self._lines(office, post)
                )
                if any(out[part] for part in parts) and not claimed:
                    result.flaws.append(f"{post} is out on {channel} without a claim")

    def _judge(self, result: Result, office: Office) -> None:
        states = self._states(office)
        self._judge_servers(result)
        for post, state in states.items():
            for channel in self.scene.channels:
                self._judge_lane(result, state, post, channel)
        self._judge_hands(result, office)
        self._judge_state(result, office)
        if result.ambiguous > MOST_AMBIGUOUS:
            result.flaws.append(f"{result.ambiguous} deliveries unknown at once")
        verified = subprocess.run(
            [
                sys.executable,
                "-m",
                "amtsfunk",
                "ledger",
                "verify",
                "--repository",
                str(office.clone),
                "--now",
                NEXT_DAY,
            ],
            env={**self.env, "PYTHONPATH": str(TESTS / "guard")},
            capture_output=True,
            check=False,
        )
        if verified.returncode != 0:
            result.flaws.append(f"the ledger does not verify: {verified.stderr.decode(errors='replace')[-600:]}")

    def _judge_servers(self, result: Result) -> None:
        wanted = Counter(part for parts in self.scene.posts.values() for part in parts)
        for channel, server in self.scene.servers.items():
            out = Counter(post.text for post in server.out())
            twice, absent = out - wanted, wanted - out
            result.duplicates += twice.total()
            result.losses += absent.total()
            result.flaws += [f"{count} too many on {channel}: {text}" for text, count in twice.items()]
            result.flaws += [f"never out on {channel}: {text}" for text in absent]

    def _judge_lane(self, result: Result, state: PostState, post: str, channel: str) -> None:
        """A network that can be asked ends accepted; by hand nobody recorded anything, so a person is asked."""
        lane = state.lanes.get(channel)
        step = lane.current if lane else None
        if step is None:
            result.losses += 1
            result.flaws.append(f"{post} has no line on {channel}")
        elif channel == "facebook":
            result.held += step.status is Status.held
            if step.status is not Status.held or not step.reason:
                result.losses += 1
                result.flaws.append(f"{post} on {channel} ended {step.status}")
        elif step.status not in OUT:
            result.losses += 1
            result.flaws.append(f"{post} on {channel} ended {step.status} ({step.reason})")

    def _judge_hands(self, result: Result, office: Office) -> None:
        """What the ledger calls handed over lies there whole."""
        lying = dict(files_below(office.clone / "build/manual"))
        for post in self.scene.posts:
            if any(isinstance(line, Handed) for line in self._lines(office, post)):
                wanted = {name: data for name, data in self.hands.items() if name.startswith(f"{post}/")}
                if any(lying.get(name) != data for name, data in wanted.items()):
                    result.flaws.append(f"{post} was handed over, but its folder is not whole")

    def _judge_state(self, result: Result, office: Office) -> None:
        mark = (office.folder / "state/ledger-mark").read_text(encoding="ascii")
        if not re.fullmatch(r"[0-9a-f]{40}\n", mark):
            result.flaws.append(f"the mark is damaged: {mark!r}")
        for file in (office.folder / "state/sessions").glob("*.json"):
            try:
                json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                result.flaws.append(f"{file.name} cannot be read")


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()
