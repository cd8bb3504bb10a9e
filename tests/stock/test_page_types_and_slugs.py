"""Slugs that are taken already, and page types that do something of their own."""

import pytest
from wagtail.models import Page

from tests.testapp.models import HomePage, ShowroomPage, ShowroomVehiclePage
from tests.torture.feeds import plain_items
from tests.torture.state import assert_tree_is_sound
from wagtail_easycars.models import SyncRun, Vehicle
from wagtail_easycars.pages.models import VehiclePage

pytestmark = pytest.mark.django_db


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def assert_no_url_is_taken_twice():
    paths = list(Page.objects.values_list("url_path", flat=True))
    assert len(paths) == len(set(paths))


def slug_of_first_vehicle():
    return "2015-toyota-corolla-n0001"


@pytest.mark.parametrize("taken", [1, 2, 5])
def test_slugs_that_editors_have_taken_are_never_taken_twice(sandbox, easycars, sync, taken):
    parent = fresh(easycars.inventory_page)
    for number in range(1, taken + 1):
        suffix = "" if number == 1 else f"-{number}"
        parent.add_child(instance=HomePage(title="Ours", slug=f"{slug_of_first_vehicle()}{suffix}"))
    sandbox.set_stock("harbour", plain_items(2))
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 2)
    assert_no_url_is_taken_twice()
    assert_tree_is_sound()


def test_stock_numbers_that_make_one_slug_get_a_page_each(sandbox, sync):
    item = plain_items(1)[0]
    numbers = ["A 1", "A-1", "a  1", "A--1"]
    for count in range(1, len(numbers) + 1):
        stock = [{**item, "StockNumber": number} for number in numbers[:count]]
        sandbox.set_stock("harbour", stock)
        sync()
    assert VehiclePage.objects.count() == Vehicle.objects.count()
    assert_no_url_is_taken_twice()


@pytest.mark.parametrize(
    "make", ["", "\U0001f697", "\u0627\u0644\u0633\u064a\u0627\u0631\u0629", "///", "x" * 150, "-"]
)
def test_any_name_makes_a_page_that_can_be_edited(sandbox, sync, make):
    sandbox.set_stock("harbour", [{"StockNumber": "##", "Make": make, "Model": "y" * 150}])
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 1)
    page = VehiclePage.objects.get()
    page.full_clean()
    page.save_revision().publish()
    assert_tree_is_sound()


@pytest.fixture
def showroom(settings, site, easycars):
    """The agency's own page types in place of the package's."""
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "VEHICLE_PAGE_MODEL": "testapp.ShowroomVehiclePage",
        "INVENTORY_PAGE_MODEL": "testapp.ShowroomPage",
    }
    easycars.inventory_page = fresh(site.root_page).add_child(
        instance=ShowroomPage(title="Showroom", slug="showroom")
    )
    easycars.save()


def test_an_agencys_own_page_type_is_published(sandbox, site, sync, showroom):
    sandbox.set_stock("harbour", [{**item, "YardName": "Dalby"} for item in plain_items(3)])
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 3)
    assert {p.salesperson for p in ShowroomVehiclePage.objects.all()} == {"Ask for Dalby"}
    assert sync().pages_created == 0
    assert_tree_is_sound()


@pytest.fixture
def saving(monkeypatch, showroom):
    """A page type that does something of its own when it is saved."""
    saved = []

    def save(self, *args, **kwargs):
        saved.append(self.title)
        return Page.save(self, *args, **kwargs)

    monkeypatch.setattr(ShowroomVehiclePage, "save", save, raising=False)
    return saved


def test_a_page_type_with_its_own_save_is_saved_one_by_one(sandbox, site, easycars, sync, saving):
    sandbox.set_stock("harbour", plain_items(3))
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 3)
    assert len(saving) >= 3
    assert fresh(easycars.inventory_page).get_children().live().count() == 3
    assert_tree_is_sound()


@pytest.mark.parametrize("taken", [1, 3])
def test_taken_slugs_do_not_stop_publishing_one_by_one(sandbox, easycars, sync, saving, taken):
    parent = fresh(easycars.inventory_page)
    for number in range(1, taken + 1):
        suffix = "" if number == 1 else f"-{number}"
        parent.add_child(instance=HomePage(title="Ours", slug=f"{slug_of_first_vehicle()}{suffix}"))
    sandbox.set_stock("harbour", plain_items(2))
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 2)
    assert_no_url_is_taken_twice()
