"""What is shipped. scripts/check_wheel.py builds the wheel, looks into it and installs it."""

import fnmatch
import re
import tomllib
from pathlib import Path

import pytest

import wagtail_easycars
from scripts.distribution import package_files, problems_of_source, problems_of_wheel

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FILES = package_files(ROOT)


def is_in_manifest(name):
    for line in (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines():
        command, *words = line.split()
        if command == "include" and name in words:
            return True
        if command == "graft" and name.startswith(f"{words[0]}/"):
            return True
        if command == "recursive-include" and name.startswith(f"{words[0]}/"):
            return any(fnmatch.fnmatch(Path(name).name, pattern) for pattern in words[1:])
    return False


def test_every_data_file_of_the_package_is_in_the_manifest():
    data_files = {name for name in FILES if not name.endswith(".py")}

    assert {name for name in data_files if not is_in_manifest(name)} == set()


def test_a_complete_wheel_has_no_problem():
    assert problems_of_wheel(FILES | {"wagtail_easycars-1.0.dist-info/METADATA"}, FILES) == []


@pytest.mark.parametrize(
    "name",
    [
        "wagtail_easycars/py.typed",
        "wagtail_easycars/migrations/0001_initial.py",
        "wagtail_easycars/sandbox/easycars-openapi.json",
    ],
)
def test_a_wheel_that_lacks_a_file_is_found_out(name):
    assert f"{name} is missing" in problems_of_wheel(FILES - {name}, FILES)


@pytest.mark.parametrize("folder", ["tests", "example_site", "benchmarks"])
def test_what_is_not_for_users_is_found_out_in_a_wheel(folder):
    problems = problems_of_wheel(FILES | {f"{folder}/__init__.py"}, FILES)

    assert f"{folder} does not belong there" in problems


def test_a_source_archive_needs_the_readme_and_the_licence():
    assert {"README.md is missing", "LICENSE is missing"} <= set(problems_of_source(FILES, FILES))


def test_the_version_is_written_in_one_place():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": "wagtail_easycars.__version__"
    }
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", wagtail_easycars.__version__)


def test_the_changelog_knows_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert wagtail_easycars.__version__ in changelog


def test_cloudinary_is_an_extra_and_not_required():
    assert any(each.startswith("cloudinary") for each in extra("cloudinary"))
    assert not any(each.startswith("cloudinary") for each in PROJECT["project"]["dependencies"])


def test_what_is_required_has_no_tool_for_development():
    tools = {name_of(each) for each in (*extra("dev"), *extra("tests"))} - {
        name_of(each) for each in extra("cloudinary")
    }
    required = {name_of(each) for each in PROJECT["project"]["dependencies"]}

    assert required.isdisjoint(tools)


def extra(name):
    return PROJECT["project"]["optional-dependencies"][name]


def name_of(requirement):
    return re.match(r"[\w-]+", requirement)[0].lower()
