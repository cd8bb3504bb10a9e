"""What the documentation names exists, and what exists for users is documented."""

import re
from pathlib import Path

from django.core.management import get_commands

from tests.panel.access.urls import names_of_ours
from tests.project.source import PACKAGE, ROOT, problems_by_file, read
from wagtail_easycars.conf import DEFAULTS
from wagtail_easycars.listing.filters import BY_NAME

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = {name for name, app in get_commands().items() if app == "wagtail_easycars"}

_link = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)(?:#[\w-]+)?\)")
_command = re.compile(r"\b(?:qcluster\b|easycars_[a-z_]+[a-z])")
_key_of_setting = re.compile(r"^\| `([A-Z_]+)` ", re.MULTILINE)


def test_every_link_leads_to_a_file():
    def dead_links(document):
        targets = [match["target"] for match in _link.finditer(read(document))]
        return [target for target in targets if not (document.parent / target).exists()]

    assert problems_by_file(DOCUMENTS, dead_links) == {}


def test_every_document_can_be_reached_from_the_readme():
    reached, to_read = set(), [ROOT / "README.md"]
    while to_read:
        document = to_read.pop()
        reached.add(document)
        targets = {
            (document.parent / each["target"]).resolve() for each in _link.finditer(read(document))
        }
        to_read += [each for each in targets if each.suffix == ".md" and each not in reached]

    assert {shown(each) for each in DOCUMENTS} - {shown(each) for each in reached} == set()


def test_every_command_and_every_address_that_is_named_exists():
    known = COMMANDS | {"easycars_tags"} | names_of_ours()

    def unknown(document):
        return sorted(set(_command.findall(read(document))) - known)

    assert problems_by_file(DOCUMENTS, unknown) == {}


def test_every_command_is_in_the_readme_and_in_the_reference():
    for document in (ROOT / "README.md", ROOT / "docs" / "reference" / "commands.md"):
        assert set(_command.findall(read(document))) >= COMMANDS


def test_the_reference_has_every_setting_and_no_other():
    documented = set(_key_of_setting.findall(read(ROOT / "docs" / "reference" / "settings.md")))

    assert documented == set(DEFAULTS)


def test_the_readme_names_no_setting_that_does_not_exist():
    assert set(_key_of_setting.findall(read(ROOT / "README.md"))) <= set(DEFAULTS)


def names_in_templates_reference():
    return set(re.findall(r"`([\w.-]+)`", read(ROOT / "docs" / "reference" / "templates.md")))


def test_the_reference_has_every_block_of_the_pages():
    templates = (PACKAGE / "templates" / "wagtail_easycars").glob("*.html")
    blocks = {name for path in templates for name in re.findall(r"{% block (\w+) %}", read(path))}

    assert blocks - {"head"} - names_in_templates_reference() == set()


def test_the_reference_has_every_piece_of_the_pages():
    pieces = (PACKAGE / "templates" / "wagtail_easycars" / "includes").glob("*.html")

    assert {path.name for path in pieces} - names_in_templates_reference() == set()


def test_the_reference_has_every_custom_property():
    stylesheet = read(PACKAGE / "static" / "wagtail_easycars" / "css" / "pages.css")
    properties = set(re.findall(r"^\s+(--ec-[\w-]+):", stylesheet, re.MULTILINE))

    assert properties - names_in_templates_reference() == set()


def test_the_reference_has_every_filter_of_the_listing():
    assert set(BY_NAME) - names_in_templates_reference() == set()


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
