"""Editors move, rename, unpublish and delete pages; a sync copes, and says where it cannot."""

import pytest
from wagtail.models import Page

from tests.conftest import connect, make_site
from tests.testapp.models import HomePage
from tests.torture.commands import run_command
from tests.torture.feeds import plain_items
from tests.torture.state import assert_tree_is_sound, listed_numbers, state_of
from wagtail_easycars.models import SyncChange, SyncRun, Vehicle
from wagtail_easycars.pages.models import InventoryPage, VehiclePage
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.sync import sync_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(sandbox, site, sync):
    """The items of a first sync of six vehicles."""
    items = plain_items(6)
    sandbox.set_stock("harbour", items)
    assert sync().pages_created == 6
    return items


def page_of(number):
    return Vehicle.objects.get(stock_number=number).page


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def inventory(easycars):
    easycars.refresh_from_db()
    return easycars.inventory_page


def urls_under(parent):
    return list(parent.get_children().values_list("url_path", flat=True))


def assert_no_url_is_taken_twice():
    paths = list(Page.objects.values_list("url_path", flat=True))
    assert len(paths) == len(set(paths))


def assert_stored_but_not_published(run, reason):
    assert (run.status, run.created, run.pages_created) == (SyncRun.Status.WARNING, 3, 0)
    assert "stored but not published" in run.error
    assert reason in run.error


def test_without_an_inventory_page_vehicles_are_stored_and_published_later(
    sandbox, site, easycars, sync
):
    page = easycars.inventory_page
    easycars.inventory_page = None
    easycars.save()
    sandbox.set_stock("harbour", plain_items(3))
    assert_stored_but_not_published(sync(), "no inventory page")
    outcome = run_command("easycars_sync", "stock", "--site", "harbour.example")
    assert outcome.status == 0
    assert "no inventory page" in outcome.stdout

    easycars.inventory_page = page
    easycars.save()
    run = sync()
    assert (run.status, run.pages_created, run.unchanged) == (SyncRun.Status.SUCCESS, 3, 3)
    assert_tree_is_sound()


def test_a_deleted_inventory_page_keeps_the_vehicles_for_the_next_one(
    sandbox, site, easycars, sync, published
):
    fresh(easycars.inventory_page).delete()
    assert VehiclePage.objects.count() == 0
    sandbox.set_stock("harbour", published + plain_items(3, start=20))
    assert_stored_but_not_published(sync(), "no inventory page")
    assert len(listed_numbers(site)) == 9

    easycars.inventory_page = fresh(site.root_page).add_child(
        instance=InventoryPage(title="Cars", slug="cars")
    )
    easycars.save()
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 9)
    assert all(url.startswith("/harbour-example/cars/") for url in urls_under(inventory(easycars)))
    assert_tree_is_sound()


def test_an_inventory_page_that_moved_takes_new_vehicles_along(
    sandbox, site, easycars, sync, published
):
    elsewhere = fresh(site.root_page).add_child(instance=HomePage(title="Stock", slug="stock"))
    fresh(easycars.inventory_page).move(elsewhere, pos="last-child")
    sandbox.set_stock("harbour", published + plain_items(3, start=20))
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 3)
    urls = urls_under(inventory(easycars))
    assert len(urls) == 9
    assert all(url.startswith("/harbour-example/stock/vehicles/") for url in urls)
    assert_tree_is_sound()


def test_an_inventory_page_outside_the_site_is_not_published_to(
    sandbox, site, easycars, sync, published
):
    other = make_site("outback.example")
    fresh(easycars.inventory_page).move(fresh(other.root_page), pos="last-child")
    sandbox.set_stock("harbour", published + plain_items(3, start=20))
    assert_stored_but_not_published(sync(), "no longer part of this site")
    assert len(urls_under(inventory(easycars))) == 6

    fresh(easycars.inventory_page).move(fresh(site.root_page), pos="last-child")
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 3)
    assert_tree_is_sound()


def test_an_unpublished_inventory_page_still_takes_pages(sandbox, easycars, sync, published):
    fresh(easycars.inventory_page).unpublish()
    sandbox.set_stock("harbour", published + plain_items(3, start=20))
    run = sync()
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 3)
    assert not inventory(easycars).live


