"""What the listing asks the database, and when it takes what it has worked out before."""

from decimal import Decimal

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_easycars.models import SyncRun, Vehicle


def test_a_change_of_the_stock_is_seen_at_once(
    publish, search, site, django_capture_on_commit_callbacks
):
    vehicle = publish(stock_number="FIRST")
    assert search().listing.count == 1
    publish(stock_number="SECOND")
    assert search().listing.count == 2
    vehicle.status = Vehicle.Status.SOLD
    with django_capture_on_commit_callbacks(execute=True):
        vehicle.save()
    assert search().found == ["SECOND"]
    Vehicle.objects.get(stock_number="SECOND").page.unpublish()
    assert search().found == []


def test_a_sold_vehicle_is_never_listed_even_where_nobody_told_the_cache(publish, search):
    publish(stock_number="SOLD-QUIETLY")
    assert search().found == ["SOLD-QUIETLY"]
    Vehicle.objects.update(status=Vehicle.Status.SOLD)
    assert search().found == []


def test_the_number_of_queries_does_not_grow_with_the_stock(publish, search, site, settings, after):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "VEHICLES_PER_PAGE": 100}
    SyncRun.objects.create(site=site, kind="stock", trigger="manual", is_complete=True)

    def count_queries():
        cache.clear()
        after(minutes=2)
        with CaptureQueriesContext(connection) as cold:
            search(make="TOYOTA")
        with CaptureQueriesContext(connection) as warm:
            response = search(make="TOYOTA")
        return len(response.found), len(cold), len(warm)

    for _ in range(5):
        publish(pictures=["https://example.com/1", "https://example.com/2"])
    few, *queries_for_few = count_queries()
    for _ in range(55):
        publish(pictures=["https://example.com/1", "https://example.com/2"])
    many, *queries_for_many = count_queries()

    assert (few, many) == (5, 60)
    assert queries_for_few == queries_for_many
    assert queries_for_many[1] <= 15


def test_another_state_of_the_same_stock_asks_the_database_for_its_cards_alone(
    publish, search, after
):
    publish(make="KIA", price=Decimal(15_000))
    publish(make="KIA", transmission="6 SP MANUAL")
    publish(odometer=90_000)
    after(minutes=2)

    def count_queries(**data):
        with CaptureQueriesContext(connection) as captured:
            assert search(**data).found
        return len(captured)

    search()
    again = count_queries()

    assert count_queries(make="KIA", price_from="10000", sort="-price") == again
    assert count_queries(transmission="automatic", km_to="60000", sort="km") == again
    # Words are looked for in the database.
    assert count_queries(q="kia") == again + 1
