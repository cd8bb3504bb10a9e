"""The pages stay light, and work under a strict content security policy."""

import re
from pathlib import Path

import wagtail_easycars

PACKAGE = Path(wagtail_easycars.__file__).parent
STATIC = PACKAGE / "static" / "wagtail_easycars"


def test_the_styles_of_a_page_are_below_20_kilobytes(publish, visit_vehicle, search):
    for html in (visit_vehicle(publish()).html, search().html):
        names = set(re.findall(r"wagtail_easycars/(css/[\w.-]+)", html))
        assert "css/pages.css" in names
        assert sum((STATIC / name).stat().st_size for name in names) < 20_000


def test_the_scripts_are_below_10_kilobytes():
    assert size_of("js/*.js") < 10_000


def size_of(pattern):
    sizes = [path.stat().st_size for path in STATIC.glob(pattern)]
    assert sizes
    return sum(sizes)


def test_pages_have_no_inline_style_script_or_handler(publish, visit_vehicle, search):
    for html in (visit_vehicle(publish(pictures=["https://p.example/1"])).html, search().html):
        assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
        assert "<style" not in html
        scripts = re.findall(r"<script[^>]*>", html)
        assert scripts
        assert all("src=" in tag or "application/ld+json" in tag for tag in scripts)
