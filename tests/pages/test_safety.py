"""What comes from the feed cannot harm a visitor."""

import json
import re

import pytest

from wagtail_easycars.presentation.descriptions import render_description
from wagtail_easycars.presentation.links import is_safe_link
from wagtail_easycars.presentation.videos import get_video
from wagtail_easycars.templatetags.easycars_tags import json_ld

HARMFUL = [
    "<script>alert(1)</script>",
    '<p onclick="alert(1)">text</p>',
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">link</a>',
    '<a href=" jAvAsCrIpT:alert(1)">link</a>',
    '<a href="data:text/html,<script>alert(1)</script>">link</a>',
    "<style>body{display:none}</style>",
    '<p style="position:fixed">text</p>',
    '<iframe src="https://evil.example"></iframe>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    "<form action=//evil.example><input name=q></form>",
    "<ScRiPt\n>alert(1)</sCrIpT\n>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<<script>script>alert(1)<</script>/script>",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
]
ACTIVE = re.compile(
    r"<(script|style|iframe|img|svg|form|input|math|object)\b|<[^>]*\s(on\w+|style)\s*="
    r"|<[^>]*(javascript|data):",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_active_is_left_of_a_description(text):
    assert not ACTIVE.search(render_description(text))


def test_the_check_itself_sees_what_is_active():
    assert sum(bool(ACTIVE.search(text)) for text in HARMFUL) >= len(HARMFUL) - 1


def test_a_description_keeps_its_lines_and_its_harmless_markup():
    assert render_description("One owner.\n\nFull books & keys\nRWC") == (
        "<p>One owner.</p>\n\n<p>Full books &amp; keys<br>RWC</p>"
    )
    assert render_description("<b>One owner</b>\nRWC") == "<b>One owner</b><br>RWC"
    assert render_description("<h1>Big</h1><ul><li>One</li></ul>") == (
        "<h3>Big</h3><ul><li>One</li></ul>"
    )
    assert render_description("price < 20,000 and > 10,000 & so on") == (
        "<p>price &lt; 20,000 and &gt; 10,000 &amp; so on</p>"
    )


def test_a_link_in_a_description_is_the_dealers_and_not_ours():
    html = render_description('<a href="https://example.com" target="_blank">Finance</a>')
    assert html == '<a href="https://example.com" rel="nofollow noopener ugc">Finance</a>'


@pytest.mark.parametrize(
    "url",
    [
        "http://video.example/a",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//video.example/a",
        "https:",
        "https://user:password@video.example/",
        "https://video.example/a b",
        "https://[broken/",
        "",
        None,
        7,
        ["https://video.example"],
    ],
)
def test_only_an_https_address_is_a_video_link(url):
    assert get_video({"VideoLink": url}) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png;base64,AA", "file:///x"])
def test_only_web_addresses_are_pictures(publish, visit_vehicle, search, url):
    assert not is_safe_link(url, ("http", "https"))
    html = visit_vehicle(publish(pictures=[url])).html + search().html
    assert "<img" not in html
    assert url not in html


def test_markup_in_any_field_is_printed_as_text(publish, visit_vehicle, search):
    attack = '"><script>alert(1)</script>'
    names = ("make", "model", "badge", "body", "fuel_type", "transmission", "yard_name", "colour")
    feed = {
        "StandardFeatures": attack,
        "OptionalFeatures": attack,
        "Location": attack,
        "Warranty": attack,
        "AdditionalDescription": attack,
        "ShortDescription": attack,
        "VideoLink": f"https://video.example/{attack}",
    }
    vehicle = publish(**dict.fromkeys(names, attack), description=attack, feed=feed)
    publish()
    pages = visit_vehicle(vehicle).html + search().html + search(make=attack, q=attack).html
    pages += search(make=attack, fuel="none").html
    assert "alert(1)" in pages
    assert "<script>alert" not in pages
    assert '"><script' not in pages


def test_structured_data_cannot_end_its_element(publish, visit_vehicle):
    data = {"name": "</script><script>alert(1)</script><!-- & -->"}
    text = json_ld(data)
    assert not set("<>&") & set(text)
    assert json.loads(text) == data
    html = visit_vehicle(publish(make="</script><script>alert(1)</script>")).html
    assert "<script>alert" not in html


def test_a_feed_of_the_wrong_shape_breaks_no_page(publish, visit_vehicle):
    for feed in ([], "text", {"StandardFeatures": 5, "Location": {}, "VideoLink": []}):
        assert visit_vehicle(publish(feed=feed)).status_code == 200
