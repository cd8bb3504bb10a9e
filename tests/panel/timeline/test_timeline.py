"""Why is this car (not) on my site?"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.conftest import make_site
from tests.panel.people import make_user
from wagtail_easycars.models import EasyCarsSettings, SyncChange, SyncRun, Vehicle
from wagtail_easycars.panel.timeline.events import Timeline
from wagtail_easycars.publishing.presence import get_presence
from wagtail_easycars.stock.pins import release

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(client, admin_user, vehicle):
    """Return what the timeline of the vehicle says, as one line of text."""
    client.force_login(admin_user)

    def read():
        html = client.get(reverse("easycars:vehicle_timeline", args=[vehicle.pk])).content
        main = BeautifulSoup(html, "html.parser").select_one("main")
        return " ".join(main.text.split())

    return read


def refreshed(vehicle):
    return Vehicle.objects.get(pk=vehicle.pk)


def test_a_vehicle_on_the_site_says_since_when(vehicle):
    presence = get_presence(vehicle)
    assert presence.is_on_site
    assert presence.answer.startswith("On the site since ")


def test_one_in_the_feed_was_seen_by_the_last_complete_run(vehicle, sync, tell):
    run = sync()
    assert refreshed(vehicle).last_seen_at == run.finished_at
    assert "Last in the feed" in tell()


def test_one_that_left_the_feed_says_so(vehicle, feed, sandbox, sync, tell):
    sandbox.set_stock("harbour", feed[1:])
    sync()
    text = tell()
    assert "Not on the site: EasyCars no longer lists it, so it was withdrawn on" in text
    assert "put it back into EasyCars, then sync the stock" in text
    assert "Withdrawn from the site" in text
    assert "First seen in the feed" in text


def test_one_that_easycars_has_as_sold_says_so(vehicle, feed, sandbox, sync, tell):
    feed[0]["StockStatus"] = "Sold"
    sandbox.set_stock("harbour", feed)
    sync()
    assert "EasyCars has it as sold since" in tell()


def test_one_that_staff_marked_as_sold_says_so(vehicle, open_form, tell):
    open_form(vehicle).save(status="sold")
    text = tell()
    assert "your staff marked it as sold on" in text
    assert "Changed here, and kept from EasyCars: Status" in text


def test_a_page_that_somebody_unpublished_names_who(vehicle, admin_user, tell):
    admin_user.first_name, admin_user.last_name = "Anna", "Clerk"
    admin_user.save()
    vehicle.page.unpublish(user=admin_user)
    assert "Anna Clerk unpublished its page on" in tell()
    vehicle.page.save_revision().publish()
    assert get_presence(vehicle).is_on_site


def test_a_page_that_was_deleted_is_remembered(client, vehicle, admin_user, tell):
    client.force_login(admin_user)
    client.post(reverse("wagtailadmin_pages:delete", args=[vehicle.page.pk]))
    text = tell()
    assert "it has no page" in text
    assert "The next sync of the stock makes its page." in text
    assert "Its page was deleted" in text


def test_without_an_inventory_page_the_settings_are_named(vehicle, easycars, tell):
    vehicle.page.delete()
    EasyCarsSettings.objects.update(inventory_page=None)
    assert "Choose one in the EasyCars settings." in tell()


def test_a_page_on_another_site_is_not_on_this_one(vehicle, tell):
    vehicle.page.move(make_site("hills.example").root_page, pos="last-child")
    assert "its page was moved to where it is not part of this site" in tell()


def test_a_private_page_is_for_some_only(vehicle, tell):
    PageViewRestriction.objects.create(
        page=vehicle.page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert "On the site, but only for some" in tell()


def test_what_keeps_it_from_following_easycars_is_told(vehicle, feed, sandbox, sync, tell):
    feed[0]["Make"] = "x" * 200
    sandbox.set_stock("harbour", feed)
    sync()
    Vehicle.objects.filter(pk=vehicle.pk).update(withdrawal_held_at=timezone.now())
    EasyCarsSettings.objects.update(yard_codes="ELSEWHERE")
    text = tell()
    assert "The latest sync could not use what EasyCars says of it: make has 200 characters" in text
    assert "It stays on the site until somebody has agreed that it goes." in text
    assert "is not among the yards that this site takes from EasyCars" in text
    EasyCarsSettings.objects.update(is_active=False)
    assert "The connection to EasyCars is switched off" in tell()


def test_the_timeline_runs_from_the_feed_to_the_page(vehicle, feed, sandbox, sync, open_form):
    open_form(vehicle).save(colour="Midnight blue")
    feed[0]["Price"] = 18000
    sandbox.set_stock("harbour", feed)
    sync()
    release(vehicle, ["colour"], user=None)
    events = list(Timeline(vehicle)[:50])
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    titles = [event.title for event in events]
    assert titles[0] == "Follows EasyCars again: Colour"
    assert titles[1] == "Changed in EasyCars"
    assert events[1].details == ["Price: $20,000 → $18,000"]
    assert {"First seen in the feed", "Page: Published"} <= set(titles)


def test_a_long_life_takes_as_many_queries_as_a_short_one_and_is_paged(
    client, admin_user, vehicle, tell
):
    def count():
        with CaptureQueriesContext(connection) as captured:
            tell()
        return len(captured)

    tell()
    before = count()
    run = SyncRun.objects.get()
    SyncChange.objects.bulk_create(
        SyncChange(run=run, vehicle=vehicle, action="updated", after={"price": str(number)})
        for number in range(200)
    )
    assert count() <= before
    assert "Page 1 of 5" in tell()


def test_a_stock_number_that_the_site_does_not_have_is_explained(
    admin_client, sandbox, feed, vehicle, sync
):
    client = admin_client
    bad = {**feed[1], "StockNumber": "BAD-1", "VIN": "6T1BF3FK70X123456", "Make": "x" * 200}
    sandbox.set_stock("harbour", [*feed, bad])
    sync()
    for text in ("bad-1", "6t1bf3fk70x123456"):
        html = client.get(reverse("easycars:timeline"), {"q": text}).content.decode()
        assert "BAD-1 came in the feed of" in html
        assert "make has 200 characters; at most 150 fit." in html
    html = client.get(reverse("easycars:timeline"), {"q": vehicle.stock_number}).content.decode()
    assert "On the site since" in html


def test_who_may_only_look_is_offered_no_way_to_change_it(client, vehicle, easycars):
    client.force_login(make_user("reader", view_vehicle=easycars.site))
    EasyCarsSettings.objects.update(is_active=False)
    html = client.get(reverse("easycars:vehicle_timeline", args=[vehicle.pk])).content.decode()
    for label in ("Open the EasyCars settings", "Edit the vehicle", "Open the dashboard"):
        assert label not in html
