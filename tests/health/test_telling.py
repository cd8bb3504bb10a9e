# ruff: noqa: PLR0917  (pytest passes fixtures and parameters by name)
"""People are told once when a trouble begins, and once when it is over."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail

from tests.conftest import connect, make_site
from tests.health.conftest import hold_vehicles, recover
from tests.schedule.conftest import set_schedule
from tests.torture.commands import run_command
from wagtail_easycars.health.mails import send_due_mails
from wagtail_easycars.health.report import get_health
from wagtail_easycars.health.troubles import begin_troubles
from wagtail_easycars.models import SyncRun, SyncSchedule, Trouble, Vehicle
from wagtail_easycars.signals import trouble_began, trouble_over

pytestmark = pytest.mark.django_db

ADMINS = [("Ops", "ops@example.com")]


@pytest.fixture
def heard():
    """The troubles that were announced, as text."""
    said = []

    def listen(signal, trouble, **kwargs):
        said.append(f"{trouble.kind} {'began' if signal is trouble_began else 'over'}")

    for signal in (trouble_began, trouble_over):
        signal.connect(listen, weak=False, dispatch_uid="tests.health")
    yield said
    for signal in (trouble_began, trouble_over):
        signal.disconnect(dispatch_uid="tests.health")


@pytest.fixture
def settle(django_capture_on_commit_callbacks):
    return partial(django_capture_on_commit_callbacks, execute=True)


def subjects():
    return [message.subject for message in mail.outbox]


def test_a_site_that_is_well_gets_no_mail(dealer, tick):
    tick()
    assert mail.outbox == []


def test_the_site_is_told_once(dealer, let_it_fail, clock, tick, heard):
    let_it_fail(3)
    for _ in range(5):
        tick()
        clock.forward(minutes=1)
    [message] = mail.outbox
    assert message.to == ["boss@harbour.example"]
    assert message.subject == "harbour.example: Keeps failing (Stock)"
    assert "Stock: failed 3 times. EasyCars is down." in message.body
    assert "HTTP 500" not in message.body
    assert heard == ["failing began"]


def test_and_once_when_it_is_over(let_it_fail, clock, tick, heard):
    let_it_fail(3)
    tick()
    recover()
    clock.forward(minutes=1)
    for _ in range(3):
        tick()
    assert subjects()[1:] == ["Over: harbour.example: Keeps failing (Stock)"]
    assert heard == ["failing began", "failing over"]
    assert Trouble.objects.get().over_at == clock.now


def test_it_is_told_again_when_it_comes_again(let_it_fail, tick, heard):
    for _ in range(2):
        let_it_fail(3)
        tick()
        recover()
        tick()
    assert len(mail.outbox) == 4
    assert heard == ["failing began", "failing over"] * 2
    assert Trouble.objects.count() == 1


def test_several_troubles_are_told_each(dealer, let_it_fail, clock, tick, heard):
    let_it_fail(3)
    hold_vehicles(dealer, 2, clock.now)
    tick()
    assert sorted(heard) == ["failing began", "held began"]
    Vehicle.objects.all().delete()
    tick()
    assert heard[2:] == ["held over"]


def test_a_trouble_that_becomes_another_is_not_told_as_over(let_it_fail, tick, heard):
    let_it_fail(3)
    tick()
    let_it_fail(4, is_stopped=True)
    tick()
    assert subjects() == [
        "harbour.example: Keeps failing (Stock)",
        "harbour.example: EasyCars refuses the credentials (Stock)",
    ]
    assert sorted(heard[1:]) == ["failing over", "refused began"]


def test_two_ticks_that_find_the_same_tell_it_once(let_it_fail, clock, heard, settle):
    let_it_fail(3)
    findings = get_health().findings
    with settle():
        begin_troubles(findings, clock.now)
        begin_troubles(findings, clock.now)
        send_due_mails(clock.now)
        send_due_mails(clock.now)
    assert (len(mail.outbox), heard) == (1, ["failing began"])


def test_a_mail_that_another_worker_sends_is_left_to_it(let_it_fail, clock):
    let_it_fail(3)
    begin_troubles(get_health().findings, clock.now)
    Trouble.objects.update(next_mail_at=clock.now + timedelta(minutes=10))
    send_due_mails(clock.now)
    assert mail.outbox == []


def test_each_site_is_told_of_its_own(sandbox, let_it_fail, tick, clock):
    other = connect(make_site("other.example"), sandbox.accounts["outback"])
    set_schedule(other, notification_emails="boss@other.example")
    SyncSchedule.objects.create(site=other.site, kind=SyncRun.Kind.STOCK)
    let_it_fail(3)
    SyncSchedule.objects.filter(site=other.site).update(failures=0)
    tick()
    assert [message.to for message in mail.outbox] == [["boss@harbour.example"]]


def test_a_site_without_addresses_is_told_by_the_signal_alone(dealer, let_it_fail, tick, heard):
    set_schedule(dealer, notification_emails="")
    let_it_fail(3)
    tick()
    assert (mail.outbox, heard) == ([], ["failing began"])


class TestMailServerDown:
    @pytest.fixture
    def down(self, settings):
        settings.EMAIL_BACKEND = "tests.health.broken_mail.EmailBackend"

    @pytest.fixture
    def up_again(self, settings):
        def repair():
            settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        return repair

    def test_a_mail_is_tried_again(self, down, up_again, let_it_fail, clock, tick):
        let_it_fail(3)
        tick()
        up_again()
        clock.forward(hours=1)
        SyncSchedule.objects.update(failures=3)
        tick()
        tick()
        assert subjects() == ["harbour.example: Keeps failing (Stock)"]

    def test_the_waits_grow(self, down, let_it_fail, clock, tick):
        let_it_fail(3)
        for attempts in range(1, 4):
            tick()
            assert Trouble.objects.get().mail_attempts == attempts
            clock.now = Trouble.objects.get().next_mail_at

    def test_what_is_over_before_it_could_be_told_is_not_told(
        self, down, up_again, let_it_fail, clock, tick, heard
    ):
        let_it_fail(3)
        tick()
        recover()
        up_again()
        clock.forward(hours=1)
        tick()
        assert mail.outbox == []
        assert heard == ["failing began", "failing over"]


class TestMissingTick:
    def test_the_command_mails_the_admins_once(self, settings, dealer, clock):
        settings.ADMINS = ADMINS
        clock.forward(minutes=11)
        for _ in range(3):
            assert run_command("easycars_health").status == 1
        [message] = mail.outbox
        assert message.to == ["ops@example.com"]
        assert message.subject == "[Django] Schedules are not looked at"
        assert "easycars_tick" in message.body

    def test_the_next_tick_says_that_it_is_over(self, settings, dealer, clock, tick):
        settings.ADMINS = ADMINS
        clock.forward(minutes=11)
        run_command("easycars_health")
        tick()
        tick()
        assert subjects()[1:] == ["[Django] Over: Schedules are not looked at"]
