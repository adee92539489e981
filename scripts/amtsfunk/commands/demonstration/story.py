"""What the demonstration tells, scene by scene. Every scene runs the very commands that people run."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from amtsfunk.commands.demonstration.sandbox import CONTENT, GOVERNANCE, Sandbox, enter_keys
from amtsfunk.commands.sites.public_site import LEDGER_MARK
from amtsfunk.effects.git import Git
from amtsfunk.effects.server import serve, wait_until_interrupted
from amtsfunk.model.errors import EffectFailed, NotFound

EDITOR, SPOKESPERSON, PUBLISHER = "tm", "kj", "publisher"
POST, ALTERED = "warntag-sirenen", "buergertelefon"
_WIDTH = 110
FOLDER, PICTURES = "content/posts/2026/12", "content/media/2026/12"
WEEK = "plans/weeks/2026-W49.yml"
"""The weekly plan that names both posts: it comes with the second of them."""
_WRITTEN_LATER = frozenset({f"{FOLDER}/{POST}.md", f"{FOLDER}/{ALTERED}.md", f"{PICTURES}/warntag.png", WEEK})


def find_product(start: Path) -> Path:
    """The folder of the checkout: the example is part of it. Raises NotFound."""
    for folder in (start, *start.parents):
        if (folder / "plans" / "authority.yml").is_file() and (folder / "mkdocs.yml").is_file():
            return folder
    raise NotFound(
        "Hier liegt keine Beispielbehörde (plans/authority.yml und mkdocs.yml fehlen).",
        "Rufen Sie „make run“ im Ordner des Repositorys auf.",
    )


def read_example_now(product: Path) -> tuple[datetime, ZoneInfo]:
    """The example's own time and its zone. Raises NotFound where the authority is no example."""
    from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings  # noqa: PLC0415
    from amtsfunk.source.times import parse_now  # noqa: PLC0415

    files = {path: (product / path).read_bytes() for path in SETTINGS_PATHS if (product / path).is_file()}
    settings, findings, _ = parse_settings(files)
    if settings is None:
        raise NotFound(f"plans/ enthält {len(findings)} Fehler.", "„amtsfunk check plans“ zeigt sie.")
    if not (settings.authority.example and settings.authority.example_now):
        raise NotFound("Diese Behörde ist kein Beispiel; geübt wird nur mit der Beispielbehörde.")
    return parse_now(settings.authority.example_now, settings.authority.zone), settings.authority.zone


