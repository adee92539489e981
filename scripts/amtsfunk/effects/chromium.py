"""An installed Chromium makes a tagged PDF of one page on this machine. It is no dependency: nothing else needs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from amtsfunk.model.errors import EffectFailed, NotFound

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_SECONDS = 180
_TAGGED = (b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"/Lang")
"""What a PDF says of itself that a screen reader can use (ISO 32000-1, 14.7 and 14.8)."""


def find_chromium() -> Path:
    """``AMTSFUNK_CHROMIUM``, else one that is installed. Raises NotFound."""
    named = os.environ.get("AMTSFUNK_CHROMIUM")
    for name in (named,) if named else _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NotFound(
        f"Chromium wurde nicht gefunden{f' ({named})' if named else ''}. Nur dieser Schritt braucht es.",
        "Bitte installieren (Debian: apt install chromium) oder seinen Pfad in AMTSFUNK_CHROMIUM nennen. "
        "Oder die Seite im eigenen Browser drucken und „Als PDF speichern“ wählen.",
    )


def print_page(page: Path, target: Path) -> None:
    """Print ``page`` (HTML on this machine) into ``target``, with tags, language and outline. An earlier file stays
    where anything fails. Raises NotFound, EffectFailed."""
    chromium = find_chromium()
    with TemporaryDirectory(prefix="amtsfunk-") as folder:
        made = Path(folder) / "made.pdf"
        _run([str(chromium), *_options(Path(folder) / "profile", made), page.resolve().as_uri()])
        data = made.read_bytes() if made.is_file() else b""
        if not data.startswith(b"%PDF-"):
            raise EffectFailed(f"{chromium} hat kein PDF geschrieben.", "Bitte noch einmal versuchen.")
        if not all(word in data for word in _TAGGED):
            raise EffectFailed(
                f"Das PDF von {chromium} ist nicht barrierefrei: Es hat keine Tags oder keine Sprache.",
                "Bitte ein neueres Chromium verwenden. Geschrieben wurde nichts.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        beside.write_bytes(data)
        beside.replace(target)


def _options(profile: Path, made: Path) -> list[str]:
    options = [
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={profile}",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
        f"--print-to-pdf={made}",
    ]
    # Chromium starts as root only without its sandbox; the page is one that this program has just built.
    return ["--no-sandbox", *options] if hasattr(os, "geteuid") and os.geteuid() == 0 else options


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise EffectFailed(
            f"{command[0]} ließ sich nicht ausführen ({failed}).", "Bitte noch einmal versuchen."
        ) from failed
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-600:]
        raise EffectFailed(f"{command[0]} ist gescheitert: {said}", "Bitte noch einmal versuchen.")
