"""The button 'Test connection': on what stands in the form, before it is saved."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.client.leaks import RecordingHandler, found_in
from tests.panel.people import make_user
from tests.panel.settings.conftest import get_secrets, get_settings_url, get_test_url
from wagtail_easycars.encryption import new_key
from wagtail_easycars.models import EasyCarsSettings

WRONG = "wrong-secret-5d0a1c7e9b34"

pytestmark = pytest.mark.usefixtures("stock")


def text_of(response):
    return " ".join(BeautifulSoup(response.json()["html"], "html.parser").text.split())


def test_blank_secrets_are_those_that_the_site_has(send_test):
    response = send_test()

    assert response.status_code == 200
    assert "The connection works." in text_of(response)
    assert "4 vehicles" in text_of(response)


def test_what_was_typed_is_tried_and_not_saved(send_test, easycars):
    before = EasyCarsSettings.objects.values().get()

    response = send_test(stock_client_secret=WRONG)

    assert "The connection does not work yet." in text_of(response)
    assert "did not accept the client ID and client secret of the stock" in text_of(response)
    assert "StockService/RequestToken" in text_of(response)
    assert EasyCarsSettings.objects.values().get() == before
    assert not ModelLogEntry.objects.exists()


def test_a_site_without_any_settings_can_be_tested_and_gets_none(
    clerk, easycars, site, sandbox, typed
):
    account = sandbox.accounts["harbour"]
    names = ("account_secret", "stock_client_secret", "lead_client_secret")
    data = typed(**{name: getattr(account, name) for name in names})
    easycars.delete()

    response = clerk.post(get_test_url(site), data, headers={"Accept": "application/json"})

    assert "The connection works." in text_of(response)
    assert not EasyCarsSettings.objects.exists()


def test_a_secret_that_is_ticked_for_removal_counts_as_missing(send_test, sandbox):
    earlier = len(sandbox.calls)

    response = send_test(**{"stock_client_secret-clear": "on"})

    assert response.status_code == 400
    assert "Client secret is missing" in text_of(response)
    assert len(sandbox.calls) == earlier


def test_half_a_pair_is_told_before_anything_is_tried(send_test, sandbox):
    earlier = len(sandbox.calls)

    response = send_test(account_number="", stock_client_secret=WRONG)

    assert "Account number: Account number is missing" in text_of(response)
    assert "Enter it again" not in text_of(response)
    assert len(sandbox.calls) == earlier


def test_what_is_wrong_elsewhere_in_the_form_does_not_matter(send_test):
    assert send_test(stock_schedule="whenever", time_zone="").status_code == 200


def test_a_stored_secret_that_cannot_be_read_is_to_be_entered_again(send_test, settings):
    settings.WAGTAIL_EASYCARS = {**settings.WAGTAIL_EASYCARS, "ENCRYPTION_KEYS": [new_key("k9")]}

    response = send_test()

    assert response.status_code == 400
    assert "which is not in ENCRYPTION_KEYS" in text_of(response)


def test_the_yards_that_were_found_can_be_ticked(send_test):
    html = send_test(yard_codes="100, 999").json()["yards"]
    soup = BeautifulSoup(html, "html.parser")

    labels = {" ".join(label.text.split()) for label in soup.select("[type=checkbox] ~ *, label")}
    assert {"200: 1 vehicle", "Five Dock (100): 3 vehicles"} <= labels
    assert [box["value"] for box in soup.select("[checked]")] == ["100"]
    assert soup.select_one("[type=text]")["value"] == "999"
    assert "999 is not among the known yards." in soup.text


def test_a_test_that_finds_no_yards_leaves_the_form_as_it_is(send_test):
    assert send_test(stock_client_secret=WRONG).json()["yards"] == ""


def test_without_a_script_the_result_is_a_page_of_its_own(send_test):
    response = send_test(headers={"Accept": "text/html,application/xhtml+xml"})

    html = response.content.decode()
    assert "The connection works." in html
    assert "What you typed still stands in the tab that you came from" in html


def test_the_button_sends_the_form_to_a_new_tab_where_no_script_runs(clerk, site, easycars):
    soup = BeautifulSoup(clerk.get(get_settings_url(site)).content, "html.parser")
    [button] = soup.select(f"[formaction='{get_test_url(site)}']")

    assert button["formtarget"] == "_blank"
    assert button.find_parent("form")["method"] == "POST"


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"Accept": "text/html"}])
@pytest.mark.parametrize("fault", [None, "code_1", "html_page"])
def test_no_secret_is_in_an_answer_a_log_or_a_session(send_test, easycars, sandbox, headers, fault):
    secrets = [*get_secrets(easycars), WRONG]
    if fault:
        sent = [easycars.account_secret.reveal(), easycars.stock_client_secret.reveal(), WRONG]
        options = {"message": " ".join(sent)} if fault == "code_1" else {}
        sandbox.fail(fault, times=10, **options)
    handler = RecordingHandler()
    logging.getLogger().addHandler(handler)

    response = send_test(headers=headers, lead_client_secret=WRONG)

    logging.getLogger().removeHandler(handler)
    sessions = [session.get_decoded() for session in Session.objects.all()]
    for text in (response.content.decode(), handler.lines.getvalue(), repr(sessions)):
        assert found_in(text, secrets) == set()
    assert "no-store" in response.headers["Cache-Control"]


def test_an_unforeseen_error_mails_no_secret(send_test, easycars, settings, mailoutbox, clerk):
    settings.ADMINS = [("Developers", "developers@example.com")]
    settings.WAGTAIL_EASYCARS = {
        **settings.WAGTAIL_EASYCARS,
        "API_BASE_URLS": {"test": "ftp://easycars.example/"},
    }
    clerk.raise_request_exception = False

    assert send_test(stock_client_secret=WRONG).status_code == 500

    [message] = mailoutbox
    report = message.body + "".join(str(part) for part in message.alternatives)
    assert "ImproperlyConfigured" in report
    assert found_in(report, [WRONG, *get_secrets(easycars)]) == set()


def test_who_tests_and_tests_is_asked_to_wait(send_test, sandbox):
    answers = [send_test(account_number="") for _ in range(7)]
    earlier = len(sandbox.calls)

    last = answers[-1]

    assert [answer.status_code for answer in answers[:-1]] == [400] * 6
    assert last.status_code == 429
    assert "Wait a minute" in text_of(last)
    assert len(sandbox.calls) == earlier


def test_it_cannot_be_asked_for_by_a_link(clerk, site, easycars):
    assert clerk.get(get_test_url(site)).status_code == 405


def test_another_website_cannot_ask_for_it(site, typed, sandbox):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("clerk", change_easycarssettings=site))
    earlier = len(sandbox.calls)

    assert client.post(get_test_url(site), typed()).status_code == 403
    assert len(sandbox.calls) == earlier


def test_the_settings_of_another_site_are_not_there(clerk, other_site, typed, sandbox):
    earlier = len(sandbox.calls)

    assert clerk.post(get_test_url(other_site), typed()).status_code == 404
    assert len(sandbox.calls) == earlier


def test_who_may_not_change_settings_is_told_so(client, site, typed, sandbox):
    client.force_login(make_user("seller", start_syncrun=site, view_vehicle=site))
    earlier = len(sandbox.calls)

    response = client.post(get_test_url(site), typed(), follow=True)

    assert "you do not have permission" in response.content.decode()
    assert len(sandbox.calls) == earlier
