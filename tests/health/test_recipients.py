"""Who is mailed about a site that has no notification addresses."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import make_site
from tests.health.conftest import recover
from tests.schedule.conftest import set_schedule
from tests.torture.commands import run_command
from wagtail_easycars.models import EasyCarsSettings, Trouble

pytestmark = pytest.mark.django_db

ADMINS = [("Ops", "ops@example.com")]
CHECK = "wagtail_easycars.W029"


@pytest.fixture
def nobody(dealer):
    """The site without notification addresses."""
    set_schedule(dealer, notification_emails="")
    return dealer


class TestMails:
    def test_the_admins_are_told_in_its_place(self, settings, nobody, let_it_fail, clock, tick):
        settings.ADMINS = ADMINS
        let_it_fail(3)
        tick()
        [message] = mail.outbox
        assert message.to == ["ops@example.com"]
        assert message.subject == "[Django] harbour.example: Keeps failing (Stock)"
        assert "The site has no notification addresses" in message.body
        assert Trouble.objects.get().mailed_at == clock.now

    def test_they_are_told_that_it_is_over_too(self, settings, nobody, let_it_fail, tick):
        settings.ADMINS = ADMINS
        let_it_fail(3)
        tick()
        recover()
        tick()
        assert mail.outbox[1].subject == "[Django] Over: harbour.example: Keeps failing (Stock)"

    def test_a_site_with_addresses_does_not_bother_them(self, settings, let_it_fail, tick):
        settings.ADMINS = ADMINS
        let_it_fail(3)
        tick()
        [message] = mail.outbox
        assert message.to == ["boss@harbour.example"]
        assert "no notification addresses" not in message.body

    def test_what_nobody_was_mailed_is_not_noted_as_mailed(self, nobody, let_it_fail, tick):
        let_it_fail(3)
        tick()
        trouble = Trouble.objects.get()
        assert mail.outbox == []
        assert (trouble.mailed_at, trouble.is_mail_due) == (None, False)

    def test_nor_is_what_concerns_all_sites(self, dealer, clock):
        clock.forward(minutes=11)
        run_command("easycars_health")
        assert Trouble.objects.get().mailed_at is None

    def test_that_it_is_over_is_told_to_nobody_who_was_not_told_that_it_began(
        self, nobody, let_it_fail, tick
    ):
        let_it_fail(3)
        tick()
        set_schedule(nobody, notification_emails="boss@harbour.example")
        recover()
        tick()
        assert mail.outbox == []

    def test_what_was_mailed_the_last_time_does_not_count(
        self, settings, nobody, let_it_fail, tick
    ):
        settings.ADMINS = ADMINS
        let_it_fail(3)
        tick()
        recover()
        tick()
        settings.ADMINS = []
        let_it_fail(3)
        tick()
        assert Trouble.objects.get().mailed_at is None


class TestCheck:
    def warnings(self):
        return [each for each in run_checks(databases=["default"]) if each.id == CHECK]

    def test_a_site_of_which_nobody_is_told_is_warned_of(self, nobody):
        [warning] = self.warnings()
        assert "harbour.example" in warning.msg
        assert "ADMINS" in warning.hint

    def test_admins_are_enough(self, settings, nobody):
        settings.ADMINS = ADMINS
        assert self.warnings() == []

    def test_addresses_are_enough(self, dealer):
        assert self.warnings() == []

    def test_a_site_that_is_switched_off_has_nothing_to_tell(self, nobody):
        set_schedule(nobody, is_active=False)
        assert self.warnings() == []

    def test_of_many_sites_the_first_are_named(self, nobody):
        for number in range(10):
            site = make_site(f"dealer{number}.example")
            EasyCarsSettings.objects.create(site=site, account_number=f"EC{number}")
        with CaptureQueriesContext(connection) as queries:
            [warning] = self.warnings()
        assert "dealer0.example" in warning.msg
        assert "dealer9.example" not in warning.msg
        assert "6 more" in warning.msg
        assert sum("notification_emails" in query["sql"] for query in queries) == 1

    def test_nothing_is_asked_of_a_database_that_the_command_does_not_name(self, nobody):
        assert [each for each in run_checks() if each.id == CHECK] == []
