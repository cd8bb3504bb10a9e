"""How the syncs of a site stand, as programs ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import make_site
from tests.panel.people import make_user
from wagtail_easycars.models import SyncLease, SyncRun
from wagtail_easycars.runs.lifecycle import create_run
from wagtail_easycars.sandbox.catalogue import generate
from wagtail_easycars.stock.held import dismiss_withdrawals
from wagtail_easycars.tasks import carry_out_run


def test_a_site_that_was_never_synchronised(get_status, clerk, easycars):
    response = get_status(easycars.site)
    assert response.status_code == 200
    assert response.json() == {
        "is_syncing": False,
        "runs": {"stock": None, "images": None, "leads": None},
    }


def test_a_run_from_the_queue_to_its_end(get_status, start, clerk, easycars, sandbox):
    sandbox.set_stock("harbour", generate(3, seed=1))
    run_id = start("stock", easycars.site).json()["run"]
    waiting = get_status(easycars.site).json()
    assert waiting["is_syncing"] is True
    assert waiting["runs"]["stock"]["id"] == run_id
    assert waiting["runs"]["stock"]["status"] == "queued"
    assert waiting["runs"]["stock"]["message"] == "Waiting to begin"
    carry_out_run(run_id)
    ended = get_status(easycars.site).json()
    assert ended["runs"]["stock"]["status"] == "success"
    assert ended["runs"]["stock"]["created"] == 3
    assert ended["runs"]["stock"]["message"] == "3 new and 3 pages published."
    # The pictures of the new vehicles follow by themselves.
    assert ended["runs"]["images"]["status"] == "queued"


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize(
    ("kind", "counts", "message"),
    [
        ("stock", (0, 0), "Fetching the stock from EasyCars"),
        ("stock", (120, 1480), "120 of 1,480 vehicles"),
        ("stock", (480, 480), "Publishing the vehicles"),
        ("images", (3, 4), "3 of 4 pictures"),
        ("leads", (0, 1), "0 of 1 lead"),
    ],
)
def test_what_a_run_is_doing(get_status, easycars, kind, counts, message):
    run = create_run(easycars.site, kind, trigger="schedule")
    values = dict(zip(("done", "total"), counts, strict=True))
    SyncRun.objects.filter(pk=run.pk).update(
        status="running", heartbeat_at=timezone.now(), **values
    )
    assert get_status(easycars.site).json()["runs"][kind]["message"] == message


def test_a_run_that_nothing_begins_is_late(get_status, clerk, easycars):
    run = create_run(easycars.site, "stock", trigger="schedule")
    assert get_status(easycars.site).json()["runs"]["stock"]["is_late"] is False
    SyncRun.objects.filter(pk=run.pk).update(queued_at=timezone.now() - timedelta(minutes=2))
    assert get_status(easycars.site).json()["runs"]["stock"]["is_late"] is True


def test_a_run_whose_process_has_died_is_not_at_work(get_status, clerk, easycars):
    run = create_run(easycars.site, "stock", trigger="schedule")
    long_ago = timezone.now() - timedelta(hours=1)
    SyncRun.objects.filter(pk=run.pk).update(status="running", heartbeat_at=long_ago)
    SyncLease.objects.create(
        site=easycars.site, kind="stock", holder="elsewhere/1:x", expires_at=long_ago, run=run
    )
    status = get_status(easycars.site).json()
    assert status["is_syncing"] is False
    assert "interrupted" in status["runs"]["stock"]["message"]


def test_a_failed_run_says_why_without_the_technical_side(get_status, clerk, easycars):
    SyncRun.objects.create(
        site=easycars.site,
        kind="stock",
        trigger="manual",
        status="failed",
        error="EasyCars did not answer.\nConnectTimeout",
    )
    assert (
        get_status(easycars.site).json()["runs"]["stock"]["message"] == "EasyCars did not answer."
    )


def test_a_decision_on_held_vehicles_does_not_stand_for_a_sync(
    get_status, clerk, easycars, sandbox, sync
):
    sandbox.set_stock("harbour", generate(10, seed=1))
    sync()
    sandbox.set_stock("harbour", [])
    last = sync()
    assert last.held == 10
    dismiss_withdrawals(easycars.site, trigger="manual")
    assert get_status(easycars.site).json()["runs"]["stock"]["id"] == last.pk


def test_another_dealers_runs_are_not_told_of(get_status, clerk, easycars):
    other = make_site("other.example")
    create_run(other, "stock", trigger="schedule")
    assert get_status(easycars.site).json()["is_syncing"] is False
    assert get_status(other).status_code == 404


class TestRefusals:
    @pytest.mark.parametrize("value", [None, "", "x", "9" * 40])
    def test_what_is_no_number_of_a_site(self, get_status, clerk, value):
        assert get_status(value).status_code == 400

    def test_a_site_that_does_not_exist(self, get_status, client, admin_user):
        client.force_login(admin_user)
        assert get_status(987654).status_code == 404

    def test_who_has_no_right_around_syncs(self, get_status, client, easycars):
        client.force_login(make_user("lead-reader", view_lead=easycars.site))
        assert get_status(easycars.site).status_code == 404

    def test_a_script_that_is_signed_out_is_not_sent_to_a_form(self, easycars):
        response = Client().get(
            "/admin/easycars/sync/status/",
            {"site": easycars.site_id},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        assert response.status_code == 403

    def test_post(self, client, clerk):
        assert client.post("/admin/easycars/sync/status/").status_code == 405


class TestQueries:
    """Of the session, the user, their rights and profile, Wagtail asks in every view."""

    @pytest.fixture
    def busy_site(self, easycars):
        for kind in ("stock", "images", "leads"):
            for _ in range(5):
                SyncRun.objects.create(
                    site=easycars.site, kind=kind, trigger="schedule", status="success"
                )
            create_run(easycars.site, kind, trigger="schedule")
        return easycars.site

    def test_a_superuser(self, client, admin_user, busy_site, django_assert_num_queries):
        client.force_login(admin_user)
        with django_assert_num_queries(4):  # session, user, profile, runs
            assert len(client.get(f"/admin/easycars/sync/status/?site={busy_site.pk}").json()) == 2

    def test_staff_of_one_site(self, get_status, clerk, busy_site, django_assert_num_queries):
        # The above, two about rights in general and one about rights for sites.
        with django_assert_num_queries(7):
            get_status(busy_site)
