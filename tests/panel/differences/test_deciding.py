"""Decisions are confirmed first, and made by who may make them."""

import re

import pytest

from tests.conftest import make_site
from tests.panel.differences.conftest import RIGHTS, find
from tests.panel.people import make_user
from wagtail_easycars.models import Difference, Lead, SyncRun, Vehicle
from wagtail_easycars.runs.lease import hold
from wagtail_easycars.runs.lifecycle import create_run

pytestmark = pytest.mark.django_db


def decisions():
    return dict(Difference.objects.values_list("kind", "decision"))


def test_one_difference_is_decided_on_once_confirmed(clerk, confirm):
    price = find(field="price")

    asked = confirm("take_theirs", price.pk)
    assert "becomes what EasyCars has" in asked.content.decode()
    assert find(field="price").decision == ""

    page = confirm("take_theirs", price.pk, is_confirmed=True)

    assert "1 difference settled." in page.content.decode()
    decided = find(field="price")
    assert (decided.decision, decided.decided_by) == ("theirs", clerk)
    assert Vehicle.objects.get(stock_number="N0001").price == 10001


def test_all_of_a_filter_are_decided_on_and_no_others(clerk, confirm):
    confirm("ignore", "all", kind="only_here", is_confirmed=True)
    confirm("keep_ours", "all", q="N0050", is_confirmed=True)

    assert decisions() == {
        "only_here": "ignored",
        "only_there": "ours",
        "field": "",
        "lead_only_here": "",
    }


def test_the_confirmation_says_how_many_of_what(clerk, confirm):
    page = confirm("take_theirs", "all").content.decode()

    assert "1 vehicle of EasyCars comes to the site and is published." in page
    assert "1 vehicle leaves the site." in page
    assert "1 of the selected differences stays as it is: this cannot be done with it." in page


def test_all_are_taken_at_once(clerk, confirm):
    confirm("take_theirs", "all", is_confirmed=True)

    numbers = Vehicle.objects.listed().values_list("stock_number", flat=True)
    assert set(numbers) == {"N0001", "N0003", "N0004", "N0050"}


def test_a_refused_lead_is_sent_again(clerk, confirm):
    confirm("keep_ours", find(kind="lead_only_here").pk, is_confirmed=True)

    assert Lead.objects.get().delivery == Lead.Delivery.PENDING


def test_ignored_ones_can_be_shown_again(clerk, confirm):
    confirm("ignore", "all", is_confirmed=True)

    confirm("show_again", "all", decision="ignored", is_confirmed=True)

    assert set(decisions().values()) == {""}


def test_what_has_changed_since_it_was_asked_is_asked_again(client, clerk, confirm):
    asked = confirm("take_theirs", "all", kind="only_here")
    vehicle = Vehicle.objects.get(stock_number="N0003")
    Difference.objects.create(
        site=vehicle.site, key="new", kind="only_here", cause="missing", vehicle=vehicle
    )

    url = asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"]
    page = client.post(url, {"seen": asked.context["form"]["seen"].value()}, follow=True)

    assert "Nothing was done; look again." in page.content.decode()
    assert Vehicle.objects.listed().count() == 4


def test_while_the_stock_is_synchronised_nothing_is_done(clerk, confirm, differing):
    hold(create_run(differing, SyncRun.Kind.STOCK, trigger="schedule"))

    page = confirm("take_theirs", "all", is_confirmed=True)

    assert "is being synchronised just now" in page.content.decode()
    assert set(decisions().values()) == {""}


@pytest.mark.parametrize("action", ["take_theirs", "ignore"])
def test_where_there_are_too_many_for_one_request_the_rest_is_left(
    clerk, confirm, settings, monkeypatch, action
):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "BATCH_SIZE": 1}
    monkeypatch.setattr("wagtail_easycars.panel.differences.bulk_actions.SECONDS_A_REQUEST", 0)
    of_vehicles = list(Difference.objects.filter(lead=None))
    keys = [difference.pk for difference in of_vehicles]
    assert len(keys) == 3

    told = []
    for _request in keys:
        page = confirm(action, *keys, is_confirmed=True).content.decode()
        told += re.findall(r"(\d) differences? (?:(?:is|are) )?(settled|left)", page)
        keys = [each.pk for each in Difference.objects.filter(lead=None, decision="")]

    assert keys == []
    assert told == [
        *(("1", "settled"), ("2", "left")),
        *(("1", "settled"), ("1", "left")),
        ("1", "settled"),
    ]


@pytest.mark.parametrize(
    ("right", "kinds"),
    [
        ("change_vehicle", {"field"}),
        ("add_vehicle", {"only_there"}),
        ("withdraw_vehicle", {"only_here"}),
        ("change_lead", {"lead_only_here"}),
    ],
)
def test_each_kind_needs_its_own_right(client, differing, confirm, right, kinds):
    rights = {"view_syncrun": differing, right: differing}
    client.force_login(make_user("clerk", **rights))

    page = confirm("ignore", "all", is_confirmed=True)

    assert page.status_code == 200
    assert {kind for kind, decision in decisions().items() if decision} == kinds


def test_who_may_only_see_can_decide_nothing(client, differing, confirm):
    client.force_login(make_user("viewer", view_syncrun=differing))

    page = confirm("take_theirs", "all")

    assert "you may not decide on them" in page.content.decode()
    assert b"Yes:" not in page.content


def test_for_staff_of_another_site_there_is_nothing_to_decide(client, differing, confirm):
    other = make_site("outback.example")
    client.force_login(make_user("other", **dict.fromkeys(RIGHTS, other)))

    for action in ("take_theirs", "keep_ours", "ignore", "show_again"):
        assert confirm(action, find(field="price").pk).status_code == 404
        assert confirm(action, "all").status_code == 404
    assert set(decisions().values()) == {""}


def test_what_is_no_key_of_any_difference_is_not_found(clerk, confirm):
    assert confirm("ignore", "9" * 30).status_code == 404
