"""A vehicle entered by hand that turns up in the feed: staff merge the two, or tell them apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, ReferenceIndex

from tests.conftest import make_site
from tests.panel.conftest import view_url
from tests.panel.people import make_user
from wagtail_easycars.models import Difference, Lead, SyncChange, SyncRun, Vehicle
from wagtail_easycars.pages.models import VehiclePage
from wagtail_easycars.reconciliation.compare import compare_site
from wagtail_easycars.reconciliation.decisions.decide import decide
from wagtail_easycars.runs.lease import RunUnderWay, hold
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.stock.merge import CannotMerge, merge
from wagtail_easycars.stock.twins import find_pairs, tell_apart

pytestmark = pytest.mark.django_db

VIN = "6T1BF3FK70X123456"


@pytest.fixture
def pair(enter, feed, sandbox, sync):
    """Entered by hand first, and in the feed since."""
    enter(vin=VIN.lower(), make="Toyota", model="Camry", price="18500", colour="Midnight blue")
    feed[0]["VIN"] = VIN
    sandbox.set_stock("harbour", feed)
    sync()
    return (
        Vehicle.objects.get(stock_number="TRADE-1"),
        Vehicle.objects.get(stock_number=feed[0]["StockNumber"]),
    )


def url_of(pair, name="merge_vehicles"):
    return reverse(f"easycars:{name}", args=[vehicle.pk for vehicle in pair])


def test_a_sync_leaves_both_alone_and_staff_are_asked(client, pair, easycars):
    assert find_pairs(easycars.site) == [pair]
    link = f'href="{url_of(pair)}"'
    assert client.get(view_url("list")).content.decode().count(link) == 2
    for vehicle in pair:
        assert link in client.get(view_url("edit", vehicle)).content.decode()


def test_both_are_shown_side_by_side_with_what_merging_does(client, pair):
    by_hand, synced = pair
    html = client.get(url_of(pair)).content.decode()
    for text in ("Midnight blue", "$18,500", "$20,000", VIN, by_hand.page.full_url):
        assert text in html
    assert f"The other page is deleted: {synced.page.full_url}" in html


def test_merging_keeps_the_page_that_visitors_know_and_what_staff_chose(
    client, pair, sandbox, feed, sync
):
    by_hand, synced = pair
    known_url, other_url = by_hand.page.url, synced.page.url
    lead = Lead.objects.create(site=by_hand.site, vehicle=by_hand, customer_name="Joe")
    draft = by_hand.page.save_revision()

    html = client.post(url_of(pair), {"keep": ["price"]}, follow=True).content.decode()

    assert "The two are one vehicle now" in html
    vehicle = Vehicle.objects.exclude(stock_number=feed[1]["StockNumber"]).get()
    assert (vehicle.pk, vehicle.source) == (synced.pk, Vehicle.Source.EASYCARS)
    assert (vehicle.price, vehicle.pinned_fields) == (Decimal(18500), ["price"])
    assert vehicle.colour == feed[0]["Colour"]
    assert vehicle.first_seen_at == by_hand.first_seen_at
    assert vehicle.page.url == known_url
    assert VehiclePage.objects.filter(vehicle=vehicle).count() == 1
    draft.refresh_from_db()
    assert draft.content["vehicle"] == vehicle.pk
    lead.refresh_from_db()
    assert lead.vehicle == vehicle
    assert Page.find_problems() == ([], [], [], [], [])
    assert [page.pk for page, _ in ReferenceIndex.get_grouped_references_to(vehicle)] == [
        vehicle.page.pk
    ]
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.redirect_page_id) == (
        Redirect.normalise_path(other_url),
        vehicle.page.pk,
    )

    sandbox.set_stock("harbour", feed)
    assert (sync().unchanged, Vehicle.objects.count()) == (2, 2)


@pytest.mark.slow
def test_a_page_that_is_not_published_is_not_the_one_that_visitors_know(pair):
    by_hand, synced = pair
    by_hand.page.unpublish()
    known = synced.page
    merge(by_hand, synced, kept_fields=[], user=None)
    assert synced.page == known


def test_it_is_in_the_history_and_in_the_log(pair, admin_user):
    by_hand, synced = pair
    run = merge(by_hand, synced, kept_fields=["colour"], user=admin_user)
    change = SyncChange.objects.get(run=run)
    assert (change.vehicle, change.user) == (synced, admin_user)
    assert change.after == {"colour": "Midnight blue"}
    entry = ModelLogEntry.objects.get(action="wagtail_easycars.merge")
    assert entry.object_id == str(synced.pk)
    assert entry.user == admin_user
    assert "entered by hand as TRADE-1" in str(entry.message)
    former = ModelLogEntry.objects.filter(object_id=str(synced.pk), action="wagtail.create")
    assert former.exists()


def test_nothing_is_merged_while_a_sync_is_at_work(client, pair):
    by_hand, synced = pair
    run = create_run(synced.site, SyncRun.Kind.STOCK, trigger=SyncRun.Trigger.COMMAND)
    hold(run)
    with pytest.raises(RunUnderWay):
        merge(by_hand, synced, kept_fields=[], user=None)
    assert "is under way already" in client.post(url_of(pair), follow=True).content.decode()
    assert Vehicle.objects.filter(pk=by_hand.pk).exists()


def test_two_that_are_no_pair_any_more_are_not_merged(pair):
    by_hand, synced = pair
    Vehicle.objects.filter(pk=by_hand.pk).update(vin="6T1BF3FK70X999999")
    with pytest.raises(CannotMerge, match="have changed meanwhile"):
        merge(by_hand, synced, kept_fields=[], user=None)
    assert Vehicle.objects.filter(pk=by_hand.pk).exists()


def test_two_cars_that_were_told_apart_are_never_asked_about_again(client, pair, easycars, sync):
    html = client.post(url_of(pair, "tell_apart"), follow=True).content.decode()
    assert "You will not be asked again." in html
    sync()
    assert find_pairs(easycars.site) == []
    assert "told apart" in client.get(url_of(pair), follow=True).content.decode()
    entries = ModelLogEntry.objects.filter(action="wagtail_easycars.tell_apart")
    assert {entry.object_id for entry in entries} == {str(vehicle.pk) for vehicle in pair}


def test_who_comes_second_is_told_that_nothing_was_done(client, pair):
    by_hand, synced = pair
    merge(by_hand, synced, kept_fields=[], user=None)

    for name in ("merge_vehicles", "tell_apart"):
        html = client.post(url_of(pair, name), follow=True).content.decode()
        assert "Nothing was done: the two vehicles have been merged" in html
    assert not tell_apart(by_hand, synced, user=None)
    assert not ModelLogEntry.objects.filter(action="wagtail_easycars.tell_apart").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"vin": "SHORT"},
        {"source": Vehicle.Source.EASYCARS},
        {"told_apart_from": "the other"},
        {"site": "another"},
    ],
)
def test_only_one_car_of_one_site_is_asked_about(pair, easycars, changes):
    by_hand, synced = pair
    if "site" in changes:
        changes = {"site": make_site("hills.example")}
    if "told_apart_from" in changes:
        tell_apart(by_hand, synced, user=None)
    else:
        Vehicle.objects.filter(pk=by_hand.pk).update(**changes)
    assert find_pairs(easycars.site) == []


@pytest.mark.slow
def test_a_vehicle_that_has_left_the_feed_is_not_asked_about(pair, easycars):
    Vehicle.objects.filter(pk=pair[1].pk).update(status=Vehicle.Status.WITHDRAWN)
    assert find_pairs(easycars.site) == []


def test_merging_needs_the_rights_to_change_and_to_delete_on_that_site(client, pair, easycars):
    site, other = easycars.site, make_site("hills.example")
    people = {
        "editor": (make_user("editor", change_vehicle=site), 302),
        "elsewhere": (
            make_user("elsewhere", change_vehicle=other, delete_vehicle=other),
            404,
        ),
        "both": (make_user("both", change_vehicle=site, delete_vehicle=site), 200),
    }
    for person, status in people.values():
        client.force_login(person)
        assert client.get(url_of(pair)).status_code == status
        if status != 200:
            for name in ("merge_vehicles", "tell_apart"):
                assert client.post(url_of(pair, name)).status_code == status
    assert Vehicle.objects.filter(pk__in=[vehicle.pk for vehicle in pair]).count() == 2
    client.force_login(people["editor"][0])
    assert url_of(pair) not in client.get(view_url("list")).content.decode()


def test_the_dashboard_asks_too(client, pair, easycars):
    url = f"{reverse('easycars:dashboard')}?site={easycars.site_id}"
    assert f'href="{url_of(pair)}"' in client.get(url).content.decode()


def test_what_was_decided_about_the_one_entered_by_hand_does_not_keep_a_sold_car_on_the_site(
    easycars, enter, feed, sandbox, sync
):
    enter(vin=VIN, make="Toyota", model="Camry")
    sandbox.set_stock("harbour", feed[1:])
    sync()
    compare_site(
        create_run(easycars.site, SyncRun.Kind.COMPARISON, trigger=SyncRun.Trigger.COMMAND)
    )
    only_here = Difference.objects.get(kind=Difference.Kind.ONLY_HERE)
    decide(easycars.site, [only_here.pk], Difference.Decision.OURS)
    feed[0]["VIN"] = VIN
    sandbox.set_stock("harbour", feed)
    sync()
    [pair] = find_pairs(easycars.site)
    merge(*pair, kept_fields=[], user=None)

    sandbox.set_stock("harbour", feed[1:])
    sync()

    assert Vehicle.objects.get(pk=pair[1].pk).status == Vehicle.Status.WITHDRAWN
