"""Builds the wheel, and follows the documentation with it in a site that ``wagtail start`` made.

    python -m scripts.check_wheel --wagtail 7.4 --wagtail 8.0

Ends with exit status 1 where the wheel lacks a file, or the documented way does not lead to a site
that shows the dealer's stock.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from scripts.distribution import (
    build,
    names_in_source,
    names_in_wheel,
    package_files,
    problems_of_source,
    problems_of_wheel,
)
from scripts.documented_files import Addition, read_additions
from scripts.fresh_site import FreshSite, fetch, free_port
from scripts.steps import StepFailed, expect, step

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
DOCUMENTED_SANDBOX_PORT = "8765"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wagtail", action="append", required=True, metavar="X.Y")
    versions: list[str] = parser.parse_args().wagtail
    try:
        with tempfile.TemporaryDirectory() as folder:
            wheel = build_and_inspect(Path(folder))
            for version in versions:
                print(f"Wagtail {version}", flush=True)
                follow_documentation(Path(folder) / version, wheel, version)
    except StepFailed as failure:
        print(f"The wheel is not good: {failure}", file=sys.stderr)
        return 1
    return 0


def build_and_inspect(folder: Path) -> Path:
    """Return the wheel, built in ``folder``; raises ``StepFailed`` where it is incomplete."""
    with step("build the source archive and the wheel, and look into both"):
        source, wheel = build(ROOT, folder / "dist")
        expected = package_files(ROOT)
        problems = [
            *problems_of_wheel(names_in_wheel(wheel), expected),
            *problems_of_source(names_in_source(source), expected),
        ]
        expect(not problems, "; ".join(problems))
    return wheel


def follow_documentation(folder: Path, wheel: Path, version: str) -> None:
    """Install, set up and synchronise a new site, and look at its pages as a visitor does."""
    folder.mkdir()
    site = FreshSite(folder)
    sandbox_port = free_port()
    with step("install into a new virtual environment"):
        site.install(wheel, f"wagtail=={version}.*")
    with step("start a project, and add what the documentation says"):
        site.start_project()
        site.add(documented_additions(sandbox_port))
        new_key = site.manage("easycars_rotate_keys", "--new-key", "k1").strip()
        site.set_variable("EASYCARS_ENCRYPTION_KEYS", new_key)
    with step("migrate and check"):
        site.manage("migrate", "--verbosity", "0")
        # Not --deploy: a development server's settings fail it, whatever is installed.
        site.manage("check", "--fail-level", "WARNING")
        site.manage("makemigrations", "--check", "--dry-run")
    sandbox = ("easycars_sandbox", "--port", str(sandbox_port))
    with site.serving(*sandbox, url=f"http://127.0.0.1:{sandbox_port}/"):
        with step("configure and synchronise"):
            synchronise(site)
        with step("fetch the listing and a vehicle"):
            visit(site)


def documented_additions(sandbox_port: int) -> list[Addition]:
    """Return what the documents add to a site, with the sandbox on a port that is free."""
    additions = [addition for document in DOCUMENTS for addition in read_additions(document)]
    return [
        replace(addition, text=addition.text.replace(DOCUMENTED_SANDBOX_PORT, str(sandbox_port)))
        for addition in additions
    ]


def synchronise(site: FreshSite) -> None:
    credentials = site.manage("easycars_sandbox", "--credentials", "harbour")
    site.manage("easycars_configure", "--site", "localhost", "--json", "-", stdin=credentials)
    first = site.manage_json("easycars_sync", "stock", "--site", "localhost")
    expect(first["seen"] > 0, "The feed of the sandbox is empty.")
    expect_counts(first, created=first["seen"], pages_created=first["seen"], failed=0)
    second = site.manage_json("easycars_sync", "stock", "--site", "localhost")
    expect_counts(second, unchanged=first["seen"], created=0, updated=0, pages_created=0)


def expect_counts(run: dict[str, object], **counts: object) -> None:
    """Raise ``StepFailed`` unless ``run`` succeeded with ``counts``."""
    expected = {"status": "success", "error": "", **counts}
    reported = {name: run[name] for name in expected}
    expect(reported == expected, f"The sync reported {reported} in place of {expected}.")


def visit(site: FreshSite) -> None:
    port = free_port()
    origin = f"http://localhost:{port}"
    with site.serving("runserver", "--noreload", str(port), url=origin):
        listing = fetch(f"{origin}/vehicles/")
        stylesheets = re.findall(r'href="(/static/wagtail_easycars/[^"]+\.css)"', listing)
        vehicles = re.findall(r'href="(?:http://localhost)?(/vehicles/[^"/?]+/)"', listing)
        expect(bool(stylesheets), "The listing has no stylesheet of the package.")
        expect(bool(vehicles), "The listing has no link to a vehicle.")
        for path in (stylesheets[0], vehicles[0]):
            fetch(f"{origin}{path}")


if __name__ == "__main__":
    sys.exit(main())
