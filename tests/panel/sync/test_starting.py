"""Starting a sync by POST: what programs and pages are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from wagtail.models import ModelLogEntry

from tests.conftest import make_site
from tests.panel.people import make_user
from wagtail_easycars.models import EasyCarsSettings, SyncLease, SyncRun, SyncSchedule
from wagtail_easycars.runs.lifecycle import create_run

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("kind", ["stock", "images", "leads"])
def test_a_run_is_queued_and_told_of(start, clerk, easycars, kind):
    response = start(kind, easycars.site)
    run = SyncRun.objects.get()
    assert response.status_code == 202
    assert response.json()["run"] == run.pk
    assert response.json()["status_url"] == f"/admin/easycars/sync/status/?site={easycars.site_id}"
    assert (run.site, run.kind, run.status) == (easycars.site, kind, "queued")
    assert (run.trigger, run.user) == ("manual", clerk)


def test_a_worker_is_told_once_the_run_is_stored(
    start, clerk, easycars, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        start("stock", easycars.site)
    assert OrmQ.objects.get().func() == "wagtail_easycars.tasks.carry_out_run"


def test_without_a_job_queue_the_run_waits_for_the_next_tick(
    start, clerk, easycars, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
    with django_capture_on_commit_callbacks(execute=True):
        response = start("stock", easycars.site)
    assert response.status_code == 202
    assert not OrmQ.objects.exists()
    assert SyncRun.objects.get().status == "queued"


def test_the_audit_log_says_who_started_what(start, clerk, easycars):
    start("stock", easycars.site)
    entry = ModelLogEntry.objects.get(action="wagtail_easycars.sync_start")
    assert entry.user == clerk
    assert entry.message == "Sync started: Stock"


@pytest.mark.parametrize("status", ["queued", "running"])
def test_a_run_under_way_is_told_of_in_place_of_another(start, clerk, easycars, status):
    run = create_run(easycars.site, "stock", trigger="schedule")
    SyncRun.objects.filter(pk=run.pk).update(status=status, heartbeat_at=timezone.now())
    response = start("stock", easycars.site)
    assert response.status_code == 409
    assert response.json()["run"] == run.pk
    assert SyncRun.objects.count() == 1


def test_runs_of_other_kinds_and_sites_are_not_in_the_way(start, clerk, easycars):
    other = make_site("other.example")
    create_run(easycars.site, "images", trigger="schedule")
    create_run(other, "stock", trigger="schedule")
    assert start("stock", easycars.site).status_code == 202


def test_a_run_whose_process_has_died_is_not_in_the_way(start, clerk, easycars):
    run = create_run(easycars.site, "stock", trigger="schedule")
    long_ago = timezone.now() - timedelta(hours=1)
    SyncRun.objects.filter(pk=run.pk).update(status="running", heartbeat_at=long_ago)
    SyncLease.objects.create(
        site=easycars.site, kind="stock", holder="elsewhere/1:x", expires_at=long_ago, run=run
    )
    assert start("stock", easycars.site).status_code == 202
    run.refresh_from_db()
    assert run.status == "failed"


def test_what_the_schedule_has_stopped_is_tried(start, clerk, easycars):
    SyncSchedule.objects.create(
        site=easycars.site, kind="stock", schedule="1h", failures=3, is_stopped=True
    )
    assert start("stock", easycars.site).status_code == 202


class TestBrowserWithoutJavaScript:
    def test_is_led_back_to_the_dashboard_with_a_message(self, start, clerk, easycars):
        response = start("stock", easycars.site, **BROWSER)
        assert response.status_code == 302
        assert response.url == f"/admin/easycars/?site={easycars.site_id}"
        assert get_texts(response) == ["Stock: the sync begins."]

    def test_is_told_that_a_sync_is_under_way(self, start, clerk, easycars):
        start("stock", easycars.site)
        response = start("stock", easycars.site, **BROWSER)
        assert response.status_code == 302
        assert get_texts(response) == ["Stock: a sync is under way already."]


class TestRefusals:
    @pytest.mark.parametrize("value", [None, "", "harbour", "-1", "1e3", "٣", "9" * 40])
    def test_what_is_no_number_of_a_site(self, start, clerk, value):
        response = start("stock", value)
        assert response.status_code == 400
        assert "number of a site" in response.json()["error"]

    def test_a_site_that_does_not_exist(self, start, clerk):
        assert start("stock", 987654).status_code == 404

    def test_a_kind_that_does_not_exist(self, start, clerk, easycars):
        assert start("comparison", easycars.site).status_code == 404

    def test_another_dealers_site_is_not_there(self, start, clerk, easycars):
        other = make_site("other.example")
        response = start("stock", other)
        assert response.status_code == 404
        assert response.json() == {"error": "There is no such site."}
        assert not SyncRun.objects.exists()

    def test_who_may_only_see_syncs_starts_none(self, start, client, easycars):
        client.force_login(make_user("watcher", view_syncrun=easycars.site))
        assert start("stock", easycars.site).status_code == 403
        page = start("stock", easycars.site, **BROWSER)
        assert page.status_code == 302
        assert page.url == "/admin/"
        assert not SyncRun.objects.exists()

    def test_who_is_not_signed_in_starts_none(self, easycars):
        response = Client().post("/admin/easycars/sync/stock/", {"site": easycars.site_id})
        assert response.url.startswith("/admin/login/")

    def test_a_request_that_another_website_made(self, clerk, easycars):
        client = Client(enforce_csrf_checks=True)
        client.force_login(clerk)
        response = client.post("/admin/easycars/sync/stock/", {"site": easycars.site_id})
        assert response.status_code == 403
        assert not SyncRun.objects.exists()

    def test_get(self, client, clerk):
        response = client.get(reverse("easycars:sync", args=["stock"]))
        assert response.status_code == 405
        assert "POST" in response["Allow"]

    def test_a_site_without_credentials(self, start, clerk, easycars):
        easycars.account_number = ""
        easycars.save()
        response = start("stock", easycars.site)
        assert response.status_code == 400
        assert "account number" in response.json()["error"]
        assert not SyncRun.objects.exists()

    def test_a_site_that_is_switched_off(self, start, clerk, easycars):
        EasyCarsSettings.objects.update(is_active=False)
        response = start("stock", easycars.site)
        assert "switched off" in response.json()["error"]


class TestLimit:
    @pytest.fixture(autouse=True)
    def two_an_hour(self, settings):
        settings.WAGTAIL_EASYCARS = {
            **settings.WAGTAIL_EASYCARS,
            "MANUAL_SYNC_LIMIT": 2,
            "MANUAL_SYNC_LIMIT_SECONDS": 3600,
        }

    @pytest.fixture
    def start_and_end(self, start):
        def start_one(kind, site):
            response = start(kind, site)
            SyncRun.objects.update(status="success")
            return response

        return start_one

    def test_says_when_to_try_again(self, start_and_end, start, clerk, easycars):
        start_and_end("stock", easycars.site)
        start_and_end("stock", easycars.site)
        response = start("stock", easycars.site)
        assert response.status_code == 429
        assert 3590 < int(response["Retry-After"]) <= 3600
        assert "Try again in 60 minutes." in response.json()["error"]

    def test_tells_a_browser_in_a_message(self, start_and_end, start, clerk, easycars):
        start_and_end("stock", easycars.site)
        start_and_end("stock", easycars.site)
        response = start("stock", easycars.site, **BROWSER)
        assert "Try again" in get_texts(response)[0]

    def test_is_each_kinds_and_each_sites_own(self, start_and_end, client, easycars, sandbox):
        client.force_login(make_user("manager", ["view_syncrun", "start_syncrun"]))
        start_and_end("stock", easycars.site)
        start_and_end("stock", easycars.site)
        assert start_and_end("leads", easycars.site).status_code == 202

    def test_can_be_switched_off(self, start_and_end, clerk, easycars, settings):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "MANUAL_SYNC_LIMIT": 0}
        answers = [start_and_end("stock", easycars.site) for _ in range(4)]
        assert {answer.status_code for answer in answers} == {202}

    def test_ends_by_itself(self, start_and_end, clerk, easycars):
        start_and_end("stock", easycars.site)
        start_and_end("stock", easycars.site)
        ModelLogEntry.objects.update(timestamp=timezone.now() - timedelta(hours=2))
        assert start_and_end("stock", easycars.site).status_code == 202

    def test_does_not_count_runs_of_the_schedule(self, start_and_end, start, clerk, easycars):
        for _ in range(3):
            create_run(easycars.site, "stock", trigger="schedule")
        SyncRun.objects.update(status="success")
        assert start("stock", easycars.site).status_code == 202


def get_texts(response):
    return [str(message).strip() for message in get_messages(response.wsgi_request)]
