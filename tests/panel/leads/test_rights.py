"""Who may do what with which leads: every address, by right and by site."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry

from tests.panel.leads.conftest import messages_of, text_of, url_of
from wagtail_easycars.models import Lead

pytestmark = pytest.mark.django_db

VIEWS = {
    "inspect": {"view", "change", "delete"},
    "history": {"view", "change", "delete"},
    "usage": {"view", "change", "delete"},
    "edit": {"change"},
    "delete": {"delete"},
}
ACTIONS = (
    "lead_send_again",
    "lead_send_now",
    "lead_arrived",
    "lead_take_theirs",
    "lead_keep_ours",
    "lead_mark_deleted",
    "lead_quotation",
)
DENIED = "Sorry, you do not have permission to access this area."


def urls(lead):
    for view, rights in VIEWS.items():
        yield url_of(view, quote(lead.pk)), rights
    for action in ACTIONS:
        yield reverse(f"easycars:{action}", args=[lead.pk]), {"change"}


def is_denied(response):
    return DENIED in messages_of(response)


@pytest.mark.slow
@pytest.mark.parametrize("rights", [["view"], ["change"], ["delete"], ["export"]])
def test_every_address_asks_for_the_right_for_the_site_of_the_lead(client, log_in, enquire, rights):
    lead = enquire()
    log_in(rights=rights)
    for url, needed in urls(lead):
        for method in (client.get, client.post):
            response = method(url, follow=True)
            if rights == ["export"]:
                assert response.status_code == 404, url
            elif set(rights) & needed and method == client.get:
                assert not is_denied(response), url
            elif not set(rights) & needed:
                assert is_denied(response), url
    lead.refresh_from_db()
    assert rights == ["delete"] or lead.anonymised_at is None


def test_of_another_dealers_leads_there_is_nothing_to_be_found(
    client, log_in, enquire, outback, easycars
):
    own = enquire(customer_name="Own Visitor")
    theirs = enquire(outback, customer_name="Kim Nguyen")
    log_in(rights=["view", "change", "delete", "export"])

    for url, _rights in urls(theirs):
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code == 404, url
    for view in ("list", "list_results"):
        html = client.get(url_of(view)).content.decode()
        assert ("Own Visitor" in html, "Kim Nguyen" in html) == (True, False)
        assert "outback.example" not in html
    found = client.get(url_of("list_results"), {"q": "Kim"}).content.decode()
    assert "Kim Nguyen" not in found
    exported = b"".join(client.get(url_of("list"), {"export": "csv"}).streaming_content).decode()
    assert (own.reference in exported, theirs.reference in exported) == (True, False)


@pytest.mark.parametrize("ids", [["all"], "each"])
def test_several_are_erased_only_on_the_sites_that_one_may_erase_on(
    client, log_in, enquire, outback, ids
):
    own, theirs = enquire(), enquire(outback)
    log_in(rights=["view", "delete"])
    ids = [own.pk, theirs.pk] if ids == "each" else ids
    url = reverse("wagtail_bulk_action", args=["wagtail_easycars", "lead", "delete"])
    query = "&".join(f"id={each}" for each in ids)
    page = client.get(f"{url}?{query}&next=/admin/")
    assert own.customer_name in text_of(page)
    assert theirs.reference not in page.content.decode()
    response = client.post(f"{url}?{query}&next=/admin/", follow=True)

    own.refresh_from_db()
    theirs.refresh_from_db()
    assert (own.customer_name, theirs.customer_name) == ("", "Visitor 2")
    assert messages_of(response) == ["The person was erased from 1 lead."]


def test_the_chooser_offers_no_leads_of_another_dealer(client, log_in, enquire, outback):
    own, theirs = enquire(), enquire(outback)
    log_in(rights=["view", "change"])
    chooser = "wagtailsnippetchoosers_wagtail_easycars_lead"
    html = client.get(reverse(f"{chooser}:choose")).content.decode()

    assert (own.reference in html, theirs.reference in html) == (True, False)
    assert client.get(reverse(f"{chooser}:chosen", args=[theirs.pk])).status_code == 404


def test_who_may_only_see_is_led_to_what_there_is_to_see(client, log_in, enquire):
    user = log_in(rights=["view"])
    lead = enquire()
    html = client.get(url_of("list")).content.decode()

    assert url_of("inspect", lead.pk) in html
    assert url_of("edit", lead.pk) not in html
    assert url_of("delete", lead.pk) not in html
    assert AdminURLFinder(user).get_edit_url(lead) is None


def test_a_site_is_offered_as_a_filter_only_where_there_are_several(
    client, log_in, enquire, outback, easycars
):
    log_in("one", rights=["view"])
    assert 'name="site"' not in client.get(url_of("list")).content.decode()
    log_in("both", rights=["view"], sites=[easycars.site, outback.site])
    assert 'name="site"' in client.get(url_of("list")).content.decode()


class TestExport:
    def test_it_needs_a_right_of_its_own_at_the_button_and_at_the_address(
        self, client, log_in, enquire
    ):
        enquire()
        log_in(rights=["view", "change", "delete"])

        assert "export=csv" not in client.get(url_of("list")).content.decode()
        for view in ("list", "list_results"):
            for kind in ("csv", "xlsx"):
                response = client.get(url_of(view), {"export": kind}, follow=True)
                assert is_denied(response)

    def test_it_has_only_the_sites_that_one_may_export(
        self, client, log_in, easycars, enquire, outback
    ):
        from wagtail.models import GroupSitePermission

        from tests.panel.people import find_permission

        own, theirs = enquire(), enquire(outback)
        user = log_in(rights=["view"], sites=[easycars.site, outback.site])
        GroupSitePermission.objects.create(
            group=user.groups.get(),
            site=easycars.site,
            permission=find_permission("export_lead"),
        )
        response = client.get(url_of("list"), {"export": "csv"})
        rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))

        assert [row["Reference"] for row in rows] == [own.reference]
        assert theirs.reference not in str(rows)
        [entry] = ModelLogEntry.objects.filter(action="wagtail_easycars.lead_export")
        assert (entry.message, entry.user) == ("1 lead exported", user)

    def test_no_text_of_a_visitor_is_a_formula(self, client, log_in, enquire):
        enquire(customer_name='=HYPERLINK("http://evil.example")', message="+1+1")
        log_in(rights=["view", "export"])
        response = client.get(url_of("list"), {"export": "csv"})
        [row] = csv.DictReader(StringIO(b"".join(response.streaming_content).decode()))

        assert (row["Name"][:2], row["Message"]) == ("'=", "'+1+1")


class TestErasing:
    def test_it_says_what_goes_and_what_stays_before_and_after(
        self, client, log_in, enquire, delivered
    ):
        log_in(rights=["view", "delete"])
        there = delivered(customer_name="Kim Nguyen", customer_email="kim@example.com")
        waiting = enquire(customer_name="Kim Nguyen", customer_email="KIM@example.com")
        page = text_of(client.get(url_of("delete", waiting.pk)))
        assert "these 2 leads" in page
        assert f"lead {there.lead_number} in EasyCars" in page
        response = client.post(url_of("delete", waiting.pk), follow=True)

        assert messages_of(response) == [
            "The person was erased from 2 leads.",
            f"EasyCars still has the person. Erase there: {there.lead_number}.",
        ]
        assert not Lead.objects.exclude(customer_name="").exists()
        assert not Lead.objects.exclude(customer_email="").exists()
        assert [entry.message for entry in ModelLogEntry.objects.for_instance(waiting)] == [
            "Person erased"
        ]

    def test_of_the_same_person_the_other_dealer_keeps_what_is_theirs(
        self, client, log_in, enquire, outback
    ):
        own = enquire(customer_email="kim@example.com")
        theirs = enquire(outback, customer_email="kim@example.com")
        log_in(rights=["view", "delete"])
        assert theirs.reference not in client.get(url_of("delete", own.pk)).content.decode()
        client.post(url_of("delete", own.pk))

        theirs.refresh_from_db()
        assert theirs.customer_email == "kim@example.com"

    @pytest.mark.slow
    def test_nobody_is_erased_twice(self, client, log_in, enquire):
        lead = enquire()
        log_in(rights=["view", "delete"])
        client.post(url_of("delete", lead.pk))
        response = client.post(url_of("delete", lead.pk), follow=True)

        assert "has been erased already" in messages_of(response)[-1]
