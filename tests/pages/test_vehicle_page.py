import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_easycars.models import ImageSource, SyncRun, Vehicle


def structured_data(response):
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    return json.loads(re.search(pattern, response.content.decode(), re.DOTALL)[1])


def markers(vehicle, visit_vehicle):
    return [marker.name for marker in visit_vehicle(vehicle).context["display"].markers]


def test_a_page_shows_what_decides(publish, visit_vehicle):
    response = visit_vehicle(publish())
    assert response.status_code == 200
    for text in ("2021 TOYOTA COROLLA", "ASCENT", "$20,000", "drive away", "50,000 km"):
        assert text in response.html
    assert "noindex" not in response.html


def test_pictures_are_shown_in_the_feeds_order_the_first_one_at_once(publish, visit_vehicle):
    urls = ["https://pictures.example/1", "http://pictures.example/2"]
    response = visit_vehicle(publish(pictures=urls))
    assert [picture.url for picture in response.context["pictures"]] == urls
    first, *others = re.findall(r"<img [^>]*>", response.html)
    assert 'fetchpriority="high"' in first
    assert all('loading="lazy"' in image for image in others)
    assert all('width="' in image and 'height="' in image for image in (first, *others))


def test_a_vehicle_without_picture_has_a_drawing_of_its_kind(publish, visit_vehicle, search):
    html = visit_vehicle(publish(vehicle_type="C", body="CARAVAN")).html
    assert "#ec-shape-caravan" in html
    assert "<img" not in html
    assert "#ec-shape-caravan" in search().html


def test_what_could_not_be_stored_is_not_shown(publish, visit_vehicle):
    vehicle = publish(pictures=["https://pictures.example/page.html", "https://p.example/good"])
    failing = ImageSource.objects.create(url_hash="0", last_error="No picture.")
    vehicle.images.filter(position=0).update(source=failing)
    urls = [picture.url for picture in visit_vehicle(vehicle).context["pictures"]]
    assert urls == ["https://p.example/good"]


def test_the_button_to_enquire_leads_to_the_form(publish, visit_vehicle):
    html = visit_vehicle(publish()).html
    assert re.search(r'<div class="ec-actions"><a class="ec-button" href="#ec-enquiry">', html)
    assert 'id="ec-enquiry"' in html


@pytest.mark.parametrize("status", [Vehicle.Status.SOLD, Vehicle.Status.WITHDRAWN])
def test_a_vehicle_that_is_gone_says_so_and_shows_others(publish, visit_vehicle, status):
    publish(stock_number="OTHER", model="CAMRY")
    vehicle = publish(status=status, withdrawn_at=timezone.now())
    response = visit_vehicle(vehicle)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.html
    assert "This vehicle is" in response.html
    assert 'class="ec-actions"' not in response.html
    assert "ec-enquiry" not in response.html
    assert "offers" not in structured_data(response)
    assert [card.vehicle.stock_number for card in response.context["similar"]] == ["OTHER"]


def test_after_some_weeks_it_is_gone_for_good(publish, visit_vehicle, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "SOLD_PAGE_DAYS": 30}
    publish(stock_number="OTHER", model="CAMRY")
    now = timezone.now()
    vehicle = publish(status="sold", withdrawn_at=now - timedelta(days=29))
    assert visit_vehicle(vehicle).status_code == 200
    Vehicle.objects.filter(pk=vehicle.pk).update(withdrawn_at=now - timedelta(days=31))
    response = visit_vehicle(vehicle)
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    assert "CAMRY" in response.html


def test_a_vehicle_that_is_sold_is_not_in_the_sitemap(publish):
    for_sale, sold = publish(), publish(status="sold")
    assert len(for_sale.page.get_sitemap_urls()) == 1
    assert sold.page.get_sitemap_urls() == []


