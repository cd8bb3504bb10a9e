import pytest
from wagtail.models import Page

from wagtail_easycars.models import SyncRun
from wagtail_easycars.pages.models import VehiclePage
from wagtail_easycars.sandbox.catalogue import generate

pytestmark = pytest.mark.django_db


def test_a_first_sync_publishes_every_vehicle(sandbox, easycars, sync):
    sandbox.set_stock("harbour", generate(12, seed=1))
    run = sync()
    assert (run.status, run.error) == (SyncRun.Status.SUCCESS, "")
    assert (run.seen, run.created, run.pages_created) == (12, 12, 12)
    assert VehiclePage.objects.live().child_of(easycars.inventory_page).count() == 12
    assert not any(Page.find_problems())


def test_a_second_sync_of_the_same_feed_changes_nothing(sandbox, sync):
    sandbox.set_stock("harbour", generate(12, seed=1))
    sync()
    run = sync()
    assert (run.status, run.unchanged, run.created, run.updated) == ("success", 12, 0, 0)
    assert not run.changes.exists()
