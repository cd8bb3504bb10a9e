"""Take the documentation's screenshots of the admin, of a demo that has just been started.

    make demo PORT=9000
    python -m scripts.admin_screenshots http://localhost:9000 PASSWORD

It enters a vehicle and a comparison, so that there is something to merge and to settle.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DIRECTORY = Path(__file__).parent.parent / "docs" / "screenshots"
Size = tuple[int, int]
DESKTOP = (1280, 900)
PHONE = (390, 844)
TALLEST = 1800
COLOURS = 96

VEHICLES = "/admin/snippets/wagtail_easycars/vehicle/"
LEADS = "/admin/snippets/wagtail_easycars/lead/"
HISTORY = "/admin/easycars/history/"
DASHBOARD = "/admin/easycars/"
DIFFERENCES = "/admin/easycars/differences/"


class Admin:
    """The demo's admin in a window of Chromium, signed in."""

    def __init__(
        self, browser: Browser, address: str, password: str, *, size: Size, scheme: str = "light"
    ) -> None:
        self._address = address
        self._width, self._height = size
        options: Any = {"color_scheme": scheme, "reduced_motion": "reduce"}
        options["viewport"] = {"width": self._width, "height": self._height}
        self.page: Page = browser.new_context(**options).new_page()
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

    def take(self, name: str) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.set_viewport_size({"width": self._width, "height": self._measure_height()})
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        shot = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        few = shot.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(DIRECTORY / f"{name}.png", optimize=True)
        self.page.set_viewport_size({"width": self._width, "height": self._height})

    def _measure_height(self) -> int:
        """Return how tall the page is: Wagtail's own content scrolls within the window."""
        heights = "[...document.querySelectorAll('html, main')].map(each => each.scrollHeight)"
        return min(TALLEST, max(self._height, *self.page.evaluate(heights)))


def show_desk(admin: Admin) -> None:
    """What a manager sees at a desk, in the order of a first day."""
    admin.open("/admin/")
    admin.take("admin-home-1280")
    _show_settings(admin)
    for name, path in (
        ("dashboard", f"{DASHBOARD}?site=2"),
        ("held", "/admin/easycars/held/?site=2"),
        ("vehicles", VEHICLES),
        ("leads", LEADS),
        ("history", HISTORY),
        ("pictures", "/admin/reports/vehicle-pictures/"),
    ):
        admin.open(path)
        admin.take(f"admin-{name}-1280")
    _show_preview(admin)
    admin.follow(f"{HISTORY}?site=2&status=warning", r"inspect/\d+")
    admin.take("admin-run-1280")
    admin.open(f"/admin/easycars/vehicles/{_find_vehicle(admin, '4101')}/timeline/")
    admin.take("admin-timeline-1280")
    lead = admin.follow(f"{LEADS}?q=Priya", r"lead/edit/\d+")
    admin.take("admin-lead-1280")
    admin.open(f"/admin/easycars/leads/{_last_part(lead.url)}/quotation/")
    admin.take("admin-quotation-1280")
    _show_merge(admin)
    _show_differences(admin)


def _show_settings(admin: Admin) -> None:
    page = admin.open("/admin/settings/wagtail_easycars/easycarssettings/1/")
    admin.take("admin-settings-1280")
    page.get_by_role("button", name="Test connection").click()
    page.wait_for_selector("[data-easycars-announcement]")
    admin.take("admin-connection-test-1280")


def _show_preview(admin: Admin) -> None:
    page = admin.open("/admin/easycars/preview/?site=2")
    page.wait_for_selector("text=A sync would do this now")
    admin.take("admin-preview-1280")


def _find_vehicle(admin: Admin, stock_number: str) -> str:
    page = admin.follow(f"{VEHICLES}?q={stock_number}", r"vehicle/edit/\d+")
    return _last_part(page.url)


def _last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _show_merge(admin: Admin) -> None:
    """Enter by hand a vehicle that is in the feed, and be asked to merge the two."""
    page = admin.follow(f"{VEHICLES}?q=4101", r"vehicle/edit/\d+")
    vin = page.locator("[name=vin]").input_value()
    page = admin.open(f"{VEHICLES}add/")
    values = {
        "stock_number": "HAND-1",
        "make": "TOYOTA",
        "model": "COROLLA",
        "year": "2021",
        "vin": vin,
    }
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=site]").select_option(value="1")
    page.get_by_role("button", name="Save").first.click()
    admin.follow(DASHBOARD + "?site=1", r"merge")
    admin.take("admin-merge-1280")


def _show_differences(admin: Admin) -> None:
    page = admin.open(f"{DIFFERENCES}?site=1")
    page.get_by_role("button", name=re.compile("Compare Harbour")).click()
    page.wait_for_selector("text=Last compared")
    admin.open(f"{DIFFERENCES}?site=1")
    admin.take("admin-differences-1280")


def show_phone(admin: Admin) -> None:
    """What a clerk sees on a phone, in the evening."""
    for name, path in (
        ("dashboard", f"{DASHBOARD}?site=2"),
        ("leads", LEADS),
        ("held", "/admin/easycars/held/?site=2"),
    ):
        admin.open(path)
        admin.take(f"admin-{name}-390-dark")
    admin.follow(f"{LEADS}?q=Priya", r"lead/(inspect|edit)/\d+")
    admin.take("admin-lead-390-dark")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="the demo's, such as http://localhost:9000")
    parser.add_argument("password", help="the demo's user admin's")
    arguments = parser.parse_args()
    login = (arguments.address, arguments.password)
    with chromium() as browser:
        show_phone(Admin(browser, *login, size=PHONE, scheme="dark"))
        show_desk(Admin(browser, *login, size=DESKTOP))


if __name__ == "__main__":
    main()
