"""What the dashboard says of the syncs of a site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_easycars.models import EasyCarsSettings, SyncRun, SyncSchedule
from wagtail_easycars.runs.lifecycle import create_run


def card(page, kind="stock"):
    return page.select_one(f"#easycars-sync-{kind}")


def words(element):
    return " ".join(element.get_text(" ").split())


class TestCards:
    def test_a_site_that_was_never_synchronised(self, manager, open_dashboard):
        page = open_dashboard()
        headings = [words(heading) for heading in page.select(".easycars-card h2")]
        assert headings == ["Stock", "Pictures", "Leads"]
        assert "Not synchronised yet." in words(card(page))

    def test_how_the_last_sync_ended(self, manager, open_dashboard, easycars):
        run = end_run(easycars.site, "success", created=3, updated=12)
        text = words(card(open_dashboard()))
        assert "Success" in text
        assert "5\xa0minutes ago" in text or "5 minutes ago" in text
        assert "3 new and 12 changed." in text
        assert "Took 60 seconds." in text
        link = card(open_dashboard()).select_one("a[href*=history]")
        assert str(run.pk) in link["href"]

    def test_what_a_warning_asks_for(self, manager, open_dashboard, easycars):
        end_run(easycars.site, "warning", unchanged=9, error="1 vehicle could not be used.")
        text = words(card(open_dashboard()))
        assert "Warning" in text
        assert "9 unchanged." in text
        assert "1 vehicle could not be used." in text

    def test_a_failure_in_the_clerks_words_with_the_technical_side_folded(
        self, manager, open_dashboard, easycars
    ):
        end_run(easycars.site, "failed", error="EasyCars did not answer.\nConnectTimeout")
        details = card(open_dashboard()).select_one("details").extract()
        assert "ConnectTimeout" in words(details)
        text = words(card(open_dashboard()))
        assert "Failed" in text
        assert "EasyCars did not answer." in text

    def test_a_run_at_work_has_a_progress_bar_and_no_button(
        self, manager, open_dashboard, easycars
    ):
        run = create_run(easycars.site, "stock", trigger="manual")
        SyncRun.objects.filter(pk=run.pk).update(
            status="running", heartbeat_at=timezone.now(), done=1200, total=4800, seen=4800
        )
        progress = card(open_dashboard()).select_one("progress")
        assert (progress["value"], progress["max"]) == ("1200", "4800")
        assert card(open_dashboard()).select_one("button[type=submit]") is None

    def test_how_much_is_left_of_a_run_that_fetches_is_not_known(
        self, manager, open_dashboard, easycars
    ):
        run = create_run(easycars.site, "stock", trigger="manual")
        SyncRun.objects.filter(pk=run.pk).update(status="running", heartbeat_at=timezone.now())
        assert not card(open_dashboard()).select_one("progress").has_attr("value")

    def test_a_run_that_nothing_begins_says_what_to_do(self, manager, open_dashboard, easycars):
        queue_long_ago(easycars.site)
        text = words(card(open_dashboard()))
        assert "Nothing has begun it yet." in text
        assert "manage.py qcluster" in text

    def test_without_a_job_queue_that_is_something_else(
        self, manager, open_dashboard, easycars, settings
    ):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "USE_JOB_QUEUE": False}
        queue_long_ago(easycars.site)
        assert "Have cron call “manage.py easycars_tick”" in words(card(open_dashboard()))

    def test_one_button_is_primary(self, manager, open_dashboard):
        buttons = open_dashboard().select(".easycars-cards button[type=submit]")
        assert [words(button) for button in buttons] == [
            "Sync stock now",
            "Sync pictures now",
            "Sync leads now",
        ]
        primary = [each for each in buttons if "button-secondary" not in each["class"]]
        assert primary == buttons[:1]

    def test_who_may_only_see_is_offered_no_button(self, sign_in, open_dashboard, easycars):
        sign_in(view_syncrun=easycars.site)
        page = open_dashboard()
        assert page.select(".easycars-cards button[type=submit]") == []
        assert page.select("a[href*=settings]") == []

    def test_who_may_only_start_is_offered_no_link_to_the_history(
        self, sign_in, open_dashboard, easycars
    ):
        end_run(easycars.site, "success")
        sign_in(start_syncrun=easycars.site)
        page = open_dashboard()
        assert page.select(".easycars-cards button[type=submit]")
        assert page.select(".easycars-cards a[href*=history]") == []

    def test_text_of_a_run_is_no_markup(self, manager, open_dashboard, easycars):
        end_run(easycars.site, "failed", error="<script>alert(1)</script>")
        assert card(open_dashboard()).select("script") == []


class TestWhatIsMissing:
    def test_leads_to_the_settings_in_place_of_a_button(self, manager, open_dashboard, easycars):
        EasyCarsSettings.objects.update(account_number="")
        page = open_dashboard()
        notice = page.select_one("#easycars-section-sync .help-warning")
        assert "account number" in words(notice)
        assert notice.a["href"].endswith(f"/easycarssettings/{easycars.site_id}/")
        assert page.select(".easycars-cards button[type=submit]") == []

    def test_names_no_address_that_is_closed_to_the_person(self, sign_in, open_dashboard, easycars):
        EasyCarsSettings.objects.update(is_active=False)
        sign_in(view_syncrun=easycars.site)
        notice = open_dashboard().select_one("#easycars-section-sync .help-warning")
        assert "switched off" in words(notice)
        assert "Ask somebody who may change the EasyCars settings." in words(notice)
        assert notice.a is None


class TestNextSync:
    @pytest.mark.parametrize(
        ("row", "text"),
        [
            ({"next_due_at": timedelta(minutes=90)}, "Next sync: in 1 hour, 29 minutes"),
            ({"next_due_at": timedelta(minutes=-5)}, "Next sync: Now"),
            ({"next_due_at": timedelta(hours=-3)}, "Next sync: Should have begun 3 hours ago"),
            ({"next_due_at": None}, "Next sync: Within minutes"),
            (
                {"next_due_at": timedelta(minutes=150), "own_failures": 3},
                "Next sync: Waits after 3 failures, begins in 2 hours, 29 minutes",
            ),
            ({"is_stopped": True}, "Next sync: Stopped: the credentials were refused"),
        ],
    )
    def test_of_a_site_with_a_schedule(self, manager, open_dashboard, easycars, row, text):
        EasyCarsSettings.objects.update(stock_schedule="1h")
        now = timezone.now()
        if row.get("next_due_at") is not None:
            row = {**row, "next_due_at": now + row["next_due_at"]}
        SyncSchedule.objects.create(site=easycars.site, kind="stock", schedule="1h", **row)
        assert text in words(card(open_dashboard()))

    @pytest.mark.parametrize(
        ("values", "words_of_it"),
        [
            ({"stock_schedule": "hourly"}, "since the schedule “hourly” cannot be read"),
            ({"time_zone": "Australia/Sidney"}, "since there is no time zone “Australia/Sidney”"),
        ],
    )
    def test_of_a_schedule_that_cannot_be_read(
        self, manager, open_dashboard, easycars, values, words_of_it
    ):
        EasyCarsSettings.objects.update(**{"stock_schedule": "1h", **values})
        text = words(card(open_dashboard()))
        assert f"Next sync: nothing starts by itself, {words_of_it}" in text
        assert "Within minutes" not in text

    def test_of_a_stopped_site_without_one(self, manager, open_dashboard, easycars):
        SyncSchedule.objects.create(site=easycars.site, kind="stock", is_stopped=True)
        assert "None: no schedule is chosen" in words(card(open_dashboard()))

    def test_of_a_site_without_one(self, manager, open_dashboard):
        page = open_dashboard()
        assert "None: no schedule is chosen" in words(card(page))
        assert "After each sync of the stock" in words(card(page, "images"))


def queue_long_ago(site):
    run = create_run(site, "stock", trigger="manual")
    SyncRun.objects.filter(pk=run.pk).update(queued_at=timezone.now() - timedelta(minutes=2))


def end_run(site, status, **values):
    now = timezone.now()
    return SyncRun.objects.create(
        site=site,
        kind="stock",
        trigger="schedule",
        status=status,
        started_at=now - timedelta(minutes=6),
        finished_at=now - timedelta(minutes=5),
        **values,
    )