class Story:
    """The scenes in order. ``now`` is the example's time; all commits are dated before it."""

    def __init__(self, product: Path, sandbox: Sandbox, now: datetime, zone: ZoneInfo) -> None:
        self.product = product
        self.sandbox = sandbox
        self.now = now
        self.zone = zone
        self.console = Console(highlight=False)
        if not self.console.is_terminal:
            self.console.width = _WIDTH
        self.scene_number = 0

    @property
    def out(self) -> Path:
        return self.sandbox.folder / "site"

    def tell(self, *, fresh: bool) -> None:
        self._say_title(fresh)
        if fresh:
            self.make_authority()
            self.check_content()
            self.write_and_approve()
            self.alter_after_approval()
            self.sandbox.mark_ready(self.product)
        else:
            self.check_content()
        self.publish(fresh=fresh)
        self.build_sites()
        self.confirm()
        self.sum_up()

    # ------------------------------------------------------------------ scenes

    def make_authority(self) -> None:
        self._scene("Eine Behörde entsteht", "ein leeres Git-Repository, zwei Personen mit frischen Schlüsseln")
        sandbox, at = self.sandbox, self.now - timedelta(days=7)
        sandbox.make_remote((EDITOR, SPOKESPERSON, PUBLISHER))
        sandbox.copy_in(self.product, GOVERNANCE)
        people = [sandbox.actor(EDITOR), sandbox.actor(SPOKESPERSON)]
        enter_keys(sandbox.clone, people, sandbox.actor(PUBLISHER))
        root = self._sign_root(at)
        (sandbox.folder / "trust-root").write_text(root + "\n", encoding="utf-8")
        sandbox.push()
        self._note(f"Anfangsstand mit zwei Unterschriften: {root[:12]} – daran hängt alles Vertrauen")
        sandbox.branch("inhalte")
        sandbox.copy_in(self.product, CONTENT, leave_out=_WRITTEN_LATER | set(self._governance_files()))
        sandbox.commit(people[0], "Inhalte der Beispielbehörde", at, CONTENT)
        sandbox.merge(people[1], "inhalte", at)
        self._note("Netiquette, Dienstanweisungen, frühere und geplante Beiträge sind zusammengeführt")

    def _sign_root(self, at: datetime) -> str:
        """The root commit: governance files with both signatures over them. Amended, so that it stays one commit."""
        sandbox, git = self.sandbox, Git(self.sandbox.clone)
        editor = sandbox.actor(EDITOR)
        sandbox.commit(editor, "Anfangsstand", at, ["."])
        for sign in (EDITOR, SPOKESPERSON):
            self._command("govern", "--genesis", "--key", str(sandbox.actor(sign).key), "--now", at.isoformat())
        git.run("add", "plans/genesis.json")
        dates = {"GIT_AUTHOR_DATE": at.isoformat(), "GIT_COMMITTER_DATE": at.isoformat()}
        git.run(*editor.config, "commit", "--quiet", "--amend", "--no-edit", env=dates)
        return git.run("rev-parse", "HEAD").decode().strip()

    def _governance_files(self) -> list[str]:
        return [name for name in GOVERNANCE if name.startswith("plans/")]

    def check_content(self) -> None:
        self._scene("Alles wird geprüft", "jede Datei, mit Zeile und Spalte")
        self._command("check", show=True)

    def write_and_approve(self) -> None:
        self._scene(
            "Ein Beitrag wird geschrieben und freigegeben", f"{POST}: {EDITOR} schreibt, {SPOKESPERSON} gibt frei"
        )
        self._propose(POST, [f"{FOLDER}/{POST}.md", f"{PICTURES}/warntag.png"])
        self._approve(POST, show=True)
        merged = self.sandbox.merge(self.sandbox.actor(SPOKESPERSON), POST, self.now - timedelta(minutes=20))
        self._note(f"zusammengeführt als {merged[:12]}")

    def alter_after_approval(self) -> None:
        self._scene("Ein zweiter Beitrag wird nach der Freigabe verändert", f"{ALTERED}: eine andere Rufnummer")
        self._propose(ALTERED, [f"{FOLDER}/{ALTERED}.md", WEEK])
        self._approve(ALTERED)
        file = self.sandbox.clone / FOLDER / f"{ALTERED}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("23125-115", "23125-666"), encoding="utf-8")
        at = self.now - timedelta(minutes=18)
        self.sandbox.commit(self.sandbox.actor(EDITOR), "Nummer geändert", at, [FOLDER])
        self.sandbox.merge(self.sandbox.actor(SPOKESPERSON), ALTERED, at)
        self._command("approval", "show", ALTERED, show=True)

    def publish(self, *, fresh: bool) -> None:
        clock = f"die Uhr des Beispiels steht auf {self.now.astimezone(self.zone):%d.%m.%Y, %H:%M} Uhr"
        if fresh:
            self._scene("Was fällig ist, geht hinaus", clock)
            self._command("ledger", "open", *self._publisher(), show=True)
            self._publish()
            self._note(f"Für Mastodon liegen Text, Bild und Beschreibung zum Einfügen bereit: manual/{POST}/mastodon/")
        self._scene("Noch ein Lauf: Nichts geht zweimal hinaus", clock)
        self._publish()

    def _publish(self, *more: str) -> None:
        """The same call as on a real publishing machine; the example's time is rehearsed only on local repositories."""
        out = ("--out", str(self.sandbox.folder / "manual"))
        self._command("publish", "--send", *self._publisher(), *out, *more, show=True)

    def _publisher(self) -> tuple[str, ...]:
        return ("--key", str(self.sandbox.actor(PUBLISHER).key), "--state", str(self.sandbox.state))

    def build_sites(self) -> None:
        self._scene("Beide Websites werden gebaut", "die öffentliche und die interne")
        folders = ("--public-dir", str(self.out / "public"), "--internal-dir", str(self.out / "internal"))
        with self.console.status("MkDocs baut die festen Seiten …"):
            self._command("site", "build", *folders)
        for name, label in (("public", "öffentlich"), ("internal", "intern")):
            pages = len(list((self.out / name).rglob("*.html")))
            self._note(f"{label}: {pages} Seiten in {self._short(self.out / name)}")

    def confirm(self) -> None:
        """Serve the fresh pages for a moment, so that the publisher finds its post at its address."""
        self._scene("Steht es wirklich da?", "die Seite des Beitrags wird abgerufen und mit der Freigabe verglichen")
        served = serve(self.out / "public", "öffentlich", 0)
        try:
            self._publish("--probe", served.address, "--mark", f"{served.address}{LEDGER_MARK}")
        finally:
            served.stop()

    def sum_up(self) -> None:
        self._scene("Das Ergebnis", "so steht es im Sendebuch")
        self._command("status", show=True)
        self._command("ledger", "verify", show=True)

    def serve(self, port: int) -> None:
        """Both sites on loopback until Ctrl-C."""
        running = [
            serve(self.out / "public", "öffentlich", port),
            serve(self.out / "internal", "intern", port + 1 if port else 0),
        ]
        self.console.print()
        for one in running:
            self.console.print(Text.assemble(f"  {one.label + ':':<12}", (one.address, "bold")))
        self.console.print("  Beenden mit Strg+C.")
        wait_until_interrupted(running)

    # ------------------------------------------------------------------ helpers

    def _propose(self, name: str, paths: list[str]) -> None:
        """A branch with the editor's signed commit, as a pull request would bring it."""
        self.sandbox.branch(name)
        self.sandbox.copy_in(self.product, paths)
        self.sandbox.commit(self.sandbox.actor(EDITOR), f"Beitrag: {name}", self.now - timedelta(minutes=40), paths)

    def _approve(self, name: str, *, show: bool = False) -> None:
        at = self.now - timedelta(minutes=30)
        actor = self.sandbox.actor(SPOKESPERSON)
        self._command("approve", name, "--key", str(actor.key), "--now", at.isoformat(), show=show)
        self.sandbox.commit(actor, f"Freigabe: {name}", at, [FOLDER])

    def _command(self, *words: str, show: bool = False) -> str:
        """Run one verb in the clone as a person would; its output is shown indented. Raises EffectFailed."""
        if show:
            spoken = " ".join(self._short(Path(word)) if word.startswith("/") else word for word in words)
            self.console.print(Text(f"  $ amtsfunk {spoken}", style="bold cyan"))
        code, said = self._run(words)
        if show or code:
            for line in said.strip("\n").splitlines():
                self.console.print(Text(f"    {line.rstrip()}"), soft_wrap=True)
        if code:
            raise EffectFailed(f"„amtsfunk {words[0]}“ ist in der Übungsumgebung gescheitert (Rückgabewert {code}).")
        return said

    def _run(self, words: tuple[str, ...]) -> tuple[int, str]:
        """Exit code and output of one verb in a process of its own, in the clone, with the sandbox's trust root."""
        environment = {**os.environ, "COLUMNS": str(self.console.width - 4), "PYTHONIOENCODING": "utf-8"}
        return self.sandbox.run_verb(words, environment)

    def _scene(self, title: str, subtitle: str) -> None:
        self.scene_number += 1
        self.console.print()
        self.console.print(Text.assemble((f"{self.scene_number}. {title}", "bold"), ("  –  " + subtitle, "dim")))

    def _note(self, line: str) -> None:
        self.console.print(Text(f"    {line}"))

    def _say_title(self, fresh: bool) -> None:
        text = (
            "Amtsfunk: ein Beitrag von der Datei bis zur Website"
            if fresh
            else "Amtsfunk: derselbe Stand, ein weiterer Lauf"
        )
        self.console.print(Panel.fit(text, subtitle=self._short(self.sandbox.folder)))

    def _short(self, path: Path) -> str:
        for folder in (self.sandbox.folder, self.product):
            if folder in path.parents:
                return path.relative_to(folder).as_posix()
        return str(path)
