"""Bulk publishing leaves what ``add_child()`` and ``save_revision().publish()`` leave."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.signals import page_published, published

from tests.searching import finds_only_what_is_committed
from tests.testapp.models import ShowroomVehiclePage
from wagtail_easycars.models import Vehicle
from wagtail_easycars.pages.models import InventoryPage, VehiclePage
from wagtail_easycars.publishing.bulk import add_children
from wagtail_easycars.publishing.eligibility import reasons_against_bulk
from wagtail_easycars.publishing.one_by_one import add_child_one_by_one
from wagtail_easycars.publishing.publish import choose_way

pytestmark = pytest.mark.django_db

# What belongs to a revision, and what two pages cannot share.
OF_THE_REVISION = {
    "latest_revision_id",
    "live_revision_id",
    "latest_revision_created_at",
}
OF_THE_PAGE = {"id", "page_ptr_id", "path", "url_path", "translation_key"}
TIMES = {"first_published_at", "last_published_at"}


@pytest.fixture
def vehicles(site):
    return [
        Vehicle.objects.create(
            site=site, stock_number=f"A{n}", make="Toyota", model=f"Camry {n}", year=2018
        )
        for n in range(3)
    ]


@pytest.fixture
def inventory_pages(site):
    return [
        site.root_page.add_child(instance=InventoryPage(title=title, slug=title))
        for title in ("bulk", "slow")
    ]


@pytest.fixture(params=[VehiclePage, ShowroomVehiclePage], ids=["package", "own"])
def both_ways(request, inventory_pages, vehicles, django_capture_on_commit_callbacks):
    """The same vehicles published below two parents, in bulk and one by one."""
    model = request.param
    for parent, add in zip(inventory_pages, (add_children, add_child_one_by_one), strict=True):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            add(parent, [model.for_vehicle(vehicle) for vehicle in vehicles])
    return [list(model.objects.child_of(parent).order_by("path")) for parent in inventory_pages]


def columns(page, without):
    return {
        field.attname: getattr(page, field.attname)
        for field in page._meta.concrete_fields
        if field.attname not in without
    }


def test_every_column_is_the_same(both_ways):
    for bulk_page, slow_page in zip(*both_ways, strict=True):
        without = OF_THE_PAGE | OF_THE_REVISION | TIMES
        assert columns(bulk_page, without) == columns(slow_page, without)
        for name in TIMES:
            assert getattr(bulk_page, name) is not None


def test_only_the_slow_way_writes_a_revision(both_ways):
    bulk_pages, slow_pages = both_ways
    assert [page.revisions.count() for page in bulk_pages] == [0, 0, 0]
    assert [page.revisions.count() for page in slow_pages] == [1, 1, 1]


def test_the_tree_is_whole(both_ways, inventory_pages):
    assert not any(Page.find_problems())
    for parent, pages in zip(inventory_pages, both_ways, strict=True):
        parent.refresh_from_db()
        assert parent.numchild == 3
        assert [page.url_path for page in pages] == [
            f"{parent.url_path}{page.slug}/" for page in pages
        ]
        assert [page.get_parent().pk for page in pages] == [parent.pk] * 3


def references(page):
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id=str(page.pk)
    )
    names = ("content_type", "to_content_type", "to_object_id", "model_path", "content_path_hash")
    return sorted(map(str, rows.values_list(*names)))


def test_references_are_the_same(both_ways):
    for bulk_page, slow_page in zip(*both_ways, strict=True):
        assert references(bulk_page)
        assert references(bulk_page) == references(slow_page)


def log_entries(page):
    rows = PageLogEntry.objects.filter(page_id=page.pk).order_by("pk")
    names = ("action", "label", "content_type", "user", "uuid", "content_changed", "deleted")
    return list(rows.values_list(*names, "data"))


def test_log_entries_are_the_same(both_ways):
    for bulk_page, slow_page in zip(*both_ways, strict=True):
        assert len(log_entries(bulk_page)) == 2
        assert log_entries(bulk_page) == log_entries(slow_page)


@finds_only_what_is_committed
def test_a_search_finds_both(both_ways):
    search = get_search_backend()
    for pages in both_ways:
        model = type(pages[0])
        for page in pages:
            assert page in list(search.search(page.title, model.objects.all()))
            assert page in list(search.autocomplete("Toyo", model.objects.all()))


def test_the_search_index_is_the_same(both_ways):
    from wagtail.search.models import IndexEntry

    def entries(pages):
        ids = [str(page.pk) for page in pages]
        rows = IndexEntry.objects.filter(
            object_id__in=ids, content_type=ContentType.objects.get_for_model(pages[0])
        )
        names = [
            field.attname
            for field in IndexEntry._meta.concrete_fields
            if field.attname not in ("id", "object_id", "title_norm")
        ]
        return sorted(map(str, rows.values_list(*names)))

    bulk_pages, slow_pages = both_ways
    assert len(entries(bulk_pages)) == 3
    assert entries(bulk_pages) == entries(slow_pages)


@pytest.mark.parametrize("signal", [page_published, published], ids=["page_published", "published"])
def test_signals_are_sent_once_a_page_when_the_transaction_has_committed(
    signal, inventory_pages, vehicles, django_capture_on_commit_callbacks
):
    received = []

    def receive(sender, instance, **kwargs):
        received.append((sender, instance.title, "revision" in kwargs))

    signal.connect(receive, weak=False)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            add_children(inventory_pages[0], [VehiclePage.for_vehicle(v) for v in vehicles])
            assert received == []
    finally:
        signal.disconnect(receive)
    assert received == [(VehiclePage, vehicle.title, True) for vehicle in vehicles]


def test_an_editor_can_go_on_with_a_page_published_in_bulk(both_ways, admin_user, client):
    page = both_ways[0][1]
    page.title = "A better title"
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.title == "A better title"
    page.unpublish()
    page.refresh_from_db()
    assert not page.live
    page.delete()
    assert not any(Page.find_problems())
    client.force_login(admin_user)
    assert client.get(f"/admin/pages/{both_ways[0][0].pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{both_ways[0][0].pk}/history/").status_code == 200


def test_pages_follow_those_that_an_editor_added(inventory_pages, vehicles):
    parent = inventory_pages[0]
    parent.add_child(instance=Page(title="Opening hours", slug="2018-toyota-camry-0-a0"))
    add_children(parent, [VehiclePage.for_vehicle(vehicle) for vehicle in vehicles])
    slugs = list(parent.get_children().order_by("path").values_list("slug", flat=True))
    assert slugs == [
        "2018-toyota-camry-0-a0",
        "2018-toyota-camry-0-a0-2",
        "2018-toyota-camry-1-a1",
        "2018-toyota-camry-2-a2",
    ]
    parent.refresh_from_db()
    assert parent.numchild == 4
    assert not any(Page.find_problems())


def test_queries_do_not_grow_with_the_number_of_pages(site, inventory_pages):
    counts = []
    for parent, size in zip(inventory_pages, (5, 50), strict=True):
        vehicles = Vehicle.objects.bulk_create(
            Vehicle(site=site, stock_number=f"{parent.slug}{n}", make="Kia") for n in range(size)
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            add_children(parent, [VehiclePage.for_vehicle(vehicle) for vehicle in vehicles])
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 6  # a database takes some inserts in several statements


class TestChoiceOfTheWay:
    def test_the_packages_own_pages_are_published_in_bulk(self):
        assert reasons_against_bulk(VehiclePage) == []
        assert choose_way(VehiclePage).add is add_children

    def test_own_fields_do_not_slow_a_page_type_down(self):
        assert choose_way(ShowroomVehiclePage).add is add_children

    def test_a_page_type_with_its_own_save_is_published_one_by_one(self, monkeypatch):
        monkeypatch.setattr(VehiclePage, "save", lambda self, **kwargs: None, raising=False)
        assert reasons_against_bulk(VehiclePage) == ["overrides save()"]
        assert choose_way(VehiclePage).add is add_child_one_by_one

    def test_a_receiver_of_the_sites_own_is_not_bypassed(self):
        def receive(sender, **kwargs):
            pass

        post_save.connect(receive, sender=VehiclePage)
        try:
            assert choose_way(VehiclePage).add is add_child_one_by_one
        finally:
            post_save.disconnect(receive, sender=VehiclePage)
        assert choose_way(VehiclePage).add is add_children
