"""Who sees which runs, at every address of the register."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from tests.panel.people import make_user
from wagtail_easycars.models import SyncRun
from wagtail_easycars.panel.history.links import get_history_url, get_run_url


def addresses(run):
    """Every address of the register, and how each is asked for a file."""
    results = "easycars_history_modeladmin_{}_results"
    files = [
        f"{page}?export={each}"
        for page in (get_history_url(), get_run_url(run.pk))
        for each in ("csv", "xlsx", "json")
    ]
    pages = [
        get_history_url(),
        reverse(results.format("index")),
        get_run_url(run.pk),
        reverse(results.format("inspect"), args=[run.pk]),
    ]
    return [*pages, *files]


def body(response):
    return b"".join(response) if response.streaming else response.content


@pytest.fixture
def foreign_run(make_run, other_site):
    run = make_run(site=other_site, error="only the other dealer's", status="failed")
    run.changes.create(action="updated", reference="FOREIGN1")
    return run


def test_who_may_see_a_sites_runs_gets_every_page_and_file(clerk_client, run):
    for address in addresses(run):
        assert clerk_client.get(address).status_code == 200, address


def test_a_run_of_another_site_is_not_there(clerk_client, foreign_run):
    for address in addresses(foreign_run):
        response = clerk_client.get(address)
        if str(foreign_run.pk) in address:
            assert response.status_code == 404, address
        else:
            assert b"only the other dealer" not in body(response), address


def test_another_sites_runs_are_not_found_by_filters_and_searches(clerk_client, foreign_run):
    for filters in ({"q": "FOREIGN1"}, {"status": "failed", "site": foreign_run.site_id}):
        response = clerk_client.get(get_history_url(**filters))
        assert list(response.context["object_list"]) == [], filters
        assert str(foreign_run.site) not in response.content.decode()


def test_other_rights_do_not_open_it(client, run, site):
    client.force_login(make_user("other", start_syncrun=site, view_vehicle=site, view_lead=site))

    for address in addresses(run):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url == reverse("wagtailadmin_home"), address


def test_strangers_are_sent_to_the_login(client, run):
    for address in addresses(run):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith(reverse("wagtailadmin_login")), address


@pytest.mark.parametrize("action", ["create", "edit/{}", "delete/{}", "history/{}"])
def test_nothing_can_be_added_changed_or_deleted(admin_client, run, action):
    address = f"{get_history_url()}{action.format(run.pk)}/"

    assert admin_client.get(address).status_code == 404
    assert admin_client.post(address).status_code == 404
    assert SyncRun.objects.filter(pk=run.pk).exists()


def test_pages_are_read_only(admin_client, run):
    for address in (get_history_url(), get_run_url(run.pk)):
        for method in (admin_client.post, admin_client.put, admin_client.delete):
            assert method(address).status_code == 405, address


def test_the_menu_has_it_once_for_who_may_see_runs(client, site):
    clerk, other = make_user("clerk", view_syncrun=site), make_user("other", view_vehicle=site)

    def count_items(user):
        client.force_login(user)
        return client.get(reverse("wagtailadmin_home")).content.decode().count(get_history_url())

    assert count_items(clerk) == 1
    assert count_items(other) == 0


def test_wagtails_reports_lead_to_a_run_for_who_may_see_it(clerk, run, foreign_run):
    finder = AdminURLFinder(clerk)

    assert finder.get_edit_url(run) == get_run_url(run.pk)
    assert finder.get_edit_url(foreign_run) is None
    assert AdminURLFinder().get_edit_url(run) == get_run_url(run.pk)


def test_a_user_who_started_a_run_can_be_deleted(open_history, make_run):
    person = get_user_model().objects.create_user("gone")
    make_run(trigger="manual", user=person)
    person.delete()

    assert "By hand" in open_history().rows[0]
