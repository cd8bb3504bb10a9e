"""The project's own files, for the tests that read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wagtail_easycars"
FOLDERS = (
    ".ci",
    "benchmarks",
    "docs",
    "example_site",
    "scripts",
    "tests",
    "wagtail_easycars",
)
TEXT_NAMES = {"LICENSE", "Makefile", "databases", "long", "run"}
TEXT_SUFFIXES = {".css", ".html", ".in", ".js", ".json", ".md", ".po", ".py", ".toml", ".txt"}
NOT_OURS = {"__pycache__", "media", "static_collected", "node_modules"}


@cache
def text_files():
    """Return every text file of the project, but not what tools leave behind."""
    at_root = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in at_root + below
        if (path.suffix in TEXT_SUFFIXES or path.name in TEXT_NAMES)
        and NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)
    )


def python_files(folder=ROOT):
    return [path for path in text_files() if path.suffix == ".py" and path.is_relative_to(folder)]


def package_modules():
    """Return the package's Python files without migrations, which Django writes."""
    return [path for path in python_files(PACKAGE) if "migrations" not in path.parts]


@cache
def syntax_tree(path):
    return ast.parse(read(path), filename=str(path))


def read(path):
    return path.read_text(encoding="utf-8")


def problems_by_file(paths, find_problems):
    """Return what ``find_problems`` finds by file; one without a problem is left out."""
    found = {path.relative_to(ROOT).as_posix(): find_problems(path) for path in paths}
    return {name: problems for name, problems in found.items() if problems}
