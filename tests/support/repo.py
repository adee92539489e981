"""An authority's repository for tests: real git, real SSH keys, a bare remote, a trust root signed by two people.

``Office.make(tmp_path)`` gives one; the first of a test run is built, every further one copied. Commits carry the
office's own clock, one minute apart, so that ids are the same in every run for the same steps and keys.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from amtsfunk.approval.evidence import PostFacts
from amtsfunk.approval.governance import GovernanceVerdict
from amtsfunk.approval.manifest import Manifest
from amtsfunk.approval.paths import approval_path
from amtsfunk.approval.statement import APPROVED, SignedStatement, Statement
from amtsfunk.approval.verdict import Verdict
from amtsfunk.commands.approve import Request, approve_post
from amtsfunk.commands.approving.signing import write_statements
from amtsfunk.commands.approving.verdicts import governance_of, verdict_of
from amtsfunk.commands.govern import sign_change, sign_genesis
from amtsfunk.effects.evidence import post_at, read_settings
from amtsfunk.effects.git import Git
from amtsfunk.effects.ssh import make_key
from amtsfunk.effects.statements import new_nonce, sign_statement

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
POST = "content/posts/2026/12/warntag.md"
PICTURE = "content/media/2026/12/sirene.png"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea7"
    "35819f0000000049454e44ae426082"
)

# sign → (roles, unit)
PEOPLE: Mapping[str, tuple[str, str]] = {
    "anna": ("editor, press", "press"),
    "ben": ("spokesperson, press, steward", "press"),
    "cleo": ("deputy, press, steward", "press"),
    "dora": ("editor", "department"),
    "emil": ("cvd, press", "press"),
    "frida": ("lawyer", "department"),
    "gero": ("external", "press"),
    "hanna": ("overall", "press"),
    "ines": ("steward", "department"),
}
OUTSIDER = "mallory"  # has a key, stands in no roster

AUTHORITY = """\
id: 00112233445566778899aabbccddeeff
name: Stadt Beispielau
short_name: Beispielau
level: municipality
land: NI
website: https://www.beispielau.example
hosts: [www.beispielau.example]
contact:
  street: Am Markt 1
  postal_code: "26999"
  city: Beispielau
  phone: +49 30 23125-100
  email: presse@beispielau.example
imprint:
  represented_by: Der Bürgermeister
  supervised_by: Landkreis Beispiel
  responsible: Pressestelle
publishers: [{publisher}]
"""
CHANNELS = """\
channels:
  website:
    label: Website
    network: website
    host: www.beispielau.example
    account_id: www.beispielau.example
    via: site
    owner: anna
    comments: false
  mastodon:
    label: Mastodon
    network: mastodon
    host: social.beispielau.example
    account_id: "1001"
    owner: anna
  x:
    label: X
    network: x
    host: x.netzwerke.example
    account_id: "2001"
    owner: anna
"""
TOPICS = """\
topics:
  bevoelkerungsschutz:
    label: Bevölkerungsschutz
    audiences: [public]
"""
APPROVAL = """\
rows:
  - needs: [[spokesperson, deputy]]
    because: Die redaktionelle Verantwortung liegt bei der Pressesprecherin.
  - when: {department: true}
    needs: [[press, cvd]]
    because: Was ein Fachbereich schreibt, liest zusätzlich jemand aus der Pressestelle.
  - when: {sensitive: true}
    needs: [[press, cvd, overall]]
    because: Bei heiklen Themen liest eine Person mehr mit.
  - when: {election: true}
    needs: [[lawyer, overall]]
    because: Vor Wahlen liest das Rechtsamt mit.
  - when: {kinds: [crisis, rebuttal]}
    needs: [[spokesperson, deputy, cvd]]
    instead: true
    fast_lane: true
    because: In der Krise zählt jede Minute.
"""
ELECTIONS = """\
windows:
  - name: Kommunalwahl
    begins: 2027-01-18
    ends: 2027-03-14
    source: Erfunden
"""
MENTIONS = """\
institutions:
  feuerwehr:
    name: Feuerwehr Beispielau
    accounts:
      mastodon: {handle: "@feuerwehr@social.beispielau.example", account_id: "77"}
