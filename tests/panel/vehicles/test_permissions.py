"""Who has rights for the vehicles of one site learns nothing of another's.

Wagtail's own views ask whether somebody has a right for some site.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from tests.panel.conftest import view_url
from tests.panel.people import make_user
from wagtail_easycars.models import Vehicle
from wagtail_easycars.publishing.publish import publish_vehicle

pytestmark = pytest.mark.django_db

# Each view of one vehicle, and the right that it needs.
NEEDED = {
    "edit": "change",
    "delete": "delete",
    "usage": "view",
    "history": "view",
    "history_results": "view",
    "release_fields": "change",
    "vehicle_timeline": "view",
}
OURS = {"vehicle_timeline", "release_fields"}
DENIED = (302, "/admin/")
SECRETS = ("Lamborghini-1", "Lamborghini-2", "hills.example")


def send(client, view, vehicle, method="get"):
    url = (
        reverse(f"easycars:{view}", args=[vehicle.pk]) if view in OURS else view_url(view, vehicle)
    )
    method = "post" if view == "release_fields" else method
    response = getattr(client, method)(url, {"make": "Ours"} if method == "post" else None)
    return response.status_code, response.headers.get("Location")


def test_a_vehicle_of_another_site_is_not_found(client, two_sites, ours):
    client.force_login(ours)
    theirs, own = two_sites.theirs[1], two_sites.ours[1]
    assert {view: send(client, view, theirs)[0] for view in NEEDED} == dict.fromkeys(NEEDED, 404)
    answers = {view: send(client, view, own) for view in NEEDED}
    released = answers.pop("release_fields")
    assert released == (302, view_url("edit", own))
    assert {view: status for view, (status, _url) in answers.items()} == dict.fromkeys(answers, 200)
    posted = {view: send(client, view, theirs, "post")[0] for view in NEEDED}
    assert set(posted.values()) <= {404, 405}
    theirs.refresh_from_db()
    assert theirs.make == "Lamborghini"


def test_a_right_for_another_site_is_none_for_this_one(client, two_sites):
    both = [two_sites.our_site, two_sites.their_site]
    rights = dict.fromkeys(("change_vehicle", "delete_vehicle"), two_sites.our_site)
    client.force_login(make_user("mixed", view_vehicle=both, **rights))
    views = [view for view, right in NEEDED.items() if right != "view"]
    for method in ("get", "post"):
        answers = {view: send(client, view, two_sites.theirs[1], method) for view in views}
        assert answers == dict.fromkeys(views, DENIED)
    assert send(client, "vehicle_timeline", two_sites.theirs[1])[0] == 200
    assert send(client, "edit", two_sites.ours[1])[0] == 200


def test_the_list_and_its_filters_have_nothing_of_another_site(client, two_sites, ours):
    client.force_login(ours)
    queries = ["", "q=Lamborghini", "make=Lamborghini", "ordering=-price", "on_site=true"]
    queries.append(f"site={two_sites.their_site.pk}")
    for view in ("list", "list_results"):
        for query in queries:
            html = client.get(f"{view_url(view)}?{query}").content.decode()
            assert [secret for secret in SECRETS if secret in html] == []
        assert "Lamborghini" not in client.get(view_url(view)).content.decode()


def test_the_list_offers_for_each_vehicle_what_the_person_may_do_with_it(client, two_sites):
    both = [two_sites.our_site, two_sites.their_site]
    rights = dict.fromkeys(("change_vehicle", "delete_vehicle"), two_sites.our_site)
    client.force_login(make_user("mixed", view_vehicle=both, **rights))
    html = client.get(view_url("list")).content.decode()
    for view in ("edit", "delete"):
        assert all(view_url(view, vehicle) in html for vehicle in two_sites.ours)
        assert not any(view_url(view, vehicle) in html for vehicle in two_sites.theirs)
    for vehicle in [*two_sites.ours, *two_sites.theirs]:
        assert reverse("easycars:vehicle_timeline", args=[vehicle.pk]) in html


def test_who_may_only_look_is_offered_nothing_else(client, two_sites):
    client.force_login(make_user("reader", view_vehicle=two_sites.our_site))
    html = client.get(view_url("list")).content.decode()
    assert "Mazda-1" in html
    assert "bulk-action-checkbox" not in html
    assert view_url("add") not in html
    assert view_url("edit", two_sites.ours[0]) not in html


@pytest.mark.parametrize("ticked", ["theirs", "all"])
def test_bulk_actions_reach_no_other_site(client, two_sites, ours, ticked):
    client.force_login(ours)
    before = list(Vehicle.objects.filter(site=two_sites.their_site).order_by("pk").values())
    keys = [vehicle.pk for vehicle in two_sites.theirs] if ticked == "theirs" else ["all"]
    for action in ("release", "withdraw", "put_back", "delete"):
        assert "Lamborghini" not in client.get(bulk_url(action, keys)).content.decode()
        client.post(bulk_url(action, keys))
    after = list(Vehicle.objects.filter(site=two_sites.their_site).order_by("pk").values())
    assert after == before


@pytest.mark.parametrize(
    ("action", "right"), [("delete", "delete_vehicle"), ("withdraw", "withdraw_vehicle")]
)
def test_a_bulk_action_needs_its_right_for_the_site_of_each_vehicle(
    client, two_sites, easycars, action, right
):
    """Who may delete a vehicle need have no right for the page that goes with it."""
    publish_vehicle(two_sites.ours[1], easycars.inventory_page)
    both = [two_sites.our_site, two_sites.their_site]
    client.force_login(make_user("mixed", view_vehicle=both, **{right: two_sites.our_site}))
    url = bulk_url(action, [two_sites.ours[1].pk, two_sites.theirs[1].pk])
    html = client.get(url).content.decode()
    assert "You may not" in html or "have permission" in html
    client.post(url)
    assert Vehicle.objects.listed().filter(pk=two_sites.theirs[1].pk).exists()
    assert not Vehicle.objects.listed().filter(pk=two_sites.ours[1].pk).exists()


def bulk_url(action, keys):
    url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "vehicle", action])
    return f"{url}?{urlencode([*[('id', key) for key in keys], ('next', view_url('list'))])}"


def test_the_chooser_offers_and_hands_over_nothing_of_another_site(client, two_sites, ours):
    client.force_login(ours)
    names = Vehicle.snippet_viewset.chooser_viewset
    key = two_sites.theirs[0].pk
    urls = [
        reverse(names.get_url_name("choose")),
        reverse(names.get_url_name("choose_results")),
        f"{reverse(names.get_url_name('chosen_multiple'))}?id={key}",
    ]
    assert all("Lamborghini" not in client.get(url).content.decode() for url in urls)
    assert "Mazda" in client.get(urls[0]).content.decode()
    found = client.get(f"{urls[1]}?q=Lamborghini")
    assert list(found.context["results"]) == []
    assert client.get(reverse(names.get_url_name("chosen"), args=[key])).status_code == 404


def test_a_vehicle_can_neither_be_added_to_another_site_nor_moved_there(client, two_sites, ours):
    client.force_login(ours)
    page = client.get(view_url("add"))
    assert "hills.example" not in page.content.decode()
    assert page.context["form"]["site"].value() == two_sites.our_site.pk
    data = {"site": two_sites.their_site.pk, "stock_number": "NEW", "make": "Mazda"}
    client.post(view_url("add"), data)
    assert not Vehicle.objects.filter(stock_number="NEW").exists()
    for vehicle in two_sites.ours:
        assert "hills.example" not in client.get(view_url("edit", vehicle)).content.decode()
        client.post(view_url("edit", vehicle), data)
        vehicle.refresh_from_db()
        assert vehicle.site == two_sites.our_site


def test_links_to_edit_a_vehicle_are_only_for_who_may(two_sites, ours):
    finder = AdminURLFinder(ours)
    assert finder.get_edit_url(two_sites.ours[0]) == view_url("edit", two_sites.ours[0])
    assert finder.get_edit_url(two_sites.theirs[0]) is None


@pytest.mark.slow
def test_the_index_of_snippets_counts_what_the_person_may_see(client, two_sites, ours, settings):
    settings.WAGTAILSNIPPETS_MENU_SHOW_ALL = True
    client.force_login(ours)
    response = client.get(reverse("wagtailsnippets:index"))
    assert [each["count"] for each in response.context["object_list"]] == [2]


@pytest.mark.slow
def test_the_search_for_a_missed_vehicle_finds_nothing_of_another_site(client, two_sites, ours):
    client.force_login(ours)
    html = client.get(f"{reverse('easycars:timeline')}?q=Lamborghini-1").content.decode()
    assert "No sync has met Lamborghini-1" in html
    assert "hills.example" not in html


def test_without_any_right_for_vehicles_there_are_none(client, two_sites):
    client.force_login(make_user("nobody"))
    for url in (view_url("list"), reverse("easycars:timeline")):
        response = client.get(url)
        assert (response.status_code, response.headers["Location"]) == DENIED
