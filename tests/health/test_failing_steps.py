"""A tick that comes and cannot do all is another trouble than none, and told as seldom."""

from __future__ import annotations

import pytest
from django.core import mail

from tests.health.test_reports import read_metrics
from tests.torture.commands import run_command
from wagtail_easycars.health.report import get_health
from wagtail_easycars.models import Tick, Trouble
from wagtail_easycars.tick import look_at_everything

pytestmark = pytest.mark.django_db

STEP = "wagtail_easycars.tick.end_dead_runs"
WORDS = "A tick could not look after: syncs that were interrupted."


@pytest.fixture(autouse=True)
def _admins(settings):
    settings.ADMINS = [("Ops", "ops@example.com")]


@pytest.fixture
def break_step():
    """Let a step of each tick fail from now on, until ``mend()``."""
    with pytest.MonkeyPatch.context() as patch:

        def break_step(name=STEP, error=ZeroDivisionError):
            def fail(*args):
                raise error

            patch.setattr(name, fail)

        break_step.mend = patch.undo
        yield break_step


@pytest.fixture
def go_on(clock, django_capture_on_commit_callbacks):
    """Let minutes pass, with a tick and a look of cron's in each."""

    def go_on(minutes):
        for _ in range(minutes):
            clock.forward(minutes=1)
            with django_capture_on_commit_callbacks(execute=True):
                look_at_everything()
                run_command("easycars_health")

    return go_on


def found():
    return [str(each.kind) for each in get_health().findings]


def subjects():
    return [message.subject for message in mail.outbox]


def test_a_tick_that_could_not_do_all_has_come(dealer, clock, break_step, go_on):
    break_step()
    go_on(30)
    assert Tick.objects.get().finished_at == clock.now
    assert "no_tick" not in found()


def test_a_step_that_fails_for_less_than_ten_minutes_needs_nobody(dealer, break_step, go_on):
    break_step()
    go_on(10)
    assert found() == []
    break_step.mend()
    go_on(1)
    assert mail.outbox == []


def test_one_that_fails_for_ten_minutes_does_and_says_where_the_details_are(
    dealer, break_step, go_on
):
    break_step()
    go_on(11)
    break_step.mend()
    [finding] = get_health().findings
    assert finding.kind == "step_fails"
    assert finding.site is None
    assert WORDS in finding.description
    assert "log of the server" in finding.description


def test_it_is_told_once_however_long_it_lasts(dealer, break_step, go_on):
    break_step()
    go_on(60)
    break_step.mend()
    [message] = mail.outbox
    assert message.to == ["ops@example.com"]
    assert message.subject == "[Django] Not all is looked after"
    assert WORDS in message.body
    assert "Nothing has started" not in message.body


def test_it_is_over_with_the_first_tick_that_could_do_all(dealer, break_step, go_on):
    break_step()
    go_on(20)
    break_step.mend()
    go_on(1)
    assert found() == []
    assert subjects()[1:] == ["[Django] Over: Not all is looked after"]
    go_on(20)
    assert len(mail.outbox) == 2


def test_it_lasts_while_one_step_or_another_fails(dealer, break_step, go_on):
    break_step()
    go_on(20)
    break_step.mend()
    break_step("wagtail_easycars.tick.start_due_runs")
    go_on(2)
    break_step.mend()
    [finding] = get_health().findings
    assert "syncs that are due" in finding.description
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("step", "words"),
    [("note_troubles", "what needs a person"), ("send_due_mails", "the mails about")],
)
def test_where_the_tick_cannot_tell_the_command_does(dealer, break_step, go_on, step, words):
    break_step(f"wagtail_easycars.tick.{step}")
    go_on(30)
    break_step.mend()
    assert subjects() == ["[Django] Not all is looked after"]
    assert words in mail.outbox[0].body
    go_on(2)
    assert subjects()[1:] == ["[Django] Over: Not all is looked after"]


def test_ticks_that_are_killed_before_their_end_are_told_once_as_none(
    dealer, clock, break_step, django_capture_on_commit_callbacks
):
    break_step("wagtail_easycars.tick.send_due_mails", error=SystemExit)
    for _ in range(40):
        clock.forward(minutes=1)
        with django_capture_on_commit_callbacks(execute=True):
            with pytest.raises(SystemExit):
                look_at_everything()
            run_command("easycars_health")
    break_step.mend()
    assert subjects() == ["[Django] Schedules are not looked at"]


def test_every_step_has_words_that_a_person_understands():
    assert all(step.label and step.label != step.value for step in Tick.Step)


class TestReports:
    @pytest.fixture(autouse=True)
    def _broken(self, dealer, break_step, go_on):
        break_step()
        go_on(11)
        break_step.mend()

    def test_the_command_says_it(self):
        outcome = run_command("easycars_health")
        assert outcome.status == 1
        assert WORDS in outcome.stdout

    def test_as_json(self, clock):
        report = run_command("easycars_health", "--json").report
        [trouble] = report["troubles"]
        assert (trouble["kind"], trouble["site"]) == ("step_fails", None)
        assert report["failed_steps"] == ["interrupted runs"]
        assert report["last_tick"] == clock.now.isoformat()

    def test_prometheus(self, client, settings):
        settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "HEALTH_TOKEN": "sesame"}
        samples = read_metrics(client.get("/easycars/health/?format=prometheus&token=sesame"))
        labels = {"site": "", "trouble": "step_fails", "kind": ""}
        assert ("wagtail_easycars_trouble", labels, 1) in samples
        assert ("wagtail_easycars_failed_steps", {}, 1) in samples

    def test_nobody_writes_a_row_for_reading_it(self):
        Trouble.objects.all().delete()
        get_health()
        assert not Trouble.objects.exists()

    @pytest.mark.parametrize("url", ["/admin/", "/admin/easycars/"])
    def test_the_home_page_and_the_dashboard_show_it(self, client, admin_user, url):
        client.force_login(admin_user)
        assert WORDS in client.get(url).content.decode()
