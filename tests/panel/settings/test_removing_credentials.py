"""Taking credentials away asks first, and says what stops."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from tests.panel.people import make_user
from tests.panel.settings.conftest import get_secrets, get_settings_url
from wagtail_easycars.models import EasyCarsSettings, Lead
from wagtail_easycars.panel.connection.log_actions import CREDENTIALS_ACTION

REMOVAL = {
    "account_number": "",
    "account_secret-clear": "on",
    "stock_client_id": "",
    "stock_client_secret-clear": "on",
}


class SettingsPage:
    """The settings as somebody has them open in a browser, and the answers to what they send."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.read(client.get(url))

    def read(self, response):
        self.response = response
        self.soup = BeautifulSoup(response.content, "html.parser")
        self.form = self.soup.select_one(f"form[method=POST][action='{self.url}']")
        return self

    @property
    def text(self):
        return " ".join(self.soup.text.split())

    @property
    def messages(self):
        return [str(message) for message in self.response.context["messages"]]

    def send(self, **changes):
        data = {}
        for element in self.form.select("input[name], select[name], textarea[name]"):
            data |= _sent(element)
        return self.read(self.client.post(self.url, {**data, **changes}, follow=True))


def _sent(element):
    if element.name == "select":
        return {element["name"]: element.select_one("[selected]")["value"]}
    if element.name == "textarea":
        return {element["name"]: element.text.strip()}
    if element.get("type") == "checkbox" and not element.has_attr("checked"):
        return {}
    return {element["name"]: element.get("value", "")}


@pytest.fixture
def page(clerk, site, easycars):
    return SettingsPage(clerk, get_settings_url(site))


@pytest.fixture
def saved(easycars):
    return lambda: EasyCarsSettings.objects.get(pk=easycars.pk)


@pytest.fixture
def waiting_lead(site):
    return Lead.objects.create(site=site, customer_name="Ann", delivery=Lead.Delivery.PENDING)


def test_it_says_how_many_vehicles_and_leads_are_left_alone(stock, sync, waiting_lead, page, saved):
    sync()

    page.send(**REMOVAL)

    assert "4 vehicles stay on the site, but no longer follow EasyCars." in page.text
    assert "1 lead waits and is not sent to EasyCars." in page.text
    assert "Account secret, Client secret" in page.text
    assert saved().account_number
    assert saved().stock_client_secret


def test_who_agrees_removes_them_and_saves_what_else_was_changed(page, saved):
    page.send(**REMOVAL, notification_emails="yard@dealer.example").send(
        **{"remove-credentials": "1"}
    )

    assert "EasyCars updated." in page.messages[0]
    assert saved().account_secret == saved().stock_client_secret == ""
    assert saved().account_number == saved().stock_client_id == ""
    assert saved().notification_emails == "yard@dealer.example"


@pytest.mark.slow
def test_who_does_not_agree_finds_the_form_with_all_else_that_was_changed(page, saved, easycars):
    page.send(**REMOVAL, notification_emails="yard@dealer.example").send(
        **{"keep-credentials": "1"}
    )

    assert page.form.select_one("[name=notification_emails]")["value"] == "yard@dealer.example"
    assert page.form.select_one("[name=account_number]")["value"] == easycars.account_number
    assert not page.form.select_one("[name=account_secret-clear]").has_attr("checked")
    assert saved().notification_emails == ""

    page.send()
    assert saved().notification_emails == "yard@dealer.example"
    assert saved().account_secret == easycars.account_secret


@pytest.mark.slow
def test_the_pair_for_leads_is_asked_about_with_what_takes_its_place(page):
    page.send(**{"lead_client_id": "", "lead_client_secret-clear": "on"})

    assert "Leads are sent with the client ID and client secret of the stock service" in page.text
    assert "no longer follow" not in page.text


@pytest.mark.slow
def test_nothing_is_asked_where_nothing_is_removed(page, saved):
    page.send(yard_codes="100")

    assert saved().yard_codes == "100"


@pytest.mark.slow
def test_a_removal_beside_a_new_secret_is_refused_since_the_question_could_not_hold_it(page, saved):
    page.send(
        **{"lead_client_id": "", "lead_client_secret-clear": "on"}, account_secret="new-secret"
    )

    assert "Remove this on its own" in page.text
    assert "For safety this was not kept. Enter it again." in page.text
    assert "new-secret" not in page.response.content.decode()
    assert saved().lead_client_secret


def test_the_question_holds_no_secret(page, easycars):
    page.send(**REMOVAL)

    html = page.response.content.decode()
    assert all(secret not in html for secret in get_secrets(easycars))
    assert not page.form.select("[type=password]")


@pytest.mark.slow
def test_who_switches_the_site_off_is_told_what_stops(page, stock, sync, saved):
    sync()
    form = page.form.select_one("[name=is_active]")
    del form["checked"]

    page.send()

    assert saved().is_active is False
    assert "4 vehicles stay on the site, but no longer follow EasyCars." in page.messages[1]


@pytest.mark.slow
def test_the_history_names_what_changed_and_never_to_what(page, easycars, clerk):
    page.send(account_secret="new-secret")
    page.read(clerk.get(page.url)).send(
        **{"lead_client_id": "", "lead_client_secret-clear": "on", "remove-credentials": "1"}
    )

    entries = ModelLogEntry.objects.filter(action=CREDENTIALS_ACTION).order_by("pk")
    assert [entry.formatter.format_message(entry) for entry in entries] == [
        "Entered: Account secret.",
        "Removed: Client secret for leads.",
    ]
    assert {entry.user.username for entry in entries} == {"clerk"}
    assert "new-secret" not in repr(list(ModelLogEntry.objects.values()))


@pytest.mark.slow
def test_the_settings_of_another_site_are_not_changed(clerk, other_site):
    before = EasyCarsSettings.objects.values().get(site=other_site)

    clerk.post(get_settings_url(other_site), {**REMOVAL, "remove-credentials": "1"})

    assert EasyCarsSettings.objects.values().get(site=other_site) == before


def test_who_may_not_change_settings_does_not_see_them(client, site, easycars):
    client.force_login(make_user("seller", start_syncrun=site))

    assert client.get(get_settings_url(site)).status_code == 302
