"""The templates that both sites are made of: where they lie, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amtsfunk.model.errors import NotFound


def templates_of(repository: Path) -> Path:
    """The folder that holds ``site/`` and ``mkdocs.yml``: the repository, else the program's own sources: those of its
    checkout, or those that were packed into it (``setup.py``)."""
    package = Path(__file__).resolve().parents[1]
    for folder in (repository, package.parents[1], package / "product"):
        if (folder / "site" / "theme" / "main.html").is_file() and (folder / "mkdocs.yml").is_file():
            return folder
    raise NotFound(
        "Die Vorlagen der Websites fehlen (site/ und mkdocs.yml).", "Bitte aus der Vorlage von Amtsfunk übernehmen."
    )


def read_templates(folder: Path) -> Mapping[str, str]:
    """POSIX path below ``folder`` → text of every template."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".html", ".svg") and path.is_file()
    }
