"""A buyer decides whether a video may be loaded from somebody else."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


def test_nothing_is_asked_of_anybody_else_before_the_button_is_pressed(
    foreign_requests, photographed
):
    page, requests = foreign_requests(photographed.page.url)
    page.wait_for_load_state("networkidle")
    button = page.get_by_role("button", name="Play video: loads it from YouTube")
    button.scroll_into_view_if_needed()
    button.hover()
    page.wait_for_load_state("networkidle")
    assert requests == []
    button.click()
    player = page.locator("iframe")
    player.wait_for()
    assert requests == [player.get_attribute("src")]
    assert requests[0].startswith("https://www.youtube-nocookie.com/embed/HARBOUR4110?")
    assert photographed.title in player.get_attribute("title")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_without_scripts_there_is_a_link_and_no_dead_button(foreign_requests, photographed):
    page, requests = foreign_requests(photographed.page.url, java_script_enabled=False)
    page.wait_for_load_state("networkidle")
    link = page.get_by_role("link", name="Watch the video (YouTube)")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=HARBOUR4110"
    assert page.get_by_role("button", name="Play video").count() == 0
    assert requests == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_button_and_the_player_are_accessible(
    foreign_requests, photographed, violations, colours
):
    page, _requests = foreign_requests(photographed.page.url, viewport=PHONE, color_scheme=colours)
    assert violations(page) == []
    page.get_by_role("button", name="Play video").click()
    page.locator("iframe").wait_for()
    assert violations(page) == []
