"""A site that has swapped Wagtail's page model and image model, and does without our page types.

Needs Wagtail 8. The package's own page types cannot live here: they are not of the site's base.
"""

from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, DATABASES, INSTALLED_APPS, WAGTAIL_EASYCARS

OTHER_PAGE_TYPES = {"tests.testapp", "wagtail_easycars.pages"}

INSTALLED_APPS = [
    "tests.swapped.pagebase",
    "tests.swapped.photos",
    "tests.swapped.yard",
    *(app for app in INSTALLED_APPS if app not in OTHER_PAGE_TYPES),
]

DATABASES["default"]["TEST"] = {
    **DATABASES["default"].get("TEST", {}),
    "NAME": BASE_DIR.parent / "var" / "test-swapped.sqlite3"
    if "sqlite3" in DATABASES["default"]["ENGINE"]
    else "test_wagtail_easycars_swapped",
}

WAGTAIL_PAGE_MODEL = "pagebase.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "photos.Photo"

WAGTAIL_EASYCARS = {
    **WAGTAIL_EASYCARS,
    "INVENTORY_PAGE_MODEL": "yard.StockPage",
    "VEHICLE_PAGE_MODEL": "yard.StockVehiclePage",
}
