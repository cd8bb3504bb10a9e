"""A vehicle's new title reaches its page, and what waits there to be published."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from wagtail_easycars.models import Vehicle
from wagtail_easycars.pages.models import InventoryPage, VehiclePage
from wagtail_easycars.publishing.bulk import add_children
from wagtail_easycars.publishing.retitle import retitle_pages


@pytest.fixture
def vehicle(site):
    return Vehicle.objects.create(site=site, stock_number="A1", make="Kia", model="Rio", year=2018)


@pytest.fixture
def page(site, vehicle):
    parent = site.root_page.add_child(instance=InventoryPage(title="Vehicles", slug="vehicles"))
    with transaction.atomic():
        add_children(parent, [VehiclePage.for_vehicle(vehicle)])
    return vehicle.page


@pytest.fixture
def rename(vehicle, page):
    """Give the vehicle a badge, and return its page as it then is."""

    def rename_vehicle():
        former_title = vehicle.title
        vehicle.badge = "GT"
        vehicle.save()
        with transaction.atomic():
            retitle_pages([(vehicle, former_title)])
        return VehiclePage.objects.get(pk=page.pk)

    return rename_vehicle


def publish(revision):
    revision.publish()
    return VehiclePage.objects.get(pk=revision.object_id)


def test_a_page_without_revision_is_renamed(rename):
    page = rename()
    assert (page.title, page.draft_title) == ("2018 Kia Rio GT", "2018 Kia Rio GT")


def test_to_publish_a_draft_does_not_bring_the_former_title_back(page, rename):
    page.search_description = "One owner"
    page.save_revision()
    draft = rename().latest_revision
    assert draft.object_str == "2018 Kia Rio GT"
    published = publish(draft)
    assert (published.title, published.draft_title) == ("2018 Kia Rio GT", "2018 Kia Rio GT")
    assert published.search_description == "One owner"


def test_nor_does_a_scheduled_revision_with_a_later_draft(page, rename):
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    scheduled = VehiclePage.objects.get(pk=page.pk).scheduled_revision
    page.search_description = "One owner"
    page.save_revision()
    rename()
    scheduled.refresh_from_db()
    assert scheduled.content["title"] == "2018 Kia Rio GT"


def test_a_title_that_an_editor_has_drafted_is_kept(page, rename):
    page.title = "Bargain of the week"
    page.save_revision()
    renamed = rename()
    assert (renamed.title, renamed.draft_title) == ("2018 Kia Rio GT", "Bargain of the week")
    assert publish(renamed.latest_revision).title == "Bargain of the week"


def test_revisions_of_the_past_stay_what_they_were(page, rename):
    page.save_revision().publish()
    revision = rename().latest_revision
    assert revision.content["title"] == "2018 Kia Rio"
