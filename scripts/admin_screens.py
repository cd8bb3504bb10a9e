"""Every screen of the admin, in the order of a clerk's week: how it is reached in a fresh demo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.admin_browser import Admin

VEHICLES = "/admin/snippets/wagtail_easycars/vehicle/"
LEADS = "/admin/snippets/wagtail_easycars/lead/"
SETTINGS = "/admin/settings/wagtail_easycars/easycarssettings/1/"
HISTORY = "/admin/easycars/history/"
DASHBOARD = "/admin/easycars/"
DIFFERENCES = "/admin/easycars/differences/"
HELD = "/admin/easycars/held/?site=2"
BULK = "/admin/bulk/wagtail_easycars"
PINNED, RECORDED, BY_HAND = "4102", "4101", "HAND-1"


def show_all(admin: Admin) -> Iterator[str]:
    """Open each screen in turn, and yield its name while it is open."""
    for show in (_connection, _dashboard, _held, _vehicles, _merge, _leads, _differences, _history):
        yield from show(admin)


def _connection(admin: Admin) -> Iterator[str]:
    page = admin.open(SETTINGS)
    yield "settings"
    page.get_by_role("button", name="Test connection").click()
    page.wait_for_selector("[data-easycars-announcement]")
    yield "connection-test"
    page.get_by_label("Client secret", exact=True).fill("not the secret")
    page.get_by_role("button", name="Test connection").click()
    page.wait_for_selector("text=did not accept the client ID")
    yield "connection-refused"
    page = admin.open(SETTINGS)
    page.get_by_label("Client ID for leads").fill("")
    page.locator("#id_lead_client_secret-clear").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("text=Yes, remove")
    yield "settings-removal"
    admin.open("/admin/groups/edit/2/")
    admin.scroll_to("text=EasyCars on single sites")
    yield "rights"


def _dashboard(admin: Admin) -> Iterator[str]:
    admin.open("/admin/")
    yield "home"
    admin.open(f"{DASHBOARD}?site=2")
    yield "dashboard"
    page = admin.open("/admin/easycars/preview/?site=2")
    page.wait_for_selector("text=A sync would do this now")
    yield "preview"


def _held(admin: Admin) -> Iterator[str]:
    page = admin.open(HELD)
    yield "held"
    page.get_by_role("link", name="Take all off the site").click()
    page.wait_for_selector("text=Yes, take off the site")
    yield "held-approve"
    page = admin.open(HELD)
    page.get_by_role("link", name="Keep all").click()
    page.wait_for_selector("text=Yes, keep on the site")
    yield "held-keep"


def _vehicles(admin: Admin) -> Iterator[str]:
    _pin_price(admin)
    page = admin.open(VEHICLES)
    yield "vehicles"
    admin.open(f"{VEHICLES}add/")
    yield "vehicle-add"
    page = admin.follow(f"{VEHICLES}?q={PINNED}", r"vehicle/edit/\d+")
    pinned = last_part(page.url)
    yield "vehicle"
    admin.open(f"{VEHICLES}history/{pinned}/")
    yield "vehicle-log"
    admin.open(f"{BULK}/vehicle/release/?id={pinned}")
    yield "vehicles-release"
    recorded = last_part(admin.follow(f"{VEHICLES}?q={RECORDED}", r"vehicle/edit/\d+").url)
    admin.open(f"/admin/easycars/vehicles/{recorded}/timeline/")
    yield "timeline"
    admin.open("/admin/easycars/vehicles/timeline/?q=2308")
    yield "find-vehicle"
    page = admin.open("/admin/reports/vehicle-pictures/")
    yield "pictures"


def _pin_price(admin: Admin) -> None:
    page = admin.follow(f"{VEHICLES}?q={PINNED}", r"vehicle/edit/\d+")
    page.locator("[name=price]").fill("19990")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_load_state()


def _merge(admin: Admin) -> Iterator[str]:
    """Enter by hand a vehicle that is in the feed, and be asked to merge the two."""
    page = admin.follow(f"{VEHICLES}?q={RECORDED}", r"vehicle/edit/\d+")
    vin = page.locator("[name=vin]").input_value()
    page = admin.open(f"{VEHICLES}add/")
    values = {"make": "TOYOTA", "model": "COROLLA", "year": "2021", "vin": vin}
    for name, value in {"stock_number": BY_HAND, **values}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=site]").select_option(value="1")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_load_state()
    admin.follow(f"{DASHBOARD}?site=1", r"merge")
    yield "merge"
    by_hand = last_part(admin.follow(f"{VEHICLES}?q={BY_HAND}", r"vehicle/edit/\d+").url)
    admin.open(f"{VEHICLES}delete/{by_hand}/")
    yield "vehicle-delete"
    admin.open(f"{BULK}/vehicle/withdraw/?id={by_hand}")
    yield "vehicles-withdraw"


def _leads(admin: Admin) -> Iterator[str]:
    admin.open(LEADS)
    yield "leads"
    delivered = last_part(admin.follow(f"{LEADS}?q=Priya", r"lead/edit/\d+").url)
    yield "lead"
    admin.open(f"/admin/easycars/leads/{delivered}/quotation/")
    yield "quotation"
    admin.open(f"/admin/easycars/leads/{delivered}/mark-deleted/")
    yield "lead-delete"
    admin.open(f"{LEADS}delete/{delivered}/")
    yield "lead-erase"
    refused = last_part(admin.follow(f"{LEADS}?q=Kim", r"lead/edit/\d+").url)
    yield "lead-refused"
    admin.open(f"/admin/easycars/leads/{refused}/send-again/")
    yield "lead-send-again"


def _differences(admin: Admin) -> Iterator[str]:
    page = admin.open(f"{DIFFERENCES}?site=1")
    page.get_by_role("button", name=re.compile("Compare Harbour")).click()
    page.wait_for_selector("text=Last compared")
    admin.open(f"{DIFFERENCES}?site=1")
    yield "differences"
    page.get_by_role("button", name=re.compile("More options")).first.click()
    page.get_by_role("link", name="Take theirs").first.click()
    page.wait_for_selector("text=Yes")
    yield "differences-decide"


def _history(admin: Admin) -> Iterator[str]:
    admin.open(HISTORY)
    yield "history"
    admin.follow(f"{HISTORY}?site=2&status=warning", r"inspect/\d+")
    yield "run"
    admin.open(f"{HISTORY}?q=no-such-number")
    yield "history-empty"


def last_part(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]
