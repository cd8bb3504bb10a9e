"""Builds the distribution, and says what is wrong with what it holds."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

from scripts.steps import run

PACKAGE = "wagtail_easycars"
NOT_SHIPPED = ("tests", "example_site", "benchmarks", "scripts", "docs", ".ci", "var")
KINDS_OF_DATA = {
    "templates": f"{PACKAGE}/templates/",
    "static files": f"{PACKAGE}/static/",
    "translations": f"{PACKAGE}/locale/",
    "migrations": f"{PACKAGE}/migrations/",
    "migrations of the page types": f"{PACKAGE}/pages/migrations/",
    "the marker of typed packages": f"{PACKAGE}/py.typed",
    "the contract of the sandbox": f"{PACKAGE}/sandbox/easycars-openapi.json",
}


def build(root: Path, into: Path) -> tuple[Path, Path]:
    """Build the checkout ``root``, and return the source archive and the wheel in ``into``."""
    run([sys.executable, "-m", "build", "--outdir", into, root], cwd=root)
    [source], [wheel] = into.glob("*.tar.gz"), into.glob("*.whl")
    return source, wheel


def names_in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def names_in_source(source: Path) -> set[str]:
    """Return the names in a source archive, below its one folder."""
    with tarfile.open(source) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def package_files(root: Path) -> set[str]:
    """Return every file of the package in the checkout, by its path from ``root``."""
    return {
        path.relative_to(root).as_posix()
        for path in (root / PACKAGE).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".pyo"} and path.name != ".DS_Store"
    }


def problems_of_wheel(names: set[str], expected: set[str]) -> list[str]:
    """Return what a wheel with ``names`` lacks of ``expected`` or has too much."""
    problems = [f"{name} is missing" for name in sorted(expected - names)]
    for kind, prefix in KINDS_OF_DATA.items():
        if not any(name.startswith(prefix) for name in names):
            problems.append(f"{kind} ({prefix}) are missing")
    folders = {name.partition("/")[0] for name in names}
    strangers = {folder for folder in folders if not folder.endswith(".dist-info")} - {PACKAGE}
    problems += [f"{folder} does not belong there" for folder in sorted(strangers)]
    return problems


def problems_of_source(names: set[str], expected: set[str]) -> list[str]:
    """Return what a source archive with ``names`` lacks of ``expected`` or has too much."""
    needed = expected | {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"}
    problems = [f"{name} is missing" for name in sorted(needed - names)]
    folders = {name.partition("/")[0] for name in names}
    problems += [f"{folder} does not belong there" for folder in NOT_SHIPPED if folder in folders]
    return problems
