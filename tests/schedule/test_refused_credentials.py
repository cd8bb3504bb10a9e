"""A site whose credentials EasyCars refuses is left alone until they change."""

from __future__ import annotations

import pytest

from tests.schedule.conftest import row_of, set_schedule
from wagtail_easycars.models import Lead, SyncRun
from wagtail_easycars.stock.fetch import fetch_stock
from wagtail_easycars.stock.held import dismiss_withdrawals

pytestmark = pytest.mark.django_db


class TestRefusedCredentials:
    """stop the schedule of a site until they change."""

    @pytest.fixture
    def stopped(self, due, run_when_due):
        due.account_secret = "mistyped"
        due.save()
        assert run_when_due(due).status == SyncRun.Status.FAILED
        assert row_of(due).is_stopped
        return due

    def test_nothing_is_tried_any_more(self, stopped, clock, tick):
        for _ in range(5):
            clock.forward(days=2)
            assert tick() == []

    def test_changing_another_setting_starts_nothing(self, stopped, clock, tick):
        stopped.refresh_from_db()
        stopped.stock_schedule = "5m"
        stopped.save()
        clock.forward(days=1)
        assert tick() == []

    def test_entering_the_same_again_starts_nothing(self, stopped, clock, tick):
        stopped.account_secret = "mistyped"
        stopped.save()
        clock.forward(days=1)
        assert tick() == []

    def test_other_credentials_are_tried_at_once(self, sandbox, stopped, tick, carry_out):
        stopped.account_secret = sandbox.accounts["harbour"].account_secret
        stopped.save()
        [run] = tick()
        assert carry_out(run).status == SyncRun.Status.SUCCESS
        assert not row_of(stopped).is_stopped

    def test_other_credentials_that_are_wrong_too_are_tried_once(
        self, stopped, clock, tick, carry_out
    ):
        stopped.account_secret = "mistyped again"
        stopped.save()
        [run] = tick()
        assert carry_out(run).status == SyncRun.Status.FAILED
        clock.forward(days=1)
        assert tick() == []

    def test_a_correction_while_the_run_is_at_work_is_tried_too(
        self, sandbox, due, tick, run_when_due, monkeypatch
    ):
        due.account_secret = "mistyped"
        due.save()

        def refuse_meanwhile(*args, **kwargs):
            due.account_secret = sandbox.accounts["harbour"].account_secret
            due.save()
            return fetch_stock(*args, **kwargs)

        monkeypatch.setattr("wagtail_easycars.stock.sync.fetch_stock", refuse_meanwhile)
        assert run_when_due(due).status == SyncRun.Status.FAILED
        assert len(tick()) == 1

    def test_a_button_tries_all_the_same(self, stopped, press_button):
        before = SyncRun.objects.count()
        assert press_button(stopped).status == SyncRun.Status.FAILED
        assert SyncRun.objects.count() == before + 1

    def test_a_button_that_finds_easycars_down_lifts_no_stop(
        self, sandbox, stopped, clock, tick, press_button
    ):
        sandbox.fail("code_9", "GetAdvertisementStocks", times=1)
        press_button(stopped)
        clock.forward(days=1)
        assert tick() == []

    def test_deciding_on_held_vehicles_lifts_no_stop(
        self, stopped, clock, tick, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            run = dismiss_withdrawals(stopped.site, trigger=SyncRun.Trigger.MANUAL)
        assert run.status == SyncRun.Status.SUCCESS
        clock.forward(days=1)
        assert tick() == []

    def test_no_secret_can_be_told_from_what_is_kept(self, stopped):
        kept = row_of(stopped).failed_credentials
        assert len(kept) == 64
        assert "mistyped" not in kept


def test_leads_whose_credentials_are_refused_stop_their_schedule_alone(
    sandbox, due, clock, tick, carry_out
):
    set_schedule(due, lead_schedule="15m", lead_client_id="somebody-else")
    Lead.objects.create(
        site=due.site,
        customer_name="Kim Lee",
        customer_email="kim@example.com",
        vehicle_make="Toyota",
        vehicle_model="Corolla",
        vehicle_year=2020,
        vehicle_type=Lead.VehicleType.CAR,
    )
    tick()
    clock.forward(minutes=15)
    results = {run.kind: carry_out(run).status for run in tick()}
    assert results == {"stock": SyncRun.Status.SUCCESS, "leads": SyncRun.Status.FAILED}
    assert (row_of(due, "leads").is_stopped, row_of(due).is_stopped) == (True, False)
    clock.forward(days=1)
    assert {run.kind for run in tick()} == {"stock"}


def test_a_secret_that_was_missing_is_tried_at_once(sandbox, due, clock, tick, run_when_due):
    secret = due.stock_client_secret.reveal()
    due.stock_client_secret = ""
    due.save()
    for _ in range(3):
        run_when_due(due)
    due.stock_client_secret = secret
    due.save()
    assert len(tick()) == 1
