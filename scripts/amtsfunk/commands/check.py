"""``amtsfunk check``: judge posts, plans, netiquette and guidelines of a work tree. Reads, never writes."""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtsfunk.effects.clock import SystemClock
from amtsfunk.effects.files import list_tree, read_file, read_files
from amtsfunk.effects.workers import in_chunks
from amtsfunk.model.errors import NotFound, UsageError
from amtsfunk.model.finding import Finding, Severity
from amtsfunk.model.settings import Settings
from amtsfunk.report.rows import Row, rows, summarise
from amtsfunk.rules.cases import FOLDERS, MEDIA, POSTS, AllCase, PlansCase, PostReport, Tree, World
from amtsfunk.rules.run import DEFAULT_ZONE, check_pages, check_plans, check_posts, check_together, check_tree
from amtsfunk.source.plans import SETTINGS_PATHS, parse_settings
from amtsfunk.source.times import TimeProblem, parse_now

_WORTH_A_SECOND_PROCESS = 400
"""Posts; below that, starting one costs more than it saves."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="nur diese Dateien oder Ordner (sonst alle)")
    parser.add_argument(
        "--changed", metavar="BASE", nargs="?", const="", help="nur, was sich gegenüber BASE (sonst main) geändert hat"
    )
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="Form der Ausgabe")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="Sprache der Meldungen")
    parser.add_argument("--now", metavar="T", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--repository", metavar="DIR", default=None, help="Ordner des Repositorys (sonst der aktuelle)")
    parser.add_argument(
        "--threshold",
        choices=[severity.name for severity in sorted(Severity, reverse=True)],
        default=Severity.error.name,
        help="ab welcher Schwere der Befehl mit 1 endet (sonst: error)",
    )


def run(arguments: Namespace) -> int:
    """0 clean, 1 findings at or above the threshold. Usage and failures are raised (2, 3)."""
    root = find_root(arguments.repository)
    tree = list_tree(root)
    choice = _choose(root, arguments)
    findings, posts = check_repository(root, tree, choice, arguments.now)
    found = rows(findings, arguments.lang)
    _print(_render(found, posts, arguments))
    return int(any(row.severity >= Severity[arguments.threshold] for row in found))


@dataclass(frozen=True, slots=True)
class Choice:
    """What to check: everything, or these paths and what lies below these folders."""

    everything: bool = True
    paths: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()

    def wants(self, path: str) -> bool:
        return self.everything or path in self.paths or path.startswith(self.folders)


def check_repository(root: Path, tree: Tree, choice: Choice, now: str | None) -> tuple[tuple[Finding, ...], int]:
    """(findings, number of posts checked) of a work tree. Faults in reading the settings are always shown: nothing can
    be approved or sent while they stand."""
    files = {path: read_file(root, path) for path in SETTINGS_PATHS if path in tree.names}
    settings, broken, positions = parse_settings(files, mended=True)
    findings = list(broken)
    if settings is not None:
        plans = check_plans(PlansCase(settings, positions))
        findings += [one for one in plans if choice.wants(one.place.path)]
    findings += [one for one in check_tree(tree) if choice.wants(one.place.path)]
    findings += _check_pages(root, tree, choice)
    chosen = tuple(path for path in tree.posts if choice.wants(path))
    reports = _check_posts(root, chosen, World(tree, _now(now, settings), settings))
    findings += [finding for report in reports for finding in report.findings]
    if choice.everything:
        summaries = tuple(one for report in reports for one in report.summaries)
        findings += check_together(AllCase(tree, summaries))
    return tuple(findings), len(chosen)


def find_root(given: str | None) -> Path:
    """The repository: the folder that was named, else the nearest upwards that has ``plans/``. Raises UsageError."""
    if given is not None:
        root = Path(given).resolve()
        if not root.is_dir():
            raise UsageError(f"Den Ordner {given!r} gibt es nicht.", "Bitte prüfen Sie den Pfad hinter --repository.")
        return root
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "plans").is_dir()), None)
    if found is None:
        raise UsageError(
            "Hier liegt kein Amtsfunk-Repository: Der Ordner „plans“ fehlt.",
            "Wechseln Sie in das Repository, oder nennen Sie es: amtsfunk check --repository DIR",
        )
    return found


def _check_pages(root: Path, tree: Tree, choice: Choice) -> list[Finding]:
    """All pages are read where one is wanted: their numbers are judged against each other, and they are few."""
    pages = [path for path in tree.files if path.startswith(("netiquette/", "guidelines/"))]
    if not any(choice.wants(path) for path in pages):
        return []
    return [one for one in check_pages(dict(read_files(root, pages))) if choice.wants(one.place.path)]


def _check_posts(root: Path, paths: Sequence[str], world: World) -> list[PostReport]:
    def work(chunk: Sequence[str]) -> PostReport:
        return check_posts(read_files(root, chunk), world)

    return in_chunks(work, paths, at_least=_WORTH_A_SECOND_PROCESS)


def _now(given: str | None, settings: Settings | None) -> datetime:
    """``--now``, else the example's own time while it is an example, else the clock."""
    zone = DEFAULT_ZONE if settings is None else settings.authority.zone
    if given is not None:
        try:
            return parse_now(given, zone)
        except TimeProblem as problem:
            raise UsageError(
                f"„{given}“ ist kein Zeitpunkt.",
                'So geht es: --now "01.12.2026 09:00" oder --now 2026-12-01T09:00:00+01:00',
            ) from problem
    if settings is not None and settings.authority.example and settings.authority.example_now:
        try:
            return parse_now(settings.authority.example_now, zone)
        except TimeProblem:
            pass  # a rule of its own says so
    return SystemClock().now()


