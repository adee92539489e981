"""Puts the sources of both websites into the package, so that a repository that installs it need carry none of them.

Everything else stands in pyproject.toml. They lie in ``amtsfunk/product/`` as they lie in the repository; an editable
installation finds them there instead (``amtsfunk.commands.sites.sources``).
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).parent
PAGES = ("mkdocs.yml", "site")


def files_of_the_pages() -> list[str]:
    """POSIX paths from here. Fails where they are missing: a package without them builds no website."""
    found = [file for name in PAGES for file in [HERE / name, *(HERE / name).rglob("*")] if file.is_file()]
    if not (HERE / "site" / "theme" / "main.html").is_file() or HERE / "mkdocs.yml" not in found:
        raise SystemExit("setup.py: mkdocs.yml or site/ is missing; build from a whole checkout.")
    return sorted(file.relative_to(HERE).as_posix() for file in found)


class BuildWithPages(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for name in files_of_the_pages():
                target = Path(self.build_lib) / "amtsfunk" / "product" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(HERE / name, target)


class SourcesWithPages(sdist):
    def make_distribution(self) -> None:
        self.filelist.extend(files_of_the_pages())
        super().make_distribution()


setup(cmdclass={"build_py": BuildWithPages, "sdist": SourcesWithPages})