"""


def post_text(
    *,
    title: str = "Sirenen heulen um 11 Uhr",
    text: str = "Am 10. Dezember heulen die Sirenen – nur zur Probe.",
    publish_at: str | None = "01.12.2026 09:00",
    channels: str = "[website, mastodon]",
    picture: str | None = None,
    more: str = "",
) -> str:
    """A post's file. ``more``: further lines of front matter; ``picture``: a file name in the post's media month."""
    when = f"publish_at: {publish_at}\n" if publish_at else ""
    shown = f'\n![Sirene auf dem Dach vor grauem Himmel]({picture} "Foto: Stadt Beispielau")\n' if picture else ""
    return f"---\n{when}channels: {channels}\ntopic: bevoelkerungsschutz\n{more}---\n# {title}\n\n{text}\n{shown}"


@dataclass
class Office:
    """One authority with its clone, remote and people. ``now`` is the office's clock, one minute on per commit."""

    folder: Path
    root: str = ""
    now: datetime = START
    _git: Git | None = field(default=None, repr=False)

    @classmethod
    def make(cls, folder: Path) -> Office:
        """A fresh office below ``folder``, which need not exist."""
        template = _template()
        target = folder / "office"
        shutil.copytree(template.folder, target, symlinks=True)
        return cls(target, template.root, template.now)

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def main(self) -> str:
        return self.run("rev-parse", "refs/heads/main")

    @property
    def git(self) -> Git:
        """A reader of the clone; one for the office's life."""
        if self._git is None:
            self._git = Git(self.clone)
        return self._git

    def close(self) -> None:
        if self._git is not None:
            self._git.close()
            self._git = None

    def key(self, person: str) -> Path:
        """The private key of a person, of ``publisher`` or of the outsider."""
        return self.folder / "keys" / person

    def public_key(self, person: str) -> str:
        return self.key(person).with_suffix(".pub").read_text(encoding="utf-8").strip()

    # ------------------------------------------------------------------ git by hand

    def run(self, *words: str, by: str | None = None, stdin: bytes | None = None) -> str:
        """One git command in the clone at the office's time; with ``by`` commits are signed by that person."""
        signing = (
            ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key(by)}", "-c", "commit.gpgSign=true"] if by else []
        )
        moment = self.now.strftime("%Y-%m-%dT%H:%M:%S+0000")
        environment = {
            **os.environ,
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
            "GIT_AUTHOR_NAME": by or "nobody",
            "GIT_COMMITTER_NAME": by or "nobody",
            "GIT_AUTHOR_EMAIL": "test@beispielau.example",
            "GIT_COMMITTER_EMAIL": "test@beispielau.example",
        }
        done = subprocess.run(
            ["git", *signing, *words],
            cwd=self.clone,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"git {' '.join(words)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode().strip()

    def write(self, path: str, content: str | bytes) -> None:
        target = self.clone / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, path: str) -> str:
        return (self.clone / path).read_text(encoding="utf-8")

    def commit(self, message: str = "Work", *, by: str | None = "anna") -> str:
        """Commit everything; ``by`` None leaves the commit unsigned. Returns its id."""
        self.now += timedelta(minutes=1)
        self.run("add", "--all")
        self.run("commit", "--quiet", "--allow-empty", "--message", message, by=by)
        return self.run("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "main") -> None:
        self.run("switch", "--quiet", "--create", name, start)

    def switch(self, name: str) -> None:
        self.run("switch", "--quiet", name)

    def merge(self, name: str, *, by: str | None = "emil", options: tuple[str, ...] = ()) -> str:
        """A merge commit of a branch on main."""
        self.now += timedelta(minutes=1)
        self.switch("main")
        self.run("merge", "--quiet", "--no-ff", "--message", f"Merge {name}", *options, name, by=by)
        return self.main

    def squash(self, name: str, *, by: str | None) -> str:
        """One new commit on main with all of a branch, by whoever squashes."""
        self.switch("main")
        self.run("merge", "--quiet", "--squash", name)
        return self.commit(f"Squash {name}", by=by)

    def push(self, *refs: str) -> None:
        self.run("push", "--quiet", "--force", "origin", *(refs or ("main",)))

    # ------------------------------------------------------------------ approval

    def approve(self, by: str, path: str = POST, *, now: datetime | None = None, main: str | None = None) -> Path:
        """Sign the post at HEAD as ``amtsfunk approve`` does; the file is written, not committed."""
        head = self.run("rev-parse", "HEAD")
        request = Request(path, head, main or self.main, self.key(by), None, now or self.now)
        return approve_post(self.git, read_settings(self.git, head), request).file

    def manifest(self, path: str = POST, commit: str = "HEAD") -> Manifest:
        """The manifest of a post at a commit. Fails where it cannot be built."""
        at = self.run("rev-parse", commit)
        facts = post_at(self.git, PostFacts(path, at, settings=read_settings(self.git, at)))
        assert facts.manifest is not None, facts.problem
        return facts.manifest

    def statement(self, path: str = POST, **changed: object) -> Statement:
        """A sound approve statement over the post at HEAD, with some fields changed: for whoever signs nonsense."""
        values: dict[str, object] = {
            "kind": "approve",
            "repository": "00112233445566778899aabbccddeeff",
            "subject": Path(path).stem,
            "decision": APPROVED,
            "not_before": self.now,
            "not_after": datetime(2027, 6, 1, tzinfo=UTC),
            "nonce": new_nonce(),
        }
        values.update(changed)
        values.setdefault("manifest", self.manifest(path).digest if "manifest" not in changed else "")
        return Statement(**values)  # type: ignore[arg-type]

    def sign(self, statement: Statement, by: str) -> SignedStatement:
        return sign_statement(statement, self.key(by))

    def put_approvals(self, *signed: SignedStatement, path: str = POST) -> None:
        """Write the approvals of a post without any of the command's checks."""
        write_statements(self.clone / approval_path(path), signed)

    def post(
        self,
        path: str = POST,
        content: str | None = None,
        *,
        author: str = "anna",
        approvers: tuple[str, ...] = ("ben",),
        branch: str = "beitrag",
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """The honest way of a post: branch, signed commit, approvals, merge. Returns M."""
        self.branch(branch)
        for name, data in (files or {}).items():
            self.write(name, data)
        self.write(path, content if content is not None else post_text())
        self.commit(f"Write {Path(path).stem}", by=author)
        for approver in approvers:
            self.approve(approver, path)
            self.commit(f"Approve {Path(path).stem}", by=approver)
        return self.merge(branch)

    def govern(self, by: str) -> str:
        """Confirm the governance change of the current branch and commit the confirmation."""
        sign_change(self.git, self.run("rev-parse", "HEAD"), self.main, self.key(by), self.now)
        return self.commit("Confirm", by=by)

    def change_rules(self, files: Mapping[str, str], *, author: str = "ben", approver: str | None = "cleo") -> str:
        """A governance change by a steward, confirmed by another, merged. Returns the merge."""
        name = f"regeln-{len(self.run('rev-list', '--all').split())}"
        self.branch(name)
        for path, content in files.items():
            self.write(path, content)
        self.commit("Change rules", by=author)
        if approver:
            self.govern(approver)
        return self.merge(name)

    def governance(self, progress: GovernanceVerdict | None = None) -> GovernanceVerdict:
        return governance_of(self.git, self.root, self.main, progress)

    def verdict(self, path: str = POST, *, now: datetime | None = None) -> Verdict:
        """The verdict on the clone's main."""
        return verdict_of(self.git, self.main, path, self.governance(), now=now)


def team_yml(
    office: Office, people: Mapping[str, tuple[str, str]] = PEOPLE, extra: Mapping[str, str] | None = None
) -> str:
    """``plans/team.yml`` with the people's keys. ``extra``: sign → further lines of that person, indented by four."""
    lines = ["people:"]
    for sign, (roles, unit) in people.items():
        lines += [f"  {sign}:", f"    roles: [{roles}]", f"    unit: {unit}", "    keys:"]
        lines.append(f"      - {office.public_key(sign)}")
        if extra and sign in extra:
            lines.append(f"    {extra[sign]}")
    return "\n".join(lines) + "\n"


def settings_files(office: Office) -> dict[str, str]:
    return {
        "plans/authority.yml": AUTHORITY.format(publisher=office.public_key("publisher")),
        "plans/channels.yml": CHANNELS,
        "plans/topics.yml": TOPICS,
        "plans/approval.yml": APPROVAL,
        "plans/elections.yml": ELECTIONS,
        "plans/mentions.yml": MENTIONS,
        "plans/team.yml": team_yml(office),
    }


@cache
def _template() -> Office:
    folder = Path(tempfile.mkdtemp(prefix="amtsfunk-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = Office(folder)
    (folder / "keys").mkdir()
    for person in (*PEOPLE, OUTSIDER, "publisher"):
        make_key(office.key(person), person)
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(office.remote)], check=True)
    subprocess.run(["git", "init", "--quiet", "-b", "main", str(office.clone)], check=True)
    # Relative, so that a copy of the folder talks to its own remote.
    office.run("remote", "add", "origin", "../remote.git")
    for path, content in settings_files(office).items():
        office.write(path, content)
    first = office.commit("Start", by="ben")
    for steward in ("ben", "cleo"):
        sign_genesis(office.git, first, office.key(steward), office.now)
    office.root = office.commit("Sign the start", by="ben")
    office.push()
    office.close()
    return office
