"""The package as an authority installs it: built from its own source archive, in an environment that holds no checkout,
over a repository that carries nothing of the product."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.site_office import NOW, PRODUCT, build

SOURCES = ("pyproject.toml", "setup.py", "mkdocs.yml", "README.md", "LICENSE", "scripts", "site")
CONTENT = ("plans", "netiquette", "guidelines", "content", "site/law")
_HOOK = "import sys; from setuptools import build_meta; print(build_meta.{}(sys.argv[1]))"


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def copy(names: tuple[str, ...], target: Path) -> Path:
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (PRODUCT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(PRODUCT / name, target / name, ignore=ignored)
        else:
            shutil.copyfile(PRODUCT / name, target / name)
    return target


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    checkout = copy(SOURCES, folder / "checkout")
    run(sys.executable, "-c", _HOOK.format("build_sdist"), folder, cwd=checkout)
    (archive,) = folder.glob("*.tar.gz")
    (folder / "unpacked").mkdir()
    run("tar", "-xzf", archive, "-C", folder / "unpacked", cwd=folder)
    (unpacked,) = (folder / "unpacked").iterdir()
    run(sys.executable, "-c", _HOOK.format("build_wheel"), folder, cwd=unpacked)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def amtsfunk(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in a fresh environment. Only the dependencies come from where the tests run; a path in a ``.pth``
    file brings no editable installation along."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel,
        cwd=folder)  # fmt: skip
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(python, "-c", "import amtsfunk; print(amtsfunk.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(site)
    return folder / "bin" / "amtsfunk"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = copy(CONTENT, tmp_path / "repository")
    run("git", "init", "--quiet", ".", cwd=root)
    run("git", "add", "--all", cwd=root)
    run("git", "commit", "--quiet", "-m", "content", cwd=root)
    return root


def test_the_package_holds_the_program_and_the_pages_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        names = packed.namelist()
        info = next(name for name in names if name.endswith("/METADATA"))
        assert b"License-Expression: EUPL-1.2" in packed.read(info)
    outside = {name for name in names if not name.startswith(("amtsfunk/", info.rpartition("/")[0]))}
    assert outside == set()
    packed_pages = {name.removeprefix("amtsfunk/product/") for name in names if name.startswith("amtsfunk/product/")}
    pages = {file.relative_to(PRODUCT).as_posix() for file in (PRODUCT / "site").rglob("*") if file.is_file()}
    assert packed_pages == pages | {"mkdocs.yml"}
    program = {
        file.relative_to(PRODUCT / "scripts").as_posix() for file in (PRODUCT / "scripts/amtsfunk").rglob("*.py")
    }
    assert {name for name in names if name.endswith(".py")} == program


def test_the_check_says_the_same_as_in_a_checkout(amtsfunk: Path, content: Path) -> None:
    said = json.loads(run(amtsfunk, "check", "--format", "json", cwd=content))
    assert said["findings"] == []
    os.replace(content / "plans/topics.yml", content / "plans/topic.yml")  # noqa: PTH105 - a slip, as one makes it
    broken = subprocess.run([amtsfunk, "check"], cwd=content, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "plans/topics.yml" in broken.stdout


def test_both_sites_are_built_as_from_a_checkout(amtsfunk: Path, content: Path, tmp_path: Path) -> None:
    run(amtsfunk, "site", "build", "--now", NOW, cwd=content)
    other = copy((*CONTENT, "mkdocs.yml", "site/theme", "site/public", "site/internal", "site/archive",
                  "site/internal.yml"), tmp_path / "checkout")  # fmt: skip
    expected = build(other)
    for name in ("public", "internal"):
        built = content / "build" / "site" / name
        here = {file.relative_to(built).as_posix(): file.read_bytes() for file in built.rglob("*") if file.is_file()}
        folder = getattr(expected, name)
        there = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        assert here.keys() == there.keys()
        assert [path for path in here if here[path] != there[path]] == []


def test_the_law_that_the_house_looked_at_comes_before_the_packed_one(amtsfunk: Path, content: Path) -> None:
    law = content / "site/law/ni.yml"
    text = law.read_text(encoding="utf-8")
    assert "Der Landesbeauftragte für den Datenschutz Niedersachsen" in text
    law.write_text(
        text.replace("Der Landesbeauftragte für den Datenschutz Niedersachsen", "Unsere Aufsicht"), encoding="utf-8"
    )
    run(amtsfunk, "site", "build", "--now", NOW, cwd=content)
    page = (content / "build/site/public/datenschutz/index.html").read_text(encoding="utf-8")
    assert "Unsere Aufsicht" in page
