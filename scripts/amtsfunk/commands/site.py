"""``amtsfunk site build|serve|upload|pdf``: both sites, built, shown here or brought to their servers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from amtsfunk.commands.approving.verdicts import add_trust_root, optional_trust_root
from amtsfunk.commands.sites import pdf, upload
from amtsfunk.commands.sites.archived import tell_left_out
from amtsfunk.commands.sites.building import Again, BuiltSites, build_sites
from amtsfunk.commands.sites.ledger import ORIGIN
from amtsfunk.commands.sites.watching import look_at, watch
from amtsfunk.effects.git import Git
from amtsfunk.effects.server import serve, wait_until_interrupted
from amtsfunk.effects.site_files import Written
from amtsfunk.pages import text

PUBLIC_PORT, INTERNAL_PORT = 8600, 8601


def add_arguments(parser: ArgumentParser) -> None:
    actions = ("build", "serve", "upload", "pdf")
    parser.add_argument(
        "action",
        choices=actions,
        help="bauen, bauen und hier zeigen, Gebautes auf Server bringen, Dienstanweisung als PDF",
    )
    upload.add_arguments(parser)
    pdf.add_arguments(parser)
    parser.add_argument("--repository", metavar="ORDNER", type=Path, default=Path(), help="Ordner des Repositorys")
    parser.add_argument("--ledger", metavar="REPO", default=ORIGIN, help="woher das Sendebuch kommt (sonst: origin)")
    add_trust_root(parser)
    parser.add_argument("--now", metavar="ZEIT", help="so tun, als wäre es dieser Zeitpunkt")
    parser.add_argument("--public-dir", metavar="ORDNER", type=Path, help="Ziel der öffentlichen Website")
    parser.add_argument("--internal-dir", metavar="ORDNER", type=Path, help="Ziel der internen Website")
    parser.add_argument("--public-port", metavar="N", type=int, default=PUBLIC_PORT)
    parser.add_argument("--internal-port", metavar="N", type=int, default=INTERNAL_PORT)


def run(arguments: Namespace) -> int:
    repository = arguments.repository.resolve()
    if arguments.action == "upload":
        return upload.run(arguments, repository / "build" / "site")
    if arguments.action == "pdf":
        return pdf.run(arguments, repository / "build" / "site")

    def build(again: Again | None = None) -> BuiltSites:
        with Git(repository) as git:
            return build_sites(
                repository,
                ledger=git,
                remote=arguments.ledger,
                now=arguments.now,
                trust_root=optional_trust_root(arguments),
                out=repository / "build" / "site",
                public_dir=arguments.public_dir,
                internal_dir=arguments.internal_dir,
                again=again,
            )

    before = look_at(repository) if arguments.action == "serve" else {}
    built = build()
    _tell(built)
    if arguments.action == "serve":
        running = [
            serve(built.public, "öffentlich", arguments.public_port),
            serve(built.internal, "intern", arguments.internal_port),
        ]
        for one in running:
            print(f"{one.label + ':':<12}{one.address}")
        print("Was Sie speichern, wird hier gezeigt: im Browser neu laden (F5). Beenden mit Strg+C.", flush=True)
        wait_until_interrupted(running, watch(repository, built, before, build).forever)
    return 0


def _tell(built: BuiltSites) -> None:
    for label, folder, written in (
        ("öffentlich", built.public, built.public_written),
        ("intern", built.internal, built.internal_written),
    ):
        print(f"{label + ':':<12}{folder}  ({_counted(written)})")
    print(f"Archiv:     {built.archived} Beiträge")
    if not built.ledger_known:
        print("Sendebuch:  hier gibt es keines; gezeigt wird nur, was im Archiv liegt (archive: true).")
    _tell_broken(built.broken)
    for line in tell_left_out(built.left_out):
        print(line)


def _counted(written: Written) -> str:
    parts = [f"{written.written} geschrieben", f"{written.unchanged} unverändert"]
    return ", ".join([*parts, *([f"{written.removed} entfernt"] if written.removed else [])])


def _tell_broken(broken: Sequence[str]) -> None:
    if broken:
        print(f"Nicht lesbar und deshalb weggelassen: {text.joined(broken)}")
        print("  → Was daran nicht stimmt, sagt: amtsfunk check")