def test_similar_vehicles_are_like_it_at_most_four_and_live(publish, visit_vehicle):
    vehicle = publish(stock_number="THIS")
    publish(stock_number="OTHER-KIND", vehicle_type="B")
    publish(stock_number="DEAR", price=Decimal(90_000))
    publish(stock_number="SOLD", status="sold")
    publish(stock_number="TAKEN-DOWN").page.unpublish()
    publish(stock_number="SAME-BODY", make="KIA", model="RIO")
    for number in range(4):
        publish(stock_number=f"SAME-{number}", price=Decimal(20_000 + number * 100))
    similar = visit_vehicle(vehicle).context["similar"]
    assert [card.vehicle.stock_number for card in similar] == [
        "SAME-0",
        "SAME-1",
        "SAME-2",
        "SAME-3",
    ]


def test_where_nothing_is_similar_the_newest_are_shown(publish, visit_vehicle):
    boat = publish(vehicle_type="B")
    publish(stock_number="CAR")
    cards = visit_vehicle(boat).context["similar"]
    assert [card.vehicle.stock_number for card in cards] == ["CAR"]


def test_markers_say_what_is_special(publish, visit_vehicle):
    now = timezone.now()
    dropped = {"previous_price": Decimal(22_000), "price_changed_at": now - timedelta(days=13)}
    risen = {"previous_price": Decimal(18_000), "price_changed_at": now}
    long_ago = {"previous_price": Decimal(22_000), "price_changed_at": now - timedelta(days=15)}
    easycars = {"source": Vehicle.Source.EASYCARS}
    assert markers(publish(condition="new", **easycars), visit_vehicle) == ["new"]
    assert markers(publish(condition="demo", **easycars), visit_vehicle) == ["demo"]
    assert markers(publish(status="reserved", **easycars), visit_vehicle) == ["reserved"]
    assert markers(publish(**dropped, **easycars), visit_vehicle) == ["price-drop"]
    assert markers(publish(**risen, **easycars), visit_vehicle) == []
    assert markers(publish(**long_ago, **easycars), visit_vehicle) == []
    assert markers(publish(status="sold", condition="new", **easycars), visit_vehicle) == ["sold"]


def test_what_came_with_the_first_import_has_not_just_arrived(publish, visit_vehicle, site):
    imported = publish(source=Vehicle.Source.EASYCARS)
    SyncRun.objects.create(
        site=site, kind="stock", trigger="manual", is_complete=True, finished_at=timezone.now()
    )
    arrived = publish(source=Vehicle.Source.EASYCARS)
    assert markers(imported, visit_vehicle) == []
    assert markers(arrived, visit_vehicle) == ["just-arrived"]
    week_ago = timezone.now() - timedelta(days=8)
    Vehicle.objects.filter(pk=arrived.pk).update(first_seen_at=week_ago)
    assert markers(arrived, visit_vehicle) == []


def test_search_engines_read_the_vehicle_and_its_price(publish, visit_vehicle):
    vehicle = publish(
        special_price=Decimal(18_500), vin="JTE9BAJ00MA004101", pictures=["https://p.example/1"]
    )
    response = visit_vehicle(vehicle)
    data = structured_data(response)
    assert data["@type"] == "Car"
    assert data["vehicleIdentificationNumber"] == "JTE9BAJ00MA004101"
    assert data["mileageFromOdometer"]["value"] == 50_000
    assert data["image"] == ["https://p.example/1"]
    assert data["offers"]["price"] == "18500.00"
    assert data["offers"]["url"] == f"http://harbour.example{vehicle.page.url}"
    assert 'property="og:title" content="2021 TOYOTA COROLLA ASCENT"' in response.html
    assert "$18,500, 50,000 km, 6 SP AUTOMATIC" in response.html


def test_what_is_on_application_is_no_offer(publish, visit_vehicle):
    response = visit_vehicle(publish(price=None))
    assert "offers" not in structured_data(response)
    assert "Price on application" in response.html


def test_the_number_of_queries_does_not_grow_with_the_stock(publish, visit_vehicle):
    def count_queries():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            visit_vehicle(vehicle)
        return len(queries)

    vehicle = publish(pictures=["https://p.example/1"])
    for _ in range(4):
        publish(pictures=["https://p.example/1"])
    few = count_queries()
    for _ in range(30):
        publish(pictures=["https://p.example/1"])
    assert count_queries() == few


def test_a_page_can_be_previewed(publish, rf):
    page = publish().page
    response = page.make_preview_request()
    assert response.status_code == 200
