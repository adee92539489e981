"""MkDocs builds the fixed pages of a site, in a process of its own, and only when something that it reads has changed.

Nothing is hooked into MkDocs; it gets a folder of Markdown and a configuration that inherits from the repository's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from amtsfunk.model.errors import EffectFailed

_SECONDS = 300
_SAME_DAY = "1767225600"
"""MkDocs writes a build date; a fixed one keeps builds of the same input the same."""


@dataclass(frozen=True, slots=True)
class FixedSite:
    """One site for MkDocs. ``base``: the configuration in the sources that is inherited; ``settings`` go on top of it;
    ``work``: folder under ``build/`` for pages, configuration and the built pages; ``files``: what lies beside the
    pages, by its path among them."""

    name: str
    base: Path
    theme: Path
    settings: Mapping[str, Any]
    pages: Mapping[str, str]
    work: Path
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def built(self) -> Path:
        return self.work / "fixed" / self.name


def build_fixed(site: FixedSite) -> bool:
    """Build the fixed pages into ``site.built``. False where they were current. Raises EffectFailed."""
    docs = site.work / "pages" / site.name
    config = site.work / f"{site.name}.yml"
    note = _note(site)
    key = _key(site)
    if site.built.is_dir() and note.is_file() and note.read_text(encoding="utf-8") == key:
        return False
    note.unlink(missing_ok=True)
    _write_pages(docs, site)
    config.write_text(_configuration(site, docs), encoding="utf-8")
    _run(config, site.built)
    note.write_text(key, encoding="utf-8")
    return True


def is_built(site: FixedSite) -> bool:
    """Whether ``site.built`` holds a whole build, if perhaps an older one, and not what a failed one left."""
    return site.built.is_dir() and _note(site).is_file()


def _note(site: FixedSite) -> Path:
    return site.work / f"{site.name}.key"


def _configuration(site: FixedSite, docs: Path) -> str:
    """JSON is YAML, and needs no second way of quoting."""
    values = {
        "INHERIT": str(site.base.resolve()),
        **site.settings,
        "docs_dir": str(docs.resolve()),
        "site_dir": str(site.built.resolve()),
        "theme": {"custom_dir": str(site.theme.resolve())},
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _key(site: FixedSite) -> str:
    digest = sha256()
    for package in ("mkdocs", "mkdocs-material", "Markdown"):
        try:
            digest.update(f"{package} {version(package)}\n".encode())
        except PackageNotFoundError:
            continue
    digest.update(json.dumps([site.settings, dict(site.pages)], sort_keys=True, ensure_ascii=False).encode())
    for name, file in sorted(site.files.items()):
        digest.update(f"{name}\0".encode() + file.read_bytes())
    bases = [site.base, site.base.parent / "mkdocs.yml", site.base.parent.parent / "mkdocs.yml"]
    for path in [*(base for base in bases if base.is_file()), *sorted(site.theme.rglob("*"))]:
        if path.is_file():
            digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _write_pages(docs: Path, site: FixedSite) -> None:
    if docs.is_dir():
        shutil.rmtree(docs)
    for name, text in site.pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, file in site.files.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)


def _run(config: Path, built: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(config)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _SAME_DAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    built.parent.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        raise EffectFailed(
            f"MkDocs war nach {_SECONDS} Sekunden nicht fertig.", "Bitte noch einmal versuchen."
        ) from late
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise EffectFailed(
            f"MkDocs konnte die Seiten nicht bauen ({config.name}):\n{said[-1500:]}",
            "Bitte die genannte Seite in site/, netiquette/ oder guidelines/ berichtigen.",
        )


def built_files(site: FixedSite) -> Iterator[tuple[str, Path]]:
    """POSIX path from the root of the site and the file, in a stable order."""
    for path in sorted(site.built.rglob("*")):
        if path.is_file():
            yield path.relative_to(site.built).as_posix(), path