def test_the_sites_root_page_can_be_the_inventory_page(sandbox, site, easycars, sync):
    easycars.inventory_page = site.root_page
    easycars.save()
    sandbox.set_stock("harbour", plain_items(3))
    assert sync().pages_created == 3
    assert_tree_is_sound()


def test_deleted_vehicle_pages_are_made_again_with_a_note(sandbox, site, easycars, sync, published):
    undisturbed = state_of(site)
    for number in ("N0002", "N0006"):
        page_of(number).delete()
    run = sync()
    assert (run.status, run.pages_created, run.unchanged) == (SyncRun.Status.SUCCESS, 2, 6)
    notes = run.changes.filter(action=SyncChange.Action.PUBLISHED)
    assert sorted(notes.values_list("reference", flat=True)) == ["N0002", "N0006"]
    again = state_of(site)
    urls = {page["url_path"] for page in undisturbed["pages"].values()}
    assert {page["url_path"] for page in again["pages"].values()} == urls
    assert again["vehicles"] == undisturbed["vehicles"]
    assert_tree_is_sound()


def test_a_page_that_an_editor_unpublished_stays_so(sandbox, sync, published):
    page_of("N0002").unpublish()
    sandbox.set_stock("harbour", [{**item, "Price": 5} for item in published])
    run = sync()
    assert (run.updated, run.pages_created, page_of("N0002").live) == (6, 0, False)


def test_a_page_that_was_moved_stays_where_it_is(sandbox, site, sync, published):
    page_of("N0002").move(fresh(site.root_page), pos="last-child")
    url = page_of("N0002").url_path
    sandbox.set_stock("harbour", [{**item, "Price": 5} for item in published])
    run = sync()
    assert (run.updated, run.pages_created, page_of("N0002").url_path) == (6, 0, url)
    assert_tree_is_sound()


def test_a_slug_that_an_editor_changed_stays(sandbox, sync, published):
    page = page_of("N0002")
    page.slug = "bargain-of-the-week"
    page.save_revision().publish()
    sandbox.set_stock("harbour", [{**item, "Badge": "GX"} for item in published])
    sync()
    assert page_of("N0002").slug == "bargain-of-the-week"


def test_the_slug_never_follows_the_vehicle(sandbox, sync, published):
    slug = page_of("N0001").slug
    sandbox.set_stock("harbour", [{**published[0], "Make": "Kia"}, *published[1:]])
    sync()
    assert page_of("N0001").slug == slug


def test_pages_that_an_editor_adds_between_two_batches_are_kept(
    sandbox, site, easycars, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 2}
    sandbox.set_stock("harbour", plain_items(7))
    added = []

    def add_page(run):
        if run.created == 7:
            page = HomePage(title="News", slug=f"news-{len(added)}")
            added.append(fresh(easycars.inventory_page).add_child(instance=page))

    run = create_run(site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    with django_capture_on_commit_callbacks(execute=True):
        sync_stock(run, progress=add_page)
    assert (run.status, run.pages_created) == (SyncRun.Status.SUCCESS, 7)
    assert len(added) >= 4
    assert inventory(easycars).get_children().count() == 7 + len(added)
    assert_tree_is_sound()
    assert_no_url_is_taken_twice()


def test_two_sites_keep_to_their_own_account_and_tree(sandbox, site, sync, published):
    other = make_site("outback.example")
    outback = connect(other, sandbox.accounts["outback"])
    before = state_of(site)
    sandbox.set_stock("outback", [{**item, "Price": 1} for item in published[:4]])
    run = sync(outback)
    assert (run.status, run.created, run.pages_created) == (SyncRun.Status.SUCCESS, 4, 4)
    assert state_of(site) == before

    sandbox.set_stock("outback", plain_items(1, start=50))
    assert sync(outback).held == 4
    run_command("easycars_held", "--site", "outback.example", "--approve")
    assert listed_numbers(other) == {"N0050"}
    assert state_of(site) == before
    assert_tree_is_sound()


def test_two_sites_may_share_one_account(sandbox, site, sync, published):
    other = connect(make_site("second.example"), sandbox.accounts["harbour"])
    run = sync(other)
    assert (run.status, run.created) == (SyncRun.Status.SUCCESS, 6)
    assert Vehicle.objects.count() == 12
