"""The admin of a running demo in Chromium, and how its screens become pictures."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP = (1280, 900)
PHONE = (390, 844)
TALLEST = 1800
COLOURS = 96
# Wagtail slides its menu away on a phone, and fades what the mouse has left.
REST = "Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))"


class Admin:
    """A window of Chromium, signed in to the admin at ``address``."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        self._address = address
        self.page: Page = browser.new_context(reduced_motion="reduce").new_page()
        self._show_as(DESKTOP, "light")
        self.page.goto(f"{address}/admin/login/")
        self.page.get_by_label("Username").fill("admin")
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()

    def open(self, path: str) -> Page:
        response = self.page.goto(f"{self._address}{path}")
        assert response is not None and response.ok, path
        return self.page

    def follow(self, start: str, link: str) -> Page:
        """Open the first page that one at ``start`` links to and whose address fits ``link``."""
        addresses = self.open(start).eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        return self.open(next(each for each in addresses if re.search(link, each)))

    def scroll_to(self, selector: str) -> None:
        self.page.locator(selector).first.scroll_into_view_if_needed()

    def take(self, path: Path) -> None:
        """Save what is open three times: at a desk, at a desk in the dark, and on a phone."""
        self.page.wait_for_load_state("networkidle")
        self._take_one(path.with_name(f"{path.name}-1280.png"), DESKTOP, "light")
        self._take_one(path.with_name(f"{path.name}-1280-dark.png"), DESKTOP, "dark")
        self._take_one(path.with_name(f"{path.name}-390.png"), PHONE, "light")
        self._show_as(DESKTOP, "light")

    def _take_one(self, path: Path, size: tuple[int, int], scheme: str) -> None:
        self._show_as(size, scheme)
        self._show_as((size[0], self._measure_height(size[1])), scheme)
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        self.page.evaluate(REST)
        shot = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        shot.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)

    def _show_as(self, size: tuple[int, int], scheme: str) -> None:
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _measure_height(self, at_least: int) -> int:
        """Return how tall the page is: Wagtail's own content scrolls within the window."""
        heights = "[...document.querySelectorAll('html, main')].map(each => each.scrollHeight)"
        return min(TALLEST, max(at_least, *self.page.evaluate(heights)))


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
