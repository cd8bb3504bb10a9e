"""A buyer looks through the pictures of a car."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

SMALL_SHIFT = 0.01


@pytest.fixture
def open_car(open_page, photographed):
    def open_(viewport=DESKTOP, **options):
        return open_page(photographed.page.url, viewport=viewport, **options)

    return open_


def wait_until_shown(page, number):
    page.get_by_text(f"{number} / 7").wait_for()
    page.wait_for_function(
        """(number) => {
            const strip = document.querySelector("[data-ec-strip]");
            return strip.scrollLeft === strip.clientWidth * (number - 1);
        }""",
        arg=number,
    )


def swipe_left(page):
    box = page.locator("[data-ec-strip]").bounding_box()
    touch = page.context.new_cdp_session(page)
    points = [
        {"x": box["x"] + box["width"] * part, "y": box["y"] + box["height"] / 2}
        for part in (0.9, 0.7, 0.5, 0.3, 0.2)
    ]
    for number, point in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_thumb_swipes_from_one_picture_to_the_next(open_car):
    page = open_car(PHONE, has_touch=True, is_mobile=True)
    swipe_left(page)
    wait_until_shown(page, 2)
    swipe_left(page)
    wait_until_shown(page, 3)


def test_keys_show_one_picture_after_the_other(open_car):
    page = open_car()
    page.get_by_role("list", name="Pictures, to scroll sideways").focus()
    for key, number in (("ArrowRight", 2), ("End", 7), ("ArrowLeft", 6), ("Home", 1)):
        page.keyboard.press(key)
        wait_until_shown(page, number)


def test_buttons_show_the_next_picture_and_end_at_the_last(open_car):
    page = open_car()
    assert page.get_by_role("button", name="Previous picture").is_disabled()
    for number in range(2, 8):
        page.get_by_role("button", name="Next picture").click()
        wait_until_shown(page, number)
    assert page.get_by_role("button", name="Next picture").is_disabled()
    assert "picture 7 of 7" in page.locator("[data-ec-status]").inner_text()


def test_a_thumbnail_shows_its_picture_and_is_marked(open_car):
    page = open_car()
    page.get_by_role("link", name="Picture 5", exact=True).click()
    wait_until_shown(page, 5)
    marked = page.locator(".ec-gallery__thumbnails [aria-current=true]")
    assert marked.get_attribute("aria-label") == "Picture 5"


def test_nobody_has_to_tab_through_all_pictures(open_car):
    page = open_car()
    stops = page.locator(
        "[data-ec-gallery] :is(a, button, [tabindex='0']):not([tabindex='-1'], :disabled)"
    )
    assert sum(stop.is_visible() for stop in stops.all()) == 4


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_picture_opens_large_and_the_gallery_goes_on_there(open_car, viewport):
    page = open_car(viewport)
    page.get_by_role("link", name=re.compile("picture 1 of 7")).click()
    dialog = page.get_by_role("dialog", name="Pictures, large")
    assert dialog.bounding_box() == {"x": 0, "y": 0, **viewport}
    page.keyboard.press("ArrowRight")
    wait_until_shown(page, 2)
    page.get_by_role("button", name="Next picture").click()
    wait_until_shown(page, 3)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    wait_until_shown(page, 3)
    focused = page.evaluate("document.activeElement.textContent")
    assert "Show large" in focused
    assert page.evaluate("document.activeElement.closest('li').id") == "ec-picture-3"


def test_the_large_view_has_a_button_to_close_it(open_car):
    page = open_car(PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("link", name=re.compile("picture 1 of 7")).tap()
    swipe_left(page)
    wait_until_shown(page, 2)
    page.get_by_role("button", name="Close").tap()
    page.get_by_role("dialog").wait_for(state="hidden")
    wait_until_shown(page, 2)


def test_without_scripts_pictures_scroll_and_open(open_car):
    from playwright.sync_api import expect

    page = open_car(java_script_enabled=False)
    assert page.get_by_role("button", name="Next picture").count() == 0
    page.get_by_role("link", name="Picture 4", exact=True).click()
    expect(page.locator("#ec-picture-4 img")).to_be_in_viewport(ratio=0.9)
    with page.expect_response(re.compile(r"\.webp$")) as answer:
        page.get_by_role("link", name=re.compile("picture 4 of 7")).click()
    assert answer.value.headers["content-type"] == "image/webp"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pictures_have_their_place_before_they_are_there(open_car, viewport):
    page = open_car(viewport)
    page.evaluate(
        """() => {
            window.shift = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.shift += entry.value;
            }).observe({type: "layout-shift", buffered: true});
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < SMALL_SHIFT


def test_who_wants_no_motion_gets_none(open_car):
    page = open_car(reduced_motion="reduce")
    strip = page.locator("[data-ec-strip]")
    assert strip.evaluate("strip => getComputedStyle(strip).scrollBehavior") == "auto"


def test_a_screen_loads_no_larger_picture_than_it_shows(open_car):
    page = open_car(PHONE)
    page.wait_for_load_state("networkidle")
    first = page.locator("#ec-picture-1 img")
    assert (
        "width-480" in first.evaluate("image => image.currentSrc")
        or first.evaluate("image => image.naturalWidth") == 480
    )


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_gallery_and_its_large_view_are_accessible(open_car, violations, viewport, colours):
    page = open_car(viewport, color_scheme=colours)
    assert violations(page) == []
    page.get_by_role("link", name=re.compile("picture 1 of 7")).click()
    assert violations(page) == []