# ---------------------------------------------------------------- what to check


def _choose(root: Path, arguments: Namespace) -> Choice:
    if arguments.changed is not None:
        if arguments.paths:
            raise UsageError("„--changed“ und Pfade zusammen gehen nicht.", "Bitte nur eines von beiden angeben.")
        return _choose_changed(root, arguments.changed or None)
    if arguments.paths:
        return _choose_named(root, arguments.paths)
    return Choice()


def _choose_changed(root: Path, base: str | None) -> Choice:
    """Changed files, and every post that a change elsewhere can have broken: all where the plans changed or a post is
    gone, those of the month where a picture changed or is gone."""
    from amtsfunk.effects.changes import changes_since  # noqa: PLC0415 - a full check needs no git
    from amtsfunk.effects.git import Git  # noqa: PLC0415

    with Git(root) as git:
        changes = changes_since(git, base, FOLDERS)
    touched = changes.present | changes.gone
    folders: list[str] = []
    plans_changed = any(path.startswith("plans/") for path in touched)
    post_gone = any(path.startswith(POSTS) and path.endswith(".md") for path in changes.gone)
    if plans_changed or post_gone:
        folders.append(POSTS)
    for path in touched:
        if path.startswith(MEDIA):
            folders.append(POSTS + "/".join(path.removeprefix(MEDIA).split("/")[:2]) + "/")
    return Choice(everything=False, paths=touched, folders=tuple(dict.fromkeys(folders)))


def _choose_named(root: Path, names: Sequence[str]) -> Choice:
    paths: set[str] = set()
    folders: list[str] = []
    for name in names:
        # The last step is not resolved: a symbolic link is a finding, not a way elsewhere.
        place = Path(os.path.normpath(name))
        full = place.resolve() if place.name in ("", "..") else place.parent.resolve() / place.name
        if not os.path.lexists(full):
            raise NotFound(f"„{name}“ gibt es nicht.", "Bitte prüfen Sie den Pfad.")
        if full == root:
            return Choice()
        if not full.is_relative_to(root):
            raise UsageError(f"„{name}“ liegt nicht in diesem Repository.", "Bitte nennen Sie einen Pfad darin.")
        path = full.relative_to(root).as_posix()
        if path.split("/", 1)[0] not in FOLDERS:
            raise UsageError(f"„{name}“ gehört nicht zu dem, was geprüft wird.", f"Geprüft wird: {', '.join(FOLDERS)}.")
        paths.add(path)
        if full.is_dir() and not full.is_symlink():
            folders.append(f"{path}/")
    return Choice(everything=False, paths=frozenset(paths), folders=tuple(folders))


# ---------------------------------------------------------------- what is shown


def _render(found: Sequence[Row], posts: int, arguments: Namespace) -> str:
    summary = summarise(found, posts)
    if arguments.format == "json":
        from amtsfunk.report.json import render_json  # noqa: PLC0415 - one format a run

        return render_json(found, summary)
    if arguments.format == "github":
        from amtsfunk.report.github import render_github  # noqa: PLC0415

        return render_github(found, summary, arguments.lang)
    from amtsfunk.report.text import render_text  # noqa: PLC0415

    return render_text(found, summary, arguments.lang, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _print(report: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show „ä“ must still show the rest.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(report)
