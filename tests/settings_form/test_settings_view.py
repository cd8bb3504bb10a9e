"""What staff see and do on the settings page of the Wagtail admin."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_easycars.encryption import new_key
from wagtail_easycars.models import EasyCarsSettings

from .conftest import ACCOUNT_SECRET

NEW_SECRET = "b2b8b1d4-0c1a-4f7e-8a55-3f1f3b7e9999"


@pytest.fixture
def url(row):
    return reverse(
        "wagtailsettings:edit", args=["wagtail_easycars", "easycarssettings", row.site_id]
    )


@pytest.fixture
def page(admin_client, url):
    def load():
        return admin_client.get(url).content.decode()

    return load


@pytest.fixture
def submit(admin_client, url, row):
    """Submits the form as it is shown, with ``changes``."""

    def post(follow=True, **changes):
        form = admin_client.get(url).context["form"]
        data = {
            name: form[name].value()
            for name in form.fields
            if name not in changes and not name.endswith("_secret") and form[name].value()
        }
        return admin_client.post(url, {**data, **changes}, follow=follow)

    return post


@pytest.fixture
def saved(row):
    return lambda: EasyCarsSettings.objects.get(pk=row.pk)


def sentence(html, name):
    return re.search(rf'id="id_{name}-state">([^<]*)<', html)[1]


def test_the_form_shows_when_a_secret_was_set_and_how_it_ends(page):
    html = page()
    assert sentence(html, "account_secret") == "Set on 3 Mar 2027, ends in 1234"
    assert sentence(html, "stock_client_secret") == "Not set"


def test_the_form_holds_neither_the_secret_nor_its_ciphertext(page, row):
    html = page()
    assert ACCOUNT_SECRET not in html
    assert row.account_secret_ciphertext not in html
    assert "ec1:" not in html


@pytest.mark.slow
@pytest.mark.parametrize(
    ("secret", "shown"), [("elevenchars", "Set"), ("twelve chars", "Set, ends in hars")]
)
def test_the_end_of_a_short_secret_is_not_shown(row, page, secret, shown):
    row.account_secret = secret
    row.secrets_set_at = {}
    row.save()
    assert sentence(page(), "account_secret") == shown


@pytest.mark.slow
def test_a_secret_that_cannot_be_read_says_why(page, settings):
    settings.WAGTAIL_EASYCARS = {"ENCRYPTION_KEYS": [new_key("k9")]}
    assert re.match(
        "Cannot be read: .* k1, which is not in ENCRYPTION_KEYS",
        sentence(page(), "account_secret"),
    )


@pytest.mark.slow
def test_the_sentence_belongs_to_the_input_for_a_screen_reader(page):
    tag = re.search(r'<input[^>]*name="account_secret"[^>]*>', page())[0]
    assert 'aria-describedby="id_account_secret-state"' in tag
    assert 'autocomplete="new-password"' in tag
    assert 'type="password"' in tag
    assert "value=" not in tag


@pytest.mark.slow
def test_the_checkbox_has_a_label_and_is_there_only_where_there_is_something_to_remove(page):
    html = page()
    assert '<label for="id_account_secret-clear">' in html
    assert "stock_client_secret-clear" not in html


@pytest.mark.slow
def test_blank_keeps_the_secret(submit, saved, row):
    submit(yard_codes="SYD")
    assert saved().yard_codes == "SYD"
    assert saved().account_secret_ciphertext == row.account_secret_ciphertext
    assert saved().secrets_set_at == row.secrets_set_at


def test_a_new_secret_replaces_the_old_and_notes_the_time(submit, saved):
    before = timezone.now().isoformat()
    submit(account_secret=f"  {NEW_SECRET} ")
    assert saved().account_secret == NEW_SECRET
    assert before < saved().secrets_set_at["account_secret"] < timezone.now().isoformat()


def test_the_checkbox_removes_the_secret_of_who_has_agreed(submit, saved):
    submit(account_number="", **{"account_secret-clear": "on", "remove-credentials": "1"})
    assert saved().account_secret == ""
    assert saved().secrets_set_at == {}


@pytest.mark.slow
def test_a_new_secret_beside_the_checkbox_is_an_error(submit, saved):
    response = submit(account_secret=NEW_SECRET, **{"account_secret-clear": "on"})
    assert "not both" in response.content.decode()
    assert saved().account_secret == ACCOUNT_SECRET


def test_what_was_typed_is_not_sent_back_with_an_error(submit, saved):
    response = submit(account_secret=NEW_SECRET, notification_emails="nobody")
    html = response.content.decode()
    assert "Not an e-mail address: nobody." in html
    assert NEW_SECRET not in html
    assert sentence(html, "account_secret") == "Set on 3 Mar 2027, ends in 1234"
    assert saved().account_secret == ACCOUNT_SECRET


@pytest.mark.slow
def test_the_error_and_the_sentence_both_describe_the_input(submit):
    html = submit(account_number="").content.decode()
    tag = re.search(r'<input[^>]*name="account_number"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in tag
    html = submit(account_secret="x" * 51).content.decode()
    tag = re.search(r'<input[^>]*name="account_secret"[^>]*>', html)[0]
    assert re.search(r'aria-describedby="\S+-errors id_account_secret-state"', tag)


@pytest.mark.slow
def test_without_a_key_the_page_works_and_a_new_secret_is_refused(submit, saved, settings, row):
    settings.WAGTAIL_EASYCARS = {"ENCRYPTION_KEYS": []}
    response = submit(account_secret=NEW_SECRET)
    assert "--new-key" in response.content.decode()
    submit(yard_codes="SYD")
    assert saved().yard_codes == "SYD"
    assert saved().account_secret_ciphertext == row.account_secret_ciphertext


def test_the_log_tells_that_it_changed_and_not_to_what(submit):
    submit(account_secret=NEW_SECRET)
    entries = list(ModelLogEntry.objects.values())
    assert entries
    assert NEW_SECRET not in repr(entries)
    assert "ec1:" not in repr(entries)
